// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package storetest holds every engine of the store to the same behaviour.
package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
)

// review is the invented review of these tests.
var review = heed.ReviewID{State: "XVA", Cycle: 2}

// Run runs the whole suite; open gives a new, empty store.
func Run(t *testing.T, open func(*testing.T) store.Store) {
	for name, f := range map[string]func(*testing.T, store.Store){
		"NotFound": notFound, "Readings": readings, "Records": records, "Dropped": dropped, "NoLostUpdate": noLostUpdate, "Rollback": rollback,
		"Snapshot": snapshot, "Log": log, "Concurrent": concurrent, "Erase": erase, "Check": check, "Annotations": annotations, "Decisions": decisions, "Translations": translations,
		"Versions": versions, "LastErasure": lastErasure, "People": people, "Notices": notices, "FeedLooks": feedLooks,
	} {
		t.Run(name, func(t *testing.T) { f(t, open(t)) })
	}
	t.Run("DumpAndLoad", func(t *testing.T) { DumpAndLoad(t, open(t), open(t)) })
}

func update(t *testing.T, s store.Store, f func(ctx context.Context, tx store.Tx) error) {
	t.Helper()
	ctx := t.Context()
	if err := s.Update(ctx, func(tx store.Tx) error { return f(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
}

func view(t *testing.T, s store.Store, f func(ctx context.Context, src find.Source) error) {
	t.Helper()
	if err := s.View(t.Context(), func(src find.Source) error { return f(t.Context(), src) }); err != nil {
		t.Fatal(err)
	}
}

func reading(name string, id heed.ReviewID) find.Reading {
	return find.Reading{
		Facts: []heed.Facts{{Document: heed.Document{
			Digest: heed.DigestOf([]byte(name)), Name: name, Format: "pdf", Kind: heed.KindReport, Review: id, Outcome: heed.OutcomeRead,
		}}},
		Layout: []byte(`{"version":1,"text":"` + strings.Repeat("Қазақстан – العربية – 中文 ", 2000) + `"}`),
	}
}

func record() heed.Record {
	r := heed.Record{
		Review: heed.Review{ReviewID: review, Session: 20, Troika: []heed.StateCode{"XNO"}}, Report: heed.DigestOf([]byte("a")),
		LeadIns: []heed.LeadIn{{Paragraph: "49", Position: heed.Supported, Items: 3}}, Findings: []heed.Finding{{Code: heed.FindingGap, Ref: "49.2"}},
	}
	for i := range 300 {
		r.Recommendations = append(r.Recommendations, heed.Recommendation{State: "XVA", Cycle: 2, Ref: fmt.Sprintf("49.%d", i+1), Text: "Go on, with \x00 and “quotes”", Position: heed.Supported})
	}
	return r
}

func entry(t *testing.T, content any) heed.Entry {
	t.Helper()
	e, err := audit.NewEntry(heed.EntryImport, heed.Operator, time.Now(), content)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func notFound(t *testing.T, s store.Store) {
	view(t, s, func(ctx context.Context, src find.Source) error {
		for name, f := range map[string]func() error{
			"Record":   func() error { _, err := src.Record(ctx, review); return err },
			"Document": func() error { _, err := src.Document(ctx, "00"); return err },
			"Facts":    func() error { _, err := src.Facts(ctx, "00"); return err },
			"Written":  func() error { _, err := src.FactsAsWritten(ctx, "00"); return err },
			"Layout":   func() error { _, err := src.Layout(ctx, "00"); return err },
		} {
			if err := f(); heed.ErrorCode(err) != heed.CodeNotFound {
				t.Errorf("%s of what is not there: %v", name, err)
			}
		}
		return nil
	})
}

func readings(t *testing.T, s store.Store) {
	a, b := reading("b.pdf", review), reading("a.pdf", heed.ReviewID{})
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return errors.Join(tx.PutReading(ctx, a), tx.PutReading(ctx, b))
	})
	// A newer reading finds that it speaks of two reviews.
	second := a.Facts[0]
	second.Document.Review.Cycle++
	a.Facts = append(a.Facts, second)
	for i := range a.Facts {
		a.Facts[i].Document.Reader = "2"
	}
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		if err := tx.PutReading(ctx, a); err != nil {
			return err
		}
		facts, err := tx.ReviewFacts(ctx, review)
		if err != nil || len(facts) != 1 || facts[0].Document.Reader != "2" {
			t.Errorf("facts within the transaction: %+v, %v", facts, err)
		}
		return nil
	})
	view(t, s, func(ctx context.Context, src find.Source) error {
		facts, err := src.Facts(ctx, second.Document.Digest)
		layout, err3 := src.Layout(ctx, second.Document.Digest)
		if d := cmp.Diff(a, find.Reading{Facts: facts, Layout: layout}); d != "" {
			t.Error(d)
		}
		written, err5 := src.FactsAsWritten(ctx, second.Document.Digest)
		if want, err := json.Marshal(facts[0]); err != nil || len(written) != 2 || string(written[0]) != string(want) {
			t.Errorf("as written: %s, %v; want %s", written, err, want)
		}
		other, err4 := src.ReviewFacts(ctx, second.Document.Review)
		if len(other) != 1 || other[0].Document.Review != second.Document.Review {
			t.Errorf("the second review's: %+v", other)
		}
		if d, err := src.Document(ctx, second.Document.Digest); err != nil || d.Review.Known() {
			t.Errorf("a document of two reviews belongs to %v (%v)", d.Review, err)
		}
		all, err2 := src.Documents(ctx)
		if len(all) != 2 || all[0].Name != "b.pdf" || all[1].Name != "a.pdf" {
			t.Errorf("documents out of the order in which they came: %+v", all)
		}
		return errors.Join(err, err2, err3, err4, err5)
	})
}

