// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/notary"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/store/sqlite"
	"github.com/heed-upr/heed/internal/testkit"
)

// onBoth runs a test on an empty house of each engine, with a key that signs.
func onBoth(t *testing.T, test func(t *testing.T, a *app.App)) {
	t.Helper()
	signing := func(t *testing.T, a *app.App) *app.App {
		n, err := notary.Open(filepath.Join(t.TempDir(), "checkpoints"))
		if err != nil {
			t.Fatal(err)
		}
		a.Notary = n
		return a
	}
	t.Run("sqlite", func(t *testing.T) { test(t, signing(t, newHouse(t, "1").App)) })
	t.Run("postgres", func(t *testing.T) {
		s, err := postgres.Open(t.Context(), testkit.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		h := newHouse(t, "1")
		test(t, signing(t, h.With(s, h.Files)))
	})
}

// live imports a document and does what people do between two reviews: a label
// decided, a proposal, a settled position, a measure on its way to the public, a
// comment.
func live(t *testing.T, a *app.App) {
	t.Helper()
	ctx, rec := t.Context(), heed.RecID{Review: review, Ref: "49.1"}
	if _, err := a.Import(ctx, operator, []app.Input{input("a.txt", "Adopt a law")}, app.ImportOptions{Review: review}); err != nil {
		t.Fatal(err)
	}
	if err := a.Decide(ctx, operator, rec, []heed.LabelDecision{{Kind: heed.LabelIssue, Label: "Justice", Verdict: heed.Rejected}}); err != nil {
		t.Fatal(err)
	}
	said := heed.Response{Recommendation: rec, Position: heed.Supported}
	for _, w := range []struct {
		who heed.Actor
		app.Change
	}{
		{justice, app.Change{ID: heed.ProposalID(rec, "justice"), Submit: true, Body: heed.Proposal{Response: said}}},
		{mfa, app.Change{ID: heed.AssignmentID(rec), Visibility: heed.VisibleCoordination, Body: heed.Settlement{Response: said}}},
		{justice, app.Change{ID: "law", Body: measured, Submit: true}},
		{mfa, app.Change{Body: heed.Remark{On: heed.Subject{Kind: heed.SubjectMeasure, ID: "law"}, At: 1, Text: "Whose draft?"}}},
	} {
		if _, err := a.Write(ctx, w.who, w.Change); err != nil {
			t.Fatal(err)
		}
	}
	for n, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
		if err := a.Move(ctx, mfa, app.Move{Subject: heed.Subject{Kind: heed.SubjectMeasure, ID: "law"}, Base: n + 1, To: to}); err != nil {
			t.Fatal(err)
		}
	}
}

