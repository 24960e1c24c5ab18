// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package dossiers is the list of the dossiers of events.
package dossiers

import (
	"embed"
	"strconv"

	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed dossiers.tmpl dossiers.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "dossiers", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Rows []Row
}

// Row is a dossier in words.
type Row struct {
	Href, State, When, By string
	Figures               int
	Title, Where          page.Wording
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		all := follow.Dossiers()
		d := Data{Base: r.Base(r.Words.T("dossiers.title"))}
		for _, e := range all {
			row := Row{
				Href: d.URL(At(e)), State: d.State(e.Dossier.State), When: d.Span(e.Dossier.From, e.Dossier.To), By: e.By.Institution.Name(d.Lang()),
				Figures: e.Figures, Title: d.Wording(e.Dossier.Title), Where: d.Wording(e.Dossier.Where),
			}
			d.Rows = append(d.Rows, row)
			d.Specimen = d.Specimen || page.Invented(e.Dossier.State)
		}
		return page.Result{View: View.Name, Data: d, Twin: all, Table: d.table(all)}, nil
	}
}

// At is the address of a dossier.
func At(e find.DossierEntry) string { return "/dossier/" + string(e.ID) }

// table is the list for spreadsheets.
func (d Data) table(all []find.DossierEntry) *export.Table {
	t := &export.Table{Name: "heed-dossiers", Head: []string{"id", "title", "state", "where", "from", "to", "figures", "recorded_by", "recorded_by_voice", "address"}}
	for i, e := range all {
		row := d.Rows[i]
		t.Rows = append(t.Rows, []string{
			string(e.ID), row.Title.Text, string(e.Dossier.State), row.Where.Text, string(e.Dossier.From), string(e.Dossier.To), strconv.Itoa(e.Figures), row.By, string(e.By.Voice), d.Absolute(At(e)),
		})
	}
	return t
}
