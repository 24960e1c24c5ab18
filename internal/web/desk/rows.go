// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
)

// spareRows is how many empty rows a field of rows has behind those that are
// there: without a script, saving is how one gets more.
const spareRows = 2

// Column is one column of a field of rows.
type Column[T any] struct {
	// Name is the column's own; its label is "field." with it.
	Name string
	// Called is its label where that is another one.
	Called string
	// Kind is how it is drawn: text, date, number or choice.
	Kind string
	// Options are the values of a choice.
	Options []Option
	get     func(*T) string
	set     func(*T, string)
}

// Col makes a column of what a row keeps in one place; a kind with options is a
// choice.
func Col[T any, S ~string](name, kind string, at func(*T) *S, options ...Option) Column[T] {
	return Column[T]{Name: name, Kind: kind, Options: options, get: func(row *T) string { return string(*at(row)) }, set: func(row *T, v string) { *at(row) = S(v) }}
}

// RowsColumn is a column as the template draws it.
type RowsColumn struct {
	Label, Kind string
	Options     []Option
}

// RowsCell is a cell as the template draws it.
type RowsCell struct {
	Name, ID, Label, Kind, Value string
	Options                      []Option
}

// Rows is a field of any number of rows, each of several columns. A row of which
// every column is emptied is dropped.
func Rows[T comparable](f *Form, v *[]T, name string, columns ...Column[T]) *Field {
	field := f.add("rows", name, "")
	field.Value = ""
	rows := *v
	if f.sent {
		rows = nil
		for i := range count(f, name) {
			var row T
			for _, c := range columns {
				c.set(&row, strings.TrimSpace(heed.Seen(f.r.PostForm.Get(cellName(name, c.Name, i)))))
			}
			rows = append(rows, row)
		}
		*v = nil
		var empty T
		for _, row := range rows {
			if row != empty {
				*v = append(*v, row)
			}
		}
		// Those that are empty go last, so that what is wrong in a row names the row that
		// has this number.
		rows = append(slices.Clone(*v), make([]T, len(rows)-len(*v))...)
	}
	for _, c := range columns {
		field.Columns = append(field.Columns, RowsColumn{c.label(f.r), c.Kind, c.Options})
	}
	total := len(rows)
	if !f.sent {
		total += spareRows
	}
	for i := range total {
		var row T
		if i < len(rows) {
			row = rows[i]
		}
		var cells []RowsCell
		for j, c := range columns {
			cell := RowsCell{Name: cellName(name, c.Name, i), Label: field.Columns[j].Label + " " + strconv.Itoa(i+1), Kind: c.Kind, Value: c.get(&row)}
			cell.ID = "f-" + f.Name + "-" + cell.Name
			for _, o := range c.Options {
				o.Selected = o.Value == cell.Value
				cell.Options = append(cell.Options, o)
			}
			cells = append(cells, cell)
		}
		field.Rows = append(field.Rows, cells)
	}
	return field
}

// count is how many rows were sent.
func count(f *Form, name string) int {
	n := 0
	for key := range f.r.PostForm {
		rest, ok := strings.CutPrefix(key, name+".")
		if !ok {
			continue
		}
		_, number, _ := strings.Cut(rest, ".")
		if i, err := strconv.Atoi(number); err == nil && i >= n && i < mostRows {
			n = i + 1
		}
	}
	return n
}

// mostRows bounds what a form may claim to hold.
const mostRows = 500

func cellName(field, column string, row int) string {
	return field + "." + column + "." + strconv.Itoa(row)
}

// Words makes options of values, put into words.
func Words[T ~string](of []T, word func(T) string) []Option {
	out := make([]Option, len(of))
	for i, v := range of {
		out[i] = Option{Value: string(v), Text: word(v)}
	}
	return out
}

// Lines is a field of several lines, each an item of a list.
func (f *Form) Lines(v *[]string, name string) *Field {
	text := strings.Join(*v, "\n")
	field := f.Area(&text, name)
	field.Short = true
	if f.sent {
		*v = nil
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" {
				*v = append(*v, line)
			}
		}
	}
	return field
}
