// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package unplanned is the page of what no measure of a plan serves: the
// supported recommendations or, apart from them, the noted ones.
package unplanned

import (
	"cmp"
	"embed"
	"net/url"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed unplanned.tmpl unplanned.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "unplanned", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	// Position says of which answer the rows are: heed.Supported, with those that
	// are supported in part, or heed.Noted.
	Position                  heed.Position
	Rows                      []Row
	Supported, Noted, Pending int
	// NoReview says that no review of the State is here, so that there is nothing that
	// could be missing from the plan.
	NoReview bool
	// Whose says whose measures are counted.
	Whose desk.Whose
	// ToSupported and ToNoted are the addresses of both lists.
	ToSupported, ToNoted string
	// Add is the form by which those that are ticked join a measure; nil for who
	// may not, or where there is none yet.
	Add *desk.Form
}

// Row is a recommendation that no measure serves.
type Row struct {
	ID, Href, Text string
	Mark           page.Mark
	Asked          string
	New            string // address at which a measure for it is begun
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Position: heed.Position(cmp.Or(r.URL.Query().Get("position"), string(heed.Supported))), Supported: len(all.Unplanned), Noted: len(all.NotedUnplanned), Pending: all.Pending, NoReview: !all.Review.Known()}
		if d.Position != heed.Supported && d.Position != heed.Noted {
			return page.Result{}, &heed.Error{Code: heed.CodeInvalid, Op: "unplanned.Handler", Key: "error.filter", Args: []string{"Name", "position", "Value", string(d.Position)}}
		}
		if policy.Allow(r.Actor(), policy.Plan) == nil && len(all.Measures) > 0 {
			var to heed.ID
			d.Add = r.Form("add", "unplanned.add")
			desk.Choice(d.Add, &to, "measure", ids(all), func(id heed.ID) string { return title(all, id) }).Must()
			if d.Add.Sent() {
				n, err := join(r, a, all, to)
				if err == nil {
					return r.Go(plan.At(to), "positions.done", desk.Counts{"Count": n}), nil
				}
				if !d.Add.Shows(err) {
					return page.Result{}, err
				}
			}
		}
		d.Base = r.Base(r.T("unplanned.title"), page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")})
		d.Whose = r.Whose()
		d.fill(all)
		result := r.Page(View, d)
		table := export.Table{Name: "heed-not-in-the-plan-" + string(d.Position), Head: []string{"recommendation", "position", "text", "institution"}}
		for _, row := range d.Rows {
			table.Rows = append(table.Rows, []string{row.ID, string(row.Mark.Position), row.Text, row.Asked})
		}
		result.Table = &table
		return result, nil
	}
}

func ids(all find.Plan) []heed.ID {
	out := make([]heed.ID, len(all.Measures))
	for i, m := range all.Measures {
		out[i] = m.ID
	}
	return out
}

func title(all find.Plan, id heed.ID) string {
	m, err := all.Measure(id)
	if err != nil {
		return string(id)
	}
	return m.Body.Title
}

// join lets a measure serve those recommendations that are ticked.
func join(r *desk.Request, a *app.App, all find.Plan, to heed.ID) (int, error) {
	m, err := all.Measure(to)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, name := range r.PostForm["ref"] {
		if id, err := heed.ParseRecID(name); err == nil {
			m.Body.Links = append(m.Body.Links, heed.Link{Recommendation: id, Bearing: heed.Serves})
			n++
		}
	}
	if n == 0 {
		return 0, &heed.Error{Code: heed.CodeInvalid, Op: "unplanned.join", Key: "error.nothing_chosen"}
	}
	_, err = a.Write(r.Context(), r.Actor(), app.Change{ID: to, Base: m.Number, Body: m.Body})
	return n, err
}

func (d *Data) fill(all find.Plan) {
	_, name := all.Names(d.Lang())
	d.ToSupported = d.URL("/desk/plan/unplanned")
	d.ToNoted = d.ToSupported + "?position=" + string(heed.Noted)
	shown := all.Unplanned
	if d.Position == heed.Noted {
		shown = all.NotedUnplanned
	}
	for _, u := range shown {
		row := Row{
			ID: u.ID.String(), Href: d.RecURL(u.ID.Review, u.ID.Ref), Text: u.Text, Mark: d.Mark(u.Position),
			New: d.URL("/desk/plan/new") + "?" + url.Values{"for": {u.ID.String()}}.Encode(),
		}
		if u.Assignment != nil {
			row.Asked = name(u.Assignment.Body.Lead)
		}
		d.Rows = append(d.Rows, row)
	}
}
