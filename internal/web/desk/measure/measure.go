// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package measure is the page of one measure of a plan: what it is for, how far
// it has come, what was said on it, and the form by which it is changed.
package measure

import (
	"embed"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed measure.tmpl measure.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "measure", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	// Held is the measure; its number is 0 where a new one is written.
	Held    find.Held[heed.Measure]
	Lead    string
	Stage   string
	Late    []heed.Milestone
	Links   []Link
	Updates []find.Held[heed.Update]
	History []Change
	// Edit, Say and Moves are the forms for who may.
	Edit, Say *desk.Form
	Moves     []*desk.Form
}

// Link is what the measure serves or contradicts.
type Link struct {
	Ref, Href, Bearing string
}

// Change is one version in the history.
type Change struct {
	Number               int
	Day, Step, Who, Note string
}

// Handler serves the page; without an ID in the address it is that of a new
// measure.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		if id := heed.ID(r.PathValue("id")); id != "" {
			planned, err := all.Measure(id)
			if err != nil {
				return page.Result{}, err
			}
			d.Held, d.Updates = planned.Held, planned.Updates
		} else {
			d.Held.Body = heed.Measure{Lead: r.Account.Institution, Links: linksOf(r)}
			d.Held.Side, d.Held.Author = r.Account.Side, r.Account.Pseudonym
		}
		if to, done, err := d.change(r, a, all); err != nil || done {
			return to, err
		}
		title := d.Held.Body.Title
		if d.Held.Number == 0 {
			title = r.T("measure.new")
		}
		d.Base = r.Base(title, page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")})
		if err := d.fill(r, f, all); err != nil {
			return page.Result{}, err
		}
		return r.Page(View, d), nil
	}
}

// linksOf takes the recommendations that an address names, for a new measure.
func linksOf(r *desk.Request) []heed.Link {
	var out []heed.Link
	for _, name := range r.URL.Query()["for"] {
		if id, err := heed.ParseRecID(name); err == nil {
			out = append(out, heed.Link{Recommendation: id, Bearing: heed.Serves})
		}
	}
	return out
}

