// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package text reads plain text: what a program for copying text out of PDF
// leaves, or what somebody saved of an official document. It gives paragraphs
// by indent, blank line and number, and keeps running heads apart from them.
//
// Text is laid out like a page of type in which all characters are equally
// wide, so that doc makes lines and paragraphs of it by the rules of every
// other format. The places of that page are invented and are not kept: plain
// text has no pages that anyone could be shown.
package text

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// Format is the name of the format.
const Format = "txt"

// maxText is the largest text in bytes. The longest report of the Human Rights
// Council has under two million characters.
const maxText = 16 << 20

// The measures of the invented page, in points: the width of a character, the
// height of a line and of the letters in it.
const (
	charWidth  = 5
	lineHeight = 12
	letters    = 7
	size       = 10
	// apartBy is the space that parts paragraphs: too much to be taken for the
	// usual distance of lines in a text of few lines.
	apartBy = 48
)

// markup is what HTML and its relatives cannot do without. A page that was
// saved under another name begins like text often enough.
var markup = regexp.MustCompile(`(?i)<!doctype|<\?xml|<(?:html|head|body|script|style|table|div|span|meta|svg)\b[^<]*>|</(?:p|a|td|div|span|html)>`)

// Is reports whether data is plain text: letters in UTF-8 or Windows-1252,
// neither markup nor anything that only a program can read.
func Is(data []byte) bool {
	if bytes.HasPrefix(data, []byte("{\\rtf")) || markup.Match(data) {
		return false
	}
	letters := false
	for _, b := range data {
		switch {
		case b == '\t', b == '\n', b == '\r', b == '\f':
		case b < ' ', b == 0x7f:
			return false
		case b != ' ':
			letters = true
		}
	}
	return letters
}

// Read reads a text. What is none is OutcomeFormatNotRead, whatever it calls
// itself.
func Read(data []byte) (*doc.Document, error) {
	if len(data) > maxText {
		return nil, heed.Unreadable("text.Read", heed.OutcomeTooMuch, fmt.Errorf("%d bytes", len(data)))
	}
	if !Is(data) {
		return nil, heed.Unreadable("text.Read", heed.OutcomeFormatNotRead, nil)
	}
	pages := split(decode(data))
	markFurniture(pages)
	var laid []doc.Page
	seen := map[int]bool{}
	for i, p := range pages {
		laid = append(laid, p.lay(i+1, seen))
	}
	d := &doc.Document{Version: doc.WireVersion, Format: Format, Paragraphs: doc.Flow(laid)}
	d.Paragraphs = append(d.Paragraphs, furniture(pages)...)
	unplace(d.Paragraphs)
	if len(d.Paragraphs) == 0 {
		return nil, heed.Unreadable("text.Read", heed.OutcomeEmpty, nil)
	}
	return d, nil
}

// decode gives the text in UTF-8. What is not valid UTF-8 is Windows-1252,
// which is what older programs of the UN's writers wrote.
func decode(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return string(data)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil { // five bytes have no letter: they are left out
		return strings.ToValidUTF8(string(data), "")
	}
	return strings.ToValidUTF8(string(out), "")
}

// page is what stands between two form feeds.
type page struct {
	rows []row
	// broad is how far most of its lines run, in characters.
	broad int
}

// row is one line of a page.
type row struct {
	cells []cell
	zone  doc.Zone
}

// cell is a stretch of a line without a wide gap, and the column it begins in.
type cell struct {
	text   string
	column int
}

func (r row) empty() bool { return len(r.cells) == 0 }

// text is the line with its gaps as single blanks.
func (r row) text() string {
	var parts []string
	for _, c := range r.cells {
		parts = append(parts, c.text)
	}
	return strings.Join(parts, " ")
}

// begin and end are the columns of a line that is not empty.
func (r row) begin() int { return r.cells[0].column }

func (r row) end() int {
	last := r.cells[len(r.cells)-1]
	return last.column + utf8.RuneCountInString(last.text)
}

// numberForm is the number of a paragraph at the beginning of a line.
var numberForm = regexp.MustCompile(`^(\d{1,4})\.(?: |$)`)

// number is the number that a line begins with, or 0.
func (r row) number() int {
	m := numberForm.FindStringSubmatch(r.cells[0].text)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return n
}

