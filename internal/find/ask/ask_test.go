// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/heed-upr/heed/internal/find/ask"
)

// table is one as a caller has it: codes of States by their names, labels that
// stand for themselves, years.
var table = ask.Fields{
	"state": func(value string) ([]string, bool) {
		code, ok := map[string]string{
			"kaz": "KAZ", "kazakhstan": "KAZ", "казахстан": "KAZ", "uzb": "UZB", "uzbekistan": "UZB", "irn": "IRN", "iran (islamic republic of)": "IRN", "vnm": "VNM", "viet nam": "VNM",
			"or": "OR",
		}[strings.ToLower(value)]
		return []string{code}, ok
	},
	"group": func(value string) ([]string, bool) {
		switch value {
		case "all":
			return []string{"EEG", "WEOG"}, true
		case "none":
			return nil, true
		}
		return []string{value}, value == "EEG" || value == "WEOG"
	},
	"persons": func(value string) ([]string, bool) {
		return []string{value}, slices.Contains([]string{"migrant workers", "women & girls", `"so-called" others`}, value)
	},
	"year": ask.Numbers(2006, 2030),
}

type (
	and = ask.And
	or  = ask.Or
)

func w(text string) ask.Word                        { return ask.Word{Text: text} }
func not(n ask.Node) ask.Not                        { return ask.Not{Of: n} }
func prefix(text string) ask.Prefix                 { return ask.Prefix{Text: text} }
func phrase(text string) ask.Phrase                 { return ask.Phrase{Text: text} }
func field(name string, values ...string) ask.Field { return ask.Field{Name: name, Values: values} }
func note(key string, args ...string) (n ask.Note)  { return ask.Note{Key: "ask." + key, Args: args} }
func compare(t *testing.T, text string, a, b any) {
	t.Helper()
	if d := cmp.Diff(a, b); d != "" {
		t.Errorf("%q: (-want +got)\n%s", text, d)
	}
}

