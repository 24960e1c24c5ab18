// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package review

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// Sum says in words how the numbers of a review add up, and who else gives the
// same. It can be quoted.
type Sum struct {
	// Text is "254 = 217 supported + 37 noted".
	Text string
	// Agree names those who count for themselves and give the same; "" where
	// there is none.
	Agree string
	// Differ has a sentence for each that gives other numbers.
	Differ []string
}

// sum puts the agreement into words.
func (d Data) sum() *Sum {
	a := d.Agreement
	if a == nil {
		return nil
	}
	out := &Sum{Text: d.Base.Sum(a.Counted)}
	var agree []string
	for _, c := range a.Agree {
		agree = append(agree, d.countedBy(c))
	}
	if len(agree) > 0 {
		out.Agree = d.T("sum.agree", "Sources", d.List(agree))
	}
	for _, c := range a.Differ {
		out.Differ = append(out.Differ, d.T("sum.differ", "Source", d.countedBy(c), "Given", d.Base.Sum(c.Total), "Here", d.Base.Sum(c.Here)))
	}
	return out
}

// countedBy names a source that counts for itself.
func (d Data) countedBy(c find.Compared) string { return d.T("sum.by." + string(c.Source)) }

// refusedShown is how many of those noted or supported in part are shown at
// once.
const refusedShown = 10

// Refused is what was noted or supported in part.
type Refused struct {
	Total int
	Rows  []find.Hit
	Href  string // the list of all
}

// refused collects what was noted or supported in part.
func (d Data) refused() Refused {
	q := find.Query{}.With(find.ByPosition, string(heed.Noted), string(heed.Partial))
	out := Refused{Href: d.list(q)}
	for _, h := range d.Whole.Rows {
		if h.Position != heed.Noted && h.Position != heed.Partial {
			continue
		}
		if out.Total++; out.Total <= refusedShown {
			out.Rows = append(out.Rows, h)
		}
	}
	return out
}
