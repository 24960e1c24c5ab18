// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// NewID draws an ID by chance.
func NewID() heed.ID { return heed.ID(strings.ToLower(rand.Text())) }

// Change is what somebody wants to become of something of the follow-up.
type Change struct {
	// ID is what it is of; "" begins something new.
	ID heed.ID
	// Base is the number of the version that the writer saw, 0 for none: where
	// there is a newer one by now, nothing is changed.
	Base int
	// Side is where it is to stand, where it is new; the zero value is the
	// writer's own. An institution stands where its voice does.
	Side heed.Side
	// Visibility is who may read it; "" leaves it as it is, and what is new is
	// for the institution.
	Visibility heed.Visibility
	// Submit hands it over for review.
	Submit bool
	// Note says why.
	Note string
	Body heed.Matter
}

// writing is what somebody needs leave for who writes a thing of a kind.
var writing = map[heed.SubjectKind]policy.Action{
	heed.SubjectInstitution: policy.Institutions, heed.SubjectAssignment: policy.Assign, heed.SubjectProposal: policy.Propose,
	heed.SubjectSettlement: policy.Settle, heed.SubjectMeasure: policy.Plan, heed.SubjectCluster: policy.Plan, heed.SubjectUpdate: policy.Report,
}

// Write makes the next version of each of some things of the follow-up, all or
// none, each with its entry in the log.
//
// CodeForbidden where the actor may not; CodeInvalid for what cannot be kept;
// CodeNotFound where there is no such thing that the actor may see;
// CodeConflict where there is a newer version than the one that the actor saw:
// its arguments Given and Now are the two numbers.
func (a *App) Write(ctx context.Context, actor heed.Actor, changes ...Change) ([]heed.Version, error) {
	for _, c := range changes {
		if err := policy.Allow(actor, writing[c.Body.Of()]); err != nil {
			return nil, err
		}
		if err := c.Body.Check(); err != nil {
			return nil, err
		}
	}
	var out []heed.Version
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		out = make([]heed.Version, 0, len(changes))
		for _, c := range changes {
			v, err := a.write(ctx, tx, actor, c)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// write makes the next version of one thing.
func (a *App) write(ctx context.Context, tx store.Tx, actor heed.Actor, c Change) (heed.Version, error) {
	action := writing[c.Body.Of()]
	subject := heed.Subject{Kind: c.Body.Of(), ID: c.ID}
	if subject.ID == "" {
		subject.ID = NewID()
	}
	v, err := current(ctx, tx, actor, subject, c.Base)
	if err != nil {
		return heed.Version{}, err
	}
	if v.Number == 0 {
		v.Author, v.Side, v.Visibility = actor.Pseudonym, c.sideOf(actor, subject), heed.VisibleInstitution
		if err := a.stands(v.Side); err != nil {
			return heed.Version{}, err
		}
	}
	if err := policy.AllowOn(actor, action, policy.Of(v)); err != nil {
		return heed.Version{}, err
	}
	if err := concern(ctx, tx, c.Body); err != nil {
		return heed.Version{}, err
	}
	if err := c.show(&v); err != nil {
		return heed.Version{}, err
	}
	v.Removed, v.Note = false, c.Note
	if v.Body, err = json.Marshal(c.Body); err != nil {
		return heed.Version{}, err
	}
	return a.append(ctx, tx, actor, v)
}

// show says at which step the next version is, and who may read it.
func (c Change) show(v *heed.Version) error {
	v.Step = heed.StepDraft
	switch {
	case c.Visibility != "" && !slices.Contains(heed.Visibilities, c.Visibility):
		return invalid("error.field_value", "Field", "visibility", "Given", string(c.Visibility))
	case v.Kind == heed.SubjectInstitution:
		// Who there is, is for everybody to know, unless that endangers somebody.
		v.Step, v.Visibility = heed.StepPublished, cmp.Or(c.Visibility, heed.VisiblePublic)
		return nil
	case c.Visibility == heed.VisiblePublic:
		return invalid("error.visibility_public")
	case c.Visibility != "":
		v.Visibility = c.Visibility
	case v.Visibility == heed.VisiblePublic:
		v.Visibility = heed.VisibleInstitution
	}
	if c.Submit {
		submit(v)
	}
	return nil
}

// submit hands a version over to those who review, who have to see it.
func submit(v *heed.Version) {
	v.Step = heed.StepSubmitted
	if v.Visibility == heed.VisibleDraft || v.Visibility == heed.VisibleInstitution {
		v.Visibility = heed.VisibleCoordination
	}
}

// sideOf is where something new stands.
func (c Change) sideOf(actor heed.Actor, subject heed.Subject) heed.Side {
	side := c.Side
	if side == (heed.Side{}) {
		side = actor.Side
	}
	if subject.Kind == heed.SubjectInstitution {
		side.Institution = subject.ID
	}
	return side
}

// stands is CodeInvalid for a side that cannot be.
func (a *App) stands(side heed.Side) error {
	if !slices.Contains(heed.Voices, side.Voice) {
		return invalid("error.field_value", "Field", "voice", "Given", string(side.Voice))
	}
	if side.State != "" && !a.KnownState(side.State) {
		return invalid("error.field_value", "Field", "state", "Given", string(side.State))
	}
	return nil
}

// current gives the newest version of something, which has the number that the
// actor saw; one without a number where there is none.
func current(ctx context.Context, tx store.Tx, actor heed.Actor, subject heed.Subject, base int) (heed.Version, error) {
	versions, err := tx.History(ctx, subject)
	if heed.ErrorCode(err) == heed.CodeNotFound {
		if base != 0 {
			return heed.Version{}, err
		}
		if !subject.ID.Valid() {
			return heed.Version{}, invalid("error.field_value", "Field", "id", "Given", string(subject.ID))
		}
		return heed.Version{Subject: subject}, nil
	}
	if err != nil {
		return heed.Version{}, err
	}
	v := versions[len(versions)-1]
	technical := actor.Role == heed.Operator || actor.Role == heed.Administrator
	if !policy.MaySee(actor.Viewer(), policy.Of(v)) && !(technical && subject.Kind == heed.SubjectInstitution) {
		return heed.Version{}, &heed.Error{Code: heed.CodeNotFound, Op: "app.current", Key: "error.version_not_found", Args: []string{"Subject", subject.String()}}
	}
	if v.Number != base {
		return heed.Version{}, &heed.Error{Code: heed.CodeConflict, Op: "app.current", Key: "error.version_newer", Args: []string{"Given", strconv.Itoa(base), "Now", strconv.Itoa(v.Number)}}
	}
	return v, nil
}

// append adds a version behind the one that it was made from.
func (a *App) append(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version) (heed.Version, error) {
	v.Number++
	v.Who, v.Role, v.At, v.Entry = actor.Pseudonym, actor.Role, a.Now().UTC(), 0
	entry, err := audit.NewEntry(heed.EntryVersion, actor.Role, v.At, v)
	if err != nil {
		return heed.Version{}, err
	}
	if v.Entry, err = tx.Append(ctx, entry); err != nil {
		return heed.Version{}, err
	}
	return v, tx.PutVersion(ctx, v)
}

// concern looks whether the recommendations that something is about are there.
func concern(ctx context.Context, tx store.Tx, m heed.Matter) error {
	known := map[heed.ReviewID]map[string]bool{}
	for _, id := range m.Concerns() {
		refs, ok := known[id.Review]
		if !ok {
			record, err := tx.Record(ctx, id.Review)
			if err != nil {
				return err
			}
			refs = map[string]bool{}
			for _, r := range record.Recommendations {
				refs[r.Ref] = true
			}
			known[id.Review] = refs
		}
		if !refs[id.Ref] {
			return &heed.Error{Code: heed.CodeNotFound, Op: "app.concern", Key: "error.recommendation_not_found", Args: []string{"Ref", id.Ref, "Review", id.Review.String()}}
		}
	}
	return nil
}

// Move is the way of something to the public, and back.
type Move struct {
	heed.Subject
	// Base is the number of the version that the actor saw.
	Base int
	To   heed.Step
	// Note says what is to be changed, or why it is withdrawn; both need it.
	Note string
}

// Move brings some things to another step, all or none: submitted for review,
// returned with what is to be changed, reviewed, published, withdrawn. Nobody
// but who publishes makes anything public, and what was published and is
// withdrawn leaves a public note.
func (a *App) Move(ctx context.Context, actor heed.Actor, moves ...Move) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		for _, m := range moves {
			if err := a.move(ctx, tx, actor, m); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *App) move(ctx context.Context, tx store.Tx, actor heed.Actor, m Move) error {
	v, err := current(ctx, tx, actor, m.Subject, m.Base)
	if err != nil {
		return err
	}
	if v.Number == 0 {
		return &heed.Error{Code: heed.CodeNotFound, Op: "app.Move", Key: "error.version_not_found", Args: []string{"Subject", m.Subject.String()}}
	}
	if err := MayMove(actor, v, m.To); err != nil {
		return err
	}
	if !v.Step.MayBecome(m.To) {
		return &heed.Error{Code: heed.CodeConflict, Op: "app.Move", Key: "error.step", Args: []string{"Step", string(v.Step), "Next", string(m.To)}}
	}
	if m.Note = strings.TrimSpace(m.Note); m.Note == "" && (m.To == heed.StepReturned || m.To == heed.StepWithdrawn) {
		return invalid("error.note_missing")
	}
	switch v.Step, v.Note = m.To, m.Note; m.To {
	case heed.StepPublished:
		v.Visibility = heed.VisiblePublic
	case heed.StepSubmitted:
		submit(&v)
	}
	_, err = a.append(ctx, tx, actor, v)
	return err
}

// MayMove gives nil where the actor may bring a version to another step, and
// CodeForbidden otherwise. Whether it can be at that step next is another matter.
func MayMove(actor heed.Actor, v heed.Version, to heed.Step) error {
	action := writing[v.Kind]
	switch {
	case to == heed.StepReturned, to == heed.StepReviewed:
		action = policy.Review
	case to == heed.StepPublished, to == heed.StepWithdrawn && v.Visibility == heed.VisiblePublic:
		action = policy.Publish
	}
	return policy.AllowOn(actor, action, policy.Of(v))
}

// IsNewer reports whether nothing was written because somebody else was first.
func IsNewer(err error) bool {
	var e *heed.Error
	return errors.As(err, &e) && e.Code == heed.CodeConflict && e.Key == "error.version_newer"
}
