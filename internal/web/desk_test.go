// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// office is a portal with a ministry of the specimen's State.
func office(t *testing.T) *portal.Portal {
	t.Helper()
	p := portal.Empty(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	return p
}

func signIn(email, password string) url.Values {
	return url.Values{"form": {"sign-in"}, "email": {email}, "password": {password}}
}

// From the invitation to the desk, out of it and in again.
func TestDesk_FromInvitationToSignOut(t *testing.T) {
	p := office(t)
	path := p.Invite(t, "aida", heed.FocalPoint, "justice")
	v := p.Visitor(t)
	if a := v.Get(path); a.Status != http.StatusOK || !strings.Contains(a.Body, "aida@example.org") || !strings.Contains(a.Body, "Institution justice") {
		t.Fatalf("the invitation: %d %s", a.Status, a.Body)
	} else if a.Header.Get("Set-Cookie") != "" {
		t.Error("looking at an invitation sets a cookie")
	}
	for password, says := range map[string]string{"short": "too short", "aida@example.org": "easy to guess", "passwordpassword": "easy to guess", "": "is needed"} {
		a := v.Send(path, url.Values{"form": {"join"}, "password": {password}})
		if a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, says) {
			t.Errorf("the password %q: %d", password, a.Status)
		}
		if password != "" && strings.Contains(a.Body, `value="`+password+`"`) {
			t.Errorf("the password %q is given back", password)
		}
	}
	a := v.Send(path, url.Values{"form": {"join"}, "password": {portal.Password}})
	if a.Status != http.StatusSeeOther || a.Header.Get("Location") != "/desk" {
		t.Fatalf("joining: %d %s", a.Status, a.Body)
	}
	cookie := a.Header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie %q is not %s", cookie, want)
		}
	}
	if strings.Contains(cookie, "Expires") || strings.Contains(cookie, "Max-Age") {
		t.Errorf("the cookie %q outlives the browser", cookie)
	}
	first := v.Get("/desk")
	if first.Status != http.StatusOK || !strings.Contains(first.Body, "Welcome") || !strings.Contains(first.Body, "focal point") || !strings.Contains(first.Header.Get("Cache-Control"), "no-store") {
		t.Errorf("the desk: %d %v %s", first.Status, first.Header, first.Body)
	}
	if strings.Contains(v.Get("/desk").Body, "Welcome") {
		t.Error("what was said once is said again")
	}
	if a := v.Get(path); a.Status != http.StatusNotFound {
		t.Errorf("an invitation opens twice: %d", a.Status)
	}
	if a := v.Get("/desk/sign-out"); a.Status != http.StatusSeeOther || v.Get("/desk").Status != http.StatusOK {
		t.Error("a link signs out")
	}
	v.Send("/desk/sign-out", nil)
	if a := v.Get("/ru/desk"); a.Status != http.StatusSeeOther || a.Header.Get("Location") != "/ru/desk/sign-in" {
		t.Errorf("signed out: %d %s", a.Status, a.Header.Get("Location"))
	}
	for next, want := range map[string]string{"/desk/nothing": "/desk/nothing", "//evil.example": "/desk", "https://evil.example/desk/": "/desk", `/desk/\evil`: "/desk", "": "/desk"} {
		w := p.Visitor(t)
		a := w.Send("/desk/sign-in?next="+url.QueryEscape(next), signIn("Aida@Example.org ", portal.Password))
		if a.Status != http.StatusSeeOther || a.Header.Get("Location") != want {
			t.Errorf("next %q: %d to %q", next, a.Status, a.Header.Get("Location"))
		}
	}
}