func records(t *testing.T, s store.Store) {
	want := record()
	for range 2 { // a second time in place of the first
		update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.PutRecord(ctx, want) })
	}
	view(t, s, func(ctx context.Context, src find.Source) error {
		got, err := src.Record(ctx, review)
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
		reviews, err2 := src.Reviews(ctx)
		if len(reviews) != 1 || reviews[0].Session != 20 {
			t.Errorf("reviews: %+v", reviews)
		}
		return errors.Join(err, err2)
	})
	revisions(t, s)
}

// revisions: the same record has the same revision, another has another.
func revisions(t *testing.T, s store.Store) {
	revision := func() heed.Digest {
		var out heed.Digest
		view(t, s, func(ctx context.Context, src find.Source) error {
			all, err := src.Revisions(ctx)
			if len(all) != 1 || all[0].Review != review || !all[0].Record.Valid() {
				t.Fatalf("revisions: %+v", all)
			}
			out = all[0].Record
			return err
		})
		return out
	}
	first := revision()
	put := func(r heed.Record) {
		update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.PutRecord(ctx, r) })
	}
	if put(record()); revision() != first {
		t.Error("the same record again has another revision")
	}
	changed := record()
	changed.Recommendations[0].Text += " at last"
	if put(changed); revision() == first {
		t.Error("a changed recommendation leaves the revision")
	}
	put(record())
}

func rollback(t *testing.T, s store.Store) {
	stop := errors.New("stop")
	err := s.Update(t.Context(), func(tx store.Tx) error {
		if err := tx.PutRecord(t.Context(), record()); err != nil {
			return err
		}
		if _, err := tx.Append(t.Context(), entry(t, 1)); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatalf("the error of the transaction is %v", err)
	}
	view(t, s, func(ctx context.Context, src find.Source) error {
		reviews, err := src.Reviews(ctx)
		entries, err2 := src.Entries(ctx, 0, 10)
		if len(reviews)+len(entries) > 0 {
			t.Errorf("half of it stayed: %v, %v", reviews, entries)
		}
		return errors.Join(err, err2)
	})
}

func snapshot(t *testing.T, s store.Store) {
	view(t, s, func(ctx context.Context, src find.Source) error {
		before, err := src.Documents(ctx)
		if err != nil {
			return err
		}
		if err := s.Update(ctx, func(tx store.Tx) error { return tx.PutReading(ctx, reading("new.pdf", review)) }); err != nil {
			return err
		}
		after, err := src.Documents(ctx)
		if len(before) != 0 || len(after) != 0 {
			t.Errorf("a snapshot changed: %d, then %d documents", len(before), len(after))
		}
		return err
	})
}

// verify checks the whole log of a store.
func verify(t *testing.T, s store.Store) audit.Report {
	t.Helper()
	var report audit.Report
	view(t, s, func(ctx context.Context, src find.Source) error {
		var v audit.Verifier
		entries, err := src.Entries(ctx, 0, 10000)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := v.Add(e); err != nil {
				return err
			}
		}
		stored, err := src.LogHashes(ctx, nil)
		if err != nil {
			return err
		}
		hashes := make([]tlog.Hash, len(stored))
		for i, h := range stored {
			hashes[i] = h
		}
		report, err = v.Finish(hashes)
		return err
	})
	return report
}

