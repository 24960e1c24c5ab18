// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package clusters is the page of a review by what is asked: recommendations that
// ask the same together, each cluster with one line, as a ministry would list
// them.
package clusters

import (
	"embed"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed clusters.tmpl clusters.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "clusters", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.Clusters
	// Sum says how many things are asked, in words.
	Sum string
	// Several and Single are the clusters on this page; First is the number of the
	// first.
	Several, Single []find.Cluster
	First           int
	Pager           page.Pager
}

// pageClusters is how many clusters a page holds.
const pageClusters = 80

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		id, err := heed.ParseReviewID(strings.TrimPrefix(r.Path, "/clusters/"))
		if err != nil { // an address that cannot be, not a wrong request
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "clusters.Handler", Key: "error.address", Err: err}
		}
		asked, err := find.ParseQuery(find.In(id), url.Values{"page": r.URL.Query()["page"]})
		if err != nil {
			return page.Result{}, err
		}
		answer, err := f.Clusters(r.Context(), r.Viewer, id)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(""), Clusters: answer}
		state := d.State(id.State)
		d.Title = d.T("clusters.title", "State", state, "Cycle", id.Cycle)
		d.Specimen = page.Invented(id.State)
		d.Crumbs = []page.Link{
			{Href: d.URL("/" + string(id.State)), Text: state}, {Href: d.ReviewURL(id), Text: d.T("review.cycle", "Cycle", id.Cycle)},
			{Href: d.URL(r.Path), Text: d.T("clusters.name")},
		}
		if err := d.turn(r, r.FirstPage(asked)); err != nil {
			return page.Result{}, err
		}
		d.Sum = d.T("clusters.sum", "Count", answer.Recommendations, "Asks", d.Number(len(answer.Clusters)), "Groups", d.Number(len(answer.Several())), "Together", d.Number(answer.Together))
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: d.table()}, nil
	}
}

// turn keeps to the page that is asked for.
func (d *Data) turn(r *page.Request, q find.Query) error {
	shown, from, pager, err := page.Turn(d.Base, q, d.Clusters.Clusters, pageClusters, func(q find.Query) string { return r.Address(q.Turned()) })
	if err != nil {
		return err
	}
	several := max(0, min(len(shown), len(d.Clusters.Several())-from)) // those stand first
	d.Several, d.Single, d.First, d.Pager = shown[:several], shown[several:], from+1, pager
	return nil
}

// Line is the one line of a cluster: the act in the reader's language, or "" where
// it has no name and the shortest text stands for all.
func (d Data) Line(c find.Cluster) string { return d.Base.Ask(c.Ask) }

// By says how many recommendations of how many States are in a cluster.
func (d Data) By(c find.Cluster) string {
	return d.T("clusters.by", "Count", len(c.Recommendations), "States", d.T("brief.by_states", "Count", len(c.States)))
}

// Makers are the States of a cluster, in the order of their names.
func (d Data) Makers(c find.Cluster) string {
	names := make([]string, len(c.States))
	for i, s := range c.States {
		names[i] = d.State(s)
	}
	slices.SortFunc(names, d.ByName())
	return d.List(names)
}

// Answered are the positions of a cluster, with their marks.
func (d Data) Answered(c find.Cluster) []Answered {
	var out []Answered
	for _, p := range c.Positions {
		out = append(out, Answered{d.Mark(p.Value), p.Count})
	}
	return out
}

// One is a recommendation as it is listed.
type One struct {
	page.Mark
	Ref, Href, Text, Language, By string
}

// One makes a line of a list.
func (d Data) One(h find.Hit) One {
	return One{d.Mark(h.Position), h.Ref, d.RecURL(h.Review, h.Ref), h.Text, h.TextLanguage(), d.States(h.RecommendingStates)}
}

// Answered is how many recommendations have a position.
type Answered struct {
	page.Mark
	Count int
}

// table is the list for spreadsheets: a row for each recommendation, those of a
// cluster under each other.
func (d Data) table() *export.Table {
	var hits []find.Hit
	var columns [][]string
	for n, c := range d.Clusters.Clusters {
		ask := d.Line(c)
		for _, h := range c.Recommendations {
			hits = append(hits, h)
			columns = append(columns, []string{strconv.Itoa(n + 1), strconv.Itoa(len(c.Recommendations)), ask, c.Line})
		}
	}
	t := d.Base.Table("clusters-"+string(d.Review.State)+"-"+strconv.Itoa(d.Review.Cycle), find.Answer{Rows: hits})
	t.Head = append([]string{"cluster", "cluster_recommendations", "cluster_act", "cluster_shortest_text"}, t.Head...)
	for i := range t.Rows {
		t.Rows[i] = append(columns[i], t.Rows[i]...)
	}
	return t
}
