// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed/internal/export"
)

var table = export.Table{Name: "XVA-2", Head: []string{"ref", "text"}, Rows: [][]string{
	{"49.1", "Go on, “please”,\nand \"soon\""}, {"49.2", "=HYPERLINK(\"x\")"}, {"49.3", "+1"}, {"49.4", "-1"}, {"49.5", "@SUM(A1)"}, {"49.6", "\tx"}, {"49.7", ""}, {"49.8", "a=b"},
}}

func TestCSV_IsWhatItWasAndNoFormula(t *testing.T) {
	var out bytes.Buffer
	if err := table.CSV(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows[1:] {
		if want := table.Rows[i][1]; row[1] != want && row[1] != "'"+want {
			t.Errorf("%q came back as %q", want, row[1])
		}
		if row[1] != "" && strings.ContainsAny(row[1][:1], "=+-@\t\r\n") {
			t.Errorf("%q is a formula to a spreadsheet", row[1])
		}
	}
}

func TestXLSX_HoldsTextAndNobody(t *testing.T) {
	var out, again bytes.Buffer
	if err := table.XLSX(&out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Heed")
	if err != nil {
		t.Fatal(err)
	}
	var want [][]string
	for _, row := range append([][]string{table.Head}, table.Rows...) {
		if row[1] == "" {
			row = row[:1] // as the reader gives a row that ends in an empty cell
		}
		want = append(want, row)
	}
	if d := cmp.Diff(want, rows); d != "" {
		t.Error(d)
	}
	for i := range table.Rows {
		cell := "B" + string(rune('2'+i))
		if formula, err := f.GetCellFormula("Heed", cell); err != nil || formula != "" {
			t.Errorf("%s is the formula %q, %v", cell, formula, err)
		}
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range z.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(file.Name, "docProps/") && (bytes.Contains(body, []byte("xuri")) || bytes.Contains(body, []byte("202"))) {
			t.Errorf("%s tells who or when: %s", file.Name, body)
		}
	}
	if err := table.XLSX(&again); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Errorf("the same table gives another file, %v", err)
	}
}
