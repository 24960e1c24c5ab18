// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/testkit"
)

var (
	ombudsman = member("ombudsman", heed.VoiceNHRI, heed.FocalPoint, "ombudsman")
	abroad    = heed.Actor{Pseudonym: "abroad", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceCivilSociety, State: "XNO", Institution: "away"}}
	neighbour = heed.Actor{Pseudonym: "neighbour", Role: heed.Coordinator, Side: heed.Side{Voice: heed.VoiceState, State: "XNO", Institution: "mfa"}}
	team      = heed.Actor{Pseudonym: "team", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceUN, Institution: "team"}}
	leader    = member("leader", heed.VoiceCivilSociety, heed.Coordinator, "platform")
	rec491    = heed.RecID{Review: review, Ref: "49.1"}
)

func says(p heed.Progress) heed.Assessment {
	return heed.Assessment{Recommendation: rec491, Progress: p, Reasons: "So we found.", Confidence: heed.ConfidenceHigh, AsOf: "2026-11-01"}
}

// bothEngines runs a test on a house over each engine.
func bothEngines(t *testing.T, test func(*testing.T, house)) {
	t.Helper()
	for name, make := range map[string]func(*testing.T) house{
		"sqlite": func(t *testing.T) house { t.Helper(); return newHouse(t, "1") },
		"postgres": func(t *testing.T) house {
			t.Helper()
			address := testkit.Database(t)
			s, err := postgres.Open(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			h := houseOver(t, t.TempDir(), "1", s)
			h.driver, h.address = "pgx", address
			return h
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := make(t)
			h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
			test(t, h)
			h.entries(t) // and all of it verifies
		})
	}
}

// publish brings something from a draft to the public; by is who reviews, and
// who publishes.
func (h house) publish(t *testing.T, v heed.Version, by heed.Actor) {
	t.Helper()
	for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed, heed.StepPublished} {
		actor := by
		if i == 0 {
			actor = heed.Actor{Pseudonym: v.Author, Role: heed.FocalPoint, Side: v.Side}
		}
		if err := h.Move(t.Context(), actor, app.Move{Subject: v.Subject, Base: v.Number + i, To: to}); err != nil {
			t.Fatalf("%s: %v", to, err)
		}
	}
}

// assessments are those that somebody sees of the recommendation.
func (h house) assessments(t *testing.T, viewer heed.Viewer) find.Assessments {
	t.Helper()
	r, err := find.New(h.store).Recommendation(t.Context(), viewer, rec491)
	if err != nil {
		t.Fatal(err)
	}
	return r.Assessments
}

func refuses(t *testing.T, name string, err error, code heed.Code, key string) {
	t.Helper()
	var e *heed.Error
	if heed.ErrorCode(err) != code || key != "" && (!errors.As(err, &e) || e.Key != key) {
		t.Errorf("%s: %v, want %s %s", name, err, code, key)
	}
}

// Nothing carries the name of a voice but what comes from it, or quotes it.
func TestAssess_EachVoiceForItself(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		before := h.entries(t)
		of := func(a heed.Assessment) app.Change { return app.Change{Body: a} }
		later, elsewhere, nowhere, baseless := says(heed.FullyDone), says(heed.FullyDone), says(heed.FullyDone), says(heed.FullyDone)
		baseless.Evidence = []heed.ID{"none"}
		later.AsOf, elsewhere.Recommendation.Ref, nowhere.Corrects = "2026-11-24", "49.9", "none"
		for name, c := range map[string]struct {
			actor  heed.Actor
			change app.Change
			code   heed.Code
			key    string
		}{
			"for the State":                    {ngo, app.Change{Side: mfa.Side, Body: says(heed.NotStarted)}, heed.CodeForbidden, ""},
			"for a UN body":                    {ngo, app.Change{Side: team.Side, Body: says(heed.NotStarted)}, heed.CodeForbidden, ""},
			"for another ministry":             {health, app.Change{Side: justice.Side, Body: says(heed.FullyDone)}, heed.CodeForbidden, ""},
			"a coordinator for a ministry":     {mfa, app.Change{Side: justice.Side, Body: says(heed.FullyDone)}, heed.CodeForbidden, "error.speaks_for_another"},
			"a leader for an organisation":     {leader, app.Change{Side: ngo.Side, Body: says(heed.NotStarted)}, heed.CodeForbidden, "error.speaks_for_another"},
			"another State":                    {neighbour, of(says(heed.NotStarted)), heed.CodeForbidden, "error.speaks_of_another_state"},
			"civil society of another State":   {abroad, of(says(heed.NotStarted)), heed.CodeForbidden, "error.speaks_of_another_state"},
			"who runs the installation":        {operator, of(says(heed.NotStarted)), heed.CodeForbidden, ""},
			"as of tomorrow":                   {ngo, of(later), heed.CodeInvalid, "error.field_future"},
			"of no recommendation":             {ngo, of(elsewhere), heed.CodeNotFound, ""},
			"by evidence that is not there":    {ngo, of(baseless), heed.CodeInvalid, "error.field_value"},
			"a correction of what is not here": {ngo, of(nowhere), heed.CodeNotFound, "error.not_published"},
		} {
			_, err := h.Write(t.Context(), c.actor, c.change)
			refuses(t, name, err, c.code, c.key)
		}
		if h.entries(t) != before {
			t.Error("something was written all the same")
		}
		for _, a := range []heed.Actor{ngo, ombudsman, justice, team} {
			h.write(t, a, of(says(heed.PartlyDone)))
		}
		if all := h.assessments(t, heed.Viewer{}); len(all.Voices) != 0 {
			t.Errorf("the public sees drafts: %+v", all)
		}
		for _, a := range []heed.Actor{ngo, ombudsman, justice, team} {
			if all := h.assessments(t, a.Viewer()); len(all.Voices) != 1 || all.Voices[0].Voice != a.Voice || len(all.Voices[0].Entries) != 1 {
				t.Errorf("%s sees %+v", a.Pseudonym, all)
			}
		}
	})
}

