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
	"time"

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
	// PutTranslation adds a translation; its Entry is the position that Append
	// gave to its log entry.
	PutTranslation(ctx context.Context, t heed.Translation) error
	// PutAnnotations adds annotations, in place of those of the same names; no
	// name may come twice in one call.
	PutAnnotations(ctx context.Context, all []find.WrittenAnnotation) error
	// DropAnnotations destroys the annotations of these names; what is not there
	// is passed over.
	DropAnnotations(ctx context.Context, ids []string) error
	// PutAnnotationImport adds what an export or a table has brought.
	PutAnnotationImport(ctx context.Context, i find.AnnotationImport) error
	// PutVersion adds a version of something; its Entry is the position that
	// Append gave to its log entry. CodeConflict where it is not the next one.
	PutVersion(ctx context.Context, v heed.Version) error
	// PutFeedLook puts what came of looking at a feed in the place of what had come
	// of it before.
	PutFeedLook(ctx context.Context, l heed.FeedLook) error
	PeopleWriter
	// Append adds an entry to the log and gives its position. It stands at the
	// end of a transaction, because positions are handed out one by one.
	Append(ctx context.Context, e heed.Entry) (int64, error)
	// Erase destroys nonce and content of an entry and leaves the tombstone;
	// it also destroys the correction, decision, translation, version or report of an import
	// that the entry records.
	Erase(ctx context.Context, position int64, t heed.Tombstone) error
	// Strike destroys nonce and content of an entry as Erase does, and puts what
	// the entry records, without some words, in the place of what it was: a
	// heed.Correction, heed.LabelDecision, heed.Translation or heed.Version with
	// that entry. An entry that has a tombstone keeps it.
	Strike(ctx context.Context, position int64, t heed.Tombstone, instead any) error
}

// People is who may sign in, and how. It is no business of those who read the
// record, and find does not see it. What is not there is CodeNotFound.
type People interface {
	Accounts(ctx context.Context) ([]heed.Account, error)
	Account(ctx context.Context, id heed.ID) (heed.Account, error)
	// AccountByEmail takes the address in lower case.
	AccountByEmail(ctx context.Context, email string) (heed.Account, error)
	// AccountBySecret finds whose a secret is by its name: a passkey's number,
	// who somebody is to an OpenID provider.
	AccountBySecret(ctx context.Context, kind heed.SecretKind, name string) (heed.Account, error)
	Secrets(ctx context.Context, account heed.ID) ([]heed.Secret, error)
	Session(ctx context.Context, token string) (heed.Session, error)
	Sessions(ctx context.Context, account heed.ID) ([]heed.Session, error)
	Invitation(ctx context.Context, token string) (heed.Invitation, error)
	Invitations(ctx context.Context) ([]heed.Invitation, error)
	// Notices lists the letters in some states, state by state, by when they may be
	// taken up.
	Notices(ctx context.Context, states ...heed.NoticeState) ([]heed.Notice, error)
	// Reminded lists what somebody was reminded of.
	Reminded(ctx context.Context, account heed.ID) ([]heed.Reminder, error)
}

// PeopleWriter changes who may sign in. Putting what is there replaces it;
// dropping what is not there is no error.
type PeopleWriter interface {
	People
	PutAccount(ctx context.Context, a heed.Account) error
	// DropAccount destroys an account with its secrets, sessions and letters.
	DropAccount(ctx context.Context, id heed.ID) error
	PutSecret(ctx context.Context, s heed.Secret) error
	DropSecret(ctx context.Context, account heed.ID, kind heed.SecretKind, name string) error
	PutSession(ctx context.Context, s heed.Session) error
	DropSession(ctx context.Context, token string) error
	PutInvitation(ctx context.Context, i heed.Invitation) error
	DropInvitation(ctx context.Context, token string) error
	// AddNotice adds a letter with what it reminds of; CodeConflict where its
	// account was reminded of any of that before.
	AddNotice(ctx context.Context, n heed.Notice) error
	// PutNotice puts a letter in the place of what it was.
	PutNotice(ctx context.Context, n heed.Notice) error
	// DropNotices forgets letters that no longer wait and were last taken up
	// before a moment; what they reminded of stays known.
	DropNotices(ctx context.Context, before time.Time) error
	// DropExpired forgets sessions and invitations that have run out.
	DropExpired(ctx context.Context, now time.Time) error
}

// Snapshot is all that is kept, at one moment, for who checks it.
type Snapshot interface {
	find.Source
	People
	// Misfiled lists rows that are found under something else than what they say:
	// who asks for a thing would be given another, or none.
	Misfiled(ctx context.Context) ([]Misfiled, error)
}

// Misfiled is a column of a row that is not what the row says. Row names the row by
// what it says, and no person but by pseudonym.
type Misfiled struct{ Table, Row, Column string }

// Store is what the use cases need of a store.
type Store interface {
	find.Store
	// Update runs f in one writing transaction: all of it or nothing.
	Update(ctx context.Context, f func(Tx) error) error
	// People runs f on one snapshot of who may sign in.
	People(ctx context.Context, f func(People) error) error
	// Whole runs f on one snapshot of everything.
	Whole(ctx context.Context, f func(Snapshot) error) error
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
