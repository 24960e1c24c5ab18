// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"cmp"
	"slices"
	"time"

	"github.com/heed-upr/heed"
)

// Occasion is what a day of a State's calendar is for.
type Occasion string

// The occasions, in the order in which they come about one review.
const (
	Submissions    Occasion = "submissions"     // stakeholders hand in what they have to say
	NationalReport Occasion = "national_report" // the State hands in its report
	ReviewDays     Occasion = "review"          // the interactive dialogue
	Answer         Occasion = "answer"          // the State has answered each recommendation
	Adoption       Occasion = "adoption"        // the Human Rights Council adopts the outcome
	MidTerm        Occasion = "mid_term"        // the State reports half way, if it wants to
)

// Occasions lists them all.
var Occasions = []Occasion{Submissions, NationalReport, ReviewDays, Answer, Adoption, MidTerm}

// Certainty is how far a day of a calendar can be relied upon.
type Certainty string

// The certainties, the surest first.
const (
	// Official: a document or list prints the day.
	Official Certainty = "official"
	// ByRule: counted from a day that is printed, by a rule or by what is usual.
	ByRule Certainty = "rule"
	// Estimated: counted from a session whose days, or whose States, no source
	// prints.
	Estimated Certainty = "estimate"
)

// Certainties lists them all.
var Certainties = []Certainty{Official, ByRule, Estimated}

// Rule says how a day was found.
type Rule string

// The rules.
const (
	// RulePrinted: the source prints the day.
	RulePrinted Rule = "printed"
	// RuleSession: the days of the session are known, the day within it is not.
	RuleSession Rule = "session"
	// RuleSeason: the year of the session is known, and its place among the three
	// sessions of that year: winter, spring, autumn.
	RuleSeason Rule = "season"
	// RuleYear: only the year of the session is known.
	RuleYear Rule = "year"
	// RuleAhead: three sessions a year, counted from the last one whose year is
	// known (Human Rights Council resolution 16/21, annex). The range reaches to the
	// season after, because in 2012, 2017, 2020 and 2022 one was left out.
	RuleAhead Rule = "ahead"
	// RuleSubmissions: stakeholders' submissions are asked for some six to seven
	// months before the session.
	RuleSubmissions Rule = "before_submissions"
	// RuleNational: the national report is asked for some twelve weeks before the
	// session.
	RuleNational Rule = "before_report"
	// RuleAnswer: the State answers in writing before the Council adopts the outcome
	// (resolution 16/21, annex, paragraph 16).
	RuleAnswer Rule = "before_adoption"
	// RuleCouncil: the Council adopts the outcome some four to five months after the
	// review, at the regular session that councilMonths has.
	RuleCouncil Rule = "council"
	// RuleMidTerm: half way between two reviews, some two and a half years after
	// one. It is the State's own choice (resolution 16/21, annex, paragraph 18).
	RuleMidTerm Rule = "half_way"
)

// Rules lists them all.
var Rules = []Rule{RulePrinted, RuleSession, RuleSeason, RuleYear, RuleAhead, RuleSubmissions, RuleNational, RuleAnswer, RuleCouncil, RuleMidTerm}

// Span is a stretch of days: From and To are the same for one day, and "" where
// nothing is known.
type Span struct {
	From heed.Date `json:"from"`
	To   heed.Date `json:"to"`
}

// Given reports whether anything is known of it.
func (s Span) Given() bool { return s.From != "" }

// Past reports whether all of it was before a day.
func (s Span) Past(today heed.Date) bool { return s.Given() && s.To < today }

// Touches reports whether some of it is in a year, "2027".
func (s Span) Touches(year string) bool {
	return s.Given() && s.From[:4] <= heed.Date(year) && heed.Date(year) <= s.To[:4]
}

// wholeMonths widens it to whole months: an estimate knows no days.
func (s Span) wholeMonths() Span {
	from, err := time.Parse(time.DateOnly, string(s.From))
	to, err2 := time.Parse(time.DateOnly, string(s.To))
	if err != nil || err2 != nil {
		return s
	}
	return Span{day(from.Year(), from.Month(), 1), day(to.Year(), to.Month()+1, 0)}
}

