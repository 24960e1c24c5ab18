// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package desk is what all pages for who is signed in share: the request with
// the person who makes it, the links of the frame, and forms.
//
// # How to add a page
//
// A page is a folder here with handler, data, template, style and test, as a
// public one is: x/x.go, x/x.tmpl, x/x.css. Its handler is a desk.Handler:
//
//	func Handler(f *find.Finder, a *app.App) desk.Handler {
//		return func(r *desk.Request) (page.Result, error) {
//			m := heed.Measure{}                        // or what there is
//			form := r.Form("save", "measure.save")     // its name, the words of its button
//			form.Text(&m.Title, "title").Must()        // label: field.title
//			form.Area(&m.Description, "description").Help("measure.description_help")
//			desk.Choice(form, &m.Kind, "kind", heed.MeasureKinds, nil).Must()
//			if form.Sent() {
//				_, err := a.Write(r.Context(), r.Actor(), app.Change{Body: m})
//				if err == nil {
//					return r.Go("/desk/plan", "desk.said.saved"), nil
//				}
//				if !form.Shows(err) {
//					return page.Result{}, err
//				}
//			}
//			return r.Page(View, Data{Base: r.Base(title), Form: form}), nil
//		}
//	}
//
// The template says {{template "form" .Form}} where the form is to stand. What
// was typed stays in the form until it is right; errors with the argument Field
// stand beside the field of that name. Form.Sent is true only if everything that
// has to be there is there.
//
// The page of a thing that becomes public by steps has its way there from
// Request.Along, with
// the comments on it.
//
// Then: View into views and the address into deskRoutes (both in web.go), a line
// in links below if the frame is to lead there, and the page with its error
// states into the addresses of e2e/desk_test.go. Texts go through the catalogues.
//
// What the server does for every page: it refuses forms of other hosts, says where
// what was sent is none of the forms that the page declares now (Unoffered), gives
// the account of who is signed in (or leads to the sign-in), keeps nothing of
// the answer, and shows the message that Go left. Pages read with r.Viewer and
// write with r.Actor(); whether somebody may is for policy to say, never for a
// page that hides a button.
package desk

import (
	"embed"
	"maps"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/auth"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/page"
)

// Files holds the parts that draw forms, their style, and the script of
// passkeys.
//
//go:embed form.tmpl desk.css passkey.js
var Files embed.FS

// MaxForm is how many bytes a form may have: several of the longest texts.
const MaxForm = 1 << 20

// Handler answers a request for a page of the desk.
type Handler func(*Request) (page.Result, error)

// Within is a page of what a voice writes. For who is in none it is CodeForbidden: to
// them it would look as if nothing had been written.
func Within(handle Handler) Handler {
	return func(r *Request) (page.Result, error) {
		if !within(r.Actor()) {
			return page.Result{}, &heed.Error{Code: heed.CodeForbidden, Op: "desk.Within", Key: "error.of_voices"}
		}
		return handle(r)
	}
}

// Request is a request of the desk as a page sees it.
type Request struct {
	*page.Request
	// Account is who is signed in. On pages that are open to all it is the zero
	// value where nobody is.
	Account heed.Account
	Auth    *auth.Service
	// Visit is from where somebody comes, for Auth.
	Visit auth.Visit

	script bool
	taken  bool         // what was sent is a form of this page
	thing  heed.Version // what the page is of, where it says so
	status int          // 0 until a form on this page has shown an error
}

// Actor is who is signed in, as one who writes.
func (r *Request) Actor() heed.Actor { return r.Account.Actor() }

// T gives a text in the reader's language.
func (r *Request) T(key string, args ...any) string { return r.Words.T(key, args...) }

// Base begins the data of a page. It stands after the forms of the page, so that
// its title can say that something failed.
func (r *Request) Base(title string, crumbs ...page.Link) page.Base {
	b := r.Request.Base(title, crumbs...)
	b.NoTwin, b.Failed = true, r.status != 0
	if r.script {
		b.Script = r.Site.Script
	}
	return b
}

// Counts are the numbers that a text tells of, by the names of its arguments.
type Counts map[string]int

// Go leads to another page, which then says once what was done: a key of the
// catalogues with its arguments, or nothing.
func (r *Request) Go(path, said string, counts ...Counts) page.Result {
	if said != "" {
		args := Counts{}
		for _, c := range counts {
			maps.Copy(args, c)
		}
		r.Auth.Say(r.Context(), said, args)
	}
	return page.Result{Redirect: r.Prefix + path}
}

// UseScript lets the script of passkeys run on this page; it stands before Base
// and Page.
func (r *Request) UseScript() { r.script = true }

// Link leads to a page of the desk.
type Link struct {
	Path, Key string
	// For says who can use it; nil for everybody.
	For func(heed.Actor) bool
}

// links are those of the frame, in their order.
var links = []Link{
	{Path: "/desk", Key: "desk.work"},
	{Path: "/desk/plan", Key: "desk.plan", For: within},
	{Path: "/desk/calendar", Key: "desk.calendar", For: within},
	{Path: "/desk/evidence", Key: "desk.evidence", For: within},
	{Path: "/desk/feeds", Key: "desk.feeds", For: within},
	{Path: "/desk/dossiers", Key: "desk.dossiers", For: within},
	{Path: "/desk/positions", Key: "desk.positions", For: answers},
	{Path: "/desk/assess", Key: "desk.assess", For: within},
	{Path: "/desk/translations", Key: "translating.title", For: func(a heed.Actor) bool {
		return may(policy.Translate)(a) || may(policy.TranslateRecord)(a)
	}},
	{Path: "/desk/members", Key: "desk.members", For: may(policy.Invite)},
	{Path: "/desk/institutions", Key: "desk.institutions"},
	{Path: "/desk/record", Key: "desk.record", For: may(policy.Correct)},
	{Path: "/desk/log", Key: "desk.log", For: may(policy.Audit)},
	{Path: "/desk/may", Key: "may.title"},
	{Path: "/desk/settings", Key: "desk.settings"},
}

// may is for pages that only some can use.
func may(action policy.Action) func(heed.Actor) bool {
	return func(a heed.Actor) bool { return policy.Allow(a, action) == nil }
}

// answers reports whether somebody may see how a State's answer is put together.
func answers(a heed.Actor) bool {
	return a.Voice == heed.VoiceState && policy.Coordinates(heed.Viewer(a))
}

// within reports whether somebody has a role within a voice.
func within(a heed.Actor) bool { return a.Role.WithinVoice() }

// Links lists the pages of the desk that somebody can use.
func Links(actor heed.Actor) []Link {
	var out []Link
	for _, l := range links {
		if l.For == nil || l.For(actor) {
			out = append(out, l)
		}
	}
	return out
}
