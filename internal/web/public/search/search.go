// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package search is the page that looks through all recommendations: words and
// filters, how many fit, and the list.
package search

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed search.tmpl search.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "search", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.Answer
	Filters page.Filters
	Bar     page.Bar
	// Chosen says that a position is chosen, and the bar would show others.
	Chosen bool
	Marks  []Marked
	Hits   []Hit
	Pager  page.Pager
	Trend  *page.Trend
	// Kept is the address that holds the whole search.
	Kept  string
	Clear string
}

// Marked is a position with how many there are, and the address of those.
type Marked struct {
	page.Mark
	Count int
	Href  string
}

// Hit is a recommendation in the list.
type Hit struct {
	find.Hit
	// Parts are its text; those that were looked for are marked.
	Parts []page.Part
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		if to, ok := r.Tidied(); ok {
			return to, nil
		}
		q, err := find.ParseQuery(nil, r.URL.Query())
		if err != nil {
			return page.Result{}, err
		}
		answer, err := f.Search(r.Context(), r.Viewer, r.FirstPage(q))
		if err != nil {
			return page.Result{}, err
		}
		d := build(r, answer)
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: d.Base.Table("recommendations", answer)}, nil
	}
}

// build turns the answer into what the template prints.
func build(r *page.Request, a find.Answer) Data {
	d := Data{Base: r.Base(r.Words.T("search.title")), Answer: a, Clear: r.Prefix + "/search"}
	d.Crumbs = []page.Link{{Href: d.Clear, Text: d.Title}}
	d.Filters, d.Chosen = d.Base.Filters(a), len(a.Query.Filter[find.ByPosition]) > 0
	d.Bar = d.Base.Bar(a.Positions())
	for _, c := range a.Positions() {
		d.Marks = append(d.Marks, Marked{d.Mark(c.Value), c.Count, d.list(a.Query.With(find.ByPosition, string(c.Value)))})
	}
	d.Specimen = len(a.Rows) > 0
	for _, h := range a.Rows {
		d.Hits = append(d.Hits, Hit{h, page.Parts(h.Text, find.Marked(a.Query.Words, h.Text))})
		d.Specimen = d.Specimen && page.Invented(h.Review.State)
	}
	d.Trend = d.Base.Trend(a, d.list)
	d.Kept = d.Absolute("/search")
	if q := a.Query.Values().Encode(); q != "" {
		d.Kept += "?" + q
	}
	d.Pager = d.Base.Pager(a, func(q find.Query) string { return d.address(q.Turned().Encode()) })
	return d
}

func (d Data) list(q find.Query) string { return d.address(q.Values().Encode()) }

func (d Data) address(query string) string {
	if query == "" {
		return d.Clear
	}
	return d.Clear + "?" + query
}

// Found cuts a text in another language at what was looked for.
func (d Data) Found(t heed.OfficialText) []page.Part {
	return page.Parts(t.Text, find.Marked(d.Answer.Query.Words, t.Text))
}

// Translated does so with a translation.
func (d Data) Translated(t heed.Translation) []page.Part {
	return page.Parts(t.Text, find.Marked(d.Answer.Query.Words, t.Text))
}

// Review names a review.
func (d Data) Review(id heed.ReviewID) string {
	return d.State(id.State) + ", " + d.T("review.cycle", "Cycle", id.Cycle)
}
