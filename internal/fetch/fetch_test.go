// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package fetch_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/fetch"
)

// want is the document that most tests ask for.
var want = fetch.Wanted{Symbol: "A/HRC/28/901", Language: "en"}

// pdf is long enough to come in several pieces.
var pdf = []byte("%PDF-1.7\n" + strings.Repeat("These are the words of a document that is not there.\n", 4000) + "%%EOF\n")

// word is a Word document, as far as fetching looks at it.
func word(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	m, err := w.Create("word/document.xml")
	if err == nil {
		_, err = m.Write([]byte("<w:document/>"))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// clock is a clock that nobody waits for.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// server stands for the UN's: it sends on from the symbol to a file, and
// writes down what it was asked.
type server struct {
	*httptest.Server
	clock *clock
	cache string
	mu    sync.Mutex
	asked []*http.Request
	// file answers for the file of a document; n counts from 1.
	file func(w http.ResponseWriter, r *http.Request, n int)
	// symbol answers for the symbol; it sends on to the file if it is nil.
	symbol func(w http.ResponseWriter, r *http.Request, n int)
	counts map[string]int
}

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{clock: &clock{now: time.Date(2025, 3, 4, 5, 6, 7, 0, time.UTC)}, cache: filepath.Join(t.TempDir(), "cache"), counts: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.Clone(r.Context()))
	s.counts[r.URL.Path]++
	n := s.counts[r.URL.Path]
	s.mu.Unlock()
	switch {
	case r.URL.Path != "/access":
		s.file(w, r, n)
	case s.symbol != nil:
		s.symbol(w, r, n)
	default:
		http.SetCookie(w, &http.Cookie{Name: "who", Value: "you"})
		http.Redirect(w, r, "/doc/g25/"+r.URL.Query().Get("l")+"."+r.URL.Query().Get("t"), http.StatusFound)
	}
}

// requests are those that have come in.
func (s *server) requests() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// last is the request that came in last.
func (s *server) last() *http.Request {
	all := s.requests()
	return all[len(all)-1]
}

// count is how often a path was asked for.
func (s *server) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[path]
}

// paths are the paths that were asked for.
func (s *server) paths() []string {
	var out []string
	for _, r := range s.requests() {
		out = append(out, r.URL.Path)
	}
	return out
}

// limits are those of the tests: as patient as a test can be.
func limits() fetch.Limits {
	l := fetch.DefaultLimits(1 << 20)
	l.Idle, l.Total = 150*time.Millisecond, 10*time.Second
	return l
}

func (s *server) fetcher(t *testing.T, change ...func(*fetch.Config)) *fetch.Fetcher {
	t.Helper()
	c := fetch.Config{
		Address: s.URL + "/access", Cache: s.cache, Version: "1.2.3", Limits: limits(),
		Clock: fetch.Clock{Now: s.clock.Now, Sleep: s.clock.Sleep},
	}
	for _, f := range change {
		f(&c)
	}
	f, err := fetch.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return f
}

// get fetches the document, and holds it to what the server has.
func (s *server) get(t *testing.T, content []byte, change ...func(*fetch.Config)) fetch.Document {
	t.Helper()
	d, err := s.fetcher(t, change...).Get(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	same(t, d, content)
	return d
}

func same(t *testing.T, d fetch.Document, content []byte) {
	t.Helper()
	r, err := d.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(got, content) || d.Size != int64(len(content)) {
		t.Errorf("%d bytes that begin with %.20q, size %d (%v); want %d", len(got), got, d.Size, err, len(content))
	}
}

// fails fetches the document, which must fail with a key.
func (s *server) fails(t *testing.T, key string, change ...func(*fetch.Config)) *heed.Error {
	t.Helper()
	_, err := s.fetcher(t, change...).Get(t.Context(), want)
	var e *heed.Error
	if !errors.As(err, &e) || e.Key != key {
		t.Fatalf("got %v, want %s", err, key)
	}
	return e
}

func give(content []byte) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, _ *http.Request, _ int) { _, _ = w.Write(content) }
}

func status(code int) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(code) }
}

// versioned gives a file with its validators and all that goes with them.
func versioned(content []byte, tag string) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, r *http.Request, _ int) {
		w.Header().Set("ETag", tag)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
	}
}

