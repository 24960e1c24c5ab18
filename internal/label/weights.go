// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"math"
	"slices"
)

// constant is the value of the feature that every text has.
const constant = 0.3

// valueStep is the step in which a feature's value is kept, in a byte.
const valueStep = 1.0 / 12

// weighted is one half of a model, for the issues or for the acts: which
// features there are and what each weighs for which label. Everything is kept as
// the file has it; what is quick to look up is made from it.
type weighted struct {
	keys   []uint32 // of the features, ascending
	value  []uint8  // of each, in valueSteps: rarer ones say more
	scale  []float32
	bias   []float32
	starts []int32 // of each feature's entries, and the end of the last
	label  []uint8
	weight []int8

	slots []int32        // keys by their hash: place+1, 0 where free
	table [][256]float32 // what a weight in the file stands for, by label
}

// index makes what looking up needs.
func (m *weighted) index() {
	size := 16
	for size < 2*len(m.keys) {
		size *= 2
	}
	m.slots = make([]int32, size)
	for i, k := range m.keys {
		s := k & uint32(size-1)
		for m.slots[s] != 0 {
			s = (s + 1) & uint32(size-1)
		}
		m.slots[s] = int32(i + 1)
	}
	m.table = make([][256]float32, len(m.scale))
	for l, scale := range m.scale {
		for q := range 256 {
			m.table[l][q] = unquantised(int8(q), scale)
		}
	}
}

// place finds a feature by its key, or gives -1.
func (m *weighted) place(key uint32) int32 {
	mask := uint32(len(m.slots) - 1)
	for s := key & mask; m.slots[s] != 0; s = (s + 1) & mask {
		if p := m.slots[s] - 1; m.keys[p] == key {
			return p
		}
	}
	return -1
}

// vector gives the features of a text that the model knows, as their places,
// each once, and by what their values are to be multiplied to make the length 1.
func (m *weighted) vector(features []feature) (places []int32, norm float64) {
	places = make([]int32, 0, len(features))
	for _, f := range features {
		if p := m.place(f.key); p >= 0 {
			places = append(places, p)
		}
	}
	slices.Sort(places)
	places = slices.Compact(places)
	sum := 1e-9
	for _, p := range places {
		v := float64(m.value[p]) * valueStep
		sum += v * v
	}
	return places, 1 / math.Sqrt(sum)
}

// scores weighs a text for every label.
func (m *weighted) scores(places []int32, norm float64) []float64 {
	out := make([]float64, len(m.scale))
	for _, p := range places {
		v := float64(m.value[p]) * valueStep * norm
		for e := m.starts[p]; e < m.starts[p+1]; e++ {
			l := m.label[e]
			out[l] += float64(v * float64(m.table[l][uint8(m.weight[e])]))
		}
	}
	for l, b := range m.bias {
		out[l] += float64(b)
	}
	return out
}

// of gives what feature p weighs for label l.
func (m *weighted) of(p int32, l int) float64 {
	for e := m.starts[p]; e < m.starts[p+1]; e++ {
		if int(m.label[e]) == l {
			return float64(m.table[l][uint8(m.weight[e])])
		}
	}
	return 0
}

// quantised brings a weight into a byte. The steps are finer for small weights,
// of which there are most.
func quantised(w, scale float32) int8 {
	q := math.Round(math.Sqrt(math.Abs(float64(w/scale))) * 127)
	return int8(math.Copysign(min(q, 127), float64(w)))
}

func unquantised(q int8, scale float32) float32 {
	x := float32(q) / 127
	if x < 0 {
		return -x * x * scale
	}
	return x * x * scale
}

// faint is the share of a label's greatest weight under which a weight is left
// out: it makes the model half as large and its figures no worse.
const faint = 0.004

// compress makes the kept form of weights: those of each label, for features
// whose values are given.
func compress(keys []uint32, value []uint8, dense [][]float32) *weighted {
	m := &weighted{scale: make([]float32, len(dense)), bias: make([]float32, len(dense))}
	for l, w := range dense {
		for _, x := range w[:len(keys)] {
			m.scale[l] = max(m.scale[l], float32(math.Abs(float64(x))))
		}
		m.bias[l] = w[len(keys)] * constant
	}
	for i, k := range keys {
		before := len(m.label)
		for l, w := range dense {
			if float32(math.Abs(float64(w[i]))) <= faint*m.scale[l] {
				continue
			}
			m.label, m.weight = append(m.label, uint8(l)), append(m.weight, quantised(w[i], m.scale[l]))
		}
		// A feature that weighs nothing stays: it counts in the length.
		m.keys, m.value, m.starts = append(m.keys, k), append(m.value, value[i]), append(m.starts, int32(before))
	}
	m.starts = append(m.starts, int32(len(m.label)))
	m.index()
	return m
}
