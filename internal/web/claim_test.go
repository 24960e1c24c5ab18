// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// article is a source as a person adds it: its text is pasted.
func article() url.Values {
	v := exhibit()
	v.Set("title", "What LAWYERSSAID")
	v.Set("bearing", "context")
	v.Set("link", "https://gazette.example/lawyers")
	v.Set("pasted", "Veldania is not a signatory to the Convention against Torture, lawyers said.\n\nIt ratified the International Convention for the Protection of All Persons from Enforced Disappearance in February 2023. The harbour was quiet.")
	v.Del("excerpt")
	return v
}

var tick = regexp.MustCompile(`name="claims" value="([0-9a-f]{64})"`)

// TestClaims is the way of a claim: found in a source, taken up, confirmed by one
// person, reviewed by another, and public with its source.
func TestClaims(t *testing.T) { onBoth(t, tryClaims) }

func tryClaims(t *testing.T, p *portal.Portal) {
	t.Helper()
	p.Institution(t, "watch", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	p.Institution(t, "other", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	_, ngo := p.Member(t, "bota", heed.Contributor, "watch")
	_, ally := p.Member(t, "asel", heed.Coordinator, "other")
	_, state := p.Member(t, "saule", heed.Coordinator, "mfa")
	public := p.Visitor(t)

	undated := article()
	undated.Del("date")
	at := good(t, ngo.Send("/en/desk/evidence/new", undated), http.StatusSeeOther).Header.Get("Location")
	if body := good(t, ngo.Get(at+"/claims"), http.StatusOK).Body; !strings.Contains(body, "Give the source its day first") || strings.Contains(body, `name="claims"`) {
		t.Error("claims of a source of no day are held against the record")
	}
	at = good(t, ngo.Send("/en/desk/evidence/new", article()), http.StatusSeeOther).Header.Get("Location")
	id := strings.TrimPrefix(at, "/en/desk/evidence/")
	if body := good(t, ngo.Get(at), http.StatusOK).Body; !strings.Contains(body, at+"/claims") {
		t.Error("the page of evidence does not lead to its claims")
	}
	body := good(t, ngo.Get(at+"/claims"), http.StatusOK).Body
	for _, want := range []string{"is not a signatory to the Convention against Torture", "literally true, but misleading", "2 March 1995", "2 October 2026", "Nobody has confirmed it yet", "Recommendations that name the same treaties"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of claims does not say %q", want)
		}
	}
	if strings.Contains(body, "harbour was quiet") {
		t.Error("what claims nothing is shown as a claim")
	}
	ticks := tick.FindAllStringSubmatch(body, -1)
	if len(ticks) != 2 {
		t.Fatalf("%d claims can be taken up", len(ticks))
	}
	for name, form := range map[string]url.Values{"none": {"form": {"take"}}, "one that was not found": {"form": {"take"}, "claims": {strings.Repeat("0", 64)}}} {
		if got := ngo.Send(at+"/claims", form).Status; got != http.StatusUnprocessableEntity {
			t.Errorf("%s is taken up: %d", name, got)
		}
	}
	good(t, ngo.Send(at+"/claims", url.Values{"form": {"take"}, "claims": {ticks[0][1], ticks[1][1]}}), http.StatusSeeOther)
	on := regexp.MustCompile(`name="recommendations" value="([^"]+)"`).FindStringSubmatch(body)
	if on == nil {
		t.Fatal("no recommendation names what it claims something of")
	}
	good(t, ngo.Send(at+"/claims", url.Values{"form": {"link"}, "version": {"0"}, "recommendations": {on[1]}}), http.StatusUnprocessableEntity)
	good(t, ngo.Send(at+"/claims", url.Values{"form": {"link"}, "version": {"1"}, "recommendations": {on[1]}}), http.StatusSeeOther)
	body = good(t, ngo.Get(at+"/claims"), http.StatusOK).Body
	if tick.MatchString(body) {
		t.Error("what was taken up can be taken up again")
	}
	links := regexp.MustCompile(`/en(/desk/claims/[^"]+)`).FindAllStringSubmatch(body, -1)
	if len(links) != 2 {
		t.Fatalf("%d claims were taken up", len(links))
	}
	misleads, agrees := "/en"+links[0][1], "/en"+links[1][1]
	// One that no rule knows is added by hand, in the words of the source.
	byHand := func(words string) portal.Answer {
		return ngo.Send(at+"/claims", url.Values{"form": {"add"}, "quote": {words}, "subject": {"CEDAW"}})
	}
	if a := good(t, byHand("The harbour was loud."), http.StatusUnprocessableEntity); !strings.Contains(a.Body, "do not stand in the source") {
		t.Error("words that do not stand in the source are taken for it")
	}
	added := good(t, byHand("The harbour was quiet."), http.StatusSeeOther).Header.Get("Location")
	if body := good(t, ngo.Get(added), http.StatusOK).Body; !strings.Contains(body, "A person found the sentence") || !strings.Contains(body, "8 April 1993") {
		t.Error("the record does not stand beside what a person has found")
	}
	takeStep(t, ngo, added, "withdrawn", "1")
	for name, who := range map[string]*portal.Visitor{"another organisation": ally, "the State": state} {
		for _, door := range []string{at + "/claims", misleads, "/en/sources/" + id} {
			if got := who.Get(door).Status; got != http.StatusNotFound {
				t.Errorf("%s opens %s: %d", name, door, got)
			}
		}
	}
	if body := good(t, ngo.Get("/en/desk"), http.StatusOK).Body; !strings.Contains(body, misleads) {
		t.Error("a claim that was taken up waits on nobody")
	}

	good(t, ngo.Send(misleads, url.Values{"form": {"move-submitted"}, "version": {"1"}}), http.StatusUnprocessableEntity)
	verdict := func(v, reason string) url.Values {
		return url.Values{"form": {"edit"}, "version": {"1"}, "verdict": {v}, "reason": {reason}, "visibility": {"coordination"}}
	}
	good(t, ngo.Send(agrees, verdict("", "")), http.StatusUnprocessableEntity)
	good(t, ngo.Send(agrees, verdict("differs", "")), http.StatusUnprocessableEntity) // another one, and not why
	good(t, ngo.Send(misleads, verdict("misleading", "")), http.StatusSeeOther)
	good(t, ngo.Send(agrees, verdict("misleading", "It ENTEREDRESERVATIONS.")), http.StatusSeeOther)
	good(t, ngo.Send(misleads, url.Values{"form": {"move-submitted"}, "version": {"2"}}), http.StatusUnprocessableEntity) // its source is not seen by who reviews
	takeStep(t, ngo, at, "submitted", "2")
	for _, claim := range []string{misleads, agrees} {
		takeStep(t, ngo, claim, "submitted", "2")
		if body := good(t, ngo.Get(claim), http.StatusOK).Body; strings.Contains(body, `value="move-reviewed"`) {
			t.Error("who confirmed it can review it")
		}
		takeStep(t, ally, claim, "reviewed", "3")
	}
	good(t, ally.Send(misleads, url.Values{"form": {"move-published"}, "version": {"4"}}), http.StatusUnprocessableEntity) // before its source
	good(t, public.Get("/en/sources/"+id), http.StatusNotFound)
	// It is published with its source at once, in whatever order they are ticked.
	takeStep(t, ally, at, "reviewed", "3")
	choose := []string{"claim/" + misleads[strings.LastIndex(misleads, "/")+1:] + "/4", "claim/" + agrees[strings.LastIndex(agrees, "/")+1:] + "/4", "evidence/" + id + "/4"}
	good(t, ally.Send("/en/desk/many/published", url.Values{"form": {"confirm"}, "thing": choose}), http.StatusSeeOther)

	claimsShown(t, public, id, on[1])
	good(t, state.Get("/en/desk/claims/"+misleads[strings.LastIndex(misleads, "/")+1:]), http.StatusSeeOther)
	ask := "/en/desk/reply/claim/" + misleads[strings.LastIndex(misleads, "/")+1:]
	if body := good(t, state.Get(ask), http.StatusOK).Body; !strings.Contains(body, "is not a signatory") {
		t.Error("who asks for a correction is not told of what")
	}
	asked := good(t, state.Send(ask, url.Values{"form": {"ask"}, "version": {"0"}, "text": {"It ACCEDED; say so."}, "visibility": {"coordination"}}), http.StatusSeeOther).Header.Get("Location")
	takeStep(t, state, asked, "submitted", "1")
	_, lawyer := p.Member(t, "lawyer", heed.LegalReviewer, "mfa")
	takeStep(t, lawyer, asked, "reviewed", "2")
	takeStep(t, state, asked, "published", "3")
	if body := good(t, public.Get("/en/sources/"+id), http.StatusOK).Body; !strings.Contains(body, "It ACCEDED") {
		t.Error("a correction that was asked for does not stand with the claim")
	}
	withdrawnTold(t, p, ally, at, agrees)
}

// withdrawnTold withdraws a claim, and then its source: the page of the recommendation
// goes on to say that there was something, whose, when and why, and nothing of what it said.
func withdrawnTold(t *testing.T, p *portal.Portal, leader *portal.Visitor, source, claim string) {
	t.Helper()
	const on = "/XVA/3/51.6"
	public := p.Visitor(t)
	take := func(at, why string) {
		t.Helper()
		good(t, leader.Send(at, url.Values{"form": {"move-withdrawn"}, "version": {"5"}, "note": {why}}), http.StatusSeeOther)
	}
	take(claim, "It MISREADTHEM.")
	for _, page := range []string{"/en" + on, "/en/sources/" + source[strings.LastIndex(source, "/")+1:]} {
		body := good(t, public.Get(page), http.StatusOK).Body
		says(t, body, "A claim beside the record was withdrawn on", "Institution watch, civil society", "MISREADTHEM", "/en/history/claim/"+claim[strings.LastIndex(claim, "/")+1:])
		if strings.Contains(body, "ENTEREDRESERVATIONS") {
			t.Errorf("%s says what was withdrawn", page)
		}
	}
	take(source, "It ENDANGERSSOMEBODY.")
	body := good(t, public.Get("/en"+on), http.StatusOK).Body
	says(t, body, "Evidence was withdrawn on", "Institution watch, civil society", "ENDANGERSSOMEBODY", "/en/history/evidence/")
	for _, word := range []string{"LAWYERSSAID", "gazette.example", "MISREADTHEM"} {
		if strings.Contains(body, word) || strings.Contains(good(t, public.Get(on+".json"), http.StatusOK).Body, word) {
			t.Errorf("%q is still told of evidence that was withdrawn", word)
		}
	}
	var twin find.Recommendation
	if err := json.Unmarshal([]byte(good(t, public.Get(on+".json"), http.StatusOK).Body), &twin); err != nil || len(twin.EvidenceWithdrawn) != 1 || twin.EvidenceWithdrawn[0].On == "" || twin.EvidenceWithdrawn[0].By.Voice != heed.VoiceCivilSociety {
		t.Errorf("%+v, %v", twin.EvidenceWithdrawn, err)
	}
}

// claimsShown holds everybody's pages of a source with two claims.
func claimsShown(t *testing.T, public *portal.Visitor, id, linked string) {
	t.Helper()
	body := good(t, public.Get("/en/sources/"+id), http.StatusOK).Body
	for _, want := range []string{
		"LAWYERSSAID", "https://gazette.example/lawyers", "XVA/3/51.6", linked, "is not a signatory to the Convention against Torture", "literally true, but misleading", "2 March 1995",
		"Confirmed by Institution watch", "2 October 2026", "ENTEREDRESERVATIONS", "Proposed by the program: agrees with the record", "invented",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of the source does not say %q", want)
		}
	}
	if strings.Contains(body, "harbour was quiet") {
		t.Error("the text of the source, which is its owner's, is given to everybody")
	}
	for _, page := range []string{"/en/treaties/XVA", "/en/XVA/3/51.6", "/en/" + linked} {
		body := good(t, public.Get(page), http.StatusOK).Body
		if !strings.Contains(body, "/en/sources/"+id) || !strings.Contains(body, "literally true, but misleading") {
			t.Errorf("%s does not show what the source claims", page)
		}
	}
	if body := good(t, public.Get("/en/XVA"), http.StatusOK).Body; !strings.Contains(body, "2 claims of sources") {
		t.Error("the page of the State does not lead to the claims")
	}
	var twin find.ClaimSource
	if err := json.Unmarshal([]byte(good(t, public.Get("/sources/"+id+".json"), http.StatusOK).Body), &twin); err != nil || len(twin.Claims) != 2 {
		t.Errorf("%+v, %v", twin, err)
	}
	for _, c := range twin.Claims {
		good(t, public.Get("/en/history/claim/"+string(c.ID)), http.StatusOK)
	}
	good(t, public.Get("/en/sources/none"), http.StatusNotFound)
}

// Where a recommendation asks for an act about a treaty, the record stands beside the
// form by which it is assessed.
func TestAssess_ShowsTheTreatyRecord(t *testing.T) {
	p, ngo, _, _ := collecting(t)
	record, err := p.Find.Treaties(t.Context(), heed.Viewer{}, "XVA")
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, treaty := range record.Treaties {
		for _, asked := range treaty.Asked {
			body := good(t, ngo.Get("/en/desk/assess/"+asked.Recommendation.String()), http.StatusOK).Body
			if !strings.Contains(body, `id="record"`) || !strings.Contains(body, "/en/treaties/XVA") {
				t.Errorf("%s: no record beside the form", asked.Recommendation)
			}
			shown++
		}
	}
	if shown == 0 {
		t.Fatal("no recommendation asks for an act")
	}
	if body := good(t, ngo.Get("/en/desk/assess/XVA/3/51.6"), http.StatusOK).Body; strings.Contains(body, `id="record"`) {
		t.Error("a record beside what asks for no act")
	}
}
