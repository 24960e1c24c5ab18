// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sessionreport_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

// facts reads an official document.
func facts(t *testing.T, path ...string) []heed.Facts {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{testkit.Corpus(t)}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	pool, err := read.NewPool(read.Config{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	d, err := pool.Read(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	return extract.Facts(d, heed.ReviewID{})
}

func TestCorpus_TotalsOfAllStates(t *testing.T) {
	f, err := os.Open(filepath.Join(testkit.Corpus(t), "session-reports", "A_HRC_43_2_totals.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	ours := map[string]heed.Facts{}
	for _, f := range facts(t, "session-reports", "A_HRC_43_2.pdf") {
		ours[string(f.Document.Review.State)] = f
	}
	if len(ours) != len(rows)-1 {
		t.Errorf("facts of %d States, want %d", len(ours), len(rows)-1)
	}
	for _, row := range rows[1:] {
		f := ours[row[0]]
		if len(f.Totals) != 1 {
			t.Errorf("%s: totals %+v", row[0], f.Totals)
			continue
		}
		total := f.Totals[0]
		for i, got := range []int{total.Received, total.Supported, total.Noted, total.InPart} {
			if want, _ := strconv.Atoi(row[i+1]); got != want {
				t.Errorf("%s %s: %d, want %d", row[0], rows[0][i+1], got, want)
			}
		}
		if !total.Closes() || f.Document.Review.Cycle != 3 || f.Document.Session != 34 || f.Adoption == nil || f.Adoption.Vote != heed.WithoutVote {
			t.Errorf("%s: total %+v, review %v of session %d, adoption %+v", row[0], total, f.Document.Review, f.Document.Session, f.Adoption)
		}
	}
}

// Excerpts that were saved as plain text say on their first line what they are
// of; their names do not count.
func TestCorpus_ExcerptsAsPlainText(t *testing.T) {
	for _, c := range []struct {
		file, symbol, total, paragraph, report string
		cycle                                  int
		adopted                                heed.Date
	}{
		{"A_HRC_14_37_kazakhstan_outcome.txt", "A/HRC/14/37", "0: 121 supported, 7 noted, 0 in part, 0 pending", "306", "A/HRC/14/10", 1, "2010-06-09"},
		{"A_HRC_28_2_kazakhstan_outcome.txt", "A/HRC/28/2", "194: 144 supported, 50 noted, 0 in part, 0 pending", "637", "A/HRC/28/10", 2, "2015-03-19"},
		{"A_HRC_43_2_kazakhstan_outcome_paras667-709.txt", "A/HRC/43/2", "245: 214 supported, 31 noted, 0 in part, 0 pending", "706", "A/HRC/43/10", 3, "2020-03-12"},
	} {
		all := facts(t, "kazakhstan", c.file)
		if len(all) != 1 || len(all[0].Totals) != 1 || all[0].Adoption == nil {
			t.Errorf("%s: %+v", c.file, all)
			continue
		}
		f := all[0]
		if f.Document.Symbol != c.symbol || f.Document.Review != (heed.ReviewID{State: "KAZ", Cycle: c.cycle}) || f.Document.Outcome != heed.OutcomeRead {
			t.Errorf("%s: document %+v", c.file, f.Document)
		}
		if got := counts(f.Totals[0]); got != c.total || f.Totals[0].Paragraph != c.paragraph {
			t.Errorf("%s: %s in §%s, want %s in §%s", c.file, got, f.Totals[0].Paragraph, c.total, c.paragraph)
		}
		if f.Adoption.Date != c.adopted || f.Adoption.Documents[0] != c.report {
			t.Errorf("%s: adoption %+v", c.file, f.Adoption)
		}
	}
}
