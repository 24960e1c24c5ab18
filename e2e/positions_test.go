// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// mostInteractions is how many clicks and choices it may take a coordinator to
// assign a whole review.
const mostInteractions = 30

// TestDesk_Positions: a coordinator assigns a review to twelve ministries by
// theme, in few steps; then all pages of the answer, as they are with work on
// them, hold what all pages hold.
func TestDesk_Positions(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	for i := range 12 {
		p.Institution(t, heed.ID(fmt.Sprintf("ministry%d", i)), heed.InstitutionMinistry, heed.VoiceState, "XVA")
	}
	in := b.Alone(t)
	assignAll(t, join(t, in, p, p.Invite(t, "saule", heed.Coordinator, "mfa")), 59)
	for i, v := range []string{"supported", "noted"} {
		_, ministry := p.Member(t, "clerk"+v, heed.Contributor, heed.ID(fmt.Sprintf("ministry%d", i)))
		ministry.Send("/en/desk/positions/3/51.5", url.Values{"form": {"propose"}, "version": {"0"}, "response": {v}, "comment": {"So it is"}, "internal": {"Between us"}})
	}
	walk(t, in, p, []deskPage{
		{address: address{"positions", "/desk/positions/3", http.StatusOK}},
		{address: address{"positions-nothing", "/desk/positions/3?q=xylophone", http.StatusOK}},
		{address: address{"positions-nothing-chosen", "/desk/positions/3?standing=waiting", http.StatusUnprocessableEntity}, send: true},
		{address: address{"position", "/desk/positions/3/51.5", http.StatusOK}},
		{address: address{"position-wrong", "/desk/positions/3/51.6", http.StatusUnprocessableEntity}, send: true},
		{address: address{"assign", "/desk/positions/3/assign", http.StatusOK}},
		{address: address{"assign-nothing", "/desk/positions/3/assign", http.StatusUnprocessableEntity}, send: true},
		{address: address{"workbooks", "/desk/positions/3/workbooks", http.StatusOK}},
		{address: address{"workbooks-nothing", "/desk/positions/3/workbooks", http.StatusUnprocessableEntity}, send: true},
		{address: address{"no-review", "/desk/positions/9", http.StatusNotFound}},
	})
}

// assignAll assigns a whole review of so many recommendations to twelve institutions
// by theme, in steps that are counted and timed.
func assignAll(t *testing.T, page *browser.Page, recommendations int) {
	t.Helper()
	began := time.Now()
	follow(t, page, `.desk a[href$="/desk/positions"]`)
	follow(t, page, `main a[href$="/assign"]`)
	interactions := 2
	for i := range page.MustEval(`() => document.querySelectorAll("main select").length`).Int() {
		page.MustEval(`i => { const s = document.querySelectorAll("main select")[i]; s.selectedIndex = 1 + i % 12 }`, i)
		interactions++
	}
	follow(t, page, "main .do button")
	interactions++
	open := page.MustEval(`() => document.querySelector(".standings li strong").textContent`).Str()
	waiting := page.MustEval(`() => document.querySelectorAll(".standings li strong")[1].textContent`).Str()
	if open != "0" || waiting != strconv.Itoa(recommendations) {
		t.Errorf("%s of %d recommendations are still unassigned, %s wait", open, recommendations, waiting)
	}
	t.Logf("%d recommendations are assigned to 12 institutions in %d interactions; Heed took %.1f s of it", recommendations, interactions, time.Since(began).Seconds())
	if interactions > mostInteractions {
		t.Errorf("%d interactions, at most %d", interactions, mostInteractions)
	}
}

// asked are invented recommendations, each on a matter of its own.
var asked = []string{
	"Prevent torture in police stations of province %d", "Open shelter %d for women who flee violence", "Lower by %d the number of prisons that are overcrowded",
	"Let journalists of newspaper %d work without hindrance", "Permit assembly %d without asking for a permit", "Give school %d teachers for children with disabilities",
	"Ratify optional protocol %d to the Covenant", "Give the national human rights institution office %d", "Register trade union %d of farm workers",
	"Provide clean drinking water in village %d", "Combat trafficking in persons over border post %d", "Protect minority language %d in public life",
	"Guarantee fair trials in court %d", "Raise the share of women in council %d", "Protect migrant workers of company %d", "Receive Special Rapporteur %d in the country",
	"Reduce poverty in district %d", "Improve health care in hospital %d",
}

// TestDesk_AssignsALargeReview: 294 recommendations, as many as Kazakhstan was given in
// 2025, go to twelve institutions in thirty interactions at most.
func TestDesk_AssignsALargeReview(t *testing.T) {
	const many = 294
	b := browser.Open(t)
	p := portal.Empty(t)
	id := heed.ReviewID{State: "XVA", Cycle: 4}
	record := heed.Record{Review: heed.Review{ReviewID: id, Session: 48}, Report: heed.DigestOf(nil)}
	for i := range many {
		ref := fmt.Sprintf("140.%d", i+1)
		record.Recommendations = append(record.Recommendations, heed.Recommendation{State: id.State, Cycle: id.Cycle, Session: 48, Ref: ref, Paragraph: ref, RecommendingStates: []heed.StateCode{"XAR"}, Position: heed.Pending, Text: fmt.Sprintf(asked[i%len(asked)], i)})
	}
	facts := heed.Facts{Document: heed.Document{Digest: heed.DigestOf(nil), Review: id, Kind: heed.KindReport, Outcome: heed.OutcomeRead, Symbol: "A/HRC/99/9", Language: "en", Stage: heed.DocIssued}, Review: &record.Review, Recommendations: record.Recommendations}
	if err := p.App.Store.Update(t.Context(), func(tx store.Tx) error {
		return cmp.Or(tx.PutReading(t.Context(), find.Reading{Facts: []heed.Facts{facts}}), tx.PutRecord(t.Context(), record))
	}); err != nil {
		t.Fatal(err)
	}
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	for i := range 12 {
		p.Institution(t, heed.ID(fmt.Sprintf("ministry%d", i)), heed.InstitutionMinistry, heed.VoiceState, "XVA")
	}
	assignAll(t, join(t, b.Alone(t), p, p.Invite(t, "saule", heed.Coordinator, "mfa")), many)
}
