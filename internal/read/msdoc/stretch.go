// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc

import "encoding/binary"

// stretch is bytes of a file. Reading beyond its end gives zeros and cutting
// beyond it gives nothing, because offsets come from the file as well.
type stretch []byte

// cut gives size bytes from an offset; nil where they are not all there.
func (s stretch) cut(from, size int) stretch {
	if from < 0 || size <= 0 || from > len(s) || size > len(s)-from {
		return nil
	}
	return s[from : from+size]
}

// from gives everything from an offset on.
func (s stretch) from(at int) stretch {
	if at < 0 || at >= len(s) {
		return nil
	}
	return s[at:]
}

func (s stretch) u8(at int) int {
	if at < 0 || at >= len(s) {
		return 0
	}
	return int(s[at])
}

func (s stretch) u16(at int) int {
	if b := s.cut(at, 2); b != nil {
		return int(binary.LittleEndian.Uint16(b))
	}
	return 0
}

// i16 reads a signed number.
func (s stretch) i16(at int) int { return int(int16(s.u16(at))) }

func (s stretch) u32(at int) int {
	if b := s.cut(at, 4); b != nil {
		return int(binary.LittleEndian.Uint32(b))
	}
	return 0
}

// i32 reads a signed number.
func (s stretch) i32(at int) int { return int(int32(s.u32(at))) }

// plex is a PLC of [MS-DOC]: positions in ascending order, and between each
// two of them an item of a fixed size.
type plex struct {
	bytes stretch
	size  int // of an item
	n     int // items
}

func newPlex(b stretch, size int) plex {
	if len(b) < 4 {
		return plex{}
	}
	return plex{b, size, (len(b) - 4) / (4 + size)}
}

// position gives the i-th of n+1 positions.
func (p plex) position(i int) int { return p.bytes.u32(4 * i) }

// item gives the i-th of n items.
func (p plex) item(i int) stretch { return p.bytes.cut(4*(p.n+1)+i*p.size, p.size) }

// find gives the item between whose positions a position lies, or -1. Where a
// file has them out of order, it gives any or none.
func (p plex) find(position int) int {
	low, high := 0, p.n
	for low < high {
		if mid := (low + high) / 2; p.position(mid+1) <= position {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low >= p.n || position < p.position(low) {
		return -1
	}
	return low
}