func TestParse_WellFormed(t *testing.T) {
	for text, want := range map[string]struct {
		root    ask.Node
		written string
	}{
		"":                         {and(nil), ""},
		" \t\n":                    {and(nil), ""},
		"torture":                  {w("torture"), "torture"},
		"torture women":            {and{w("torture"), w("women")}, "torture women"},
		"torture AND women":        {and{w("torture"), w("women")}, "torture women"},
		"torture and women or not": {and{w("torture"), w("and"), w("women"), w("or"), w("not")}, "torture and women or not"},
		"a OR b":                   {or{w("a"), w("b")}, "a OR b"},
		"a b OR c d":               {or{and{w("a"), w("b")}, and{w("c"), w("d")}}, "a b OR c d"},
		"a AND b OR c":             {or{and{w("a"), w("b")}, w("c")}, "a b OR c"},
		"a (b OR c)":               {and{w("a"), or{w("b"), w("c")}}, "a (b OR c)"},
		"(a b) c":                  {and{w("a"), w("b"), w("c")}, "a b c"},
		"((a)) OR (b OR c)":        {or{w("a"), w("b"), w("c")}, "a OR b OR c"},
		"a -b":                     {and{w("a"), not(w("b"))}, "a -b"},
		"a NOT b":                  {and{w("a"), not(w("b"))}, "a -b"},
		"a AND NOT b":              {and{w("a"), not(w("b"))}, "a -b"},
		"-a":                       {not(w("a")), "-a"},
		"NOT NOT a":                {w("a"), "a"},
		"-(a b)":                   {not(and{w("a"), w("b")}), "-(a b)"},
		"-(a OR b) c":              {and{not(or{w("a"), w("b")}), w("c")}, "-(a OR b) c"},
		"-(-a)":                    {w("a"), "a"},
		"NOT(a)":                   {not(w("a")), "-a"},
		"a OR -b":                  {or{w("a"), not(w("b"))}, "a OR -b"},
		`"places of  detention"`:   {phrase("places of detention"), `"places of detention"`},
		"“places of detention”":    {phrase("places of detention"), `"places of detention"`},
		"«права человека» пытки":    {and{phrase("права человека"), w("пытки")}, `"права человека" пытки`},
		"„Menschenrechte heute“":    {phrase("Menschenrechte heute"), `"Menschenrechte heute"`},
		"“mixed marks\"":            {phrase("mixed marks"), `"mixed marks"`},
		`-"a b"`:                    {not(phrase("a b")), `-"a b"`},
		`a"b c"d`:                   {and{w("a"), phrase("b c"), w("d")}, `a "b c" d`},
		`"AND"`:                     {phrase("AND"), `"AND"`},
		"ratif*":                    {prefix("ratif"), "ratif*"},
		"азаптау* -үй*":             {and{prefix("азаптау"), not(prefix("үй"))}, "азаптау* -үй*"},
		"ratif*,":                   {prefix("ratif"), "ratif*"},
		"non-governmental":          {w("non-governmental"), "non-governmental"},
		"women’s, rights; (law).":   {and{w("women’s"), w("rights"), w("law")}, "women’s rights law"},
		"A/HRC/28/10":               {w("A/HRC/28/10"), "A/HRC/28/10"},
		"16:00 https://un.org":      {and{phrase("16:00"), phrase("https://un.org")}, `"16:00" "https://un.org"`},
		"recommendations: torture":  {and{w("recommendations"), w("torture")}, "recommendations torture"},
		"— … & !":                   {and(nil), ""},
		"--a":                       {w("a"), "a"},
		"-… b":                      {w("b"), "b"},
		"酷刑 والتعذيب":               {and{w("酷刑"), w("والتعذيب")}, "酷刑 والتعذيب"},
		"a\x00b \xff c":             {and{w("a\x00b"), w("c")}, "a\x00b c"},
		"AND,":                      {phrase("AND"), `"AND"`},
		"state:KAZ":                 {field("state", "KAZ"), "state:KAZ"},
		"State:kazakhstan":          {field("state", "KAZ"), "state:KAZ"},
		"state: Kazakhstan torture": {and{field("state", "KAZ"), w("torture")}, "state:KAZ torture"},
		"state:Казахстан":           {field("state", "KAZ"), "state:KAZ"},
		"-state:KAZ":                {not(field("state", "KAZ")), "-state:KAZ"},
		"state:KAZ,UZB,KAZ a":       {and{field("state", "KAZ", "UZB"), w("a")}, "state:KAZ,UZB a"},
		"state:KAZ, a":              {and{field("state", "KAZ"), w("a")}, "state:KAZ a"},
		`state:"Viet Nam",KAZ`:      {field("state", "VNM", "KAZ"), "state:VNM,KAZ"},
		"state:«Viet Nam»":          {field("state", "VNM"), "state:VNM"},
		"state:(KAZ OR Viet Nam) a": {and{field("state", "KAZ", "VNM"), w("a")}, "state:KAZ,VNM a"},
		"state:(KAZ, UZB)":          {field("state", "KAZ", "UZB"), "state:KAZ,UZB"},
		"state:(KAZ UZB)":           {field("state", "KAZ", "UZB"), "state:KAZ,UZB"},
		"state:(Iran (Islamic Republic of) OR KAZ)":  {field("state", "IRN", "KAZ"), "state:IRN,KAZ"},
		`state:("Viet Nam" OR "UZB")`:                {field("state", "VNM", "UZB"), "state:VNM,UZB"},
		"state:OR":                                   {field("state", "OR"), `state:"OR"`},
		"group:all":                                  {field("group", "EEG", "WEOG"), "group:EEG,WEOG"},
		`persons:"migrant workers"`:                  {field("persons", "migrant workers"), `persons:"migrant workers"`},
		`persons:(migrant workers OR women & girls)`: {field("persons", "migrant workers", "women & girls"), `persons:"migrant workers","women & girls"`},
		`persons:«"so-called" others»`:               {field("persons", `"so-called" others`), `persons:«"so-called" others»`},
		"year:2015":                                  {field("year", "2015"), "year:2015"},
		"year:2015..2017":                            {field("year", "2015", "2016", "2017"), "year:2015,2016,2017"},
		"year:2017..2015":                            {field("year", "2015", "2016", "2017"), "year:2015,2016,2017"},
		"year:2015–2016":                             {field("year", "2015", "2016"), "year:2015,2016"},
		"year:>=2029":                                {field("year", "2029", "2030"), "year:2029,2030"},
		"year:>2029":                                 {field("year", "2030"), "year:2030"},
		"year:<2007":                                 {field("year", "2006"), "year:2006"},
		"year:<=2007":                                {field("year", "2006", "2007"), "year:2006,2007"},
		"year:2029..":                                {field("year", "2029", "2030"), "year:2029,2030"},
		"year:..2006":                                {field("year", "2006"), "year:2006"},
		"year:(2008 OR 2010..2011)":                  {field("year", "2008", "2010", "2011"), "year:2008,2010,2011"},
		"year:1..2006":                               {field("year", "2006"), "year:2006"},
		"(state:KAZ OR year:2015) -a":                {and{or{field("state", "KAZ"), field("year", "2015")}, not(w("a"))}, "(state:KAZ OR year:2015) -a"},
	} {
		got := ask.Parse(text, table)
		compare(t, text, want.root, got.Root)
		compare(t, text, want.written, got.String())
		if len(got.Notes) > 0 {
			t.Errorf("%q needs notes: %v", text, got.Notes)
		}
		if got.Empty() != (want.written == "") {
			t.Errorf("%q: empty is %v", text, got.Empty())
		}
	}
}

