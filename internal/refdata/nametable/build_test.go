// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-upr/heed/internal/testkit"
)

func TestTable_IsAsMadeFromTheLists(t *testing.T) {
	want, err := build(testkit.Corpus(t))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join("..", "names.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("names.csv is not what the lists give; run go run ./internal/refdata/nametable")
	}
}

func TestBare(t *testing.T) {
	for given, want := range map[string]string{
		"Afghanistan (l')": "Afghanistan", "Bahamas (les)": "Bahamas", "Santa Sede (la) *": "Santa Sede", "el Reino de Eswatini": "Reino de Eswatini", "l'État de Palestine *": "État de Palestine",
		"Iran (République islamique d')": "Iran (République islamique d')", "Libye": "Libye", "El Salvador": "El Salvador", "El Salvador (l')": "El Salvador", "阿尔及利亚": "阿尔及利亚",
	} {
		if got := bare(given); got != want {
			t.Errorf("%q becomes %q, want %q", given, got, want)
		}
	}
}
