// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlite_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/store/sqlite"
)

// Many share a store, and one who moves it has it alone.
func TestHold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db")
	take := func(by func(context.Context, string) (*sqlite.Hold, error), want heed.Code) *sqlite.Hold {
		t.Helper()
		h, err := by(t.Context(), path)
		if heed.ErrorCode(err) != want {
			t.Fatalf("%v, want %q", err, want)
		}
		return h
	}
	release := func(all ...*sqlite.Hold) {
		t.Helper()
		for _, h := range all {
			if err := h.Release(); err != nil {
				t.Error(err)
			}
		}
	}
	first, second := take(sqlite.Share, ""), take(sqlite.Share, "")
	take(sqlite.Alone, heed.CodeConflict)
	release(first)
	take(sqlite.Alone, heed.CodeConflict)
	release(second)
	alone := take(sqlite.Alone, "")
	take(sqlite.Share, heed.CodeConflict)
	take(sqlite.Alone, heed.CodeConflict)
	release(alone)
	release(take(sqlite.Share, ""))
	if info, err := os.Stat(path + sqlite.LockExtension); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := sqlite.Share(gone, path); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if _, err := sqlite.Share(t.Context(), filepath.Join(path, "missing", "heed.db")); heed.ErrorArg(err, "Path") == "" {
		t.Errorf("a folder that is missing: %v", err)
	}
	path = filepath.Join(t.TempDir(), "heed.db")
	if err := os.Mkdir(path+sqlite.LockExtension, 0o700); err != nil {
		t.Fatal(err)
	}
	take(sqlite.Alone, heed.CodeInvalid)
}
