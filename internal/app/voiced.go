// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// voiced looks whether what carries the name of a voice comes from it: an
// assessment or a reply is written by an account of the institution that says
// it, about a State that it speaks of, and stands as it was said once it was
// found right.
func (a *App) voiced(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, body heed.Matter) error {
	if !v.Kind.StandsAsSaid() {
		return nil
	}
	if v.Institution == "" || v.Side != actor.Side {
		return refused("error.speaks_for_another")
	}
	if v.Number > 0 && !v.MayBecome(heed.StepDraft) {
		return &heed.Error{Code: heed.CodeConflict, Op: "app.voiced", Key: "error.stands_as_said", Args: []string{"Step", string(v.Step)}}
	}
	switch said := body.(type) {
	case heed.Assessment:
		return a.assesses(ctx, tx, actor, v, said)
	case heed.Reply:
		return answers(ctx, tx, actor, v, said)
	}
	return nil
}

// assesses looks whether an institution may say this of a recommendation.
func (a *App) assesses(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, said heed.Assessment) error {
	if !speaksOf(v.Side, said.Recommendation.Review.State) {
		return refused("error.speaks_of_another_state")
	}
	if said.AsOf > a.today() {
		return invalid("error.field_future", "Field", "as_of", "Given", string(said.AsOf))
	}
	record, err := tx.Record(ctx, said.Recommendation.Review)
	if err != nil {
		return err
	}
	if said.AsOf < record.Review.Date {
		return invalid("error.as_of_before", "Field", "as_of", "Given", string(said.AsOf), "Review", said.Recommendation.Review.String())
	}
	for _, id := range said.Evidence {
		if err := sees(ctx, tx, actor, heed.Subject{Kind: heed.SubjectEvidence, ID: id}); err != nil {
			return err
		}
	}
	if said.Corrects == "" {
		return nil
	}
	public, body, err := published(ctx, tx, heed.Subject{Kind: heed.SubjectAssessment, ID: said.Corrects})
	if err != nil {
		return err
	}
	if had, ok := body.(heed.Assessment); !ok || said.Corrects == v.ID || public.Side != v.Side || had.Recommendation != said.Recommendation {
		return invalid("error.corrects_another", "Field", "corrects")
	}
	return nil
}

// sees is CodeInvalid for evidence that is not there for who names it.
func sees(ctx context.Context, tx store.Tx, actor heed.Actor, s heed.Subject) error {
	versions, err := tx.History(ctx, s)
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return err
	}
	if err != nil || !slices.ContainsFunc(versions, func(v heed.Version) bool { return policy.MaySee(actor.Viewer(), policy.Of(v)) }) {
		return invalid("error.field_value", "Field", "evidence", "Given", string(s.ID))
	}
	return nil
}

// answers looks whether an institution may answer this to what it answers.
func answers(ctx context.Context, tx store.Tx, actor heed.Actor, v heed.Version, said heed.Reply) error {
	to, body, err := published(ctx, tx, said.To)
	if err != nil {
		return err
	}
	if said.To.Kind == heed.SubjectReply {
		return handles(ctx, tx, actor, to, body, said.Handled)
	}
	in := body
	if id := dossierOf(body); id != "" {
		if _, in, err = published(ctx, tx, heed.Subject{Kind: heed.SubjectDossier, ID: id}); err != nil {
			return err
		}
	}
	return mayAnswer(v.Side, said, to.Side, in)
}

// tellsOf is the State that something which stands on a side tells of.
func tellsOf(side heed.Side, m heed.Matter) heed.StateCode {
	switch says := m.(type) {
	case heed.Dossier:
		return says.State
	case heed.Claim:
		return says.State
	}
	if recs := m.Concerns(); len(recs) > 0 {
		return recs[0].Review.State
	}
	return side.State
}

