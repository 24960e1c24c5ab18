// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package grid gives the sheets of a document as rows of cells, and makes what
// people write into cells and heads comparable. It knows nothing of what sheets
// hold.
package grid

import (
	"slices"
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// Searched is how many rows from the first on may be the heads of a sheet:
// titles and stamps of approval stand above them.
const Searched = 40

// Sheet is one table of a document.
type Sheet struct {
	doc.Sheet
	Rows []Row
}

// Row is a row that is not empty.
type Row struct {
	Number int
	Cells  map[int]string // by column
}

// Sheets gives the tables of a document.
func Sheets(d *doc.Document) []Sheet {
	var out []Sheet
	for _, p := range d.Paragraphs {
		if p.Cell == nil {
			continue
		}
		for len(out) < p.Cell.Table {
			s := Sheet{}
			if len(d.Sheets) > len(out) {
				s.Sheet = d.Sheets[len(out)]
			}
			out = append(out, s)
		}
		s := &out[p.Cell.Table-1]
		if n := len(s.Rows); n == 0 || s.Rows[n-1].Number != p.Cell.Row {
			s.Rows = append(s.Rows, Row{p.Cell.Row, map[int]string{}})
		}
		s.Rows[len(s.Rows)-1].Cells[p.Cell.Column] = p.Text
	}
	return out
}

// First lists the rows among which the heads are.
func (s Sheet) First() []Row { return s.Rows[:min(len(s.Rows), Searched)] }

// Fullest gives the fullest of the first rows: the heads, in all likelihood.
func (s Sheet) Fullest() Row {
	var best Row
	for _, r := range s.First() {
		if len(r.Cells) > len(best.Cells) {
			best = r
		}
	}
	return best
}

// Values gives the values of a row, in the order of its columns.
func (r Row) Values() []string {
	var out []string
	for _, c := range r.Columns() {
		out = append(out, r.Cells[c])
	}
	return out
}

// Columns gives the columns of a row that have a value, in their order.
func (r Row) Columns() []int {
	out := make([]int, 0, len(r.Cells))
	for c := range r.Cells {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// Plain makes heads and words comparable: small letters, and one blank for
// whatever stands between words. The signs for "number" stay.
func Plain(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("№#°º", r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return strings.ReplaceAll(b.String(), "ё", "е")
}

// Tidy makes every run of blanks one, line by line, and takes out what no sheet
// shows: signs that steer terminals, and those by which a text reads as something
// else.
func Tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, heed.Seen(s))
	var lines []string
	for line := range strings.Lines(s) {
		if l := strings.Join(strings.Fields(line), " "); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// Unquoted takes the apostrophe away that keeps spreadsheets from taking a text
// for a formula, as Heed's own exports have it.
func Unquoted(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@", rune(s[1])) {
		return s[1:]
	}
	return s
}