// Day is one line of a calendar: an occasion, when it is to be expected or was,
// and on what basis. It is never a deadline: nothing sets one.
type Day struct {
	Occasion Occasion `json:"occasion"`
	heed.ReviewID
	// Session is the Working Group's.
	Session int `json:"session"`
	Span
	Certainty Certainty `json:"certainty"`
	Rule      Rule      `json:"rule"`
	// Source prints the day, or that from which the rule counts; its zero value is
	// that of days counted from a session that follows by rule.
	Source Source `json:"source,omitzero"`
	// Listed says that a source names the State at this session; otherwise it is its
	// last one plus those of a cycle.
	Listed bool `json:"listed"`
	// Counted is the last session of the State that is known, where that is more than
	// a cycle before: whether it was reviewed in between, nothing tells.
	Counted int `json:"counted_from,omitempty"`
	// Done says that it has come about, and what tells so.
	Done *Source `json:"done,omitempty"`
	// Announced says that the source of Done was written before, and lists the State
	// among those to come.
	Announced bool `json:"announced,omitempty"`
}

// Told is what some source tells of an occasion: that it came about, and when,
// where it says so.
type Told struct {
	On     heed.Date
	Source Source
	// Proof tells that it came about, where Source tells of it beforehand; its zero
	// value is Source. Announced says that nothing told of it since.
	Proof     Source
	Announced bool
}

// Reviewed is a review as a calendar needs it: as lists have it, or as its own
// documents do.
type Reviewed struct {
	heed.ReviewID
	Session Fact[int]
	// counted is the session from which Next has counted, 0 where it has not.
	counted int
	// Told are the occasions of which somebody tells that they came about.
	Told map[Occasion]Told
}

// ReviewedBy gives a review as the reference tables have it.
func ReviewedBy(f ReviewFact) Reviewed {
	out := Reviewed{ReviewID: f.ReviewID, Session: f.Session, Told: map[Occasion]Told{}}
	if f.Standing == Held {
		told := Told{On: f.Date.Value, Source: cmp.Or(f.Date.Source, f.Session.Source)}
		told.Announced = load().announce[told.Source.Key]
		if told.Announced && f.Report.Known() && !f.Report.Derived() {
			told.Proof, told.Announced = f.Report.Source, false // there is a report on it
		}
		out.Told[ReviewDays] = told
	}
	if f.Addendum.Known() && !f.Addendum.Derived() {
		out.Told[Answer] = Told{Source: Source{f.Addendum.Value, f.Addendum.Value}}
	}
	return out
}

// Next is the review after this one, if the order of the cycle is kept.
func (r Reviewed) Next() Reviewed {
	return Reviewed{
		ReviewID: heed.ReviewID{State: r.State, Cycle: r.Cycle + 1},
		Session:  Fact[int]{r.Session.Value + SessionsPerCycle, r.Session.Source, ByLastSession},
		counted:  cmp.Or(r.counted, r.Session.Value),
	}
}

// listed reports whether a source names the State at the session. A State whose
// report the Council had with those of one session was at that.
func (r Reviewed) listed() bool {
	return r.Session.How == Printed || r.Session.How == ByCouncilSession
}

// Days gives the calendar of the review, in the order of the occasions; nothing
// where its session is not known.
func (r Reviewed) Days() []Day {
	if !r.Session.Known() {
		return nil
	}
	days := make([]Day, 0, len(Occasions))
	review := r.reviewDays()
	for _, o := range Occasions {
		day := review
		if o != ReviewDays {
			day = review.counted(o)
		}
		if told, ok := r.Told[o]; ok {
			proof := cmp.Or(told.Proof, told.Source)
			day.Done, day.Announced = &proof, told.Announced
			if told.On != "" {
				day.Span, day.Certainty, day.Rule, day.Source = Span{told.On, told.On}, Official, RulePrinted, told.Source
			}
		}
		days = append(days, day)
	}
	return days
}

// reviewDays says when the review itself is, or was: on its day, or else at its
// session.
func (r Reviewed) reviewDays() Day {
	d := Day{Occasion: ReviewDays, ReviewID: r.ReviewID, Session: r.Session.Value, Listed: r.listed(), Source: r.Session.Source}
	if r.counted > 0 && r.Session.Value > r.counted+SessionsPerCycle {
		d.Counted = r.counted
	}
	if told := r.Told[ReviewDays]; told.On != "" {
		d.Span, d.Certainty, d.Rule, d.Source = Span{told.On, told.On}, Official, RulePrinted, told.Source
		return d
	}
	d.Span, d.Rule = SessionDays(d.Session)
	switch {
	case d.Rule != RuleSession:
		d.Certainty = Estimated
	case d.Listed:
		d.Certainty = Official
	default:
		d.Certainty = ByRule
	}
	return d
}