// cut sends half of what is announced and breaks off.
func cut(w http.ResponseWriter, content []byte) {
	w.Header().Set("Content-Length", fmt.Sprint(len(content)))
	_, _ = w.Write(content[:len(content)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// once does one thing the first time and another from then on.
func once(first, then func(http.ResponseWriter, *http.Request, int)) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, r *http.Request, n int) {
		if n == 1 {
			first(w, r, n)
			return
		}
		then(w, r, n)
	}
}

func TestGet_FollowsToTheFileAndSaysNothingOfWhoAsks(t *testing.T) {
	s := newServer(t)
	s.file = give(pdf)
	if d := s.get(t, pdf); d.Name != "A_HRC_28_901_en.pdf" || d.Stale {
		t.Errorf("got %+v", d)
	}
	if len(s.requests()) != 2 || s.requests()[0].URL.RawQuery != "s=A/HRC/28/901&l=en&t=pdf" || s.requests()[1].URL.Path != "/doc/g25/en.pdf" {
		t.Fatalf("asked for %v, %s", s.paths(), s.requests()[0].URL.RawQuery)
	}
	for _, r := range s.requests() {
		for name := range r.Header {
			if !slices.Contains([]string{"User-Agent", "Accept", "Accept-Encoding"}, name) {
				t.Errorf("%s went out: %v", name, r.Header[name])
			}
		}
		if r.UserAgent() != "Heed/1.2.3 (+https://github.com/heed-upr/heed)" || r.Header.Get("Accept-Encoding") != "identity" {
			t.Errorf("headers %v", r.Header)
		}
	}
}

func TestGet_AsksOnceInARun(t *testing.T) {
	s := newServer(t)
	s.file = give(pdf)
	f := s.fetcher(t)
	for range 3 {
		d, err := f.Get(t.Context(), want)
		if err != nil {
			t.Fatal(err)
		}
		same(t, d, pdf)
	}
	if len(s.requests()) != 2 {
		t.Errorf("asked for %v", s.paths())
	}
}

func TestGet_PausesBetweenRequests(t *testing.T) {
	s := newServer(t)
	s.file = give(pdf)
	f := s.fetcher(t)
	for _, language := range []string{"en", "fr", "ru"} {
		if _, err := f.Get(t.Context(), fetch.Wanted{Symbol: "A/HRC/28/901", Language: language}); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(s.clock.slept, []time.Duration{time.Second, time.Second}) {
		t.Errorf("waited %v", s.clock.slept)
	}
}

func TestGet_OneRequestAtATime(t *testing.T) {
	s := newServer(t)
	var mu sync.Mutex
	under := 0
	s.file = func(w http.ResponseWriter, _ *http.Request, _ int) {
		mu.Lock()
		under++
		if under > 1 {
			t.Error("two requests at once")
		}
		mu.Unlock()
		time.Sleep(10 * time.Millisecond)
		mu.Lock()
		under--
		mu.Unlock()
		_, _ = w.Write(pdf)
	}
	f := s.fetcher(t)
	var wait sync.WaitGroup
	for _, language := range fetch.Languages {
		wait.Go(func() {
			if _, err := f.Get(t.Context(), fetch.Wanted{Symbol: "A/HRC/28/901", Language: language}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}

func TestGet_TakesWordWhereThereIsNoPDF(t *testing.T) {
	for name, none := range map[string]func(http.ResponseWriter, *http.Request, int){
		"not found": status(http.StatusNotFound), "gone": status(http.StatusGone), "nothing": status(http.StatusNoContent), "an empty file": give(nil),
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			content := word(t)
			s.file = func(w http.ResponseWriter, r *http.Request, n int) {
				if strings.HasSuffix(r.URL.Path, ".docx") {
					_, _ = w.Write(content)
					return
				}
				none(w, r, n)
			}
			if d := s.get(t, content); d.Name != "A_HRC_28_901_en.docx" {
				t.Errorf("named %s", d.Name)
			}
		})
	}
}

func TestGet_NoSuchDocument(t *testing.T) {
	s := newServer(t)
	s.symbol = status(http.StatusNotFound)
	if e := s.fails(t, "fetch.missing"); e.Code != heed.CodeNotFound {
		t.Errorf("got %v", e)
	}
	if len(s.requests()) != 2 || !strings.HasSuffix(s.requests()[1].URL.RawQuery, "t=docx") {
		t.Errorf("asked for %v", s.paths())
	}
}

// A server that fails has not said that there is no PDF.
func TestGet_FailureIsNoReasonForWord(t *testing.T) {
	s := newServer(t)
	s.symbol = status(http.StatusForbidden)
	_ = s.fails(t, "fetch.refused")
	if len(s.requests()) != 1 {
		t.Errorf("asked for %v", s.paths())
	}
}

func TestGet_TriesAgain(t *testing.T) {
	for name, c := range map[string]struct {
		first func(http.ResponseWriter, *http.Request, int)
		slept time.Duration
	}{
		"after a failure": {status(http.StatusInternalServerError), 2 * time.Second},
		"when it is asked to": {func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Retry-After", "17")
			w.WriteHeader(http.StatusTooManyRequests)
		}, 17 * time.Second},
		"at a time that it is told": {func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Retry-After", "Tue, 04 Mar 2025 05:06:50 GMT")
			w.WriteHeader(http.StatusServiceUnavailable)
		}, 43 * time.Second},
		"when nobody knows how to wait": {func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Retry-After", "soon")
			w.WriteHeader(http.StatusTooManyRequests)
		}, 2 * time.Second},
		"when it is cut off":     {func(w http.ResponseWriter, _ *http.Request, _ int) { cut(w, pdf) }, 2 * time.Second},
		"when nothing is said":   {func(http.ResponseWriter, *http.Request, int) { panic(http.ErrAbortHandler) }, 2 * time.Second},
		"when it is silent":      {func(_ http.ResponseWriter, r *http.Request, _ int) { <-r.Context().Done() }, 2 * time.Second},
		"when it falls silent":   {stall, 2 * time.Second},
		"without length and end": {unmeasured(pdf[:len(pdf)/2]), 2 * time.Second},
		"for half an archive":    {give(word(t)[:60]), 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			s.file = once(c.first, give(pdf))
			s.get(t, pdf)
			if !slices.Equal(s.clock.slept, []time.Duration{c.slept}) {
				t.Errorf("waited %v, want %v", s.clock.slept, c.slept)
			}
		})
	}
}

