// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// names looks at the other things that the next version of something names. They
// have to be there for who names them, and institutions of the same voice:
// nobody says what another voice's institutions do. What the version
// before named stays, whatever has become of it since.
func names(ctx context.Context, tx store.Tx, actor heed.Actor, before heed.Version, body heed.Matter) error {
	var was heed.Matter
	if before.Number > 0 {
		var err error
		if was, err = before.Matter(); err != nil {
			return err
		}
	}
	for _, s := range newIn(named(was), named(body)) {
		if err := mayName(ctx, tx, actor, before.Side, s); err != nil {
			return err
		}
	}
	if err := leads(actor, before, was, body); err != nil {
		return err
	}
	if err := reports(ctx, tx, before, was, body); err != nil {
		return err
	}
	passages := newIn(heed.Passages(was), heed.Passages(body))
	named, err := tx.AnnotationsNamed(ctx, passages)
	if err != nil {
		return err
	}
	there := make([]string, len(named))
	for i, a := range named {
		there[i] = a.ID
	}
	if none := newIn(there, passages); len(none) > 0 {
		return invalid("error.annotation_unknown", "Field", "annotations", "Given", none[0])
	}
	return nil
}

// leads is CodeForbidden where somebody says that another institution leads a measure,
// and plans for their own alone: who leads answers for it.
func leads(actor heed.Actor, v heed.Version, was, body heed.Matter) error {
	m, ok := body.(heed.Measure)
	had, _ := was.(heed.Measure) // of a new one there was none
	if !ok || m.Lead == had.Lead || MayLead(actor, v.Side, m.Lead) {
		return nil
	}
	return &heed.Error{Code: heed.CodeForbidden, Op: "app.leads", Key: "error.lead_another", Args: []string{"Field", "lead"}}
}

// MayLead reports whether somebody may say that an institution leads a measure that
// stands on a side.
func MayLead(actor heed.Actor, side heed.Side, institution heed.ID) bool {
	side.Institution = institution
	return policy.AllowOn(actor, policy.Plan, policy.About{Side: side}) == nil
}

// reports is CodeInvalid where a schedule asks somebody for reports who has no
// account in the voice that sets it: another voice gives nobody here work, and
// learns nothing of what is done. Nobody is asked for what they may not write.
func reports(ctx context.Context, tx store.Tx, v heed.Version, was, body heed.Matter) error {
	s, ok := body.(heed.Schedule)
	had, _ := was.(heed.Schedule) // of a new one there was none
	if !ok || s.Reporter == "" || s.Reporter == had.Reporter {
		return nil
	}
	if err := members(ctx, tx, v.Side, "reporter", s.Reporter); err != nil {
		return err
	}
	accounts, err := tx.Accounts(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(accounts, func(a heed.Account) bool { return a.Pseudonym == s.Reporter })
	switch {
	case at < 0:
		return nil // members has said so
	case accounts[at].Suspended:
		return invalid("error.reporter_suspended", "Field", "reporter")
	case policy.Allow(accounts[at].Actor(), policy.Report) != nil:
		return invalid("error.reporter_may_not", "Field", "reporter", "Role", string(accounts[at].Role), "Roles", policy.RolesOf(policy.Report))
	}
	return nil
}

// newIn lists what is in the second list and not in the first.
func newIn[T comparable](had, has []T) []T {
	return slices.DeleteFunc(slices.Clone(has), func(one T) bool { return slices.Contains(had, one) })
}

func named(body heed.Matter) []heed.Subject {
	if n, ok := body.(heed.Naming); ok {
		return n.Names()
	}
	return nil
}

// mayName is CodeInvalid for what somebody may not name. An institution that
// nobody has entered is nobody's name yet.
func mayName(ctx context.Context, tx store.Tx, actor heed.Actor, side heed.Side, s heed.Subject) error {
	versions, err := tx.History(ctx, s)
	if heed.ErrorCode(err) == heed.CodeNotFound && s.Kind == heed.SubjectInstitution {
		return nil
	}
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return err
	}
	v, ok := find.Newest(actor.Viewer(), versions)
	if !ok || s.Kind == heed.SubjectInstitution && !v.SameVoice(side) {
		return invalid("error.field_value", "Field", string(s.Kind), "Given", string(s.ID))
	}
	return nil
}
