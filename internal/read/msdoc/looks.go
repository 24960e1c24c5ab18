// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc

import "sort"

// page is the size of a page of formatting ([MS-DOC], 2.9.33 and 2.9.174).
// Its last byte says how many stretches of text it describes.
const page = 512

// placeholder is what follows the offset of each paragraph's properties.
const placeholder = 12

// The two forms of properties that apply to a whole piece.
const (
	shortTable   = 0x18
	shortRowEnd  = 0x19
	shortDeleted = 0x41
	shortBold    = 0x55
	shortHidden  = 0x5C
)

// shortProperties are those of the properties with a number of seven bits that
// are read, by that number.
var shortProperties = map[int]int{
	shortTable: paraInTable, shortRowEnd: paraRowEnd, shortDeleted: charDeleted, shortBold: charBold, shortHidden: charHidden,
}

// looks finds the look of characters and paragraphs. It keeps the last answer,
// because neighbours look alike and are asked for one after the other.
type looks struct {
	f          *file
	characters plex
	paragraphs plex
	late       []charLook
	last       charLook
	from, to   int // units that look like last
	longLeft   int // bytes of long properties that may still be read
}

// longShare is how often the data stream may be read over; documents refer to
// each part of it once or twice.
const longShare = 16

func newLooks(f *file) looks {
	l := looks{
		f: f, longLeft: longShare * len(f.data),
		characters: newPlex(f.part(partCharacters), 4),
		paragraphs: newPlex(f.part(partParagraphs), 4),
	}
	for _, list := range f.text.late {
		var c charLook
		c.read(list)
		l.late = append(l.late, c)
	}
	return l
}

// piece gives the piece that a unit of the text is in.
func (l *looks) piece(unit int) piece {
	p := l.f.text.pieces
	i := sort.Search(len(p), func(i int) bool { return p[i].to > unit })
	return p[i]
}

// run is the properties of a stretch of bytes of the main stream.
type run struct {
	list     stretch
	from, to int
}

// find gives the page that describes a place of the main stream, and which of
// its stretches that is; nil where none does.
func (l *looks) find(pages plex, offset int) (formatting stretch, i, n int) {
	at := pages.find(offset)
	if at < 0 {
		return nil, 0, 0
	}
	formatting = l.f.main.cut(pages.item(at).u32(0)*page, page)
	n = formatting.u8(page - 1)
	i = sort.Search(n, func(i int) bool { return formatting.u32(4*(i+1)) > offset })
	if i >= n || offset < formatting.u32(4*i) {
		return nil, 0, 0
	}
	return formatting, i, n
}

// characterRun gives the properties of the characters at a place.
func (l *looks) characterRun(offset int) run {
	formatting, i, n := l.find(l.characters, offset)
	if formatting == nil {
		return run{nil, offset, offset + 1}
	}
	r := run{from: formatting.u32(4 * i), to: formatting.u32(4 * (i + 1))}
	if at := 2 * formatting.u8(4*(n+1)+i); at > 0 {
		r.list = formatting.cut(at+1, formatting.u8(at))
	}
	return r
}

// character gives the look of a unit of the text.
func (l *looks) character(unit int) charLook {
	if unit >= l.from && unit < l.to {
		return l.last
	}
	p := l.piece(unit)
	offset := p.offset + (unit-p.from)*p.width
	r := l.characterRun(offset)
	l.last = charLook{}
	l.last.read(r.list)
	l.lateCharacters(p.prm)
	l.from = max(p.from, unit-(offset-r.from)/p.width)
	l.to = max(unit+1, min(p.to, unit+(r.to-offset)/p.width))
	return l.last
}

// lateCharacters adds the properties that apply to a whole piece.
func (l *looks) lateCharacters(prm int) {
	if list := short(prm); list != nil {
		l.last.read(list)
		return
	}
	i := prm >> 1
	if prm&1 == 0 || i >= len(l.late) {
		return
	}
	for _, o := range []struct{ own, late *toggle }{
		{&l.last.bold, &l.late[i].bold}, {&l.last.hidden, &l.late[i].hidden}, {&l.last.deleted, &l.late[i].deleted},
	} {
		if *o.late != unset {
			*o.own = *o.late
		}
	}
}

// short gives the one property that a number of 16 bits can hold, as a list.
func short(prm int) stretch {
	code := shortProperties[prm>>1&0x7F]
	if prm&1 != 0 || code == 0 {
		return nil
	}
	return stretch{byte(code), byte(code >> 8), byte(prm >> 8)}
}

// paragraph gives the look of the paragraph that ends with a unit of the text.
func (l *looks) paragraph(end int) paraLook {
	look := paraLook{list: -1, level: -1}
	p := l.piece(end)
	formatting, i, n := l.find(l.paragraphs, p.offset+(end-p.from)*p.width)
	if formatting != nil {
		if list := paragraphProperties(formatting, 2*formatting.u8(4*(n+1)+(1+placeholder)*i)); list != nil {
			look.style = list.u16(0)
			look.read(list.from(2), l.long)
		}
	}
	if list := short(p.prm); list != nil {
		look.read(list, nil)
	}
	return look
}

// paragraphProperties gives the style and the properties at a place of a page.
func paragraphProperties(formatting stretch, at int) stretch {
	if at == 0 {
		return nil
	}
	if n := formatting.u8(at); n > 0 {
		return formatting.cut(at+1, 2*n-1)
	}
	return formatting.cut(at+2, 2*formatting.u8(at+1))
}

// long gives properties that are kept in the data stream. A file that refers
// to the same bytes again and again is not followed for ever.
func (l *looks) long(offset int) stretch {
	size := l.f.data.u16(offset)
	if size > l.longLeft {
		return nil
	}
	l.longLeft -= size
	return l.f.data.cut(offset+2, size)
}
