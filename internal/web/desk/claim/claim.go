// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package claim is the page of one claim: what a source says, what the record says
// beside it, and the verdict, which a person confirms, or changes with a reason; with
// its way to the public.
package claim

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/claims"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed claim.tmpl claim.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "claim", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	desk.Along
	Says page.HeldClaim
	// Edit is the form of the verdict.
	Edit *desk.Form

	held find.Held[heed.Claim]
}

// At is the address of a claim.
func At(id heed.ID) string { return "/desk/claims/" + string(id) }

// Handler serves the page, to the voice whose claim it is.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		if d.held, err = find.One[heed.Claim](follow, heed.ID(r.PathValue("id"))); err != nil {
			return page.Result{}, err
		}
		if !r.Viewer.SameVoice(d.held.Side) {
			return r.Go("/sources/"+string(d.held.Body.Source), ""), nil
		}
		if to, done, err := d.change(r, f, a); err != nil || done {
			return to, err
		}
		source := page.Link{Href: r.Prefix + claims.At(d.held.Body.Source), Text: string(d.held.Body.Source)}
		if e, err := find.One[heed.Evidence](follow, d.held.Body.Source); err == nil {
			source.Text = e.Body.Title // it may have been withdrawn since
		}
		d.Base = r.Base(r.T("claim.title"), page.Link{Href: r.Prefix + "/desk/evidence", Text: r.T("desk.evidence")}, source)
		d.Says = d.Claim(d.held.Body)
		d.Says.Source = source
		return r.Page(View, d), nil
	}
}

// change declares the forms that the reader may use, and does what was sent.
func (d *Data) change(r *desk.Request, f *find.Finder, a *app.App) (page.Result, bool, error) {
	if policy.AllowOn(r.Actor(), policy.Prove, policy.Of(d.held.Version)) == nil {
		c, base, visibility := d.held.Body, d.held.Number, d.held.Visibility
		if visibility == heed.VisiblePublic {
			visibility = heed.VisibleInstitution
		}
		d.Edit = r.Form("edit", "claim.save")
		d.Edit.Version(&base)
		desk.Choice(d.Edit, &c.Verdict, "verdict", heed.ClaimVerdicts, func(v heed.ClaimVerdict) string { return r.T("claim_verdict." + string(v)) }).Must()
		d.Edit.Area(&c.Reason, "reason").Help("claim.reason_help").Short = true
		desk.Choice(d.Edit, &visibility, "visibility", heed.WorkVisibilities, func(v heed.Visibility) string { return r.T("visibility." + string(v)) }).Must()
		if d.Edit.Sent() {
			_, err := a.Write(r.Context(), r.Actor(), app.Change{ID: d.held.ID, Base: base, Visibility: visibility, Body: c})
			if err == nil {
				return r.Go(At(d.held.ID), "desk.said.saved"), true, nil
			}
			if !d.Edit.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	along, to, done, err := r.Along(f, a, d.held.Version, d.held.Body, At(d.held.ID))
	d.Along = along
	return to, done, err
}
