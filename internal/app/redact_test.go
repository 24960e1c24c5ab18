// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/strike"
)

// endangered is a name that stands everywhere.
const endangered = "Arda Velin"

// namingHouse is one in which a name stands in everything that can hold it.
func namingHouse(t *testing.T) house {
	t.Helper()
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("of ARDA VELIN.txt", "Release Arda Velin"), input("b.txt", "Adopt a law"))
	if _, err := h.Correct(t.Context(), operator, heed.Correction{Review: review, Ref: "49.1", Field: heed.FieldText, Should: "Free Arda\u00a0Velin now", Reason: "the original says so"}); err != nil {
		t.Fatal(err)
	}
	kk := kazakh()
	kk.Text = "Босатыңыз: Arda Velin"
	if _, err := h.TranslateRecord(t.Context(), operator, []heed.Translation{kk}); err != nil {
		t.Fatal(err)
	}
	h.takeIndex(t, exported("a=free-Arda-Velin b=other"))
	m := measured
	m.Description = "After the death of Arda Velin."
	v := h.write(t, justice, app.Change{Body: m})
	m.Description = "After a death."
	h.write(t, justice, app.Change{ID: v.ID, Base: 1, Note: "arda velin's name taken out", Body: m})
	return h
}

// holds reports whether bytes hold the name, in any spelling.
func holds(t *testing.T, data []byte) bool {
	t.Helper()
	w, err := strike.New(endangered)
	if err != nil {
		t.Fatal(err)
	}
	_, n := w.Text(string(data))
	return n > 0 || bytes.Contains(bytes.ToLower(data), []byte("velin"))
}

