// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package events is the list of dossiers at the desk: those of one's own voice,
// and those that others have published, to which everybody may add.
package events

import (
	"embed"

	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed events.tmpl events.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "events", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	New         string // an address, "" for who may not
	Own, Others []Row
}

// Row is a dossier in words.
type Row struct {
	Href, When, Step, By string
	Title                page.Wording
	Figures              int
}

// Handler serves the page.
func Handler(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.T("desk.dossiers"))}
		if policy.Allow(r.Actor(), policy.Document) == nil {
			d.New = d.URL(desk.DossierAt("new"))
		}
		for _, e := range follow.Dossiers() {
			row := Row{
				Href: d.URL(desk.DossierAt(e.ID)), When: d.Span(e.Dossier.From, e.Dossier.To), Step: d.Step(e.Step), By: e.By.Institution.Name(d.Lang()),
				Title: d.Wording(e.Dossier.Title), Figures: e.Figures,
			}
			if r.Viewer.SameVoice(e.Side()) {
				d.Own = append(d.Own, row)
			} else {
				d.Others = append(d.Others, row)
			}
		}
		return r.Page(View, d), nil
	}
}

// List is dossiers with what they are called together.
type List struct {
	page.Base
	ID, Name string
	Rows     []Row
}

// List makes a list.
func (d Data) List(id, name string, rows []Row) List { return List{d.Base, id, name, rows} }
