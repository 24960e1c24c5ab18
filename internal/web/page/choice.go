// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// Choice is a field of a form of filters: one dimension with its values, each
// with how many it would leave.
type Choice struct {
	// Name is the name in the address.
	Name, Label string
	Options     []Option
	// All is the word for no choice.
	All string
}

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
		f.Open = f.Open || len(l.Query.Filter[facet.Dimension]) > 0
	}
	return f
}

// Option is one value.
type Option struct {
	Value, Text string
	Selected    bool
	Count       int
}

// choice makes the field of a facet. What was chosen and leaves nothing stays in
// it, so that it can be seen and changed.
func (b Base) choice(q find.Query, f find.Facet) Choice {
	c := Choice{Name: string(f.Dimension), Label: b.T("filter." + string(f.Dimension)), All: b.T("filter.all")}
	for _, n := range f.Counts {
		c.Options = append(c.Options, b.option(f.Dimension, n.Value, n.Count, q.Filter.Has(f.Dimension, n.Value)))
	}
	for _, v := range q.Filter[f.Dimension] {
		if !slices.ContainsFunc(c.Options, func(o Option) bool { return o.Value == v }) {
			c.Options = append(c.Options, b.option(f.Dimension, v, 0, true))
		}
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

func (b Base) option(d find.Dimension, value string, count int, selected bool) Option {
	return Option{value, b.Value(d, value) + " (" + b.Number(count) + ")", selected, count}
}

// Value puts a value of a dimension into words.
func (b Base) Value(d find.Dimension, value string) string {
	switch d {
	case find.ByState, find.ByFrom:
		return b.State(heed.StateCode(value))
	case find.ByPosition:
		return b.T("position." + value)
	case find.ByQualifier:
		return b.T("qualifier." + value)
	case find.ByGroup:
		return b.T("group." + value)
	case find.ByTheme:
		return b.T("theme." + value)
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
	case find.ByBody:
		if key := "body." + value; b.words.Has(key) {
			return b.T(key)
		}
	}
	return value
}
