// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package sqlite is the embedded store: one file, one writer, a pool of
// readers. It needs no cgo and no server.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/store/sqlstore"
)

//go:embed migrations/*.sql
var migrations embed.FS

// pragmas hold for every connection. The store is an official log: a commit is
// on the disk before it is said to be done (synchronous FULL).
const pragmas = "_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=secure_delete(1)"

// Open opens the store in a file, which it makes if need be, readable by its
// owner alone. The folder must exist.
func Open(ctx context.Context, path string) (*sqlstore.Store, error) {
	if err := prepare(path); err != nil {
		return nil, err
	}
	address := plainAddress(path) + "?" + pragmas
	write, err := sql.Open("sqlite", address+"&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("sqlite.Open: %w", err)
	}
	write.SetMaxOpenConns(1)
	if err := sqlstore.Migrate(ctx, goose.DialectSQLite3, write, migrations); err != nil {
		return nil, errors.Join(notStore(err, path), write.Close())
	}
	read, err := sql.Open("sqlite", address+"&_pragma=query_only(1)")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sqlite.Open: %w", err), write.Close())
	}
	read.SetMaxOpenConns(max(4, runtime.NumCPU()))
	opened, err := os.Stat(path)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sqlite.Open: %w", err), read.Close(), write.Close())
	}
	return sqlstore.New(sqlstore.Engine{
		Write: write, Read: read, Snapshot: &sql.TxOptions{ReadOnly: true},
		Busy:  busy,
		Scrub: func(ctx context.Context, _ bool) error { return scrub(ctx, write) },
		Check: func(ctx context.Context) error { return check(ctx, read) },
		Alive: func(ctx context.Context) error {
			return alive(ctx, path, opened, "sqlite", plainAddress(path)+"?"+looking)
		},
	}), nil
}

// plainAddress is the address of a file without options.
func plainAddress(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

// looking are the options of a connection that only looks whether a store is
// there.
const looking = "mode=rw&_pragma=busy_timeout(1000)&_pragma=query_only(1)"

// prepare makes the file with the right mode, or says what is in the way.
func prepare(path string) error {
	const op = "sqlite.Open"
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return &heed.Error{Code: heed.CodeInvalid, Op: op, Key: "error.store_folder_missing", Args: []string{"Path", path}, Err: err}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrPermission) || err != nil {
		return &heed.Error{Code: heed.CodeInvalid, Op: op, Key: "error.store_cannot_open", Args: []string{"Path", path}, Err: err}
	}
	return f.Close()
}

// busy reports whether another process holds the file's lock.
func busy(err error) bool {
	var e *driver.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}

// notStore says so where a file is no database: one that is sealed looks so too.
func notStore(err error, path string) error {
	var e *driver.Error
	if errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_NOTADB {
		return &heed.Error{Code: heed.CodeInvalid, Op: "sqlite.Open", Key: "error.store_no_database", Args: []string{"Path", path}, Err: err}
	}
	return err
}

// scrub empties the journal, so that nothing erased is left in it. It cannot
// while somebody reads from the journal.
func scrub(ctx context.Context, db *sql.DB) error {
	var held, pages, moved int
	if err := db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&held, &pages, &moved); err != nil {
		return fmt.Errorf("sqlite.scrub: %w", err)
	}
	if held != 0 {
		return &heed.Error{Code: heed.CodeUnavailable, Op: "sqlite.scrub", Key: "error.erased_in_journal"}
	}
	return nil
}

// alive looks at the file with a connection of its own: those that are open
// answer from their memory, or from a file that has no name any more, even where
// there is another in its place, one that is written over, or none.
func alive(ctx context.Context, path string, opened fs.FileInfo, driver, address string) error {
	now, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("sqlite.Alive: %w", err)
	}
	if !os.SameFile(opened, now) {
		return fmt.Errorf("sqlite.Alive: there is another file at %s than the one that is open", path)
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		return fmt.Errorf("sqlite.Alive: %w", err)
	}
	return errors.Join(sqlstore.Look(ctx, db), db.Close())
}

// check asks SQLite to look through the whole file.
func check(ctx context.Context, db *sql.DB) error {
	var result string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&result); err != nil {
		return fmt.Errorf("sqlite.Check: %w", err)
	}
	if result != "ok" {
		return fmt.Errorf("sqlite.Check: %s", result)
	}
	return nil
}
