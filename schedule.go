// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"time"
)

// Period is how often something comes again.
type Period string

// The periods.
const (
	EveryMonth    Period = "month"
	EveryQuarter  Period = "quarter"
	EveryHalfYear Period = "half_year"
	EveryYear     Period = "year"
)

// Periods lists all periods from the shortest.
var Periods = []Period{EveryMonth, EveryQuarter, EveryHalfYear, EveryYear}

// months is how long a period is.
func (p Period) months() int {
	switch p {
	case EveryMonth:
		return 1
	case EveryQuarter:
		return 3
	case EveryHalfYear:
		return 6
	case EveryYear:
		return 12
	}
	return 0
}

// Schedule asks again and again to be told what was done: on one measure, on
// all that an institution leads, or on all of the voice where neither is named.
type Schedule struct {
	Measure     ID     `json:"measure,omitempty"`
	Institution ID     `json:"institution,omitempty"`
	Every       Period `json:"every"`
	// From is the first day by which a report is due; the others follow from it.
	From Date `json:"from"`
	// Until is the last day on which one can be due, "" for no end.
	Until Date `json:"until,omitempty"`
	// Reporter is the pseudonym of who is to report, "" for whoever wrote the
	// measure, or else answers for the institution.
	Reporter string `json:"reporter,omitempty"`
}

// Of implements Matter.
func (Schedule) Of() SubjectKind { return SubjectSchedule }

// Concerns implements Matter.
func (Schedule) Concerns() []RecID { return nil }

// Check implements Matter.
func (s Schedule) Check() error {
	const kind = SubjectSchedule
	errs := []error{checkOneOf(kind, "every", s.Every, Periods), needDay(kind, "from", s.From), checkDays(kind, "until", s.From, s.Until)}
	if s.From != "" && s.From.Valid() && (s.From < "2000-01-01" || s.From > "2999-12-31") {
		errs = append(errs, unfit(kind, "from", "error.field_date", "Given", string(s.From)))
	}
	if s.Measure != "" && s.Institution != "" {
		errs = append(errs, unfit(kind, "measure", "error.schedule_both"))
	}
	return cmp.Or(errs...)
}

// Covers reports whether a schedule asks about a measure.
func (s Schedule) Covers(id ID, m Measure) bool {
	switch {
	case s.Measure != "":
		return s.Measure == id
	case s.Institution != "":
		return s.Institution == m.Lead
	}
	return true
}

// Around gives the days by which reports are due that lie about a day: the last
// one up to that day, the one before it, and the first one after it. Last is ""
// before the first, and next after the end; before is where the period of last
// begins, also where nothing was due then.
func (s Schedule) Around(on Date) (before, last, next Date) {
	from, err := time.Parse(time.DateOnly, string(s.From))
	day, err2 := time.Parse(time.DateOnly, string(on))
	step := s.Every.months()
	if err != nil || err2 != nil || step == 0 {
		return "", "", ""
	}
	// Months are not equally long: this is at most one period off, and corrected.
	n := ((day.Year()-from.Year())*12 + int(day.Month()) - int(from.Month())) / step
	for n >= 0 && occurrence(from, step, n) > on {
		n--
	}
	for occurrence(from, step, n+1) <= on {
		n++
	}
	if n < 0 {
		n = -1
	}
	within := func(i int) Date {
		d := occurrence(from, step, i)
		if i < 0 || s.Until != "" && d > s.Until {
			return ""
		}
		return d
	}
	if last = within(n); last == "" && n >= 0 { // after the end: the last one that there was
		for ; n >= 0 && within(n) == ""; n-- {
		}
		return occurrence(from, step, n-1), within(n), ""
	}
	return occurrence(from, step, n-1), last, within(n + 1)
}

// Begins is the day on which the period ends that comes before the one of a due
// date: what is said after it is said of that date.
func (s Schedule) Begins(due Date) Date {
	from, err := time.Parse(time.DateOnly, string(s.From))
	if err != nil || s.Every.months() == 0 {
		return ""
	}
	step := s.Every.months()
	for n := 0; ; n++ {
		if d := occurrence(from, step, n); d >= due {
			return occurrence(from, step, n-1)
		}
	}
}

// occurrence is the day some steps after the first. Where its month has no such
// day, it is the month's last: the 31st, then the 30th, then the 31st again.
func occurrence(from time.Time, months, n int) Date {
	first := time.Date(from.Year(), from.Month()+time.Month(months*n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date(first.AddDate(0, 0, min(from.Day(), last)-1).Format(time.DateOnly))
}

// Open gives what a schedule still waits for on a day, from the oldest, if
// reports were made on some days (in any order): the last report that was due
// and has not come, and the next one, if nothing was said for it yet. Before
// the day since, nothing was asked.
//
// What is said answers all that was due up to then. Where nothing was waited
// for, it is early, and answers the next.
func (s Schedule) Open(reports []Date, since, on Date) []Date {
	answered := since.Add(-1) // all up to this one
	for _, said := range sorted(reports) {
		if said > on {
			break
		}
		switch _, last, next := s.Around(said); {
		case last > answered:
			answered = last
		case next > answered && said > s.Begins(next):
			answered = next
		}
	}
	var out []Date
	_, last, next := s.Around(on)
	for _, due := range []Date{last, next} {
		if due > answered {
			out = append(out, due)
		}
	}
	return out
}
