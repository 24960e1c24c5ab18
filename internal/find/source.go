// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package find answers every question that is asked of the record: lists,
// counts and single things come from one plan, so that their numbers cannot
// differ. Every call names its viewer.
//
// It only reads. It knows nothing of screens, and of stores only the Source
// below.
package find

import (
	"context"
	"encoding/json"

	"github.com/heed-upr/heed"
)

// Reading is what was made of one document's bytes by one version of the
// reader.
type Reading struct {
	// Facts are what it says of each review, at least one: a Council's session
	// report speaks of many. All have the same document but for its Review.
	Facts []heed.Facts
	// Layout is the doc.Document in its wire form, or nil where nothing could
	// be read.
	Layout []byte
}

// Document is what the reading says of the document itself. It belongs to no
// single review where it speaks of several.
func (r Reading) Document() heed.Document {
	d := r.Facts[0].Document
	if len(r.Facts) > 1 {
		d.Review = heed.ReviewID{}
	}
	return d
}

// Revision names what a review is made of. What was worked out from a review
// holds as long as its revision is the same.
type Revision struct {
	Review heed.ReviewID
	// Record names the record by its content; "" tells nothing.
	Record heed.Digest
	// Corrections, Decisions and Translations are how many there are.
	Corrections, Decisions, Translations int64
	// Last is the entry of the last of them.
	Last int64
	// Struck is the entry of the last redaction, of whatever review: they are rare.
	Struck int64
}

// Source is what a store offers to those who read: one consistent snapshot.
// Things that are not there are CodeNotFound.
type Source interface {
	AnnotationSource
	// Reviews lists all reviews that have a record, by State and cycle.
	Reviews(ctx context.Context) ([]heed.Review, error)
	// Read lists all reviews of which a document has been read, by State and
	// cycle: not all of them have a record.
	Read(ctx context.Context) ([]heed.ReviewID, error)
	// Revisions gives the revisions of all reviews, by State and cycle.
	Revisions(ctx context.Context) ([]Revision, error)
	// Record gives the reconciled record of a review.
	Record(ctx context.Context, id heed.ReviewID) (heed.Record, error)
	// Documents lists all documents in the order in which they came in.
	Documents(ctx context.Context) ([]heed.Document, error)
	// Document gives one document.
	Document(ctx context.Context, d heed.Digest) (heed.Document, error)
	// Facts gives what was read from a document, by review.
	Facts(ctx context.Context, d heed.Digest) ([]heed.Facts, error)
	// FactsAsWritten gives the same as it stands in the store: what has been
	// proved of it holds however a later program would write it.
	FactsAsWritten(ctx context.Context, d heed.Digest) ([]json.RawMessage, error)
	// Layout gives a document's doc.Document in its wire form, or nil where
	// nothing could be read.
	Layout(ctx context.Context, d heed.Digest) ([]byte, error)
	// ReviewFacts lists the facts of all documents on a review, by digest.
	ReviewFacts(ctx context.Context, id heed.ReviewID) ([]heed.Facts, error)
	// Corrections lists the corrections of a review in the order of the log.
	Corrections(ctx context.Context, id heed.ReviewID) ([]heed.Correction, error)
	// Decisions lists the decisions on labels of a review in the order of the
	// log.
	Decisions(ctx context.Context, id heed.ReviewID) ([]heed.LabelDecision, error)
	// Translations lists the translations of a review's recommendations in the
	// order of the log.
	Translations(ctx context.Context, id heed.ReviewID) ([]heed.Translation, error)
	// Versions calls f with every version of everything of the follow-up whose
	// entry stands at a position or behind it, in the order of the log.
	Versions(ctx context.Context, from int64, f func(heed.Version) error) error
	// VersionsOf calls f with every version of every thing of a kind, in the order
	// of the log.
	VersionsOf(ctx context.Context, kind heed.SubjectKind, f func(heed.Version) error) error
	// History lists all versions of one thing.
	History(ctx context.Context, s heed.Subject) ([]heed.Version, error)
	// FeedLooks lists what came of looking at feeds, by feed.
	FeedLooks(ctx context.Context) ([]heed.FeedLook, error)
	// LastErasure is the position of the latest entry of an erasure or redaction,
	// -1 if there is none.
	LastErasure(ctx context.Context) (int64, error)
	// SameRecord reports whether no entry from a position on changes the record:
	// all are of the follow-up or of accounts.
	SameRecord(ctx context.Context, from int64) (bool, error)
	// LogLength is how many entries the log has.
	LogLength(ctx context.Context) (int64, error)
	// Entries lists log entries from a position on, at most limit.
	Entries(ctx context.Context, from int64, limit int) ([]heed.Entry, error)
	// EntriesBut lists the last log entries before a position that are not of a
	// kind, at most limit, the newest first.
	EntriesBut(ctx context.Context, but heed.EntryKind, before int64, limit int) ([]heed.Entry, error)
	// LogHashes gives the hashes of the log's tree at the given indexes; all of
	// them in order if indexes is nil.
	LogHashes(ctx context.Context, indexes []int64) ([][32]byte, error)
}

// Store opens snapshots. internal/store/sqlite and internal/store/postgres
// both are one.
type Store interface {
	// View calls f with a snapshot that does not change while f runs.
	View(ctx context.Context, f func(Source) error) error
}
