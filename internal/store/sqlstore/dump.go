// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
)

// table describes a table for dumps: its columns, with the type of each, and
// the order of its rows. Types: s text, i whole number, b bytes.
type table struct {
	name    string
	columns []string // "name type"
	order   string
}

// tables are all tables in the order in which they can be filled, but for those
// of sessions and invitations: who restores a store signs in anew.
var tables = []table{
	{"documents", []string{"digest s", "arrival i", "body s", "layout b"}, "arrival, digest"},
	{"readings", []string{"digest s", "seq i", "state s", "cycle i", "facts s"}, "digest, seq"},
	{"reviews", []string{"state s", "cycle i", "body s", "revision s"}, "state, cycle"},
	{"recommendations", []string{"state s", "cycle i", "seq i", "ref s", "position s", "body s"}, "state, cycle, seq"},
	{"corrections", []string{"entry i", "state s", "cycle i", "ref s", "body s"}, "entry"},
	{"label_decisions", []string{"entry i", "state s", "cycle i", "ref s", "body s"}, "entry"},
	{"translations", []string{"entry i", "state s", "cycle i", "ref s", "body s"}, "entry"},
	{"annotations", []string{"seq i", "id s", "revision b", "body s"}, "seq"},
	{"annotations_gone", []string{"seq i"}, "seq"},
	{"annotation_imports", []string{"entry i", "body s"}, "entry"},
	{"versions", []string{"entry i", "kind s", "id s", "number i", "body s"}, "entry"},
	{"accounts", []string{"id s", "pseudonym s", "email s", "body s"}, "id"},
	{"secrets", []string{"account s", "kind s", "name s", "at s", "body b"}, "account, kind, name"},
	{"letters", []string{"id s", "account s", "state s", "next i", "body s"}, "id"},
	{"reminders", []string{"account s", "thing s", "body s"}, "account, thing"},
	{"feed_looks", []string{"feed s", "body s"}, "feed"},
	{"log_entries", []string{"position i", "kind s", "at s", "role s", "commitment b", "tombstone s"}, "position"},
	{"log_contents", []string{"position i", "nonce b", "content b"}, "position"},
	{"log_hashes", []string{"idx i", "hash b"}, "idx"},
}

func (t table) names() []string {
	out := make([]string, len(t.columns))
	for i, c := range t.columns {
		out[i], _, _ = strings.Cut(c, " ")
	}
	return out
}

// values makes places to scan a row into, or to read a row from JSON into.
func (t table) values() []any {
	out := make([]any, len(t.columns))
	for i, c := range t.columns {
		switch c[len(c)-1] {
		case 'i':
			out[i] = new(int64)
		case 'b':
			out[i] = new([]byte)
		default:
			out[i] = new(string)
		}
	}
	return out
}

// dumpRow is one row of one table as a line of JSON.
type dumpRow struct {
	Table string            `json:"t"`
	Row   []json.RawMessage `json:"r"`
}

// Dump writes every row of one snapshot.
func (s *Store) Dump(ctx context.Context, w io.Writer) error {
	t, err := s.engine.Read.BeginTx(ctx, s.engine.Snapshot)
	if err != nil {
		return wrap("store.Dump", err)
	}
	defer rollback(t)
	out := bufio.NewWriter(w)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for _, table := range tables {
		if err := dumpTable(ctx, &tx{Tx: t, engine: s.engine}, table, e); err != nil {
			return wrap("store.Dump("+table.name+")", err)
		}
	}
	return wrap("store.Dump", out.Flush())
}

func dumpTable(ctx context.Context, t *tx, table table, e *json.Encoder) error {
	query := "SELECT " + strings.Join(table.names(), ", ") + " FROM " + table.name + " ORDER BY " + table.order
	return t.each(ctx, func(rows *sql.Rows) error {
		values := table.values()
		if err := rows.Scan(values...); err != nil {
			return err
		}
		return e.Encode(map[string]any{"t": table.name, "r": values})
	}, query)
}

// Load fills an empty store from a dump, all of it or nothing.
func (s *Store) Load(ctx context.Context, r io.Reader) error {
	t, err := s.engine.Write.BeginTx(ctx, nil)
	if err != nil {
		return wrap("store.Load", err)
	}
	defer rollback(t)
	for _, table := range tables {
		var n int64
		if err := t.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+table.name).Scan(&n); err != nil {
			return wrap("store.Load", err)
		}
		if n > 0 {
			return &heed.Error{Code: heed.CodeConflict, Op: "store.Load", Key: "error.store_not_empty"}
		}
	}
	if err := load(ctx, t, r); err != nil {
		return err
	}
	return wrap("store.Load", t.Commit())
}

func load(ctx context.Context, t *sql.Tx, r io.Reader) error {
	d := json.NewDecoder(bufio.NewReader(r))
	for line := 1; ; line++ {
		var row dumpRow
		err := d.Decode(&row)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = insert(ctx, t, row)
		}
		if err != nil {
			return &heed.Error{Code: heed.CodeInvalid, Op: "store.Load", Key: "error.backup_damaged", Args: []string{"Line", strconv.Itoa(line)}, Err: err}
		}
	}
}

func insert(ctx context.Context, t *sql.Tx, row dumpRow) error {
	for _, table := range tables {
		if table.name != row.Table {
			continue
		}
		values := table.values()
		// Columns are only ever added at the end: an older dump has fewer.
		if len(row.Row) == 0 || len(row.Row) > len(values) {
			return fmt.Errorf("%s: %d columns, want %d", row.Table, len(row.Row), len(values))
		}
		values = values[:len(row.Row)]
		places := make([]string, len(values))
		for i := range values {
			if err := json.Unmarshal(row.Row[i], values[i]); err != nil {
				return err
			}
			if b, ok := values[i].(*[]byte); ok && *b == nil {
				*b = []byte{}
			}
			places[i] = "$" + strconv.Itoa(i+1)
		}
		//nolint:gosec // names are those of the table above, never the dump's
		query := "INSERT INTO " + table.name + " (" + strings.Join(table.names()[:len(values)], ", ") + ") VALUES (" + strings.Join(places, ", ") + ")"
		_, err := t.ExecContext(ctx, query, values...)
		return err
	}
	return fmt.Errorf("no table %q", row.Table)
}
