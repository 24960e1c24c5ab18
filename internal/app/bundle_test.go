// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/audit"
	"github.com/heed-upr/heed/internal/bundle"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/notary"
)

// signs gives a house a key.
func (h house) signs(t *testing.T) house {
	t.Helper()
	n, err := notary.Open(filepath.Join(t.TempDir(), "checkpoints"))
	if err != nil {
		t.Fatal(err)
	}
	h.Notary = n
	return h
}

// shares has an organisation that has published an assessment with a file on
// which it rests, and has more that it has not.
func shares(t *testing.T, h house) (house, heed.Version) {
	t.Helper()
	h = h.signs(t)
	h.enrol(t, ngo, worker, allied)
	ctx := t.Context()
	name := heed.Institution{Names: map[string]string{"en": "Friends"}, Kind: heed.InstitutionCSO, Contact: "hidden@contact.example", Vouched: "vouchedhidden"}
	had, err := find.New(h.store).Follow(ctx, heed.Viewer{})
	if err != nil {
		t.Fatal(err)
	}
	base := 0
	if i, err := find.One[heed.Institution](had, "ngo"); err == nil {
		base = i.Number
	}
	if _, err := h.Write(ctx, heed.Actor{Pseudonym: "admin", Role: heed.Administrator}, app.Change{ID: "ngo", Base: base, Side: ngo.Side, Body: name}); err != nil {
		t.Fatal(err)
	}
	open, hidden := proof, proof
	open.Level, open.Title, open.Reliability = heed.SensitivityOpen, "Open statement", "Two have seen it."
	hidden.Title = "Unpublished statement"
	shown := h.prove(t, worker, file(app.Change{Body: open}, "what was seen, secret: by Anna"))
	kept := h.prove(t, worker, file(app.Change{Body: hidden}, "unpublished words, secret: by Bela"))
	h.publish(t, shown, allied)
	said := says(heed.NotStarted)
	said.Evidence = []heed.ID{shown.ID, kept.ID}
	both, err := h.Write(ctx, worker, app.Change{Body: said})
	if err != nil {
		t.Fatal(err)
	}
	h.publish(t, both[0], allied)
	said.Reasons = "Unpublished reasons."
	if _, err := h.Write(ctx, worker, app.Change{Body: said, Note: "unpublished note"}); err != nil {
		t.Fatal(err)
	}
	return h, both[0]
}

