// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"slices"
	"time"
)

// DueKind is what sort of thing is due.
type DueKind string

// The kinds: those of a plan, those of a State's calendar, and one of dossiers.
const (
	DueReport    DueKind = "report" // somebody is to say what was done on a measure
	DueMilestone DueKind = "milestone"
	DueMeasure   DueKind = "measure" // the measure itself was to be done

	DueSubmissions    DueKind = "submissions" // of stakeholders, before a review
	DueNationalReport DueKind = "national_report"
	DueAnswer         DueKind = "answer"   // to each recommendation, before the Council adopts the outcome
	DueMidTerm        DueKind = "mid_term" // a report half way, which is the State's choice

	DueConsent DueKind = "consent" // the last day of a consent to show a name, which then goes
)

// DueKinds lists all kinds.
var DueKinds = []DueKind{DueReport, DueMilestone, DueMeasure, DueSubmissions, DueNationalReport, DueAnswer, DueMidTerm, DueConsent}

// Due is something that is to be there by a day, and is not.
type Due struct {
	Kind DueKind `json:"kind"`
	// Of is where it is to be seen and answered.
	Of Subject `json:"of"`
	On Date    `json:"on"`
	// Until is the last day on which it is not late yet, where that is after On: the
	// days of a calendar are often ranges.
	Until Date `json:"until,omitempty"`
	// Side is where the institution stands that answers for it.
	Side
	// Person is the pseudonym of who is to do it, "" where nobody is named.
	Person string `json:"person,omitempty"`
	// Readers are the pseudonyms of those of the institution who alone may see it; nil
	// where it is not for named people only.
	Readers []string `json:"-"`
}

// Ends is the last day on which it is not late yet.
func (d Due) Ends() Date { return cmp.Or(d.Until, d.On) }

// Late reports whether it was due before a day.
func (d Due) Late(on Date) bool { return d.Ends() < on }

// Tier is how far a reminder reaches.
type Tier int

// The tiers. Each reaches those before it as well.
const (
	ToPerson Tier = iota
	ToFocalPoint
	ToCoordinator
)

// Rung is a step of the ladder of reminders.
type Rung struct {
	// Days is how long after the due date it is reached; before it, it is
	// negative. Of a range the first day counts before, and the last one after.
	Days int  `json:"days"`
	To   Tier `json:"-"`
}

// Ladder says when somebody is reminded of what is due, and who: first who is to
// do it, then who answers for the institution, then who leads the voice. This
// table is all there is to it.
var Ladder = []Rung{
	{-14, ToPerson},
	{-3, ToPerson},
	{0, ToPerson},
	{7, ToFocalPoint},
	{21, ToCoordinator},
}

// Horizon is how many days ahead something is due of which somebody is reminded.
func Horizon() int { return -Ladder[0].Days }

// Rung is the highest rung that is reached on a day; false before the first.
func (d Due) Rung(on Date) (Rung, bool) {
	for _, r := range slices.Backward(Ladder) {
		from := d.On
		if r.Days > 0 {
			from = d.Ends()
		}
		if from.Add(r.Days) <= on {
			return r, true
		}
	}
	return Rung{}, false
}

// Reminds lists the accounts that a rung reaches. Where somebody is missing,
// whoever stands above takes their place, so that nothing is due unseen; of what is for
// named people only, the others who are named.
func (d Due) Reminds(r Rung, accounts []Account) []ID {
	person := func(a Account) bool { return d.Person != "" && a.Pseudonym == d.Person && a.SameVoice(d.Side) }
	if d.Readers != nil {
		accounts = slices.DeleteFunc(slices.Clone(accounts), func(a Account) bool {
			return a.Suspended || !a.SameInstitution(d.Side) || !slices.Contains(d.Readers, a.Pseudonym)
		})
		if !slices.ContainsFunc(accounts, person) {
			person = func(Account) bool { return true }
		}
	}
	tiers := [...]func(Account) bool{
		ToPerson:      person,
		ToFocalPoint:  func(a Account) bool { return a.Role == FocalPoint && a.SameInstitution(d.Side) },
		ToCoordinator: func(a Account) bool { return a.Role == Coordinator && a.SameVoice(d.Side) },
	}
	var out []ID
	for tier, in := range tiers {
		if Tier(tier) > r.To && len(out) > 0 {
			break
		}
		for _, a := range accounts {
			if !a.Suspended && in(a) && !slices.Contains(out, a.ID) {
				out = append(out, a.ID)
			}
		}
	}
	return out
}

// Concerns reports whether it is on somebody's own calendar: who leads a voice has
// all of it, others what they or their institution are to do.
func (d Due) Concerns(a Account) bool {
	return a.SameVoice(d.Side) && (a.Role == Coordinator || d.Person == a.Pseudonym || a.SameInstitution(d.Side))
}

// Add gives the day some days later; what is no day stays as it is.
func (d Date) Add(days int) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return Date(t.AddDate(0, 0, days).Format(time.DateOnly))
}

func sorted(days []Date) []Date {
	out := slices.Clone(days)
	slices.Sort(out)
	return out
}

// Watched is a measure with all that tells what is due of it.
type Watched struct {
	ID ID
	Measure
	Side
	// Author is the pseudonym of who wrote it, where they belong to its lead.
	Author string
	// Since is when it was first written: nothing was due before.
	Since Date
	// Reports are the days of which updates tell.
	Reports   []Date
	Schedules []Asked
}

// Asked is a schedule with the day on which it was made.
type Asked struct {
	Schedule
	Since Date
	// Within is the institution whose measures it can ask about, "" for all of the
	// voice: only who leads the voice asks everybody.
	Within ID
}

// Due lists what is open up to a day, the oldest first: milestones, the measure
// itself, and the reports that schedules ask for.
func (w Watched) Due(today, until Date) []Due {
	w.Institution = w.Lead
	var out []Due
	add := func(kind DueKind, on Date, person string) {
		same := func(o Due) bool { return o.Kind == kind && o.On == on }
		if on != "" && on <= until && !slices.ContainsFunc(out, same) {
			out = append(out, Due{Kind: kind, Of: Subject{SubjectMeasure, w.ID}, On: on, Side: w.Side, Person: person})
		}
	}
	for _, s := range w.Milestones {
		if s.Done == "" {
			add(DueMilestone, s.Due, w.Author)
		}
	}
	if !w.Done() {
		add(DueMeasure, w.Measure.Due, w.Author)
	}
	for _, s := range w.Schedules {
		if !s.Covers(w.ID, w.Measure) || s.Within != "" && s.Within != w.Lead {
			continue
		}
		for _, on := range s.Open(w.Reports, max(s.Since, w.Since), today) {
			add(DueReport, on, cmp.Or(s.Reporter, w.Author))
		}
	}
	slices.SortStableFunc(out, func(a, b Due) int { return cmp.Compare(a.On, b.On) })
	return out
}

// Done reports whether a measure has come to where it was to come: it is in
// force or works.
func (m Measure) Done() bool {
	switch m.Stage() {
	case StageInForce, StageOperating, StageAmended:
		return true
	}
	return false
}

// Overdue reports whether, on a day, a measure has not come where it was to come by a
// day before; its milestones have days of their own.
func (m Measure) Overdue(on Date) bool { return m.Due != "" && m.Due < on && !m.Done() }
