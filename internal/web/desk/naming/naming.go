// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package naming is the page of the name of one person in an event: who may read it
// sees it there, with what lets it be shown and why it is not.
package naming

import (
	"cmp"
	"embed"
	"maps"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed naming.tmpl naming.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "naming", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	// Off says that nobody is named in this installation.
	Off bool
	// Held is the name, without a number where there is none that the reader sees.
	Held app.HeldName
	// Name is the name in each of its languages, Stands where it is shown, or why not.
	Name    []page.Wording
	Stands  []string
	History string
	Way     *desk.Way
	// Edit is the form of the name, Away that of who may take it from the public
	// without reading it; nil for who may not.
	Edit, Away *desk.Form

	person     find.Held[heed.Person]
	colleagues []heed.Account
}

// at is the page of the name of a person.
func at(id heed.ID) string {
	return desk.At(heed.Subject{Kind: heed.SubjectName, ID: id}, heed.Name{})
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Off: !a.ShowsNames}
		if d.person, err = find.One[heed.Person](follow, heed.ID(r.PathValue("id"))); err != nil {
			return page.Result{}, err
		}
		if !r.Viewer.SameVoice(d.person.Side) || d.person.Origin != nil {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "naming.Handler", Key: "error.version_not_found", Args: []string{"Subject", d.person.Subject.String()}}
		}
		if d.Held, err = a.NameOf(r.Context(), r.Viewer, d.person.ID); err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
			return page.Result{}, err
		}
		if d.colleagues, err = a.Colleagues(r.Context(), r.Actor()); err != nil {
			return page.Result{}, err
		}
		if to, done, err := d.change(r, a); err != nil || done {
			return to, err
		}
		reference := d.person.Body.Reference
		d.Base = r.Base(r.T("naming.title", "Reference", reference), page.Link{Href: r.Prefix + "/desk/dossiers", Text: r.T("desk.dossiers")},
			page.Link{Href: r.Prefix + desk.DossierAt(d.person.Body.Dossier), Text: follow.Name(d.person.Body.Dossier, r.Words.Code)}, page.Link{Href: r.Prefix + desk.At(d.person.Subject, d.person.Body), Text: reference})
		d.fill()
		return r.Page(View, d), nil
	}
}

