// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/seal"
)

// naming is a house that shows names, with a public dossier of civil society.
func naming(t *testing.T, h house) (house, heed.ID) {
	t.Helper()
	h.enrol(t, ngo, worker, helper, guest, allied, mfa, justice, ombudsman)
	h.ShowsNames = true
	d := h.write(t, ngo, app.Change{Body: harbour()})
	h.publish(t, d, ngo)
	return h, d.ID
}

// someone records a person, and publishes that.
func (h house) someone(t *testing.T, dossier heed.ID, role heed.PersonRole, minor bool) heed.Version {
	t.Helper()
	v := h.write(t, ngo, app.Change{Body: heed.Person{Dossier: dossier, Reference: "Person 7", Role: role, Minor: minor, What: heed.Texts{"en": "Was there."}, Source: heed.Source{Title: "A paper"}}})
	h.publish(t, v, ngo)
	return v
}

// yes is a consent that holds at noon.
func yes() *heed.Consent {
	today := heed.Date(noon.Format(time.DateOnly))
	return &heed.Consent{By: heed.ConsentPerson, Scopes: []heed.NameScope{heed.NameOnPage, heed.NameInData}, How: "A signed paper, kept in the safe.", Given: today.Add(-10), Until: today.Add(10)}
}

func ruled(stage heed.JudgmentStage) *heed.Judgment {
	return &heed.Judgment{Court: "City Court", Date: heed.Date(noon.Format(time.DateOnly)).Add(-30), Number: "1-23/2026", Stage: stage, Outcome: heed.JudgmentConvicted, Source: heed.Source{Title: "Register of judgments"}}
}

var called = heed.Texts{"en": "Zarina Qasymbek", "kk": "Зарина Қасымбек"}

// named has a name given and published.
func (h house) named(t *testing.T, n app.Naming) heed.Version {
	t.Helper()
	v, err := h.GiveName(t.Context(), ngo, n)
	if err != nil {
		t.Fatal(err)
	}
	h.publish(t, v, ngo)
	return v
}

