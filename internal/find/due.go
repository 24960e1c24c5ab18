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
// see it, and what their State's calendar asks of that voice, up to some days
// after today: the oldest first.
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
		out = Follow{viewer, all, newBoxes(f.open)}.due(viewer.Side, today, today.Add(days))
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
		for _, u := range m.Updates {
			w.Reports = append(w.Reports, u.Body.Date)
		}
		out = append(out, w.Due(today, until)...)
	}
	slices.SortStableFunc(out, func(a, b heed.Due) int { return cmp.Compare(a.On, b.On) })
	return out
}

// began is the day on which something was first written.
func (f Follow) began(s heed.Subject) heed.Date {
	return heed.Date(f.all.things[s][0].At.UTC().Format(time.DateOnly))
}
