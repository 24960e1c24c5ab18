// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

// index finds the texts that share tokens with another.
type index struct {
	all      []*profile
	postings map[string][]int
}

func newIndex(all []*profile) *index {
	x := &index{all: all, postings: map[string][]int{}}
	for n, p := range all {
		for _, t := range p.tokens {
			x.postings[t] = append(x.postings[t], n)
		}
	}
	return x
}

// each calls f for every text that shares something with p, with the weight of
// what is shared, in the order of the texts.
func (x *index) each(p *profile, shared []float64, f func(q *profile, shared float64)) {
	for n, t := range p.tokens {
		for _, q := range x.postings[t] {
			shared[q] += p.weight[n]
		}
	}
	for q, w := range shared {
		if w > 0 {
			f(x.all[q], w)
			shared[q] = 0
		}
	}
}

// matches gives for each item of the later review the verdicts on the earlier
// ones that it is linked to.
func (x *index) matches(later []*profile) map[int]map[int]verdict {
	found := map[int]map[int]verdict{}
	shared := make([]float64, len(x.all))
	for _, b := range later {
		x.each(b, shared, func(a *profile, w float64) {
			v := compare(a, b, w)
			if v.kind == "" || v.score < LinkScore {
				return
			}
			if found[b.item] == nil {
				found[b.item] = map[int]verdict{}
			}
			if v.better(found[b.item][a.item]) {
				found[b.item][a.item] = v
			}
		})
	}
	return found
}
