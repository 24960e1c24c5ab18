// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package presession

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

const (
	// smallSize is the largest size of notes and tables, as a share of the text's.
	smallSize = 0.95
	// headingLength is the most that a heading has, in bytes.
	headingLength = 400
	// contentsGap is how many paragraphs between two lines of a table of
	// contents may have no leaders.
	contentsGap = 6
)

var (
	numberForm = regexp.MustCompile(`^[1-9]\d{0,2}\.$`)
	// The job number in the foot of a cover, "GE.24-19950 (E)", with the bar code's digits.
	jobForm = regexp.MustCompile(`^GE\.\s?\d{2}-\d{4,6}\b`)
	// A line of a table of contents: "Methodology ......... 1 - 2 5".
	leaderForm = regexp.MustCompile(`(?:\.\s?){6,}`)
	// The heading over the endnotes, in the languages of the UN.
	notesForm = regexp.MustCompile(`(?i)^(?:notes?|end\s?notes?|примечани[ея]|notas?|notas finales|الحواشي|注|注释|尾注)[.:]?$`)
	// A caption is no heading, even in bold.
	captionForm = regexp.MustCompile(`(?i)^(?:table|tableau|tabla|cuadro|таблица|figure|figura|gráfico|graphique|chart|graph|диаграмма|рисунок|annex table)\s*(?:№\s*)?\d`)
)

// block is a paragraph of the document's text with what its lines tell.
type block struct {
	doc.Paragraph
	italic bool // all of it
	beside bool // another text stands beside it: it is in a table
	small  bool // smaller than the text
	large  bool // larger than the text
}

// page is the page on which the block begins, 0 where there are no pages.
func (b block) page() int {
	if len(b.Spans) == 0 {
		return 0
	}
	return b.Spans[0].Page
}

// marks are the marks of notes in the block, each by itself.
func (b block) marks() []string {
	var out []string
	for _, n := range b.Notes {
		out = append(out, strings.FieldsFunc(n, func(r rune) bool { return r < '0' || r > '9' })...)
	}
	return out
}

// looksLikeHeading reports whether a block can be a heading by its words.
func (b block) looksLikeHeading() bool {
	switch {
	case b.Text == "" || b.beside || b.small || len(b.Text) > headingLength || captionForm.MatchString(b.Text):
		return false
	case strings.HasPrefix(b.Text, "*") || strings.Trim(b.Text, "-–—_. ") == "":
		return false
	}
	return !strings.ContainsAny(b.Text[len(b.Text)-1:], ".;,:") && (b.Label == "" || headingLabelForm.MatchString(b.Label))
}

// prominent reports whether a block looks like a heading.
func (b block) prominent() bool { return b.Bold || b.italic || b.large && len(b.Text) < 160 }

// layout is the text of a document without cover furniture, table of contents
// and notes, and the notes apart.
type layout struct {
	blocks []block
	notes  []doc.Paragraph // by place, each with the rest of it on later pages
}

func newLayout(d *doc.Document) *layout {
	size := textSize(d)
	d = withEndnotes(d, size)
	end := notesBegin(d, size)
	l := &layout{}
	look := looks(d)
	var rest []doc.Paragraph
	for _, p := range d.Paragraphs {
		switch {
		case p.Zone == doc.Footnote:
			rest = append(rest, p)
			continue
		case p.Zone != doc.Body || p.Cell != nil || numberless(p):
			continue
		case end.before(p) && !notesForm.MatchString(p.Text):
			rest = append(rest, p)
			continue
		case end.before(p):
			continue
		}
		p = withoutJob(p)
		if p.Text == "" {
			continue
		}
		b := look.of(p)
		b.small = p.Size > 0 && p.Size <= smallSize*size
		b.large = p.Size > 1.1*size && size > 0
		l.blocks = append(l.blocks, b)
	}
	l.blocks = withoutContents(l.blocks)
	l.blocks = splitHeadings(splitSwallowed(l.blocks, look), look)
	l.notes = wholeNotes(rest)
	return l
}

// numberedLine is the beginning of a line that begins a numbered paragraph.
var numberedLine = regexp.MustCompile(`^\d{1,3}\.\s`)

