// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lineage"
)

// rowPair is a row of rows.csv: two of UPR Info's rows of one review, by the
// hashes of their texts.
type rowPair struct {
	review heed.ReviewID
	a, b   string
	label  string // same, related; doubt where the guide leaves it open
}

func rowPairs(t testing.TB) []rowPair {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "rows.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []rowPair
	for _, r := range rows[1:] {
		state, cycle, _ := strings.Cut(r[0], "/")
		out = append(out, rowPair{heed.ReviewID{State: heed.StateCode(state), Cycle: int(cycle[0] - '0')}, r[1], r[2], r[3]})
	}
	return out
}

// rows.csv holds pairs close to each other, drawn evenly over how many rare
// words they share, without those that an act decides. They are for tuning: the
// figures are a guard, and no measure.
func TestCorpus_Rows(t *testing.T) {
	gold := rowPairs(t)
	reviews := rowReviews(t, func(s heed.StateCode) bool {
		return slices.ContainsFunc(gold, func(p rowPair) bool { return p.review.State == s })
	})
	group := map[string]string{}
	key := func(id heed.ReviewID, hash string) string { return id.String() + " " + hash }
	for id, items := range reviews {
		hash := map[heed.RecID]string{}
		for _, i := range items {
			hash[i.ID] = digest(i.Text)
			group[key(id, hash[i.ID])] = ""
		}
		for _, g := range lineage.Groups(items) {
			for _, m := range g.Members {
				group[key(id, hash[m])] = g.ID.String()
			}
		}
	}
	var f figures
	for n, p := range gold {
		a, knownA := group[key(p.review, p.a)]
		b, knownB := group[key(p.review, p.b)]
		if !knownA || !knownB {
			t.Fatalf("row %d: the texts are no longer there", n+1)
		}
		says := ""
		if a != "" && a == b {
			says = "same"
		}
		if p.label != "doubt" {
			f.add(pair{label: p.label}, says)
		}
	}
	t.Log(f)
	if f.precision() < 0.88 || f.recall() < 0.33 {
		t.Error("below what it was tuned to")
	}
}