// shows reports where the name of somebody is shown at a time.
func (h house) shows(t *testing.T, at time.Time, id heed.ID) (onPage, inData bool) {
	t.Helper()
	was := h.Now
	h.Now = func() time.Time { return at }
	defer func() { h.Now = was }()
	page, err := h.ShownNames(t.Context(), heed.NameOnPage, id)
	if err != nil {
		t.Fatal(err)
	}
	data, err := h.ShownNames(t.Context(), heed.NameInData, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []heed.Named{page[id], data[id]} {
		if text, _ := n.Name.In("en"); text != "" && text != called["en"] {
			t.Errorf("the name is %q", text)
		}
	}
	_, onPage = page[id]
	_, inData = data[id]
	return onPage, inData
}

func (h house) wants(t *testing.T, what string, at time.Time, id heed.ID, onPage, inData bool) {
	t.Helper()
	if page, data := h.shows(t, at, id); page != onPage || data != inData {
		t.Errorf("%s: on the page %t, in data %t", what, page, data)
	}
}

// A name is refused by every rule that it breaks.
func TestGiveName_Refuses(t *testing.T) { bothEngines(t, tryNameRefusals) }

func tryNameRefusals(t *testing.T, h house) {
	t.Helper()
	h, d := naming(t, h)
	victim, child := h.someone(t, d, heed.PersonVictim, false), h.someone(t, d, heed.PersonWitness, true)
	accused, boy := h.someone(t, d, heed.PersonAccused, false), h.someone(t, d, heed.PersonAccused, true)
	with := func(change func(*heed.Consent)) *heed.Consent {
		c := yes()
		change(c)
		return c
	}
	later := ruled(heed.JudgmentFinal)
	later.Date = "2999-01-01"
	for name, c := range map[string]struct {
		by  heed.Actor
		n   app.Naming
		key string
	}{
		"nobody":                 {heed.Actor{}, app.Naming{Person: victim.ID, Name: called, Consent: yes()}, "error.forbidden"},
		"a reader":               {guest, app.Naming{Person: victim.ID, Name: called, Consent: yes()}, "error.forbidden"},
		"another voice":          {ombudsman, app.Naming{Person: victim.ID, Name: called, Consent: yes()}, "error.forbidden"},
		"nothing to show it by":  {ngo, app.Naming{Person: victim.ID, Name: called}, "error.name_basis"},
		"two things":             {ngo, app.Naming{Person: victim.ID, Name: called, Consent: yes(), Judgment: ruled(heed.JudgmentFinal)}, "error.name_basis"},
		"no name":                {ngo, app.Naming{Person: victim.ID, Consent: yes()}, "error.field_missing"},
		"nobody of that name":    {ngo, app.Naming{Person: "none", Name: called, Consent: yes()}, "error.field_value"},
		"no scope":               {ngo, app.Naming{Person: victim.ID, Name: called, Consent: with(func(c *heed.Consent) { c.Scopes = nil })}, "error.field_missing"},
		"a scope that is none":   {ngo, app.Naming{Person: victim.ID, Name: called, Consent: with(func(c *heed.Consent) { c.Scopes = []heed.NameScope{"walls"} })}, "error.field_value"},
		"a scope twice":          {ngo, app.Naming{Person: victim.ID, Name: called, Consent: with(func(c *heed.Consent) { c.Scopes = []heed.NameScope{"page", "page"} })}, "error.field_twice"},
		"no word on how":         {ngo, app.Naming{Person: victim.ID, Name: called, Consent: with(func(c *heed.Consent) { c.How = " " })}, "error.field_missing"},
		"no end":                 {ngo, app.Naming{Person: victim.ID, Name: called, Consent: with(func(c *heed.Consent) { c.Until = "" })}, "error.field_missing"},
		"ends before it began":   {ngo, app.Naming{Person: victim.ID, Name: called, Consent: with(func(c *heed.Consent) { c.Until = c.Given.Add(-1) })}, "error.field_order"},
		"given tomorrow":         {ngo, app.Naming{Person: victim.ID, Name: called, Consent: with(func(c *heed.Consent) { c.Given, c.Until = "2998-01-01", "2999-01-01" })}, "error.field_future"},
		"withdrawn tomorrow":     {ngo, app.Naming{Person: victim.ID, Name: called, Consent: with(func(c *heed.Consent) { c.Withdrawn = "2999-01-01" })}, "error.field_future"},
		"the name beside it":     {ngo, app.Naming{Person: victim.ID, Name: called, Consent: with(func(c *heed.Consent) { c.How = "Signed by Ms QASYMBEK." })}, "error.name_in_text"},
		"the name in the note":   {ngo, app.Naming{Person: victim.ID, Name: called, Consent: yes(), Note: "Зарина said so"}, "error.name_in_text"},
		"a victim by a judgment": {ngo, app.Naming{Person: victim.ID, Name: called, Judgment: ruled(heed.JudgmentFinal)}, "name_bar.consent"},
		"a child by itself":      {ngo, app.Naming{Person: child.ID, Name: called, Consent: yes()}, "name_bar.guardian"},
		"an accused by consent":  {ngo, app.Naming{Person: accused.ID, Name: called, Consent: yes()}, "name_bar.judgment"},
		"an accused child":       {ngo, app.Naming{Person: boy.ID, Name: called, Judgment: ruled(heed.JudgmentFinal)}, "name_bar.minor_accused"},
		"a judgment to come":     {ngo, app.Naming{Person: accused.ID, Name: called, Judgment: later}, "error.field_future"},
		"no outcome":             {ngo, app.Naming{Person: accused.ID, Name: called, Judgment: &heed.Judgment{Court: "A court", Date: "2020-01-01", Number: "1", Stage: heed.JudgmentFinal, Source: heed.Source{Title: "A register"}}}, "error.field_value"},
		"turned around":          {ngo, app.Naming{Person: victim.ID, Name: heed.Texts{"en": "Zarina \u202e321"}, Consent: yes()}, "error.field_unseen"},
		"no stage":               {ngo, app.Naming{Person: accused.ID, Name: called, Judgment: ruled("")}, "error.field_value"},
		"a judgment nowhere":     {ngo, app.Naming{Person: accused.ID, Name: called, Judgment: &heed.Judgment{Court: "A court", Date: "2020-01-01", Number: "1", Stage: heed.JudgmentFinal, Outcome: heed.JudgmentConvicted}}, "error.source_missing"},
		"for who is of another":  {ngo, app.Naming{Person: victim.ID, Name: called, Consent: yes(), Named: []string{mfa.Pseudonym}}, "error.field_value"},
	} {
		before := h.entries(t)
		_, err := h.GiveName(t.Context(), c.by, c.n)
		refuses(t, name, err, heed.ErrorCode(err), c.key)
		if err != nil && (strings.Contains(err.Error(), "asymbek") || h.entries(t) != before) {
			t.Errorf("%s: the name is in the error, or something was written: %v", name, err)
		}
	}
	coordinator := member("lead", heed.VoiceCivilSociety, heed.Coordinator, "alliance")
	h.enrol(t, coordinator)
	if v, err := h.GiveName(t.Context(), coordinator, app.Naming{Person: child.ID, Name: called, Consent: with(func(c *heed.Consent) { c.By = heed.ConsentGuardian })}); err != nil || v.Side != ngo.Side {
		t.Errorf("who leads the voice: %+v, %v", v, err)
	}
	v, err := h.GiveName(t.Context(), ngo, app.Naming{Person: victim.ID, Name: called, Consent: yes(), Named: []string{guest.Pseudonym}})
	if err != nil {
		t.Fatal(err)
	}
	says, err := v.Matter()
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.Write(t.Context(), ngo, app.Change{ID: v.ID, Base: 1, Body: says})
	refuses(t, "by another door", err, heed.CodeInvalid, "error.name_door")
	_, err = h.Write(t.Context(), ngo, app.Change{Body: heed.Remark{On: v.Subject, At: 1, Text: "Zarina?"}})
	refuses(t, "a comment", err, heed.CodeInvalid, "error.name_comment")
	_, err = h.GiveName(t.Context(), worker, app.Naming{Person: victim.ID, Base: 1, Name: called, Consent: yes()})
	refuses(t, "who does not read it", err, heed.CodeNotFound, "error.version_not_found")
	_, err = h.GiveName(t.Context(), ngo, app.Naming{Person: victim.ID, Base: 0, Name: called, Consent: yes()})
	refuses(t, "over a newer one", err, heed.CodeConflict, "error.version_newer")
	refuses(t, "a note with the name", h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: 1, To: heed.StepWithdrawn, Note: "Zarina asked"}), heed.CodeInvalid, "error.name_in_text")
	for who, may := range map[string]struct {
		viewer heed.Actor
		reads  bool
	}{"author": {ngo, true}, "named": {guest, true}, "institution": {worker, false}, "coordinator": {allied, false}, "the State": {mfa, false}, "operator": {operator, false}, "public": {heed.Actor{}, false}} {
		held, err := h.NameOf(t.Context(), may.viewer.Viewer(), victim.ID)
		if reads := err == nil && held.Name["en"] == called["en"]; reads != may.reads {
			t.Errorf("%s reads it: %t, %v", who, reads, err)
		}
		if !may.reads && (held.Number != 0 || held.Says.Person != "") {
			t.Errorf("%s learns that it is there: %+v", who, held.Version)
		}
	}
	h.ShowsNames = false
	_, err = h.GiveName(t.Context(), ngo, app.Naming{Person: victim.ID, Base: 1, Name: called, Consent: yes()})
	refuses(t, "where nobody is named", err, heed.CodeConflict, "error.names_off")
	for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed} {
		if err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: 1 + i, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	refuses(t, "published where nobody is named", h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: 3, To: heed.StepPublished}), heed.CodeConflict, "error.names_off")
}