func log(t *testing.T, s store.Store) {
	for i := range 5 {
		update(t, s, func(ctx context.Context, tx store.Tx) error {
			position, err := tx.Append(ctx, entry(t, map[string]string{"name": fmt.Sprint("Ы", i)}))
			if position != int64(i) {
				t.Errorf("position %d, want %d", position, i)
			}
			return err
		})
	}
	if r := verify(t, s); r.Size != 5 || len(r.Problems) > 0 {
		t.Errorf("%+v", r)
	}
	view(t, s, func(ctx context.Context, src find.Source) error {
		some, err := src.Entries(ctx, 3, 1)
		if len(some) != 1 || some[0].Position != 3 {
			t.Errorf("entries from 3: %+v", some)
		}
		length, err2 := src.LogLength(ctx)
		if length != 5 {
			t.Errorf("the log has %d entries", length)
		}
		last, err3 := src.EntriesBut(ctx, heed.EntryVersion, 4, 2)
		if len(last) != 2 || last[0].Position != 3 || last[1].Position != 2 || len(last[0].Content) == 0 {
			t.Errorf("the last two before 4: %+v", last)
		}
		none, err4 := src.EntriesBut(ctx, some[0].Kind, 4, 2)
		if len(none) != 0 {
			t.Errorf("of other kinds: %+v", none)
		}
		return errors.Join(err, err2, err3, err4)
	})
}

func concurrent(t *testing.T, s store.Store) {
	const n = 12
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			err := s.Update(t.Context(), func(tx store.Tx) error {
				if err := tx.PutReading(t.Context(), reading(fmt.Sprint(i, ".pdf"), review)); err != nil {
					return err
				}
				_, err := tx.Append(t.Context(), entry(t, i))
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if r := verify(t, s); r.Size != n || len(r.Problems) > 0 {
		t.Errorf("%+v", r)
	}
}

func erase(t *testing.T, s store.Store) {
	c := heed.Correction{Review: review, Ref: "49.1", Field: heed.FieldText, Should: "a name", Who: "p1"}
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		position, err := tx.Append(ctx, entry(t, c))
		c.Entry = position
		return errors.Join(err, tx.PutCorrection(ctx, c))
	})
	view(t, s, func(ctx context.Context, src find.Source) error {
		got, err := src.Corrections(ctx, review)
		if d := cmp.Diff([]heed.Correction{c}, got); d != "" {
			t.Error(d)
		}
		return err
	})
	tomb := heed.Tombstone{At: time.Now(), Role: heed.Operator, Reason: "asked for"}
	update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.Erase(ctx, 0, tomb) })
	if r := verify(t, s); r.Erased != 1 || len(r.Problems) > 0 {
		t.Errorf("%+v", r)
	}
	var dump bytes.Buffer
	if err := s.Dump(t.Context(), &dump); err != nil || strings.Contains(dump.String(), "a name") {
		t.Errorf("what was erased is still in the store (%v)", err)
	}
	for _, position := range []int64{0, 99} {
		err := s.Update(t.Context(), func(tx store.Tx) error { return tx.Erase(t.Context(), position, tomb) })
		if heed.ErrorCode(err) != heed.CodeNotFound {
			t.Errorf("erasing %d: %v", position, err)
		}
	}
}