func (h house) bundle(t *testing.T, of heed.Side) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := h.Bundle(t.Context(), operator, of, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var civil = heed.Side{Voice: heed.VoiceCivilSociety, State: ngo.State}

// What one installation has published another one shows as that voice's, and
// nothing else goes along.
func TestBundle_FromOneToTheOther(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h, said := shares(t, h)
		data := h.bundle(t, civil)
		for _, word := range []string{"npublished", "Anna", "Bela", "hidden", "statement.txt", "worker", "allied", "what was seen, secret"} {
			if bytes.Contains(data, []byte(word)) {
				t.Errorf("%q is in it", word)
			}
		}
		from := app.Sender{Key: h.LogKey(), Voice: heed.VoiceCivilSociety}
		to := newHouse(t, "1")
		taken, err := to.TakeBundle(t.Context(), operator, bytes.NewReader(data), from, false)
		if err != nil || len(taken.Left) != 2 || taken.New != 1 {
			t.Fatalf("without the review: %+v, %v", taken, err)
		}
		to.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
		if taken, err = to.TakeBundle(t.Context(), operator, bytes.NewReader(data), from, true); err != nil || taken.New != 2 || taken.Unchanged != 1 {
			t.Fatalf("dry: %+v, %v", taken, err)
		}
		for n, want := range []app.Taken{{New: 2, Unchanged: 1}, {Unchanged: 3}} {
			before := to.entries(t)
			taken, err = to.TakeBundle(t.Context(), operator, bytes.NewReader(data), from, false)
			if err != nil || taken.New != want.New || taken.Unchanged != want.Unchanged || taken.Changed+taken.Withdrawn+len(taken.Left) > 0 || taken.Of != civil {
				t.Errorf("%d: %+v, %v", n, taken, err)
			}
			if got := to.entries(t) - before; got != int64(want.New) {
				t.Errorf("%d: %d entries", n, got)
			}
		}
		seen := to.assessments(t, heed.Viewer{})
		if len(seen.Voices) != 1 || seen.Voices[0].Voice != heed.VoiceCivilSociety {
			t.Errorf("%+v", seen)
		}
		follow, err := find.New(to.store).Follow(t.Context(), heed.Viewer{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := find.One[heed.Assessment](follow, said.ID)
		if err != nil || len(got.Body.Evidence) != 1 || got.Origin == nil || got.Origin.Key != h.LogKey() || got.Side != ngo.Side {
			t.Fatalf("%+v, %v", got, err)
		}
		copied, f, err := to.ShownCopy(t.Context(), heed.Viewer{}, got.Body.Evidence[0])
		if err != nil || string(copied) != "what was seen, " || f.Sealed != "" || f.Name != "" {
			t.Errorf("%q, %+v, %v", copied, f, err)
		}
		if problems := to.problems(t, to.verified); len(problems) > 0 {
			t.Error(problems)
		}
		if problems := to.problems(t, to.Doctor); len(problems) > 0 {
			t.Error(problems)
		}
	})
}

// What is withdrawn there is withdrawn here by the next bundle; an earlier one is
// refused after that, and nobody here changes what came.
func TestBundle_KeptUpToDate(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	h, said := shares(t, h)
	to := newHouse(t, "1").signs(t)
	to.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	from := app.Sender{Key: h.LogKey() + "\n", Voice: heed.VoiceCivilSociety}
	first := h.bundle(t, civil)
	if err := h.Move(t.Context(), ngo, app.Move{Subject: said.Subject, Base: 4, To: heed.StepWithdrawn, Note: "It was wrong."}); err != nil {
		t.Fatal(err)
	}
	second := h.bundle(t, heed.Side{Voice: civil.Voice, State: civil.State, Institution: "ngo"})
	took := func(data []byte, s app.Sender) (app.Taken, error) {
		return to.TakeBundle(t.Context(), operator, bytes.NewReader(data), s, false)
	}
	if taken, err := took(first, from); err != nil || taken.New != 3 {
		t.Fatalf("%+v, %v", taken, err)
	}
	_, err := to.Write(t.Context(), ngo, app.Change{ID: "ngo", Base: 1, Body: heed.Institution{Names: map[string]string{"en": "Mine"}, Kind: heed.InstitutionCSO}})
	refuses(t, "written over", err, heed.CodeForbidden, "")
	err = to.Move(t.Context(), allied, app.Move{Subject: said.Subject, Base: 1, To: heed.StepWithdrawn, Note: "Away with it"})
	refuses(t, "withdrawn here", err, heed.CodeForbidden, "error.from_elsewhere")
	err = to.Move(t.Context(), ngo, app.Move{Subject: said.Subject, Base: 1, To: heed.StepWithdrawn, Note: "Away with it", Published: true})
	refuses(t, "taken back here", err, heed.CodeForbidden, "error.from_elsewhere")
	_, err = to.Invite(t.Context(), operator, app.Newcomer{Name: "Aida", Email: "aida@example.org", Role: heed.FocalPoint, Institution: "ngo"})
	refuses(t, "invited to speak for it", err, heed.CodeForbidden, "error.institution_elsewhere")
	_, err = to.Write(t.Context(), ngo, app.Change{Body: says(heed.NotStarted)})
	refuses(t, "written in its name", err, heed.CodeForbidden, "error.institution_elsewhere")
	if taken, err := took(second, from); err != nil || taken.Withdrawn != 1 || taken.Unchanged != 2 {
		t.Fatalf("%+v, %v", taken, err)
	}
	if seen := to.assessments(t, heed.Viewer{}); seen.Voices[0].Entries[0].Step != heed.StepWithdrawn || seen.Voices[0].Entries[0].Reasons != "" {
		t.Errorf("%+v", seen)
	}
	if problems := to.problems(t, to.verified); len(problems) > 0 {
		t.Error(problems)
	}
	_, err = took(first, from)
	refuses(t, "older", err, heed.CodeConflict, "error.bundle_older")
	_, err = took(second, app.Sender{Key: from.Key, Voice: heed.VoiceState})
	refuses(t, "another voice", err, heed.CodeInvalid, "error.bundle_voice")
	_, err = took(second, app.Sender{Key: to.LogKey(), Voice: from.Voice})
	refuses(t, "own key", err, heed.CodeConflict, "error.bundle_own")
	_, err = h.Bundle(t.Context(), operator, heed.Side{Voice: heed.VoiceNHRI, State: civil.State}, new(bytes.Buffer))
	refuses(t, "nothing", err, heed.CodeNotFound, "error.bundle_nothing")
	for _, who := range []heed.Actor{{}, ngo, allied, mfa, {Pseudonym: "a", Role: heed.Administrator}} {
		_, err := h.Bundle(t.Context(), who, civil, new(bytes.Buffer))
		refuses(t, "made by "+who.Pseudonym, err, heed.CodeForbidden, "")
		_, err = to.TakeBundle(t.Context(), who, bytes.NewReader(second), from, false)
		refuses(t, "taken by "+who.Pseudonym, err, heed.CodeForbidden, "")
	}
	// What was written here by the same name is not touched.
	own := newHouse(t, "1")
	if _, err := own.Write(t.Context(), heed.Actor{Pseudonym: "admin", Role: heed.Administrator}, app.Change{ID: "ngo", Side: ngo.Side, Body: heed.Institution{Names: map[string]string{"en": "Others"}, Kind: heed.InstitutionCSO, Vouched: "A register"}}); err != nil {
		t.Fatal(err)
	}
	_, err = own.TakeBundle(t.Context(), operator, bytes.NewReader(second), from, false)
	refuses(t, "same name", err, heed.CodeConflict, "error.bundle_taken_name")
}

// Whichever byte is another one, whatever is missing or added: nothing is taken.
func TestBundle_EveryByteCounts(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	h, _ = shares(t, h)
	data := h.bundle(t, civil)
	to := newHouse(t, "1")
	from := app.Sender{Key: h.LogKey(), Voice: heed.VoiceCivilSociety}
	before := to.entries(t)
	refused := func(name string, data []byte) {
		t.Helper()
		if _, err := to.TakeBundle(t.Context(), operator, bytes.NewReader(data), from, false); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for i := range data {
		for _, bit := range []byte{1, 0x20, 0x80} {
			changed := bytes.Clone(data)
			changed[i] ^= bit
			refused(fmt.Sprintf("%q", changed[max(0, i-20):i+20]), changed)
		}
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	refused("cut", data[:len(data)-1])
	refused("a line less", bytes.Join(lines[:len(lines)-2], nil))
	refused("a line more", append(bytes.Clone(data), lines[1]...))
	refused("two lines changed about", bytes.Join([][]byte{lines[0], lines[2], lines[1], bytes.Join(lines[3:], nil)}, nil))
	refused("empty", nil)
	if got := to.entries(t); got != before {
		t.Errorf("%d entries more", got-before)
	}
}

// crafted is a bundle that is rightly signed, by somebody who may mean no good.
func crafted(t *testing.T, of heed.Side, all ...heed.Publication) ([]byte, string) {
	t.Helper()
	secret, key, err := note.GenerateKey(nil, "heed-log-crafted")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	content := bundle.Content{Version: bundle.Version, Of: of, Day: "2026-11-01"}
	var lines [][]byte
	for _, p := range all {
		line, digest, err := bundle.Item(p)
		if err != nil {
			t.Fatal(err)
		}
		lines, content.Items = append(lines, line), append(content.Items, digest)
	}
	entry, err := audit.NewEntry(heed.EntryBundle, heed.Operator, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), content)
	if err != nil {
		t.Fatal(err)
	}
	point := audit.Checkpoint{Origin: signer.Name(), Size: 1, Root: tlog.RecordHash(audit.Record(entry))}
	signed, err := note.Sign(&note.Note{Text: point.Text()}, signer)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := bundle.Write(&out, bundle.Opening{Checkpoint: signed, Entry: entry}, lines, nil, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), key
}

// publication is one thing in a bundle that is made by hand.
func publication(t *testing.T, kind heed.SubjectKind, id heed.ID, side heed.Side, says heed.Matter) heed.Publication {
	t.Helper()
	body, err := json.Marshal(says)
	if err != nil {
		t.Fatal(err)
	}
	return heed.Publication{Subject: heed.Subject{Kind: kind, ID: id}, Side: side, Day: "2026-11-01", Body: body}
}

// Whoever signs a bundle speaks for nobody else: what nobody here could write in
// the name of others, no bundle brings.
func TestTakeBundle_SpeaksForNobodyElse(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		state, err := h.Write(t.Context(), justice, app.Change{Body: says(heed.FullyDone)})
		if err != nil {
			t.Fatal(err)
		}
		h.publish(t, state[0], mfa)
		h.write(t, operator, app.Change{ID: "keepers", Side: heed.Side{Voice: heed.VoiceState, State: "XVA"}, Body: heed.Institution{Names: map[string]string{"en": "Ministry of Keepers"}, Kind: heed.InstitutionMinistry}})
		item := func(kind heed.SubjectKind, id heed.ID, side heed.Side, says heed.Matter) heed.Publication {
			return publication(t, kind, id, side, says)
		}
		friends := item(heed.SubjectInstitution, "ngo", ngo.Side, heed.Institution{Names: map[string]string{"en": "Friends"}, Kind: heed.InstitutionCSO})
		other := ngo.Side
		other.Institution = "alliance"
		allies := item(heed.SubjectInstitution, "alliance", other, heed.Institution{Names: map[string]string{"en": "Alliance"}, Kind: heed.InstitutionCSO})
		correcting, elsewhere, sealed := says(heed.NotStarted), says(heed.NotStarted), proof
		correcting.Corrects, elsewhere.Recommendation.Review.State = state[0].ID, "XNO"
		sealed.Level, sealed.File = heed.SensitivityOpen, &heed.SealedFile{Type: "txt", Original: heed.DigestOf(nil), Shown: heed.DigestOf(nil)}
		for name, all := range map[string][]heed.Publication{
			"corrects the State":     {friends, item(heed.SubjectAssessment, "a", ngo.Side, correcting)},
			"corrects its neighbour": {friends, allies, item(heed.SubjectAssessment, "b", other, says(heed.NotStarted)), item(heed.SubjectAssessment, "a", ngo.Side, func() heed.Assessment { c := says(heed.NotStarted); c.Corrects = "b"; return c }())},
			"replies as the State":   {friends, item(heed.SubjectReply, "r", ngo.Side, heed.Reply{To: state[0].Subject, Text: "No."})},
			"is the State":           {item(heed.SubjectAssessment, "a", justice.Side, says(heed.NotStarted))},
			"speaks of another":      {item(heed.SubjectAssessment, "a", ngo.Side, elsewhere)},
			"settles for the State": {friends, item(heed.SubjectReply, "q", ngo.Side, heed.Reply{To: state[0].Subject, Asks: true, Text: "Wrong."}),
				item(heed.SubjectReply, "r", ngo.Side, heed.Reply{To: heed.Subject{Kind: heed.SubjectReply, ID: "q"}, Handled: heed.HandledCorrected, Text: "So it was."})},
			"is two institutions":     {friends, item(heed.SubjectInstitution, "alliance", ngo.Side, heed.Institution{Names: map[string]string{"en": "Alliance"}, Kind: heed.InstitutionCSO})},
			"brings no file":          {friends, item(heed.SubjectEvidence, "e", ngo.Side, sealed)},
			"has no right body":       {friends, item(heed.SubjectMeasure, "m", ngo.Side, heed.Measure{})},
			"decides":                 {item(heed.SubjectSettlement, "s", ngo.Side, heed.Settlement{})},
			"is called as the UN":     {item(heed.SubjectInstitution, "ngo", ngo.Side, heed.Institution{Names: map[string]string{"en": "Friends", "ru": "УВКПЧ"}, Kind: heed.InstitutionCSO})},
			"is called as a ministry": {item(heed.SubjectInstitution, "ngo", ngo.Side, heed.Institution{Names: map[string]string{"en": "ministry of keepers"}, Kind: heed.InstitutionCSO})},
			"has a strange name":      {item(heed.SubjectAssessment, "../a", ngo.Side, says(heed.NotStarted))},
		} {
			data, key := crafted(t, civil, all...)
			before := h.entries(t)
			_, err := h.TakeBundle(t.Context(), operator, bytes.NewReader(data), app.Sender{Key: key, Voice: civil.Voice}, false)
			if code := heed.ErrorCode(err); code != heed.CodeInvalid && code != heed.CodeForbidden || h.entries(t) != before {
				t.Errorf("%s: %v", name, err)
			}
		}
		data, key := crafted(t, civil, friends, item(heed.SubjectAssessment, "a", ngo.Side, says(heed.NotStarted)),
			item(heed.SubjectReply, "q", ngo.Side, heed.Reply{To: state[0].Subject, Asks: true, Text: "Wrong."}))
		if taken, err := h.TakeBundle(t.Context(), operator, bytes.NewReader(data), app.Sender{Key: key, Voice: civil.Voice}, false); err != nil || taken.New != 3 || len(taken.Left) > 0 {
			t.Errorf("what is right: %+v, %v", taken, err)
		}
	})
}

