// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/heed-upr/heed/internal/find/ask"
)

// fields are some as an index has them.
var fields = ask.NewFields(
	ask.Known{Name: "state", Aliases: []string{"country", "государство"}, Resolve: ask.State, Names: true},
	ask.Known{Name: "from", Resolve: ask.State, Names: true},
	ask.Known{Name: "position", Resolve: ask.OneOf("supported", "noted", "partial")},
	ask.Known{Name: "group", Resolve: ask.OneOf("African", "Asia-Pacific", "none")},
	ask.Known{Name: "action", Aliases: []string{"act"}, Resolve: ask.OneOf("1", "2", "3", "4", "5")},
	ask.Known{Name: "symbol", Resolve: func(v string) ([]string, bool) { return []string{strings.ToUpper(v)}, v != "" }},
	ask.Known{Name: "issue", Names: true, Resolve: func(v string) ([]string, bool) {
		switch strings.ToLower(v) {
		case "sea", "fish", "light":
			return []string{strings.ToLower(v)}, true
		case "the sea":
			return []string{"sea"}, true
		case "coast":
			return []string{"sea", "fish"}, true
		}
		return nil, false
	}},
	ask.Known{Name: "year", Ranged: true, Resolve: year},
	ask.Known{Name: "cycle", Ranged: true, Resolve: year},
)

func year(v string) ([]string, bool) {
	n, err := strconv.Atoi(v)
	return []string{strconv.Itoa(n)}, err == nil && n > 0 && n < 100000
}

// note prints a note: its key without "ask." and the values of its blanks.
func note(n ask.Note) string {
	out := strings.TrimPrefix(n.Key, "ask.")
	for i := 1; i < len(n.Args); i += 2 {
		out += " " + n.Args[i]
	}
	return out
}

