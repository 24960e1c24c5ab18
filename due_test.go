// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
)

// days names them for the table.
type days = []heed.Date

// What a schedule waits for, by what was said and when one looks.
func TestSchedule_Open(t *testing.T) {
	quarterly := heed.Schedule{Every: heed.EveryQuarter, From: "2026-03-31"}
	for name, c := range map[string]struct {
		s       heed.Schedule
		reports days
		on      heed.Date
		want    days
	}{
		"long before the first":                  {quarterly, nil, "2025-01-01", days{"2026-03-31"}},
		"said years before it began":             {quarterly, days{"2024-05-05"}, "2026-01-01", days{"2026-03-31"}},
		"early, within its period":               {quarterly, days{"2026-02-01"}, "2026-03-01", nil},
		"on the day":                             {quarterly, days{"2026-03-31"}, "2026-03-31", days{"2026-06-30"}},
		"nothing said":                           {quarterly, nil, "2026-07-05", days{"2026-06-30", "2026-09-30"}},
		"late, and it counts for that":           {quarterly, days{"2026-07-04"}, "2026-07-05", days{"2026-09-30"}},
		"late, and then for the next":            {quarterly, days{"2026-08-01", "2026-07-04"}, "2026-08-05", nil},
		"once after several that were due":       {quarterly, days{"2027-02-01"}, "2027-02-02", days{"2027-03-31"}},
		"what is said in the future counts then": {quarterly, days{"2026-09-01"}, "2026-07-01", days{"2026-06-30", "2026-09-30"}},
		"the last of the month, each month":      {heed.Schedule{Every: heed.EveryMonth, From: "2026-01-31"}, nil, "2026-03-01", days{"2026-02-28", "2026-03-31"}},
		"after the end":                          {heed.Schedule{Every: heed.EveryYear, From: "2026-01-01", Until: "2027-06-30"}, days{"2026-01-01"}, "2029-01-01", days{"2027-01-01"}},
		"in a leap year":                         {heed.Schedule{Every: heed.EveryYear, From: "2024-02-29"}, nil, "2026-03-01", days{"2026-02-28", "2027-02-28"}},
		"half a year":                            {heed.Schedule{Every: heed.EveryHalfYear, From: "2026-08-31"}, nil, "2027-02-27", days{"2026-08-31", "2027-02-28"}},
		"no period":                              {heed.Schedule{From: "2026-01-01"}, nil, "2026-03-01", nil},
	} {
		if d := cmp.Diff(c.want, c.s.Open(c.reports, "", c.on)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// Whatever the day, what is waited for lies about it in the right order.
func FuzzSchedule_Around(f *testing.F) {
	f.Add("2026-01-31", "2026-03-01", 0)
	f.Add("2024-02-29", "1999-12-31", 3)
	f.Fuzz(func(t *testing.T, from, on string, period int) {
		s := heed.Schedule{Every: heed.Periods[((period%4)+4)%4], From: heed.Date(from)}
		day := heed.Date(on)
		if s.Check() != nil || !day.Valid() || day > "2999-12-31" {
			return
		}
		before, last, next := s.Around(day)
		if last > day || next != "" && next <= day || last != "" && (before >= last || s.Begins(last) != before) || last == "" && next != s.From {
			t.Errorf("about %s of %+v: %s, %s, %s", day, s, before, last, next)
		}
	})
}

func account(id heed.ID, role heed.Role, institution heed.ID) heed.Account {
	return heed.Account{ID: id, Pseudonym: "p-" + string(id), Role: role, Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: institution}}
}

// Who is reminded at which rung, by the days between due date and today.
func TestDue_Ladder(t *testing.T) {
	clerk, chief, lead := account("clerk", heed.Contributor, "justice"), account("chief", heed.FocalPoint, "justice"), account("lead", heed.Coordinator, "mfa")
	other, abroad, gone := account("other", heed.FocalPoint, "health"), account("abroad", heed.Coordinator, "mfa"), account("gone", heed.FocalPoint, "justice")
	abroad.State, gone.Suspended = "XVB", true
	all := []heed.Account{other, abroad, gone, lead, chief, clerk}
	due := heed.Due{Kind: heed.DueMilestone, On: "2026-03-31", Side: clerk.Side, Person: "p-clerk"}
	type ids = []heed.ID
	for _, c := range []struct {
		on    heed.Date
		days  int
		whom  ids
		alone []heed.Account // where only these have accounts
		then  ids
	}{
		{"2026-03-16", 0, nil, nil, nil},
		{"2026-03-17", -14, ids{"clerk"}, []heed.Account{lead, chief}, ids{"chief"}},
		{"2026-03-27", -14, ids{"clerk"}, []heed.Account{lead, other}, ids{"lead"}},
		{"2026-03-28", -3, ids{"clerk"}, []heed.Account{other, abroad}, nil},
		{"2026-03-31", 0, ids{"clerk"}, []heed.Account{gone, lead}, ids{"lead"}},
		{"2026-04-06", 0, ids{"clerk"}, nil, nil},
		{"2026-04-07", 7, ids{"clerk", "chief"}, []heed.Account{clerk, lead}, ids{"clerk"}},
		{"2026-04-20", 7, ids{"clerk", "chief"}, []heed.Account{lead}, ids{"lead"}},
		{"2026-04-21", 21, ids{"clerk", "chief", "lead"}, []heed.Account{lead, chief}, ids{"chief", "lead"}},
		{"2031-01-01", 21, ids{"clerk", "chief", "lead"}, nil, nil},
	} {
		rung, ok := due.Rung(c.on)
		if !ok {
			if c.whom != nil {
				t.Errorf("%s: no rung", c.on)
			}
			continue
		}
		if d := cmp.Diff(c.whom, due.Reminds(rung, all)); d != "" || rung.Days != c.days {
			t.Errorf("%s: rung %d %s", c.on, rung.Days, d)
		}
		if d := cmp.Diff(c.then, due.Reminds(rung, c.alone)); d != "" && c.alone != nil {
			t.Errorf("%s, with few accounts: %s", c.on, d)
		}
	}
}

// Of what is for named people only nobody else is reminded: where who is to do it has
// gone or sees it no more, those are who are named beside them.
func TestDue_Readers(t *testing.T) {
	author, helper, chief := account("author", heed.Contributor, "justice"), account("helper", heed.Contributor, "justice"), account("chief", heed.FocalPoint, "justice")
	lead, elsewhere := account("lead", heed.Coordinator, "mfa"), account("helper2", heed.Contributor, "health")
	due := heed.Due{Kind: heed.DueConsent, On: "2026-03-31", Side: author.Side, Person: "p-author", Readers: []string{"p-author", "p-helper", "p-helper2"}}
	suspended, moved := author, author
	suspended.Suspended, moved.Side = true, elsewhere.Side
	others := []heed.Account{chief, lead, helper, elsewhere}
	for what, c := range map[string]struct {
		accounts []heed.Account
		want     []heed.ID
	}{
		"there":     {append([]heed.Account{author}, others...), []heed.ID{"author"}},
		"suspended": {append([]heed.Account{suspended}, others...), []heed.ID{"helper"}},
		"moved":     {append([]heed.Account{moved}, others...), []heed.ID{"helper"}},
		"forgotten": {others, []heed.ID{"helper"}},
		"nobody":    {[]heed.Account{chief, lead, elsewhere}, nil},
	} {
		for _, rung := range heed.Ladder {
			if d := cmp.Diff(c.want, due.Reminds(rung, c.accounts)); d != "" {
				t.Errorf("%s, rung %d: %s", what, rung.Days, d)
			}
		}
	}
	due.Readers = append(due.Readers, "p-chief")
	if d := cmp.Diff([]heed.ID{"author", "chief"}, due.Reminds(heed.Ladder[3], append([]heed.Account{author}, others...))); d != "" {
		t.Errorf("the focal point is named, too: %s", d)
	}
}

func TestWatched_Due(t *testing.T) {
	w := heed.Watched{
		ID: "m", Author: "p-clerk", Since: "2026-02-01", Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "mfa"},
		Measure: heed.Measure{Lead: "justice", Due: "2026-12-31", Milestones: []heed.Milestone{
			{Title: "a", Due: "2026-03-01"}, {Title: "b", Due: "2026-03-01"}, {Title: "c", Due: "2026-02-01", Done: "2026-02-01"}, {Title: "d", Due: "2027-03-01"},
		}},
		Schedules: []heed.Asked{
			{Schedule: heed.Schedule{Every: heed.EveryMonth, From: "2026-01-15", Reporter: "p-other"}, Since: "2026-01-01"},
			{Schedule: heed.Schedule{Every: heed.EveryMonth, From: "2026-01-10"}, Within: "health"},
			{Schedule: heed.Schedule{Institution: "health", Every: heed.EveryMonth, From: "2026-01-15"}},
		},
	}
	side := w.Side
	side.Institution = "justice"
	of := heed.Subject{Kind: heed.SubjectMeasure, ID: "m"}
	check := func(name string, today, until heed.Date, want ...heed.Due) {
		t.Helper()
		if d := cmp.Diff(want, w.Due(today, until)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	milestone := heed.Due{Kind: heed.DueMilestone, Of: of, On: "2026-03-01", Side: side, Person: "p-clerk"}
	check("before the measure was written, nothing was asked of it", "2026-02-10", "2026-03-01",
		heed.Due{Kind: heed.DueReport, Of: of, On: "2026-02-15", Side: side, Person: "p-other"}, milestone)
	w.Reports = []heed.Date{"2026-02-14"}
	check("said", "2026-02-20", "2026-03-01", milestone)
	w.Milestones, w.Stages = nil, []heed.StageOn{{Stage: heed.StageInForce, Date: "2026-12-01"}}
	check("in force", "2026-12-20", "2026-12-31",
		heed.Due{Kind: heed.DueReport, Of: of, On: "2026-12-15", Side: side, Person: "p-other"})
	w.Stages, w.Schedules = nil, nil
	check("not in force", "2026-12-20", "2026-12-31", heed.Due{Kind: heed.DueMeasure, Of: of, On: "2026-12-31", Side: side, Person: "p-clerk"})
}

// What has a range is reminded of before its first day and after its last, and is
// late only then.
func TestDue_Range(t *testing.T) {
	d := heed.Due{Kind: heed.DueAnswer, On: "2026-06-01", Until: "2026-07-31"}
	for on, want := range map[heed.Date]struct {
		days int
		late bool
	}{
		"2026-05-18": {-14, false}, "2026-05-29": {-3, false}, "2026-06-01": {0, false}, "2026-06-30": {0, false}, "2026-07-31": {0, false}, "2026-08-01": {0, true}, "2026-08-07": {7, true}, "2026-08-21": {21, true},
	} {
		if rung, ok := d.Rung(on); !ok || rung.Days != want.days || d.Late(on) != want.late {
			t.Errorf("on %s: %+v, late %v", on, rung, d.Late(on))
		}
	}
	if _, ok := d.Rung("2026-05-17"); ok {
		t.Error("reminded before the first rung")
	}
}

// A calendar holds what is its owner's: all of the voice for who leads it.
func TestDue_Concerns(t *testing.T) {
	lead, clerk, other := account("lead", heed.Coordinator, "mfa"), account("clerk", heed.Contributor, "justice"), account("other", heed.FocalPoint, "health")
	abroad := account("abroad", heed.Coordinator, "mfa")
	abroad.State = "XVB"
	due := heed.Due{Kind: heed.DueMilestone, Side: clerk.Side, Person: "p-other"}
	for _, c := range []struct {
		who  heed.Account
		want bool
	}{{lead, true}, {clerk, true}, {other, true}, {abroad, false}, {account("x", heed.Contributor, "labour"), false}} {
		if due.Concerns(c.who) != c.want {
			t.Errorf("%s: %v", c.who.ID, !c.want)
		}
	}
}
