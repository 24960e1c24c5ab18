// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package index holds rows of the record as sets of row numbers: one set for
// every value of every column, and one for every term of the texts. What fits a
// query, how many that are and how many each value would leave are all
// intersections of the same sets, so that they cannot differ.
//
// Rows stand in segments of at most SegmentRows, which is what one container of
// a roaring set holds. A Segment is made once, by a Builder, never changes, and
// is the same in memory and in a file; a Table is several of them, one behind
// the other. A plan is worked out segment by segment, and the counts are added.
//
// It knows neither recommendations nor stores; internal/find does.
package index

import (
	"github.com/RoaringBitmap/roaring/v2"

	"github.com/heed-upr/heed/internal/lang"
)

// SegmentRows is how many rows a segment can have.
const SegmentRows = 1 << 16

// Set is a set of rows of one segment, by their numbers in it, from 0.
type Set = roaring.Bitmap

// Count is how many rows have a value.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Row is one row as it comes in.
type Row struct {
	// Values are those of its columns; one that comes twice counts once.
	Values map[string][]string
	// Numbers are whole numbers by which rows are ordered or found again. All
	// rows of a segment have the same ones.
	Numbers map[string]int64
	// Terms are those of its text, in their order; Words[i] is the word that
	// Terms[i] was made of.
	Terms, Words []string
}

// Read takes the terms and words of a text.
func (r *Row) Read(tokens []lang.Token) {
	r.Terms, r.Words = make([]string, len(tokens)), make([]string, len(tokens))
	for i, t := range tokens {
		r.Terms[i], r.Words[i] = t.Term, t.Word
	}
}

// Table is several segments, one behind the other. It does not change and is
// safe for use by several goroutines.
type Table struct {
	segments []*Segment
	starts   []int // number of the first row of each segment; one more for the end
}

// NewTable puts segments one behind the other.
func NewTable(segments ...*Segment) *Table {
	t := &Table{segments: segments, starts: []int{0}}
	for i, s := range segments {
		t.starts = append(t.starts, t.starts[i]+s.Len())
	}
	return t
}

// Len is how many rows there are.
func (t *Table) Len() int { return t.starts[len(t.segments)] }

// Segments gives the segments and the number of the first row of each.
func (t *Table) Segments(yield func(first int, s *Segment) bool) {
	for i, s := range t.segments {
		if !yield(t.starts[i], s) {
			return
		}
	}
}

// At gives the segment that holds a row, and its number there.
func (t *Table) At(row int) (*Segment, uint32) {
	i := 0
	for row >= t.starts[i+1] {
		i++
	}
	return t.segments[i], uint32(row - t.starts[i])
}
