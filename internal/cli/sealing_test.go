// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/store/sqlite"
)

const (
	phrase = "correct horse battery"
	plain  = "words that must not be read"
)

// heedly runs a command line with a passphrase and gives its exit code with all
// that it says.
func heedly(args ...string) (int, string) {
	var out strings.Builder
	code := Run(append(args, "--passphrase", phrase), strings.NewReader(""), &out, &out)
	return code, out.String()
}

func do(t *testing.T, want int, args ...string) string {
	t.Helper()
	code, out := heedly(args...)
	if code != want {
		t.Fatalf("heed %v: exit code %d, want %d\n%s", args, code, want, out)
	}
	return out
}

// newStore makes a store that lies open, with something in its folder.
func newStore(t *testing.T, db, folder string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), db)
	if err == nil {
		err = s.Close()
	}
	f, err2 := files.Open(folder)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Put([]byte(plain)); err != nil {
		t.Fatal(err)
	}
}

// legible are the files below a folder that can be read without a passphrase.
func legible(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	if err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(plain)) || bytes.Contains(data, []byte("CREATE TABLE")) {
			out = append(out, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// Whatever names a store, it is the store that is sealed, all of it, and it opens
// by the same name afterwards.
func TestSeal_NothingStaysReadable(t *testing.T) {
	for name, lay := range map[string]func(dir string) []string{
		"a link": func(dir string) []string {
			newStore(t, filepath.Join(dir, "real", "x.db"), filepath.Join(dir, "real", "x.db.files"))
			link(t, filepath.Join("real", "x.db"), filepath.Join(dir, "l.db"))
			return []string{"--db", filepath.Join(dir, "l.db")}
		},
		"a link with its folder": func(dir string) []string {
			newStore(t, filepath.Join(dir, "real", "x.db"), filepath.Join(dir, "l.db.files"))
			link(t, filepath.Join("real", "x.db"), filepath.Join(dir, "l.db"))
			return []string{"--db", filepath.Join(dir, "l.db")}
		},
		"a folder that is a link": func(dir string) []string {
			newStore(t, filepath.Join(dir, "x.db"), filepath.Join(dir, "real", "y"))
			link(t, filepath.Join("real", "y"), filepath.Join(dir, "x.db.files"))
			return []string{"--db", filepath.Join(dir, "x.db")}
		},
		"a slash at the end": func(dir string) []string {
			newStore(t, filepath.Join(dir, "x.db"), filepath.Join(dir, "originals"))
			return []string{"--db", dir + "//./x.db", "--files", filepath.Join(dir, "originals") + "//"}
		},
	} {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "real"), 0o700); err != nil {
			t.Fatal(err)
		}
		store := lay(dir)
		if before := legible(t, dir); len(before) != 2 {
			t.Fatalf("%s: %v", name, before)
		}
		do(t, exitDone, append([]string{"seal"}, store...)...)
		if left := legible(t, dir); len(left) > 0 {
			t.Errorf("%s: %v can be read", name, left)
		}
		do(t, exitDone, append([]string{"verify"}, store...)...)
		if out := do(t, exitLook, append([]string{"doctor"}, store...)...); strings.Count(out, "\n") != 1 || !strings.Contains(out, "belongs to no document") {
			t.Errorf("%s: %s", name, out)
		}
		do(t, exitDone, append([]string{"unseal"}, store...)...)
		if again := legible(t, dir); len(again) != 2 {
			t.Errorf("%s: %v after the unsealing", name, again)
		}
	}
}

func link(t *testing.T, to, path string) {
	t.Helper()
	if err := os.Symlink(to, path); err != nil {
		t.Fatal(err)
	}
}

