// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package postgres_test

import (
	"context"
	"crypto/rand"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/store/storetest"
	"github.com/heed-upr/heed/internal/testkit"
)

// open makes a database of its own for one test and drops it afterwards.
func open(t *testing.T) store.Store {
	t.Helper()
	server := testkit.Postgres(t)
	name := "heed_test_" + strings.ToLower(rand.Text())
	run(t, server, "CREATE DATABASE "+name)
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	s, err := postgres.Open(t.Context(), address.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		run(t, server, "DROP DATABASE "+name)
	})
	return s
}

func run(t *testing.T, server, statement string) {
	t.Helper()
	ctx := context.Background() // also after the test's own context has ended
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatal(err)
	}
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
