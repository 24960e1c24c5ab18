// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/claim"
	"github.com/heed-upr/heed/internal/find"
)

// report is what a newspaper wrote; newspaper is it as a source.
const report = "Veldania is not a signatory to the Convention against Torture, lawyers said. It ratified the International Covenant on Civil and Political Rights in 1992."

func newspaper(level heed.Sensitivity) app.Exhibit {
	e := proof
	e.Title, e.Level, e.Bearing, e.Date, e.Publisher = "What lawyers said", level, heed.EvidenceContext, "2026-05-12", "The Harbour Gazette"
	return app.Exhibit{Change: app.Change{Visibility: heed.VisibleCoordination, Body: e}, Address: "https://gazette.example/lawyers", Pasted: report}
}

// claimsOf are the claims that a program finds in a source, held against the record.
func claimsOf(t *testing.T, source heed.ID) []heed.Claim {
	t.Helper()
	known, err := find.New(newHouse(t, "1").store).ClaimContext(t.Context(), heed.Viewer{}, "XVA", "2026-05-12")
	if err != nil {
		t.Fatal(err)
	}
	found, read := find.ClaimsIn(report, "XVA", known)
	if !read || len(found) != 2 {
		t.Fatalf("%v, %+v", read, found)
	}
	var out []heed.Claim
	for _, f := range found {
		out = append(out, heed.Claim{Source: source, State: f.State, Subject: f.Subject, Quote: f.Quote, Date: "2026-05-12", Proposed: f.Held})
	}
	return out
}

// A program proposes and a person confirms; what was found is not changed; a claim
// stands with its source, in its voice and of its State.
func TestClaim(t *testing.T) { bothEngines(t, tryClaim) }

func tryClaim(t *testing.T, h house) {
	t.Helper()
	h.enrol(t, ngo, worker, allied, mfa, abroad, guest)
	source := h.prove(t, worker, newspaper(heed.SensitivityOpen))
	all := claimsOf(t, source.ID)
	misleads := all[0]
	if misleads.Subject != "CAT" || misleads.Proposed.Verdict != heed.ClaimMisleads || all[1].Proposed.Verdict != heed.ClaimAgrees {
		t.Fatalf("%+v", all)
	}
	v := h.write(t, worker, app.Change{Visibility: heed.VisibleCoordination, Body: misleads})
	another := misleads
	another.Source = "none"
	refusesClaim(t, h, worker, "of a source that is not there", another, heed.CodeInvalid, "error.field_value")
	another = misleads
	another.Quote = "Veldania is a State party to the Convention against Torture."
	refusesClaim(t, h, worker, "in words that do not stand there", another, heed.CodeInvalid, "error.claim_words")
	another = misleads
	another.State = "XNO"
	refusesClaim(t, h, worker, "of another State", another, heed.CodeForbidden, "error.speaks_of_another_state")
	another = misleads
	another.Date = ""
	refusesClaim(t, h, worker, "as of no day", another, heed.CodeInvalid, "error.field_missing")
	another = misleads
	another.Verdict = heed.ClaimAgrees
	refusesClaim(t, h, worker, "changed without a reason", another, heed.CodeInvalid, "error.field_missing")
	refusesClaim(t, h, mfa, "of what another voice alone sees", misleads, heed.CodeInvalid, "error.field_value")
	refusesClaim(t, h, guest, "by a reader", misleads, heed.CodeForbidden, "error.forbidden")

	move := func(by heed.Actor, base int, to heed.Step) error {
		return h.Move(t.Context(), by, app.Move{Subject: v.Subject, Base: base, To: to, Note: "gone"})
	}
	refuses(t, "what nobody has confirmed", move(worker, 1, heed.StepSubmitted), heed.CodeInvalid, "error.claim_unconfirmed")
	_, err := h.Write(t.Context(), worker, app.Change{ID: v.ID, Base: 1, Submit: true, Body: misleads})
	refuses(t, "what nobody has confirmed, handed over as it is written", err, heed.CodeInvalid, "error.claim_unconfirmed")
	for what, change := range map[string]func(*heed.Claim){
		"the sentence":  func(c *heed.Claim) { c.Quote = "Veldania is not a signatory" },
		"the treaty":    func(c *heed.Claim) { c.Subject = "CRC" },
		"the day":       func(c *heed.Claim) { c.Date = "2025-01-01" },
		"the proposal":  func(c *heed.Claim) { c.Proposed.Verdict = heed.ClaimMisleads; c.Proposed.Record = nil },
		"the programme": func(c *heed.Claim) { c.Proposed.Why = nil },
	} {
		changed := misleads
		change(&changed)
		_, err := h.Write(t.Context(), worker, app.Change{ID: v.ID, Base: 1, Body: changed})
		refuses(t, what+" that was found", err, heed.CodeInvalid, "error.claim_changed")
	}
	misleads.Verdict = heed.ClaimMisleads
	h.write(t, allied, app.Change{ID: v.ID, Base: 1, Body: misleads})
	if err := move(worker, 2, heed.StepSubmitted); err != nil {
		t.Fatal(err)
	}
	refuses(t, "reviewed by who confirmed it", move(allied, 3, heed.StepReviewed), heed.CodeForbidden, "")
	if err := move(ngo, 3, heed.StepReviewed); err != nil {
		t.Fatal(err)
	}
	refuses(t, "published before its source", move(allied, 4, heed.StepPublished), heed.CodeConflict, "error.source_first")
	h.publish(t, source, allied)
	if err := move(allied, 4, heed.StepPublished); err != nil {
		t.Fatal(err)
	}
	sourceShows(t, h, source.ID, 1)
	// A voice takes its source back: nobody else reads what stands in it any more.
	if err := h.Move(t.Context(), allied, app.Move{Subject: source.Subject, Base: 4, To: heed.StepWithdrawn, Note: "It endangers somebody"}); err != nil {
		t.Fatal(err)
	}
	follow, err := find.New(h.store).Follow(t.Context(), heed.Viewer{})
	if err != nil || len(follow.Claims("XVA")) != 0 {
		t.Errorf("%+v, %v", follow.Claims("XVA"), err)
	}
	if _, err := follow.Past(v.Subject); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("its history: %v", err)
	}
	if own, err := find.New(h.store).Follow(t.Context(), allied.Viewer()); err != nil || len(own.Claims("XVA")) != 1 {
		t.Errorf("its own voice sees %+v, %v", own.Claims("XVA"), err)
	}
}

