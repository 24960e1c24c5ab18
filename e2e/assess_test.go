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

// TestDesk_Assess: the pages of assessments that disagree, with a quotation, a
// reply, and a request for correction that waits.
func TestDesk_Assess(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	p.Institution(t, "ombud", heed.InstitutionNHRI, heed.VoiceNHRI, "XVA")
	p.Institution(t, "river", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "bota", heed.FocalPoint, "river"))
	rec := heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.6"}
	say := func(id heed.ID, voice heed.Voice, by heed.ID, body heed.Matter) {
		t.Helper()
		side := heed.Side{Voice: voice, State: "XVA", Institution: by}
		writer, leader := heed.Actor{Pseudonym: "w", Role: heed.FocalPoint, Side: side}, heed.Actor{Pseudonym: "l", Role: heed.Coordinator, Side: side}
		done, err := p.App.Write(t.Context(), writer, app.Change{ID: id, Submit: true, Body: body})
		for i, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
			if err == nil {
				err = p.App.Move(t.Context(), leader, app.Move{Subject: done[0].Subject, Base: 1 + i, To: to})
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	says := func(progress heed.Progress, reasons string) heed.Assessment {
		return heed.Assessment{Recommendation: rec, Progress: progress, Reasons: reasons, Method: "Visits to six places of detention", MethodVersion: "2026", Confidence: heed.ConfidenceHigh, AsOf: "2026-11-01"}
	}
	say("state", heed.VoiceState, "justice", says(heed.FullyDone, "The law has been in force since March 2026, and all courts apply it."))
	say("nhri", heed.VoiceNHRI, "ombud", says(heed.PartlyDone, "The law is there. In four of the six places nobody had been told of it."))
	say("ngo", heed.VoiceCivilSociety, "river", says(heed.NotStarted, "Nothing has changed for those who are held."))
	corrected := says(heed.Started, "Since October there has been a first training; before it, nothing.")
	corrected.Corrects = "ngo"
	say("ngo2", heed.VoiceCivilSociety, "river", corrected)
	quote := says("", "")
	quote.Confidence, quote.Method, quote.MethodVersion = "", "", ""
	quote.Quotation = &heed.Quotation{Voice: heed.VoiceUN, Speaker: "Committee against Torture", Symbol: "CAT/C/XVA/FCO/1", Place: "paragraph 4", Words: "The Committee regrets that no information was provided.", Grade: "B2", Scale: "CAT, 2018"}
	say("quote", heed.VoiceCivilSociety, "river", quote)
	to := heed.Subject{Kind: heed.SubjectAssessment, ID: "ngo2"}
	say("reply", heed.VoiceState, "justice", heed.Reply{To: to, Text: "Trainings began in May. The programme is published."})
	say("request", heed.VoiceNHRI, "ombud", heed.Reply{To: to, Asks: true, Text: "The first training was in May, not October."})
	if _, err := p.App.Write(t.Context(), heed.Actor{Pseudonym: "w", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA", Institution: "river"}}, app.Change{ID: "draft", Body: says(heed.Regressed, "A draft.")}); err != nil {
		t.Fatal(err)
	}
	walk(t, in, p, []deskPage{
		{address: address{"assess", "/desk/assess", http.StatusOK}},
		{address: address{"assess-rec-wrong", "/desk/assess/XVA/3/51.6", http.StatusUnprocessableEntity}, send: true},
		{address: address{"assessment", "/desk/assessments/draft", http.StatusOK}},
		{address: address{"reply-handle", "/desk/reply/reply/request", http.StatusOK}},
		{address: address{"assessed", "/XVA/3/51.6", http.StatusOK}},
		{address: address{"gap", "/gap/XVA/3", http.StatusOK}},
	})
}
