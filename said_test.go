// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"testing"

	"github.com/heed-upr/heed"
)

// What carries the name of a State or of a UN body can be looked up.
func TestSaid_Check(t *testing.T) {
	paper := heed.Source{Title: "A paper"}
	paged := heed.Source{Title: "A paper", Place: "page 4"}
	symbol := heed.Source{Symbol: "CAT/C/XVA/CO/9"}
	for name, c := range map[string]struct {
		said heed.Said
		want string
	}{
		"a network":                        {heed.Said{Voice: heed.VoiceCivilSociety, Source: paper}, ""},
		"a committee by symbol":            {heed.Said{Voice: heed.VoiceUN, Source: symbol}, ""},
		"a committee by page":              {heed.Said{Voice: heed.VoiceUN, Source: paged}, ""},
		"a committee by title":             {heed.Said{Voice: heed.VoiceUN, Source: paper, Dated: true}, "error.said_un"},
		"a committee by what is no symbol": {heed.Said{Voice: heed.VoiceUN, Source: heed.Source{Symbol: "a letter"}}, "error.said_un"},
		"a ministry by title":              {heed.Said{Voice: heed.VoiceState, Source: paper}, "error.said_state"},
		"a ministry by day":                {heed.Said{Voice: heed.VoiceState, Source: paper, Dated: true}, ""},
		"a ministry by page":               {heed.Said{Voice: heed.VoiceState, Source: paged}, ""},
	} {
		if got := heed.ErrorKey(c.said.Check(heed.SubjectCall)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Every kind of thing by which somebody is quoted is held to it.
func TestSaid_OfEachKind(t *testing.T) {
	f := counted()
	f.Voice, f.Source.Place = heed.VoiceUN, ""
	if got := heed.ErrorKey(f.Check()); got != "error.said_un" {
		t.Errorf("a figure: %q", got)
	}
	f.Voice, f.AsOf = heed.VoiceState, ""
	if got := heed.ErrorKey(f.Check()); got != "error.said_state" {
		t.Errorf("a figure of a State: %q", got)
	}
	f.When = heed.Texts{"en": "in the spring"}
	if err := f.Check(); err != nil {
		t.Errorf("a figure of which something is known of its date: %v", err)
	}
	call := heed.Call{Dossier: "harbour", Kind: heed.CallDemand, Voice: heed.VoiceUN, Speaker: "Committee against Torture", Words: heed.Texts{"en": "Look into it."}, Source: heed.Source{Title: "A paper"}}
	if got := heed.ErrorKey(call.Check()); got != "error.said_un" {
		t.Errorf("a call: %q", got)
	}
	if _, quotes := (heed.Assessment{}).Quotes(); quotes {
		t.Error("an institution's own assessment quotes somebody")
	}
	quoted := heed.Assessment{Quotation: &heed.Quotation{Voice: heed.VoiceUN, Speaker: "Human Rights Committee", Symbol: "CCPR/C/123/2", Place: "para. 4"}}
	if said, quotes := quoted.Quotes(); !quotes || said.Speaker != "Human Rights Committee" || said.Check(heed.SubjectAssessment) != nil {
		t.Errorf("a quotation: %+v", said)
	}
}

func TestCall_OfWhomItCanCome(t *testing.T) {
	words := heed.Texts{"en": "It was not looked into."}
	for name, c := range map[string]struct {
		call heed.Call
		want string
	}{
		"views of a network":              {heed.Call{Kind: heed.CallViews, Voice: heed.VoiceCivilSociety, Source: heed.Source{Symbol: "CCPR/C/1/D/2"}}, "error.call_voice"},
		"views without a symbol":          {heed.Call{Kind: heed.CallViews, Voice: heed.VoiceUN, Source: heed.Source{Title: "A paper", Place: "page 2"}}, "error.call_symbol"},
		"an observation by what is none":  {heed.Call{Kind: heed.CallObservation, Voice: heed.VoiceUN, Source: heed.Source{Symbol: "press release", Place: "1"}}, "error.call_symbol"},
		"views by symbol":                 {heed.Call{Kind: heed.CallViews, Voice: heed.VoiceUN, Source: heed.Source{Symbol: "CCPR/C/123/D/2345/2014"}}, ""},
		"a rapporteur's letter":           {heed.Call{Kind: heed.CallCommunication, Voice: heed.VoiceExpert, Source: heed.Source{Title: "AL XVA 1/2025", Place: "page 2"}}, ""},
		"the answer of an organisation":   {heed.Call{Kind: heed.CallAnswer, Voice: heed.VoiceNHRI, Source: heed.Source{Title: "A paper"}}, "error.call_voice"},
		"the State's answer without date": {heed.Call{Kind: heed.CallAnswer, Voice: heed.VoiceState, Source: heed.Source{Title: "A paper"}}, "error.said_state"},
		"the State's answer":              {heed.Call{Kind: heed.CallAnswer, Voice: heed.VoiceState, Date: "2025-03", Source: heed.Source{Title: "A paper"}}, ""},
	} {
		c.call.Dossier, c.call.Speaker, c.call.Words = "harbour", "Somebody", words
		if got := heed.ErrorKey(c.call.Check()); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
