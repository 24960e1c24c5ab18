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
	At  time.Time
	Did string
	// Role is what the account got, and Side where; neither is told of who was moved
	// to where the reader does not answer for people.
	Role heed.Role
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
				if one, ok := c.appointed(actor); ok {
					one.At, one.ByRole = e.At, e.Role
					out = append(out, one)
				}
			}
			if len(some) < batch {
				return nil
			}
		}
	})
	return out, err
}

// appointed tells somebody of a change of an account, false where they answer
// neither for where it is now nor for where it was. Of who has left for elsewhere
// they learn no more than that: it may be another voice, or an institution that it is
// dangerous to be known for.
func (c accountContent) appointed(actor heed.Actor) (Appointment, bool) {
	switch {
	case answersFor(actor, c.Side):
		return Appointment{Did: string(c.Did), Role: c.Role, Side: c.Side, Whose: c.Pseudonym, By: c.By}, true
	case c.From != nil && answersFor(actor, *c.From):
		return Appointment{Did: movedElsewhere, Whose: c.Pseudonym, By: c.By}, true
	}
	return Appointment{}, false
}

// movedElsewhere is what somebody is told of who has left their place; the log says
// to where.
const movedElsewhere = "moved elsewhere"

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
