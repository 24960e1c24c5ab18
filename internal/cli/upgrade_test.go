// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli_test

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"github.com/heed-upr/heed/internal/cli"
	"github.com/heed-upr/heed/internal/testkit"
)

// upgrades has a backup for each form of the store that had rows when the form
// changed, made by the program of that time ("heed backup"), and a table of the
// recommendations that it gave. The first has two documents of the specimen, a
// correction, and one that was erased. A new migration needs no new backup
// unless it changes rows; those that are here must come through it.
const upgrades = "testdata/upgrade/"

// columns are the tables of the first form in the order in which they can be
// filled, with the columns in which its backups hold bytes.
var columns = []struct {
	table, names string
	bytes        []int
}{
	{"documents", "digest, arrival, body, layout", []int{3}},
	{"readings", "digest, seq, state, cycle, facts", nil},
	{"reviews", "state, cycle, body", nil},
	{"recommendations", "state, cycle, seq, ref, position, body", nil},
	{"corrections", "entry, state, cycle, ref, body", nil},
	{"log_entries", "position, kind, at, role, commitment, tombstone", []int{4}},
	{"log_contents", "position, nonce, content", []int{1, 2}},
	{"log_hashes", "idx, hash", []int{1}},
}

func TestUpgrade_SQLite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heed.db")
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)")
	if err != nil {
		t.Fatal(err)
	}
	old := parts(t)
	fill(t, db, goose.DialectSQLite3, "sqlite", old)
	upgrade(t, old, path)
}

func TestUpgrade_PostgreSQL(t *testing.T) {
	server := testkit.Postgres(t)
	name := "heed_test_" + strings.ToLower(rand.Text())
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close() })
	do := func(statement string) {
		if _, err := admin.ExecContext(context.Background(), statement); err != nil {
			t.Error(err)
		}
	}
	do("CREATE DATABASE " + name)
	t.Cleanup(func() { do("DROP DATABASE " + name) })
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	db, err := sql.Open("pgx", address.String())
	if err != nil {
		t.Fatal(err)
	}
	old := parts(t)
	fill(t, db, goose.DialectPostgres, "postgres", old)
	upgrade(t, old, address.String())
}

// A backup of that time can be restored into the form of now.
func TestUpgrade_RestoresAnOldBackup(t *testing.T) {
	store := []string{"--db", filepath.Join(t.TempDir(), "heed.db")}
	code, out := run(append([]string{"restore", upgrades + "schema1.tar.gz"}, store...)...)
	if code != 3 || !strings.Contains(out, "restored: 2 documents, 1 review, 4 log entries") || strings.Contains(out, "Somebody changed") {
		t.Errorf("%d\n%s", code, out)
	}
	same(t, store)
}

// upgrade does with a store of before what its operator does: looks at it,
// lets doctor and verify say what there is to do, and does that.
func upgrade(t *testing.T, old map[string][]byte, db string) {
	t.Helper()
	dir := t.TempDir()
	originals := filepath.Join(dir, "files")
	var documents []string
	for name, data := range old {
		if digest, ok := strings.CutPrefix(name, "files/"); ok {
			write(t, filepath.Join(originals, digest[:2], digest[2:]), data)
			documents = append(documents, filepath.Join(dir, digest))
			write(t, documents[len(documents)-1], data)
		}
	}
	store := []string{"--db", db, "--files", originals}
	same(t, store)

	// The log and what was read stand as they were. What reviews are made of is
	// told by the reader of now, which asks for the documents.
	const root = "log: 4 entries, 1 erased, root d946e1db1742d557d42753f9e98117d4bfb47147d209c82c1caa7ddcee24f1fa\ndocuments: 2\nreviews: 1\n"
	code, out := run(append([]string{"verify"}, store...)...)
	rest := strings.TrimPrefix(out, root)
	if code != 3 && code != 0 || rest == out || strings.Count(rest, "\n") != 1 || !strings.Contains(rest, "Import the documents of this review again") && code != 0 {
		t.Errorf("verify: %d\n%s", code, out)
	}
	if code, out := run(append([]string{"doctor"}, store...)...); code != 3 || strings.Count(out, "was read by an older reader") != 2 || strings.Count(out, "\n") != 2 {
		t.Errorf("doctor: %d\n%s", code, out)
	}
	if code, out := run(append(append([]string{"import"}, documents...), store...)...); code != 0 {
		t.Errorf("import: %d\n%s", code, out)
	}
	for _, command := range []string{"verify", "doctor"} {
		if code, out := run(append([]string{command}, store...)...); code != 0 {
			t.Errorf("%s after the import: %d\n%s", command, code, out)
		}
	}
	same(t, store)
}

