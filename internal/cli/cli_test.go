// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/heed-upr/heed/internal/cli"
	"github.com/heed-upr/heed/internal/read"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

func TestMain(m *testing.M) {
	read.ServeIfWorker()
	testscript.Main(m, map[string]func(){
		"heed": func() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the command line as people do: testdata/*.txtar. Each finds
// the specimen documents in the folder "specimen".
func TestScripts(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_CACHE_HOME", cache) // the compiled sandbox
			dir := filepath.Join(env.WorkDir, "specimen")
			if err := os.Mkdir(dir, 0o700); err != nil {
				return err
			}
			for _, d := range specimen.Documents() {
				if err := os.WriteFile(filepath.Join(dir, d.Name), d.Data, 0o600); err != nil {
					return err
				}
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
