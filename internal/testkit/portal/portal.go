// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package portal serves the whole of Heed to tests: a real store, real reading
// processes, the specimen documents, real HTTP. A test package that uses it
// begins its TestMain with read.ServeIfWorker.
package portal

import (
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/auth"
	"github.com/heed-upr/heed/internal/extract"
	"github.com/heed-upr/heed/internal/extract/table"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/reconcile"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/seal"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/testkit/specimen"
	"github.com/heed-upr/heed/internal/web"
)

// Operator is who imports and corrects in tests.
var Operator = heed.Actor{Pseudonym: "operator", Role: heed.Operator}

// Portal is a portal that is being served.
type Portal struct {
	// URL is its address, without a slash at its end.
	URL string
	// Named is its address by a name, as passkeys need it.
	Named string
	App   *app.App
	Find  *find.Finder
	// Auth signs people in at its desk.
	Auth *auth.Service
	// Log is what it has logged.
	Log *Log
	// Now is the clock, which stands still.
	Now time.Time
}

// Start serves a portal that holds the specimen's two reviews and its index, and speaks the
// language from right to left that is made up for tests.
func Start(t testing.TB) *Portal {
	t.Helper()
	p := Empty(t)
	for _, d := range specimen.Documents() {
		p.Import(t, d.Name, d.Data)
	}
	export, _ := specimen.Index()
	p.ImportIndex(t, export)
	return p
}

// Empty serves a portal that holds nothing.
func Empty(t testing.TB) *Portal {
	t.Helper()
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	return Over(t, st)
}

// Over serves a portal over a store, which it closes in the end.
func Over(t testing.TB, st store.Store) *Portal {
	t.Helper()
	dir := t.TempDir()
	folder, err := files.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	pool, err := read.NewPool(read.Config{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	p := &Portal{Log: new(Log), Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), Find: find.New(st)}
	p.App = app.New(app.Config{
		Store: st, Files: folder, Reader: pool, Extract: extract.Facts, Reconcile: reconcile.Review,
		KnownState: refdata.Known, ReaderVersion: "test", Now: func() time.Time { return p.Now }, Vault: seal.OpenVault(filepath.Join(dir, "key")),
	})
	server := httptest.NewUnstartedServer(nil)
	p.URL = "http://" + server.Listener.Addr().String()
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	p.Named = "http://localhost:" + port
	p.Find.OpenWith(p.App.Vault.Open)
	p.Auth = auth.New(auth.Config{App: p.App, BaseURL: p.Named, Logger: slog.New(slog.NewTextHandler(p.Log, nil))})
	server.Config.Handler, err = web.New(web.Config{
		Find: p.Find, App: p.App, Auth: p.Auth, Host: "a test", BaseURL: p.URL, Pseudo: true, Now: func() time.Time { return p.Now },
		Logger: slog.New(slog.NewTextHandler(p.Log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	server.Start()
	t.Cleanup(func() {
		server.Close()
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// Import takes one document into the store.
func (p *Portal) Import(t testing.TB, name string, data []byte) heed.Document {
	t.Helper()
	report, err := p.App.Import(t.Context(), Operator, []app.Input{{
		Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	}}, app.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return report.Documents[0].Document
}

// ImportIndex takes an export of OHCHR's index into the store.
func (p *Portal) ImportIndex(t testing.TB, data []byte) find.AnnotationImport {
	t.Helper()
	d, err := p.App.ImportIndex(t.Context(), Operator, app.Input{
		Name: "index.json", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	}, app.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// ImportTable takes a table of recommendations into the store, as a source's, with
// one column beyond the fields.
func (p *Portal) ImportTable(t testing.TB, source, name string, data []byte, note string) app.TableReport {
	t.Helper()
	opened, err := p.App.OpenTable(t.Context(), app.Input{
		Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := p.App.ImportTable(t.Context(), Operator, opened, app.TableOptions{
		Source: source, Mapping: table.Mapping{Columns: map[table.Field][]string{table.NoteField: {note}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// ImportFile takes a file into the store.
func (p *Portal) ImportFile(t testing.TB, path string) heed.Document {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return p.Import(t, filepath.Base(path), data)
}

// Log is what a portal has logged. A line is written when its answer has gone,
// so it may be read while one is written.
type Log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (l *Log) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

// String gives all lines that have been written.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
