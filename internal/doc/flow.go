// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package doc

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// labelForm is a paragraph's number, letter or bullet: "5.", "124.1", "124.1.",
// "(a)", "(iv)", "a)", "I.", "•". Reports of the Council's sessions count beyond
// a thousand, but not as far as the years of our time.
var labelForm = regexp.MustCompile(`^(?:\d{1,3}\.|1[0-8]\d{2}\.|\d{1,3}\.\d{1,3}\.?|\([a-z]{1,4}\)|[a-z]\)|\([0-9]{1,3}\)|[IVX]{1,4}\.|[A-Z]\.|[•·▪–−-])$`)

// Flow joins the body lines of all pages to paragraphs, and the footnotes of
// each page to paragraphs of their own zone, in reading order.
func Flow(pages []Page) []Paragraph {
	leading := bodyLeading(pages)
	words := vocabulary(pages)
	var body []flowLine
	var notes []flowLine
	for _, p := range pages {
		margin := p.margin()
		for _, l := range p.Lines {
			fl := newFlowLine(l, p.Number, margin)
			switch l.Zone {
			case Body:
				body = append(body, fl)
			case Footnote:
				notes = append(notes, fl)
			}
		}
	}
	paragraphs := build(body, Body, leading, words)
	return append(paragraphs, build(notes, Footnote, leading, words)...)
}

// flowLine is a line on its way into a paragraph.
type flowLine struct {
	Line
	page   int
	margin float64 // where most lines of its page begin
	label  string
	text   string // without the label, hyphen at its end kept as U+0002
	marks  []string
	size   float64
	bold   bool
}

func newFlowLine(l Line, page int, margin float64) flowLine {
	fl := flowLine{Line: l, page: page, margin: margin, size: l.Size(), bold: l.allBold()}
	runs := l.Runs
	fl.label, runs = takeLabel(runs)
	var b strings.Builder
	for i, r := range runs {
		if r.Raised && allMarks(r.Text) {
			fl.marks = append(fl.marks, strings.TrimSpace(r.Text))
			continue
		}
		if i > 0 && gapBefore(runs[i-1], r) {
			b.WriteByte(' ')
		}
		b.WriteString(r.Text)
	}
	fl.text = strings.Join(strings.Fields(Clean(b.String())), " ")
	return fl
}

// Clean takes out what is not text: control characters, except the mark of a
// line-end hyphen, soft hyphens, and private-use glyphs such as those of the
// bar code on a cover.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == hyphenMark:
			return r
		case r == '\u00a0' || r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r == '\u00ad' || unicode.IsControl(r) || unicode.Is(unicode.Co, r) || r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
}

// SplitLabel parts a paragraph's label from its text where a blank or tab ends
// it; the label is "" where it has none.
func SplitLabel(text string) (label, rest string) {
	head, rest, found := strings.Cut(strings.ReplaceAll(text, "\t", " "), " ")
	if !found || !labelForm.MatchString(head) {
		return "", text
	}
	return head, strings.TrimSpace(rest)
}

// takeLabel parts a label from the rest of a line. A label ends at a gap; when
// the number was drawn in pieces, the pieces are joined first.
func takeLabel(runs []Run) (string, []Run) {
	var b strings.Builder
	for i, r := range runs {
		if i > 0 && gapBefore(runs[i-1], r) && b.Len() > 0 {
			if label := strings.TrimSpace(b.String()); labelForm.MatchString(label) {
				return label, runs[i:]
			}
		}
		if i > 5 {
			break
		}
		head, rest, found := strings.Cut(strings.TrimLeft(r.Text, " "), " ")
		b.WriteString(head)
		if !found {
			continue
		}
		label := b.String()
		if !labelForm.MatchString(label) {
			break
		}
		if strings.TrimSpace(rest) == "" {
			return label, runs[i+1:]
		}
		r.Text = strings.TrimLeft(rest, " ")
		return label, append([]Run{r}, runs[i+1:]...)
	}
	return "", runs
}

// margin is where most body lines of the page begin.
func (p Page) margin() float64 {
	count := map[float64]int{}
	for _, l := range p.Lines {
		if l.Zone == Body {
			count[math.Round(l.Box[0])]++
		}
	}
	return most(count)
}

