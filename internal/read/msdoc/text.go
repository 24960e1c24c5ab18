// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc

import (
	"fmt"

	"golang.org/x/text/encoding/charmap"
)

// The pieces of a text ([MS-DOC], 2.9.38 and 2.9.177).
const (
	clxProperties = 1
	clxPieces     = 2
	pieceSize     = 8
	compressed    = 1 << 30 // one byte for each character
	offsetBits    = compressed - 1
)

// text is the characters of a document, in the order in which they are read,
// in units of UTF-16. They are stored in pieces, in any order.
type text struct {
	units  []uint16
	pieces []piece
	// late are properties that apply to whole pieces, as quick saves left them.
	late []stretch
}

// piece is a stretch of the text that is stored in one place.
type piece struct {
	from, to int // units
	offset   int // in the main stream, bytes
	width    int // bytes for each unit
	prm      int // late properties
}

// readText reads the first characters of a document. Each character is at
// least a byte of the file, so a file cannot unfold into more than it is.
func readText(main, clx stretch, characters int) (*text, error) {
	t := &text{}
	table, err := t.readProperties(clx)
	if err != nil {
		return nil, err
	}
	if characters > len(main) {
		return nil, fmt.Errorf("%w: %d characters in %d bytes", errBroken, characters, len(main))
	}
	t.units = make([]uint16, 0, characters)
	for i := range table.n {
		if len(t.units) >= characters {
			break
		}
		if err := t.add(main, table.position(i), min(table.position(i+1), characters), table.item(i)); err != nil {
			return nil, err
		}
	}
	if len(t.units) < characters {
		return nil, fmt.Errorf("%w: %d of %d characters", errBroken, len(t.units), characters)
	}
	return t, nil
}

// readProperties reads what stands before the table of pieces, and finds it.
func (t *text) readProperties(clx stretch) (plex, error) {
	for len(clx) > 0 {
		switch clx.u8(0) {
		case clxProperties:
			size := clx.i16(1)
			if size < 0 || 3+size > len(clx) {
				return plex{}, fmt.Errorf("%w: properties of pieces", errBroken)
			}
			t.late = append(t.late, clx[3:3+size])
			clx = clx[3+size:]
		case clxPieces:
			size := clx.u32(1)
			if table := clx.cut(5, size); table != nil {
				return newPlex(table, pieceSize), nil
			}
			return plex{}, fmt.Errorf("%w: a table of pieces of %d bytes", errBroken, size)
		default:
			return plex{}, fmt.Errorf("%w: no table of pieces", errBroken)
		}
	}
	return plex{}, fmt.Errorf("%w: no pieces", errBroken)
}

// add reads one piece.
func (t *text) add(main stretch, from, to int, descriptor stretch) error {
	at := descriptor.u32(2)
	p := piece{from: from, to: to, offset: at & offsetBits, width: 2, prm: descriptor.u16(6)}
	if at&compressed != 0 {
		p.offset, p.width = p.offset/2, 1
	}
	bytes := main.cut(p.offset, (to-from)*p.width)
	if from != len(t.units) || to < from || to > from && bytes == nil {
		return fmt.Errorf("%w: a piece from %d to %d", errBroken, from, to)
	}
	for i := 0; i < len(bytes); i += p.width {
		if p.width == 2 {
			t.units = append(t.units, uint16(bytes.u16(i)))
			continue
		}
		t.units = append(t.units, uint16(charmap.Windows1252.DecodeByte(bytes[i])))
	}
	t.pieces = append(t.pieces, p)
	return nil
}
