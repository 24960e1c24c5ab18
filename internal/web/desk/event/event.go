// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package event is the page of one dossier at the desk: what happened, its
// figures and what was said about it, each of which has a page of its own.
package event

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed event.tmpl event.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "event", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	desk.Along
	// Held is the dossier; its number is 0 where a new one is written.
	Held    find.Held[heed.Dossier]
	What    page.Wording
	When    string
	Figures []Row
	Calls   []Row
	Persons []Row
	// Public is its public page, "" where there is none yet.
	Public                        string
	NewFigure, NewCall, NewPerson string // addresses, "" for who may not
	Edit                          *desk.Form
}

// Row is something that belongs to the dossier, in words.
type Row struct {
	Href, Name, Who, Step, Date string
}

// Handler serves the page; without an ID in the address it is that of a new
// dossier.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		if id := heed.ID(r.PathValue("id")); id != "" {
			if d.Held, err = find.One[heed.Dossier](follow, id); err != nil {
				return page.Result{}, err
			}
		} else {
			if err := policy.Allow(r.Actor(), policy.Document); err != nil {
				return page.Result{}, err
			}
			d.Held.Side, d.Held.Author, d.Held.Visibility = r.Account.Side, r.Account.Pseudonym, heed.VisibleInstitution
			d.Held.Body.State = r.Account.State
		}
		if to, done, err := d.change(r, f, a); err != nil || done {
			return to, err
		}
		title, _ := d.Held.Body.Title.In(r.Words.Code)
		if d.Held.Number == 0 {
			title = r.T("event.new")
		}
		d.Base = r.Base(title, page.Link{Href: r.Prefix + "/desk/dossiers", Text: r.T("desk.dossiers")})
		if d.Held.Number > 0 {
			if err := d.fill(r, f); err != nil {
				return page.Result{}, err
			}
		}
		return r.Page(View, d), nil
	}
}

