// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package recommends is the page of a State as it recommends to others: what it
// asks of whom, how that is answered, and what it did itself in the same matters.
// It sets facts beside each other and gives no score.
package recommends

import (
	"embed"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed recommends.tmpl recommends.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "recommends", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.Recommends
	Name  string
	Brief []string
	Bar   page.Bar
	Marks []Answered
	// Acts, Themes, Issues and Asked are tables by position.
	Acts, Themes, Issues, Asked page.Crossing
	Treaties                    []Treaty
	Search                      string
}

// askedShown is how many States the page shows of those that it asks, so that it
// stays small; its twin has them all.
const askedShown = 100

// Answered is how many recommendations have a position, and where they are listed.
type Answered struct {
	page.Mark
	Href  string
	Count int
}

// Treaty is a treaty that it asks others to join.
type Treaty struct {
	find.TreatyAsk
	Name     string
	Answered []Answered
	// Of says how many of the States that fit it asked; "" where none is known to.
	Of string
	// Own are its own acts, with their sources.
	Own []Act
}

// Act is one act of its own.
type Act struct{ What, When, Source string }

// shown is how many of its own recommendations the page shows beside what it asks
// of others, and how many of the latter beside each.
const (
	shown     = 20
	shownMade = 3
)

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		code := heed.StateCode(strings.TrimPrefix(r.Path, "/recommends/"))
		if !refdata.Known(code) {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "recommends.Handler", Key: "error.address"}
		}
		answer, err := f.Recommends(r.Context(), r.Viewer, code)
		if err != nil {
			return page.Result{}, err
		}
		d := build(r, answer)
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: d.Table("recommends-"+string(code), answer.Answer)}, nil
	}
}

// build turns the answer into what the template prints.
func build(r *page.Request, a find.Recommends) Data {
	d := Data{Base: r.Base(""), Recommends: a}
	d.Name = d.Base.State(a.State)
	d.Title = d.T("recommends.title", "State", d.Name)
	d.Specimen = page.Invented(a.State)
	d.Crumbs = []page.Link{{Href: d.URL("/" + string(a.State)), Text: d.Name}, {Href: d.URL(r.Path), Text: d.T("state.recommending")}}
	mine := find.Query{}.With(find.ByFrom, string(a.State))
	d.Search = d.address(mine)
	if a.Answer.Total == 0 {
		return d
	}
	d.Brief = []string{
		d.T("recommends.made", "Count", a.Answer.Total, "State", d.Name, "Reviews", d.Number(a.Reviews), "Read", d.Number(a.Read)),
		d.T("theme.answered", "Sum", d.Sum(page.TotalOf(a.Answer))),
	}
	d.Bar = d.Base.Bar(a.Answer.Positions())
	var columns []heed.Position
	for _, c := range a.Answer.Positions() {
		columns = append(columns, c.Value)
		d.Marks = append(d.Marks, Answered{d.Mark(c.Value), d.address(mine.With(find.ByPosition, string(c.Value))), c.Count})
	}
	table := func(id, head string, by find.Dimension, counted []find.Crossed) page.Crossing {
		rows := d.CrossRows(by, counted, columns, func(v string) string { return d.address(mine.With(by, v)) })
		return d.Crossing(id, d.T(head), columns, d.Drawn(rows, columns))
	}
	d.Acts = table("acts", "review.act", find.ByAct, a.Acts)
	d.Themes = table("themes", "review.theme", find.ByTheme, a.Themes)
	d.Issues = table("issues", "recommends.issue", find.ByIssue, a.Issues)
	d.Asked = table("asked", "recommends.asked_state", find.ByState, a.Asked[:min(len(a.Asked), askedShown)])
	for _, t := range a.Treaties {
		d.Treaties = append(d.Treaties, d.treaty(t))
	}
	return d
}

// treaty puts what is asked about a treaty beside what the State did itself.
func (d Data) treaty(t find.TreatyAsk) Treaty {
	treaty, _ := refdata.TreatyByKey(t.Treaty)
	out := Treaty{TreatyAsk: t, Name: treaty.Name(d.Lang())}
	for _, c := range t.Positions {
		out.Answered = append(out.Answered, Answered{Mark: d.Mark(c.Value), Count: c.Count})
	}
	if t.Open > 0 {
		out.Of = d.T("recommends.fit_count", "Count", t.OpenAsked, "Of", d.Number(t.Open))
	}
	for _, a := range t.Own {
		what, when, source := d.TreatyAct(a)
		out.Own = append(out.Own, Act{what, when, source})
	}
	return out
}

// Shown are the first of its own recommendations that it noted and asks of others.
func (d Data) Shown() []find.Counterpart { return d.Noted[:min(shown, len(d.Noted))] }

// Made are the first recommendations of its own making beside one.
func (d Data) Made(c find.Counterpart) []find.Hit { return c.Made[:min(shownMade, len(c.Made))] }

// Review names a review.
func (d Data) Review(id heed.ReviewID) string {
	return d.Base.State(id.State) + ", " + d.T("review.cycle", "Cycle", id.Cycle)
}

func (d Data) address(q find.Query) string { return d.URL("/search?" + q.Values().Encode()) }
