// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlite_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/store/storetest"
)

var key = bytes.Repeat([]byte{7}, sqlite.KeySize)

func openSealed(t *testing.T) store.Store {
	t.Helper()
	s, err := sqlite.OpenSealed(t.Context(), filepath.Join(t.TempDir(), "heed #1.db"), key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// A sealed store is a store like any other.
func TestSealedStore(t *testing.T) { storetest.Run(t, openSealed) }

// Nothing of what it holds can be found on the disk, neither in the database nor
// in its journal, and no other key opens it.
func TestSealedStore_HidesAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "heed.db")
	s, err := sqlite.OpenSealed(t.Context(), path, key)
	if err != nil {
		t.Fatal(err)
	}
	secret := heed.Document{Digest: heed.DigestOf([]byte("a")), Name: "the-name-of-somebody.pdf", Outcome: heed.OutcomeRead, Review: heed.ReviewID{State: "XVA", Cycle: 2}}
	if err := s.Update(t.Context(), func(tx store.Tx) error {
		return tx.PutReading(t.Context(), find.Reading{Facts: []heed.Facts{{Document: secret}}})
	}); err != nil {
		t.Fatal(err)
	}
	look := func() {
		t.Helper()
		all, err := os.ReadDir(dir)
		if err != nil || len(all) == 0 {
			t.Fatal(all, err)
		}
		for _, e := range all {
			content, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			for _, plain := range []string{"the-name-of-somebody", "CREATE TABLE", "SQLite format"} {
				if bytes.Contains(content, []byte(plain)) {
					t.Errorf("%q can be read in %s", plain, e.Name())
				}
			}
		}
	}
	look()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	look()
	if _, err := sqlite.OpenSealed(t.Context(), path, bytes.Repeat([]byte{8}, sqlite.KeySize)); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("another key: %v", err)
	}
	if _, err := sqlite.Open(t.Context(), path); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("without a key: %v", err)
	}
}

// A store that is gone, or has another in its place, or nonsense, is not alive:
// connections that are open would not notice.
func TestStore_IsGone(t *testing.T) {
	for form, open := range map[string]func(path string) (store.Store, error){
		"open":   func(path string) (store.Store, error) { return sqlite.Open(t.Context(), path) },
		"sealed": func(path string) (store.Store, error) { return sqlite.OpenSealed(t.Context(), path, key) },
	} {
		for what, harm := range map[string]func(path string) error{
			"removed": os.Remove,
			"moved":   func(path string) error { return os.Rename(path, path+".moved-away") },
			"replaced": func(path string) error {
				other, err := open(path + ".other")
				if err != nil {
					return err
				}
				return errors.Join(other.Close(), os.Rename(path+".other", path))
			},
			"written over": func(path string) error { return os.WriteFile(path, bytes.Repeat([]byte("nonsense"), 2048), 0o600) },
		} {
			path := filepath.Join(t.TempDir(), "heed.db")
			first, err := open(path)
			if err == nil {
				err = first.Close() // nothing is left in its journal
			}
			s, err2 := open(path)
			if err := errors.Join(err, err2); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if err := s.Alive(t.Context()); err != nil {
					t.Errorf("%s: %v", form, err)
				}
			}
			if err := harm(path); err != nil {
				t.Fatal(err)
			}
			if err := s.Alive(t.Context()); err == nil {
				t.Errorf("%s and %s: it is alive", form, what)
			}
			_ = s.Close() // with what is left of it
		}
	}
}