func refusesClaim(t *testing.T, h house, by heed.Actor, what string, c heed.Claim, code heed.Code, key string) {
	t.Helper()
	_, err := h.Write(t.Context(), by, app.Change{Body: c})
	refuses(t, "a claim "+what, err, code, key)
}

// sourceShows holds what everybody sees of a source and of the State's record.
func sourceShows(t *testing.T, h house, source heed.ID, n int) {
	t.Helper()
	f := find.New(h.store)
	follow, err := f.Follow(t.Context(), heed.Viewer{})
	if err != nil {
		t.Fatal(err)
	}
	shown, err := follow.SourceOf(source)
	if err != nil || len(shown.Claims) != n || len(follow.Claims("XVA")) != n {
		t.Errorf("%+v, %v", shown, err)
	}
	r, err := f.Recommendation(t.Context(), heed.Viewer{}, rec491)
	if err != nil || len(r.Evidence) != 1 || len(r.Evidence[0].Claims) != n {
		t.Errorf("%+v, %v", r.Evidence, err)
	}
}

// Evidence for named people only has no claims, and loses those that it has to
// everybody who is not named.
func TestClaim_OfWhatIsRestricted(t *testing.T) {
	h := proving(t)
	x := newspaper(heed.SensitivityRestricted)
	x.Visibility, x.Named = heed.VisibleNamed, []string{"ngo"}
	secret := h.prove(t, worker, x)
	refusesClaim(t, h, worker, "of what is restricted", claimsOf(t, secret.ID)[0], heed.CodeInvalid, "error.claim_restricted")

	inner := newspaper(heed.SensitivityInternal)
	inner.Visibility = heed.VisibleInstitution
	source := h.prove(t, worker, inner)
	own := claimsOf(t, source.ID)[1]
	own.Verdict = heed.ClaimAgrees
	_, err := h.Write(t.Context(), worker, app.Change{Submit: true, Body: own})
	refuses(t, "a claim whose source nobody else sees, handed over", err, heed.CodeConflict, "error.source_unseen")
	v := h.write(t, worker, app.Change{Visibility: heed.VisibleCoordination, Body: claimsOf(t, source.ID)[0]})
	shown := func(who heed.Actor) bool {
		follow, err := find.New(h.store).Follow(t.Context(), who.Viewer())
		if err != nil {
			t.Fatal(err)
		}
		_, err = find.One[heed.Claim](follow, v.ID)
		return err == nil
	}
	if !shown(ngo) || shown(allied) {
		t.Error("a claim is read by who reads its source, and by nobody else")
	}
	raised := newspaper(heed.SensitivityRestricted)
	raised.ID, raised.Base, raised.Visibility, raised.Named = source.ID, 1, heed.VisibleNamed, []string{}
	h.prove(t, worker, raised)
	if !shown(worker) || shown(ngo) {
		t.Error("what is restricted since still tells by its claims")
	}
}

