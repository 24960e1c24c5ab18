// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/strike"
)

// opened gives a version with what is sealed of it. It is for who was found to be
// one that may read it. CodeConflict where the key is not here.
func (a *App) opened(v heed.Version) (heed.Version, error) {
	if len(v.Sealed) == 0 {
		return v, nil
	}
	return v.Open(a.Vault.Open)
}

// secret reports whether a version is kept sealed: restricted evidence, and while it
// is that, its custody log and what is said on it.
func (a *App) secret(ctx context.Context, s find.Source, v heed.Version) (bool, error) {
	of, ok, err := exhibitOf(v)
	if err != nil || !ok {
		return false, err
	}
	if v.Kind == heed.SubjectEvidence {
		return restricted(v)
	}
	all, err := s.History(ctx, of)
	if err != nil {
		return false, err
	}
	return restricted(all[len(all)-1])
}

// exhibitOf is the evidence that a version says something of; false for all else.
func exhibitOf(v heed.Version) (heed.Subject, bool, error) {
	switch v.Kind {
	case heed.SubjectEvidence, heed.SubjectCustody:
		return heed.Subject{Kind: heed.SubjectEvidence, ID: v.ID}, true, nil
	case heed.SubjectComment:
		says, err := v.Matter()
		c, ok := says.(heed.Remark)
		return c.On, ok && c.On.Kind == heed.SubjectEvidence, err
	}
	return heed.Subject{}, false, nil
}

func restricted(v heed.Version) (bool, error) {
	says, err := beforeOf(v)
	return says.Level == heed.SensitivityRestricted, err
}

// sealed is what is kept of a version. CodeConflict where something was sealed by a
// key that is not here.
func (a *App) sealed(ctx context.Context, s find.Source, v heed.Version) (heed.Version, error) {
	secret, err := a.secret(ctx, s, v)
	if err != nil || !secret {
		return v, err
	}
	if err := a.keyed(ctx, s, "level"); err != nil {
		return v, err
	}
	return v.Seal(a.Vault.Seal)
}

// enclose keeps the cleaned copy of a file as its level asks for: sealed where that is
// the highest, and as it is otherwise.
func (a *App) enclose(ctx context.Context, s find.Source, before, now heed.Evidence) (heed.Evidence, error) {
	if now.File == nil || now.File.Destroyed {
		return now, nil
	}
	f := *now.File
	if before.File != nil && sameThing(before, now) {
		f.SealedShown = before.File.SealedShown
	}
	switch secret := now.Level == heed.SensitivityRestricted; {
	case secret && f.SealedShown == "":
		if err := a.keyed(ctx, s, "level"); err != nil {
			return now, err
		}
		if err := a.sealShown(&f); err != nil {
			return now, err
		}
	case !secret && f.SealedShown != "":
		data, err := a.shownOf(f)
		if err != nil {
			return now, err
		}
		if _, err := a.Files.Put(data); err != nil {
			return now, err
		}
		f.SealedShown = ""
	}
	now.File = &f
	return now, nil
}

// sealShown puts the cleaned copy of a file on the shelf once more, sealed. One that
// is missing keeps nobody from closing the rest.
func (a *App) sealShown(f *heed.SealedFile) error {
	data, err := a.Files.Get(f.Shown)
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return nil
	}
	if err == nil {
		f.SealedShown, err = a.putSealed(data)
	}
	return err
}

func (a *App) putSealed(data []byte) (heed.Digest, error) {
	box, err := a.Vault.Seal(data)
	if err != nil {
		return "", err
	}
	return a.Files.Put(box)
}

// shownOf gives the cleaned copy of a file, however it is kept.
func (a *App) shownOf(f heed.SealedFile) ([]byte, error) {
	if f.SealedShown == "" {
		return a.Files.Get(f.Shown)
	}
	box, err := a.Files.Get(f.SealedShown)
	if err != nil {
		return nil, err
	}
	data, err := a.Vault.Open(box)
	if err == nil && heed.DigestOf(data) != f.Shown {
		err = &heed.Error{Code: heed.CodeInternal, Op: "app.shownOf", Key: "error.original_damaged", Args: []string{"Document", string(f.SealedShown)}}
	}
	return data, err
}

// bare is a file without how its copy is kept, which changes with the level.
func bare(f *heed.SealedFile) *heed.SealedFile {
	if f == nil {
		return nil
	}
	out := *f
	out.SealedShown = ""
	return &out
}

