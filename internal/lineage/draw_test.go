// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"encoding/csv"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lang"
)

var drawTo = flag.String("draw", "", "draw the pairs of the gold set anew, without labels, into this file")

// How the gold set was drawn: so many pairs between reviews and within one; of
// each two thirds from bands of similarity, a third by chance alone. The
// similarity is a plain cosine, not the measure that is tested.
const (
	drawSeed    = 20261124
	drawBetween = 240
	drawWithin  = 160
)

// bands are where similar pairs are drawn from, and which share of them. Most
// weight lies where same and near miss are mixed.
var bands = []struct{ from, to, share float64 }{
	{0.15, 0.30, 0.15}, {0.30, 0.45, 0.25}, {0.45, 0.60, 0.25}, {0.60, 0.75, 0.20}, {0.75, 1.01, 0.15},
}

// pair is two clauses, a the earlier one.
type pair struct{ a, b asked }

func (p pair) row(label string) []string {
	return []string{
		string(p.a.review.State), strconv.Itoa(p.a.review.Cycle), p.a.ref, p.a.hash(),
		strconv.Itoa(p.b.review.Cycle), p.b.ref, p.b.hash(), label,
	}
}

var goldHead = []string{"state", "cycle_a", "ref_a", "hash_a", "cycle_b", "ref_b", "hash_b", "label"}

func TestDraw(t *testing.T) {
	if *drawTo == "" {
		t.Skip("draws the gold set only where -draw names a file")
	}
	all := corpus(t)
	vectors := vectorsOf(all)
	random := rand.New(rand.NewPCG(drawSeed, 0))
	rows := [][]string{goldHead}
	for _, kind := range []struct {
		pairs []pair
		n     int
	}{{between(all), drawBetween}, {within(all), drawWithin}} {
		for _, p := range draw(random, kind.pairs, vectors, kind.n) {
			rows = append(rows, p.row(""))
		}
	}
	f, err := os.Create(*drawTo)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := csv.NewWriter(f).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
}

// between gives all pairs of a State's two reviews.
func between(all map[heed.ReviewID][]asked) []pair {
	var out []pair
	ids := reviewsOf(all)
	for i := 0; i+1 < len(ids); i++ {
		if ids[i].State != ids[i+1].State {
			continue
		}
		for _, a := range all[ids[i]] {
			for _, b := range all[ids[i+1]] {
				out = append(out, pair{a, b})
			}
		}
	}
	return out
}

// within gives all pairs of each review.
func within(all map[heed.ReviewID][]asked) []pair {
	var out []pair
	for _, id := range reviewsOf(all) {
		for i, a := range all[id] {
			for _, b := range all[id][i+1:] {
				out = append(out, pair{a, b})
			}
		}
	}
	return out
}

// draw takes n pairs, States in turn so that long reports do not crowd out
// short ones.
func draw(random *rand.Rand, pairs []pair, vectors map[string]map[string]float64, n int) []pair {
	random.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	similar := n * 2 / 3
	var out []pair
	taken := map[string]bool{}
	take := func(n int, fits func(pair) bool) {
		byState := map[heed.StateCode][]pair{}
		var states []heed.StateCode
		for _, p := range pairs {
			if key := p.a.hash() + p.b.hash(); !taken[key] && fits(p) {
				s := p.a.review.State
				if byState[s] == nil {
					states = append(states, s)
				}
				byState[s] = append(byState[s], p)
			}
		}
		for len(states) > 0 && n > 0 {
			for i := 0; i < len(states) && n > 0; i++ {
				s := states[i]
				p := byState[s][0]
				if key := p.a.hash() + p.b.hash(); !taken[key] {
					taken[key] = true
					out = append(out, p)
					n--
				}
				if byState[s] = byState[s][1:]; len(byState[s]) == 0 {
					states = slices.Delete(states, i, i+1)
					i--
				}
			}
		}
	}
	for _, b := range bands {
		take(int(math.Round(b.share*float64(similar))), func(p pair) bool {
			s := cosine(vectors[p.a.hash()], vectors[p.b.hash()])
			return s >= b.from && s < b.to
		})
	}
	take(n-len(out), func(pair) bool { return true })
	random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// vectorsOf gives each text's terms weighted by how rare they are, of length 1.
func vectorsOf(all map[heed.ReviewID][]asked) map[string]map[string]float64 {
	seen, texts := map[string]int{}, 0
	out := map[string]map[string]float64{}
	for _, id := range reviewsOf(all) {
		for _, a := range all[id] {
			v := map[string]float64{}
			for _, term := range lang.Terms(a.text) {
				v[term.Text] = 1
			}
			for term := range v {
				seen[term]++
			}
			out[a.hash()] = v
			texts++
		}
	}
	for _, v := range out {
		sum := 0.0
		for _, term := range sortedKeys(v) {
			v[term] = math.Log(float64(texts) / float64(seen[term]))
			sum += v[term] * v[term]
		}
		for term := range v {
			v[term] /= math.Sqrt(sum)
		}
	}
	return out
}

func cosine(a, b map[string]float64) float64 {
	sum := 0.0
	for _, term := range sortedKeys(a) {
		sum += a[term] * b[term]
	}
	return sum
}

func sortedKeys(m map[string]float64) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
