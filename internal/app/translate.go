// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// TranslateRecord lays translations beside recommendations, all of them or none,
// each with its entry in the log. Review, Ref, Language, Kind, Text, By and
// Source are the caller's; the rest is filled in. Of several in one language and
// of one kind the last is shown.
//
// CodeNotFound where there is no such recommendation; CodeInvalid for a language
// or kind that cannot be, a text that is empty, a translation that nobody made,
// or one into a language in which the official text is here.
func (a *App) TranslateRecord(ctx context.Context, actor heed.Actor, all []heed.Translation) error {
	if err := policy.Allow(actor, policy.TranslateRecord); err != nil {
		return err
	}
	if len(all) == 0 {
		return invalid("error.translation_none")
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		records := map[heed.ReviewID]heed.Record{}
		for _, t := range all {
			t.Text, t.By, t.Source = strings.TrimSpace(t.Text), strings.TrimSpace(t.By), strings.TrimSpace(t.Source)
			if err := checkTranslation(t); err != nil {
				return err
			}
			record, ok := records[t.Review]
			if !ok {
				var err error
				if record, err = tx.Record(ctx, t.Review); err != nil {
					return err
				}
				records[t.Review] = record
			}
			if err := a.translate(ctx, tx, actor, record, t); err != nil {
				return err
			}
		}
		return nil
	})
}

// translate lays one translation beside its recommendation.
func (a *App) translate(ctx context.Context, tx store.Tx, actor heed.Actor, record heed.Record, t heed.Translation) error {
	i := slices.IndexFunc(record.Recommendations, func(r heed.Recommendation) bool { return r.Ref == t.Ref })
	if i < 0 {
		return &heed.Error{Code: heed.CodeNotFound, Op: call("TranslateRecord", t.Review, t.Ref), Key: "error.recommendation_not_found", Args: []string{"Ref", t.Ref, "Review", t.Review.String()}}
	}
	r := record.Recommendations[i]
	if r.TextLanguage() == t.Language || slices.ContainsFunc(r.Texts, func(o heed.OfficialText) bool { return o.Language == t.Language }) {
		return invalid("error.translation_official", "Ref", t.Ref, "Language", t.Language)
	}
	t.Words, t.Who, t.At, t.Entry = heed.DigestOf([]byte(r.Text)), actor.Pseudonym, a.Now().UTC(), 0
	entry, err := audit.NewEntry(heed.EntryTranslation, actor.Role, t.At, t)
	if err != nil {
		return err
	}
	if t.Entry, err = tx.Append(ctx, entry); err != nil {
		return err
	}
	return tx.PutTranslation(ctx, t)
}

// checkTranslation checks what can be checked without the recommendation.
func checkTranslation(t heed.Translation) error {
	switch {
	case !heed.ValidLanguage(t.Language):
		return invalid("error.translation_language", "Given", t.Language)
	case !t.Kind.Valid():
		return invalid("error.translation_kind", "Given", string(t.Kind))
	case t.Text == "":
		return invalid("error.translation_text", "Ref", t.Ref)
	case t.By == "":
		return invalid("error.translation_by", "Ref", t.Ref)
	}
	return nil
}
