// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// discuss holds a comment to the thing that it is on: it stands where that
// does, or with the institution that is asked by it, is for nobody who may not read that version, and its words are its
// author's. Whether it is resolved, its author says, or who writes the thing.
//
// Anything else it leaves as it is.
func discuss(ctx context.Context, tx store.Tx, actor heed.Actor, v *heed.Version, m heed.Matter) error {
	c, ok := m.(heed.Remark)
	if !ok {
		return nil
	}
	on, err := discussed(ctx, tx, actor, c)
	if err != nil {
		return err
	}
	if v.Number == 0 {
		says, err := on.Matter()
		if err != nil {
			return err
		}
		v.Side, v.Visibility = policy.Shared(actor, on, says).Side, within(on.Visibility)
		return answering(ctx, tx, c)
	}
	before, err := v.Matter()
	if err != nil {
		return err
	}
	was, _ := before.(heed.Remark) // what is no comment has no version here
	if was.On != c.On || was.At != c.At || was.To != c.To {
		return invalid("error.field_value", "Field", "on", "Given", c.On.String())
	}
	was.Resolved = c.Resolved
	if actor.Pseudonym == v.Author || was == c && policy.AllowOn(actor, writing[on.Kind], policy.Of(on)) == nil {
		return nil
	}
	return &heed.Error{Code: heed.CodeForbidden, Op: "app.Write", Key: "error.comment_other"}
}

// discussed is the version that a comment is on, CodeNotFound where there is
// none that the actor may see.
func discussed(ctx context.Context, tx store.Tx, actor heed.Actor, c heed.Remark) (heed.Version, error) {
	if c.On.Kind.Veiled() {
		return heed.Version{}, invalid("error.name_comment") // it would say the name in clear
	}
	versions, err := tx.History(ctx, c.On)
	if err != nil {
		return heed.Version{}, err
	}
	last := versions[len(versions)-1]
	if last.Visibility == heed.VisibleNamed && !policy.MaySee(actor.Viewer(), policy.Of(last)) {
		versions = nil // as if there were none
	}
	for _, v := range versions {
		if v.Number == c.At && policy.MaySee(actor.Viewer(), policy.Of(v)) {
			says, err := v.Matter()
			if err != nil {
				return v, err
			}
			return v, policy.AllowOn(actor, policy.Comment, policy.Shared(actor, v, says))
		}
	}
	return heed.Version{}, &heed.Error{Code: heed.CodeNotFound, Op: "app.Write", Key: "error.version_not_found", Args: []string{"Subject", c.On.String() + ", " + strconv.Itoa(c.At)}}
}

// answering looks whether a comment answers one that begins, on the same thing.
func answering(ctx context.Context, tx store.Tx, c heed.Remark) error {
	if c.To == "" {
		return nil
	}
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectComment, ID: c.To})
	if err != nil {
		return err
	}
	m, err := versions[len(versions)-1].Matter()
	if err != nil {
		return err
	}
	if to, ok := m.(heed.Remark); !ok || to.On != c.On || to.To != "" {
		return invalid("error.field_value", "Field", "to", "Given", string(c.To))
	}
	return nil
}

// within is who may read a comment on something that some may read: never more
// than the voice. Of what is for named people, find shows it to them alone, also
// where others are named later.
func within(v heed.Visibility) heed.Visibility {
	if v == heed.VisiblePublic || v == heed.VisibleNamed {
		return heed.VisibleCoordination
	}
	return v
}
