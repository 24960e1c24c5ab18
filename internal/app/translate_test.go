// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
)

// kazakh is a translation that can be added.
func kazakh() heed.Translation {
	return heed.Translation{Review: review, Ref: "49.1", Language: "kk", Kind: heed.TranslationState, Text: " Жарықты күзету ", By: "The Ministry", Source: "a gazette"}
}

func TestTranslateRecord(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "x"))
	if _, err := h.TranslateRecord(t.Context(), operator, []heed.Translation{kazakh()}); err != nil {
		t.Fatal(err)
	}
	f := find.New(h.Store)
	rec, err := f.Recommendation(t.Context(), heed.Viewer{}, heed.RecID{Review: review, Ref: "49.1"})
	if err != nil || len(rec.Translations) != 1 {
		t.Fatalf("%+v, %v", rec.Translations, err)
	}
	got := rec.Translations[0]
	if got.Text != "Жарықты күзету" || got.Who != operator.Pseudonym || got.At.IsZero() || got.Words != heed.DigestOf([]byte(rec.Read.Text)) || rec.Text == got.Text {
		t.Errorf("%+v beside %q", got, rec.Text)
	}
	found, err := f.Search(t.Context(), heed.Viewer{}, find.Query{Words: "күзету"})
	if err != nil || found.Total != 1 || len(found.Rows[0].FoundInTranslations) != 1 || found.Rows[0].FoundInTranslations[0].Kind != heed.TranslationState {
		t.Errorf("%+v, %v", found.Rows, err)
	}
	if r, err := h.Verify(t.Context(), operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("%+v, %v", r.Problems, err)
	}
	if err := h.Erase(t.Context(), operator, got.Entry, "asked for"); err != nil {
		t.Fatal(err)
	}
	if r, err := h.Verify(t.Context(), operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("after erasing: %+v, %v", r.Problems, err)
	}
	if found, err := f.Search(t.Context(), heed.Viewer{}, find.Query{Words: "күзету"}); err != nil || found.Total != 0 {
		t.Errorf("what was erased is still found: %+v, %v", found.Rows, err)
	}
}

// A translation is laid beside the text as it is shown. Once a correction makes
// that another, it is outdated; the same one again is not, and makes no entry
// when it comes a third time. Only the last is shown and found.
func TestTranslateRecord_Corrected(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "x"))
	f, id := find.New(h.Store), heed.RecID{Review: review, Ref: "49.1"}
	add := func(text string) (entries int) {
		x := kazakh()
		x.Text = text
		all, err := h.TranslateRecord(t.Context(), operator, []heed.Translation{x})
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	outdated := func() bool {
		rec, err := f.Recommendation(t.Context(), heed.Viewer{}, id)
		if err != nil || len(rec.Translations) != 1 {
			t.Fatalf("%+v, %v", rec.Translations, err)
		}
		return rec.Outdated(rec.Translations[0])
	}
	if n := add("Ескі аударма"); n != 1 || outdated() {
		t.Errorf("%d entries, outdated at once", n)
	}
	if _, err := h.Correct(t.Context(), operator, heed.Correction{Review: review, Ref: "49.1", Field: heed.FieldText, Should: "Light the lamp", Reason: "a lamp"}); err != nil {
		t.Fatal(err)
	}
	if !outdated() {
		t.Error("the text was corrected, and nobody is told")
	}
	if n := add("Ескі аударма"); n != 1 || outdated() {
		t.Errorf("laid beside the corrected text: %d entries", n)
	}
	if n := add("Ескі аударма"); n != 0 {
		t.Errorf("the same again: %d entries", n)
	}
	add("Шам жағу")
	for words, want := range map[string]int{"аударма": 0, "шам": 1} {
		if found, err := f.Search(t.Context(), heed.Viewer{}, find.Query{Words: words}); err != nil || found.Total != want {
			t.Errorf("%s: %d found, %v", words, found.Total, err)
		}
	}
}

func TestTranslateRecord_Refuses(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "x"))
	for name, c := range map[string]struct {
		change func(*heed.Translation)
		actor  heed.Actor
		code   heed.Code
	}{
		"no language":    {func(x *heed.Translation) { x.Language = "Kazakh" }, operator, heed.CodeInvalid},
		"no kind":        {func(x *heed.Translation) { x.Kind = "good" }, operator, heed.CodeInvalid},
		"no text":        {func(x *heed.Translation) { x.Text = " " }, operator, heed.CodeInvalid},
		"nobody's":       {func(x *heed.Translation) { x.By = "" }, operator, heed.CodeInvalid},
		"official":       {func(x *heed.Translation) { x.Language = "en" }, operator, heed.CodeInvalid},
		"official too":   {func(x *heed.Translation) { x.Language = "en-GB" }, operator, heed.CodeInvalid},
		"too long":       {func(x *heed.Translation) { x.Text = strings.Repeat("ж", 20_001) }, operator, heed.CodeInvalid},
		"no letters":     {func(x *heed.Translation) { x.Text = "\xc6\xe0\xf0" }, operator, heed.CodeInvalid},
		"steers":         {func(x *heed.Translation) { x.Text = "a\x1b[31mb" }, operator, heed.CodeInvalid},
		"two lines":      {func(x *heed.Translation) { x.By = "OHCHR\nthe Ministry" }, operator, heed.CodeInvalid},
		"not there":      {func(x *heed.Translation) { x.Ref = "49.9" }, operator, heed.CodeNotFound},
		"no review":      {func(x *heed.Translation) { x.Review.Cycle = 9 }, operator, heed.CodeNotFound},
		"nobody's leave": {func(*heed.Translation) {}, heed.Actor{}, heed.CodeForbidden},
	} {
		bad := kazakh()
		c.change(&bad)
		if _, err := h.TranslateRecord(t.Context(), c.actor, []heed.Translation{kazakh(), bad}); heed.ErrorCode(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := h.TranslateRecord(t.Context(), operator, nil); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("nothing: %v", err)
	}
	if n := h.entries(t); n != 1 {
		t.Errorf("%d entries: a good one went in with a bad one", n)
	}
}

