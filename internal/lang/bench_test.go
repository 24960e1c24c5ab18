// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/testkit"
)

// realTexts are recommendations, put together to 600 characters, which is how
// long the texts of OHCHR's index are.
func realTexts(b *testing.B) []string {
	b.Helper()
	f, err := os.Open(filepath.Join(testkit.Corpus(b), "upr-info-rows.csv"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	var out []string
	text := ""
	for _, row := range rows[1:] {
		if text += row[3] + " "; len(text) > 600 {
			out, text = append(out, text[:600]), ""
		}
	}
	return out
}

func over(b *testing.B, do func(text string)) {
	b.Helper()
	all := realTexts(b)
	b.SetBytes(600)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		do(all[i%len(all)])
		i++
	}
}

func BenchmarkWordsAndStem(b *testing.B) {
	over(b, func(text string) {
		for _, w := range lang.Words(text) {
			lang.Stem(w.Text)
		}
	})
}

func BenchmarkAnalyse(b *testing.B) { over(b, func(text string) { lang.Analyse(text) }) }

func BenchmarkDetect(b *testing.B) { over(b, func(text string) { lang.Detect(text) }) }

// As an index is built: on all processors at once.
func BenchmarkAnalyse_Parallel(b *testing.B) {
	all := realTexts(b)
	b.SetBytes(600)
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			lang.Analyse(all[i%len(all)])
		}
	})
}

// Words that were never seen are taken apart; nothing is kept of them for long.
func BenchmarkAnalyse_NewWords(b *testing.B) {
	b.ReportAllocs()
	word := []byte("aaaaaaaaaaaaing")
	for b.Loop() {
		for i := 0; i < 12; i++ {
			if word[i]++; word[i] <= 'z' {
				break
			}
			word[i] = 'a'
		}
		lang.Analyse(string(word))
	}
}
