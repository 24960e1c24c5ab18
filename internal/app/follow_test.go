// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
)

// member makes somebody of an institution of State XVA.
func member(name string, voice heed.Voice, role heed.Role, institution heed.ID) heed.Actor {
	return heed.Actor{Pseudonym: name, Role: role, Side: heed.Side{Voice: voice, State: "XVA", Institution: institution}}
}

var (
	mfa      = member("coordinator", heed.VoiceState, heed.Coordinator, "mfa")
	justice  = member("justice", heed.VoiceState, heed.FocalPoint, "justice")
	clerk    = member("clerk", heed.VoiceState, heed.Contributor, "justice")
	health   = member("health", heed.VoiceState, heed.FocalPoint, "health")
	ngo      = member("ngo", heed.VoiceCivilSociety, heed.FocalPoint, "ngo")
	measured = heed.Measure{Title: "A law", Kind: heed.MeasureLaw, Lead: "justice", Links: []heed.Link{{Recommendation: heed.RecID{Review: review, Ref: "49.1"}, Bearing: heed.Serves}}}
)

func (h house) write(t *testing.T, actor heed.Actor, c app.Change) heed.Version {
	t.Helper()
	v, err := h.Write(t.Context(), actor, c)
	if err != nil {
		t.Fatal(err)
	}
	return v[0]
}

// sees gives the version of a measure that somebody sees, 0 for none.
func (h house) sees(t *testing.T, f *find.Finder, viewer heed.Viewer, id heed.ID) int {
	t.Helper()
	follow, err := f.Follow(t.Context(), viewer)
	if err != nil {
		t.Fatal(err)
	}
	v, err := find.One[heed.Measure](follow, id)
	if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
		t.Fatal(err)
	}
	return v.Number
}

// The way of a measure to the public: each step shows it to those whom it is
// for and to nobody else, and while the next version is written the public
// sees the one that was published.
func TestMove_FromDraftToPublicAndBack(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	f := find.New(h.store)
	v := h.write(t, clerk, app.Change{Visibility: heed.VisibleDraft, Body: measured})
	check := func(step string, public, other, ministry, coordinator, author int) {
		t.Helper()
		for name, want := range map[string]struct {
			viewer heed.Actor
			number int
		}{"public": {heed.Actor{}, public}, "other ministry": {health, other}, "ministry": {justice, ministry}, "coordinator": {mfa, coordinator}, "author": {clerk, author}, "another voice": {ngo, public}, "operator": {operator, public}} {
			if got := h.sees(t, f, want.viewer.Viewer(), v.ID); got != want.number {
				t.Errorf("%s: %s sees version %d, want %d", step, name, got, want.number)
			}
		}
	}
	move := func(actor heed.Actor, base int, to heed.Step, note string) error {
		return h.Move(t.Context(), actor, app.Move{Subject: v.Subject, Base: base, To: to, Note: note})
	}
	check("draft", 0, 0, 0, 0, 1)
	if err := move(clerk, 1, heed.StepSubmitted, ""); err != nil {
		t.Fatal(err)
	}
	check("submitted", 0, 2, 2, 2, 2)
	if err := move(mfa, 2, heed.StepReturned, " "); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("returned without a word: %v", err)
	}
	for _, step := range []struct {
		by   heed.Actor
		to   heed.Step
		note string
	}{{mfa, heed.StepReturned, "Name the law"}, {clerk, heed.StepSubmitted, ""}, {mfa, heed.StepReviewed, ""}, {mfa, heed.StepPublished, ""}} {
		base := h.sees(t, f, mfa.Viewer(), v.ID)
		if err := move(justice, base, step.to, step.note); step.by == mfa && heed.ErrorCode(err) != heed.CodeForbidden {
			t.Errorf("a ministry: %s: %v", step.to, err)
		} else if step.by == mfa {
			err = move(mfa, base, step.to, step.note)
			if err != nil {
				t.Fatalf("%s: %v", step.to, err)
			}
		}
	}
	published := h.sees(t, f, heed.Viewer{}, v.ID)
	if published == 0 {
		t.Fatal("published, and nobody sees it")
	}
	changed := measured
	changed.Title = "Another law"
	h.write(t, clerk, app.Change{ID: v.ID, Base: published, Body: changed})
	check("changed", published, published, published+1, published, published+1)
	if err := move(ngo, published, heed.StepWithdrawn, "no"); err == nil {
		t.Error("another voice withdraws it")
	}
	if err := move(mfa, published+1, heed.StepWithdrawn, "was wrong"); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("the coordinator changes what he does not see: %v", err)
	}
	h.entries(t) // and all of it verifies
}

