// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"slices"
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// CrossRow is what has one value (of one State, on one theme), and what became
// of it.
type CrossRow struct {
	Name  string
	Href  string
	Total int
	// Of counts by position, in the order of the columns; Bar draws them, as long
	// as its share of the longest.
	Of  []int
	Bar *Bar
}

// Crossing is a table of rows by position; the part "crossed" draws it.
type Crossing struct {
	Base
	// By is the id of the heading that names it.
	By, Head, All string
	Columns       []Mark
	Rows          []CrossRow
	// Drawn says that the rows have bars.
	Drawn bool
}

// Crossing makes a table; by is the id of its heading.
func (b Base) Crossing(by, head string, columns []heed.Position, rows []CrossRow) Crossing {
	c := Crossing{Base: b, By: by, Head: head, All: b.T("review.recommendations"), Rows: rows, Drawn: len(rows) > 0 && rows[0].Bar != nil}
	for _, p := range columns {
		c.Columns = append(c.Columns, b.Mark(p))
	}
	return c
}

// Drawn draws a bar for every row, by positions in the order of the columns.
func (b Base) Drawn(rows []CrossRow, columns []heed.Position) []CrossRow {
	longest := 0
	for _, r := range rows {
		longest = max(longest, r.Total)
	}
	for i, r := range rows {
		var counts []find.Count[heed.Position]
		for j, p := range columns {
			if r.Of[j] > 0 {
				counts = append(counts, find.Count[heed.Position]{Value: p, Count: r.Of[j]})
			}
		}
		bar := b.Bar(counts).Scaled(r.Total, longest, b.Dir())
		rows[i].Bar = &bar
	}
	return rows
}

// CrossRows makes the rows of what was counted by value and position.
func (b Base) CrossRows(by find.Dimension, counted []find.Crossed, columns []heed.Position, href func(value string) string) []CrossRow {
	rows := make([]CrossRow, len(counted))
	for i, c := range counted {
		rows[i] = CrossRow{Name: b.Value(by, c.Value), Href: href(c.Value), Total: c.Count, Of: make([]int, len(columns))}
		for _, p := range c.Positions {
			if at := slices.Index(columns, p.Value); at >= 0 {
				rows[i].Of[at] = p.Count
			}
		}
	}
	return rows
}

// ThemeURL is the address of the page of a theme (find.ByTheme) or an issue
// (find.ByIssue).
func (b Base) ThemeURL(by find.Dimension, value string) string { return b.URL(ThemePath(by, value)) }

// ThemePath is that address without language.
func ThemePath(by find.Dimension, value string) string {
	if by == find.ByIssue {
		return "/issues/" + Slug(value)
	}
	return "/themes/" + value
}

// Slug makes a part of an address of a name: its letters and digits in small, and
// one - for whatever stands between them.
func Slug(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), "-")
}
