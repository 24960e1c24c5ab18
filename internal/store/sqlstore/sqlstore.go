// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package sqlstore holds the statements that SQLite and PostgreSQL both accept,
// which today are all that read and write. How a database is opened, migrated,
// locked and checked is each engine's own.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
)

// Engine is what differs between the engines.
type Engine struct {
	// Write has connections that may write; Read is for snapshots.
	Write, Read *sql.DB
	// Snapshot are the options of a reading transaction.
	Snapshot *sql.TxOptions
	// Lock keeps other writing transactions out until this one ends: whoever
	// reads a review in order to join it anew must see what was written last.
	// Nil where one writer is all there can be.
	Lock func(ctx context.Context, tx *sql.Tx) error
	// Busy reports whether an error only means that another transaction was
	// first, so that the same again may succeed.
	Busy func(error) bool
	// Scrub makes sure that what was erased is in no journal either; nil where
	// that is the server's matter. Whole says that it can have stood anywhere.
	Scrub func(ctx context.Context, whole bool) error
	// Check looks for damage.
	Check func(ctx context.Context) error
	// Alive looks at what an open connection would not notice; nil where there
	// is nothing of the kind.
	Alive func(ctx context.Context) error
}

// attempts is how often a transaction is tried that others get in the way of.
const attempts = 5

// Store is a store on one engine.
type Store struct{ engine Engine }

var _ store.Store = (*Store)(nil)

// New makes a store of an engine whose schema is up to date.
func New(e Engine) *Store { return &Store{e} }

// Close closes the database.
func (s *Store) Close() error {
	if s.engine.Read == s.engine.Write {
		return s.engine.Write.Close()
	}
	return errors.Join(s.engine.Read.Close(), s.engine.Write.Close())
}

// Check looks for damage that the engine can find.
func (s *Store) Check(ctx context.Context) error { return s.engine.Check(ctx) }

// Alive looks at the end of the log.
func (s *Store) Alive(ctx context.Context) error {
	if err := Look(ctx, s.engine.Read); err != nil {
		return wrap("store.Alive", err)
	}
	if s.engine.Alive == nil {
		return nil
	}
	return wrap("store.Alive", s.engine.Alive(ctx))
}

// Look reads the end of the log, which every store has, if only an empty one.
func Look(ctx context.Context, db *sql.DB) error {
	var last int64
	return db.QueryRowContext(ctx, `SELECT COALESCE(MAX(position), 0) FROM log_entries`).Scan(&last)
}

// View runs f on one snapshot.
func (s *Store) View(ctx context.Context, f func(find.Source) error) error {
	t, err := s.engine.Read.BeginTx(ctx, s.engine.Snapshot)
	if err != nil {
		return unreachable("store.View", err)
	}
	defer rollback(t)
	return f(&tx{Tx: t, engine: s.engine})
}

// Update runs f in one writing transaction, again if others were first.
func (s *Store) Update(ctx context.Context, f func(store.Tx) error) error {
	var err error
	for range attempts {
		if err = s.update(ctx, f); err == nil || !s.engine.Busy(err) {
			return err
		}
	}
	return &heed.Error{Code: heed.CodeUnavailable, Op: "store.Update", Key: "error.store_busy", Err: err}
}

func (s *Store) update(ctx context.Context, f func(store.Tx) error) error {
	t, err := s.engine.Write.BeginTx(ctx, nil)
	if err != nil {
		return unreachable("store.Update", err)
	}
	defer rollback(t)
	if s.engine.Lock != nil {
		if err := s.engine.Lock(ctx, t); err != nil {
			return wrap("store.Update", err)
		}
	}
	run := &tx{Tx: t, engine: s.engine}
	if err := f(run); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		return wrap("store.Update", err)
	}
	if run.erased && s.engine.Scrub != nil {
		return wrap("store.Update", s.engine.Scrub(ctx, run.struck))
	}
	return nil
}

// rollback ends a transaction that was not committed; after a commit it is
// nothing, and what it says then is no news.
func rollback(t *sql.Tx) { _ = t.Rollback() }

// unreachable says that the engine does not even begin: its server is gone, or
// its file.
func unreachable(op string, err error) error {
	return &heed.Error{Code: heed.CodeUnavailable, Op: op, Key: "error.store_unreachable", Err: err}
}

// wrap says which operation failed.
func wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", op, err)
}

// tx is one transaction.
type tx struct {
	*sql.Tx
	engine Engine
	erased bool // something was destroyed
	struck bool // by an erasure or a redaction
}

// notFound makes the error of a thing that is not there out of "no rows".
func notFound(op, key string, err error, args ...string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return &heed.Error{Code: heed.CodeNotFound, Op: op, Key: key, Args: args}
	}
	return wrap(op, err)
}

// each runs a query and calls f for every row.
func (t *tx) each(ctx context.Context, f func(*sql.Rows) error, query string, args ...any) error {
	rows, err := t.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
