// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc

import (
	"bytes"
	"fmt"
	"unicode/utf16"
)

// The marks of a compound file ([MS-CFB], 2.1 and 2.2).
const (
	lastSector   = 0xFFFFFFFA // the highest number of a sector, plus one
	noEntry      = 0xFFFFFFFF
	headerSize   = 512
	entrySize    = 128
	miniSector   = 64
	headerDIFAT  = 109 // FAT sectors that the header itself names
	streamEntry  = 2
	rootEntry    = 5
	smallVersion = 3 // sectors of 512 bytes, and sizes of 32 bits
)

var compoundMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// compound is a compound file: a file system in a file. Everything in it is
// bounded by the size of the file itself.
type compound struct {
	data    stretch
	sector  int // bytes
	version int
	cutoff  int // streams that are smaller are in the mini stream
	fat     stretch
	miniFAT stretch
	mini    stretch
	streams map[string]stretch // entries of the root's streams
}

func openCompound(data []byte) (*compound, error) {
	head := stretch(data).cut(0, headerSize)
	if head == nil || !bytes.HasPrefix(data, compoundMagic) {
		return nil, fmt.Errorf("%w: no header of a compound file", errBroken)
	}
	c := &compound{data: data, version: head.u16(26), sector: 1 << (head.u16(30) & 15), cutoff: head.u32(56)}
	if c.sector != 512 && c.sector != 4096 {
		return nil, fmt.Errorf("%w: sectors of %d bytes", errBroken, c.sector)
	}
	c.readFAT(head)
	directory := c.chain(head.u32(48), len(data))
	if len(directory) < entrySize || directory.u8(66) != rootEntry {
		return nil, fmt.Errorf("%w: no directory", errBroken)
	}
	c.miniFAT = c.chain(head.u32(60), head.u32(64)*c.sector)
	c.mini = c.chain(directory.u32(116), c.size(directory))
	c.readRoot(directory)
	return c, nil
}

// at gives a sector. The last one may be cut short.
func (c *compound) at(sector int) stretch {
	if sector >= lastSector {
		return nil
	}
	s := c.data.from((sector + 1) * c.sector)
	return s[:min(len(s), c.sector)]
}

// readFAT puts the table of chains together: the header names the first of its
// sectors, and a chain of sectors of their own the others.
func (c *compound) readFAT(head stretch) {
	most := len(c.data) / c.sector // no file has more sectors than that
	add := func(names stretch) {
		for i := 0; i+4 <= len(names) && len(c.fat) < most*4; i += 4 {
			if s := c.at(names.u32(i)); len(s) == c.sector {
				c.fat = append(c.fat, s...)
			}
		}
	}
	add(head.cut(76, 4*headerDIFAT))
	next := head.u32(68)
	for range most {
		s := c.at(next)
		if len(s) < c.sector {
			return
		}
		add(s[:c.sector-4])
		next = s.u32(c.sector - 4)
	}
}

// chain gives up to size bytes of the sectors of a chain.
func (c *compound) chain(sector, size int) stretch {
	var out stretch
	for range len(c.data) / c.sector {
		s := c.at(sector)
		if len(s) == 0 || len(out) >= size {
			break
		}
		out = append(out, s...)
		sector = next(c.fat, sector)
	}
	return out[:min(len(out), max(size, 0))]
}

// next gives what follows a sector in its chain; the end where the table does
// not say.
func next(table stretch, sector int) int {
	if 4*sector+4 > len(table) {
		return noEntry
	}
	return table.u32(4 * sector)
}

// miniChain gives up to size bytes of a small stream.
func (c *compound) miniChain(sector, size int) stretch {
	var out stretch
	for range len(c.mini)/miniSector + 1 {
		s := c.mini.from(sector * miniSector)
		if len(s) == 0 || len(out) >= size {
			break
		}
		out = append(out, s[:min(len(s), miniSector)]...)
		sector = next(c.miniFAT, sector)
	}
	return out[:min(len(out), max(size, 0))]
}

// size is the size of an entry's stream, never more than the file's. Old
// writers left rubbish in the upper half.
func (c *compound) size(entry stretch) int {
	if c.version > smallVersion && entry.u32(124) > 0 {
		return len(c.data)
	}
	return min(entry.u32(120), len(c.data))
}

// readRoot finds the streams that stand in the root itself: documents that are
// embedded in this one have streams of the same names further down.
func (c *compound) readRoot(directory stretch) {
	c.streams = map[string]stretch{}
	seen := make([]bool, len(directory)/entrySize)
	todo := []int{directory.u32(76)}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if i == noEntry || i >= len(seen) || seen[i] {
			continue
		}
		seen[i] = true
		entry := directory.cut(i*entrySize, entrySize)
		if entry.u8(66) == streamEntry {
			c.streams[name(entry)] = entry
		}
		todo = append(todo, entry.u32(68), entry.u32(72))
	}
}

// name is the name of an entry: UTF-16 with a zero behind it.
func name(entry stretch) string {
	var units []uint16
	for i := 0; i+2 < min(entry.u16(64), 64); i += 2 {
		units = append(units, uint16(entry.u16(i)))
	}
	return string(utf16.Decode(units))
}

func (c *compound) has(name string) bool { return c.streams[name] != nil }

// stream gives the bytes of a stream; nil where there is none.
func (c *compound) stream(name string) stretch {
	entry := c.streams[name]
	if entry == nil {
		return nil
	}
	size := c.size(entry)
	if entry.u32(120) < c.cutoff && size < len(c.data) { // where it stands is told by the size it claims
		return c.miniChain(entry.u32(116), size)
	}
	return c.chain(entry.u32(116), size)
}