// stall sends a beginning and then nothing.
func stall(w http.ResponseWriter, r *http.Request, _ int) {
	_, _ = w.Write(pdf[:5000])
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

// unmeasured sends content as servers of old do: the end of the connection is
// the end of the file.
func unmeasured(content []byte) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, _ *http.Request, _ int) {
		conn, b, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = b.WriteString("HTTP/1.0 200 OK\r\n\r\n")
		_, _ = b.Write(content)
		_ = b.Flush()
		_ = conn.Close()
	}
}

func TestGet_UnmeasuredAndWhole(t *testing.T) {
	s := newServer(t)
	s.file = unmeasured(pdf)
	s.get(t, pdf)
	if len(s.requests()) != 2 {
		t.Errorf("asked for %v", s.paths())
	}
}

func TestGet_GivesUp(t *testing.T) {
	for name, c := range map[string]struct {
		file  func(http.ResponseWriter, *http.Request, int)
		key   string
		asked int // for the file
	}{
		"a server that fails":       {status(http.StatusBadGateway), "fetch.failing", 4},
		"a server that is busy":     {status(http.StatusTooManyRequests), "fetch.busy", 4},
		"a server that is silent":   {func(_ http.ResponseWriter, r *http.Request, _ int) { <-r.Context().Done() }, "fetch.slow", 4},
		"a file that is always cut": {func(w http.ResponseWriter, _ *http.Request, _ int) { cut(w, pdf) }, "fetch.broken_off", 4},
		"a page": {func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Content-Type", "application/pdf") // whatever it says
			_, _ = io.WriteString(w, "\n <!DOCTYPE html><html><head><title>Search</title></head></html>")
		}, "fetch.page", 1},
		"a message":           {give([]byte(`{"error": "no session"}`)), "fetch.page", 1},
		"a guard":             {status(http.StatusAccepted), "fetch.page", 1},
		"a picture":           {give([]byte("\x89PNG\r\n\x1a\n and so on")), "fetch.unknown_bytes", 1},
		"another archive":     {give([]byte("PK\x05\x06" + strings.Repeat("\x00", 18))), "fetch.unknown_bytes", 1},
		"what is not allowed": {status(http.StatusUnauthorized), "fetch.refused", 1},
		"a long body":         {func(w http.ResponseWriter, _ *http.Request, _ int) { w.Header().Set("Content-Length", "2000000") }, "fetch.too_large", 1},
		"an endless body": {func(w http.ResponseWriter, _ *http.Request, _ int) {
			for {
				if _, err := w.Write(pdf); err != nil {
					return
				}
			}
		}, "fetch.too_large", 1},
		"an endless page": {func(w http.ResponseWriter, _ *http.Request, _ int) {
			for {
				if _, err := io.WriteString(w, "<html>"); err != nil {
					return
				}
			}
		}, "fetch.page", 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			s.file = c.file
			e := s.fails(t, c.key)
			if got := s.count("/doc/g25/en.pdf"); got != c.asked {
				t.Errorf("asked %d times, want %d", got, c.asked)
			}
			if e.Code != heed.CodeUnavailable && e.Code != heed.CodeLimit {
				t.Errorf("code %s", e.Code)
			}
			for _, name := range list(t, s.cache) {
				if !strings.HasSuffix(name, ".part") {
					t.Errorf("%s is in the cache", name)
				}
			}
		})
	}
}