// What was found right stands; what is put right stands beside it.
func TestAssess_StandsAsSaid(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		first := h.write(t, ngo, app.Change{Body: says(heed.NotStarted)})
		first = h.write(t, ngo, app.Change{ID: first.ID, Base: 1, Body: says(heed.Started)}) // a draft changes
		early := says(heed.FullyDone)
		early.Corrects = first.ID
		_, err := h.Write(t.Context(), ngo, app.Change{Body: early})
		refuses(t, "corrects a draft", err, heed.CodeNotFound, "error.not_published")
		h.publish(t, first, ngo)
		for _, base := range []int{4, 5} {
			_, err := h.Write(t.Context(), ngo, app.Change{ID: first.ID, Base: base, Body: says(heed.FullyDone)})
			refuses(t, "changes what stands", err, heed.CodeConflict, "")
		}
		for _, to := range []heed.Step{heed.StepDraft, heed.StepSubmitted, heed.StepReturned} {
			err := h.Move(t.Context(), ngo, app.Move{Subject: first.Subject, Base: 5, To: to, Note: "again"})
			refuses(t, string(to), err, heed.CodeConflict, "error.step")
		}
		foreign := says(heed.FullyDone)
		foreign.Corrects = first.ID
		_, err = h.Write(t.Context(), ombudsman, app.Change{Body: foreign})
		refuses(t, "corrects another's", err, heed.CodeInvalid, "error.corrects_another")
		second := h.write(t, ngo, app.Change{Body: early})
		if e := h.assessments(t, ngo.Viewer()).Voices[0].Entries; len(e) != 2 || e[0].CorrectedBy != "" || e[1].CorrectedBy != "" {
			t.Errorf("a draft corrects what is published: %+v", e)
		}
		h.publish(t, second, ngo)
		e := h.assessments(t, heed.Viewer{}).Voices[0].Entries
		if len(e) != 2 || e[0].ID != second.ID || e[1].CorrectedBy != second.ID || e[1].Progress != heed.Started {
			t.Errorf("both are to be seen: %+v", e)
		}
		if err := h.Move(t.Context(), ngo, app.Move{Subject: second.Subject, Base: 4, To: heed.StepWithdrawn, Note: "It names a witness."}); err != nil {
			t.Fatal(err)
		}
		e = h.assessments(t, heed.Viewer{}).Voices[0].Entries
		if len(e) != 2 || e[0].Withdrawn != "It names a witness." || e[0].Reasons != "" || e[1].CorrectedBy != "" {
			t.Errorf("withdrawn, and seen as %+v", e)
		}
	})
}

// Four eyes: who wrote it does not find it right where somebody else can, and
// what was found right can be returned, then changed.
func TestAssess_ReviewedAndPublishedAreTwo(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		v := h.write(t, justice, app.Change{Body: says(heed.FullyDone)})
		steps := []struct {
			by   heed.Actor
			to   heed.Step
			code heed.Code
		}{
			{justice, heed.StepPublished, heed.CodeForbidden}, {justice, heed.StepSubmitted, ""}, {mfa, heed.StepPublished, heed.CodeConflict}, {ngo, heed.StepReviewed, heed.CodeNotFound},
			{justice, heed.StepReviewed, heed.CodeForbidden}, {mfa, heed.StepReviewed, ""}, {justice, heed.StepDraft, heed.CodeConflict}, {mfa, heed.StepReturned, ""}, {justice, heed.StepSubmitted, ""},
			{mfa, heed.StepReviewed, ""}, {justice, heed.StepPublished, heed.CodeForbidden}, {mfa, heed.StepPublished, ""},
		}
		base := 1
		for _, s := range steps {
			err := h.Move(t.Context(), s.by, app.Move{Subject: v.Subject, Base: base, To: s.to, Note: "why"})
			if heed.ErrorCode(err) != s.code {
				t.Fatalf("%s: %s: %v, want %q", s.by.Pseudonym, s.to, err, s.code)
			}
			if err == nil {
				base++
			}
		}
	})
}

