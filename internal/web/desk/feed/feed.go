// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package feed is the page of one feed that is watched: what it is, what came of
// looking at it, and whether it goes on.
package feed

import (
	"embed"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/finds"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed feed.tmpl feed.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "feed", Files: files, Data: Data{}}

// List is the address of the list of feeds, New that of the page of a new one.
const (
	List = "/desk/feeds"
	New  = "/desk/feeds/new"
)

// At is the address of a feed.
func At(id heed.ID) string { return List + "/" + string(id) }

// Data is what the template prints.
type Data struct {
	page.Base
	// Held is the feed; its number is 0 where it is new.
	Held find.WatchedFeed
	// States are the names of those that it is about.
	States                       []string
	Course, Since, Looked, Fault string
	// Entries is what was in it when it was read last.
	Entries, FindsHref, Finds, HistoryHref string
	Edit                                   *desk.Form
	// Buttons are the forms by which it is looked at, paused, watched again, ended.
	Buttons []*desk.Form
}

// Handler serves the page; without an ID in the address it is that of a new feed.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		d := Data{}
		if err := d.load(r, f); err != nil {
			return page.Result{}, err
		}
		if policy.AllowOn(r.Actor(), policy.Watch, policy.Of(d.Held.Version)) == nil {
			for _, form := range []func(*desk.Request, *app.App) (page.Result, error){d.edit, d.look, d.turn} {
				if done, err := form(r, a); err != nil || done.Redirect != "" {
					return done, err
				}
			}
		}
		title := d.Held.Body.Name
		if d.Held.Number == 0 {
			title = r.T("feed.new")
		}
		d.Base = r.Base(title, page.Link{Href: r.Prefix + "/desk/evidence", Text: r.T("desk.evidence")}, page.Link{Href: r.Prefix + List, Text: r.T("feeds.title")})
		d.fill()
		return r.Page(View, d), nil
	}
}

// load finds the feed, or begins one.
func (d *Data) load(r *desk.Request, f *find.Finder) error {
	if id := heed.ID(r.PathValue("id")); id != "" {
		all, err := f.Watching(r.Context(), r.Viewer)
		if err == nil {
			d.Held, err = all.Feed(id)
		}
		return err
	}
	d.Held.Side, d.Held.Author, d.Held.Visibility = r.Account.Side, r.Account.Pseudonym, heed.VisibleInstitution
	d.Held.Body.Course = heed.FeedWatched
	if r.Account.State != "" {
		d.Held.Body.States = []heed.StateCode{r.Account.State}
	}
	return policy.Allow(r.Actor(), policy.Watch)
}

// readers are those for whom a feed can be.
var readers = []heed.Visibility{heed.VisibleInstitution, heed.VisibleCoordination}

// edit is the form of the feed.
func (d *Data) edit(r *desk.Request, a *app.App) (page.Result, error) {
	b, base, visibility := d.Held.Body, d.Held.Number, d.Held.Visibility
	form := r.Form("edit", "feed.save")
	form.Version(&base)
	form.Text(&b.Name, "name").Must().Called(r.T("feed.name"))
	form.Text(&b.Address, "address").Must().Called(r.T("feed.address")).Help("feed.address_help")
	words := r.Request.Base("")
	names := make([]string, 0, len(b.States))
	for _, s := range b.States {
		name := words.State(s)
		if code, ok := refdata.StateByAnyName(name); !ok || code != s {
			name = string(s) // an invented State has few names
		}
		names = append(names, name)
	}
	form.Lines(&names, "states").Must().Called(r.T("feed.states")).Help("feed.states_help")
	form.Lines(&b.Terms, "terms").Help("feed.terms_help")
	desk.Choice(form, &visibility, "visibility", readers, func(v heed.Visibility) string { return words.Visible(v) }).Must().Help("feed.visibility_help")
	d.Edit = form
	if !form.Sent() {
		return page.Result{}, nil
	}
	var err error
	if b.States, err = statesOf(names); err == nil {
		return d.write(r, a, form, app.Change{ID: d.Held.ID, Base: base, Visibility: visibility, Body: b})
	}
	form.Shows(err)
	return page.Result{}, nil
}

