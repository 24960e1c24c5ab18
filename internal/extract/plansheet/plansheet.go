// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package plansheet reads plans that people keep in spreadsheets: those that
// Heed has exported, whose rows and columns are known by names that stand hidden
// in them, and those of others, whose columns are known by their heads, in three
// languages, or by a Mapping. It also says how a measure stands in a cell, for
// who exports plans.
//
// It gives rows, and what a measure becomes by a row; which measure a row is
// about, and whether anybody may change it, is for others to say.
package plansheet

import (
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grid"
)

// Field is something of a measure that a column may hold.
type Field string

// The fields that a row is known by, in Heed's own exports only.
const (
	ID      Field = "id"
	Version Field = "version"
)

// The fields of a measure.
const (
	Number      Field = "number"
	Title       Field = "title"
	Kind        Field = "kind"
	Lead        Field = "lead"
	Partners    Field = "partners"
	Start       Field = "start"
	Due         Field = "due"
	Stage       Field = "stage"
	StageDate   Field = "stage_date" // of a stage that has none in its own cell
	Expected    Field = "expected"
	Description Field = "description"
	Serves      Field = "serves"
	Contradicts Field = "contradicts"
	SDGs        Field = "sdgs"
	Plans       Field = "plans"
	Milestones  Field = "milestones"
	Indicators  Field = "indicators"
	Values      Field = "values"
)

// Fields lists the fields of a measure in the order of an export.
var Fields = []Field{
	Number, Title, Kind, Lead, Partners, Start, Due, Stage, StageDate, Expected, Description, Serves, Contradicts, SDGs, Plans, Milestones, Indicators, Values,
}

// Columns lists the fields that have a column in an export: the day of a stage
// stands with the stage there.
func Columns() []Field {
	return slices.DeleteFunc(slices.Clone(Fields), func(f Field) bool { return f == StageDate })
}

// Name is what a column of a field is called, out of sight, in Heed's exports.
func (f Field) Name() string { return "heed." + string(f) }

// MaxRows is how many rows a plan may have. The longest that is known has some
// hundred.
const MaxRows = 2000

// Mapping says how a sheet is to be read where its heads do not, or not rightly.
type Mapping struct {
	// Columns are the heads of the columns that hold a field; one that is "" says
	// that none does.
	Columns map[Field][]string
	// Values are those of a new measure whose row leaves a field empty.
	Values map[Field]string
	// Sheet is the only one to be read, "" all that have heads.
	Sheet string
	// Hidden takes hidden sheets, rows and columns as well.
	Hidden bool
}

// Row is a row that says something of a measure.
type Row struct {
	Sheet string // "" where there is but one
	Line  int    // from 1
	// ID and Version name the measure in an export of Heed's; "" for a row that
	// somebody added, or of another sheet.
	ID      heed.ID
	Version int
	// Own says that the sheet is an export of Heed's.
	Own bool
	// Cells are by field; what is empty is not there.
	Cells map[Field]string
	// Heads are those of the columns of each field.
	Heads map[Field]string
	// Only are the fields that count; nil are all.
	Only []Field
	// Problems are what cannot be read of it.
	Problems []Problem
}

// HeadOf gives the head of the column of what a measure calls by a name, "" where
// no column holds it.
func (x Row) HeadOf(name string) string {
	if name == "stages" {
		return x.Heads[Stage]
	}
	return x.Heads[Field(name)]
}

// Problem says why a row cannot be taken.
type Problem struct {
	Head string // of the column, "" for the row as a whole
	Err  error
}

// Column is a column of any sheet of a workbook by its head.
type Column struct {
	Head  string
	Field Field // that it was taken for, "" where it was not taken
	// Examples are the first values under it.
	Examples []string
}

// Notice is something that was not read, and no fault: "plan_notice.hidden_rows".
type Notice struct {
	Sheet string
	Line  int // from 1; 0 is the sheet as a whole
	Key   string
	Args  []string
}

// Book is what was read.
type Book struct {
	Rows    []Row
	Columns []Column
	Notices []Notice
	// Sheets are the names of all sheets, none of a text file.
	Sheets []string
	// Own says that one of the sheets at least is an export of Heed's.
	Own bool
}

// Read reads a document of sheets. CodeInvalid says that no sheet has a column for
// the title, and that there are more than MaxRows rows; the columns are there
// all the same, so that somebody may say what they hold.
func Read(d *doc.Document, m Mapping) (Book, error) {
	r := reader{mapping: m}
	sheets := grid.Sheets(d)
	if m.Sheet != "" && !slices.ContainsFunc(sheets, func(s grid.Sheet) bool { return s.Name == m.Sheet }) {
		return Book{}, noSheet(sheets, m.Sheet)
	}
	read := false
	for _, s := range sheets {
		if s.Name != "" {
			r.book.Sheets = append(r.book.Sheets, s.Name)
		}
		if m.Sheet != "" && s.Name != m.Sheet {
			continue
		}
		if s.Hidden && !m.Hidden {
			r.notice(s, "hidden_sheet")
			continue
		}
		h := headOf(s, m)
		if h == nil {
			r.headless(s)
			r.notice(s, "no_head")
			continue
		}
		read = true
		r.sheet(s, h)
	}
	switch {
	case !read:
		return r.book, &heed.Error{Code: heed.CodeInvalid, Op: "plansheet.Read", Key: "error.plan_heads", Args: []string{"Heads", r.heads()}}
	case len(r.book.Rows) > MaxRows:
		r.book.Rows = nil
		return r.book, &heed.Error{Code: heed.CodeInvalid, Op: "plansheet.Read", Key: "error.plan_rows", Args: []string{"Most", strconv.Itoa(MaxRows)}}
	}
	return r.book, nil
}

