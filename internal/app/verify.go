// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// batch is how many log entries are read at once.
const batch = 500

// Problem is something that is not as it should be. Key and Args name the
// message for people; Detail is for the log.
type Problem struct {
	Key    string   `json:"key"`
	Args   []string `json:"args,omitempty"`
	Detail string   `json:"detail,omitempty"`
	// Why is what is wrong with something that was left out, nil where Key says all.
	Why error `json:"-"`
}

// VerifyReport is what a check of everything found.
type VerifyReport struct {
	Log       audit.Report `json:"log"`
	Documents int          `json:"documents"`
	Reviews   int          `json:"reviews"`
	Accounts  int          `json:"accounts"`
	// Evidence counts files of evidence, of which there are two copies each.
	Evidence int `json:"evidence_files"`
	// Checkpoints is how many the log was held against.
	Checkpoints int `json:"checkpoints"`
	// Redactions are those that the log records, from the first.
	Redactions []RedactionNote `json:"redactions,omitempty"`
	Problems   []Problem       `json:"problems,omitempty"`
}

func (r *VerifyReport) problem(key string, args ...string) {
	r.Problems = append(r.Problems, Problem{Key: key, Args: args})
}

// Verify checks the log against its tree; what is kept of documents and of what
// people wrote, accounts and erasures against the log; every original against its digest; every record against what
// its facts give; and the log against checkpoints that somebody has kept.
func (a *App) Verify(ctx context.Context, actor heed.Actor, points ...audit.Checkpoint) (VerifyReport, error) {
	var r VerifyReport
	if err := policy.Allow(actor, policy.Verify); err != nil {
		return r, err
	}
	err := a.Store.Whole(ctx, func(s store.Snapshot) error {
		said := newLedger()
		var err error
		var v audit.Verifier
		if r.Log, err = verifyLog(ctx, s, &v, said); err != nil {
			return err
		}
		for _, p := range r.Log.Problems {
			r.Problems = append(r.Problems, Problem{Key: "problem.log", Args: []string{"Entry", fmt.Sprint(p.Position)}, Detail: p.What})
		}
		if err := compareCheckpoints(&v, points, &r); err != nil {
			return err
		}
		if err := said.compare(ctx, s, &r); err != nil {
			return err
		}
		if _, err := a.verifyDocuments(ctx, s, &r); err != nil {
			return err
		}
		if _, err := a.verifyEvidence(ctx, s, &r); err != nil {
			return err
		}
		if err := a.verifyRecords(ctx, s, &r); err != nil {
			return err
		}
		return compareFiled(ctx, s, &r)
	})
	return r, err
}

// verifyLog builds the tree anew, and has the ledger take every entry in.
func verifyLog(ctx context.Context, s find.Source, v *audit.Verifier, said *ledger) (audit.Report, error) {
	for from := int64(0); ; {
		entries, err := s.Entries(ctx, from, batch)
		if err != nil {
			return audit.Report{}, err
		}
		for _, e := range entries {
			if err := v.Add(e); err != nil {
				return audit.Report{}, err
			}
			said.add(e)
			from = e.Position + 1
		}
		if len(entries) < batch {
			break
		}
	}
	stored, err := s.LogHashes(ctx, nil)
	if err != nil {
		return audit.Report{}, err
	}
	hashes := make([]tlog.Hash, len(stored))
	for i, h := range stored {
		hashes[i] = h
	}
	return v.Finish(hashes)
}

// verifyDocuments checks that every document has its original, unharmed, and
// gives the digests of those that have.
func (a *App) verifyDocuments(ctx context.Context, s find.Source, r *VerifyReport) ([]heed.Digest, error) {
	documents, err := s.Documents(ctx)
	if err != nil {
		return nil, err
	}
	r.Documents = len(documents)
	var whole []heed.Digest
	for _, d := range documents {
		if d.Outcome == heed.OutcomeTooLarge && d.Format == "" {
			continue // never kept
		}
		if d.Redacted {
			if a.Files.Has(d.Digest) {
				r.problem("problem.redacted_kept", "Name", d.Name, "Document", string(d.Digest))
			}
			continue
		}
		if !a.Files.Has(d.Digest) {
			r.problem("problem.original", "Name", d.Name, "Document", string(d.Digest))
			continue
		}
		whole = append(whole, d.Digest)
	}
	return whole, nil
}

