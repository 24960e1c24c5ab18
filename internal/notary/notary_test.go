// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package notary_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/notary"
)

// The key is made once, whoever comes first, is for its owner only, and what it
// signs is kept by day.
func TestNotary(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "checkpoints")
	if notary.Exists(dir) {
		t.Error("a key before there is one")
	}
	keys := make([]string, 8)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			n, err := notary.Open(dir)
			if err != nil {
				t.Error(err)
				return
			}
			keys[i] = n.Key()
		})
	}
	all.Wait()
	for _, k := range keys {
		if k != keys[0] {
			t.Fatalf("two keys: %v", keys)
		}
	}
	for name, mode := range map[string]os.FileMode{"": 0o700, "key": 0o600} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%q: %v, %v", name, info.Mode(), err)
		}
	}
	n, err := notary.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	by, err := note.NewVerifier(n.Key())
	if err != nil || by.Name() != n.Name() {
		t.Fatal(err)
	}
	day := time.Date(2026, 11, 29, 23, 0, 0, 0, time.UTC)
	if signed, err := n.On("2026-11-29"); err != nil || signed != nil {
		t.Errorf("%q, %v", signed, err)
	}
	for i, size := range []int64{3, 11, 11} {
		signed, err := n.Sign(day.Add(time.Duration(i)*2*time.Hour), size, n.Name()+"\n")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := note.Open(signed, note.VerifierList(by)); err != nil {
			t.Error(err)
		}
	}
	kept, err := n.Kept()
	if err != nil || len(kept) != 2 || kept[0].Day != "2026-11-29" || kept[1].Day != heed.Date("2026-11-30") {
		t.Errorf("%+v, %v", kept, err)
	}
	if signed, err := n.On("2026-11-30"); err != nil || string(signed) != string(kept[1].Signed) {
		t.Errorf("%q, %v", signed, err)
	}
	left, err := filepath.Glob(filepath.Join(dir, ".new-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A file that is no key is none, and is not written over.
func TestOpen_RefusesWhatIsNoKey(t *testing.T) {
	for _, content := range []string{"", "nonsense", "PRIVATE+KEY+x+00000000+AAAA\nx+00000000+AAAA\n"} {
		dir := t.TempDir()
		path := filepath.Join(dir, "key")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := notary.Open(dir); heed.ErrorCode(err) != heed.CodeInvalid || heed.ErrorArg(err, "Path") != dir {
			t.Errorf("%q: %v", content, err)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != content {
			t.Errorf("%q is now %q, %v", content, now, err)
		}
	}
}