// noSheet says that there is no such sheet, and which there are.
func noSheet(sheets []grid.Sheet, given string) error {
	names := make([]string, len(sheets))
	for i, s := range sheets {
		names[i] = s.Name
	}
	return &heed.Error{Code: heed.CodeInvalid, Op: "plansheet.Read", Key: "error.table_sheet", Args: []string{"Sheet", given, "Sheets", strings.Join(names, ", ")}}
}

// reader reads the sheets of one document.
type reader struct {
	mapping Mapping
	book    Book
}

// notice tells of a whole sheet.
func (r *reader) notice(s grid.Sheet, key string, args ...string) {
	r.book.Notices = append(r.book.Notices, Notice{s.Name, 0, "plan_notice." + key, args})
}

// column remembers a column, and a value under it.
func (r *reader) column(head string, f Field, example string) {
	const most, length = 2, 60
	if head == "" {
		return
	}
	i := slices.IndexFunc(r.book.Columns, func(c Column) bool { return grid.Plain(c.Head) == grid.Plain(head) })
	if i < 0 {
		i = len(r.book.Columns)
		r.book.Columns = append(r.book.Columns, Column{Head: head})
	}
	c := &r.book.Columns[i]
	if c.Field == "" {
		c.Field = f
	}
	if runes := []rune(example); len(runes) > length {
		example = string(runes[:length]) + "…"
	}
	if example != "" && len(c.Examples) < most && !slices.Contains(c.Examples, example) {
		c.Examples = append(c.Examples, example)
	}
}

// headless remembers the columns of a sheet of which nothing is known.
func (r *reader) headless(s grid.Sheet) {
	heads := s.Fullest()
	for _, c := range heads.Columns() {
		name := strings.Join(strings.Fields(grid.Tidy(heads.Cells[c])), " ")
		r.column(name, "", "")
		for _, l := range s.First() {
			if l.Number > heads.Number {
				r.column(name, "", grid.Tidy(l.Cells[c]))
			}
		}
	}
}

// heads names the columns for a message.
func (r *reader) heads() string {
	var out []string
	for _, c := range r.book.Columns[:min(len(r.book.Columns), 30)] {
		out = append(out, c.Head)
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, ", ")
}

// sheet reads the rows of a sheet under its heads.
func (r *reader) sheet(s grid.Sheet, h *head) {
	r.book.Own = r.book.Own || h.own
	for _, c := range h.columns() {
		r.column(h.names[c], h.fields[c], "")
	}
	hidden, alone := 0, 0
	for _, l := range s.Rows {
		switch {
		case l.Number <= h.row:
		case slices.Contains(s.HiddenRows, l.Number) && !r.mapping.Hidden:
			hidden++
		case len(l.Cells) == 1 && len(h.fields) > 1:
			alone++
		default:
			r.row(s, l, h)
		}
	}
	if hidden > 0 {
		r.notice(s, "hidden_rows", "Count", strconv.Itoa(hidden))
	}
	if alone > 0 {
		r.notice(s, "alone", "Count", strconv.Itoa(alone))
	}
}

// row reads a row. Passed over is what holds nothing, a row that numbers the
// columns, and the heads again.
func (r *reader) row(s grid.Sheet, l grid.Row, h *head) {
	x := Row{Sheet: s.Name, Line: l.Number, Own: h.own, Cells: map[Field]string{}, Heads: h.heads}
	same, numbered, filled := 0, 0, 0
	for _, c := range l.Columns() {
		value, f := grid.Unquoted(grid.Tidy(l.Cells[c])), h.fields[c]
		if value == "" {
			continue
		}
		filled++
		if isHead(h, c, value) {
			same++
		}
		if strings.Trim(value, ".)") == strconv.Itoa(filled) {
			numbered++
		}
		switch f {
		case "":
		case ID:
			x.ID = heed.ID(value)
		case Version:
			x.Version, _ = strconv.Atoi(value) // what is no number is no version, and said to be none
		default:
			x.Cells[f] = strings.TrimPrefix(x.Cells[f]+"\n"+value, "\n")
		}
	}
	if len(x.Cells) == 0 && x.ID == "" || same > 1 && 2*same > filled || numbered > 2 && numbered == filled {
		return
	}
	for f, value := range x.Cells {
		if nothing(value) {
			delete(x.Cells, f)
			continue
		}
		r.example(h, f, value)
	}
	x.faults(s, h)
	r.book.Rows = append(r.book.Rows, x)
}

// example shows a value under the column that it stands in.
func (r *reader) example(h *head, f Field, value string) {
	r.column(h.heads[f], f, strings.ReplaceAll(value, "\n", " · "))
}

// nothing reports whether a cell says that there is nothing.
func nothing(value string) bool { return strings.Trim(value, "-–— ") == "" }

// faults says which cells of the row have no value that could be read.
func (x *Row) faults(s grid.Sheet, h *head) {
	for _, f := range s.Faults {
		if f.Row != x.Line || h.fields[f.Column] == "" {
			continue
		}
		key := "error.plan_cell"
		if f.Value == "" {
			key = "error.plan_formula"
		}
		x.Problems = append(x.Problems, Problem{h.names[f.Column], invalid(key, "Value", f.Value)})
	}
}

func invalid(key string, args ...string) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "plansheet", Key: key, Args: args}
}
