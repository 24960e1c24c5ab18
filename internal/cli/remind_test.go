// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed/internal/testkit/mailbox"
)

// reminding is an installation of the built command, with a mail server.
type reminding struct {
	t       *testing.T
	program string
	store   string
	box     *mailbox.Box
}

// run runs a command and gives what it prints.
func (r *reminding) run(args ...string) string {
	r.t.Helper()
	cmd := exec.Command(r.program, append(args, r.store)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("heed %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// smtp are the flags of the mail server.
func (r *reminding) smtp() []string {
	return []string{"--smtp-host=" + r.box.Host, fmt.Sprint("--smtp-port=", r.box.Port), "--smtp-tls=none", "--mail-from=Reminders <reminders@example.org>"}
}

// serve serves until stop is called, and gives the portal's address.
func (r *reminding) serve(more ...string) (address string, stop func()) {
	r.t.Helper()
	cmd := exec.Command(r.program, append([]string{"serve", r.store, "--listen=127.0.0.1:0"}, more...)...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		r.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	stop = func() { _ = cmd.Process.Signal(os.Interrupt); _ = cmd.Wait() }
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		stop()
		r.t.Fatalf("nothing said: %s", said.String())
	}
	return strings.TrimSuffix(strings.TrimPrefix(lines.Text(), "Heed is at "), "/"), stop
}

// send sends a form and gives the answer's status and where it leads.
func send(t *testing.T, client *http.Client, address string, form url.Values) (int, string) {
	t.Helper()
	response, err := client.PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	return response.StatusCode, response.Header.Get("Location")
}

var (
	invitation = regexp.MustCompile(`/desk/invitation/\S+`)
	stopLink   = regexp.MustCompile(`http\S+/desk/letters/\S+`)
)

// TestRemind_LateMilestone: a milestone is late, and who is to reach it gets a
// letter by a real mail server: once, by whatever way; it says nothing of what it
// is about, and a mail program stops it for good.
func TestRemind_LateMilestone(t *testing.T) {
	program, err := exec.LookPath("heed") // as TestMain has put it there
	if err != nil {
		t.Fatal(err)
	}
	r := &reminding{t, program, "--db=" + filepath.Join(t.TempDir(), "heed.db"), mailbox.Start(t, false)}
	r.run("institution", "add", "--id=justice", "--name=en=Ministry of Justice", "--kind=ministry", "--voice=state", "--state=XVA")
	link := r.run("user", "add", "--email=aida@example.org", "--name=Aida", "--role=focal_point", "--institution=justice", "--language=ru")

	address, stop := r.serve()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	aida := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if status, _ := send(t, aida, address+"/en"+invitation.FindString(link), url.Values{"form": {"join"}, "password": {"lamp kettle orbit seventeen"}}); status != http.StatusSeeOther {
		t.Fatalf("joining: %d", status)
	}
	due := time.Now().UTC().AddDate(0, 0, -9).Format(time.DateOnly)
	status, at := send(t, aida, address+"/en/desk/plan/new", url.Values{
		"form": {"edit"}, "version": {"0"}, "title": {"Law on the prevention of torture"}, "kind": {"law"}, "lead": {"justice"}, "visibility": {"draft"},
		"milestones.milestone.0": {"Draft before Parliament"}, "milestones.due.0": {due}, "milestones.done.0": {""},
	})
	if status != http.StatusSeeOther {
		t.Fatalf("a measure: %d", status)
	}
	stop()

	if out := r.run("remind"); !strings.Contains(out, "To: Aida <aida@example.org>") || !strings.Contains(out, "Напоминание: 1 просрочен") || !strings.Contains(out, "1 letter would be sent; nothing was changed") {
		t.Errorf("without a mail server, what would be sent: %s", out)
	}
	// The server of the portal sends by itself.
	address, stop = r.serve(r.smtp()...)
	defer stop()
	var got []mailbox.Letter
	for end := time.Now().Add(20 * time.Second); len(got) == 0 && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		got = r.box.Empty()
	}
	if len(got) != 1 || got[0].To != "aida@example.org" {
		t.Fatalf("%+v", got)
	}
	subject, body := got[0].Words(t)
	for _, secret := range []string{"torture", "Parliament", "Justice", "Aida", "justice"} {
		if strings.Contains(subject+body, secret) {
			t.Errorf("the letter says %q:\n%s", secret, body)
		}
	}
	if !strings.Contains(body, address+"/ru"+strings.TrimPrefix(at, "/en")+"\n") || !strings.Contains(body, "9 дней назад") {
		t.Errorf("the letter does not lead to %s:\n%s", at, body)
	}
	// Neither the command nor another copy sends it again.
	if out := r.run(append([]string{"remind"}, r.smtp()...)...); !strings.Contains(out, "0 letters sent, 0 waiting, 0 given up") || len(r.box.Empty()) != 0 {
		t.Errorf("again: %s", out)
	}
	// A mail program stops it: by POST, without a cookie, and to no other page.
	stranger := &http.Client{CheckRedirect: aida.CheckRedirect}
	link = stopLink.FindString(body)
	if status, _ := send(t, stranger, link+"x", url.Values{"List-Unsubscribe": {"One-Click"}}); status != http.StatusNotFound {
		t.Errorf("a link that is of no letter: %d", status)
	}
	if status, _ := send(t, stranger, link, url.Values{"List-Unsubscribe": {"One-Click"}}); status != http.StatusOK {
		t.Errorf("one click: %d", status)
	}
	later := time.Now().UTC().AddDate(0, 0, 14).Format(time.DateOnly)
	if out := r.run(append([]string{"remind", "--date=" + later}, r.smtp()...)...); !strings.Contains(out, "0 letters sent") || len(r.box.Empty()) != 0 {
		t.Errorf("after they were stopped: %s", out)
	}
}

// TestRemind_Refuses what would harm.
func TestRemind_Refuses(t *testing.T) {
	program, err := exec.LookPath("heed")
	if err != nil {
		t.Fatal(err)
	}
	db := "--db=" + filepath.Join(t.TempDir(), "heed.db")
	if out, err := exec.Command(program, "institution", "add", "--id=a", "--name=en=A", "--kind=ministry", "--voice=state", "--state=XVA", db).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"a password in clear text": {[]string{"remind", "--smtp-host=mail.example.org", "--smtp-tls=none", "--smtp-user=u", "--smtp-password=p", "--mail-from=a@example.org"}, "clear text"},
		"no sender":                {[]string{"serve", "--listen=127.0.0.1:0", "--smtp-host=mail.example.org"}, "--mail-from"},
		"no day":                   {[]string{"remind", "--date=soon"}, "soon"},
	} {
		out, err := exec.Command(program, append(c.args, db)...).CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 2 || !strings.Contains(string(out), c.want) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
