// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"iter"
	"slices"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"
)

// A segment begins with a mark of its form, its size and a sum over the rest.
// All numbers are little-endian; blocks have their length before them.
const (
	magic    = "heedseg2"
	sizeAt   = 8
	sumAt    = 16
	headSize = 20
)

// ErrDamaged says that bytes are no segment, or not all of one. An index can
// always be made anew from what it was made of.
var ErrDamaged = errors.New("index: damaged segment")

// Segment is up to SegmentRows rows. It reads from the bytes it was opened on,
// which may be those of a file mapped into memory.
type Segment struct {
	data     []byte
	rows     int
	terms    table
	termIDs  block
	words    table
	wordIDs  block
	postings table
	impacts  table
	texts    table
	columns  map[string]column
	values   int   // how many there are in all columns
	ends     block // by row, of four bytes: where its values end
	ids      block // values of all rows, of two bytes
	numbers  map[string]Numbers
}

// column is its values in order and the rows of each. All values of a segment
// are numbered, column after column.
type column struct {
	names []string
	sets  []*Set
	first int // number of the first value
}

// Numbers are whole numbers, one for each row.
type Numbers struct{ of block }

// At gives the number of a row; 0 where rows have none of that name.
func (n Numbers) At(row uint32) int64 {
	if n.of == nil {
		return 0
	}
	return n.of.int64(int(row))
}

// Open reads a segment. The bytes must not change as long as it is used.
func Open(data []byte) (*Segment, error) {
	if len(data) < headSize || string(data[:len(magic)]) != magic ||
		binary.LittleEndian.Uint64(data[sizeAt:]) != uint64(len(data)) ||
		binary.LittleEndian.Uint32(data[sumAt:]) != crc32.Checksum(data[headSize:], castagnoli) {
		return nil, ErrDamaged
	}
	d := &decoder{in: data[headSize:]}
	s := &Segment{data: data, rows: d.number(), columns: map[string]column{}, numbers: map[string]Numbers{}}
	s.terms, s.termIDs = d.table(), d.block()
	s.words, s.wordIDs = d.table(), d.block()
	s.postings, s.impacts, s.texts = d.table(), d.table(), d.table()
	columns := d.table()
	for i := range columns.len() {
		c := column{first: s.values}
		names := d.table()
		for n := range names.len() {
			c.names = append(c.names, string(names.at(n)))
		}
		sets := d.table()
		for n := range sets.len() {
			c.sets = append(c.sets, d.set(sets.at(n)))
		}
		s.columns[string(columns.at(i))] = c
		s.values += len(c.names)
	}
	s.ends, s.ids = d.block(), d.block()
	numbers := d.table()
	for i := range numbers.len() {
		s.numbers[string(numbers.at(i))] = Numbers{d.block()}
	}
	if d.bad || !s.whole() {
		return nil, ErrDamaged
	}
	return s, nil
}

// whole reports whether the parts have the lengths that go together.
func (s *Segment) whole() bool {
	ok := s.rows <= SegmentRows && s.texts.len() == s.rows && s.impacts.len() == s.postings.len() &&
		s.termIDs.len(4) == s.terms.len() && s.wordIDs.len(4) == s.words.len() && s.postings.len() == s.terms.len() &&
		s.ends.len(4) == s.rows && s.values <= manyValues && s.idsWhole()
	for _, c := range s.columns {
		ok = ok && len(c.sets) == len(c.names)
	}
	for _, n := range s.numbers {
		ok = ok && n.of.len(8) == s.rows
	}
	return ok
}

// idsWhole reports whether the values of rows stand in order and are there.
func (s *Segment) idsWhole() bool {
	last := uint32(0)
	for row := range s.rows {
		end := s.ends.uint32(row)
		if end < last {
			return false
		}
		last = end
	}
	for i := range s.ids.len(2) {
		if int(s.ids.uint16(i)) >= s.values {
			return false
		}
	}
	return int(last) == s.ids.len(2)
}

// decoder reads blocks one behind the other. What does not fit is bad, and
// from there on everything is empty.
type decoder struct {
	in  []byte
	bad bool
}

