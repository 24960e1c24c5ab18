// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/refdata"
)

// CalendarURL is the calendar of a State.
func (b Base) CalendarURL(state heed.StateCode) string { return b.URL("/calendar/" + string(state)) }

// Stretch puts a stretch of days into words.
func (b Base) Stretch(s refdata.Span) string { return b.words.Span(s.From, s.To) }

// Certainties lists how sure a day can be, the surest first.
func (b Base) Certainties() []refdata.Certainty { return refdata.Certainties }

// Occasion says what a day of a calendar is for.
func (b Base) Occasion(o refdata.Occasion) string { return b.T("occasion." + string(o)) }

// Basis says on what basis a day of a calendar is given: the rule or source of the
// day, then that of the session.
func (b Base) Basis(d refdata.Day) string {
	text := b.T("calendar_rule."+string(d.Rule), "Session", d.Session, "Source", d.Source.Title)
	if d.Rule == refdata.RulePrinted {
		return text
	}
	key := "calendar.by_rule"
	switch {
	case d.Listed:
		key = "calendar.listed"
	case d.Counted > 0:
		key = "calendar.by_steps"
	}
	return text + " " + b.T(key, "Session", d.Session, "Last", d.Counted, "Source", d.Source.Title, "Of", refdata.SessionsPerCycle)
}

// Expected says when a review that is to come is to be expected, on what basis,
// and how much time that leaves.
func (b Base) Expected(d refdata.Day) string {
	key := "state.next"
	switch {
	case d.Listed:
		key = "brief.planned"
	case d.Counted > 0:
		key = "state.next_counted"
	}
	text := b.T(key, "Session", d.Session, "Last", d.Counted, "Cycle", d.Cycle, "When", b.Stretch(d.Span), "Of", refdata.SessionsPerCycle)
	return text + " " + b.T("calendar.leaves", "Left", b.Left(d))
}

// After tells of the review that came after another, or when it is or was to be
// expected, and who says so; "" where nothing is known of its day.
func (b Base) After(d refdata.Day) (text, source string) {
	switch {
	case !d.Given():
		return "", ""
	case d.Done != nil && d.From == d.To && d.Certainty == refdata.Official:
		return b.T("brief.followed", "Date", b.words.DateOn(d.From), "Cycle", d.Cycle), d.Source.Title
	case d.Done != nil:
		return "", ""
	case d.Past(b.today):
		return b.T("brief.was_expected", "Session", d.Session, "Cycle", d.Cycle, "When", b.Stretch(d.Span)), ""
	case d.Listed:
		return b.Expected(d), d.Source.Title
	}
	return b.Expected(d), ""
}

// Left says how much time there is until a day of a calendar: in days where it is
// near, and in months. Whether what no source has set is going on, nobody can tell;
// and its last day is no deadline.
func (b Base) Left(d refdata.Day) string {
	from, to := daysBetween(b.today, d.From), daysBetween(b.today, d.To)
	switch {
	case to < 0:
		return b.T("left.over")
	case from == 0 && to == 0:
		return b.T("left.today")
	case from <= 0 && d.Certainty != refdata.Official:
		return b.T("left.perhaps")
	case from <= 0:
		return b.T("left.now", "Date", b.Date(d.To))
	case to <= nearDays && from == to:
		return b.T("left.days", "Count", to)
	case to <= nearDays:
		return b.T("left.days_between", "From", from, "Count", to)
	}
	first, _ := monthsBetween(b.today, d.From)
	last, more := monthsBetween(b.today, d.To)
	if more {
		last++
	}
	if first == last {
		return b.T("left.months", "Count", last)
	}
	return b.T("left.months_between", "From", first, "Count", last)
}

// nearDays is up to how many days ahead days are counted.
const nearDays = 60

// monthsBetween counts the whole months from one day to another, and says whether
// there are days more.
func monthsBetween(from, to heed.Date) (months int, more bool) {
	a, _ := time.Parse(time.DateOnly, string(from))
	b, _ := time.Parse(time.DateOnly, string(to)) // both are days of a calendar
	months = 12*(b.Year()-a.Year()) + int(b.Month()) - int(a.Month())
	if b.Day() < a.Day() {
		return months - 1, true
	}
	return months, b.Day() > a.Day()
}

// daysBetween counts the days from one day to another.
func daysBetween(from, to heed.Date) int {
	a, _ := time.Parse(time.DateOnly, string(from))
	b, _ := time.Parse(time.DateOnly, string(to)) // both are days of a calendar
	return int(b.Sub(a).Hours() / 24)
}

// DayRow is a day of a calendar in words; the part "days" prints a table of them.
type DayRow struct {
	refdata.Day
	When, Left, What, Basis string
	// State is its State's name, and Href leads to that State's calendar.
	State, Href string
	// Told says that it has come about, and by which source; Silent that it is over
	// and nothing here tells.
	Told   string
	Silent bool
}

// DayRows puts days into words.
func (b Base) DayRows(days []refdata.Day) []DayRow {
	out := make([]DayRow, 0, len(days))
	for _, d := range days {
		row := DayRow{
			Day: d, When: b.Stretch(d.Span), What: b.Occasion(d.Occasion), Basis: b.Basis(d), State: b.State(d.State), Href: b.CalendarURL(d.State),
			Silent: d.Done == nil && d.Past(b.today),
		}
		if d.Done == nil && !row.Silent {
			row.Left = b.Left(d)
		}
		if d.Done != nil {
			key := "calendar.told"
			if d.Announced {
				key = "calendar.announced"
			}
			row.Told = b.T(key, "Source", d.Done.Title)
		}
		out = append(out, row)
	}
	return out
}

// DayTable is a table of days with what is said over it.
type DayTable struct {
	Base
	Rows []DayRow
	// Of is the heading that names the table; States says that there are several.
	Of     string
	States bool
}

// Event is a day of a State's calendar for calendar programs.
func (b Base) Event(d refdata.Day) export.Event {
	return export.Event{
		UID: b.UID(string(d.Occasion), string(d.State), strconv.Itoa(d.Cycle)), From: d.From, To: d.To,
		Summary:     b.T("calendar.event", "State", b.State(d.State), "What", b.Occasion(d.Occasion), "Sure", b.T("certainty."+string(d.Certainty))),
		Description: b.Basis(d), URL: b.Absolute(b.CalendarURL(d.State)), Tentative: d.Certainty != refdata.Official,
	}
}

// UID names an event of a calendar in a way that nobody else's is named.
func (b Base) UID(parts ...string) string {
	host := "heed.invalid"
	if at, err := url.Parse(b.site.BaseURL); err == nil && at.Hostname() != "" {
		host = at.Hostname()
	}
	return strings.Join(parts, "-") + "@" + host
}
