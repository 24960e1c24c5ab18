// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
)

// assessed is an assessment in which nothing is wrong.
func assessed() heed.Assessment {
	return heed.Assessment{
		Recommendation: heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.6"}, Progress: heed.PartlyDone, Reasons: "The law is there, the practice is not.",
		Method: "Visits", MethodVersion: "2026", Confidence: heed.ConfidenceMedium, AsOf: "2026-10-01", Evidence: []heed.ID{"e1"},
	}
}

// quoted is a quotation in which nothing is wrong.
func quoted() heed.Assessment {
	a := assessed()
	a.Progress, a.Reasons, a.Confidence = "", "", ""
	a.Quotation = &heed.Quotation{Voice: heed.VoiceUN, Speaker: "Human Rights Committee", Symbol: "CCPR/C/XVA/FCO/2", Place: "paragraph 9", Words: "The Committee regrets."}
	return a
}

func TestAssessment_Check(t *testing.T) {
	graded := quoted()
	graded.Quotation.Words, graded.Quotation.Grade, graded.Quotation.Scale = "", "C", "A–E, since 2017"
	for name, a := range map[string]heed.Assessment{"its own": assessed(), "a quotation": quoted(), "a grade": graded} {
		if err := a.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, c := range map[string]struct {
		of     heed.Assessment
		change func(*heed.Assessment)
		field  string
	}{
		"says nothing":              {assessed(), func(a *heed.Assessment) { a.Progress = "" }, "progress"},
		"a value that is none":      {assessed(), func(a *heed.Assessment) { a.Progress = "splendid" }, "progress"},
		"without reasons":           {assessed(), func(a *heed.Assessment) { a.Reasons = " " }, "reasons"},
		"reasons without end":       {assessed(), func(a *heed.Assessment) { a.Reasons = strings.Repeat("x", heed.MaxText+1) }, "reasons"},
		"without a day":             {assessed(), func(a *heed.Assessment) { a.AsOf = "" }, "as_of"},
		"how sure is not said":      {assessed(), func(a *heed.Assessment) { a.Confidence = "" }, "confidence"},
		"a version of no method":    {assessed(), func(a *heed.Assessment) { a.Method = "" }, "method"},
		"evidence twice":            {assessed(), func(a *heed.Assessment) { a.Evidence = []heed.ID{"e1", "e1"} }, "evidence"},
		"corrects what is no name":  {assessed(), func(a *heed.Assessment) { a.Corrects = "a/b" }, "corrects"},
		"quoted by a nickname":      {quoted(), func(a *heed.Assessment) { a.Quotation.Symbol = "banana" }, "symbol"},
		"quoted from nowhere":       {quoted(), func(a *heed.Assessment) { a.Quotation.Symbol = "" }, "symbol"},
		"quoted without a place":    {quoted(), func(a *heed.Assessment) { a.Quotation.Place = "" }, "place"},
		"quoted of nobody":          {quoted(), func(a *heed.Assessment) { a.Quotation.Speaker = "" }, "speaker"},
		"quoted of no voice":        {quoted(), func(a *heed.Assessment) { a.Quotation.Voice = "" }, "voice"},
		"quoted without words":      {quoted(), func(a *heed.Assessment) { a.Quotation.Words = "" }, "words"},
		"an address that runs":      {quoted(), func(a *heed.Assessment) { a.Quotation.Address = "javascript:alert(1)" }, "address"},
		"a reading without reasons": {quoted(), func(a *heed.Assessment) { a.Progress, a.Confidence = heed.Started, heed.ConfidenceLow }, "reasons"},
		"a grade of no scale":       {graded, func(a *heed.Assessment) { a.Quotation.Scale = "" }, "scale"},
		"a grade of civil society":  {graded, func(a *heed.Assessment) { a.Quotation.Voice = heed.VoiceCivilSociety }, "grade"},
		"a grade of no UN document": {graded, func(a *heed.Assessment) { a.Quotation.Symbol, a.Quotation.Address = "", "https://example.org/a" }, "grade"},
		"a grade that somebody translates": {graded, func(a *heed.Assessment) {
			a.Progress, a.Reasons, a.Confidence = heed.PartlyDone, "C is partly", heed.ConfidenceHigh
		}, "progress"},
	} {
		a := c.of
		if a.Quotation != nil {
			q := *a.Quotation
			a.Quotation = &q
		}
		c.change(&a)
		if err := a.Check(); heed.ErrorCode(err) != heed.CodeInvalid || heed.ErrorArg(err, "Field") != c.field {
			t.Errorf("%s: %v, want one of the field %s", name, err, c.field)
		}
	}
}

func TestReply_Check(t *testing.T) {
	to := heed.Subject{Kind: heed.SubjectAssessment, ID: "a"}
	request := heed.Subject{Kind: heed.SubjectReply, ID: "r"}
	for name, c := range map[string]struct {
		reply heed.Reply
		field string // "" for none
	}{
		"a reply":                    {heed.Reply{To: to, Text: "It is not so."}, ""},
		"a request":                  {heed.Reply{To: to, Asks: true, Text: "The day is wrong."}, ""},
		"handled":                    {heed.Reply{To: request, Handled: heed.HandledKept, Text: "It is right."}, ""},
		"without a word":             {heed.Reply{To: to}, "text"},
		"to nothing":                 {heed.Reply{To: heed.Subject{Kind: heed.SubjectAssessment}, Text: "x"}, "to"},
		"to what cannot be answered": {heed.Reply{To: heed.Subject{Kind: heed.SubjectProposal, ID: "p"}, Text: "x"}, "to"},
		"a request unhandled":        {heed.Reply{To: request, Text: "x"}, "handled"},
		"handles an assessment":      {heed.Reply{To: to, Handled: heed.HandledKept, Text: "x"}, "handled"},
		"handles and asks":           {heed.Reply{To: request, Asks: true, Handled: heed.HandledKept, Text: "x"}, "handled"},
	} {
		err := c.reply.Check()
		if heed.ErrorArg(err, "Field") != c.field || (err == nil) != (c.field == "") {
			t.Errorf("%s: %v, want one of the field %q", name, err, c.field)
		}
	}
}

// What was found right or published is never changed; anything else goes its
// usual way.
func TestVersion_MayBecome(t *testing.T) {
	steps := []heed.Step{heed.StepDraft, heed.StepSubmitted, heed.StepReturned, heed.StepReviewed, heed.StepPublished, heed.StepWithdrawn}
	for _, kind := range heed.SubjectKinds {
		for _, from := range steps {
			v := heed.Version{Subject: heed.Subject{Kind: kind}, Step: from}
			for _, to := range steps {
				got, usual := v.MayBecome(to), from.MayBecome(to)
				switch {
				case !kind.StandsAsSaid() && got != usual:
					t.Errorf("%s: %s → %s: %v", kind, from, to, got)
				case kind.StandsAsSaid() && got && !usual:
					t.Errorf("%s: %s → %s, and otherwise not", kind, from, to)
				case kind.StandsAsSaid() && got && slices.Contains([]heed.Step{heed.StepReviewed, heed.StepPublished, heed.StepWithdrawn}, from) && (to == heed.StepDraft || to == heed.StepSubmitted):
					t.Errorf("%s: %s → %s, where it can be changed", kind, from, to)
				}
			}
		}
	}
}
