// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/heed-upr/heed"
)

// Due lists what is open of the plan of somebody's own voice, as far as they may
// see it, the consents to show a name that end, and what their State's calendar asks
// of that voice, up to some days after today: the oldest first.
func (f *Finder) Due(ctx context.Context, viewer heed.Viewer, today heed.Date, days int) ([]heed.Due, error) {
	var out []heed.Due
	err := f.view(ctx, viewer, func(s snapshot) error {
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		seen := Follow{viewer, all, newBoxes(f.open)}
		out = append(seen.due(viewer.Side, today, today.Add(days)), seen.consents(today.Add(days))...)
		if viewer.Role.WithinVoice() {
			out = append(out, l.calendarOf(viewer.State, today).due(viewer.Side, today, today.Add(days))...)
		}
		slices.SortStableFunc(out, func(a, b heed.Due) int { return cmp.Compare(a.On, b.On) })
		return nil
	})
	return out, err
}

// due works out what is open of the plan of a voice.
func (f Follow) due(side heed.Side, today, until heed.Date) []heed.Due {
	plan := f.plan(side)
	asked := make([]heed.Asked, 0, len(plan.Schedules))
	for _, s := range plan.Schedules {
		a := heed.Asked{Schedule: s.Body, Since: f.began(s.Subject)}
		if s.Role != heed.Coordinator {
			a.Within = s.Institution
		}
		asked = append(asked, a)
	}
	var out []heed.Due
	for _, m := range plan.Measures {
		w := heed.Watched{ID: m.ID, Measure: m.Body, Side: m.Side, Since: f.began(m.Subject), Schedules: asked}
		// A coordinator writes for others, who are to do it.
		if m.Institution == m.Body.Lead && f.all.things[m.Subject][0].Role != heed.Coordinator {
			w.Author = m.Author
		}
		for _, u := range m.Reports() {
			w.Reports = append(w.Reports, u.Body.Date)
		}
		out = append(out, w.Due(today, until)...)
	}
	slices.SortStableFunc(out, func(a, b heed.Due) int { return cmp.Compare(a.On, b.On) })
	return out
}

// consents lists the names of people in dossiers whose consent ends by a day, or has
// ended and was neither renewed nor withdrawn. They are seen by who is named for them
// alone.
func (f Follow) consents(until heed.Date) []heed.Due {
	var out []heed.Due
	for _, n := range All[heed.Name](f) {
		c := n.Body.Consent
		if !f.viewer.SameInstitution(n.Side) || n.Step == heed.StepWithdrawn || n.Body.Destroyed || c == nil || c.Withdrawn != "" || c.Until > until {
			continue
		}
		out = append(out, heed.Due{Kind: heed.DueConsent, Of: n.Subject, On: c.Until, Side: n.Side, Person: n.Author, Readers: append([]string{n.Author}, n.Named...)})
	}
	return out
}

// began is the day on which something was first written.
func (f Follow) began(s heed.Subject) heed.Date {
	return heed.Date(f.all.things[s][0].At.UTC().Format(time.DateOnly))
}
