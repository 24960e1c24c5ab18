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
	got, err := os.ReadFile(filepath.Join("..", "reviews.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("reviews.csv is not what the lists give; run go run ./internal/refdata/reviewtable")
	}
}

// A list that contradicts another, or names nobody, stops the making.
func TestTable_RefusesWhatDoesNotFit(t *testing.T) {
	for name, row := range map[string]map[string]string{
		"no State":                  {"symbol": "A/HRC/28/10", "state_as_printed": "Ruritania", "kind": "report"},
		"no symbol":                 {"symbol": "A/HRC", "state_as_printed": "Chile", "kind": "report"},
		"an observer":               {"symbol": "A/HRC/28/10", "state_as_printed": "Holy See", "kind": "report"},
		"another session's Council": {"symbol": "A/HRC/29/10", "state_as_printed": "Kazakhstan", "kind": "report"},
		"an unknown kind":           {"symbol": "A/HRC/28/10", "state_as_printed": "Kazakhstan", "kind": "note"},
	} {
		t.Run(name, func(t *testing.T) {
			l := table{}
			l.start()
			if err := l.takeFirstSessions(map[string]string{"To": "Kazakhstan", "Session": "20"}); err != nil {
				t.Fatal(err)
			}
			if err := l.takeSymbol(row); err == nil {
				t.Error("it was taken")
			}
		})
	}
}
