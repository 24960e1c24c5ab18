// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package due is the page of what is due of a plan: milestones, measures and
// reports, late ones first, and the schedules that ask for reports.
package due

import (
	"embed"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed due.tmpl due.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "due", Files: files, Data: Data{}}

// ahead is how many days the page looks ahead.
const ahead = 90

// Data is what the template prints.
type Data struct {
	page.Base
	Late, Soon  []Row
	Institution string // the one that is chosen
	Pick        plan.Pick
	Schedules   []Schedule
	Ladder      []string
	New         string // "" for who may make no schedule
}

// Row is something that is due, in words.
type Row struct{ On, What, Measure, Href, Institution string }

// Schedule is a schedule in words.
type Schedule struct{ What, Every, From, Until, Href string }

// At is the address of a schedule.
func At(id heed.ID) string { return "/desk/plan/schedules/" + string(id) }

// Handler serves the page.
func Handler(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		due, err := f.Due(r.Context(), r.Viewer, r.Today, ahead)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Institution: r.URL.Query().Get("institution")}
		d.Base = r.Base(r.T("due.title"), page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")})
		ids, name := all.Names(d.Lang())
		d.Pick = plan.Pick{Name: "institution", Label: d.T("field.institution"), All: d.T("filter.all")}
		for _, id := range ids {
			d.Pick.Options = append(d.Pick.Options, desk.Option{Value: string(id), Text: name(id), Selected: string(id) == d.Institution})
		}
		d.fill(all, due, r.Today, name)
		for _, rung := range heed.Ladder {
			d.Ladder = append(d.Ladder, d.rung(rung))
		}
		if policy.Allow(r.Actor(), policy.Plan) == nil {
			d.New = d.URL("/desk/plan/schedules/new")
		}
		result := r.Page(View, d)
		table := d.table()
		result.Table = &table
		return result, nil
	}
}

func (d *Data) fill(all find.Plan, due []heed.Due, today heed.Date, name func(heed.ID) string) {
	for _, o := range due {
		row, ok := d.row(all, o, name)
		if !ok || d.Institution != "" && o.Institution != heed.ID(d.Institution) {
			continue
		}
		if o.Late(today) {
			d.Late = append(d.Late, row)
		} else {
			d.Soon = append(d.Soon, row)
		}
	}
	for _, s := range all.Schedules {
		row := Schedule{What: d.T("schedule.all"), Every: d.T("period." + string(s.Body.Every)), From: d.Date(s.Body.From), Href: d.URL(At(s.ID))}
		if s.Body.Until != "" {
			row.Until = d.Date(s.Body.Until)
		}
		switch {
		case s.Body.Institution != "":
			row.What = d.T("schedule.of_institution", "Institution", name(s.Body.Institution))
		case s.Body.Measure != "":
			m, err := all.Measure(s.Body.Measure)
			if err != nil {
				continue // not for this reader to see
			}
			row.What = m.Body.Title
		case s.Role != heed.Coordinator:
			row.What = d.T("schedule.of_institution", "Institution", name(s.Institution))
		}
		d.Schedules = append(d.Schedules, row)
	}
}

// row puts something that is due into words; false for what this reader may not
// see.
func (d *Data) row(all find.Plan, o heed.Due, name func(heed.ID) string) (Row, bool) {
	row := Row{On: d.Stretch(refdata.Span{From: o.On, To: o.Ends()}), What: d.T("due." + string(o.Kind))}
	if o.Of.Kind == heed.SubjectReview {
		_, cycle, _ := strings.Cut(string(o.Of.ID), "-")
		row.Measure, row.Href = d.T("due.calendar_of", "Cycle", cycle), d.CalendarURL(o.State)
		return row, true
	}
	if o.Of.Kind == heed.SubjectName {
		row.Measure, row.Href, row.Institution = d.T("due.of_consent"), d.URL(desk.At(o.Of, heed.Name{})), name(o.Institution)
		return row, true
	}
	m, err := all.Measure(o.Of.ID)
	if err != nil {
		return row, false
	}
	row.Measure, row.Href, row.Institution = m.Body.Title, d.URL(plan.At(m.ID)), name(o.Institution)
	return row, true
}

// rung puts a step of the ladder into words.
func (d *Data) rung(r heed.Rung) string {
	to := d.T([]string{"due.to_person", "due.to_focal_point", "due.to_coordinator"}[r.To])
	switch {
	case r.Days < 0:
		return d.T("due.before", "Count", -r.Days, "Whom", to)
	case r.Days > 0:
		return d.T("due.after", "Count", r.Days, "Whom", to)
	}
	return d.T("due.on", "Whom", to)
}

// table is the list for spreadsheets.
func (d *Data) table() export.Table {
	t := export.Table{Name: "heed-due", Head: []string{d.T("field.due"), d.T("due.what"), d.T("field.measure"), d.T("field.lead"), d.T("plan.late")}}
	for i, row := range slices.Concat(d.Late, d.Soon) {
		late := ""
		if i < len(d.Late) {
			late = d.T("plan.is_late")
		}
		t.Rows = append(t.Rows, []string{row.On, row.What, row.Measure, row.Institution, late})
	}
	return t
}

// Rows is some rows with the heading that they stand under.
func (d Data) Rows(some []Row, heading string) Part { return Part{d.Base, some, heading} }

// Part is the rows under one heading.
type Part struct {
	page.Base
	Shown []Row
	ID    string
}
