// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lineage"
	"github.com/heed-upr/heed/internal/testkit"
)

// How many links and pairs of groups a sample has.
const (
	sampleLinks = 60
	samplePairs = 40
	// lastOfFirst is the last session of the first cycle.
	lastOfFirst = 12
)

// The gold was drawn by likeness, and so holds few of the near misses that a
// review is full of. HEED_LINEAGE_SAMPLE=8 draws by that seed from all that the
// package says of UPR Info's rows, of States that are not in the gold, to be read
// by a person; what was found is in docs/explanation/lineage.md.
func TestCorpus_Sample(t *testing.T) {
	seed, err := strconv.ParseUint(os.Getenv("HEED_LINEAGE_SAMPLE"), 10, 64)
	if err != nil {
		return // no t.Skip: CI takes a skipped test for a missing need
	}
	reviews := coded(t)
	var links, groups []string
	ids := slices.SortedFunc(maps.Keys(reviews), func(a, b heed.ReviewID) int { return cmp.Compare(a.String(), b.String()) })
	for _, id := range ids {
		before := reviews[heed.ReviewID{State: id.State, Cycle: id.Cycle - 1}]
		if before == nil {
			continue
		}
		text := map[heed.RecID]string{}
		for _, i := range append(slices.Clone(before), reviews[id]...) {
			text[i.ID] = i.Text
		}
		for _, l := range lineage.Between(reviews[id], before) {
			for _, m := range l.Earlier {
				links = append(links, fmt.Sprintf("%s %s %.2f\n  a %s\n  b %s", id, m.Kind, m.Score, text[m.ID], text[l.ID]))
			}
		}
		for _, g := range lineage.Groups(reviews[id]) {
			for n, a := range g.Members {
				for _, b := range g.Members[n+1:] {
					groups = append(groups, fmt.Sprintf("%s\n  a %s\n  b %s", id, text[a], text[b]))
				}
			}
		}
	}
	r := rand.New(rand.NewPCG(seed, 0))
	r.Shuffle(len(links), func(i, j int) { links[i], links[j] = links[j], links[i] })
	r.Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	t.Logf("%d links, %d pairs in groups", len(links), len(groups))
	for n, s := range append(links[:sampleLinks], groups[:samplePairs]...) {
		fmt.Printf("%d. %s\n", n+1, s)
	}
}

// coded gives the recommendations of UPR Info's rows, each text once, of the
// States that have two reviews there and are neither in the gold nor in rows.csv.
func coded(t *testing.T) map[heed.ReviewID][]lineage.Item {
	t.Helper()
	known := map[heed.StateCode]bool{}
	for _, p := range pairs(t, "gold.csv") {
		known[p.a.id.Review.State] = true
	}
	for _, p := range rowPairs(t) {
		known[p.review.State] = true
	}
	return rowReviews(t, func(s heed.StateCode) bool { return !known[s] })
}

// rowReviews gives the recommendations of UPR Info's rows under review of some
// States, each text once.
func rowReviews(t *testing.T, of func(heed.StateCode) bool) map[heed.ReviewID][]lineage.Item {
	t.Helper()
	f, err := os.Open(filepath.Join(testkit.Corpus(t), "upr-info-rows.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out, seen := map[heed.ReviewID][]lineage.Item{}, map[string]bool{}
	for _, r := range rows[1:] { // state, session, recommending State, text
		session, err := strconv.Atoi(r[1])
		if err != nil {
			t.Fatal(err)
		}
		id := heed.ReviewID{State: heed.StateCode(r[0]), Cycle: 1}
		if session > lastOfFirst {
			id.Cycle = 2
		}
		if key := id.String() + r[3]; of(id.State) && !seen[key] {
			seen[key] = true
			ref := strconv.Itoa(len(out[id]) + 1)
			out[id] = append(out[id], item(heed.RecID{Review: id, Ref: ref}, r[3], []heed.StateCode{heed.StateCode(r[2])}))
		}
	}
	return out
}
