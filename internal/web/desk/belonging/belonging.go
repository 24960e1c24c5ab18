// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package belonging is the page of one thing that belongs to a dossier: a figure,
// what somebody said about the event, or a person in it. They differ in their
// forms, one file each.
package belonging

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

//go:embed belonging.tmpl belonging.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "belonging", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	desk.Along
	// There says that it is there, and not just being written.
	There bool
	// Lede says what such a thing is, Change what its form is for.
	Lede, Change string
	Told         []page.Told
	Edit         *desk.Form
	// Name leads to the name of a person, "" for who may not write it and where nobody
	// is named.
	Name string

	version heed.Version
	in      find.Dossier // the dossier
}

// kind is what is different about the pages of one kind of thing.
type kind[T heed.Matter] struct {
	// fresh, lede, edit and save are its words in the catalogues.
	fresh, lede, edit, save string
	// begin is a new one of a dossier, of names the dossier of one.
	begin func(dossier heed.ID) T
	of    func(T) heed.ID
	title func(b page.Base, body T) string
	// form declares its form and gives the change that was typed.
	form func(d *Data, r *desk.Request, body T) func() (app.Change, error)
}

// kind is the kind of thing.
func (k kind[T]) kind() heed.SubjectKind {
	var body T
	return body.Of()
}

// beginning serves the page of a new thing of the dossier in the address.
func (k kind[T]) beginning(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if err := policy.Allow(r.Actor(), app.ToWrite(k.kind())); err != nil {
			return page.Result{}, err
		}
		d := Data{version: heed.Version{Side: r.Account.Side, Author: r.Account.Pseudonym, Visibility: heed.VisibleInstitution}}
		return k.serve(&d, r, f, a, k.begin(heed.ID(r.PathValue("id"))))
	}
}

// one serves the page of a thing.
func (k kind[T]) one(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		held, err := find.One[T](follow, heed.ID(r.PathValue("id")))
		if err != nil {
			return page.Result{}, err
		}
		return k.serve(&Data{There: true, version: held.Version}, r, f, a, held.Body)
	}
}

func (k kind[T]) serve(d *Data, r *desk.Request, f *find.Finder, a *app.App, body T) (page.Result, error) {
	var err error
	if d.in, err = f.Dossier(r.Context(), r.Viewer, k.of(body)); err != nil {
		return page.Result{}, err
	}
	d.Base = r.Request.Base("")
	if to, done, err := k.change(d, r, f, a, body); err != nil || done {
		return to, err
	}
	title, in := r.T(k.fresh), d.Wording(d.in.Dossier.Title).Text
	if d.There {
		title = k.title(d.Base, body)
		d.name(r, a, body)
		d.Told = slices.DeleteFunc(d.Fields(body, d.called), func(t page.Told) bool { return t.Key == "dossier" })
	}
	d.Lede, d.Change = r.T(k.lede), r.T(k.edit)
	d.Base = r.Base(title, page.Link{Href: r.Prefix + "/desk/dossiers", Text: r.T("desk.dossiers")}, page.Link{Href: r.Prefix + desk.DossierAt(d.in.ID), Text: in})
	return r.Page(View, *d), nil
}

// name leads on from a person.
func (d *Data) name(r *desk.Request, a *app.App, body heed.Matter) {
	_, person := body.(heed.Person)
	publishes := policy.AllowOn(r.Actor(), policy.Publish, policy.Of(d.version)) == nil
	if person && a.ShowsNames && d.version.Origin == nil && (publishes || policy.AllowOn(r.Actor(), app.ToWrite(heed.SubjectName), policy.Of(d.version)) == nil) {
		d.Name = r.Prefix + desk.At(heed.Subject{Kind: heed.SubjectName, ID: d.version.ID}, heed.Name{})
	}
}

// change declares the forms that the reader may use, and does what was sent.
func (k kind[T]) change(d *Data, r *desk.Request, f *find.Finder, a *app.App, body T) (page.Result, bool, error) {
	if policy.AllowOn(r.Actor(), app.ToWrite(k.kind()), policy.Of(d.version)) == nil {
		d.Edit = r.Form("edit", k.save)
		change := k.form(d, r, body)
		if d.Edit.Sent() {
			c, err := change()
			var done []heed.Version
			if err == nil {
				done, err = a.Write(r.Context(), r.Actor(), c)
			}
			if err == nil {
				return r.Go(desk.At(done[0].Subject, c.Body), "desk.said.saved"), true, nil
			}
			if !d.Edit.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	if !d.There || !d.version.SameVoice(r.Account.Side) {
		return page.Result{}, false, nil
	}
	along, to, done, err := r.Along(f, a, d.version, body, desk.At(d.version.Subject, body))
	d.Along = along
	return to, done, err
}

// called names a figure of the dossier.
func (d *Data) called(id heed.ID) string {
	c, ok := d.in.Figure(id)
	if !ok {
		return string(id)
	}
	f := d.Base.Figure(c)
	return f.What + " · " + f.Number + " · " + f.Basis + " · " + f.Date + " · " + c.Speaker
}

// choice is a field for one of several values, put into words by a beginning of
// their keys.
func choice[T ~string](f *desk.Form, r *desk.Request, v *T, name string, of []T, beginning string) *desk.Field {
	return desk.Choice(f, v, name, of, func(v T) string { return r.T(beginning + string(v)) })
}

// saved is the change that a form makes.
func (d *Data) saved(base int, visibility heed.Visibility, note string, body heed.Matter) app.Change {
	return app.Change{ID: d.version.ID, Base: base, Visibility: visibility, Note: note, Body: body}
}
