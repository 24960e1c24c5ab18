// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"maps"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// Builder takes the rows of one segment, one after another.
type Builder struct {
	rows    int
	terms   map[string]uint32
	words   map[string][]uint32 // to its terms, which differ by language
	posts   []posting           // by term
	texts   []uint32            // terms of all rows, one behind the other
	ends    []int               // by row, where its text ends
	columns map[string]*filled
	values  int // how many there are in all columns
	numbers map[string][]int64
}

// posting is the rows that hold a term, with how much it weighs in each.
type posting struct {
	rows    []uint32
	impacts []byte
	times   uint32 // how often, in the row that is being added
}

// filled is a column while rows are added.
type filled struct {
	ids    map[string]uint16
	values []uint16 // of all rows, one behind the other
	ends   []uint32 // by row, where its values end
}

// upTo gives the rows that have come without a value theirs, which is none.
func (c *filled) upTo(rows int) {
	for len(c.ends) < rows {
		c.ends = append(c.ends, uint32(len(c.values)))
	}
}

// NewBuilder makes a Builder.
func NewBuilder() *Builder {
	return &Builder{terms: map[string]uint32{}, words: map[string][]uint32{}, columns: map[string]*filled{}, numbers: map[string][]int64{}}
}

// Len is how many rows have been added.
func (b *Builder) Len() int { return b.rows }

// What fills a segment before it has all its rows: texts as long as books, and
// columns in which almost every row has a value of its own.
const (
	fullTerms  = 1 << 28
	fullValues = manyValues - 1<<13 // one more row can bring a few thousand
)

// manyValues is how many values a segment can have: their numbers take two
// bytes.
const manyValues = 1 << 16

// Full reports whether a segment can take no more rows.
func (b *Builder) Full() bool {
	return b.rows >= SegmentRows || len(b.texts) >= fullTerms || b.values >= fullValues
}

// Add adds a row. A Builder that is Full must not be given more.
func (b *Builder) Add(r Row) {
	for name, values := range r.Values {
		b.addValues(name, values)
	}
	for name, n := range r.Numbers {
		b.numbers[name] = append(b.numbers[name], n)
	}
	b.addText(r)
	b.rows++
}

func (b *Builder) addValues(name string, values []string) {
	c := b.columns[name]
	if c == nil {
		c = &filled{ids: map[string]uint16{}}
		b.columns[name] = c
	}
	c.upTo(b.rows)
	from := len(c.values)
	for _, v := range values {
		id, ok := c.ids[v]
		if !ok {
			id = uint16(len(c.ids))
			c.ids[v] = id
			b.values++
		}
		if !slices.Contains(c.values[from:], id) {
			c.values = append(c.values, id)
		}
	}
	c.upTo(b.rows + 1)
}

func (b *Builder) addText(r Row) {
	from := len(b.texts)
	for i, term := range r.Terms {
		id, ok := b.terms[term]
		if !ok {
			id = uint32(len(b.posts))
			b.terms[term] = id
			b.posts = append(b.posts, posting{})
		}
		if i < len(r.Words) {
			if made := b.words[r.Words[i]]; !slices.Contains(made, id) {
				b.words[r.Words[i]] = append(made, id)
			}
		}
		b.texts = append(b.texts, id)
		b.posts[id].times++
	}
	for _, id := range b.texts[from:] {
		p := &b.posts[id]
		if p.times == 0 {
			continue // seen earlier in this row
		}
		p.rows = append(p.rows, uint32(b.rows))
		p.impacts = append(p.impacts, impact(p.times, len(r.Terms)))
		p.times = 0
	}
	b.ends = append(b.ends, len(b.texts))
}

// How much a term weighs in a text: BM25 with its usual constants (Robertson and
// Zaragoza, 2009). The usual length is fixed, not taken from the texts at hand,
// so that one and the same text weighs the same in every copy of an index.
const (
	saturation  = 1.2
	lengthShare = 0.75
	usualLength = 60 // terms
	heaviest    = saturation + 1
)

// impact is a term's weight in a text, in steps of 1/255 of the heaviest.
func impact(times uint32, length int) byte {
	tf := float64(times)
	weight := tf * (saturation + 1) / (tf + saturation*(1-lengthShare+lengthShare*float64(length)/usualLength))
	return byte(max(1, math.Round(weight/heaviest*math.MaxUint8)))
}

// Segment gives what was added. The Builder is used up.
func (b *Builder) Segment() *Segment {
	s, err := Open(b.bytes())
	if err != nil {
		panic(err) // what was just written can be read
	}
	return s
}

// castagnoli is the polynomial that processors know.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// bytes writes the segment; Open says in which form.
func (b *Builder) bytes() []byte {
	e := &encoder{out: make([]byte, headSize, headSize+len(b.texts)*4)}
	e.number(b.rows)
	e.texts(b)
	e.columns(b)
	e.numbers(b)
	copy(e.out, magic)
	binary.LittleEndian.PutUint64(e.out[sizeAt:], uint64(len(e.out)))
	binary.LittleEndian.PutUint32(e.out[sumAt:], crc32.Checksum(e.out[headSize:], castagnoli))
	return e.out
}