// Who does not belong in, hears the same and as soon, whoever they say they are.
func TestDesk_TellsNobodyWhoHasAnAccount(t *testing.T) {
	p := office(t)
	p.Member(t, "aida", heed.FocalPoint, "justice")
	answers := map[string]portal.Answer{}
	for _, email := range []string{"aida@example.org", "nobody@example.org"} {
		for range 4 {
			a := p.Visitor(t).Send("/en/desk/sign-in", signIn(email, "not the password at all"))
			a.Body = strings.ReplaceAll(a.Body, email, "EMAIL")
			if a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "do not fit") || a.Header.Get("Set-Cookie") != "" {
				t.Fatalf("%s: %d %v", email, a.Status, a.Header)
			}
			answers[email] = a
		}
		var a portal.Answer
		for range 2 {
			a = p.Visitor(t).Send("/en/desk/sign-in", signIn(email, "not the password at all"))
		}
		if a.Status != http.StatusTooManyRequests || !strings.Contains(a.Body, "Wait 0:1") {
			t.Errorf("%s: the sixth try: %d %s", email, a.Status, a.Body)
		}
	}
	if answers["aida@example.org"].Body != answers["nobody@example.org"].Body {
		t.Error("the page tells who has an account")
	}
	if a := p.Visitor(t).Send("/en/desk/sign-in", signIn("aida@example.org", portal.Password)); a.Status != http.StatusTooManyRequests {
		t.Errorf("the right password after too many tries: %d", a.Status)
	}
}

// What another host sends is not done, and the public pages take no forms.
func TestDesk_TakesFormsOfItsOwnOnly(t *testing.T) {
	p := office(t)
	_, v := p.Member(t, "aida", heed.FocalPoint, "justice")
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}} {
		if a := v.Send("/desk/sign-out", nil, headers...); a.Status != http.StatusForbidden {
			t.Errorf("%v: %d", headers, a.Status)
		}
	}
	if v.Get("/desk").Status != http.StatusOK {
		t.Error("another host has signed somebody out")
	}
	for _, path := range []string{"/", "/search", "/deskx", "/XVA/2"} {
		if a := v.Send(path, nil); a.Status != http.StatusMethodNotAllowed {
			t.Errorf("%s takes a form: %d", path, a.Status)
		}
	}
	if a := v.Send("/desk/sign-in", url.Values{"email": {strings.Repeat("a", 2<<20)}}); a.Status != http.StatusBadRequest {
		t.Errorf("two megabytes: %d", a.Status)
	}
	if a := v.Get("/desk/nothing"); a.Status != http.StatusNotFound || !strings.Contains(a.Header.Get("Cache-Control"), "no-store") {
		t.Errorf("no page: %d %v", a.Status, a.Header)
	}
	if a := v.Get("/desk.json"); a.Status != http.StatusNotFound {
		t.Errorf("a twin of the desk: %d", a.Status)
	}
}

// Public pages are the same for who is signed in, and need no cookie.
func TestDesk_LeavesPublicPagesPublic(t *testing.T) {
	p := office(t)
	_, v := p.Member(t, "aida", heed.FocalPoint, "justice")
	for _, path := range []string{"/en/", "/en/about", "/en/states"} {
		a, b := v.Get(path), p.Visitor(t).Get(path)
		if a.Body != b.Body || a.Header.Get("Set-Cookie")+b.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s is another page for who is signed in", path)
		}
	}
	if !strings.Contains(p.Visitor(t).Get("/en/about").Body, "one cookie") {
		t.Error("the page about Heed does not speak of the cookie")
	}
}

// Who is suspended or forgotten is out at once, with every session.
func TestDesk_SuspendedIsOutAtOnce(t *testing.T) {
	p := office(t)
	account, v := p.Member(t, "aida", heed.FocalPoint, "justice")
	if err := p.App.Suspend(t.Context(), portal.Operator, account.ID, true); err != nil {
		t.Fatal(err)
	}
	if a := v.Get("/desk"); a.Status != http.StatusSeeOther {
		t.Errorf("suspended: %d", a.Status)
	}
	if a := v.Send("/en/desk/sign-in", signIn("aida@example.org", portal.Password)); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "do not fit") {
		t.Errorf("suspended, signing in: %d", a.Status)
	}
	if err := p.App.Suspend(t.Context(), portal.Operator, account.ID, false); err != nil {
		t.Fatal(err)
	}
	if a := v.Send("/desk/sign-in", signIn("aida@example.org", portal.Password)); a.Status != http.StatusSeeOther {
		t.Errorf("let in again: %d", a.Status)
	}
	if err := p.App.Forget(t.Context(), portal.Operator, account.ID); err != nil {
		t.Fatal(err)
	}
	if a := v.Get("/desk"); a.Status != http.StatusSeeOther {
		t.Errorf("forgotten: %d", a.Status)
	}
}