// change declares the forms that the reader may use, and does what was sent.
func (d *Data) change(r *desk.Request, a *app.App) (page.Result, bool, error) {
	writes := policy.AllowOn(r.Actor(), app.ToWrite(heed.SubjectName), policy.Of(d.person.Version)) == nil
	if writes && !d.Off {
		change := d.edit(r)
		if d.Edit.Sent() {
			_, err := a.GiveName(r.Context(), r.Actor(), change())
			if err == nil {
				return r.Go(at(d.person.ID), "desk.said.saved"), true, nil
			}
			if !d.Edit.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	if d.Held.Number > 0 {
		var err error
		if d.Way, err = r.Way(a, d.Held.Version, heed.Version{}); err == nil && d.Way.Moved {
			return r.Go(at(d.person.ID), d.Way.Said), true, nil
		}
		return page.Result{}, false, err
	}
	return d.away(r, a)
}

// away is for who publishes on this side and does not read the name: the page of the
// dossier shows it to them as to everybody.
func (d *Data) away(r *desk.Request, a *app.App) (page.Result, bool, error) {
	if policy.AllowOn(r.Actor(), policy.Publish, policy.Of(d.person.Version)) != nil {
		return page.Result{}, false, nil
	}
	there := false
	for _, scope := range heed.NameScopes {
		shown, err := a.ShownNames(r.Context(), scope, d.person.ID)
		if err != nil {
			return page.Result{}, false, err
		}
		there = there || len(shown) > 0
	}
	if !there {
		return page.Result{}, false, nil
	}
	note := ""
	d.Edit = nil // what they write would meet what they do not see
	d.Away = r.Form("away", "naming.take_away")
	d.Away.Danger = true
	d.Away.Area(&note, "note").Called(r.T("naming.away_reason")).Must().Short = true
	if !d.Away.Sent() {
		return page.Result{}, false, nil
	}
	err := a.TakeNameAway(r.Context(), r.Actor(), d.person.ID, note)
	if err == nil {
		return r.Go(desk.At(d.person.Subject, d.person.Body), "naming.taken_away"), true, nil
	}
	if d.Away.Shows(err) {
		err = nil
	}
	return page.Result{}, false, err
}

// edit is the form of the name: an accused person has a judgment, everybody else a
// consent.
func (d *Data) edit(r *desk.Request) func() app.Naming {
	n := app.Naming{Person: d.person.ID, Base: d.Held.Number, Name: d.Held.Name, Named: slices.Clone(d.Held.Named)}
	form := r.Form("edit", "naming.save")
	d.Edit = form
	form.Version(&n.Base)
	form.Texts(&n.Name, "given_name", "text", "naming.name_help")
	if d.person.Body.Role == heed.PersonAccused {
		j := heed.Judgment{}
		if had := d.Held.Says.Judgment; had != nil {
			j = *had
		}
		form.Text(&j.Court, "court").Must()
		form.Date(&j.Date, "judgment_date").Must()
		form.Text(&j.Number, "case_number").Must()
		desk.Choice(form, &j.Stage, "judgment_stage", heed.JudgmentStages, func(s heed.JudgmentStage) string { return r.T("judgment_stage." + string(s)) }).Must().Help("naming.stage_help")
		desk.Choice(form, &j.Outcome, "judgment_outcome", heed.JudgmentOutcomes, func(o heed.JudgmentOutcome) string { return r.T("judgment_outcome." + string(o)) }).Must().Help("naming.outcome_help")
		form.Source(&j.Source)
		n.Judgment = &j
	} else {
		c := d.consent(r, form)
		n.Consent = &c
	}
	desk.Many(form, &n.Named, "named", d.people(), d.personName).Help("naming.named_help").Nobody("form.nobody_second")
	form.Text(&n.Note, "reason").Called(r.T("figure.reason"))
	return func() app.Naming {
		if n.Named == nil {
			n.Named = []string{}
		}
		return n
	}
}

// consent are the fields of one.
func (d *Data) consent(r *desk.Request, form *desk.Form) heed.Consent {
	c := heed.Consent{}
	if had := d.Held.Says.Consent; had != nil {
		c = *had
		c.Scopes = slices.Clone(had.Scopes)
	}
	by := heed.ConsentsBy
	if d.person.Body.Minor {
		by = []heed.ConsentBy{heed.ConsentGuardian}
	}
	desk.Choice(form, &c.By, "given_by", by, func(b heed.ConsentBy) string { return r.T("given_by." + string(b)) }).Must()
	desk.Many(form, &c.Scopes, "shown_in", heed.NameScopes, func(s heed.NameScope) string { return r.T("shown_in." + string(s)) }).Help("naming.scope_help")
	form.Area(&c.How, "told_how").Must().Help("naming.how_help").Short = true
	form.Date(&c.Given, "given_on").Must()
	form.Date(&c.Until, "holds_until").Must().Help("naming.until_help")
	form.Date(&c.Withdrawn, "withdrawn_on").Help("naming.withdrawn_help")
	return c
}

// people are the pseudonyms of those who can be named, and of those who are.
func (d *Data) people() []string {
	var out []string
	for _, c := range d.colleagues {
		out = append(out, c.Pseudonym)
	}
	for _, name := range d.Held.Named {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func (d *Data) personName(pseudonym string) string {
	i := slices.IndexFunc(d.colleagues, func(a heed.Account) bool { return a.Pseudonym == pseudonym })
	if i < 0 {
		return pseudonym
	}
	return cmp.Or(d.colleagues[i].Name, pseudonym)
}

// fill puts what there is into words.
func (d *Data) fill() {
	if d.Held.Number == 0 {
		return
	}
	d.History = d.URL(desk.HistoryAt(d.Held.Subject))
	for _, code := range slices.Sorted(maps.Keys(d.Held.Name)) {
		d.Name = append(d.Name, page.Wording{Text: d.Held.Name[code], Lang: code})
	}
	if len(d.Held.Bars) == 0 {
		d.Stands = append(d.Stands, d.T("error.person_first"))
	}
	for _, scope := range heed.NameScopes {
		bar, known := d.Held.Bars[scope]
		if !known {
			continue
		}
		what := d.T("naming.shown")
		switch {
		case bar != heed.BarNone:
			what = d.T("name_bar." + string(bar))
		case d.Held.Step != heed.StepPublished:
			what = d.T("naming.unpublished")
		case d.Off:
			what = d.T("error.names_off")
		}
		d.Stands = append(d.Stands, d.T("naming.stands", "Where", d.T("shown_in."+string(scope)), "What", what))
	}
}