// split cuts a text into pages and lines.
func split(text string) []page {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var pages []page
	for _, part := range strings.Split(text, "\f") {
		var p page
		for _, line := range strings.Split(part, "\n") {
			p.rows = append(p.rows, newRow(line))
		}
		p.broad = broad(p.rows)
		pages = append(pages, p)
	}
	return pages
}

// newRow cuts a line at gaps of two blanks or more, which stand between a
// number and its text and between columns.
func newRow(line string) row {
	var r row
	var b strings.Builder
	from, column, blanks := 0, 0, 2
	flush := func() {
		if b.Len() > 0 {
			r.cells = append(r.cells, cell{b.String(), from})
			b.Reset()
		}
	}
	for _, c := range line {
		switch {
		case c == '\t':
			column, blanks = (column/8+1)*8, blanks+2
			continue
		case unicode.IsSpace(c):
			column, blanks = column+1, blanks+1
			continue
		case blanks > 1:
			flush()
			from = column
		case blanks == 1:
			b.WriteByte(' ')
		}
		b.WriteRune(c)
		column, blanks = column+1, 0
	}
	flush()
	return r
}

// broad is the column that nine in ten lines do not run beyond, from where
// they begin.
func broad(rows []row) int {
	count, widest := map[int]int{}, 0
	n := 0
	for _, r := range rows {
		if !r.empty() {
			width := r.end() - r.begin()
			count[width]++
			widest = max(widest, width)
			n++
		}
	}
	for beyond := 0; widest > 0; widest-- {
		if beyond += count[widest]; beyond*10 > n {
			break
		}
	}
	return widest
}

// lay sets a page's lines. A line that stops well before the others ends its
// paragraph, unless the next one goes on in small letters: in plain text
// nothing else parts the lines of a cover or a heading from what follows. A
// number that follows one that was seen begins a paragraph in any case, and so
// does a line that is set in further than the one before it, except behind a
// number.
func (p page) lay(number int, seen map[int]bool) doc.Page {
	out := doc.Page{Number: number}
	y := 0
	var last row
	for _, r := range p.rows {
		y += lineHeight
		if r.empty() {
			continue
		}
		n := r.number()
		if !last.empty() && (p.stops(last) && !goesOn(r) || n > 0 && seen[n-1] || setIn(last, r)) {
			y += apartBy
		}
		seen[n] = n > 0
		last = r
		if r.zone == doc.Header || r.zone == doc.Footer {
			continue
		}
		var runs []doc.Run
		for _, c := range r.cells {
			x, n := float64(c.column*charWidth), utf8.RuneCountInString(c.text)
			runs = append(runs, doc.Run{Text: hyphen(c.text), Size: size, Box: heed.Box{x, float64(y), x + float64(n*charWidth), float64(y + letters)}})
		}
		for _, l := range doc.Lines(runs) {
			l.Zone = r.zone
			out.Lines = append(out.Lines, l)
		}
	}
	out.Height = float64(y + lineHeight)
	return out
}

func (p page) stops(r row) bool { return (r.end()-r.begin())*10 < p.broad*6 }

// labelled is a line that begins with a number, a letter or a bullet.
var labelled = regexp.MustCompile(`^(?:\(?[0-9A-Za-z]{1,4}[.)]|[•*–-])(?: |$)`)

func setIn(last, r row) bool {
	return r.begin() > last.begin()+1 && !labelled.MatchString(last.cells[0].text)
}

func goesOn(r row) bool {
	first, _ := utf8.DecodeRuneInString(r.cells[0].text)
	return unicode.IsLower(first)
}

// hyphen marks a hyphen at the end of a line as the other readers do, for doc
// to decide whether it belongs to the word.
func hyphen(s string) string {
	trimmed := strings.TrimSuffix(s, "-")
	last, _ := utf8.DecodeLastRuneInString(trimmed)
	if trimmed == s || !unicode.IsLetter(last) {
		return s
	}
	return trimmed + "\u0002"
}

// unplace takes out the invented places.
func unplace(paragraphs []doc.Paragraph) {
	for i := range paragraphs {
		for j := range paragraphs[i].Spans {
			paragraphs[i].Spans[j].Page, paragraphs[i].Spans[j].Box = 0, heed.Box{}
		}
	}
}
