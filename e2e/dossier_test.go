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

// TestDossiers: the pages of a dossier for everybody and at the desk, with a flow,
// figures that stand apart, one that was revised and one that was withdrawn, and
// with what can go wrong.
func TestDossiers(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	p.Institution(t, "river", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "bota", heed.FocalPoint, "river"))
	by := heed.Actor{Pseudonym: "w", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA", Institution: "river"}}
	put := func(id heed.ID, body heed.Matter, steps ...heed.Step) {
		t.Helper()
		done, err := p.App.Write(t.Context(), by, app.Change{ID: id, Submit: true, Body: body})
		for i, to := range append([]heed.Step{heed.StepReviewed, heed.StepPublished}, steps...) {
			if err == nil {
				err = p.App.Move(t.Context(), by, app.Move{Subject: done[0].Subject, Base: 1 + i, To: to, Note: "The source took it back."})
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	paper := heed.Source{Title: "Report of the Prosecutor to the Assembly", Address: "https://prosecutor.example/a/long/way/to/a/report/of/which/the/address/goes/on/and/on.html", Place: "page 4"}
	said := func(text string) heed.Texts { return heed.Texts{"en": text, "ru": "Русский: " + text} }
	put("harbour", heed.Dossier{
		State: "XVA", Title: said("The harbour strike"), Summary: said("Keepers cleared the harbour by force."), Where: said("Port Velda"), From: "2024-01-02", To: "2024-01-05", Themes: []string{"torture"}, Issues: []string{"Impunity"},
		Timeline:  []heed.Occurrence{{Date: "2024-01-02", What: said("It began."), Source: paper}, {Date: "2024-02", What: said("The Assembly asked."), Source: heed.Source{Symbol: "A/1"}}},
		Questions: []heed.Texts{said("Who gave the order?")}, Documents: []heed.Source{paper},
	})
	figure := heed.Figure{Dossier: "harbour", Kind: heed.FigureDeaths, Value: 11, Unit: heed.UnitPersons, Basis: heed.BasisRegistered, Scope: said("all in the register"), AsOf: "2024-03-14", Voice: heed.VoiceState, Speaker: "Prosecutor", Source: paper}
	put("deaths", figure)
	next := figure
	next.Value, next.Revises, next.AsOf, next.Parts = 14, "deaths", "2024-03", []heed.Part{{Value: 2, Of: said("keepers")}}
	put("deaths-next", next)
	list := figure
	list.Value, list.Basis, list.Voice, list.Speaker, list.AsOf, list.When = 19, heed.BasisNamedList, heed.VoiceCivilSociety, "A network of those who live at the river", "", said("after the summer")
	put("list", list)
	put("gone", list, heed.StepWithdrawn)
	for kind, value := range map[heed.FigureKind]int{heed.FigureOpened: 120, heed.FigureClosed: 46, heed.FigureSentToCourt: 71} {
		f := figure
		f.Kind, f.Value, f.Unit, f.Track = kind, value, heed.UnitCases, heed.TrackParticipants
		put(heed.ID("p-"+string(kind)), f)
	}
	for kind, unit := range map[heed.FigureKind]heed.FigureUnit{heed.FigureComplaints: heed.UnitComplaints, heed.FigureOpened: heed.UnitCases, heed.FigureSuspects: heed.UnitPersons} {
		f := figure
		f.Kind, f.Unit, f.Track = kind, unit, heed.TrackOfficials
		put(heed.ID("o-"+string(kind)), f)
	}
	put("remark", heed.Call{Dossier: "harbour", Kind: heed.CallRemark, Voice: heed.VoiceUN, Speaker: "Committee against Torture", Date: "2025-05", Words: said("They do not agree."), Source: heed.Source{Symbol: "CAT/C/XVA/CO/9"}, Figures: []heed.ID{"o-complaints", "o-opened"}})
	put("grade", heed.Call{Dossier: "harbour", Kind: heed.CallGrade, Voice: heed.VoiceUN, Speaker: "Human Rights Committee", Grade: "C", Scale: "A–E, 2017", Source: heed.Source{Symbol: "CCPR/C/123/9", Place: "para. 18"}})
	put("eighth", heed.Person{Dossier: "harbour", Reference: "Person 8", Role: heed.PersonAccused, What: said("Gave the sign."), Source: paper})
	put("seventh", heed.Person{Dossier: "harbour", Reference: "Person 7", Role: heed.PersonWitness, Minor: true, What: said("Saw who gave the sign."), Source: paper})
	p.App.ShowsNames = true
	colleagues, err := p.App.Colleagues(t.Context(), by)
	if err != nil || len(colleagues) != 1 {
		t.Fatal(colleagues, err)
	}
	named, err := p.App.GiveName(t.Context(), by, app.Naming{
		Person: "seventh", Named: []string{colleagues[0].Pseudonym}, Name: heed.Texts{"en": "Zarina Keepersdaughter", "ru": "Зарина Киперсдотер"}, Consent: &heed.Consent{By: heed.ConsentGuardian, Scopes: heed.NameScopes, How: "Signed by her mother; the paper is in the safe.", Given: "2026-11-01", Until: "2027-11-01"},
	})
	for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed, heed.StepPublished} {
		if err == nil {
			err = p.App.Move(t.Context(), by, app.Move{Subject: named.Subject, Base: 1 + i, To: to})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	walk(t, in, p, []deskPage{
		{address: address{"dossiers", "/dossiers", http.StatusOK}},
		{address: address{"dossier", "/dossier/harbour", http.StatusOK}},
		{address: address{"dossier-none", "/dossier/nothing", http.StatusNotFound}},
		{address: address{"figure-history", "/history/figure/deaths-next", http.StatusOK}},
		{address: address{"events", "/desk/dossiers", http.StatusOK}},
		{address: address{"event-new-wrong", "/desk/dossiers/new", http.StatusUnprocessableEntity}, send: true},
		{address: address{"event", "/desk/dossiers/harbour", http.StatusOK}},
		{address: address{"figure-new-wrong", "/desk/dossiers/harbour/figure", http.StatusUnprocessableEntity}, send: true},
		{address: address{"figure", "/desk/figures/deaths-next", http.StatusOK}},
		{address: address{"call-new-wrong", "/desk/dossiers/harbour/call", http.StatusUnprocessableEntity}, send: true},
		{address: address{"call", "/desk/calls/remark", http.StatusOK}},
		{address: address{"person-new-wrong", "/desk/dossiers/harbour/person", http.StatusUnprocessableEntity}, send: true},
		{address: address{"person", "/desk/persons/seventh", http.StatusOK}},
		{address: address{"name", "/desk/persons/seventh/name", http.StatusOK}},
		{address: address{"name-wrong", "/desk/persons/eighth/name", http.StatusUnprocessableEntity}, send: true},
		{address: address{"reply-figure", "/desk/reply/figure/list", http.StatusOK}},
	})
}
