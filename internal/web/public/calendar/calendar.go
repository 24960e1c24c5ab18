// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package calendar is the page of what comes: the sessions, each with the States
// whose next review it holds, and every day of every State's calendar in the
// order of time.
package calendar

import (
	"embed"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed calendar.tmpl calendar.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "calendar", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Sessions []Session
	Picks    []Pick
	// Days are those on this page, Total how many there are.
	Days  page.DayTable
	Total int
	Pager page.Pager
}

// Session is a session to come with those who are next.
type Session struct {
	Anchor, Name, When, Left, Basis string
	Certainty                       refdata.Certainty
	Groups                          []Group
}

// Group is States that are next for the same reason.
type Group struct {
	Why    string
	States []page.Link
}

// Pick is a filter of which one value is chosen.
type Pick struct {
	Name, Label, All string
	Options          []desk.Option
}

// pageRows is how many days a page holds.
const pageRows = 50

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		q, turn, err := query(r.URL.Query())
		if err != nil {
			return page.Result{}, err
		}
		if tidy, changed := r.Tidied(); changed {
			return tidy, nil
		}
		answer, err := f.Agenda(r.Context(), r.Viewer, r.Today, q)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.Words.T("calendar.heading")), Total: len(answer.Days)}
		d.Crumbs = []page.Link{{Href: d.URL("/calendar"), Text: d.T("calendar.title")}}
		for _, s := range answer.Sessions {
			d.Sessions = append(d.Sessions, d.session(s))
		}
		d.picks(answer, q)
		if err := d.turn(answer.Days, r.FirstPage(turn)); err != nil {
			return page.Result{}, err
		}
		table := Table(d.Base, "calendar", answer.Days)
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: &table}, nil
	}
}

// query reads the address.
func query(values url.Values) (find.AgendaQuery, find.Query, error) {
	var q find.AgendaQuery
	turn, err := page.Asked(nil, values, func(name, value string) bool {
		switch name {
		case "state":
			q.State = heed.StateCode(value)
			return refdata.Known(q.State)
		case "year":
			q.Year = value
			n, err := strconv.Atoi(value)
			return err == nil && n >= 1000 && n <= 9999
		case "occasion":
			q.Occasion = refdata.Occasion(value)
			return slices.Contains(refdata.Occasions, q.Occasion)
		}
		return false
	})
	return q, turn, err
}

// session puts a session into words.
func (d Data) session(s find.AgendaSession) Session {
	day := refdata.Day{Session: s.Session, Span: s.Span, Rule: s.Rule, Certainty: refdata.Estimated}
	if day.Rule == refdata.RuleSession {
		day.Certainty = refdata.Official
	}
	out := Session{
		Anchor: "s" + strconv.Itoa(s.Session), Name: d.T("calendar.session", "Session", s.Session), When: d.Stretch(s.Span), Left: d.Left(day),
		Basis: d.T("calendar_rule."+string(s.Rule), "Session", s.Session, "Source", ""), Certainty: day.Certainty,
	}
	for _, g := range []struct {
		key    string
		states []heed.StateCode
	}{{"calendar.states_listed", s.Listed}, {"calendar.states_by_rule", s.ByRule}} {
		if len(g.states) == 0 {
			continue
		}
		group := Group{Why: d.T(g.key, "Of", refdata.SessionsPerCycle)}
		for _, state := range g.states {
			group.States = append(group.States, page.Link{Href: d.CalendarURL(state), Text: d.State(state)})
		}
		byName := d.ByName()
		slices.SortFunc(group.States, func(a, b page.Link) int { return byName(a.Text, b.Text) })
		out.Groups = append(out.Groups, group)
	}
	return out
}

// picks makes the filters.
func (d *Data) picks(a find.Agenda, q find.AgendaQuery) {
	states := Pick{Name: "state", Label: d.T("calendar.state"), All: d.T("filter.all")}
	for _, s := range a.States() {
		states.Options = append(states.Options, desk.Option{Value: string(s), Text: d.State(s), Selected: s == q.State})
	}
	byName := d.ByName()
	slices.SortFunc(states.Options, func(x, y desk.Option) int { return byName(x.Text, y.Text) })
	years := Pick{Name: "year", Label: d.T("calendar.year"), All: d.T("filter.all")}
	for _, y := range a.Years() {
		years.Options = append(years.Options, desk.Option{Value: y, Text: y, Selected: y == q.Year})
	}
	what := Pick{Name: "occasion", Label: d.T("calendar.occasion"), All: d.T("filter.all")}
	for _, o := range refdata.Occasions {
		what.Options = append(what.Options, desk.Option{Value: string(o), Text: d.Occasion(o), Selected: o == q.Occasion})
	}
	d.Picks = []Pick{states, years, what}
}

// turn takes the days of one page.
func (d *Data) turn(days []refdata.Day, q find.Query) error {
	pages := max(1, (len(days)+pageRows-1)/pageRows)
	if q.Page > pages {
		return &heed.Error{Code: heed.CodeNotFound, Op: "calendar.turn", Key: "error.page_beyond", Args: []string{"Page", strconv.Itoa(q.Page), "Pages", strconv.Itoa(pages)}}
	}
	from := (max(1, q.Page) - 1) * pageRows
	d.Days = page.DayTable{Base: d.Base, Rows: d.DayRows(days[from:min(len(days), from+pageRows)]), Of: "days", States: true}
	d.Pager = d.PagerOf(page.List{Query: q, Total: len(days), Pages: pages}, func(to find.Query) string {
		values := maps.Clone(d.Query)
		values.Set("page", strconv.Itoa(to.Page))
		return d.URL(d.Path) + "?" + values.Encode() + "#days"
	})
	d.Pager.All, d.Pager.AllText = "", "" // whole, it would be far too long
	return nil
}

// tableHead names the columns; programs read them, so they are the same in every
// language.
var tableHead = []string{"state", "state_name", "cycle", "session", "occasion", "from", "to", "certainty", "rule", "source", "listed", "done", "basis"}

// Table gives days for spreadsheets.
func Table(b page.Base, name string, days []refdata.Day) export.Table {
	t := export.Table{Name: name, Head: tableHead}
	for _, d := range days {
		done := ""
		if d.Done != nil && !d.Announced {
			done = d.Done.Title
		}
		t.Rows = append(t.Rows, []string{
			string(d.State), refdata.Name(d.State, "en", refdata.Short), strconv.Itoa(d.Cycle), strconv.Itoa(d.Session), string(d.Occasion), string(d.From), string(d.To),
			string(d.Certainty), string(d.Rule), d.Source.Title, strconv.FormatBool(d.Listed), done, b.Basis(d),
		})
	}
	return t
}