// statesOf reads what States are called, in any language, or their codes.
func statesOf(names []string) ([]heed.StateCode, error) {
	var out []heed.StateCode
	for _, name := range names {
		code, ok := refdata.StateByAnyName(name)
		if !ok {
			code, ok = heed.StateCode(strings.ToUpper(name)), refdata.Known(heed.StateCode(strings.ToUpper(name)))
		}
		if !ok {
			return nil, &heed.Error{Code: heed.CodeInvalid, Op: "feed.statesOf", Key: "error.field_value", Args: []string{"Field", "states", "Given", name}}
		}
		out = append(out, code)
	}
	return out, nil
}

func (d *Data) write(r *desk.Request, a *app.App, form *desk.Form, c app.Change) (page.Result, error) {
	v, err := a.Write(r.Context(), r.Actor(), c)
	if err == nil {
		return r.Go(At(v[0].ID), "desk.said.saved"), nil
	}
	if form.Shows(err) {
		err = nil
	}
	return page.Result{}, err
}

// look is the button by which a feed is looked at now.
func (d *Data) look(r *desk.Request, a *app.App) (page.Result, error) {
	if d.Held.Number == 0 || d.Held.Body.Course != heed.FeedWatched || a.Feeds == nil {
		return page.Result{}, nil
	}
	form := r.Form("look", "feed.look")
	form.Minor = true
	d.Buttons = append(d.Buttons, form)
	if !form.Sent() {
		return page.Result{}, nil
	}
	looked, err := a.LookAtFeed(r.Context(), r.Actor(), d.Held.ID)
	switch {
	case err == nil && looked.Look.Problem != "" && looked.Look.Problem != heed.FeedFull:
		return r.Go(At(d.Held.ID), "feed.said.failed"), nil
	case err == nil:
		return r.Go(At(d.Held.ID), "feed.said.looked", desk.Counts{"Count": looked.New}), nil
	case form.Shows(err):
		err = nil
	}
	return page.Result{}, err
}

// turns are the buttons that a feed has, by its course: the course to which each
// leads.
var turns = map[heed.FeedCourse][]heed.FeedCourse{
	heed.FeedWatched: {heed.FeedPaused, heed.FeedEnded}, heed.FeedPaused: {heed.FeedWatched, heed.FeedEnded}, heed.FeedEnded: {heed.FeedWatched},
}

// turn pauses a feed, ends it, or has it watched again.
func (d *Data) turn(r *desk.Request, a *app.App) (page.Result, error) {
	if d.Held.Number == 0 {
		return page.Result{}, nil
	}
	for _, to := range turns[d.Held.Body.Course] {
		base := d.Held.Number
		form := r.Form(string(to), "feed.turn."+string(to))
		form.Minor = true
		form.Version(&base)
		d.Buttons = append(d.Buttons, form)
		if !form.Sent() {
			continue
		}
		b := d.Held.Body
		b.Course = to
		return d.write(r, a, form, app.Change{ID: d.Held.ID, Base: base, Body: b})
	}
	return page.Result{}, nil
}

// fill puts what there is into words.
func (d *Data) fill() {
	if d.Held.Number == 0 {
		return
	}
	for _, s := range d.Held.Body.States {
		d.States = append(d.States, d.Base.State(s))
	}
	look := d.Held.Look
	d.Course, d.Since = d.T("feed_course."+string(d.Held.Body.Course)), d.Day(d.Held.Since)
	d.Looked, d.Fault = Looked(d.Base, look), Problem(d.Base, look)
	if !look.Read.IsZero() {
		d.Entries = d.T("feed.entries", "Count", look.Entries, "Date", d.Moment(look.Read))
	}
	d.FindsHref, d.Finds = d.URL(finds.Of(d.Held.ID)), d.T("feeds.waiting", "Count", d.Held.Open)
	d.HistoryHref = d.URL(desk.HistoryAt(d.Held.Subject))
}

// Looked says when a feed was looked at last.
func Looked(b page.Base, l heed.FeedLook) string {
	if l.At.IsZero() {
		return b.T("feeds.never")
	}
	return b.Moment(l.At)
}

// Problem says in plain words what was wrong, "" where nothing was.
func Problem(b page.Base, l heed.FeedLook) string {
	if l.Problem == "" {
		return ""
	}
	said := b.T("feed_problem."+string(l.Problem), "Status", strconv.Itoa(l.Status))
	if l.Failures > 1 {
		said += " " + b.T("feeds.failures", "Count", l.Failures)
	}
	return said
}
