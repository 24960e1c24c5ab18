// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package cluster is the page of one cluster of a plan: what belongs together,
// of several mechanisms, who answers for it, and what is done about it.
package cluster

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed cluster.tmpl cluster.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "cluster", Files: files, Data: Data{}}

// list is where the clusters are listed.
const list = "/desk/plan/clusters"

// Data is what the template prints.
type Data struct {
	page.Base
	desk.Along
	// Held is the cluster; its number is 0 where a new one is written.
	Held            find.Held[heed.Cluster]
	Owner           string
	Recommendations []page.Link
	// Others are the passages of other mechanisms.
	Others   []page.Link
	Measures []page.Link
	passages map[string]heed.Annotation
	Edit     *desk.Form // nil for who may not
}

// Handler serves the page; without an ID in the address it is that of a new
// cluster, which may begin with recommendations that the address names.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		var d Data
		if id := heed.ID(r.PathValue("id")); id != "" {
			if d.Held, err = all.Cluster(id); err != nil {
				return page.Result{}, err
			}
		} else {
			if err := policy.Allow(r.Actor(), policy.Plan); err != nil {
				return page.Result{}, err
			}
			d.Held.Side, d.Held.Author = r.Account.Side, r.Account.Pseudonym
			d.Held.Body = begun(r, all)
		}
		if d.passages, err = f.Passages(r.Context(), r.Viewer, d.Held.Body.Annotations...); err != nil {
			return page.Result{}, err
		}
		if to, done, err := d.change(r, f, a, all); err != nil || done {
			return to, err
		}
		title := d.Held.Body.Title
		if d.Held.Number == 0 {
			title = r.T("cluster.new")
		}
		d.Base = r.Base(title, page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")}, page.Link{Href: r.Prefix + list, Text: r.T("clusters.plan_title")})
		d.fill(all)
		return r.Page(View, d), nil
	}
}

// begun is a new cluster as the address has it, behind all others.
func begun(r *desk.Request, all find.Plan) heed.Cluster {
	q := r.URL.Query()
	c := heed.Cluster{Title: q.Get("title"), Order: 1, Owner: r.Account.Institution}
	if n := len(all.Clusters); n > 0 {
		c.Order = all.Clusters[n-1].Body.Order + 1
	}
	for _, name := range q["for"] {
		if id, err := heed.ParseRecID(name); err == nil {
			c.Recommendations = append(c.Recommendations, id)
		}
	}
	return c
}

// change declares the forms that the reader may use, and does what was sent.
func (d *Data) change(r *desk.Request, f *find.Finder, a *app.App, all find.Plan) (page.Result, bool, error) {
	if policy.AllowOn(r.Actor(), policy.Plan, policy.Of(d.Held.Version)) == nil {
		change := d.edit(r, f, all)
		if d.Edit.Sent() {
			c, err := change()
			var done []heed.Version
			if err == nil {
				done, err = a.Write(r.Context(), r.Actor(), c)
			}
			if err == nil {
				return r.Go(plan.ClusterAt(done[0].ID), "desk.said.saved"), true, nil
			}
			if !d.Edit.Shows(err) {
				return page.Result{}, false, err
			}
		}
	}
	if d.Held.Number == 0 {
		return page.Result{}, false, nil
	}
	along, to, done, err := r.Along(f, a, d.Held.Version, d.Held.Body, plan.ClusterAt(d.Held.ID))
	if d.Along = along; along.Way.Moved && along.Way.To == heed.StepWithdrawn {
		to.Redirect = r.Prefix + list
	}
	return to, done, err
}

// edit is the form of the cluster.
func (d *Data) edit(r *desk.Request, f *find.Finder, all find.Plan) func() (app.Change, error) {
	c, base, visibility := d.Held.Body, d.Held.Number, d.Held.Visibility
	form := r.Form("edit", "cluster.save")
	form.Version(&base)
	form.Text(&c.Title, "title").Must()
	form.Number(&c.Order, "order").Help("cluster.order_help")
	ids, name := all.Names(r.Words.Code)
	desk.Choice(form, &c.Owner, "owner", ids, name)
	refs := make([]string, 0, len(c.Recommendations))
	for _, id := range c.Recommendations {
		refs = append(refs, id.String())
	}
	form.Lines(&refs, "recommendations").Help("cluster.recommendations_help")
	passages := make([]string, 0, len(c.Annotations))
	for _, id := range c.Annotations {
		if a, here := d.passages[id]; here {
			id = find.Reference(a)
		}
		passages = append(passages, id)
	}
	form.Lines(&passages, "annotations").Help("cluster.annotations_help")
	measures := make([]heed.ID, 0, len(all.Measures))
	for _, m := range all.Measures {
		measures = append(measures, m.ID)
	}
	desk.Many(form, &c.Measures, "measures", measures, func(id heed.ID) string {
		m, _ := all.Measure(id) // it is one of them
		return m.Body.Title
	}).Help("cluster.measures_help")
	form.Area(&c.Note, "note").Short = true
	desk.Choice(form, &visibility, "visibility", heed.WorkVisibilities, func(v heed.Visibility) string { return r.T("visibility." + string(v)) })
	d.Edit = form
	return func() (app.Change, error) {
		c.Recommendations = nil
		for _, ref := range refs {
			id, err := heed.ParseRecID(ref)
			if err != nil {
				return app.Change{}, &heed.Error{Code: heed.CodeInvalid, Op: "cluster.edit", Key: "error.recommendation_id", Args: []string{"Field", "recommendations", "Given", ref}, Err: err}
			}
			c.Recommendations = append(c.Recommendations, id)
		}
		var err error
		if c.Annotations, err = d.refer(r, f, passages); err != nil {
			return app.Change{}, err
		}
		return app.Change{ID: d.Held.ID, Base: base, Visibility: visibility, Body: c}, nil
	}
}

// refer gives the names of the passages that somebody means; what the cluster
// holds already stays, also where it is no longer here.
func (d *Data) refer(r *desk.Request, f *find.Finder, given []string) ([]string, error) {
	var out []string
	for _, one := range given {
		id := one
		if !slices.Contains(d.Held.Body.Annotations, one) {
			var err error
			if id, err = f.Refer(r.Context(), r.Viewer, "annotations", one); err != nil {
				return nil, err
			}
		}
		out = append(out, id)
	}
	return out, nil
}

// fill puts what there is into words.
func (d *Data) fill(all find.Plan) {
	_, name := all.Names(d.Lang())
	if d.Held.Body.Owner != "" {
		d.Owner = name(d.Held.Body.Owner)
	}
	for _, id := range d.Held.Body.Recommendations {
		d.Recommendations = append(d.Recommendations, page.Link{Href: d.RecURL(id.Review, id.Ref), Text: id.String()})
	}
	d.Others = d.Passages(d.Held.Body, d.passages)
	for _, m := range all.In(d.Held.Body) {
		d.Measures = append(d.Measures, page.Link{Href: d.URL(plan.At(m.ID)), Text: m.Body.Title})
	}
}
