// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/heed-upr/heed/internal/find/index"
)

// plan is a query as it is put to a table: list, counts, facets and exports all
// come from one run of it.
type plan struct {
	sought sought
	scope  Filter
	filter Filter
	// without are values that no row has that is found.
	without Filter
	// apart names a column and value of rows that are left out, and counted
	// apart; "" leaves out none.
	apart, apartValue string
	// facets are the dimensions to be counted.
	facets []Dimension
}

// result is what a plan finds.
type result struct {
	table                 *index.Table
	parts                 []part
	total, ofTotal, apart int
}

// part is what a plan finds in one segment.
type part struct {
	first          int // number of the segment's first row in the table
	segment        *index.Segment
	rows           *index.Set
	ofTotal, apart int
	// counts are those of the facets.
	counts map[Dimension]index.Counts
}

// run puts the plan to a table. Rows that are gone, by segment, are not there.
func (p plan) run(t *index.Table, gone map[*index.Segment]*index.Set) result {
	r := result{table: t}
	for first, s := range t.Segments {
		r.parts = append(r.parts, part{first: first, segment: s})
	}
	each(len(r.parts), func(i int) { p.on(&r.parts[i], gone[r.parts[i].segment]) })
	for _, of := range r.parts {
		r.total += int(of.rows.GetCardinality())
		r.ofTotal += of.ofTotal
		r.apart += of.apart
	}
	return r
}

// each does n things, as many at once as there are processors.
func each(n int, do func(i int)) {
	if n == 1 {
		do(0)
		return
	}
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// on puts the plan to one segment.
func (p plan) on(of *part, gone *index.Set) {
	s := of.segment
	scope := s.All()
	if gone != nil {
		scope.AndNot(gone)
	}
	for d, values := range p.scope {
		scope.And(d.rows(s, values))
	}
	base := scope
	if p.sought != nil {
		base = p.sought.fit(scope, s)
	}
	apart := &index.Set{}
	if p.apart != "" {
		left := s.Any(p.apart, []string{p.apartValue})
		apart = left.Clone()
		apart.And(base)
		base = base.Clone()
		base.AndNot(left)
		scope.AndNot(left)
	}
	if len(p.without) > 0 {
		base = base.Clone()
		for d, values := range p.without {
			out := d.rows(s, values)
			base.AndNot(out)
			apart.AndNot(out)
		}
	}
	chosen := map[Dimension]*index.Set{}
	for d, values := range p.filter {
		chosen[d] = d.rows(s, values)
		apart.And(chosen[d])
	}
	without := func(leave Dimension) *index.Set {
		out := base.Clone()
		for d, set := range chosen {
			if d != leave {
				out.And(set)
			}
		}
		return out
	}
	of.rows = without("")
	of.ofTotal, of.apart = int(scope.GetCardinality()), int(apart.GetCardinality())
	of.counts = map[Dimension]index.Counts{}
	all := s.Count(of.rows)
	for _, d := range p.facets {
		of.counts[d] = all
		if chosen[d] != nil {
			of.counts[d] = s.Count(without(d))
		}
	}
}

// rows gives the rows of a segment that have any of the values, or one in any of
// the ranges.
func (d Dimension) rows(s *index.Segment, values []string) *index.Set {
	out := s.Any(string(d), values)
	for _, v := range values {
		if _, _, ok := d.span(v); ok {
			out.Or(s.Matching(string(d), func(value string) bool { return d.covers(v, value) }))
		}
	}
	return out
}

// crossed gives, for each value of one dimension, how many of the rows that are
// found have each value of another.
func (r result) crossed(by, with Dimension) map[string]map[string]int {
	out := map[string]map[string]int{}
	for _, of := range r.parts {
		all := of.segment.Count(of.rows)
		for v := range of.segment.Counted(string(by), all) {
			rows := of.segment.Any(string(by), []string{v})
			rows.And(of.rows)
			if out[v] == nil {
				out[v] = map[string]int{}
			}
			for w, n := range of.segment.Counted(string(with), of.segment.Count(rows)) {
				out[v][w] += n
			}
		}
	}
	return out
}

// counts gives how many of the rows have each value of a facet, by value.
func (r result) counts(d Dimension) []Count[string] {
	all := map[string]int{}
	for _, of := range r.parts {
		for v, n := range of.segment.Counted(string(d), of.counts[d]) {
			all[v] += n
		}
	}
	out := make([]Count[string], 0, len(all))
	for v, n := range all {
		out = append(out, Count[string]{v, n})
	}
	slices.SortFunc(out, func(a, b Count[string]) int { return strings.Compare(a.Value, b.Value) })
	return out
}

// inOrder gives the numbers of n rows from one on, in the order of the table;
// all of them if n is 0.
func (r result) inOrder(from, n int) []int {
	if n == 0 {
		n = r.total
	}
	out := make([]int, 0, min(n, max(0, r.total-from)))
	for _, of := range r.parts {
		has := int(of.rows.GetCardinality())
		if from >= has {
			from -= has
			continue
		}
		for _, row := range of.rows.ToArray()[from:] {
			if len(out) == n {
				return out
			}
			out = append(out, of.first+int(row))
		}
		from = 0
	}
	return out
}
