// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// Template is a workbook to be filled in: a sheet with heads, one that explains
// them, and lists to choose from.
type Template struct {
	// Sheet, Help and Lists are the names of the sheets.
	Sheet, Help, Lists string
	Columns            []TemplateColumn
	// Intro stands over the explanations.
	Intro []string
}

// TemplateColumn is a column of a template.
type TemplateColumn struct {
	Head, Explained string
	Width           float64 // in characters
	// Options are what can be chosen, nil where anything can be written. Others
	// are refused where the list is Closed.
	Options []string
	Closed  bool
	// Refused is said to who writes something else.
	Refused string
}

// templateRows is how many rows can be filled in with the lists at hand.
const templateRows = 5000

// XLSX writes the workbook. All cells are text, so that "124.10" stays that; the
// file names no author, program version, host or time.
func (t Template) XLSX(w io.Writer) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	if err := t.fill(f); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

func (t Template) fill(f *excelize.File) error {
	for _, step := range []func(*excelize.File) error{t.sheets, t.heads, t.help, t.lists} {
		if err := step(f); err != nil {
			return err
		}
	}
	return f.SetDocProps(&excelize.DocProperties{Title: t.Sheet, Creator: "Heed", LastModifiedBy: "Heed", Created: epoch, Modified: epoch})
}

func (t Template) sheets(f *excelize.File) error {
	if err := f.SetSheetName(f.GetSheetName(0), t.Sheet); err != nil {
		return err
	}
	for _, name := range []string{t.Help, t.Lists} {
		if _, err := f.NewSheet(name); err != nil {
			return err
		}
	}
	return f.SetSheetVisible(t.Lists, false)
}

// heads writes the first row, which stays in sight, and makes all cells text.
func (t Template) heads(f *excelize.File) error {
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(t.Sheet, column, column, c.Width); err != nil {
			return err
		}
		if err := f.SetColStyle(t.Sheet, column, text); err != nil {
			return err
		}
		if err := f.SetCellStr(t.Sheet, column+"1", c.Head); err != nil {
			return err
		}
		if err := f.SetCellStyle(t.Sheet, column+"1", column+"1", bold); err != nil {
			return err
		}
	}
	return f.SetPanes(t.Sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// help explains the columns.
func (t Template) help(f *excelize.File) error {
	wrapped, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	for column, width := range map[string]float64{"A": 32, "B": 90} {
		if err := f.SetColWidth(t.Help, column, column, width); err != nil {
			return err
		}
		if err := f.SetColStyle(t.Help, column, wrapped); err != nil {
			return err
		}
	}
	var rows [][2]string
	for _, line := range t.Intro {
		rows = append(rows, [2]string{"", line})
	}
	for _, c := range t.Columns {
		rows = append(rows, [2]string{c.Head, c.Explained})
	}
	for i, row := range rows {
		for j, value := range row {
			if err := f.SetCellStr(t.Help, fmt.Sprintf("%c%d", 'A'+j, i+1), value); err != nil {
				return err
			}
		}
	}
	return nil
}

// lists writes what can be chosen, and ties it to the columns.
func (t Template) lists(f *excelize.File) error {
	for i, c := range t.Columns {
		if len(c.Options) == 0 {
			continue
		}
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		for j, option := range c.Options {
			if err := f.SetCellStr(t.Lists, fmt.Sprintf("%s%d", column, j+1), option); err != nil {
				return err
			}
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(fmt.Sprintf("%s2:%s%d", column, column, templateRows))
		v.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$1:$%s$%d", t.Lists, column, column, len(c.Options)))
		style := excelize.DataValidationErrorStyleWarning
		if c.Closed {
			style = excelize.DataValidationErrorStyleStop
		}
		v.SetError(style, c.Head, c.Refused)
		if err := f.AddDataValidation(t.Sheet, v); err != nil {
			return err
		}
	}
	return nil
}
