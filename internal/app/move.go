// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Move is the way of something to the public, and back.
type Move struct {
	heed.Subject
	// Base is the number of the version that the actor saw.
	Base int
	To   heed.Step
	// Published says that what everybody sees is withdrawn, whatever is being
	// written over it, and Base is the number of that. The writing goes on.
	Published bool
	// Note says what is to be changed, or why it is withdrawn; both need it.
	Note string
}

// Move brings some things to another step, all or none: submitted for review,
// returned with what is to be changed, reviewed, published, withdrawn. Nobody
// but who publishes makes anything public, and what was published and is
// withdrawn leaves a public note. Measures go ahead of what was said on them.
func (a *App) Move(ctx context.Context, actor heed.Actor, moves ...Move) error {
	moves = slices.Clone(moves)
	slices.SortStableFunc(moves, func(m, n Move) int { return cmp.Compare(kindRank(m.Kind), kindRank(n.Kind)) })
	return a.Store.Update(ctx, func(tx store.Tx) error {
		for _, m := range moves {
			if err := a.move(ctx, tx, actor, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// kindRank puts measures first.
func kindRank(k heed.SubjectKind) int {
	if k == heed.SubjectMeasure {
		return 0
	}
	return 1
}

func (a *App) move(ctx context.Context, tx store.Tx, actor heed.Actor, m Move) error {
	if m.Published {
		return a.takeBack(ctx, tx, actor, m)
	}
	v, err := current(ctx, tx, actor, m.Subject, m.Base)
	if err == nil {
		v, err = a.opened(v)
	}
	if err != nil {
		return err
	}
	if v.Number == 0 {
		return &heed.Error{Code: heed.CodeNotFound, Op: "app.Move", Key: "error.version_not_found", Args: []string{"Subject", m.Subject.String()}}
	}
	if err := movable(actor, v, &m); err != nil {
		return err
	}
	says, err := m.lead(&v)
	if err != nil {
		return err
	}
	switch m.To {
	case heed.StepSubmitted:
		err = handable(ctx, tx, says)
	case heed.StepPublished:
		err = cmp.Or(grounded(ctx, tx, says), speaksHere(ctx, tx, v.Side), spoken(ctx, tx, v.Side), stillRight(ctx, tx, v, says))
	}
	if err = cmp.Or(err, onward(ctx, tx, v, says)); err != nil {
		return err
	}
	if name, ok := says.(heed.Name); ok {
		if err := a.nameMoves(ctx, tx, name, m); err != nil {
			return err
		}
	}
	_, err = a.append(ctx, tx, actor, v)
	return err
}

// lead brings a version to where the move leads, if what it says may be read there.
func (m Move) lead(v *heed.Version) (heed.Matter, error) {
	if err := m.step(v); err != nil {
		return nil, err
	}
	says, err := v.Matter()
	if err != nil {
		return nil, err
	}
	if most := widest(says); !v.Visibility.Within(most) {
		return nil, tooWide(most)
	}
	return says, nil
}

// MayStand says why a version cannot be at a step, whoever would bring it there: what
// endangers somebody is neither handed over nor published.
func MayStand(v heed.Version, at heed.Step) error {
	_, err := Move{To: at}.lead(&v)
	return err
}

// step brings a version to where the move leads, and to who may then read it.
func (m Move) step(v *heed.Version) error {
	if v.Visibility == heed.VisiblePublic && m.To != heed.StepWithdrawn {
		v.Visibility = heed.VisibleCoordination // what is said on its way is not for everybody
	}
	switch v.Step, v.Note, v.Row = m.To, m.Note, nil; m.To {
	case heed.StepPublished:
		if !v.Kind.Veiled() {
			v.Visibility = heed.VisiblePublic
		}
	case heed.StepSubmitted:
		return submit(v)
	}
	return nil
}

// spoken is CodeConflict where the public could not be told who speaks: the
// institution is shown to its own members only, because to be known for working
// there is dangerous. Nothing is said without a speaker, and nobody is shown by
// publishing something else.
func spoken(ctx context.Context, tx store.Tx, side heed.Side) error {
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectInstitution, ID: side.Institution})
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return nil
	}
	if _, public := find.Newest(heed.Viewer{}, versions); err != nil || public {
		return err
	}
	return &heed.Error{Code: heed.CodeConflict, Op: "app.spoken", Key: "error.institution_hidden"}
}

// today is the day by UTC, as everywhere in Heed; tomorrow the last day of which
// something can be told as done: somewhere it has begun.
func (a *App) today() heed.Date    { return heed.Date(a.Now().UTC().Format(time.DateOnly)) }
func (a *App) tomorrow() heed.Date { return a.today().Add(1) }

// movable looks whether the actor may bring a version to where the move leads.
func movable(actor heed.Actor, v heed.Version, m *Move) error {
	if err := cmp.Or(ours(v), MayMove(actor, v, m.To)); err != nil {
		return err
	}
	if !v.MayBecome(m.To) {
		return &heed.Error{Code: heed.CodeConflict, Op: "app.Move", Key: "error.step", Args: []string{"Step", string(v.Step), "Next", string(m.To)}}
	}
	if m.Note = strings.TrimSpace(m.Note); m.Note == "" && (m.To == heed.StepReturned || m.To == heed.StepWithdrawn) {
		return invalid("error.note_missing")
	}
	return nil
}

// takeBack withdraws what everybody sees, also where the next version is being
// written by somebody, whom the actor need not see. That one goes on.
func (a *App) takeBack(ctx context.Context, tx store.Tx, actor heed.Actor, m Move) error {
	if m.To != heed.StepWithdrawn {
		return invalid("error.step", "Step", string(heed.StepPublished), "Next", string(m.To))
	}
	v, _, err := published(ctx, tx, m.Subject)
	if err != nil {
		return err
	}
	if v.Number != m.Base {
		return newer(m.Base, v.Number)
	}
	if err := cmp.Or(ours(v), MayMove(actor, v, m.To)); err != nil {
		return err
	}
	if v.Note = strings.TrimSpace(m.Note); v.Note == "" {
		return invalid("error.note_missing")
	}
	versions, err := tx.History(ctx, m.Subject)
	if err != nil {
		return err
	}
	last := versions[len(versions)-1]
	v.Step, v.Number, v.Row = heed.StepWithdrawn, last.Number, nil
	v, err = a.append(ctx, tx, actor, v)
	if err != nil || last.Number == m.Base || last.Step == heed.StepWithdrawn || last.Removed {
		return err
	}
	last.Number = v.Number
	_, err = a.append(ctx, tx, actor, last)
	return err
}

// MayMove gives nil where the actor may bring a version to another step, and
// CodeForbidden otherwise. Whether it can be at that step next is another matter.
func MayMove(actor heed.Actor, v heed.Version, to heed.Step) error {
	if v.Kind == heed.SubjectComment {
		return &heed.Error{Code: heed.CodeForbidden, Op: "app.MayMove", Key: "error.comment_step"}
	}
	action := writing[v.Kind]
	switch {
	case to == heed.StepReturned, to == heed.StepReviewed:
		action = policy.Review
	case to == heed.StepPublished, to == heed.StepWithdrawn && v.Visibility == heed.VisiblePublic:
		action = policy.Publish
	}
	return policy.AllowOn(actor, action, policy.Of(v))
}