func check(t *testing.T, s store.Store) {
	if err := s.Alive(t.Context()); err != nil {
		t.Errorf("a store that answers: %v", err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// DumpAndLoad moves a filled store into an empty one, perhaps on another
// engine, and compares.
func DumpAndLoad(t *testing.T, from, to store.Store) {
	update(t, from, func(ctx context.Context, tx store.Tx) error {
		err := errors.Join(tx.PutReading(ctx, reading("a.pdf", review)), tx.PutRecord(ctx, record()),
			tx.PutAnnotations(ctx, annotated(t, "a", "b")), tx.PutAnnotations(ctx, annotated(t, "b")), tx.PutAnnotationImport(ctx, find.AnnotationImport{Entry: 1, Records: 3}))
		position, err2 := tx.Append(ctx, entry(t, "x"))
		return errors.Join(err, err2, tx.PutCorrection(ctx, heed.Correction{Review: review, Ref: "49.1", Entry: position}),
			tx.PutDecision(ctx, heed.LabelDecision{Review: review, Ref: "49.1", Entry: position + 1}),
			tx.PutTranslation(ctx, heed.Translation{Review: review, Ref: "49.1", Language: "kk", Text: "Жарықты күзету", Entry: position + 2}), tx.PutVersion(ctx, version("a", 1)),
			tx.PutAccount(ctx, heed.Account{ID: "a1", Email: "a@example.org"}), tx.PutSecret(ctx, heed.Secret{Account: "a1", Kind: heed.SecretPassword, Body: []byte{1}}),
			tx.AddNotice(ctx, heed.Notice{ID: "n1", Account: "a1", Reminders: []heed.Reminder{{Rung: -3}}, State: heed.NoticeWaiting}),
			tx.PutFeedLook(ctx, heed.FeedLook{Feed: "press", Entries: 3}))
	})
	var first, second bytes.Buffer
	if err := from.Dump(t.Context(), &first); err != nil {
		t.Fatal(err)
	}
	cut := bytes.NewReader(first.Bytes()[:first.Len()-20])
	if err := to.Load(t.Context(), cut); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("loading half a dump: %v", err)
	}
	if err := to.Load(t.Context(), bytes.NewReader(first.Bytes())); err != nil {
		t.Fatal(err)
	}
	if err := to.Dump(t.Context(), &second); err != nil {
		t.Fatal(err)
	}
	if first.String() != second.String() {
		t.Error("the dump of what was loaded differs")
	}
	if err := to.Load(t.Context(), bytes.NewReader(first.Bytes())); heed.ErrorCode(err) != heed.CodeConflict {
		t.Errorf("loading into a store that is not empty: %v", err)
	}
}

// annotated makes annotations of these names. Those that are made later differ.
func annotated(t *testing.T, ids ...string) []find.WrittenAnnotation {
	t.Helper()
	out := make([]find.WrittenAnnotation, len(ids))
	for i, id := range ids {
		w, err := find.WriteAnnotation(heed.Annotation{ID: id, Body: "CAT", Text: fmt.Sprintf("text with \x00, “quotes” and %d", time.Now().UnixNano())})
		if err != nil {
			t.Fatal(err)
		}
		out[i] = w
	}
	return out
}

// annotations come in, and come in again in another form.
func annotations(t *testing.T, s store.Store) {
	ids := make([]string, 101) // more than a statement carries
	for i := range ids {
		ids[i] = fmt.Sprintf("id-%03d", i)
	}
	first, second := annotated(t, ids...), annotated(t, "id-007", "new")
	update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.PutAnnotations(ctx, first) })
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return errors.Join(tx.PutAnnotations(ctx, second), tx.PutAnnotationImport(ctx, find.AnnotationImport{Entry: 3, Added: 1, Replaced: 1}))
	})
	view(t, s, func(ctx context.Context, src find.Source) error {
		mark, err := src.AnnotationMark(ctx)
		gone, err2 := src.AnnotationsGone(ctx)
		imports, err3 := src.AnnotationImports(ctx)
		if mark != (find.AnnotationMark{Last: 103, Gone: 1}) || len(gone) != 1 || gone[0] != 8 || len(imports) != 1 || imports[0].Entry != 3 {
			t.Errorf("mark %+v, gone %v, imports %+v", mark, gone, imports)
		}
		return errors.Join(err, err2, err3)
	})
	walkAnnotations(t, s)
	reviseAnnotations(t, s, second[1])
	dropAnnotations(t, s)
}

