// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package statecalendar is the page of one State's calendar: what comes, what
// lies behind, what those who plan have published, and an address for calendar
// programs.
package statecalendar

import (
	"bytes"
	"embed"
	"slices"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
	"github.com/heed-upr/heed/internal/web/public/calendar"
)

//go:embed statecalendar.tmpl statecalendar.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "statecalendar", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Name string // the State's
	// Next says when the next review is to be expected, "" where that is not known.
	Next         string
	Coming, Past page.DayTable
	Plan         []Planned
	// Subscribe is the address for calendar programs.
	Subscribe string
}

// Planned is a day of a plan in words.
type Planned struct {
	When, What, Title, Href, Who string
	Late                         bool
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		state := heed.StateCode(strings.TrimPrefix(r.Path, "/calendar/"))
		if !refdata.Known(state) {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "statecalendar.Handler", Key: "error.address"}
		}
		answer, err := f.Calendar(r.Context(), r.Viewer, state, r.Today)
		if err != nil {
			return page.Result{}, err
		}
		d := build(r, answer)
		table := calendar.Table(d.Base, "calendar-"+string(state), answer.Days)
		result := page.Result{View: View.Name, Data: d, Twin: answer, Table: &table}
		if r.Form == page.ICS {
			if result.Files, err = d.ics(r.Today, answer); err != nil {
				return page.Result{}, err
			}
		}
		return result, nil
	}
}

func build(r *page.Request, c find.Calendar) Data {
	d := Data{Base: r.Base("")}
	d.Name = d.State(c.State)
	d.Title, d.Specimen = d.T("calendar.of", "State", d.Name), page.Invented(c.State)
	d.Crumbs = []page.Link{{Href: d.URL("/calendar"), Text: d.T("calendar.title")}, {Href: d.CalendarURL(c.State), Text: d.Name}}
	if next, ok := c.NextReview(r.Today); ok {
		d.Next = d.Expected(next)
	}
	coming := c.Coming(r.Today)
	past := slices.DeleteFunc(slices.Clone(c.Days), func(day refdata.Day) bool { return slices.Contains(coming, day) })
	slices.Reverse(past)
	d.Coming = page.DayTable{Base: d.Base, Rows: d.DayRows(coming), Of: "coming"}
	d.Past = page.DayTable{Base: d.Base, Rows: d.DayRows(past), Of: "past"}
	for _, p := range c.Plan {
		d.Plan = append(d.Plan, Planned{
			When: d.Date(p.On), What: d.T("due." + string(p.Kind)), Title: p.Title, Href: d.HistoryURL(heed.SubjectMeasure, p.Measure),
			Who: d.T("calendar.who", "Institution", p.Institution.Name(d.Lang()), "Voice", d.Voice(p.Voice)), Late: p.On < r.Today,
		})
	}
	d.Subscribe = d.Absolute(d.CalendarURL(c.State) + ".ics")
	return d
}

// kept is for how many days what lies behind stays in calendar programs.
const kept = 365

// ics gives the calendar for calendar programs.
func (d Data) ics(today heed.Date, c find.Calendar) (map[page.Form]page.File, error) {
	at, err := time.Parse(time.DateOnly, string(today))
	if err != nil {
		return nil, err
	}
	out := export.Calendar{Name: d.Title, At: at}
	for _, day := range c.Days {
		if !day.Past(today.Add(-kept)) {
			out.Events = append(out.Events, d.Event(day))
		}
	}
	for i, p := range c.Plan {
		out.Events = append(out.Events, export.Event{
			UID: d.UID(string(p.Kind), string(p.Measure), string(p.On)), From: p.On, To: p.On,
			Summary: d.Plan[i].What + ": " + p.Title, Description: d.Plan[i].Who, URL: d.Absolute(d.Plan[i].Href),
		})
	}
	var body bytes.Buffer
	if err := out.ICS(&body); err != nil {
		return nil, err
	}
	return map[page.Form]page.File{page.ICS: {Name: "heed-" + string(c.State), ContentType: export.ICSType, Body: body.Bytes()}}, nil
}
