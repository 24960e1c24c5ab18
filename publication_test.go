// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/heed-upr/heed"
)

// staying are the kinds of things that go to no other installation, and why.
var staying = map[heed.SubjectKind]string{
	heed.SubjectAssignment: "who is to act on a recommendation is a State's own business",
	heed.SubjectProposal:   "a ministry's advice is for those who coordinate",
	heed.SubjectSettlement: "the State's position is official in its addendum, and nowhere before",
	heed.SubjectCustody:    "who has handled evidence tells who works on it",
	heed.SubjectSchedule:   "when somebody has to report tells who works on it",
	heed.SubjectComment:    "what is said within a voice stays there",
	heed.SubjectName:       "a consent given here can be withdrawn here, and not there",
	heed.SubjectFeed:       "whom somebody reads is nobody else's business",
	heed.SubjectFind:       "a program's proposal says nothing in anybody's name",
}

// A new kind of thing goes to other installations, or somebody has said why not.
func TestPublications_KnowEveryKind(t *testing.T) {
	for _, kind := range heed.SubjectKinds {
		m, err := heed.Version{Subject: heed.Subject{Kind: kind}, Body: json.RawMessage("{}")}.Matter()
		if err != nil {
			t.Fatal(err)
		}
		_, goes := m.(heed.Outgoing)
		switch listed, reason := slices.Contains(heed.Publications, kind), staying[kind]; {
		case goes != listed:
			t.Errorf("%s: Outgoing is %t, among Publications %t", kind, goes, listed)
		case goes == (reason != ""):
			t.Errorf("%s: Outgoing is %t, and the reason why it stays is %q", kind, goes, reason)
		}
	}
	for _, kind := range append(slices.Clone(heed.Publications), heed.Answerable...) {
		if !slices.Contains(heed.SubjectKinds, kind) {
			t.Errorf("there is no %s", kind)
		}
	}
}

// What can be answered is what goes to others: an answer goes along with it.
func TestAnswerable_GoesOut(t *testing.T) {
	for _, kind := range heed.Answerable {
		if !slices.Contains(heed.Publications, kind) {
			t.Errorf("a %s can be answered, and does not go to others", kind)
		}
	}
}

// Of what is told of an event nothing goes out without its dossier, and no name of
// what is not public.
func TestOutward_OfAnEvent(t *testing.T) {
	open := func(s heed.Subject) bool { return s.ID == "open" }
	for name, c := range map[string]struct {
		says heed.Matter
		goes bool
	}{
		"a dossier":             {heed.Dossier{}, true},
		"a figure":              {heed.Figure{Dossier: "open", Revises: "hidden"}, true},
		"a figure of a draft":   {heed.Figure{Dossier: "hidden"}, false},
		"a call":                {heed.Call{Dossier: "open", Figures: []heed.ID{"hidden"}}, true},
		"a call of a draft":     {heed.Call{Dossier: "hidden"}, false},
		"a person":              {heed.Person{Dossier: "open"}, true},
		"a person of a draft":   {heed.Person{Dossier: "hidden"}, false},
		"a claim":               {heed.Claim{Source: "open"}, true},
		"a claim of a draft":    {heed.Claim{Source: "hidden"}, false},
		"what stays here":       {heed.Remark{}, false},
		"an answer to a draft":  {heed.Reply{To: heed.Subject{Kind: heed.SubjectFigure, ID: "hidden"}}, false},
		"an answer to a figure": {heed.Reply{To: heed.Subject{Kind: heed.SubjectFigure, ID: "open"}}, true},
	} {
		out, goes := heed.Outward(c.says, open)
		if goes != c.goes {
			t.Errorf("%s: %t", name, goes)
		}
		switch said := out.(type) {
		case heed.Figure:
			if said.Revises != "" {
				t.Errorf("%s names %s", name, said.Revises)
			}
		case heed.Call:
			if len(said.Figures) > 0 {
				t.Errorf("%s names %v", name, said.Figures)
			}
		}
	}
}
