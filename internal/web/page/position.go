// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"math"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
)

// Mark is a position as it is shown: a sign that differs in shape and grey as
// well as in hue, and its word.
type Mark struct {
	Position heed.Position
	Word     string
}

// Mark gives the mark of a position.
func (b Base) Mark(p heed.Position) Mark { return Mark{p, b.T("position." + string(p))} }

// TotalOf gives the total of an answer by position.
func TotalOf(a find.Answer) heed.Total {
	total := heed.Total{Received: a.Total}
	for _, c := range a.Positions() {
		switch c.Value {
		case heed.Supported:
			total.Supported = c.Count
		case heed.Partial:
			total.InPart = c.Count
		case heed.Noted:
			total.Noted = c.Count
		case heed.Pending:
			total.Pending = c.Count
		case heed.UnknownPosition:
			total.Unknown = c.Count
		}
	}
	return total
}

// Bar is a stacked bar of positions, drawn by the part "bar".
type Bar struct {
	Label    string
	Segments []Segment
}

// Segment is one position's share of a bar, in per cent of its length.
type Segment struct {
	Position heed.Position
	X, Width string

	x, width float64
}

// Bar draws counts by position from the side where reading begins.
func (b Base) Bar(counts []find.Count[heed.Position]) Bar {
	total := 0
	var words []string
	for _, c := range counts {
		total += c.Count
		words = append(words, b.T("position."+string(c.Value))+" "+b.Number(c.Count))
	}
	bar := Bar{Label: b.words.List(words)}
	at := 0.0
	for _, c := range counts {
		width := 100 * float64(c.Count) / float64(total)
		x := at
		if b.Dir() == "rtl" {
			x = 100 - at - width
		}
		bar.Segments = append(bar.Segments, Segment{c.Value, percent(x), percent(width), x, width})
		at += width
	}
	return bar
}

// Scaled gives the bar as long as a part of its room, for several bars under
// each other that are to be compared.
func (b Bar) Scaled(part, of int, direction string) Bar {
	out := Bar{Label: b.Label}
	for _, s := range b.Segments {
		s.x, s.width = s.x*float64(part)/float64(of), s.width*float64(part)/float64(of)
		if direction == "rtl" {
			s.x += 100 - 100*float64(part)/float64(of)
		}
		s.X, s.Width = percent(s.x), percent(s.width)
		out.Segments = append(out.Segments, s)
	}
	return out
}

// Percent gives a part of a whole for a picture, "37.5%".
func Percent(part, of int) string { return percent(100 * float64(part) / float64(of)) }

func percent(f float64) string { return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64) + "%" }

// Cite names a place in a document: the symbol with paragraph or page, and the
// address where it can be seen.
type Cite struct {
	Symbol, Where, Href string
}

// CiteParagraph cites a paragraph.
func (b Base) CiteParagraph(d heed.Document, paragraph string, places []heed.Place) Cite {
	c := Cite{Symbol: d.Symbol, Href: b.DocumentURL(d.Digest, firstPage(places), "")}
	if paragraph != "" {
		c.Where = b.T("cite.paragraph", "Paragraph", paragraph)
	} else if n := firstPage(places); n > 0 {
		c.Where = b.T("cite.page", "Page", strconv.Itoa(n))
	}
	return c
}

func firstPage(places []heed.Place) int {
	if len(places) == 0 {
		return 0
	}
	return places[0].Page
}

// DocumentURL is the address of a page of a document, with a recommendation
// marked if one is named.
func (b Base) DocumentURL(d heed.Digest, page int, mark string) string {
	u := b.URL("/documents/" + string(d))
	switch {
	case page > 0 && mark != "":
		return u + "?page=" + strconv.Itoa(page) + "&mark=" + mark
	case page > 0:
		return u + "?page=" + strconv.Itoa(page)
	}
	return u
}

// ReviewURL is the address of a review.
func (b Base) ReviewURL(id heed.ReviewID) string { return b.URL("/" + id.String()) }

// RecURL is the address of a recommendation.
func (b Base) RecURL(id heed.ReviewID, ref string) string { return b.ReviewURL(id) + "/" + ref }

// Invented reports whether a State does not exist.
func Invented(code heed.StateCode) bool { return refdata.Specimen(code) }
