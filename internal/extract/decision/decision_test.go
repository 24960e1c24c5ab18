// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package decision_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract"
	"github.com/heed-upr/heed/internal/extract/decision"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

func text(paragraphs ...string) *doc.Document {
	d := &doc.Document{}
	for _, p := range paragraphs {
		d.Paragraphs = append(d.Paragraphs, doc.Paragraph{Text: p})
	}
	return d
}

// The decision is of the official form, on an invented State; its documents
// stand in the text as they did until cycle 3, or in notes as they do since.
func TestRead(t *testing.T) {
	want := &heed.Adoption{
		Decision: "24/101", Date: "2013-09-19", Meeting: 22, Reviewed: "2013-05-04", Vote: heed.WithoutVote, Symbol: "A/HRC/DEC/24/101",
		Documents: []string{"A/HRC/24/90", "A/HRC/24/90/Add.1", "A/HRC/24/2"},
	}
	conducted := "Having conducted the review of Veldania on 4 May 2013 in conformity with all relevant provisions,"
	for _, d := range []*doc.Document{
		text("24/101.", "Outcome of the universal periodic review: Veldania", "The Human Rights Council,", conducted,
			"Decides to adopt the outcome of the review of Veldania, comprising the report of the Working Group (A/HRC/24/90) and the views of the State (A/HRC/24/90/Add.1 and A/HRC/24/2, chap. VI).",
			"22nd meeting 19 September 2013", "[Adopted without a vote.]"),
		text("24/101. Outcome of the universal periodic review: Veldania", conducted,
			"Adopts the outcome of the review of Veldania, comprising the report thereon and the views of the State.",
			"22nd meeting", "19 September 2013", "[Adopted without a vote.]", "A/HRC/24/90.", "A/HRC/24/90/Add.1; see also A/HRC/24/2, chap. VI."),
	} {
		f := decision.Read(d, heed.Document{Symbol: "A/HRC/DEC/24/101", Kind: heed.KindDecision})
		if diff := cmp.Diff(want, f.Adoption); diff != "" || f.Document.Review.State != "XVA" {
			t.Errorf("%v\n%s", f.Document.Review, diff)
		}
	}
}

func TestRead_OtherDecisions(t *testing.T) {
	f := decision.Read(text("24/116. Panel on the safety of journalists", "The Human Rights Council,", "Decides to hold a panel."), heed.Document{})
	if f.Adoption != nil {
		t.Errorf("%+v", f.Adoption)
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct {
		text, number string
		state        heed.StateCode
		ok           bool
	}{
		{"24/101 Outcome of the universal periodic review: Veldania", "24/101", "XVA", true},
		{"24/101. Outcome of the universal periodic review: Côte 19 September 2013 d’Alba", "24/101", "XCD", true},
		{"Outcome of the universal periodic review: Veldania", "", "XVA", true},
		{"The outcome of the universal periodic review: what follows", "", "", false},
	} {
		number, state, ok := decision.Title(c.text)
		if number != c.number || state != c.state || ok != c.ok {
			t.Errorf("Title(%q) = %q %q %v", c.text, number, state, ok)
		}
	}
}

func TestCorpus(t *testing.T) {
	pool, err := read.NewPool(read.Config{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	for _, c := range []struct {
		file string
		want heed.Adoption
	}{
		{"cycle2/A_HRC_DEC_28_111.pdf", heed.Adoption{
			Decision: "28/111", Date: "2015-03-19", Meeting: 41, Reviewed: "2014-11-04", Vote: heed.WithoutVote, Symbol: "A/HRC/DEC/28/111",
			Documents: []string{"A/HRC/28/15", "A/HRC/28/15/Add.1", "A/HRC/28/2"},
		}},
		{"cycle4/A_HRC_DEC_59_112.pdf", heed.Adoption{
			Decision: "59/112", Date: "2025-07-02", Meeting: 25, Reviewed: "2025-01-28", Vote: heed.WithoutVote, Symbol: "A/HRC/DEC/59/112",
			Documents: []string{"A/HRC/59/15", "A/HRC/59/15/Add.1", "A/HRC/59/2"},
		}},
	} {
		data, err := os.ReadFile(filepath.Join(testkit.Corpus(t), "slovenia", filepath.FromSlash(c.file)))
		if err != nil {
			t.Fatal(err)
		}
		d, err := pool.Read(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		f := extract.Facts(d, heed.ReviewID{})[0]
		if f.Adoption == nil || f.Document.Review.State != "SVN" || f.Document.Outcome != heed.OutcomeRead || len(f.Adoption.Places) == 0 {
			t.Errorf("%s: %+v", c.file, f)
			continue
		}
		if diff := cmp.Diff(c.want, *f.Adoption, cmpopts.IgnoreFields(heed.Adoption{}, "Places")); diff != "" {
			t.Errorf("%s:\n%s", c.file, diff)
		}
	}
}
