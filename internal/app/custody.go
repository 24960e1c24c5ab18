// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// custody writes down what became of evidence by its next version.
func (a *App) custody(ctx context.Context, tx store.Tx, actor heed.Actor, before heed.Evidence, v heed.Version, now heed.Evidence) error {
	var lines []heed.Custody
	if f := now.File; f != nil && (before.File == nil || !sameThing(before, now)) {
		lines = append(lines, heed.Custody{Event: heed.CustodyReceived, Digest: f.Original}, heed.Custody{Event: heed.CustodyCleaned, Digest: f.Shown})
	}
	if c := now.Capture; c != nil && (before.Capture == nil || !sameThing(before, now)) {
		lines = append(lines, heed.Custody{Event: heed.CustodyCaptured, Digest: cmp.Or(c.Digest, c.TextDigest)})
	}
	if before.Level != "" && before.Level != now.Level {
		lines = append(lines, heed.Custody{Event: heed.CustodyLevel, From: before.Level, To: now.Level})
	}
	return a.note(ctx, tx, actor, v, lines...)
}

// note adds lines to the custody log of evidence. They are for the same people as
// the evidence, and never for the public.
func (a *App) note(ctx context.Context, tx store.Tx, actor heed.Actor, of heed.Version, lines ...heed.Custody) error {
	if len(lines) == 0 {
		return nil
	}
	v := heed.Version{
		Subject: heed.Subject{Kind: heed.SubjectCustody, ID: of.ID}, Side: of.Side, Visibility: of.Visibility, Named: of.Named, Step: heed.StepDraft, Author: of.Author,
	}
	if v.Visibility == heed.VisiblePublic {
		v.Visibility = heed.VisibleCoordination
	}
	history, err := tx.History(ctx, v.Subject)
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return err
	}
	if len(history) > 0 {
		v.Number = history[len(history)-1].Number
	}
	for _, line := range lines {
		line.Number = of.Number
		if err := line.Check(); err != nil {
			return err
		}
		if v.Body, err = json.Marshal(line); err != nil {
			return err
		}
		if v, err = a.append(ctx, tx, actor, v); err != nil {
			return err
		}
	}
	return nil
}

// OpenOriginal gives the original of evidence to somebody who says why. That
// stands in the custody log before a byte goes out. CodeForbidden where the actor
// sees the evidence and may not open it; CodeNotFound where it is not seen, or
// has no file.
func (a *App) OpenOriginal(ctx context.Context, actor heed.Actor, id heed.ID, reason string) ([]byte, heed.SealedFile, error) {
	line := heed.Custody{Event: heed.CustodyOpened, Reason: strings.TrimSpace(reason)}
	var f heed.SealedFile
	var data []byte
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		_, f, err = a.unsealable(ctx, s, actor, id)
		return err
	})
	if err == nil {
		err = line.Check()
	}
	if err == nil {
		data, err = a.unseal(f)
	}
	if err == nil {
		err = a.noteOriginal(ctx, actor, id, f, line)
	}
	if err != nil {
		return nil, heed.SealedFile{}, err
	}
	return data, f, nil
}

// HandOut writes down to whom somebody handed the original of evidence, and why.
func (a *App) HandOut(ctx context.Context, actor heed.Actor, id heed.ID, receiver, reason string) error {
	line := heed.Custody{Event: heed.CustodyHandedOut, Reason: strings.TrimSpace(reason), Receiver: strings.TrimSpace(receiver)}
	if err := line.Check(); err != nil {
		return err
	}
	var f heed.SealedFile
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		_, f, err = a.unsealable(ctx, s, actor, id)
		return err
	})
	if err != nil {
		return err
	}
	return a.noteOriginal(ctx, actor, id, f, line)
}

// noteOriginal writes down what happened to an original, if it still is the one
// and the actor may still do it.
func (a *App) noteOriginal(ctx context.Context, actor heed.Actor, id heed.ID, of heed.SealedFile, line heed.Custody) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		v, now, err := a.unsealable(ctx, tx, actor, id)
		if err != nil {
			return err
		}
		if now != of {
			return &heed.Error{Code: heed.CodeConflict, Op: "app.noteOriginal", Key: "error.evidence_changed"}
		}
		line.Digest = of.Original
		return a.note(ctx, tx, actor, v, line)
	})
}

// unsealable gives the newest version of evidence with its file, to who may open
// the original.
func (a *App) unsealable(ctx context.Context, s find.Source, actor heed.Actor, id heed.ID) (heed.Version, heed.SealedFile, error) {
	v, f, err := a.exhibited(ctx, s, actor.Viewer(), id)
	if err == nil {
		err = policy.AllowOn(actor, policy.Unseal, policy.Of(v))
	}
	return v, f, err
}

// exhibited gives the version of evidence that a viewer sees, with its file.
// CodeNotFound where there is none.
func (a *App) exhibited(ctx context.Context, s find.Source, viewer heed.Viewer, id heed.ID) (heed.Version, heed.SealedFile, error) {
	subject := heed.Subject{Kind: heed.SubjectEvidence, ID: id}
	missing := &heed.Error{Code: heed.CodeNotFound, Op: "app.exhibited", Key: "error.version_not_found", Args: []string{"Subject", subject.String()}}
	versions, err := s.History(ctx, subject)
	if err != nil {
		return heed.Version{}, heed.SealedFile{}, err
	}
	v, ok := find.Newest(viewer, versions)
	if !ok {
		return heed.Version{}, heed.SealedFile{}, missing
	}
	if v, err = a.opened(v); err != nil {
		return heed.Version{}, heed.SealedFile{}, err
	}
	says, err := beforeOf(v)
	switch {
	case err == nil && says.File == nil:
		err = missing
	case err == nil && says.File.Destroyed:
		err = &heed.Error{Code: heed.CodeNotFound, Op: "app.exhibited", Key: "error.evidence_destroyed"}
	}
	if err != nil {
		return heed.Version{}, heed.SealedFile{}, err
	}
	return v, *says.File, nil
}

// unseal opens an original and holds it to its digest.
func (a *App) unseal(f heed.SealedFile) ([]byte, error) {
	if f.Sealed == "" {
		return nil, &heed.Error{Code: heed.CodeNotFound, Op: "app.unseal", Key: "error.original_elsewhere"}
	}
	box, err := a.Files.Get(f.Sealed)
	if err != nil {
		return nil, err
	}
	data, err := a.Vault.Open(box)
	if err == nil && heed.DigestOf(data) != f.Original {
		err = &heed.Error{Code: heed.CodeInternal, Op: "app.unseal", Key: "error.original_damaged", Args: []string{"Document", string(f.Original)}}
	}
	return data, err
}

// ShownCopy gives the cleaned copy of evidence to who sees it: everybody, of what
// is public.
func (a *App) ShownCopy(ctx context.Context, viewer heed.Viewer, id heed.ID) ([]byte, heed.SealedFile, error) {
	var f heed.SealedFile
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		_, f, err = a.exhibited(ctx, s, viewer, id)
		return err
	})
	if err != nil {
		return nil, f, err
	}
	data, err := a.shownOf(f)
	return data, f, err
}
