// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package pdf

import (
	"strings"

	"github.com/klippa-app/go-pdfium/responses"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// runGap is the space, in multiples of the font's size, from which on
// characters of one look are two runs: more than a blank in a justified line
// has, less than what stands between a paragraph's number and its text.
const runGap = 0.9

// runs joins the characters of a page to runs. PDFium's own rectangles would
// do so too, but give characters whose boxes touch (an f before a bracket, the
// letters of a ligature) to both neighbours.
func runs(chars []*responses.GetPageTextStructuredChar, height float64) []doc.Run {
	var out []doc.Run
	var b builder
	for _, c := range chars {
		if c.Text == "\r" || c.Text == "\n" {
			out = b.flush(out)
			continue
		}
		look := lookOf(c)
		if look.size <= 0 { // a blank that PDFium adds where there is a gap
			if b.text.Len() > 0 && c.Text != "" {
				b.text.WriteByte(' ')
			}
			continue
		}
		box := heed.Box{c.PointPosition.Left, height - c.PointPosition.Top, c.PointPosition.Right, height - c.PointPosition.Bottom}
		if b.parts(look, box) {
			out = b.flush(out)
		}
		b.add(c.Text, look, box)
	}
	return b.flush(out)
}

// look is what the characters of one run have in common.
type look struct {
	font         string
	size         float64
	bold, italic bool
}

func lookOf(c *responses.GetPageTextStructuredChar) look {
	f := c.FontInformation
	if f == nil || f.Weight < 0 && f.Name == "" {
		return look{}
	}
	return look{
		font: f.Name, size: round(f.RenderedSize),
		bold:   f.Weight >= 600 || strings.Contains(f.Name, "Bold"),
		italic: f.Flags&(1<<6) != 0, // PDF 32000-1, table 123: bit 7
	}
}

// builder collects the characters of one run.
type builder struct {
	text strings.Builder
	look look
	box  heed.Box
}

// parts reports whether a character in this look and place begins a new run.
func (b *builder) parts(l look, box heed.Box) bool {
	if b.text.Len() == 0 {
		return false
	}
	if l != b.look {
		return true
	}
	gap := box[0] - b.box[2]
	return gap > runGap*l.size || gap < -l.size || box[1] > b.box[3] || box[3] < b.box[1]-l.size
}

func (b *builder) add(text string, l look, box heed.Box) {
	b.look = l
	b.text.WriteString(text)
	if strings.TrimSpace(text) != "" {
		b.box = b.box.Union(box)
	}
}

// flush ends the run. A run of blanks is none.
func (b *builder) flush(out []doc.Run) []doc.Run {
	text := b.text.String()
	if strings.TrimSpace(text) != "" {
		box := b.box
		for i := range box {
			box[i] = round(box[i])
		}
		out = append(out, doc.Run{Text: text, Box: box, Font: b.look.font, Size: max(b.look.size, 1), Bold: b.look.bold, Italic: b.look.italic})
	}
	*b = builder{}
	return out
}
