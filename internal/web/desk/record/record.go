// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package record is the page of who looks after the public record: what was
// proposed by program and waits for a person.
package record

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed record.tmpl record.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "record", Files: files, Data: Data{}}

// Path is where the page of one recommendation stands under.
const Path = "/desk/record/"

// Data is what the template prints.
type Data struct {
	page.Base
	Waiting []Waiting
	Go      *desk.Form
}

// Waiting is a label that waits for a decision.
type Waiting struct {
	find.Queued
	Href, Name string
	Words      []string
}

// most is how many that wait are shown: the rest comes once they are decided.
const most = 20

// Handler serves the page.
func Handler(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if err := policy.Allow(r.Actor(), policy.Decide); err != nil {
			return page.Result{}, err
		}
		d := Data{Go: r.Form("go", "record.open")}
		name := ""
		d.Go.Text(&name, "recommendation").Must().Help("record.open_help")
		if d.Go.Sent() {
			id, err := heed.ParseRecID(name)
			if err == nil {
				_, err = f.Recommendation(r.Context(), r.Viewer, id)
			}
			if err == nil {
				return r.Go(Path+id.String(), ""), nil
			}
			if !d.Go.Shows(err) {
				return page.Result{}, err
			}
		}
		queue, err := f.Queue(r.Context(), r.Viewer, heed.ReviewID{}, most)
		if err != nil {
			return page.Result{}, err
		}
		d.Base = r.Base(r.T("desk.record"))
		for _, q := range queue {
			w := Waiting{Queued: q, Href: d.URL(Path + q.ID.String()), Name: Name(d.Base, q.Label)}
			if q.Proposal != nil {
				for _, at := range q.Proposal.Words {
					w.Words = append(w.Words, q.Text[at[0]:at[1]])
				}
			}
			d.Waiting = append(d.Waiting, w)
		}
		return r.Page(View, d), nil
	}
}

// Name is what a label is called.
func Name(b page.Base, l find.Label) string {
	if l.Kind == heed.LabelAct {
		return b.Value(find.ByAct, l.Label)
	}
	return b.Value(find.ByIssue, l.Label)
}