// What is changed of translations past Heed is found.
func TestVerify_FindsChangedTranslations(t *testing.T) {
	for name, change := range map[string]string{
		"turned":     `UPDATE translations SET body = replace(body, ':"state"', ':"un"')`,
		"taken away": `DELETE FROM translations`,
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, "1")
			h.take(t, app.ImportOptions{}, input("a.txt", "x"))
			if _, err := h.TranslateRecord(t.Context(), operator, []heed.Translation{kazakh()}); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", filepath.Join(h.dir, "heed.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			if _, err := db.ExecContext(t.Context(), change); err != nil {
				t.Fatal(err)
			}
			r, err := h.Verify(t.Context(), operator)
			if err != nil || len(r.Problems) != 1 || r.Problems[0].Key != "problem.translation" {
				t.Errorf("%+v, %v", r.Problems, err)
			}
		})
	}
}

// Institutions lay their own translations beside the record: those of a State the
// State's, and of its own reviews only; all others each their own, which none of
// another takes the place of.
func TestTranslateRecord_Institutions(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.ministry(t)
		for _, of := range []heed.Actor{health, ngo, team, abroad, neighbour, ombudsman} {
			kind := map[heed.Voice]heed.InstitutionKind{heed.VoiceState: heed.InstitutionMinistry, heed.VoiceCivilSociety: heed.InstitutionCSO, heed.VoiceUN: heed.InstitutionUN, heed.VoiceNHRI: heed.InstitutionNHRI}[of.Voice]
			change := app.Change{ID: of.Institution, Side: of.Side, Body: heed.Institution{Names: map[string]string{"en": "The " + string(of.Institution), "kk": "Қаз " + string(of.Institution)}, Kind: kind, Vouched: "a register"}}
			if of.Voice == heed.VoiceNHRI {
				change.Visibility = heed.VisibleInstitution // dangerous to be known for
			}
			h.write(t, operator, change)
		}
		translator := member("translator", heed.VoiceState, heed.Translator, "justice")
		lay := func(by heed.Actor, kind heed.TranslationKind, text string) error {
			x := kazakh()
			x.Kind, x.Text, x.By = kind, text, "Somebody else"
			_, err := h.TranslateRecord(t.Context(), by, []heed.Translation{x})
			return err
		}
		for _, step := range []struct {
			by   heed.Actor
			kind heed.TranslationKind
			text string
			code heed.Code
		}{
			{translator, heed.TranslationState, "a first try", ""},
			{translator, heed.TranslationState, "the State's", ""},
			{member("scribe", heed.VoiceState, heed.Contributor, "justice"), heed.TranslationState, "x", heed.CodeForbidden},
			{member("rival", heed.VoiceState, heed.Translator, "health"), heed.TranslationState, "of another ministry", heed.CodeConflict},
			{translator, heed.TranslationOther, "x", heed.CodeForbidden},
			{translator, heed.TranslationUN, "x", heed.CodeForbidden},
			{translator, heed.TranslationMachine, "x", heed.CodeForbidden},
			{ngo, heed.TranslationState, "x", heed.CodeForbidden},
			{ngo, heed.TranslationOther, "of the NGO", ""},
			{abroad, heed.TranslationOther, "of another NGO", ""},
			{neighbour, heed.TranslationState, "x", heed.CodeForbidden},
			{neighbour, heed.TranslationOther, "of a neighbour", ""},
			{team, heed.TranslationUN, "x", heed.CodeForbidden},
			{member("reader", heed.VoiceState, heed.Reader, "justice"), heed.TranslationState, "x", heed.CodeForbidden},
			{member("auditor", heed.VoiceState, heed.Auditor, "justice"), heed.TranslationState, "x", heed.CodeForbidden},
			{ombudsman, heed.TranslationOther, "x", heed.CodeConflict},
		} {
			if err := lay(step.by, step.kind, step.text); heed.ErrorCode(err) != step.code {
				t.Errorf("%s, %s: %v", step.by.Pseudonym, step.kind, err)
			}
		}
		rec, err := find.New(h.store).Recommendation(t.Context(), heed.Viewer{}, rec491)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range rec.Translations {
			if x.Who != "" || x.At.IsZero() || !x.At.Equal(x.At.Truncate(24*time.Hour)) {
				t.Errorf("it is told who has entered the translation of %s, or at which hour: %q, %s", x.By, x.Who, x.At)
			}
			got = append(got, string(x.Kind)+" "+x.By+": "+x.Text)
		}
		found, err := find.New(h.store).Search(t.Context(), heed.Viewer{}, find.Query{Words: "neighbour"})
		if err != nil || len(found.Rows) != 1 || len(found.Rows[0].FoundInTranslations) != 1 {
			t.Fatalf("%+v, %v", found.Rows, err)
		}
		if x := found.Rows[0].FoundInTranslations[0]; x.Who != "" || !x.At.Equal(x.At.Truncate(24*time.Hour)) {
			t.Errorf("the search tells who has entered it, or at which hour: %q, %s", x.Who, x.At)
		}
		want := []string{"state Justice: the State's", "other Қаз ngo: of the NGO", "other Қаз away: of another NGO", "other Қаз mfa: of a neighbour"}
		if !slices.Equal(got, want) {
			t.Errorf("shown: %q, wanted %q", got, want)
		}
	})
}

