// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package work is the first page of the desk: everything that waits on who has
// signed in, the most urgent first, each with where to do it; and who one is
// here.
package work

import (
	"cmp"
	"embed"
	"net/url"
	"slices"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/assess"
	"github.com/heed-upr/heed/internal/web/desk/finds"
	"github.com/heed-upr/heed/internal/web/desk/many"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed work.tmpl work.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "work", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Account heed.Account
	// Total is how much waits, of every kind.
	Total  int
	Groups []Group
	// Ways are pages on which there is something to do where nothing waits.
	Ways []page.Link
}

// Group is what waits for the same reason.
type Group struct {
	Kind  find.TaskKind
	Count int
	Rows  []Row
	// More leads to all of them; "" where all are here.
	More string
	// Many is where something is done to several at once; "" where it is done one by
	// one.
	Many string
}

// Row is one thing that waits.
type Row struct {
	Title, Href, Kind, Since, Due, Note string
	Late                                bool
	// Value names it in the form of those that are chosen.
	Value string
}

// most is how many of a kind are shown beside the others.
const most = 10

// Handler serves the page. It shows some of each kind, or all of the one that
// the address names.
func Handler(f *find.Finder, now func() time.Time) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		kind := find.TaskKind(r.URL.Query().Get("kind"))
		if kind != "" && !slices.Contains(find.TaskKinds, kind) {
			return page.Result{}, &heed.Error{Code: heed.CodeInvalid, Op: "work.Handler", Key: "error.filter", Args: []string{"Name", "kind", "Value", string(kind)}}
		}
		q, err := f.Tasks(r.Context(), r.Viewer, now())
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.T("desk.work")), Account: r.Account, Total: len(q.Tasks)}
		for _, c := range q.Counts {
			if kind == "" || kind == c.Value {
				d.Groups = append(d.Groups, d.group(r, q, c, kind != ""))
			}
		}
		for _, l := range desk.Links(r.Actor()) {
			if l.Path != "/desk" {
				d.Ways = append(d.Ways, page.Link{Href: d.URL(l.Path), Text: d.T(l.Key)})
			}
		}
		return r.Page(View, d), nil
	}
}

func (d Data) group(r *desk.Request, q find.Queue, c find.Count[find.TaskKind], all bool) Group {
	g := Group{Kind: c.Value, Count: c.Count}
	if at := many.At(c.Value); at != "" && c.Count > 1 {
		g.Many = d.URL(at)
	}
	for _, t := range q.Of(c.Value) {
		if len(g.Rows) == most && !all {
			g.More = d.more(c.Value)
			break
		}
		g.Rows = append(g.Rows, d.row(r, t))
	}
	return g
}

// more is where all of a kind are; finds are decided where they are listed.
func (d Data) more(kind find.TaskKind) string {
	if kind == find.TaskFind {
		return d.URL(finds.Path)
	}
	return d.URL("/desk") + "?" + url.Values{"kind": {string(kind)}}.Encode()
}

// place is the part of a thing's page at which a task is done.
func place(t find.Task) string {
	switch t.Kind {
	case find.TaskReturned, find.TaskReview, find.TaskPublish, find.TaskDraft:
		return "#way"
	case find.TaskComment:
		return "#" + desk.TalkAt(t.On)
	}
	return ""
}

func (d Data) row(r *desk.Request, t find.Task) Row {
	since := d.Day(t.Since)
	if t.Kind == find.TaskMilestone || t.Kind == find.TaskOverdue || t.Kind == find.TaskReport {
		since = "" // when it was due, it began to wait
	}
	at := desk.At(t.On, t.Says) + place(t)
	if t.Kind == find.TaskRequest {
		at = assess.AnswerAt(t.On) // where one says what became of it
	}
	return Row{
		Title: cmp.Or(page.Called(t.Says, d.Lang()), t.On.String()), Href: r.Prefix + at, Kind: desk.KindName(d.Base, t.On.Kind),
		Since: since, Due: dated(d.Base, t.Due), Late: t.Due != "" && t.Due < r.Today, Note: t.Note, Value: many.Value(t),
	}
}

func dated(b page.Base, day heed.Date) string {
	if day == "" {
		return ""
	}
	return b.Date(day)
}
