// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Appointment is what whoever runs the installation did to an account of an
// institution for which somebody else answers.
type Appointment struct {
	At   time.Time
	Did  string
	Role heed.Role // that the account got
	heed.Side
	// Whose is the pseudonym of who has the account, "" until somebody has joined;
	// By that of who did it, and ByRole their role.
	Whose, By string
	ByRole    heed.Role
}

// appointedFor is how long it is told.
const appointedFor = 90 * 24 * time.Hour

// Appointments lists what whoever runs the installation did to accounts where the
// actor invites, the last 90 days, the newest first. It is what the log says.
func (a *App) Appointments(ctx context.Context, actor heed.Actor) ([]Appointment, error) {
	if err := policy.Allow(actor, policy.Invite); err != nil {
		return nil, err
	}
	var out []Appointment
	err := a.Store.View(ctx, func(s find.Source) error {
		for before := int64(math.MaxInt64); ; {
			some, err := s.EntriesBut(ctx, heed.EntryVersion, before, batch)
			if err != nil {
				return err
			}
			for _, e := range some {
				before = e.Position
				if e.At.Before(a.Now().Add(-appointedFor)) {
					return nil
				}
				var c accountContent
				if e.Kind != heed.EntryAccount || json.Unmarshal(e.Content, &c) != nil || e.Role.WithinVoice() {
					continue
				}
				if answersFor(actor, c.Side) || c.From != nil && answersFor(actor, *c.From) {
					out = append(out, Appointment{e.At, string(c.Did), c.Role, c.Side, c.Pseudonym, c.By, e.Role})
				}
			}
			if len(some) < batch {
				return nil
			}
		}
	})
	return out, err
}

// answersFor reports whether somebody of a voice looks after who works at a place.
func answersFor(actor heed.Actor, side heed.Side) bool {
	return actor.Role.WithinVoice() && policy.AllowOn(actor, policy.Invite, policy.About{Side: side}) == nil
}

// warnKeepers keeps a letter for everybody who answers for a place at which whoever
// runs the installation has let somebody in, or changed what they may.
func (a *App) warnKeepers(ctx context.Context, tx store.Tx, actor heed.Actor, content accountContent) error {
	if actor.Role.WithinVoice() || !slices.Contains([]accountDid{didInvite, didMove, didRestore}, content.Did) {
		return nil
	}
	if content.Did == didInvite && content.Pseudonym != "" {
		return nil // a new way in for who is there already, who is told of it
	}
	all, err := tx.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, of := range all {
		if of.Pseudonym == content.Pseudonym {
			continue
		}
		if keeper := of.Actor(); answersFor(keeper, content.Side) || content.From != nil && answersFor(keeper, *content.From) {
			if err := a.warn(ctx, tx, of.ID, heed.WarningMembers); err != nil {
				return err
			}
		}
	}
	return nil
}