// A name is shown while the consent holds or the judgment stands, and not a moment
// longer.
func TestShownNames(t *testing.T) { bothEngines(t, tryShownNames) }

func tryShownNames(t *testing.T, h house) {
	t.Helper()
	h, d := naming(t, h)
	days := func(n int) time.Time { return noon.AddDate(0, 0, n) }
	give := func(n app.Naming) heed.Version {
		t.Helper()
		v, err := h.GiveName(t.Context(), ngo, n)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}

	victim := h.someone(t, d, heed.PersonVictim, false)
	v := give(app.Naming{Person: victim.ID, Name: called, Consent: yes()})
	h.wants(t, "a draft", noon, victim.ID, false, false)
	h.publish(t, v, ngo)
	h.wants(t, "published", noon, victim.ID, true, true)
	h.wants(t, "on the last day", days(10), victim.ID, true, true)
	h.wants(t, "a day later", days(11), victim.ID, false, false)
	h.wants(t, "before it was given", days(-11), victim.ID, false, false)
	h.ShowsNames = false
	h.wants(t, "where nobody is named", noon, victim.ID, false, false)
	h.ShowsNames = true
	narrow := yes()
	narrow.Scopes = []heed.NameScope{heed.NameOnPage}
	v = give(app.Naming{Person: victim.ID, Base: 4, Consent: narrow})
	h.wants(t, "written anew", noon, victim.ID, false, false)
	h.publish(t, v, ngo)
	h.wants(t, "for the page only", noon, victim.ID, true, false)
	gone := yes()
	gone.Withdrawn = heed.Date(noon.Format(time.DateOnly))
	v = give(app.Naming{Person: victim.ID, Base: 8, Consent: gone})
	h.wants(t, "withdrawn by the person", noon, victim.ID, false, false)
	for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed} {
		if err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + i, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	refuses(t, "what is withdrawn is published", h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + 2, To: heed.StepPublished}), heed.CodeConflict, "name_bar.withdrawn")

	child := h.someone(t, d, heed.PersonVictim, true)
	guardian := yes()
	guardian.By = heed.ConsentGuardian
	h.named(t, app.Naming{Person: child.ID, Name: called, Consent: guardian})
	shown, err := h.ShownNames(t.Context(), heed.NameOnPage, child.ID)
	if err != nil || !shown[child.ID].Guardian || shown[child.ID].Until != guardian.Until {
		t.Errorf("a child: %+v, %v", shown, err)
	}
	for who, actor := range map[string]heed.Actor{"a colleague who does not read it": worker, "the State": mfa, "the ombudsman": ombudsman, "a reader": guest, "nobody": {}} {
		if err := h.TakeNameAway(t.Context(), actor, child.ID, "They asked."); heed.ErrorCode(err) != heed.CodeForbidden {
			t.Errorf("%s: %v", who, err)
		}
	}
	refuses(t, "without a reason", h.TakeNameAway(t.Context(), allied, child.ID, " "), heed.CodeInvalid, "error.note_missing")
	refuses(t, "with the name", h.TakeNameAway(t.Context(), allied, child.ID, "Zarina asked."), heed.CodeInvalid, "error.name_in_text")
	was := h.Now
	h.Now = func() time.Time { return days(11) }
	refuses(t, "what nobody reads any more", h.TakeNameAway(t.Context(), allied, child.ID, "Zarina?"), heed.CodeNotFound, "error.version_not_found")
	h.Now = was
	if err := h.TakeNameAway(t.Context(), allied, child.ID, "They asked."); err != nil {
		t.Errorf("who leads the voice: %v", err)
	}
	h.wants(t, "taken away", noon, child.ID, false, false)
	refuses(t, "twice", h.TakeNameAway(t.Context(), allied, child.ID, "They asked."), heed.CodeNotFound, "error.version_not_found")

	accused := h.someone(t, d, heed.PersonAccused, false)
	h.named(t, app.Naming{Person: accused.ID, Name: called, Judgment: ruled(heed.JudgmentFirst)})
	h.wants(t, "by a judgment", days(1000), accused.ID, true, true)
	if shown, err = h.ShownNames(t.Context(), heed.NameOnPage, accused.ID); err != nil || shown[accused.ID].Judgment.Stage != heed.JudgmentFirst {
		t.Errorf("a judgment: %+v, %v", shown, err)
	}
	acquitted := ruled(heed.JudgmentAppeal)
	acquitted.Outcome = heed.JudgmentAcquitted
	v = give(app.Naming{Person: accused.ID, Base: 4, Judgment: acquitted})
	h.wants(t, "acquitted on appeal", noon, accused.ID, false, false)
	for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed} {
		if err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + i, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	refuses(t, "who was acquitted is named", h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + 2, To: heed.StepPublished}), heed.CodeConflict, "name_bar.outcome")
	v = give(app.Naming{Person: accused.ID, Base: v.Number + 2, Judgment: ruled(heed.JudgmentQuashed)})
	h.wants(t, "quashed", noon, accused.ID, false, false)
	for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed} {
		if err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + i, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	refuses(t, "what is quashed is published", h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + 2, To: heed.StepPublished}), heed.CodeConflict, "name_bar.quashed")

	lawyer := h.write(t, ngo, app.Change{Body: heed.Person{Dossier: d, Reference: "Person 9", Role: heed.PersonLawyer, What: heed.Texts{"en": "Defended."}, Source: heed.Source{Title: "A paper"}}})
	v = give(app.Naming{Person: lawyer.ID, Name: called, Consent: yes()})
	for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed} {
		if err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + i, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	refuses(t, "before its person", h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + 2, To: heed.StepPublished}), heed.CodeConflict, "error.person_first")
	h.publish(t, lawyer, ngo)
	if err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + 2, To: heed.StepPublished}); err != nil {
		t.Fatal(err)
	}
	h.wants(t, "with its person", noon, lawyer.ID, true, true)
	// Who becomes an accused person is named by no consent any more.
	changed := heed.Person{Dossier: d, Reference: "Person 9", Role: heed.PersonAccused, What: heed.Texts{"en": "Defended."}, Source: heed.Source{Title: "A paper"}}
	next, err := h.Write(t.Context(), ngo, app.Change{ID: lawyer.ID, Base: 4, Body: changed})
	if err != nil {
		t.Fatal(err)
	}
	h.publish(t, next[0], ngo)
	h.wants(t, "accused since", noon, lawyer.ID, false, false)
	if err := h.Move(t.Context(), ngo, app.Move{Subject: heed.Subject{Kind: heed.SubjectDossier, ID: d}, Base: 4, To: heed.StepWithdrawn, Note: "It was another harbour."}); err != nil {
		t.Fatal(err)
	}
	h.wants(t, "without its dossier", noon, accused.ID, false, false)
}

