// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package docx writes documents for word processors (Office Open XML,
// ECMA-376): headings, paragraphs with and without numbers, tables, page
// numbers, in either direction of writing. It names no author, program, host or
// time, and the same document always has the same bytes.
//
// It knows nothing of what it writes.
package docx

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// Document is a document in the making. The zero value is an empty one from
// left to right.
type Document struct {
	// Title stands in the document's properties only.
	Title string
	// Language is a BCP 47 code, for the word processor's spelling.
	Language string
	// RightToLeft is the direction of writing.
	RightToLeft bool
	// Landscape lays the paper on its side, for wide tables.
	Landscape bool

	body strings.Builder
}

// Style is how a paragraph looks.
type Style string

// The styles.
const (
	Normal   Style = "Normal"
	Title    Style = "Title"
	Subtitle Style = "Subtitle"
	Heading1 Style = "Heading1"
	Heading2 Style = "Heading2"
	Numbered Style = "Numbered" // a number or name, then the text with a hanging indent
	Small    Style = "Small"
)

// Add adds a paragraph.
func (d *Document) Add(style Style, text string) {
	d.paragraph(style, d.run(text, false))
}

// AddNumbered adds a paragraph with a number, or a name, before it.
func (d *Document) AddNumbered(number, text string) {
	d.paragraph(Numbered, d.run(number, true)+"<w:r><w:tab/></w:r>"+d.run(text, false))
}

// Column is a column of a table.
type Column struct {
	Head string
	// Width is its part of the table's width, in any unit.
	Width int
}

// AddTable adds a table, whose head is repeated on each page.
func (d *Document) AddTable(columns []Column, rows [][]string) {
	total := 0
	for _, c := range columns {
		total += c.Width
	}
	width := textWidth
	if d.Landscape {
		width = textHeight
	}
	d.body.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>`)
	if d.RightToLeft {
		d.body.WriteString(`<w:bidiVisual/>`)
	}
	fmt.Fprintf(&d.body, `<w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, width)
	for _, c := range columns {
		fmt.Fprintf(&d.body, `<w:gridCol w:w="%d"/>`, width*c.Width/total)
	}
	d.body.WriteString(`</w:tblGrid>`)
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.Head
	}
	d.row(head, true)
	for _, row := range rows {
		d.row(row, false)
	}
	d.body.WriteString(`</w:tbl>`)
	d.paragraph(Small, "")
}

func (d *Document) row(cells []string, head bool) {
	d.body.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		d.body.WriteString(`<w:tblHeader/>`)
	}
	d.body.WriteString(`</w:trPr>`)
	for _, cell := range cells {
		d.body.WriteString(`<w:tc><w:tcPr/>`)
		for line := range strings.SplitSeq(cell, "\n") {
			d.paragraph(Small, d.run(line, head))
		}
		d.body.WriteString(`</w:tc>`)
	}
	d.body.WriteString(`</w:tr>`)
}

func (d *Document) paragraph(style Style, runs string) {
	direction := ""
	if d.RightToLeft {
		direction = "<w:bidi/>"
	}
	fmt.Fprintf(&d.body, `<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, direction, runs)
}

// run is a stretch of text. Line breaks within a paragraph stay.
func (d *Document) run(text string, bold bool) string {
	if text == "" {
		return ""
	}
	look := ""
	if bold {
		look += "<w:b/><w:bCs/>"
	}
	if d.RightToLeft {
		look += "<w:rtl/>"
	}
	if look != "" {
		look = "<w:rPr>" + look + "</w:rPr>"
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = `<w:t xml:space="preserve">` + escape(line) + `</w:t>`
	}
	return "<w:r>" + look + strings.Join(lines, "<w:br/>") + "</w:r>"
}

// escape makes text safe for XML. Characters that XML cannot hold become the
// replacement character.
func escape(text string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(text)) // a Builder takes everything
	return out.String()
}

// The paper is A4, in twentieths of a point, with margins of 2.5 cm.
const (
	paperWidth, paperHeight = 11906, 16838
	margin                  = 1418
	textWidth, textHeight   = paperWidth - 2*margin, paperHeight - 2*margin
)

// WriteTo writes the document.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	out := &counter{w: w}
	z := zip.NewWriter(out)
	for _, m := range d.members() {
		f, err := z.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Deflate, Modified: epoch})
		if err == nil {
			_, err = io.WriteString(f, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+m.text)
		}
		if err != nil {
			return out.n, fmt.Errorf("docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return out.n, fmt.Errorf("docx: %w", err)
	}
	return out.n, nil
}

// epoch stands where the form asks for a time and none is to be told.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
