// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"math"
	"math/rand/v2"
)

// row is a text as a sparse vector: places of features, and their values.
type row struct {
	at    []int32
	value []float32
}

// dot gives the product of a row with weights.
func (r row) dot(w []float32) float64 {
	s := 0.0
	for i, at := range r.at {
		s += float64(float32(w[at] * r.value[i])) // no fused sum: every machine learns the same
	}
	return s
}

// The descent ends after so many passes, or when no coordinate would move by
// more than enough.
const (
	passes  = 60
	enough  = 0.1
	nowhere = math.MaxFloat64
)

// svm finds the weights of a linear classifier (L2-regularised, squared hinge
// loss) by dual coordinate descent with shrinking: Hsieh and others, "A dual
// coordinate descent method for large-scale linear SVM", ICML 2008. The same
// rows and seed give the same weights. cost is the weight of an error; positive
// multiplies it for rows that have the label.
func svm(rows []row, has []bool, features int, cost, positive float64, rng *rand.Rand) []float32 {
	w := make([]float32, features)
	alpha, active := make([]float64, len(rows)), make([]int32, len(rows))
	for i := range active {
		active[i] = int32(i)
	}
	diagonal, square := squares(rows, has, cost, positive)
	n, highest := len(rows), nowhere
	for range passes {
		most, least := -nowhere, nowhere
		rng.Shuffle(n, func(i, j int) { active[i], active[j] = active[j], active[i] })
		for s := 0; s < n; s++ {
			i := active[s]
			sign := -1.0
			if has[i] {
				sign = 1
			}
			g := float64(sign*rows[i].dot(w)) - 1 + float64(alpha[i]*diagonal[i])
			projected := g
			if alpha[i] == 0 {
				if g > highest {
					n--
					active[s], active[n] = active[n], active[s]
					s--
					continue
				}
				projected = min(g, 0)
			}
			most, least = max(most, projected), min(least, projected)
			if math.Abs(projected) < 1e-12 {
				continue
			}
			old := alpha[i]
			alpha[i] = max(old-g/square[i], 0)
			step := float32((alpha[i] - old) * sign)
			for k, at := range rows[i].at {
				w[at] += float32(step * rows[i].value[k])
			}
		}
		if most-least <= enough {
			if n == len(rows) {
				break
			}
			n, highest = len(rows), nowhere // once more over all of them
			continue
		}
		if highest = most; most <= 0 {
			highest = nowhere
		}
	}
	return w
}

// squares gives what each row adds to the diagonal, and the second derivative
// by its coordinate.
func squares(rows []row, has []bool, cost, positive float64) (diagonal, square []float64) {
	diagonal, square = make([]float64, len(rows)), make([]float64, len(rows))
	for i, r := range rows {
		diagonal[i] = 0.5 / cost
		if has[i] {
			diagonal[i] = 0.5 / (cost * positive)
		}
		square[i] = diagonal[i]
		for _, v := range r.value {
			square[i] += float64(v * v)
		}
	}
	return diagonal, square
}
