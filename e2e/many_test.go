// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestDesk_Many: what waits is found right and published several at once, from
// pages that hold what all pages hold.
func TestDesk_Many(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "dana", heed.Coordinator, "mfa"))
	side := heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "justice"}
	writer := heed.Actor{Pseudonym: "w", Role: heed.FocalPoint, Side: side}
	office := heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "mfa"}
	lawyer := heed.Actor{Pseudonym: "l", Role: heed.LegalReviewer, Side: office}
	head := heed.Actor{Pseudonym: "c", Role: heed.Coordinator, Side: office}
	write := func(c app.Change) heed.Subject {
		t.Helper()
		c.Submit = true
		done, err := p.App.Write(t.Context(), writer, c)
		if err != nil {
			t.Fatal(err)
		}
		return done[0].Subject
	}
	move := func(who heed.Actor, on heed.Subject, base int, to heed.Step) {
		t.Helper()
		if err := p.App.Move(t.Context(), who, app.Move{Subject: on, Base: base, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	law := write(app.Change{ID: "law", Body: heed.Measure{Title: "Закон о предупреждении пыток и о посещении мест лишения свободы без предупреждения", Kind: heed.MeasureLaw, Lead: "justice", Due: "2026-12-31"}})
	move(lawyer, law, 1, heed.StepReviewed)
	move(head, law, 2, heed.StepPublished)
	for i := range 6 {
		on := write(app.Change{Body: heed.Update{Measure: "law", Date: "2026-10-01", Text: fmt.Sprintf("%d regions have been visited, and what was found is in a report of its own.", i+2)}})
		if i%2 == 0 {
			continue
		}
		move(lawyer, on, 1, heed.StepReviewed)
	}
	const reviewed, published = `form[action$="/desk/many/reviewed"]`, `form[action$="/desk/many/published"]`
	walk(t, in, p, []deskPage{
		{address: address{"work-of-many", "/desk", http.StatusOK}},
		{address: address{"many-reviewed", "/desk", http.StatusOK}, send: true, tick: reviewed + ` [name="thing"]`, button: reviewed + " button"},
		{address: address{"many-published", "/desk", http.StatusOK}, send: true, tick: published + ` [name="every"]`, button: published + " button"},
		{address: address{"many-none", "/desk", http.StatusUnprocessableEntity}, send: true, button: published + " button"},
	})
	page := in.Open(t, p.URL+"/en/desk", 320)
	page.MustEval(`of => document.querySelectorAll(of).forEach(box => box.click())`, published+` [name="thing"]`)
	follow(t, page, published+" button")
	follow(t, page, "main .form button")
	if said := text(t, page, `document.querySelector("main").innerText`); !strings.Contains(said, "Published: 3.") {
		t.Errorf("%s", said)
	}
}
