// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package position is the page on which the answer to one recommendation is
// prepared: an institution proposes, the coordinator settles.
package position

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/positions"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed position.tmpl position.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "position", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Row   find.Response
	Asked []string
	// Anew says since when the State's answer is considered once more.
	Anew string
	// Talk is what is said on the assignment; nil where nobody was asked.
	Talk *desk.Talk
	// Proposals are those that the reader may see.
	Proposals []Proposal
	Settled   *Answer
	// SettledHistory leads to who settled it before, and how.
	SettledHistory string
	// Propose and Settle are nil for who may not.
	Propose, Settle *desk.Form
	Public          string // address of the recommendation's own page
}

// Answer is an answer in words.
type Answer struct {
	Mark                    page.Mark
	Part, Comment, Internal string
	// Own says that Part is in the words of whoever names it, "" where it is in the
	// recommendation's.
	Own  string
	When string
}

// Proposal is an institution's.
type Proposal struct {
	Institution string
	Answer
	Letter heed.Letter
	Talk   *desk.Talk
}

// offered are the positions that can be taken (resolution 5/1, paragraph 32, and
// in part).
var offered = []heed.Position{heed.Supported, heed.Partial, heed.Noted}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		id, err := positions.ReviewOf(r)
		if err != nil {
			return page.Result{}, err
		}
		all, err := f.Responses(r.Context(), r.Viewer, id, find.ResponseQuery{})
		if err != nil {
			return page.Result{}, err
		}
		row, err := one(all, r.PathValue("ref"))
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Row: row}
		propose, proposal := proposing(r, row)
		settle, settlement := settling(r, row)
		for _, form := range []struct {
			*desk.Form
			change app.Change
		}{{propose, proposal()}, {settle, settlement()}} {
			if form.Form == nil || !form.Sent() {
				continue
			}
			_, err := a.Write(r.Context(), r.Actor(), form.change)
			if err == nil {
				return r.Go(r.Path, "desk.said.saved"), nil
			}
			if !form.Shows(err) {
				return page.Result{}, err
			}
		}
		d.Propose, d.Settle = propose, settle
		d.Base = r.Base(r.T("position.title", "Ref", row.Ref), page.Link{Href: r.Prefix + positions.At(id.Cycle, ""), Text: r.T("desk.positions")})
		d.fill(all)
		said, err := d.talk(r, f, a)
		if err != nil {
			return page.Result{}, err
		}
		if said {
			return r.Go(r.Path, "talk.said"), nil
		}
		return r.Page(View, d), nil
	}
}

// talk puts under the assignment and every proposal what is said on it.
func (d *Data) talk(r *desk.Request, f *find.Finder, a *app.App) (bool, error) {
	follow, err := f.Follow(r.Context(), r.Viewer)
	if err != nil {
		return false, err
	}
	if at := d.Row.Assignment; at != nil {
		if d.Talk, err = r.Talk(a, follow, at.Version, at.Body); err != nil || d.Talk.Done() {
			return true, err
		}
	}
	for i, p := range d.Row.Proposals {
		t, err := r.Talk(a, follow, p.Version, p.Body)
		if err != nil || t.Done() {
			return true, err
		}
		d.Proposals[i].Talk = t
	}
	return false, nil
}

func one(all find.Responses, ref string) (find.Response, error) {
	for _, row := range all.Rows {
		if row.Ref == ref {
			return row, nil
		}
	}
	return find.Response{}, &heed.Error{Code: heed.CodeNotFound, Op: "position.Handler", Key: "error.recommendation_not_found", Args: []string{"Ref", ref, "Review", all.Review.String()}}
}

// proposing is the form of an institution, and the change that it makes; nil for
// who may not.
func proposing(r *desk.Request, row find.Response) (*desk.Form, func() app.Change) {
	at := policy.About{Side: r.Account.Side, Author: r.Account.Pseudonym}
	if policy.AllowOn(r.Actor(), policy.Propose, at) != nil || r.Account.Institution == "" {
		return nil, func() app.Change { return app.Change{} }
	}
	p := heed.Proposal{Response: heed.Response{Recommendation: row.ID()}}
	base := 0
	for _, had := range row.Proposals {
		if had.Institution == r.Account.Institution {
			p, base = had.Body, had.Number
		}
	}
	form := r.Form("propose", "position.propose")
	form.Version(&base)
	response(r, form, &p.Response)
	form.Area(&p.Internal, "internal").Help("position.internal_help")
	return form, func() app.Change {
		return app.Change{ID: heed.ProposalID(row.ID(), r.Account.Institution), Base: base, Submit: true, Body: p}
	}
}

// settling is the form of the coordinator; it begins with what was settled or,
// if all propose the same, with that.
func settling(r *desk.Request, row find.Response) (*desk.Form, func() app.Change) {
	if policy.Allow(r.Actor(), policy.Settle) != nil {
		return nil, func() app.Change { return app.Change{} }
	}
	s := heed.Settlement{Response: heed.Response{Recommendation: row.ID()}}
	base := 0
	if row.Settlement != nil {
		s, base = row.Settlement.Body, row.Settlement.Number
	}
	if row.Standing == find.Agreed {
		s.Response = row.Counting()[0].Body.Response
	}
	form := r.Form("settle", "position.settle")
	form.Version(&base)
	response(r, form, &s.Response)
	return form, func() app.Change {
		return app.Change{ID: heed.AssignmentID(row.ID()), Base: base, Visibility: heed.VisibleCoordination, Body: s}
	}
}

// response adds the fields of an answer to a form.
func response(r *desk.Request, form *desk.Form, into *heed.Response) {
	desk.Choice(form, &into.Position, "response", offered, func(p heed.Position) string { return r.T("position." + string(p)) }).Must()
	form.Area(&into.Part, "part").Help("position.part_help")
	form.Area(&into.Comment, "comment").Help("positions.comment_help")
}

// fill puts what there is into words.
func (d *Data) fill(all find.Responses) {
	d.Public = d.RecURL(all.Review.ReviewID, d.Row.Ref)
	name := func(id heed.ID) string {
		if i, ok := all.Institution(id); ok {
			return i.Body.Name(d.Lang())
		}
		return string(id)
	}
	if d.Row.Assignment != nil {
		if anew := d.Row.Assignment.Body.Anew; !anew.IsZero() {
			d.Anew = d.T("positions.anew", "Date", d.Day(anew))
		}
		for _, id := range d.Row.Assignment.Body.Institutions() {
			d.Asked = append(d.Asked, name(id))
		}
	}
	answer := func(r heed.Response, v heed.Version) Answer {
		out := Answer{Mark: d.Mark(r.Position), Part: r.Part, Comment: r.Comment, When: d.Day(v.At)}
		if !d.Row.Quotes(r.Part) {
			out.Own = d.T("position.part_own")
		}
		return out
	}
	for _, p := range d.Row.Proposals {
		said := Proposal{Institution: name(p.Institution), Answer: answer(p.Body.Response, p.Version), Letter: p.Body.Letter}
		said.Internal = p.Body.Internal
		d.Proposals = append(d.Proposals, said)
	}
	if s := d.Row.Settlement; s != nil {
		settled := answer(s.Body.Response, s.Version)
		settled.When = d.T("position.settled_by", "Institution", name(s.Institution), "Date", settled.When)
		d.SettledHistory = d.URL(desk.HistoryAt(s.Subject))
		d.Settled = &settled
	}
}
