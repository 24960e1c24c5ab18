// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestName is what the public reads of the name of somebody in an event: with
// consent, without, once it has expired or was withdrawn, by a judgment until that is
// quashed, and where nobody is named.
func TestName(t *testing.T) { onBoth(t, tryNames) }

// The names, of words that stand nowhere else.
const (
	givenName  = "Zarinaqx Qasymbekqx"
	guiltyName = "Guiltyqx Headmanqx"
)

// eventful is a portal with a public dossier, in it a victim and an accused person.
type eventful struct {
	*portal.Portal
	public *portal.Visitor
}

// body is what everybody reads at an address.
func (e eventful) body(t *testing.T, path string) string {
	t.Helper()
	return good(t, e.public.Get(path), http.StatusOK).Body
}

// reads looks which of the names everybody reads on the page and in its data.
func (e eventful) reads(t *testing.T, what string, victim, accused bool) {
	t.Helper()
	for _, path := range []string{"/en/dossier/harbour", "/ru/dossier/harbour", "/dossier/harbour.json"} {
		body := e.body(t, path)
		for name, want := range map[string]bool{givenName: victim, guiltyName: accused} {
			if strings.Contains(body, name) != want {
				t.Errorf("%s: %s shows %s: %t", what, path, name, !want)
			}
		}
	}
}

// nowhere looks whether any of the names stands where none may.
func (e eventful) nowhere(t *testing.T) {
	t.Helper()
	for _, path := range []string{
		"/en/dossiers", "/dossiers.json", "/dossier/harbour.csv", "/dossier/harbour.xlsx", "/en/search?words=Zarinaqx", "/search.json?words=Zarinaqx", "/en/history/person/victim", "/history/person/victim.json",
		"/en/states/XVA", "/en", "/sitemap.xml",
	} {
		a := e.public.Get(path)
		for _, word := range []string{"Zarinaqx Q", "Qasymbekqx", "Headmanqx"} {
			if strings.Contains(a.Body, word) {
				t.Errorf("%s shows %s", path, word)
			}
		}
	}
	for _, id := range []string{"victim", "accused"} {
		good(t, e.public.Get("/en/history/name/"+id), http.StatusNotFound)
	}
	if log := e.Log.String(); strings.Contains(log, "arinaqx Q") || strings.Contains(log, "eadmanqx") {
		t.Error("the log of requests has a name")
	}
}

