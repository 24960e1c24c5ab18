// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
)

func harbour() heed.Dossier {
	return heed.Dossier{State: "XVA", Title: heed.Texts{"en": "The harbour"}, Summary: heed.Texts{"en": "Keepers beat people."}, From: "2024-01-02", Themes: []string{"torture"}, Recommendations: []heed.RecID{rec491}}
}

func tally(dossier heed.ID, voice heed.Voice, value int) heed.Figure {
	return heed.Figure{
		Dossier: dossier, Kind: heed.FigureDeaths, Value: value, Unit: heed.UnitPersons, Basis: heed.BasisRegistered, Scope: heed.Texts{"en": "all"},
		Voice: voice, Speaker: "Somebody", Source: heed.Source{Title: "A paper", Place: "page 2"},
	}
}

// Dossiers, figures and calls go the way that everything goes; each voice records
// its own, and nothing is public before its dossier is.
func TestDossier_BelongsTogether(t *testing.T) { bothEngines(t, tryDossier) }

func tryDossier(t *testing.T, h house) {
	t.Helper()
	h.enrol(t, ngo, mfa, leader, abroad, team, justice)
	write := func(by heed.Actor, body heed.Matter) (heed.Version, error) {
		v, err := h.Write(t.Context(), by, app.Change{Body: body})
		if err != nil {
			return heed.Version{}, err
		}
		return v[0], nil
	}
	strange := harbour()
	strange.Themes = []string{"harbours"}
	_, err := write(ngo, strange)
	refuses(t, "a theme that is none", err, heed.CodeInvalid, "error.field_value")
	strange = harbour()
	strange.Issues = []string{"Harbours"}
	_, err = write(ngo, strange)
	refuses(t, "an issue that is none", err, heed.CodeInvalid, "error.field_value")
	_, err = write(abroad, harbour())
	refuses(t, "a dossier on another State", err, heed.CodeForbidden, "error.speaks_of_another_state")
	_, err = write(guest, harbour())
	refuses(t, "a reader", err, heed.CodeForbidden, "error.forbidden")
	d := h.write(t, ngo, app.Change{Body: harbour()})
	_, err = write(mfa, tally(d.ID, heed.VoiceState, 1))
	refuses(t, "into a dossier that nobody else sees", err, heed.CodeInvalid, "error.field_value")
	f := h.write(t, ngo, app.Change{Body: tally(d.ID, heed.VoiceState, 225)})
	c := h.write(t, ngo, app.Change{Body: heed.Call{Dossier: d.ID, Kind: heed.CallRemark, Voice: heed.VoiceUN, Speaker: "Committee against Torture", Words: heed.Texts{"en": "They do not agree."}, Source: heed.Source{Symbol: "CAT/C/1"}, Figures: []heed.ID{f.ID}}})
	for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed} {
		if err := h.Move(t.Context(), ngo, app.Move{Subject: f.Subject, Base: 1 + i, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	refuses(t, "a figure before its dossier", h.Move(t.Context(), ngo, app.Move{Subject: f.Subject, Base: 3, To: heed.StepPublished}), heed.CodeConflict, "error.dossier_first")
	h.publish(t, d, ngo)
	if err := h.Move(t.Context(), ngo, app.Move{Subject: f.Subject, Base: 3, To: heed.StepPublished}); err != nil {
		t.Fatal(err)
	}
	h.publish(t, c, ngo)

	_, err = write(abroad, tally(d.ID, heed.VoiceCivilSociety, 1))
	refuses(t, "who is of another State", err, heed.CodeForbidden, "error.speaks_of_another_state")
	state := h.write(t, mfa, app.Change{Visibility: heed.VisibleCoordination, Body: tally(d.ID, heed.VoiceState, 230)})
	if _, err := write(team, tally(d.ID, heed.VoiceUN, 231)); err != nil {
		t.Errorf("who is international: %v", err)
	}
	revised := tally(d.ID, heed.VoiceState, 230)
	revised.Revises = f.ID
	_, err = write(mfa, revised)
	refuses(t, "what another voice recorded", err, heed.CodeInvalid, "error.revises_another")
	listed := revised
	listed.Basis = heed.BasisNamedList
	_, err = write(ngo, listed)
	refuses(t, "a list in place of a register", err, heed.CodeInvalid, "error.revises_another")
	by := h.write(t, ngo, app.Change{Body: revised})
	h.publish(t, by, ngo)
	moved := revised
	other := h.write(t, ngo, app.Change{Body: harbour()})
	moved.Dossier, moved.Revises = other.ID, ""
	_, err = h.Write(t.Context(), ngo, app.Change{ID: by.ID, Base: 4, Body: moved})
	refuses(t, "into another dossier", err, heed.CodeInvalid, "error.dossier_stays")

	finder := find.New(h.store)
	public, err := finder.Dossier(t.Context(), heed.Viewer{}, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(public.Figures) != 2 || len(public.Calls) != 1 || len(public.Calls[0].Figures) != 1 {
		t.Fatalf("everybody sees %d figures and %d calls", len(public.Figures), len(public.Calls))
	}
	if had, _ := public.Figure(f.ID); had.RevisedBy != by.ID || had.Stands() {
		t.Errorf("the first figure is revised by %q", had.RevisedBy)
	}
	if len(public.Asked) != 1 || !public.Asked[0].Read || len(public.Asked[0].Recommendations) != 1 || !public.Asked[0].Recommendations[0].Chosen {
		t.Errorf("what was recommended: %+v", public.Asked)
	}
	own, err := finder.Dossier(t.Context(), mfa.Viewer(), d.ID)
	if err != nil || len(own.Figures) != 3 {
		t.Errorf("the State sees %d figures, %v", len(own.Figures), err)
	}
	if _, seen := public.Figure(state.ID); seen {
		t.Error("everybody sees the State's draft")
	}
	if err := h.Move(t.Context(), ngo, app.Move{Subject: f.Subject, Base: 4, To: heed.StepWithdrawn, Note: "The paper took it back."}); err != nil {
		t.Fatal(err)
	}
	public, err = finder.Dossier(t.Context(), heed.Viewer{}, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	if had, there := public.Figure(f.ID); !there || had.Withdrawn != "The paper took it back." || had.Value != 0 || len(public.Alongside) != 1 || len(public.Alongside[0].Official) != 1 {
		t.Errorf("what was withdrawn leaves %+v", had)
	}
	if _, err := finder.Dossier(t.Context(), heed.Viewer{}, other.ID); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("a draft of a dossier: %v", err)
	}
}

// What was revised is revised, however long the way; only a withdrawal undoes it.
func TestFigure_RevisedIsRevised(t *testing.T) { bothEngines(t, tryRevisions) }

func tryRevisions(t *testing.T, h house) {
	t.Helper()
	h.enrol(t, ngo)
	d := h.write(t, ngo, app.Change{Body: harbour()})
	h.publish(t, d, ngo)
	standing := func(value int) heed.Figure { return tally(d.ID, heed.VoiceState, value) }
	var ids []heed.ID
	for _, value := range []int{300, 200, 100} {
		v := h.write(t, ngo, app.Change{Body: standing(value)})
		h.publish(t, v, ngo)
		ids = append(ids, v.ID)
	}
	inPlace := func(id, of heed.ID, base, value int) (heed.Version, error) {
		f := standing(value)
		f.Revises = of
		v, err := h.Write(t.Context(), ngo, app.Change{ID: id, Base: base, Body: f})
		if err != nil {
			return heed.Version{}, err
		}
		return v[0], nil
	}
	publish := func(v heed.Version) {
		t.Helper()
		for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed, heed.StepPublished} {
			if err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + i, To: to}); err != nil {
				t.Fatal(err)
			}
		}
	}
	stand := func() []int {
		t.Helper()
		got, err := find.New(h.store).Dossier(t.Context(), heed.Viewer{}, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		var out []int
		for _, c := range got.Figures {
			if c.Stands() {
				out = append(out, c.Value)
			}
		}
		slices.Sort(out)
		return out
	}
	var last [2]heed.Version
	for i, of := range []int{2, 1} { // 200 in place of 100, then 300 in place of 200
		v, err := inPlace(ids[of-1], ids[of], 4, 100*(2+i))
		if err != nil {
			t.Fatal(err)
		}
		publish(v)
		last[i] = v
	}
	if got := stand(); !slices.Equal(got, []int{300}) {
		t.Errorf("as current stand %v", got)
	}
	for name, of := range map[string]int{"of two": 1, "of three": 0} {
		_, err := inPlace(ids[2], ids[of], 4, 100)
		refuses(t, "a circle "+name, err, heed.CodeInvalid, "error.revises_circle")
	}
	withdraw := func(v heed.Version) {
		t.Helper()
		if err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + 3, To: heed.StepWithdrawn, Note: "Misread."}); err != nil {
			t.Fatal(err)
		}
	}
	withdraw(last[0])
	if got := stand(); !slices.Equal(got, []int{300}) {
		t.Errorf("with the one between withdrawn stand %v", got)
	}
	withdraw(last[1])
	if got := stand(); !slices.Equal(got, []int{100}) {
		t.Errorf("with both withdrawn stand %v", got)
	}

	for name, change := range map[string]func(*heed.Figure){
		"another speaker's": func(f *heed.Figure) { f.Speaker = "Somebody else" },
		"an earlier day":    func(f *heed.Figure) { f.AsOf = "2024-01-03" },
		"only some of them": func(f *heed.Figure) { f.Scope = heed.Texts{"en": "children"} },
	} {
		had := standing(412)
		had.AsOf = "2024-03-14"
		v := h.write(t, ngo, app.Change{Body: had})
		f := had
		f.Revises = v.ID
		change(&f)
		_, err := h.Write(t.Context(), ngo, app.Change{Body: f})
		refuses(t, name, err, heed.CodeInvalid, "error.revises_another")
	}
	early := standing(5)
	early.AsOf = "2023-01-05"
	_, err := h.Write(t.Context(), ngo, app.Change{Body: early})
	refuses(t, "before the event", err, heed.CodeInvalid, "error.figure_before_event")
	late := harbour()
	late.From, late.To = "2024-06-01", ""
	_, err = h.Write(t.Context(), ngo, app.Change{ID: d.ID, Base: d.Number + 3, Body: late})
	refuses(t, "an event after its figures", err, heed.CodeInvalid, "error.event_after_figure")
}