// pastSealed is what the log says of why earlier versions were sealed.
const pastSealed = "Evidence was made restricted: what was kept of it before is sealed."

// closePast seals what is kept of evidence from before it was restricted: its earlier
// versions, the custody log and what is said on it, with what the log has of them.
// The log says, in one entry, that this was done, as for a redaction.
func (a *App) closePast(ctx context.Context, tx store.Tx, actor heed.Actor, of heed.Subject) error {
	all, err := tx.History(ctx, of)
	if err != nil || !slices.ContainsFunc(all, func(v heed.Version) bool { return len(v.Sealed) == 0 }) {
		return err
	}
	var open []heed.Version
	if err := tx.Versions(ctx, 0, func(v heed.Version) error {
		on, ok, err := exhibitOf(v)
		if ok && on == of && len(v.Sealed) == 0 {
			open = append(open, v)
		}
		return err
	}); err != nil {
		return err
	}
	r := redacting{App: a, tx: tx, said: redaction{Reason: pastSealed}, tomb: heed.Tombstone{At: a.Now().UTC(), Role: actor.Role, Reason: pastSealed}}
	n := 0
	if err := strikeAll(ctx, &r, &n, open, func(_ *strike.Words, v heed.Version) (heed.Version, int, error) {
		v, err := a.pastOf(v)
		return v, 1, err
	}, func(v *heed.Version) *int64 { return &v.Entry }); err != nil {
		return err
	}
	return r.close(ctx)
}

// pastOf is a version as it is kept once its thing is restricted.
func (a *App) pastOf(v heed.Version) (heed.Version, error) {
	if v.Kind == heed.SubjectEvidence {
		says, err := beforeOf(v)
		if err != nil {
			return v, err
		}
		if f := says.File; f != nil && !f.Destroyed && f.SealedShown == "" {
			if err := a.sealShown(f); err != nil {
				return v, err
			}
			if v.Body, err = json.Marshal(says); err != nil {
				return v, err
			}
		}
	}
	return v.Seal(a.Vault.Seal)
}

// dropShown destroys the cleaned copies that lie open still and are by now sealed.
func (a *App) dropShown(ctx context.Context, written ...heed.Version) {
	closed := slices.ContainsFunc(written, func(v heed.Version) bool {
		is, err := restricted(v)
		return v.Kind == heed.SubjectEvidence && err == nil && is
	})
	if !closed {
		return
	}
	var open []heed.Digest
	if err := a.Store.View(context.WithoutCancel(ctx), func(s find.Source) error {
		var err error
		open, err = a.lyingOpen(ctx, s)
		return err
	}); err == nil {
		a.dropUnnamed(ctx, open)
	} // what is left is destroyed before the next backup
}

// lyingOpen lists the cleaned copies that are kept sealed and lie open beside that.
func (a *App) lyingOpen(ctx context.Context, s find.Source) ([]heed.Digest, error) {
	all, _, err := a.openedFiles(ctx, s)
	var out []heed.Digest
	for _, f := range all {
		if f.SealedShown != "" && f.Shown != "" && a.Files.Has(f.Shown) {
			out = append(out, f.Shown)
		}
	}
	return out, err
}

// openedFiles is everyFile with what is sealed of them, but for those that were
// destroyed, and says how many versions do not open.
func (a *App) openedFiles(ctx context.Context, s find.Source) ([]heed.SealedFile, int, error) {
	locked := 0
	all, err := filesOfAll(ctx, s, func(v heed.Version) heed.Version {
		plain, err := a.opened(v)
		if err != nil {
			locked++
			return v
		}
		return plain
	})
	return all, locked, err
}

// leftOfSealed is what is left of a sealed version when words are struck out: they
// are looked for in its box. The box itself is no text, and nothing in it is struck
// out by chance.
func (r *redacting) leftOfSealed(words *strike.Words, v heed.Version) (heed.Version, int, error) {
	plain, err := r.opened(v)
	if heed.ErrorCode(err) == heed.CodeConflict {
		r.locked[v.Entry] = true
		box := v.Sealed
		v.Sealed = nil
		out, n, err := strike.Value(words, v)
		out.Sealed = box
		return out, n, err
	}
	if err != nil {
		return v, 0, err
	}
	out, n, err := r.left(words, plain)
	if err != nil || n == 0 {
		return v, 0, err
	}
	out, err = out.Seal(r.Vault.Seal)
	return out, n, err
}
