// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"cmp"
	"math"
	"slices"
)

// sigmoid makes a probability of a score: 1/(1+exp(a*score+b)).
type sigmoid struct{ a, b float64 }

func (s sigmoid) at(score float64) float64 { return 1 / (1 + math.Exp(s.a*score+s.b)) }

// fitSigmoid finds the sigmoid under which the labels are the most probable:
// Platt's calibration, by Newton's method with the targets that Platt gives.
func fitSigmoid(scores []float64, has []bool) sigmoid {
	positive := 0.0
	for _, h := range has {
		if h {
			positive++
		}
	}
	negative := float64(len(has)) - positive
	yes, no := (positive+1)/(positive+2), 1/(negative+2)
	s := sigmoid{a: -2, b: math.Log((negative + 1) / (positive + 1))}
	for range 50 {
		var ga, gb, haa, hab, hbb float64
		for i, x := range scores {
			want := no
			if has[i] {
				want = yes
			}
			p := s.at(x)
			d, q := want-p, p*(1-p)
			ga, gb = ga+float64(d*x), gb+d
			haa, hab, hbb = haa+float64(q*x*x), hab+float64(q*x), hbb+q
		}
		haa, hbb = haa+1e-6, hbb+1e-6
		det := float64(haa*hbb) - float64(hab*hab)
		da, db := (float64(hbb*ga)-float64(hab*gb))/det, (float64(haa*gb)-float64(hab*ga))/det
		step := min(1, 4/(math.Abs(da)+math.Abs(db)+1e-12))
		s.a, s.b = s.a-float64(step*da), s.b-float64(step*db)
		if math.Abs(da)+math.Abs(db) < 1e-7 {
			break
		}
	}
	return s
}

// bestThreshold gives the score above which to give a label so that its F1 is
// the greatest, among the examples that in chooses; nil chooses all.
func bestThreshold(scores []float64, has []bool, in func(int) bool) float64 {
	var order []int
	positive := 0
	for i := range scores {
		if in == nil || in(i) {
			order = append(order, i)
			if has[i] {
				positive++
			}
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b))
	})
	right, greatest, from := 0, 0.0, math.Inf(1)
	for n, i := range order[:max(0, len(order)-1)] {
		if has[i] {
			right++
		}
		next := scores[order[n+1]]
		if f := 2 * float64(right) / float64(n+1+positive); f > greatest && scores[i] > next {
			greatest, from = f, (scores[i]+next)/2
		}
	}
	return from
}

// softmax makes probabilities of the scores of labels of which one holds: each
// label has its weights for all scores, the last being its bias.
type softmax [][]float64

func (s softmax) at(scores []float64) []float64 {
	out := make([]float64, len(s))
	most := math.Inf(-1)
	for l, w := range s {
		out[l] = w[len(scores)]
		for k, x := range scores {
			out[l] += float64(w[k] * x)
		}
		most = max(most, out[l])
	}
	sum := 0.0
	for l := range out {
		out[l] = math.Exp(out[l] - most)
		sum += out[l]
	}
	for l := range out {
		out[l] /= sum
	}
	return out
}

// fitSoftmax finds the softmax under which the labels are the most probable, by
// plain descent: the problem is convex and small.
func fitSoftmax(scores [][]float64, want []int, in func(int) bool) softmax {
	n := len(scores)
	s, gradient, speed := make(softmax, n), make([][]float64, n), make([][]float64, n)
	for l := range s {
		s[l], gradient[l], speed[l] = make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)
		s[l][l] = 3
	}
	var some []int
	for i := range want {
		if in == nil || in(i) {
			some = append(some, i)
		}
	}
	x := make([][]float64, len(some))
	for k, i := range some {
		x[k] = append(column(scores, i), 1)
	}
	for range 150 {
		for k, i := range some {
			p := s.at(x[k][:n])
			p[want[i]]--
			for l, d := range p {
				for j, v := range x[k] {
					gradient[l][j] += float64(d * v)
				}
			}
		}
		for l := range s {
			for j := range s[l] {
				speed[l][j] = float64(0.9*speed[l][j]) - gradient[l][j]/float64(len(some))
				s[l][j] += speed[l][j]
				gradient[l][j] = 0
			}
		}
	}
	return s
}
