// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/lineage"
)

var (
	printSecond  = flag.Bool("print", false, "print the texts of the pairs in testdata/second.csv, without labels")
	drawSecondTo = flag.String("draw-second", "", "draw the pairs of the second reader, without labels, into this file")
	wrong        = flag.Bool("wrong", false, "print the pairs of the tuning half that are judged otherwise than by the gold set")
)

// judged is a pair of the gold set and its label.
type judged struct {
	pair
	label string
}

// within says whether both are of one review.
func (j judged) within() bool { return j.a.review == j.b.review }

// held says whether the pair was kept out of tuning: the FNV-1a hash of both
// hashes is odd.
func (j judged) held() bool {
	h := fnv.New32a()
	h.Write([]byte(j.a.hash() + j.b.hash()))
	return h.Sum32()%2 == 1
}

// readPairs reads a file of pairs and finds their texts. A text that reads
// otherwise than when it was labelled is left out and told.
func readPairs(t testing.TB, name string, all map[heed.ReviewID][]asked) []judged {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[0], goldHead) {
		t.Fatalf("%s: columns %v", name, rows[0])
	}
	var out []judged
	for _, r := range rows[1:] {
		a, okA := lookUp(all, r[0], r[1], r[2], r[3])
		b, okB := lookUp(all, r[0], r[4], r[5], r[6])
		if !okA || !okB {
			t.Logf("%s: %v is not read as it was when it was labelled", name, r[:7])
			continue
		}
		out = append(out, judged{pair{a, b}, r[7]})
	}
	if len(out) < len(rows)*95/100 {
		t.Fatalf("%s: only %d of %d pairs are read as they were", name, len(out), len(rows)-1)
	}
	return out
}

func lookUp(all map[heed.ReviewID][]asked, state, cycle, ref, hash string) (asked, bool) {
	n, _ := strconv.Atoi(cycle)
	for _, a := range all[heed.ReviewID{State: heed.StateCode(state), Cycle: n}] {
		if a.ref == ref && a.hash() == hash {
			return a, true
		}
	}
	return asked{}, false
}

// id gives the clause's name.
func (a asked) id() lineage.ID {
	ref, clause, _ := strings.Cut(a.ref, "#")
	n, _ := strconv.Atoi(clause)
	return lineage.ID{Rec: heed.RecID{Review: a.review, Ref: ref}, Clause: max(1, n)}
}

func items(all []asked) []lineage.Item {
	var out []lineage.Item
	for _, a := range all {
		out = append(out, lineage.Item{ID: a.id(), Text: a.text, States: a.states, Act: label.Act(a.text)})
	}
	return out
}

// answers are what the package says of every pair of the gold set: the label
// that it gives between reviews, "same" or "" within one.
func answers(all map[heed.ReviewID][]asked, gold []judged) []string {
	links, groups := map[[2]lineage.ID]string{}, map[lineage.ID]lineage.ID{}
	ids := reviewsOf(all)
	for i, id := range ids {
		for _, g := range lineage.Within(items(all[id])) {
			for _, m := range g.Members {
				groups[m] = g.Line
			}
		}
		if i == 0 || ids[i-1].State != id.State {
			continue
		}
		for _, line := range lineage.Between(items(all[id]), items(all[ids[i-1]])) {
			for _, l := range line.Links {
				links[[2]lineage.ID{l.Earlier, line.Later}] = labelOf(l.Relation)
			}
		}
	}
	out := make([]string, len(gold))
	for i, j := range gold {
		if a, b := j.a.id(), j.b.id(); !j.within() {
			out[i] = links[[2]lineage.ID{a, b}]
		} else if groups[a] == groups[b] {
			out[i] = "same"
		}
	}
	return out
}

func labelOf(r lineage.Relation) string {
	if r == lineage.Repeated || r == lineage.RepeatedBySame {
		return "same"
	}
	return string(r)
}

// isLink says whether a label is one of those that count as a link.
func (j judged) isLink() bool {
	return j.label == "same" || !j.within() && slices.Contains([]string{"strengthened", "weakened", "superseded"}, j.label)
}

// tally counts what was found of what is there.
type tally struct{ both, ours, theirs, kind int }

func (c tally) precision() float64 { return float64(c.both) / float64(max(1, c.ours)) }
func (c tally) recall() float64    { return float64(c.both) / float64(max(1, c.theirs)) }

func (c tally) String() string {
	return fmt.Sprintf("precision %.3f (%d of %d)  recall %.3f (%d of %d)  kind right %.3f of the links found",
		c.precision(), c.both, c.ours, c.recall(), c.both, c.theirs, float64(c.kind)/float64(max(1, c.both)))
}

func TestCorpus_GoldSet(t *testing.T) {
	all := corpus(t)
	gold := readPairs(t, "gold.csv", all)
	said := answers(all, gold)
	counts := map[string]*tally{}
	for i, j := range gold {
		for _, name := range []string{name(j), name(j) + map[bool]string{true: ", held out", false: ", tuned on"}[j.held()]} {
			c := counts[name]
			if c == nil {
				c = &tally{}
				counts[name] = c
			}
			c.theirs += one(j.isLink())
			c.ours += one(said[i] != "")
			c.both += one(j.isLink() && said[i] != "")
			c.kind += one(j.isLink() && said[i] == j.label)
		}
		if *wrong && !j.held() && (j.isLink() != (said[i] != "") || j.isLink() && said[i] != j.label) {
			t.Logf("%s: %s, not %q\n  A %s\n  B %s\n  %s", name(j), j.label, said[i], j.a.text, j.b.text,
				lineage.Explain(items([]asked{j.a})[0], items([]asked{j.b})[0]))
		}
	}
	t.Logf("gold set: %d pairs", len(gold))
	for _, f := range floors {
		c := counts[f.name]
		t.Logf("%-24s %s", f.name, c)
		if c.precision() < f.precision || c.recall() < f.recall {
			t.Errorf("%s: below its floors %.3f, %.3f", f.name, f.precision, f.recall)
		}
	}
}

// floors only rise. What is asked for is 0.95 at 0.85: within one review recall
// falls short of it; see docs/explanation/lineage.md.
var floors = []struct {
	name              string
	precision, recall float64
}{
	{"between", 0.97, 0.85}, {"between, tuned on", 0.98, 0.84}, {"between, held out", 0.96, 0.86},
	{"within", 0.94, 0.66}, {"within, tuned on", 0.94, 0.84}, {"within, held out", 0.94, 0.56},
}

func name(j judged) string {
	if j.within() {
		return "within"
	}
	return "between"
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
