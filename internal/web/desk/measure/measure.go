// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package measure is the page of one measure of a plan: what it is for, how far
// it has come, what was said on it, and the form by which it is changed.
package measure

import (
	"cmp"
	"embed"
	"slices"

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
	desk.Along
	// Held is the measure; its number is 0 where a new one is written.
	Held find.Held[heed.Measure]
	Lead string
	// Partners are those who have a part in it, by their names.
	Partners []string
	// Stages are those that were reached, the latest first.
	Stages  []heed.StageOn
	Stage   string
	Late    []heed.Milestone
	Links   []Link
	context []heed.RecID
	// passages are those of other mechanisms that it is linked to.
	passages map[string]heed.Annotation
	finder   *find.Finder
	// Evidence is what was added on it, as links; ToEvidence leads to the form for
	// more.
	Evidence   []page.Link
	ToEvidence string
	Updates    []find.Held[heed.Update]
	name       func(heed.ID) string
	// Edit and Say are the forms for who may.
	Edit, Say *desk.Form
}

// Link is what the measure serves or contradicts.
type Link struct {
	Ref, Href, Bearing string
	// Context says that the measure was there before what it is linked to.
	Context bool
}

// UpdateURL is the page of an update.
func (d Data) UpdateURL(id heed.ID) string { return d.URL(plan.UpdateAt(id)) }

