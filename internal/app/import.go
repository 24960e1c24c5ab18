// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"io"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"sync"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/doc"
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
// read, with its outcome. Documents of one review are joined and written in
// one transaction with one entry in the log; the same bytes again change
// nothing. An error means that the inputs could not be opened or stored;
// reviews that were complete by then stay.
func (a *App) Import(ctx context.Context, actor heed.Actor, inputs []Input, o ImportOptions) (ImportReport, error) {
	if err := policy.Allow(actor, policy.Import); err != nil {
		return ImportReport{}, err
	}
	all, err := a.readAll(ctx, inputs, o)
	if err != nil {
		return ImportReport{}, err
	}
	var report ImportReport
	if o.DryRun {
		report.Reviews, err = a.foresee(ctx, all)
	} else {
		report.Reviews, err = a.keep(ctx, actor, all)
	}
	if err != nil {
		return ImportReport{}, err
	}
	for _, in := range all {
		one := Imported{Document: in.reading.Document(), Status: in.status}
		for _, f := range in.reading.Facts {
			one.Recommendations += len(f.Recommendations)
			one.Findings += len(f.Findings)
		}
		report.Documents = append(report.Documents, one)
	}
	return report, nil
}

// readAll reads the inputs, several at once.
func (a *App) readAll(ctx context.Context, inputs []Input, o ImportOptions) ([]*incoming, error) {
	all, failed := make([]*incoming, len(inputs)), make([]error, len(inputs))
	limit := make(chan struct{}, a.Workers+1)
	var wait sync.WaitGroup
	var counting sync.Mutex
	done := 0
	for i, input := range inputs {
		limit <- struct{}{}
		wait.Go(func() {
			defer func() { <-limit }()
			all[i], failed[i] = a.readOne(ctx, input, o)
			if o.Progress != nil {
				counting.Lock()
				defer counting.Unlock()
				done++
				o.Progress(done, len(inputs))
			}
		})
	}
	wait.Wait()
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// readOne reads one input, unless its bytes are known to the same reader.
func (a *App) readOne(ctx context.Context, input Input, o ImportOptions) (*incoming, error) {
	hint := o.Review
	data, digest, size, err := Load(input, a.MaxSize)
	if err != nil {
		return nil, err
	}
	in := &incoming{status: StatusNew}
	if data != nil && !o.DryRun {
		// Also where nothing else is new: the original may have been lost.
		if _, err := a.Files.Put(data); err != nil {
			return nil, err
		}
	}
	had, err := a.known(ctx, digest)
	switch {
	case err == nil && a.final(had[0].Document) && (hint.State == "" || had[0].Document.Review.Known()):
		in.reading.Facts, in.status = had, StatusUnchanged
		return in, nil
	case err == nil:
		in.status = StatusUpdated
	case heed.ErrorCode(err) != heed.CodeNotFound:
		return nil, err
	}
	if in.reading, err = a.facts(ctx, data, hint); err != nil {
		return nil, err
	}
	for i := range in.reading.Facts {
		d := &in.reading.Facts[i].Document
		d.Digest, d.Name, d.Size, d.Reader = digest, filepath.Base(input.Name), size, a.ReaderVersion
	}
	return in, nil
}

// final reports whether reading a document again with this reader would give
// the same. What was given up for lack of time or memory may succeed.
func (a *App) final(d heed.Document) bool {
	return d.Reader == a.ReaderVersion && d.Outcome != heed.OutcomeTimeout
}

// Load reads an input's bytes. Of an input over the limit it gives the digest
// and size, and nil for the bytes. CodeInvalid says that it cannot be read.
func Load(input Input, limit int64) ([]byte, heed.Digest, int64, error) {
	r, err := input.Open()
	if err != nil {
		return nil, "", 0, &heed.Error{Code: heed.CodeInvalid, Op: call("Import", input.Name), Key: "error.cannot_open", Args: []string{"Path", input.Name}, Err: err}
	}
	defer func() { _ = r.Close() }()
	digest := heed.NewDigester()
	data, err := io.ReadAll(io.TeeReader(io.LimitReader(r, min(limit, math.MaxInt64-1)+1), digest))
	size := int64(len(data))
	if err == nil && size > limit {
		var rest int64
		rest, err = io.Copy(digest, r)
		data, size = nil, size+rest
	} else if data == nil {
		data = []byte{}
	}
	if err != nil {
		return nil, "", 0, &heed.Error{Code: heed.CodeInvalid, Op: call("Import", input.Name), Key: "error.cannot_open", Args: []string{"Path", input.Name}, Err: err}
	}
	return data, digest.Digest(), size, nil
}

// known gives what the store has of a document already.
func (a *App) known(ctx context.Context, d heed.Digest) ([]heed.Facts, error) {
	var out []heed.Facts
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		out, err = s.Facts(ctx, d)
		return err
	})
	return out, err
}