func (d *decoder) number() int {
	if len(d.in) < 4 {
		d.in, d.bad = nil, true
		return 0
	}
	n := binary.LittleEndian.Uint32(d.in)
	d.in = d.in[4:]
	return int(n)
}

func (d *decoder) block() block {
	n := d.number()
	if n > len(d.in) {
		d.in, d.bad = nil, true
		return nil
	}
	out := d.in[:n:n]
	d.in = d.in[n:]
	return out
}

func (d *decoder) table() table {
	t := table{ends: d.block(), data: d.block()}
	if n := t.ends.len(4); n > 0 && t.ends.uint32(n-1) != uint32(len(t.data)) {
		d.bad = true
		return table{}
	}
	return t
}

func (d *decoder) set(data []byte) *Set {
	out := roaring.New()
	if _, err := out.FromBuffer(data); err != nil {
		d.bad = true
	}
	return out
}

// block is bytes that hold numbers of one width.
type block []byte

func (b block) len(width int) int   { return len(b) / width }
func (b block) uint16(i int) uint16 { return binary.LittleEndian.Uint16(b[2*i:]) }
func (b block) uint32(i int) uint32 { return binary.LittleEndian.Uint32(b[4*i:]) }
func (b block) int64(i int) int64   { return int64(binary.LittleEndian.Uint64(b[8*i:])) }

// table is byte strings one behind the other.
type table struct {
	ends block
	data block
}

func (t table) len() int { return t.ends.len(4) }

func (t table) at(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = t.ends.uint32(i - 1)
	}
	return t.data[from:t.ends.uint32(i)]
}

// search gives where a string stands, or would stand, in a sorted table.
func (t table) search(s string) int {
	return sort.Search(t.len(), func(i int) bool { return string(t.at(i)) >= s })
}

// find gives where a string stands in a sorted table, or -1.
func (t table) find(s string) int {
	if i := t.search(s); i < t.len() && string(t.at(i)) == s {
		return i
	}
	return -1
}

// Len is how many rows there are.
func (s *Segment) Len() int { return s.rows }

// All gives every row.
func (s *Segment) All() *Set {
	out := roaring.New()
	out.AddRange(0, uint64(s.rows))
	return out
}

// Any gives the rows that have any of the values in a column.
func (s *Segment) Any(column string, of []string) *Set {
	out := roaring.New()
	c := s.columns[column]
	for _, name := range of {
		if i, ok := slices.BinarySearch(c.names, name); ok {
			out.Or(c.sets[i])
		}
	}
	return out
}

// Matching gives the rows that have a value in a column that fits.
func (s *Segment) Matching(column string, fits func(value string) bool) *Set {
	out := roaring.New()
	c := s.columns[column]
	for i, name := range c.names {
		if fits(name) {
			out.Or(c.sets[i])
		}
	}
	return out
}

// Numbers gives the numbers of a name.
func (s *Segment) Numbers(name string) Numbers { return s.numbers[name] }

// Find gives the row with a number, or where it would stand. The numbers must
// rise from row to row.
func (s *Segment) Find(name string, number int64) (row uint32, ok bool) {
	b := s.numbers[name].of
	i := sort.Search(b.len(8), func(i int) bool { return b.int64(i) >= number })
	return uint32(i), i < b.len(8) && b.int64(i) == number
}

// Counts is how many rows have each value of a segment, by its number.
type Counts []uint32

// Count gives how many of the rows have each value of each column.
func (s *Segment) Count(of *Set) Counts {
	counts := make(Counts, s.values)
	if of.GetCardinality() == uint64(s.rows) {
		for _, c := range s.columns {
			for i, set := range c.sets {
				counts[c.first+i] = uint32(set.GetCardinality())
			}
		}
		return counts
	}
	it := of.ManyIterator()
	var some [256]uint32
	for n := it.NextMany(some[:]); n > 0; n = it.NextMany(some[:]) {
		for _, row := range some[:n] {
			from := uint32(0)
			if row > 0 {
				from = s.ends.uint32(int(row) - 1)
			}
			for ids := s.ids[2*from : 2*s.ends.uint32(int(row))]; len(ids) > 1; ids = ids[2:] {
				counts[ids.uint16(0)]++
			}
		}
	}
	return counts
}

