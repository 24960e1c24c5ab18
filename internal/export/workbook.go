// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export

import (
	"fmt"
	"io"
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
	Institution string // its name in the language of the workbook
	State       string // under review, the same
	Due         string // a day in words, "" where none is set
	Rows        []WorkbookRow
}

// WorkbookRow is one recommendation of a workbook.
type WorkbookRow struct {
	ID        heed.RecID
	Paragraph string
	Text      string
	By        string // the recommending States' names
	// Version is the number of the institution's proposal that is there, 0 for
	// none, and Proposal what it says.
	Version  int
	Proposal heed.Proposal
}

// answerColumns are the columns of the sheet of answers: name, key of the
// heading, width in characters, and whether the institution writes there.
var answerColumns = []struct {
	field, heading string
	width          float64
	open           bool
}{
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
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	s := sheets{f: f, words: words, rightToLeft: words.Direction == "rtl"}
	s.begin(b)
	s.answers(b)
	s.letter(b)
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

func (s *sheets) begin(b Workbook) {
	s.do(s.f.SetSheetName(s.f.GetSheetName(0), SheetAnswers))
	_, err := s.f.NewSheet(SheetLetter)
	s.do(err)
	s.do(s.f.SetDocProps(&excelize.DocProperties{Title: b.Institution, Creator: "Heed", LastModifiedBy: "Heed", Created: epoch, Modified: epoch}))
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	edge := []excelize.Border{{Type: "bottom", Color: "999999", Style: 1}}
	s.locked = s.style(excelize.Style{Alignment: top, Border: edge, Protection: &excelize.Protection{Locked: true}})
	s.open = s.style(excelize.Style{Alignment: top, Border: edge, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF9E5"}}, Protection: &excelize.Protection{Locked: false}, NumFmt: 49})
	s.head = s.style(excelize.Style{Alignment: top, Border: edge, Font: &excelize.Font{Bold: true}, Protection: &excelize.Protection{Locked: true}})
	s.big = s.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}, Protection: &excelize.Protection{Locked: true}})
	for _, sheet := range []string{SheetAnswers, SheetLetter} {
		if s.rightToLeft {
			s.do(s.f.SetSheetView(sheet, 0, &excelize.ViewOptions{RightToLeft: &s.rightToLeft}))
		}
		s.do(s.f.ProtectSheet(sheet, &excelize.SheetProtectionOptions{FormatCells: true, FormatColumns: true, FormatRows: true, SelectLockedCells: true, SelectUnlockedCells: true, Sort: true, AutoFilter: true}))
	}
}

// answers writes the sheet that holds the recommendations.
func (s *sheets) answers(b Workbook) {
	for i, c := range answerColumns {
		name, err := excelize.ColumnNumberToName(i + 1)
		s.do(err)
		s.do(s.f.SetColWidth(SheetAnswers, name, name, c.width))
		s.do(s.f.SetColVisible(SheetAnswers, name, c.heading != ""))
		s.set(SheetAnswers, name+"1", c.field, s.locked)
		if c.heading != "" {
			s.set(SheetAnswers, name+"2", s.words.T(c.heading), s.head)
		}
	}
	s.do(s.f.SetRowVisible(SheetAnswers, 1, false))
	for i, r := range b.Rows {
		at := strconv.Itoa(firstRow + i)
		position := ""
		if r.Proposal.Position != "" {
			position = s.words.T("position." + string(r.Proposal.Position))
		}
		for j, value := range []any{r.ID.String(), r.Version, r.Paragraph, r.Text, r.By, position, r.Proposal.Part, r.Proposal.Comment, r.Proposal.Internal} {
			name, err := excelize.ColumnNumberToName(j + 1)
			s.do(err)
			style := s.locked
			if answerColumns[j].open {
				style = s.open
			}
			s.set(SheetAnswers, name+at, value, style)
		}
	}
	choice := excelize.NewDataValidation(true)
	choice.SetSqref(fmt.Sprintf("%s%d:%s%d", positionColumn, firstRow, positionColumn, firstRow+max(0, len(b.Rows)-1)))
	s.do(choice.SetDropList([]string{s.words.T("position.supported"), s.words.T("position.partial"), s.words.T("position.noted")}))
	choice.SetError(excelize.DataValidationErrorStyleStop, s.words.T("workbook.position"), s.words.T("workbook.choose"))
	s.do(s.f.AddDataValidation(SheetAnswers, choice))
	s.do(s.f.SetPanes(SheetAnswers, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}))
}

// letter writes the sheet that says what to do, with the fields of the letter
// by which the answers were approved.
func (s *sheets) letter(b Workbook) {
	s.do(s.f.SetColWidth(SheetLetter, "A", "A", 2))
	s.do(s.f.SetColVisible(SheetLetter, "A", false))
	s.do(s.f.SetColWidth(SheetLetter, "B", "B", 36))
	s.do(s.f.SetColWidth(SheetLetter, "C", "C", 70))
	s.set(SheetLetter, "B1", s.words.T("workbook.title", "State", b.State), s.big)
	s.set(SheetLetter, "B2", b.Institution, s.head)
	if b.Due != "" {
		s.set(SheetLetter, "C2", s.words.T("workbook.due", "Date", b.Due), s.head)
	}
	for i, field := range []struct{ field, label string }{{form.Letter, "workbook.letter"}, {form.Date, "workbook.letter_date"}, {form.Signatory, "workbook.signatory"}} {
		at := strconv.Itoa(4 + i)
		s.set(SheetLetter, "A"+at, field.field, s.locked)
		s.set(SheetLetter, "B"+at, s.words.T(field.label), s.head)
		s.set(SheetLetter, "C"+at, "", s.open)
	}
	for i, how := range []string{"workbook.how.fill", "workbook.how.part", "workbook.how.comment", "workbook.how.back"} {
		s.set(SheetLetter, "C"+strconv.Itoa(8+i), s.words.T(how), s.locked)
	}
}
