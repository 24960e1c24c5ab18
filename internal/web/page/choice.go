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
}

// Option is one value.
type Option struct {
	Value, Text string
	Selected    bool
	Count       int
}

// Choice makes the field of a facet. What was chosen and leaves nothing stays in
// it, so that it can be seen and changed.
func (b Base) Choice(q find.Query, f find.Facet) Choice {
	c := Choice{Name: string(f.Dimension), Label: b.T("filter." + string(f.Dimension))}
	for _, n := range f.Counts {
		c.Options = append(c.Options, b.option(f.Dimension, n.Value, n.Count, q.Filter.Has(f.Dimension, n.Value)))
	}
	for _, v := range q.Filter[f.Dimension] {
		if !slices.ContainsFunc(c.Options, func(o Option) bool { return o.Value == v }) {
			c.Options = append(c.Options, b.option(f.Dimension, v, 0, true))
		}
	}
	if f.Dimension == find.ByState || f.Dimension == find.ByFrom { // people look for names
		byName := collate.New(language.Make(b.Lang()))
		slices.SortFunc(c.Options, func(x, y Option) int { return byName.CompareString(x.Text, y.Text) })
	}
	return c
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
	case find.ByCycle:
		return b.T("filter.cycle_value", "Cycle", value)
	case find.BySession:
		return b.T("filter.session_value", "Session", value)
	case find.ByLeadIn:
		return b.T("filter.under_paragraph", "Paragraph", value)
	}
	return value
}