// Query, its canonical form, and the notes on it.
var understood = []struct {
	query, want string
	notes       []string
}{
	// words
	{"", "", nil},
	{"  \t\n ", "", nil},
	{"lighthouse", "lighthouse", nil},
	{"lighthouse keepers", "lighthouse keepers", nil},
	{" lighthouse,  keepers; ", "lighthouse keepers", nil},
	{"Lighthouse!", "Lighthouse", nil},
	{"... lighthouse ...", "lighthouse", nil},
	{"— – ! ? #", "", nil},
	{"#harbour", "harbour", nil},
	{"non-governmental", "non-governmental", nil},
	{"women’s women's", "women’s women's", nil},
	{"A/HRC/28/10", "A/HRC/28/10", nil},
	{"12:30", "12:30", nil},
	{"C++", "C", nil},
	{"маяк айлақ", "маяк айлақ", nil},
	{"灯塔", "灯塔", nil},
	{"塔", "塔*", nil},
	{"المنارة", "المنارة", nil},
	{"灯塔，港口。", "灯塔 港口", nil},
	{"and or not", "and or not", nil},
	{"And Or Not", "And Or Not", nil},
	{"\x00light\x01house", "light house", nil},
	{"light\xffhouse", "light house", nil},
	// beginnings
	{"light*", "light*", nil},
	{"light* house*", "light* house*", nil},
	{"light**", "light*", nil},
	{"non-gov*", "non-gov*", nil},
	{"*", "", nil},
	{"*light", "light", nil},
	{"li*ght", "li*ght", nil},
	{"азапта*", "азапта*", nil},
	{"light＊", "light*", nil},
	// phrases
	{`"lighthouse keepers"`, `"lighthouse keepers"`, nil},
	{`“lighthouse keepers”`, `"lighthouse keepers"`, nil},
	{`„lighthouse keepers“`, `"lighthouse keepers"`, nil},
	{`«хранители маяка»`, `"хранители маяка"`, nil},
	{`「灯塔 看守」`, `"灯塔 看守"`, nil},
	{`『灯塔』`, `"灯塔"`, nil},
	{`《灯塔》`, `"灯塔"`, nil},
	{`" lighthouse   keepers "`, `"lighthouse keepers"`, nil},
	{`"one"`, `"one"`, nil},
	{`"a AND (b"`, `"a AND (b"`, nil},
	{`"state:KAZ"`, `"state:KAZ"`, nil},
	{`a"b c"d`, `a "b c" d`, nil},
	{`""`, "", []string{"empty_phrase"}},
	{`a "" b`, "a b", []string{"empty_phrase"}},
	{`" - "`, "", []string{"empty_phrase"}},
	{`"lighthouse keepers`, `"lighthouse keepers"`, []string{"quote_missing"}},
	{`a "`, "a", []string{"quote_missing", "empty_phrase"}},
	{`a «b c`, `a "b c"`, []string{"quote_missing"}},
	{`a» b`, `a "b"`, []string{"quote_missing"}},
	{`a」 b`, `a b`, nil},
	{`don't "stop"`, `don't "stop"`, nil},
	// AND
	{"a AND b", "a b", nil},
	{"a AND b AND c", "a b c", nil},
	{"a AND", "a", []string{"dangling AND"}},
	{"AND a", "a", []string{"dangling AND"}},
	{"AND", "", []string{"dangling AND"}},
	{"a AND AND b", "a b", []string{"dangling AND"}},
	{"a AND OR b", "a OR b", []string{"dangling AND"}},
	{"(a AND) b", "a b", []string{"dangling AND"}},
	{"AND, a", "a", []string{"dangling AND"}},
	// OR
	{"a OR b", "a OR b", nil},
	{"a OR b OR c", "a OR b OR c", nil},
	{"a b OR c d", "a b OR c d", nil},
	{"a AND b OR c AND d", "a b OR c d", nil},
	{"(a OR b) c", "(a OR b) c", nil},
	{"(a OR b) AND (c OR d)", "(a OR b) (c OR d)", nil},
	{"a OR (b OR c)", "a OR b OR c", nil},
	{"a OR (b c)", "a OR b c", nil},
	{"a OR", "a", []string{"dangling OR"}},
	{"OR a", "a", []string{"dangling OR"}},
	{"OR", "", []string{"dangling OR"}},
	{"a OR OR b", "a OR b", []string{"dangling OR"}},
	{"(OR)", "", []string{"dangling OR", "empty_brackets"}},
	// NOT and minus
	{"a NOT b", "a -b", nil},
	{"a AND NOT b", "a -b", nil},
	{"a -b", "a -b", nil},
	{"-b a", "-b a", nil},
	{`a -"b c"`, `a -"b c"`, nil},
	{`a -“b c”`, `a -"b c"`, nil},
	{"a -(b c)", "a -(b c)", nil},
	{"a -(b OR c)", "a -(b OR c)", nil},
	{"a -b*", "a -b*", nil},
	{"a OR -b", "a OR -b", nil},
	{"a --b", "a b", nil},
	{"a ---b", "a -b", nil},
	{"a NOT NOT b", "a b", nil},
	{"a NOT -b", "a b", nil},
	{"a -(-b)", "a b", nil},
	{"-a", "-a", []string{"only_not"}},
	{"NOT a", "-a", []string{"only_not"}},
	{"-a -b", "-a -b", []string{"only_not"}},
	{"-(a OR b)", "-(a OR b)", []string{"only_not"}},
	{"-a OR b", "-a OR b", nil},
	{"-", "", []string{"lone_minus"}},
	{"a - b", "a b", []string{"lone_minus"}},
	{"a -", "a", []string{"lone_minus"}},
	{"a – b", "a b", nil},
	{"a NOT", "a", []string{"dangling NOT"}},
	{"NOT", "", []string{"dangling NOT"}},
	{"NOT AND a", "a", []string{"dangling NOT", "dangling AND"}},
	{"(-)", "", []string{"lone_minus", "empty_brackets"}},
	{"a-b", "a-b", nil},
	{"a -!", "a", []string{"lone_minus"}},
	{"a －b", "a -b", nil},
	// brackets
	{"(a)", "a", nil},
	{"((a))", "a", nil},
	{"(a b) c", "a b c", nil},
	{"(a", "a", []string{"bracket_missing"}},
	{"(a OR b", "a OR b", []string{"bracket_missing"}},
	{"((a OR b) c", "(a OR b) c", []string{"bracket_missing"}},
	{"a)", "a", []string{"bracket_extra"}},
	{"a) b", "a b", []string{"bracket_extra"}},
	{")", "", []string{"bracket_extra"}},
	{"(", "", []string{"bracket_missing", "empty_brackets"}},
	{")(", "", []string{"bracket_extra", "bracket_missing", "empty_brackets"}},
	{"()", "", []string{"empty_brackets"}},
	{"a () b", "a b", []string{"empty_brackets"}},
	{"a -() b", "a b", []string{"empty_brackets"}},
	{"（a OR b） c", "(a OR b) c", nil},
	{"a(b)c", "a b c", nil},
	// fields
	{"state:KAZ", "state:KAZ", nil},
	{"state:kaz", "state:KAZ", nil},
	{"State:KAZ STATE:KAZ", "state:KAZ state:KAZ", nil},
	{"country:KAZ", "state:KAZ", nil},
	{"государство:Казахстан", "state:KAZ", nil},
	{"state:Turkey", "state:TUR", nil},
	{"state:Türkiye", "state:TUR", nil},
	{"state:TUR", "state:TUR", nil},
	{"state:Турция", "state:TUR", nil},
	{"state:土耳其", "state:TUR", nil},
	{"state：土耳其", "state:TUR", nil},
	{"state:تركيا", "state:TUR", nil},
	{`state:"République de Corée"`, "state:KOR", nil},
	{`state:"Côte d'Ivoire"`, "state:CIV", nil},
	{"state:Côte d'Ivoire", "state:CIV", nil},
	{"state:République de Corée", "state:KOR", nil},
	{"state:South Korea torture", "state:KOR torture", nil},
	{"state:Guinea Bissau", "state:GNB", nil},
	{"state:Guinea-Bissau", "state:GNB", nil},
	{"state:Guinea lighthouse", "state:GIN lighthouse", nil},
	{"state:PER u", "state:PER u", nil},
	{"state:Viet Nam position:noted", "state:VNM position:noted", nil},
	{"state:Viet Nam AND light", "state:VNM light", nil},
	{"state:Swaziland,Burma", "state:SWZ,MMR", nil},
	{"state:Turkey, Viet Nam, light", "state:TUR,VNM OR light", []string{"unknown_value state light"}},
	{"state: KAZ", "state:KAZ", nil},
	{"state:KAZ.", "state:KAZ", nil},
	{"-state:KAZ a", "-state:KAZ a", nil},
	{"NOT state:KAZ a", "-state:KAZ a", nil},
	{"-state:KAZ", "-state:KAZ", []string{"only_not"}},
	{"position:noted,supported", "position:noted,supported", nil},
	{"position:noted, supported", "position:noted,supported", nil},
	{"position:noted、supported", "position:noted,supported", nil},
	{"position:noted,noted", "position:noted", nil},
	{"position:NOTED", "position:noted", nil},
	{"position:(noted OR supported)", "position:noted,supported", nil},
	{"position:(noted supported)", "position:noted,supported", nil},
	{"position:(noted, supported)", "position:noted,supported", nil},
	{"position:noted OR position:supported", "position:noted,supported", nil},
	{"position:noted OR a OR position:supported", "position:noted,supported OR a", nil},
	{"from:(MEX AND PER)", "from:MEX from:PER", nil},
	{"from:(MEX AND NOT PER)", "from:MEX -from:PER", nil},
	{"from:(MEX -PER)", "from:MEX -from:PER", nil},
	{"from:(Viet Nam OR South Korea)", "from:VNM,KOR", nil},
	{"from:(Viet Nam South Korea)", "from:VNM,KOR", nil},
	{`from:("Viet Nam" Peru)`, "from:VNM,PER", nil},
	{"from:(MEX OR (PER AND CHL))", "from:MEX OR from:PER from:CHL", nil},
	{"from:(MEX OR state:KAZ)", "from:MEX OR state:KAZ", nil},
	{"from:(MEX OR PER", "from:MEX,PER", []string{"bracket_missing"}},
	{"-from:(MEX OR PER) a", "-from:MEX,PER a", nil},
	{"-from:(MEX AND PER) a", "-(from:MEX from:PER) a", nil},
	{"from:()", "", []string{"empty_brackets"}},
	{"from:(MEX AND)", "from:MEX", []string{"dangling AND"}},
	{"act:5", "action:5", nil},
	{"group:Asia-Pacific", "group:Asia-Pacific", nil},
	{`group:"asia-pacific"`, "group:Asia-Pacific", nil},
	{"symbol:a/hrc/28/10", "symbol:A/HRC/28/10", nil},
	{`symbol:"a b"`, `symbol:"A B"`, nil},
	{"symbol:a b", "symbol:A b", nil},
	{"symbol:and", `symbol:"AND"`, nil},
	{"issue:the sea light", "issue:sea light", nil},
	{"issue:coast", "issue:sea,fish", nil},
	{"issue:coast,sea", "issue:sea,fish", nil},
	{"state:", "", []string{"empty_field state"}},
	{"state: position:noted", "position:noted", []string{"empty_field state"}},
	{"state: AND a", "a", []string{"empty_field state", "dangling AND"}},
	{`state:""`, "", []string{"empty_field state"}},
	{"state:) a", "a", []string{"empty_field state", "bracket_extra"}},
	{"(state:) a", "a", []string{"empty_field state", "empty_brackets"}},
	{"state:,KAZ", "KAZ", []string{"empty_field state"}},
	{"state:KAZ,", "state:KAZ", nil},
	{"state:Atlantis", "Atlantis", []string{"unknown_value state Atlantis"}},
	{`state:"New Atlantis"`, `"New Atlantis"`, []string{"unknown_value state New Atlantis"}},
	{"state:Atlantis,KAZ", "Atlantis OR state:KAZ", []string{"unknown_value state Atlantis"}},
	{"position:maybe a", "maybe a", []string{"unknown_value position maybe"}},
	{"position:(noted OR maybe)", "position:noted OR maybe", []string{"unknown_value position maybe"}},
	{"harbour:deep", "harbour deep", []string{"unknown_field harbour"}},
	{"-harbour:deep a", "-(harbour deep) a", []string{"unknown_field harbour"}},
	{"harbour:deep:blue", "harbour deep blue", []string{"unknown_field harbour"}},
	{`harbour:"deep blue"`, `harbour "deep blue"`, []string{"unknown_field harbour"}},
	{"harbour:(deep OR blue)", "harbour (deep OR blue)", []string{"unknown_field harbour"}},
	{"Note: deep", "Note deep", nil},
	{"http://a.example/b", "http a.example/b", []string{"unknown_field http"}},
	{"a:AND", "a and", []string{"unknown_field a"}},
	// ranges
	{"year:2015", "year:2015", nil},
	{"year:2015..2020", "year:2015..2020", nil},
	{"year:2015...2020", "year:2015..2020", nil},
	{"year:2015-2020", "year:2015..2020", nil},
	{"year:2015–2020", "year:2015..2020", nil},
	{"year:2015…2020", "year:2015..2020", nil},
	{"year:>=2015", "year:2015..", nil},
	{"year:>2015", "year:2016..", nil},
	{"year:<=2015", "year:..2015", nil},
	{"year:<2015", "year:..2014", nil},
	{"year:≥2015", "year:2015..", nil},
	{"year:2015..", "year:2015..", nil},
	{"year:..2015", "year:..2015", nil},
	{"year:2020..2015", "year:2015..2020", []string{"range_turned year 2015..2020"}},
	{"year:2001,2010..2012,>=2020", "year:2001,2010..2012,2020..", nil},
	{"year:(2001 OR >=2015)", "year:2001,2015..", nil},
	{"year:(..2001 OR 2015..)", "year:..2001,2015..", nil},
	{"-year:2015..2020 a", "-year:2015..2020 a", nil},
	{"year:2015.. a", "year:2015.. a", nil},
	{"year:soon", "soon", []string{"unknown_value year soon"}},
	{"year:..", "", []string{"unknown_value year ..", "empty_field year"}},
	{"year:<1", "1", []string{"unknown_value year <1"}},
	{"year:2015-", "2015", []string{"unknown_value year 2015-"}},
	{"position:a..b", "a..b", []string{"unknown_value position a..b"}},
	// all together
	{`(maiak* OR "light house") AND NOT harbour state:Turkey,KAZ year:>=2015`, `(maiak* OR "light house") -harbour state:TUR,KAZ year:2015..`, nil},
	{`women "fishing rights" -police position:noted from:"Viet Nam" OR theme`, `women "fishing rights" -police position:noted from:VNM OR theme`, nil},
}

