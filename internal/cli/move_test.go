// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// An exchange that is interrupted at any step is finished by the next command:
// the new store is in place whole, and nothing else is left.
func TestExchange_Interrupted(t *testing.T) {
	t.Cleanup(func() { rename = os.Rename })
	lay := func(s storing, what string, sealed bool) {
		for _, part := range s.parts() {
			switch {
			case strings.HasPrefix(part, s.DB+"-") || part == s.sealFile() && !sealed:
				continue
			case part == s.folder():
				if err := os.MkdirAll(part, 0o700); err != nil {
					t.Fatal(err)
				}
				part = filepath.Join(part, "original")
			}
			if err := os.WriteFile(part, []byte(what), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, sealing := range map[string]bool{"sealing": true, "unsealing": false} {
		for steps := range 9 {
			dir := t.TempDir()
			s := storing{DB: filepath.Join(dir, "heed.db")}
			lay(s, "old", !sealing)
			lay(s.next(), "new", sealing)
			left := steps
			rename = func(from, to string) error {
				if left--; left < 0 {
					return errors.New("interrupted")
				}
				return os.Rename(from, to)
			}
			c, err := s.changeOf()
			if err != nil {
				t.Fatal(err)
			}
			failed := s.exchange(c)
			rename = os.Rename
			if failed == nil && exists(s.changeFile()) {
				t.Errorf("%s: it says that it goes on after %d steps", name, steps)
			}
			begun := exists(s.changeFile())
			if err := s.resume(); err != nil {
				t.Fatalf("%s, %d steps: %v", name, steps, err)
			}
			want := map[string]string{"heed.db": "new", "heed.db.files/original": "new"}
			if sealing {
				want["heed.db.seal"] = "new"
			}
			got := content(t, dir)
			if failed != nil && !begun { // interrupted before the first part
				if got["heed.db"] != "old" {
					t.Errorf("%s, %d steps: nothing had begun, and the store is %v", name, steps, got)
				}
				continue
			}
			if !maps.Equal(got, want) {
				t.Errorf("%s, %d steps: %v", name, steps, got)
			}
		}
	}
}

// content gives all files below a folder.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range slices.Concat(all, deeper) {
		if data, err := os.ReadFile(path); err == nil {
			out[strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(dir)+"/")] = string(data)
		}
	}
	return out
}