// compareFiled tells of rows that are found under something else than they say.
func compareFiled(ctx context.Context, s store.Snapshot, r *VerifyReport) error {
	all, err := s.Misfiled(ctx)
	for _, m := range all {
		r.problem("problem.misfiled", "Table", m.Table, "Row", m.Row, "Column", m.Column)
	}
	return err
}

// verifyRecords checks that every record is what its documents' facts give, also
// those that are not there and should be.
func (a *App) verifyRecords(ctx context.Context, s find.Source, r *VerifyReport) error {
	reviews, err := s.Reviews(ctx)
	if err != nil {
		return err
	}
	r.Reviews = len(reviews)
	all, err := s.Read(ctx)
	if err != nil {
		return err
	}
	for _, review := range reviews {
		if !slices.Contains(all, review.ReviewID) {
			all = append(all, review.ReviewID)
		}
	}
	for _, id := range all {
		if same, err := a.recordStands(ctx, s, id); err != nil {
			return err
		} else if !same {
			r.problem("problem.record", "Review", id.String())
		}
	}
	return nil
}

// recordStands reports whether the record of a review is what its documents give.
func (a *App) recordStands(ctx context.Context, s find.Source, id heed.ReviewID) (bool, error) {
	facts, err := s.ReviewFacts(ctx, id)
	if err != nil {
		return false, err
	}
	want, ok := a.Reconcile(facts)
	stored, err := s.Record(ctx, id)
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return !ok, nil
	}
	if err != nil || !ok {
		return false, err
	}
	return sameJSON(want, stored)
}

func sameJSON(a, b any) (bool, error) {
	x, err := audit.Canonical(a)
	if err != nil {
		return false, err
	}
	y, err := audit.Canonical(b)
	return bytes.Equal(x, y), err
}

// Doctor looks for what an operator should do something about.
func (a *App) Doctor(ctx context.Context, actor heed.Actor) ([]Problem, error) {
	if err := policy.Allow(actor, policy.Doctor); err != nil {
		return nil, err
	}
	var out []Problem
	if err := a.Store.Check(ctx); err != nil {
		out = append(out, Problem{Key: "problem.store", Detail: err.Error()})
	}
	if private, err := a.Files.Private(); err != nil || !private {
		out = append(out, Problem{Key: "problem.folder_open"})
	}
	letters, err := a.letterProblems(ctx)
	if err != nil {
		return nil, err
	}
	out = append(out, letters...)
	kept, err := a.Files.List()
	if err != nil {
		return nil, err
	}
	err = a.Store.View(ctx, func(s find.Source) error {
		more, err := a.inspect(ctx, s, kept)
		out = append(out, more...)
		return err
	})
	return out, err
}

// inspect looks at what is kept in the folder, and whether it is what documents
// and evidence name.
func (a *App) inspect(ctx context.Context, s find.Source, kept []heed.Digest) ([]Problem, error) {
	here, named := map[heed.Digest]bool{}, map[heed.Digest]bool{}
	for _, d := range kept {
		here[d] = true
	}
	documents, err := s.Documents(ctx)
	if err != nil {
		return nil, err
	}
	copies, out, err := a.inspectEvidence(ctx, s, here)
	if err != nil {
		return nil, err
	}
	for _, d := range copies {
		named[d] = true
	}
	for _, d := range documents {
		named[d.Digest] = true
		if d.Reader != a.ReaderVersion && !d.Redacted {
			out = append(out, Problem{Key: "problem.old_reading", Args: []string{"Name", d.Name, "Reader", d.Reader, "Now", a.ReaderVersion}})
		}
		if d.Redacted && here[d.Digest] {
			out = append(out, Problem{Key: "problem.redacted_kept", Args: []string{"Name", d.Name, "Document", string(d.Digest)}})
		}
		if !here[d.Digest] && d.Outcome != heed.OutcomeTooLarge && !d.Redacted {
			out = append(out, Problem{Key: "problem.original", Args: []string{"Name", d.Name, "Document", string(d.Digest)}})
		}
	}
	for _, d := range kept {
		if !named[d] {
			out = append(out, Problem{Key: "problem.orphan", Args: []string{"Document", string(d)}})
		}
	}
	return out, nil
}

// Alive looks, at little cost, whether the store can be read.
func (a *App) Alive(ctx context.Context) error { return a.Store.Alive(ctx) }
