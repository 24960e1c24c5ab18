// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package logbook is the page on which an auditor looks into the log: every entry
// on what they may see, the newest first, with who made it and which checkpoint
// covers it.
package logbook

import (
	"embed"
	"math"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed logbook.tmpl logbook.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "logbook", Files: files, Data: Data{}}

// Path is the address of the page.
const Path = "/desk/log"

// most is how many entries a page has.
const most = 100

// Data is what the template prints.
type Data struct {
	page.Base
	Lines []Line
	// Newest and Older lead on; "" where there is nothing more.
	Newest, Older string
}

// Line is an entry in words.
type Line struct {
	Position, At, Kind, Thing, Href, Who, Checkpoint string
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		before, given := int64(math.MaxInt64), r.URL.Query().Get("before")
		if given != "" {
			n, err := strconv.ParseInt(given, 10, 64)
			if err != nil || n < 0 {
				return page.Result{}, &heed.Error{Code: heed.CodeInvalid, Op: "logbook.Handler", Key: "error.filter", Args: []string{"Name", "before", "Value", given}}
			}
			before = n
		}
		all, err := f.Log(r.Context(), r.Viewer, before, most)
		if err != nil {
			return page.Result{}, err
		}
		positions := make([]int64, len(all.Lines))
		for i, l := range all.Lines {
			positions[i] = l.Position
		}
		days, err := a.Covering(r.Actor(), positions...)
		if err != nil {
			return page.Result{}, err
		}
		names, err := a.Names(r.Context(), r.Actor())
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.T("log.title"))}
		for i, l := range all.Lines {
			line := d.line(l, names)
			if line.Checkpoint = d.T("log.no_checkpoint"); days[i] != "" {
				line.Checkpoint = d.Date(days[i])
			}
			d.Lines = append(d.Lines, line)
		}
		if given != "" {
			d.Newest = d.URL(Path)
		}
		if all.Next >= 0 {
			d.Older = d.URL(Path) + "?before=" + strconv.FormatInt(all.Next, 10)
		}
		return r.Page(View, d), nil
	}
}

// line puts an entry into words.
func (d *Data) line(l find.LogLine, names map[string]string) Line {
	out := Line{Position: strconv.FormatInt(l.Position, 10), At: d.Moment(l.At), Kind: d.T("log.kind." + string(l.Kind)), Who: d.T("log.program")}
	switch {
	case l.Withheld:
		out.Who = d.T("log.withheld")
	case l.Role != "":
		out.Who = d.Role(l.Role)
	}
	if l.Who != "" {
		out.Who = desk.Who(names, l.Who) + ", " + out.Who
	}
	switch {
	case l.Erased:
		out.Thing = d.T("log.erased")
	case l.Version != nil:
		v := l.Version
		out.Kind = d.T("subject." + string(v.Kind))
		out.Thing = d.T("log.version", "Thing", page.Called(v.Says, d.Lang()), "Number", v.Number, "Step", d.Step(v.Step))
		out.Href = d.URL(desk.HistoryAt(v.Subject))
	case l.Kind == heed.EntryAccount:
		whose := d.T("log.nobody_yet")
		if l.Whose != "" {
			whose = desk.Who(names, l.Whose)
		}
		out.Thing = d.T("log.account", "Whose", whose, "Role", d.Role(l.Given), "Did", desk.Did(d.Base, l.Did))
	case l.Ref != "":
		if l.Withdrawn {
			out.Kind = d.T("log.translation_withdrawn")
		}
		out.Thing, out.Href = heed.RecID{Review: l.Review, Ref: l.Ref}.String(), d.RecURL(l.Review, l.Ref)
	case l.Review.Known():
		out.Thing, out.Href = l.Review.String(), d.ReviewURL(l.Review)
	}
	return out
}
