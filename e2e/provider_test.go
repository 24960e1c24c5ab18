// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"bufio"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/auth"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// provider starts the OpenID provider of e2e/provider, and gives its address.
// Where its modules cannot be had, the test is skipped.
func provider(t *testing.T, back string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "provider")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".")
	build.Dir = filepath.Join(testkit.Root(), "e2e", "provider")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		testkit.Missing(t, "needs the OpenID provider of e2e/provider: "+string(out))
	}
	run := exec.CommandContext(t.Context(), program, "-return", back)
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = run.Process.Kill()
		_ = run.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// byProvider goes to the provider and back, signing in there as somebody, and
// gives the answer to who comes back; meddle changes the address of the return.
func byProvider(t *testing.T, v *portal.Visitor, issuer, name string, meddle func(string) string) portal.Answer {
	t.Helper()
	at := *v
	lead := func(a portal.Answer) portal.Answer {
		t.Helper()
		to := a.Header.Get("Location")
		if strings.HasPrefix(to, "/") {
			return at.Get(to)
		}
		u, err := url.Parse(to)
		if err != nil || u.Host == "" {
			t.Fatalf("%d to %q: %s", a.Status, to, a.Body)
		}
		at.URL = u.Scheme + "://" + u.Host
		return at.Get(u.RequestURI())
	}
	asked := v.Get("/ru/desk/sign-in/provider?next=/desk/settings")
	for _, part := range []string{"code_challenge=", "code_challenge_method=S256", "state=", "nonce="} {
		if !strings.Contains(asked.Header.Get("Location"), part) || !strings.HasPrefix(asked.Header.Get("Location"), issuer) {
			t.Fatalf("it leads to %q", asked.Header.Get("Location"))
		}
	}
	a := lead(asked) // the provider leads to its own sign-in
	login := a.Header.Get("Location")
	u, err := url.Parse(login)
	if err != nil {
		t.Fatal(err)
	}
	a = at.Send("/login/username", url.Values{"username": {name}, "password": {"password"}, "id": {u.Query().Get("authRequestID")}})
	a = lead(a) // and then back to Heed
	back := a.Header.Get("Location")
	if !strings.HasPrefix(back, v.URL+auth.ReturnPath) {
		t.Fatalf("the provider sends back to %q (%d): %s", back, a.Status, a.Body)
	}
	if meddle != nil {
		back = meddle(back)
	}
	return v.Get(strings.TrimPrefix(back, v.URL))
}

// TestProvider_SignsIn: by an OpenID provider, an invited person joins and signs
// in, an account that there is is joined by its verified address, and nobody
// else gets in.
func TestProvider_SignsIn(t *testing.T) {
	p := portal.Empty(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	p.URL = p.Named
	issuer := provider(t, p.URL+auth.ReturnPath)
	p.Auth.Provider = auth.Provider{Issuer: issuer, Client: "heed", Secret: "secret", Name: "the ministry"}
	if body := p.Visitor(t).Get("/en/desk/sign-in").Body; !strings.Contains(body, "Sign in by the ministry") {
		t.Error("the page does not offer the provider")
	}
	in := func(name, want string) {
		t.Helper()
		v := p.Visitor(t)
		a := byProvider(t, v, issuer, name, nil)
		if a.Status != http.StatusSeeOther || a.Header.Get("Location") != "/ru/desk/settings" {
			t.Fatalf("%s: %d to %q: %s", name, a.Status, a.Header.Get("Location"), a.Body)
		}
		if body := v.Get("/en/desk/settings").Body; !strings.Contains(body, want) {
			t.Errorf("%s is somebody else", name)
		}
	}
	out := func(what, name string, meddle func(string) string) {
		t.Helper()
		v := p.Visitor(t)
		if a := byProvider(t, v, issuer, name, meddle); a.Status != http.StatusForbidden || v.Get("/desk/settings").Status == http.StatusOK {
			t.Errorf("%s: %d %s", what, a.Status, a.Body)
		}
	}
	out("nobody has invited them", "aida", nil)
	p.Invite(t, "aida", heed.FocalPoint, "justice")
	out("another state", "aida", func(s string) string { return strings.Replace(s, "state=", "state=x", 1) })
	out("another code", "aida", func(s string) string { return strings.Replace(s, "code=", "code=x", 1) })
	in("aida", "aida@example.org") // by the invitation
	in("aida", "aida@example.org") // by the account
	account, _ := p.Member(t, "berik", heed.Contributor, "justice")
	in("berik", "berik@example.org") // by the verified address
	p.Invite(t, "dana", heed.Contributor, "justice")
	out("an address that is not verified", "dana", nil)
	if err := p.App.Suspend(t.Context(), portal.Operator, account.ID, true); err != nil {
		t.Fatal(err)
	}
	out("suspended", "berik", nil)
	if a := p.Visitor(t).Get(auth.ReturnPath + "?code=x&state=y"); a.Status != http.StatusForbidden {
		t.Errorf("coming back without having gone: %d", a.Status)
	}
}
