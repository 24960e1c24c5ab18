// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/form"
	"github.com/heed-upr/heed/internal/i18n"
)

// The sheets of a workbook.
const (
	SheetAnswers = "Heed"
	SheetLetter  = "Heed letter"
)

// Workbook is what an institution that does not sign in is asked: its own
// recommendations, to be filled in and sent back as a file.
type Workbook struct {
	ID          heed.ID // of the institution
	Institution string  // its name in the language of the workbook
	State       string  // under review, the same
	Rows        []WorkbookRow
}

// WorkbookRow is one recommendation of a workbook.
type WorkbookRow struct {
	ID        heed.RecID
	Paragraph string
	Text      string
	By        string // the recommending States' names
	// Due is the day by which an answer is asked for, "" where none is set.
	Due heed.Date
	// Version is the number of the institution's proposal that is there, 0 for
	// none, and Proposal what it says.
	Version  int
	Proposal heed.Proposal
}

// bookColumn is a column of a workbook that is to come back. What has no heading
// is hidden.
type bookColumn struct {
	field, heading string // a name of package form, a key of the catalogues
	width          float64
	open           bool // for the institution to write in
}

// answerColumns are the columns of the sheet of answers.
var answerColumns = []bookColumn{
	{form.ID, "", 2, false},
	{form.Version, "", 2, false},
	{"", "workbook.number", 9, false},
	{"", "workbook.text", 60, false},
	{"", "workbook.by", 24, false},
	{form.Position, "workbook.position", 22, true},
	{form.Part, "workbook.part", 34, true},
	{form.Comment, "workbook.comment", 44, true},
	{form.Internal, "workbook.internal", 34, true},
}

const (
	firstRow       = 3 // of the answers, behind the names and the headings
	positionColumn = "F"
)

// XLSX writes the workbook. What the institution is not to change is locked,
// without a password: it keeps from slips, and nothing more.
func (b Workbook) XLSX(w io.Writer, words *i18n.Translator) error {
	return writeBook(w, words, b.Institution, []string{SheetAnswers, SheetLetter}, func(s *sheets) {
		due := b.due()
		s.answers(b, len(due) > 1)
		s.letter(covering{
			of: b.ID, institution: b.Institution, title: words.T("workbook.title", "State", b.State), due: asked(words, due),
			how: []string{"workbook.how.fill", "workbook.how.part", "workbook.how.comment", "workbook.how.back"},
		})
	})
}

// due are the days by which answers are asked for, from the first to the last.
func (b Workbook) due() []heed.Date {
	var out []heed.Date
	for _, r := range b.Rows {
		if r.Due != "" {
			out = append(out, r.Due)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// asked says by when answers are asked for, "" where no day is set. Where there are
// several days, the rows say which is whose.
func asked(words *i18n.Translator, due []heed.Date) string {
	switch len(due) {
	case 0:
		return ""
	case 1:
		return words.T("workbook.due", "Date", words.Date(due[0]))
	}
	return words.T("workbook.due_several", "First", words.Date(due[0]), "Last", words.Date(due[len(due)-1]))
}

// writeBook writes a workbook that is to come back.
func writeBook(w io.Writer, words *i18n.Translator, title string, names []string, fill func(*sheets)) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	s := sheets{f: f, words: words, rightToLeft: words.Direction == "rtl"}
	s.begin(title, names)
	fill(&s)
	if s.err == nil {
		_, s.err = f.WriteTo(w)
	}
	if s.err != nil {
		return fmt.Errorf("export: %w", s.err)
	}
	return nil
}

// sheets writes a workbook and remembers the first thing that went wrong.
type sheets struct {
	f                       *excelize.File
	words                   *i18n.Translator
	rightToLeft             bool
	locked, open, head, big int
	err                     error
}

func (s *sheets) do(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *sheets) style(look excelize.Style) int {
	n, err := s.f.NewStyle(&look)
	s.do(err)
	return n
}

func (s *sheets) set(sheet, cell string, value any, style int) {
	s.do(s.f.SetCellValue(sheet, cell, value))
	s.do(s.f.SetCellStyle(sheet, cell, cell, style))
}

func (s *sheets) begin(title string, names []string) {
	for i, name := range names {
		if i == 0 {
			s.do(s.f.SetSheetName(s.f.GetSheetName(0), name))
			continue
		}
		_, err := s.f.NewSheet(name)
		s.do(err)
	}
	s.do(s.f.SetDocProps(&excelize.DocProperties{Title: title, Creator: "Heed", LastModifiedBy: "Heed", Created: epoch, Modified: epoch}))
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	edge := []excelize.Border{{Type: "bottom", Color: "999999", Style: 1}}
	s.locked = s.style(excelize.Style{Alignment: top, Border: edge, Protection: &excelize.Protection{Locked: true}})
	s.open = s.style(excelize.Style{Alignment: top, Border: edge, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF9E5"}}, Protection: &excelize.Protection{Locked: false}, NumFmt: 49})
	s.head = s.style(excelize.Style{Alignment: top, Border: edge, Font: &excelize.Font{Bold: true}, Protection: &excelize.Protection{Locked: true}})
	s.big = s.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}, Protection: &excelize.Protection{Locked: true}})
	for _, name := range names {
		if s.rightToLeft {
			s.do(s.f.SetSheetView(name, 0, &excelize.ViewOptions{RightToLeft: &s.rightToLeft}))
		}
		s.do(s.f.ProtectSheet(name, &excelize.SheetProtectionOptions{FormatCells: true, FormatColumns: true, FormatRows: true, SelectLockedCells: true, SelectUnlockedCells: true, AutoFilter: true}))
	}
}

// answers writes the sheet of the rows to be filled in; with dated, behind each the
// day by which it is asked for.
func (s *sheets) answers(b Workbook, dated bool) {
	columns := answerColumns
	if dated {
		columns = append(slices.Clone(columns), bookColumn{"", "workbook.due_row", 20, false})
	}
	rows := make([][]any, len(b.Rows))
	for i, r := range b.Rows {
		position := ""
		if r.Proposal.Position != "" {
			position = s.words.T("position." + string(r.Proposal.Position))
		}
		rows[i] = []any{r.ID.String(), r.Version, r.Paragraph, r.Text, r.By, position, r.Proposal.Part, r.Proposal.Comment, r.Proposal.Internal}
		if dated {
			rows[i] = append(rows[i], s.words.Date(r.Due))
		}
	}
	s.table(SheetAnswers, columns, rows)
	s.choices(SheetAnswers, positionColumn, len(rows), "workbook.position", "workbook.choose", []string{"position.supported", "position.partial", "position.noted"})
}

// table writes the rows of a sheet behind the names of its columns, which are
// hidden, and their headings.
func (s *sheets) table(sheet string, columns []bookColumn, rows [][]any) {
	for i, c := range columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		s.do(err)
		s.do(s.f.SetColWidth(sheet, name, name, c.width))
		s.do(s.f.SetColVisible(sheet, name, c.heading != ""))
		s.set(sheet, name+"1", c.field, s.locked)
		if c.heading != "" {
			s.set(sheet, name+"2", s.words.T(c.heading), s.head)
		}
		style := s.locked
		if c.open {
			style = s.open
		}
		for j, row := range rows {
			s.set(sheet, name+strconv.Itoa(firstRow+j), row[i], style)
		}
	}
	if len(rows) > 0 {
		s.filter(sheet, columns, len(rows))
	}
	s.do(s.f.SetRowVisible(sheet, 1, false))
	s.do(s.f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}))
}