// A consent that ends is due for who reads the name, and for nobody else, until it is
// renewed or withdrawn.
func TestName_ConsentEnds(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h, d := naming(t, h)
		victim, accused := h.someone(t, d, heed.PersonVictim, false), h.someone(t, d, heed.PersonAccused, false)
		h.named(t, app.Naming{Person: victim.ID, Name: called, Consent: yes(), Named: []string{guest.Pseudonym}})
		h.named(t, app.Naming{Person: accused.ID, Name: called, Judgment: ruled(heed.JudgmentFinal)})
		today := heed.Date(noon.Format(time.DateOnly))
		wants := func(what string, who heed.Actor, days int, want ...heed.Date) {
			t.Helper()
			all, err := find.New(h.store).Due(t.Context(), who.Viewer(), today, days)
			if err != nil {
				t.Fatal(err)
			}
			var got []heed.Date
			for _, o := range all {
				if o.Kind == heed.DueConsent {
					got = append(got, o.On)
					if o.Person != ngo.Pseudonym || o.Of.ID != victim.ID || !slices.Equal(o.Readers, []string{ngo.Pseudonym, guest.Pseudonym}) {
						t.Errorf("%s: %+v", what, o)
					}
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", what, got, want)
			}
		}
		wants("in time", ngo, 14, today.Add(10))
		wants("too early", ngo, 9)
		for what, who := range map[string]heed.Actor{"a colleague": worker, "another organisation": allied, "the State": mfa} {
			wants(what, who, 90)
		}
		longer := yes()
		longer.Until = today.Add(400)
		v, err := h.GiveName(t.Context(), ngo, app.Naming{Person: victim.ID, Base: 4, Consent: longer})
		if err != nil {
			t.Fatal(err)
		}
		wants("renewed", ngo, 90)
		gone := yes()
		gone.Withdrawn = today
		if _, err := h.GiveName(t.Context(), ngo, app.Naming{Person: victim.ID, Base: v.Number, Consent: gone}); err != nil {
			t.Fatal(err)
		}
		wants("withdrawn", ngo, 90)
	})
}

