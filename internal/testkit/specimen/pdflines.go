// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import "strings"

// line is one set line: words to be spread over the measure, except the last
// of a paragraph.
type line struct {
	words []string
	last  bool
}

func (l line) plain() string { return strings.Join(l.words, " ") }

func (l line) noteMarks() int { return strings.Count(l.plain(), noteMark) }

// divisions are places where long words may be divided at a line's end, as
// word processors do it: with a hyphen that is no part of the word.
var divisions = map[string]string{
	"implementation":  "imple-mentation",
	"recommendations": "recom-mendations",
	"recommendation":  "recom-mendation",
	"discrimination":  "discrimi-nation",
	"international":   "inter-national",
	"establishment":   "establish-ment",
	"independent":     "inde-pendent",
	"organizations":   "organ-izations",
	"comprehensive":   "compre-hensive",
	"administrative":  "adminis-trative",
	"participation":   "partici-pation",
	"environmental":   "environ-mental",
	"communities":     "commu-nities",
	"disabilities":    "disabil-ities",
	"institutions":    "insti-tutions",
	"investigations":  "investi-gations",
	"representatives": "represen-tatives",
	"unaccompanied":   "unaccom-panied",
}

// wrap breaks the text into lines; measure gives each line's width.
func (t *typesetter) wrap(text string, measure func(n int) float64) []line {
	var lines []line
	var now []string
	used, space := 0.0, t.width(" ")
	for _, word := range strings.Fields(text) {
		for {
			room := measure(len(lines)) - used
			if len(now) > 0 {
				room -= space
			}
			w := t.width(strings.ReplaceAll(word, noteMark, ""))
			if w <= room {
				used += w
				if len(now) > 0 {
					used += space
				}
				now = append(now, word)
				break
			}
			if head, tail, ok := t.divide(word, room); ok {
				now, word = append(now, head), tail
			} else if len(now) == 0 {
				now, used = append(now, word), w
				break
			}
			lines = append(lines, line{words: now})
			now, used = nil, 0
		}
	}
	return append(lines, line{words: now, last: true})
}

// divide cuts the word at a hyphen it has, or at a known division, so that
// the head fits.
func (t *typesetter) divide(word string, room float64) (string, string, bool) {
	best := -1
	for i, r := range word {
		if r == '-' && i > 1 && i+2 < len(word) && t.width(word[:i+1]) <= room && !strings.ContainsAny(word, "/()0123456789") {
			best = i + 1
		}
	}
	if best > 0 {
		return word[:best], word[best:], true
	}
	bare := strings.TrimRight(word, ",.;:")
	d, ok := divisions[bare]
	// Only where the line would otherwise gape.
	if !ok || room < 30 {
		return "", "", false
	}
	head, _, _ := strings.Cut(d, "-")
	if t.width(head+"-") > room {
		return "", "", false
	}
	return head + "-", word[len(head):], true
}

// setLine prints the line from x, spread to the measure unless it is the last.
func (t *typesetter) setLine(l line, x, y, measure float64, marks *[]footnote, family, style string, size float64) {
	t.font(family, style, size)
	text := l.plain()
	bare := strings.ReplaceAll(text, noteMark, "")
	extra := 0.0
	if gaps := len(l.words) - 1; !l.last && gaps > 0 {
		extra = (measure - t.width(bare) - t.markWidth(strings.Count(text, noteMark), *marks)) / float64(gaps)
		t.font(family, style, size)
	}
	t.pdf.SetWordSpacing(extra)
	parts := strings.Split(text, noteMark)
	for i, part := range parts {
		if part != "" {
			t.text(x, y, part)
			x += t.width(part) + extra*float64(strings.Count(part, " "))
		}
		if i < len(parts)-1 {
			mark := (*marks)[0].mark
			*marks = (*marks)[1:]
			t.font(serif, "", markSize)
			t.text(x, y-3.4, mark)
			x += t.width(mark)
			t.font(family, style, size)
		}
	}
	t.pdf.SetWordSpacing(0)
}

