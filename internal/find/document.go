// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// DocumentPage is one page of a document: its text, and what stands on it.
type DocumentPage struct {
	Document heed.Document `json:"document"`
	// Page counts from 1; it is 0 for documents without pages, whose text is
	// given whole, and for those that could not be read.
	Page   int     `json:"page"`
	Width  float64 `json:"width"`  // points
	Height float64 `json:"height"` // points
	// Paragraphs are in reading order, footnotes last; running headers and
	// page numbers are left out.
	Paragraphs []PageParagraph `json:"paragraphs"`
	// Marks are the recommendations that stand on this page, wholly or in part.
	Marks []Mark `json:"recommendations"`
	// Review is the review whose record was read from this document, if any.
	Review *heed.Review `json:"review,omitempty"`
	// Languages are this document in its other languages, as far as they are here.
	Languages []heed.Document `json:"other_languages,omitempty"`
	// First is the page of the first recommendation, 0 if there is none.
	First int `json:"first_recommendation_page,omitempty"`
}

// PageParagraph is a paragraph, or the part of one that is on the page.
type PageParagraph struct {
	Label string   `json:"label,omitempty"`
	Text  string   `json:"text"`
	Zone  doc.Zone `json:"zone,omitempty"`
	Bold  bool     `json:"bold,omitempty"`
	Box   heed.Box `json:"box"`
	// Ref is the recommendation that the paragraph is, or is part of.
	Ref string `json:"ref,omitempty"`
	// Continues: it began on an earlier page. Goes on: it ends on a later one.
	Continues bool `json:"continues,omitempty"`
	GoesOn    bool `json:"goes_on,omitempty"`
}

// Mark is where a recommendation stands on a page.
type Mark struct {
	Ref      string        `json:"ref"`
	Position heed.Position `json:"position"`
	Boxes    []heed.Box    `json:"boxes"`
}

// Document gives one page of a document, from 1. A page that the document does
// not have is CodeNotFound.
func (f *Finder) Document(ctx context.Context, viewer heed.Viewer, d heed.Digest, page int) (DocumentPage, error) {
	var out DocumentPage
	err := f.view(ctx, viewer, func(s snapshot) error {
		var err error
		if out.Document, err = s.Document(ctx, d); err != nil {
			return err
		}
		if n := out.Document.Pages; page < 1 || page > max(n, 1) {
			return &heed.Error{
				Code: heed.CodeNotFound, Op: fmt.Sprintf("find.Document(%s, %d)", d, page), Key: "error.page_not_found",
				Args: []string{"Page", fmt.Sprint(page), "Pages", fmt.Sprint(n)},
			}
		}
		layout, err := layout(ctx, s, d)
		if err != nil {
			return err
		}
		out.fill(layout, page)
		all, err := s.Documents(ctx)
		if err != nil {
			return err
		}
		out.Languages = editions(out.Document, all)
		return f.addMarks(ctx, s, &out)
	})
	return out, err
}

// layout gives a document's text with its places, or nil where it has none.
func layout(ctx context.Context, s Source, d heed.Digest) (*doc.Document, error) {
	wire, err := s.Layout(ctx, d)
	if err != nil || len(wire) == 0 {
		return nil, err
	}
	return doc.Decode(wire)
}

// fill takes the paragraphs of one page out of a layout.
func (p *DocumentPage) fill(layout *doc.Document, page int) {
	if layout == nil {
		if p.Document.Pages > 0 {
			p.Page = page // there may be a picture of it all the same
		}
		return
	}
	if len(layout.Pages) == 0 {
		page = 0
	}
	p.Page = page
	for _, l := range layout.Pages {
		if l.Number == page {
			p.Width, p.Height = l.Width, l.Height
		}
	}
	for _, para := range layout.Paragraphs {
		if part, ok := onPage(para, page); ok {
			p.Paragraphs = append(p.Paragraphs, part)
		}
	}
}

