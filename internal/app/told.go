// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
)

// within holds what was said on a measure to those who may read the measure: what
// was done tells what is planned. Whoever writes it and says nothing of its readers
// means those of the measure, but for the public, which nobody reaches by writing.
func (c Change) within(ctx context.Context, tx store.Tx, was heed.Version, v *heed.Version) error {
	most, err := readersOf(ctx, tx, *v, c.Body)
	if err != nil || most == "" {
		return err
	}
	if c.Visibility == "" && !c.Submit && (was.Number == 0 || was.Visibility == heed.VisiblePublic) {
		v.Visibility = heed.VisibleCoordination
		if most.Within(v.Visibility) {
			v.Visibility = most
		}
	}
	return notWider(*v, most)
}

// onward is within for a version that is brought a step further, save back to who
// wrote it or out of sight.
func onward(ctx context.Context, tx store.Tx, v heed.Version, says heed.Matter) error {
	if v.Step == heed.StepReturned || v.Step == heed.StepWithdrawn {
		return nil
	}
	most, err := readersOf(ctx, tx, v, says)
	if err != nil || most == "" {
		return err
	}
	return notWider(v, most)
}

func notWider(v heed.Version, most heed.Visibility) error {
	switch {
	case v.Visibility.Within(most):
		return nil
	case v.Visibility == heed.VisiblePublic:
		return &heed.Error{Code: heed.CodeConflict, Op: "app.notWider", Key: "error.update_before_measure"}
	}
	return invalid("error.update_wider", "Field", "visibility")
}

// readersOf is the widest visibility that a version may have for the measure that it
// is on, "" where it is on none.
func readersOf(ctx context.Context, tx store.Tx, v heed.Version, says heed.Matter) (heed.Visibility, error) {
	u, ok := says.(heed.Update)
	if !ok || u.Measure == "" {
		return "", nil
	}
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectMeasure, ID: u.Measure})
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return heed.VisibleCoordination, nil // what is no longer kept is not public
	}
	if err != nil {
		return "", err
	}
	most, of := readers(versions), versions[len(versions)-1].Side
	if most == heed.VisibleNamed || most == heed.VisibleInstitution && !v.SameInstitution(of) {
		most = heed.VisibleDraft // other people than those of the measure would read it
	}
	return most, nil
}

// readers is who may read the newest that there is of something. What is public stays
// so while its next version is written; what was withdrawn is public no more.
func readers(versions []heed.Version) heed.Visibility {
	if _, public := find.Newest(heed.Viewer{}, versions); public {
		return heed.VisiblePublic
	}
	if last := versions[len(versions)-1]; last.Visibility != heed.VisiblePublic {
		return last.Visibility
	}
	return heed.VisibleCoordination
}

// covers is CodeConflict where the next version of a measure would be for fewer
// people than what its voice has said on it.
func covers(ctx context.Context, tx store.Tx, was heed.Version, v heed.Version) error {
	if v.Kind != heed.SubjectMeasure || was.Number == 0 || was.Visibility.Within(v.Visibility) {
		return nil
	}
	versions, err := tx.History(ctx, v.Subject)
	if err != nil {
		return err
	}
	if v.Visibility = readers(append(versions, v)); readers(versions).Within(v.Visibility) {
		return nil
	}
	said := map[heed.Subject]heed.Version{}
	if err := tx.Versions(ctx, 0, func(u heed.Version) error {
		if u.Kind == heed.SubjectUpdate && u.SameVoice(v.Side) {
			said[u.Subject] = u
		}
		return nil
	}); err != nil {
		return err
	}
	for _, u := range said {
		says, err := u.Matter()
		if err != nil {
			return err
		}
		if on, ok := says.(heed.Update); ok && on.Measure == v.ID && u.Step != heed.StepWithdrawn && !u.Removed && !u.Visibility.Within(v.Visibility) {
			return &heed.Error{Code: heed.CodeConflict, Op: "app.covers", Key: "error.measure_narrower", Args: []string{"Field", "visibility"}}
		}
	}
	return nil
}
