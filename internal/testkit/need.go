// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package testkit is what tests of several packages share: what they need from
// the machine, a fake clock, the browser. Only tests and its own subpackages
// import it; internal/testkit/specimen is also what "heed demo" shows.
package testkit

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// required is the environment variable that turns a missing need from a skip
// into a failure; .ci/run sets it, so that nothing is skipped there unseen.
const required = "HEED_TEST_REQUIRE_ALL"

// Missing skips the test and says why, or fails it where nothing may be
// skipped.
func Missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv(required) != "" {
		t.Fatalf("%s: missing, and %s is set", what, required)
	}
	t.Skipf("SKIPPED: %s", what)
}

// Corpus gives the folder of real UN documents: $HEED_CORPUS, or
// ../shared/corpus beside the project. Without it the test is skipped.
func Corpus(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("HEED_CORPUS")
	if dir == "" {
		dir = filepath.Join(Root(), "..", "shared", "corpus")
	}
	if _, err := os.Stat(filepath.Join(dir, "reviews.csv")); err != nil {
		Missing(t, "needs the corpus of real documents: set HEED_CORPUS to its folder")
	}
	return dir
}

// Root gives the folder of the project's sources.
func Root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..")
}

// Program gives the path of an installed program, trying names in order.
// Without any of them the test is skipped.
func Program(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	Missing(t, "needs the program "+names[0])
	return ""
}

// Postgres gives the address of a PostgreSQL server on which the test may
// create databases: $HEED_TEST_POSTGRES, or the local server. Without one the
// test is skipped.
func Postgres(t testing.TB) string {
	t.Helper()
	address := os.Getenv("HEED_TEST_POSTGRES")
	if address == "" {
		address = "postgres://postgres@127.0.0.1:5432/postgres?sslmode=disable"
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		Missing(t, "needs PostgreSQL: set HEED_TEST_POSTGRES to a server where databases may be created")
		return ""
	}
	_ = conn.Close(ctx)
	return address
}

// Database makes a database of its own for one test on the PostgreSQL server,
// gives its address, and drops it afterwards.
func Database(t testing.TB) string {
	t.Helper()
	server := Postgres(t)
	name := "heed_test_" + strings.ToLower(rand.Text())
	execute(t, server, "CREATE DATABASE "+name)
	t.Cleanup(func() { execute(t, server, "DROP DATABASE "+name) })
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	return address.String()
}

func execute(t testing.TB, server, statement string) {
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
