// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/heed-upr/heed/internal/read/word"
)

// The forms of lists ([MS-DOC], 2.9.147, 2.9.150, 2.9.131 and 2.9.133).
const (
	listSize     = 28
	levelSize    = 28
	usedListSize = 16
	overrideSize = 8
	simpleList   = 1
	ownRestart   = 0x08
	ownStart     = 0x10
	ownLevel     = 0x20
	lastUsedList = 0x7FE // a paragraph's number of a list above this is none
)

// formats are the formats of numbers that are told apart (MSONFC).
var formats = map[int]string{
	0: word.Decimal, 1: word.UpperRoman, 2: word.LowerRoman, 3: word.UpperLetter, 4: word.LowerLetter,
	22: word.DecimalZero, 23: word.Bullet, 0xFF: word.None,
}

// lists are the lists in the order in which paragraphs count them, from 1.
type lists []*word.List

// label counts a paragraph in a list and gives what Word prints before it.
func (l lists) label(list, level int) string {
	if list < 1 || list > lastUsedList || list > len(l) {
		return ""
	}
	return l[list-1].Label(level)
}

// readLists reads the definitions of lists, and what paragraphs use of them.
// The levels stand behind the part that the header names, each as long as its
// own text and look are, so they can only be read in order.
func (f *file) readLists() lists {
	from, size := f.header.part(partLists)
	heads := f.table.cut(from, size)
	levels := &cursor{f.table.from(from + size)}
	definitions := map[int]*word.Definition{}
	for i := range heads.i16(0) {
		head := heads.cut(2+i*listSize, listSize)
		if head == nil || len(levels.left) == 0 {
			break
		}
		count := word.Levels
		if head.u8(26)&simpleList != 0 {
			count = 1
		}
		d := &word.Definition{}
		for at := range count {
			d.Levels[at] = levels.level(at)
		}
		definitions[head.u32(0)] = d
	}
	return f.usedLists(definitions)
}

// usedLists reads the lists that paragraphs name, each of which may change
// what its definition says.
func (f *file) usedLists(definitions map[int]*word.Definition) lists {
	used := f.part(partListsInText)
	n := min(used.u32(0), (len(used)-4)/usedListSize)
	changes := &cursor{used.from(4 + n*usedListSize)}
	var out lists
	for i := range n {
		head := used.cut(4+i*usedListSize, usedListSize)
		d := definitions[head.u32(0)]
		if d == nil {
			d = &word.Definition{}
		}
		l := d.NewList()
		changes.take(4)
		for range head.u8(12) {
			changes.override(l)
		}
		out = append(out, l)
	}
	return out
}

// cursor reads what can only be read in order.
type cursor struct{ left stretch }

// take gives the next bytes; nil, and nothing more, where there are not as
// many.
func (c *cursor) take(n int) stretch {
	b := c.left.cut(0, n)
	c.left = c.left.from(len(b))
	if b == nil && n > 0 {
		c.left = nil
	}
	return b
}

// level reads how one level counts and prints.
func (c *cursor) level(at int) word.Level {
	head := c.take(levelSize)
	l := word.Level{Start: head.i32(0), Format: word.Decimal, Restart: at}
	if f, ok := formats[head.u8(4)]; ok {
		l.Format = f
	}
	if head.u8(5)&ownRestart != 0 {
		l.Restart = head.u8(26)
	}
	c.take(head.u8(25)) // the look of the paragraph
	c.take(head.u8(24)) // the look of the number
	l.Text = levelText(c.take(2 * c.take(2).u16(0)))
	return l
}

// levelText gives the text of a number: "%1.%2" where the file has the numbers
// of the levels in place of their numbers.
func levelText(units stretch) string {
	var b strings.Builder
	var plain []uint16
	flush := func() {
		b.WriteString(string(utf16.Decode(plain)))
		plain = plain[:0]
	}
	for i := 0; i < len(units); i += 2 {
		if u := units.u16(i); u >= word.Levels {
			plain = append(plain, uint16(u))
			continue
		}
		flush()
		b.WriteString("%" + strconv.Itoa(units.u16(i)+1))
	}
	flush()
	return b.String()
}

// override reads one change that a list makes to its definition.
func (c *cursor) override(l *word.List) {
	head := c.take(overrideSize)
	flags := head.u8(4)
	at, start := flags&0xF, head.i32(0)
	if flags&ownLevel != 0 {
		level := c.level(at)
		if at < word.Levels {
			l.Levels[at], start = level, level.Start
		}
	}
	if flags&ownStart != 0 && at < word.Levels {
		l.StartAt(at, start)
	}
}
