// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc

import (
	"slices"

	"github.com/heed-upr/heed/internal/doc"
)

// table is a table on its way. Its paragraphs are in the document already;
// which column a cell stands in shows only when all rows are there, because
// each row has cells of its own widths.
type table struct {
	number int
	rows   []tableRow // those that have ended
	cells  []*doc.Cell
	open   bool // the last cell has not ended
	begin  int  // how many paragraphs stand before the row
}

// tableRow is a row with where its cells begin and the last of them ends.
type tableRow struct {
	cells []*doc.Cell
	edges []int16
}

// cell gives the cell that a paragraph belongs to; nil outside of tables.
func (t *table) cell() *doc.Cell {
	if t == nil {
		return nil
	}
	if !t.open {
		t.open = true
		t.cells = append(t.cells, &doc.Cell{Table: t.number, Row: len(t.rows) + 1, Column: len(t.cells) + 1})
	}
	return t.cells[len(t.cells)-1]
}

func (t *table) endCell() {
	t.cell() // even of a cell that says nothing
	t.open = false
}

// enter begins and ends tables, as paragraphs are in one or not.
func (b *builder) enter(look paraLook) {
	if !look.inTable {
		b.closeTable()
		return
	}
	if b.table == nil {
		b.tables++
		b.table = &table{number: b.tables, begin: len(b.doc.Paragraphs)}
	}
}

// endRow ends a row. A deleted one leaves nothing behind.
func (b *builder) endRow(edges []int16, deleted bool) {
	t := b.table
	if t == nil {
		return
	}
	if deleted {
		b.doc.Paragraphs = b.doc.Paragraphs[:t.begin]
	} else if len(t.cells) > 0 {
		t.rows = append(t.rows, tableRow{t.cells, edges})
	}
	t.cells, t.open, t.begin = nil, false, len(b.doc.Paragraphs)
}

// closeTable settles the columns of a table: a cell has the number of the
// first of the columns that it spans, where every edge of any row begins one.
func (b *builder) closeTable() {
	t := b.table
	b.table = nil
	if t == nil {
		return
	}
	grid := t.grid()
	for _, r := range t.rows {
		if len(r.edges) <= len(r.cells) {
			continue // its widths are not known: cells count as they come
		}
		first := columnOf(grid, r.edges[0])
		for i, c := range r.cells {
			c.Column = columnOf(grid, r.edges[i]) - first + 1
		}
	}
}

// grid gives the edges of all rows in order.
func (t *table) grid() []int16 {
	seen := map[int16]bool{}
	for _, r := range t.rows {
		for _, e := range r.edges {
			seen[e] = true
		}
	}
	grid := make([]int16, 0, len(seen))
	for e := range seen {
		grid = append(grid, e)
	}
	slices.Sort(grid)
	return grid
}

func columnOf(grid []int16, edge int16) int {
	i, _ := slices.BinarySearch(grid, edge)
	return i
}
