// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sheet

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// The limits of a workbook. A list of all recommendations of a State in all
// cycles has a thousand rows; OHCHR's index as a workbook has 270,000 and is
// better taken as JSON.
const (
	// maxUnzipped is how many bytes all parts of a workbook may have.
	maxUnzipped = 192 << 20
	// maxSheets is how many sheets are looked at.
	maxSheets = 100
	// maxRow and maxColumn are the last that are looked at: what stands beyond
	// them is no list that a person keeps.
	maxRow    = 300_000
	maxColumn = 256
	// maxValues is how many values a workbook may have, maxEmpty how many rows
	// without any may follow each other before the sheet is taken to end.
	maxValues = 2_000_000
	maxEmpty  = 10_000
	// maxPlaces is how many places rows may have up to their last cell, also of
	// those that hold nothing.
	maxPlaces = 20_000_000
)

// ReadWorkbook gives the sheets of a workbook (XLSX) as one document, a table
// each. Values are as the workbook shows them, but dates, which are always
// 2025-01-31. A formula is worth what it was last calculated to. Cells that are
// merged over several rows have their value in each. OutcomeBroken says that it
// is no workbook, OutcomeEmpty that nothing is in it, OutcomeTooMuch that it is
// beyond the limits.
func ReadWorkbook(data []byte) (*doc.Document, error) {
	const op = "sheet.ReadWorkbook"
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped, // nothing of it goes to the disk
	})
	if err != nil {
		if strings.Contains(err.Error(), "unzip size exceeds") {
			return nil, heed.Unreadable(op, heed.OutcomeTooMuch, err)
		}
		return nil, heed.Unreadable(op, heed.OutcomeBroken, err)
	}
	defer func() { _ = f.Close() }()
	w := workbook{file: f, out: &doc.Document{Version: doc.WireVersion, Format: "xlsx"}, dates: map[int]bool{}}
	names := f.GetSheetList()
	for _, name := range names[:min(len(names), maxSheets)] {
		if err := w.sheet(name); err != nil {
			if errors.Is(err, errTooMuch) {
				return nil, heed.Unreadable(op, heed.OutcomeTooMuch, err)
			}
			return nil, heed.Unreadable(op, heed.OutcomeBroken, err)
		}
	}
	if len(w.out.Paragraphs) == 0 {
		return nil, heed.Unreadable(op, heed.OutcomeEmpty, nil)
	}
	return w.out, nil
}

var errTooMuch = errors.New("more values than a list has")

// workbook is a workbook that is being read.
type workbook struct {
	file   *excelize.File
	out    *doc.Document
	dates  map[int]bool // by style
	values int
	places int
}

// sheet adds one sheet.
func (w *workbook) sheet(name string) error {
	visible, err := w.file.GetSheetVisible(name)
	if err != nil {
		return err
	}
	shape, err := w.shape(name)
	if err != nil {
		return err
	}
	rows, err := w.rows(name)
	if err != nil {
		return err
	}
	for at, value := range shape.dates {
		if at.row <= len(rows) && at.column <= len(rows[at.row-1]) {
			rows[at.row-1][at.column-1] = value
		}
	}
	if err := w.fill(rows, shape.merged); err != nil {
		return err
	}
	s := doc.Sheet{Name: name, Hidden: !visible, HiddenColumns: shape.hiddenColumns, Faults: shape.faults}
	for _, r := range shape.hiddenRows {
		if r <= len(rows) && len(rows[r-1]) > 0 {
			s.HiddenRows = append(s.HiddenRows, r)
		}
	}
	w.out.Sheets = append(w.out.Sheets, s)
	for r, row := range rows {
		for c, value := range row {
			if value = strings.TrimSpace(value); value != "" {
				w.out.Paragraphs = append(w.out.Paragraphs, doc.Paragraph{Text: value, Cell: &doc.Cell{Table: len(w.out.Sheets), Row: r + 1, Column: c + 1}})
			}
		}
	}
	return nil
}

// rows gives the values of a sheet as it shows them.
func (w *workbook) rows(name string) ([][]string, error) {
	in, err := w.file.Rows(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }()
	var out [][]string
	last := 0 // the last row with a value
	for row := 1; in.Next(); row++ {
		if row-last > maxEmpty {
			break
		}
		if row > maxRow {
			return nil, errTooMuch
		}
		values, err := in.Columns()
		if err != nil {
			return nil, err
		}
		if w.places += len(values); w.places > maxPlaces {
			return nil, errTooMuch
		}
		values = values[:min(len(values), maxColumn)]
		for len(values) > 0 && strings.TrimSpace(values[len(values)-1]) == "" {
			values = values[:len(values)-1]
		}
		for i, v := range values {
			values[i] = strings.ToValidUTF8(v, "\ufffd")
		}
		if len(values) > 0 {
			last = row
		}
		if w.values += len(values); w.values > maxValues {
			return nil, errTooMuch
		}
		out = append(out, values)
	}
	return out[:min(last, len(out))], in.Error()
}

// fill writes the value of cells that are merged over several rows into each.
func (w *workbook) fill(rows [][]string, merged []area) error {
	for _, m := range merged {
		if m.from.row > len(rows) || m.from.column > len(rows[m.from.row-1]) {
			continue
		}
		value := rows[m.from.row-1][m.from.column-1]
		if value == "" {
			continue
		}
		for r := m.from.row; r < min(m.to.row, len(rows)); r++ {
			if missing := m.from.column - len(rows[r]); missing > 0 {
				rows[r] = append(slices.Clip(rows[r]), make([]string, missing)...)
				w.values += missing
			}
			if w.values++; w.values > maxValues {
				return errTooMuch
			}
			rows[r][m.from.column-1] = value
		}
	}
	return nil
}