func TestParse(t *testing.T) {
	for _, c := range understood {
		q := ask.Parse(c.query, fields)
		var notes []string
		for _, n := range q.Notes {
			notes = append(notes, note(n))
			if !slices.Contains(ask.NoteKeys(), n.Key) {
				t.Errorf("%q: the key %s is not listed", c.query, n.Key)
			}
		}
		if q.String() != c.want || !slices.Equal(notes, c.notes) {
			t.Errorf("%q is understood as %q with %q, want %q with %q", c.query, q, notes, c.want, c.notes)
		}
		holds(t, c.query)
	}
}

// holds checks what is so of every query.
func holds(t interface {
	Helper()
	Fatalf(string, ...any)
}, query string) {
	t.Helper()
	q := ask.Parse(query, fields)
	size, depth := measure(q.Root)
	if size > 400 || depth > 40 {
		t.Fatalf("%q is a tree of %d nodes, %d deep", query, size, depth)
	}
	if slices.ContainsFunc(q.Notes, ask.Note.Limited) {
		return
	}
	again := ask.Parse(q.String(), fields)
	if d := cmp.Diff(q.Root, again.Root); d != "" {
		t.Fatalf("%q is understood as %q, which is read as %q: %s", query, q, again, d)
	}
	if again.String() != q.String() {
		t.Fatalf("%q: %q is printed as %q", query, q, again)
	}
}