// markWidth is the width of the line's footnote marks.
func (t *typesetter) markWidth(n int, marks []footnote) float64 {
	t.font(serif, "", markSize)
	w := 0.0
	for _, m := range marks[:n] {
		w += t.width(m.mark)
	}
	return w
}

// lastPage after a ref names the page on which it ends.
const lastPage = " last"

// look is how a kind of block is set.
type look struct {
	style       string
	size        float64
	number      float64 // x of the number
	first, rest float64 // x of the first and of the other lines
	before      float64 // room above
	rightNumber bool    // the number ends before first
	ragged      bool
	boldNumber  bool
	heading     bool
	pitch       float64
}

var looks = map[kind]look{
	body:      {size: 10, number: column, first: indent, rest: column, before: gap},
	lettered:  {size: 10, number: indent, first: 170.1, rest: column, before: gap},
	leadIn:    {style: "B", size: 10, number: column, first: indent, rest: column, before: gap},
	entry:     {style: "B", size: 10, number: indent, first: itemText, rest: indent, before: gap},
	chapter:   {style: "B", size: 14, first: column, rest: column, before: 24, rightNumber: true, ragged: true, boldNumber: true, heading: true, pitch: 15},
	section:   {style: "B", size: 12, first: column, rest: column, before: 18, rightNumber: true, ragged: true, boldNumber: true, heading: true, pitch: 13.5},
	bullet:    {size: 10, number: 127.6, first: 136, rest: 136, before: gap},
	reference: {size: 10, number: indent, first: 198.4, rest: column, before: gap},
	annex:     {style: "B", size: 14, first: left, rest: left, ragged: true, heading: true, pitch: 15},
	callout:   {style: "B", size: 10, first: column, rest: column, before: 16, ragged: true, heading: true},
	aside:     {size: 10, first: 405, rest: 405, before: gap, ragged: true},
}

func headingLike(k kind) bool { return looks[k].heading }

// block sets one paragraph, over as many pages as it needs.
func (t *typesetter) block(b block, afterHeading bool) {
	l := looks[b.kind]
	if l.pitch == 0 {
		l.pitch = pitch
	}
	if b.num == "" && b.kind == body {
		l.first = l.rest
	}
	if b.kind == annex {
		t.newPage()
	}
	t.font(serif, l.style, l.size)
	measure := func(n int) float64 {
		if n == 0 {
			return columnRight - l.first
		}
		return columnRight - l.rest
	}
	lines := t.wrap(b.text, measure)
	if !t.fresh {
		t.y += l.before
	}
	if afterHeading {
		t.y += 6
	}
	need := float64(len(lines)-1) * l.pitch
	if l.heading && t.y+need+3*pitch+18 > t.floor {
		t.newPage()
	}
	marks := b.notes
	for i, ln := range lines {
		notes := marks[:ln.noteMarks()]
		if t.y+t.footnoteHeight(notes) > t.floor {
			t.newPage()
		}
		for _, f := range notes {
			t.reserve(f)
		}
		x := l.rest
		if i == 0 {
			x = l.first
			t.numberOf(b, l)
		}
		if l.ragged {
			ln.last = true
		}
		t.setLine(ln, x, t.y, measure(i), &marks, serif, l.style, l.size)
		t.y += l.pitch
		t.fresh = false
		t.pages[b.ref+lastPage] = t.pdf.PageNo()
	}
}

// numberOf prints the block's number and records the page of its ref.
func (t *typesetter) numberOf(b block, l look) {
	if b.ref != "" {
		if _, seen := t.pages[b.ref]; !seen {
			t.pages[b.ref] = t.pdf.PageNo()
		}
	}
	if b.num == "" {
		return
	}
	style := ""
	if l.boldNumber {
		style = "B"
	}
	t.font(serif, style, l.size)
	if l.rightNumber {
		t.textRight(l.first-14, t.y, b.num)
		return
	}
	t.text(l.number, t.y, b.num)
}
