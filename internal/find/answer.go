// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Count is how many recommendations have a value.
type Count[V comparable] struct {
	Value V   `json:"value"`
	Count int `json:"count"`
}

// Facet counts, for each value of a dimension, what choosing that value alone
// would give: the rest of the query holds, what is chosen of this dimension
// does not.
type Facet struct {
	Dimension Dimension       `json:"dimension"`
	Counts    []Count[string] `json:"counts"`
}

// Answer is what a query gives. List, total and counts are intersections of
// the same sets of rows.
type Answer struct {
	Query Query `json:"query"`
	// NoWord says that words were given and none of them could be looked for, so
	// that they leave nothing out.
	NoWord bool `json:"no_word,omitempty"`
	// Rows are the page of the list that is asked for: the newest review first,
	// within a review as in its report.
	Rows []Hit `json:"recommendations"`
	// Total is how many fit; OfTotal how many there are in the scope.
	Total   int `json:"total"`
	OfTotal int `json:"of_total"`
	// Drafts is how many more fit in drafts and advance versions, which are left
	// out: what is not issued does not count. Only a review that is a draft
	// itself shows and counts its own.
	Drafts int `json:"left_out_in_drafts,omitempty"`
	// Pages is how many pages the list has, at least one.
	Pages  int     `json:"pages"`
	Facets []Facet `json:"facets"`
}

// Counts gives the facet of a dimension.
func (a Answer) Counts(d Dimension) []Count[string] {
	for _, f := range a.Facets {
		if f.Dimension == d {
			return f.Counts
		}
	}
	return nil
}

// Positions gives the facet of positions.
func (a Answer) Positions() []Count[heed.Position] {
	return as[heed.Position](a.Counts(ByPosition))
}

// States gives the facet of recommending States.
func (a Answer) States() []Count[heed.StateCode] { return as[heed.StateCode](a.Counts(ByFrom)) }

func as[V ~string](counts []Count[string]) []Count[V] {
	out := make([]Count[V], len(counts))
	for i, c := range counts {
		out[i] = Count[V]{V(c.Value), c.Count}
	}
	return out
}

// Search answers a query over everything that is stored.
func (f *Finder) Search(ctx context.Context, viewer heed.Viewer, q Query) (Answer, error) {
	var answer Answer
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		answer = l.answer(q)
		return nil
	})
	return answer, err
}

// answer is the one plan: every number and list of an answer is an intersection
// of the same sets.
func (l *library) answer(q Query) Answer {
	p := plan{words: parseWords(q.Words), scope: q.Scope, filter: q.Filter}
	if !q.ofReview() {
		p.apart, p.apartValue = counted, "false"
	}
	for _, d := range Dimensions {
		if _, fixed := q.Scope[d]; !fixed && (d != ByLeadIn || q.ofReview()) {
			p.facets = append(p.facets, d)
		}
	}
	r := p.run(l.table, nil)
	a := Answer{Query: q, NoWord: q.Wordless(), Total: r.total, OfTotal: r.ofTotal, Drafts: r.apart, Rows: []Hit{}, Facets: []Facet{}}
	a.Pages = max(1, (a.Total+PageRows-1)/PageRows)
	from, n := page(q.Page, a.Total)
	if n > 0 {
		for _, row := range r.inOrder(from, n) {
			a.Rows = append(a.Rows, l.hits[row])
		}
	}
	for _, d := range p.facets {
		counts := r.counts(d)
		slices.SortStableFunc(counts, func(a, b Count[string]) int { return l.order(d, a, b) })
		a.Facets = append(a.Facets, Facet{d, counts})
	}
	return a
}

// page gives one page of a list, from 1; all of it for 0, nothing beyond the
// page gives where a page of a list begins, from 0, and how many of total rows
// it holds; page 0 is all of it.
func page(number, total int) (from, n int) {
	if number == 0 {
		return 0, total
	}
	if number > total/PageRows+1 { // before it is multiplied
		return 0, 0
	}
	from = (number - 1) * PageRows
	return from, max(0, min(PageRows, total-from))
}

// numbers as numbers, paragraphs as in the report, States with the most first.
func (l *library) order(d Dimension, a, b Count[string]) int {
	switch d {
	case ByPosition:
		return cmp.Compare(slices.Index(heed.Positions, heed.Position(a.Value)), slices.Index(heed.Positions, heed.Position(b.Value)))
	case ByQualifier:
		return cmp.Compare(slices.Index(Qualifiers, heed.Qualifier(a.Value)), slices.Index(Qualifiers, heed.Qualifier(b.Value)))
	case ByGroup:
		return cmp.Compare(slices.Index(refdata.Groups(), refdata.RegionalGroup(a.Value)), slices.Index(refdata.Groups(), refdata.RegionalGroup(b.Value)))
	case ByCycle, BySession, ByAct:
		x, _ := strconv.Atoi(a.Value)
		y, _ := strconv.Atoi(b.Value)
		return cmp.Compare(x, y)
	case ByLeadIn:
		return cmp.Compare(l.first(d, a.Value), l.first(d, b.Value))
	}
	return -cmp.Compare(a.Count, b.Count)
}

// first gives the number of the first row that has a value.
func (l *library) first(d Dimension, value string) int {
	for first, s := range l.table.Segments {
		if row, ok := s.First(string(d), value); ok {
			return first + int(row)
		}
	}
	return l.table.Len()
}
