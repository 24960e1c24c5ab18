// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package grammar holds how reports of the Working Group are worded in each
// language of the United Nations: a table for each language, all of one form,
// from which the readers take what they look for. A wording is added to a table,
// never to code.
//
// It knows words and nothing else: what a wording means for a document is the
// readers' to say.
package grammar

import (
	"embed"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

//go:embed *.csv
var files embed.FS

// Rule is the name of what a wording stands for. Parts in angles are the named
// groups of its forms.
type Rule string

// The rules.
const (
	ReportTitle   Rule = "title.report"        // that a document is a report, anywhere on its cover
	Title         Rule = "title"               // a line of the title; the State's name follows it
	Conclusions   Rule = "heading.conclusions" // heading of section II
	Dialogue      Rule = "heading.dialogue"    // heading of the interactive dialogue
	Annex         Rule = "heading.annex"       // what ends the report
	Pledges       Rule = "heading.pledges"     // heading of section III
	Closing       Rule = "closing"             // the sentence that the Working Group endorses nothing
	LeadIn        Rule = "leadin"              // what a paragraph must have to lead recommendations in
	CommentsBelow Rule = "comments"            // that the State's comments follow, numbered as items are
	Listed        Rule = "listed"              // recommendations named by number: <list>
	Range         Rule = "range"               // what stands for "to" in a list of numbers
	AnswerLater   Rule = "answer"              // that the State's answer to a list is still to come
	Position      Rule = "position"            // a position and its qualifier: value "partial in_part"
	Claim         Rule = "claim"               // what a State says of what it supports: value is the qualifier
	Session       Rule = "session"             // of the Working Group: <number>
	Review        Rule = "review"              // <state>, <meeting> and <date>, or the date behind it
	Head          Rule = "head"                // head of delegation: <person>
	Adopted       Rule = "adopted"             // <date>, or the date behind it, if Adopts holds there too
	Adopts        Rule = "adopts"
	Troika        Rule = "troika"        // <states>
	Asked         Rule = "asked"         // who sent questions in advance: <states>
	Spoke         Rule = "spoke"         // how many delegations made statements: <number> or <other>
	Speaker       Rule = "speaker"       // value: how many words may stand before the State whose statement it is
	Honorific     Rule = "honorific"     // what stands before a person's name
	Office        Rule = "office"        // a word that names an office
	OfficeBefore  Rule = "office.before" // <office> and <name> without a comma
	Unspaced      Rule = "unspaced"      // a paragraph that may begin with a number no blank parts from it
	Number        Rule = "number"        // a word of a number: value 20, "twentieth"
)

// Form is one wording of a rule.
type Form struct {
	Value string
	form  *regexp.Regexp
}

// Matches reports whether a text has the wording.
func (f Form) Matches(text string) bool { return f.form.MatchString(text) }

// Grammar is the wordings of one language.
type Grammar struct {
	Language string
	forms    map[Rule][]Form
	numbers  map[string]int
}

var load = sync.OnceValue(func() map[string]*Grammar {
	all := map[string]*Grammar{}
	for _, language := range heed.Languages {
		g, err := read(language)
		if err != nil {
			panic(err) // part of the program, and tested
		}
		all[language] = g
	}
	return all
})

// Of gives the grammar of a language; English for one that has none.
func Of(language string) *Grammar {
	if g, ok := load()[language]; ok {
		return g
	}
	return load()[heed.English]
}

// read reads the table of a language.
func read(language string) (*Grammar, error) {
	f, err := files.Open(language + ".csv")
	if err != nil {
		return nil, fmt.Errorf("grammar: %w", err)
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(f)
	r.Comment, r.FieldsPerRecord = '#', 3
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("grammar of %s: %w", language, err)
	}
	g := &Grammar{Language: language, forms: map[Rule][]Form{}, numbers: map[string]int{}}
	for _, row := range rows[1:] { // below the heads
		if err := g.add(Rule(row[0]), row[1], row[2]); err != nil {
			return nil, fmt.Errorf("grammar of %s, %s: %w", language, row[0], err)
		}
	}
	return g, nil
}

// add enters one row.
func (g *Grammar) add(rule Rule, value, form string) error {
	if rule == Number {
		n, err := strconv.Atoi(value)
		g.numbers[form] = n
		return err
	}
	if g.Language != heed.English {
		form = widen(form)
	}
	re, err := regexp.Compile(form)
	if err != nil {
		return err
	}
	g.forms[rule] = append(g.forms[rule], Form{value, re})
	return nil
}

// English reports whether the grammar is the English one, which some readers
// know more of than its table.
func (g *Grammar) English() bool { return g.Language == heed.English }

// States gives the names of States in the language.
func (g *Grammar) States() *refdata.Names { return refdata.NamesIn(g.Language) }

// Forms gives the wordings of a rule in their order.
func (g *Grammar) Forms(rule Rule) []Form { return g.forms[rule] }

// Matches reports whether a text has one of the wordings of a rule.
func (g *Grammar) Matches(rule Rule, text string) bool {
	return slices.ContainsFunc(g.forms[rule], func(f Form) bool { return f.Matches(text) })
}

// Found is a wording found in a text.
type Found struct {
	// From and To are where it stands, in bytes.
	From, To int
	// Group gives the text of each named group that has one, At where it begins.
	Group map[string]string
	At    map[string]int
}

// Find finds the first wording of a rule that a text has; false where it has
// none.
func (g *Grammar) Find(rule Rule, text string) (Found, bool) {
	for _, f := range g.forms[rule] {
		m := f.form.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		out := Found{From: m[0], To: m[1], Group: map[string]string{}, At: map[string]int{}}
		for i, name := range f.form.SubexpNames() {
			if name != "" && m[2*i] >= 0 {
				out.Group[name], out.At[name] = text[m[2*i]:m[2*i+1]], m[2*i]
			}
		}
		return out, true
	}
	return Found{}, false
}

// Replace replaces every wording of a rule.
func (g *Grammar) Replace(rule Rule, text, by string) string {
	for _, f := range g.forms[rule] {
		text = f.form.ReplaceAllLiteralString(text, by)
	}
	return text
}

// Ordinal reads a number in figures or in words, also as an ordinal: "34",
// "thirty-fourth", "trente-quatrième"; 0 is anything else.
func (g *Grammar) Ordinal(text string) int {
	text = words.Figures(strings.ToLower(strings.TrimSpace(text)))
	if n := words.Number(text); n > 0 || g.English() {
		return max(n, words.Ordinal(text))
	}
	if g.Language == "zh" {
		return g.chinese(text)
	}
	sum := 0
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' || r == '\u00a0' }) {
		n, known := g.numbers[word]
		switch {
		case known:
			sum += n
		case word != "et" && word != "y" && word != "и":
			return 0
		}
	}
	return sum
}

// chinese reads "二十八": figures, and ten times what stands before a ten.
func (g *Grammar) chinese(text string) int {
	sum, figure := 0, 0
	for _, r := range text {
		n, known := g.numbers[string(r)]
		switch {
		case !known:
			return 0
		case n == 10:
			sum, figure = sum+10*max(figure, 1), 0
		default:
			figure = n
		}
	}
	return sum + figure
}
