// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile_test

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
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

// lists are OHCHR's own lists of recommendations, which have the texts as its
// index has them, each with the report of the same review.
var lists = map[string]string{
	"matrices/china_upr17_2013_matrix.docx":           "wg-reports/china2013.pdf",
	"matrices/slovenia_upr20_2014_thematic_list.docx": "wg-reports/slovenia2014.pdf",
	"matrices/slovenia_upr48_2025_thematic_list.docx": "slovenia/cycle4/A_HRC_59_15.pdf",
}

// What OHCHR's lists print, without its numbers, finds the recommendation with
// that number: as printed, without the States, and with every tenth word lost.
// Where the recommendation is not there, nothing is to be found.
func TestQuoted_OHCHRsTexts(t *testing.T) {
	corpus := testkit.Corpus(t)
	pool, err := read.NewPool(read.Config{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = pool.Close() }()
	facts := func(name string) heed.Facts {
		data, err := os.ReadFile(filepath.Join(corpus, name))
		if err != nil {
			t.Fatal(err)
		}
		d, err := pool.Read(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		return extract.Facts(d, heed.ReviewID{})[0]
	}
	counts := map[string][2]int{}
	for list, report := range lists {
		all := facts(report).Recommendations
		entries := facts(list).Entries
		measure(t, counts, all, entries)
	}
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		n, of := counts[what][0], counts[what][1]
		t.Logf("%s: %d of %d", what, n, of)
		switch _, kind, _ := strings.Cut(what, ": "); kind {
		case right:
			if float64(n) < 0.995*float64(of) {
				t.Errorf("%s: %d of %d", what, n, of)
			}
		case wrong:
			if n > 0 {
				t.Errorf("%s: %d of %d", what, n, of)
			}
		case astray: // others of the same review ask nearly the same
			if float64(n) > 0.1*float64(of) {
				t.Errorf("%s: %d of %d", what, n, of)
			}
		}
	}
}

// What is counted of each form.
const (
	right  = "right"
	wrong  = "wrong"
	astray = "found where it is not there"
)

// forms are how others write what the list prints.
var forms = map[string]func(e heed.ListEntry) reconcile.Quote{
	"text and States": func(e heed.ListEntry) reconcile.Quote {
		return reconcile.Quote{Text: e.Text, States: e.RecommendingStates}
	},
	"text alone": func(e heed.ListEntry) reconcile.Quote { return reconcile.Quote{Text: e.Text} },
	"a tenth of the words lost, and States": func(e heed.ListEntry) reconcile.Quote {
		return reconcile.Quote{Text: thinned(e.Text), States: e.RecommendingStates}
	},
	"a tenth of the words lost, alone": func(e heed.ListEntry) reconcile.Quote { return reconcile.Quote{Text: thinned(e.Text)} },
}

// thinned takes every tenth word away, beginning anywhere.
func thinned(text string) string {
	r := rand.New(rand.NewPCG(uint64(len(text)), 1))
	var out []string
	skip := r.IntN(10)
	for i, w := range strings.Fields(text) {
		if i%10 != skip {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// measure counts how many entries find the recommendation with their number, how
// many find another, and how many find one where theirs has been taken away.
func measure(t *testing.T, counts map[string][2]int, all []heed.Recommendation, entries []heed.ListEntry) {
	t.Helper()
	count := func(what string, is bool) {
		c := counts[what]
		c[1]++
		if is {
			c[0]++
		}
		counts[what] = c
	}
	for name, form := range forms {
		quotes := make([]reconcile.Quote, len(entries))
		for i, e := range entries {
			quotes[i] = form(e)
		}
		for i, at := range reconcile.Quoted(all, quotes) {
			found := at >= 0 && all[at].Paragraph == entries[i].Number
			count(name+": "+right, found)
			count(name+": "+wrong, at >= 0 && !found)
		}
		for i, e := range entries {
			others := slices.DeleteFunc(slices.Clone(all), func(r heed.Recommendation) bool { return r.Paragraph == e.Number })
			count(name+": "+astray, reconcile.Quoted(others, quotes[i:i+1])[0] >= 0)
		}
	}
}
