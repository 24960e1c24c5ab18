// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package translating is the page on which a translation is laid beside a
// recommendation, by whoever may: an institution its own, and who runs the
// installation anybody's.
package translating

import (
	"embed"
	"slices"
	"strconv"
	"strings"

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

// withdrawing begins the names of the forms by which a translation is withdrawn; its
// entry ends them.
const withdrawing = "withdraw-"

// Data is what the template prints.
type Data struct {
	page.Base
	Go *desk.Form // names a recommendation
	// Rec is the recommendation, with what is beside it; Form lays another there. Nil
	// where none is named.
	Rec  *find.Recommendation
	Form *desk.Form
	// Here are the translations beside it now; Past is all that was ever done, the last
	// first.
	Here []Laid
	Past []Done
	// Whose says as whose it is shown, "" where that can be chosen.
	Whose, Public string
}

// Laid is a translation that is shown; Withdraw is nil for who may not take it away.
type Laid struct {
	heed.Translation
	Withdraw *desk.Form
}

// Done is a translation that was laid beside the recommendation, or withdrawn.
type Done struct {
	heed.Translation
	What, When, Who string
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
		done, err := d.here(r, f, a)
		if err != nil {
			return page.Result{}, err
		}
		if done {
			return r.Go(r.Path, "translating.withdrawn"), nil
		}
		d.Base = r.Base(r.T("translating.of", "Ref", id.String()), page.Link{Href: r.Prefix + Path, Text: r.T("translating.title")})
		d.Public = d.RecURL(id.Review, id.Ref)
		if err := d.past(r, f, a, id); err != nil {
			return page.Result{}, err
		}
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

// here lists what is beside the recommendation, with a form for what may be withdrawn;
// it is true where one was.
func (d *Data) here(r *desk.Request, f *find.Finder, a *app.App) (bool, error) {
	follow, err := f.Follow(r.Context(), r.Viewer)
	if err != nil {
		return false, err
	}
	for _, t := range d.Rec.Translations {
		laid := Laid{Translation: t}
		of := heed.Side{}
		if t.Institution != "" {
			i, err := find.One[heed.Institution](follow, t.Institution)
			if err != nil {
				d.Here = append(d.Here, laid) // nobody who may not see the institution is of it
				continue
			}
			of = i.Side
		}
		if policy.WithdrawsTranslation(r.Actor(), of) == nil {
			laid.Withdraw = r.Form(withdrawing+strconv.FormatInt(t.Entry, 10), "translating.withdraw")
			laid.Withdraw.Text(&t.Note, "note")
			laid.Withdraw.Minor = true
			if laid.Withdraw.Sent() {
				err := a.WithdrawTranslation(r.Context(), r.Actor(), t)
				if err == nil {
					return true, nil
				}
				if !laid.Withdraw.Shows(err) {
					return false, err
				}
			}
		}
		d.Here = append(d.Here, laid)
	}
	if strings.HasPrefix(r.PostForm.Get("form"), withdrawing) && !slices.ContainsFunc(d.Here, func(l Laid) bool { return l.Withdraw != nil && l.Withdraw.Sent() }) {
		return false, &heed.Error{Code: heed.CodeConflict, Op: "translating.here", Key: "error.translation_newer"}
	}
	return false, nil
}

// past tells all that was done, the last first.
func (d *Data) past(r *desk.Request, f *find.Finder, a *app.App, id heed.RecID) error {
	all, err := f.Translations(r.Context(), r.Viewer, id)
	if err != nil {
		return err
	}
	names, err := a.Names(r.Context(), r.Actor())
	if err != nil {
		return err
	}
	for _, t := range slices.Backward(all) {
		done := Done{Translation: t, What: d.T("translating.past_laid"), When: d.Day(t.At)}
		if t.Withdrawn {
			done.What = d.T("translating.past_withdrawn")
		}
		if t.Who != "" {
			done.Who, done.When = desk.Who(names, t.Who), d.Moment(t.At)
		}
		d.Past = append(d.Past, done)
	}
	return nil
}
