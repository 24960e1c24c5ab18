// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
)

// What somebody writes names what is there for them, and no institution of
// another voice.
func TestWrite_NamesWhatIsThere(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		for _, i := range []heed.Actor{justice, ngo} {
			h.write(t, operator, app.Change{ID: i.Institution, Side: heed.Side{Voice: i.Voice, State: i.State}, Body: heed.Institution{Names: map[string]string{"en": string(i.Institution)}, Kind: heed.InstitutionOther}})
		}
		auditor := member("auditor", heed.VoiceState, heed.Auditor, "justice")
		h.enrol(t, ngo, justice, mfa, auditor)
		h.takeIndex(t, exported("a=one b=other"))
		planned := h.write(t, justice, app.Change{Body: measured})
		lead, partner := measured, measured
		lead.Lead = "ngo"
		partner.Partners = []heed.ID{"ngo"}
		linked := measured
		linked.Links = []heed.Link{{Annotation: "z", Bearing: heed.Serves}}
		cluster := heed.Cluster{Title: "Prisons"}
		owned, holding, quoting := cluster, cluster, cluster
		owned.Owner, holding.Measures, quoting.Annotations = "ngo", []heed.ID{"none"}, []string{"a", "z"}
		update := heed.Update{Measure: "none", Date: "2026-01-01", Text: "Done."}
		for name, c := range map[string]struct {
			actor heed.Actor
			body  heed.Matter
			field string
		}{
			"another voice leads":              {justice, lead, "institution"},
			"another voice is a partner":       {justice, partner, "institution"},
			"a passage that is not there":      {justice, linked, "annotations"},
			"another voice owns a cluster":     {justice, owned, "institution"},
			"a measure that is not there":      {justice, holding, "measure"},
			"one passage of two is there":      {justice, quoting, "annotations"},
			"an update on nothing":             {justice, update, "measure"},
			"an update on what others work on": {ngo, heed.Update{Measure: planned.ID, Date: "2026-01-01", Text: "No."}, "measure"},
			"a schedule for another voice":     {mfa, heed.Schedule{Institution: "ngo", Every: heed.EveryYear, From: "2026-01-01"}, "institution"},
			"reports by another voice":         {mfa, heed.Schedule{Every: heed.EveryYear, From: "2026-01-01", Reporter: ngo.Pseudonym}, "reporter"},
			"reports by nobody":                {mfa, heed.Schedule{Every: heed.EveryYear, From: "2026-01-01", Reporter: "nobody"}, "reporter"},
			"reports by who only reads":        {mfa, heed.Schedule{Every: heed.EveryYear, From: "2026-01-01", Reporter: auditor.Pseudonym}, "reporter"},
			"asked of another voice":           {mfa, heed.Assignment{Recommendation: rec491, Lead: "ngo"}, "institution"},
		} {
			change := app.Change{Body: c.body}
			if a, ok := c.body.(heed.Assignment); ok {
				change.ID = heed.AssignmentID(a.Recommendation)
			}
			_, err := h.Write(t.Context(), c.actor, change)
			refuses(t, name, err, heed.CodeInvalid, "")
			if got := heed.ErrorArg(err, "Field"); got != c.field {
				t.Errorf("%s: the field %q, want %q", name, got, c.field)
			}
		}
		asks := heed.Schedule{Every: heed.EveryYear, From: "2026-01-01", Reporter: justice.Pseudonym}
		asking := h.write(t, mfa, app.Change{Body: asks})
		if err := h.Forget(t.Context(), operator, heed.ID(justice.Pseudonym)); err != nil {
			t.Fatal(err)
		}
		asks.Until = "2027-01-01"
		if _, err := h.Write(t.Context(), mfa, app.Change{ID: asking.ID, Base: 1, Body: asks}); err != nil {
			t.Errorf("who was asked before, and has left: %v", err)
		}
		quoting.Annotations, quoting.Measures, quoting.Owner = []string{"a", "b"}, []heed.ID{planned.ID}, "justice"
		elsewhere := measured
		elsewhere.Lead = "health"
		_, err := h.Write(t.Context(), justice, app.Change{Body: elsewhere})
		refuses(t, "another ministry leads what this one plans", err, heed.CodeForbidden, "error.lead_another")
		_, err = h.Write(t.Context(), justice, app.Change{ID: planned.ID, Base: 1, Body: elsewhere})
		refuses(t, "a measure is given to another ministry", err, heed.CodeForbidden, "error.lead_another")
		given := h.write(t, mfa, app.Change{Side: justice.Side, Visibility: heed.VisibleCoordination, Body: elsewhere}) // by the coordinator
		elsewhere.Title = "Another law"
		if _, err := h.Write(t.Context(), justice, app.Change{ID: given.ID, Base: 1, Body: elsewhere}); err != nil {
			t.Errorf("whoever leads as the coordinator has said: %v", err)
		}
		v := h.write(t, justice, app.Change{Body: quoting})
		// What was named stays, also when it is gone.
		if err := h.Move(t.Context(), justice, app.Move{Subject: planned.Subject, Base: 1, To: heed.StepWithdrawn, Note: "dropped"}); err != nil {
			t.Fatal(err)
		}
		quoting.Title = "Detention"
		h.write(t, justice, app.Change{ID: v.ID, Base: 1, Body: quoting})
	})
}