// withEndnotes marks everything after the heading of the endnotes as notes. By
// size alone they are not known where there is more of them than of text.
func withEndnotes(d *doc.Document, size float64) *doc.Document {
	page, line := -1, -1
	for i, p := range d.Pages {
		for j, l := range p.Lines {
			if l.Zone != doc.Body {
				continue
			}
			text := l.Text()
			switch {
			case i > 0 && notesForm.MatchString(text):
				page, line = i, j
			case l.Size() > smallSize*size && numberedLine.MatchString(text):
				page, line = -1, -1
			}
		}
	}
	if page < 0 {
		return d
	}
	pages := slices.Clone(d.Pages)
	for i := page; i < len(pages); i++ {
		pages[i].Lines = slices.Clone(pages[i].Lines)
		for j := range pages[i].Lines {
			if l := &pages[i].Lines[j]; l.Zone == doc.Body && (i > page || j > line) {
				l.Zone = doc.Footnote
			}
		}
	}
	out := *d
	out.Pages, out.Paragraphs = pages, doc.Flow(pages)
	return &out
}

// numberless reports whether a paragraph is a mere rule or number of its own.
func numberless(p doc.Paragraph) bool {
	return strings.Trim(p.Text, "-–—_*0123456789 ") == "" && p.Label == ""
}

// textSize is the size of most numbered paragraphs.
func textSize(d *doc.Document) float64 {
	count := map[float64]int{}
	for _, p := range d.Paragraphs {
		if p.Zone == doc.Body && numberForm.MatchString(p.Label) && len(p.Text) > 60 {
			count[math.Round(p.Size*2)/2]++
		}
	}
	best, n := 0.0, 0
	for size, c := range count {
		if c > n || c == n && size > best {
			best, n = size, c
		}
	}
	return best
}

// spot is a place in a paged document. The zero spot is after everything.
type spot struct {
	page int
	y    float64
}

// before reports whether the spot is at the beginning of p, or before it.
func (s spot) before(p doc.Paragraph) bool {
	if s.page == 0 || len(p.Spans) == 0 {
		return false
	}
	at := p.Spans[0]
	return at.Page > s.page || at.Page == s.page && at.Box[1] >= s.y
}

// notesBegin is where the endnotes begin: at their heading, or after the last
// line in the size of the text that is part of a long paragraph.
func notesBegin(d *doc.Document, size float64) spot {
	var last, headed spot
	for _, p := range d.Paragraphs {
		if p.Zone != doc.Body || len(p.Spans) == 0 || p.Spans[0].Page == 0 {
			continue
		}
		switch {
		case notesForm.MatchString(p.Text) && p.Label == "":
			headed = spot{p.Spans[0].Page, p.Spans[0].Box[1]}
		case numberForm.MatchString(p.Label) && len(p.Text) > 60 && p.Size > smallSize*size:
			foot := p.Spans[len(p.Spans)-1]
			last = spot{foot.Page, foot.Box[3]}
			headed = spot{}
		}
	}
	if headed.page > 0 || last.page == 0 {
		return headed
	}
	return smallAfter(d, last, smallSize*size)
}

// smallAfter is where, after a spot, the first paragraph in small type stands.
func smallAfter(d *doc.Document, from spot, size float64) spot {
	for _, p := range d.Paragraphs {
		if p.Zone == doc.Body && from.before(p) && p.Size <= size {
			return spot{p.Spans[0].Page, p.Spans[0].Box[1]}
		}
	}
	return spot{}
}

// withoutJob takes the job number out that stands in the foot of a cover and
// so within a paragraph that runs on to the second page.
func withoutJob(p doc.Paragraph) doc.Paragraph {
	for len(p.Spans) > 0 && p.Spans[0].Page <= 1 && jobForm.MatchString(p.Text) {
		cut := p.Spans[0].To
		p.Text = strings.TrimSpace(p.Text[cut:])
		spans := slices.Clone(p.Spans[1:])
		for i := range spans {
			spans[i].From = max(spans[i].From-cut-1, 0)
			spans[i].To = max(spans[i].To-cut-1, 0)
		}
		p.Spans = spans
	}
	return p
}