// What would be lost, or left, is said before anything is done.
func TestSeal_Refuses(t *testing.T) {
	for name, c := range map[string]struct {
		lay  func(dir string) []string
		says string
	}{
		"two folders": {func(dir string) []string {
			newStore(t, filepath.Join(dir, "x.db"), filepath.Join(dir, "x.db.files"))
			newStore(t, filepath.Join(dir, "other.db"), filepath.Join(dir, "l.db.files"))
			link(t, "x.db", filepath.Join(dir, "l.db"))
			return []string{"--db", filepath.Join(dir, "l.db")}
		}, "is a link, and there are originals beside it"},
		"a folder around the store": {func(dir string) []string {
			newStore(t, filepath.Join(dir, "x.db"), dir)
			return []string{"--db", filepath.Join(dir, "x.db"), "--files", dir}
		}, "lies in its own folder of originals"},
		"a folder with other things": {func(dir string) []string {
			newStore(t, filepath.Join(dir, "x.db"), filepath.Join(dir, "x.db.files"))
			if err := os.WriteFile(filepath.Join(dir, "x.db.files", "diary.txt"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			return []string{"--db", filepath.Join(dir, "x.db")}
		}, "diary.txt"},
		"a folder with a link": {func(dir string) []string {
			newStore(t, filepath.Join(dir, "x.db"), filepath.Join(dir, "x.db.files"))
			link(t, dir, filepath.Join(dir, "x.db.files", "ab"))
			return []string{"--db", filepath.Join(dir, "x.db")}
		}, "holds what is no original"},
		"a store that was put away": {func(dir string) []string {
			newStore(t, filepath.Join(dir, "x.db"), filepath.Join(dir, "x.db.files"))
			newStore(t, filepath.Join(dir, "x.db.moved-away"), filepath.Join(dir, "x.db.files.moved-away"))
			return []string{"--db", filepath.Join(dir, "x.db")}
		}, "x.db.moved-away is left"},
	} {
		dir := t.TempDir()
		store := c.lay(dir)
		before := legible(t, dir)
		code, out := heedly(append([]string{"seal"}, store...)...)
		if code == exitDone || !strings.Contains(out, c.says) {
			t.Errorf("%s: %d, %s", name, code, out)
		}
		if after := legible(t, dir); strings.Join(after, " ") != strings.Join(before, " ") || exists(filepath.Join(dir, "x.db.changing")) {
			t.Errorf("%s: %v are there, and were %v", name, after, before)
		}
	}
}

// A store that is in use is not moved, and one that is moved is not used.
func TestStore_IsHeld(t *testing.T) {
	dir := t.TempDir()
	s := storing{DB: filepath.Join(dir, "x.db")}
	newStore(t, s.DB, s.folder())
	g := &globals{ctx: t.Context(), out: &strings.Builder{}, err: &strings.Builder{}, in: strings.NewReader("")}
	if err := s.with(g, reading{}, func(*house) error { // as an import or a portal
		for _, command := range []string{"seal", "unseal", "passphrase"} {
			if out := do(t, exitFailed, command, "--db", s.DB); !strings.Contains(out, "x.db is in use: by a portal (heed serve), an import") {
				t.Errorf("%s: %s", command, out)
			}
		}
		do(t, exitDone, "verify", "--db", s.DB) // many may use it
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if left := legible(t, dir); len(left) != 2 {
		t.Errorf("%v are there", left)
	}
	if err := s.alone(t.Context(), func(storing) error {
		for _, command := range []string{"verify", "doctor", "export", "serve"} {
			if out := do(t, exitFailed, command, "--db", s.DB); !strings.Contains(out, "being sealed, unsealed or restored") {
				t.Errorf("%s: %s", command, out)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	do(t, exitDone, "seal", "--db", s.DB)
}

// What a killed command has written of the other form is gone when the store is
// opened next, whoever opens it and whatever folder they name.
func TestMove_KilledWhileItWrites(t *testing.T) {
	dir := t.TempDir()
	s := storing{DB: filepath.Join(dir, "x.db"), Files: filepath.Join(dir, "originals")}
	do(t, exitDone, "seal", "--db", s.DB, "--files", s.Files)
	c, err := s.changeOf()
	if err == nil {
		err = s.note(c)
	}
	if err != nil {
		t.Fatal(err)
	}
	newStore(t, s.next().DB, s.next().Files)
	for _, part := range s.next().parts() {
		if !exists(part) {
			if err := os.WriteFile(part, []byte(plain), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, journal := range []string{"-wal", "-shm", "-journal"} { // all that SQLite may have
		if !exists(s.next().DB + journal) {
			t.Fatalf("%s is no part of a store", journal)
		}
	}
	// Here it was killed.
	do(t, exitDone, "verify", "--db", s.DB, "--files", s.Files+"-of-another-name")
	if left := legible(t, dir); len(left) > 0 || exists(s.changeFile()) || len(s.leftovers()) > 0 {
		t.Errorf("left: %v, %v", left, s.leftovers())
	}
	// What no command may remove, doctor names.
	newStore(t, s.next().DB, s.next().Files)
	if out := do(t, exitLook, "doctor", "--db", s.DB, "--files", s.Files); strings.Count(out, ".moving is left") != 2 {
		t.Error(out)
	}
}

// An exchange is finished as it began, and with what it began: another folder
// that is named meanwhile is no part of it.
func TestMove_KilledWhilePartsChange(t *testing.T) {
	dir := t.TempDir()
	s := storing{DB: filepath.Join(dir, "x.db"), Files: filepath.Join(dir, "originals")}
	newStore(t, s.DB, s.Files)
	t.Cleanup(func() { rename = os.Rename })
	left := 3 // the change file twice, and the database away
	rename = func(from, to string) error {
		if left--; left < 0 {
			return errors.New("killed")
		}
		return os.Rename(from, to)
	}
	do(t, exitUsage, "seal", "--db", s.DB, "--files", s.Files)
	rename = os.Rename
	other := storing{DB: s.DB, Files: filepath.Join(dir, "other")}
	newStore(t, filepath.Join(dir, "unrelated.db"), other.next().Files)
	do(t, exitDone, "verify", "--db", s.DB, "--files", other.Files)
	if left := legible(t, filepath.Join(dir, "originals")); len(left) > 0 || exists(s.changeFile()) || !exists(other.next().Files) {
		t.Errorf("%v can be read", left)
	}
	do(t, exitDone, "verify", "--db", s.DB, "--files", s.Files)

	// Moved meanwhile, it is not finished, and nothing is removed.
	c, err := s.changeOf()
	if err != nil {
		t.Fatal(err)
	}
	c.Old, c.New = there(s.parts()), there(s.parts())
	if err := errors.Join(s.note(c), os.Rename(dir, dir+"-moved")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir + "-moved") })
	if out := do(t, exitUsage, "verify", "--db", filepath.Join(dir+"-moved", "x.db")); !strings.Contains(out, "when it was at "+s.DB) {
		t.Error(out)
	}
}

// A part that cannot be moved puts all others back.
func TestExchange_TakenBack(t *testing.T) {
	t.Cleanup(func() { rename = os.Rename })
	for fails := 1; fails < 6; fails++ {
		dir := t.TempDir()
		s := storing{DB: filepath.Join(dir, "x.db")}
		newStore(t, s.DB, s.folder())
		n := 0
		rename = func(from, to string) error {
			if n++; n == fails+2 { // the change file comes twice before
				return errors.New("busy")
			}
			return os.Rename(from, to)
		}
		out := do(t, exitUsage, "seal", "--db", s.DB)
		rename = os.Rename
		if !strings.Contains(out, "cannot be put in another place") {
			t.Error(out)
		}
		if left := legible(t, dir); len(left) != 2 || exists(s.changeFile()) || exists(s.sealFile()) || len(s.leftovers()) > 0 {
			t.Errorf("after %d steps: %v, %v", fails, left, s.leftovers())
		}
		do(t, exitDone, "verify", "--db", s.DB)
	}
}
