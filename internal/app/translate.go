// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/store"
)

// TranslateRecord lays translations beside recommendations, all of them or none,
// each with its entry in the log, and gives the positions of those. Review, Ref,
// Language, Kind, Text, By and Source are the caller's; the rest is filled in, and
// By too for whoever does it in the name of an institution; Withdrawn and Note are
// for WithdrawTranslation alone. Of
// several in one place (heed.TranslationPlace) the last is shown; what says the same
// as that, beside the same text, is here already and makes no entry.
//
// CodeForbidden for a kind that is not the actor's to say (policy.Translations);
// CodeConflict where the institution is shown to its own members only, since
// nothing is said without a speaker; CodeNotFound where there is no such
// recommendation; CodeInvalid for a language
// or kind that cannot be, a text that is empty, too long or no text at all, a
// translation that nobody made, one that whoever runs the installation says to be the
// UN's or the State's without where it was taken from, or one into a language in which the official text
// is here.
func (a *App) TranslateRecord(ctx context.Context, actor heed.Actor, all []heed.Translation) (entries []int64, err error) {
	technical := policy.Allow(actor, policy.TranslateRecord) == nil
	if !technical {
		if err := policy.Allow(actor, policy.Translate); err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, invalid("error.translation_none")
	}
	err = a.Store.Update(ctx, func(tx store.Tx) error {
		entries = nil
		records := map[heed.ReviewID]translated{}
		for _, t := range all {
			if !slices.Contains(policy.Translations(actor, t.Review.State), t.Kind) && t.Kind.Valid() {
				return &heed.Error{Code: heed.CodeForbidden, Op: "app.TranslateRecord", Key: "error.translation_whose"}
			}
			if t.Institution, t.Withdrawn, t.Note = "", false, ""; !technical {
				if err := ascribe(ctx, tx, actor, &t); err != nil {
					return err
				}
			}
			t.Text = strings.ReplaceAll(t.Text, "\r\n", "\n")
			t.Text, t.By, t.Source = strings.TrimSpace(t.Text), strings.TrimSpace(t.By), strings.TrimSpace(t.Source)
			if err := checkTranslation(t); err != nil {
				return err
			}
			record, ok := records[t.Review]
			if !ok {
				var err error
				if record, err = toTranslate(ctx, tx, t.Review); err != nil {
					return err
				}
				records[t.Review] = record
			}
			entry, err := a.translate(ctx, tx, actor, record, t)
			if err != nil {
				return err
			}
			if entry > 0 {
				entries = append(entries, entry)
			}
		}
		return nil
	})
	return entries, err
}

// translated is a review whose recommendations are translated.
type translated struct {
	heed.Record
	corrections []heed.Correction
	had         map[heed.TranslationPlace]heed.Translation
}

// ascribe says whose a translation is: that of the institution of whoever lays it
// beside the record, by its name in the language of the translation.
func ascribe(ctx context.Context, tx store.Tx, actor heed.Actor, t *heed.Translation) error {
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectInstitution, ID: actor.Institution})
	if err != nil {
		return err
	}
	shown, public := find.Newest(heed.Viewer{}, versions)
	if !public {
		return &heed.Error{Code: heed.CodeConflict, Op: "app.ascribe", Key: "error.institution_hidden"}
	}
	says, err := shown.Matter()
	if err != nil {
		return err
	}
	if of, ok := says.(heed.Institution); ok {
		t.By, t.Institution = of.Name(t.Language), actor.Institution
	}
	return nil
}

func toTranslate(ctx context.Context, tx store.Tx, id heed.ReviewID) (translated, error) {
	record, err := tx.Record(ctx, id)
	if err != nil {
		return translated{}, err
	}
	corrections, err := tx.Corrections(ctx, id)
	if err != nil {
		return translated{}, err
	}
	all, err := tx.Translations(ctx, id)
	had := map[heed.TranslationPlace]heed.Translation{}
	for _, t := range all {
		had[t.Place()] = t
	}
	return translated{record, corrections, had}, err
}

// translate lays one translation beside its recommendation, as it is shown with
// its corrections; entry is 0 where it is here already.
func (a *App) translate(ctx context.Context, tx store.Tx, actor heed.Actor, record translated, t heed.Translation) (entry int64, err error) {
	i := slices.IndexFunc(record.Recommendations, func(r heed.Recommendation) bool { return r.Ref == t.Ref })
	if i < 0 {
		return 0, &heed.Error{Code: heed.CodeNotFound, Op: call("TranslateRecord", t.Review, t.Ref), Key: "error.recommendation_not_found", Args: []string{"Ref", t.Ref, "Review", t.Review.String()}}
	}
	r := record.Recommendations[i]
	if sameLanguage(r.TextLanguage(), t.Language) || slices.ContainsFunc(r.Texts, func(o heed.OfficialText) bool { return sameLanguage(o.Language, t.Language) }) {
		return 0, invalid("error.translation_official", "Field", "language", "Ref", t.Ref, "Language", t.Language)
	}
	corrections := slices.DeleteFunc(slices.Clone(record.corrections), func(c heed.Correction) bool { return c.Ref != t.Ref })
	t.Words = heed.DigestOf([]byte(find.Overlay(r, corrections).Text))
	of := t.Place()
	if had, ok := record.had[of]; ok && had.Text == t.Text && had.By == t.By && had.Source == t.Source && had.Words == t.Words {
		return 0, nil
	} else if ok && !had.Withdrawn && t.Institution != "" && had.Institution != t.Institution && actor.Role != heed.Coordinator {
		return 0, &heed.Error{Code: heed.CodeConflict, Op: call("TranslateRecord", t.Review, t.Ref), Key: "error.translation_anothers", Args: []string{"By", had.By}}
	}
	return a.putTranslation(ctx, tx, actor, record, t)
}

