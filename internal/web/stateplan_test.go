// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestStatePlan is what a State has published of its plan, and what it has not.
func TestStatePlan(t *testing.T) { onBoth(t, tryStatePlan) }

func tryStatePlan(t *testing.T, p *portal.Portal) {
	t.Helper()
	_, ministries := seated(t, p)
	p.Institution(t, "river", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	leader := heed.Actor{Pseudonym: "leader", Role: heed.Coordinator, Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "mfa"}}
	ngo := heed.Actor{Pseudonym: "ngo", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA", Institution: "river"}}
	write := func(by heed.Actor, id heed.ID, says heed.Matter, to ...heed.Step) {
		t.Helper()
		side := by.Side
		if m, ok := says.(heed.Measure); ok {
			side.Institution = m.Lead
		}
		v, err := p.App.Write(t.Context(), by, app.Change{ID: id, Side: side, Visibility: heed.VisibleCoordination, Body: says})
		for i, step := range to {
			mover := by
			if by.Voice == heed.VoiceState && step == heed.StepReviewed {
				mover.Pseudonym, mover.Role = "lawyer", heed.LegalReviewer
			}
			if err == nil {
				err = p.App.Move(t.Context(), mover, app.Move{Subject: v[0].Subject, Base: 1 + i, To: step, Note: "Said WHY."})
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	public := []heed.Step{heed.StepSubmitted, heed.StepReviewed, heed.StepPublished}
	noted, supported := heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.6"}, heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "50.7"}
	links := []heed.Link{{Recommendation: supported, Bearing: heed.Serves}, {Recommendation: noted, Bearing: heed.Contradicts}}
	visitor := p.Visitor(t)

	if body := good(t, visitor.Get("/en/plan/XVA"), http.StatusOK).Body; !strings.Contains(body, "No measure of Veldania has been published here") || strings.Contains(body, "Not in the plan") {
		t.Error("where nothing is published, something is said of a plan")
	}
	if strings.Contains(visitor.Get("/en/XVA").Body, "/en/plan/XVA") || strings.Contains(visitor.Get("/sitemap.xml").Body, "/plan/XVA") {
		t.Error("something leads to a plan of which nothing is published")
	}
	good(t, visitor.Get("/en/plan/QQQ"), http.StatusNotFound)

	write(leader, "law", heed.Measure{Title: "A law on PUBLISHEDLAW", Number: "1.1", Kind: heed.MeasureLaw, Lead: ministries[0], Due: "2020-12-31", Stages: []heed.StageOn{{Stage: heed.StageDrafted, Date: "2020-03-02"}}, Links: links}, public...)
	write(leader, "school", heed.Measure{Title: "A PUBLISHEDSCHOOL", Kind: heed.MeasureTraining, Lead: ministries[1], Due: "2099-12-31", Milestones: []heed.Milestone{{Title: "The FIRSTLESSON", Due: "2099-01-31"}}}, public...)
	write(leader, "secret", heed.Measure{Title: "A HIDDENMEASURE", Kind: heed.MeasureLaw, Lead: ministries[0], Links: []heed.Link{{Recommendation: noted, Bearing: heed.Serves}}})
	write(leader, "gone", heed.Measure{Title: "A GONEMEASURE", Kind: heed.MeasureLaw, Lead: ministries[0], Description: "GONEWORDS", Links: links}, append(public, heed.StepWithdrawn)...)
	write(leader, "prisons", heed.Cluster{Title: "The STATESCLUSTER", Owner: ministries[0], Recommendations: []heed.RecID{supported}, Measures: []heed.ID{"secret"}}, public...)
	write(leader, "drawer", heed.Cluster{Title: "The HIDDENCLUSTER"})
	write(ngo, "river", heed.Cluster{Title: "The RIVERSCLUSTER", Note: "What we see.", Recommendations: []heed.RecID{noted}}, public...)
	write(ngo, "watching", heed.Measure{Title: "What OTHERSDO", Kind: heed.MeasureOther, Lead: "river"}, public...)

	body := good(t, visitor.Get("/en/plan/XVA"), http.StatusOK).Body
	says(t, body, "2 measures that Veldania has published; 1 late", "PUBLISHEDLAW", "PUBLISHEDSCHOOL", "drafted, 2 March 2020", "31 December 2020", "Institution ministry1", "XVA/3/50.7", "contradicts:",
		"GONEMEASURE", "Said WHY.", "STATESCLUSTER", "RIVERSCLUSTER", "What we see.", "civil society", "/en/history/cluster/prisons", "Not in the plan", "supported recommendations", "noted recommendations")
	for _, word := range []string{"HIDDEN", "GONEWORDS", "OTHERSDO", "pseudonym", "leader"} {
		for _, form := range []string{"/en/plan/XVA", "/plan/XVA.json", "/plan/XVA.csv"} {
			if strings.Contains(good(t, visitor.Get(form), http.StatusOK).Body, word) {
				t.Errorf("%s says %q", form, word)
			}
		}
	}
	for _, to := range []string{"/en/XVA", "/sitemap.xml"} {
		if !strings.Contains(visitor.Get(to).Body, "/plan/XVA") {
			t.Errorf("%s does not lead to the plan", to)
		}
	}
	statePlanTwin(t, p, visitor, noted, supported)
}

// statePlanTwin holds the data of the plan against the page's filters.
func statePlanTwin(t *testing.T, p *portal.Portal, visitor *portal.Visitor, noted, supported heed.RecID) {
	t.Helper()
	for query, want := range map[string]int{"": 2, "?late=1": 1, "?institution=ministry2": 1, "?stage=drafted": 1, "?stage=none": 1, "?stage=repealed": 0, "?late=1&institution=ministry2": 0} {
		var twin find.StatePlan
		if err := json.Unmarshal([]byte(good(t, visitor.Get("/plan/XVA.json"+query), http.StatusOK).Body), &twin); err != nil || len(twin.Measures) != want {
			t.Errorf("%s: %d measures, want %d, %v", query, len(twin.Measures), want, err)
		}
		rows, err := csv.NewReader(strings.NewReader(good(t, visitor.Get("/plan/XVA.csv"+query), http.StatusOK).Body)).ReadAll()
		if err != nil || len(rows) != want+1 {
			t.Errorf("%s: %d rows, want %d, %v", query, len(rows), want+1, err)
		}
	}
	for _, query := range []string{"?stage=nearly", "?late=2", "?colour=red"} {
		good(t, visitor.Get("/en/plan/XVA"+query), http.StatusBadRequest)
	}
	plan, err := p.Find.StatePlan(t.Context(), heed.Viewer{}, "XVA", "2026-01-01")
	if err != nil || plan.Review != noted.Review || len(plan.Withdrawn) != 1 || len(plan.Clusters) != 2 {
		t.Fatalf("%+v, %v", plan, err)
	}
	record, err := p.Find.Search(t.Context(), heed.Viewer{}, find.Query{Scope: find.In(noted.Review)})
	if err != nil {
		t.Fatal(err)
	}
	if all := len(plan.Unplanned) + len(plan.NotedUnplanned) + plan.Pending; all != record.Total-1 {
		t.Errorf("%d are not in the plan, of %d with one that is", all, record.Total)
	}
	for _, id := range plan.Unplanned {
		if id == supported {
			t.Error("what a published measure serves is said not to be in the plan")
		}
	}
}
