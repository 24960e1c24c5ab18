// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Calendar is the days of one State: those of its reviews, past and to come, and
// those of what is planned. The rules are those of refdata; what documents here
// tell goes before them.
type Calendar struct {
	State heed.StateCode `json:"state"`
	// Days are those of its reviews in the order of time.
	Days []refdata.Day `json:"days"`
	// Plan are the open days of measures that the viewer may see, whoever plans
	// them.
	Plan []PlanDay `json:"plan,omitempty"`

	here map[heed.ReviewID]bool // the reviews of which there is a record
}

// PlanDay is a day of a measure.
type PlanDay struct {
	Kind heed.DueKind `json:"kind"`
	On   heed.Date    `json:"on"`
	// Measure is where it stands, Title what that is called.
	Measure     heed.ID          `json:"measure"`
	Title       string           `json:"title"`
	Voice       heed.Voice       `json:"voice"`
	Institution heed.Institution `json:"institution"`
}

// planAhead is how many days ahead a plan is shown in a calendar: five years, more
// than lie between two reviews.
const planAhead = 5*365 + 1

// Calendar gives the calendar of a State as of a day, with what each voice plans,
// as far as the viewer may see it.
func (f *Finder) Calendar(ctx context.Context, viewer heed.Viewer, state heed.StateCode, today heed.Date) (Calendar, error) {
	var out Calendar
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		out = l.calendarOf(state, today)
		for _, voice := range heed.Voices {
			out.Plan = append(out.Plan, Follow{viewer, all, newBoxes(f.open)}.planDays(heed.Side{Voice: voice, State: state}, today)...)
		}
		slices.SortStableFunc(out.Plan, func(a, b PlanDay) int { return cmp.Compare(a.On, b.On) })
		return nil
	})
	return out, err
}

// After gives the day of the review that comes after another, held or to come; its
// zero value where nothing is known of one.
func (f *Finder) After(ctx context.Context, viewer heed.Viewer, id heed.ReviewID, today heed.Date) (refdata.Day, error) {
	var out refdata.Day
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err == nil {
			out = l.after(id, today)
		}
		return err
	})
	return out, err
}

// after is After: what the calendar of the State has.
func (l *library) after(id heed.ReviewID, today heed.Date) refdata.Day {
	return l.calendarOf(id.State, today).Day(heed.ReviewID{State: id.State, Cycle: id.Cycle + 1}, refdata.ReviewDays)
}

// Calendars gives the calendars of all members of the UN and of all others that
// have a review here, without plans, by State.
func (f *Finder) Calendars(ctx context.Context, viewer heed.Viewer, today heed.Date) ([]Calendar, error) {
	var out []Calendar
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		var states []heed.StateCode
		for _, m := range refdata.All() {
			if m.Status == refdata.Member {
				states = append(states, m.Code)
			}
		}
		for _, r := range l.reviews {
			states = append(states, r.State)
		}
		slices.Sort(states)
		for _, state := range slices.Compact(states) {
			out = append(out, l.calendarOf(state, today))
		}
		return nil
	})
	return out, err
}

// calendarOf makes the calendar of a State: of each review that was held all
// days; of one that is to come those up to it, and those after it where a list
// has the State at its session. After the last known review come those of the
// rule, up to the first that is not over.
func (l *library) calendarOf(state heed.StateCode, today heed.Date) Calendar {
	out := Calendar{State: state, Days: []refdata.Day{}, here: map[heed.ReviewID]bool{}}
	all := l.reviewed(state)
	for i := 0; i < len(all); i++ {
		days := all[i].Days()
		_, out.here[all[i].ReviewID] = l.shelves[all[i].ReviewID]
		review := slices.IndexFunc(days, func(d refdata.Day) bool { return d.Occasion == refdata.ReviewDays })
		if review < 0 {
			continue
		}
		if is := days[review]; is.Done == nil && !is.Listed {
			days = days[:review+1]
		}
		out.Days = append(out.Days, days...)
		if i == len(all)-1 && (days[review].Done != nil || days[review].Past(today)) {
			all = append(all, all[i].Next())
		}
	}
	slices.SortStableFunc(out.Days, func(a, b refdata.Day) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Cycle, b.Cycle), cmp.Compare(slices.Index(refdata.Occasions, a.Occasion), slices.Index(refdata.Occasions, b.Occasion)))
	})
	return out
}

// reviewed lists the reviews of a State by cycle: what lists have, with what the
// documents that are here tell.
func (l *library) reviewed(state heed.StateCode) []refdata.Reviewed {
	var out []refdata.Reviewed
	for _, f := range refdata.ReviewsOf(state) {
		if f.Standing != refdata.NoReview && f.Session.Known() {
			out = append(out, refdata.ReviewedBy(f))
		}
	}
	of := func(id heed.ReviewID) *refdata.Reviewed {
		i := slices.IndexFunc(out, func(r refdata.Reviewed) bool { return r.ReviewID == id })
		if i < 0 {
			out = append(out, refdata.Reviewed{ReviewID: id, Told: map[refdata.Occasion]refdata.Told{}})
			i = len(out) - 1
		}
		return &out[i]
	}
	for _, s := range l.reviews {
		if s.State == state {
			l.shelves[s.ReviewID].tell(of(s.ReviewID))
		}
	}
	for _, d := range l.documents {
		if d.Review.State == state && d.Outcome == heed.OutcomeRead && d.Stage.Counts() && slices.ContainsFunc(out, func(r refdata.Reviewed) bool { return r.ReviewID == d.Review }) {
			tellDocument(of(d.Review), d)
		}
	}
	slices.SortFunc(out, func(a, b refdata.Reviewed) int { return cmp.Compare(a.Cycle, b.Cycle) })
	return out
}

