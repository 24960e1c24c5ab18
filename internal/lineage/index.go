// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import "slices"

// index finds for a reading those that may be linked to it, by what they name:
// a list of readings for every feature. Recommendations are a line or two long,
// so each feature's list is short but for the commonest; shingles would miss
// the same act in other words, and hashes of them cost more than they save at
// some hundred texts.
type index struct {
	lists  [][]posting // by feature
	totals []float64
	sums   []float64 // used while finding, by reading
}

type posting struct {
	reading int32
	weight  float32
}

func newIndex(all []reading, features int) *index {
	x := &index{lists: make([][]posting, features), totals: make([]float64, len(all)), sums: make([]float64, len(all))}
	for i := range all {
		x.totals[i] = all[i].total
		for _, f := range all[i].features {
			x.lists[f.id] = append(x.lists[f.id], posting{int32(i), float32(f.weight)})
		}
	}
	return x
}

// candidates appends the readings that share enough with r for a link, in
// order. No link is lost: what is left out shares too little for any.
func (x *index) candidates(r *reading, found []int) []int {
	for _, f := range r.features {
		for _, p := range x.lists[f.id] {
			if x.sums[p.reading] == 0 {
				found = append(found, int(p.reading))
			}
			x.sums[p.reading] += max(float64(p.weight), f.weight)
		}
	}
	kept := found[:0]
	for _, n := range found {
		if x.sums[n] >= leastCandidate*min(x.totals[n], r.total) {
			kept = append(kept, n)
		}
		x.sums[n] = 0
	}
	slices.Sort(kept)
	return kept
}
