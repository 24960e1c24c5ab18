// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Input is a document that comes in.
type Input struct {
	Name string // only the base name is kept
	Open func() (io.ReadCloser, error)
}

// ImportOptions say how documents come in.
type ImportOptions struct {
	// Review is the review where a document does not name it itself.
	Review heed.ReviewID
	// DryRun reads and reports, and writes nothing.
	DryRun bool
	// Progress is told of each document that has been read.
	Progress func(done, total int)
}

// ImportStatus is what an import did with a document.
type ImportStatus string

// The statuses.
const (
	StatusNew       ImportStatus = "new"
	StatusUpdated   ImportStatus = "updated"   // read again by a newer reader
	StatusUnchanged ImportStatus = "unchanged" // the same bytes, read by the same reader
)

// Imported is what became of one document.
type Imported struct {
	Document        heed.Document
	Status          ImportStatus
	Recommendations int
	Findings        int
}

// Joined is a review that an import has touched, as it stands after it.
type Joined struct {
	Review heed.ReviewID
	// Recommendations counts them by position; nil where there is no record yet,
	// because neither report nor list is here.
	Recommendations map[heed.Position]int
	// Findings is how many things do not add up, in all its documents together.
	Findings int
}

// ImportReport is what became of all documents, in the order of the inputs, and
// of the reviews that they belong to, by State and cycle.
type ImportReport struct {
	Documents []Imported
	Reviews   []Joined
}

// Look reports whether something needs a look: a document that was not read,
// or a finding.
func (r ImportReport) Look() bool {
	return slices.ContainsFunc(r.Documents, func(d Imported) bool { return d.Document.Outcome != heed.OutcomeRead || d.Findings > 0 }) ||
		slices.ContainsFunc(r.Reviews, func(j Joined) bool { return j.Findings > 0 })
}

// incoming is a document on its way in.
type incoming struct {
	reading find.Reading
	status  ImportStatus
}

// Import takes documents in. Every document is stored, also one that cannot be
// read, with its outcome; the same bytes again change nothing. While some are
// read, those before them are written: of as many as are kept together, those
// of one review in one transaction with one entry in the log. An error means
// that the inputs could not be opened or stored; what was written by then stays.
func (a *App) Import(ctx context.Context, actor heed.Actor, inputs []Input, o ImportOptions) (ImportReport, error) {
	if err := policy.Allow(actor, policy.Import); err != nil {
		return ImportReport{}, err
	}
	var report ImportReport
	var all []*incoming // of a dry run, which looks at them together
	joined := map[heed.ReviewID]Joined{}
	err := a.readAll(ctx, inputs, o, func(some []*incoming) error {
		if o.DryRun {
			all = append(all, some...)
		} else if err := a.keep(ctx, actor, some, joined); err != nil {
			return err
		}
		for _, in := range some {
			report.Documents = append(report.Documents, in.told())
		}
		return nil
	})
	if err == nil && o.DryRun {
		err = a.foresee(ctx, all, joined)
	}
	if err != nil {
		return ImportReport{}, err
	}
	report.Reviews = inOrder(joined)
	return report, nil
}

// told is what is told of a document.
func (in *incoming) told() Imported {
	one := Imported{Document: in.reading.Document(), Status: in.status}
	for _, f := range in.reading.Facts {
		one.Recommendations += len(f.Recommendations)
		one.Findings += len(f.Findings)
	}
	return one
}

// keep writes what came in, each review in one transaction; the originals are
// in place already. Documents that belong to no single review are written
// together. It tells the reviews that changed in joined.
func (a *App) keep(ctx context.Context, actor heed.Actor, all []*incoming, joined map[heed.ReviewID]Joined) error {
	var order []heed.ReviewID
	groups := map[heed.ReviewID][]*incoming{}
	for _, in := range all {
		if in.status == StatusUnchanged {
			continue
		}
		id := in.reading.Document().Review
		if !id.Known() {
			id = heed.ReviewID{}
		}
		if groups[id] == nil {
			order = append(order, id)
		}
		groups[id] = append(groups[id], in)
	}
	for _, id := range order {
		if err := a.keepReview(ctx, actor, id, groups[id], joined); err != nil {
			return err
		}
	}
	return nil
}

// inOrder gives reviews by State and cycle.
func inOrder(joined map[heed.ReviewID]Joined) []Joined {
	return slices.SortedFunc(maps.Values(joined), func(a, b Joined) int {
		return cmp.Or(cmp.Compare(a.Review.State, b.Review.State), cmp.Compare(a.Review.Cycle, b.Review.Cycle))
	})
}

