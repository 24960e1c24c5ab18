// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// AgendaQuery chooses from the calendars of all States; what is empty chooses all.
type AgendaQuery struct {
	State    heed.StateCode
	Year     string // "2027"
	Occasion refdata.Occasion
}

// Agenda is what comes, of all States.
type Agenda struct {
	Today heed.Date `json:"today"`
	// Sessions are those to come, each with the States whose next review it holds.
	Sessions []AgendaSession `json:"sessions"`
	// Days are those to come in the order of time; of a year that is asked for, all.
	Days []refdata.Day `json:"days"`

	years  []string
	states []heed.StateCode
}

// AgendaSession is a session of the Working Group with those who are next.
type AgendaSession struct {
	Session int `json:"session"`
	refdata.Span
	Rule refdata.Rule `json:"rule"`
	// Listed are the States that a list has at the session, ByRule those whose last
	// session plus those of a cycle it is.
	Listed []heed.StateCode `json:"listed"`
	ByRule []heed.StateCode `json:"by_rule"`
}

// Years lists the years of which there is a day, and States those that have a
// calendar.
func (a Agenda) Years() []string { return a.years }

// States lists those that have a calendar, by their codes.
func (a Agenda) States() []heed.StateCode { return a.states }

// Agenda gives what comes after a day, of all States.
func (f *Finder) Agenda(ctx context.Context, viewer heed.Viewer, today heed.Date, q AgendaQuery) (Agenda, error) {
	all, err := f.Calendars(ctx, viewer, today)
	if err != nil {
		return Agenda{}, err
	}
	out := Agenda{Today: today, Sessions: []AgendaSession{}, Days: []refdata.Day{}}
	years := map[string]bool{}
	for _, c := range all {
		out.states = append(out.states, c.State)
		for _, d := range c.Days {
			years[string(d.From[:4])], years[string(d.To[:4])] = true, true
		}
		if q.State == "" || q.State == c.State {
			out.add(c, q)
		}
	}
	for y := range years {
		out.years = append(out.years, y)
	}
	slices.Sort(out.years)
	slices.SortFunc(out.Sessions, func(a, b AgendaSession) int { return cmp.Compare(a.Session, b.Session) })
	slices.SortStableFunc(out.Days, func(a, b refdata.Day) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out, nil
}

// add adds one calendar.
func (a *Agenda) add(c Calendar, q AgendaQuery) {
	days := c.Coming(a.Today)
	if q.Year != "" {
		days = c.Days
	}
	for _, d := range days {
		if (q.Year == "" || d.Touches(q.Year)) && (q.Occasion == "" || q.Occasion == d.Occasion) {
			a.Days = append(a.Days, d)
		}
	}
	next, ok := c.NextReview(a.Today)
	if !ok || q.Year != "" && !next.Touches(q.Year) {
		return
	}
	i := slices.IndexFunc(a.Sessions, func(s AgendaSession) bool { return s.Session == next.Session })
	if i < 0 {
		days, rule := refdata.SessionDays(next.Session)
		i, a.Sessions = len(a.Sessions), append(a.Sessions, AgendaSession{Session: next.Session, Span: days, Rule: rule, Listed: []heed.StateCode{}, ByRule: []heed.StateCode{}})
	}
	if next.Listed {
		a.Sessions[i].Listed = append(a.Sessions[i].Listed, c.State)
	} else {
		a.Sessions[i].ByRule = append(a.Sessions[i].ByRule, c.State)
	}
}