func list(t *testing.T, dir string) []string {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}

// A word by the second is not silence; only the time in all ends it. What has
// come counts.
func TestGet_SlowAnswersHaveAnEnd(t *testing.T) {
	s := newServer(t)
	s.file = once(func(w http.ResponseWriter, r *http.Request, _ int) {
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Content-Length", fmt.Sprint(len(pdf)))
		for i := 0; i < len(pdf); i += 10 {
			if _, err := w.Write(pdf[i : i+10]); err != nil || r.Context().Err() != nil {
				return
			}
			_ = http.NewResponseController(w).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	}, versioned(pdf, `"1"`))
	s.get(t, pdf, func(c *fetch.Config) { c.Limits.Total = 400 * time.Millisecond })
	if r := s.last(); r.Header.Get("Range") == "" || s.count("/doc/g25/en.pdf") != 2 {
		t.Errorf("asked for %v, at last with %v", s.paths(), r.Header)
	}
}

func TestGet_LongWaitsAreNotWaitedFor(t *testing.T) {
	s := newServer(t)
	s.symbol = func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	f := s.fetcher(t)
	for _, language := range []string{"en", "fr"} {
		_, err := f.Get(t.Context(), fetch.Wanted{Symbol: "A/HRC/28/901", Language: language})
		var e *heed.Error
		if !errors.As(err, &e) || e.Key != "fetch.asked_to_wait" || heed.ErrorArg(err, "Wait") != "1h0m0s" {
			t.Errorf("%s: %v", language, err)
		}
	}
	if len(s.requests()) != 1 || len(s.clock.slept) != 0 {
		t.Errorf("asked for %v, waited %v", s.paths(), s.clock.slept)
	}
}

func TestGet_GoesOnWhereItBrokeOff(t *testing.T) {
	half := len(pdf) / 2
	begun := func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("ETag", `"1"`)
		cut(w, pdf)
	}
	other := []byte("%PDF-1.4\nThe document was issued again.\n%%EOF\n")
	for name, c := range map[string]struct {
		then    func(http.ResponseWriter, *http.Request, int)
		content []byte
		asked   int
	}{
		"with the rest":                  {versioned(pdf, `"1"`), pdf, 2},
		"with all, as it ignores Range":  {give(pdf), pdf, 2},
		"with another version":           {versioned(other, `"2"`), other, 2},
		"with another version's rest":    {mislead(`"2"`, fmt.Sprintf("bytes %d-%d/%d", half, len(pdf)-1, len(pdf)), pdf), pdf, 3},
		"with a rest from elsewhere":     {mislead(`"1"`, fmt.Sprintf("bytes %d-%d/%d", half-7, len(pdf)-1, len(pdf)), pdf), pdf, 3},
		"with a rest from nobody knows":  {mislead(`"1"`, "", pdf), pdf, 3},
		"with no rest, as it is shorter": {mislead(`"1"`, "416", other), other, 3},
		"after a failure": {func(w http.ResponseWriter, r *http.Request, n int) {
			if n == 2 {
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			if r.Header.Get("Range") == "" {
				t.Error("what had come was forgotten")
			}
			versioned(pdf, `"1"`)(w, r, n)
		}, pdf, 3},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			s.file = once(begun, c.then)
			s.get(t, c.content)
			var second *http.Request
			for _, r := range s.requests() {
				if r.URL.Path != "/access" && r.Header.Get("Range") != "" {
					second = r
					break
				}
			}
			if second == nil || second.Header.Get("Range") != fmt.Sprintf("bytes=%d-", half) || second.Header.Get("If-Range") != `"1"` {
				t.Errorf("no range was asked for: %v", second)
			}
			if got := s.count("/doc/g25/en.pdf"); got != c.asked {
				t.Errorf("asked %d times, want %d", got, c.asked)
			}
			for _, r := range s.requests() {
				if r.URL.Path == "/access" && r.Header.Get("Range") != "" {
					t.Error("a range of the symbol was asked for")
				}
			}
			if names := list(t, s.cache); len(names) != 1 {
				t.Errorf("the cache holds %v", names)
			}
		})
	}
}

