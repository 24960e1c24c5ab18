// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"bufio"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestJourney_FromTheFirstAdministrator: with the program as it is run, the first
// administrator is made by command, enters an institution and invites; the
// focal point sets up an authenticator, signs out, and in again by both steps.
func TestJourney_FromTheFirstAdministrator(t *testing.T) {
	b := browser.Open(t)
	program := filepath.Join(t.TempDir(), "heed")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./cmd/heed")
	build.Dir, build.Env = testkit.Root(), append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	db := filepath.Join(t.TempDir(), "heed.db")
	out, err := exec.CommandContext(t.Context(), program, "user", "add", "--db", db, "--email", "admin@example.org", "--name", "Admin", "--role", "administrator").Output()
	if err != nil {
		t.Fatal(err)
	}
	serve := exec.CommandContext(t.Context(), program, "serve", "--db", db, "--listen", "127.0.0.1:0", "--second-step", "required")
	said, err := serve.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = serve.Process.Signal(os.Interrupt); _ = serve.Wait() })
	line, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	at := strings.TrimRight(strings.TrimPrefix(strings.TrimSpace(line), "Heed is at "), "/")
	path := regexp.MustCompile(`/desk/invitation/\w+`).FindString(string(out))

	admin := b.Alone(t).Open(t, at+"/en"+path, 1280)
	enrol(t, admin)
	follow(t, admin, `.desk a[href$="/institutions"]`)
	follow(t, admin, `main a[href$="/new"]`)
	fill(t, admin, map[string]string{"f-save-names-en": "Ministry of Justice"})
	pick(t, admin, "f-save-kind", "ministry")
	pick(t, admin, "f-save-voice", "state")
	pick(t, admin, "f-save-state", "KAZ")
	follow(t, admin, "main .form button")
	follow(t, admin, `.desk a[href$="/members"]`)
	fill(t, admin, map[string]string{"f-invite-person": "Dana", "f-invite-email": "dana@example.org"})
	pick(t, admin, "f-invite-role", "focal_point")
	pick(t, admin, "f-invite-institution", text(t, admin, `document.querySelector("#f-invite-institution option:last-child").value`))
	follow(t, admin, `section[aria-labelledby="invite"] button`)
	admin.Keep("desk-link")
	link := text(t, admin, `(document.querySelector(".link code") || document.querySelector("main")).innerText`)

	focal := b.Alone(t).Open(t, link, 320)
	key := enrol(t, focal)
	if got := text(t, focal, `document.querySelector(".who").innerText`); !strings.Contains(got, "Dana") || !strings.Contains(got, "Ministry of Justice") {
		t.Errorf("signed in as %q", got)
	}
	follow(t, focal, ".desk form button")
	fill(t, focal, map[string]string{"f-sign-in-email": "dana@example.org", "f-sign-in-password": portal.Password})
	follow(t, focal, "main .form button")
	if got := text(t, focal, `location.pathname`); got != "/en/desk/sign-in/code" {
		t.Fatalf("the first step leads to %q", got)
	}
	focal.Keep("desk-code")
	for _, v := range focal.Axe() {
		t.Errorf("axe: %s", v)
	}
	fill(t, focal, map[string]string{"f-code-code": code(t, key, 1)}) // the code of before is used up
	follow(t, focal, "main .form button")
	if got := text(t, focal, `location.pathname`); got != "/en/desk" || focal.Status() != http.StatusOK {
		t.Errorf("both steps lead to %q: %s", got, text(t, focal, `document.querySelector("main").innerText`))
	}
}

// enrol takes an invitation up and sets up an authenticator, whose key it gives.
func enrol(t *testing.T, page *browser.Page) string {
	t.Helper()
	fill(t, page, map[string]string{"f-join-password": portal.Password})
	follow(t, page, "main .form button")
	key := strings.ReplaceAll(text(t, page, `document.querySelector("main code").innerText`), " ", "")
	fill(t, page, map[string]string{"f-set-up-code": code(t, key, 0)})
	follow(t, page, "main .form button")
	page.Keep("desk-recovery")
	follow(t, page, "main .go a")
	return key
}

// code is the code of an authenticator, some steps from now.
func code(t *testing.T, key string, steps int) string {
	t.Helper()
	c, err := totp.GenerateCode(key, time.Now().Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// pick chooses a value of a field by script: choosing by keyboard has a test of
// its own.
func pick(t *testing.T, page *browser.Page, id, value string) {
	t.Helper()
	if got := text(t, page, `((document.getElementById("`+id+`").value = "`+value+`"), document.getElementById("`+id+`").value)`); got != value {
		t.Fatalf("%s: %q cannot be chosen", id, value)
	}
}
