// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
)

// ministry enters the Ministry of Justice.
func (h house) ministry(t *testing.T) {
	t.Helper()
	h.write(t, operator, app.Change{ID: "justice", Side: heed.Side{Voice: heed.VoiceState, State: "XVA"}, Body: heed.Institution{Names: map[string]string{"en": "Justice"}, Kind: heed.InstitutionMinistry}})
}

// The log says what became of accounts, and never whose they are; what was
// forgotten is nowhere.
func TestAccounts_LogHoldsPseudonymsOnly(t *testing.T) {
	h := newHouse(t, "1")
	h.ministry(t)
	ctx := t.Context()
	token, err := h.Invite(ctx, operator, app.Newcomer{Name: "Aida Seitova", Email: "Aida@Example.org", Role: heed.FocalPoint, Institution: "justice"})
	if err != nil {
		t.Fatal(err)
	}
	account, err := h.Accept(ctx, token, heed.Secret{Kind: heed.SecretPassword, Body: []byte("{}")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Accept(ctx, token); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("an invitation opens twice: %v", err)
	}
	steps := []func() error{
		func() error { return h.Suspend(ctx, operator, account.ID, true) },
		func() error { return h.Suspend(ctx, operator, account.ID, false) },
		func() error { return h.Reassign(ctx, operator, account.ID, heed.Reviewer, "justice") },
		func() error {
			return h.ChangeSecrets(ctx, account, nil, []heed.Secret{{Kind: heed.SecretTOTP, Body: []byte("{}")}})
		},
		func() error {
			token, err := h.Renew(ctx, operator, account.ID)
			if err == nil {
				_, err = h.Accept(ctx, token)
			}
			return err
		},
		func() error { return h.Forget(ctx, operator, account.ID) },
	}
	for i, step := range steps {
		if err := step(); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
	var did []string
	err = h.store.View(ctx, func(s find.Source) error {
		entries, err := s.Entries(ctx, 0, 100)
		for _, e := range entries {
			if e.Kind != heed.EntryAccount {
				continue
			}
			if text := strings.ToLower(string(e.Content)); strings.Contains(text, "aida") || strings.Contains(text, "example") {
				t.Errorf("an entry says who it is: %s", e.Content)
			}
			var c struct{ Did, Pseudonym, By, Institution string }
			if err := json.Unmarshal(e.Content, &c); err != nil {
				t.Error(err)
			}
			if c.Institution != "justice" || c.By == "" || c.Did != "invited" && c.Pseudonym != account.Pseudonym {
				t.Errorf("an entry does not say enough: %s", e.Content)
			}
			did = append(did, c.Did)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(did, ", "), "invited, joined, suspended, let in again, changed role or institution, changed how they sign in, invited, signs in anew, forgotten"; got != want {
		t.Errorf("the log says %q, want %q", got, want)
	}
	if _, err := h.AccountByEmail(ctx, "aida@example.org"); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("what was forgotten is there: %v", err)
	}
	if r, err := h.Verify(ctx, operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("%v %v", r.Problems, err)
	}
}

// An invitation runs out, is taken back, and gives way to a newer one.
func TestInvite_Ends(t *testing.T) {
	h := newHouse(t, "1")
	h.ministry(t)
	ctx := t.Context()
	invite := func() string {
		token, err := h.Invite(ctx, operator, app.Newcomer{Name: "Aida", Email: "aida@example.org", Role: heed.Reader, Institution: "justice"})
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	gone := func(why, token string) {
		t.Helper()
		if _, err := h.Invitation(ctx, token); heed.ErrorCode(err) != heed.CodeNotFound {
			t.Errorf("%s: %v", why, err)
		}
	}
	first := invite()
	second := invite()
	gone("there is a newer one", first)
	members, err := h.Members(ctx, operator)
	if err != nil || len(members.Invitations) != 1 {
		t.Fatalf("%v %v", members, err)
	}
	if err := h.TakeBack(ctx, ngo, members.Invitations[0].Token); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("another voice takes it back: %v", err)
	}
	if err := h.TakeBack(ctx, mfa, members.Invitations[0].Token); err != nil {
		t.Errorf("the coordinator takes it back: %v", err)
	}
	gone("it was taken back", second)
	third := invite()
	later := time.Now().Add(app.InvitationLasts + 366*24*time.Hour)
	h.Now = func() time.Time { return later }
	gone("it has run out", third)
	if _, err := h.Accept(context.WithoutCancel(ctx), third); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("it opens after it has run out: %v", err)
	}
}

// Who looks after an account is told that its address is in use, and hands out no link
// that opens nothing; nobody else learns by inviting that there is an account.
func TestInvite_AddressInUse(t *testing.T) {
	h := newHouse(t, "1")
	h.ministry(t)
	ctx := t.Context()
	for _, i := range []heed.Actor{health, ngo} {
		h.write(t, operator, app.Change{ID: i.Institution, Side: heed.Side{Voice: i.Voice, State: i.State}, Body: heed.Institution{Names: map[string]string{"en": string(i.Institution)}, Kind: heed.InstitutionOther}})
	}
	token, err := h.Invite(ctx, operator, app.Newcomer{Name: "Aida", Email: "aida@example.org", Role: heed.Reader, Institution: "justice"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Accept(ctx, token); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		by   heed.Actor
		to   heed.ID
		told bool
	}{{operator, "health", true}, {mfa, "health", true}, {justice, "justice", true}, {health, "health", false}, {ngo, "ngo", false}} {
		_, err := h.Invite(ctx, c.by, app.Newcomer{Name: "Aida", Email: "aida@example.org", Role: heed.Reader, Institution: c.to})
		if c.told {
			refuses(t, c.by.Pseudonym, err, heed.CodeConflict, "error.account_there")
		} else if err != nil {
			t.Errorf("%s learns of it: %v", c.by.Pseudonym, err)
		}
	}
}