// A name stands in clear nowhere: not in the store, not in the log, not in a bundle,
// not in what anybody finds; a redaction destroys it, and without its key nobody
// reads it.
func TestName_StandsNowhere(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h = h.signs(t)
		h, d := naming(t, h)
		victim, witness := h.someone(t, d, heed.PersonVictim, false), h.someone(t, d, heed.PersonWitness, false)
		h.named(t, app.Naming{Person: victim.ID, Name: called, Consent: yes()})
		h.named(t, app.Naming{Person: witness.ID, Name: heed.Texts{"en": "Otherwise Someone"}, Consent: yes()})
		holds := func(data []byte) bool {
			return bytes.Contains(data, []byte("asymbek")) || bytes.Contains(data, []byte("асымбек"))
		}
		if err := h.store.View(t.Context(), func(s find.Source) error {
			all, err := s.Entries(t.Context(), 0, 1000)
			for _, e := range all {
				if holds(e.Content) {
					t.Errorf("entry %d of the log has it", e.Position)
				}
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if files, err := filepath.Glob(filepath.Join(h.dir, "heed.db*")); err == nil {
			for _, file := range files {
				if data, err := os.ReadFile(file); err == nil && holds(data) {
					t.Errorf("%s has it", filepath.Base(file))
				}
			}
		}
		var out bytes.Buffer
		if made, err := h.Bundle(t.Context(), operator, civil, &out); err != nil || made.Publications[heed.SubjectName] > 0 || holds(out.Bytes()) {
			t.Errorf("a bundle has it: %+v, %v", made.Publications, err)
		}
		for who, viewer := range map[string]heed.Viewer{"public": {}, "colleague": worker.Viewer(), "author": ngo.Viewer()} {
			dossier, err := find.New(h.store).Dossier(t.Context(), viewer, d)
			data, failed := json.Marshal(dossier)
			if err != nil || failed != nil || holds(data) {
				t.Errorf("%s finds it: %v, %v", who, err, failed)
			}
		}
		redact := app.Redaction{Forms: []string{"Qasymbek", "Қасымбек"}, Reason: "It endangers somebody.", DryRun: true}
		if r, err := h.Redact(t.Context(), operator, redact); err != nil || r.Versions[heed.SubjectName] != 4 || r.Times != 8 || r.Locked != 0 {
			t.Errorf("a dry run: %+v, %v", r, err)
		}
		h.wants(t, "after a dry run", noon, victim.ID, true, true)
		vault := h.Vault
		h.Vault = seal.OpenVault(filepath.Join(t.TempDir(), "another"))
		h.wants(t, "without its key", noon, victim.ID, false, false)
		if held, err := h.NameOf(t.Context(), ngo.Viewer(), victim.ID); err != nil || held.Name != nil {
			t.Errorf("without its key: %v, %v", held.Name, err)
		}
		if r, err := h.Redact(t.Context(), operator, redact); err != nil || r.Locked != 8 || r.Times != 0 {
			t.Errorf("without its key: %+v, %v", r, err)
		}
		_, err := h.GiveName(t.Context(), ngo, app.Naming{Person: victim.ID, Base: 4, Name: called, Consent: yes()})
		refuses(t, "sealed by another key", err, heed.CodeConflict, "error.evidence_key")
		h.Vault = vault
		redact.DryRun = false
		if r, err := h.Redact(t.Context(), operator, redact); err != nil || r.Versions[heed.SubjectName] != 4 {
			t.Errorf("%+v, %v", r, err)
		}
		h.wants(t, "struck out", noon, victim.ID, false, false)
		other, err := h.ShownNames(t.Context(), heed.NameOnPage, witness.ID)
		if err != nil || other[witness.ID].Name["en"] != "Otherwise Someone" {
			t.Errorf("another name: %+v, %v", other, err)
		}
		held, err := h.NameOf(t.Context(), ngo.Viewer(), victim.ID)
		if err != nil || !held.Says.Destroyed || held.Name != nil || len(held.Says.Box) > 0 {
			t.Errorf("what is left: %+v, %v", held, err)
		}
		if problems := h.problems(t, h.verified); len(problems) > 0 {
			t.Error(problems)
		}
		_, err = h.GiveName(t.Context(), ngo, app.Naming{Person: victim.ID, Base: 4, Consent: yes()})
		refuses(t, "a consent to nothing", err, heed.CodeInvalid, "error.field_missing")
		if _, err := h.GiveName(t.Context(), ngo, app.Naming{Person: victim.ID, Base: 4, Name: called, Consent: yes()}); err != nil {
			t.Errorf("given anew: %v", err)
		}
	})
}
