// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package seal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/seal"
)

// cheap seals in no time.
var cheap = seal.Cost{Rounds: 1, MemoryKiB: 64}

func TestKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db.seal")
	if _, err := seal.Create(path, "too short", cheap); heed.ErrorCode(err) != heed.CodeInvalid || seal.Exists(path) {
		t.Errorf("a short passphrase: %v", err)
	}
	k, err := seal.Create(path, "correct horse battery", cheap)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Create(path, "correct horse battery", cheap); err == nil {
		t.Error("keys were made over others")
	}
	again, err := seal.Open(path, "correct horse battery", cheap)
	if err != nil || !bytes.Equal(k.Store(), again.Store()) {
		t.Fatalf("the keys are not those that were made (%v)", err)
	}
	o := k.Originals()
	if _, err := seal.Unbox(k.Store(), o.Seal([]byte("x"), ""), nil); err == nil || len(o.Name("a")) != 64 || o.Name("a") == o.Name("b") {
		t.Error("one key for several purposes, or one name for several files")
	}
	if _, err := seal.Open(path, "correct horse batterY", cheap); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("a wrong passphrase: %v", err)
	}
	if err := again.Change(path, "another passphrase", cheap); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Open(path, "correct horse battery", cheap); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("the former passphrase: %v", err)
	}
	if changed, err := seal.Open(path, "another passphrase", cheap); err != nil || !bytes.Equal(k.Store(), changed.Store()) {
		t.Errorf("a new passphrase changed the keys (%v)", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

// A file whose numbers were changed is damaged, and not one whose passphrase is
// wrong; nor does it make the machine work for hours.
func TestOpen_Damaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db.seal")
	if _, err := seal.Create(path, "correct horse battery", seal.Standard); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	contents := []string{"", "{}", `{"heed_seal":9}`, string(whole[:len(whole)/2])}
	for _, change := range [][2]string{
		{`"time":4`, `"time":3`}, {`"time":4`, `"time":4000000000`}, {`"memory_kib":65536`, `"memory_kib":65535`}, {`"memory_kib":65536`, `"memory_kib":8`},
		{`"memory_kib":65536`, `"memory_kib":4194304`}, {`"threads":2`, `"threads":0`}, {`"threads":2`, `"threads":200`},
		{`"salt":"`, `"salt":"","was":"`}, {`"box":"`, `"box":"","was":"`},
	} {
		changed := strings.Replace(string(whole), change[0], change[1], 1)
		if changed == string(whole) {
			t.Fatalf("there is no %s in %s", change[0], whole)
		}
		contents = append(contents, changed)
	}
	for _, content := range contents {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := seal.Open(path, "correct horse battery", seal.Standard); heed.ErrorCode(err) != heed.CodeInvalid || heed.ErrorArg(err, "Path") != path {
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