// mislead answers the second request with a part that is not the one asked
// for, and then behaves.
func mislead(tag, contentRange string, then []byte) func(http.ResponseWriter, *http.Request, int) {
	return func(w http.ResponseWriter, r *http.Request, n int) {
		if n > 2 {
			_, _ = w.Write(then)
			return
		}
		w.Header().Set("ETag", tag)
		if contentRange == "416" {
			w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
			return
		}
		w.Header().Set("Content-Range", contentRange)
		w.WriteHeader(http.StatusPartialContent)
		_, _ = w.Write(pdf[len(pdf)/2:])
	}
}

// What has no validator may have changed; so it comes anew.
func TestGet_NothingToGoOnBy(t *testing.T) {
	s := newServer(t)
	s.file = once(func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("ETag", `W/"1"`)
		cut(w, pdf)
	}, func(w http.ResponseWriter, r *http.Request, _ int) {
		if r.Header.Get("Range") != "" {
			t.Errorf("asked for %s", r.Header.Get("Range"))
		}
		_, _ = w.Write(pdf)
	})
	s.get(t, pdf)
}

func TestGet_GoesOnInTheNextRun(t *testing.T) {
	s := newServer(t)
	s.file = func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Last-Modified", "Mon, 03 Mar 2025 10:00:00 GMT")
		cut(w, pdf)
	}
	_ = s.fails(t, "fetch.broken_off", func(c *fetch.Config) { c.Limits.Attempts = 1 })
	if names := list(t, s.cache); len(names) != 1 || !strings.HasSuffix(names[0], ".part") {
		t.Fatalf("the cache holds %v", names)
	}
	s.file = func(w http.ResponseWriter, r *http.Request, _ int) {
		if r.Header.Get("Range") != fmt.Sprintf("bytes=%d-", len(pdf)/2) || r.Header.Get("If-Range") != "Mon, 03 Mar 2025 10:00:00 GMT" {
			t.Errorf("asked with %v", r.Header)
		}
		http.ServeContent(w, r, "", time.Date(2025, 3, 3, 10, 0, 0, 0, time.UTC), bytes.NewReader(pdf))
	}
	s.get(t, pdf)
	if names := list(t, s.cache); len(names) != 1 || strings.HasSuffix(names[0], ".part") {
		t.Errorf("the cache holds %v", names)
	}
}

func TestGet_AsksALaterRunWhetherItHasChanged(t *testing.T) {
	s := newServer(t)
	s.file = versioned(pdf, `W/"1"`)
	s.get(t, pdf)
	s.get(t, pdf)
	if last := s.last(); last.Header.Get("If-None-Match") != `W/"1"` || s.requests()[2].Header.Get("If-None-Match") != "" {
		t.Errorf("asked with %v", last.Header)
	}
	other := []byte("%PDF-1.4\nThe document was issued again.\n%%EOF\n")
	s.file = versioned(other, `"2"`)
	s.get(t, other)
	// The server may move its files.
	s.symbol = func(w http.ResponseWriter, r *http.Request, _ int) {
		http.Redirect(w, r, "/elsewhere.pdf", http.StatusSeeOther)
	}
	s.get(t, other)
	if last := s.last(); last.Header.Get("If-None-Match") != "" {
		t.Error("the validator of one file was told to another")
	}
}

func TestGet_TheCacheServesWhereTheServerDoesNot(t *testing.T) {
	s := newServer(t)
	s.file = versioned(pdf, `"1"`)
	if s.get(t, pdf).Stale {
		t.Error("it has just come")
	}
	s.file = status(http.StatusInternalServerError)
	if !s.get(t, pdf).Stale {
		t.Error("nobody says that the document is of an earlier run")
	}
	s.file = status(http.StatusNotFound)
	_ = s.fails(t, "fetch.missing") // the UN has withdrawn it
	s.file = versioned(pdf, `"1"`)
	s.get(t, pdf)
	s.Close()
	if !s.get(t, pdf).Stale {
		t.Error("nobody says that the document is of an earlier run")
	}
}

