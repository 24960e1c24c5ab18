// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// What was said on a measure is never for more people than the measure: not where it
// is written, not on its way, and not where the measure is for fewer from now on.
func TestUpdate_NotWiderThanItsMeasure(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	ctx := t.Context()
	on := func(m heed.Version) heed.Update {
		return heed.Update{Measure: m.ID, Date: "2026-10-01", Text: "The draft is written."}
	}
	for _, c := range []struct {
		measure heed.Visibility
		wider   []heed.Visibility
	}{
		{heed.VisibleDraft, []heed.Visibility{heed.VisibleInstitution, heed.VisibleCoordination}},
		{heed.VisibleInstitution, []heed.Visibility{heed.VisibleCoordination}},
		{heed.VisibleCoordination, nil},
	} {
		m := h.write(t, clerk, app.Change{Visibility: c.measure, Body: measured})
		u := h.write(t, clerk, app.Change{Body: on(m)})
		if u.Visibility != c.measure {
			t.Errorf("on a measure for %s: for %s", c.measure, u.Visibility)
		}
		for _, wide := range c.wider {
			_, err := h.Write(ctx, clerk, app.Change{Visibility: wide, Body: on(m)})
			refuses(t, "new, for "+string(wide), err, heed.CodeInvalid, "error.update_wider")
			_, err = h.Write(ctx, clerk, app.Change{ID: u.ID, Base: 1, Visibility: wide, Body: on(m)})
			refuses(t, "changed, for "+string(wide), err, heed.CodeInvalid, "error.update_wider")
		}
		if c.wider != nil {
			_, err := h.Write(ctx, clerk, app.Change{Submit: true, Body: on(m)})
			refuses(t, "handed over at once", err, heed.CodeInvalid, "error.update_wider")
			refuses(t, "handed over", h.Move(ctx, clerk, app.Move{Subject: u.Subject, Base: 1, To: heed.StepSubmitted}), heed.CodeInvalid, "error.update_wider")
			continue
		}
		_, err := h.Write(ctx, clerk, app.Change{ID: m.ID, Base: 1, Visibility: heed.VisibleInstitution, Body: measured})
		refuses(t, "the measure for fewer", err, heed.CodeConflict, "error.measure_narrower")
		steps := func(of heed.Version, base int) []app.Move {
			return []app.Move{{Subject: of.Subject, Base: base, To: heed.StepReviewed}, {Subject: of.Subject, Base: base + 1, To: heed.StepPublished}}
		}
		for _, v := range []heed.Version{u, m} {
			if err := h.Move(ctx, clerk, app.Move{Subject: v.Subject, Base: 1, To: heed.StepSubmitted}); err != nil {
				t.Fatal(err)
			}
			if err := h.Move(ctx, mfa, steps(v, 2)[0]); err != nil {
				t.Fatal(err)
			}
		}
		publishUpdate := steps(u, 2)[1]
		refuses(t, "published before its measure", h.Move(ctx, mfa, publishUpdate), heed.CodeConflict, "error.update_before_measure")
		if err := h.Move(ctx, mfa, publishUpdate, steps(m, 2)[1]); err != nil {
			t.Errorf("both at once: %v", err)
		}
		if later := h.write(t, clerk, app.Change{Body: on(m)}); later.Visibility != heed.VisibleCoordination {
			t.Errorf("on what is public: for %s", later.Visibility)
		}
	}
}
