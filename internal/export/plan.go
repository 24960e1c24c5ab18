// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export/docx"
	"github.com/heed-upr/heed/internal/extract/plansheet"
	"github.com/heed-upr/heed/internal/i18n"
)

// Plan is a plan as a workbook that can be changed and comes back: each measure a
// row, with its name and version out of sight.
type Plan struct {
	Rows []PlanRow
	// Name gives what an institution is called.
	Name func(heed.ID) string
	// More are the heads of what is told beside and does not come back.
	More []string
}

// PlanRow is a measure of a plan.
type PlanRow struct {
	ID      heed.ID
	Version int
	Measure heed.Measure
	More    []string
}

// planWidths are the widths of columns in characters, planWidth that of others.
var planWidths = map[plansheet.Field]float64{
	plansheet.Number: 10, plansheet.Title: 50, plansheet.Start: 12, plansheet.Due: 12, plansheet.SDGs: 10, plansheet.Expected: 40, plansheet.Description: 40,
	plansheet.Milestones: 40, plansheet.Indicators: 44, plansheet.Values: 40,
}

const planWidth = 24

// cells gives the cells of a measure.
func (p Plan) cells(r PlanRow, words *i18n.Translator) []string {
	known := plansheet.Known{T: words.T, Name: p.Name}
	var out []string
	for _, f := range plansheet.Columns() {
		out = append(out, known.Cell(f, r.Measure))
	}
	return append(out, r.More...)
}

// Table gives the same as a table: names and versions are its last columns, by
// their names.
func (p Plan) Table(name string, words *i18n.Translator) Table {
	t := Table{Name: name}
	for _, f := range plansheet.Columns() {
		t.Head = append(t.Head, plansheet.Head(f, words.Code))
	}
	t.Head = append(append(t.Head, p.More...), plansheet.ID.Name(), plansheet.Version.Name())
	for _, r := range p.Rows {
		t.Rows = append(t.Rows, append(p.cells(r, words), string(r.ID), strconv.Itoa(r.Version)))
	}
	return t
}

// DOCX writes the plan as a document: all measures at a glance in a table, whose
// columns have parts of the paper as Table.DOCX has it, and then each with all that
// is known of it, field by field. What is not known of one is left out.
func (p Plan) DOCX(w io.Writer, words *i18n.Translator, title string, glance Table, widths ...int) error {
	d := glance.document(words, title, nil, widths...)
	fields := plansheet.Columns()
	for _, r := range p.Rows {
		cells := p.cells(r, words)
		d.Add(docx.Heading2, strings.TrimSpace(r.Measure.Number+" "+r.Measure.Title))
		for i, cell := range cells {
			head := ""
			switch {
			case i >= len(fields):
				head = p.More[i-len(fields)]
			case fields[i] != plansheet.Number && fields[i] != plansheet.Title:
				head = plansheet.Head(fields[i], words.Code)
			}
			if head != "" && cell != "" {
				d.Add(docx.Normal, head+": "+strings.ReplaceAll(cell, "\n", "; "))
			}
		}
	}
	_, err := d.WriteTo(w)
	return err
}

// XLSX writes the workbook. All cells are text, so that none can be a formula, and
// "139.10" stays what it is.
func (p Plan) XLSX(w io.Writer, words *i18n.Translator) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	s := sheets{f: f, words: words, rightToLeft: words.Direction == "rtl"}
	s.plan(p)
	if s.err == nil {
		_, s.err = f.WriteTo(w)
	}
	if s.err != nil {
		return fmt.Errorf("export: %w", s.err)
	}
	return nil
}

// plan writes the sheet of a plan: names out of sight, heads, and a row for each
// measure.
func (s *sheets) plan(p Plan) {
	const names, heads, first = 1, 2, 3 // rows
	s.do(s.f.SetSheetName(s.f.GetSheetName(0), SheetAnswers))
	s.do(s.f.SetDocProps(&excelize.DocProperties{Title: s.words.T("plan.title"), Creator: "Heed", LastModifiedBy: "Heed", Created: epoch, Modified: epoch}))
	if s.rightToLeft {
		s.do(s.f.SetSheetView(SheetAnswers, 0, &excelize.ViewOptions{RightToLeft: &s.rightToLeft}))
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	edge := []excelize.Border{{Type: "bottom", Color: "999999", Style: 1}}
	s.open = s.style(excelize.Style{Alignment: top, Border: edge, NumFmt: 49})
	s.head = s.style(excelize.Style{Alignment: top, Border: edge, Font: &excelize.Font{Bold: true}, NumFmt: 49})
	fields := plansheet.Columns()
	column := func(c int) string {
		name, err := excelize.ColumnNumberToName(c)
		s.do(err)
		return name
	}
	row := func(number int, cells []string, style int) {
		for i, cell := range cells {
			s.set(SheetAnswers, column(i+1)+strconv.Itoa(number), cell, style)
		}
	}
	known, shown := []string{plansheet.ID.Name(), plansheet.Version.Name()}, []string{"", ""}
	for i, f := range fields {
		known, shown = append(known, f.Name()), append(shown, plansheet.Head(f, s.words.Code))
		width := planWidths[f]
		if width == 0 {
			width = planWidth
		}
		s.do(s.f.SetColWidth(SheetAnswers, column(i+3), column(i+3), width))
	}
	row(names, known, s.open)
	row(heads, append(shown, p.More...), s.head)
	s.do(s.f.SetColVisible(SheetAnswers, "A:B", false))
	s.do(s.f.SetRowVisible(SheetAnswers, names, false))
	for i, r := range p.Rows {
		row(first+i, append([]string{string(r.ID), strconv.Itoa(r.Version)}, p.cells(r, s.words)...), s.open)
	}
	kinds := excelize.NewDataValidation(true)
	at := column(slices.Index(fields, plansheet.Kind) + 3)
	kinds.SetSqref(fmt.Sprintf("%s%d:%s%d", at, first, at, first+plansheet.MaxRows))
	var offered []string
	for _, k := range heed.MeasureKinds {
		offered = append(offered, s.words.T("measure_kind."+string(k)))
	}
	s.do(kinds.SetDropList(offered))
	s.do(s.f.AddDataValidation(SheetAnswers, kinds))
	s.do(s.f.SetPanes(SheetAnswers, &excelize.Panes{Freeze: true, XSplit: 4, YSplit: heads, TopLeftCell: "E3", ActivePane: "bottomRight"}))
}