// same holds the recommendations of a store to those of before, with the
// correction that was laid over one.
func same(t *testing.T, store []string) {
	t.Helper()
	file, err := os.Open(upgrades + "schema1.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	want, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	code, out := run(append([]string{"export"}, store...)...)
	if code != 0 {
		t.Fatalf("export: %d\n%s", code, out)
	}
	got := [][]string{want[0]}
	for line := range strings.Lines(out) {
		var r struct {
			Ref, Position, Text string
			States              []string `json:"recommending_states"`
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		got = append(got, []string{r.Ref, r.Position, strings.Join(r.States, " "), r.Text})
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// fill makes a store in its first form and puts the rows of a backup in.
func fill(t *testing.T, db *sql.DB, dialect goose.Dialect, engine string, old map[string][]byte) {
	t.Helper()
	migrations := os.DirFS(filepath.Join(testkit.Root(), "internal", "store", engine, "migrations"))
	p, err := goose.NewProvider(dialect, db, migrations)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(old["store.jsonl"])) {
		insert(t, db, line)
		n++
	}
	if n < 60 {
		t.Fatalf("only %d rows: the backup is not what it was", n)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// insert puts one row of a backup in.
func insert(t *testing.T, db *sql.DB, line string) {
	t.Helper()
	var row struct {
		Table string            `json:"t"`
		Row   []json.RawMessage `json:"r"`
	}
	if err := json.Unmarshal([]byte(line), &row); err != nil {
		t.Fatal(err)
	}
	for _, c := range columns {
		if c.table != row.Table {
			continue
		}
		values, places := make([]any, len(row.Row)), make([]string, len(row.Row))
		for i, raw := range row.Row {
			places[i] = "$" + strconv.Itoa(i+1)
			values[i] = value(t, raw)
		}
		for _, i := range c.bytes {
			var b []byte
			if err := json.Unmarshal(row.Row[i], &b); err != nil {
				t.Fatal(err)
			}
			values[i] = b
		}
		if _, err := db.ExecContext(t.Context(), "INSERT INTO "+c.table+" ("+c.names+") VALUES ("+strings.Join(places, ", ")+")", values...); err != nil {
			t.Fatalf("%s: %v", c.table, err)
		}
		return
	}
	t.Fatalf("no table %q", row.Table)
}

// value is a whole number or a text.
func value(t *testing.T, raw json.RawMessage) any {
	t.Helper()
	var number int64
	if json.Unmarshal(raw, &number) == nil {
		return number
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		t.Fatal(err)
	}
	return text
}

// parts are the parts of the backup of the first form.
func parts(t *testing.T) map[string][]byte {
	t.Helper()
	file, err := os.Open(upgrades + "schema1.tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	plain, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	out, in := map[string][]byte{}, tar.NewReader(plain)
	for {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err == nil {
			out[h.Name], err = io.ReadAll(in)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, data, 0o600)); err != nil {
		t.Fatal(err)
	}
}

// run runs a command line and gives its exit code with all that it says.
func run(args ...string) (int, string) {
	var out strings.Builder
	code := cli.Run(args, strings.NewReader(""), &out, &out)
	return code, out.String()
}
