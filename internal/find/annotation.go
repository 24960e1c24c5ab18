// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"crypto/sha256"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/heed-upr/heed"
)

// AnnotationMark tells whether annotations have come or gone. They are numbered
// as they come in, and never change: one that comes in another form gets a new
// number, and the old one is gone.
type AnnotationMark struct {
	Last int64 // the highest number
	Gone int64 // how many are gone
}

// AnnotationRevision names an annotation by its content.
type AnnotationRevision [16]byte

// WrittenAnnotation is an annotation as a store keeps it.
type WrittenAnnotation struct {
	ID       string
	Revision AnnotationRevision
	Body     []byte
}

// WriteAnnotation writes an annotation.
func WriteAnnotation(a heed.Annotation) (WrittenAnnotation, error) {
	body, err := json.Marshal(a)
	return WrittenAnnotation{a.ID, AnnotationRevisionOf(body), body}, err
}

// AnnotationRevisionOf gives the revision of an annotation as it is written.
func AnnotationRevisionOf(body []byte) AnnotationRevision {
	sum := sha256.Sum256(body)
	return AnnotationRevision(sum[:16])
}

// AnnotationImport is what one export of OHCHR's index, or one table of somebody
// else's, has brought.
type AnnotationImport struct {
	// Entry is the position of its entry in the log.
	Entry int64 `json:"entry"`
	// Source names whose table it was, as its importer said; "" is OHCHR's index.
	Source string `json:"source,omitempty"`
	// Role is that of who imported it.
	Role   heed.Role   `json:"role,omitempty"`
	At     time.Time   `json:"at"`
	Name   string      `json:"name"`
	Digest heed.Digest `json:"digest"` // of the export
	// Records is how many there are in the export; Added came in new, Replaced
	// were here in another form, and Missing are here and no longer there.
	Records  int `json:"records"`
	Added    int `json:"added"`
	Replaced int `json:"replaced"`
	Missing  int `json:"missing"`
	// Removed is how many of those were taken out, Left how many rows of a table
	// could not be taken.
	Removed int `json:"removed,omitempty"`
	Left    int `json:"left,omitempty"`
	// Columns are the heads of a table's columns that were taken, by field.
	Columns map[string][]string `json:"columns,omitempty"`
	// Changes are what is kept otherwise than the export has it, the most
	// frequent first; MoreChanges is how many kinds there are beyond them.
	Changes     []AnnotationChange `json:"changes"`
	MoreChanges int                `json:"more_changes,omitempty"`
}

// AnnotationChange is something that is kept otherwise than an export has it.
type AnnotationChange struct {
	Field string `json:"field"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
	Times int    `json:"times"`
}

// AnnotationSource is what a store offers to those who read OHCHR's index.
type AnnotationSource interface {
	// AnnotationMark tells whether something is new.
	AnnotationMark(ctx context.Context) (AnnotationMark, error)
	// Annotations goes through those with numbers after one and up to another.
	Annotations(ctx context.Context, after, to int64, each func(seq int64, a heed.Annotation) error) error
	// AnnotationsAt gives those with the numbers, in their order; CodeNotFound
	// if one is not there.
	AnnotationsAt(ctx context.Context, seqs []int64) ([]heed.Annotation, error)
	// AnnotationsNamed gives those of the names that there are, in no order.
	AnnotationsNamed(ctx context.Context, ids []string) ([]heed.Annotation, error)
	// AnnotationsGone lists the numbers that are gone.
	AnnotationsGone(ctx context.Context) ([]int64, error)
	// AnnotationRevisions goes through all by their names, each with its
	// revision and as it is written. The bytes are good for the call only.
	AnnotationRevisions(ctx context.Context, each func(id string, revision AnnotationRevision, body []byte) error) error
	// AnnotationImports lists what has come in, the oldest first.
	AnnotationImports(ctx context.Context) ([]AnnotationImport, error)
}