// The State replies to what is published, anybody may ask for a correction, and
// who published it says what became of that.
func TestReply_ToWhatIsPublished(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		v := h.write(t, ngo, app.Change{Body: says(heed.NotStarted)})
		to := v.Subject
		answer := func(actor heed.Actor, r heed.Reply) (heed.Version, error) {
			out, err := h.Write(t.Context(), actor, app.Change{Body: r})
			if err != nil {
				return heed.Version{}, err
			}
			return out[0], nil
		}
		_, err := answer(justice, heed.Reply{To: to, Text: "It has begun."})
		refuses(t, "to a draft", err, heed.CodeNotFound, "error.not_published")
		h.publish(t, v, ngo)
		for name, c := range map[string]struct {
			actor heed.Actor
			reply heed.Reply
			key   string
		}{
			"another State":       {neighbour, heed.Reply{To: to, Text: "No."}, "error.speaks_of_another_state"},
			"no State":            {ombudsman, heed.Reply{To: to, Text: "No."}, "error.reply_of_state"},
			"asks itself":         {ngo, heed.Reply{To: to, Asks: true, Text: "No."}, "error.asks_itself"},
			"handles what is not": {ngo, heed.Reply{To: heed.Subject{Kind: heed.SubjectReply, ID: "none"}, Handled: heed.HandledKept, Text: "No."}, "error.not_published"},
		} {
			_, err := answer(c.actor, c.reply)
			refuses(t, name, err, heed.ErrorCode(err), c.key)
		}
		reply, err := answer(justice, heed.Reply{To: to, Text: "It has begun."})
		if err != nil {
			t.Fatal(err)
		}
		request, err := answer(ombudsman, heed.Reply{To: to, Asks: true, Text: "The draft dates from May."})
		if err != nil {
			t.Fatal(err)
		}
		if got := h.assessments(t, heed.Viewer{}).Voices[0].Entries[0].Replies; len(got) != 0 {
			t.Errorf("the public sees %+v", got)
		}
		h.publish(t, reply, mfa)
		handle := heed.Reply{To: request.Subject, Handled: heed.HandledCorrected, Text: "So it does."}
		_, err = answer(ngo, handle)
		refuses(t, "handles a draft", err, heed.CodeNotFound, "error.not_published")
		h.publish(t, request, ombudsman)
		_, err = answer(ombudsman, handle)
		refuses(t, "handles its own request", err, heed.CodeForbidden, "error.handles_another")
		_, err = answer(leader, handle)
		refuses(t, "handles for another", err, heed.CodeForbidden, "error.handles_another")
		_, err = answer(ngo, heed.Reply{To: reply.Subject, Handled: heed.HandledKept, Text: "No."})
		refuses(t, "handles what asks for nothing", err, heed.CodeInvalid, "error.handled_without")
		_, err = answer(ngo, handle)
		refuses(t, "says that it was corrected, and nothing was", err, heed.CodeInvalid, "error.not_corrected")
		_, err = answer(ngo, heed.Reply{To: request.Subject, Handled: heed.HandledWithdrawn, Text: "Gone."})
		refuses(t, "says that it was withdrawn, and it stands", err, heed.CodeInvalid, "error.not_withdrawn")
		right := says(heed.PartlyDone)
		right.Corrects = to.ID
		put := h.write(t, ngo, app.Change{Body: right})
		_, err = answer(ngo, handle)
		refuses(t, "says that it was corrected, and that is a draft", err, heed.CodeInvalid, "error.not_corrected")
		h.publish(t, put, ngo)
		handled, err := answer(ngo, handle)
		if err != nil {
			t.Fatal(err)
		}
		h.publish(t, handled, ngo)
		entries := h.assessments(t, heed.Viewer{}).Voices[0].Entries
		got := entries[slices.IndexFunc(entries, func(a find.Assessed) bool { return a.ID == to.ID })].Replies
		if len(got) != 2 || got[0].Voice != heed.VoiceState || got[0].Handled() != "" || !got[1].Asks || got[1].Handled() != heed.HandledCorrected {
			t.Errorf("the public sees %+v", got)
		}
		// A ministry's measure is corrected through the State's coordinator.
		m := h.write(t, justice, app.Change{Body: measured})
		h.publish(t, m, mfa)
		asked, err := answer(ngo, heed.Reply{To: m.Subject, Asks: true, Text: "There is no such law."})
		if err != nil {
			t.Fatal(err)
		}
		h.publish(t, asked, ngo)
		if _, err := answer(mfa, heed.Reply{To: asked.Subject, Handled: heed.HandledKept, Text: "There is."}); err != nil {
			t.Error(err)
		}
	})
}

