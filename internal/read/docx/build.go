// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package docx

import (
	"strconv"

	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/read/word"
)

// builder makes the neutral document, block by block.
type builder struct {
	doc       *doc.Document
	styles    *styles
	numbering *numbering
	zone      doc.Zone
	mark      string // the footnote that is being read
	cell      *doc.Cell
	tables    int
	// joined is a paragraph whose end was deleted: it goes on in the next.
	joined *paragraph
}

// paragraph is a paragraph on its way.
type paragraph struct {
	word.Paragraph
	styleBold bool
}

// block reads a paragraph, a table, or what wraps them.
func (b *builder) block(n *node) error {
	switch n.name {
	case "p":
		b.paragraph(n)
	case "tbl":
		b.table(n)
	case "sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag":
		for _, c := range n.children {
			if err := b.block(c); err != nil {
				return err
			}
		}
	case "AlternateContent":
		if c := choice(n); c != nil {
			for _, c := range c.children {
				if err := b.block(c); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// choice is one of several forms of the same content.
func choice(n *node) *node {
	if c := n.child("Choice"); c != nil {
		return c
	}
	return n.child("Fallback")
}

// table reads a table row by row. Cells know where they stand; a table within
// a cell belongs to the cell.
func (b *builder) table(n *node) {
	outer := b.cell
	if outer == nil {
		b.tables++
	}
	row := 0
	for _, r := range rows(n) {
		if r.child("trPr", "del") != nil { // a deleted row
			continue
		}
		row++
		column := 1
		for _, c := range cells(r) {
			if outer == nil {
				b.cell = &doc.Cell{Table: b.tables, Row: row, Column: column}
			}
			for _, p := range c.children {
				_ = b.block(p) // no block of a cell fails: it was parsed with its table
			}
			b.end()
			span, err := strconv.Atoi(c.child("tcPr", "gridSpan").attr("val"))
			if err != nil || span < 1 {
				span = 1
			}
			column += span
		}
	}
	b.cell = outer
}

func rows(n *node) []*node { return unwrapped(n, "tr") }

func cells(n *node) []*node { return unwrapped(n, "tc") }

// unwrapped gives the children of a name, also those inside content controls.
func unwrapped(n *node, name string) []*node {
	var out []*node
	for _, c := range n.children {
		switch c.name {
		case name:
			out = append(out, c)
		case "sdt", "sdtContent", "customXml", "ins":
			out = append(out, unwrapped(c, name)...)
		}
	}
	return out
}

// paragraph reads one w:p.
func (b *builder) paragraph(n *node) {
	pPr := n.child("pPr")
	id := pPr.child("pStyle").attr("val")
	if id == "" {
		id = b.styles.plain
	}
	p := b.joined
	if p == nil {
		p = &paragraph{}
	}
	b.joined = nil
	p.styleBold = b.styles.bold(id)
	b.runs(n, p)
	if pPr.child("rPr", "del") != nil || pPr.child("rPr", "moveFrom") != nil {
		b.joined = p
		return
	}
	b.finish(p, pPr, id)
}

// end gives up waiting for what a deleted paragraph mark was to join.
func (b *builder) end() {
	if b.joined != nil {
		p := b.joined
		b.joined = nil
		b.finish(p, nil, b.styles.plain)
	}
}

// finish adds a paragraph to the document, with its label.
func (b *builder) finish(p *paragraph, pPr *node, styleID string) {
	at := word.Setting{Zone: b.zone, Cell: b.cell, Size: b.styles.size(styleID), Mark: b.mark}
	if out, ok := p.Finish(at, func() string { return b.label(pPr, styleID) }); ok {
		b.doc.Paragraphs = append(b.doc.Paragraphs, out)
	}
}

// label is what Word prints before a paragraph that is in a list.
func (b *builder) label(pPr *node, styleID string) string {
	inStyle := b.styles.number(styleID)
	own := pPr.child("numPr")
	numID, at := own.child("numId").attr("val"), own.child("ilvl").attr("val")
	if numID == "" {
		numID = inStyle.child("numId").attr("val")
	}
	if at == "" {
		at = inStyle.child("ilvl").attr("val")
	}
	i, err := strconv.Atoi(at)
	if err != nil {
		i = 0
	}
	if numID == "" || numID == "0" {
		return ""
	}
	return b.numbering.label(numID, i)
}

// runs reads what a paragraph says, with changes as if they were accepted.
func (b *builder) runs(n *node, p *paragraph) {
	for _, c := range n.children {
		switch c.name {
		case "r":
			b.run(c, p)
		case "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo":
			b.runs(c, p)
		case "AlternateContent":
			if c := choice(c); c != nil {
				b.runs(c, p)
			}
		}
	}
}

// run reads one w:r: text of one kind.
func (b *builder) run(n *node, p *paragraph) {
	rPr := n.child("rPr")
	if rPr.child("vanish").on() {
		return
	}
	bold := p.styleBold
	if s := rPr.child("rStyle").attr("val"); s != "" {
		bold = bold || b.styles.bold(s)
	}
	if own := rPr.child("b"); own != nil {
		bold = own.on()
	}
	for _, c := range n.children {
		switch c.name {
		case "t":
			p.Add(c.text, bold)
		case "tab":
			p.Gap('\t')
		case "br", "cr":
			p.Gap('\n')
		case "noBreakHyphen":
			p.Add("-", bold)
		case "footnoteReference":
			p.Notes = append(p.Notes, c.attr("id"))
		case "AlternateContent":
			if c := choice(c); c != nil {
				b.runs(c, p)
			}
		}
	}
}
