// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package form reads what comes back of the workbooks that Heed sends out to
// institutions that do not sign in. Columns and fields are known by names that
// stand hidden in the workbook, so that its language does not matter, nor how
// its rows were sorted.
package form

import (
	"slices"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/i18n"
)

// The names of columns and fields.
const (
	ID        = "heed.id"       // of the recommendation, "KAZ/2/124.1"
	Version   = "heed.version"  // of the proposal that the row was made from, 0 for none
	Position  = "heed.position" // a word of any language
	Part      = "heed.part"
	Comment   = "heed.comment"
	Internal  = "heed.internal"
	Letter    = "heed.letter"
	Date      = "heed.letter_date"
	Signatory = "heed.letter_signatory"
	// Institution is whose workbook it is.
	Institution = "heed.institution"
)

// Row is one row that somebody filled in.
type Row struct {
	// Line is its number in the sheet, from 1.
	Line int
	// Values are by the names of the columns, without blanks around them; what
	// was left empty is not there.
	Values map[string]string
	// Broken says that one of its cells holds a formula that came to nothing.
	Broken bool
}

// Form is what came back.
type Form struct {
	// Institution is whose workbook it is, "" where it does not say.
	Institution heed.ID
	Rows        []Row
	Letter      heed.Letter
}

// Read reads a workbook. It is CodeInvalid if it is none of Heed's, or has lost
// the names by which it is known.
func Read(d *doc.Document) (Form, error) {
	var out Form
	found := false
	for _, t := range tables(d) {
		if t.ofAnswers() {
			found = true
			out.Rows = append(out.Rows, t.answers(ID)...)
		}
		t.letter(&out.Institution, &out.Letter)
	}
	if !found && slices.ContainsFunc(tables(d), (*table).ofMeasures) {
		return Form{}, &heed.Error{Code: heed.CodeInvalid, Op: "form.Read", Key: "error.form_measures"}
	}
	if !found {
		return Form{}, unknown("form.Read")
	}
	return out, nil
}

func unknown(op string) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: op, Key: "error.form_unknown"}
}

// tables gives the sheets of a workbook in their order.
func tables(d *doc.Document) []*table {
	by := map[int]*table{}
	var out []*table
	for _, p := range d.Paragraphs {
		if p.Cell == nil {
			continue
		}
		t := by[p.Cell.Table]
		if t == nil {
			t = &table{columns: map[int]string{}, rows: map[int]map[int]string{}}
			by[p.Cell.Table] = t
			out = append(out, t)
		}
		t.add(*p.Cell, strings.TrimSpace(strings.ReplaceAll(p.Label+p.Text, "\x00", ""))) // no store keeps that
	}
	for i, s := range d.Sheets {
		if t := by[i+1]; t != nil {
			t.faults = s.Faults
		}
	}
	return out
}

// table is one sheet by its cells.
type table struct {
	columns map[int]string // the names in its first row
	rows    map[int]map[int]string
	last    int
	faults  []doc.Fault
}

func (t *table) add(c doc.Cell, text string) {
	if text == "" {
		return
	}
	if c.Row == 1 && strings.HasPrefix(text, "heed.") {
		t.columns[c.Column] = text
	}
	if t.rows[c.Row] == nil {
		t.rows[c.Row] = map[int]string{}
	}
	if before := t.rows[c.Row][c.Column]; before != "" {
		text = before + "\n" + text // a cell of several lines
	}
	t.rows[c.Row][c.Column] = text
	t.last = max(t.last, c.Row)
}

func (t *table) named(name string) bool {
	for _, n := range t.columns {
		if n == name {
			return true
		}
	}
	return false
}

// ofAnswers and ofMeasures report whether it is the first sheet of a workbook of
// either kind.
func (t *table) ofAnswers() bool  { return t.named(ID) && t.named(Version) }
func (t *table) ofMeasures() bool { return t.named(Measure) && t.named(Version) && !t.named(Milestone) }

// answers gives the rows that name what they are about in a column, in the order
// of the sheet.
func (t *table) answers(key string) []Row {
	broken := map[int]bool{}
	for _, f := range t.faults {
		broken[f.Row] = broken[f.Row] || t.columns[f.Column] != ""
	}
	var out []Row
	for line := 2; line <= t.last; line++ {
		row := Row{Line: line, Values: map[string]string{}, Broken: broken[line]}
		for column, text := range t.rows[line] {
			if name := t.columns[column]; name != "" {
				row.Values[name] = text
			}
		}
		if row.Values[key] != "" {
			out = append(out, row)
		}
	}
	return out
}

// letter takes the fields that stand behind their names: name, label, value.
func (t *table) letter(of *heed.ID, into *heed.Letter) {
	for _, row := range t.rows {
		switch row[1] {
		case Institution:
			*of = heed.ID(row[3])
		case Letter:
			into.Number = row[3]
		case Date:
			into.Date, _ = Day(row[3])
		case Signatory:
			into.Signatory = row[3]
		}
	}
}

// Day reads a day as people type one: 2026-11-30, or 30.11.2026 as in Russian and
// Kazakh. It is false, and as it was typed, for what is none; 11/12/2026 is two.
func Day(text string) (heed.Date, bool) {
	for _, form := range []string{time.DateOnly, "2.1.2006"} {
		if t, err := time.Parse(form, strings.TrimRight(text, " .г")); err == nil {
			return heed.Date(t.Format(time.DateOnly)), true
		}
	}
	return heed.Date(text), false
}

// PositionOf finds the position that a word names, in any language that Heed
// speaks; false where it names none.
func PositionOf(word string) (heed.Position, bool) {
	return meant(word, "position.", []heed.Position{heed.Supported, heed.Partial, heed.Noted})
}

// meant finds which of some values a word names: by itself, or by what a language
// calls it under a key of the catalogues.
func meant[T ~string](word, key string, of []T) (T, bool) {
	word = strings.ToLower(strings.Join(strings.Fields(word), " "))
	for _, value := range of {
		if word == string(value) {
			return value, true
		}
		for _, language := range i18n.Codes() {
			if word == strings.ToLower(i18n.For(language).T(key+string(value))) {
				return value, true
			}
		}
	}
	return "", false
}
