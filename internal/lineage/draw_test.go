// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/testkit"
)

var drawTo = flag.String("draw", "", "draw the pairs of the gold set anew, without labels, into this file")

// How the gold set was drawn: of pairs between reviews and of pairs within one,
// two thirds from bands of similarity, a third by chance alone. The similarity is
// a plain cosine, not the measure that is tested. Most weight lies where same and
// near miss are mixed. A second round made up for too few pairs that are the same
// and too few next steps in the first; none was looked at before it was drawn.
const drawSeed = 20261124

// band is where so many pairs are drawn from.
type band struct {
	from, to float64
	n        int
	step     bool // only where the later text has a word of a next step
}

var (
	bandsBetween = []band{{0.15, 0.30, 24, false}, {0.30, 0.45, 40, false}, {0.45, 0.60, 40, false}, {0.60, 0.75, 32, false}, {0.75, 1.01, 24, false}, {0, 1.01, 80, false}}
	bandsWithin  = []band{{0.15, 0.30, 16, false}, {0.30, 0.45, 27, false}, {0.45, 0.60, 27, false}, {0.60, 0.75, 21, false}, {0.75, 1.01, 16, false}, {0, 1.01, 53, false}}
	moreBetween  = []band{{0.45, 0.70, 20, false}, {0.70, 1.01, 20, false}, {0.25, 1.01, 40, true}, {0, 1.01, 20, false}}
	moreWithin   = []band{{0.45, 0.70, 30, false}, {0.70, 1.01, 30, false}, {0, 1.01, 20, false}}
)

// stepWords begin the words of a text that takes something for done, and those
// of one that asks for it.
var stepAfter, stepBefore = regexp.MustCompile(`(?i)\b(implement|appl[yi]|enforc|carry|execut|strengthen|accredit|operational|ratif|finali[sz]e)`),
	regexp.MustCompile(`(?i)\b(adopt|establish|creat|set up|sign|enact|ratif|elaborat|draft|develop|introduc)`)

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
		return // no t.Skip: CI takes a skipped test for a missing need
	}
	all := corpus(t)
	d := drawing{random: rand.New(rand.NewPCG(drawSeed, 0)), vectors: vectorsOf(all), taken: map[string]bool{}}
	rows := [][]string{goldHead}
	for _, round := range []struct {
		pairs []pair
		bands []band
	}{{between(all), bandsBetween}, {within(all), bandsWithin}, {between(all), moreBetween}, {within(all), moreWithin}} {
		for _, p := range d.draw(round.pairs, round.bands) {
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

// drawing is the state of a draw: which pairs are taken.
type drawing struct {
	random  *rand.Rand
	vectors map[string]map[string]float64
	taken   map[string]bool
}

func (d drawing) draw(pairs []pair, bands []band) []pair {
	d.random.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	var out []pair
	for _, b := range bands {
		out = append(out, d.take(pairs, b)...)
	}
	d.random.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func (d drawing) fits(p pair, b band) bool {
	if b.step && (!stepBefore.MatchString(p.a.text) || !stepAfter.MatchString(p.b.text)) {
		return false
	}
	if b.from == 0 {
		return true
	}
	s := cosine(d.vectors[p.a.hash()], d.vectors[p.b.hash()])
	return s >= b.from && s < b.to
}

// take draws the pairs of a band, States in turn so that long reports do not
// crowd out short ones.
func (d drawing) take(pairs []pair, b band) []pair {
	byState := map[heed.StateCode][]pair{}
	var states []heed.StateCode
	for _, p := range pairs {
		if key := p.a.hash() + p.b.hash(); !d.taken[key] && d.fits(p, b) {
			s := p.a.review.State
			if byState[s] == nil {
				states = append(states, s)
			}
			byState[s] = append(byState[s], p)
		}
	}
	var out []pair
	for len(states) > 0 && len(out) < b.n {
		for i := 0; i < len(states) && len(out) < b.n; i++ {
			s := states[i]
			p := byState[s][0]
			if key := p.a.hash() + p.b.hash(); !d.taken[key] {
				d.taken[key] = true
				out = append(out, p)
			}
			if byState[s] = byState[s][1:]; len(byState[s]) == 0 {
				states = slices.Delete(states, i, i+1)
				i--
			}
		}
	}
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
		for _, term := range slices.Sorted(maps.Keys(v)) {
			v[term] = math.Log(float64(texts) / float64(seen[term]))
			sum += v[term] * v[term]
		}
		for term := range v {
			v[term] /= math.Sqrt(sum)
		}
	}
	return out
}

// cosine is rounded, so that the order of a sum does not move a pair to another
// band.
func cosine(a, b map[string]float64) float64 {
	sum := 0.0
	for term, w := range a {
		sum += w * b[term]
	}
	return math.Round(sum*1e9) / 1e9
}

var weightsTo = flag.String("weights", "", "count in how many of UPR Info's rows each term stands, and write the counts into this file")

// rareTerm is how many rows a term must stand in to be in weights.csv; to the
// rarer ones the code gives one weight.
const rareTerm = 12

// What is counted is who recommended, so a text of five States counts five
// times. It does not matter: what counts is the order of size.
func TestWeights(t *testing.T) {
	if *weightsTo == "" {
		return // no t.Skip: CI takes a skipped test for a missing need
	}
	in, err := os.Open(filepath.Join(testkit.Corpus(t), "upr-info-rows.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	lines, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	text, counts := slices.Index(lines[0], "text"), map[string]int{}
	for _, l := range lines[1:] {
		seen := map[string]bool{}
		for _, term := range lang.Terms(l[text]) {
			if !seen[term.Text] {
				seen[term.Text] = true
				counts[term.Text]++
			}
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "# In how many of %d recommendations each term of internal/lang stands, counted in\n# UPR Info's rows of sessions 1 to 20; terms of fewer than %d are left out. Made\n# by \"go test ./internal/lineage -run TestWeights -weights FILE\".\nterm,rows\n*,%d\n", len(lines)-1, rareTerm, len(lines)-1)
	for _, term := range slices.Sorted(maps.Keys(counts)) {
		if n := counts[term]; n >= rareTerm {
			fmt.Fprintf(&out, "%s,%d\n", term, n)
		}
	}
	if err := os.WriteFile(*weightsTo, []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
