// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package text

import (
	"regexp"
	"strings"

	"github.com/heed-upr/heed/internal/doc"
)

// edgeRows is how many lines from the top or from the foot of a page may be
// running heads.
const edgeRows = 3

var (
	digits = regexp.MustCompile(`[0-9]+`)
	// A footnote stands apart at the foot of a page, its mark before it.
	noteForm = regexp.MustCompile(`^(?:\d{1,3}|\*{1,3}) `)
)

// markFurniture tells running heads and footnotes from the text. A text without
// form feeds has neither: nothing shows where its pages end.
func markFurniture(pages []page) {
	if len(pages) < 2 {
		return
	}
	on := map[string]map[int]bool{} // the pages on which a head stands
	edges(pages, func(page int, r *row, _ bool) {
		mask := mask(r.text())
		if on[mask] == nil {
			on[mask] = map[int]bool{}
		}
		on[mask][page] = true
	})
	edges(pages, func(_ int, r *row, top bool) {
		if len(on[mask(r.text())]) < 2 && !bare(r.text()) {
			return
		}
		r.zone = doc.Footer
		if top {
			r.zone = doc.Header
		}
	})
	for i := range pages {
		markNotes(pages[i].rows)
	}
}

// mask is a line without what changes from page to page: its figures.
func mask(s string) string { return digits.ReplaceAllString(s, "#") }

// bare says that a line holds figures and no word: a page's number, a symbol.
func bare(s string) bool {
	return digits.MatchString(s) && strings.ToUpper(s) == s && len(s) < 60 && !strings.Contains(s, ". ")
}

// edges calls f for the lines at the edges of pages that a form feed makes: the
// first lines after one, down to the first blank line, and the last ones
// before one, up to the last blank line.
func edges(pages []page, f func(page int, r *row, top bool)) {
	for i := range pages {
		rows := pages[i].rows
		if i > 0 {
			apart(len(rows), func(k int) *row { return &rows[k] }, func(r *row) { f(i, r, true) })
		}
		if i < len(pages)-1 {
			apart(len(rows), func(k int) *row { return &rows[len(rows)-1-k] }, func(r *row) { f(i, r, false) })
		}
	}
}

// apart calls f for the first lines of n that a blank line sets apart from the
// rest; for none if there are more of them than running heads have.
func apart(n int, at func(int) *row, f func(*row)) {
	var found []*row
	for k := range n {
		r := at(k)
		if r.empty() && len(found) > 0 {
			break
		}
		if !r.empty() {
			found = append(found, r)
		}
		if len(found) > edgeRows {
			return
		}
	}
	for _, r := range found {
		f(r)
	}
}

// markNotes marks the last blocks of a page that begin with a footnote's mark.
func markNotes(rows []row) {
	for end := len(rows); end > 0; {
		for end > 0 && (rows[end-1].empty() || rows[end-1].zone != doc.Body) {
			end--
		}
		begin := end
		for begin > 0 && !rows[begin-1].empty() && rows[begin-1].zone == doc.Body {
			begin--
		}
		if begin == end || begin == 0 || !noteForm.MatchString(rows[begin].text()) || len(rows[begin].cells) < 2 {
			return
		}
		for k := begin; k < end; k++ {
			rows[k].zone = doc.Footnote
		}
		end = begin
	}
}

// furniture gives the running heads as paragraphs of their zones, each once:
// they say what document it is.
func furniture(pages []page) []doc.Paragraph {
	var out []doc.Paragraph
	seen := map[string]bool{}
	for _, p := range pages {
		for _, r := range p.rows {
			if r.zone != doc.Header && r.zone != doc.Footer || seen[r.text()] {
				continue
			}
			seen[r.text()] = true
			out = append(out, doc.Paragraph{Text: r.text(), Zone: r.zone, Size: size})
		}
	}
	return out
}
