// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package docx reads Word documents (Office Open XML, ECMA-376) into the
// neutral form: paragraphs with the numbers that Word would print, tables,
// footnotes, tracked changes as if they were accepted.
//
// A document of this format has no pages; where a line ends is decided by
// whoever prints it.
package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// Limits against files that unfold into more than they are.
const (
	maxParts    = 10_000    // files in the archive
	maxPart     = 96 << 20  // bytes of one part, unfolded
	maxUnfolded = 192 << 20 // bytes of all parts that are read
)

var errTooLarge = errors.New("larger than allowed")

// Read reads a document. What keeps it from being read is CodeUnreadable with
// the outcome.
func Read(data []byte) (*doc.Document, error) {
	p, err := open(data)
	if err != nil {
		return nil, refuse(err)
	}
	d, err := p.read()
	if err != nil {
		return nil, refuse(err)
	}
	if len(d.Paragraphs) == 0 {
		return nil, heed.Unreadable("docx.Read", heed.OutcomeEmpty, nil)
	}
	return d, nil
}

func refuse(err error) error {
	outcome := heed.OutcomeBroken
	if errors.Is(err, errTooLarge) {
		outcome = heed.OutcomeTooMuch
	}
	return heed.Unreadable("docx.Read", outcome, err)
}

// archive is the parts of a document, and how much may still be unfolded.
type archive struct {
	files map[string]*zip.File
	left  int64
}

func open(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	if len(z.File) > maxParts {
		return nil, errTooLarge
	}
	a := &archive{files: map[string]*zip.File{}, left: maxUnfolded}
	for _, f := range z.File {
		a.files[path.Clean(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	return a, nil
}

// part opens a part; nil where there is none. Nothing is ever written to disk,
// so the name of a part cannot lead anywhere.
func (a *archive) part(name string) (io.ReadCloser, error) {
	f := a.files[name]
	if f == nil {
		return nil, nil //nolint:nilnil // most parts may be absent
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{&limited{r, min(maxPart, a.left), a}, r}, nil
}

// limited fails, rather than ends, where too much is read.
type limited struct {
	r    io.Reader
	left int64
	a    *archive
}

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errTooLarge
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	l.a.left -= int64(n)
	return n, err
}

// each calls f with each element right below the root, or below the element
// named within where that is not "".
func (a *archive) each(part, within string, f func(*node) error) error {
	r, err := a.part(part)
	if err != nil || r == nil {
		return err
	}
	defer func() { _ = r.Close() }()
	if err := blocks(r, within, f); err != nil {
		return fmt.Errorf("%s: %w", part, err)
	}
	return nil
}

// read puts the document together.
func (a *archive) read() (*doc.Document, error) {
	if a.files["word/document.xml"] == nil {
		return nil, errors.New("no word/document.xml")
	}
	st, err := a.styles()
	if err != nil {
		return nil, err
	}
	num, err := a.numbering()
	if err != nil {
		return nil, err
	}
	b := &builder{styles: st, numbering: num, doc: &doc.Document{Version: doc.WireVersion, Format: "docx"}}
	for _, name := range []string{"word/header1.xml", "word/header2.xml", "word/header3.xml"} {
		b.zone = doc.Header
		if err := a.each(name, "", b.block); err != nil {
			return nil, err
		}
	}
	b.zone = doc.Body
	if err := a.each("word/document.xml", "body", b.block); err != nil {
		return nil, err
	}
	b.end()
	b.zone = doc.Footnote
	err = a.each("word/footnotes.xml", "", func(n *node) error {
		b.mark = n.attr("id")
		if n.name != "footnote" || n.attr("type") != "" { // separators
			return nil
		}
		for _, c := range n.children {
			if err := b.block(c); err != nil {
				return err
			}
		}
		return nil
	})
	return b.doc, err
}
