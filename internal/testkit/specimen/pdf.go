// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"github.com/go-pdf/fpdf"
)

// Measures of the United Nations page in points, taken from issued documents.
const (
	left, right   = 56.7, 538.7 // headers, rules
	column        = 113.4       // text column
	columnRight   = 481.9       //
	indent        = 141.7       // first line, recommendations
	itemText      = 184.2       // first line of a recommendation
	firstBaseline = 94.7        //
	lastBaseline  = 728.0       //
	pitch         = 12.0        // from line to line
	gap           = 6.0         // between paragraphs
	footnotePitch = 10.0        //
	headBaseline  = 65.1        //
	footBaseline  = 755.1       //
	markSize      = 6.5         // footnote marks
	serif, sans   = "Times", "Helvetica"
)

// typesetter sets one document page by page.
type typesetter struct {
	pdf     *fpdf.Fpdf
	cp1252  func(string) string
	symbol  string
	fresh   bool    // nothing set on the page yet
	y       float64 // the next line's baseline
	floor   float64 // no body line below this
	notes   [][]string
	marks   []string
	pages   map[string]int // first page of refs and headings
	fontKey string
}

// setPDF sets the paper and gives the page on which each ref begins. Contents
// need the pages of headings, so the paper is set twice.
func setPDF(p paper) ([]byte, map[string]int, error) {
	first := newTypesetter(p.cover.symbolOr(""), "P")
	first.paper(p, map[string]int{})
	second := newTypesetter(p.cover.symbolOr(""), "P")
	second.paper(p, first.pages)
	data, err := second.bytes()
	return data, second.pages, err
}

func (c *cover) symbolOr(other string) string {
	if c == nil {
		return other
	}
	return c.symbol
}

func newTypesetter(symbol, orientation string) *typesetter {
	pdf := fpdf.New(orientation, "pt", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCatalogSort(true)
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC) // the same bytes each time
	pdf.SetCreationDate(day)
	pdf.SetModificationDate(day)
	pdf.SetProducer("Heed specimen", false)
	pdf.SetTitle("Specimen", false)
	return &typesetter{pdf: pdf, cp1252: pdf.UnicodeTranslatorFromDescriptor(""), symbol: symbol, pages: map[string]int{}}
}

func (t *typesetter) bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := t.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	return out.Bytes(), nil
}

func (t *typesetter) paper(p paper, pages map[string]int) {
	if p.cover != nil {
		t.cover(*p.cover)
	}
	if p.contents {
		t.newPage()
		t.contents(p.blocks, pages)
	}
	if p.cover == nil {
		t.newPage()
		t.topBanner()
	} else {
		t.newPage()
	}
	for i, b := range p.blocks {
		t.block(b, i > 0 && headingLike(p.blocks[i-1].kind))
	}
	t.endPage()
}

// font selects a font; style is "", "B" or "I".
func (t *typesetter) font(family, style string, size float64) {
	key := family + style + strconv.FormatFloat(size, 'f', 1, 64)
	if key != t.fontKey {
		t.pdf.SetFont(family, style, size)
		t.fontKey = key
	}
}

func (t *typesetter) width(s string) float64 { return t.pdf.GetStringWidth(t.cp1252(s)) }

func (t *typesetter) text(x, y float64, s string) { t.pdf.Text(x, y, t.cp1252(s)) }

func (t *typesetter) textRight(x, y float64, s string) { t.text(x-t.width(s), y, s) }

func (t *typesetter) rule(x0, x1, y, thick float64) {
	t.pdf.SetLineWidth(thick)
	t.pdf.Line(x0, y, x1, y)
}

// newPage ends the page and opens the next with its header and footer: even
// pages carry symbol and number at the left, odd ones at the right.
func (t *typesetter) newPage() {
	if t.pdf.PageNo() > 0 {
		t.endPage()
	}
	t.pdf.AddPage()
	t.fontKey = ""
	t.y, t.floor, t.fresh = firstBaseline, lastBaseline, true
	n := strconv.Itoa(t.pdf.PageNo())
	t.font(serif, "B", 9)
	put := t.text
	edge := left
	if t.pdf.PageNo()%2 == 1 {
		put, edge = t.textRight, right
	}
	if t.symbol != "" {
		put(edge, headBaseline, t.symbol)
		t.rule(left, right, 71.5, 0.6)
	}
	put(edge, footBaseline, n)
	t.mark()
}

// mark prints the small line that says on each page what this is, outside the
// area that the official form uses.
func (t *typesetter) mark() {
	t.font(sans, "", 6)
	t.pdf.SetTextColor(110, 110, 110)
	w, h := t.pdf.GetPageSize()
	t.text((w-t.width(running))/2, h-24, running)
	t.pdf.SetTextColor(0, 0, 0)
}

// endPage prints the page's footnotes.
func (t *typesetter) endPage() {
	if len(t.notes) == 0 {
		return
	}
	lines := 0
	for _, n := range t.notes {
		lines += len(n)
	}
	y := lastBaseline - float64(lines-1)*footnotePitch
	t.rule(90.7, 163, y-15, 0.5)
	for i, note := range t.notes {
		t.font(serif, "", 6)
		t.textRight(109, y-3, t.marks[i])
		t.font(serif, "", 9)
		for _, line := range note {
			t.text(column, y, line)
			y += footnotePitch
		}
	}
	t.notes, t.marks = nil, nil
}

// reserve makes room for a footnote on this page.
func (t *typesetter) reserve(f footnote) {
	t.font(serif, "", 9)
	var lines []string
	for _, l := range t.wrap(f.text, func(int) float64 { return columnRight - column }) {
		lines = append(lines, l.plain())
	}
	if len(t.notes) == 0 {
		t.floor -= 18
	}
	t.floor -= float64(len(lines)) * footnotePitch
	t.notes, t.marks = append(t.notes, lines), append(t.marks, f.mark)
}

// footnoteHeight is the room that the notes would take.
func (t *typesetter) footnoteHeight(notes []footnote) float64 {
	if len(notes) == 0 {
		return 0
	}
	h := 0.0
	if len(t.notes) == 0 {
		h = 18
	}
	t.font(serif, "", 9)
	for _, f := range notes {
		n := len(t.wrap(f.text, func(int) float64 { return columnRight - column }))
		h += float64(n) * footnotePitch
	}
	return h
}