// change declares the forms that the reader may use, and does what was sent.
func (d *Data) change(r *desk.Request, f *find.Finder, a *app.App) (page.Result, bool, error) {
	if policy.AllowOn(r.Actor(), policy.Document, policy.Of(d.Held.Version)) == nil {
		change := d.edit(r)
		if d.Edit.Sent() {
			c, err := change()
			var done []heed.Version
			if err == nil {
				done, err = a.Write(r.Context(), r.Actor(), c)
			}
			if err == nil {
				return r.Go(desk.DossierAt(done[0].ID), "desk.said.saved"), true, nil
			}
			if !d.Edit.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	if d.Held.Number == 0 || !d.Held.SameVoice(r.Account.Side) {
		return page.Result{}, false, nil
	}
	along, to, done, err := r.Along(f, a, d.Held.Version, d.Held.Body, desk.DossierAt(d.Held.ID))
	d.Along = along
	return to, done, err
}

// A line of the timeline, a question and a document as rows of the form have them.
type (
	moment struct {
		Date   heed.Around
		What   desk.Spoken
		Source heed.Source
	}
	question struct{ Text desk.Spoken }
)

// edit is the form of the dossier.
func (d *Data) edit(r *desk.Request) func() (app.Change, error) {
	e, base, visibility := d.Held.Body, d.Held.Number, d.Held.Visibility
	form := r.Form("edit", "event.save")
	form.Version(&base)
	form.Texts(&e.Title, "title", "text", "event.title_help")
	form.Texts(&e.Summary, "summary", "area", "event.summary_help")
	form.Texts(&e.Where, "where", "text", "")
	form.Date(&e.From, "from").Called(r.T("event.from")).Must()
	form.Date(&e.To, "to").Called(r.T("event.to"))
	b := r.Request.Base("")
	if r.Account.State == "" {
		state := string(e.State)
		form.Text(&state, "state").Must().Help("event.state_help")
		e.State = heed.StateCode(state)
	}
	desk.Many(form, &e.Themes, "themes", themes(), func(v string) string { return b.Value(find.ByTheme, v) }).Help("event.labels_help")
	desk.Many(form, &e.Issues, "issues", label.Issues(), func(v string) string { return b.Value(find.ByIssue, v) })
	refs := make([]string, 0, len(e.Recommendations))
	for _, id := range e.Recommendations {
		refs = append(refs, id.String())
	}
	form.Lines(&refs, "recommendations").Help("event.recommendations_help")
	moments, questions := d.rows(r)
	desk.Rows(form, &moments, "timeline", slices.Concat(
		[]desk.Column[moment]{desk.Col("date", "text", func(m *moment) *heed.Around { return &m.Date })},
		desk.SpokenCols(r, "what", func(m *moment) *desk.Spoken { return &m.What }), desk.SourceCols(func(m *moment) *heed.Source { return &m.Source }),
	)...).Help("form.around_help")
	desk.Rows(form, &questions, "questions", desk.SpokenCols(r, "question", func(q *question) *desk.Spoken { return &q.Text })...).Help("event.questions_help")
	desk.Rows(form, &e.Documents, "documents", desk.SourceCols(func(s *heed.Source) *heed.Source { return s })...)
	desk.Choice(form, &visibility, "visibility", heed.WorkVisibilities, func(v heed.Visibility) string { return r.T("visibility." + string(v)) })
	d.Edit = form
	return func() (app.Change, error) {
		e.Timeline, e.Questions, e.Recommendations = nil, nil, nil
		for _, m := range moments {
			e.Timeline = append(e.Timeline, heed.Occurrence{Date: m.Date, What: r.Texts(m.What), Source: m.Source})
		}
		for _, q := range questions {
			e.Questions = append(e.Questions, r.Texts(q.Text))
		}
		for _, ref := range refs {
			id, err := heed.ParseRecID(ref)
			if err != nil {
				return app.Change{}, &heed.Error{Code: heed.CodeInvalid, Op: "event.edit", Key: "error.recommendation_id", Args: []string{"Field", "recommendations", "Given", ref}, Err: err}
			}
			e.Recommendations = append(e.Recommendations, id)
		}
		return app.Change{ID: d.Held.ID, Base: base, Visibility: visibility, Body: e}, nil
	}
}

// rows makes rows of the timeline and of the questions.
func (d *Data) rows(r *desk.Request) (moments []moment, questions []question) {
	for _, o := range d.Held.Body.Timeline {
		moments = append(moments, moment{o.Date, r.Spoken(o.What), o.Source})
	}
	for _, q := range d.Held.Body.Questions {
		questions = append(questions, question{r.Spoken(q)})
	}
	return moments, questions
}

func themes() []string {
	var out []string
	for _, t := range label.AllThemes() {
		out = append(out, string(t))
	}
	return out
}

// fill puts what there is into words.
func (d *Data) fill(r *desk.Request, f *find.Finder) error {
	all, err := f.Dossier(r.Context(), r.Viewer, d.Held.ID)
	if err != nil {
		return err
	}
	d.What, d.When = d.Wording(d.Held.Body.Summary), d.Span(d.Held.Body.From, d.Held.Body.To)
	if _, err := f.Dossier(r.Context(), heed.Viewer{}, d.Held.ID); err == nil {
		d.Public = d.URL("/dossier/" + string(d.Held.ID))
	}
	if policy.Allow(r.Actor(), policy.Document) == nil {
		at := d.URL(desk.DossierAt(d.Held.ID))
		d.NewFigure, d.NewCall, d.NewPerson = at+"/figure", at+"/call", at+"/person"
	}
	for _, c := range all.Figures {
		if c.Withdrawn == "" {
			w := d.Figure(c)
			d.Figures = append(d.Figures, Row{d.at(r, c.Recorded, heed.Subject{Kind: heed.SubjectFigure, ID: c.ID}, heed.Figure{}), w.What + " · " + w.Number + " · " + w.Basis, c.Speaker, d.Step(c.Step), w.Date})
		}
	}
	for _, c := range all.Calls {
		if c.Withdrawn == "" {
			d.Calls = append(d.Calls, Row{d.at(r, c.Recorded, heed.Subject{Kind: heed.SubjectCall, ID: c.ID}, heed.Call{}), d.T("call_kind." + string(c.Call.Kind)), c.Call.Speaker, d.Step(c.Step), d.Around(c.Call.Date)})
		}
	}
	for _, p := range all.Persons {
		if p.Withdrawn == "" {
			d.Persons = append(d.Persons, Row{d.at(r, p.Recorded, heed.Subject{Kind: heed.SubjectPerson, ID: p.ID}, heed.Person{}), p.Reference, d.T("person_role." + string(p.Role)), d.Step(p.Step), ""})
		}
	}
	return nil
}

// at is the page of what belongs to a dossier: for another voice, the public one.
func (d *Data) at(r *desk.Request, by find.Recorded, s heed.Subject, m heed.Matter) string {
	if r.Viewer.SameVoice(by.Side()) {
		return d.URL(desk.At(s, m))
	}
	return d.HistoryURL(s.Kind, s.ID)
}

// Rows is several rows with the heading that names them.
type Rows struct {
	page.Base
	ID  string
	All []Row
}

// Rows makes them.
func (d Data) Rows(id string, all []Row) Rows { return Rows{d.Base, id, all} }