// tell adds what the record of a review tells.
func (s shelf) tell(r *refdata.Reviewed) {
	v := s.summary.Review
	source := refdata.Source{Key: v.Symbol, Title: v.Symbol}
	if v.Session > 0 {
		r.Session = refdata.Fact[int]{Value: v.Session, Source: source}
	}
	if held := r.Told[refdata.ReviewDays]; v.Date != "" || held.On == "" {
		r.Told[refdata.ReviewDays] = refdata.Told{On: v.Date, Source: source}
	}
	open := slices.ContainsFunc(s.summary.Positions, func(c Count[heed.Position]) bool { return c.Value == heed.Pending || c.Value == heed.UnknownPosition })
	if s.summary.Total > 0 && !open {
		r.Told[refdata.Answer] = refdata.Told{Source: source} // the report itself, or what came later
	}
	if a := s.adoption; a != nil && a.Date != "" {
		r.Told[refdata.Adoption] = refdata.Told{On: a.Date, Source: refdata.Source{Key: a.Symbol, Title: a.Symbol}}
	}
}

// tellDocument adds that a document is here.
func tellDocument(r *refdata.Reviewed, d heed.Document) {
	told := refdata.Told{On: d.Date, Source: refdata.Source{Key: d.Symbol, Title: d.Symbol}}
	switch d.Kind {
	case heed.KindNational:
		r.Told[refdata.NationalReport] = told
	case heed.KindAddendum:
		r.Told[refdata.Answer] = told
	case heed.KindStakeholders: // it is made of submissions, long after they came in
		r.Told[refdata.Submissions] = refdata.Told{Source: told.Source}
	}
}

// askedOf are the occasions of a calendar at which something is asked of a voice.
var askedOf = map[heed.Voice]map[refdata.Occasion]heed.DueKind{
	heed.VoiceState:        {refdata.NationalReport: heed.DueNationalReport, refdata.Answer: heed.DueAnswer, refdata.MidTerm: heed.DueMidTerm},
	heed.VoiceNHRI:         {refdata.Submissions: heed.DueSubmissions},
	heed.VoiceCivilSociety: {refdata.Submissions: heed.DueSubmissions},
}

// DueOf is what an occasion asks of a voice, "" for nothing.
func DueOf(voice heed.Voice, o refdata.Occasion) heed.DueKind { return askedOf[voice][o] }

// due lists what the calendar asks of a side up to a day, and has not been done
// as far as is known. Nobody is reminded of an estimate.
func (c Calendar) due(side heed.Side, today, until heed.Date) []heed.Due {
	side.Institution = "" // who leads the voice
	var out []heed.Due
	for _, d := range c.Days {
		kind := DueOf(side.Voice, d.Occasion)
		if kind == "" || d.Done != nil || d.Certainty == refdata.Estimated || d.From > until || c.over(d, today) {
			continue
		}
		out = append(out, heed.Due{
			Kind: kind, Of: heed.Subject{Kind: heed.SubjectReview, ID: heed.ID(string(d.State) + "-" + strconv.Itoa(d.Cycle))}, On: d.From, Until: d.To, Side: side,
		})
	}
	return out
}

// over reports whether it is too late for an occasion, or nobody can know whether
// it is late. What is voluntary is over with its day, and what is handed in for a
// review with that. An answer stays due where the recommendations are here, some
// have none and the Council has not adopted the outcome; where they are not here,
// nothing is known.
func (c Calendar) over(d refdata.Day, today heed.Date) bool {
	review := c.Day(d.ReviewID, refdata.ReviewDays)
	switch d.Occasion {
	case refdata.NationalReport:
		return review.Done != nil || review.From <= today
	case refdata.Answer:
		return c.Day(d.ReviewID, refdata.Adoption).Done != nil || d.Past(today) && !c.here[d.ReviewID]
	default:
		return d.Past(today)
	}
}

// Day gives one day of the calendar; the zero value where there is none.
func (c Calendar) Day(id heed.ReviewID, o refdata.Occasion) refdata.Day {
	for _, d := range c.Days {
		if d.ReviewID == id && d.Occasion == o {
			return d
		}
	}
	return refdata.Day{}
}

// NextReview gives the first review that is not known to have been held and is
// not over on a day; false where none is known.
func (c Calendar) NextReview(today heed.Date) (refdata.Day, bool) {
	for _, d := range c.Days {
		if d.Occasion == refdata.ReviewDays && d.Done == nil && !d.Past(today) {
			return d, true
		}
	}
	return refdata.Day{}, false
}

// Coming lists the days of the reviews that are not over on a day.
func (c Calendar) Coming(today heed.Date) []refdata.Day {
	return slices.DeleteFunc(slices.Clone(c.Days), func(d refdata.Day) bool { return d.Done != nil || d.Past(today) })
}

// planDays lists the open days of what a voice plans.
func (f Follow) planDays(side heed.Side, today heed.Date) []PlanDay {
	var out []PlanDay
	for _, d := range f.due(side, today, today.Add(planAhead)) {
		m, err := One[heed.Measure](f, d.Of.ID)
		if err != nil {
			continue // only what is seen is due
		}
		day := PlanDay{Kind: d.Kind, On: d.On, Measure: m.ID, Title: m.Body.Title, Voice: m.Voice}
		if i, err := One[heed.Institution](f, m.Body.Lead); err == nil {
			day.Institution = i.Body.ForAll()
		}
		out = append(out, day)
	}
	return out
}
