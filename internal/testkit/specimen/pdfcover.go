// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"strconv"
	"strings"
)

// cover sets the first page: masthead, issuing organ, title, and, where a real
// document has emblem and codes, marks that say what this one is.
func (t *typesetter) cover(c cover) {
	t.pdf.AddPage()
	t.fontKey = ""
	t.topBanner()
	t.masthead(c)
	t.organ(c)
	y := 301.2
	title := c.title
	if c.note != "" {
		title += noteMark
	}
	for _, text := range []string{title, c.state, c.subtitle, c.about} {
		if text != "" {
			y = t.coverTitle(text, y) + 18
		}
	}
	t.coverFoot(c)
	t.mark()
}

func (t *typesetter) masthead(c cover) {
	t.font(serif, "", 14)
	t.text(119.7, 64, c.words.organization)
	t.coverSymbol(c.symbol)
	t.rule(left, right, 71, 0.6)
	t.font(serif, "B", 20)
	t.text(119.7, 94, c.words.assembly)
	t.emblemPlace()
	t.font(serif, "", 10)
	t.text(392.2, 93, c.words.distr)
	t.text(392.2, 105, c.date)
	if c.words.language != "" {
		t.text(392.2, 117, c.words.language)
	}
	t.text(392.2, 129, c.words.original)
	t.rule(left, right, 214, 1.4)
}

// coverSymbol prints the symbol with its large first letter, ending at the
// right edge.
func (t *typesetter) coverSymbol(symbol string) {
	t.font(serif, "", 10)
	rest := t.width(symbol[1:])
	t.text(right-rest, 66.2, symbol[1:])
	t.font(serif, "", 20)
	t.textRight(right-rest, 66.2, symbol[:1])
}

// emblemPlace fills the emblem's place with a plain ring: the emblem of the
// United Nations is not Heed's to use.
func (t *typesetter) emblemPlace() {
	t.pdf.SetLineWidth(0.8)
	t.pdf.Circle(87, 99, 22, "D")
	t.pdf.Circle(87, 99, 19.5, "D")
	t.font(sans, "B", 5.5)
	t.text(87-t.width("SPECIMEN")/2, 101, "SPECIMEN")
}

func (t *typesetter) organ(c cover) {
	t.font(serif, "B", 12)
	t.text(left, 231.6, c.words.council)
	y := 244.4
	lines := []struct{ style, text string }{{"B", c.council}, {"", c.days}, {"", c.words.agenda}, {"B", c.words.review}}
	for _, l := range lines {
		if l.text != "" {
			t.font(serif, l.style, 10)
			t.text(left, y, l.text)
			y += 12
		}
	}
}

func (t *typesetter) coverTitle(text string, y float64) float64 {
	t.font(serif, "B", 14)
	lines := t.wrap(text, func(int) float64 { return 350 })
	marks := []footnote{{mark: "*"}}
	for _, l := range lines {
		l.last = true
		t.setLine(l, column, y, 350, &marks, serif, "B", 14)
		y += 15
	}
	return y
}

func (t *typesetter) coverFoot(c cover) {
	if c.note != "" {
		t.rule(90.7, 163, 687, 0.5)
		t.font(serif, "", 6.5)
		t.text(104.4, 699, "*")
		t.font(serif, "", 9)
		for i, l := range t.wrap(c.note, func(int) float64 { return columnRight - column }) {
			t.text(column, 702.8+float64(i)*footnotePitch, l.plain())
		}
	}
	t.font(serif, "", 10)
	t.text(left, 726.7, c.job+"  ("+c.words.letter+")")
	t.bars(c.job)
	// A box where a real document has a code to scan.
	t.pdf.SetLineWidth(0.8)
	t.pdf.Rect(488.7, 716, 50, 50, "D")
	t.font(sans, "B", 7)
	t.text(513.7-t.width("SPECIMEN")/2, 739, "SPECIMEN")
	t.font(sans, "", 5)
	t.text(513.7-t.width("not a UN document")/2, 748, "not a UN document")
}

// bars draws a pattern in the place of a bar code. It encodes nothing.
func (t *typesetter) bars(job string) {
	x := left
	for i, r := range strings.Repeat(job, 2) {
		w := 0.6 + float64((int(r)+i)%3)*0.6
		t.pdf.Rect(x, 733, w, 20, "F")
		x += w + 1 + float64((int(r)*(i+1))%3)*0.5
	}
}

// topBanner is the line that says what this is, above the official form.
func (t *typesetter) topBanner() {
	t.font(sans, "B", 7)
	t.pdf.SetTextColor(150, 30, 30)
	w, _ := t.pdf.GetPageSize()
	t.text((w-t.width(banner))/2, 30, banner)
	t.pdf.SetTextColor(0, 0, 0)
}

// span is one line of the table of contents.
type span struct {
	number, title, paragraphs string
	page                      int
	level                     int
}

// contents sets the table of contents with dotted leaders.
func (t *typesetter) contents(blocks []block, pages map[string]int) {
	t.font(serif, "B", 14)
	t.text(left, 98, "Contents")
	t.font(serif, "I", 9)
	t.textRight(503.2, 117, "Paragraphs")
	t.textRight(right, 117, "Page")
	y := 134.8
	for _, s := range spans(blocks, pages) {
		if s.title == "Annex" {
			t.font(serif, "", 10)
			t.textRight(99, y, "Annex")
			y += 18
			continue
		}
		t.contentsLine(s, y)
		y += 18
	}
}

func (t *typesetter) contentsLine(s span, y float64) {
	t.font(serif, "", 10)
	x := column
	if s.level == 2 {
		t.text(column, y, s.number)
		x = 134.7
	} else if s.number != "" {
		t.textRight(99, y, s.number)
	}
	end := 438.0
	if s.paragraphs == "" {
		end = 501
	}
	t.text(x, y, s.title+" "+strings.Repeat(".", int((end-x-t.width(s.title+" "))/t.width("."))))
	t.textRight(503.2, y, s.paragraphs)
	if s.page > 0 {
		t.textRight(right, y, strconv.Itoa(s.page))
	}
}

// spans lists the headings with the paragraphs that they cover.
func spans(blocks []block, pages map[string]int) []span {
	var out []span
	for i, b := range blocks {
		level := map[kind]int{chapter: 1, section: 2, annex: 1}[b.kind]
		if level == 0 {
			continue
		}
		if b.kind == annex {
			out = append(out, span{title: "Annex"}, span{title: "Composition of the delegation", level: 1, page: pages[b.ref]})
			break
		}
		first, last := "", ""
		for _, c := range blocks[i+1:] {
			if c.kind == annex || c.kind == chapter || (c.kind == section && level == 2) {
				break
			}
			if (c.kind == body || c.kind == leadIn) && c.num != "" {
				if last = strings.TrimSuffix(c.num, "."); first == "" {
					first = last
				}
			}
		}
		out = append(out, span{b.num, strings.ReplaceAll(b.text, noteMark, ""), first + "\u2013" + last, pages[b.ref], level})
	}
	return out
}