// Who may lay a translation takes it away again: their own institution's, their
// voice's coordinator that of its institutions, and nobody another voice's. It is no
// longer shown nor found, stays in the history and the log, and its place is free.
func TestWithdrawTranslation(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.ministry(t)
		h.write(t, operator, app.Change{ID: "ngo", Side: ngo.Side, Body: heed.Institution{Names: map[string]string{"en": "The NGO"}, Kind: heed.InstitutionCSO, Vouched: "a register"}})
		h.write(t, operator, app.Change{ID: "health", Side: health.Side, Body: heed.Institution{Names: map[string]string{"en": "Health"}, Kind: heed.InstitutionMinistry, Vouched: "a register"}})
		translator := member("translator", heed.VoiceState, heed.Translator, "justice")
		rival := member("rival", heed.VoiceState, heed.Translator, "health")
		f := find.New(h.store)
		shown := func() []heed.Translation {
			rec, err := f.Recommendation(t.Context(), heed.Viewer{}, rec491)
			if err != nil {
				t.Fatal(err)
			}
			return rec.Translations
		}
		lay := func(by heed.Actor, kind heed.TranslationKind) heed.Translation {
			x := kazakh()
			x.Kind, x.By = kind, "A program"
			if _, err := h.TranslateRecord(t.Context(), by, []heed.Translation{x}); err != nil {
				t.Fatal(err)
			}
			all := shown()
			return all[len(all)-1]
		}
		withdraw := func(by heed.Actor, x heed.Translation, want heed.Code) {
			t.Helper()
			x.Note = "It was a draft"
			if err := h.WithdrawTranslation(t.Context(), by, x); heed.ErrorCode(err) != want {
				t.Errorf("%s, of %s: %v, want %q", by.Pseudonym, x.By, err, want)
			}
		}
		for _, by := range []heed.Actor{translator, justice, mfa} {
			first := lay(translator, heed.TranslationState)
			for _, other := range []heed.Actor{rival, health, ngo, operator, member("reader", heed.VoiceState, heed.Reader, "justice")} {
				withdraw(other, first, heed.CodeForbidden)
			}
			withdraw(by, heed.Translation{Review: first.Review, Ref: first.Ref, Language: first.Language, Kind: first.Kind, Entry: first.Entry - 1}, heed.CodeConflict)
			withdraw(by, first, "")
			withdraw(by, first, heed.CodeNotFound)
			if all := shown(); len(all) > 0 {
				t.Errorf("still shown: %+v", all)
			}
		}
		if found, err := f.Search(t.Context(), heed.Viewer{}, find.Query{Words: "күзету"}); err != nil || found.Total > 0 {
			t.Errorf("still found: %d, %v", found.Total, err)
		}
		if of := lay(rival, heed.TranslationState); of.Institution != "health" {
			t.Errorf("the place is not free: %+v", of)
		}
		withdraw(mfa, lay(ngo, heed.TranslationOther), heed.CodeForbidden)
		program := lay(operator, heed.TranslationMachine)
		withdraw(mfa, program, heed.CodeForbidden)
		withdraw(operator, program, "")
		for viewer, told := range map[heed.Role]bool{heed.Translator: true, "": false} {
			v := heed.Viewer{}
			if told {
				v = translator.Viewer()
			}
			all, err := f.Translations(t.Context(), v, rec491)
			if err != nil || len(all) != 10 {
				t.Fatalf("%d in the history, %v", len(all), err)
			}
			if x := all[1]; !x.Withdrawn || x.Text != "" || (x.Who == translator.Pseudonym) != told || (x.Note != "") != told {
				t.Errorf("%q is told %+v", viewer, x)
			}
		}
		if r, err := h.Verify(t.Context(), operator); err != nil || len(r.Problems) > 0 {
			t.Errorf("%+v, %v", r.Problems, err)
		}
	})
}
