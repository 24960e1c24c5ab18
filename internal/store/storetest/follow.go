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
		return errors.Join(tx.ReplaceVersion(ctx, struck), tx.Erase(ctx, all[2].Entry, heed.Tombstone{At: time.Now(), Role: heed.Operator, Reason: "asked for"}))
	})
	view(t, s, func(ctx context.Context, src find.Source) error {
		history, err := src.History(ctx, all[0].Subject)
		if d := cmp.Diff([]heed.Version{struck}, history); d != "" {
			t.Error(d)
		}
		return err
	})
	gone := version("c", 1)
	if err := s.Update(t.Context(), func(tx store.Tx) error { return tx.ReplaceVersion(t.Context(), gone) }); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("replacing nothing: %v", err)
	}
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