// inHouse lists the files of a store and its folder that hold the name.
func (h house) inHouse(t *testing.T) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(h.dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && holds(t, data) {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRedact(t *testing.T) {
	h := namingHouse(t)
	if len(h.inHouse(t)) == 0 {
		t.Fatal("the name stands nowhere to begin with")
	}
	f := find.New(h.store)
	if found, err := f.Search(t.Context(), heed.Viewer{}, find.Query{Words: "velin"}); err != nil || found.Total != 1 {
		t.Fatalf("%d, %v", found.Total, err)
	}
	o := app.Redaction{Forms: []string{endangered}, Reason: "a person at risk", DryRun: true}
	dry, err := h.Redact(t.Context(), operator, o)
	if err != nil {
		t.Fatal(err)
	}
	before := h.entries(t)
	o.DryRun = false
	r, err := h.Redact(t.Context(), operator, o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Times != dry.Times || r.Times < 7 || r.Corrections != 1 || r.Translations != 1 || r.Annotations != 1 || len(r.Documents) != 1 || r.Versions[heed.SubjectMeasure] != 2 || len(r.Entries) != 0 {
		t.Errorf("%+v, foreseen %+v", r, dry)
	}
	if left := h.inHouse(t); len(left) > 0 {
		t.Errorf("the name is still in %s", left)
	}
	for _, words := range []string{"velin", "arda"} {
		if found, err := f.Search(t.Context(), heed.Viewer{}, find.Query{Words: words}); err != nil || found.Total != 0 {
			t.Errorf("%q is still found: %d, %v", words, found.Total, err)
		}
	}
	if after := h.entries(t); after != before+1 { // everything verifies
		t.Errorf("%d entries, before it %d", after, before)
	}
	report, err := h.Verify(t.Context(), operator)
	if err != nil || len(report.Redactions) != 1 || report.Redactions[0].Reason != "a person at risk" || report.Redactions[0].Documents != 1 {
		t.Errorf("%+v, %v", report.Redactions, err)
	}
	h.staysOut(t, r.Documents[0].Digest)
	if again, err := h.Redact(t.Context(), operator, o); err != nil || again.Times != 0 || again.Entry != 0 {
		t.Errorf("a second time: %+v, %v", again, err)
	}
}

// staysOut holds a house to what must not happen after a redaction: the same
// document brings the name back, its original or a picture is given, a backup
// holds it.
func (h house) staysOut(t *testing.T, d heed.Digest) {
	t.Helper()
	h.take(t, app.ImportOptions{}, input("of ARDA VELIN.txt", "Release Arda Velin"))
	if left := h.inHouse(t); len(left) > 0 {
		t.Errorf("imported again, the name is in %s", left)
	}
	_, _, err := h.Original(t.Context(), heed.Viewer{}, d)
	_, err2 := h.PageImage(t.Context(), heed.Viewer{}, d, 1, 800)
	if heed.ErrorCode(err) != heed.CodeNotFound || heed.ErrorCode(err2) != heed.CodeNotFound {
		t.Errorf("original: %v, picture: %v", err, err2)
	}
	if problems, err := h.Doctor(t.Context(), operator); err != nil || len(problems) > 0 {
		t.Errorf("%+v, %v", problems, err)
	}
	var backup bytes.Buffer
	if problems, err := h.Backup(t.Context(), operator, &backup); err != nil || len(problems) > 0 {
		t.Fatalf("%+v, %v", problems, err)
	}
	if plain := unpacked(t, backup.Bytes()); holds(t, plain) {
		t.Error("the name is in the next backup")
	}
	other := newHouse(t, "1")
	if err := other.Restore(t.Context(), operator, &backup); err != nil {
		t.Fatal(err)
	}
	other.entries(t)
}

// unpacked gives all that is in a backup.
func unpacked(t *testing.T, backup []byte) []byte {
	t.Helper()
	zipped, err := gzip.NewReader(bytes.NewReader(backup))
	if err != nil {
		t.Fatal(err)
	}
	var out []byte
	for in := tar.NewReader(zipped); ; {
		head, err := in.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		out = append(append(out, head.Name...), part...)
	}
}

// The name of a file that came in stands beside its entry, and is for the operator
// to destroy.
func TestRedact_NamesWhatItLeaves(t *testing.T) {
	h := newHouse(t, "1")
	in := exported("a=text")
	in.Name = "of arda velin.json"
	if _, err := h.ImportIndex(t.Context(), operator, in, app.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	r, err := h.Redact(t.Context(), operator, app.Redaction{Forms: []string{endangered}, Reason: "a person at risk"})
	if err != nil || len(r.Entries) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	if err := h.Erase(t.Context(), operator, r.Entries[0], "a person at risk"); err != nil {
		t.Fatal(err)
	}
	if left := h.inHouse(t); len(left) > 0 {
		t.Errorf("the name is still in %s", left)
	}
}

// Of evidence, both copies of a file go in whose text the name stands; another
// file of the same people stays.
func TestRedact_Evidence(t *testing.T) {
	h := proving(t)
	said := proof
	said.Title = "Statement of ARDA VELIN"
	gone := h.prove(t, worker, file(app.Change{Body: said}, "I, Arda\nVelin, say so."))
	stays := h.prove(t, worker, file(app.Change{}, "I say so."))
	r, err := h.Redact(t.Context(), operator, app.Redaction{Forms: []string{endangered}, Reason: "a person at risk"})
	if err != nil || r.Files != 1 || r.Versions[heed.SubjectEvidence] != 1 || r.Times != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	_, _, err = h.ShownCopy(t.Context(), worker.Viewer(), gone.ID)
	_, _, err2 := h.OpenOriginal(t.Context(), worker, gone.ID, "to look")
	if heed.ErrorCode(err) != heed.CodeNotFound || heed.ErrorCode(err2) != heed.CodeNotFound {
		t.Errorf("the copy: %v, the original: %v", err, err2)
	}
	f := fileOf(t, gone)
	if h.Files.Has(f.Shown) || h.Files.Has(f.Sealed) {
		t.Error("a copy is still there")
	}
	if _, _, err := h.ShownCopy(t.Context(), worker.Viewer(), stays.ID); err != nil {
		t.Errorf("another file: %v", err)
	}
	if left := h.inHouse(t); len(left) > 0 {
		t.Errorf("the name is still in %s", left)
	}
	h.entries(t)
	if problems := h.problems(t, h.Doctor); len(problems) > 0 {
		t.Errorf("%s", problems)
	}
	if problems := h.problems(t, h.verified); len(problems) > 0 {
		t.Errorf("%s", problems)
	}
}

// What a redaction has left is held against the log as everything else is.
func TestRedact_Tampered(t *testing.T) {
	for name, statement := range map[string]string{
		"problem.version":     `UPDATE versions SET body = replace(body, 'death', 'health') WHERE number = 1`,
		"problem.correction":  `UPDATE corrections SET body = replace(body, 'now', 'later')`,
		"problem.translation": `UPDATE translations SET body = replace(body, 'Босатыңыз', 'Ұстаңыз')`,
		"problem.reading":     `UPDATE readings SET facts = replace(facts, 'Release', 'Arrest')`,
		"problem.struck":      `DELETE FROM versions WHERE number = 1`,
		"problem.index":       `UPDATE annotations SET body = replace(body, 'free', 'hold')`,
	} {
		t.Run(name, func(t *testing.T) {
			h := namingHouse(t)
			if _, err := h.Redact(t.Context(), operator, app.Redaction{Forms: []string{endangered}, Reason: "a person at risk"}); err != nil {
				t.Fatal(err)
			}
			h.behind(t, statement)
			r, err := h.Verify(t.Context(), operator)
			if err != nil || len(r.Problems) == 0 || r.Problems[0].Key != name {
				t.Errorf("%+v, %v", r.Problems, err)
			}
		})
	}
}

// Who was invited and has not come is forgotten with the invitation.
func TestRedact_Invitations(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		admin := heed.Actor{Pseudonym: "admin", Role: heed.Administrator}
		if _, err := h.Write(t.Context(), admin, app.Change{ID: "ngo", Side: ngo.Side, Body: heed.Institution{Names: map[string]string{"en": "Friends"}, Kind: heed.InstitutionCSO, Vouched: "A register"}}); err != nil {
			t.Fatal(err)
		}
		for name, email := range map[string]string{"Aida Seitova": "a@example.org", "Somebody": "seitova@example.org", "Berik": "b@example.org"} {
			if _, err := h.Invite(t.Context(), operator, app.Newcomer{Name: name, Email: email, Role: heed.Reader, Institution: "ngo"}); err != nil {
				t.Fatal(err)
			}
		}
		for n, want := range []int{2, 2, 0} {
			r, err := h.Redact(t.Context(), operator, app.Redaction{Forms: []string{"Seitova"}, Reason: "She asked for it.", DryRun: n == 0})
			if err != nil || r.Invitations != want || r.Times != want {
				t.Errorf("%d: %+v, %v", n, r, err)
			}
		}
		members, err := h.Members(t.Context(), operator)
		if err != nil || len(members.Invitations) != 1 || members.Invitations[0].Account.Name != "Berik" {
			t.Errorf("%+v, %v", members.Invitations, err)
		}
	})
}

func TestRedact_Refused(t *testing.T) {
	h := namingHouse(t)
	for _, c := range []struct {
		actor heed.Actor
		app.Redaction
		code heed.Code
	}{
		{operator, app.Redaction{Forms: []string{endangered}}, heed.CodeInvalid},
		{operator, app.Redaction{Forms: []string{endangered}, Reason: "protects arda  velin"}, heed.CodeInvalid},
		{operator, app.Redaction{Forms: []string{"Al"}, Reason: "short"}, heed.CodeInvalid},
		{operator, app.Redaction{Reason: "nothing"}, heed.CodeInvalid},
		{justice, app.Redaction{Forms: []string{endangered}, Reason: "not the operator"}, heed.CodeForbidden},
	} {
		if _, err := h.Redact(t.Context(), c.actor, c.Redaction); heed.ErrorCode(err) != c.code {
			t.Errorf("%+v: %v", c.Redaction, err)
		}
	}
	// What an interrupt has left is seen, and the next backup destroys it.
	r, err := h.Redact(t.Context(), operator, app.Redaction{Forms: []string{endangered}, Reason: "a person at risk"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Files.Put([]byte("Release Arda Velin")); err != nil {
		t.Fatal(err)
	}
	problems, err := h.Doctor(t.Context(), operator)
	if err != nil || len(problems) != 1 || problems[0].Key != "problem.redacted_kept" {
		t.Errorf("%+v, %v", problems, err)
	}
	if _, err := h.Backup(t.Context(), operator, io.Discard); err != nil || h.Files.Has(r.Documents[0].Digest) {
		t.Errorf("the original is still there, %v", err)
	}
}
