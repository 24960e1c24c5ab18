// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Correct lays a correction over a reading. Review, Ref, Field, Should and
// Reason are the caller's; the rest is filled in. What was read stays as it
// was. It gives the position of the entry in the log.
//
// CodeNotFound where there is no such recommendation; CodeInvalid for a field
// or value that cannot be, a value that is already so, or a missing reason.
func (a *App) Correct(ctx context.Context, actor heed.Actor, c heed.Correction) (int64, error) {
	if err := policy.Allow(actor, policy.Correct); err != nil {
		return 0, err
	}
	c.Should, c.Reason = strings.TrimSpace(c.Should), strings.TrimSpace(c.Reason)
	if err := a.checkCorrection(c); err != nil {
		return 0, err
	}
	c.Who, c.At, c.Reader = actor.Pseudonym, a.Now().UTC(), a.ReaderVersion
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		record, err := tx.Record(ctx, c.Review)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(record.Recommendations, func(r heed.Recommendation) bool { return r.Ref == c.Ref })
		if i < 0 {
			return &heed.Error{Code: heed.CodeNotFound, Op: call("Correct", c.Review, c.Ref), Key: "error.recommendation_not_found", Args: []string{"Ref", c.Ref, "Review", c.Review.String()}}
		}
		earlier, err := tx.Corrections(ctx, c.Review)
		if err != nil {
			return err
		}
		earlier = slices.DeleteFunc(earlier, func(e heed.Correction) bool { return e.Ref != c.Ref })
		// What is shown decides: a wrong correction is undone by another.
		if find.Overlay(record.Recommendations[i], earlier).Field(c.Field) == c.Should {
			return invalid("error.correction_same", "Ref", c.Ref)
		}
		c.AsRead = record.Recommendations[i].Field(c.Field)
		entry, err := audit.NewEntry(heed.EntryCorrection, actor.Role, c.At, c)
		if err != nil {
			return err
		}
		if c.Entry, err = tx.Append(ctx, entry); err != nil {
			return err
		}
		return tx.PutCorrection(ctx, c)
	})
	return c.Entry, err
}

// checkCorrection checks what can be checked without the recommendation.
func (a *App) checkCorrection(c heed.Correction) error {
	switch {
	case c.Reason == "":
		return invalid("error.correction_reason")
	case c.Should == "":
		return invalid("error.correction_value", "Field", string(c.Field))
	}
	switch c.Field {
	case heed.FieldText:
		return nil
	case heed.FieldPosition:
		if !slices.Contains(heed.Positions, heed.Position(c.Should)) {
			return invalid("error.correction_position", "Given", c.Should)
		}
		return nil
	case heed.FieldStates:
		for _, s := range strings.Fields(c.Should) {
			if !a.KnownState(heed.StateCode(s)) {
				return invalid("error.unknown_state", "Given", s)
			}
		}
		return nil
	}
	return invalid("error.correction_field", "Given", string(c.Field))
}

func invalid(key string, args ...string) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "app", Key: key, Args: args}
}

// Erase destroys the content of a log entry, and the correction that it
// records, for good; with the last version of evidence that has a file, both
// copies of that. A tombstone keeps when, by which role and why. The
// erasure is an entry itself.
func (a *App) Erase(ctx context.Context, actor heed.Actor, position int64, reason string) error {
	if err := policy.Allow(actor, policy.Erase); err != nil {
		return err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return invalid("error.erase_reason")
	}
	now := a.Now().UTC()
	entry, err := audit.NewEntry(heed.EntryErasure, actor.Role, now, erasure{strconv.FormatInt(position, 10), reason})
	if err != nil {
		return err
	}
	var copies []heed.Digest
	err = a.Store.Update(ctx, func(tx store.Tx) error {
		// Why something was erased stays: else nobody could tell it from a theft.
		at, err := tx.Entries(ctx, position, 1)
		if err != nil {
			return err
		}
		if len(at) == 1 {
			if copies, err = filesAt(ctx, tx, at[0]); err != nil {
				return err
			}
		}
		if len(at) == 1 && at[0].Kind == heed.EntryErasure {
			return invalid("error.erase_erasure")
		}
		if err := tx.Erase(ctx, position, heed.Tombstone{At: now, Role: actor.Role, Reason: reason}); err != nil {
			return err
		}
		_, err = tx.Append(ctx, entry)
		return err
	})
	if err == nil {
		a.dropUnnamed(ctx, copies)
	}
	return err
}
