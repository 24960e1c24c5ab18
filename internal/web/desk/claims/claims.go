// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package claims is the page of what a piece of evidence claims: the claims that a
// program finds in it, beside the record, of which people take up those that they
// want to look at; and those that were taken up.
package claims

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/claim"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed claims.tmpl claims.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "claims", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Source page.Link
	// Found are claims that nobody has taken up yet, Taken those that are.
	Found []page.HeldClaim
	Taken []Taken
	// Take takes some of them up, Add adds one that was not found, and Link links the
	// source to recommendations on the same.
	Take, Add, Link *desk.Form
	// Problem says why nothing was looked for.
	Problem string

	held find.Held[heed.Evidence]
	// ready says that it can be held against the record of state; known is what else is
	// known of that.
	ready bool
	state heed.StateCode
	known claim.Context
	found []heed.Claim
	taken []find.SaidClaim
	on    []find.Hit
}

// Taken is a claim that was taken up: what it is called, and how far it has come.
type Taken struct {
	page.Link
	Stands string
}

// At is the address of the claims of a source.
func At(source heed.ID) string { return "/desk/evidence/" + string(source) + "/claims" }

// Handler serves the page, to the voice whose evidence it is.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		if d.held, err = find.One[heed.Evidence](follow, heed.ID(r.PathValue("id"))); err != nil {
			return page.Result{}, err
		}
		if !r.Viewer.SameVoice(d.held.Side) {
			return r.Go("/sources/"+string(d.held.ID), ""), nil
		}
		d.taken = follow.ClaimsOf(d.held.ID)
		if err := d.look(r, f, a); err != nil {
			return page.Result{}, err
		}
		if to, done, err := d.change(r, a); err != nil || done {
			return to, err
		}
		d.fill(r)
		return r.Page(View, d), nil
	}
}

// about is the State that the source is about: that of the recommendations to which
// it is linked, or the reader's own.
func (d *Data) about(r *desk.Request) heed.StateCode {
	if recs := d.held.Body.Recommendations; len(recs) > 0 {
		return recs[0].Review.State
	}
	return r.Account.State
}

// look finds the claims that were not taken up yet, and recommendations on the same.
// A source without a day, or without a text that can be read, is a problem for people.
func (d *Data) look(r *desk.Request, f *find.Finder, a *app.App) error {
	switch e := d.held.Body; {
	case e.Level == heed.SensitivityRestricted:
		d.Problem = r.T("error.claim_restricted")
		return nil
	case e.Date == "":
		d.Problem = r.T("claims.no_day")
		return nil
	}
	var err error
	d.state = d.about(r)
	if d.known, err = f.ClaimContext(r.Context(), r.Viewer, d.state, d.held.Body.Date); err != nil {
		return err
	}
	d.ready = true
	text, err := a.SourceText(r.Context(), r.Viewer, d.held)
	switch heed.ErrorCode(err) {
	case "":
	case heed.CodeUnreadable, heed.CodeNotFound:
		d.Problem = r.Words.Error(err)
		return nil
	default:
		return err
	}
	return d.find(r, f, text)
}

// find finds what the text of the source claims.
func (d *Data) find(r *desk.Request, f *find.Finder, text string) error {
	found, read := find.ClaimsIn(text, d.state, d.known)
	if !read {
		d.Problem = r.T("error.claims_language")
		return nil
	}
	hits, err := f.OnClaims(r.Context(), r.Viewer, d.state, found)
	if err != nil {
		return err
	}
	for _, h := range hits {
		if !slices.Contains(d.held.Body.Recommendations, h.ID()) {
			d.on = append(d.on, h)
		}
	}
	for _, one := range found {
		if r.Account.State != "" && one.State != r.Account.State {
			continue // who is of one State speaks of that one
		}
		c := d.claim(one)
		same := func(o heed.Claim) bool { return o.Found(c) }
		if !slices.ContainsFunc(d.taken, func(t find.SaidClaim) bool { return same(t.Claim) }) && !slices.ContainsFunc(d.found, same) {
			d.found = append(d.found, c)
		}
	}
	return nil
}

// claim is what is kept of a claim.
func (d *Data) claim(c find.FoundClaim) heed.Claim {
	return heed.Claim{Source: d.held.ID, State: c.State, Subject: c.Subject, Quote: c.Quote, Date: d.held.Body.Date, Proposed: c.Held}
}

// change declares the forms that the reader may use, and does what was sent.
func (d *Data) change(r *desk.Request, a *app.App) (page.Result, bool, error) {
	own := policy.About{Side: r.Account.Side, Author: r.Account.Pseudonym}
	if d.ready && policy.AllowOn(r.Actor(), policy.Prove, own) == nil {
		for _, form := range []func(*desk.Request, *app.App) (page.Result, bool, error){d.take, d.add} {
			if to, done, err := form(r, a); err != nil || done {
				return to, done, err
			}
		}
	}
	if len(d.on) > 0 && policy.AllowOn(r.Actor(), policy.Prove, policy.Of(d.held.Version)) == nil {
		return d.link(r, a)
	}
	return page.Result{}, false, nil
}