func TestGet_ADamagedCacheIsNoCache(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"cut":     func(b []byte) []byte { return b[:len(b)-3] },
		"changed": func(b []byte) []byte { return append(bytes.Clone(b[:len(b)-3]), "ab\n"...) },
		"no line": func([]byte) []byte { return []byte("noise") },
		"empty":   func([]byte) []byte { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			s.file = versioned(pdf, `"1"`)
			s.get(t, pdf)
			path := filepath.Join(s.cache, list(t, s.cache)[0])
			data, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path, damage(data), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			s.get(t, pdf)
			if last := s.last(); last.Header.Get("If-None-Match") != "" {
				t.Error("what is damaged was taken for what is there")
			}
		})
	}
}

func TestGet_Unreachable(t *testing.T) {
	s := newServer(t)
	s.Close()
	f := s.fetcher(t)
	for i, waits := range []int{3, 4, 5} { // the first is tried four times, the others once
		_, err := f.Get(t.Context(), fetch.Wanted{Symbol: "A/HRC/28/901", Language: fetch.Languages[i]})
		var e *heed.Error
		if !errors.As(err, &e) || e.Key != "fetch.unreachable" || len(s.clock.slept) != waits {
			t.Errorf("%v after %v", err, s.clock.slept)
		}
	}
}

func TestGet_Redirects(t *testing.T) {
	for name, c := range map[string]struct{ to, key string }{
		"in a circle":         {"/access", "fetch.astray"},
		"to nowhere":          {"", "fetch.astray"},
		"to nonsense":         {"http://[::1", "fetch.astray"},
		"to a file":           {"file:///etc/passwd", "fetch.astray"},
		"to another scheme":   {"gopher://localhost/", "fetch.unsafe"},
		"to the old protocol": {"ftp://localhost/a.pdf", "fetch.unsafe"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			s.symbol = func(w http.ResponseWriter, _ *http.Request, _ int) {
				if c.to != "" {
					w.Header().Set("Location", c.to)
				}
				w.WriteHeader(http.StatusFound)
			}
			_ = s.fails(t, c.key)
			if len(s.requests()) > 6 {
				t.Errorf("followed %d times", len(s.requests()))
			}
		})
	}
}

// From https nothing leads back to http.
func TestGet_NeverFromHTTPSToHTTP(t *testing.T) {
	plain := newServer(t)
	plain.file = give(pdf)
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, plain.URL+"/doc.pdf", http.StatusFound)
	}))
	t.Cleanup(secure.Close)
	f, err := fetch.New(fetch.Config{Address: secure.URL, Cache: plain.cache, Limits: limits(), Clock: fetch.Clock{Now: plain.clock.Now, Sleep: plain.clock.Sleep}})
	if err != nil {
		t.Fatal(err)
	}
	fetch.Trust(f, secure.Certificate())
	_, err = f.Get(t.Context(), want)
	var e *heed.Error
	if !errors.As(err, &e) || e.Key != "fetch.unsafe" || len(plain.requests()) != 0 {
		t.Errorf("got %v; the plain server was asked for %v", err, plain.paths())
	}
}

