// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package files_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/seal"
)

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "originals")
	f, err := files.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	d, err := f.Put([]byte("original"))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := f.Put([]byte("original")); err != nil || again != d {
		t.Errorf("the same again: %s, %v", again, err)
	}
	if data, err := f.Get(d); err != nil || string(data) != "original" {
		t.Errorf("%q, %v", data, err)
	}
	if list, err := f.List(); err != nil || len(list) != 1 || list[0] != d {
		t.Errorf("%v, %v", list, err)
	}
	if private, err := f.Private(); err != nil || !private {
		t.Errorf("private %v, %v", private, err)
	}
	for _, missing := range []heed.Digest{heed.DigestOf([]byte("other")), "../../etc/passwd", ""} {
		if _, err := f.Get(missing); heed.ErrorCode(err) != heed.CodeNotFound {
			t.Errorf("Get(%q): %v", missing, err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, string(d[:2]), string(d[2:])), []byte("changed!"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Get(d); heed.ErrorArg(err, "Document") == "" {
		t.Errorf("a changed file: %v", err)
	}
}

// A folder that is a link, to another disk perhaps, is what the link names.
func TestFolder_Link(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "originals")
	keys, err := seal.Create(filepath.Join(t.TempDir(), "keys"), "correct horse battery", seal.Cost{Rounds: 1, MemoryKiB: 64})
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func() (*files.Folder, error){
		"open":   func() (*files.Folder, error) { return files.Open(dir + " open") },
		"sealed": func() (*files.Folder, error) { return files.OpenSealed(dir+" sealed", keys.Originals()) },
	} {
		if err := os.Symlink(t.TempDir(), dir+" "+name); err != nil {
			t.Fatal(err)
		}
		f, err := open()
		if err != nil {
			t.Fatal(err)
		}
		d, err := f.Put([]byte("original"))
		if list, err2 := f.List(); err != nil || err2 != nil || !slices.Equal(list, []heed.Digest{d}) {
			t.Errorf("%s: %v, %v, %v", name, list, err, err2)
		}
	}
	if err := os.Symlink(filepath.Join(t.TempDir(), "gone"), dir); err != nil {
		t.Fatal(err)
	}
	if _, err := files.Open(dir); heed.ErrorArg(err, "Path") != dir {
		t.Errorf("a link to nothing: %v", err)
	}
}

// What is no original is found, whatever it looks like.
func TestFolder_Strange(t *testing.T) {
	f, _ := filled(t)
	if path, err := f.Strange(); err != nil || path != "" {
		t.Errorf("nothing strange: %q, %v", path, err)
	}
	for _, name := range []string{"notes.txt", "ab", "ab/notes.txt", "abc/x", "ab/cd/x", "ab/" + strings.Repeat("z", 62)} {
		f, dir := filled(t)
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		if found, err := f.Strange(); err != nil || found == "" {
			t.Errorf("%s is not found (%v)", name, err)
		}
	}
}

// filled is a folder with an original, and with what is left of one that was
// being written.
func filled(t *testing.T) (*files.Folder, string) {
	t.Helper()
	dir := t.TempDir()
	f, err := files.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	d, err := f.Put([]byte("original"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, string(d[:2]), ".new-1"), nil, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return f, dir
}

// A sealed folder keeps the same, and nobody can tell what.
func TestFolder_Sealed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "originals")
	keys, err := seal.Create(filepath.Join(t.TempDir(), "keys"), "correct horse battery", seal.Cost{Rounds: 1, MemoryKiB: 64})
	if err != nil {
		t.Fatal(err)
	}
	f, err := files.OpenSealed(dir, keys.Originals())
	if err != nil {
		t.Fatal(err)
	}
	var want []heed.Digest
	for _, content := range []string{"original", "", "another original"} {
		d, err := f.Put([]byte(content))
		if err != nil {
			t.Fatal(err)
		}
		if data, err := f.Get(d); err != nil || string(data) != content {
			t.Errorf("%q, %v", data, err)
		}
		want = append(want, d)
	}
	slices.Sort(want)
	if list, err := f.List(); err != nil || !slices.Equal(list, want) {
		t.Errorf("%v, %v; want %v", list, err, want)
	}
	var paths []string
	if err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			paths = append(paths, path)
		}
		return err
	}); err != nil || len(paths) != 3 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil || bytes.Contains(content, []byte("original")) {
			t.Errorf("%s can be read (%v)", path, err)
		}
		for _, d := range want {
			if strings.Contains(path, string(d[2:])) {
				t.Errorf("%s tells its digest", path)
			}
		}
	}
	// One file in the place of another is neither.
	if err := os.Rename(paths[0], paths[1]); err != nil {
		t.Fatal(err)
	}
	whole := 0
	for _, d := range want {
		if f.Has(d) {
			whole++
		}
	}
	if whole != 1 {
		t.Errorf("%d files are whole, want 1", whole)
	}
	if open, err := files.Open(dir); err != nil || open.Has(want[0]) {
		t.Errorf("it opens without keys (%v)", err)
	}
}
