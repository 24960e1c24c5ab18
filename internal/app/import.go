// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
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

// ImportReport is what became of all of them, in the order of the inputs.
type ImportReport struct {
	Documents []Imported
}

// Look reports whether something needs a look: a document that was not read,
// or a finding.
func (r ImportReport) Look() bool {
	for _, d := range r.Documents {
		if d.Document.Outcome != heed.OutcomeRead || d.Findings > 0 {
			return true
		}
	}
	return false
}

// incoming is a document on its way in.
type incoming struct {
	data    []byte
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
	if !o.DryRun {
		if err := a.keep(ctx, actor, all); err != nil {
			return ImportReport{}, err
		}
	}
	var report ImportReport
	for _, in := range all {
		f := in.reading.Facts
		report.Documents = append(report.Documents, Imported{
			Document: f.Document, Status: in.status, Recommendations: len(f.Recommendations), Findings: len(f.Findings),
		})
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
			all[i], failed[i] = a.readOne(ctx, input, o.Review)
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
func (a *App) readOne(ctx context.Context, input Input, hint heed.ReviewID) (*incoming, error) {
	data, size, err := a.load(input)
	if err != nil {
		return nil, err
	}
	in := &incoming{data: data, status: StatusNew}
	digest := heed.DigestOf(data)
	if data == nil { // too large to hold: known by its name and size only
		digest = heed.DigestOf(fmt.Appendf(nil, "too large: %s, over %d bytes", filepath.Base(input.Name), size))
	}
	had, err := a.known(ctx, digest)
	switch {
	case err == nil && had.Facts.Document.Reader == a.ReaderVersion && (hint.State == "" || had.Facts.Document.Review.Known()):
		in.reading, in.status = had, StatusUnchanged
		return in, nil
	case err == nil:
		in.status = StatusUpdated
	case heed.ErrorCode(err) != heed.CodeNotFound:
		return nil, err
	}
	if in.reading, err = a.facts(ctx, data, hint); err != nil {
		return nil, err
	}
	d := &in.reading.Facts.Document
	d.Digest, d.Name, d.Size, d.Reader = digest, filepath.Base(input.Name), size, a.ReaderVersion
	return in, nil
}

// load reads an input's bytes, or nil and the limit where there are more.
func (a *App) load(input Input) ([]byte, int64, error) {
	r, err := input.Open()
	if err != nil {
		return nil, 0, &heed.Error{Code: heed.CodeInvalid, Op: call("Import", input.Name), Key: "error.cannot_open", Args: []string{"Path", input.Name}, Err: err}
	}
	defer func() { _ = r.Close() }()
	data, err := io.ReadAll(io.LimitReader(r, a.MaxSize+1))
	if err != nil {
		return nil, 0, &heed.Error{Code: heed.CodeInvalid, Op: call("Import", input.Name), Key: "error.cannot_open", Args: []string{"Path", input.Name}, Err: err}
	}
	if int64(len(data)) > a.MaxSize {
		return nil, a.MaxSize, nil
	}
	if data == nil {
		data = []byte{}
	}
	return data, int64(len(data)), nil
}

func (a *App) known(ctx context.Context, d heed.Digest) (find.Reading, error) {
	var out find.Reading
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		out, err = s.Reading(ctx, d)
		return err
	})
	return out, err
}

// facts reads bytes into facts and layout. What the document itself is to
// blame for becomes its outcome.
func (a *App) facts(ctx context.Context, data []byte, hint heed.ReviewID) (find.Reading, error) {
	unread := heed.Facts{Document: heed.Document{Kind: heed.KindUnknown, Review: hint, Outcome: heed.OutcomeTooLarge}}
	if data == nil {
		return find.Reading{Facts: unread}, nil
	}
	d, err := a.Reader.Read(ctx, data)
	if heed.ErrorCode(err) == heed.CodeUnreadable {
		unread.Document.Outcome = heed.Outcome(heed.ErrorArg(err, "Outcome"))
		unread.Document.Format = heed.ErrorArg(err, "Format")
		return find.Reading{Facts: unread}, nil
	}
	if err != nil {
		return find.Reading{}, err
	}
	layout, err := doc.Encode(d)
	if err != nil {
		return find.Reading{}, err
	}
	return find.Reading{Facts: a.Extract(d, hint), Layout: layout}, nil
}

// keep writes what came in: originals first, then each review in one
// transaction. Documents that belong to no known review are written together.
func (a *App) keep(ctx context.Context, actor heed.Actor, all []*incoming) error {
	var order []heed.ReviewID
	groups := map[heed.ReviewID][]*incoming{}
	for _, in := range all {
		if in.status == StatusUnchanged {
			continue
		}
		if in.data != nil {
			if _, err := a.Files.Put(in.data); err != nil {
				return err
			}
		}
		id := in.reading.Facts.Document.Review
		if !id.Known() {
			id = heed.ReviewID{}
		}
		if groups[id] == nil {
			order = append(order, id)
		}
		groups[id] = append(groups[id], in)
	}
	for _, id := range order {
		if err := a.keepReview(ctx, actor, id, groups[id]); err != nil {
			return err
		}
	}
	return nil
}

// importContent is what the log says of an import.
type importContent struct {
	Review   string        `json:"review,omitempty"`
	Manifest heed.Digest   `json:"manifest"` // of the digests, one a line
	Digests  []heed.Digest `json:"documents"`
	Reader   string        `json:"reader"`
}

func (a *App) keepReview(ctx context.Context, actor heed.Actor, id heed.ReviewID, group []*incoming) error {
	content := importContent{Reader: a.ReaderVersion}
	if id.Known() {
		content.Review = id.String()
	}
	var manifest []byte
	for _, in := range group {
		d := in.reading.Facts.Document.Digest
		content.Digests = append(content.Digests, d)
		manifest = append(manifest, d+"\n"...)
	}
	content.Manifest = heed.DigestOf(manifest)
	entry, err := audit.NewEntry(heed.EntryImport, actor.Role, a.Now(), content)
	if err != nil {
		return err
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		changed := false
		for _, in := range group {
			// Somebody else may have brought the same bytes in meanwhile.
			had, err := tx.Reading(ctx, in.reading.Facts.Document.Digest)
			if err == nil && had.Facts.Document.Reader == a.ReaderVersion && had.Facts.Document.Review == in.reading.Facts.Document.Review {
				in.status = StatusUnchanged
				continue
			}
			changed = true
			if err := tx.PutReading(ctx, in.reading); err != nil {
				return err
			}
		}
		if !changed {
			return nil
		}
		if id.Known() {
			facts, err := tx.ReviewFacts(ctx, id)
			if err != nil {
				return err
			}
			if record, ok := a.Reconcile(facts); ok {
				if err := tx.PutRecord(ctx, record); err != nil {
					return err
				}
			}
		}
		_, err := tx.Append(ctx, entry)
		return err
	})
}