// dropAnnotations destroys the last that came in, and its number is not given
// again.
func dropAnnotations(t *testing.T, s store.Store) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return tx.DropAnnotations(ctx, []string{"new", "not there"})
	})
	view(t, s, func(ctx context.Context, src find.Source) error {
		mark, err := src.AnnotationMark(ctx)
		gone, err2 := src.AnnotationsGone(ctx)
		if mark != (find.AnnotationMark{Last: 103, Gone: 2}) || len(gone) != 2 || gone[1] != 103 {
			t.Errorf("mark %+v, gone %v", mark, gone)
		}
		return errors.Join(err, err2)
	})
	again := annotated(t, "new")
	update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.PutAnnotations(ctx, again) })
	view(t, s, func(ctx context.Context, src find.Source) error {
		at, err := src.AnnotationsAt(ctx, []int64{104})
		if len(at) != 1 || at[0].ID != "new" {
			t.Errorf("what came after: %+v", at)
		}
		return err
	})
}

// walkAnnotations goes through what annotations has left, by number.
func walkAnnotations(t *testing.T, s store.Store) {
	t.Helper()
	view(t, s, func(ctx context.Context, src find.Source) error {
		var seqs []int64
		err := src.Annotations(ctx, 5, 102, func(seq int64, a heed.Annotation) error {
			seqs = append(seqs, seq)
			if seq == 102 && a.ID != "id-007" || seq == 6 && a.ID != "id-005" {
				t.Errorf("%d is %s", seq, a.ID)
			}
			return nil
		})
		if len(seqs) != 96 || seqs[0] != 6 || seqs[2] != 9 || seqs[95] != 102 {
			t.Errorf("numbers %v", seqs)
		}
		at, err2 := src.AnnotationsAt(ctx, []int64{103, 1, 102})
		if len(at) != 3 || at[0].ID != "new" || at[1].ID != "id-000" || at[2].ID != "id-007" {
			t.Errorf("at their numbers: %+v", at)
		}
		if _, err := src.AnnotationsAt(ctx, []int64{8}); heed.ErrorCode(err) != heed.CodeNotFound {
			t.Errorf("one that is gone: %v", err)
		}
		return errors.Join(err, err2)
	})
}

// reviseAnnotations goes through what annotations has left, by name.
func reviseAnnotations(t *testing.T, s store.Store, last find.WrittenAnnotation) {
	t.Helper()
	view(t, s, func(ctx context.Context, src find.Source) error {
		n := 0
		err := src.AnnotationRevisions(ctx, func(id string, revision find.AnnotationRevision, body []byte) error {
			n++
			if revision != find.AnnotationRevisionOf(body) || id == last.ID && string(body) != string(last.Body) {
				t.Errorf("%s is %s", id, body)
			}
			return nil
		})
		if n != 102 {
			t.Errorf("%d annotations", n)
		}
		return err
	})
}

// decisions on labels come back in the order of the log, change the revision of
// their review, and go with their entry.
func decisions(t *testing.T, s store.Store) {
	var before, after []find.Revision
	revisions := func(into *[]find.Revision) {
		view(t, s, func(ctx context.Context, src find.Source) error {
			var err error
			*into, err = src.Revisions(ctx)
			return err
		})
	}
	d := heed.LabelDecision{Review: review, Ref: "49.1", Kind: heed.LabelIssue, Label: "Justice", Verdict: heed.Rejected, Who: "p1", At: time.Unix(1e9, 0).UTC()}
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Append(ctx, entry(t, "x"))
		return errors.Join(err, tx.PutRecord(ctx, record()), tx.PutCorrection(ctx, heed.Correction{Review: review, Entry: 0}))
	})
	revisions(&before)
	want := []heed.LabelDecision{d, d}
	for i := range want {
		update(t, s, func(ctx context.Context, tx store.Tx) error {
			var err error
			want[i].Entry, err = tx.Append(ctx, entry(t, d))
			return errors.Join(err, tx.PutDecision(ctx, want[i]))
		})
	}
	revisions(&after)
	if len(after) != 1 || after[0].Corrections != 1 || after[0].Decisions != 2 || after[0].Last != 2 || before[0].Decisions != 0 || before[0].Record != after[0].Record {
		t.Errorf("before %+v, after %+v", before, after)
	}
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return tx.Erase(ctx, 1, heed.Tombstone{At: time.Now(), Role: heed.Operator, Reason: "asked for"})
	})
	view(t, s, func(ctx context.Context, src find.Source) error {
		got, err := src.Decisions(ctx, review)
		if diff := cmp.Diff(want[1:], got); diff != "" {
			t.Error(diff)
		}
		return err
	})
}

