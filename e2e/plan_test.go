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
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

// TestDesk_Plan: the pages of a plan that has a measure with all that can belong
// to it, one that is late among it.
func TestDesk_Plan(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	index, _ := specimen.Index()
	p.ImportIndex(t, index)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "aida", heed.FocalPoint, "justice"))
	side := heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "justice"}
	writer := heed.Actor{Pseudonym: "w", Role: heed.FocalPoint, Side: side}
	rec := heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.6"}
	_, err := p.App.Write(t.Context(), writer, app.Change{ID: "law", Body: heed.Measure{
		Title: "Law on the prevention of torture", Kind: heed.MeasureLaw, Lead: "justice", Start: "2026-01-15", Due: "2026-06-30", Description: "What it is to say.",
		Stages: []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2026-02-01", Source: "Decree 7"}}, Milestones: []heed.Milestone{{Title: "Before Parliament", Due: "2026-03-01"}},
		RecognisedBy: []heed.Citation{{Symbol: "CAT/C/XVA/CO/2", Paragraph: "14", Note: "as a step"}}, CriticisedBy: []heed.Citation{{Symbol: "E/C.12/XVA/CO/1", Paragraph: "8"}},
		Links: []heed.Link{{Recommendation: rec, Bearing: heed.Serves}}, Indicators: []heed.Indicator{{Name: "Complaints", Kind: heed.IndicatorProcess, Unit: "complaints", Values: []heed.Value{{Date: "2026", Value: "3"}}}},
	}}, app.Change{ID: "said", Body: heed.Update{Measure: "law", Date: "2026-05-01", Text: "The draft is written."}},
		app.Change{ID: "prisons", Body: heed.Cluster{Title: "Prisons", Order: 1, Owner: "justice", Recommendations: []heed.RecID{rec}, Annotations: []string{"00000000-0000-4000-8000-000000000001"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.App.Prove(t.Context(), writer, app.Exhibit{Change: app.Change{ID: "paper", Body: heed.Evidence{
		Title: "Report of the ombudsman", Bearing: heed.EvidenceSupports, Measure: "law", Recommendations: []heed.RecID{rec}, Excerpt: "The draft was published.", Date: "2026-05-02", Publisher: "Ombudsman", Level: heed.SensitivityOpen,
	}}, Name: "report.txt", Data: []byte("The draft was published.\n")}); err != nil {
		t.Fatal(err)
	}
	published(t, p, writer)
	translated(t, p, writer, rec)
	walk(t, in, p, []deskPage{
		{address: address{"evidences", "/desk/evidence", http.StatusOK}},
		{address: address{"evidence", "/desk/evidence/paper", http.StatusOK}},
		{address: address{"evidence-new-wrong", "/desk/evidence/new", http.StatusUnprocessableEntity}, send: true},
		{address: address{"plan", "/desk/plan", http.StatusOK}},
		{address: address{"plan-board", "/desk/plan?view=board", http.StatusOK}},
		{address: address{"plan-timeline", "/desk/plan?view=timeline", http.StatusOK}},
		{address: address{"plan-nothing", "/desk/plan?q=xylophone", http.StatusOK}},
		{address: address{"plan-clusters", "/desk/plan?view=clusters", http.StatusOK}},
		{address: address{"clusters", "/desk/plan/clusters", http.StatusOK}},
		{address: address{"cluster", "/desk/plan/clusters/prisons", http.StatusOK}},
		{address: address{"cluster-new-wrong", "/desk/plan/clusters/new", http.StatusUnprocessableEntity}, send: true},
		{address: address{"plan-import", "/desk/plan/import", http.StatusOK}},
		{address: address{"plan-import-nothing", "/desk/plan/import", http.StatusUnprocessableEntity}, send: true},
		{address: address{"measure", "/desk/plan/law", http.StatusOK}},
		{address: address{"measure-new-wrong", "/desk/plan/new", http.StatusUnprocessableEntity}, send: true},
		{address: address{"unplanned", "/desk/plan/unplanned", http.StatusOK}},
		{address: address{"unplanned-nothing", "/desk/plan/unplanned", http.StatusUnprocessableEntity}, send: true},
		{address: address{"update", "/desk/plan/updates/said", http.StatusOK}},
		{address: address{"history", "/desk/history/measure/law", http.StatusOK}},
		{address: address{"editions", "/history/measure/law", http.StatusOK}},
		{address: address{"state-plan", "/plan/XVA", http.StatusOK}},
		{address: address{"state-plan-none-fit", "/plan/XVA?stage=repealed", http.StatusOK}},
		{address: address{"queue", "/desk", http.StatusOK}},
		{address: address{"updates", "/desk/plan/updates", http.StatusOK}},
		{address: address{"updates-nothing", "/desk/plan/updates", http.StatusUnprocessableEntity}, send: true},
		{address: address{"planbooks", "/desk/plan/workbooks", http.StatusOK}},
		{address: address{"planbooks-nothing", "/desk/plan/workbooks", http.StatusUnprocessableEntity}, send: true},
		{address: address{"no-measure", "/desk/plan/none", http.StatusNotFound}},
		{address: address{"translation", "/desk/translations/" + rec.String(), http.StatusOK}},
		{address: address{"translation-nothing", "/desk/translations/" + rec.String(), http.StatusUnprocessableEntity}, send: true, button: `section[aria-labelledby="lay"] button`},
	})
}

// translated lays two translations beside a recommendation, and withdraws a third.
func translated(t *testing.T, p *portal.Portal, writer heed.Actor, rec heed.RecID) {
	t.Helper()
	for _, language := range []string{"tg", "kk", "uz"} {
		x := heed.Translation{Review: rec.Review, Ref: rec.Ref, Language: language, Kind: heed.TranslationState, Text: "In " + language}
		entries, err := p.App.TranslateRecord(t.Context(), writer, []heed.Translation{x})
		if err != nil {
			t.Fatal(err)
		}
		if x.Entry = entries[0]; language == "uz" {
			x.Note = "It was a draft."
			if err := p.App.WithdrawTranslation(t.Context(), writer, x); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// published brings the measure to the public, once and again with other words,
// and has somebody comment on it.
func published(t *testing.T, p *portal.Portal, writer heed.Actor) {
	t.Helper()
	boss := writer
	boss.Pseudonym, boss.Role = "c", heed.Coordinator
	law := heed.Subject{Kind: heed.SubjectMeasure, ID: "law"}
	moves := func(who heed.Actor, subject heed.Subject, base int, to heed.Step) {
		if err := p.App.Move(t.Context(), who, app.Move{Subject: subject, Base: base, To: to, Note: "It was done otherwise."}); err != nil {
			t.Fatal(err)
		}
	}
	move := func(who heed.Actor, base int, to heed.Step) { moves(who, law, base, to) }
	if _, err := p.App.Write(t.Context(), writer, app.Change{ID: "gone", Body: heed.Measure{Title: "A council on prisons", Kind: heed.MeasureInstitution, Lead: "justice"}}); err != nil {
		t.Fatal(err)
	}
	gone := heed.Subject{Kind: heed.SubjectMeasure, ID: "gone"}
	for base, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed, heed.StepPublished} {
		move(boss, base+1, to)
		moves(boss, gone, base+1, to)
		moves(boss, heed.Subject{Kind: heed.SubjectCluster, ID: "prisons"}, base+1, to)
	}
	moves(boss, gone, 4, heed.StepWithdrawn)
	rec := heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.6"}
	if _, err := p.App.Write(t.Context(), writer, app.Change{ID: "law", Base: 4, Submit: true, Body: heed.Measure{
		Title: "Law on the prevention of torture and ill-treatment", Kind: heed.MeasureLaw, Lead: "justice", Start: "2026-01-15", Due: "2026-06-30", Description: "What it is to say, and who is to watch over it.",
		Stages: []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2026-02-01", Source: "Decree 7"}, {Stage: heed.StageDrafted, Date: "2026-05-01"}}, Milestones: []heed.Milestone{{Title: "Before Parliament", Due: "2026-03-01"}},
		Links: []heed.Link{{Recommendation: rec, Bearing: heed.Serves}},
	}}); err != nil {
		t.Fatal(err)
	}
	move(boss, 5, heed.StepReviewed)
	move(boss, 6, heed.StepPublished)
	if _, err := p.App.Write(t.Context(), boss, app.Change{Body: heed.Remark{On: law, At: 7, Field: "description", Text: "Who is to watch over it?"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.App.Write(t.Context(), writer, app.Change{ID: "begun", Body: heed.Update{Measure: "law", Date: "2026-06-01", Text: "Sent to the Committee."}}); err != nil {
		t.Fatal(err)
	}
	if err := p.App.Move(t.Context(), writer, app.Move{Subject: heed.Subject{Kind: heed.SubjectUpdate, ID: "begun"}, Base: 1, To: heed.StepSubmitted}); err != nil {
		t.Fatal(err)
	}
	if err := p.App.Move(t.Context(), boss, app.Move{Subject: heed.Subject{Kind: heed.SubjectUpdate, ID: "begun"}, Base: 2, To: heed.StepReturned, Note: "Which committee, and when?"}); err != nil {
		t.Fatal(err)
	}
}
