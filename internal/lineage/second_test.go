// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// secondSeed draws the pairs that somebody else labels too, and shuffles them.
const (
	secondSeed  = 20261125
	secondPairs = 100
)

// TestDrawSecond writes the pairs for the second reader, without labels, where
// -draw-second names a file.
func TestDrawSecond(t *testing.T) {
	if *drawSecondTo == "" {
		return // no t.Skip: CI takes a skipped test for a missing need
	}
	gold := readPairs(t, "gold.csv", corpus(t))
	random := rand.New(rand.NewPCG(secondSeed, 0))
	random.Shuffle(len(gold), func(i, j int) { gold[i], gold[j] = gold[j], gold[i] })
	rows := [][]string{goldHead}
	for _, j := range gold[:secondPairs] {
		rows = append(rows, j.row(""))
	}
	f, err := os.Create(*drawSecondTo)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := csv.NewWriter(f).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
}

// TestPrintSecond shows the texts of those pairs to the second reader, and no
// label: "go test ./internal/lineage -run PrintSecond -v -print".
func TestPrintSecond(t *testing.T) {
	if !*printSecond {
		return // no t.Skip: CI takes a skipped test for a missing need
	}
	for i, j := range readPairs(t, "second.csv", corpus(t)) {
		kind := "between two reviews"
		if j.within() {
			kind = "within one review"
		}
		fmt.Printf("%d. %s %d/%s, %d/%s: %s\n  a %s\n  b %s\n", i+1, j.a.review.State, j.a.review.Cycle, j.a.ref, j.b.review.Cycle, j.b.ref, kind, j.a.text, j.b.text)
	}
}

// Two readers, and how often they agree beyond what chance would give (Cohen's
// kappa). It is printed and has no floor: it measures the guide, not the program.
func TestCorpus_SecondReader(t *testing.T) {
	all := corpus(t)
	first := map[string]judged{}
	for _, j := range readPairs(t, "gold.csv", all) {
		first[j.a.hash()+j.b.hash()] = j
	}
	var both, links agreement
	for _, j := range readPairs(t, "second.csv", all) {
		one, ok := first[j.a.hash()+j.b.hash()]
		if !ok {
			t.Errorf("%s/%d/%s is not in the gold set", j.a.review.State, j.a.review.Cycle, j.a.ref)
		}
		if j.label == "" {
			continue
		}
		both.count(one.label, j.label)
		links.count(fmt.Sprint(one.isLink()), fmt.Sprint(j.isLink()))
	}
	if both.n == 0 {
		t.Log("testdata/second.csv has no labels yet: nothing to compare")
		return
	}
	t.Logf("second reader, %d pairs: the label %s; link or none %s", both.n, both, links)
}

// agreement counts what two readers say.
type agreement struct {
	n, same       int
	first, second map[string]int
}

func (a *agreement) count(first, second string) {
	if a.first == nil {
		a.first, a.second = map[string]int{}, map[string]int{}
	}
	a.n++
	a.same += one(first == second)
	a.first[first]++
	a.second[second]++
}

func (a agreement) String() string {
	chance := 0.0
	for label, n := range a.first {
		chance += float64(n) * float64(a.second[label]) / float64(a.n*a.n)
	}
	observed := float64(a.same) / float64(a.n)
	if chance == 1 {
		return fmt.Sprintf("%.0f %% the same", 100*observed)
	}
	return fmt.Sprintf("%.0f %% the same, kappa %.2f", 100*observed, (observed-chance)/(1-chance))
}

func TestAgreement(t *testing.T) {
	var a agreement
	for _, p := range [][2]string{{"same", "same"}, {"same", "same"}, {"related", "related"}, {"related", "same"}} {
		a.count(p[0], p[1])
	}
	if got := a.String(); got != "75 % the same, kappa 0.50" {
		t.Error(got)
	}
}

// The gold set holds no text and no pair twice.
func TestGold_HoldsIdentifiersOnly(t *testing.T) {
	labels := []string{"same", "strengthened", "weakened", "superseded", "related", "different"}
	for _, name := range []string{"testdata/gold.csv", "testdata/second.csv"} {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(f).ReadAll()
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil || !slices.Equal(rows[0], goldHead) {
			t.Fatalf("%s: %v, %v", name, err, rows[0])
		}
		seen := map[string]bool{}
		for _, r := range rows[1:] {
			if key := fmt.Sprint(r[:7]); seen[key] || len(r[3]) != 16 || len(r[6]) != 16 || len(r[2]) > 12 || len(r[5]) > 12 {
				t.Errorf("%s: %v", name, r)
			} else {
				seen[key] = true
			}
			within := r[1] == r[4]
			if r[7] == "" && name != "testdata/gold.csv" || r[7] == "same" || r[7] == "related" || r[7] == "different" || !within && slices.Contains(labels, r[7]) {
				continue
			}
			t.Errorf("%s: label %q", name, r[7])
		}
	}
}