// bodyLeading is the distance between the feet of most neighbouring lines.
func bodyLeading(pages []Page) float64 {
	count := map[float64]int{}
	for _, p := range pages {
		for i := 1; i < len(p.Lines); i++ {
			if d := p.Lines[i].Box[1] - p.Lines[i-1].Box[1]; d > 4 && d < 40 {
				count[math.Round(d*2)/2]++
			}
		}
	}
	if d := most(count); d > 0 {
		return d
	}
	return 12
}

// build joins lines to paragraphs.
func build(lines []flowLine, zone Zone, leading float64, words map[string]int) []Paragraph {
	var paragraphs []Paragraph
	var cur []flowLine
	flush := func() {
		if p, ok := join(cur, zone, words); ok {
			paragraphs = append(paragraphs, p)
		}
		cur = nil
	}
	for _, l := range lines {
		if l.text == "" && l.label == "" {
			continue
		}
		if len(cur) > 0 && begins(cur, l, zone, leading) {
			flush()
		}
		cur = append(cur, l)
	}
	flush()
	return paragraphs
}

// begins reports whether l begins a new paragraph after the lines of cur.
func begins(cur []flowLine, l flowLine, zone Zone, leading float64) bool {
	last := cur[len(cur)-1]
	if zone == Footnote {
		return len(l.Runs) > 0 && startsWithMark(l.Line)
	}
	ended := endsSentence(last.text)
	if l.page != last.page {
		return l.label != "" || math.Abs(l.size-last.size) > 0.6 || (l.bold != last.bold && ended)
	}
	if l.Box[1] < last.Box[1]-leading/2 { // a new column
		return true
	}
	gap := feet(l) - feet(last)
	switch {
	case math.Abs(gap) < 0.3*leading: // beside it: another column of the same row
		return true
	case gap > 1.32*leading*max(1, l.size/10):
		return true
	case l.label != "":
		return ended || gap > 1.12*leading || shortLine(last) || last.bold != l.bold && l.label != ""
	case math.Abs(l.size-last.size) > 0.6:
		return true
	}
	return false
}

// feet is where the line stands: the foot of its tallest letters. Descenders
// make boxes differ by a fifth of the size, which the thresholds allow for.
func feet(l flowLine) float64 { return (l.Box[1] + l.Box[3]) / 2 }

// shortLine reports whether a line stops well before the others do.
func shortLine(l flowLine) bool { return l.Box[2]-l.Box[0] < 200 }

func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \"”’")
	return s == "" || strings.ContainsAny(s[len(s)-1:], ".;:!?,)")
}

// join makes one paragraph of its lines.
func join(lines []flowLine, zone Zone, words map[string]int) (Paragraph, bool) {
	if len(lines) == 0 {
		return Paragraph{}, false
	}
	first := lines[0]
	p := Paragraph{Label: first.label, Zone: zone, Bold: true, Size: first.size, Indent: first.Box[0], Hang: first.Box[0]}
	if len(lines) > 1 {
		p.Hang = lines[1].Box[0]
	}
	var b strings.Builder
	for i, l := range lines {
		text := l.text
		if i > 0 && l.label != "" {
			text = l.label + " " + text
		}
		from := appendLine(&b, text, words)
		p.Spans = append(p.Spans, Span{From: from, To: b.Len(), Page: l.page, Box: l.Box, Bold: l.bold})
		p.Bold = p.Bold && l.bold
		p.Notes = append(p.Notes, l.marks...)
	}
	p.Text = resolveLastHyphen(b.String())
	for i := range p.Spans {
		p.Spans[i].To = min(p.Spans[i].To, len(p.Text))
		p.Spans[i].From = min(p.Spans[i].From, p.Spans[i].To)
	}
	return p, p.Text != "" || p.Label != ""
}

// Lay does the whole of it: zones, then paragraphs.
func Lay(format string, pages []Page) *Document {
	MarkZones(pages)
	return &Document{Version: WireVersion, Format: format, Pages: pages, Paragraphs: Flow(pages)}
}

// PageParagraphs gives the paragraphs that stand on a page, in reading order.
func (d *Document) PageParagraphs(page int) []Paragraph {
	var out []Paragraph
	for _, p := range d.Paragraphs {
		if slices.ContainsFunc(p.Spans, func(s Span) bool { return s.Page == page }) {
			out = append(out, p)
		}
	}
	return out
}

// Text gives what the paragraphs say, with an empty line between two.
func (d *Document) Text() string {
	var out strings.Builder
	for _, p := range d.Paragraphs {
		out.WriteString(p.Text + "\n\n")
	}
	return out.String()
}
