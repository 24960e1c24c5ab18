// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package document is the page of one page of a document: its image with the
// recommendations marked, and its text beside it.
package document

import (
	"embed"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed document.tmpl document.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "document", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.DocumentPage
	// Marked is the recommendation that the address asks to mark, or "".
	Marked string
	// Sheet is the image of the page with its marks; nil without pages.
	Sheet *page.Sheet
	// Body and Notes are the text of the page, footnotes apart.
	Body, Notes []Paragraph
	// Previous and Next are the neighbouring pages, "" at the ends.
	Previous, Next, First string
	// ReviewTitle and ReviewHref lead to the review that it belongs to.
	ReviewTitle, ReviewHref string
}

// Paragraph is one of the page's paragraphs.
type Paragraph struct {
	find.PageParagraph
	// Href leads to the recommendation that it is, "" otherwise.
	Href   string
	Marked bool
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		number, mark := 1, r.URL.Query().Get("mark")
		if given := r.URL.Query().Get("page"); given != "" {
			n, err := strconv.Atoi(given)
			if err != nil {
				return page.Result{}, invalid("page", given)
			}
			number = n
		}
		if mark != "" && !heed.ValidRef(mark) {
			return page.Result{}, invalid("mark", mark)
		}
		answer, err := f.Document(r.Context(), r.Viewer, heed.Digest(r.PathValue("digest")), number)
		if err != nil {
			return page.Result{}, err
		}
		return page.Result{View: View.Name, Data: build(r, answer, mark), Twin: answer}, nil
	}
}

func invalid(name, value string) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "document.Handler", Key: "error.filter", Args: []string{"Name", name, "Value", value}}
}

// build turns the answer into what the template prints.
func build(r *page.Request, a find.DocumentPage, mark string) Data {
	kind := r.Words.T("kind." + string(a.Document.Kind))
	d := Data{Base: r.Base(kind), DocumentPage: a, Marked: mark}
	if a.Document.Symbol != "" {
		d.Title = a.Document.Symbol + ", " + kind
	}
	if a.Page > 0 {
		d.Title += ", " + r.Words.T("cite.page", "Page", strconv.Itoa(a.Page))
	}
	d.Specimen = page.Invented(a.Document.Review.State)
	d.review(r)
	d.turns()
	if a.Page > 0 && a.Width > 0 && !a.Document.Redacted {
		d.Sheet = d.sheet()
	}
	for _, p := range a.Paragraphs {
		shown := Paragraph{PageParagraph: p, Marked: p.Ref != "" && p.Ref == mark}
		if p.Ref != "" {
			shown.Href = d.RecURL(a.Review.ReviewID, p.Ref)
		}
		if p.Zone == doc.Footnote {
			d.Notes = append(d.Notes, shown)
		} else {
			d.Body = append(d.Body, shown)
		}
	}
	return d
}

// review leads back to the review, where one is known.
func (d *Data) review(r *page.Request) {
	if d.DocumentPage.Review != nil {
		id := d.DocumentPage.Review.ReviewID
		d.ReviewTitle = d.State(id.State) + ", " + r.Words.T("review.cycle", "Cycle", id.Cycle)
		d.ReviewHref = d.ReviewURL(id)
		d.Crumbs = append(d.Crumbs, page.Link{Href: d.ReviewHref, Text: d.ReviewTitle})
	}
	name := d.Document.Symbol
	if name == "" {
		name = d.Document.Name
	}
	d.Crumbs = append(d.Crumbs, page.Link{Href: d.DocumentURL(d.Document.Digest, 0, ""), Text: name})
}

// turns finds the pages to turn to.
func (d *Data) turns() {
	if d.Page > 1 {
		d.Previous = d.DocumentURL(d.Document.Digest, d.Page-1, "")
	}
	if d.Page > 0 && d.Page < d.Document.Pages {
		d.Next = d.DocumentURL(d.Document.Digest, d.Page+1, "")
	}
	if first := d.DocumentPage.First; first > 0 && first != d.Page {
		d.First = d.DocumentURL(d.Document.Digest, first, "")
	}
}

// sheet is the whole page with every recommendation on it marked.
func (d *Data) sheet() *page.Sheet {
	sheet := d.Base.Sheet(d.Document, d.Page, d.Width, d.Height)
	for _, m := range d.Marks {
		for _, box := range m.Boxes {
			sheet.Mark(box, page.Link{Href: d.RecURL(d.DocumentPage.Review.ReviewID, m.Ref), Text: m.Ref}, m.Position, m.Ref == d.Marked)
		}
	}
	return sheet
}
