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
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// Decide lays decisions on labels of one recommendation beside what programs
// propose, all of them or none, each with its entry in the log. Kind, Label,
// Verdict and Reason are the caller's; the rest is filled in. No program ever
// takes a decision back: only another decision on the same label does.
//
// CodeNotFound where there is no such recommendation; CodeInvalid for a label or
// verdict that cannot be.
func (a *App) Decide(ctx context.Context, actor heed.Actor, id heed.RecID, decisions []heed.LabelDecision) error {
	if err := policy.Allow(actor, policy.Decide); err != nil {
		return err
	}
	if len(decisions) == 0 {
		return invalid("error.decision_none")
	}
	for i := range decisions {
		if err := checkDecision(decisions[i]); err != nil {
			return err
		}
		if slices.ContainsFunc(decisions[:i], func(d heed.LabelDecision) bool { return d.Kind == decisions[i].Kind && d.Label == decisions[i].Label }) {
			return invalid("error.decision_both", "Label", decisions[i].Label)
		}
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		record, err := tx.Record(ctx, id.Review)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(record.Recommendations, func(r heed.Recommendation) bool { return r.Ref == id.Ref })
		if i < 0 {
			return &heed.Error{Code: heed.CodeNotFound, Op: call("Decide", id), Key: "error.recommendation_not_found", Args: []string{"Ref", id.Ref, "Review", id.Review.String()}}
		}
		corrections, err := tx.Corrections(ctx, id.Review)
		if err != nil {
			return err
		}
		corrections = slices.DeleteFunc(corrections, func(c heed.Correction) bool { return c.Ref != id.Ref })
		words := heed.DigestOf([]byte(find.Overlay(record.Recommendations[i], corrections).Text))
		for _, d := range decisions {
			d.Review, d.Ref, d.Words, d.Model = id.Review, id.Ref, words, label.Shipped().Card().Date
			d.Reason, d.Who, d.At = strings.TrimSpace(d.Reason), actor.Pseudonym, a.Now().UTC()
			entry, err := audit.NewEntry(heed.EntryDecision, actor.Role, d.At, d)
			if err != nil {
				return err
			}
			if d.Entry, err = tx.Append(ctx, entry); err != nil {
				return err
			}
			if err := tx.PutDecision(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// checkDecision checks what can be checked without the recommendation.
func checkDecision(d heed.LabelDecision) error {
	if d.Verdict != heed.Confirmed && d.Verdict != heed.Rejected && d.Verdict != heed.Added {
		return invalid("error.decision_verdict", "Given", string(d.Verdict))
	}
	switch d.Kind {
	case heed.LabelIssue:
		if slices.Contains(label.Issues(), d.Label) {
			return nil
		}
	case heed.LabelAct:
		n, err := strconv.Atoi(d.Label)
		if err == nil && n >= int(heed.ActMinimal) && n <= int(heed.ActSpecific) && strconv.Itoa(n) == d.Label {
			return nil
		}
	}
	return invalid("error.decision_label", "Given", d.Label)
}
