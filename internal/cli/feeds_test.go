// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const news = `<rss version="2.0"><channel><title>Paper</title><item><title>Harbour inquiry opens</title><link>http://paper.example.org/1</link><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>`

// web is what commands reach of the web: a proxy behind which stand a feed and a
// server that sends a byte now and then and never ends.
func web(t *testing.T) string {
	t.Helper()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Host != "paper.example.org" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		if r.URL.Path == "/news.xml" {
			_, _ = fmt.Fprint(w, news)
			return
		}
		for r.Context().Err() == nil {
			if _, err := fmt.Fprint(w, " "); err != nil {
				return
			}
			_ = http.NewResponseController(w).Flush()
			time.Sleep(time.Second)
		}
	}))
	t.Cleanup(proxy.Close)
	return "--links-proxy=" + proxy.URL
}

// page gives what somebody reads at an address.
func page(t *testing.T, client *http.Client, address string) string {
	t.Helper()
	response, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", address, response.StatusCode, err)
	}
	return string(body)
}

// TestServe_LooksAtFeeds: the portal looks at feeds by itself, through the proxy that
// is named. One that never ends is given up, and holds up neither the others nor
// whoever reads; the command leaves alone what was looked at just before.
func TestServe_LooksAtFeeds(t *testing.T) {
	t.Parallel()                          // it waits, mostly
	program, err := exec.LookPath("heed") // as TestMain has put it there
	if err != nil {
		t.Fatal(err)
	}
	r := &reminding{t: t, program: program, store: "--db=" + filepath.Join(t.TempDir(), "heed.db")}
	r.run("institution", "add", "--id=river", "--name=en=River", "--kind=cso", "--vouched=Register of associations, No. 7", "--voice=civil_society", "--state=XVA")
	link := r.run("user", "add", "--email=bota@example.org", "--name=Bota", "--role=focal_point", "--institution=river")
	address, stop := r.serve("--links=off")
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	bota := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if status, _ := send(t, bota, address+"/en"+invitation.FindString(link), url.Values{"form": {"join"}, "password": {"lamp kettle orbit seventeen"}}); status != http.StatusSeeOther {
		t.Fatalf("joining: %d", status)
	}
	feeds := map[string]string{}
	for _, name := range []string{"slow", "news.xml"} { // the slow one is looked at first
		status, at := send(t, bota, address+"/en/desk/feeds/new", url.Values{
			"form": {"edit"}, "version": {"0"}, "name": {name}, "address": {"http://paper.example.org/" + name}, "states": {"Veldania"}, "visibility": {"institution"},
		})
		if status != http.StatusSeeOther {
			t.Fatalf("a feed: %d", status)
		}
		feeds[name] = at
	}
	stop()

	proxy := web(t)
	address, stop = r.serve(proxy)
	defer stop()
	waits := func(what, path, words string, most time.Duration) {
		t.Helper()
		for end := time.Now().Add(most); !strings.Contains(page(t, bota, address+path), words); time.Sleep(100 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s: %q is not there after %s", what, words, most)
			}
		}
	}
	waits("what is found", "/en/desk/finds", "Harbour inquiry opens", time.Minute)
	waits("what never ends", feeds["slow"], "did not answer in time", time.Minute)
	if out := r.run("feeds", "--all", proxy); !strings.Contains(out, "0 feeds looked at, 0 finds.") {
		t.Errorf("what was looked at just before is not left alone:\n%s", out)
	}
}
