// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package review

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
)

// Timeline is what happened on which day: a picture, and the list behind it.
type Timeline struct {
	Label  string
	Events []Event
}

// Event is a day of a review.
type Event struct {
	Number int // from 1, as in the picture
	Day    heed.Date
	What   string
	Cite   page.Cite
	Source string // where it is no document here
	X      string // in the picture, in per cent
}

// apart is how near to each other events are drawn, in per cent: their circles do
// not touch on a narrow screen.
const apart = 9.0

// timeline lists the days that the documents give, and those on which the
// review was due and not held.
func (d Data) timeline() *Timeline {
	v := d.Review.Review
	var t Timeline
	add := func(day heed.Date, what string, cite page.Cite) {
		if day != "" {
			t.Events = append(t.Events, Event{Day: day, What: what, Cite: cite})
		}
	}
	introduction := d.CiteParagraph(d.Report, "", v.Places)
	add(v.Date, d.T("timeline.held"), introduction)
	add(v.Adopted, d.T("timeline.adopted"), introduction)
	if d.Report.Kind == heed.KindReport && d.Report.Stage.Counts() {
		add(d.Report.Date, d.T("timeline.report"), page.Cite{Symbol: d.Report.Symbol, Href: d.DocumentURL(d.Report.Digest, 0, "")})
	}
	seen := map[string]bool{}
	for _, a := range d.Documents {
		if a.Kind == heed.KindAddendum && a.Outcome == heed.OutcomeRead && !seen[a.Symbol] {
			seen[a.Symbol] = true
			add(a.Date, d.T("timeline.addendum"), page.Cite{Symbol: a.Symbol, Href: d.DocumentURL(a.Digest, 0, "")})
		}
	}
	if a := d.Adoption; a != nil {
		add(a.Date, d.T("timeline.council"), d.adoptionCite())
	}
	fact, _ := refdata.Review(v.ReviewID)
	for _, a := range fact.Attempts {
		if a.Date != "" {
			t.Events = append(t.Events, Event{Day: a.Date, What: d.T("timeline." + string(a.Became)), Source: a.Source.Title})
		}
	}
	if len(t.Events) < 2 {
		return nil
	}
	slices.SortStableFunc(t.Events, func(a, b Event) int { return cmp.Compare(a.Day, b.Day) })
	t.Label = d.T("timeline.label", "Count", len(t.Events), "From", d.Date(t.Events[0].Day), "To", d.Date(t.Events[len(t.Events)-1].Day))
	d.draw(t.Events)
	return &t
}

// draw places events by their day from the side where reading begins, and moves
// those apart that would lie on each other.
func (d Data) draw(events []Event) {
	first, last := days(events[0].Day), days(events[len(events)-1].Day)
	at := make([]float64, len(events))
	for i, e := range events {
		at[i] = 4
		if last > first {
			at[i] += 92 * float64(days(e.Day)-first) / float64(last-first)
		}
		if i > 0 {
			at[i] = max(at[i], at[i-1]+apart)
		}
	}
	for i := len(at) - 1; i >= 0; i-- { // what was pushed over the end moves back
		limit := 96.0
		if i+1 < len(at) {
			limit = at[i+1] - apart
		}
		at[i] = min(at[i], limit)
	}
	for i := range events {
		if d.Dir() == "rtl" {
			at[i] = 100 - at[i]
		}
		events[i].Number, events[i].X = i+1, strconv.FormatFloat(at[i], 'f', 1, 64)+"%"
	}
}

// days counts a day from a fixed one.
func days(d heed.Date) int {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return int(t.Unix() / (24 * 60 * 60))
}
