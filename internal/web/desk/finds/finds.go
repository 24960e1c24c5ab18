// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package finds is the queue of what was found in feeds that are watched. Each is
// a proposal: a person takes it up as evidence, or declines it, several at once.
package finds

import (
	"embed"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed finds.tmpl finds.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "finds", Files: files, Data: Data{}}

// Path is the address of the queue.
const Path = "/desk/finds"

// Of is the address of the finds of one feed.
func Of(feed heed.ID) string { return Path + "?feed=" + string(feed) }

// At is the address of one find.
func At(id heed.ID) string { return Path + "/" + string(id) }

// Data is what the template prints.
type Data struct {
	page.Base
	Picks []Pick
	Rows  []Row
	// Total is how many fit, of which not all may be shown.
	Total int
	// Reason and Form are those by which the chosen are declined; nil where nothing
	// waits that the reader may decide.
	Form *desk.Form

	feed    heed.ID
	outcome heed.FindOutcome
}

// Pick is a filter of which one value is chosen.
type Pick struct {
	Name, Label, All string
	Options          []desk.Option
}

// Row is a find in words.
type Row struct {
	Title, Href, Link, Host, Text, Day, Feed, Themes, Outcome, Reason string
	// Value names it in the form; "" where nothing can be decided.
	Value string
	// Take is where it is taken up.
	Take   string
	Chosen bool
}

// most is how many are shown at once.
const most = 50

// Value names a find and the version of it that somebody has seen.
func Value(v heed.Version) string { return string(v.ID) + "/" + strconv.Itoa(v.Number) }

// Parse reads what Value has written.
func Parse(value string) (app.SeenFind, bool) {
	id, number, _ := strings.Cut(value, "/")
	n, err := strconv.Atoi(number)
	return app.SeenFind{ID: heed.ID(id), Base: n}, err == nil && heed.ID(id).Valid()
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := f.Watching(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{feed: heed.ID(r.URL.Query().Get("feed")), outcome: heed.FindOutcome(r.URL.Query().Get("outcome"))}
		if d.outcome == "" {
			d.outcome = heed.FindOpen
		}
		if !slices.Contains(heed.FindOutcomes, d.outcome) {
			return page.Result{}, &heed.Error{Code: heed.CodeInvalid, Op: "finds.Handler", Key: "error.filter", Args: []string{"Name", "outcome", "Value", string(d.outcome)}}
		}
		if policy.Allow(r.Actor(), policy.Watch) == nil && d.outcome == heed.FindOpen {
			if done, err := d.decline(r, a); err != nil || done.Redirect != "" {
				return done, err
			}
		}
		d.Base = r.Base(r.T("finds.title"), page.Link{Href: r.Prefix + "/desk/evidence", Text: r.T("desk.evidence")}, page.Link{Href: r.Prefix + "/desk/feeds", Text: r.T("feeds.title")})
		d.fill(r, all)
		return r.Page(View, d), nil
	}
}

// decline is the form by which those that are chosen are declined.
func (d *Data) decline(r *desk.Request, a *app.App) (page.Result, error) {
	reason := ""
	d.Form = r.Form("decline", "finds.decline")
	d.Form.Text(&reason, "reason").Must().Help("finds.reason_help")
	if !d.Form.Sent() {
		return page.Result{}, nil
	}
	var of []app.SeenFind
	for _, value := range r.PostForm["thing"] {
		seen, ok := Parse(value)
		if !ok {
			d.Form.Shows(&heed.Error{Code: heed.CodeInvalid, Op: "finds.decline", Key: "error.nothing_chosen"})
			return page.Result{}, nil
		}
		of = append(of, seen)
	}
	err := a.DecideFinds(r.Context(), r.Actor(), heed.FindDeclined, reason, of...)
	if err == nil {
		back := Path
		if d.feed != "" {
			back = Of(d.feed)
		}
		return r.Go(back, "finds.said.declined", desk.Counts{"Count": len(of)}), nil
	}
	if d.Form.Shows(err) {
		err = nil
	}
	return page.Result{}, err
}

// fill lists what fits, the latest first.
func (d *Data) fill(r *desk.Request, all find.Watching) {
	names := map[heed.ID]string{}
	var ids []heed.ID
	for _, w := range all.Feeds {
		names[w.ID] = w.Body.Name
		ids = append(ids, w.ID)
	}
	waits := false
	for _, n := range all.Finds {
		if n.Body.Outcome != d.outcome || d.feed != "" && n.Body.Feed != d.feed {
			continue
		}
		if d.Total++; len(d.Rows) < most {
			row := d.row(r, n, names)
			waits = waits || row.Value != ""
			d.Rows = append(d.Rows, row)
		}
	}
	if d.Form != nil && !waits && !d.Form.Failed() {
		d.Form = nil
	}
	d.Picks = []Pick{
		pick("feed", d.T("subject.feed"), d.T("filter.all"), d.feed, ids, func(id heed.ID) string { return names[id] }),
		pick("outcome", d.T("field.outcome"), "", d.outcome, heed.FindOutcomes, func(o heed.FindOutcome) string { return d.T("find_outcome." + string(o)) }),
	}
}

func pick[T ~string](name, label, all string, chosen T, of []T, word func(T) string) Pick {
	p := Pick{Name: name, Label: label, All: all}
	for _, v := range of {
		p.Options = append(p.Options, desk.Option{Value: string(v), Text: word(v), Selected: v == chosen})
	}
	return p
}

func (d *Data) row(r *desk.Request, n find.Held[heed.Find], names map[heed.ID]string) Row {
	row := Row{Title: n.Body.Title, Href: d.URL(At(n.ID)), Link: n.Body.Link, Text: n.Body.Text, Feed: names[n.Body.Feed], Outcome: d.T("find_outcome." + string(n.Body.Outcome)), Reason: n.Body.Reason, Host: Host(n.Body.Link)}
	if n.Body.Day != "" {
		row.Day = d.Date(n.Body.Day)
	}
	themes, _ := find.FindThemes(n.Body)
	words := make([]string, 0, len(themes))
	for _, t := range themes {
		words = append(words, d.T(t.Key()))
	}
	row.Themes = strings.Join(words, ", ")
	if n.Body.Outcome == heed.FindOpen && policy.AllowOn(r.Actor(), policy.Watch, policy.Of(n.Version)) == nil {
		row.Value, row.Take = Value(n.Version), d.URL("/desk/evidence/new")+"?find="+string(n.ID)
		row.Chosen = slices.Contains(r.PostForm["thing"], row.Value)
	}
	return row
}

// Host is the name of the server of an address.
func Host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}