func TestParse_SaysHowItWasUnderstood(t *testing.T) {
	for text, want := range map[string]struct {
		root  ask.Node
		notes []ask.Note
	}{
		"(a OR b":               {or{w("a"), w("b")}, []ask.Note{note("bracket_open")}},
		"a) b":                  {and{w("a"), w("b")}, []ask.Note{note("bracket_close")}},
		"a ) OR (b":             {or{w("a"), w("b")}, []ask.Note{note("bracket_close"), note("bracket_open")}},
		"()":                    {and(nil), []ask.Note{note("bracket_empty")}},
		"a ( ) b":               {and{w("a"), w("b")}, []ask.Note{note("bracket_empty")}},
		`"a b`:                  {phrase("a b"), []ask.Note{note("quote_open")}},
		"«a b":                  {phrase("a b"), []ask.Note{note("quote_open")}},
		`""`:                    {and(nil), []ask.Note{note("phrase_empty")}},
		`a "…" b`:               {and{w("a"), w("b")}, []ask.Note{note("phrase_empty")}},
		`a"`:                    {w("a"), []ask.Note{note("quote_open"), note("phrase_empty")}},
		"» a":                   {w("a"), []ask.Note{note("phrase_empty")}},
		"colour:red":            {and{w("colour"), w("red")}, []ask.Note{note("field_unknown", "Name", "colour")}},
		`colour:"dark red"`:     {and{w("colour"), phrase("dark red")}, []ask.Note{note("field_unknown", "Name", "colour")}},
		"colour:(a OR b)":       {and{w("colour"), or{w("a"), w("b")}}, []ask.Note{note("field_unknown", "Name", "colour")}},
		"-colour:red":           {not(and{w("colour"), w("red")}), []ask.Note{note("field_unknown", "Name", "colour")}},
		"state:Atlantis":        {w("Atlantis"), []ask.Note{note("value_unknown", "Name", "state", "Value", "Atlantis")}},
		"state:state:KAZ":       {phrase("state:KAZ"), []ask.Note{note("value_unknown", "Name", "state", "Value", "state:KAZ")}},
		`-state:"New Atlantis"`: {not(phrase("New Atlantis")), []ask.Note{note("value_unknown", "Name", "state", "Value", "New Atlantis")}},
		"state:KAZ,Atlantis":    {field("state", "KAZ"), []ask.Note{note("value_passed_over", "Name", "state", "Value", "Atlantis")}},
		"state:(X1 OR X2)":      {or{w("X1"), w("X2")}, []ask.Note{note("value_unknown", "Name", "state", "Value", "X1"), note("value_unknown", "Name", "state", "Value", "X2")}},
		"year:1999":             {w("1999"), []ask.Note{note("value_unknown", "Name", "year", "Value", "1999")}},
		"year:2015x":            {w("2015x"), []ask.Note{note("value_unknown", "Name", "year", "Value", "2015x")}},
		"year:..":               {and(nil), []ask.Note{note("value_unknown", "Name", "year", "Value", "..")}},
		"group:none":            {w("none"), []ask.Note{note("value_unknown", "Name", "group", "Value", "none")}},
		"state:":                {w("state"), []ask.Note{note("value_missing", "Name", "state")}},
		"state: OR a":           {or{w("state"), w("a")}, []ask.Note{note("value_missing", "Name", "state")}},
		"(state: )":             {w("state"), []ask.Note{note("value_missing", "Name", "state")}},
		"state:()":              {w("state"), []ask.Note{note("value_missing", "Name", "state")}},
		"state:(KAZ OR UZB":     {field("state", "KAZ", "UZB"), []ask.Note{note("bracket_open")}},
		"state:(KAZ AND UZB)":   {field("state", "KAZ", "UZB"), []ask.Note{note("operator_dangling", "Operator", "AND")}},
		"AND a":                 {w("a"), []ask.Note{note("operator_dangling", "Operator", "AND")}},
		"a AND":                 {w("a"), []ask.Note{note("operator_dangling", "Operator", "AND")}},
		"a AND AND b":           {and{w("a"), w("b")}, []ask.Note{note("operator_dangling", "Operator", "AND")}},
		"a OR":                  {w("a"), []ask.Note{note("operator_dangling", "Operator", "OR")}},
		"OR a":                  {w("a"), []ask.Note{note("operator_dangling", "Operator", "OR")}},
		"a OR OR b":             {or{w("a"), w("b")}, []ask.Note{note("operator_dangling", "Operator", "OR")}},
		"a AND OR b":            {or{w("a"), w("b")}, []ask.Note{note("operator_dangling", "Operator", "AND")}},
		"a NOT":                 {w("a"), []ask.Note{note("operator_dangling", "Operator", "NOT")}},
		"NOT AND a":             {w("a"), []ask.Note{note("operator_dangling", "Operator", "NOT")}},
		"OR":                    {and(nil), []ask.Note{note("operator_dangling", "Operator", "OR")}},
		"a - b":                 {and{w("a"), w("b")}, []ask.Note{note("minus_alone")}},
		"a -":                   {w("a"), []ask.Note{note("minus_alone")}},
		"(a -)":                 {w("a"), []ask.Note{note("minus_alone")}},
		"a *":                   {w("a"), []ask.Note{note("star_alone")}},
		`"a b"*`:                {phrase("a b"), []ask.Note{note("star_alone")}},
		"*ture":                 {w("ture"), []ask.Note{note("star_front", "Word", "ture")}},
		"*ture*":                {prefix("ture"), []ask.Note{note("star_front", "Word", "ture")}},
		"tor*ure":               {prefix("tor"), []ask.Note{note("star_inside", "Word", "tor*ure", "Beginning", "tor")}},
	} {
		got := ask.Parse(text, table)
		compare(t, text, want.root, got.Root)
		compare(t, text, want.notes, got.Notes)
	}
}

