// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
)

// version is a version of something, not yet in the log.
func version(id heed.ID, number int) heed.Version {
	return heed.Version{
		Subject: heed.Subject{Kind: heed.SubjectUpdate, ID: id}, Number: number, Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "a"},
		Visibility: heed.VisibleDraft, Step: heed.StepDraft, Author: "p1", Who: "p1", Role: heed.Contributor, At: time.Unix(1e9, 0).UTC(), Body: json.RawMessage(`{"text":"a name"}`),
	}
}

// put adds a version with its entry.
func put(ctx context.Context, t *testing.T, tx store.Tx, v *heed.Version) error {
	t.Helper()
	var err error
	if v.Entry, err = tx.Append(ctx, entry(t, *v)); err != nil {
		return err
	}
	return tx.PutVersion(ctx, *v)
}

func versions(t *testing.T, s store.Store) {
	all := []heed.Version{version("a", 1), version("b", 1), version("a", 2)}
	for i := range all {
		update(t, s, func(ctx context.Context, tx store.Tx) error { return put(ctx, t, tx, &all[i]) })
	}
	for _, number := range []int{2, 4} { // there already, and too far ahead
		v := version("a", number)
		err := s.Update(t.Context(), func(tx store.Tx) error { return put(t.Context(), t, tx, &v) })
		if heed.ErrorCode(err) != heed.CodeConflict {
			t.Errorf("version %d after 2: %v", number, err)
		}
	}
	view(t, s, func(ctx context.Context, src find.Source) error {
		var got []heed.Version
		err := src.Versions(ctx, 1, func(v heed.Version) error {
			got = append(got, v)
			return nil
		})
		history, err2 := src.History(ctx, all[0].Subject)
		if d := cmp.Diff(all[1:], got) + cmp.Diff([]heed.Version{all[0], all[2]}, history); d != "" {
			t.Error(d)
		}
		if _, err := src.History(ctx, heed.Subject{Kind: heed.SubjectUpdate, ID: "c"}); heed.ErrorCode(err) != heed.CodeNotFound {
			t.Errorf("the history of nothing: %v", err)
		}
		return errors.Join(err, err2)
	})
	struck := all[0]
	struck.Body = json.RawMessage(`{"text":"…"}`)
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		tomb := heed.Tombstone{At: time.Now(), Role: heed.Operator, Reason: "asked for"}
		return errors.Join(tx.Strike(ctx, struck.Entry, tomb, struck), tx.Erase(ctx, all[2].Entry, tomb))
	})
	view(t, s, func(ctx context.Context, src find.Source) error {
		history, err := src.History(ctx, all[0].Subject)
		if d := cmp.Diff([]heed.Version{struck}, history); d != "" {
			t.Error(d)
		}
		return err
	})
	for name, err := range map[string]error{
		"an entry that is not there": s.Update(t.Context(), func(tx store.Tx) error { return tx.Strike(t.Context(), 1000, heed.Tombstone{}, version("c", 1)) }),
		"an entry of something else": s.Update(t.Context(), func(tx store.Tx) error {
			return tx.Strike(t.Context(), struck.Entry, heed.Tombstone{}, heed.Correction{})
		}),
		"what no table can hold": s.Update(t.Context(), func(tx store.Tx) error { return tx.Strike(t.Context(), struck.Entry, heed.Tombstone{}, "text") }),
		"an entry that is struck yet": s.Update(t.Context(), func(tx store.Tx) error {
			return tx.Strike(t.Context(), struck.Entry, heed.Tombstone{Reason: "again"}, struck)
		}),
	} {
		if wrong := name != "an entry that is struck yet"; wrong != (err != nil) {
			t.Errorf("striking %s: %v", name, err)
		}
	}
	view(t, s, func(ctx context.Context, src find.Source) error {
		entries, err := src.Entries(ctx, struck.Entry, 1)
		if err == nil && (entries[0].Content != nil || entries[0].Nonce != nil || entries[0].Tombstone == nil || entries[0].Tombstone.Reason != "asked for") {
			t.Errorf("the entry of what was struck: %+v", entries[0])
		}
		return err
	})
}