// Handler serves the page; without an ID in the address it is that of a new
// measure.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		d := Data{finder: f}
		if id := heed.ID(r.PathValue("id")); id != "" {
			planned, err := all.Measure(id)
			if err != nil {
				return page.Result{}, err
			}
			d.Held, d.Updates, d.context = planned.Held, planned.Updates, planned.Context
		} else {
			d.Held.Body = heed.Measure{Lead: r.Account.Institution, Links: linksOf(r)}
			d.Held.Side, d.Held.Author = r.Account.Side, r.Account.Pseudonym
		}
		if d.passages, err = f.Passages(r.Context(), r.Viewer, heed.Passages(d.Held.Body)...); err != nil {
			return page.Result{}, err
		}
		if to, done, err := d.change(r, f, a, all); err != nil || done {
			return to, err
		}
		title := d.Held.Body.Title
		if d.Held.Number == 0 {
			title = r.T("measure.new")
		}
		d.Base = r.Base(title, page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")})
		d.fill(r, all)
		if err := d.prove(r, f); err != nil {
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
func (d *Data) change(r *desk.Request, f *find.Finder, a *app.App, all find.Plan) (page.Result, bool, error) {
	about := policy.Of(d.Held.Version)
	if policy.AllowOn(r.Actor(), policy.Plan, about) == nil {
		c := d.edit(r, all)
		if d.Edit.Sent() {
			change, err := c()
			var done []heed.Version
			if err == nil {
				done, err = a.Write(r.Context(), r.Actor(), change)
			}
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
	if policy.AllowOn(r.Actor(), policy.Report, about) == nil || d.partner(r) {
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
	along, to, done, err := r.Along(f, a, d.Held.Version, d.Held.Body, plan.At(d.Held.ID))
	d.Along = along
	return to, done, err
}

// Whose names the institution that wrote an update, "" where the measure is its own.
func (d Data) Whose(u find.Held[heed.Update]) string {
	if u.Institution == d.Held.Institution || u.Institution == d.Held.Body.Lead {
		return ""
	}
	return d.name(u.Institution)
}

// partner reports whether who asks is of an institution that has a part in the
// measure, and may say in its name what was done.
func (d *Data) partner(r *desk.Request) bool {
	return r.Viewer.SameVoice(d.Held.Side) && slices.Contains(d.Held.Body.Partners, r.Account.Institution) && policy.Allow(r.Actor(), policy.Report) == nil
}

// edit is the form of the measure.
func (d *Data) edit(r *desk.Request, all find.Plan) func() (app.Change, error) {
	m, base, visibility := d.Held.Body, d.Held.Number, d.Held.Visibility
	form := r.Form("edit", "measure.save")
	form.Version(&base)
	form.Text(&m.Title, "title").Must()
	form.Text(&m.Number, "number").Help("measure.number_help")
	desk.Choice(form, &m.Kind, "kind", heed.MeasureKinds, func(k heed.MeasureKind) string { return r.T("measure_kind." + string(k)) }).Must()
	form.Area(&m.Description, "description")
	form.Area(&m.Expected, "expected")
	ids, name := all.Names(r.Words.Code)
	lead := slices.DeleteFunc(slices.Clone(ids), func(id heed.ID) bool { return id != m.Lead && !app.MayLead(r.Actor(), d.Held.Side, id) })
	desk.Choice(form, &m.Lead, "lead", lead, name).Must()
	desk.Many(form, &m.Partners, "partners", ids, name)
	form.Date(&m.Start, "start")
	form.Date(&m.Due, "due")
	served := d.refs(m.Links, heed.Serves)
	against := d.refs(m.Links, heed.Contradicts)
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
		desk.Col("unit", "text", func(i *indicatorRow) *string { return &i.Unit }), desk.Col("baseline", "decimal", func(i *indicatorRow) *string { return &i.Baseline.Value }),
		desk.Col("baseline_date", "text", func(i *indicatorRow) *string { return &i.Baseline.Date }), desk.Col("target", "decimal", func(i *indicatorRow) *string { return &i.Target.Value }),
		desk.Col("target_date", "text", func(i *indicatorRow) *string { return &i.Target.Date })).Help("measure.indicators_help")
	desk.Rows(form, &values, "values",
		desk.Col("indicator", "text", func(v *valueRow) *string { return &v.Of }), desk.Col("date", "text", func(v *valueRow) *string { return &v.Date }), desk.Col("value", "decimal", func(v *valueRow) *string { return &v.Value.Value }),
		desk.Col("source", "text", func(v *valueRow) *string { return &v.Source }), desk.Col("break", "text", func(v *valueRow) *string { return &v.Break })).Help("measure.values_help")
	said := []desk.Column[heed.Citation]{
		desk.Col("symbol", "text", func(c *heed.Citation) *string { return &c.Symbol }), desk.Col("paragraph", "text", func(c *heed.Citation) *string { return &c.Paragraph }),
		desk.Col("note", "text", func(c *heed.Citation) *string { return &c.Note }),
	}
	desk.Rows(form, &m.RecognisedBy, "recognised_by", said...).Help("measure.citations_help")
	desk.Rows(form, &m.CriticisedBy, "criticised_by", said...)
	form.Lines(&m.SDGs, "sdgs").Help("measure.sdgs_help")
	form.Lines(&m.Plans, "plans").Help("measure.plans_help")
	desk.Choice(form, &visibility, "visibility", heed.WorkVisibilities, func(v heed.Visibility) string { return r.T("visibility." + string(v)) })
	d.Edit = form
	return func() (app.Change, error) {
		serves, err := d.links(r, "serves", served, heed.Serves)
		if err != nil {
			return app.Change{}, err
		}
		contradicts, err := d.links(r, "contradicts", against, heed.Contradicts)
		if err != nil {
			return app.Change{}, err
		}
		m.Links = append(serves, contradicts...)
		if m.Indicators, err = join(indicators, values); err != nil {
			return app.Change{}, err
		}
		return app.Change{ID: d.Held.ID, Base: base, Visibility: visibility, Side: at(r, m.Lead, d.Held.Number), Body: m}, nil
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
	side := d.Held.Side
	if d.partner(r) && r.Account.Role != heed.Coordinator {
		side = r.Account.Side // it says what it has done, and not what the lead has
	}
	return func() app.Change {
		return app.Change{Side: side, Body: u}
	}
}

// fill puts what there is into words.
func (d *Data) fill(r *desk.Request, all find.Plan) {
	_, name := all.Names(d.Lang())
	d.Lead, d.name = name(d.Held.Body.Lead), name
	for _, id := range d.Held.Body.Partners {
		d.Partners = append(d.Partners, name(id))
	}
	d.Stages = slices.Clone(d.Held.Body.Stages)
	slices.SortStableFunc(d.Stages, func(a, b heed.StageOn) int { return -cmp.Compare(a.Date, b.Date) })
	if s := d.Held.Body.Stage(); s != "" {
		d.Stage = d.T("measure_stage." + string(s))
	}
	d.Late = d.Held.Body.Late(r.Today)
	for _, l := range d.Held.Body.Links {
		link := Link{Bearing: d.T("bearing." + string(l.Bearing))}
		if l.Annotation != "" {
			passage := d.Passage(l.Annotation, d.passages)
			link.Ref, link.Href = passage.Text, passage.Href
		}
		if l.Recommendation != (heed.RecID{}) {
			link.Ref, link.Href = l.Recommendation.String(), d.RecURL(l.Recommendation.Review, l.Recommendation.Ref)
			link.Context = slices.Contains(d.context, l.Recommendation)
		}
		d.Links = append(d.Links, link)
	}
}

// prove lists the evidence on the measure.
func (d *Data) prove(r *desk.Request, f *find.Finder) error {
	if d.Held.Number == 0 {
		return nil
	}
	follow, err := f.Follow(r.Context(), r.Viewer)
	if err != nil {
		return err
	}
	for _, e := range find.All[heed.Evidence](follow) {
		if e.Body.Measure == d.Held.ID && e.SameVoice(r.Account.Side) {
			d.Evidence = append(d.Evidence, page.Link{Href: d.URL(desk.At(e.Subject, e.Body)), Text: cmp.Or(e.Body.Title, d.T("evidence.unopened"))})
		}
	}
	if policy.AllowOn(r.Actor(), policy.Prove, policy.Of(d.Held.Version)) == nil {
		d.ToEvidence = d.URL("/desk/evidence/new") + "?measure=" + string(d.Held.ID)
	}
	return nil
}
