// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package presession_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

// factsOf reads official documents, each of one review.
func factsOf(t *testing.T, pool *read.Pool, path ...string) heed.Facts {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{testkit.Corpus(t)}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	d, err := pool.Read(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	return extract.Facts(d, heed.ReviewID{})[0]
}

func newPool(t *testing.T) *read.Pool {
	t.Helper()
	testkit.Corpus(t) // or skip
	pool, err := read.NewPool(read.Config{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pool.Close() })
	return pool
}

// The documents of two reviews. Paragraphs number from 1 without a gap; how many
// headings, references and submissions there are is held as it was when the
// listings were read through by eye.
func TestCorpus_WhatIsRead(t *testing.T) {
	pool := newPool(t)
	for _, c := range []struct {
		path, language string
		kind           heed.DocumentKind
		review         heed.ReviewID
		date           heed.Date
		last           string
		paragraphs     int
		sections       int
		references     int
		submissions    int
	}{
		{"slovenia/cycle2/A_HRC_WG.6_20_SVN_1.pdf", "en", heed.KindNational, heed.ReviewID{State: "SVN", Cycle: 2}, "2014-08-15", "106", 106, 15, 12, 0},
		{"slovenia/cycle2/A_HRC_WG.6_20_SVN_2.pdf", "en", heed.KindCompilation, heed.ReviewID{State: "SVN", Cycle: 2}, "2014-08-18", "53", 53, 25, 0, 0},
		{"slovenia/cycle2/A_HRC_WG.6_20_SVN_3.pdf", "en", heed.KindStakeholders, heed.ReviewID{State: "SVN", Cycle: 2}, "2014-07-25", "70", 70, 16, 0, 16},
		{"slovenia/cycle4/A_HRC_WG.6_48_SVN_1.pdf", "en", heed.KindNational, heed.ReviewID{State: "SVN", Cycle: 4}, "2024-10-30", "151", 151, 21, 41, 0},
		{"slovenia/cycle4/A_HRC_WG.6_48_SVN_2.pdf", "en", heed.KindCompilation, heed.ReviewID{State: "SVN", Cycle: 4}, "2024-11-07", "82", 82, 25, 1, 0},
		{"slovenia/cycle4/A_HRC_WG.6_48_SVN_3.pdf", "en", heed.KindStakeholders, heed.ReviewID{State: "SVN", Cycle: 4}, "2024-11-06", "89", 89, 23, 0, 22},
		{"multilingual/A_HRC_WG.6_34_ITA_3_en.pdf", "en", heed.KindStakeholders, heed.ReviewID{State: "ITA", Cycle: 3}, "2019-08-14", "94", 94, 27, 18, 39},
		{"multilingual/A_HRC_WG.6_34_ITA_3_ru.pdf", "ru", heed.KindStakeholders, heed.ReviewID{State: "ITA", Cycle: 3}, "2019-08-14", "94", 94, 27, 18, 39},
		{"multilingual/A_HRC_WG.6_7_ITA_1_en.pdf", "en", heed.KindNational, heed.ReviewID{State: "ITA", Cycle: 1}, "2009-11-16", "138", 138, 45, 0, 0},
		{"multilingual/A_HRC_WG.6_7_ITA_1_fr.pdf", "fr", heed.KindNational, heed.ReviewID{State: "ITA", Cycle: 1}, "2009-11-16", "138", 138, 45, 0, 0},
	} {
		f := factsOf(t, pool, c.path)
		d := f.Document
		if d.Language != c.language || d.Kind != c.kind || d.Review != c.review || d.Date != c.date || d.Outcome != heed.OutcomeRead {
			t.Errorf("%s: document %+v", c.path, d)
		}
		if len(f.Paragraphs) != c.paragraphs || f.Paragraphs[len(f.Paragraphs)-1].Number != c.last || len(f.Findings) > 0 {
			t.Errorf("%s: %d paragraphs, findings %+v, want 1 to %s", c.path, len(f.Paragraphs), f.Findings, c.last)
		}
		if len(f.Sections) != c.sections || len(f.References) != c.references || len(f.Submissions) != c.submissions {
			t.Errorf("%s: %d sections, %d references, %d submissions, want %d, %d, %d", c.path,
				len(f.Sections), len(f.References), len(f.Submissions), c.sections, c.references, c.submissions)
		}
		whole(t, c.path, f)
	}
}

// whole checks of every paragraph what holds in these documents: it ends as a
// sentence, is not as long as a page, has its place, and in a summary somebody
// is cited in it unless it is the first.
func whole(t *testing.T, path string, f heed.Facts) {
	t.Helper()
	uncited := 0
	for i, p := range f.Paragraphs {
		if !strings.ContainsAny(p.Text[len(p.Text)-1:], ".;:!?") && !strings.HasSuffix(p.Text, "”") && !strings.HasSuffix(p.Text, "»") || len(p.Text) > 5000 {
			t.Errorf("%s §%s ends %q", path, p.Number, p.Text[max(0, len(p.Text)-40):])
		}
		if len(p.Places) == 0 || p.Places[0].Page == 0 || p.Section == 0 {
			t.Errorf("%s §%s stands in section %d, at %+v", path, p.Number, p.Section, p.Places)
		}
		if f.Document.Kind == heed.KindStakeholders && i > 0 && len(p.Submissions) == 0 {
			uncited++
		}
	}
	if uncited > 0 {
		t.Errorf("%s: nobody is cited in %d paragraphs", path, uncited)
	}
}

// The floors of the comparison with paragraphs that people aligned: what share
// has the same number, and the same letters.
const (
	numberFloor = 1.0
	textFloor   = 1.0
)

var alignedForm = regexp.MustCompile(`(?s)^(\d{1,3})\.\s+(.*)$`)

func TestCorpus_ParagraphsAsAligned(t *testing.T) {
	pool := newPool(t)
	for document, alignment := range map[string]string{
		"A_HRC_WG.6_34_ITA_3_en.pdf": "ohchr_1_en_ru.json", "A_HRC_WG.6_34_ITA_3_ru.pdf": "ohchr_1_ru_en.json",
		"A_HRC_WG.6_7_ITA_1_en.pdf": "ohchr_2_en_fr.json", "A_HRC_WG.6_7_ITA_1_fr.pdf": "ohchr_2_fr_en.json",
	} {
		data, err := os.ReadFile(filepath.Join(testkit.Corpus(t), "multilingual", alignment))
		if err != nil {
			t.Fatal(err)
		}
		var aligned struct {
			Paragraphs []struct {
				Text string `json:"main_language"`
			} `json:"paragraphs"`
		}
		if err := json.Unmarshal(data, &aligned); err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		for _, p := range factsOf(t, pool, "multilingual", document).Paragraphs {
			texts[p.Number] = letters(p.Text)
		}
		all, numbers, same := 0, 0, 0
		for _, p := range aligned.Paragraphs {
			m := alignedForm.FindStringSubmatch(p.Text)
			if m == nil || strings.HasPrefix(m[2], "GE.") {
				continue
			}
			all++
			if text, ok := texts[m[1]]; ok {
				numbers++
				if text == letters(m[2]) {
					same++
				}
			}
		}
		t.Logf("%s: of %d aligned paragraphs %d have the number, %d the same letters", document, all, numbers, same)
		if float64(numbers) < numberFloor*float64(all) || float64(same) < textFloor*float64(all) || all < 90 {
			t.Errorf("%s: of %d aligned paragraphs %d have the number, %d the same letters", document, all, numbers, same)
		}
	}
}

// letters is a text without blanks, punctuation and the digits of notes, which
// the alignments keep or leave out as it happened.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// Both language versions of a summary refer to the same recommendations.
func TestCorpus_VersionsReferToTheSame(t *testing.T) {
	pool := newPool(t)
	var all []map[string]bool
	for _, document := range []string{"A_HRC_WG.6_34_ITA_3_en.pdf", "A_HRC_WG.6_34_ITA_3_ru.pdf"} {
		numbers := map[string]bool{}
		for _, r := range factsOf(t, pool, "multilingual", document).References {
			if r.Symbol != "A/HRC/28/4" || r.Review != (heed.ReviewID{State: "ITA", Cycle: 2}) || r.Serial {
				t.Errorf("%s: %+v", document, r)
			}
			for _, n := range r.Numbers {
				numbers[n] = true
			}
		}
		all = append(all, numbers)
	}
	// 145.1 to 145.186; which of them are left out is the document's doing.
	if len(all[0]) < 180 || len(all[0]) != len(all[1]) {
		t.Errorf("%d numbers in English, %d in Russian", len(all[0]), len(all[1]))
	}
}