func TestParse_HasLimits(t *testing.T) {
	deep := strings.Repeat("(a OR b ", 1000) + strings.Repeat(")", 1000)
	got := ask.Parse(deep, table)
	if !slices.ContainsFunc(got.Notes, func(n ask.Note) bool { return n.Key == "ask.too_deep" }) {
		t.Errorf("notes on too many brackets: %v", got.Notes)
	}
	got = ask.Parse(strings.Repeat("x ", 1e5), table)
	if n := len(got.Root.(ask.And)); n != 100 || got.Notes[0].Key != "ask.too_many" { //nolint:errcheck // a panic fails the test as well
		t.Errorf("%d words and notes %v", n, got.Notes)
	}
	if got = ask.Parse(strings.Repeat("-", 1e6)+"a", table); got.String() != "a" {
		t.Errorf("a million negations: %q", got.String())
	}
	if got = ask.Parse(strings.Repeat("colour:", 1e4)+"a", table); len(got.Notes) > 12 {
		t.Errorf("%d notes", len(got.Notes))
	}
}

// Every note has its key in the list.
func TestNoteKeys(t *testing.T) {
	seen := map[string]bool{}
	for _, key := range ask.NoteKeys() {
		if seen[key] || !strings.HasPrefix(key, "ask.") {
			t.Errorf("%q is there twice or is no key", key)
		}
		seen[key] = true
	}
	for _, text := range []string{"(", ")", "()", `"`, `""`, "x:y", "state:x", "state:KAZ,x", "state:", "OR", "- a", "*", "*a", "a*b", strings.Repeat("(a", 99), strings.Repeat("a ", 999)} {
		for _, n := range ask.Parse(text, table).Notes {
			if !slices.Contains(ask.NoteKeys(), n.Key) {
				t.Errorf("%q: %q is in no list", text, n.Key)
			}
			delete(seen, n.Key)
		}
	}
	if len(seen) > 0 {
		t.Errorf("keys that no text leads to: %v", seen)
	}
}

