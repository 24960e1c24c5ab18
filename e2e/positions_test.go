// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// mostInteractions is how many clicks and choices it may take a coordinator to
// assign a whole review.
const mostInteractions = 30

// TestDesk_Positions: a coordinator assigns a review to twelve ministries by
// theme, in few steps; then all pages of the answer, as they are with work on
// them, hold what all pages hold.
func TestDesk_Positions(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	for i := range 12 {
		p.Institution(t, heed.ID(fmt.Sprintf("ministry%d", i)), heed.InstitutionMinistry, heed.VoiceState, "XVA")
	}
	in := b.Alone(t)
	page := join(t, in, p, p.Invite(t, "saule", heed.Coordinator, "mfa"))
	follow(t, page, `.desk a[href$="/desk/positions"]`)
	follow(t, page, `main a[href$="/assign"]`)
	interactions := 2
	for i := range page.MustEval(`() => document.querySelectorAll("main select").length`).Int() {
		page.MustEval(`i => { const s = document.querySelectorAll("main select")[i]; s.selectedIndex = 1 + i % 12 }`, i)
		interactions++
	}
	follow(t, page, "main .do button")
	interactions++
	if got := page.MustEval(`() => document.querySelector(".standings li strong").textContent`).Str(); got != "0" {
		t.Errorf("%s recommendations are still unassigned", got)
	}
	t.Logf("a review is assigned to 12 institutions in %d interactions", interactions)
	if interactions > mostInteractions {
		t.Errorf("%d interactions, at most %d", interactions, mostInteractions)
	}
	for i, v := range []string{"supported", "noted"} {
		_, ministry := p.Member(t, "clerk"+v, heed.Contributor, heed.ID(fmt.Sprintf("ministry%d", i)))
		ministry.Send("/en/desk/positions/3/51.5", url.Values{"form": {"propose"}, "version": {"0"}, "response": {v}, "comment": {"So it is"}, "internal": {"Between us"}})
	}
	walk(t, in, p, []deskPage{
		{address: address{"positions", "/desk/positions/3", http.StatusOK}},
		{address: address{"positions-nothing", "/desk/positions/3?q=xylophone", http.StatusOK}},
		{address: address{"positions-nothing-chosen", "/desk/positions/3?standing=waiting", http.StatusUnprocessableEntity}, send: true},
		{address: address{"position", "/desk/positions/3/51.5", http.StatusOK}},
		{address: address{"position-wrong", "/desk/positions/3/51.6", http.StatusUnprocessableEntity}, send: true},
		{address: address{"assign", "/desk/positions/3/assign", http.StatusOK}},
		{address: address{"assign-nothing", "/desk/positions/3/assign", http.StatusUnprocessableEntity}, send: true},
		{address: address{"workbooks", "/desk/positions/3/workbooks", http.StatusOK}},
		{address: address{"workbooks-nothing", "/desk/positions/3/workbooks", http.StatusUnprocessableEntity}, send: true},
		{address: address{"no-review", "/desk/positions/9", http.StatusNotFound}},
	})
}
