// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package msdoc_test

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/read/docx"
	"github.com/heed-upr/heed/internal/read/msdoc"
	"github.com/heed-upr/heed/internal/testkit"
)

// None and end are how a compound file says "no sector" and "the last one".
const (
	none   = 0xFFFFFFFF
	end    = 0xFFFFFFFE
	textAt = 1024 // where in the main stream the text stands
)

// specimen writes a Word document with that text and flags in its header, as
// [MS-DOC] and [MS-CFB] say: one piece, no looks, no styles.
func specimen(text string, flags uint16) []byte {
	units := utf16.Encode([]rune(text))
	main := make([]byte, textAt, 8192)
	put := binary.LittleEndian
	put.PutUint16(main, 0xA5EC)
	put.PutUint16(main[2:], 0x00C1)
	put.PutUint16(main[10:], 0x0200|flags)
	put.PutUint16(main[32:], 14)
	put.PutUint16(main[62:], 22)
	put.PutUint32(main[76:], uint32(len(units)))
	put.PutUint16(main[152:], 93)
	const pieces = 154 + 33*8
	put.PutUint32(main[pieces+4:], 5+16)
	for _, u := range units {
		main = put.AppendUint16(main, u)
	}
	table := []byte{2, 16, 0, 0, 0, 0, 0, 0, 0}
	table = put.AppendUint32(table, uint32(len(units)))
	table = put.AppendUint16(table, 0)
	table = put.AppendUint32(table, textAt)
	table = put.AppendUint16(table, 0)
	return compound(map[string][]byte{"WordDocument": main, "1Table": table})
}

// compound writes a compound file: the allocation table, the directory, then
// each stream in sectors of 512 bytes, none of them small.
func compound(streams map[string][]byte) []byte {
	const sector, least = 512, 4096
	put := binary.LittleEndian
	fat, directory, body := make([]byte, sector), make([]byte, sector), []byte{}
	for i := range fat {
		fat[i] = 0xFF
	}
	put.PutUint32(fat, 0xFFFFFFFD)
	put.PutUint32(fat[4:], end)
	entry := func(n int, name string, kind byte, right, child, start, size uint32) {
		e := directory[n*128:]
		for i, u := range utf16.Encode([]rune(name)) {
			put.PutUint16(e[2*i:], u)
		}
		put.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = kind
		put.PutUint32(e[68:], none)
		put.PutUint32(e[72:], right)
		put.PutUint32(e[76:], child)
		put.PutUint32(e[116:], start)
		put.PutUint32(e[120:], size)
	}
	entry(0, "Root Entry", 5, none, 1, end, 0)
	next, n := uint32(2), 1
	for _, name := range []string{"WordDocument", "1Table"} {
		data := append([]byte{}, streams[name]...)
		data = append(data, make([]byte, max(least-len(data), 0))...)
		data = append(data, make([]byte, (sector-len(data)%sector)%sector)...)
		right := uint32(none)
		if n < len(streams) {
			right = uint32(n + 1)
		}
		entry(n, name, 2, right, none, next, uint32(len(data)))
		for range len(data) / sector {
			put.PutUint32(fat[4*next:], next+1)
			next++
		}
		put.PutUint32(fat[4*(next-1):], end)
		body = append(body, data...)
		n++
	}
	head := make([]byte, sector)
	copy(head, []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1})
	for at, v := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		put.PutUint16(head[at:], v)
	}
	for at, v := range map[int]uint32{44: 1, 48: 1, 56: least, 60: end, 68: end} {
		put.PutUint32(head[at:], v)
	}
	for at := 80; at < sector; at += 4 {
		put.PutUint32(head[at:], none)
	}
	return append(append(append(head, fat...), directory...), body...)
}

func TestRead_Text(t *testing.T) {
	d, err := msdoc.Read(specimen("Advance questions to Veldania\rNordhall\r1. Will it publish the plan?\r«Қазақша»\r", 0))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range d.Paragraphs {
		got = append(got, strings.TrimSpace(p.Label+" "+p.Text))
	}
	if diff := cmp.Diff([]string{"Advance questions to Veldania", "Nordhall", "1. Will it publish the plan?", "«Қазақша»"}, got); diff != "" {
		t.Error(diff)
	}
	if d.Format != "doc" || len(d.Pages) != 0 {
		t.Errorf("format %q, %d pages", d.Format, len(d.Pages))
	}
}

func TestRead_WhatCannotBeRead(t *testing.T) {
	good := specimen("Advance questions\r", 0)
	for name, c := range map[string]struct {
		data []byte
		want heed.Outcome
	}{
		"encrypted":        {specimen("Advance questions\r", 0x0100), heed.OutcomeEncrypted},
		"cut short":        {good[:2048], heed.OutcomeBroken},
		"only its header":  {good[:512], heed.OutcomeBroken},
		"no Word document": {compound(map[string][]byte{"1Table": {1}}), heed.OutcomeFormatNotRead},
		"no text":          {specimen("\r\r", 0), heed.OutcomeEmpty},
	} {
		_, err := msdoc.Read(c.data)
		if got := heed.Outcome(heed.ErrorArg(err, "Outcome")); got != c.want {
			t.Errorf("%s: %q (%v), want %q", name, got, err, c.want)
		}
	}
}

// A real list in both formats of Word is the same document.
func TestRead_AsTheNewerFormat(t *testing.T) {
	folder := filepath.Join(testkit.Corpus(t), "matrices")
	old, err1 := os.ReadFile(filepath.Join(folder, "egypt_upr20_2014_matrix.doc"))
	recent, err2 := os.ReadFile(filepath.Join(folder, "egypt_upr20_2014_matrix.docx"))
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	a, err1 := msdoc.Read(old)
	b, err2 := docx.Read(recent)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	cells := func(d *doc.Document) []string {
		var out []string
		for _, p := range d.Paragraphs {
			if p.Cell != nil && p.Text != "" {
				out = append(out, p.Label+" "+p.Text)
			}
		}
		return out
	}
	x, y := cells(a), cells(b)
	if len(x) < 900 || len(x) != len(y) {
		t.Fatalf("%d and %d paragraphs in cells", len(x), len(y))
	}
	differ := 0
	for i := range x {
		if x[i] != y[i] {
			differ++
		}
	}
	if differ > 0 {
		t.Errorf("%d of %d paragraphs differ", differ, len(x))
	}
}

// FuzzRead: whatever the bytes, a document or an outcome.
func FuzzRead(f *testing.F) {
	good := specimen("Advance questions to Veldania\rA\x07B\x07\x07\r\x13 HYPERLINK \x14here\x15\r", 0)
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1})
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := msdoc.Read(data)
		if err != nil {
			if heed.ErrorCode(err) != heed.CodeUnreadable {
				t.Fatal(err)
			}
			return
		}
		if _, err := doc.Encode(d); err != nil {
			t.Fatal(err)
		}
	})
}