// foresee tells in joined the reviews as they would stand after an import.
func (a *App) foresee(ctx context.Context, all []*incoming, joined map[heed.ReviewID]Joined) error {
	coming := map[heed.ReviewID][]heed.Facts{}
	digests := map[heed.Digest]bool{}
	for _, in := range all {
		if in.status == StatusUnchanged {
			continue // the store has it
		}
		d := in.reading.Document().Digest
		for _, f := range in.reading.Facts {
			if id := f.Document.Review; id.Known() && !digests[d] {
				coming[id] = append(coming[id], f)
			}
		}
		digests[d] = true
	}
	return a.Store.View(ctx, func(s find.Source) error {
		for id, facts := range coming {
			had, err := s.ReviewFacts(ctx, id)
			if err != nil {
				return err
			}
			had = slices.DeleteFunc(had, func(f heed.Facts) bool { return digests[f.Document.Digest] })
			record, _ := a.Reconcile(append(had, facts...))
			joined[id] = summary(id, record)
		}
		return nil
	})
}

// summary is what an import tells of a review.
func summary(id heed.ReviewID, record heed.Record) Joined {
	j := Joined{Review: id, Findings: len(record.Findings)}
	if record.Review.State != "" {
		j.Recommendations = map[heed.Position]int{}
	}
	for _, r := range record.Recommendations {
		j.Recommendations[r.Position]++
	}
	return j
}

// importContent is what the log says of an import.
type importContent struct {
	Review   string        `json:"review,omitempty"`
	Manifest heed.Digest   `json:"manifest"` // of the digests, one a line
	Digests  []heed.Digest `json:"documents"`
	// Readings are the digests of what was read from each, in canonical JSON.
	Readings []heed.Digest `json:"readings"`
	// Layouts are the digests of the layouts; entries of before have none.
	Layouts []heed.Digest `json:"layouts,omitempty"`
	Reader  string        `json:"reader"`
}

// newImportContent says what a group of documents is.
func (a *App) newImportContent(id heed.ReviewID, group []*incoming) (importContent, error) {
	content := importContent{Reader: a.ReaderVersion}
	if id.Known() {
		content.Review = id.String()
	}
	var manifest []byte
	for _, in := range group {
		d := in.reading.Document().Digest
		reading, err := digestOf(in.reading.Facts)
		if err != nil {
			return content, err
		}
		content.Digests = append(content.Digests, d)
		content.Readings = append(content.Readings, reading)
		content.Layouts = append(content.Layouts, heed.DigestOf(in.reading.Layout))
		manifest = append(manifest, d+"\n"...)
	}
	content.Manifest = heed.DigestOf(manifest)
	return content, nil
}

// digestOf is the digest of what was read from a document, as facts or as they
// are written.
func digestOf[T heed.Facts | json.RawMessage](facts []T) (heed.Digest, error) {
	body, err := audit.Canonical(facts)
	return heed.DigestOf(body), err
}

// keepReview writes documents and joins the reviews that they speak of, now or
// in a former reading. It tells what became of them in joined.
func (a *App) keepReview(ctx context.Context, actor heed.Actor, id heed.ReviewID, group []*incoming, joined map[heed.ReviewID]Joined) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		touched := map[heed.ReviewID]bool{}
		var changed []*incoming
		for _, in := range group {
			d := in.reading.Document()
			had, err := tx.Facts(ctx, d.Digest)
			switch {
			case err == nil && a.settled(had[0].Document, d) && (had[0].Document.Redacted || (find.Reading{Facts: had}).Document().Review == d.Review):
				// Somebody else has brought the same bytes in meanwhile.
				in.status = StatusUnchanged
				continue
			case err != nil && heed.ErrorCode(err) != heed.CodeNotFound:
				return err
			}
			changed = append(changed, in)
			// A better reading may place it in another review.
			for _, f := range slices.Concat(had, in.reading.Facts) {
				touched[f.Document.Review] = f.Document.Review.Known()
			}
			if err := tx.PutReading(ctx, in.reading); err != nil {
				return err
			}
		}
		if len(changed) == 0 {
			return nil
		}
		for review, known := range touched {
			if !known {
				continue
			}
			record, err := a.join(ctx, tx, review)
			if err != nil {
				return err
			}
			joined[review] = summary(review, record)
		}
		content, err := a.newImportContent(id, changed)
		if err != nil {
			return err
		}
		entry, err := audit.NewEntry(heed.EntryImport, actor.Role, a.Now(), content)
		if err != nil {
			return err
		}
		_, err = tx.Append(ctx, entry)
		return err
	})
}

// join makes the record of a review anew from what its documents say, or
// removes it where they no longer give one.
func (a *App) join(ctx context.Context, tx store.Tx, id heed.ReviewID) (heed.Record, error) {
	facts, err := tx.ReviewFacts(ctx, id)
	if err != nil {
		return heed.Record{}, err
	}
	if record, ok := a.Reconcile(facts); ok {
		return record, tx.PutRecord(ctx, record)
	}
	return heed.Record{}, tx.DropRecord(ctx, id)
}
