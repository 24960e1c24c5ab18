// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package auth_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/auth"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	os.Exit(m.Run())
}

// The wait grows with each try, has an end, and outlives a new start; it is the
// same for an address that nobody has.
func TestSignIn_WaitGrows(t *testing.T) {
	p := portal.Empty(t)
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	p.Now = now
	var told bytes.Buffer
	fresh := func() *auth.Service {
		return auth.New(auth.Config{App: p.App, Now: func() time.Time { return now }, Logger: slog.New(slog.NewTextHandler(&told, nil))})
	}
	// try tries, each time as after a new start.
	try := func() (heed.Code, string) {
		_, err := fresh().SignIn(t.Context(), auth.Visit{}, "nobody@example.org", "not the one")
		return heed.ErrorCode(err), heed.ErrorArg(err, "Wait")
	}
	for n := range 5 {
		if code, _ := try(); code != heed.CodeForbidden {
			t.Fatalf("try %d: %s", n+1, code)
		}
	}
	for _, want := range []time.Duration{15, 30, 60, 120, 240, 480, 900, 900} {
		code, wait := try()
		if want *= time.Second; code != heed.CodeLimit || wait != fmt.Sprintf("%d:%02d", int(want.Minutes()), int(want.Seconds())%60) {
			t.Fatalf("%s with a wait of %s, want %v", code, wait, want)
		}
		if now = now.Add(want - time.Second); first(try()) != heed.CodeLimit {
			t.Errorf("let through before %v", want)
		}
		if now = now.Add(time.Second); first(try()) != heed.CodeForbidden {
			t.Errorf("not let through after %v", want)
		}
	}
	now = now.Add(time.Hour)
	for range 2 {
		if first(try()) != heed.CodeForbidden {
			t.Error("an hour later, it is not forgotten")
		}
	}
	if log := told.String(); strings.Count(log, `msg="a sign-in was refused" way=password`) < 15 || strings.Contains(log, "nobody") {
		t.Errorf("the log tells of tries, and of nobody's address: %s", log)
	}
}

func first(code heed.Code, _ string) heed.Code { return code }

// A network may try some times at once, and not more.
func TestSignIn_ANetworkHasItsLimit(t *testing.T) {
	p := portal.Empty(t)
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	s := auth.New(auth.Config{App: p.App, Now: func() time.Time { return now }})
	try := func(network string, n int) error {
		_, err := s.SignIn(t.Context(), auth.Visit{Network: network}, string(rune('a'+n))+"@example.org", "not the one")
		return err
	}
	for n := range 20 {
		if err := try("192.0.2.0/24", n); heed.ErrorCode(err) != heed.CodeForbidden {
			t.Fatalf("try %d: %v", n, err)
		}
	}
	if err := try("192.0.2.0/24", 20); heed.ErrorCode(err) != heed.CodeLimit {
		t.Errorf("the 21st try: %v", err)
	}
	if err := try("198.51.100.0/24", 20); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("another network: %v", err)
	}
	now = now.Add(3 * time.Second)
	if err := try("192.0.2.0/24", 21); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("three seconds later: %v", err)
	}
}

func TestNetwork(t *testing.T) {
	for remote, want := range map[string]string{
		"192.0.2.7:443": "192.0.2.0/24", "[2001:db8:1:2::7]:443": "2001:db8:1::/56", "[::ffff:192.0.2.7]:1": "192.0.2.0/24",
		"127.0.0.1:9": "", "[::1]:9": "", "": "", "@": "",
	} {
		if got := auth.Network(remote); got != want {
			t.Errorf("%s is of %q, want %q", remote, got, want)
		}
	}
}

func TestBrowser_SaysNoMoreThanItsOwnerNeeds(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0":                                          "Firefox, Windows",
		"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.7258.62 Mobile Safari/537.36": "Chrome, Android",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/604.1": "Safari, iPhone",
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0":       "Edge, Linux",
		"curl/8.5.0": "", "": "",
	} {
		if got := auth.Browser(agent); got != want {
			t.Errorf("%q is %q, want %q", agent, got, want)
		}
	}
}

// What is kept of a password opens nothing, and no two are alike.
func TestPassword_IsKeptAsAHash(t *testing.T) {
	p := portal.Empty(t)
	s := auth.New(auth.Config{App: p.App})
	of := heed.Account{ID: "a", Name: "Aida Seitova", Email: "aida@example.org"}
	one, err := s.Password(t.Context(), portal.Password, of)
	if err != nil {
		t.Fatal(err)
	}
	two, err := s.Password(t.Context(), portal.Password, of)
	if err != nil || string(one.Body) == string(two.Body) {
		t.Errorf("the same password twice is kept as the same: %v", err)
	}
	for _, weak := range []string{"elevenchars", "aidaseitova1", "Password1234", "qwertyuiop[]", "aaaaaaaaaaaaaaaa", "heedheedheed"} {
		if _, err := s.Password(t.Context(), weak, of); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%q is taken", weak)
		}
	}
	for _, fine := range []string{"жарық күн бес алма", "correct-horse-battery-staple-9", portal.Password} {
		if _, err := s.Password(t.Context(), fine, of); err != nil {
			t.Errorf("%q: %v", fine, err)
		}
	}
}

func BenchmarkPassword(b *testing.B) {
	p := portal.Empty(b)
	s := auth.New(auth.Config{App: p.App})
	for b.Loop() {
		if _, err := s.Password(b.Context(), portal.Password, heed.Account{}); err != nil {
			b.Fatal(err)
		}
	}
}
