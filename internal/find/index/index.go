// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package index holds the rows of the record as sets of row numbers: one set for
// every value of every column, and one for every term of the texts. What fits a
// query, how many that are and how many each value would leave are all
// intersections of the same sets, so that they cannot differ.
//
// It knows neither recommendations nor stores; internal/find does. A Table does
// not change once made and is safe for use by several goroutines.
package index

import (
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

// Set is a set of row numbers.
type Set = roaring.Bitmap

// Count is how many rows have a value.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Builder takes rows one after another.
type Builder struct {
	table Table
	rows  uint32
	ids   map[string]uint32
}

// NewBuilder makes a Builder.
func NewBuilder() *Builder {
	ids := map[string]uint32{}
	return &Builder{ids: ids, table: Table{columns: map[string]map[string]*Set{}, terms: map[string]*Set{}, words: map[string]*Set{}, ids: ids}}
}

// Row is one row: the values of its columns, each once, the terms of its text in
// their order, and its words before their endings were taken off.
type Row struct {
	Values map[string][]string
	Terms  []string
	Words  []string
}

// Add adds a row; the first is 0.
func (b *Builder) Add(r Row) {
	for column, values := range r.Values {
		sets := b.table.columns[column]
		if sets == nil {
			sets = map[string]*Set{}
			b.table.columns[column] = sets
		}
		put(sets, values, b.rows)
	}
	put(b.table.terms, r.Terms, b.rows)
	text := make([]uint32, len(r.Terms))
	for i, t := range r.Terms {
		id, ok := b.ids[t]
		if !ok {
			id = uint32(len(b.ids))
			b.ids[t] = id
		}
		text[i] = id
	}
	b.table.texts = append(b.table.texts, text)
	put(b.table.words, r.Words, b.rows)
	b.rows++
}

func put(sets map[string]*Set, values []string, row uint32) {
	for _, v := range values {
		set := sets[v]
		if set == nil {
			set = roaring.New()
			sets[v] = set
		}
		set.Add(row)
	}
}

// Table gives what was added. The Builder is used up.
func (b *Builder) Table() *Table {
	t := &b.table
	t.all = roaring.New()
	t.all.AddRange(0, uint64(b.rows))
	for w := range t.words {
		t.sorted = append(t.sorted, w)
	}
	slices.Sort(t.sorted)
	for _, sets := range t.columns {
		for _, s := range sets {
			s.RunOptimize()
		}
	}
	for _, s := range t.terms {
		s.RunOptimize()
	}
	return t
}

// Table is an index of rows.
type Table struct {
	all     *Set
	columns map[string]map[string]*Set // column → value → rows
	terms   map[string]*Set
	words   map[string]*Set
	sorted  []string // the words, for searching by beginning
	ids     map[string]uint32
	texts   [][]uint32 // by row, its terms in their order
}

// All gives every row.
func (t *Table) All() *Set { return t.all.Clone() }

// Any gives the rows that have any of the values in a column.
func (t *Table) Any(column string, values []string) *Set {
	out := roaring.New()
	for _, v := range values {
		if s := t.columns[column][v]; s != nil {
			out.Or(s)
		}
	}
	return out
}

// Term gives the rows whose text holds a term.
func (t *Table) Term(term string) *Set {
	if s := t.terms[term]; s != nil {
		return s.Clone()
	}
	return roaring.New()
}

// Phrase gives the rows, of those within, whose text holds terms one behind
// another.
func (t *Table) Phrase(within *Set, terms []string) *Set {
	out := within.Clone()
	phrase := make([]uint32, len(terms))
	for i, term := range terms {
		id, ok := t.ids[term]
		if !ok {
			return roaring.New()
		}
		phrase[i] = id
		out.And(t.terms[term])
	}
	for _, row := range out.ToArray() {
		if !inRow(t.texts[row], phrase) {
			out.Remove(row)
		}
	}
	return out
}

// inRow reports whether terms stand one behind another in a text.
func inRow(text, phrase []uint32) bool {
	for i := 0; i+len(phrase) <= len(text); i++ {
		if slices.Equal(text[i:i+len(phrase)], phrase) {
			return true
		}
	}
	return false
}

// Prefix gives the rows whose text holds a word that begins so.
func (t *Table) Prefix(beginning string) *Set {
	out := roaring.New()
	from, _ := slices.BinarySearch(t.sorted, beginning)
	for _, w := range t.sorted[from:] {
		if !strings.HasPrefix(w, beginning) {
			break
		}
		out.Or(t.words[w])
	}
	return out
}

// Counts gives, for every value of a column, how many of the rows have it;
// values that none has are left out. The order is that of the values.
func (t *Table) Counts(column string, within *Set) []Count {
	var out []Count
	if within.IsEmpty() {
		return out
	}
	for value, set := range t.columns[column] {
		if n := set.AndCardinality(within); n > 0 {
			out = append(out, Count{value, int(n)})
		}
	}
	slices.SortFunc(out, func(a, b Count) int { return strings.Compare(a.Value, b.Value) })
	return out
}

// First gives the lowest of the rows that have a value in a column.
func (t *Table) First(column, value string) (uint32, bool) {
	s := t.columns[column][value]
	if s == nil || s.IsEmpty() {
		return 0, false
	}
	return s.Minimum(), true
}
