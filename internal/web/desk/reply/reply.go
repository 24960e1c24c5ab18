// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package reply is where something published is answered: by the reply of the
// State under review, by a request for correction, or by what became of one; and
// the page of one such reply with its way to the public.
package reply

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/assess"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed reply.tmpl reply.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "reply", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	desk.Along
	Target find.Target
	// Entry is the assessment that is answered, Heading names anything else; Asked
	// is the request that was made about it.
	Entry   *page.Entry
	Asked   []page.Answered
	Heading string
	// Said are the replies that there are.
	Said []page.Answered
	// Rec leads to the recommendation, Event to the dossier.
	Rec, Event page.Link
	// Reply, Ask and Handle are the forms for who may; One is that of a reply that is
	// there.
	Reply, Ask, Handle, One *desk.Form
	Mine                    []page.Answered

	event string // what the dossier is called
}

// New serves the page on which something is answered.
func New(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		if d.Target, err = follow.Target(heed.Subject{Kind: heed.SubjectKind(r.PathValue("kind")), ID: heed.ID(r.PathValue("id"))}); err != nil {
			return page.Result{}, err
		}
		if to, done, err := d.answer(r, a); err != nil || done {
			return to, err
		}
		d.event = follow.Name(d.Target.Dossier, r.Words.Code)
		d.fill(r)
		return r.Page(View, d), nil
	}
}

// answer declares the forms that the reader may use, and does what was sent.
func (d *Data) answer(r *desk.Request, a *app.App) (page.Result, bool, error) {
	if policy.AllowOn(r.Actor(), policy.Reply, policy.About{Side: r.Account.Side, Author: r.Account.Pseudonym}) != nil {
		return page.Result{}, false, nil
	}
	t := d.Target
	speaks := r.Account.State == t.State || r.Account.State == "" && r.Account.Voice != heed.VoiceState
	for _, c := range []struct {
		at   **desk.Form
		name string
		may  bool
		body heed.Reply
	}{
		{&d.Reply, "reply", speaks && r.Account.Voice == heed.VoiceState && t.Kind.TakesReply() && !r.Viewer.SameInstitution(t.Side), heed.Reply{To: t.Subject}},
		{&d.Ask, "ask", speaks && t.Kind != heed.SubjectReply && !r.Viewer.SameInstitution(t.Side), heed.Reply{To: t.Subject, Asks: true}},
		{&d.Handle, "handle", t.Answers(r.Viewer) && t.Replied.Handled() == "", heed.Reply{To: t.Subject}},
	} {
		if !c.may {
			continue
		}
		form, change := form(r, c.name, find.Held[heed.Reply]{Body: c.body})
		if *c.at = form; !form.Sent() {
			continue
		}
		done, err := a.Write(r.Context(), r.Actor(), change())
		if err == nil {
			return r.Go(assess.ReplyAt(done[0].ID), "desk.said.saved"), true, nil
		}
		if !form.Shows(err) {
			return page.Result{}, false, err
		}
	}
	return page.Result{}, false, nil
}

// form is the form of a reply, and the change that it makes.
func form(r *desk.Request, name string, held find.Held[heed.Reply]) (*desk.Form, func() app.Change) {
	m, base, visibility := held.Body, held.Number, held.Visibility
	if visibility == "" {
		visibility = heed.VisibleInstitution
	}
	f := r.Form(name, "measure.save")
	f.Version(&base)
	if m.To.Kind == heed.SubjectReply {
		desk.Choice(f, &m.Handled, "handled", heed.Handlings, func(h heed.Handling) string { return r.T("handling." + string(h)) }).Must()
	}
	f.Area(&m.Text, "text").Must()
	desk.Choice(f, &visibility, "visibility", []heed.Visibility{heed.VisibleDraft, heed.VisibleInstitution, heed.VisibleCoordination}, func(v heed.Visibility) string { return r.T("visibility." + string(v)) }).Must().Help("assess.reads_help")
	return f, func() app.Change { return app.Change{ID: held.ID, Base: base, Visibility: visibility, Body: m} }
}

// One serves the page of one reply of one's own voice.
func One(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		held, err := find.One[heed.Reply](follow, heed.ID(r.PathValue("id")))
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		if d.Target, err = follow.Target(held.Body.To); err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
			return page.Result{}, err // what it answers may have been withdrawn since
		}
		if to, done, err := d.change(r, f, a, held); err != nil || done {
			return to, err
		}
		d.event = follow.Name(d.Target.Dossier, r.Words.Code)
		d.fill(r)
		for _, s := range follow.RepliesTo(held.Body.To) {
			if s.ID == held.ID {
				d.Mine = d.Answered([]find.Replied{s})
			}
		}
		d.Said = nil
		return r.Page(View, d), nil
	}
}

// change declares the forms by which a reply is changed and brought further, and
// does what was sent.
func (d *Data) change(r *desk.Request, f *find.Finder, a *app.App, held find.Held[heed.Reply]) (page.Result, bool, error) {
	if held.MayBecome(heed.StepDraft) && held.Side == r.Account.Side && policy.AllowOn(r.Actor(), policy.Reply, policy.Of(held.Version)) == nil {
		edit, change := form(r, "edit", held)
		if d.One = edit; edit.Sent() {
			_, err := a.Write(r.Context(), r.Actor(), change())
			if err == nil {
				return r.Go(assess.ReplyAt(held.ID), "desk.said.saved"), true, nil
			}
			if !edit.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	if !r.Viewer.SameVoice(held.Side) {
		return page.Result{}, false, nil
	}
	along, to, done, err := r.Along(f, a, held.Version, held.Body, assess.ReplyAt(held.ID))
	d.Along = along
	return to, done, err
}

// fill puts what there is into words.
func (d *Data) fill(r *desk.Request) {
	d.Base = r.Base(r.T("reply.title"), page.Link{Href: r.Prefix + "/desk/assess", Text: r.T("desk.assess")})
	t := d.Target
	if t.Recommendation != (heed.RecID{}) {
		d.Rec = page.Link{Href: d.URL(assess.At(t.Recommendation)), Text: t.Recommendation.String()}
	}
	if t.Dossier != "" {
		d.Event = page.Link{Href: d.URL("/dossier/" + string(t.Dossier)), Text: d.event}
	}
	answer := func(s heed.Subject) string { return d.URL(assess.AnswerAt(s)) }
	if d.Heading = t.Title; t.Assessed != nil {
		bare := *t.Assessed
		bare.Replies = nil
		entry := d.SideBySide(find.Assessments{}, nil).Entry(bare)
		d.Entry = &entry
	}
	if t.Replied != nil {
		d.Asked = d.Answered([]find.Replied{*t.Replied})
	}
	if t.Replied == nil { // beneath a request they stand already
		d.Said = d.SideBySide(find.Assessments{}, answer).Entry(find.Assessed{Replies: t.Replies}).Answered()
	}
}
