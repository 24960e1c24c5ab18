// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package msdoc reads the documents of Word 97 to 2003 ([MS-DOC], ".doc") into
// the neutral form, as internal/read/docx does with their successors:
// paragraphs with the numbers that Word would print, tables, footnotes,
// tracked changes as if they were accepted, and no pages.
//
// The compound file around the document ([MS-CFB]) is read here as well: the
// libraries for it take the lengths and the nesting that a file claims at its
// word, and bytes are hostile until they have been read.
package msdoc

import (
	"errors"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// maxParagraphs bounds what a file of nothing but paragraph marks unfolds
// into; the longest UN document of the UPR has some ten thousand.
const maxParagraphs = 400_000

var (
	errBroken    = errors.New("not a whole Word document")
	errEncrypted = errors.New("encrypted")
	errNotWord   = errors.New("a compound file without a Word document of 1997 or later")
	errTooLarge  = errors.New("larger than allowed")
)

// Read reads a document. What keeps it from being read is CodeUnreadable with
// the outcome.
func Read(data []byte) (*doc.Document, error) {
	f, err := open(data)
	if err != nil {
		return nil, refuse(err)
	}
	b := newBuilder(f)
	if err := b.read(); err != nil {
		return nil, refuse(err)
	}
	if len(b.doc.Paragraphs) == 0 {
		outcome := heed.OutcomeEmpty
		if b.pictures {
			outcome = heed.OutcomeScanned
		}
		return nil, heed.Unreadable("msdoc.Read", outcome, nil)
	}
	return b.doc, nil
}

func refuse(err error) error {
	outcome := heed.OutcomeBroken
	switch {
	case errors.Is(err, errEncrypted):
		outcome = heed.OutcomeEncrypted
	case errors.Is(err, errNotWord):
		outcome = heed.OutcomeFormatNotRead
	case errors.Is(err, errTooLarge):
		outcome = heed.OutcomeTooMuch
	}
	return heed.Unreadable("msdoc.Read", outcome, err)
}

// file is what of a document's streams is needed to read its text.
type file struct {
	main   stretch // the stream WordDocument: text and formatting pages
	table  stretch // the stream 0Table or 1Table: where everything is
	data   stretch // the stream Data: properties that are too long for a page
	header header
	text   *text
	looks  looks
	styles styles
	lists  lists
}

// open finds the streams of a document and reads what describes its text.
func open(data []byte) (*file, error) {
	c, err := openCompound(data)
	if err != nil {
		return nil, err
	}
	if c.has("EncryptedPackage") { // a newer document behind a password
		return nil, errEncrypted
	}
	if !c.has("WordDocument") {
		return nil, errNotWord
	}
	f := &file{main: c.stream("WordDocument"), data: c.stream("Data")}
	if f.header, err = readHeader(f.main); err != nil {
		return nil, err
	}
	f.table = c.stream(f.header.tableStream)
	clx := f.part(partPieces)
	if f.text, err = readText(f.main, clx, f.header.characters()); err != nil {
		return nil, err
	}
	f.looks = newLooks(f)
	f.styles = readStyles(f.part(partStyles))
	f.lists = f.readLists()
	return f, nil
}

// part gives a part of the table stream; empty where there is none, or where
// it would reach beyond the stream.
func (f *file) part(n int) stretch {
	from, size := f.header.part(n)
	return f.table.cut(from, size)
}
