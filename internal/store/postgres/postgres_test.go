// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package postgres_test

import (
	"path/filepath"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/store/storetest"
	"github.com/heed-upr/heed/internal/testkit"
)

func open(t *testing.T) store.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), testkit.Database(t))
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

func TestStore(t *testing.T) { storetest.Run(t, open) }

func TestMoveBetweenEngines(t *testing.T) {
	embedded := func() store.Store {
		s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "heed.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	t.Run("from SQLite", func(t *testing.T) { storetest.DumpAndLoad(t, embedded(), open(t)) })
	t.Run("to SQLite", func(t *testing.T) { storetest.DumpAndLoad(t, open(t), embedded()) })
}

func TestOpen_Unreachable(t *testing.T) {
	if _, err := postgres.Open(t.Context(), "postgres://127.0.0.1:1/none?connect_timeout=1"); heed.ErrorCode(err) != heed.CodeUnavailable {
		t.Errorf("no server: %v", err)
	}
}
