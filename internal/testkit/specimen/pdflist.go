// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"fmt"
	"strconv"
)

// The list is a table on landscape pages.
const (
	tableLeft, tableTop, tableFloor = 50.0, 60.0, 545.0
	cellPad, cellPitch, cellSize    = 4.0, 11.5, 9.5
)

var tableColumns = [4]float64{372, 82, 160, 128}

// setListPDF sets the list; rows are not cut by page breaks, as in the
// official lists, and the columns' names stand on each page.
func setListPDF(l list) ([]byte, error) {
	t := newTypesetter("", "L")
	t.listPage()
	t.font(sans, "B", 13)
	for _, title := range l.title {
		t.text(tableLeft, t.y, title)
		t.y += 18
	}
	t.topBanner()
	t.columnNames(l)
	for i, r := range l.rows {
		need := t.rowHeight(r)
		if r.heading != "" {
			need += t.rowHeight(l.rows[i+1])
		}
		if t.y+need > tableFloor {
			t.listPage()
			t.columnNames(l)
		}
		t.row(r)
	}
	data, err := t.bytes()
	if err != nil {
		return nil, fmt.Errorf("list: %w", err)
	}
	return data, nil
}

func (t *typesetter) listPage() {
	t.pdf.AddPage()
	t.fontKey = ""
	t.y = tableTop
	t.font(sans, "", 8)
	w, h := t.pdf.GetPageSize()
	t.textRight(w-tableLeft, h-36, strconv.Itoa(t.pdf.PageNo()))
	t.mark()
}

func (t *typesetter) columnNames(l list) {
	t.font(sans, "B", cellSize)
	height := 0.0
	for i, name := range l.columns {
		n := len(t.wrap(name, func(int) float64 { return tableColumns[i] - 2*cellPad }))
		height = max(height, float64(n)*cellPitch+2*cellPad)
	}
	t.pdf.SetFillColor(222, 226, 232)
	x := tableLeft
	for i, name := range l.columns {
		t.pdf.SetLineWidth(0.5)
		t.pdf.Rect(x, t.y, tableColumns[i], height, "FD")
		t.cell([]string{name}, x, t.y, tableColumns[i], "B")
		x += tableColumns[i]
	}
	t.y += height
}

// cell sets lines, each wrapped, and gives their height.
func (t *typesetter) cell(lines []string, x, y, width float64, style string) {
	t.font(sans, style, cellSize)
	y += cellPad + 8
	for _, text := range lines {
		for _, l := range t.wrap(text, func(int) float64 { return width - 2*cellPad }) {
			t.text(x+cellPad, y, l.plain())
			y += cellPitch
		}
	}
}

func (t *typesetter) rowHeight(r row) float64 {
	t.font(sans, "", cellSize)
	if r.heading != "" {
		return cellPitch + 2*cellPad
	}
	height := 0.0
	for i, lines := range r.cells {
		n := 0
		for _, text := range lines {
			n += len(t.wrap(text, func(int) float64 { return tableColumns[i] - 2*cellPad }))
		}
		height = max(height, float64(n)*cellPitch+2*cellPad)
	}
	return height
}

func (t *typesetter) row(r row) {
	height := t.rowHeight(r)
	t.pdf.SetLineWidth(0.5)
	if r.heading != "" {
		total := 0.0
		for _, w := range tableColumns {
			total += w
		}
		t.pdf.SetFillColor(240, 240, 240)
		t.pdf.Rect(tableLeft, t.y, total, height, "FD")
		t.cell([]string{r.heading}, tableLeft, t.y, total, "B")
		t.y += height
		return
	}
	x := tableLeft
	for i, lines := range r.cells {
		t.pdf.Rect(x, t.y, tableColumns[i], height, "D")
		t.cell(lines, x, t.y, tableColumns[i], "")
		x += tableColumns[i]
	}
	t.y += height
}
