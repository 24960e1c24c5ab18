// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package doc is the neutral form of a document between the readers of formats
// (internal/read) and the readers of meaning (internal/extract): pages with
// lines and runs, and the paragraphs that flow over them, each with its place.
//
// It knows nothing of PDF, Word or the UN. Running headers, page numbers and
// footnotes are kept, but apart from the text.
package doc

import (
	"github.com/heed-upr/heed"
)

// WireVersion is the version of the JSON form in which reading processes hand
// documents over and in which the store keeps them. It changes when an older
// form can no longer be read.
const WireVersion = 1

// Document is a whole document.
type Document struct {
	Version int    `json:"version"` // WireVersion
	Format  string `json:"format"`  // "pdf"
	// Pages are the physical pages in order; empty for formats without pages.
	Pages []Page `json:"pages"`
	// Paragraphs is the text in reading order, across pages.
	Paragraphs []Paragraph `json:"paragraphs"`
	// Tagged says that the format itself marks headers and footers.
	Tagged bool `json:"tagged,omitempty"`
	// Sheets are the tables of a workbook, in the order of Cell.Table.
	Sheets []Sheet `json:"sheets,omitempty"`

	wire []byte // what it was decoded from
}

// Page is one physical page. Lines are in reading order.
type Page struct {
	Number int     `json:"number"` // from 1
	Width  float64 `json:"width"`  // points
	Height float64 `json:"height"` // points
	Lines  []Line  `json:"lines"`
	// Artifact boxes are what the format itself marks as furniture.
	Artifacts []heed.Box `json:"artifacts,omitempty"`
}

// Zone is what part of the page something belongs to.
type Zone string

// The zones. Body is the empty string, because nearly everything is.
const (
	Body     Zone = ""
	Header   Zone = "header"
	Footer   Zone = "footer"
	Footnote Zone = "footnote"
)

// Line is one line of text.
type Line struct {
	Box  heed.Box `json:"box"`
	Zone Zone     `json:"zone,omitempty"`
	Runs []Run    `json:"runs"`
}

// Run is a stretch of text of one look on one line.
type Run struct {
	Text string   `json:"text"`
	Box  heed.Box `json:"box"`
	Font string   `json:"font,omitempty"`
	// Size is the font's size in points.
	Size   float64 `json:"size"`
	Bold   bool    `json:"bold,omitempty"`
	Italic bool    `json:"italic,omitempty"`
	// Raised is a footnote mark or another superscript.
	Raised bool `json:"raised,omitempty"`
}

// Paragraph is a paragraph, possibly over several pages: its text with
// line-end hyphens resolved and footnote marks taken out, and the spans that
// say where each stretch of the text stands.
type Paragraph struct {
	// Label is the number, letter or bullet before the text, as printed or as
	// the format's own numbering computes it: "124.1", "5.", "(a)", "•".
	Label string `json:"label,omitempty"`
	// Text is the text without the label.
	Text string `json:"text"`
	Zone Zone   `json:"zone,omitempty"`
	// Bold says that all of it is bold, as headings are.
	Bold bool `json:"bold,omitempty"`
	// Size is the size of most of its text in points.
	Size float64 `json:"size"`
	// Indent is the distance of its first line from the page's left edge in
	// points; Hang is that of the following lines (Indent if there is one).
	Indent float64 `json:"indent"`
	Hang   float64 `json:"hang"`
	Spans  []Span  `json:"spans"`
	// Cell is where it stands in a table, nil outside of tables.
	Cell *Cell `json:"cell,omitempty"`
	// Notes are the footnote marks in it, as printed.
	Notes []string `json:"notes,omitempty"`
}

// Cell is a place in a table. All count from 1; a cell that spans columns has
// the number of its first.
type Cell struct {
	Table  int `json:"table"`
	Row    int `json:"row"`
	Column int `json:"column"`
}

// Sheet is what a workbook says of one of its tables. What is hidden in it is
// read like the rest; whoever takes it decides.
type Sheet struct {
	Name   string `json:"name"`
	Hidden bool   `json:"hidden,omitempty"`
	// HiddenRows and HiddenColumns count from 1.
	HiddenRows    []int `json:"hidden_rows,omitempty"`
	HiddenColumns []int `json:"hidden_columns,omitempty"`
	// Faults are cells that have no value to read.
	Faults []Fault `json:"faults,omitempty"`
}

// Fault is a cell without a value: an error, or a formula that no program has
// calculated yet.
type Fault struct {
	Row    int `json:"row"`
	Column int `json:"column"`
	// Value is the error as it shows, "#REF!"; "" for a formula.
	Value string `json:"value,omitempty"`
}

// Span is a stretch Text[From:To] of a paragraph's text (in bytes) that stands
// on one line.
type Span struct {
	From int      `json:"from"`
	To   int      `json:"to"`
	Page int      `json:"page"` // from 1; 0 where there are no pages
	Box  heed.Box `json:"box"`
	Bold bool     `json:"bold,omitempty"`
}

// Places gives where Text[from:to] stands: one box for each page, around the
// lines that hold it, in the order of the pages. Lines that it only shares
// with other text are taken whole.
func (p Paragraph) Places(from, to int) []heed.Place {
	var places []heed.Place
	for _, s := range p.Spans {
		if s.Page == 0 || s.From >= to || s.To <= from {
			continue
		}
		if n := len(places); n > 0 && places[n-1].Page == s.Page {
			places[n-1].Box = places[n-1].Box.Union(s.Box)
			continue
		}
		places = append(places, heed.Place{Page: s.Page, Box: s.Box})
	}
	return places
}

// AllPlaces gives where the whole paragraph stands.
func (p Paragraph) AllPlaces() []heed.Place { return p.Places(0, len(p.Text)) }
