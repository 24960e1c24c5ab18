// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Period is one year of a trend. Where no review of it has been read, nothing can
// be said of it: that is not the same as none.
type Period struct {
	// Year is 0 for reviews whose year is not known.
	Year int `json:"year"`
	// Count is how many fit, Positions how many of those with each position.
	Count     int                    `json:"count"`
	Positions []Count[heed.Position] `json:"positions,omitempty"`
	// Read is how many reviews of the year are here and count, Held how many
	// took place as far as known, among those that the query's States, cycles,
	// sessions and years allow.
	Read int `json:"reviews_read"`
	Held int `json:"reviews_held"`
}

// yearOf gives the year of a review: of its date, or of its session.
func yearOf(r heed.Review) int { return yearBy(r.Date, r.Session) }

func yearBy(held heed.Date, session int) int {
	if at, err := time.Parse(time.DateOnly, string(held)); err == nil {
		return at.Year()
	}
	s, _ := refdata.SessionOf(session)
	return s.Year
}

// took is a review that took place.
type took struct {
	heed.ReviewID
	session, year int
}

// everHeld lists the reviews that are known to have been held.
var everHeld = sync.OnceValue(func() []took {
	var out []took
	for _, f := range refdata.Reviews() {
		if f.Standing == refdata.Held {
			out = append(out, took{f.ReviewID, f.Session.Value, yearBy(f.Date.Value, f.Session.Value)})
		}
	}
	return out
})

// trend counts what was found by year and position, and says beside it how many
// of the reviews of each year are here.
func (l *library) trend(q Query, r result) []Period {
	years := map[int]*Period{}
	at := func(year int) *Period {
		if years[year] == nil {
			years[year] = &Period{Year: year}
		}
		return years[year]
	}
	here := map[heed.ReviewID]bool{}
	for _, s := range l.reviews {
		if year := yearOf(s.Review); s.Stage.Counts() && q.asksReview(took{s.ReviewID, s.Session, year}) {
			here[s.ReviewID] = true
			at(year).Read++
			at(year).Held++
		}
	}
	for _, h := range everHeld() {
		if !here[h.ReviewID] && q.asksReview(h) {
			at(h.year).Held++
		}
	}
	dated := 0
	for year, positions := range r.crossed(ByYear, ByPosition) {
		n, _ := strconv.Atoi(year)
		at(n).count(positions)
		dated += at(n).Count
	}
	if dated < r.total {
		at(0).Count = r.total - dated
	}
	out := make([]Period, 0, len(years))
	for _, p := range years {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Period) int { return cmp.Compare(a.Year, b.Year) })
	return out
}

// count takes the counts by position.
func (p *Period) count(positions map[string]int) {
	for _, position := range heed.Positions {
		if n := positions[string(position)]; n > 0 {
			p.Positions = append(p.Positions, Count[heed.Position]{position, n})
			p.Count += n
		}
	}
}

// asksReview reports whether a query's States under review, cycles, sessions and
// years allow a review.
func (q Query) asksReview(h took) bool {
	return q.asks(ByState, string(h.State)) && q.asks(ByCycle, strconv.Itoa(h.Cycle)) &&
		q.asks(BySession, strconv.Itoa(h.session)) && q.asks(ByYear, strconv.Itoa(h.year))
}
