// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package state is the page of one State: its reviews in all cycles, read here
// or not, when the next is to be expected and why, what it recommended to
// others, and what it did about the human rights treaties.
package state

import (
	"embed"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
	"github.com/heed-upr/heed/internal/web/public/stateplan"
)

//go:embed state.tmpl state.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "state", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.State
	Name, Formal, Group string
	Cycles              []Cycle
	// Next says when the next review is to be expected, and on what basis; ""
	// where that is not known.
	Next string
	// Given are the positions on what it recommended; Asked whom it asked most,
	// Themes on what.
	Given         []Counted
	Asked, Themes []Counted
	Search        string
	Treaties      []Treaty
	// Plan leads to what is published of the State's plan, "" where nothing is.
	Plan string
	// Dossiers are of events there.
	Dossiers []page.Link
}

// Cycle is one review of the State.
type Cycle struct {
	Name, Href string
	Session    int
	Derived    bool
	Day        string
	// Read says that a record of it is here, with Total and Bar.
	Read  bool
	Total int
	Flag  string // where its report is not issued
	Bar   page.Bar
	// Stated is what others say of its numbers, source by source.
	Stated []page.Stated
}

// Counted is a value with how many there are and where they are listed.
type Counted struct {
	Mark  *page.Mark
	Name  string
	Href  string
	Count int
	// Share is how long its bar is, as a part of the longest: "37.50%".
	Share string
}

// Treaty is a treaty with what the State did about it.
type Treaty struct {
	Name, Title string
	Acts        []Act
}

// Act is one act: what, when, by which source and up to when that speaks.
type Act struct {
	What, When, Source string
}

// listed is how many of the longest lists are shown.
const listed = 10

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		code := heed.StateCode(strings.TrimPrefix(r.Path, "/"))
		if !refdata.Known(code) {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "state.Handler", Key: "error.address"}
		}
		answer, err := f.State(r.Context(), r.Viewer, code)
		if err != nil {
			return page.Result{}, err
		}
		follow, err := f.Follow(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		calendar, err := f.Calendar(r.Context(), r.Viewer, code, r.Today)
		if err != nil {
			return page.Result{}, err
		}
		d := build(r, answer, follow.Dossiers())
		if follow.HasPlan(code) {
			d.Plan = d.URL(stateplan.At(code))
		}
		if next, ok := calendar.NextReview(r.Today); ok {
			d.Next = d.Expected(next)
		}
		return page.Result{View: View.Name, Data: d, Twin: answer}, nil
	}
}

// build turns the answer and what is known besides into what the template
// prints.
func build(r *page.Request, a find.State, all []find.DossierEntry) Data {
	d := Data{Base: r.Base(""), State: a}
	d.Name, d.Formal = d.Base.State(a.State), refdata.Name(a.State, d.Lang(), refdata.Formal)
	d.Title, d.Specimen = d.Name, page.Invented(a.State)
	d.Crumbs = []page.Link{{Href: d.URL("/" + string(a.State)), Text: d.Name}}
	d.Group = d.T("group." + string(refdata.Group(a.State)))
	d.Cycles = d.cycles()
	d.recommending()
	d.Treaties = d.treaties()
	for _, e := range all {
		if e.Dossier.State == a.State {
			d.Dossiers = append(d.Dossiers, page.Link{Href: d.URL("/dossier/" + string(e.ID)), Text: d.Wording(e.Dossier.Title).Text + ", " + d.Span(e.Dossier.From, e.Dossier.To)})
		}
	}
	return d
}

// cycles lists the reviews that are known, and those that are here.
func (d Data) cycles() []Cycle {
	var out []Cycle
	known := refdata.ReviewsOf(d.State.State)
	for _, s := range d.Reviews { // an invented State is in no calendar
		if len(known) == 0 {
			out = append(out, d.read(Cycle{Session: s.Session}, s))
		}
	}
	for _, f := range known {
		c := Cycle{Name: d.T("review.cycle", "Cycle", f.Cycle), Href: d.ReviewURL(f.ReviewID), Session: f.Session.Value, Derived: f.Session.Derived()}
		if f.Date.Known() {
			c.Day = d.Date(f.Date.Value)
		}
		c.Stated = d.Base.Stated(f)
		for _, s := range d.Reviews {
			if s.ReviewID == f.ReviewID {
				c = d.read(c, s)
			}
		}
		out = append(out, c)
	}
	return out
}

// read fills in what the record of a review says.
func (d Data) read(c Cycle, s find.Summary) Cycle {
	c.Name, c.Href = d.T("review.cycle", "Cycle", s.Cycle), d.ReviewURL(s.ReviewID)
	c.Read, c.Total, c.Bar = true, s.Total, d.Bar(s.Positions)
	if s.Date != "" {
		c.Day = d.Date(s.Date)
	}
	if !s.Stage.Counts() {
		c.Flag = d.T("doc_stage." + string(s.Stage))
	}
	return c
}

// recommending counts what the State asked of others.
func (d *Data) recommending() {
	a := d.Recommending
	mine := find.Query{}.With(find.ByFrom, string(d.State.State))
	address := func(q find.Query) string { return d.URL("/search?" + q.Values().Encode()) }
	d.Search = address(mine)
	for _, c := range a.Positions() {
		mark := d.Mark(c.Value)
		d.Given = append(d.Given, Counted{Mark: &mark, Name: mark.Word, Href: address(mine.With(find.ByPosition, string(c.Value))), Count: c.Count})
	}
	top := func(by find.Dimension) []Counted {
		var out []Counted
		for _, c := range a.Counts(by) {
			if len(out) == listed {
				break
			}
			longest := max(1, a.Counts(by)[0].Count) // they come with the most first
			out = append(out, Counted{Name: d.Value(by, c.Value), Href: address(mine.With(by, c.Value)), Count: c.Count, Share: page.Percent(c.Count, longest)})
		}
		return out
	}
	d.Asked, d.Themes = top(find.ByState), top(find.ByTheme)
}

// treaties lists the treaties with the State's acts.
func (d Data) treaties() []Treaty {
	acts := refdata.TreatyActs(d.State.State)
	var out []Treaty
	for _, t := range refdata.Treaties() {
		row := Treaty{Name: t.Name(d.Lang()), Title: t.Title}
		for _, a := range acts {
			if a.Treaty != t.Key {
				continue
			}
			act := Act{}
			act.What, act.When, act.Source = d.TreatyAct(a)
			row.Acts = append(row.Acts, act)
		}
		if len(acts) > 0 {
			out = append(out, row)
		}
	}
	return out
}