func measure(n ask.Node) (size, depth int) {
	var parts []ask.Node
	switch n := n.(type) {
	case ask.And:
		parts = n
	case ask.Or:
		parts = n
	case ask.Not:
		parts = []ask.Node{n.Of}
	case ask.Field:
		return 1 + len(n.Values) + len(n.Ranges), 1
	}
	for _, p := range parts {
		s, d := measure(p)
		size, depth = size+s, max(depth, d)
	}
	return size + 1, depth + 1
}

func TestParse_CutsHostileQueriesShort(t *testing.T) {
	for name, query := range map[string]string{
		"open":      strings.Repeat("(", 100000),
		"deep":      strings.Repeat("(", 500) + "a" + strings.Repeat(")", 500),
		"groups":    strings.Repeat("state:(", 500) + "KAZ",
		"negations": strings.Repeat("-", 100000) + "a",
		"nots":      strings.Repeat("NOT ", 5000) + "a",
		"minuses":   strings.Repeat("-(a b ", 400),
		"words":     strings.Repeat("lighthouse ", 5000),
		"word":      strings.Repeat("a", 100000),
		"ors":       strings.Repeat("a OR ", 5000),
		"values":    "state:" + strings.Repeat("KAZ,", 5000),
		"quotes":    strings.Repeat(`"`, 5000),
		"colons":    strings.Repeat("a:", 5000),
		"notes":     strings.Repeat("state: ", 1000) + strings.Repeat("xa:b ", 300),
		"names":     "state:" + strings.Repeat("Guinea ", 900),
	} {
		q := ask.Parse(query, fields)
		size, depth := measure(q.Root)
		if size > 400 || depth > 40 || len(q.Notes) == 0 || len(q.Notes) > 20 || len(q.String()) > 5000 {
			t.Errorf("%s: %d nodes, %d deep, %d notes, %d bytes", name, size, depth, len(q.Notes), len(q.String()))
		}
	}
}