// withoutContents drops the table of contents: the lines with leaders and what
// stands between them.
func withoutContents(blocks []block) []block {
	first, last := -1, -1
	for i, b := range blocks {
		if !leaderForm.MatchString(b.Text) {
			continue
		}
		if first >= 0 && i-last > contentsGap {
			break
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	if first < 0 || last == first {
		return blocks
	}
	for first > 0 && blocks[first-1].Label == "" && blocks[first-1].page() == blocks[first].page() {
		first-- // its title, and the heads of its columns
	}
	return slices.Delete(slices.Clone(blocks), first, last+1)
}

// splitHeadings parts a heading in italics from the paragraph before it where
// they were taken for one.
func splitHeadings(blocks []block, look pageLooks) []block {
	var out []block
	for _, b := range blocks {
		n := len(b.Spans)
		for n > 0 && look[b.Spans[n-1].Page][b.Spans[n-1].Box].italic {
			n--
		}
		if b.Label == "" || b.beside || n == 0 || n == len(b.Spans) || b.Spans[n].From > len(b.Text) || !ended(b.Text[:b.Spans[n].From]) {
			out = append(out, b)
			continue
		}
		head, tail := split(b, n, b.Spans[n].From, look)
		tail.Label, tail.italic = "", true
		out = append(out, head)
		if !notesForm.MatchString(tail.Text) {
			out = append(out, tail)
		}
	}
	return out
}

// splitSwallowed parts a numbered paragraph from the one before it where they
// were taken for one: a line begins with the number that is missing.
func splitSwallowed(blocks []block, look pageLooks) []block {
	has := map[string]bool{}
	for _, b := range blocks {
		has[b.Label] = true
	}
	var out []block
	for _, b := range blocks {
		for {
			head, tail, ok := splitAt(b, has, look)
			if !ok {
				break
			}
			has[tail.Label] = true
			out = append(out, head)
			b = tail
		}
		out = append(out, b)
	}
	return out
}

// splitAt parts a block before a line that begins with the next number, if no
// other block has that number.
func splitAt(b block, has map[string]bool, look pageLooks) (head, tail block, ok bool) {
	if !numberForm.MatchString(b.Label) || len(b.Spans) < 2 {
		return b, b, false
	}
	next := following(b.Label)
	if has[next] {
		return b, b, false
	}
	for i, s := range b.Spans {
		if i == 0 || s.From > s.To || s.To > len(b.Text) || !strings.HasPrefix(b.Text[s.From:s.To], next+" ") {
			continue
		}
		head, tail = split(b, i, s.From+len(next)+1, look)
		head.Text = strings.TrimSpace(b.Text[:s.From])
		tail.Label = next
		return head, tail, true
	}
	return b, b, false
}

// split parts a block before the line of its span n, and its text at cut.
func split(b block, n, cut int, look pageLooks) (head, tail block) {
	head, tail = b, b
	head.Text, head.Spans = strings.TrimSpace(b.Text[:cut]), b.Spans[:n]
	tail.Text, tail.Spans, tail.Indent = b.Text[cut:], nil, b.Spans[n].Box[0]
	for _, s := range b.Spans[n:] {
		s.From, s.To = max(s.From-cut, 0), max(s.To-cut, 0)
		tail.Spans = append(tail.Spans, s)
	}
	if b.page() > 0 {
		head.Notes, tail.Notes = look.marks(head.Spans), look.marks(tail.Spans)
	}
	return head, tail
}

// lineLook is what a line of a page tells of a paragraph.
type lineLook struct {
	italic, beside bool
	marks          []string // of notes
}

// pageLooks finds the look of a line by its page and box.
type pageLooks map[int]map[heed.Box]lineLook

func looks(d *doc.Document) pageLooks {
	out := pageLooks{}
	for _, p := range d.Pages {
		of := map[heed.Box]lineLook{}
		for i, l := range p.Lines {
			if l.Zone != doc.Body {
				continue
			}
			of[l.Box] = lineLook{italic(l), besides(p.Lines, i), raised(l)}
		}
		out[p.Number] = of
	}
	return out
}

// of makes a block of a paragraph.
func (p pageLooks) of(paragraph doc.Paragraph) block {
	b := block{Paragraph: paragraph, italic: len(paragraph.Spans) > 0}
	for _, s := range paragraph.Spans {
		look := p[s.Page][s.Box]
		b.italic = b.italic && look.italic
		b.beside = b.beside || look.beside
	}
	return b
}

// marks gives the marks of notes on the lines of spans.
func (p pageLooks) marks(spans []doc.Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, p[s.Page][s.Box].marks...)
	}
	return out
}

// raised gives the marks of notes on a line.
func raised(l doc.Line) []string {
	var out []string
	for _, r := range l.Runs {
		if r.Raised && strings.Trim(r.Text, "0123456789, ") == "" {
			out = append(out, r.Text)
		}
	}
	return out
}

// italic reports whether all letters of a line are italic.
func italic(l doc.Line) bool {
	any := false
	for _, r := range l.Runs {
		if strings.TrimSpace(r.Text) == "" || r.Raised {
			continue
		}
		if !r.Italic {
			return false
		}
		any = true
	}
	return any
}

// besides reports whether another line of the body stands at the height of line
// i. Lines are in reading order, so it is near.
func besides(lines []doc.Line, i int) bool {
	const near = 4
	a := lines[i].Box
	for j := max(0, i-near); j < len(lines) && j <= i+near; j++ {
		b := lines[j].Box
		if j == i || lines[j].Zone != doc.Body {
			continue
		}
		if min(a[3], b[3])-max(a[1], b[1]) > 0.5*min(a[3]-a[1], b[3]-b[1]) {
			return true
		}
	}
	return false
}
