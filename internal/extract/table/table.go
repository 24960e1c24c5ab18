// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package table reads lists of recommendations that people keep as tables: a
// ministry's, an organization's, one that was exported from Heed. Which column
// holds what is told by its head, in five languages, or said by a Mapping.
//
// What it gives are annotations: what their source says, never part of what was
// read from the documents. Every row that cannot be taken, and everything in a
// row that cannot, is a Problem that names its place.
package table

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grid"
	"github.com/heed-upr/heed/internal/extract/uhri"
)

// Field is something that a column may hold.
type Field string

// The fields. A row has a text, and says of which State and of which cycle of
// the UPR or of which other body it is; the rest may be left out.
const (
	ID        Field = "id"    // the row's own name, the same in every version of the table
	State     Field = "state" // spoken of
	Cycle     Field = "cycle"
	Session   Field = "session" // of the UPR's Working Group
	Number    Field = "number"  // in the document: "124.1"
	Text      Field = "text"
	From      Field = "from" // recommending States
	Position  Field = "position"
	Body      Field = "body"
	Symbol    Field = "symbol"
	Date      Field = "date"
	Kind      Field = "kind"
	Themes    Field = "themes"
	Persons   Field = "persons"
	SDGs      Field = "sdgs"
	NoteField Field = "note" // shown with its head; only where a Mapping says so
)

// Fields lists the fields in the order of a template.
var Fields = []Field{ID, State, Cycle, Session, Number, Text, From, Position, Body, Symbol, Date, Kind, Themes, Persons, SDGs, NoteField}

// Mapping says how a table is to be read where its heads do not, or not rightly.
type Mapping struct {
	// Columns are the heads of the columns that hold a field; one that is "" says
	// that none does.
	Columns map[Field][]string
	// Values are those of rows that leave a field empty.
	Values map[Field]string
	// Sheet is the only one to be read, "" all that have a head with a text.
	Sheet string
	// Hidden takes hidden sheets, rows and columns as well.
	Hidden bool
}

// Row is a row of a table that can be taken.
type Row struct {
	Sheet string // "" where there is but one
	Row   int    // from 1
	// Key names it among the rows of its source. The annotation has no ID yet.
	Key string
	heed.Annotation
}

// Problem is something that cannot be taken as it is.
type Problem struct {
	Sheet string
	Row   int    // from 1; 0 is the sheet as a whole
	Head  string // of the column, "" for the row as a whole
	// Left says that the row is left out; otherwise only the value is.
	Left bool
	// Key and Args name the message that says what it is and what to do:
	// "table_problem.no_text".
	Key  string
	Args []string
}

// Column is a column of a table, and the field that it was taken for, "" where
// it was not taken.
type Column struct {
	Sheet, Head string
	Field       Field
}

// Table is what was read.
type Table struct {
	Rows     []Row
	Problems []Problem
	// Changes are names that are kept otherwise than written.
	Changes map[uhri.Change]int
	Columns []Column
	// Hidden says that rows were not taken because they, or their sheet, are hidden.
	Hidden bool
}

// Left is how many rows are left out.
func (t Table) Left() int {
	n := 0
	for _, p := range t.Problems {
		if p.Left {
			n++
		}
	}
	return n
}

// Is reports whether a document is a table that can be read by its heads alone:
// it has a text, and says in one more column at least what that is.
func Is(d *doc.Document) bool {
	return slices.ContainsFunc(sheetsOf(d, Mapping{}), func(s sheet) bool { return s.head(Mapping{}) != nil })
}

// Read reads a table. CodeInvalid says that no sheet has the heads that are
// needed, and names those it has.
func Read(d *doc.Document, m Mapping) (Table, error) {
	r := reader{mapping: m, table: Table{Changes: map[uhri.Change]int{}}}
	var heads []string
	read := false
	sheets := sheetsOf(d, m)
	if len(sheets) == 0 && m.Sheet != "" {
		return Table{}, noSheet(d, m.Sheet)
	}
	for _, s := range sheets {
		if s.Hidden && !m.Hidden {
			r.say(Problem{Sheet: s.Name, Key: "table_problem.hidden_sheet"})
			r.table.Hidden = r.table.Hidden || s.head(m) != nil
			continue
		}
		h := s.head(m)
		if h == nil {
			if first := s.Fullest().Values(); len(first) > 0 {
				heads = append(heads, first...)
				r.say(Problem{Sheet: s.Name, Key: "table_problem.no_head"})
			}
			continue
		}
		read = true
		r.sheet(s, h)
	}
	if !read {
		return Table{}, &heed.Error{Code: heed.CodeInvalid, Op: "table.Read", Key: "error.table_heads", Args: []string{"Heads", strings.Join(heads[:min(len(heads), 30)], ", ")}}
	}
	if len(r.table.Rows) == 0 && r.table.Left() == 0 && !r.table.Hidden {
		r.say(Problem{Key: "table_problem.no_rows"})
	}
	r.name()
	slices.SortStableFunc(r.table.Problems, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Row, b.Row)) })
	return r.table, nil
}

// noSheet says that there is no such sheet, and which there are.
func noSheet(d *doc.Document, given string) error {
	var names []string
	for _, s := range d.Sheets {
		names = append(names, s.Name)
	}
	return &heed.Error{Code: heed.CodeInvalid, Op: "table.Read", Key: "error.table_sheet", Args: []string{"Sheet", given, "Sheets", cmp.Or(strings.Join(names, ", "), "-")}}
}

// sheet is one table of a document.
type sheet struct{ grid.Sheet }

// sheetsOf gives the tables of a document.
func sheetsOf(d *doc.Document, m Mapping) []sheet {
	var out []sheet
	for _, s := range grid.Sheets(d) {
		if m.Sheet == "" || s.Name == m.Sheet {
			out = append(out, sheet{s})
		}
	}
	return out
}
