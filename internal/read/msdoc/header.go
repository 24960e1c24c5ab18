// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc

import "fmt"

// The numbers in the header ([MS-DOC], 2.5).
const (
	magicWord   = 0xA5EC
	oldestRead  = 0x00C0 // Word 97; older ones have another header and text
	encrypted   = 0x0100
	secondTable = 0x0200
)

// The parts that are read, by their number among the pairs of offset and size
// in the header (FibRgFcLcb97).
const (
	partStyles      = 1
	partNoteMarks   = 2
	partNotes       = 3
	partSections    = 6
	partHeaders     = 11
	partCharacters  = 12
	partParagraphs  = 13
	partPieces      = 33
	partLists       = 73
	partListsInText = 74
)

// header is what the beginning of the main stream says (the FIB).
type header struct {
	tableStream string
	pairs       stretch
	// How many characters each of the texts that follow one another has.
	body, notes, headers int
}

func readHeader(main stretch) (header, error) {
	if main.u16(0) != magicWord || main.u16(2) < oldestRead {
		return header{}, errNotWord
	}
	flags := main.u16(10)
	if flags&encrypted != 0 {
		return header{}, errEncrypted
	}
	h := header{tableStream: "0Table"}
	if flags&secondTable != 0 {
		h.tableStream = "1Table"
	}
	counts := 34 + 2*main.u16(32) + 2 // behind the 16-bit values
	h.body, h.notes, h.headers = main.i32(counts+12), main.i32(counts+16), main.i32(counts+20)
	at := counts + 4*main.u16(counts-2) + 2
	h.pairs = main.cut(at, 8*main.u16(at-2))
	if h.pairs == nil || h.body < 0 || h.notes < 0 || h.headers < 0 {
		return header{}, fmt.Errorf("%w: its header is cut short", errBroken)
	}
	return h, nil
}

// part gives the offset and size of a part in the table stream.
func (h header) part(n int) (from, size int) { return h.pairs.u32(8 * n), h.pairs.u32(8*n + 4) }

// characters is how many characters are read.
func (h header) characters() int { return h.body + h.notes + h.headers }
