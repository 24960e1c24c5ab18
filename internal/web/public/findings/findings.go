// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package findings is the page of everything that does not add up in a review.
package findings

import (
	"embed"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed findings.tmpl findings.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "findings", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Answer
	Name string // the State's
}

// Answer is the page as JSON.
type Answer struct {
	Review   heed.ReviewID  `json:"review"`
	Findings []heed.Finding `json:"findings"`
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		id, err := heed.ParseReviewID(strings.TrimPrefix(r.Path, "/findings/"))
		if err != nil { // an address that cannot be, not a wrong request
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "findings.Handler", Key: "error.address", Err: err}
		}
		review, err := f.Review(r.Context(), r.Viewer, id, find.Query{Page: 1})
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(""), Answer: Answer{id, review.Findings}}
		d.Name = d.State(id.State)
		d.Title = r.Words.T("findings.title", "State", d.Name, "Cycle", id.Cycle)
		d.Specimen = page.Invented(id.State)
		d.Crumbs = []page.Link{
			{Href: d.URL("/" + string(id.State)), Text: d.Name}, {Href: d.ReviewURL(id), Text: r.Words.T("review.cycle", "Cycle", id.Cycle)},
			{Href: d.URL("/findings/" + id.String()), Text: r.Words.T("review.findings")},
		}
		return page.Result{View: View.Name, Data: d, Twin: d.Answer}, nil
	}
}