// What a voice has confirmed and published goes along with its source, and only
// with it.
func TestBundle_Claims(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h = h.signs(t)
		h.enrol(t, ngo, worker, allied)
		h.write(t, operator, app.Change{ID: "ngo", Side: ngo.Side, Body: heed.Institution{Names: map[string]string{"en": "Friends"}, Kind: heed.InstitutionCSO, Vouched: "somebody"}})
		source := h.prove(t, worker, newspaper(heed.SensitivityOpen))
		h.publish(t, source, allied)
		said := claimsOf(t, source.ID)[0]
		said.Verdict = heed.ClaimMisleads
		h.publish(t, h.write(t, worker, app.Change{Body: said}), allied)
		data, from := h.bundle(t, civil), app.Sender{Key: h.LogKey(), Voice: heed.VoiceCivilSociety}
		to := newHouse(t, "1")
		// Without the review there is no source, and no claim without that.
		taken, err := to.TakeBundle(t.Context(), operator, bytes.NewReader(data), from, false)
		if err != nil || len(taken.Left) != 2 {
			t.Errorf("%+v, %v", taken, err)
		}
		to.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
		if taken, err = to.TakeBundle(t.Context(), operator, bytes.NewReader(data), from, false); err != nil || taken.New != 2 {
			t.Errorf("%+v, %v", taken, err)
		}
		sourceShows(t, to, source.ID, 1)
	})
}

// A name that is struck out is out of a claim too, which stays what was found.
func TestRedact_Claims(t *testing.T) {
	h := proving(t)
	x := newspaper(heed.SensitivityOpen)
	x.Pasted = "Veldania is not a signatory to the Convention against Torture, Arda Velin said."
	source := h.prove(t, worker, x)
	found, _ := find.ClaimsIn(x.Pasted, "XVA", claim.Context{Date: "2026-05-12"})
	if len(found) != 1 || !strings.Contains(found[0].Quote, endangered) {
		t.Fatalf("%+v", found)
	}
	said := heed.Claim{Source: source.ID, State: "XVA", Subject: found[0].Subject, Quote: found[0].Quote, Date: "2026-05-12", Proposed: found[0].Held}
	v := h.write(t, worker, app.Change{Visibility: heed.VisibleCoordination, Body: said})
	if _, err := h.Redact(t.Context(), operator, app.Redaction{Forms: []string{endangered}, Reason: "a person at risk"}); err != nil {
		t.Fatal(err)
	}
	if left := h.inHouse(t); len(left) > 0 {
		t.Errorf("the name is still in %s", left)
	}
	follow, err := find.New(h.store).Follow(t.Context(), worker.Viewer())
	if err != nil {
		t.Fatal(err)
	}
	now, err := find.One[heed.Claim](follow, v.ID)
	if err != nil || strings.Contains(now.Body.Quote, endangered) {
		t.Fatalf("%+v, %v", now.Body, err)
	}
	now.Body.Verdict = heed.ClaimMisleads
	h.write(t, worker, app.Change{ID: v.ID, Base: 1, Body: now.Body})
	h.entries(t)
}
