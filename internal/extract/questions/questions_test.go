// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package questions_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract"
	"github.com/heed-upr/heed/internal/extract/questions"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

func bold(text string) doc.Paragraph            { return doc.Paragraph{Text: text, Bold: true} }
func bullet(text string) doc.Paragraph          { return doc.Paragraph{Label: "•", Text: text} }
func plain(text string) doc.Paragraph           { return doc.Paragraph{Text: text} }
func document(p ...doc.Paragraph) *doc.Document { return &doc.Document{Paragraphs: p} }

// The documents are of the secretariat's form; States and questions are ours.
func TestRead(t *testing.T) {
	facts := questions.Read(document(
		bold("ADVANCE QUESTIONS TO VELDANIA – ADD.1"),
		plain("Generated on 3 Mar 2025 09:12"),
		bold("NEW ZEALAND"),
		bullet("How many lighthouses are open to the public?"),
		bullet("What has become of the advance questions to Veldania of 2019, generated on 3 March?"),
		bullet("Which of them have"),
		plain("a keeper, and since when?"),
		bold("Access to the sea"),
		bullet("May anybody swim?"),
		bold("CHILE (on behalf of the Group of Friends of Lighthouses)"),
		plain("Chile thanks Veldania for its report."),
		bullet("CHILE on behalf of the Group of Friends of Lighthouses: Who pays for the oil?"),
		bold("ATLANTIS"),
		bullet("Is the sea rising?"),
		bold("Peru"),
		plain("Peru asks what has been done for the gulls."),
	), heed.Document{})
	want := []heed.Question{
		{State: "NZL", Text: "How many lighthouses are open to the public?"},
		{State: "NZL", Text: "What has become of the advance questions to Veldania of 2019, generated on 3 March?"},
		{State: "NZL", Text: "Which of them have a keeper, and since when?"},
		{State: "NZL", Topic: "Access to the sea", Text: "May anybody swim?"},
		{State: "CHL", Text: "Chile thanks Veldania for its report."},
		{State: "CHL", Text: "CHILE on behalf of the Group of Friends of Lighthouses: Who pays for the oil?"},
		{Text: "Is the sea rising?"},
		{State: "PER", Text: "Peru asks what has been done for the gulls."},
	}
	if d := cmp.Diff(want, facts.Questions, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
	if facts.Document.Date != "2025-03-03" {
		t.Errorf("generated on %q", facts.Document.Date)
	}
	if n := len(facts.Findings); n != 1 || facts.Findings[0].Code != heed.FindingUnknownState {
		t.Errorf("findings %v, want ATLANTIS as an unknown State", facts.Findings)
	}
}

// A name with its question behind a colon on the same line.
func TestRead_QuestionsOnTheLineOfTheName(t *testing.T) {
	facts := questions.Read(document(
		bold("ADVANCE QUESTIONS TO VELDANIA"),
		plain("NORWAY: What is the state of the harbour?"),
		plain("Spain would like to know who keeps the books."),
	), heed.Document{})
	want := []heed.Question{
		{State: "NOR", Text: "What is the state of the harbour?"},
		{State: "NOR", Text: "Spain would like to know who keeps the books."},
	}
	if d := cmp.Diff(want, facts.Questions, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}

// How many questions each State asked, counted by eye in the originals.
func TestCorpus(t *testing.T) {
	for file, want := range map[string]map[heed.StateCode]int{
		"cycle2/AdvancedQuestionsSlovenia.doc":            {"BEL": 7, "DEU": 1, "NLD": 3, "NOR": 4},
		"cycle2/AdvancedQuestionsSloveniaAdd1.doc":        {"CZE": 2},
		"cycle2/AdvancedQuestionsSloveniaAdd2.doc":        {"ESP": 2, "GBR": 3},
		"cycle2/AdvancedQuestionsSloveniaAdd3.doc":        {"MEX": 3},
		"cycle4/UPR-wg48-Advance-Questions-Slovenia.docx": {"BEL": 5, "CRI": 1, "DEU": 2, "LIE": 1, "PRT": 2, "ESP": 3, "GBR": 5, "USA": 3},
	} {
		facts := read1(t, file)
		got := map[heed.StateCode]int{}
		for _, q := range facts.Questions {
			got[q.State]++
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", file, d)
		}
		if len(facts.Findings) > 0 || facts.Document.Review.State != "SVN" {
			t.Errorf("%s: %s, %v", file, facts.Document.Review, facts.Findings)
		}
	}
	if id := read1(t, "cycle4/UPR-wg48-Advance-Questions-Slovenia.docx").Document.Review; id != (heed.ReviewID{State: "SVN", Cycle: 4}) {
		t.Errorf("of %s, want the review that followed the day on it", id)
	}
}

func read1(t *testing.T, file string) heed.Facts {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testkit.Corpus(t), "slovenia", filepath.FromSlash(file)))
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
	return extract.Facts(d, heed.ReviewID{})[0]
}