// mayAnswer looks whether somebody who stands on a side may answer this to what
// somebody on another has published; it is no reply itself. Of what belongs to a
// dossier, in is that dossier, otherwise it is what was published.
func mayAnswer(by heed.Side, said heed.Reply, to heed.Side, in heed.Matter) error {
	about := tellsOf(to, in)
	switch {
	case !speaksOf(by, about):
		return refused("error.speaks_of_another_state")
	case said.Asks && by.SameInstitution(to):
		return invalid("error.asks_itself")
	case !said.Asks && (by.Voice != heed.VoiceState || !said.To.Kind.TakesReply()):
		return refused("error.reply_of_state")
	}
	return nil
}

// handles looks whether somebody may say what became of a request for
// correction: whoever published what it is about, and for a State also its
// coordinator, through whom its ministries publish.
func handles(ctx context.Context, tx store.Tx, actor heed.Actor, request heed.Version, asked heed.Matter, as heed.Handling) error {
	about, ok := asked.(heed.Reply)
	if !ok || !about.Asks {
		return invalid("error.handled_without", "Field", "handled")
	}
	versions, err := tx.History(ctx, about.To) // also of what was withdrawn since
	if err != nil {
		return err
	}
	if err := cmp.Or(ours(newestOf(versions)), mayHandle(actor, versions[0].Side)); err != nil {
		return err
	}
	return became(ctx, tx, request, about.To, as)
}

// became is CodeInvalid where it is said of something that it was corrected, or
// withdrawn, and it was not since that was asked for: what became of a request is on
// the public record.
func became(ctx context.Context, tx store.Tx, request heed.Version, of heed.Subject, as heed.Handling) error {
	on := string(request.At.UTC().Format(time.DateOnly))
	switch as {
	case heed.HandledWithdrawn:
		_, _, err := published(ctx, tx, of)
		if err == nil {
			return invalid("error.not_withdrawn", "Field", "handled")
		}
		if heed.ErrorCode(err) != heed.CodeNotFound {
			return err
		}
	case heed.HandledCorrected:
		corrected := false
		err := tx.Versions(ctx, request.Entry, func(v heed.Version) error {
			if v.Entry <= request.Entry || v.Step != heed.StepPublished || v.Visibility != heed.VisiblePublic || v.Removed || v.Kind != of.Kind {
				return nil
			}
			says, err := v.Matter()
			corrected = corrected || v.Subject == of || err == nil && corrects(says) == of.ID
			return err
		})
		if err == nil && !corrected {
			err = invalid("error.not_corrected", "Field", "handled", "Date", on)
		}
		return err
	}
	return nil
}

// corrects is what something was published in place of, "" for nothing: what stands
// as it was said is put right by another entry.
func corrects(says heed.Matter) heed.ID {
	switch body := says.(type) {
	case heed.Assessment:
		return body.Corrects
	case heed.Figure:
		return body.Revises
	}
	return ""
}

// mayHandle looks whether somebody may say what became of a request about what
// was published on a side.
func mayHandle(actor heed.Actor, of heed.Side) error {
	if actor.SameInstitution(of) || actor.Role == heed.Coordinator && actor.Voice == heed.VoiceState && actor.SameVoice(of) {
		return nil
	}
	return refused("error.handles_another")
}

// speaksOf reports whether somebody who stands on a side may speak of what a
// State does: who is of one State speaks of that one.
func speaksOf(side heed.Side, state heed.StateCode) bool {
	return side.State == state || side.State == "" && side.Voice != heed.VoiceState
}

// published gives the version of something that everybody sees, with what it
// says; CodeNotFound where there is none.
func published(ctx context.Context, tx store.Tx, s heed.Subject) (heed.Version, heed.Matter, error) {
	versions, err := tx.History(ctx, s)
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		return heed.Version{}, nil, err
	}
	if v, ok := find.Newest(heed.Viewer{}, versions); ok {
		body, err := v.Matter()
		return v, body, err
	}
	return heed.Version{}, nil, &heed.Error{Code: heed.CodeNotFound, Op: "app.published", Key: "error.not_published", Args: []string{"Subject", s.String()}}
}

func refused(key string) error {
	return &heed.Error{Code: heed.CodeForbidden, Op: "app.voiced", Key: key}
}
