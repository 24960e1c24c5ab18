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

// TestDesk_Due: what is due, the schedules that ask for reports, and the page to
// which a letter leads.
func TestDesk_Due(t *testing.T) {
	b := browser.Open(t)
	p := portal.Empty(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "saule", heed.Coordinator, "mfa"))
	lead, err := p.App.AccountByEmail(t.Context(), "saule@example.org")
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.App.Write(t.Context(), lead.Actor(),
		app.Change{ID: "law", Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "justice"}, Visibility: heed.VisibleCoordination, Body: heed.Measure{
			Title: "Law on the prevention of torture", Kind: heed.MeasureLaw, Lead: "justice", Due: "2027-01-15",
			Milestones: []heed.Milestone{{Title: "Before Parliament", Due: "2026-03-01"}, {Title: "Inspectors named", Due: "2026-12-24"}},
		}},
		app.Change{ID: "quarterly", Visibility: heed.VisibleCoordination, Body: heed.Schedule{Every: heed.EveryQuarter, From: "2026-12-31"}},
		app.Change{ID: "monthly", Visibility: heed.VisibleCoordination, Body: heed.Schedule{Measure: "law", Every: heed.EveryMonth, From: "2026-12-10", Until: "2027-06-10"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.App.Queue(t.Context(), portal.Operator, lead.ID, "2026-11-23", []heed.Reminder{{Due: heed.Due{Kind: heed.DueReport, On: "2026-11-23"}}}); err != nil {
		t.Fatal(err)
	}
	if lead, err = p.App.Account(t.Context(), lead.ID); err != nil {
		t.Fatal(err)
	}
	walk(t, in, p, []deskPage{
		{address: address{"due", "/desk/plan/due", http.StatusOK}},
		{address: address{"due-of-nobody", "/desk/plan/due?institution=mfa", http.StatusOK}},
		{address: address{"schedule-new", "/desk/plan/schedules/new", http.StatusOK}},
		{address: address{"schedule-wrong", "/desk/plan/schedules/new", http.StatusUnprocessableEntity}, send: true},
		{address: address{"schedule", "/desk/plan/schedules/monthly", http.StatusOK}},
		{address: address{"no-schedule", "/desk/plan/schedules/none", http.StatusNotFound}},
		{address: address{"letters-chosen", "/desk/settings", http.StatusOK}},
		{address: address{"my-calendar", "/desk/calendar", http.StatusOK}},
		{address: address{"my-calendar-address", "/desk/calendar", http.StatusOK}, send: true},
	})
	walk(t, b.Alone(t), p, []deskPage{
		{address: address{"letters", "/desk/letters/" + app.LetterToken(lead), http.StatusOK}},
		{address: address{"letters-of-nobody", "/desk/letters/none", http.StatusNotFound}},
	})
}
