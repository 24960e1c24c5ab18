// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package seal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/seal"
)

// What is sealed opens with the key alone, which is made once and for its owner.
func TestVault(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	v := seal.OpenVault(path)
	if v.Has() {
		t.Error("a key before there was need of one")
	}
	if _, err := v.Open([]byte("x")); heed.ErrorCode(err) != heed.CodeConflict {
		t.Errorf("without a key: %v", err)
	}
	box, err := v.Seal([]byte("who said it"))
	if err != nil || bytes.Contains(box, []byte("who said it")) {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read the key: %v, %v", info, err)
	}
	again := seal.OpenVault(path)
	if got, err := again.Open(box); err != nil || string(got) != "who said it" {
		t.Errorf("%q, %v", got, err)
	}
	changed := bytes.Clone(box)
	changed[len(changed)-1] ^= 1
	if _, err := again.Open(changed); err == nil {
		t.Error("what was changed opens")
	}
	if _, err := seal.OpenVault(filepath.Join(t.TempDir(), "other")).Open(box); err == nil {
		t.Error("it opens without the key")
	}
	other := seal.OpenVault(filepath.Join(t.TempDir(), "other"))
	if _, err := other.Seal(nil); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Open(box); heed.ErrorCode(err) != heed.CodeConflict {
		t.Errorf("another key: %v", err)
	}
}

// Several that need a key at once have the same one.
func TestVault_AtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	boxes := make([][]byte, 6)
	var wait sync.WaitGroup
	for i := range boxes {
		wait.Go(func() { boxes[i], _ = seal.OpenVault(path).Seal([]byte("x")) })
	}
	wait.Wait()
	for i, box := range boxes {
		if _, err := seal.OpenVault(path).Open(box); err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
}