func lastErasure(t *testing.T, s store.Store) {
	at := func() (at int64) {
		view(t, s, func(ctx context.Context, src find.Source) error {
			var err error
			at, err = src.LastErasure(ctx)
			return err
		})
		return at
	}
	if at() != -1 {
		t.Errorf("nothing was erased, and it is at %d", at())
	}
	e, v := entry(t, "x"), entry(t, "z")
	e.Kind, v.Kind = heed.EntryErasure, heed.EntryVersion
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		_, err := tx.Append(ctx, entry(t, "y"))
		_, err2 := tx.Append(ctx, e)
		_, err3 := tx.Append(ctx, v)
		return errors.Join(err, err2, err3)
	})
	for from, want := range []bool{false, false, true, true} {
		view(t, s, func(ctx context.Context, src find.Source) error {
			same, err := src.SameRecord(ctx, int64(from))
			if same != want {
				t.Errorf("the same record from %d on: %v", from, same)
			}
			return err
		})
	}
	if at() != 1 {
		t.Errorf("%d, want 1", at())
	}
}

func people(t *testing.T, s store.Store) {
	ctx, now := t.Context(), time.Unix(1e9, 0).UTC()
	anna := heed.Account{ID: "a1", Pseudonym: "p1", Name: "Anna", Email: "anna@example.org", Role: heed.FocalPoint, Created: now}
	bek := heed.Account{ID: "b1", Pseudonym: "p2", Name: "Bek", Email: "bek@example.org", Created: now}
	key := heed.Secret{Account: "a1", Kind: heed.SecretPasskey, Name: "k1", Body: []byte{0, 1}, At: now}
	live, dead := heed.Session{Token: "t1", Account: "a1", Body: []byte("x"), Expires: now.Add(time.Hour)}, heed.Session{Token: "t2", Account: "a1", Body: []byte("y"), Expires: now.Add(-time.Hour)}
	letter := heed.Invitation{Token: "i1", Account: bek, By: "p1", Expires: now.Add(-time.Second)}
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		changed := anna
		changed.Name = "Ann"
		return errors.Join(tx.PutAccount(ctx, changed), tx.PutAccount(ctx, bek), tx.PutAccount(ctx, anna), tx.PutSecret(ctx, key),
			tx.PutSession(ctx, live), tx.PutSession(ctx, dead), tx.PutInvitation(ctx, letter))
	})
	twin := heed.Account{ID: "c1", Pseudonym: "p3", Email: anna.Email}
	if err := s.Update(ctx, func(tx store.Tx) error { return tx.PutAccount(ctx, twin) }); err == nil {
		t.Error("two accounts with one address")
	}
	look := func(f func(p store.People) error) {
		t.Helper()
		if err := s.People(ctx, f); err != nil {
			t.Error(err)
		}
	}
	look(func(p store.People) error {
		all, err := p.Accounts(ctx)
		byMail, err2 := p.AccountByEmail(ctx, anna.Email)
		byKey, err3 := p.AccountBySecret(ctx, heed.SecretPasskey, "k1")
		secrets, err4 := p.Secrets(ctx, "a1")
		session, err5 := p.Session(ctx, "t1")
		sessions, err6 := p.Sessions(ctx, "a1")
		letters, err7 := p.Invitations(ctx)
		if d := cmp.Diff([]heed.Account{anna, bek}, all) + cmp.Diff(anna, byMail) + cmp.Diff(anna, byKey) + cmp.Diff([]heed.Secret{key}, secrets) +
			cmp.Diff(live, session) + cmp.Diff([]heed.Session{dead, live}, sessions) + cmp.Diff([]heed.Invitation{letter}, letters); d != "" {
			t.Error(d)
		}
		return errors.Join(err, err2, err3, err4, err5, err6, err7)
	})
	var dump bytes.Buffer
	if err := s.Dump(ctx, &dump); err != nil || !strings.Contains(dump.String(), anna.Email) || strings.Contains(dump.String(), `"sessions"`) {
		t.Errorf("a dump holds accounts and no sessions: %v", err)
	}
	update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.DropExpired(ctx, now) })
	missing := func(name string, f func(p store.People) error) {
		t.Helper()
		if err := s.People(ctx, f); heed.ErrorCode(err) != heed.CodeNotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	missing("a session that ran out", func(p store.People) error { _, err := p.Session(ctx, "t2"); return err })
	missing("an invitation that ran out", func(p store.People) error { _, err := p.Invitation(ctx, "i1"); return err })
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return errors.Join(tx.DropAccount(ctx, "a1"), tx.DropSecret(ctx, "b1", heed.SecretTOTP, ""), tx.DropSession(ctx, "t9"), tx.DropInvitation(ctx, "i9"))
	})
	missing("an account that is gone", func(p store.People) error { _, err := p.Account(ctx, "a1"); return err })
	missing("its key", func(p store.People) error { _, err := p.AccountBySecret(ctx, heed.SecretPasskey, "k1"); return err })
	missing("its session", func(p store.People) error { _, err := p.Session(ctx, "t1"); return err })
}