// facts reads bytes into facts and layout. What the document itself is to
// blame for becomes its outcome.
func (a *App) facts(ctx context.Context, data []byte, hint heed.ReviewID) (find.Reading, error) {
	unread := heed.Facts{Document: heed.Document{Kind: heed.KindUnknown, Review: hint, Outcome: heed.OutcomeTooLarge}}
	if data == nil {
		return find.Reading{Facts: []heed.Facts{unread}}, nil
	}
	d, err := a.Reader.Read(ctx, data)
	if heed.ErrorCode(err) == heed.CodeUnreadable {
		unread.Document.Outcome = heed.Outcome(heed.ErrorArg(err, "Outcome"))
		unread.Document.Format = heed.ErrorArg(err, "Format")
		return find.Reading{Facts: []heed.Facts{unread}}, nil
	}
	if err != nil {
		return find.Reading{}, err
	}
	out := find.Reading{Facts: a.Extract(d, hint)}
	if d.Format != "csv" { // a table has no look; its rows are in the facts
		out.Layout, err = doc.Encode(d)
	}
	return out, err
}

// keep writes what came in, each review in one transaction; the originals are
// in place already. Documents that belong to no single review are written
// together. It gives the reviews that changed.
func (a *App) keep(ctx context.Context, actor heed.Actor, all []*incoming) ([]Joined, error) {
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
	joined := map[heed.ReviewID]Joined{}
	for _, id := range order {
		if err := a.keepReview(ctx, actor, id, groups[id], joined); err != nil {
			return nil, err
		}
	}
	return inOrder(joined), nil
}

// inOrder gives reviews by State and cycle.
func inOrder(joined map[heed.ReviewID]Joined) []Joined {
	return slices.SortedFunc(maps.Values(joined), func(a, b Joined) int {
		return cmp.Or(cmp.Compare(a.Review.State, b.Review.State), cmp.Compare(a.Review.Cycle, b.Review.Cycle))
	})
}

// foresee gives the reviews as they would stand after an import.
func (a *App) foresee(ctx context.Context, all []*incoming) ([]Joined, error) {
	coming := map[heed.ReviewID][]heed.Facts{}
	digests := map[heed.Digest]bool{}
	for _, in := range all {
		d := in.reading.Document().Digest
		for _, f := range in.reading.Facts {
			if id := f.Document.Review; id.Known() && !digests[d] && in.status != StatusUnchanged {
				coming[id] = append(coming[id], f)
			}
		}
		digests[d] = true
	}
	joined := map[heed.ReviewID]Joined{}
	err := a.Store.View(ctx, func(s find.Source) error {
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
	return inOrder(joined), err
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
	Reader   string        `json:"reader"`
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
		manifest = append(manifest, d+"\n"...)
	}
	content.Manifest = heed.DigestOf(manifest)
	return content, nil
}

// digestOf is the digest of what was read from a document.
func digestOf(facts []heed.Facts) (heed.Digest, error) {
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
			case err == nil && a.final(had[0].Document) && (find.Reading{Facts: had}).Document().Review == d.Review:
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
