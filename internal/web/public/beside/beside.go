// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package beside is the page of a document in two languages, side by side.
package beside

import (
	"embed"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed beside.tmpl beside.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "beside", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.TwoLanguages
	// Heads are the two columns.
	Heads [2]Head
	Pager page.Pager
}

// Head is the head of a column.
type Head struct {
	Code, Name, Href string
	heed.Document
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		number := 0
		if r.Form == page.HTML {
			number = 1
		}
		if given := r.URL.Query().Get("page"); given != "" {
			n, err := strconv.Atoi(given)
			if err != nil || n < 1 {
				return page.Result{}, &heed.Error{Code: heed.CodeInvalid, Op: "beside.Handler", Key: "error.filter", Args: []string{"Name", "page", "Value", given}}
			}
			number = n
		}
		answer, err := f.Beside(r.Context(), r.Viewer, heed.Digest(r.PathValue("digest")), heed.Digest(r.PathValue("other")), number)
		if err != nil {
			return page.Result{}, err
		}
		return page.Result{View: View.Name, Data: build(r, answer), Twin: answer}, nil
	}
}

// build turns the answer into what the template prints.
func build(r *page.Request, a find.TwoLanguages) Data {
	d := Data{Base: r.Base(""), TwoLanguages: a}
	for i, doc := range []heed.Document{a.Left, a.Right} {
		d.Heads[i] = Head{doc.Language, r.Words.LanguageName(doc.Language), d.DocumentURL(doc.Digest, 0, ""), doc}
	}
	d.Title = r.Words.T("beside.title", "Symbol", a.Left.Symbol, "Left", d.Heads[0].Name, "Right", d.Heads[1].Name)
	d.Specimen = page.Invented(a.Left.Review.State)
	if id := a.Left.Review; id.Known() {
		d.Crumbs = append(d.Crumbs, page.Link{Href: d.ReviewURL(id), Text: d.State(id.State) + ", " + r.Words.T("review.cycle", "Cycle", id.Cycle)})
	}
	d.Crumbs = append(d.Crumbs, page.Link{Href: d.Heads[0].Href, Text: a.Left.Symbol}, page.Link{Href: d.BesideURL(a.Left.Digest, a.Right.Digest), Text: r.Words.T("beside.crumb")})
	d.Pager = page.Pager{
		Page: a.Page, Pages: a.Pages, Label: d.T("pager.label"), Here: d.T("pager.here", "Page", a.Page, "Pages", a.Pages),
		PreviousText: d.T("pager.previous"), NextText: d.T("pager.next"),
	}
	at := func(n int) string { return d.BesideURL(a.Left.Digest, a.Right.Digest) + "?page=" + strconv.Itoa(n) }
	if a.Page > 1 {
		d.Pager.Previous = at(a.Page - 1)
	}
	if a.Page > 0 && a.Page < a.Pages {
		d.Pager.Next = at(a.Page + 1)
	}
	return d
}

// At gives the address of a page of one of the documents, "" where it has none.
func (d Data) At(of heed.Document, number int) string {
	if number == 0 {
		return ""
	}
	return d.DocumentURL(of.Digest, number, "")
}
