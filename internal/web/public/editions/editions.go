// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package editions is the public history of what was published of the follow-up:
// what it said before, what has changed since, and why it was withdrawn. Who
// wrote it is not in it.
package editions

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed editions.tmpl editions.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "editions", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Past find.Editions
	// About are the recommendations that it is about.
	About []page.Link
	// Others are the passages of other mechanisms that it names.
	Others []page.Link
	// Credentials is what weighs what the institution says, "" where nothing is to be said.
	Credentials string
	// All are the versions that were public, the newest first.
	All []Edition
}

// Edition is a version in words.
type Edition struct {
	Number           int
	Day, Step, Note  string
	First, Withdrawn bool
	Differs          []page.Differs
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		all, err := f.Editions(r.Context(), heed.Subject{Kind: heed.SubjectKind(r.PathValue("kind")), ID: heed.ID(r.PathValue("id"))})
		if err != nil {
			return page.Result{}, err
		}
		last := all.All[len(all.All)-1].Says
		d := Data{Base: r.Base(r.Words.T("editions.title")), Past: all}
		for _, id := range last.Concerns() {
			d.About = append(d.About, page.Link{Href: d.RecURL(id.Review, id.Ref), Text: id.String()})
		}
		var says []heed.Matter
		for _, e := range all.All {
			says = append(says, e.Says)
		}
		passages, err := f.PassagesOf(r.Context(), r.Viewer, says...)
		if err != nil {
			return page.Result{}, err
		}
		d.Others = d.Passages(last, passages)
		name := d.NamesWith(passages, func(id heed.ID) string { return all.Name(id, d.Lang()) })
		var before heed.Matter
		for i, e := range all.All {
			d.All = append(d.All, Edition{
				Number: e.Number, Day: d.Date(e.Date), Step: d.Step(e.Step), Note: e.Note, First: i == 0, Withdrawn: e.Step == heed.StepWithdrawn,
				Differs: d.Differences(before, e.Says, name),
			})
			before = e.Says
		}
		d.Credentials = d.Base.Credentials(all.Institution, all.All[len(all.All)-1].Date)
		slices.Reverse(d.All)
		return page.Result{View: View.Name, Data: d, Twin: all}, nil
	}
}
