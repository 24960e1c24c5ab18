// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"slices"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
)

// While the next version of something is written, what is published can be taken
// back by whoever may publish, and the writing goes on; and a draft can be dropped
// without a word to the public.
func TestMove_OverWhatIsPublished(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		f := find.New(h.store)
		check := func(when string, id heed.ID, want map[string]int) {
			t.Helper()
			for name, who := range map[string]heed.Actor{"public": {}, "ministry": justice, "coordinator": mfa} {
				if got := h.sees(t, f, who.Viewer(), id); got != want[name] {
					t.Errorf("%s: %s sees version %d, want %d", when, name, got, want[name])
				}
			}
		}
		change := func(v heed.Version, by heed.Actor, base int, at heed.Visibility) {
			t.Helper()
			h.write(t, by, app.Change{ID: v.ID, Base: base, Visibility: at, Body: measured})
		}
		move := func(v heed.Version, by heed.Actor, base int, public bool, note string) error {
			return h.Move(t.Context(), by, app.Move{Subject: v.Subject, Base: base, To: heed.StepWithdrawn, Published: public, Note: note})
		}

		v := h.write(t, justice, app.Change{Body: measured})
		h.publish(t, v, mfa) // is number 4
		change(v, justice, 4, heed.VisibleInstitution)
		check("a draft of the ministry", v.ID, map[string]int{"public": 4, "ministry": 5, "coordinator": 4})
		refuses(t, "who may not publish", move(v, justice, 4, true, "wrong"), heed.CodeForbidden, "")
		refuses(t, "without a word", move(v, mfa, 4, true, " "), heed.CodeInvalid, "error.note_missing")
		refuses(t, "of an older version", move(v, mfa, 3, true, "wrong"), heed.CodeConflict, "error.version_newer")
		refuses(t, "another voice", move(v, ngo, 4, true, "wrong"), heed.CodeForbidden, "")
		if err := move(v, mfa, 4, true, "It names a witness."); err != nil {
			t.Fatal(err)
		}
		check("taken back", v.ID, map[string]int{"ministry": 7})
		refuses(t, "twice", move(v, mfa, 6, true, "wrong"), heed.CodeNotFound, "")

		v = h.write(t, justice, app.Change{Body: measured})
		h.publish(t, v, mfa)
		change(v, justice, 4, heed.VisibleCoordination)
		if err := move(v, justice, 5, false, "not needed"); err != nil {
			t.Fatal(err)
		}
		check("a draft was dropped", v.ID, map[string]int{"public": 4, "ministry": 4, "coordinator": 4})
		change(v, justice, 4, heed.VisibleCoordination)
		check("and begun again", v.ID, map[string]int{"public": 4, "ministry": 7, "coordinator": 7})
		past, err := f.Editions(t.Context(), v.Subject)
		if err != nil || len(past.All) != 1 {
			t.Errorf("the public is told of %d versions, %v", len(past.All), err)
		}
		if _, err := h.Write(t.Context(), clerk, app.Change{ID: v.ID, Base: 7, Visibility: heed.VisibleDraft, Body: measured}); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("what all have read becomes a draft that nobody sees: %v", err)
		}
	})
}

// What is on its way to the public anew is not for everybody on that way.
func TestMove_FromPublicIsNotPublic(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		v := h.write(t, justice, app.Change{Body: measured})
		h.publish(t, v, mfa)
		for base, to := range []heed.Step{heed.StepSubmitted, heed.StepReturned} {
			if err := h.Move(t.Context(), mfa, app.Move{Subject: v.Subject, Base: 4 + base, To: to, Note: "between us"}); err != nil {
				t.Fatal(err)
			}
		}
		past, err := find.New(h.store).Editions(t.Context(), v.Subject)
		if err != nil || len(past.All) != 1 {
			t.Errorf("the public is told %+v, %v", past.All, err)
		}
	})
}

// Nobody finds right what they wrote, also where somebody else began it.
func TestMove_NobodyReviewsTheirOwnWords(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		v := h.write(t, justice, app.Change{Visibility: heed.VisibleCoordination, Body: measured})
		changed := measured
		changed.Title = "Another law"
		h.write(t, mfa, app.Change{ID: v.ID, Base: 1, Submit: true, Body: changed})
		review := func(by heed.Actor, base int) error {
			return h.Move(t.Context(), by, app.Move{Subject: v.Subject, Base: base, To: heed.StepReviewed})
		}
		refuses(t, "who changed it", review(mfa, 2), heed.CodeForbidden, "")
		lawyer := member("lawyer", heed.VoiceState, heed.LegalReviewer, "mfa")
		if err := review(lawyer, 2); err != nil {
			t.Fatal(err)
		}
		if err := h.Move(t.Context(), mfa, app.Move{Subject: v.Subject, Base: 3, To: heed.StepPublished}); err != nil {
			t.Fatal(err)
		}
		// What was published begins anew.
		h.write(t, justice, app.Change{ID: v.ID, Base: 4, Submit: true, Body: changed})
		if err := review(mfa, 5); err != nil {
			t.Errorf("of what others changed since: %v", err)
		}
	})
}

// A level that keeps evidence within its voice does so at once, with its past.
func TestProve_ARaisedLevelClosesWhatIsPublished(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		open := proof
		open.Level = heed.SensitivityOpen
		v := h.prove(t, ngo, file(app.Change{Body: open}, "what was seen"))
		h.publish(t, v, ngo)
		if _, _, err := h.ShownCopy(t.Context(), heed.Viewer{}, v.ID); err != nil {
			t.Fatal(err)
		}
		var held heed.Evidence
		follow, err := find.New(h.store).Follow(t.Context(), ngo.Viewer())
		if err == nil {
			e, err2 := find.One[heed.Evidence](follow, v.ID)
			held, err = e.Body, err2
		}
		if err != nil {
			t.Fatal(err)
		}
		held.Level = heed.SensitivityInternal
		h.prove(t, ngo, app.Exhibit{Change: app.Change{ID: v.ID, Base: 4, Body: held}})
		for name, who := range map[string]heed.Viewer{"the public": {}, "another voice": mfa.Viewer()} {
			if _, _, err := h.ShownCopy(t.Context(), who, v.ID); heed.ErrorCode(err) != heed.CodeNotFound {
				t.Errorf("%s still gets the copy: %v", name, err)
			}
			r, err := find.New(h.store).Recommendation(t.Context(), who, rec491)
			if err != nil || slices.ContainsFunc(r.Evidence, func(p find.Proof) bool { return p.ID == v.ID }) {
				t.Errorf("%s still reads it: %v", name, err)
			}
		}
		if _, _, err := h.ShownCopy(t.Context(), ngo.Viewer(), v.ID); err != nil {
			t.Errorf("its own voice: %v", err)
		}
	})
}
