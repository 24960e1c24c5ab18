// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// evidenceFiles lists the files of all versions of evidence, but for those that a
// redaction has destroyed.
func evidenceFiles(ctx context.Context, s find.Source) ([]heed.SealedFile, error) {
	all, err := everyFile(ctx, s)
	return slices.DeleteFunc(all, func(f heed.SealedFile) bool { return f.Destroyed }), err
}

// everyFile lists the files of all versions of evidence. Of what is sealed it has
// what is kept, and not what is in it.
func everyFile(ctx context.Context, s find.Source) ([]heed.SealedFile, error) {
	return filesOfAll(ctx, s, func(v heed.Version) heed.Version { return v })
}

func filesOfAll(ctx context.Context, s find.Source, open func(heed.Version) heed.Version) ([]heed.SealedFile, error) {
	var out []heed.SealedFile
	seen := map[heed.SealedFile]bool{}
	err := s.Versions(ctx, 0, func(v heed.Version) error {
		if v.Kind != heed.SubjectEvidence {
			return nil
		}
		says, err := beforeOf(open(v))
		if err == nil && says.File != nil && !seen[*says.File] {
			seen[*says.File] = true
			out = append(out, *says.File)
		}
		return err
	})
	return out, err
}

// filesOf lists the copies that an entry of the log names: those of a version of
// evidence.
func filesOf(e heed.Entry) []heed.Digest {
	var v heed.Version
	if e.Kind != heed.EntryVersion || json.Unmarshal(e.Content, &v) != nil || v.Kind != heed.SubjectEvidence {
		return nil
	}
	says, err := beforeOf(v)
	if err != nil || says.File == nil {
		return nil
	}
	return says.File.Copies()
}

// filesAt is filesOf, also where the content of the entry was destroyed and something
// of it stands in its place.
func filesAt(ctx context.Context, s find.Source, e heed.Entry) ([]heed.Digest, error) {
	if e.Tombstone == nil || e.Kind != heed.EntryVersion {
		return filesOf(e), nil
	}
	var out []heed.Digest
	err := s.Versions(ctx, e.Position, func(v heed.Version) error {
		if v.Entry != e.Position || v.Kind != heed.SubjectEvidence {
			return nil
		}
		says, err := beforeOf(v)
		if err == nil && says.File != nil {
			out = says.File.Copies()
		}
		return err
	})
	return out, err
}

// dropUnnamed destroys those files that nothing in the store names any more. What
// cannot be destroyed is an orphan, which doctor finds.
func (a *App) dropUnnamed(ctx context.Context, all []heed.Digest) {
	if len(all) == 0 {
		return
	}
	a.shelving.Lock()
	defer a.shelving.Unlock()
	named := map[heed.Digest]bool{}
	err := a.Store.View(context.WithoutCancel(ctx), func(s find.Source) error {
		documents, err := s.Documents(ctx)
		if err != nil {
			return err
		}
		for _, d := range documents {
			named[d.Digest] = true
		}
		kept, err := evidenceFiles(ctx, s)
		for _, f := range kept {
			for _, d := range f.Copies() {
				named[d] = true
			}
		}
		return err
	})
	if err != nil {
		return
	}
	for _, d := range all {
		if !named[d] {
			_ = a.Files.Remove(d)
		}
	}
}

// verifyEvidence checks that both copies of every file are here, unharmed, and
// gives the digests of those that are.
func (a *App) verifyEvidence(ctx context.Context, s find.Source, r *VerifyReport) ([]heed.Digest, error) {
	all, err := evidenceFiles(ctx, s)
	if err != nil {
		return nil, err
	}
	r.Evidence = len(all)
	var whole []heed.Digest
	for _, f := range all {
		for _, d := range f.Copies() {
			if a.Files.Has(d) {
				whole = append(whole, d)
			} else {
				r.problem(missingCopy(f, d), "Document", string(d))
			}
		}
	}
	return whole, nil
}

// missingCopy is the key of what is said where a copy of a file is not here.
func missingCopy(f heed.SealedFile, d heed.Digest) string {
	if d == f.Sealed {
		return "problem.evidence_original"
	}
	return "problem.evidence_copy"
}

// inspectEvidence looks at the files of evidence as doctor does, and gives their
// digests.
func (a *App) inspectEvidence(ctx context.Context, s find.Source, kept map[heed.Digest]bool) ([]heed.Digest, []Problem, error) {
	all, locked, err := a.openedFiles(ctx, s)
	var named []heed.Digest
	var out []Problem
	for _, f := range all {
		if f.Destroyed {
			continue
		}
		named = append(named, f.Copies()...)
		for _, d := range f.Copies() {
			if !kept[d] {
				out = append(out, Problem{Key: missingCopy(f, d), Args: []string{"Document", string(d)}})
			}
		}
		if kept[f.Sealed] && f.Original != "" {
			if _, err := a.unseal(f); err != nil {
				locked++
			}
		}
	}
	if locked > 0 {
		out = append(out, Problem{Key: "problem.evidence_key", Args: []string{"Count", strconv.Itoa(locked)}})
	}
	return named, out, err
}
