// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package beside_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/find/beside"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

// The floors of the alignment against two documents that people aligned.
const (
	precisionFloor = 0.99
	recallFloor    = 0.96
)

// Pairs are compared by their letters: a pair of ours is right where people put
// the same two texts beside each other, and counts where both texts are among
// theirs.
func TestCorpus_AsPeopleAligned(t *testing.T) {
	folder := filepath.Join(testkit.Corpus(t), "multilingual")
	pool, err := read.NewPool(read.Config{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pool.Close() })
	document := func(name string) []doc.Paragraph {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		d, err := pool.Read(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		return d.Paragraphs
	}
	for _, c := range []struct{ left, right, gold string }{
		{"A_HRC_WG.6_34_ITA_3_en.pdf", "A_HRC_WG.6_34_ITA_3_ru.pdf", "ohchr_1_en_ru.json"},
		{"A_HRC_WG.6_7_ITA_1_en.pdf", "A_HRC_WG.6_7_ITA_1_fr.pdf", "ohchr_2_en_fr.json"},
	} {
		data, err := os.ReadFile(filepath.Join(folder, c.gold))
		if err != nil {
			t.Fatal(err)
		}
		var gold struct {
			Paragraphs []struct {
				Main  string `json:"main_language"`
				Other string `json:"other_language"`
			}
		}
		if err := json.Unmarshal(data, &gold); err != nil {
			t.Fatal(err)
		}
		pairs, left, right := map[[2]string]bool{}, map[string]bool{}, map[string]bool{}
		for _, p := range gold.Paragraphs {
			a, b := letters(p.Main), letters(p.Other)
			if a != "" && b != "" {
				pairs[[2]string{a, b}], left[a], right[b] = true, true, true
			}
		}
		ours, judged, found := 0, 0, 0
		for _, row := range beside.Align(document(c.left), document(c.right)) {
			a, b := lettersOf(row.Left), lettersOf(row.Right)
			if a == "" || b == "" {
				continue
			}
			ours++
			if left[a] && right[b] {
				judged++
			}
			if pairs[[2]string{a, b}] {
				found++
			}
		}
		precision, recall := float64(found)/float64(judged), float64(found)/float64(len(pairs))
		t.Logf("%s: %d pairs of people's, %d of ours, %d of them with texts that people paired too: precision %.4f, recall %.4f", c.gold, len(pairs), ours, judged, precision, recall)
		if precision < precisionFloor || recall < recallFloor {
			t.Errorf("%s: precision %.4f, recall %.4f", c.gold, precision, recall)
		}
	}
}

func lettersOf(all []doc.Paragraph) string {
	var b strings.Builder
	for _, p := range all {
		b.WriteString(letters(p.Label) + letters(p.Text))
	}
	return b.String()
}

// letters is a text without blanks, punctuation and the digits of notes.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
