// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package store says what a store is: one snapshot to read, one transaction to
// write, the same behaviour on every engine (storetest holds them to it). The
// engines are its subpackages; each has its own migrations, and only
// internal/cli names them.
//
// Stores keep and give back; they search no text and make no decisions.
package store

import (
	"context"
	"io"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// Tx is one writing transaction. What it reads includes what it has written.
type Tx interface {
	find.Source
	// PutReading stores a document, its facts and its layout; a reading of the
	// same bytes is replaced.
	PutReading(ctx context.Context, r find.Reading) error
	// PutRecord stores the record of a review in place of the former one.
	PutRecord(ctx context.Context, r heed.Record) error
	// DropRecord removes the record of a review that no document gives any more.
	DropRecord(ctx context.Context, id heed.ReviewID) error
	// PutCorrection adds a correction; its Entry is the position that Append
	// gave to its log entry.
	PutCorrection(ctx context.Context, c heed.Correction) error
	// PutDecision adds a decision on a label; its Entry is the position that
	// Append gave to its log entry.
	PutDecision(ctx context.Context, d heed.LabelDecision) error
	// PutAnnotations adds annotations of OHCHR's index, in place of those of the
	// same names; no name may come twice in one call.
	PutAnnotations(ctx context.Context, all []find.WrittenAnnotation) error
	// PutAnnotationImport adds what an export has brought.
	PutAnnotationImport(ctx context.Context, i find.AnnotationImport) error
	// Append adds an entry to the log and gives its position. It stands at the
	// end of a transaction, because positions are handed out one by one.
	Append(ctx context.Context, e heed.Entry) (int64, error)
	// Erase destroys nonce and content of an entry and leaves the tombstone;
	// it also destroys the correction that the entry records.
	Erase(ctx context.Context, position int64, t heed.Tombstone) error
}

// Store is what the use cases need of a store.
type Store interface {
	find.Store
	// Update runs f in one writing transaction: all of it or nothing.
	Update(ctx context.Context, f func(Tx) error) error
	// Dump writes every table of one snapshot, and Load fills an empty store
	// from that; the form is the same for all engines.
	Dump(ctx context.Context, w io.Writer) error
	Load(ctx context.Context, r io.Reader) error
	// Check looks for damage that the engine itself can find.
	Check(ctx context.Context) error
	// Alive looks, at little cost, whether the store can be read.
	Alive(ctx context.Context) error
	Close() error
}