// others is what is here of other people: of an organisation that was entered, of one
// that only writes, and of one that another key has brought.
type others struct {
	house
	entered, written, taken heed.Version
	figure, request, source heed.Version
	measure                 heed.Version
	dossier                 heed.ID
}

func withOthers(t *testing.T, h house) others {
	t.Helper()
	from := newHouse(t, "1")
	from.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	from, taken := shares(t, from)
	if got, err := h.TakeBundle(t.Context(), operator, bytes.NewReader(from.bundle(t, civil)), app.Sender{Key: from.LogKey(), Voice: civil.Voice}, false); err != nil || got.New != 3 {
		t.Fatalf("%+v, %v", got, err)
	}
	river, lake := member("river", civil.Voice, heed.FocalPoint, "river"), member("lake", civil.Voice, heed.FocalPoint, "lake")
	h.enrol(t, river, lake, allied, justice, mfa)
	h.write(t, operator, app.Change{ID: "river", Side: river.Side, Body: heed.Institution{Names: map[string]string{"en": "River"}, Kind: heed.InstitutionCSO, Vouched: "A register"}})
	out := others{house: h, taken: taken, entered: h.write(t, river, app.Change{Body: says(heed.Regressed)}), written: h.write(t, lake, app.Change{Body: says(heed.Regressed)})}
	d := h.write(t, river, app.Change{Body: harbour()})
	h.publish(t, d, allied)
	out.dossier = d.ID
	out.figure = h.write(t, lake, app.Change{Body: tally(d.ID, heed.VoiceState, 225)})
	out.source = h.prove(t, lake, newspaper(heed.SensitivityOpen))
	out.measure = h.write(t, lake, app.Change{Body: heed.Measure{Title: "A school", Kind: heed.MeasureLaw, Lead: "lake", Links: []heed.Link{{Recommendation: says(heed.Started).Recommendation, Bearing: heed.Serves}}}})
	for _, v := range []heed.Version{out.entered, out.written, out.figure, out.source, out.measure} {
		h.publish(t, v, allied)
	}
	out.request = h.write(t, justice, app.Change{Body: heed.Reply{To: out.written.Subject, Asks: true, Text: "It is wrong."}})
	h.publish(t, out.request, mfa)
	return out
}

