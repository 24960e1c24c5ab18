// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package translating is the page on which a translation is laid beside a
// recommendation, by whoever may: an institution its own, and who runs the
// installation anybody's.
package translating

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed translating.tmpl translating.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "translating", Files: files, Data: Data{}}

// Path is the address of the page; that of a recommendation stands under it.
const Path = "/desk/translations"

// Data is what the template prints.
type Data struct {
	page.Base
	Go *desk.Form // names a recommendation
	// Rec is the recommendation, with what is beside it; Form lays another there. Nil
	// where none is named.
	Rec  *find.Recommendation
	Form *desk.Form
	// Whose says as whose it is shown, "" where that can be chosen.
	Whose, Public string
}

// Allowed is nil where somebody may lay a translation beside anything.
func Allowed(actor heed.Actor) error {
	if policy.Allow(actor, policy.TranslateRecord) == nil {
		return nil
	}
	return policy.Allow(actor, policy.Translate)
}

// Handler serves the page without a recommendation.
func Handler(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if err := Allowed(r.Actor()); err != nil {
			return page.Result{}, err
		}
		d := Data{Go: r.Form("go", "record.open")}
		name := ""
		d.Go.Text(&name, "recommendation").Must().Help("record.open_help")
		if d.Go.Sent() {
			id, err := heed.ParseRecID(name)
			if err == nil {
				_, err = f.Recommendation(r.Context(), r.Viewer, id)
			}
			if err == nil {
				return r.Go(Path+"/"+id.String(), ""), nil
			}
			if !d.Go.Shows(err) {
				return page.Result{}, err
			}
		}
		d.Base = r.Base(r.T("translating.title"))
		return r.Page(View, d), nil
	}
}

// One serves the page of a recommendation.
func One(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if err := Allowed(r.Actor()); err != nil {
			return page.Result{}, err
		}
		id, err := heed.ParseRecID(r.PathValue("state") + "/" + r.PathValue("cycle") + "/" + r.PathValue("ref"))
		if err != nil {
			return page.Result{}, err
		}
		rec, err := f.Recommendation(r.Context(), r.Viewer, id)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Rec: &rec}
		t := d.form(r, id)
		if d.Form.Sent() {
			_, err := a.TranslateRecord(r.Context(), r.Actor(), []heed.Translation{*t})
			if err == nil {
				return r.Go(r.Path, "desk.said.saved"), nil
			}
			if !d.Form.Shows(err) {
				return page.Result{}, err
			}
		}
		d.Base = r.Base(r.T("translating.of", "Ref", id.String()), page.Link{Href: r.Prefix + Path, Text: r.T("translating.title")})
		d.Public = d.RecURL(id.Review, id.Ref)
		return r.Page(View, d), nil
	}
}

// form asks for what the reader may say.
func (d *Data) form(r *desk.Request, id heed.RecID) *heed.Translation {
	kinds := policy.Translations(r.Actor(), id.Review.State)
	t := &heed.Translation{Review: id.Review, Ref: id.Ref}
	d.Form = r.Form("translate", "translating.lay")
	d.Form.Text(&t.Language, "language").Must().Help("translating.language_help")
	name := func(k heed.TranslationKind) string { return r.T("translation." + string(k)) }
	if len(kinds) == 1 {
		t.Kind, d.Whose = kinds[0], name(kinds[0])
	} else {
		desk.Choice(d.Form, &t.Kind, "kind", kinds, name).Must()
		d.Form.Text(&t.By, "translated_by").Must()
	}
	d.Form.Area(&t.Text, "text").Must()
	d.Form.Text(&t.Source, "source").Help("translating.source_help")
	return t
}