// What has changed since something was drafted is looked at before it is public.
func TestMove_StillRight(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.enrol(t, ngo, worker)
		d := h.write(t, ngo, app.Change{Body: harbour()})
		h.publish(t, d, ngo)
		drafted := tally(d.ID, heed.VoiceCivilSociety, 7)
		drafted.Speaker = "National Preventive Office"
		v := h.write(t, ngo, app.Change{Visibility: heed.VisibleInstitution, Body: drafted})
		for id, state := range map[heed.ID]heed.StateCode{"theirs": "XNO", "ours": "XVA"} {
			h.write(t, operator, app.Change{ID: id, Side: heed.Side{Voice: heed.VoiceNHRI, State: state, Institution: id}, Body: heed.Institution{Names: map[string]string{"en": map[heed.ID]string{"theirs": "Commission of Rights", "ours": "National Preventive Office"}[id]}, Kind: heed.InstitutionNHRI}})
		}
		foreign := drafted
		foreign.Speaker = "Commission of Rights"
		h.publish(t, h.write(t, ngo, app.Change{Body: foreign}), ngo) // that of another State is called so
		for i, to := range []heed.Step{heed.StepSubmitted, heed.StepReviewed} {
			if err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + i, To: to}); err != nil {
				t.Fatal(err)
			}
		}
		err := h.Move(t.Context(), ngo, app.Move{Subject: v.Subject, Base: v.Number + 2, To: heed.StepPublished})
		refuses(t, "an institution has that name by now", err, heed.CodeInvalid, "error.speaker_voice")
	})
}