// The canonical form gives the same tree, whatever was typed.
func TestParse_CanonicalFormIsReadAsItself(t *testing.T) {
	parts := []string{
		"a", "Light", "пытки", "灯塔", "塔", "light*", `"a b"`, "«б в»", "AND", "OR", "NOT", "-", "(", ")", "-(", " ", ",", "state:", "state:Turkey", "state:(", "issue:coast",
		"issue:the sea", "year:2015..2020", "year:(", ">=2015", "..3", "position:noted,supported", "position:(", "noted", "KAZ", "Viet Nam", "x:y", "x:", `"`, "*", "symbol:q r", `from:"Viet Nam",PER`,
	}
	rapid.Check(t, func(t *rapid.T) {
		query := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 14).Draw(t, "parts"), rapid.SampledFrom([]string{" ", " ", ""}).Draw(t, "between"))
		holds(t, query)
	})
}

func FuzzParse(f *testing.F) {
	for _, c := range understood {
		f.Add(c.query)
	}
	f.Fuzz(func(t *testing.T, query string) { holds(t, query) })
}

func TestExpand_FindsStatesByAllTheirNames(t *testing.T) {
	for query, want := range map[string][]string{
		"Turkey":                  {`Turkey OR `, `"Türkiye"`, `"Турция"`, `"土耳其"`, `"تركيا"`, `"Turquie"`},
		"lighthouse Türkiye":      {`lighthouse (Türkiye OR `, `"Turkey"`},
		`"Czech Republic" fish`:   {`("Czech Republic" OR `, `"Czechia"`, `) fish`},
		"South Korea":             {`South Korea OR `, `"Republic of Korea"`, `"대`},
		"torture South Korea sea": {`torture (South Korea OR "`, `) sea`},
		"-Swaziland a":            {`-(Swaziland OR "Eswatini" OR`, `) a`},
		"Burma OR fish":           {`Burma OR "Myanmar"`, "OR fish"},
		"UK":                      {`UK OR `, `"United Kingdom"`},
	} {
		got := ask.Expand(ask.Parse(query, fields).Root, ask.StateNames).String()
		for _, part := range want {
			if part == `"대` {
				part = `"大韩民国"`
			}
			if !strings.Contains(got, part) {
				t.Errorf("%q becomes %q, without %q", query, got, part)
			}
		}
	}
	for _, query := range []string{"", "lighthouse", `"fish of the sea"`, "us", "state:KAZ", "turk*", "-a", "a OR b"} {
		root := ask.Parse(query, fields).Root
		if got := ask.Expand(root, ask.StateNames); cmp.Diff(got, root) != "" {
			t.Errorf("%q becomes %q", query, got)
		}
	}
}

