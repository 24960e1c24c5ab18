// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find/ask"
	"github.com/heed-upr/heed/internal/label"
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
	// Trend counts what fits year by year; it is left out of an answer on one
	// review.
	Trend []Period `json:"trend,omitempty"`
	// NoWord says that something was typed in which there is no word to look for,
	// so that it leaves nothing out.
	NoWord bool `json:"no_word,omitempty"`
	// Understood says how the words were understood where they are not
	// well-formed.
	Understood []ask.Note `json:"understood,omitempty"`
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
		return Beyond(q.Page, answer.Pages)
	})
	return answer, err
}

// answer is the one plan: every number and list of an answer is an intersection
// of the same sets.
func (l *library) answer(q Query) Answer {
	a, _ := l.answered(q)
	return a
}

// answered gives the answer with what it was made of, for what else is to be
// counted of the same rows.
func (l *library) answered(q Query) (Answer, result) {
	asked := ask.Parse(q.Words, recordFields)
	p := plan{sought: soughtOf(asked.Node), scope: q.Scope, filter: q.Filter, without: q.Without}
	if !q.ofReview() {
		p.apart, p.apartValue = counted, "false"
	}
	for _, d := range Dimensions {
		if _, fixed := q.Scope[d]; !fixed && (d != ByLeadIn || q.ofReview()) {
			p.facets = append(p.facets, d)
		}
	}
	r := p.run(l.table, nil)
	a := Answer{Query: q, NoWord: Wordless(q.Words), Total: r.total, OfTotal: r.ofTotal, Drafts: r.apart, Rows: []Hit{}, Facets: []Facet{}, Understood: q.understood(asked.Notes)}
	a.Pages = max(1, (a.Total+PageRows-1)/PageRows)
	from, n := page(q.Page, PageRows, a.Total)
	if n > 0 {
		for _, row := range r.inOrder(from, n) {
			a.Rows = append(a.Rows, l.foundIn(l.hits[row], q.Words))
		}
	}
	for _, d := range p.facets {
		counts := r.counts(d)
		slices.SortStableFunc(counts, func(a, b Count[string]) int { return l.order(d, a, b) })
		a.Facets = append(a.Facets, Facet{d, counts})
	}
	if !q.ofReview() {
		a.Trend = l.trend(q, r)
	}
	return a, r
}

// Beyond is the error of a page that a list does not have; nil where it has it.
func Beyond(page, pages int) error {
	if page <= pages {
		return nil
	}
	return &heed.Error{Code: heed.CodeNotFound, Op: "find", Key: "error.page_beyond", Args: []string{"Page", strconv.Itoa(page), "Pages", strconv.Itoa(pages)}}
}

// page gives where a page of a list begins, from 0, and how many of total rows
// it holds; page 0 is all of it.
func page(number, rows, total int) (from, n int) {
	if number == 0 {
		return 0, total
	}
	if number > total/rows+1 { // before it is multiplied
		return 0, 0
	}
	from = (number - 1) * rows
	return from, max(0, min(rows, total-from))
}

// order puts values as people expect them: what has an order of its own in that,
// numbers as numbers, paragraphs as in the report, States with the most first.
func (l *library) order(d Dimension, a, b Count[string]) int {
	switch d {
	case ByPosition:
		return cmp.Compare(slices.Index(heed.Positions, heed.Position(a.Value)), slices.Index(heed.Positions, heed.Position(b.Value)))
	case ByQualifier:
		return cmp.Compare(slices.Index(Qualifiers, heed.Qualifier(a.Value)), slices.Index(Qualifiers, heed.Qualifier(b.Value)))
	case ByGroup:
		return cmp.Compare(slices.Index(refdata.Groups(), refdata.RegionalGroup(a.Value)), slices.Index(refdata.Groups(), refdata.RegionalGroup(b.Value)))
	case ByCycle, BySession, ByYear, ByAct:
		x, _ := strconv.Atoi(a.Value)
		y, _ := strconv.Atoi(b.Value)
		return cmp.Compare(x, y)
	case ByTreatyAct:
		return cmp.Compare(slices.Index(label.AllSteps(), label.Step(a.Value)), slices.Index(label.AllSteps(), label.Step(b.Value)))
	case ByGoal:
		return label.CompareTargets(a.Value, b.Value)
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