// point opens a checkpoint that a house has signed.
func point(t *testing.T, a *app.App) audit.Checkpoint {
	t.Helper()
	signed, err := a.Checkpoint(t.Context(), operator)
	if err != nil {
		t.Fatal(err)
	}
	out, err := audit.OpenCheckpoint(signed, a.LogKey())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestCheckpoint_CoversWhatPeopleDo: every label that is decided, position that
// is settled and step to the public is an entry before the checkpoint, which the
// log still fits when it has gone on.
func TestCheckpoint_CoversWhatPeopleDo(t *testing.T) {
	onBoth(t, func(t *testing.T, a *app.App) {
		first := point(t, a)
		live(t, a)
		last := point(t, a)
		if first.Size != 0 || last.Size != 8 {
			t.Errorf("%d and %d entries", first.Size, last.Size)
		}
		covered := map[string]bool{}
		err := a.Store.View(t.Context(), func(s find.Source) error {
			entries, err := s.Entries(t.Context(), 0, int(last.Size))
			for _, e := range entries {
				var v heed.Version
				if e.Kind == heed.EntryVersion {
					if err := json.Unmarshal(e.Content, &v); err != nil {
						return err
					}
				}
				covered[string(e.Kind)+" "+string(v.Kind)+" "+string(v.Step)] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"import  ", "decision  ", "version proposal submitted", "version settlement draft", "version measure submitted", "version measure reviewed", "version measure published", "version comment draft"} {
			if !covered[want] {
				t.Errorf("no entry %q: %v", want, covered)
			}
		}
		if _, err := a.Write(t.Context(), justice, app.Change{Body: heed.Update{Measure: "law", Date: "2026-01-01", Text: "Done."}}); err != nil {
			t.Fatal(err)
		}
		r, err := a.Verify(t.Context(), operator, first, last)
		if err != nil || len(r.Problems) > 0 || r.Checkpoints != 2 {
			t.Errorf("%+v, %v", r, err)
		}
	})
}

// TestCheckpoint_FindsAnotherLog: a log that was cut, and one that was made
// otherwise and is whole in itself, are found by what was signed.
func TestCheckpoint_FindsAnotherLog(t *testing.T) {
	onBoth(t, func(t *testing.T, a *app.App) {
		live(t, a)
		var backup bytes.Buffer
		if _, err := a.Backup(t.Context(), operator, &backup); err != nil {
			t.Fatal(err)
		}
		early := point(t, a)
		if _, err := a.Write(t.Context(), justice, app.Change{Body: heed.Update{Measure: "law", Date: "2026-01-01", Text: "Done."}}); err != nil {
			t.Fatal(err)
		}
		late := point(t, a)
		copied := restored(t, a, backup.Bytes())
		wants := func(name, problem string, points ...audit.Checkpoint) {
			t.Helper()
			r, err := copied.Verify(t.Context(), operator, points...)
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Problems) != min(len(problem), 1) || len(r.Problems) > 0 && r.Problems[0].Key != problem {
				t.Errorf("%s: %+v", name, r.Problems)
			}
		}
		wants("a copy against what was signed of it", "", early)
		wants("a copy that lacks the last entry", "problem.checkpoint_cut", early, late)
		if _, err := copied.Write(t.Context(), justice, app.Change{Body: heed.Update{Measure: "law", Date: "2026-01-01", Text: "Nothing was done."}}); err != nil {
			t.Fatal(err)
		}
		wants("a copy that went another way", "problem.checkpoint_changed", early, late)
		if r, _ := copied.Verify(t.Context(), operator, early, late); len(r.Problems) == 1 && (r.Problems[0].Args[3] != "8" || r.Problems[0].Args[5] != "8") {
			t.Errorf("where it went another way: %v", r.Problems[0].Args)
		}
	})
}

// restored is a house that a backup was restored to.
func restored(t *testing.T, a *app.App, backup []byte) *app.App {
	t.Helper()
	dir := t.TempDir()
	s, err := sqlite.Open(t.Context(), filepath.Join(dir, "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	f, err := files.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	out := a.With(s, f)
	if err := out.Restore(t.Context(), operator, bytes.NewReader(backup)); err != nil {
		t.Fatal(err)
	}
	return out
}

// A backup brings back what was signed, with the key that verifies it, and not the
// one that signs; beside what is signed there already.
func TestBackup_HoldsCheckpoints(t *testing.T) {
	onBoth(t, func(t *testing.T, a *app.App) {
		signed, err := a.Checkpoint(t.Context(), operator)
		if err != nil {
			t.Fatal(err)
		}
		key := a.LogKey()
		var backup bytes.Buffer
		if _, err := a.Backup(t.Context(), operator, &backup); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "signed")
		dirOf := func(key string, all []notary.Kept) error { return notary.Keep(dir, key, all) }
		a.Keep = dirOf
		back := restored(t, a, backup.Bytes())
		if notary.Exists(dir) {
			t.Error("the backup holds the key that signs")
		}
		n, err := notary.Open(dir) // a new key
		if err != nil {
			t.Fatal(err)
		}
		kept, err := n.Kept()
		if err != nil || len(kept) == 0 || !bytes.Equal(kept[len(kept)-1].Signed, signed) {
			t.Errorf("%+v, %v", kept, err)
		}
		public, err := os.ReadFile(filepath.Join(dir, "key-of-backup.pub"))
		if err != nil {
			t.Fatal(err)
		}
		point, err := audit.OpenCheckpoint(signed, string(public))
		if err != nil || strings.TrimSpace(string(public)) != key {
			t.Fatalf("%s, %v", public, err)
		}
		if r, err := back.Verify(t.Context(), operator, point); err != nil || len(r.Problems) > 0 || r.Checkpoints != 1 {
			t.Errorf("%+v, %v", r, err)
		}
		if err := dirOf(key, []notary.Kept{{Day: "2026-01-01/../x", Signed: signed}}); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("a checkpoint of no day: %v", err)
		}
	})
}

// One checkpoint is published for a day, and nobody but the operator has others
// made.
func TestCheckpoint_OneADayForEverybody(t *testing.T) {
	onBoth(t, func(t *testing.T, a *app.App) {
		signed, err := a.PublishedCheckpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		live(t, a)
		if again, err := a.PublishedCheckpoint(t.Context()); err != nil || !bytes.Equal(again, signed) {
			t.Errorf("another one on the same day: %s, %v", again, err)
		}
		for _, who := range []heed.Actor{{}, mfa, ngo, {Pseudonym: "a", Role: heed.Administrator}} {
			if _, err := a.Checkpoint(t.Context(), who); heed.ErrorCode(err) != heed.CodeForbidden {
				t.Errorf("%+v: %v", who, err)
			}
			if _, err := a.Checkpoints(who); heed.ErrorCode(err) != heed.CodeForbidden {
				t.Errorf("%+v: %v", who, err)
			}
		}
		a.Notary = nil
		if _, err := a.PublishedCheckpoint(t.Context()); heed.ErrorCode(err) != heed.CodeNotFound || a.LogKey() != "" {
			t.Errorf("without a key: %v", err)
		}
	})
}
