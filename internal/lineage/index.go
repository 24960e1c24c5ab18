// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

// index finds the texts that share tokens with another.
type index struct {
	all      []*profile
	postings map[string][]posting
	// shared is filled and emptied again by each search.
	shared []weights
}

type posting struct {
	n      int // place in all
	weight float64
}

// weights is what two texts share, as each of them weighs it.
type weights struct{ a, b float64 }

func newIndex(all []*profile) *index {
	x := &index{all: all, postings: map[string][]posting{}, shared: make([]weights, len(all))}
	for n, p := range all {
		for i, t := range p.tokens {
			x.postings[t] = append(x.postings[t], posting{n, p.weight[i]})
		}
	}
	return x
}

// each calls f for every text that shares something with b, in the order of the
// texts.
func (x *index) each(b *profile, f func(a *profile, shared weights)) {
	for n, t := range b.tokens {
		for _, p := range x.postings[t] {
			x.shared[p.n].a += p.weight
			x.shared[p.n].b += b.weight[n]
		}
	}
	for n, w := range x.shared {
		if w.a > 0 {
			x.shared[n] = weights{}
			f(x.all[n], w)
		}
	}
}

// matches gives for each item of the later review the verdicts on the earlier
// ones that it is linked to: those of their closest sentences.
func (x *index) matches(later []*profile) map[int]map[int]verdict {
	found := map[int]map[int]verdict{}
	for _, b := range later {
		x.each(b, func(a *profile, w weights) {
			if a.part && b.part {
				return
			}
			v := linked(a, b, w)
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

// linked judges an earlier and a later text, of which one may be an act of its
// item: then the item with more acts asks for more.
func linked(a, b *profile, w weights) verdict {
	v := compare(a, b, w)
	if a.part || b.part {
		v.score *= actShare
	}
	switch {
	case v.kind != Repeated:
	case b.part:
		v.kind = Strengthened
	case a.part:
		v.kind = Weakened
	case v.extent != "":
		v.kind = v.extent
	}
	return v
}