func TestStateNames_LeaveOutWhatShorterOnesFind(t *testing.T) {
	names := ask.StateNames("Kazakhstan")
	for _, n := range names {
		if strings.Contains(n, "Kazakhstan") || strings.Contains(n, "Республика") {
			t.Errorf("%q is found by a shorter name", n)
		}
	}
	if !slices.Contains(names, "Казахстан") || !slices.Contains(names, "Қазақстан") || !slices.Contains(names, "哈萨克斯坦") || slices.Contains(names, "哈萨克斯坦共和国") {
		t.Errorf("%q", names)
	}
}

func TestRange_Has(t *testing.T) {
	for r, in := range map[ask.Range][2]bool{{2015, 2020}: {true, false}, {2015, 0}: {true, true}, {0, 2015}: {true, false}, {2016, 0}: {false, true}} {
		if r.Has(2015) != in[0] || r.Has(2021) != in[1] {
			t.Errorf("%s has 2015: %v, 2021: %v", r, r.Has(2015), r.Has(2021))
		}
	}
}

func TestEverything(t *testing.T) {
	for query, want := range map[string]bool{"": true, "()": true, "-": true, "a": false, "-a": false, "a b": false} {
		if got := ask.Everything(ask.Parse(query, fields).Root); got != want {
			t.Errorf("%q: %v", query, got)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		ask.Parse(`women "fishing rights" -police position:noted from:"Viet Nam" OR lighthouse*`, fields)
	}
}