// translations come back in the order of the log, change the revision of their
// review, and go with their entry.
func translations(t *testing.T, s store.Store) {
	revision := func() find.Revision {
		var all []find.Revision
		view(t, s, func(ctx context.Context, src find.Source) error {
			var err error
			all, err = src.Revisions(ctx)
			return err
		})
		if len(all) != 1 {
			t.Fatalf("%d revisions, want one", len(all))
		}
		return all[0]
	}
	update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.PutRecord(ctx, record()) })
	want := []heed.Translation{
		{Review: review, Ref: "49.1", Language: "kk", Kind: heed.TranslationState, Text: "Жарықты күзету", By: "The Ministry", Who: "p1", At: time.Unix(1e9, 0).UTC()},
		{Review: review, Ref: "49.1", Language: "ar", Kind: heed.TranslationMachine, Text: "حراسة الضوء", By: "a program", Who: "p1", At: time.Unix(2e9, 0).UTC()},
	}
	for i := range want {
		update(t, s, func(ctx context.Context, tx store.Tx) error {
			var err error
			want[i].Entry, err = tx.Append(ctx, entry(t, want[i]))
			return errors.Join(err, tx.PutTranslation(ctx, want[i]))
		})
	}
	if r := revision(); r.Translations != 2 || r.Decisions != 0 || r.Last != want[1].Entry {
		t.Errorf("revision %+v", r)
	}
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return tx.Erase(ctx, want[0].Entry, heed.Tombstone{At: time.Now(), Role: heed.Operator, Reason: "asked for"})
	})
	if r := revision(); r.Translations != 1 {
		t.Errorf("after one was erased: revision %+v", r)
	}
	view(t, s, func(ctx context.Context, src find.Source) error {
		got, err := src.Translations(ctx, review)
		if diff := cmp.Diff(want[1:], got); diff != "" {
			t.Error(diff)
		}
		other, err2 := src.Translations(ctx, heed.ReviewID{State: "XNO", Cycle: 1})
		if len(other) != 0 {
			t.Errorf("another review has %d", len(other))
		}
		return errors.Join(err, err2)
	})
}

func dropped(t *testing.T, s store.Store) {
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return errors.Join(tx.PutRecord(ctx, record()), tx.DropRecord(ctx, review))
	})
	view(t, s, func(ctx context.Context, src find.Source) error {
		all, err := src.Reviews(ctx)
		if _, err := src.Record(ctx, review); heed.ErrorCode(err) != heed.CodeNotFound || len(all) > 0 {
			t.Errorf("dropped, and still there: %v, %v", all, err)
		}
		return err
	})
	update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.PutRecord(ctx, record()) }) // its rows are gone too
}

// noLostUpdate has several transactions read a record and write it back longer.
// Whichever way the engine orders them, none may write over another unseen.
func noLostUpdate(t *testing.T, s store.Store) {
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return tx.PutRecord(ctx, heed.Record{Review: record().Review})
	})
	const writers = 8
	var wait sync.WaitGroup
	for range writers {
		wait.Go(func() {
			if err := s.Update(t.Context(), func(tx store.Tx) error {
				r, err := tx.Record(t.Context(), review)
				if err != nil {
					return err
				}
				r.Recommendations = append(r.Recommendations, heed.Recommendation{State: review.State, Cycle: review.Cycle, Ref: fmt.Sprint(len(r.Recommendations))})
				time.Sleep(5 * time.Millisecond) // so that others come in between
				return tx.PutRecord(t.Context(), r)
			}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	view(t, s, func(ctx context.Context, src find.Source) error {
		r, err := src.Record(ctx, review)
		if len(r.Recommendations) != writers {
			t.Errorf("%d of %d writes are there", len(r.Recommendations), writers)
		}
		return err
	})
}
