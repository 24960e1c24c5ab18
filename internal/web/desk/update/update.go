// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package update is the page of one update on a measure or on recommendations: what was said to have
// been done, its way to the public, and the form that changes it.
package update

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/assess"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed update.tmpl update.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "update", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	desk.Along
	Held find.Held[heed.Update]
	// Measure is the measure that it is of; without a link where who asks may not
	// read it.
	Measure page.Link
	// Recommendations are those that it is of, each with its page at the desk.
	Recommendations []Link
	Institution     string
	// Edit is the form for who may change it.
	Edit *desk.Form
}

// Link is a recommendation that an update is of.
type Link struct {
	page.Link
	// Context says that it was made after the day of the update.
	Context bool
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		if d.Held, err = find.One[heed.Update](follow, heed.ID(r.PathValue("id"))); err != nil {
			return page.Result{}, err
		}
		if to, done, err := d.change(r, f, a); err != nil || done {
			return to, err
		}
		d.Base = r.Base(r.T("update.title", "Date", r.Words.Date(d.Held.Body.Date)), page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")})
		if m, err := find.One[heed.Measure](follow, d.Held.Body.Measure); err == nil {
			d.Measure = page.Link{Href: d.URL(plan.At(m.ID)), Text: m.Body.Title}
		}
		made, err := f.Made(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		later := made.After(d.Held.Body.Date, d.Held.Body.Recommendations)
		for _, id := range d.Held.Body.Recommendations {
			d.Recommendations = append(d.Recommendations, Link{page.Link{Href: d.URL(assess.At(id)), Text: id.String()}, slices.Contains(later, id)})
		}
		if i, err := find.One[heed.Institution](follow, d.Held.Institution); err == nil {
			d.Institution = i.Body.Name(d.Lang())
		}
		return r.Page(View, d), nil
	}
}

// change declares the forms that the reader may use, and does what was sent.
func (d *Data) change(r *desk.Request, f *find.Finder, a *app.App) (page.Result, bool, error) {
	here := plan.UpdateAt(d.Held.ID)
	if policy.AllowOn(r.Actor(), policy.Report, policy.Of(d.Held.Version)) == nil {
		u, base := d.Held.Body, d.Held.Number
		d.Edit = r.Form("edit", "measure.save")
		d.Edit.Version(&base)
		d.Edit.Date(&u.Date, "date").Must()
		d.Edit.Area(&u.Text, "text").Must()
		if d.Edit.Sent() {
			readers := heed.VisibleCoordination
			if u.Measure != "" {
				readers = "" // those of the measure
			}
			_, err := a.Write(r.Context(), r.Actor(), app.Change{ID: d.Held.ID, Base: base, Visibility: readers, Body: u})
			if err == nil {
				return r.Go(here, "desk.said.saved"), true, nil
			}
			if !d.Edit.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	along, to, done, err := r.Along(f, a, d.Held.Version, d.Held.Body, here)
	d.Along = along
	return to, done, err
}
