// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package presession

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// wholeNotes puts notes in the order of their places and joins to each what
// stands of it on later pages, where no mark tells that it is one.
func wholeNotes(parts []doc.Paragraph) []doc.Paragraph {
	slices.SortStableFunc(parts, func(a, b doc.Paragraph) int {
		x, y := beginning(a), beginning(b)
		return cmp.Or(cmp.Compare(x.page, y.page), cmp.Compare(x.y, y.y))
	})
	var out []doc.Paragraph
	for _, p := range parts {
		if n := len(out); n > 0 && noteMark(p) == "" || n > 0 && noteMark(p) == noteMark(out[n-1]) {
			out[n-1] = run(out[n-1], p)
			continue
		}
		out = append(out, p)
	}
	return out
}

// beginning is where a paragraph begins.
func beginning(p doc.Paragraph) spot {
	if len(p.Spans) == 0 {
		return spot{}
	}
	return spot{p.Spans[0].Page, p.Spans[0].Box[1]}
}

// run joins a paragraph to another.
func run(p, more doc.Paragraph) doc.Paragraph {
	from := len(p.Text) + 1
	p.Text += " " + more.Text
	p.Spans = slices.Clone(p.Spans)
	for _, s := range more.Spans {
		s.From, s.To = s.From+from, s.To+from
		p.Spans = append(p.Spans, s)
	}
	return p
}

// noteMark is the number of a note, "" where the paragraph begins none.
func noteMark(p doc.Paragraph) string {
	mark := strings.TrimSpace(p.Label) // of a format that knows its notes
	if p.Zone != doc.Footnote {
		return ""
	}
	if mark == "" && len(p.Notes) > 0 {
		mark = p.Notes[0]
	}
	if strings.Trim(mark, "0123456789") != "" {
		return ""
	}
	return mark
}

// notesOf gives the notes by their marks. A mark that is there twice leads to
// no note: which one is meant is not known.
func notesOf(l *layout) map[string]heed.Note {
	out, twice := map[string]heed.Note{}, map[string]bool{}
	for _, p := range l.notes {
		mark := noteMark(p)
		if mark == "" {
			continue
		}
		if _, ok := out[mark]; ok {
			twice[mark] = true
		}
		out[mark] = heed.Note{Mark: mark, Text: strings.TrimSpace(p.Text), Places: p.AllPlaces()}
	}
	for mark := range twice {
		delete(out, mark)
	}
	return out
}
