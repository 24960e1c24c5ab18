// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package clusterlist is the page of a plan's clusters: what belongs together, in
// an order that means something; and the groups of like recommendations from
// which one can begin.
package clusterlist

import (
	"cmp"
	"embed"
	"net/url"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed clusterlist.tmpl clusterlist.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "clusterlist", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Clusters []Cluster
	// Reviews are those of which there are groups, the latest first.
	Reviews []Review
	New     string // "" for who may make none
}

// Cluster is a cluster in words.
type Cluster struct {
	Title, Href, Owner, Step string
	Recommendations, Others  int
	Measures                 int

	held find.Held[heed.Cluster]
}

// Review is a review with its groups.
type Review struct {
	Name   string
	Groups []Group
}

// Group is recommendations that ask the same, none of which is in a cluster.
type Group struct {
	Text, Begin string
	Refs        []page.Link
}

// Handler serves the page.
func Handler(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.T("clusters.plan_title"), page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")})}
		_, name := all.Names(d.Lang())
		in := map[heed.RecID]bool{}
		for _, c := range all.Clusters {
			row := Cluster{
				Title: c.Body.Title, Href: d.URL(plan.ClusterAt(c.ID)), Step: d.Base.Step(c.Step), held: c,
				Recommendations: len(c.Body.Recommendations), Others: len(c.Body.Annotations), Measures: len(all.In(c.Body)),
			}
			if c.Body.Owner != "" {
				row.Owner = name(c.Body.Owner)
			}
			for _, id := range c.Body.Recommendations {
				in[id] = true
			}
			d.Clusters = append(d.Clusters, row)
		}
		if policy.Allow(r.Actor(), policy.Plan) == nil {
			d.New = d.URL(plan.ClusterAt("new"))
			if err := d.groups(r, f, all.Review, in); err != nil {
				return page.Result{}, err
			}
		}
		result := r.Page(View, d)
		table := d.table()
		result.Table = &table
		return result, nil
	}
}

// groups lists the groups of like recommendations that Heed proposes within each
// review up to the latest, of which nothing is in a cluster yet.
func (d *Data) groups(r *desk.Request, f *find.Finder, latest heed.ReviewID, in map[heed.RecID]bool) error {
	for review := latest; review.Cycle > 0; review.Cycle-- {
		proposed, err := f.Clusters(r.Context(), r.Viewer, review)
		if heed.ErrorCode(err) == heed.CodeNotFound {
			continue // that review is not here
		}
		if err != nil {
			return err
		}
		if groups := d.open(review, proposed, in); len(groups) > 0 {
			d.Reviews = append(d.Reviews, Review{review.String(), groups})
		}
	}
	return nil
}

// open lists the groups of one review of which nothing is in a cluster yet.
func (d *Data) open(review heed.ReviewID, proposed find.Clusters, in map[heed.RecID]bool) []Group {
	var out []Group
	for _, c := range proposed.Several() {
		title := cmp.Or(d.Ask(c.Ask), c.Line)
		q, taken := url.Values{"title": {title}}, false
		g := Group{Text: title}
		for _, h := range c.Recommendations {
			taken = taken || in[h.ID()]
			q.Add("for", h.ID().String())
			g.Refs = append(g.Refs, page.Link{Href: d.RecURL(review, h.Ref), Text: h.Ref})
		}
		if !taken {
			g.Begin = d.New + "?" + q.Encode()
			out = append(out, g)
		}
	}
	return out
}

// table is the list for spreadsheets.
func (d *Data) table() export.Table {
	t := export.Table{Name: "heed-clusters", Head: []string{
		d.T("field.order"), d.T("plan.cluster"), d.T("field.owner"), d.T("field.recommendations"), d.T("field.annotations"), d.T("field.note"), "id",
	}}
	for _, c := range d.Clusters {
		refs := make([]string, len(c.held.Body.Recommendations))
		for i, id := range c.held.Body.Recommendations {
			refs[i] = id.String()
		}
		t.Rows = append(t.Rows, []string{
			d.Number(c.held.Body.Order), c.Title, c.Owner, strings.Join(refs, "; "), strings.Join(c.held.Body.Annotations, "; "), c.held.Body.Note, string(c.held.ID),
		})
	}
	return t
}
