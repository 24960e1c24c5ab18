// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package doc

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

const (
	// furnitureLines is how many lines from the top and from the foot of a page
	// may be running headers or footers.
	furnitureLines = 4
	// furniturePages is on how many pages the same line must stand in the same
	// place to be furniture, except in shorter documents.
	furniturePages = 3
	// footnoteSize is the largest size of a footnote, as a share of the body's.
	footnoteSize = 0.95
)

var digits = regexp.MustCompile(`[0-9]+`)

// MarkZones tells headers, footers and footnotes from the body, by what
// repeats in the same place on several pages and by small type at the foot.
func MarkZones(pages []Page) {
	type key struct {
		mask string
		y    int
	}
	seen := map[key]map[int]bool{}
	each := func(f func(p *Page, l *Line, k key, top bool)) {
		for i := range pages {
			p := &pages[i]
			for j, l := range edgeLines(p) {
				mask := digits.ReplaceAllString(p.Lines[l].Text(), "#")
				y := int(math.Round(p.Lines[l].Box[3] / 6))
				f(p, &p.Lines[l], key{mask, y}, j < furnitureLines && p.Lines[l].Box[3] < p.Height/2)
			}
		}
	}
	each(func(p *Page, _ *Line, k key, _ bool) {
		for _, y := range []int{k.y - 1, k.y, k.y + 1} {
			k := key{k.mask, y}
			if seen[k] == nil {
				seen[k] = map[int]bool{}
			}
			seen[k][p.Number] = true
		}
	})
	need := min(furniturePages, max(2, len(pages)-1))
	each(func(_ *Page, l *Line, k key, top bool) {
		if len(seen[k]) < need || beginsNote(*l) {
			return
		}
		l.Zone = Footer
		if top {
			l.Zone = Header
		}
	})
	body := bodySize(pages)
	for i := range pages {
		markFootnotes(&pages[i], body)
	}
}

// edgeLines gives the indexes of the lines at the top and at the foot of a
// page.
func edgeLines(p *Page) []int {
	order := make([]int, len(p.Lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return int(math.Round(p.Lines[a].Box[1] - p.Lines[b].Box[1]))
	})
	if len(order) <= 2*furnitureLines {
		return order
	}
	return append(slices.Clone(order[:furnitureLines]), order[len(order)-furnitureLines:]...)
}

// bodySize is the size of most of the text of the document.
func bodySize(pages []Page) float64 {
	count := map[float64]int{}
	for _, p := range pages {
		for _, l := range p.Lines {
			for _, r := range l.Runs {
				count[math.Round(r.Size*2)/2] += len(r.Text)
			}
		}
	}
	return most(count)
}

// markFootnotes marks the block of small lines at the foot of a page that
// begins with a footnote mark.
func markFootnotes(p *Page, body float64) {
	first := -1
	for i := len(p.Lines) - 1; i >= 0; i-- {
		l := p.Lines[i]
		if l.Zone != Body {
			continue
		}
		// Most of the line decides: a single word of a footnote may have kept
		// the size of the body.
		if l.Size() > footnoteSize*body {
			break
		}
		if startsWithMark(l) {
			first = i
		}
	}
	if first < 0 {
		return
	}
	for i := first; i < len(p.Lines); i++ {
		if p.Lines[i].Zone == Body {
			p.Lines[i].Zone = Footnote
		}
	}
}

// beginsNote reports whether a line begins with a raised number and goes on:
// notes that are alike but for their numbers are no furniture.
func beginsNote(l Line) bool {
	r := l.Runs[0]
	return len(l.Runs) > 1 && r.Raised && strings.Trim(r.Text, "0123456789 ") == ""
}

func startsWithMark(l Line) bool {
	r := l.Runs[0]
	return allMarks(r.Text) && (r.Raised || len(l.Runs) == 1 || strings.HasPrefix(r.Text, "*"))
}