func (a *App) putTranslation(ctx context.Context, tx store.Tx, actor heed.Actor, record translated, t heed.Translation) (entry int64, err error) {
	t.Who, t.At, t.Entry = actor.Pseudonym, a.Now().UTC(), 0
	e, err := audit.NewEntry(heed.EntryTranslation, actor.Role, t.At, t)
	if err != nil {
		return 0, err
	}
	if t.Entry, err = tx.Append(ctx, e); err != nil {
		return 0, err
	}
	record.had[t.Place()] = t
	return t.Entry, tx.PutTranslation(ctx, t)
}

// WithdrawTranslation takes away what is shown in the place of a translation; it stays
// in the history and in the log. Of t, Review, Ref, Language, Kind and Institution say
// which place, Entry which translation the actor saw there, and Note why.
//
// CodeForbidden for what is not the actor's to withdraw: an institution's is its own
// translators', its focal point's or its coordinator's, and anything else is for who
// runs the installation. CodeNotFound where nothing is shown there; CodeConflict where
// another translation took its place since.
func (a *App) WithdrawTranslation(ctx context.Context, actor heed.Actor, t heed.Translation) error {
	if err := checkNote(t.Note); err != nil {
		return err
	}
	return a.Store.Update(ctx, func(tx store.Tx) error {
		record, err := toTranslate(ctx, tx, t.Review)
		if err != nil {
			return err
		}
		had, ok := record.had[t.Place()]
		if !ok || had.Withdrawn {
			return &heed.Error{Code: heed.CodeNotFound, Op: call("WithdrawTranslation", t.Review, t.Ref), Key: "error.translation_not_found"}
		}
		of, err := sideOf(ctx, tx, had.Institution)
		if err != nil {
			return err
		}
		if err := policy.WithdrawsTranslation(actor, of); err != nil {
			return err
		}
		if had.Entry != t.Entry {
			return &heed.Error{Code: heed.CodeConflict, Op: call("WithdrawTranslation", t.Review, t.Ref), Key: "error.translation_newer"}
		}
		had.Text, had.Source, had.Withdrawn, had.Note = "", "", true, strings.TrimSpace(t.Note)
		_, err = a.putTranslation(ctx, tx, actor, record, had)
		return err
	})
}

// sideOf is where an institution stands, the zero value for none.
func sideOf(ctx context.Context, tx store.Tx, institution heed.ID) (heed.Side, error) {
	if institution == "" {
		return heed.Side{}, nil
	}
	versions, err := tx.History(ctx, heed.Subject{Kind: heed.SubjectInstitution, ID: institution})
	if err != nil {
		return heed.Side{}, err
	}
	return versions[len(versions)-1].Side, nil
}

// sameLanguage reports whether a translation would be into the language of an
// official text: a country makes no other language ("en-GB"), a script does.
func sameLanguage(official, given string) bool {
	base, rest, _ := strings.Cut(given, "-")
	return base == official && len(rest) < len("Latn")
}

// The longest texts, in characters: the longest recommendation has some thousand.
const (
	maxTranslation = 20_000
	maxTranslator  = 500 // who made it, and where it was taken from
)

// checkTranslation checks what can be checked without the recommendation.
func checkTranslation(t heed.Translation) error {
	switch {
	case !heed.ValidLanguage(t.Language):
		return invalid("error.translation_language", "Field", "language", "Given", t.Language)
	case !t.Kind.Valid():
		return invalid("error.translation_kind", "Given", string(t.Kind))
	case t.Text == "":
		return invalid("error.translation_text", "Field", "text", "Ref", t.Ref)
	case t.By == "":
		return invalid("error.translation_by", "Ref", t.Ref)
	case t.Source == "" && t.Institution == "" && (t.Kind == heed.TranslationUN || t.Kind == heed.TranslationState):
		return invalid("error.translation_source", "Field", "source", "Ref", t.Ref)
	case strings.ContainsFunc(t.Text+"\n"+t.By+t.Source, noText), strings.ContainsAny(t.By+t.Source, "\n\t"):
		return invalid("error.translation_letters", "Ref", t.Ref)
	}
	for text, most := range map[string]int{t.Text: maxTranslation, t.By: maxTranslator, t.Source: maxTranslator} {
		if n := utf8.RuneCountInString(text); n > most {
			return invalid("error.translation_long", "Ref", t.Ref, "Length", strconv.Itoa(n), "Most", strconv.Itoa(most))
		}
	}
	return nil
}

// noText reports what is no part of a text: signs that steer terminals, and what
// stands for bytes that are no letters.
func noText(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\t'
}
