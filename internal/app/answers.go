// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"cmp"
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/form"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// AnswerRow is a row of a workbook that came back and was not taken as it is.
type AnswerRow struct {
	Line           int // in the sheet, from 1
	Recommendation heed.RecID
	// Theirs is what the row says, as far as it could be understood.
	Theirs heed.Proposal
	// Ours is the proposal that is there; Version is its number. Both are zero
	// where there is none.
	Ours    heed.Proposal
	Version int
	// Problem says what is wrong with the row; nil where it only differs from
	// what somebody has written since the workbook went out.
	Problem error
}

// TakenAnswers is what became of a workbook.
type TakenAnswers struct {
	// Note is what the history says of where it came from: file and letter.
	Note                 string
	Written, Same, Empty int
	// Conflicts differ from a newer proposal; a person decides, row by row.
	Conflicts []AnswerRow
	// Problems could not be understood.
	Problems []AnswerRow
}

// TakeAnswers takes a workbook that came back from an institution: each row that
// says something and does not meet a newer proposal becomes a proposal of the
// institution, handed over for review, with the letter by which it was approved, and
// the file in its history.
// Rows that cannot be taken are given back whole.
//
// CodeInvalid where it is no workbook of Heed's; CodeForbidden where the actor
// may not speak for the institution.
func (a *App) TakeAnswers(ctx context.Context, actor heed.Actor, institution heed.Side, book Book) (TakenAnswers, error) {
	if err := policy.AllowOn(actor, policy.Propose, policy.About{Side: institution, Author: actor.Pseudonym}); err != nil {
		return TakenAnswers{}, err
	}
	d, err := a.Reader.Read(ctx, book.Data)
	if err != nil {
		return TakenAnswers{}, err
	}
	back, err := form.Read(d)
	if err != nil {
		return TakenAnswers{}, err
	}
	if err := a.approved(back.Letter, heed.SubjectProposal); err != nil {
		return TakenAnswers{}, err
	}
	if back.Institution != "" && back.Institution != institution.Institution {
		return TakenAnswers{}, invalid("error.form_other", "Field", "institution")
	}
	var out TakenAnswers
	err = a.Store.Update(ctx, func(tx store.Tx) error {
		out = TakenAnswers{Note: noteOf(book, back.Letter)}
		there := refs{}
		for _, row := range back.Rows {
			if err := a.takeAnswer(ctx, tx, actor, institution, back.Letter, row, there, &out); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// takeAnswer takes one row, or says why it does not.
func (a *App) takeAnswer(ctx context.Context, tx store.Tx, actor heed.Actor, institution heed.Side, letter heed.Letter, row form.Row, there refs, out *TakenAnswers) error {
	said, base, err := proposalOf(row)
	said.Letter = letter
	at := AnswerRow{Line: row.Line, Recommendation: said.Recommendation, Theirs: said, Problem: err}
	if err == nil && said.Position == "" && said.Part == "" && said.Comment == "" && said.Internal == "" {
		out.Empty++
		return nil
	}
	if err = cmp.Or(err, said.Check()); err != nil {
		at.Problem = err
		out.Problems = append(out.Problems, at)
		return nil
	}
	c := Change{ID: heed.ProposalID(said.Recommendation, institution.Institution), Base: base, Side: institution, Submit: true, Note: out.Note, Body: said}
	if done, err := at.compare(ctx, tx, &c); err != nil || done {
		out.Same++
		return err
	}
	_, err = a.write(ctx, tx, actor, c, there)
	switch {
	case err == nil:
		out.Written++
	case IsNewer(err):
		out.Conflicts = append(out.Conflicts, at)
	case heed.ErrorCode(err) == heed.CodeNotFound:
		at.Problem = err
		out.Problems = append(out.Problems, at)
	default:
		return err
	}
	return nil
}

// compare fills in what is there already, and reports whether the row says the
// same, by whichever letter. Where the State's answer is considered anew since, the
// same is to be said once more: it is how an institution stays with what it proposed.
// Where another letter approves it, that letter is taken.
func (r *AnswerRow) compare(ctx context.Context, tx store.Tx, c *Change) (bool, error) {
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectProposal, ID: c.ID})
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	last := versions[len(versions)-1]
	r.Version = last.Number
	if err := json.Unmarshal(last.Body, &r.Ours); err != nil {
		return false, err
	}
	if !r.Theirs.SaysWhat(r.Ours) {
		return false, nil
	}
	c.Base = last.Number // whichever version the row was made from, it would change nothing of this one
	if said := r.Theirs.Letter; said != (heed.Letter{}) && said != r.Ours.Letter {
		return false, nil // the letter alone is new
	}
	anew, err := askedAnew(ctx, tx, r.Recommendation)
	return !last.At.Before(anew), err
}

// askedAnew is when institutions were asked to consider the State's answer once more,
// the zero value where nobody was.
func askedAnew(ctx context.Context, tx store.Tx, id heed.RecID) (time.Time, error) {
	var says heed.Assignment
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectAssignment, ID: heed.AssignmentID(id)})
	if heed.ErrorCode(err) == heed.CodeNotFound {
		return says.Anew, nil
	}
	if err == nil {
		err = json.Unmarshal(versions[len(versions)-1].Body, &says)
	}
	return says.Anew, err
}

// proposalOf reads a row.
func proposalOf(row form.Row) (heed.Proposal, int, error) {
	var p heed.Proposal
	id, err := heed.ParseRecID(row.Values[form.ID])
	if err != nil {
		return p, 0, err
	}
	if row.Broken {
		return heed.Proposal{Response: heed.Response{Recommendation: id}}, 0, invalid("error.form_formula")
	}
	p.Recommendation, p.Part, p.Comment, p.Internal = id, row.Values[form.Part], row.Values[form.Comment], row.Values[form.Internal]
	base, err := strconv.Atoi(row.Values[form.Version])
	if err != nil {
		return p, 0, invalid("error.field_number", "Field", "id", "Given", row.Values[form.Version])
	}
	if word := row.Values[form.Position]; word != "" {
		position, ok := form.PositionOf(word)
		if !ok {
			return p, base, invalid("error.field_value", "Field", "response", "Given", word)
		}
		p.Position = position
	}
	return p, base, nil
}
