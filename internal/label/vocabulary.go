// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"cmp"
	"math"
	"slices"
)

// vocabulary is the features that examples have often enough to learn from.
type vocabulary struct {
	keys  []uint32 // ascending
	value []uint8
	place map[uint32]int32
}

// newVocabulary takes the features that at least least texts have. A feature's
// value is higher the fewer texts have it, and by the factor rule where a rule
// saw it.
func newVocabulary(texts [][]feature, least int, rule float64) *vocabulary {
	df, byRule := map[uint32]int{}, map[uint32]bool{}
	for _, t := range texts {
		for _, f := range once(t) {
			df[f.key]++
			byRule[f.key] = f.rule
		}
	}
	v := &vocabulary{place: map[uint32]int32{}}
	for k, n := range df {
		if n >= least {
			v.keys = append(v.keys, k)
		}
	}
	slices.Sort(v.keys)
	for i, k := range v.keys {
		x := math.Log(float64(len(texts))/float64(df[k])) + 1
		if byRule[k] {
			x *= rule
		}
		v.value = append(v.value, uint8(min(math.Round(x/valueStep), 255)))
		v.place[k] = int32(i)
	}
	return v
}

// once gives the features in the order of their keys, each once.
func once(fs []feature) []feature {
	fs = slices.Clone(fs)
	slices.SortFunc(fs, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
	return slices.CompactFunc(fs, func(a, b feature) bool { return a.key == b.key })
}

// row makes the vector of a text.
func (v *vocabulary) row(fs []feature) row {
	var r row
	sum := 1e-9
	for _, f := range once(fs) {
		p, ok := v.place[f.key]
		if !ok {
			continue
		}
		x := float64(v.value[p]) * valueStep
		sum += x * x
		r.at, r.value = append(r.at, p), append(r.value, float32(x))
	}
	norm := float32(1 / math.Sqrt(sum))
	for i := range r.value {
		r.value[i] *= norm
	}
	r.at, r.value = append(r.at, int32(len(v.keys))), append(r.value, constant)
	return r
}
