// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"runtime"

	"github.com/ncruces/go-sqlite3"
	_ "github.com/ncruces/go-sqlite3/driver"       // registers "sqlite3"
	_ "github.com/ncruces/go-sqlite3/vfs/adiantum" // the file system that encrypts
	"github.com/pressly/goose/v3"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/store/sqlstore"
)

// KeySize is how many bytes the key of a sealed store has.
const KeySize = 32

// OpenSealed opens a store whose file is encrypted with a key, or makes one:
// every page of database and journal is encrypted before it goes to the disk
// (Adiantum), and what SQLite keeps for a while stays in memory. It is the same
// database by another build of SQLite, as the one for plain files cannot do
// that.
func OpenSealed(ctx context.Context, path string, key []byte) (*sqlstore.Store, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("sqlite.OpenSealed: a key of %d bytes", len(key))
	}
	if err := prepare(path); err != nil {
		return nil, err
	}
	sealed := plainAddress(path) + "?vfs=adiantum&hexkey=" + hex.EncodeToString(key) + "&_pragma=temp_store(memory)&"
	address := sealed + pragmas
	write, err := sql.Open("sqlite3", address+"&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("sqlite.OpenSealed: %w", err)
	}
	write.SetMaxOpenConns(1)
	if err := sqlstore.Migrate(ctx, goose.DialectSQLite3, write, migrations); err != nil {
		return nil, errors.Join(notSealed(err, path), write.Close())
	}
	read, err := sql.Open("sqlite3", address+"&_pragma=query_only(1)")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sqlite.OpenSealed: %w", err), write.Close())
	}
	read.SetMaxOpenConns(max(4, runtime.NumCPU()))
	opened, err := os.Stat(path)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("sqlite.OpenSealed: %w", err), read.Close(), write.Close())
	}
	return sqlstore.New(sqlstore.Engine{
		Write: write, Read: read, Snapshot: &sql.TxOptions{ReadOnly: true},
		Busy:  func(err error) bool { return errors.Is(err, sqlite3.BUSY) },
		Scrub: func(ctx context.Context, _ bool) error { return scrub(ctx, write) },
		Check: func(ctx context.Context) error { return check(ctx, read) },
		Alive: func(ctx context.Context) error {
			return alive(ctx, path, opened, "sqlite3", sealed+looking)
		},
	}), nil
}

// notSealed says so where a file is no database that the key opens.
func notSealed(err error, path string) error {
	if errors.Is(err, sqlite3.NOTADB) {
		return &heed.Error{Code: heed.CodeInvalid, Op: "sqlite.OpenSealed", Key: "error.store_other_keys", Args: []string{"Path", path}, Err: err}
	}
	return err
}
