// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package schedule is the page on which it is said how often reports on measures
// are asked for, and of whom.
package schedule

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed schedule.tmpl schedule.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "schedule", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	// Edit and Remove are nil for who may not.
	Edit, Remove *desk.Form
	Held         find.Held[heed.Schedule]
	Every        string
}

// list is where the schedules are listed.
const list = "/desk/plan/due"

// Handler serves the page; without an ID in the address it is that of a new
// schedule.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		var d Data
		if id := heed.ID(r.PathValue("id")); id != "" {
			i := slices.IndexFunc(all.Schedules, func(s find.Held[heed.Schedule]) bool { return s.ID == id })
			if i < 0 {
				return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "schedule.Handler", Key: "error.version_not_found", Args: []string{"Subject", "schedule/" + string(id)}}
			}
			d.Held = all.Schedules[i]
		} else {
			d.Held.Side, d.Held.Author = r.Account.Side, r.Account.Pseudonym
			d.Held.Body = heed.Schedule{Every: heed.EveryQuarter, Measure: heed.ID(r.URL.Query().Get("measure"))}
			if err := policy.Allow(r.Actor(), policy.Plan); err != nil {
				return page.Result{}, err
			}
		}
		if policy.AllowOn(r.Actor(), policy.Plan, policy.Of(d.Held.Version)) == nil {
			if done, err := d.edit(r, a, all); err != nil || done.Redirect != "" {
				return done, err
			}
			if done, err := d.remove(r, a); err != nil || done.Redirect != "" {
				return done, err
			}
		}
		d.Every = r.T("period." + string(d.Held.Body.Every))
		title := r.T("schedule.title")
		if d.Held.Number == 0 {
			title = r.T("schedule.new")
		}
		d.Base = r.Base(title, page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")}, page.Link{Href: r.Prefix + list, Text: r.T("due.title")})
		return r.Page(View, d), nil
	}
}

// edit is the form of the schedule.
func (d *Data) edit(r *desk.Request, a *app.App, all find.Plan) (page.Result, error) {
	s, base := d.Held.Body, d.Held.Number
	form := r.Form("edit", "schedule.save")
	form.Version(&base)
	desk.Choice(form, &s.Every, "every", heed.Periods, func(p heed.Period) string { return r.T("period." + string(p)) }).Must()
	form.Date(&s.From, "from").Must().Help("schedule.from_help")
	form.Date(&s.Until, "until").Help("schedule.until_help")
	leads := r.Account.Role == heed.Coordinator
	var measures []heed.ID
	for _, m := range all.Measures {
		if leads || m.Body.Lead == r.Account.Institution {
			measures = append(measures, m.ID)
		}
	}
	desk.Choice(form, &s.Measure, "measure", measures, func(id heed.ID) string {
		m, _ := all.Measure(id) // it is one of them
		return m.Body.Title
	}).Help("schedule.measure_help")
	if leads {
		ids, name := all.Names(r.Words.Code)
		desk.Choice(form, &s.Institution, "institution", ids, name).Help("schedule.institution_help")
	}
	who, name, err := people(r, a)
	if err != nil {
		return page.Result{}, err
	}
	if s.Reporter != "" && !slices.Contains(who, s.Reporter) {
		who = append(who, s.Reporter)
	}
	desk.Choice(form, &s.Reporter, "reporter", who, name).Help("schedule.reporter_help")
	d.Edit = form
	if !form.Sent() {
		return page.Result{}, nil
	}
	_, err = a.Write(r.Context(), r.Actor(), app.Change{ID: d.Held.ID, Base: base, Visibility: heed.VisibleCoordination, Body: s})
	if err == nil {
		return r.Go(list, "desk.said.saved"), nil
	}
	if form.Shows(err) {
		err = nil
	}
	return page.Result{}, err
}

// people are those who can be named, by pseudonym: oneself, and whom one may invite,
// if they may report.
func people(r *desk.Request, a *app.App) ([]string, func(string) string, error) {
	names := map[string]string{r.Account.Pseudonym: r.Account.Name}
	out := []string{r.Account.Pseudonym}
	all, err := a.Members(r.Context(), r.Actor())
	if err != nil && heed.ErrorCode(err) != heed.CodeForbidden {
		return nil, nil, err
	}
	for _, m := range all.Accounts {
		if names[m.Pseudonym] == "" && !m.Suspended && policy.Allow(m.Actor(), policy.Report) == nil {
			names[m.Pseudonym] = m.Name
			out = append(out, m.Pseudonym)
		}
	}
	return out, func(p string) string {
		if n := names[p]; n != "" {
			return n
		}
		return p
	}, nil
}

// remove is the button by which a schedule is taken back.
func (d *Data) remove(r *desk.Request, a *app.App) (page.Result, error) {
	if d.Held.Number == 0 || app.MayMove(r.Actor(), d.Held.Version, heed.StepWithdrawn) != nil {
		return page.Result{}, nil
	}
	base := d.Held.Number
	form := r.Form("remove", "schedule.remove")
	form.Danger = true
	form.Version(&base)
	d.Remove = form
	if !form.Sent() {
		return page.Result{}, nil
	}
	err := a.Move(r.Context(), r.Actor(), app.Move{Subject: d.Held.Subject, Base: base, To: heed.StepWithdrawn, Note: r.T("schedule.removed")})
	if err == nil {
		return r.Go(list, "desk.said.saved"), nil
	}
	if form.Shows(err) {
		err = nil
	}
	return page.Result{}, err
}
