// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/heed-upr/heed"
)

// Session is one session of the Working Group.
type Session struct {
	Number int
	// Cycle is 0 where it is not known yet.
	Cycle int
	// Year is 0 where it is not known yet.
	Year int
	// Start and End are "" where no source at hand gives the days.
	Start, End heed.Date
	// Council is the session of the Human Rights Council that adopted the
	// outcomes, 0 where no source at hand gives it.
	Council int
}

// cycleEnds are the last sessions of the cycles, from the first.
var cycleEnds = []int{12, 26, 40, 54}

// CycleOfSession gives the cycle that a session of the Working Group belongs
// to, or 0 where it is not known: there is no session below 1, and the cycles
// after the fourth have no fixed sessions yet.
func CycleOfSession(n int) int {
	if n < 1 {
		return 0
	}
	for i, last := range cycleEnds {
		if n <= last {
			return i + 1
		}
	}
	return 0
}

// lastCouncil are the last sessions of the Human Rights Council that adopted
// outcomes of cycles 1, 2 and 3: the reports of the Working Group's sessions 12,
// 26 and 40 came to the Council's sessions 19, 34 and 50 (A/HRC/19/…, A/HRC/34/…,
// A/HRC/50/…), and the next cycle's first ones to sessions 21, 36 and 52.
var lastCouncil = []int{20, 35, 51}

// CycleOfCouncil is the cycle whose outcomes a session of the Human Rights
// Council adopted; 0 before there were any.
func CycleOfCouncil(n int) int {
	if n < 8 {
		return 0
	}
	for i, last := range lastCouncil {
		if n <= last {
			return i + 1
		}
	}
	return len(lastCouncil) + 1
}

// SessionOf gives what is known of a session of the Working Group.
func SessionOf(n int) (Session, bool) {
	s, ok := load().sessions[n]
	return s, ok
}

// councilMonths are the months by whose end the Human Rights Council has adopted
// the outcome of a review, by the month of the review; those above 12 are in the
// year after it. It has done so at its regular sessions of June and July for
// reviews of the first months of a year, of September and October for those of
// spring, and of March for those of autumn.
var councilMonths = []struct{ until, adopted time.Month }{{time.March, time.July}, {time.July, time.October}, {time.December, 12 + time.April}}

// councilSpan says between which days the Council adopts the outcome of a review
// that is held within a span: within the two months of the table.
func councilSpan(held Span) Span {
	from, to := councilMonth(held.From), councilMonth(held.To)
	if from.IsZero() || to.IsZero() {
		return Span{}
	}
	return Span{day(from.Year(), from.Month()-1, 1), day(to.Year(), to.Month()+1, 0)}
}

// councilMonth is the last month in which the Council adopts the outcome of a
// review that is held on a day; zero for what is none.
func councilMonth(held heed.Date) time.Time {
	at, err := time.Parse(time.DateOnly, string(held))
	if err != nil {
		return time.Time{}
	}
	i := slices.IndexFunc(councilMonths, func(c struct{ until, adopted time.Month }) bool { return at.Month() <= c.until })
	return time.Date(at.Year(), councilMonths[i].adopted, 1, 0, 0, 0, 0, time.UTC)
}

// CouncilBy gives the last day by which the Human Rights Council was, or is, to
// adopt the outcome of a review, and the State to have answered. Held is the day
// of the review as its report has it, or "": then what is known of its session
// decides, and where only its year is, the end of that. It is "" where nothing is known.
func CouncilBy(id heed.ReviewID, held heed.Date) heed.Date {
	on := cmp.Or(held, lastDayOf(id))
	return councilSpan(Span{on, on}).To
}

// lastDayOf gives the last day on which a review can have been held, as far as
// its session tells.
func lastDayOf(id heed.ReviewID) heed.Date {
	fact, _ := Review(id)
	s, ok := SessionOf(fact.Session.Value)
	day := cmp.Or(fact.Date.Value, s.End)
	if day == "" && ok && s.Year > 0 {
		day = heed.Date(strconv.Itoa(s.Year) + "-12-31")
	}
	return day
}

// questionDays is how many days before a session the questions to a State are
// compiled; they are due ten days before it (Human Rights Council decision
// PRST/8/1), and the compilation goes on into it.
const (
	questionDays = 60
	sessionDays  = 14
)

// ComingSession gives the session of the Working Group that reviewed a State
// within two months of a day, or 0 where none that is known did.
func ComingSession(state heed.StateCode, day heed.Date) int {
	at, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return 0
	}
	for _, r := range load().reviews {
		start, err := time.Parse(time.DateOnly, string(load().sessions[r.Session.Value].Start))
		if r.State != state || err != nil {
			continue
		}
		if days := start.Sub(at).Hours() / 24; days <= questionDays && days >= -sessionDays {
			return r.Session.Value
		}
	}
	return 0
}

// SessionOn gives the session of the Working Group that a day fell into, or 0
// where none that is known did.
func SessionOn(day heed.Date) int {
	for _, s := range load().sessions {
		if day != "" && s.Start != "" && s.Start <= day && day <= s.End {
			return s.Number
		}
	}
	return 0
}

// SessionsOfCouncil gives the sessions of the Working Group whose outcomes a
// session of the Human Rights Council adopted, as far as known.
func SessionsOfCouncil(council int) []int {
	var out []int
	for _, s := range load().sessions {
		if s.Council == council && council != 0 {
			out = append(out, s.Number)
		}
	}
	slices.Sort(out)
	return out
}
