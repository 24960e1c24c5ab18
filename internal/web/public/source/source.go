// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package source is the public page of a source, a piece of evidence: what it is
// about, and what it claims, as its voice has set that beside the record.
package source

import (
	"embed"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed source.tmpl source.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "source", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Proved page.Proved
	// About are the recommendations to which it was linked, Says what it claims.
	About []page.Link
	Says  []page.HeldClaim
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		answer, err := follow.SourceOf(heed.ID(strings.TrimPrefix(r.Path, "/sources/")))
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(answer.Title)}
		d.Crumbs = []page.Link{{Href: d.URL(r.Path), Text: answer.Title}}
		for _, id := range answer.Recommendations {
			d.About = append(d.About, page.Link{Href: d.RecURL(id.Review, id.Ref), Text: id.String()})
		}
		d.Specimen = slices.ContainsFunc(answer.Recommendations, func(id heed.RecID) bool { return page.Invented(id.Review.State) })
		for _, c := range answer.Claims {
			d.Specimen = d.Specimen || page.Invented(c.State)
			said := d.SaidClaim(c)
			said.Source = page.Link{} // it is this page
			d.Says = append(d.Says, said)
		}
		d.Proved = d.Base.Proved(answer.Proof)
		return page.Result{View: View.Name, Data: d, Twin: answer}, nil
	}
}