func notices(t *testing.T, s store.Store) {
	ctx, now := t.Context(), time.Unix(1e9, 0).UTC()
	reminder := func(of heed.ID, rung int) heed.Reminder {
		return heed.Reminder{Due: heed.Due{Kind: heed.DueMilestone, Of: heed.Subject{Kind: heed.SubjectMeasure, ID: of}, On: "2026-03-01"}, Rung: rung}
	}
	first := heed.Notice{ID: "n1", Account: "a1", On: "2026-02-15", Reminders: []heed.Reminder{reminder("m1", -14), reminder("m2", -14)}, State: heed.NoticeWaiting, Next: now.Add(time.Hour)}
	other := heed.Notice{ID: "n2", Account: "b1", On: "2026-02-15", Reminders: []heed.Reminder{reminder("m1", -14)}, State: heed.NoticeWaiting, Next: now}
	later := heed.Notice{ID: "n3", Account: "a1", On: "2026-02-26", Reminders: []heed.Reminder{reminder("m1", -3)}, State: heed.NoticeWaiting, Next: now}
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return errors.Join(tx.PutAccount(ctx, heed.Account{ID: "a1", Pseudonym: "p1", Email: "a@example.org"}), tx.AddNotice(ctx, first), tx.AddNotice(ctx, other), tx.AddNotice(ctx, later))
	})
	again := heed.Notice{ID: "n4", Account: "a1", Reminders: []heed.Reminder{reminder("m3", 0), reminder("m2", -14)}, State: heed.NoticeWaiting, Next: now}
	if err := s.Update(ctx, func(tx store.Tx) error { return tx.AddNotice(ctx, again) }); heed.ErrorCode(err) != heed.CodeConflict {
		t.Errorf("reminded twice: %v", err)
	}
	look := func(name string, account heed.ID, reminded []heed.Reminder, want ...heed.Notice) {
		t.Helper()
		if err := s.People(ctx, func(p store.People) error {
			all, err := p.Notices(ctx, heed.NoticeWaiting, heed.NoticeSent)
			of, err2 := p.Reminded(ctx, account)
			if d := cmp.Diff(want, all) + cmp.Diff(reminded, of); d != "" {
				t.Errorf("%s: %s", name, d)
			}
			return errors.Join(err, err2)
		}); err != nil {
			t.Error(err)
		}
	}
	all := []heed.Reminder{reminder("m1", -14), reminder("m1", -3), reminder("m2", -14)}
	look("kept", "a1", all, other, later, first)
	var dump bytes.Buffer
	if err := s.Dump(ctx, &dump); err != nil || strings.Count(dump.String(), `"t":"letters"`) != 3 || strings.Count(dump.String(), `"t":"reminders"`) != 4 {
		t.Errorf("a dump holds letters and what they reminded of: %v", err)
	}
	sent := other
	sent.State, sent.Attempts, sent.Next = heed.NoticeSent, 1, now.Add(-time.Hour)
	update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.PutNotice(ctx, sent) })
	look("sent", "a1", all, later, first, sent)
	update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.DropNotices(ctx, now) })
	look("what was sent long ago is forgotten, and not that it was", "b1", []heed.Reminder{reminder("m1", -14)}, later, first)
	update(t, s, func(ctx context.Context, tx store.Tx) error { return tx.DropAccount(ctx, "a1") })
	look("letters go with the account", "a1", nil)
}

func feedLooks(t *testing.T, s store.Store) {
	ctx, now := t.Context(), time.Unix(1e9, 0).UTC()
	press := heed.FeedLook{Feed: "press", At: now, Next: now.Add(time.Hour), Marks: heed.FeedMarks{ETag: `"1"`}, Read: now, Entries: 3}
	radio := heed.FeedLook{Feed: "radio", At: now, Next: now, Problem: heed.FeedStatus, Status: 503, Failures: 2}
	update(t, s, func(ctx context.Context, tx store.Tx) error {
		return errors.Join(tx.PutFeedLook(ctx, radio), tx.PutFeedLook(ctx, heed.FeedLook{Feed: "press"}), tx.PutFeedLook(ctx, press))
	})
	if err := s.View(ctx, func(src find.Source) error {
		all, err := src.FeedLooks(ctx)
		if d := cmp.Diff([]heed.FeedLook{press, radio}, all); d != "" {
			t.Error(d)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	var dump bytes.Buffer
	if err := s.Dump(ctx, &dump); err != nil || strings.Count(dump.String(), `"t":"feed_looks"`) != 2 {
		t.Errorf("a dump holds them: %v", err)
	}
}
