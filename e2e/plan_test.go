// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"net/http"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestDesk_Plan: the pages of a plan that has a measure with all that can belong
// to it, one that is late among it.
func TestDesk_Plan(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "aida", heed.FocalPoint, "justice"))
	side := heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "justice"}
	writer := heed.Actor{Pseudonym: "w", Role: heed.FocalPoint, Side: side}
	rec := heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.6"}
	_, err := p.App.Write(t.Context(), writer, app.Change{ID: "law", Body: heed.Measure{
		Title: "Law on the prevention of torture", Kind: heed.MeasureLaw, Lead: "justice", Start: "2026-01-15", Due: "2026-06-30", Description: "What it is to say.",
		Stages: []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2026-02-01", Source: "Decree 7"}}, Milestones: []heed.Milestone{{Title: "Before Parliament", Due: "2026-03-01"}},
		Links: []heed.Link{{Recommendation: rec, Bearing: heed.Serves}}, Indicators: []heed.Indicator{{Name: "Complaints", Kind: heed.IndicatorProcess, Unit: "complaints", Values: []heed.Value{{Date: "2026", Value: "3"}}}},
	}}, app.Change{Body: heed.Update{Measure: "law", Date: "2026-05-01", Text: "The draft is written."}})
	if err != nil {
		t.Fatal(err)
	}
	walk(t, in, p, []deskPage{
		{address: address{"plan", "/desk/plan", http.StatusOK}},
		{address: address{"plan-board", "/desk/plan?view=board", http.StatusOK}},
		{address: address{"plan-timeline", "/desk/plan?view=timeline", http.StatusOK}},
		{address: address{"plan-nothing", "/desk/plan?q=xylophone", http.StatusOK}},
		{address: address{"measure", "/desk/plan/law", http.StatusOK}},
		{address: address{"measure-new-wrong", "/desk/plan/new", http.StatusUnprocessableEntity}, send: true},
		{address: address{"unplanned", "/desk/plan/unplanned", http.StatusOK}},
		{address: address{"unplanned-nothing", "/desk/plan/unplanned", http.StatusUnprocessableEntity}, send: true},
		{address: address{"updates", "/desk/plan/updates", http.StatusOK}},
		{address: address{"updates-nothing", "/desk/plan/updates", http.StatusUnprocessableEntity}, send: true},
		{address: address{"no-measure", "/desk/plan/none", http.StatusNotFound}},
	})
}
