// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package postgres_test

import (
	"database/sql"
	"maps"
	"path/filepath"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
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

// An erasure leaves nothing behind: every table is written anew, whichever it was
// that held the words.
func TestErasure_WritesTablesAnew(t *testing.T) {
	address := testkit.Database(t)
	s, err := postgres.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	files := func() map[string]int64 {
		rows, err := db.QueryContext(t.Context(), `SELECT tablename, pg_relation_filenode(quote_ident(tablename)::regclass) FROM pg_tables WHERE schemaname = current_schema()`)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = rows.Close() }()
		out := map[string]int64{}
		for rows.Next() {
			var table string
			var file int64
			if err := rows.Scan(&table, &file); err != nil {
				t.Fatal(err)
			}
			out[table] = file
		}
		if err := rows.Err(); err != nil || out["versions"] == 0 || out["readings"] == 0 {
			t.Fatalf("%v, %v", out, err)
		}
		return out
	}
	add := func(kind heed.EntryKind) map[string]int64 {
		e, err := audit.NewEntry(kind, heed.Operator, time.Now(), map[string]string{"reason": "x"})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Update(t.Context(), func(tx store.Tx) error { _, err := tx.Append(t.Context(), e); return err }); err != nil {
			t.Fatal(err)
		}
		return files()
	}
	before := add(heed.EntryImport)
	for _, kind := range []heed.EntryKind{heed.EntryErasure, heed.EntryRedaction} {
		now := add(kind)
		for table, file := range now {
			if file == before[table] {
				t.Errorf("%s: %s is as it was", kind, table)
			}
		}
		before = now
	}
	if after := add(heed.EntryImport); !maps.Equal(after, before) {
		t.Error("every entry writes the tables anew")
	}
}

func TestOpen_Unreachable(t *testing.T) {
	if _, err := postgres.Open(t.Context(), "postgres://127.0.0.1:1/none?connect_timeout=1"); heed.ErrorCode(err) != heed.CodeUnavailable {
		t.Errorf("no server: %v", err)
	}
}