// pieces are what queries are made of, and unmade.
var pieces = []string{
	"a", "torture", "права", "人权", "non-governmental", "AND", "OR", "NOT", "and", "-", "--", "*", "x*", "*x", "x*y", "(", ")", "((", "))", "()", `"`, "“", "”", "«", "»", "„",
	`"b c"`, "«b c»", ":", "state:", "state:KAZ", "state:KAZ,UZB", "state:(", "state:Atlantis", `state:"Viet Nam"`, "persons:«\"so-called\" others»", "year:2015..2020", "year:>=", "colour:red", "colour:", ",", "…",
	"group:all", "state:state:x*", "OR,", "state:OR", "é\u0301", "\u0301", "\x00", "\xff", "\u2028", "\u200f", "'", "’s", "a:b:c*", "a/b", "://", "_", "state:-KAZ", "-state:(x OR y)",
}

// Whatever is written can be asked, and what is written anew means the same and
// is well-formed.
func TestParse_WrittenAnewIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces") {
			text += p + rapid.SampledFrom([]string{"", " ", "  "}).Draw(t, "space")
		}
		sameAnew(t, text)
	})
}

func FuzzParse(f *testing.F) {
	for _, p := range pieces {
		f.Add(p + " (" + p + " OR -" + p + ")")
	}
	f.Fuzz(func(t *testing.T, text string) { sameAnew(t, text) })
}

// failer is what fails in tests of all kinds.
type failer interface {
	Fatalf(format string, args ...any)
}

func sameAnew(t failer, text string) {
	first := ask.Parse(text, table)
	again := ask.Parse(first.String(), table)
	if d := cmp.Diff(first.Root, again.Root); d != "" {
		t.Fatalf("%q is written %q, which is something else:\n%s", text, first, d)
	}
	if len(again.Notes) > 0 {
		t.Fatalf("%q is written %q, which needs notes: %v", text, first, again.Notes)
	}
	if !utf8.ValidString(first.String()) {
		t.Fatalf("%q is written %q", text, first)
	}
	sound(t, text, first.Root, true)
}

// sound fails on what is not the simplest form.
func sound(t failer, text string, n ask.Node, top bool) {
	switch n := n.(type) {
	case ask.And:
		if len(n) < 2 && (len(n) != 0 || !top) {
			t.Fatalf("%q has an And of %d", text, len(n))
		}
		for _, of := range n {
			if _, is := of.(ask.And); is {
				t.Fatalf("%q has And in And", text)
			}
			sound(t, text, of, false)
		}
	case ask.Or:
		if len(n) < 2 {
			t.Fatalf("%q has an Or of %d", text, len(n))
		}
		for _, of := range n {
			if _, is := of.(ask.Or); is {
				t.Fatalf("%q has Or in Or", text)
			}
			sound(t, text, of, false)
		}
	case ask.Not:
		if _, is := n.Of.(ask.Not); is {
			t.Fatalf("%q has Not of Not", text)
		}
		sound(t, text, n.Of, false)
	case ask.Field:
		if len(n.Values) == 0 || table[n.Name] == nil {
			t.Fatalf("%q has field %+v", text, n)
		}
	case nil:
		t.Fatalf("%q has nil", text)
	}
}
