// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// article is what a newspaper writes of the specimen State.
const article = "Veldania is not a signatory to the Convention against Torture, lawyers said.\n\nIt ratified the International Convention for the Protection of All Persons from Enforced Disappearance in February 2023.\n\nThe harbour was quiet."

// TestClaims: a source is added, its claims are found, one person confirms one and
// changes another, somebody else reviews and publishes them; and every page of it.
func TestClaims(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	l := &life{Portal: p, t: t}
	p.Institution(t, "watch", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	p.Institution(t, "other", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	enter := func(name string, role heed.Role, at heed.ID) *person {
		in := b.Alone(t)
		return &person{join(t, in, p, p.Invite(t, name, role, at)), in}
	}
	writer, reviewer := enter("bota", heed.Contributor, "watch"), enter("asel", heed.Coordinator, "other")

	add := map[string]string{
		"title": "Lawyers on the treaties of Veldania", "bearing": "context", "recommendations": "XVA/3/51.6", "link": "https://gazette.example/a/long/way/to/what/lawyers/said/about/treaties.html", "pasted": article,
		"publisher": "The Harbour Gazette", "level": "open", "visibility": "institution",
	}
	l.at(writer, "/desk/evidence/new")
	l.send(writer, "edit", add)
	undated := here(writer) + "/claims"
	add["date"] = "2026-05-12"
	l.at(writer, "/desk/evidence/new")
	l.send(writer, "edit", add)
	source := here(writer)
	follow(t, writer.Page, `main a[href$="/claims"]`)
	l.says(writer, "is not a signatory to the Convention against Torture", "literally true, but misleading", "12 May 2026", "Nobody has confirmed it yet")
	writer.MustEval(`() => document.querySelectorAll("main [name=claims]").forEach(box => { box.checked = true })`)
	l.send(writer, "take", nil)
	var claims []string
	for _, at := range strings.Fields(text(t, writer.Page, `[...document.querySelectorAll("#taken ~ ul a")].map(a => a.pathname).join(" ")`)) {
		claims = append(claims, strings.TrimPrefix(at, "/en"))
	}
	if len(claims) != 2 {
		t.Fatalf("taken up: %q", claims)
	}
	l.send(writer, "add", map[string]string{"quote": "The harbour was quiet.", "subject": "CRC"})
	open := here(writer)
	l.says(writer, "A person found the sentence")
	l.at(writer, source)
	l.send(writer, "move-submitted", nil)
	for i, said := range []map[string]string{{"verdict": "misleading"}, {"verdict": "misleading", "reason": "It became bound in February; the law that carries it out is of May."}} {
		l.at(writer, claims[i])
		l.send(writer, "edit", said)
	}
	l.at(reviewer, source)
	l.send(reviewer, "move-reviewed", nil)
	l.send(reviewer, "move-published", nil)
	for _, claim := range claims {
		l.publish(claim, writer, reviewer)
	}
	public := strings.Replace(source, "/desk/evidence/", "/sources/", 1)
	visitor := &person{nil, b.Alone(t)}
	l.at(visitor, "/treaties/XVA")
	l.says(visitor, "What sources claim of Veldania", "literally true, but misleading", "Confirmed by Institution watch")
	follow(t, visitor.Page, `.claim a[href*="/sources/"]`)
	l.says(visitor, "Lawyers on the treaties of Veldania", "Proposed by the program: agrees with the record", "the law that carries it out", "2 March 1995")
	if got := here(visitor); got != public {
		t.Errorf("the claim leads to %s", got)
	}
	follow(t, visitor.Page, `main a[href$="/XVA/3/51.6"]`)
	l.says(visitor, "Its claims beside the record")

	treaty := ""
	record, err := p.Find.Treaties(t.Context(), heed.Viewer{}, "XVA")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range record.Treaties {
		if len(r.Asked) > 0 {
			treaty = r.Asked[0].Recommendation.String()
		}
	}
	walk(t, writer.b, p, []deskPage{
		{address: address{"source", public, http.StatusOK}},
		{address: address{"source-none", "/sources/nothing", http.StatusNotFound}},
		{address: address{"treaties-claims", "/treaties/XVA", http.StatusOK}},
		{address: address{"recommendation-claims", "/XVA/3/51.6", http.StatusOK}},
		{address: address{"claim-history", strings.Replace(claims[1], "/desk/claims/", "/history/claim/", 1), http.StatusOK}},
		{address: address{"claims", source + "/claims", http.StatusOK}},
		{address: address{"claims-wrong", source + "/claims", http.StatusUnprocessableEntity}, send: true},
		{address: address{"claims-undated", undated, http.StatusOK}},
		{address: address{"claim", claims[1], http.StatusOK}},
		{address: address{"claim-wrong", open, http.StatusUnprocessableEntity}, send: true},
		{address: address{"assess-treaty", "/desk/assess/" + treaty, http.StatusOK}},
	})
}
