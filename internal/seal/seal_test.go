// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package seal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/seal"
)

func TestKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db.seal")
	if _, err := seal.Create(path, "too short"); heed.ErrorCode(err) != heed.CodeInvalid || seal.Exists(path) {
		t.Errorf("a short passphrase: %v", err)
	}
	k, err := seal.Create(path, "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Create(path, "correct horse battery"); err == nil {
		t.Error("keys were made over others")
	}
	again, err := seal.Open(path, "correct horse battery")
	if err != nil || !bytes.Equal(k.Store(), again.Store()) {
		t.Fatalf("the keys are not those that were made (%v)", err)
	}
	o := k.Originals()
	if _, err := seal.Unbox(k.Store(), o.Seal([]byte("x"), ""), nil); err == nil || len(o.Name("a")) != 64 || o.Name("a") == o.Name("b") {
		t.Error("one key for several purposes, or one name for several files")
	}
	if _, err := seal.Open(path, "correct horse batterY"); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("a wrong passphrase: %v", err)
	}
	if err := again.Change(path, "another passphrase"); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Open(path, "correct horse battery"); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("the former passphrase: %v", err)
	}
	if changed, err := seal.Open(path, "another passphrase"); err != nil || !bytes.Equal(k.Store(), changed.Store()) {
		t.Errorf("a new passphrase changed the keys (%v)", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestOpen_Damaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db.seal")
	for _, content := range []string{"", "{}", `{"heed_seal":9}`, `{"heed_seal":1,"kdf":"argon2id","time":4000000000,"memory_kib":65536,"threads":2,"salt":"AAAAAAAAAAAAAAAAAAAAAA==","box":""}`} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := seal.Open(path, "correct horse battery"); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%q: %v", content, err)
		}
	}
}

func TestBox(t *testing.T) {
	key, other := bytes.Repeat([]byte{1}, seal.KeySize), bytes.Repeat([]byte{2}, seal.KeySize)
	box := seal.Box(key, []byte("secret"), []byte("name"))
	if len(box) != len("secret")+seal.Overhead || bytes.Contains(box, []byte("secret")) {
		t.Error("the box does not hide its content")
	}
	if data, err := seal.Unbox(key, box, []byte("name")); err != nil || string(data) != "secret" {
		t.Errorf("%q, %v", data, err)
	}
	box[len(box)-1] ^= 1
	for name, open := range map[string]func() ([]byte, error){
		"changed":       func() ([]byte, error) { return seal.Unbox(key, box, []byte("name")) },
		"another key":   func() ([]byte, error) { return seal.Unbox(other, seal.Box(key, nil, nil), nil) },
		"another about": func() ([]byte, error) { return seal.Unbox(key, seal.Box(key, nil, nil), []byte("x")) },
		"cut":           func() ([]byte, error) { return seal.Unbox(key, box[:10], nil) },
	} {
		if _, err := open(); err == nil {
			t.Errorf("%s: it opens", name)
		}
	}
}
