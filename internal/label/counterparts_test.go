// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/testkit"
)

// Every counterpart is a theme by OHCHR's own name, and most themes have one.
func TestCounterparts_AreOHCHRsThemes(t *testing.T) {
	file, err := os.Open("uhri.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	r := csv.NewReader(file)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, row := range rows {
		names[row[0]] = true
	}
	known, err := os.ReadFile(filepath.Join(testkit.Corpus(t), "reference", "uhri-vocab", "uhri_themes_2026-02-04.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(known)) {
		name, _, _ := strings.Cut(line, "\t")
		names[name] = true
	}
	with := 0
	for _, theme := range label.AllThemes() {
		all := label.Counterparts(theme)
		if len(all) > 0 {
			with++
		}
		for _, name := range all {
			if !names[name] {
				t.Errorf("%s: OHCHR has no theme %q", theme, name)
			}
		}
	}
	if with < len(label.AllThemes())*4/5 {
		t.Errorf("only %d themes lead to OHCHR's", with)
	}
}
