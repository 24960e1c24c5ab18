// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc

// The properties that are read ([MS-DOC], 2.6), by their codes. The upper
// three bits of a code say how long its operand is.
const (
	charDeleted  = 0x0800
	charBold     = 0x0835
	charHidden   = 0x083C
	charStyle    = 0x4A30
	charSize     = 0x4A43
	charSymbol   = 0x6A09
	paraStyle    = 0x4600
	paraLevel    = 0x260A
	paraList     = 0x460B
	paraInTable  = 0x2416
	paraRowEnd   = 0x2417
	paraDepth    = 0x6649
	paraInnerEnd = 0x244C
	paraHuge     = 0x6646
	paraHugeOld  = 0x6645
	paraTabs     = 0xC615
	rowCells     = 0xD608
)

// operandSizes is how long an operand is; 0 where it says so itself.
var operandSizes = [8]int{1, 1, 2, 4, 2, 2, 0, 3}

// properties calls f with each property of a list and its operand, until the
// list ends or is broken.
func properties(list stretch, f func(code int, operand stretch)) {
	for len(list) > 2 {
		code := list.u16(0)
		list = list[2:]
		size := operandSizes[code>>13]
		if size == 0 {
			size = ownSize(code, list)
		}
		operand := list.cut(0, size)
		if operand == nil {
			return
		}
		f(code, operand)
		list = list[size:]
	}
}

// ownSize is the size of an operand that begins with it, together with that.
func ownSize(code int, operand stretch) int {
	switch n := operand.u8(0); {
	case code == rowCells:
		return operand.u16(0) + 1
	case code == paraTabs && n == 255: // too many for a byte: tabs taken away, then added
		removed := operand.u8(1)
		return 3 + 4*removed + 3*operand.u8(2+4*removed)
	default:
		return n + 1
	}
}

// toggle is a property that may also say nothing, or "as the style says".
type toggle int

const (
	unset toggle = iota
	off
	on
	asStyle
	notAsStyle
)

func toggleOf(operand stretch) toggle {
	switch operand.u8(0) {
	case 0:
		return off
	case 0x80:
		return asStyle
	case 0x81:
		return notAsStyle
	}
	return on
}

// holds settles a property, given what the style says.
func (t toggle) holds(style bool) bool {
	switch t {
	case on:
		return true
	case off:
		return false
	case notAsStyle:
		return !style
	}
	return style
}

// charLook is what of the look of characters matters.
type charLook struct {
	bold, hidden, deleted toggle
	symbol                bool // drawn from a font of symbols; the character is none
	style                 int  // of characters; 0 where there is none
}

// read adds the properties of a list, which go before those that it had.
func (l *charLook) read(list stretch) {
	properties(list, func(code int, operand stretch) {
		switch code {
		case charBold:
			l.bold = toggleOf(operand)
		case charHidden:
			l.hidden = toggleOf(operand)
		case charDeleted:
			l.deleted = toggleOf(operand)
		case charSymbol:
			l.symbol = true
		case charStyle:
			l.style = operand.u16(0)
		}
	})
}

// paraLook is what of the look of a paragraph matters.
type paraLook struct {
	style       int
	inTable     bool
	rowEnd      bool // not text: the mark at the end of a row
	innerRowEnd bool // the same of a table within a cell
	list, level int  // -1 where it says nothing; list counts from 1
	edges       []int16
}

// read adds the properties of a list; huge gives those that it only refers to.
func (l *paraLook) read(list stretch, huge func(offset int) stretch) {
	properties(list, func(code int, operand stretch) {
		switch code {
		case paraStyle:
			l.style = operand.u16(0)
		case paraInTable:
			l.inTable = operand.u8(0) != 0
		case paraDepth:
			l.inTable = operand.i32(0) > 0
		case paraRowEnd:
			l.rowEnd = operand.u8(0) != 0
		case paraInnerEnd:
			l.innerRowEnd = operand.u8(0) != 0
		case paraList:
			l.list = operand.u16(0)
		case paraLevel:
			l.level = operand.u8(0)
		case rowCells:
			l.edges = edges(operand)
		case paraHuge, paraHugeOld:
			if huge != nil {
				l.read(huge(operand.u32(0)), nil)
			}
		}
	})
}

// maxEdges is one more than the cells that a row of Word's can have.
const maxEdges = 64

// edges reads where the cells of a row begin and end, in twentieths of a point
// from the margin.
func edges(operand stretch) []int16 {
	n := operand.u8(2) + 1
	if n > maxEdges || len(operand) < 3+2*n {
		return nil
	}
	out := make([]int16, n)
	for i := range out {
		out[i] = int16(operand.i16(3 + 2*i))
	}
	return out
}
