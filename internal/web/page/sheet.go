// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"fmt"
	"strconv"

	"github.com/heed-upr/heed"
)

// ImageWidths are the widths of page images that are served, in pixels.
var ImageWidths = []int{600, 1200}

// sheetWidth is the width in which pages are shown: sharp on the screens of
// telephones, and about 200 kB.
const sheetWidth = 1200

// Sheet is the image of a page of a document, whole or cropped, with places
// marked on it. The part "sheet" draws it; lengths are in points of the page.
type Sheet struct {
	Image         string
	Width, Height float64
	ViewBox       string
	Cropped       bool
	// Where names document and page; Label is what the picture is to those
	// who do not see it. Href leads to the whole page.
	Where, Label, Href string
	Marks              []SheetMark
}

// SheetMark is a place on a sheet; its link may be empty.
type SheetMark struct {
	Link
	Position   heed.Position
	Strong     bool
	X, Y, W, H float64
}

// Sheet shows a page, from 1, of the given size.
func (b Base) Sheet(d heed.Document, number int, width, height float64) *Sheet {
	where := b.T("cite.page", "Page", strconv.Itoa(number))
	if d.Symbol != "" {
		where = d.Symbol + ", " + where
	}
	return &Sheet{
		Image: "/documents/" + string(d.Digest) + "/pages/" + strconv.Itoa(number) + ".png?width=" + strconv.Itoa(sheetWidth),
		Width: width, Height: height, ViewBox: fmt.Sprintf("0 0 %g %g", width, height),
		Where: where, Label: b.T("sheet.whole", "Where", where), Href: b.DocumentURL(d.Digest, number, ""),
	}
}

// markPad is how far a mark stands off what it marks; cropAbove and cropBeside
// are how much of the page is shown around it, so that the lines before and
// after can be read: paragraphs begin left of their items. All in points.
const markPad, cropAbove, cropBeside = 3, 26, 40

// Mark marks a place.
func (s *Sheet) Mark(box heed.Box, link Link, position heed.Position, strong bool) {
	s.Marks = append(s.Marks, SheetMark{
		Link: link, Position: position, Strong: strong,
		X: box[0] - markPad, Y: box[1] - markPad, W: box[2] - box[0] + 2*markPad, H: box[3] - box[1] + 2*markPad,
	})
}

// Crop shows a strip of the page around a place.
func (s *Sheet) Crop(box heed.Box) {
	x, y := max(box[0]-cropBeside, 0), max(box[1]-cropAbove, 0)
	w, h := min(box[2]+cropBeside, s.Width)-x, min(box[3]+cropAbove, s.Height)-y
	s.ViewBox, s.Cropped = fmt.Sprintf("%g %g %g %g", x, y, w, h), true
}

// BesideURL is the address of a document in two languages, side by side.
func (b Base) BesideURL(left, right heed.Digest) string {
	return b.URL("/documents/" + string(left) + "/beside/" + string(right))
}

// OriginalURL is the address of a document's bytes.
func (b Base) OriginalURL(d heed.Digest) string { return "/documents/" + string(d) + "/original" }
