// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package form reads what comes back of the workbooks that Heed sends out to
// institutions that do not sign in. Columns and fields are known by names that
// stand hidden in the workbook, so that its language does not matter, nor how
// its rows were sorted.
package form

import (
	"strings"

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
)

// Row is one row that somebody filled in.
type Row struct {
	// Line is its number in the sheet, from 1.
	Line int
	// Values are by the names of the columns, without blanks around them; what
	// was left empty is not there.
	Values map[string]string
}

// Form is what came back.
type Form struct {
	Rows   []Row
	Letter heed.Letter
}

// Read reads a workbook. It is CodeInvalid if it is none of Heed's, or has lost
// the names by which it is known.
func Read(d *doc.Document) (Form, error) {
	tables := map[int]*table{}
	var order []*table
	for _, p := range d.Paragraphs {
		if p.Cell == nil {
			continue
		}
		t := tables[p.Cell.Table]
		if t == nil {
			t = &table{columns: map[int]string{}, rows: map[int]map[int]string{}}
			tables[p.Cell.Table] = t
			order = append(order, t)
		}
		t.add(*p.Cell, strings.TrimSpace(p.Label+p.Text))
	}
	var out Form
	found := false
	for _, t := range order {
		if t.named(ID) && t.named(Version) {
			found = true
			out.Rows = append(out.Rows, t.answers()...)
		}
		t.letter(&out.Letter)
	}
	if !found {
		return Form{}, &heed.Error{Code: heed.CodeInvalid, Op: "form.Read", Key: "error.form_unknown"}
	}
	return out, nil
}

// table is one sheet by its cells.
type table struct {
	columns map[int]string // the names in its first row
	rows    map[int]map[int]string
	last    int
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

// answers gives the rows that name a recommendation, in the order of the sheet.
func (t *table) answers() []Row {
	var out []Row
	for line := 2; line <= t.last; line++ {
		row := Row{line, map[string]string{}}
		for column, text := range t.rows[line] {
			if name := t.columns[column]; name != "" {
				row.Values[name] = text
			}
		}
		if row.Values[ID] != "" {
			out = append(out, row)
		}
	}
	return out
}

// letter takes the fields that stand behind their names: name, label, value.
func (t *table) letter(into *heed.Letter) {
	for _, row := range t.rows {
		switch row[1] {
		case Letter:
			into.Number = row[3]
		case Date:
			into.Date = heed.Date(row[3])
		case Signatory:
			into.Signatory = row[3]
		}
	}
}

// PositionOf finds the position that a word names, in any language that Heed
// speaks; false where it names none.
func PositionOf(word string) (heed.Position, bool) {
	word = strings.ToLower(strings.Join(strings.Fields(word), " "))
	for _, p := range []heed.Position{heed.Supported, heed.Partial, heed.Noted} {
		if word == string(p) {
			return p, true
		}
		for _, language := range i18n.Codes() {
			if word == strings.ToLower(i18n.For(language).T("position."+string(p))) {
				return p, true
			}
		}
	}
	return "", false
}
