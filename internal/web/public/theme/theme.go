// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package theme is the page of one theme or issue: what was asked on it, by whom
// and of whom, how often, what was answered, and what had been asked before.
package theme

import (
	"embed"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed theme.tmpl theme.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "theme", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.Theme
	Name string
	// Brief are sentences that can be quoted.
	Brief []string
	Bar   page.Bar
	Marks []Counted
	Acts  page.Crossing
	// Asked are the States that it was asked of most, Makers those that asked most.
	Asked, Makers []Counted
	Trend         *page.Trend
	Newest        []find.Hit
	Search        string
	// Others has what the other mechanisms said, by mechanism, and OthersHref
	// where it is listed.
	Others     []Counted
	OthersHref string
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

// How many of the longest lists and of the newest recommendations are shown.
const (
	listed = 10
	newest = 10
)

// Handler serves the page of a theme (find.ByTheme) or an issue (find.ByIssue).
func Handler(f *find.Finder, by find.Dimension) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		value, ok := named(by, r.Path[strings.LastIndexByte(r.Path, '/')+1:])
		if !ok {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "theme.Handler", Key: "error.theme_not_found"}
		}
		number := 0
		if r.Form == page.HTML {
			number = 1
		}
		answer, err := f.Theme(r.Context(), r.Viewer, by, value, number)
		if err != nil {
			return page.Result{}, err
		}
		d := build(r, answer)
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: d.Table("theme-"+page.Slug(value), answer.Answer)}, nil
	}
}

// named gives the theme or issue of an address.
func named(by find.Dimension, name string) (string, bool) {
	if by == find.ByIssue {
		for _, i := range label.Issues() {
			if page.Slug(i) == name {
				return i, true
			}
		}
		return "", false
	}
	for _, t := range label.AllThemes() {
		if string(t) == name {
			return name, true
		}
	}
	return "", false
}

// build turns the answer into what the template prints.
func build(r *page.Request, a find.Theme) Data {
	d := Data{Base: r.Base(""), Theme: a}
	d.Name = d.Base.Value(a.By, a.Value)
	d.Title = d.Name
	d.Crumbs = []page.Link{{Href: d.URL("/themes"), Text: d.T("themes.title")}, {Href: d.URL(r.Path), Text: d.Name}}
	d.Specimen = len(a.Answer.Rows) > 0
	for _, c := range a.Answer.Counts(find.ByState) {
		d.Specimen = d.Specimen && page.Invented(heed.StateCode(c.Value))
	}
	whole := find.Query{}.With(a.By, a.Value)
	d.Search = d.address(whole)
	d.Brief = d.brief()
	d.Bar = d.Base.Bar(a.Answer.Positions())
	var columns []heed.Position
	for _, c := range a.Answer.Positions() {
		mark := d.Mark(c.Value)
		columns = append(columns, c.Value)
		d.Marks = append(d.Marks, Counted{Mark: &mark, Name: mark.Word, Count: c.Count, Href: d.address(whole.With(find.ByPosition, string(c.Value)))})
	}
	d.Acts = d.Crossing("acts", d.T("review.act"), columns, d.Drawn(d.CrossRows(find.ByAct, a.Acts, columns, func(act string) string {
		return d.address(whole.With(find.ByAct, act))
	}), columns))
	d.Asked, d.Makers = d.top(whole, find.ByState), d.top(whole, find.ByFrom)
	d.Trend = d.Base.Trend(a.Answer, func(q find.Query) string { return d.address(q.With(a.By, a.Value)) })
	d.Newest = a.Answer.Rows[:min(newest, len(a.Answer.Rows))]
	d.others()
	return d
}

// brief gives the sentences that the page opens with.
func (d Data) brief() []string {
	a := d.Answer
	states := len(a.Counts(find.ByState))
	if a.Total == 0 {
		return nil
	}
	out := []string{d.T("theme.asked", "Count", a.Total, "Theme", d.Name, "States", d.T("brief.by_states", "Count", len(a.States())), "Of", d.Number(states), "With", d.Number(d.Reviews), "Read", d.Number(d.Read))}
	out = append(out, d.T("theme.answered", "Sum", d.Sum(page.TotalOf(a))))
	if g := d.Again; g != nil {
		out = append(out, d.T("theme.again", "Count", g.Before, "Of", d.Number(g.Of), "Supported", d.Number(g.Supported)))
	}
	return out
}

// top gives the values of a dimension that occur most.
func (d Data) top(whole find.Query, by find.Dimension) []Counted {
	var out []Counted
	counts := d.Answer.Counts(by)
	for _, c := range counts[:min(listed, len(counts))] { // they come with the most first
		out = append(out, Counted{Name: d.Base.Value(by, c.Value), Href: d.address(whole.With(by, c.Value)), Count: c.Count, Share: page.Percent(c.Count, counts[0].Count)})
	}
	return out
}

// others lists what the other mechanisms said.
func (d *Data) others() {
	e := d.Elsewhere
	if e == nil {
		return
	}
	d.OthersHref = d.URL("/mechanisms?" + e.Query.Values().Encode())
	for _, c := range e.Mechanisms {
		href := d.URL("/mechanisms?" + find.Query{}.With(find.ByLabel, e.Labels...).With(find.ByMechanism, c.Value).Values().Encode())
		d.Others = append(d.Others, Counted{Name: d.Base.Value(find.ByMechanism, c.Value), Href: href, Count: c.Count})
	}
}

// Kinds puts the kinds of lineage into words, "12 new, 3 repeated".
func (d Data) Kinds() []Counted {
	var out []Counted
	for _, k := range d.Again.Kinds {
		out = append(out, Counted{Name: d.T("lineage." + string(k.Value)), Count: k.Count})
	}
	return out
}

// Review names a review.
func (d Data) Review(id heed.ReviewID) string {
	return d.State(id.State) + ", " + d.T("review.cycle", "Cycle", id.Cycle)
}

// Labels joins OHCHR's themes.
func (d Data) Labels() string { return strings.Join(d.Elsewhere.Labels, " · ") }

func (d Data) address(q find.Query) string { return d.URL("/search?" + q.Values().Encode()) }
