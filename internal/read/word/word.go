// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package word holds what Word does whatever the format of its files: how
// lists count, and what of a paragraph is its number and what its text. The
// readers of both formats use it, so that the same document gives the same
// paragraphs from either.
//
// It knows no bytes and no XML.
package word

import (
	"strings"

	"github.com/heed-upr/heed/internal/doc"
)

// bodySize is the size of text where no style says one, in points.
const bodySize = 10

// Paragraph collects what a paragraph says, with the marks of its footnotes.
type Paragraph struct {
	Notes []string

	text        strings.Builder
	bold, plain int // bytes of bold and of other text
}

// Setting is where a paragraph stands and what it looks like.
type Setting struct {
	Zone doc.Zone
	Cell *doc.Cell
	// Size is in points, 0 where no style says one.
	Size float64
	// Mark is the mark of the footnote that it belongs to, or "".
	Mark string
}

// Add adds text and remembers whether it was bold. Soft hyphens and other
// marks for printing are no text.
func (p *Paragraph) Add(s string, bold bool) {
	s = doc.Clean(s)
	p.text.WriteString(s)
	if n := len(strings.TrimSpace(s)); bold {
		p.bold += n
	} else {
		p.plain += n
	}
}

// Gap adds a tab or the end of a line, which look neither way.
func (p *Paragraph) Gap(c byte) { p.text.WriteByte(c) }

// Finish gives the paragraph of the neutral form. label counts it in its list
// and is asked only where there is text, since Word prints no number before
// an empty paragraph. It reports false where nothing is printed at all; an
// empty paragraph in a table holds its cell's place.
func (p *Paragraph) Finish(s Setting, label func() string) (doc.Paragraph, bool) {
	text := strings.TrimSpace(p.text.String())
	out := doc.Paragraph{Zone: s.Zone, Bold: p.bold > 0 && p.plain == 0, Size: s.Size, Cell: s.Cell, Notes: p.Notes}
	if out.Size == 0 {
		out.Size = bodySize
	}
	if text == "" && s.Cell == nil {
		return doc.Paragraph{}, false
	}
	if text != "" {
		out.Label = label()
	}
	if out.Label == "" {
		out.Label, text = doc.SplitLabel(text)
	}
	if s.Zone == doc.Footnote && out.Label == "" {
		out.Label = s.Mark
	}
	out.Text = strings.Join(strings.Fields(text), " ")
	return out, true
}
