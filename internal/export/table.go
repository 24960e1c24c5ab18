// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Table is a list as spreadsheets take it.
type Table struct {
	// Name is that of the sheet, and of the file without its ending.
	Name string
	Head []string
	Rows [][]string
}

// CSV writes the table as UTF-8 with commas, as RFC 4180 has it. A cell that a
// spreadsheet would take for a formula gets an apostrophe before it: texts come
// from documents and people, and must not be able to run anything.
func (t Table) CSV(w io.Writer) error {
	out, err := NewCSV(w, t.Head)
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		if err := out.Row(row); err != nil {
			return err
		}
	}
	return out.Flush()
}

// Unformulated gives a cell that no spreadsheet takes for a formula.
func Unformulated(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// XLSX writes the table as a workbook of one sheet. All cells are text, so none
// can be a formula; the file names no author, program version, host or time.
func (t Table) XLSX(w io.Writer) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	const sheet = "Heed"
	if err := f.SetSheetName(f.GetSheetName(0), sheet); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := f.SetDocProps(&excelize.DocProperties{Title: t.Name, Creator: "Heed", LastModifiedBy: "Heed", Created: epoch, Modified: epoch}); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for i, row := range append([][]string{t.Head}, t.Rows...) {
		cells := make([]any, len(row))
		for j, cell := range row {
			cells[j] = cell
		}
		if err := out.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// epoch stands where the form asks for a time and none is to be told.
const epoch = "2000-01-01T00:00:00Z"

// CSV writes a table row by row; see Table.CSV for its form.
type CSV struct{ out *csv.Writer }

// NewCSV begins a table with its head.
func NewCSV(w io.Writer, head []string) (*CSV, error) {
	// The mark tells spreadsheets that this is UTF-8.
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	c := &CSV{csv.NewWriter(w)}
	return c, c.write(head)
}

// Row writes a row.
func (c *CSV) Row(cells []string) error {
	safe := make([]string, len(cells))
	for i, cell := range cells {
		safe[i] = Unformulated(cell)
	}
	return c.write(safe)
}

func (c *CSV) write(cells []string) error {
	if err := c.out.Write(cells); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// Flush writes what is still in memory.
func (c *CSV) Flush() error {
	c.out.Flush()
	return c.out.Error()
}