// Nothing is said in public without a speaker: who is shown to its own members only
// publishes nothing, until somebody shows it.
func TestMove_OfWhoIsHidden(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	side := heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA"}
	river := heed.Institution{Names: map[string]string{"en": "River"}, Kind: heed.InstitutionCSO, Vouched: "By a network"}
	h.write(t, operator, app.Change{ID: "ngo", Side: side, Visibility: heed.VisibleInstitution, Body: river})
	said := h.write(t, ngo, app.Change{Submit: true, Body: heed.Update{Recommendations: []heed.RecID{{Review: review, Ref: "49.1"}}, Date: "2026-10-01", Text: "Visited"}})
	move := func(base int, to heed.Step) error {
		return h.Move(t.Context(), ngo, app.Move{Subject: said.Subject, Base: base, To: to})
	}
	if err := move(1, heed.StepReviewed); err != nil {
		t.Fatal(err)
	}
	if err := move(2, heed.StepPublished); heed.ErrorCode(err) != heed.CodeConflict || !strings.Contains(err.Error(), "institution_hidden") {
		t.Errorf("published by nobody: %v", err)
	}
	h.write(t, operator, app.Change{ID: "ngo", Base: 1, Side: side, Visibility: heed.VisiblePublic, Body: river})
	if err := move(2, heed.StepPublished); err != nil {
		t.Error(err)
	}
}

// An institution that was entered before its kind was held against its voice goes on
// working, and whoever changes it next is told what to put right.
func TestWrite_InstitutionOfBefore(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
		side := heed.Side{Voice: heed.VoiceCivilSociety, State: "XVA", Institution: "ngo"}
		was := heed.Institution{Names: map[string]string{"en": "River"}, Kind: heed.InstitutionMinistry}
		body, err := json.Marshal(was)
		if err != nil {
			t.Fatal(err)
		}
		v := heed.Version{Subject: heed.Subject{Kind: heed.SubjectInstitution, ID: "ngo"}, Number: 1, Side: side, Visibility: heed.VisiblePublic, Step: heed.StepPublished, At: h.Now().UTC(), Body: body}
		entry, err := audit.NewEntry(heed.EntryVersion, operator.Role, v.At, v)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Store.Update(t.Context(), func(tx store.Tx) (err error) {
			if v.Entry, err = tx.Append(t.Context(), entry); err != nil {
				return err
			}
			return tx.PutVersion(t.Context(), v)
		}); err != nil {
			t.Fatal(err)
		}
		said := h.write(t, ngo, app.Change{Submit: true, Body: heed.Update{Recommendations: []heed.RecID{{Review: review, Ref: "49.1"}}, Date: "2026-10-01", Text: "Visited"}})
		for n, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
			if err := h.Move(t.Context(), ngo, app.Move{Subject: said.Subject, Base: n + 1, To: to}); err != nil {
				t.Fatalf("%s: %v", to, err)
			}
		}
		for _, c := range []struct {
			kind    heed.InstitutionKind
			vouched string
			field   string
		}{{heed.InstitutionMinistry, "", "kind"}, {heed.InstitutionCSO, "", "vouched"}, {heed.InstitutionCSO, "A register", ""}} {
			_, err := h.Write(t.Context(), operator, app.Change{ID: "ngo", Base: 1, Body: heed.Institution{Names: was.Names, Kind: c.kind, Vouched: c.vouched}})
			if (err != nil) != (c.field != "") || heed.ErrorArg(err, "Field") != c.field {
				t.Errorf("%s, vouched %q: %v", c.kind, c.vouched, err)
			}
		}
	})
}

// Nobody tells today what was done the day after tomorrow.
func TestWrite_NothingOfTheFuture(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	says := func(days int) error {
		on := heed.Date(h.Now().UTC().Format("2006-01-02")).Add(days)
		_, err := h.Write(t.Context(), ngo, app.Change{Body: heed.Update{Recommendations: []heed.RecID{{Review: review, Ref: "49.1"}}, Date: on, Text: "Visited"}})
		return err
	}
	if err := errors.Join(says(0), says(1)); err != nil {
		t.Error(err)
	}
	if err := says(2); heed.ErrorArg(err, "Field") != "date" {
		t.Errorf("%v", err)
	}
}
