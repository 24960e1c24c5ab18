// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"slices"
)

// Group is what of one review asks the same: one line of a ministry's list.
type Group struct {
	// Line is the member whose text stands for all: of those that most others
	// are the same as, the shortest.
	Line ID
	// Members are sorted; Line is one of them.
	Members []ID
}

// Within puts the recommendations of one review into groups that ask the same,
// in the order of their lines. Each is in one group, alone where no other asks
// the same. Every member asks the same as the line; so nothing is joined over a
// chain of small changes.
func Within(items []Item) []Group {
	v := newVocabulary()
	all := v.readAll(items)
	same := neighbours(all, v.len())
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	// Most neighbours first, then the shortest text, then the first in order.
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(
			cmp.Compare(len(same[b]), len(same[a])),
			cmp.Compare(len(all[a].item.Text), len(all[b].item.Text)))
	})
	taken := make([]bool, len(all))
	var groups []Group
	for _, center := range order {
		if taken[center] {
			continue
		}
		taken[center] = true
		g := Group{Line: all[center].item.ID, Members: []ID{all[center].item.ID}}
		for _, n := range same[center] {
			if !taken[n] {
				taken[n] = true
				g.Members = append(g.Members, all[n].item.ID)
			}
		}
		slices.SortFunc(g.Members, ID.compare)
		groups = append(groups, g)
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return a.Line.compare(b.Line) })
	return groups
}

// neighbours gives for every reading those of the same review that ask the
// same, in order.
func neighbours(all []reading, features int) [][]int {
	index := newIndex(all, features)
	out := make([][]int, len(all))
	var found []int
	for i := range all {
		found = index.candidates(&all[i], found[:0])
		for _, n := range found {
			if n <= i || all[n].item.ID.Rec.Review != all[i].item.ID.Rec.Review {
				continue
			}
			if kind, m := compare(&all[i], &all[n]); kind == same && min(m.a, m.b) >= leastLine {
				out[i], out[n] = append(out[i], n), append(out[n], i)
			}
		}
	}
	for i := range out {
		slices.Sort(out[i])
	}
	return out
}
