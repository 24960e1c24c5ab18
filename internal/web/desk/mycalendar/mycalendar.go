// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package mycalendar is a person's own calendar at the desk: what the plan has
// due for them, late first, what comes for their State, and the secret address
// from which a calendar program takes both.
package mycalendar

import (
	"bytes"
	"context"
	"embed"
	"slices"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed mycalendar.tmpl mycalendar.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "mycalendar", Files: files, Data: Data{}}

// Path is where a person's calendar is.
const Path = "/desk/calendar"

// ahead is how many days the calendar looks ahead.
const ahead = 365

// Data is what the template prints.
type Data struct {
	page.Base
	Plan []Row
	// State is the State's name, Days what comes for it.
	State, StateHref string
	Days             page.DayTable
	// Address is the secret address, "" where there is none.
	Address              string
	Make, Change, Revoke *desk.Form
}

// Row is something of the plan that is due, in words.
type Row struct {
	On, What, Measure, Href string
	Late                    bool
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		var d Data
		if done, err := d.address(r, a); err != nil || done.Redirect != "" {
			return done, err
		}
		due, days, err := of(r.Context(), f, r.Account, r.Today)
		if err != nil {
			return page.Result{}, err
		}
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		d.Base = r.Base(r.T("mycalendar.title"))
		if token := app.CalendarToken(r.Account); token != "" {
			d.Address = d.Absolute(Path + "/" + token + ".ics")
		}
		for _, o := range due {
			m, err := all.Measure(o.Of.ID)
			if err != nil {
				continue // not for this reader to see
			}
			d.Plan = append(d.Plan, Row{d.Date(o.On), d.T("due." + string(o.Kind)), m.Body.Title, d.URL(plan.At(m.ID)), o.Late(r.Today)})
		}
		if r.Account.State != "" {
			d.State, d.StateHref = d.Base.State(r.Account.State), d.CalendarURL(r.Account.State)
		}
		d.Days = page.DayTable{Base: d.Base, Rows: d.DayRows(days), Of: "state"}
		return r.Page(View, d), nil
	}
}

// address makes, changes and takes back the secret address.
func (d *Data) address(r *desk.Request, a *app.App) (page.Result, error) {
	for _, w := range []struct {
		form   **desk.Form
		name   string
		key    string
		there  bool
		said   string
		change func(context.Context, heed.Actor, heed.ID) error
	}{
		{&d.Make, "make", "mycalendar.make", false, "mycalendar.made", a.MakeCalendar},
		{&d.Change, "change", "mycalendar.change", true, "mycalendar.changed", a.MakeCalendar},
		{&d.Revoke, "revoke", "mycalendar.revoke", true, "mycalendar.revoked", a.RevokeCalendar},
	} {
		if w.there != (len(r.Account.CalendarKey) > 0) {
			continue
		}
		form := r.Form(w.name, w.key)
		form.Minor = w.there
		*w.form = form
		if !form.Sent() {
			continue
		}
		if err := w.change(r.Context(), r.Actor(), r.Account.ID); err != nil {
			return page.Result{}, err
		}
		return r.Go(Path, w.said), nil
	}
	return page.Result{}, nil
}

// of finds what is on somebody's calendar: of the plan and of their State.
func of(ctx context.Context, f *find.Finder, who heed.Account, today heed.Date) ([]heed.Due, []refdata.Day, error) {
	viewer := who.Actor().Viewer()
	due, err := f.Due(ctx, viewer, today, ahead)
	if err != nil {
		return nil, nil, err
	}
	due = slices.DeleteFunc(due, func(d heed.Due) bool { return d.Of.Kind != heed.SubjectMeasure || !d.Concerns(who) })
	calendar, err := f.Calendar(ctx, viewer, who.State, today)
	if err != nil {
		return nil, nil, err
	}
	days := slices.DeleteFunc(calendar.Coming(today), func(d refdata.Day) bool { return d.From > today.Add(ahead) })
	return due, days, nil
}

// ICS gives somebody's calendar for calendar programs, in their language. It says
// what a letter says, and lies as open on other people's machines: that something
// is due and when, and where to look, and nothing that anybody has written.
func ICS(ctx context.Context, f *find.Finder, b page.Base, who heed.Account, today heed.Date) ([]byte, error) {
	at, err := time.Parse(time.DateOnly, string(today))
	if err != nil {
		return nil, err
	}
	due, days, err := of(ctx, f, who, today)
	if err != nil {
		return nil, err
	}
	out := export.Calendar{Name: "Heed: " + b.T("mycalendar.title"), At: at}
	for _, d := range due {
		out.Events = append(out.Events, export.Event{
			UID: b.UID(string(d.Kind), string(d.Of.ID), string(d.On)), From: d.On, To: d.On, Summary: b.T("letter.what." + string(d.Kind)),
			Description: b.T("mycalendar.event_note"), URL: b.Absolute(b.URL(plan.At(d.Of.ID))),
		})
	}
	for _, d := range days {
		out.Events = append(out.Events, b.Event(d))
	}
	var body bytes.Buffer
	if err := out.ICS(&body); err != nil {
		return nil, err
	}
	return body.Bytes(), nil
}