// change declares the forms that the reader may use, and does what was sent.
func (d *Data) change(r *desk.Request, a *app.App, all find.Plan) (page.Result, bool, error) {
	about := policy.Of(d.Held.Version)
	if policy.AllowOn(r.Actor(), policy.Plan, about) == nil {
		c := d.edit(r, all)
		if d.Edit.Sent() {
			done, err := a.Write(r.Context(), r.Actor(), c())
			if err == nil {
				return r.Go(plan.At(done[0].ID), "desk.said.saved"), true, nil
			}
			if !d.Edit.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	if d.Held.Number == 0 {
		if d.Edit == nil {
			return page.Result{}, false, policy.AllowOn(r.Actor(), policy.Plan, about)
		}
		return page.Result{}, false, nil
	}
	if policy.AllowOn(r.Actor(), policy.Report, about) == nil {
		c := d.say(r)
		if d.Say.Sent() {
			_, err := a.Write(r.Context(), r.Actor(), c())
			if err == nil {
				return r.Go(plan.At(d.Held.ID), "desk.said.saved"), true, nil
			}
			if !d.Say.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	return d.move(r, a)
}

// edit is the form of the measure.
func (d *Data) edit(r *desk.Request, all find.Plan) func() app.Change {
	m, base, visibility := d.Held.Body, d.Held.Number, d.Held.Visibility
	form := r.Form("edit", "measure.save")
	form.Version(&base)
	form.Text(&m.Title, "title").Must()
	desk.Choice(form, &m.Kind, "kind", heed.MeasureKinds, func(k heed.MeasureKind) string { return r.T("measure_kind." + string(k)) }).Must()
	form.Area(&m.Description, "description")
	form.Area(&m.Expected, "expected")
	ids, name := all.Names(r.Words.Code)
	desk.Choice(form, &m.Lead, "lead", ids, name).Must()
	desk.Many(form, &m.Partners, "partners", ids, name)
	form.Date(&m.Start, "start")
	form.Date(&m.Due, "due")
	served := refs(m.Links, heed.Serves)
	against := refs(m.Links, heed.Contradicts)
	form.Lines(&served, "serves").Help("measure.links_help")
	form.Lines(&against, "contradicts").Help("measure.contradicts_help")
	stage := func(s heed.MeasureStage) string { return r.T("measure_stage." + string(s)) }
	desk.Rows(form, &m.Stages, "stages",
		desk.Col("stage", "choice", func(s *heed.StageOn) *heed.MeasureStage { return &s.Stage }, desk.Words(heed.MeasureStages, stage)...),
		desk.Col("date", "date", func(s *heed.StageOn) *heed.Date { return &s.Date }), desk.Col("source", "text", func(s *heed.StageOn) *string { return &s.Source })).Help("measure.stages_help")
	desk.Rows(form, &m.Milestones, "milestones",
		desk.Col("milestone", "text", func(s *heed.Milestone) *string { return &s.Title }), desk.Col("due", "date", func(s *heed.Milestone) *heed.Date { return &s.Due }),
		desk.Col("done", "date", func(s *heed.Milestone) *heed.Date { return &s.Done }))
	indicators, values := split(m.Indicators)
	kind := func(k heed.IndicatorKind) string { return r.T("indicator." + string(k)) }
	desk.Rows(form, &indicators, "indicators",
		desk.Col("indicator", "text", func(i *indicatorRow) *string { return &i.Name }), desk.Col("indicator_kind", "choice", func(i *indicatorRow) *heed.IndicatorKind { return &i.Kind }, desk.Words(heed.IndicatorKinds, kind)...),
		desk.Col("unit", "text", func(i *indicatorRow) *string { return &i.Unit }), desk.Col("baseline", "number", func(i *indicatorRow) *string { return &i.Baseline.Value }),
		desk.Col("baseline_date", "text", func(i *indicatorRow) *string { return &i.Baseline.Date }), desk.Col("target", "number", func(i *indicatorRow) *string { return &i.Target.Value }),
		desk.Col("target_date", "text", func(i *indicatorRow) *string { return &i.Target.Date })).Help("measure.indicators_help")
	desk.Rows(form, &values, "values",
		desk.Col("indicator", "text", func(v *valueRow) *string { return &v.Of }), desk.Col("date", "text", func(v *valueRow) *string { return &v.Date }), desk.Col("value", "number", func(v *valueRow) *string { return &v.Value.Value }),
		desk.Col("source", "text", func(v *valueRow) *string { return &v.Source }), desk.Col("break", "text", func(v *valueRow) *string { return &v.Break })).Help("measure.values_help")
	form.Lines(&m.SDGs, "sdgs").Help("measure.sdgs_help")
	form.Lines(&m.Plans, "plans").Help("measure.plans_help")
	desk.Choice(form, &visibility, "visibility", heed.Visibilities[:3], func(v heed.Visibility) string { return r.T("visibility." + string(v)) })
	d.Edit = form
	return func() app.Change {
		m.Links = append(links(served, heed.Serves, m.Links), links(against, heed.Contradicts, m.Links)...)
		m.Indicators = join(indicators, values)
		return app.Change{ID: d.Held.ID, Base: base, Visibility: visibility, Side: at(r, m.Lead, d.Held.Number), Body: m}
	}
}

// at is where a new measure stands: with its lead, where the coordinator writes
// it.
func at(r *desk.Request, lead heed.ID, number int) heed.Side {
	side := r.Account.Side
	if number == 0 && r.Account.Role == heed.Coordinator {
		side.Institution = lead
	}
	return side
}

// say is the form of an update.
func (d *Data) say(r *desk.Request) func() app.Change {
	u := heed.Update{Measure: d.Held.ID, Date: r.Today}
	form := r.Form("say", "measure.say")
	form.Date(&u.Date, "date").Must()
	form.Area(&u.Text, "text").Must()
	d.Say = form
	return func() app.Change {
		return app.Change{Side: d.Held.Side, Visibility: heed.VisibleCoordination, Body: u}
	}
}

// steps are those that a button leads to.
var steps = []heed.Step{heed.StepSubmitted, heed.StepReturned, heed.StepReviewed, heed.StepPublished, heed.StepWithdrawn}

// move declares the buttons by which the measure comes a step further.
func (d *Data) move(r *desk.Request, a *app.App) (page.Result, bool, error) {
	for _, to := range steps {
		if !d.Held.Step.MayBecome(to) || to == d.Held.Step || app.MayMove(r.Actor(), d.Held.Version, to) != nil {
			continue
		}
		form := r.Form("move-"+string(to), "move."+string(to))
		form.Minor, form.Danger = to != heed.StepPublished, to == heed.StepWithdrawn
		base, note := d.Held.Number, ""
		form.Version(&base)
		if to == heed.StepReturned || to == heed.StepWithdrawn {
			form.Area(&note, "note").Must()
		}
		if form.Sent() {
			err := a.Move(r.Context(), r.Actor(), app.Move{Subject: d.Held.Subject, Base: base, To: to, Note: note})
			if err == nil {
				return r.Go(plan.At(d.Held.ID), "desk.said.saved"), true, nil
			}
			if !form.Shows(err) {
				return page.Result{}, false, err
			}
		}
		d.Moves = append(d.Moves, form)
	}
	return page.Result{}, false, nil
}

// fill puts what there is into words.
func (d *Data) fill(r *desk.Request, f *find.Finder, all find.Plan) error {
	_, name := all.Names(d.Lang())
	d.Lead = name(d.Held.Body.Lead)
	if s := d.Held.Body.Stage(); s != "" {
		d.Stage = d.T("measure_stage." + string(s))
	}
	d.Late = d.Held.Body.Late(r.Today)
	for _, l := range d.Held.Body.Links {
		link := Link{Ref: l.Annotation, Bearing: d.T("bearing." + string(l.Bearing))}
		if l.Recommendation != (heed.RecID{}) {
			link.Ref, link.Href = l.Recommendation.String(), d.RecURL(l.Recommendation.Review, l.Recommendation.Ref)
		}
		d.Links = append(d.Links, link)
	}
	if d.Held.Number == 0 {
		return nil
	}
	follow, err := f.Follow(r.Context(), r.Viewer)
	if err != nil {
		return err
	}
	history, err := find.History[heed.Measure](follow, d.Held.ID)
	for _, v := range slices.Backward(history) {
		d.History = append(d.History, Change{v.Number, d.Day(v.At), d.Base.Step(v.Step), v.Who, v.Note})
	}
	return err
}

// refs names the recommendations that are linked with a bearing.
func refs(all []heed.Link, b heed.Bearing) []string {
	var out []string
	for _, l := range all {
		switch {
		case l.Bearing != b:
		case l.Annotation != "":
			out = append(out, l.Annotation)
		default:
			out = append(out, l.Recommendation.String())
		}
	}
	return out
}

// links reads them again; what is no number of a recommendation is the name of
// another mechanism's. Notes of before are kept.
func links(names []string, b heed.Bearing, had []heed.Link) []heed.Link {
	var out []heed.Link
	for _, name := range names {
		l := heed.Link{Annotation: name, Bearing: b}
		if id, err := heed.ParseRecID(strings.TrimPrefix(name, "/")); err == nil {
			l = heed.Link{Recommendation: id, Bearing: b}
		}
		for _, h := range had {
			if h.Recommendation == l.Recommendation && h.Annotation == l.Annotation && h.Bearing == b {
				l.Note = h.Note
			}
		}
		out = append(out, l)
	}
	return out
}
