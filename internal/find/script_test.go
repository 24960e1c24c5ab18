// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// scriptLines gives the lines of a script without comments.
func scriptLines(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "search", name))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(strings.Split(string(data), "\n"), func(l string) bool { return l == "" || strings.HasPrefix(l, "#") })
}

// scriptTexts are the texts of the scripts, as passages of an index.
func scriptTexts(t *testing.T) []heed.Annotation {
	t.Helper()
	var out []heed.Annotation
	for _, line := range scriptLines(t, "texts.txt") {
		parts := strings.SplitN(line, " | ", 4)
		a := heed.Annotation{ID: parts[0], Kind: heed.KindRecommendation, Body: "UPR", Text: parts[3]}
		for _, f := range strings.Fields(parts[2]) {
			switch name, value, _ := strings.Cut(f, "="); name {
			case "state":
				a.States = []heed.StateCode{heed.StateCode(value)}
			case "position":
				a.Position = heed.Position(value)
			case "year":
				a.Date = heed.Date(value + "-01-01")
			}
		}
		out = append(out, a)
	}
	return out
}

// TestSearch_Scripts puts the queries of queries.txt to an index of texts.txt, in
// seven languages.
func TestSearch_Scripts(t *testing.T) {
	s := openStore(t)
	bring(t, s, scriptTexts(t)...)
	f := find.New(s)
	lines := scriptLines(t, "queries.txt")
	right := 0
	for _, line := range lines {
		typed, want := expectation(line)
		got := found(t, f, typed)
		if want.fits(got) {
			right++
		} else {
			t.Errorf("%s finds %v", line, got)
		}
	}
	t.Logf("%d of %d queries find what they must", right, len(lines))
}

// expected is what a query must find: exactly these, these among others, and
// none of these.
type expected struct {
	exactly, among, without []string
}

// expectation reads a line: the query, and behind =, + and - what it finds.
func expectation(line string) (typed string, want expected) {
	fields := strings.Fields(line)
	at := slices.IndexFunc(fields, func(f string) bool { return f == "=" || f == "+" || f == "-" })
	if at < 0 {
		return line, want
	}
	typed = strings.Join(fields[:at], " ")
	into := &want.exactly
	for _, f := range fields[at:] {
		switch f {
		case "=":
			into = &want.exactly
		case "+":
			into = &want.among
		case "-":
			into = &want.without
		default:
			*into = append(*into, f)
		}
	}
	return typed, want
}

func (e expected) fits(got []string) bool {
	for _, id := range slices.Concat(e.exactly, e.among) {
		if !slices.Contains(got, id) {
			return false
		}
	}
	for _, id := range got {
		if slices.Contains(e.without, id) || len(e.among)+len(e.without) == 0 && !slices.Contains(e.exactly, id) {
			return false
		}
	}
	return true
}
