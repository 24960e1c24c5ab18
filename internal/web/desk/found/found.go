// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package found is the page of one find: what the feed says, what that may bear
// on, and what becomes of it.
package found

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/finds"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed found.tmpl found.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "found", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Found find.Found
	// States and Themes are in words.
	States, Themes                []string
	Day, Seen, Feed, FeedHref     string
	Outcome, Evidence, HistoryURL string
	Likely                        []Likely
	// Take is where it is taken up; "" for who may not.
	Take string
	// Decline and Open are nil where they make no sense.
	Decline, Open *desk.Form
}

// Likely is a recommendation that a find may bear on.
type Likely struct{ Ref, Href, Text string }

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		n, err := f.Found(r.Context(), r.Viewer, heed.ID(r.PathValue("id")))
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Found: n}
		if policy.AllowOn(r.Actor(), policy.Watch, policy.Of(n.Version)) == nil {
			if done, err := d.decide(r, a); err != nil || done.Redirect != "" {
				return done, err
			}
		}
		d.Base = r.Base(n.Body.Title, page.Link{Href: r.Prefix + "/desk/feeds", Text: r.T("feeds.title")}, page.Link{Href: r.Prefix + finds.Path, Text: r.T("finds.title")})
		d.fill()
		return r.Page(View, d), nil
	}
}

// decide declares the forms by which it is decided, and does what was sent.
func (d *Data) decide(r *desk.Request, a *app.App) (page.Result, error) {
	seen := app.SeenFind{ID: d.Found.ID, Base: d.Found.Number}
	reason := ""
	var form *desk.Form
	to := heed.FindDeclined
	switch d.Found.Body.Outcome {
	case heed.FindOpen:
		d.Take = r.Prefix + "/desk/evidence/new"
		form = r.Form("decline", "finds.decline_one")
		form.Version(&seen.Base)
		form.Text(&reason, "reason").Must().Help("finds.reason_help")
		d.Decline = form
	case heed.FindDeclined:
		form = r.Form("open", "finds.open")
		form.Version(&seen.Base)
		d.Open, to = form, heed.FindOpen
	default:
		return page.Result{}, nil
	}
	form.Minor = true
	if !form.Sent() {
		return page.Result{}, nil
	}
	err := a.DecideFinds(r.Context(), r.Actor(), to, reason, seen)
	if err == nil {
		return r.Go(finds.At(d.Found.ID), "desk.said.saved"), nil
	}
	if form.Shows(err) {
		err = nil
	}
	return page.Result{}, err
}

// fill puts what there is into words.
func (d *Data) fill() {
	n := d.Found
	if n.Body.Day != "" {
		d.Day = d.Date(n.Body.Day)
	}
	d.Seen, d.Outcome = d.Base.Day(n.Since), d.T("find_outcome."+string(n.Body.Outcome))
	d.HistoryURL = d.URL(desk.HistoryAt(n.Subject))
	if n.Feed.Name != "" {
		d.Feed, d.FeedHref = n.Feed.Name, d.URL("/desk/feeds/"+string(n.Body.Feed))
	}
	if n.Body.Evidence != "" {
		d.Evidence = d.URL("/desk/evidence/" + string(n.Body.Evidence))
	}
	for _, s := range n.States {
		d.States = append(d.States, d.Base.State(s))
	}
	for _, t := range n.Themes {
		d.Themes = append(d.Themes, d.T(t.Key()))
	}
	for _, h := range n.Recommendations {
		d.Likely = append(d.Likely, Likely{h.ID().String(), d.RecURL(h.ID().Review, h.Ref), h.Text})
	}
}
