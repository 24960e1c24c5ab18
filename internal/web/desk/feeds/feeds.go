// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package feeds is the list of the feeds that are watched: when each was looked at
// last, what was wrong, and how much was found.
package feeds

import (
	"embed"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/feed"
	"github.com/heed-upr/heed/internal/web/desk/finds"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed feeds.tmpl feeds.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "feeds", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	New       string // an address, "" for who may not
	FindsHref string
	// Open is how many finds wait.
	Open int
	// Off says that Heed does not go out here.
	Off  bool
	Rows []Row
}

// Row is a feed in words.
type Row struct {
	Name, Href, Course, Looked, Problem, Finds string
	// Waits leads to those of its finds that wait.
	Waits page.Link
	Off   bool // it is not looked at
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := f.Watching(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.T("feeds.title"), page.Link{Href: r.Prefix + "/desk/evidence", Text: r.T("desk.evidence")}), Off: a.Feeds == nil}
		if policy.Allow(r.Actor(), policy.Watch) == nil {
			d.New = d.URL(feed.New)
		}
		d.FindsHref = d.URL(finds.Path)
		for _, w := range all.Feeds {
			d.Open += w.Open
			d.Rows = append(d.Rows, d.row(w))
		}
		return r.Page(View, d), nil
	}
}

func (d *Data) row(w find.WatchedFeed) Row {
	row := Row{Name: w.Body.Name, Href: d.URL(feed.At(w.ID)), Course: d.T("feed_course." + string(w.Body.Course)), Finds: d.T("feeds.finds", "Count", w.Finds), Off: w.Body.Course != heed.FeedWatched}
	row.Looked, row.Problem = feed.Looked(d.Base, w.Look), feed.Problem(d.Base, w.Look)
	if w.Open > 0 {
		row.Waits = page.Link{Href: d.URL(finds.Of(w.ID)), Text: d.T("feeds.waiting", "Count", w.Open)}
	}
	return row
}