func tryNames(t *testing.T, p *portal.Portal) {
	t.Helper()
	p.Institution(t, "river", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	p.Institution(t, "alliance", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	account, river := p.Member(t, "bota", heed.FocalPoint, "river")
	_, colleague := p.Member(t, "daria", heed.Contributor, "river")
	_, lead := p.Member(t, "aigul", heed.Coordinator, "alliance")
	_, state := p.Member(t, "saule", heed.Coordinator, "mfa")
	e := eventful{p, p.Visitor(t)}
	said := func(text string) heed.Texts { return heed.Texts{"en": text} }
	paper := heed.Source{Title: "A paper"}
	for _, c := range []app.Change{
		{ID: "harbour", Body: heed.Dossier{State: "XVA", Title: said("The harbour"), Summary: said("Keepers beat people."), From: "2024-01-02"}},
		{ID: "victim", Body: heed.Person{Dossier: "harbour", Reference: "Person 7", Role: heed.PersonVictim, What: said("Was beaten."), Source: paper}},
		{ID: "accused", Body: heed.Person{Dossier: "harbour", Reference: "Person 8", Role: heed.PersonAccused, What: said("Gave the order."), Source: paper}},
	} {
		c.Submit = true
		v, err := p.App.Write(t.Context(), account.Actor(), c)
		for i, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
			if err == nil {
				err = p.App.Move(t.Context(), account.Actor(), app.Move{Subject: v[0].Subject, Base: 1 + i, To: to})
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	const victim, accused = "/en/desk/persons/victim/name", "/en/desk/persons/accused/name"
	consent := url.Values{
		"form": {"edit"}, "version": {"0"}, "given_name-en": {givenName}, "given_by": {"person"}, "shown_in": {"page", "data"}, "told_how": {"A signed paper."},
		"given_on": {"2026-11-01"}, "holds_until": {"2026-11-30"},
	}
	judgment := url.Values{
		"form": {"edit"}, "version": {"0"}, "given_name-en": {guiltyName}, "court": {"City Court"}, "judgment_date": {"2026-10-01"}, "case_number": {"1-23/2026"}, "judgment_stage": {"first_instance"}, "judgment_outcome": {"convicted"}, "source_title": {"Register"},
	}

	if body := good(t, river.Get(victim), http.StatusOK).Body; !strings.Contains(body, "Nobody is named in this installation") || strings.Contains(body, "given_name") {
		t.Error("names are asked for where nobody is named")
	}
	if strings.Contains(good(t, river.Get("/en/desk/persons/victim"), http.StatusOK).Body, victim) || !strings.Contains(e.body(t, "/en/dossier/harbour"), "never by name") {
		t.Error("pages do not say that nobody is named")
	}
	p.App.ShowsNames = true
	if !strings.Contains(good(t, river.Get("/en/desk/persons/victim"), http.StatusOK).Body, victim) || strings.Contains(e.body(t, "/ru/dossier/harbour"), "никогда по имени") {
		t.Error("pages do not say how people are named")
	}
	for name, wrong := range map[string]url.Values{"no consent": maps(consent, "given_by", ""), "no end": maps(consent, "holds_until", ""), "no name": maps(consent, "given_name-en", " "), "the name beside it": maps(consent, "told_how", "Ms Qasymbekqx signed.")} {
		if a := river.Send(victim, wrong); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	good(t, state.Get(victim), http.StatusNotFound)
	good(t, river.Send(victim, consent), http.StatusSeeOther)
	good(t, river.Send(accused, judgment), http.StatusSeeOther)
	if body := good(t, river.Get(victim), http.StatusOK).Body; !strings.Contains(body, givenName) || !strings.Contains(body, "not published as it is") {
		t.Error("who wrote it does not read it")
	}
	for who, visitor := range map[string]*portal.Visitor{"a colleague": colleague, "who leads the voice": lead} {
		if body := good(t, visitor.Get(victim), http.StatusOK).Body; strings.Contains(body, "Qasymbekqx") || strings.Contains(body, "What is recorded") {
			t.Errorf("%s reads it, or that it is there", who)
		}
	}
	e.reads(t, "drafts", false, false)
	takeStep(t, river, victim, "submitted", "1")
	if body := good(t, river.Get("/en/desk"), http.StatusOK).Body; !strings.Contains(body, victim) || strings.Contains(body, "Qasymbekqx") {
		t.Error("who has to review a name is not led to it, or reads it in a list")
	}
	if strings.Contains(good(t, lead.Get("/en/desk"), http.StatusOK).Body, victim) {
		t.Error("who does not read a name is led to it")
	}
	takeStep(t, river, victim, "reviewed", "2")
	takeStep(t, river, victim, "published", "3")
	released(t, accused, river, river)
	e.reads(t, "published", true, true)
	e.nowhere(t)
	for _, path := range []string{"/en/dossier/harbour", "/dossier/harbour.json"} {
		if h := e.public.Get(path).Header; h.Get("X-Robots-Tag") != "noindex, noarchive" {
			t.Errorf("%s may be kept by search engines", path)
		}
		if cache := e.public.Get(path).Header.Get("Cache-Control"); !strings.Contains(cache, "no-store") {
			t.Errorf("%s may be kept: %s", path, cache)
		}
	}
	if body := e.body(t, "/en/dossier/harbour"); !strings.Contains(body, "until 30 November 2026 at the latest") || !strings.Contains(body, "City Court, 1 October 2026, 1-23/2026 (convicted; first instance; an appeal can change it)") {
		t.Error("the page does not say what lets a name be shown")
	}
	if body := good(t, river.Get("/en/desk/history/name/victim"), http.StatusOK).Body; strings.Contains(body, "Qasymbekqx") || !strings.Contains(body, "sealed") {
		t.Error("the history of a name has the name")
	}
	p.App.ShowsNames = false
	e.Now = e.Now.AddDate(0, 0, 1)
	e.reads(t, "where nobody is named", false, false)
	p.App.ShowsNames = true
	e.Now = e.Now.AddDate(0, 0, 1)
	e.reads(t, "named again", true, true)
	was := e.Now
	e.Now = was.AddDate(0, 0, 7)
	e.reads(t, "expired", false, true)
	e.Now = was

	good(t, river.Send(accused, maps(judgment, "version", "4", "given_name-en", "", "judgment_stage", "quashed")), http.StatusSeeOther)
	e.reads(t, "quashed", true, false)
	narrow := maps(consent, "version", "4", "given_name-en", "", "shown_in", "page")
	good(t, river.Send(victim, narrow), http.StatusSeeOther)
	e.reads(t, "written anew", false, false)
	for i, to := range []string{"submitted", "reviewed", "published"} {
		takeStep(t, river, victim, to, string(rune('5'+i)))
	}
	var d find.Dossier
	if err := json.Unmarshal([]byte(e.body(t, "/dossier/harbour.json")), &d); err != nil || d.Persons[0].Named != nil || !strings.Contains(e.body(t, "/en/dossier/harbour"), givenName) {
		t.Errorf("a consent for the page: %+v, %v", d.Persons, err)
	}
	if body := good(t, colleague.Get(victim), http.StatusOK).Body; strings.Contains(body, `value="away"`) {
		t.Error("a colleague can take it away")
	}
	good(t, lead.Send(victim, url.Values{"form": {"away"}, "note": {" "}}), http.StatusUnprocessableEntity)
	good(t, lead.Send(victim, url.Values{"form": {"away"}, "note": {"They asked for it."}}), http.StatusSeeOther)
	e.reads(t, "taken away", false, false)
	good(t, river.Send(victim, maps(consent, "version", "9", "withdrawn_on", "2026-11-24")), http.StatusSeeOther)
	e.reads(t, "withdrawn", false, false)
	if body := good(t, river.Get(victim), http.StatusOK).Body; !strings.Contains(body, "the consent was withdrawn") {
		t.Error("the page does not say why it is not shown")
	}
	e.nowhere(t)
}