// filter lets the rows be filtered by the headings that are shown. Sorted they cannot
// be: in a sheet that is protected, Excel and LibreOffice sort only what is all open
// to be written in.
func (s *sheets) filter(sheet string, columns []bookColumn, rows int) {
	first := slices.IndexFunc(columns, func(c bookColumn) bool { return c.heading != "" })
	from, err := excelize.CoordinatesToCellName(first+1, firstRow-1)
	s.do(err)
	to, err := excelize.CoordinatesToCellName(len(columns), firstRow-1+rows)
	s.do(err)
	s.do(s.f.AutoFilter(sheet, from+":"+to, nil))
}

// choices lets one of some words be chosen in a column; title and refusal are
// what is said to who writes something else.
func (s *sheets) choices(sheet, column string, rows int, title, refusal string, keys []string) {
	of := make([]string, len(keys))
	for i, key := range keys {
		of[i] = s.words.T(key)
	}
	choice := excelize.NewDataValidation(true)
	choice.SetSqref(fmt.Sprintf("%s%d:%s%d", column, firstRow, column, firstRow+max(0, rows-1)))
	s.do(choice.SetDropList(of))
	choice.SetError(excelize.DataValidationErrorStyleStop, s.words.T(title), s.words.T(refusal))
	s.do(s.f.AddDataValidation(sheet, choice))
}

// covering is what the sheet of the letter holds.
type covering struct {
	of                      heed.ID // the institution
	institution, title, due string
	how                     []string // keys of what is to be done
}

// letter writes the sheet that says what to do, with the fields of the letter
// by which the answers were approved.
func (s *sheets) letter(c covering) {
	s.do(s.f.SetColWidth(SheetLetter, "A", "A", 2))
	s.do(s.f.SetColVisible(SheetLetter, "A", false))
	s.do(s.f.SetColWidth(SheetLetter, "B", "B", 36))
	s.do(s.f.SetColWidth(SheetLetter, "C", "C", 70))
	s.set(SheetLetter, "B1", c.title, s.big)
	s.set(SheetLetter, "B2", c.institution, s.head)
	if c.due != "" {
		s.set(SheetLetter, "C2", c.due, s.head)
	}
	s.set(SheetLetter, "A3", form.Institution, s.locked)
	s.set(SheetLetter, "C3", string(c.of), s.locked)
	s.do(s.f.SetRowVisible(SheetLetter, 3, false))
	for i, field := range []struct{ field, label string }{{form.Letter, "workbook.letter"}, {form.Date, "workbook.letter_date"}, {form.Signatory, "workbook.signatory"}} {
		at := strconv.Itoa(4 + i)
		s.set(SheetLetter, "A"+at, field.field, s.locked)
		s.set(SheetLetter, "B"+at, s.words.T(field.label), s.head)
		s.set(SheetLetter, "C"+at, "", s.open)
	}
	for i, how := range c.how {
		s.set(SheetLetter, "C"+strconv.Itoa(8+i), s.words.T(how), s.locked)
	}
}
