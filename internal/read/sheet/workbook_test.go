// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/read/sheet"
)

// book makes a workbook as people make them.
func book(t testing.TB, fill func(f *excelize.File) []error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	for _, err := range fill(f) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// kept is a workbook with everything that occurs.
func kept(t testing.TB) []byte {
	t.Helper()
	return book(t, func(f *excelize.File) []error {
		date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		custom := "dd.mm.yyyy"
		local, err2 := f.NewStyle(&excelize.Style{CustomNumFmt: &custom})
		two, err3 := f.NewStyle(&excelize.Style{NumFmt: 2})
		_, err4 := f.NewSheet("Second")
		_, err5 := f.NewSheet("Secret")
		s := "Sheet1"
		return []error{
			err, err2, err3, err4, err5,
			f.SetCellValue(s, "A1", "A list of the ministry"),
			f.SetSheetRow(s, "A3", &[]any{"State", "No", "Text", "Day", "Sum"}),
			f.MergeCell(s, "A4", "A6"), f.SetCellValue(s, "A4", "Kazakhstan"),
			f.SetCellValue(s, "B4", 124.1), f.SetCellStyle(s, "B4", "B4", two),
			f.SetCellValue(s, "B5", 12), f.SetCellValue(s, "C4", "  Publish\nthe plan "), f.SetCellValue(s, "C5", "x"), f.SetCellValue(s, "C6", "y"),
			f.SetCellValue(s, "D4", 45688), f.SetCellStyle(s, "D4", "D4", date),
			f.SetCellValue(s, "D5", 45688), f.SetCellStyle(s, "D5", "D5", local), f.SetCellValue(s, "D6", 45688),
			f.SetCellFormula(s, "E4", "1+1"),
			f.SetRowVisible(s, 5, false), f.SetColVisible(s, "E", false),
			f.SetCellValue("Second", "B2", true), f.SetCellValue("Secret", "A1", "not for everyone"),
			f.SetSheetVisible("Secret", false),
		}
	})
}

func TestReadWorkbook(t *testing.T) {
	d, err := sheet.ReadWorkbook(kept(t))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, p := range d.Paragraphs {
		got[fmt.Sprintf("%d/%d/%d", p.Cell.Table, p.Cell.Row, p.Cell.Column)] = p.Text
	}
	want := map[string]string{
		"1/1/1": "A list of the ministry", "1/3/1": "State", "1/3/2": "No", "1/3/3": "Text", "1/3/4": "Day", "1/3/5": "Sum",
		"1/4/1": "Kazakhstan", "1/5/1": "Kazakhstan", "1/6/1": "Kazakhstan", // merged
		"1/4/2": "124.10", // as it shows
		"1/5/2": "12", "1/4/3": "Publish\nthe plan", "1/5/3": "x", "1/6/3": "y",
		"1/4/4": "2025-01-31", "1/5/4": "2025-01-31", "1/6/4": "45688", // which is no date
		"2/2/2": "TRUE", "3/1/1": "not for everyone",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]doc.Sheet{
		{Name: "Sheet1", HiddenRows: []int{5}, HiddenColumns: []int{5}, Faults: []doc.Fault{{Row: 4, Column: 5}}},
		{Name: "Second"}, {Name: "Secret", Hidden: true},
	}, d.Sheets); d != "" {
		t.Error(d)
	}
}

// part replaces a part of a workbook.
func part(t testing.TB, data []byte, name string, write func(w io.Writer)) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == name {
			write(to)
			continue
		}
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(to, from); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const sheetStart = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`

// What would take all memory or time is refused, or read as far as it says
// something.
func TestReadWorkbook_Hostile(t *testing.T) {
	write := func(w io.Writer, s string) { _, _ = io.WriteString(w, s) }
	one := func(fill func(w io.Writer)) []byte { return part(t, kept(t), "xl/worksheets/sheet1.xml", fill) }
	for name, c := range map[string]struct {
		data []byte
		want heed.Outcome
	}{
		"a bomb": {one(func(w io.Writer) {
			write(w, sheetStart)
			for range 4000 {
				write(w, strings.Repeat(" ", 1<<16))
			}
		}), heed.OutcomeTooMuch},
		"a million empty rows": {one(func(w io.Writer) {
			write(w, sheetStart)
			for i := range 1 << 20 {
				_, _ = fmt.Fprintf(w, `<row r="%d"/>`, i+1)
			}
			write(w, `</sheetData></worksheet>`)
		}), ""},
		"values in the last column of many rows": {one(func(w io.Writer) {
			write(w, sheetStart)
			for i := range 100_000 {
				_, _ = fmt.Fprintf(w, `<row r="%d"><c r="XFD%d"><v>1</v></c><c r="IV%d"><v>1</v></c></row>`, i+1, i+1, i+1)
			}
			write(w, `</sheetData></worksheet>`)
		}), heed.OutcomeTooMuch},
		"a cell merged over everything": {one(func(w io.Writer) {
			write(w, sheetStart+`<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="A9000"><v>1</v></c></row></sheetData><mergeCells>`)
			for range 300 {
				write(w, `<mergeCell ref="A1:XFD1048576"/>`)
			}
			write(w, `</mergeCells></worksheet>`)
		}), heed.OutcomeTooMuch},
		"cut off":       {kept(t)[:2000], heed.OutcomeBroken},
		"no XML":        {one(func(w io.Writer) { write(w, "\x00\x01<") }), heed.OutcomeBroken},
		"nothing in it": {book(t, func(*excelize.File) []error { return nil }), heed.OutcomeEmpty},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := sheet.ReadWorkbook(c.data)
			if got := heed.Outcome(heed.ErrorArg(err, "Outcome")); got != c.want {
				t.Errorf("%q, %v", got, err)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func FuzzReadWorkbook(f *testing.F) {
	f.Add(kept(f))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := sheet.ReadWorkbook(data)
		if err != nil {
			if heed.ErrorCode(err) != heed.CodeUnreadable {
				t.Fatal(err)
			}
			return
		}
		check(t, d)
	})
}

// FuzzReadWorkbook_Sheet writes the part of a sheet, which a fuzzer does not find
// behind the packing.
func FuzzReadWorkbook_Sheet(f *testing.F) {
	f.Add([]byte(sheetStart + `<row r="2" hidden="1"><c r="B2" t="e" s="1"><f>A1</f><v>#REF!</v></c><c s="2"><v>45000</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells></worksheet>`))
	whole := kept(f)
	f.Add([]byte(`<c s="1"><v>1</c >`)) // a cell in no row
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := sheet.ReadWorkbook(part(t, whole, "xl/worksheets/sheet1.xml", func(w io.Writer) { _, _ = w.Write(data) }))
		if err != nil {
			if heed.ErrorCode(err) != heed.CodeUnreadable {
				t.Fatal(err)
			}
			return
		}
		check(t, d)
	})
}

func check(t *testing.T, d *doc.Document) {
	t.Helper()
	for _, p := range d.Paragraphs {
		if !utf8.ValidString(p.Text) || p.Cell == nil || p.Cell.Table > len(d.Sheets) || p.Cell.Row < 1 || p.Cell.Column < 1 {
			t.Fatalf("%q %+v", p.Text, p.Cell)
		}
	}
}
