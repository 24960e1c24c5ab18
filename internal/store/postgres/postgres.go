// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package postgres is the store for when one file and one writer are outgrown:
// replicas of Heed share nothing but it and the files.
package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/pressly/goose/v3"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/store/sqlstore"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrationLock is the advisory lock under which replicas migrate one by one.
const migrationLock = 0x68656564 // "heed"

// Open opens the store at an address such as
// "postgres://heed@127.0.0.1:5432/heed".
func Open(ctx context.Context, address string) (*sqlstore.Store, error) {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "postgres.Open", Key: "error.store_address", Err: err}
	}
	db.SetMaxOpenConns(16)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(&heed.Error{Code: heed.CodeUnavailable, Op: "postgres.Open", Key: "error.store_unreachable", Err: err}, db.Close())
	}
	if err := migrateLocked(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return sqlstore.New(sqlstore.Engine{
		Write: db, Read: db,
		Snapshot: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
		Lock: func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `LOCK TABLE log_entries IN EXCLUSIVE MODE`)
			return err
		},
		Busy:  busy,
		Scrub: func(ctx context.Context, whole bool) error { return scrub(ctx, db, whole) },
		Check: func(ctx context.Context) error { return check(ctx, db) },
	}), nil
}

// migrateLocked lets one replica migrate while the others wait.
func migrateLocked(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("postgres.Open: %w", err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, migrationLock); err != nil {
		return fmt.Errorf("postgres.Open: %w", err)
	}
	err = sqlstore.Migrate(ctx, goose.DialectPostgres, db, migrations)
	_, unlock := conn.ExecContext(ctx, `SELECT pg_advisory_unlock($1)`, migrationLock)
	return errors.Join(err, unlock)
}

// busy reports whether two transactions got in each other's way, which the
// server resolves by ending one.
func busy(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}

// tables lists those of the store.
func tables(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, rows.Err()
}

// scrub sweeps what was destroyed: it stays in dead rows until then. What was
// struck out can have stood in any table, and stays in the room that dead rows
// leave; so the whole is written anew.
func scrub(ctx context.Context, db *sql.DB, whole bool) error {
	all, err := tables(ctx, db)
	if err == nil {
		how := "VACUUM "
		if whole {
			how = "VACUUM FULL "
		}
		_, err = db.ExecContext(ctx, how+strings.Join(all, ", "))
	}
	if err != nil {
		return fmt.Errorf("postgres.Scrub: %w", err)
	}
	return nil
}

// check reads every row of every table.
func check(ctx context.Context, db *sql.DB) error {
	all, err := tables(ctx, db)
	if err != nil {
		return fmt.Errorf("postgres.Check: %w", err)
	}
	for _, table := range all {
		var n int64
		if err := db.QueryRowContext(ctx, "SELECT COUNT(t.*) FROM "+table+" t").Scan(&n); err != nil {
			return fmt.Errorf("postgres.Check(%s): %w", table, err)
		}
	}
	return nil
}
