// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/heed-upr/heed/internal/cli"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	cli.Hurry() // here, and in the programs that the tests start
	// With -race every program waits a second before it ends, and there are
	// hundreds of them.
	if err := os.Setenv("GORACE", "atexit_sleep_ms=0 "+os.Getenv("GORACE")); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){
		"heed": func() {
			os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// TestScripts runs the command line as people do: testdata/*.txtar. Each finds
// the specimen documents in the folder "specimen", and in the environment a
// server in place of the UN's that has them by symbol.
func TestScripts(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	un := httptest.NewServer(http.HandlerFunc(serveSpecimen))
	t.Cleanup(un.Close) // the scripts are subtests, and go first
	testscript.Run(t, testscript.Params{
		Dir:  "testdata",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_CACHE_HOME", cache) // the compiled sandbox
			env.Setenv("GORACE", os.Getenv("GORACE"))
			env.Setenv("HEED_UN_ADDRESS", un.URL+"/access")
			env.Setenv("HEED_FETCH_CACHE", filepath.Join(env.WorkDir, "fetched"))
			dir := filepath.Join(env.WorkDir, "specimen")
			if err := os.Mkdir(dir, 0o700); err != nil {
				return err
			}
			for _, d := range specimen.Documents() {
				if err := os.WriteFile(filepath.Join(dir, d.Name), d.Data, 0o600); err != nil {
					return err
				}
			}
			export, _ := specimen.Index()
			if err := os.WriteFile(filepath.Join(env.WorkDir, "index.json"), export, 0o600); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(env.WorkDir, "specimen.zip"), archive(t), 0o600)
		},
	})
}

// archive is a zip archive of the specimen documents.
func archive(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, d := range specimen.Documents() {
		m, err := w.Create("veldania/" + d.Name)
		if err == nil {
			_, err = m.Write(d.Data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// fallen says that the server no longer has A/HRC/99/1, as it was asked before.
var fallen atomic.Bool

// mended says that the server has A/HRC/99/3 whole, after it gave it damaged.
var mended atomic.Bool

// serveSpecimen answers as the UN's server does: it sends on from the symbol
// to a file. It has the specimen documents in English, and under symbols of its
// own what goes wrong.
func serveSpecimen(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if name, ok := strings.CutPrefix(r.URL.Path, "/doc/"); ok {
		i := slices.IndexFunc(specimen.Documents(), func(d specimen.Document) bool { return d.Name == name })
		w.Header().Set("ETag", `"`+name+`"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(specimen.Documents()[i].Data))
		return
	}
	symbol := q.Get("s")
	switch symbol {
	case "A/HRC/99/500":
		w.WriteHeader(http.StatusInternalServerError)
		return
	case "A/HRC/99/200":
		_, _ = io.WriteString(w, "<!DOCTYPE html><title>Search</title>")
		return
	case "A/HRC/99/1":
		if fallen.Swap(true) {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		symbol = "A/HRC/28/901"
	case "A/HRC/99/3":
		data := []byte("%PDF-1.7\nnothing\n%%EOF\n")
		if mended.Swap(true) {
			data = specimen.Documents()[0].Data
		}
		w.Header().Set("ETag", `"the-same"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		return
	case "A/HRC/28/10": // a real symbol, so that a real State can be asked for
		symbol = "A/HRC/28/901"
	}
	for _, d := range specimen.Documents() {
		if d.Symbol == symbol && d.Format == q.Get("t") && q.Get("l") == "en" {
			http.Redirect(w, r, "/doc/"+d.Name, http.StatusFound)
			return
		}
	}
	w.WriteHeader(http.StatusNotFound)
}

// exits runs a command that has to end with an exit code: exits 3 heed import …
func exits(ts *testscript.TestScript, _ bool, args []string) {
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}
