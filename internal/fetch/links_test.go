// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package fetch_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/fetch"
)

func links(t *testing.T) *fetch.Links {
	t.Helper()
	l, err := fetch.NewLinks("", "test")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// asked says why a link was not looked at.
func asked(t *testing.T, l *fetch.Links, address string) string {
	t.Helper()
	_, _, _, err := l.Get(t.Context(), address)
	if err == nil {
		return ""
	}
	if heed.ErrorCode(err) != heed.CodeInvalid || heed.ErrorArg(err, "Field") != "link" {
		t.Errorf("%s: %v", address, err)
	}
	return err.Error()
}

func TestLinks_Get(t *testing.T) {
	var seen http.Header
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = r.Header
		switch r.URL.Path {
		case "/from":
			http.Redirect(w, r, "/page", http.StatusFound)
		case "/page":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = fmt.Fprint(w, "<p>Said")
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/large":
			_, _ = w.Write(make([]byte, 17<<20))
		case "/script":
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		case "/empty":
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	l := links(t)
	l.OpenTo(func(netip.AddrPort) bool { return true })
	final, kind, data, err := l.Get(t.Context(), server.URL+"/from")
	if err != nil || final != server.URL+"/page" || !strings.HasPrefix(kind, "text/html") || string(data) != "<p>Said" {
		t.Errorf("%s %s %q %v", final, kind, data, err)
	}
	if seen.Get("Referer") != "" || seen.Get("Cookie") != "" || !strings.HasPrefix(seen.Get("User-Agent"), "Heed/test") {
		t.Errorf("it says of itself: %v", seen)
	}
	for path, want := range map[string]string{"/none": "link_status", "/round": "link_unreachable", "/large": "link_large", "/script": "link_inside", "/empty": "link_empty"} {
		if got := asked(t, l, server.URL+path); !strings.Contains(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
	server.Close()
	if got := asked(t, l, server.URL+"/page"); !strings.Contains(got, "link_unreachable") {
		t.Errorf("nobody there: %s", got)
	}
}

// TestLinks_StayOutside: no name, form of an address or redirect leads into the
// network in which Heed runs.
func TestLinks_StayOutside(t *testing.T) {
	reached := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer server.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")
	l := links(t)
	for _, host := range []string{
		"127.0.0.1", "localhost", "LOCALHOST.", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "2130706433", "0x7f000001", "127.1", "127.0x1", "0x7f.0.0.1", "0177.0.0.01", "127.0.0.08", "10.0.0.1", "169.254.169.254",
		"192.168.1.1", "100.64.0.1", "[fd00::1]", "[fe80::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "printer.local", "metadata.google.internal", "router",
	} {
		if got := asked(t, l, "http://"+host+":"+port+"/"); !strings.Contains(got, "link_inside") {
			t.Errorf("%s: %s", host, got)
		}
	}
	if got := asked(t, l, "http://bed.fade:1/"); strings.Contains(got, "link_inside") {
		t.Errorf("a name of letters that hexadecimal numbers have: %s", got)
	}
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer inside.Close()
	outside := httptest.NewServer(http.RedirectHandler(inside.URL, http.StatusFound))
	defer outside.Close()
	first := netip.MustParseAddrPort(strings.TrimPrefix(outside.URL, "http://"))
	l.OpenTo(func(at netip.AddrPort) bool { return at == first })
	if got := asked(t, l, outside.URL); !strings.Contains(got, "link_inside") {
		t.Errorf("sent on: %s", got)
	}
	// A name that is resolved to an address inside: the connection itself is looked at.
	l.OpenTo(fetch.Public)
	if got := asked(t, l, "http://localhost.localdomain.example.:"+port+"/"); got == "" {
		t.Error("a name")
	}
	if reached {
		t.Error("something inside was reached")
	}
}

func TestPublic(t *testing.T) {
	for at, want := range map[string]bool{"8.8.8.8:443": true, "[2606:4700::1111]:443": true, "8.8.8.8:22": false, "8.8.8.8:80": true, "[::ffff:10.0.0.1]:80": false, "224.0.0.1:80": false, "255.255.255.255:80": false} {
		if got := fetch.Public(netip.MustParseAddrPort(at)); got != want {
			t.Errorf("%s: %v", at, got)
		}
	}
	if _, err := fetch.NewLinks("environment", ""); err == nil {
		t.Error("whatever the environment says is a proxy")
	}
}

// TestLinks_Feed: what has not changed does not come twice, what never ends is
// given up, and a server that wants to be left alone is heard.
func TestLinks_Feed(t *testing.T) {
	asked := http.Header{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header
		switch r.URL.Path {
		case "/feed":
			w.Header().Set("ETag", `"a1"`)
			w.Header().Set("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT")
			if r.Header.Get("If-None-Match") == `"a1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = fmt.Fprint(w, "<rss/>")
		case "/marks":
			w.Header().Set("ETag", strings.Repeat("x", 4000))
			_, _ = fmt.Fprint(w, "<rss/>")
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		case "/busy":
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/unasked":
			w.WriteHeader(http.StatusNotModified)
		}
	}))
	defer server.Close()
	l := links(t)
	l.AlsoTo(netip.MustParseAddrPort(strings.TrimPrefix(server.URL, "http://")))
	got, err := l.Feed(t.Context(), server.URL+"/feed", heed.FeedMarks{})
	marks := heed.FeedMarks{ETag: `"a1"`, Modified: "Mon, 02 Nov 2026 10:00:00 GMT"}
	if err != nil || got.Same || string(got.Data) != "<rss/>" || got.Marks != marks {
		t.Errorf("%+v %v", got, err)
	}
	if got, err = l.Feed(t.Context(), server.URL+"/feed", got.Marks); err != nil || !got.Same || got.Marks != marks || asked.Get("If-Modified-Since") != marks.Modified {
		t.Errorf("again: %+v %v", got, err)
	}
	if got, err = l.Feed(t.Context(), server.URL+"/marks", heed.FeedMarks{}); err != nil || got.Marks != (heed.FeedMarks{}) {
		t.Errorf("a mark as long as a page: %+v %v", got, err)
	}
	for path, want := range map[string]string{"/endless": "error.link_large", "/busy": "7200", "/unasked": "304"} {
		if _, err := l.Feed(t.Context(), server.URL+path, heed.FeedMarks{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := l.Feed(t.Context(), "http://192.168.0.1/feed", heed.FeedMarks{}); err == nil || !strings.Contains(err.Error(), "link_inside") {
		t.Errorf("inside: %v", err)
	}
}