func TestGet_StopsWhenAsked(t *testing.T) {
	s := newServer(t)
	ctx, stop := context.WithCancel(t.Context())
	s.file = func(w http.ResponseWriter, r *http.Request, _ int) {
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Content-Length", fmt.Sprint(len(pdf)))
		_, _ = w.Write(pdf[:8000])
		_ = http.NewResponseController(w).Flush()
		time.AfterFunc(30*time.Millisecond, stop)
		<-r.Context().Done()
	}
	f := s.fetcher(t)
	_, err := f.Get(ctx, want)
	var e *heed.Error
	if !errors.As(err, &e) || e.Key != "fetch.interrupted" || !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if len(s.requests()) != 2 {
		t.Errorf("asked for %v", s.paths())
	}
	// What had come is there, and the fetcher is not spoilt.
	s.file = versioned(pdf, `"1"`)
	d, err := f.Get(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	same(t, d, pdf)
	if last := s.last(); last.Header.Get("Range") == "" {
		t.Error("what had come was forgotten")
	}
}

func TestGet_GoesThroughTheProxyThatIsNamed(t *testing.T) {
	var seen []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.URL.String())
		_, _ = w.Write(pdf)
	}))
	t.Cleanup(proxy.Close)
	s := newServer(t)
	s.file = give(pdf)
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("ALL_PROXY", proxy.URL)
	reserved := func(c *fetch.Config) { c.Address = "http://documents.invalid/access" } // RFC 2606: nobody has it
	_ = s.fails(t, "fetch.unreachable", reserved)
	if len(seen) != 0 {
		t.Fatalf("a proxy that nobody named was asked for %v", seen)
	}
	s.get(t, pdf, reserved, func(c *fetch.Config) { c.Proxy = proxy.URL })
	if len(seen) != 1 || !strings.HasPrefix(seen[0], "http://documents.invalid/access?s=") {
		t.Errorf("the proxy was asked for %v", seen)
	}
	named, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy.Close()
	e := s.fails(t, "fetch.unreachable", func(c *fetch.Config) {
		c.Cache = filepath.Join(t.TempDir(), "cache")
		c.Proxy = "http://somebody:secret@" + named.Host
	})
	if strings.Contains(e.Error(), "secret") {
		t.Errorf("the password is in %v", e)
	}
}

// What a server calls its file is not what it is.
func TestGet_ContentDecidesTheFormat(t *testing.T) {
	s := newServer(t)
	s.file = func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Disposition", `attachment; filename="../../report.exe"`)
		_, _ = w.Write(pdf)
	}
	if d := s.get(t, pdf); d.Name != "A_HRC_28_901_en.pdf" {
		t.Errorf("named %s", d.Name)
	}
	s = newServer(t)
	old := []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and the rest of a document of Word 97")
	s.file = give(old)
	if d := s.get(t, old); d.Name != "A_HRC_28_901_en.doc" {
		t.Errorf("named %s", d.Name)
	}
}

// Over SOCKS the name of the host goes to the proxy: nobody on the way, who
// answers for names, is to see what is asked for.
func TestGet_SOCKSProxyResolvesNames(t *testing.T) {
	s := newServer(t)
	s.file = give(pdf)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	asked := make(chan string, 9)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go socks(conn, strings.TrimPrefix(s.URL, "http://"), asked)
		}
	}()
	for _, scheme := range []string{"socks5", "socks5h"} {
		s.get(t, pdf, func(c *fetch.Config) {
			c.Address, c.Proxy = "http://documents.invalid/access", scheme+"://"+l.Addr().String()
			c.Cache = filepath.Join(t.TempDir(), "cache")
		})
		if host := <-asked; host != "documents.invalid" {
			t.Errorf("%s: the proxy was asked for %q", scheme, host)
		}
	}
}

// socks is a proxy that leads everybody to one place (RFC 1928), and tells
// which host it was asked for by name.
func socks(conn net.Conn, to string, asked chan<- string) {
	defer conn.Close()
	head := make([]byte, 5)
	if _, err := io.ReadFull(conn, head[:3]); err != nil { // version 5, one method: none
		return
	}
	_, _ = conn.Write([]byte{5, 0})
	if _, err := io.ReadFull(conn, head); err != nil || head[3] != 3 { // 3: a name
		asked <- "no name"
		return
	}
	name := make([]byte, int(head[4])+2) // and the port
	if _, err := io.ReadFull(conn, name); err != nil {
		return
	}
	asked <- string(name[:len(name)-2])
	_, _ = conn.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	out, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer out.Close()
	go func() { _, _ = io.Copy(out, conn) }()
	_, _ = io.Copy(conn, out)
}

func TestNew_CacheOfTheUser(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("SKIPPED: the place of the user's cache is set by the environment on Linux only")
	}
	base := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", base)
	if _, err := fetch.New(fetch.Config{Address: "https://documents.example"}); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(base, "heed", "fetch"))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v (%v)", info, err)
	}
}