// What others have published here stands as it stood, whatever comes with another key:
// nobody there speaks in their name, corrects or revises them, says what became of a
// request about them, or puts words into their sources.
func TestTakeBundle_LeavesOthersAsTheyStand(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		o := withOthers(t, h)
		side := func(id heed.ID) heed.Side { return heed.Side{Voice: civil.Voice, State: civil.State, Institution: id} }
		is := func(id heed.ID) heed.Publication {
			return publication(t, heed.SubjectInstitution, id, side(id), heed.Institution{Names: map[string]string{"en": "Pond"}, Kind: heed.InstitutionCSO})
		}
		said := func(corrects heed.ID) heed.Assessment {
			a := says(heed.FullyDone)
			a.Corrects = corrects
			return a
		}
		of := func(id heed.ID, kind heed.SubjectKind, says heed.Matter) heed.Publication {
			return publication(t, kind, "x", side(id), says)
		}
		revision := tally(o.dossier, heed.VoiceState, 5000)
		revision.Revises = o.figure.ID
		claimed := claimsOf(t, o.source.ID)[0]
		claimed.Verdict = heed.ClaimMisleads
		drains := heed.Measure{Title: "A plan", Kind: heed.MeasureLaw, Lead: "pond", Partners: []heed.ID{"river"}}
		led, with := drains, drains
		led.Lead, with.Partners = "river", []heed.ID{"ministry"}
		h.write(t, operator, app.Change{ID: "ministry", Side: justice.Side, Body: heed.Institution{Names: map[string]string{"en": "Ministry"}, Kind: heed.InstitutionMinistry}})
		take := func(all ...heed.Publication) (app.Taken, error) {
			data, key := crafted(t, civil, all...)
			return h.TakeBundle(t.Context(), operator, bytes.NewReader(data), app.Sender{Key: key, Voice: civil.Voice}, false)
		}
		stand := func(name string) {
			t.Helper()
			here := map[heed.ID]bool{}
			for _, v := range h.assessments(t, heed.Viewer{}).Voices {
				for _, e := range v.Entries {
					here[e.ID] = e.Stands() && e.Corrects == ""
				}
			}
			d, err := find.New(h.store).Dossier(t.Context(), heed.Viewer{}, o.dossier)
			f, _ := d.Figure(o.figure.ID)
			if err != nil || !here[o.entered.ID] || !here[o.written.ID] || !here[o.taken.ID] || !f.Stands() {
				t.Fatalf("%s: %v, %+v, %v", name, here, f, err)
			}
		}
		stand("before")
		for name, c := range map[string]struct {
			all []heed.Publication
			key string
		}{
			"corrects who was entered here":    {[]heed.Publication{is("pond"), of("river", heed.SubjectAssessment, said(o.entered.ID))}, "error.bundle_speaks"},
			"corrects who another key brought": {[]heed.Publication{of("ngo", heed.SubjectAssessment, said(o.taken.ID))}, "error.bundle_speaks"},
			"corrects who only writes here":    {[]heed.Publication{is("lake"), of("lake", heed.SubjectAssessment, said(o.written.ID))}, "error.corrects_another"},
			"counts in another's name":         {[]heed.Publication{of("river", heed.SubjectFigure, tally(o.dossier, heed.VoiceState, 5000))}, "error.bundle_speaks"},
			"is another":                       {[]heed.Publication{is("river")}, "error.bundle_taken_name"},
			"revises another's":                {[]heed.Publication{is("pond"), of("pond", heed.SubjectFigure, revision)}, "error.revises_another"},
			"revises who only writes here":     {[]heed.Publication{is("lake"), of("lake", heed.SubjectFigure, revision)}, "error.revises_another"},
			"settles for who only writes here": {[]heed.Publication{is("lake"), of("lake", heed.SubjectReply, heed.Reply{To: o.request.Subject, Handled: heed.HandledKept, Text: "No."})}, "error.handles_another"},
			"puts words into another's source": {[]heed.Publication{is("lake"), of("lake", heed.SubjectClaim, claimed)}, "error.field_value"},
		} {
			before := h.entries(t)
			_, err := take(c.all...)
			refuses(t, name, err, heed.ErrorCode(err), c.key)
			if h.entries(t) != before {
				t.Errorf("%s: something was written", name)
			}
		}
		stand("what was refused")
		for name, c := range map[string]struct {
			all  []heed.Publication
			left []string
		}{
			"an institution that is nowhere":  {[]heed.Publication{is("pond"), of("sea", heed.SubjectAssessment, said(""))}, []string{"problem.bundle_speaker"}},
			"a plan for somebody here":        {[]heed.Publication{is("pond"), of("pond", heed.SubjectMeasure, led)}, []string{"problem.bundle_speaker"}},
			"an owner that is here":           {[]heed.Publication{is("pond"), of("pond", heed.SubjectCluster, heed.Cluster{Title: "Floods", Owner: "river"})}, []string{"problem.bundle_speaker"}},
			"has a ministry take part":        {[]heed.Publication{is("pond"), of("pond", heed.SubjectMeasure, with)}, []string{"problem.bundle_unfit"}},
			"a correction of what is nowhere": {[]heed.Publication{is("pond"), of("pond", heed.SubjectAssessment, said("nowhere"))}, []string{"problem.bundle_left"}},
			"an answer before what is left out": {[]heed.Publication{is("pond"), publication(t, heed.SubjectReply, "r", side("pond"), heed.Reply{To: heed.Subject{Kind: heed.SubjectAssessment, ID: "x"}, Asks: true, Text: "No."}),
				of("sea", heed.SubjectAssessment, said(""))}, []string{"problem.bundle_speaker", "problem.bundle_left"}},
		} {
			data, key := crafted(t, civil, c.all...)
			got, err := h.TakeBundle(t.Context(), operator, bytes.NewReader(data), app.Sender{Key: key, Voice: civil.Voice}, true)
			if err != nil || got.New != 1 || len(got.Left) != len(c.left) {
				t.Fatalf("%s: %+v, %v", name, got, err)
			}
			for n, p := range got.Left {
				if p.Key != c.left[n] {
					t.Errorf("%s: %+v", name, p)
				}
			}
		}
		// What only speaks of what others have published is taken.
		request := heed.Reply{To: o.entered.Subject, Asks: true, Text: "It is done."}
		early := tally(o.dossier, heed.VoiceState, 5000)
		early.Revises = "later"
		told := heed.Update{Measure: o.measure.ID, Date: "2026-10-01", Text: "We met."}
		got, err := take(is("pond"), of("pond", heed.SubjectAssessment, said("")), of("pond", heed.SubjectFigure, early), of("pond", heed.SubjectReply, request), of("pond", heed.SubjectMeasure, drains), of("pond", heed.SubjectUpdate, told))
		if err != nil || got.New != 6 || len(got.Left) > 0 {
			t.Fatalf("%+v, %v", got, err)
		}
		rec, err := find.New(h.store).Recommendation(t.Context(), heed.Viewer{}, says(heed.Started).Recommendation)
		if err != nil || len(rec.Said) != 1 || len(rec.Said[0].Updates) != 1 || rec.Said[0].Updates[0].By == nil || rec.Said[0].Updates[0].By.Origin == nil || rec.Said[0].Updates[0].By.Institution.Name("en") != "Pond" {
			t.Errorf("what another installation tells of a measure: %+v, %v", rec.Said, err)
		}
		plan, err := find.New(h.store).Plan(t.Context(), allied.Viewer(), civil.Voice, rec.ID().Review)
		at := slices.IndexFunc(plan.Measures, func(m find.Planned) bool { return m.ID == o.measure.ID })
		if err != nil || at < 0 || len(plan.Measures[at].Updates) != 1 || len(plan.Measures[at].Reports()) != 0 {
			t.Errorf("it reports for others: %+v, %v", plan.Measures, err)
		}
		// Nor does it change what is written here by that name afterwards; and nobody
		// here changes what it brought.
		h.publish(t, h.write(t, heed.Actor{Pseudonym: "lake", Role: heed.FocalPoint, Side: side("lake")}, app.Change{ID: "later", Body: tally(o.dossier, heed.VoiceState, 226)}), allied)
		d, err := find.New(h.store).Dossier(t.Context(), heed.Viewer{}, o.dossier)
		later, _ := d.Figure("later")
		theirs, _ := d.Figure("x")
		if err != nil || !later.Stands() || !theirs.Stands() || theirs.Revises != "" || theirs.By.Institution.Name("en") != "Pond" {
			t.Errorf("%+v, %+v, %v", later, theirs, err)
		}
		ours := tally(o.dossier, heed.VoiceState, 227)
		ours.Revises = "x"
		_, err = h.Write(t.Context(), heed.Actor{Pseudonym: "lake", Role: heed.FocalPoint, Side: side("lake")}, app.Change{Body: ours})
		refuses(t, "revised here", err, heed.CodeInvalid, "error.revises_another")
		stand("what was taken")
		if problems := h.problems(t, h.verified); len(problems) > 0 {
			t.Error(problems)
		}
	})
}