// Who saw an older version changes nothing, and learns what there is.
func TestWrite_NewerVersionIsNotOverwritten(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	v := h.write(t, justice, app.Change{Body: measured})
	h.write(t, clerk, app.Change{ID: v.ID, Base: 1, Body: measured})
	before := h.entries(t)
	_, err := h.Write(t.Context(), justice, app.Change{Body: measured}, app.Change{ID: v.ID, Base: 1, Body: measured})
	if !app.IsNewer(err) || heed.ErrorArg(err, "Now") != "2" {
		t.Errorf("%v", err)
	}
	if after := h.entries(t); after != before {
		t.Errorf("half of a change was written: %d entries, then %d", before, after)
	}
}

func TestWrite_Refuses(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	untitled, elsewhere := measured, measured
	untitled.Title = ""
	elsewhere.Links = []heed.Link{{Recommendation: heed.RecID{Review: review, Ref: "49.9"}, Bearing: heed.Serves}}
	for name, c := range map[string]struct {
		actor  heed.Actor
		change app.Change
		want   heed.Code
	}{
		"nobody":              {heed.Actor{}, app.Change{Body: measured}, heed.CodeForbidden},
		"the operator":        {operator, app.Change{Body: measured}, heed.CodeForbidden},
		"another institution": {health, app.Change{Side: justice.Side, Body: measured}, heed.CodeForbidden},
		"another voice":       {ngo, app.Change{Side: justice.Side, Body: measured}, heed.CodeForbidden},
		"without a title":     {justice, app.Change{Body: untitled}, heed.CodeInvalid},
		"public at once":      {justice, app.Change{Visibility: heed.VisiblePublic, Body: measured}, heed.CodeInvalid},
		"for whoever":         {justice, app.Change{Visibility: "whoever", Body: measured}, heed.CodeInvalid},
		"about nothing":       {justice, app.Change{Body: elsewhere}, heed.CodeNotFound},
		"a name that is none": {justice, app.Change{ID: "a/b", Body: measured}, heed.CodeInvalid},
		"of what is not":      {justice, app.Change{ID: "none", Base: 3, Body: measured}, heed.CodeNotFound},
		"an institution":      {mfa, app.Change{Body: heed.Institution{Names: map[string]string{"en": "X"}, Kind: heed.InstitutionMinistry}}, heed.CodeForbidden},
	} {
		if _, err := h.Write(t.Context(), c.actor, c.change); heed.ErrorCode(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if h.entries(t) != 1 {
		t.Error("something was written all the same")
	}
	h.write(t, mfa, app.Change{Side: justice.Side, Body: measured})
	h.write(t, operator, app.Change{ID: "ombudsman", Side: heed.Side{Voice: heed.VoiceNHRI, State: "XVA"}, Body: heed.Institution{Names: map[string]string{"en": "Ombudsman"}, Kind: heed.InstitutionNHRI}})
	follow, err := find.New(h.store).Follow(t.Context(), heed.Viewer{})
	if all := find.All[heed.Institution](follow); err != nil || len(all) != 1 || all[0].Institution != "ombudsman" {
		t.Errorf("%+v, %v", all, err)
	}
}

// What is changed behind Heed's back shows, and what is erased is gone.
func TestVerify_FollowUp(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	f := find.New(h.store)
	v := h.write(t, justice, app.Change{Body: measured})
	second := h.write(t, justice, app.Change{ID: v.ID, Base: 1, Body: measured})
	if n := h.sees(t, f, justice.Viewer(), v.ID); n != 2 {
		t.Fatal(n)
	}
	if err := h.Erase(t.Context(), operator, second.Entry, "names somebody"); err != nil {
		t.Fatal(err)
	}
	if n := h.sees(t, f, justice.Viewer(), v.ID); n != 1 {
		t.Errorf("erased, and still seen: version %d", n)
	}
	h.entries(t)
	forged := v
	forged.Body = json.RawMessage(`{"title":"Another","kind":"law","lead":"justice"}`)
	r, err := h.tampered(t, forged)
	if err != nil || len(r.Problems) != 1 || r.Problems[0].Key != "problem.version" {
		t.Errorf("%+v, %v", r.Problems, err)
	}
}

// tampered replaces a version behind Heed's back, and verifies.
func (h house) tampered(t *testing.T, v heed.Version) (app.VerifyReport, error) {
	t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	h.behind(t, `UPDATE versions SET body = ? WHERE entry = ?`, string(body), v.Entry)
	return h.Verify(t.Context(), operator)
}

// behind changes the store as somebody would who goes around Heed.
func (h house) behind(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := h.database(t).ExecContext(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

// database opens the database of a store past Heed, on one connection.
func (h house) database(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open(h.driver, h.address)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// enrol makes accounts for people of whom tests speak.
func (h house) enrol(t *testing.T, all ...heed.Actor) {
	t.Helper()
	err := h.store.Update(t.Context(), func(tx store.Tx) error {
		var errs []error
		for _, a := range all {
			errs = append(errs, tx.PutAccount(t.Context(), heed.Account{ID: heed.ID(a.Pseudonym), Pseudonym: a.Pseudonym, Email: a.Pseudonym + "@example.org", Role: a.Role, Side: a.Side, Created: noon}))
			entry, err := audit.NewEntry(heed.EntryAccount, a.Role, noon, map[string]any{"did": "joined", "pseudonym": a.Pseudonym, "role": a.Role, "voice": a.Voice, "state": a.State, "institution": a.Institution, "by": "operator"})
			if err == nil {
				_, err = tx.Append(t.Context(), entry)
			}
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is for named people only is seen by its author and by them, and takes its
// past with it; it goes to nobody else by being handed over.
func TestWrite_ForNamedPeopleOnly(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	h.enrol(t, mfa, justice, clerk, health, ngo)
	f := find.New(h.store)
	v := h.write(t, clerk, app.Change{Body: measured}) // the institution sees it
	check := func(when string, ministry, named, coordinator, author int) {
		t.Helper()
		for name, want := range map[string]struct {
			viewer heed.Actor
			number int
		}{"another of the ministry": {justice, ministry}, "who is named": {health, named}, "coordinator": {mfa, coordinator}, "author": {clerk, author}, "another voice": {ngo, 0}, "public": {heed.Actor{}, 0}, "operator": {operator, 0}} {
			if got := h.sees(t, f, want.viewer.Viewer(), v.ID); got != want.number {
				t.Errorf("%s: %s sees version %d, want %d", when, name, got, want.number)
			}
		}
	}
	check("of the institution", 1, 0, 0, 1)
	for name, named := range map[string][]string{"who is of another voice": {"ngo"}, "who is not there": {"nobody"}, "twice the same": {"health", "health"}} {
		if _, err := h.Write(t.Context(), clerk, app.Change{ID: v.ID, Base: 1, Visibility: heed.VisibleNamed, Named: named, Body: measured}); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("named %s: %v", name, err)
		}
	}
	h.write(t, clerk, app.Change{ID: v.ID, Base: 1, Visibility: heed.VisibleNamed, Named: []string{"health"}, Body: measured})
	check("for who is named", 0, 2, 0, 2)
	if err := h.Move(t.Context(), clerk, app.Move{Subject: v.Subject, Base: 2, To: heed.StepSubmitted}); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("handed over: %v", err)
	}
	if _, err := h.Write(t.Context(), clerk, app.Change{ID: v.ID, Base: 2, Submit: true, Body: measured}); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("handed over while it is written: %v", err)
	}
	if _, err := h.Write(t.Context(), justice, app.Change{ID: v.ID, Base: 2, Body: measured}); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("who is not named changes it: %v", err)
	}
	if third := h.write(t, clerk, app.Change{ID: v.ID, Base: 2, Body: measured}); len(third.Named) != 1 {
		t.Errorf("changed, and %v are named", third.Named)
	}
	if last := h.write(t, clerk, app.Change{ID: v.ID, Base: 3, Visibility: heed.VisibleInstitution, Body: measured}); last.Named != nil {
		t.Errorf("for the institution, and %v are named", last.Named)
	}
	check("of the institution again", 4, 3, 0, 4)
	h.entries(t)
}