func TestNew_Refuses(t *testing.T) {
	shared := filepath.Join(t.TempDir(), "shared")
	if err := os.Mkdir(shared, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(shared, 0o755); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	const address = "https://documents.example"
	for name, c := range map[string]struct{ address, proxy, cache, key string }{
		"no address":               {"", "", "", "error.un_address"},
		"a bare host":              {"documents.un.org", "", "", "error.un_address"},
		"another scheme":           {"ftp://documents.un.org", "", "", "error.un_address"},
		"an address with a query":  {address + "/?t=pdf", "", "", "error.un_address"},
		"an address with a name":   {"https://me:secret@documents.un.org/", "", "", "error.un_address"},
		"a bare proxy":             {address, "localhost:9050", "", "error.proxy"},
		"a proxy without a host":   {address, "socks5://", "", "error.proxy"},
		"a proxy of another kind":  {address, "ssh://localhost", "", "error.proxy"},
		"a folder others may see":  {address, "", shared, "error.fetch_cache_open"},
		"a file for a folder":      {address, "", file, "error.fetch_cache"},
		"a folder below a file":    {address, "", filepath.Join(file, "cache"), "error.fetch_cache"},
		"a proxy that is no proxy": {address, "%zz://secret@x", "", "error.proxy"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.cache == shared && runtime.GOOS == "windows" {
				t.Skip("SKIPPED: modes say nothing on Windows")
			}
			if c.cache == "" {
				c.cache = filepath.Join(t.TempDir(), "cache")
			}
			_, err := fetch.New(fetch.Config{Address: c.address, Proxy: c.proxy, Cache: c.cache})
			var e *heed.Error
			if !errors.As(err, &e) || e.Key != c.key || e.Code != heed.CodeInvalid {
				t.Errorf("got %v, want %s", err, c.key)
			}
			if c.proxy != "" && strings.Contains(fmt.Sprint(err), "secret") {
				t.Errorf("the proxy is in %v", err)
			}
		})
	}
	for _, proxy := range []string{"http://localhost:3128", "https://p.example", "socks5://127.0.0.1:9050", "socks5h://127.0.0.1:9050", fetch.ProxyFromEnvironment} {
		if _, err := fetch.New(fetch.Config{Address: address, Proxy: proxy, Cache: filepath.Join(t.TempDir(), "cache")}); err != nil {
			t.Errorf("%s: %v", proxy, err)
		}
	}
}

func TestNew_ClearsOldRemainsAwayAndKeepsTheRest(t *testing.T) {
	s := newServer(t)
	s.file = give(pdf)
	s.get(t, pdf)
	long := time.Now().Add(-30 * 24 * time.Hour)
	for _, name := range []string{".new-1", "a.part", "b"} {
		path := filepath.Join(s.cache, name)
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chtimes(path, long, long)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(s.cache, "c.part"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.fetcher(t)
	if names := list(t, s.cache); len(names) != 3 || slices.Contains(names, "a.part") || slices.Contains(names, ".new-1") {
		t.Errorf("the cache holds %v", names)
	}
	info, err := os.Stat(s.cache)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v (%v)", info.Mode(), err)
	}
}

// A cache that somebody has tampered with never makes Heed stumble, and never
// gives a document that is not the one that came.
func FuzzCache(f *testing.F) {
	f.Add([]byte("{\"address\":\"x\"}\n%PDF-1.4"))
	f.Add([]byte("\n"))
	f.Add([]byte("null\n%PDF-"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := newServer(t)
		s.file = versioned(pdf, `"1"`)
		s.get(t, pdf)
		path := filepath.Join(s.cache, list(t, s.cache)[0])
		if err := errors.Join(os.WriteFile(path, data, 0o600), os.WriteFile(path+".part", data, 0o600)); err != nil {
			t.Fatal(err)
		}
		s.get(t, pdf)
	})
}

// Whatever a server says, there is a document, or an error that has a message.
func FuzzGet(f *testing.F) {
	f.Add("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n%PDF-")
	f.Add("HTTP/1.1 302 Found\r\nLocation: //x\r\n\r\n")
	f.Add("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/10\r\n\r\nPK")
	f.Add("HTTP/1.1 503 Busy\r\nRetry-After: 99999999999\r\n\r\n")
	f.Fuzz(func(t *testing.T, answer string) {
		s := newServer(t)
		s.symbol = func(w http.ResponseWriter, _ *http.Request, _ int) {
			conn, b, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Fatal(err)
			}
			_, _ = b.WriteString(answer)
			_ = b.Flush()
			_ = conn.Close()
		}
		s.file = s.symbol
		// Addresses of others are never asked in a test.
		d, err := s.fetcher(t, func(c *fetch.Config) { c.Proxy = s.URL; c.Limits.Attempts = 2 }).Get(t.Context(), want)
		var e *heed.Error
		if err != nil && (!errors.As(err, &e) || e.Key == "") || err == nil && d.Size == 0 {
			t.Errorf("%+v, %v", d, err)
		}
	})
}
