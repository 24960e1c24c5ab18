// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/notary"
	"github.com/heed-upr/heed/internal/policy"
)

// Notary signs what the log is and keeps it; internal/notary is one.
type Notary interface {
	// Name and Key are those of the key, for everybody.
	Name() string
	Key() string
	Sign(at time.Time, size int64, text string) ([]byte, error)
	// On is the first that was signed on a day, nil for none; Kept are all.
	On(day heed.Date) ([]byte, error)
	Kept() ([]notary.Kept, error)
}

// LogKey is the key by which checkpoints of this log can be verified, "" where
// none are signed.
func (a *App) LogKey() string {
	if a.Notary == nil {
		return ""
	}
	return a.Notary.Key()
}

// Checkpoint signs what the log is now. CodeNotFound where there is no key.
func (a *App) Checkpoint(ctx context.Context, actor heed.Actor) ([]byte, error) {
	if err := policy.Allow(actor, policy.Verify); err != nil {
		return nil, err
	}
	return a.checkpoint(ctx)
}

// Checkpoints are those that were signed before, from the first.
func (a *App) Checkpoints(actor heed.Actor) ([]notary.Kept, error) {
	if err := policy.Allow(actor, policy.Verify); err != nil {
		return nil, err
	}
	if a.Notary == nil {
		return nil, noNotary()
	}
	return a.Notary.Kept()
}

// Covering gives the day of the first checkpoint that covers each of some entries,
// "" for those that none covers yet, to who may look into the log.
func (a *App) Covering(actor heed.Actor, entries ...int64) ([]heed.Date, error) {
	if err := policy.Allow(actor, policy.Audit); err != nil {
		return nil, err
	}
	out := make([]heed.Date, len(entries))
	if a.Notary == nil {
		return out, nil
	}
	kept, err := a.Notary.Kept()
	if err != nil {
		return nil, err
	}
	type covered struct {
		size int64
		day  heed.Date
	}
	var all []covered
	for _, k := range kept {
		if size, ok := k.Size(); ok {
			all = append(all, covered{size, k.Day})
		}
	}
	slices.SortFunc(all, func(a, b covered) int { return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.day, b.day)) })
	for i, entry := range entries {
		at, _ := slices.BinarySearchFunc(all, entry, func(c covered, entry int64) int { return cmp.Compare(c.size, entry+1) })
		if at < len(all) {
			out[i] = all[at].day
		}
	}
	return out, nil
}

// PublishedCheckpoint is the checkpoint of today, for everybody. There is one for
// a day, so that nobody can tell from its length at which hours people work.
func (a *App) PublishedCheckpoint(ctx context.Context) ([]byte, error) {
	if a.Notary == nil {
		return nil, noNotary()
	}
	signed, err := a.Notary.On(heed.Date(a.Now().UTC().Format("2006-01-02")))
	if err != nil || signed != nil {
		return signed, err
	}
	return a.checkpoint(ctx)
}

// checkpoint signs what the log is now, of which others may want to know more at
// the same moment.
func (a *App) checkpoint(ctx context.Context, also ...func(size int64, r tlog.HashReader) error) ([]byte, error) {
	if a.Notary == nil {
		return nil, noNotary()
	}
	c := audit.Checkpoint{Origin: a.Notary.Name()}
	err := a.Store.View(ctx, func(s find.Source) error {
		var err error
		if c.Size, err = s.LogLength(ctx); err != nil {
			return err
		}
		tree := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
			stored, err := s.LogHashes(ctx, indexes)
			out := make([]tlog.Hash, len(stored))
			for i, h := range stored {
				out[i] = h
			}
			return out, err
		})
		for _, look := range also {
			if err := look(c.Size, tree); err != nil {
				return err
			}
		}
		c.Root, err = audit.Root(c.Size, tree)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.Notary.Sign(a.Now(), c.Size, c.Text())
}

func noNotary() error {
	return &heed.Error{Code: heed.CodeNotFound, Op: "app.Checkpoint", Key: "error.address"}
}

// compareCheckpoints says what is no longer as it was signed.
func compareCheckpoints(v *audit.Verifier, points []audit.Checkpoint, r *VerifyReport) error {
	unlike, err := v.Compare(points...)
	if err != nil {
		return err
	}
	for _, u := range unlike {
		had := fmt.Sprint(u.Checkpoint.Size)
		if u.Cut() {
			r.problem("problem.checkpoint_cut", "Had", had, "Have", fmt.Sprint(u.Have), "Missing", fmt.Sprint(u.Checkpoint.Size-u.Have))
			continue
		}
		r.problem("problem.checkpoint_changed", "Had", had, "From", fmt.Sprint(u.From), "To", fmt.Sprint(u.To-1))
	}
	r.Checkpoints = len(points)
	return nil
}