// Counted goes through the values of a column that any of the rows has, in
// their order, with how many have it.
func (s *Segment) Counted(column string, counts Counts) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		c := s.columns[column]
		for i, name := range c.names {
			if n := counts[c.first+i]; n > 0 && !yield(name, int(n)) {
				return
			}
		}
	}
}

// rows goes through a set in order.
func rows(set *Set) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		it := set.ManyIterator()
		var some [256]uint32
		for n := it.NextMany(some[:]); n > 0; n = it.NextMany(some[:]) {
			for _, row := range some[:n] {
				if !yield(row) {
					return
				}
			}
		}
	}
}

// First gives the lowest of the rows that have a value in a column.
func (s *Segment) First(column, value string) (uint32, bool) {
	set := s.Any(column, []string{value})
	if set.IsEmpty() {
		return 0, false
	}
	return set.Minimum(), true
}

// id gives the number of a term.
func (s *Segment) id(term string) (uint32, bool) {
	i := s.terms.find(term)
	if i < 0 {
		return 0, false
	}
	return s.termIDs.uint32(i), true
}

// posting gives the rows of a term by its number.
func (s *Segment) posting(id uint32) *Set {
	d := decoder{}
	return d.set(s.postings.at(int(id)))
}

// Term gives the rows whose text holds a term.
func (s *Segment) Term(term string) *Set {
	if id, ok := s.id(term); ok {
		return s.posting(id).Clone()
	}
	return roaring.New()
}

// Frequency is how many rows hold a term.
func (s *Segment) Frequency(term string) int {
	if id, ok := s.id(term); ok {
		return len(s.impacts.at(int(id)))
	}
	return 0
}

// Phrase gives the rows, of those within, whose text holds terms one behind
// another.
func (s *Segment) Phrase(within *Set, terms []string) *Set {
	out := within.Clone()
	var phrase []byte
	for _, term := range terms {
		id, ok := s.id(term)
		if !ok {
			return roaring.New()
		}
		phrase = binary.AppendUvarint(phrase, uint64(id))
		out.And(s.posting(id))
	}
	var has []uint32
	for row := range rows(out) {
		if inText(s.texts.at(int(row)), phrase) {
			has = append(has, row)
		}
	}
	return roaring.BitmapOf(has...)
}

// inText reports whether numbers stand one behind another in a text. Both are
// written so that the last byte of a number, and no other, is below 128.
func inText(text, phrase []byte) bool {
	for from := 0; ; {
		i := bytes.Index(text[from:], phrase)
		if i < 0 {
			return false
		}
		at := from + i
		if at == 0 || text[at-1] < 0x80 {
			return true
		}
		from = at + 1
	}
}

// Prefix gives the rows whose text holds, in any of its forms, a word that
// begins so.
func (s *Segment) Prefix(beginning string) *Set {
	out := roaring.New()
	for _, id := range s.begin(beginning) {
		out.Or(s.posting(id))
	}
	return out
}

// begin gives the terms of the words that begin so, each once.
func (s *Segment) begin(beginning string) []uint32 {
	var ids []uint32
	for i := s.words.search(beginning); i < s.words.len() && bytes.HasPrefix(s.words.at(i), []byte(beginning)); i++ {
		ids = append(ids, s.wordIDs.uint32(i))
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Weights is how much each row of a segment weighs, by its number.
type Weights []float32

// Weigh adds to every row what a term weighs in its text, times a factor.
func (s *Segment) Weigh(weights Weights, term string, factor float32) {
	if id, ok := s.id(term); ok {
		s.weigh(weights, id, factor)
	}
}

// WeighPrefix does the same for all words that begin so.
func (s *Segment) WeighPrefix(weights Weights, beginning string, factor float32) {
	for _, id := range s.begin(beginning) {
		s.weigh(weights, id, factor)
	}
}

func (s *Segment) weigh(weights Weights, id uint32, factor float32) {
	impacts, i := s.impacts.at(int(id)), 0
	factor *= heaviest / 255
	for row := range rows(s.posting(id)) {
		weights[row] += factor * float32(impacts[i])
		i++
	}
}
