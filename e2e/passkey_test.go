// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestJourney_ByPasskey: somebody adds a passkey, signs out, signs in with it and
// without password or code, removes it, and gets in by it no more. The browser
// has an authenticator of its own making, as a telephone would be.
func TestJourney_ByPasskey(t *testing.T) {
	b := browser.Open(t).Alone(t)
	p := portal.Empty(t)
	p.Auth.TwoSteps = true
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	p.URL = p.Named // passkeys are bound to names
	page := b.Open(t, p.URL+"/en"+p.Invite(t, "aida", heed.FocalPoint, "justice"), 1280)
	fill(t, page, map[string]string{"f-join-password": portal.Password})
	follow(t, page, "main .form button")

	if err := (proto.EmulationSetScriptExecutionDisabled{Value: false}).Call(page); err != nil {
		t.Fatal(err)
	}
	if err := (proto.WebAuthnEnable{}).Call(page); err != nil {
		t.Fatal(err)
	}
	_, err := proto.WebAuthnAddVirtualAuthenticator{Options: &proto.WebAuthnVirtualAuthenticatorOptions{
		Protocol: proto.WebAuthnAuthenticatorProtocolCtap2, Transport: proto.WebAuthnAuthenticatorTransportInternal,
		HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
	}}.Call(page)
	if err != nil {
		t.Fatal(err)
	}
	visit := func(path string) {
		t.Helper()
		wait := page.WaitNavigation(proto.PageLifecycleEventNameLoad)
		if err := page.Navigate(p.URL + path); err != nil {
			t.Fatal(err)
		}
		wait()
	}
	at := func(want string) {
		t.Helper()
		if got := text(t, page, `location.pathname`); got != want {
			t.Fatalf("at %q, want %q: %s", got, want, text(t, page, `document.querySelector("main").innerText`))
		}
	}
	visit("/en/desk/settings/passkeys")
	if n := page.Number(`document.querySelectorAll("script").length`); n != 1 {
		t.Errorf("%v scripts on the page", n)
	}
	page.Keep("desk-passkeys")
	fill(t, page, map[string]string{"f-add-label": "telephone", "f-add-current": portal.Password})
	follow(t, page, `section[aria-labelledby="add"] button`)
	at("/en/desk/settings/passkeys")
	if got := text(t, page, `document.querySelector("main").innerText`); !strings.Contains(got, "telephone") {
		t.Fatalf("the passkey is not listed: %s", got)
	}
	page.Keep("desk-passkeys-one")
	visit("/en/desk") // a passkey is a second step
	at("/en/desk")
	follow(t, page, ".desk form button")
	at("/en/desk/sign-in")
	follow(t, page, `main a[href$="/passkey"]`)
	page.Keep("desk-passkey")
	for _, v := range page.Axe() {
		t.Errorf("axe: %s", v)
	}
	if err := (proto.EmulationSetScriptExecutionDisabled{Value: false}).Call(page); err != nil {
		t.Fatal(err)
	}
	visit("/en/desk/sign-in/passkey?next=/desk/settings/passkeys")
	follow(t, page, "main .form button")
	at("/en/desk/settings/passkeys")
	follow(t, page, "main table button")
	visit("/en/desk")
	follow(t, page, ".desk form button")
	visit("/en/desk/sign-in/passkey")
	follow(t, page, "main .form button")
	at("/en/desk/sign-in/passkey")
	if page.Status() != http.StatusUnprocessableEntity {
		t.Errorf("a passkey that was removed: status %d", page.Status())
	}
	for _, c := range page.Complaints() {
		t.Errorf("the browser complains: %s", c)
	}
}
