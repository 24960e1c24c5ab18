// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
)

// Choice is a field of a form of filters: one dimension with its values, each
// with how many it would leave.
type Choice struct {
	// Name is the name in the address.
	Name, Label string
	// Options are those that can be added, the most frequent if there are very many.
	Options []Option
	// Chosen are those that are asked for or left out; taking the mark off one
	// drops it.
	Chosen []Picked
	// All is the word for no further choice.
	All string
	// From and To are the words for the ends of a range, "" where there is none.
	From, To string
}

// Picked is a value that was chosen, or is left out, under its name in the address.
type Picked struct {
	Name, Value, Text string
}

// maxOptions is how many values a field offers at most: names that others make,
// as those of OHCHR's index, have no end.
const maxOptions = 250

// Filters are the fields of a form; the part "filters" draws them.
type Filters struct {
	WordsLabel, Words, MoreLabel string
	// Main are shown at once, More on demand; Open says that one of More is
	// chosen.
	Main, More []Choice
	Open       bool
}

// mainDimensions are those that most people look for.
var mainDimensions = []find.Dimension{find.ByState, find.ByPosition, find.ByTheme, find.ByFrom}

// List is what filters and pager need of an answer.
type List struct {
	Query        find.Query
	Total, Pages int
	Facets       []find.Facet
}

func listOf(a find.Answer) List { return List{a.Query, a.Total, a.Pages, a.Facets} }

// Filters makes the fields for an answer.
func (b Base) Filters(a find.Answer) Filters { return b.FiltersOf(listOf(a), mainDimensions) }

// FiltersOf makes the fields for a list, with those that most people look for.
func (b Base) FiltersOf(l List, main []find.Dimension) Filters {
	f := Filters{WordsLabel: b.T("filter.words"), Words: l.Query.Words, MoreLabel: b.T("filter.more")}
	for _, facet := range l.Facets {
		c := b.choice(l.Query, facet)
		if slices.Contains(main, facet.Dimension) {
			f.Main = append(f.Main, c)
			continue
		}
		f.More = append(f.More, c)
		f.Open = f.Open || len(c.Chosen) > 0
	}
	return f
}

// Option is one value.
type Option struct {
	Value, Text string
}

// choice makes the field of a facet.
func (b Base) choice(q find.Query, f find.Facet) Choice {
	d := f.Dimension
	c := Choice{Name: string(d), Label: b.T("filter." + string(d)), All: b.T("filter.all")}
	counts := map[string]int{}
	for i, n := range f.Counts {
		counts[n.Value] = n.Count
		if !q.Filter.Has(d, n.Value) && len(c.Options) < maxOptions && offered(d, i, n.Value) {
			c.Options = append(c.Options, Option{n.Value, b.Value(d, n.Value) + " (" + b.Number(n.Count) + ")"})
		}
	}
	for _, v := range q.Filter[d] { // also what leaves nothing, so that it can be seen and dropped
		text := b.Value(d, v)
		if n, ok := counts[v]; ok || !d.Ranged() {
			text += " (" + b.Number(n) + ")"
		}
		c.Chosen = append(c.Chosen, Picked{c.Name, v, text})
	}
	for _, v := range q.Without[d] {
		c.Chosen = append(c.Chosen, Picked{find.Not + c.Name, v, b.T("filter.without", "Value", b.Value(d, v))})
	}
	if len(c.Chosen) > 0 {
		c.All = b.T("filter.add")
	}
	if d.Ranged() {
		c.From, c.To = b.T("filter.range_from"), b.T("filter.range_to")
	}
	if f.Dimension == find.ByState || f.Dimension == find.ByFrom { // people look for names
		byName := b.ByName()
		slices.SortFunc(c.Options, func(x, y Option) int { return byName(x.Text, y.Text) })
	}
	return c
}

// ByName gives the order of names in the reader's language. It is for one
// goroutine.
func (b Base) ByName() func(x, y string) int {
	return collate.New(language.Make(b.Lang())).CompareString
}

// mostInstruments is how many instruments and bodies a choice offers, those named
// most. The search box finds the others: "instrument:".
const mostInstruments = 10

// offered reports whether a choice offers a value of a facet, the one at a place:
// so that a page stays small, of goals the goals alone, without their targets.
func offered(d find.Dimension, place int, value string) bool {
	switch d {
	case find.ByGoal:
		return label.GoalOf(value) == value
	case find.ByInstrument:
		return place < mostInstruments
	}
	return true
}

// toldByRule is Value for what is told by rule of what is asked.
func (b Base) toldByRule(d find.Dimension, value string) string {
	switch d {
	case find.ByTheme:
		return b.T("theme." + value)
	case find.ByTreatyAct:
		return b.T("treatyact." + value)
	case find.ByBasis:
		return b.T("basis." + value)
	case find.ByGoal: // its number and a short name
		return value + " " + b.T("sdg."+value)
	case find.ByInstrument:
		if i, ok := refdata.InstrumentByKey(refdata.InstrumentKey(value)); ok {
			return i.Name(b.Lang())
		}
	}
	return value
}

// Value puts a value of a dimension into words.
func (b Base) Value(d find.Dimension, value string) string {
	if from, to, ok := strings.Cut(value, ".."); ok && d.Ranged() {
		return b.span(d, from, to)
	}
	switch d {
	case find.ByState, find.ByFrom:
		return b.State(heed.StateCode(value))
	case find.ByPosition:
		return b.T("position." + value)
	case find.ByQualifier:
		return b.T("qualifier." + value)
	case find.ByGroup:
		return b.T("group." + value)
	case find.ByTheme, find.ByInstrument, find.ByTreatyAct, find.ByGoal, find.ByBasis:
		return b.toldByRule(d, value)
	case find.ByIssue:
		return b.T("issue." + value)
	case find.ByAct:
		return b.T("act." + value)
	case find.ByCycle:
		return b.T("filter.cycle_value", "Cycle", value)
	case find.BySession:
		return b.T("filter.session_value", "Session", value)
	case find.ByLeadIn:
		return b.T("filter.under_paragraph", "Paragraph", value)
	case find.ByMechanism:
		return b.T("mechanism." + value)
	case find.ByKind:
		return b.T("kind_of_annotation." + value)
	case find.ByBody, find.BySource:
		return b.ofOthers(d, value)
	}
	return value
}

// span puts a range into words.
func (b Base) span(d find.Dimension, from, to string) string {
	what := b.T("filter." + string(d))
	switch {
	case from == "":
		return b.T("filter.span_to", "What", what, "To", to)
	case to == "":
		return b.T("filter.span_from", "What", what, "From", from)
	}
	return b.T("filter.span", "What", what, "From", from, "To", to)
}

// ofOthers puts a value that others name into words, where there are any.
func (b Base) ofOthers(d find.Dimension, value string) string {
	if d == find.BySource && value == heed.SourceOHCHR {
		return b.T("source.ohchr")
	}
	if key := "body." + value; d == find.ByBody && b.words.Has(key) {
		return b.T(key)
	}
	return value
}