// onPage gives the part of a paragraph that stands on a page.
func onPage(para doc.Paragraph, page int) (PageParagraph, bool) {
	if para.Zone == doc.Header || para.Zone == doc.Footer {
		return PageParagraph{}, false
	}
	out := PageParagraph{Label: para.Label, Zone: para.Zone, Bold: para.Bold}
	if page == 0 {
		out.Text = para.Text
		return out, true
	}
	from, to := -1, 0
	for _, s := range para.Spans {
		if s.Page != page {
			continue
		}
		if from < 0 {
			from = s.From
		}
		to = s.To
		out.Box = out.Box.Union(s.Box)
	}
	if from < 0 || to > len(para.Text) || from > to {
		return PageParagraph{}, false
	}
	out.Text = strings.TrimSpace(para.Text[from:to])
	out.Continues = para.Spans[0].Page < page
	out.GoesOn = para.Spans[len(para.Spans)-1].Page > page
	if out.Continues {
		out.Label = ""
	}
	return out, true
}

// addMarks finds the recommendations that stand on the page.
func (f *Finder) addMarks(ctx context.Context, s snapshot, p *DocumentPage) error {
	if !p.Document.Review.Known() {
		return nil
	}
	r, err := f.review(ctx, s, p.Document.Review)
	if heed.ErrorCode(err) == heed.CodeNotFound { // there is no record yet
		return nil
	}
	if err != nil {
		return err
	}
	if r.record.Report != p.Document.Digest {
		return nil
	}
	p.Review = &r.record.Review
	for _, row := range r.rows {
		mark := Mark{Ref: row.Ref, Position: row.Position}
		for _, place := range row.Places {
			if p.First == 0 || place.Page < p.First {
				p.First = place.Page
			}
			if place.Page == p.Page && p.Page > 0 {
				mark.Boxes = append(mark.Boxes, place.Box)
			}
		}
		if len(mark.Boxes) > 0 {
			p.Marks = append(p.Marks, mark)
		}
	}
	for i := range p.Paragraphs {
		p.Paragraphs[i].Ref = p.markOf(p.Paragraphs[i])
	}
	return nil
}

// markOf finds the recommendation in whose box a paragraph stands.
func (p *DocumentPage) markOf(para PageParagraph) string {
	height := para.Box[3] - para.Box[1]
	if para.Zone != doc.Body || height <= 0 {
		return ""
	}
	for _, m := range p.Marks {
		if slices.ContainsFunc(m.Boxes, func(b heed.Box) bool {
			return min(b[3], para.Box[3])-max(b[1], para.Box[1]) > height/2
		}) {
			return m.Ref
		}
	}
	return ""
}

// pageSizes gives the sizes of a document's pages, from the memo or the store.
func (f *Finder) pageSizes(ctx context.Context, s snapshot, d heed.Digest) (doc.Sizes, error) {
	f.mu.Lock()
	sizes, ok := f.memo.sizes[d]
	ok = ok && f.memo.entries == s.entries
	f.mu.Unlock()
	if ok {
		return sizes, nil
	}
	wire, err := s.Layout(ctx, d)
	if err != nil || len(wire) == 0 {
		return nil, err
	}
	if sizes, err = doc.DecodeSizes(wire); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.memo.entries == s.entries {
		f.memo.sizes[d] = sizes
	}
	return sizes, nil
}

// Symbol gives the document that has a symbol: the read and final one if there
// are several.
func (f *Finder) Symbol(ctx context.Context, viewer heed.Viewer, symbol string) (heed.Document, error) {
	var found heed.Document
	err := f.view(ctx, viewer, func(s snapshot) error {
		all, err := s.Documents(ctx)
		if err != nil {
			return err
		}
		for _, d := range all {
			if !strings.EqualFold(d.Symbol, symbol) || symbol == "" {
				continue
			}
			if found.Digest == "" || rank(d) < rank(found) {
				found = d
			}
		}
		if found.Digest == "" {
			return &heed.Error{Code: heed.CodeNotFound, Op: "find.Symbol(" + symbol + ")", Key: "error.symbol_not_found", Args: []string{"Symbol", symbol}}
		}
		return nil
	})
	return found, err
}
