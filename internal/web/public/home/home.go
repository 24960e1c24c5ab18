// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package home is the first page: what Heed is, the reviews it holds, and the
// documents that it could not read.
package home

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed home.tmpl home.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "home", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.Home
	// Rows are the newest reviews, with their bars.
	Rows []Row
	// Refused are the documents that were not read, by the reason.
	Refused []Refused
}

// newest is how many reviews the page shows, so that it stays small; the pages of
// the States have all of them.
const newest = 60

// Refused are documents that were not read for the same reason.
type Refused struct {
	Outcome   heed.Outcome
	Documents []heed.Document
}

// Row is one review.
type Row struct {
	find.Summary
	Bar page.Bar
}

// Shown are the columns of the table of reviews.
func (Data) Shown() []heed.Position {
	return []heed.Position{heed.Supported, heed.Partial, heed.Noted, heed.Pending}
}

// Counted is how many reviews count: all but the drafts.
func (d Data) Counted() int { return len(d.Reviews) - d.Drafts }

// Of counts a position.
func (r Row) Of(p heed.Position) int {
	for _, c := range r.Positions {
		if c.Value == p {
			return c.Count
		}
	}
	return 0
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		answer, err := f.Home(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.Words.T("home.title")), Home: answer}
		invented := len(answer.Reviews) > 0
		for _, s := range answer.Reviews {
			if len(d.Rows) < newest {
				d.Rows = append(d.Rows, Row{Summary: s, Bar: d.Bar(s.Positions)})
			}
			invented = invented && page.Invented(s.State)
		}
		d.Specimen = invented
		d.Refused = byOutcome(answer.Unread)
		return page.Result{View: View.Name, Data: d, Twin: answer}, nil
	}
}

// byOutcome groups documents by why they were not read, in the order in which
// the reasons first occur.
func byOutcome(unread []heed.Document) []Refused {
	var out []Refused
	for _, d := range unread {
		i := slices.IndexFunc(out, func(r Refused) bool { return r.Outcome == d.Outcome })
		if i < 0 {
			i, out = len(out), append(out, Refused{Outcome: d.Outcome})
		}
		out[i].Documents = append(out[i].Documents, d)
	}
	return out
}