// The State replies to what is told of an event, anybody may ask for a correction,
// and who recorded it says what became of that.
func TestReply_ToADossier(t *testing.T) { bothEngines(t, tryDossierReplies) }

func tryDossierReplies(t *testing.T, h house) {
	t.Helper()
	h.enrol(t, team, ombudsman, mfa, justice, neighbour)
	answer := func(actor heed.Actor, r heed.Reply) (heed.Version, error) {
		out, err := h.Write(t.Context(), actor, app.Change{Body: r})
		if err != nil {
			return heed.Version{}, err
		}
		return out[0], nil
	}
	// A recorder of no State, so that the dossier says of which one it tells.
	d := h.write(t, team, app.Change{Body: harbour()})
	f := h.write(t, team, app.Change{Body: tally(d.ID, heed.VoiceState, 225)})
	c := h.write(t, team, app.Change{Body: heed.Call{Dossier: d.ID, Kind: heed.CallRemark, Voice: heed.VoiceUN, Speaker: "Committee against Torture", Words: heed.Texts{"en": "They do not agree."}, Source: heed.Source{Symbol: "CAT/C/1"}}})
	p := h.write(t, team, app.Change{Body: heed.Person{Dossier: d.ID, Reference: "Person 1", Role: heed.PersonWitness, What: heed.Texts{"en": "Saw it."}, Source: heed.Source{Title: "A paper"}}})
	_, err := answer(justice, heed.Reply{To: f.Subject, Text: "It is 230."})
	refuses(t, "to a draft", err, heed.CodeNotFound, "error.not_published")
	for _, v := range []heed.Version{d, f, c, p} {
		h.publish(t, v, team)
	}
	finder := find.New(h.store)
	for _, to := range []heed.Version{d, f, c} {
		for name, c := range map[string]struct {
			actor heed.Actor
			reply heed.Reply
			key   string
		}{
			"another State":          {neighbour, heed.Reply{To: to.Subject, Text: "No."}, "error.speaks_of_another_state"},
			"another State's asking": {neighbour, heed.Reply{To: to.Subject, Asks: true, Text: "No."}, "error.speaks_of_another_state"},
			"no State":               {ombudsman, heed.Reply{To: to.Subject, Text: "No."}, "error.reply_of_state"},
			"asks itself":            {team, heed.Reply{To: to.Subject, Asks: true, Text: "No."}, "error.asks_itself"},
		} {
			_, err := answer(c.actor, c.reply)
			refuses(t, name+", "+string(to.Kind), err, heed.ErrorCode(err), c.key)
		}
		reply, err := answer(justice, heed.Reply{To: to.Subject, Text: "It is 230."})
		if err != nil {
			t.Fatal(err)
		}
		h.publish(t, reply, mfa)
		request, err := answer(ombudsman, heed.Reply{To: to.Subject, Asks: true, Text: "The paper says 226."})
		if err != nil {
			t.Fatal(err)
		}
		h.publish(t, request, ombudsman)
		follow, err := finder.Follow(t.Context(), team.Viewer())
		if err != nil {
			t.Fatal(err)
		}
		target, err := follow.Target(request.Subject)
		if err != nil || target.Dossier != d.ID || target.State != "XVA" || target.Title == "" || !target.Answers(team.Viewer()) || target.Answers(mfa.Viewer()) {
			t.Errorf("%s: %+v, %v", to.Kind, target, err)
		}
		_, err = answer(mfa, heed.Reply{To: request.Subject, Handled: heed.HandledKept, Text: "No."})
		refuses(t, "handles for another", err, heed.CodeForbidden, "error.handles_another")
		handled, err := answer(team, heed.Reply{To: request.Subject, Handled: heed.HandledKept, Text: "It does not."})
		if err != nil {
			t.Fatal(err)
		}
		h.publish(t, handled, team)
	}
	_, err = answer(justice, heed.Reply{To: p.Subject, Text: "No."})
	refuses(t, "to a person", err, heed.CodeInvalid, "error.field_value")

	public, err := finder.Dossier(t.Context(), heed.Viewer{}, d.ID)
	if err != nil || len(public.Figures) != 1 || len(public.Calls) != 1 {
		t.Fatalf("%+v, %v", public, err)
	}
	for name, got := range map[string][]find.Replied{"dossier": public.Replies, "figure": public.Figures[0].Replies, "call": public.Calls[0].Replies} {
		if len(got) != 2 || got[0].Voice != heed.VoiceState || !got[1].Asks || got[1].Handled() != heed.HandledKept {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A dossier goes to another installation with what its voice has recorded in it and
// answered, and comes to stand there as that voice's.
func TestBundle_Dossier(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h = h.signs(t)
		h.enrol(t, ngo, mfa, justice)
		h.write(t, operator, app.Change{ID: "ngo", Side: ngo.Side, Body: heed.Institution{Names: map[string]string{"en": "Friends"}, Kind: heed.InstitutionCSO, Vouched: "somebody"}})
		h.write(t, operator, app.Change{ID: "justice", Side: justice.Side, Body: heed.Institution{Names: map[string]string{"en": "Justice"}, Kind: heed.InstitutionMinistry}})
		d := h.write(t, ngo, app.Change{Body: harbour()})
		f := h.write(t, ngo, app.Change{Body: tally(d.ID, heed.VoiceState, 225)})
		revised := tally(d.ID, heed.VoiceState, 230)
		revised.Revises = f.ID
		r := h.write(t, ngo, app.Change{Body: revised})
		hidden := h.write(t, ngo, app.Change{Body: tally(d.ID, heed.VoiceState, 404)})
		c := h.write(t, ngo, app.Change{Body: heed.Call{Dossier: d.ID, Kind: heed.CallDemand, Voice: heed.VoiceCivilSociety, Speaker: "Friends", Words: heed.Texts{"en": "Look into it."}, Source: heed.Source{Title: "A letter"}, Figures: []heed.ID{f.ID, hidden.ID}}})
		p := h.write(t, ngo, app.Change{Body: heed.Person{Dossier: d.ID, Reference: "Person 1", Role: heed.PersonWitness, What: heed.Texts{"en": "Saw it."}, Source: heed.Source{Title: "A paper"}}})
		for _, v := range []heed.Version{d, f, r, c, p} {
			h.publish(t, v, ngo)
		}
		state := h.write(t, justice, app.Change{Body: tally(d.ID, heed.VoiceState, 231)})
		h.publish(t, state, mfa)
		reply, err := h.Write(t.Context(), justice, app.Change{Body: heed.Reply{To: f.Subject, Text: "It is 231."}})
		if err != nil {
			t.Fatal(err)
		}
		h.publish(t, reply[0], mfa)

		to := newHouse(t, "1")
		to.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
		take := func(of heed.Side) app.Taken {
			t.Helper()
			taken, err := to.TakeBundle(t.Context(), operator, bytes.NewReader(h.bundle(t, of)), app.Sender{Key: h.LogKey(), Voice: of.Voice}, false)
			if err != nil {
				t.Fatal(err)
			}
			return taken
		}
		sides := heed.Side{Voice: heed.VoiceState, State: "XVA"}
		if taken := take(sides); len(taken.Left) != 2 {
			t.Errorf("without the dossier: %+v", taken)
		}
		if taken := take(civil); taken.New < 5 || len(taken.Left) > 0 {
			t.Errorf("%+v", taken)
		}
		if taken := take(sides); taken.New != 2 || len(taken.Left) > 0 {
			t.Errorf("with the dossier: %+v", taken)
		}
		got, err := find.New(to.store).Dossier(t.Context(), heed.Viewer{}, d.ID)
		if err != nil || len(got.Figures) != 3 || len(got.Calls) != 1 || len(got.Persons) != 1 || got.By.Origin == nil || got.By.Voice != heed.VoiceCivilSociety {
			t.Fatalf("%+v, %v", got, err)
		}
		had, _ := got.Figure(f.ID)
		if had.RevisedBy != r.ID || len(had.Replies) != 1 || had.Replies[0].Voice != heed.VoiceState || len(got.Calls[0].Figures) != 1 {
			t.Errorf("%+v, %+v", had, got.Calls[0])
		}
		if _, err := to.Write(t.Context(), ngo, app.Change{ID: f.ID, Base: 1, Body: tally(d.ID, heed.VoiceState, 1)}); heed.ErrorCode(err) != heed.CodeForbidden {
			t.Errorf("somebody here changes it: %v", err)
		}
		if err := h.Move(t.Context(), ngo, app.Move{Subject: d.Subject, Base: 4, To: heed.StepWithdrawn, Note: "It was another harbour."}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Bundle(t.Context(), operator, civil, io.Discard); heed.ErrorCode(err) != heed.CodeNotFound {
			t.Errorf("what belongs to a dossier goes without it: %v", err)
		}
	})
}

// What nobody here could record in a dossier, no bundle brings.
func TestTakeBundle_Dossier(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.enrol(t, mfa, justice)
		d := h.write(t, justice, app.Change{Body: harbour()})
		f := h.write(t, justice, app.Change{Body: tally(d.ID, heed.VoiceState, 225)})
		other := h.write(t, justice, app.Change{Body: harbour()})
		for _, v := range []heed.Version{d, f, other} {
			h.publish(t, v, mfa)
		}
		item := func(kind heed.SubjectKind, id heed.ID, says heed.Matter) heed.Publication {
			body, err := json.Marshal(says)
			if err != nil {
				t.Fatal(err)
			}
			return heed.Publication{Subject: heed.Subject{Kind: kind, ID: id}, Side: ngo.Side, Day: "2026-11-01", Body: body}
		}
		friends := item(heed.SubjectInstitution, "ngo", heed.Institution{Names: map[string]string{"en": "Friends"}, Kind: heed.InstitutionCSO})
		figure := func(change func(*heed.Figure)) heed.Figure {
			f := tally(d.ID, heed.VoiceState, 230)
			change(&f)
			return f
		}
		event := func(change func(*heed.Dossier)) heed.Dossier {
			d := harbour()
			change(&d)
			return d
		}
		call := heed.Call{Dossier: d.ID, Kind: heed.CallDemand, Voice: heed.VoiceCivilSociety, Speaker: "Friends", Words: heed.Texts{"en": "Look into it."}, Source: heed.Source{Title: "A letter"}, Figures: []heed.ID{f.ID}}
		elsewhere := call
		elsewhere.Dossier = other.ID
		for name, c := range map[string]struct {
			all []heed.Publication
			key string
		}{
			"of another State":       {[]heed.Publication{item(heed.SubjectDossier, "d", event(func(d *heed.Dossier) { d.State = "XNO" }))}, "error.speaks_of_another_state"},
			"of no State":            {[]heed.Publication{item(heed.SubjectDossier, "d", event(func(d *heed.Dossier) { d.State = "QQQ" }))}, "error.field_value"},
			"a theme that is none":   {[]heed.Publication{item(heed.SubjectDossier, "d", event(func(d *heed.Dossier) { d.Themes = []string{"harbours"} }))}, "error.field_value"},
			"revises the State's":    {[]heed.Publication{item(heed.SubjectFigure, "f", figure(func(n *heed.Figure) { n.Revises = f.ID }))}, "error.revises_another"},
			"figures of another":     {[]heed.Publication{item(heed.SubjectCall, "c", elsewhere)}, "error.field_value"},
			"replies as the State":   {[]heed.Publication{item(heed.SubjectReply, "r", heed.Reply{To: f.Subject, Text: "No."})}, "error.reply_of_state"},
			"replies to a person":    {[]heed.Publication{item(heed.SubjectReply, "r", heed.Reply{To: heed.Subject{Kind: heed.SubjectPerson, ID: "p"}, Text: "No."})}, "error.field_value"},
			"a person by name":       {[]heed.Publication{item(heed.SubjectPerson, "p", heed.Person{Dossier: d.ID, Reference: "Ivan Petrov", Role: heed.PersonVictim, What: heed.Texts{"en": "Was there."}, Source: heed.Source{Title: "A paper"}})}, "error.reference"},
			"a committee's, no page": {[]heed.Publication{item(heed.SubjectFigure, "f", figure(func(n *heed.Figure) { n.Voice, n.Source.Place = heed.VoiceUN, "" }))}, "error.said_un"},
			"is already the State's": {[]heed.Publication{item(heed.SubjectFigure, f.ID, figure(func(*heed.Figure) {}))}, "error.bundle_taken_name"},
		} {
			data, key := crafted(t, civil, append([]heed.Publication{friends}, c.all...)...)
			before := h.entries(t)
			_, err := h.TakeBundle(t.Context(), operator, bytes.NewReader(data), app.Sender{Key: key, Voice: civil.Voice}, false)
			refuses(t, name, err, heed.ErrorCode(err), c.key)
			if h.entries(t) != before {
				t.Errorf("%s: something was written", name)
			}
		}
		// What is only wrong in itself is left out, and the rest is taken.
		for name, c := range map[string]struct {
			all []heed.Publication
			key string
			new int
		}{
			"revises itself":         {[]heed.Publication{item(heed.SubjectFigure, "f", figure(func(n *heed.Figure) { n.Revises = "f" }))}, "error.revises_another", 1},
			"in a circle":            {[]heed.Publication{item(heed.SubjectFigure, "f", figure(func(n *heed.Figure) { n.Revises = "g" })), item(heed.SubjectFigure, "g", figure(func(n *heed.Figure) { n.Revises = "f" }))}, "error.revises_circle", 2},
			"before the event":       {[]heed.Publication{item(heed.SubjectFigure, "f", figure(func(n *heed.Figure) { n.AsOf = "2023" }))}, "error.figure_before_event", 1},
			"under a UN body's name": {[]heed.Publication{item(heed.SubjectFigure, "f", figure(func(n *heed.Figure) { n.Voice, n.Speaker = heed.VoiceCivilSociety, "Human Rights Committee" }))}, "error.speaker_voice", 1},
		} {
			data, key := crafted(t, civil, append([]heed.Publication{friends}, c.all...)...)
			taken, err := h.TakeBundle(t.Context(), operator, bytes.NewReader(data), app.Sender{Key: key, Voice: civil.Voice}, true)
			if err != nil || taken.New != c.new || len(taken.Left) != 1 || taken.Left[0].Key != "problem.bundle_unfit" || taken.Left[0].Args[1] != "figure/f" || heed.ErrorKey(taken.Left[0].Why) != c.key {
				t.Errorf("%s: %+v, %v", name, taken, err)
			}
		}
		data, key := crafted(t, civil, friends, item(heed.SubjectFigure, "f", figure(func(*heed.Figure) {})), item(heed.SubjectCall, "c", call), item(heed.SubjectFigure, "lost", figure(func(f *heed.Figure) { f.Dossier = "none" })),
			item(heed.SubjectReply, "q", heed.Reply{To: f.Subject, Asks: true, Text: "It is 230."}))
		if taken, err := h.TakeBundle(t.Context(), operator, bytes.NewReader(data), app.Sender{Key: key, Voice: civil.Voice}, false); err != nil || taken.New != 4 || len(taken.Left) != 1 {
			t.Errorf("what is right: %+v, %v", taken, err)
		}
	})
}