// name tells claims of one source apart, whatever else is found in it meanwhile.
func name(c heed.Claim) string {
	return string(heed.DigestOf([]byte(string(c.State) + " " + c.Subject + " " + c.Quote)))
}

// take takes claims up, as drafts within the institution. Nobody has confirmed them
// yet.
func (d *Data) take(r *desk.Request, a *app.App) (page.Result, bool, error) {
	if len(d.found) == 0 {
		return page.Result{}, false, nil
	}
	var names, picked []string
	of := map[string]heed.Claim{}
	for _, c := range d.found {
		names = append(names, name(c))
		of[name(c)] = c
	}
	b := r.Request.Base("")
	d.Take = r.Form("take", "claims.take")
	desk.Many(d.Take, &picked, "claims", names, func(n string) string {
		return b.ClaimSubject(of[n].Subject) + ": " + page.Called(of[n], b.Lang())
	}).Must()
	if !d.Take.Sent() {
		return page.Result{}, false, nil
	}
	var changes []app.Change
	for _, n := range picked {
		changes = append(changes, app.Change{Body: of[n], Visibility: heed.VisibleInstitution})
	}
	_, err := a.Write(r.Context(), r.Actor(), changes...)
	if err == nil {
		return r.Go(At(d.held.ID), "desk.said.saved"), true, nil
	}
	if !d.Take.Shows(err) {
		return page.Result{}, false, err
	}
	return page.Result{}, false, nil
}

// add takes up a claim that a person has found, in whatever language.
func (d *Data) add(r *desk.Request, a *app.App) (page.Result, bool, error) {
	quote, treaty := "", refdata.TreatyKey("")
	var treaties []refdata.TreatyKey
	for _, t := range refdata.Treaties() {
		treaties = append(treaties, t.Key)
	}
	b := r.Request.Base("")
	d.Add = r.Form("add", "claims.take")
	d.Add.Minor = true
	d.Add.Area(&quote, "quote").Must().Help("claims.quote_help").Short = true
	desk.Choice(d.Add, &treaty, "subject", treaties, func(k refdata.TreatyKey) string { return b.ClaimSubject(string(k)) }).Must()
	if !d.Add.Sent() {
		return page.Result{}, false, nil
	}
	c := d.claim(find.ClaimShown(quote, d.state, treaty, d.known))
	done, err := a.Write(r.Context(), r.Actor(), app.Change{Body: c, Visibility: heed.VisibleInstitution})
	if err == nil {
		return r.Go("/desk/claims/"+string(done[0].ID), "desk.said.saved"), true, nil
	}
	if !d.Add.Shows(err) {
		return page.Result{}, false, err
	}
	return page.Result{}, false, nil
}

// link links the source to recommendations that name what it claims something of.
func (d *Data) link(r *desk.Request, a *app.App) (page.Result, bool, error) {
	var names, picked []string
	of := map[string]find.Hit{}
	for _, h := range d.on {
		names = append(names, h.ID().String())
		of[h.ID().String()] = h
	}
	base := d.held.Number
	d.Link = r.Form("link", "claims.link")
	d.Link.Minor = true
	d.Link.Version(&base)
	desk.Many(d.Link, &picked, "recommendations", names, func(n string) string { return n + " " + of[n].Text }).Must()
	if !d.Link.Sent() {
		return page.Result{}, false, nil
	}
	body := d.held.Body
	body.Recommendations = slices.Clone(body.Recommendations)
	for _, n := range picked {
		body.Recommendations = append(body.Recommendations, of[n].ID())
	}
	_, err := a.Write(r.Context(), r.Actor(), app.Change{ID: d.held.ID, Base: base, Body: body})
	if err == nil {
		return r.Go(At(d.held.ID), "desk.said.saved"), true, nil
	}
	if !d.Link.Shows(err) {
		return page.Result{}, false, err
	}
	return page.Result{}, false, nil
}

// fill puts what there is into words.
func (d *Data) fill(r *desk.Request) {
	d.Source = page.Link{Href: r.Prefix + "/desk/evidence/" + string(d.held.ID), Text: d.held.Body.Title}
	d.Base = r.Base(r.T("claims.title", "Source", d.held.Body.Title), page.Link{Href: r.Prefix + "/desk/evidence", Text: r.T("desk.evidence")}, d.Source)
	for _, c := range d.found {
		d.Found = append(d.Found, d.Claim(c))
	}
	for _, c := range d.taken {
		d.Taken = append(d.Taken, Taken{
			page.Link{Href: d.URL("/desk/claims/" + string(c.ID)), Text: d.ClaimSubject(c.Subject) + ": " + page.Called(c.Claim, d.Lang())},
			d.ClaimVerdict(c.Verdict) + " · " + d.Step(c.Step),
		})
	}
}