// encoder writes a segment.
type encoder struct{ out []byte }

func (e *encoder) number(n int) {
	e.out = binary.LittleEndian.AppendUint32(e.out, uint32(n))
}

// bytes writes a block with its length, so that whoever reads can jump over it.
func (e *encoder) bytes(data []byte) {
	e.number(len(data))
	e.out = append(e.out, data...)
}

// strings writes a table of strings: where each ends, then all of them.
func (e *encoder) strings(all []string) {
	var ends, data []byte
	for _, s := range all {
		data = append(data, s...)
		ends = binary.LittleEndian.AppendUint32(ends, uint32(len(data)))
	}
	e.bytes(ends)
	e.bytes(data)
}

// parts writes a table of blocks: where each ends, then all of them.
func (e *encoder) parts(n int, part func(i int) []byte) {
	var ends, data []byte
	for i := range n {
		data = append(data, part(i)...)
		ends = binary.LittleEndian.AppendUint32(ends, uint32(len(data)))
	}
	e.bytes(ends)
	e.bytes(data)
}

// texts writes terms, words, postings, weights and texts. Terms are numbered
// anew, the most frequent first, so that texts take the fewest bytes.
func (e *encoder) texts(b *Builder) {
	terms := slices.Sorted(maps.Keys(b.terms))
	order := make([]uint32, len(b.posts)) // new number → term
	for i := range order {
		order[i] = uint32(i)
	}
	name := make([]string, len(b.posts))
	for t, id := range b.terms {
		name[id] = t
	}
	slices.SortFunc(order, func(x, y uint32) int {
		return cmp.Or(-cmp.Compare(len(b.posts[x].rows), len(b.posts[y].rows)), cmp.Compare(name[x], name[y]))
	})
	anew := make([]uint32, len(order))
	for n, id := range order {
		anew[id] = uint32(n)
	}
	e.strings(terms)
	ids := make([]uint32, len(terms))
	for i, t := range terms {
		ids[i] = anew[b.terms[t]]
	}
	e.ids(ids)
	var words []string // once for every term that one has become
	var made []uint32
	for _, w := range slices.Sorted(maps.Keys(b.words)) {
		for _, id := range b.words[w] {
			words, made = append(words, w), append(made, anew[id])
		}
	}
	e.strings(words)
	e.ids(made)
	e.parts(len(order), func(i int) []byte { return packed(b.posts[order[i]].rows) })
	e.parts(len(order), func(i int) []byte { return b.posts[order[i]].impacts })
	e.parts(b.rows, func(i int) []byte {
		from := 0
		if i > 0 {
			from = b.ends[i-1]
		}
		var text []byte
		for _, id := range b.texts[from:b.ends[i]] {
			text = binary.AppendUvarint(text, uint64(anew[id]))
		}
		return text
	})
}

func (e *encoder) ids(all []uint32) {
	out := make([]byte, 0, 4*len(all))
	for _, n := range all {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	e.bytes(out)
}

// packed gives a set as it is written.
func packed(rows []uint32) []byte {
	set := roaring.BitmapOf(rows...)
	set.RunOptimize()
	out, err := set.ToBytes()
	if err != nil {
		panic(err) // memory takes everything
	}
	return out
}

// columns writes, for every column, its values in order and the set of rows of
// each; and then, row by row, the numbers of all its values, which is what
// counting goes through.
func (e *encoder) columns(b *Builder) {
	names := slices.Sorted(maps.Keys(b.columns))
	e.strings(names)
	first := 0
	of := make([][]uint16, b.rows) // values of each row
	for _, n := range names {
		c := b.columns[n]
		c.upTo(b.rows)
		values := slices.Sorted(maps.Keys(c.ids))
		anew := make([]int, len(values))
		for i, v := range values {
			anew[c.ids[v]] = i
		}
		rows := make([][]uint32, len(values))
		from := uint32(0)
		for row, end := range c.ends {
			for _, id := range c.values[from:end] {
				of[row] = append(of[row], uint16(first+anew[id]))
				rows[anew[id]] = append(rows[anew[id]], uint32(row))
			}
			from = end
		}
		e.strings(values)
		e.parts(len(values), func(i int) []byte { return packed(rows[i]) })
		first += len(values)
	}
	var ids []byte
	ends := make([]uint32, b.rows)
	for row, values := range of {
		for _, id := range values {
			ids = binary.LittleEndian.AppendUint16(ids, id)
		}
		ends[row] = uint32(len(ids) / 2)
	}
	e.ids(ends)
	e.bytes(ids)
}

func (e *encoder) numbers(b *Builder) {
	names := slices.Sorted(maps.Keys(b.numbers))
	e.strings(names)
	for _, n := range names {
		var out []byte
		for _, v := range b.numbers[n] {
			out = binary.LittleEndian.AppendUint64(out, uint64(v))
		}
		e.bytes(out)
	}
}
