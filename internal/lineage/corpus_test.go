// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/reconcile"
	"github.com/heed-upr/heed/internal/testkit"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

// reports are the Working Group reports of States of which the corpus has two.
var reports = []string{
	"wg-reports/azerbaijan2009", "wg-reports/azerbaijan2013", "wg-reports/bahrain2008", "wg-reports/bahrain2012",
	"wg-reports/bosniaandherzegovina2010", "wg-reports/bosniaandherzegovina2014",
	"wg-reports/bruneidarussalam2010", "wg-reports/bruneidarussalam2014",
	"wg-reports/burkinafaso2009", "wg-reports/burkinafaso2013", "wg-reports/chile2009", "wg-reports/chile2014",
	"wg-reports/ecuador2008", "wg-reports/ecuador2012", "wg-reports/france2008", "wg-reports/france2013",
	"wg-reports/guatemala2008", "wg-reports/guatemala2012", "wg-reports/jordan2009", "wg-reports/jordan2013",
	"wg-reports/kazakhstan2010", "wg-reports/kazakhstan2014", "wg-reports/tonga2008", "wg-reports/tonga2013",
	"wg-reports/vietnam2009", "wg-reports/vietnam2014", "wg-reports/zambia2008", "wg-reports/zambia2012",
	"slovenia/cycle2/A_HRC_28_15", "slovenia/cycle4/A_HRC_59_15",
}

// asked is a clause of a recommendation.
type asked struct {
	review heed.ReviewID
	ref    string // "124.1", or "124.1#2" where the item has several clauses
	text   string
	states []heed.StateCode
}

// hash is how the gold set names a text that it must not hold: 16 hex digits of
// the SHA-256 of the clause as "heed extract" prints it.
func (a asked) hash() string {
	sum := sha256.Sum256([]byte(a.text))
	return hex.EncodeToString(sum[:8])
}

var (
	corpusOnce sync.Once
	corpusRead map[heed.ReviewID][]asked
	corpusErr  error
)

// corpus gives the clauses of all reports, by review.
func corpus(t testing.TB) map[heed.ReviewID][]asked {
	t.Helper()
	dir := testkit.Corpus(t)
	corpusOnce.Do(func() { corpusRead, corpusErr = readCorpus(t, dir) })
	if corpusErr != nil {
		t.Fatal(corpusErr)
	}
	return corpusRead
}

func readCorpus(t testing.TB, dir string) (map[heed.ReviewID][]asked, error) {
	pool, err := read.NewPool(read.Config{Workers: 2})
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	out := map[heed.ReviewID][]asked{}
	for _, name := range reports {
		data, err := os.ReadFile(filepath.Join(dir, name+".pdf"))
		if err != nil {
			return nil, err
		}
		d, err := pool.Read(t.Context(), data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		record, ok := reconcile.Review(extract.Facts(d, heed.ReviewID{}))
		if !ok {
			return nil, fmt.Errorf("%s: no report of a Working Group", name)
		}
		for _, r := range record.Recommendations {
			out[r.ID().Review] = append(out[r.ID().Review], clauses(r)...)
		}
	}
	return out, nil
}

func clauses(r heed.Recommendation) []asked {
	if len(r.Clauses) == 1 {
		return []asked{{r.ID().Review, r.Ref, r.Text, r.RecommendingStates}}
	}
	var out []asked
	for i, c := range r.Clauses {
		out = append(out, asked{r.ID().Review, fmt.Sprintf("%s#%d", r.Ref, i+1), c.Text, c.RecommendingStates})
	}
	return out
}

// reviewsOf gives the reviews in order.
func reviewsOf(all map[heed.ReviewID][]asked) []heed.ReviewID {
	var ids []heed.ReviewID
	for id := range all {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b heed.ReviewID) int {
		if a.State != b.State {
			if a.State < b.State {
				return -1
			}
			return 1
		}
		return a.Cycle - b.Cycle
	})
	return ids
}