// counted gives another occasion of a review: what comes before is counted from
// the beginning of its session, what comes after from the review itself.
func (d Day) counted(o Occasion) Day {
	d.Occasion, d.Certainty = o, below(d.Certainty)
	switch o {
	case Submissions, NationalReport:
		begins, rule := SessionDays(d.Session)
		if rule == RuleSession {
			begins.To = begins.From
		} else {
			d.Certainty = Estimated
		}
		d.Rule, d.Span = RuleSubmissions, Span{months(begins.From, -7), months(begins.To, -6)}
		if o == NationalReport {
			d.Rule, d.Span = RuleNational, Span{begins.From.Add(-reportDays), begins.To.Add(-reportDays)}
		}
	case Answer:
		d.Rule, d.Span = RuleAnswer, councilSpan(d.Span)
	case Adoption:
		d.Rule, d.Span = RuleCouncil, councilSpan(d.Span)
	case MidTerm:
		d.Rule, d.Span = RuleMidTerm, Span{months(d.From, 30), months(d.To, 30)}
	case ReviewDays:
	}
	if d.Certainty == Estimated {
		d.Span = d.Span.wholeMonths()
	}
	return d
}

// reportDays is how long before a session the national report is asked for:
// twelve weeks.
const reportDays = 12 * 7

// below is the certainty of what is counted from a day of a certainty.
func below(c Certainty) Certainty {
	return Certainties[min(slices.Index(Certainties, c)+1, len(Certainties)-1)]
}

// seasons are the months in which the Working Group has held the three sessions
// of a year since 2010, with the first and the last month of each.
var seasons = []struct{ first, last time.Month }{{time.January, time.February}, {time.April, time.May}, {time.October, time.November}}

// seasonOf is a season so many seasons after the first one of a year.
func seasonOf(year, place int) Span {
	year, s := year+place/len(seasons), seasons[place%len(seasons)]
	return Span{day(year, s.first, 1), day(year, s.last+1, 0)}
}

// SessionDays says when a session of the Working Group was or is to be held, and
// how that is known.
func SessionDays(n int) (Span, Rule) {
	s, ok := SessionOf(n)
	switch {
	case n < 1:
		return Span{}, ""
	case ok && s.Start != "" && s.End != "":
		return Span{s.Start, s.End}, RuleSession
	case ok && s.Year > 0:
		if place, all := placeOf(s); all == len(seasons) {
			return seasonOf(s.Year, place), RuleSeason
		}
		return Span{day(s.Year, time.January, 1), day(s.Year, time.December, 31)}, RuleYear
	}
	last, place := lastKnown()
	if n <= last.Number {
		return Span{}, ""
	}
	place += n - last.Number
	return Span{seasonOf(last.Year, place).From, seasonOf(last.Year, place+1).To}, RuleAhead
}

// placeOf says which session of its year one is, from 0, and how many there are.
func placeOf(s Session) (place, all int) {
	for _, o := range load().sessions {
		if o.Year == s.Year {
			all++
			if o.Number < s.Number {
				place++
			}
		}
	}
	return place, all
}

// lastKnown is the last session whose year is known, and its season.
func lastKnown() (Session, int) {
	var last Session
	for _, s := range load().sessions {
		if s.Year > 0 && s.Number > last.Number {
			last = s
		}
	}
	if month := monthOf(last.Start); month > 0 {
		return last, slices.IndexFunc(seasons, func(s struct{ first, last time.Month }) bool { return month <= s.last })
	}
	place, _ := placeOf(last)
	return last, place
}

func day(year int, month time.Month, day int) heed.Date {
	return heed.Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
}

// months gives the day some months later, or the month's last where it has no
// such day.
func months(d heed.Date, n int) heed.Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return day(first.Year(), first.Month(), min(t.Day(), last))
}

func monthOf(d heed.Date) time.Month {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return t.Month()
}

// RuleHolds holds the rule of SessionsPerCycle against a cycle of which lists have
// the sessions: for how many States their session of the cycle before is known
// otherwise than from this one, and for how many of those the rule is right.
func RuleHolds(cycle int) (right, compared int) {
	for _, f := range load().reviews {
		before, ok := Review(heed.ReviewID{State: f.State, Cycle: cycle - 1})
		if f.Cycle != cycle || f.Session.How != Printed || !ok || !before.Session.Known() || before.Session.How == ByNextSession {
			continue
		}
		compared++
		if f.Session.Value == before.Session.Value+SessionsPerCycle {
			right++
		}
	}
	return right, compared
}
