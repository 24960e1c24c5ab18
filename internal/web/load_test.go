// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/metrics"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/web"
)

// serve serves another portal on the use cases of one, and its metrics apart.
func serve(t *testing.T, a *app.App, f *find.Finder) (portal, measured string) {
	t.Helper()
	registry := metrics.New()
	handler, err := web.New(web.Config{Find: f, App: a, Host: "a test", Logger: slog.New(slog.DiscardHandler), Metrics: registry})
	if err != nil {
		t.Fatal(err)
	}
	pages, measures := httptest.NewServer(handler), httptest.NewServer(registry)
	t.Cleanup(pages.Close)
	t.Cleanup(measures.Close)
	return pages.URL, measures.URL
}

// holds looks for lines in what is measured.
func holds(t *testing.T, measured string, lines ...string) string {
	t.Helper()
	told := ask(t, http.MethodGet, measured).body
	for _, line := range lines {
		if !strings.Contains(told, "\n"+line+"\n") {
			t.Errorf("no %s in\n%s", line, told)
		}
	}
	return told
}

func TestMetrics_CountByRoute(t *testing.T) {
	p := portal.Start(t)
	rec, _ := first(t, p)
	address, measured := serve(t, p.App, p.Find)
	for range 3 {
		ask(t, http.MethodGet, address+"/en"+rec)
	}
	ask(t, http.MethodHead, address+"/ru"+review+".json?position=noted")
	ask(t, http.MethodGet, address+unknown)
	ask(t, http.MethodGet, address+review+"/")
	ask(t, "SECRET", address+review)
	told := holds(t, measured,
		`heed_http_requests_total{route="/{state}/{cycle}/{ref...}",method="GET",status="2xx"} 3`,
		`heed_http_requests_total{route="/{state}/{cycle}/{ref...}",method="GET",status="4xx"} 1`,
		`heed_http_requests_total{route="/{state}/{cycle}",method="HEAD",status="2xx"} 1`,
		`heed_http_requests_total{route="other",method="GET",status="3xx"} 1`,
		`heed_http_requests_total{route="other",method="other",status="4xx"} 1`,
		`heed_http_request_duration_seconds_count{route="/{state}/{cycle}/{ref...}"} 4`,
		`heed_http_request_duration_seconds_bucket{route="/{state}/{cycle}",le="+Inf"} 1`,
		`heed_pages_from_memory_total 2`, `heed_http_requests_in_flight 0`, `heed_page_images_drawn_total 0`, `heed_page_images_refused_total 0`,
	)
	for _, never := range []string{"XVA", "noted", "SECRET", "127.0.0.1", rec} {
		if strings.Contains(told, never) {
			t.Errorf("the metrics hold %q:\n%s", never, told)
		}
	}
	// The portal's own address tells nothing of it.
	if got := ask(t, http.MethodGet, address+"/metrics"); got.StatusCode != http.StatusNotFound || strings.Contains(got.body, "heed_http") {
		t.Errorf("the portal answers for its metrics: %d", got.StatusCode)
	}
}

// slowReader draws pages when the test lets it, and counts.
type slowReader struct {
	app.Reader
	let   chan struct{}
	drawn atomic.Int64
}

func (r *slowReader) Page(context.Context, []byte, int, int) ([]byte, error) {
	r.drawn.Add(1)
	<-r.let
	return []byte("png"), nil
}

// Hundreds of readers who all want pages at once get each page from one
// drawing; for whom there is no room is told when to come again.
func TestPageImages_ManyAtOnce(t *testing.T) {
	p := portal.Start(t)
	_, report := first(t, p)
	r := &slowReader{Reader: p.App.Reader, let: make(chan struct{})}
	c := p.App.Config
	c.Reader, c.Workers = r, 1
	address, measured := serve(t, app.New(c), p.Find)
	const room = 9 // one is drawn, eight wait
	var given, refused atomic.Int64
	var wait sync.WaitGroup
	for i := range 200 {
		wait.Go(func() {
			got := ask(t, http.MethodGet, fmt.Sprintf("%s/ru/documents/%s/pages/%d.png?width=600", address, report.Digest, i%(2*room)))
			switch {
			case got.StatusCode == http.StatusOK && got.body == "png":
				given.Add(1)
			case got.StatusCode == http.StatusTooManyRequests && got.Header.Get("Retry-After") == "5" && strings.Contains(got.body, "слишком много страниц"):
				if refused.Add(1) == room {
					close(r.let)
				}
			default:
				t.Errorf("%d, Retry-After %q: %s", got.StatusCode, got.Header.Get("Retry-After"), got.body)
			}
		})
	}
	wait.Wait()
	if given.Load() < room || given.Load()+refused.Load() != 200 || r.drawn.Load() > 2*room {
		t.Errorf("%d given, %d refused, %d drawings", given.Load(), refused.Load(), r.drawn.Load())
	}
	holds(t, measured, fmt.Sprint("heed_page_images_drawn_total ", r.drawn.Load()), fmt.Sprint("heed_page_images_refused_total ", refused.Load()),
		`heed_http_requests_total{route="/documents/{digest}/pages/{image}",method="GET",status="4xx"} `+fmt.Sprint(refused.Load()))
}

// A store that is closed, that has lost its tables, or whose file is gone or
// was written over is found out, also by a portal that has answered before.
func TestHealth_LooksAtTheStore(t *testing.T) {
	for name, harm := range map[string]func(s store.Store, path string) error{
		"closed": func(s store.Store, _ string) error { return s.Close() },
		"without tables": func(_ store.Store, path string) error {
			db, err := sql.Open("sqlite", path)
			if err != nil {
				return err
			}
			_, err = db.ExecContext(t.Context(), `ALTER TABLE log_entries RENAME TO lost`)
			return errors.Join(err, db.Close())
		},
		"gone": func(_ store.Store, path string) error { return errors.Join(os.Remove(path), os.Remove(path+"-wal")) },
		"written over": func(_ store.Store, path string) error {
			garbage := []byte(strings.Repeat("garbage ", 1<<16))
			return errors.Join(os.WriteFile(path, garbage, 0o600), os.WriteFile(path+"-wal", garbage, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "heed.db")
			s, err := sqlite.Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			address, _ := serve(t, app.New(app.Config{Store: s}), find.New(s))
			if got := ask(t, http.MethodGet, address+"/healthz"); got.StatusCode != http.StatusOK || got.body != "ok\n" || got.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("before: %d %s", got.StatusCode, got.body)
			}
			if err := harm(s, path); err != nil {
				t.Fatal(err)
			}
			if got := ask(t, http.MethodGet, address+"/healthz"); got.StatusCode != http.StatusServiceUnavailable || strings.Contains(got.body, path) {
				t.Errorf("after: %d %s", got.StatusCode, got.body)
			}
		})
	}
}
