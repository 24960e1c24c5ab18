// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package planbooks

import (
	"bytes"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

// File serves the workbook of one institution in the language of the address.
func File(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		missing := &heed.Error{Code: heed.CodeNotFound, Op: "planbooks.File", Key: "error.address"}
		if err := policy.Allow(r.Actor(), policy.Report); err != nil {
			return page.Result{}, err
		}
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		id := heed.ID(r.PathValue("institution"))
		i, ok := all.Institutions[id]
		if !ok || r.Request.Form != page.XLSX {
			return page.Result{}, missing
		}
		if err := policy.AllowOn(r.Actor(), policy.Report, policy.About{Side: i.Side, Author: r.Actor().Pseudonym}); err != nil {
			return page.Result{}, err
		}
		var body bytes.Buffer
		if err := bookOf(r.Request.Base(""), all, i).XLSX(&body, r.Words); err != nil {
			return page.Result{}, err
		}
		return page.Result{Files: map[page.Form]page.File{page.XLSX: {Name: "heed-measures-" + string(id), ContentType: page.Spreadsheet, Body: body.Bytes()}}}, nil
	}
}

// bookOf makes the workbook of an institution.
func bookOf(b page.Base, all find.Plan, i find.Held[heed.Institution]) export.MeasureBook {
	book := export.MeasureBook{ID: i.ID, Institution: i.Body.Name(b.Lang())}
	for _, m := range of(all, i.ID) {
		row := export.MeasureRow{ID: m.ID, Version: m.Number, Title: m.Body.Title, Due: dated(b, m.Body.Due), Partner: m.Body.Lead != i.ID}
		last := heed.StageOn{}
		for _, s := range m.Body.Stages {
			if s.Date >= last.Date {
				last = s
			}
		}
		if last.Stage != "" {
			row.Stage = join(b.T("measure_stage."+string(last.Stage)), dated(b, last.Date))
		}
		if len(m.Updates) > 0 {
			row.Said = join(dated(b, m.Updates[0].Body.Date), m.Updates[0].Body.Text)
		}
		book.Rows = append(book.Rows, row)
		if row.Partner {
			continue
		}
		for n, s := range m.Body.Milestones {
			if s.Done == "" {
				book.Milestones = append(book.Milestones, export.MilestoneRow{Measure: m.ID, Version: m.Number, Place: n + 1, Title: m.Body.Title, What: s.Title, When: dated(b, s.Due)})
			}
		}
	}
	return book
}
