// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package files_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/files"
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
