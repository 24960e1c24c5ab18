// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/seal"
	"github.com/heed-upr/heed/internal/store/sqlite"
)

// planted stands in every field and file of what is kept sealed here.
const planted = "Zhanaozen"

// perilous is restricted evidence that says what was planted wherever it can.
func perilous(level heed.Sensitivity) heed.Evidence {
	e := proof
	e.Title, e.Excerpt, e.Reliability = "Title "+planted, "Excerpt "+planted, "Reliability "+planted
	e.Place, e.Publisher, e.Level = "Place "+planted, "Publisher "+planted, level
	return e
}

// leaks lists where something stands in clear: in the store as it is dumped, in the
// folder, in the files of the database, in a backup.
func (h house) leaks(t *testing.T, word string) []string {
	t.Helper()
	var out []string
	var dump, archive bytes.Buffer
	if err := h.store.Dump(t.Context(), &dump); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(dump.Bytes(), []byte(word)) {
		out = append(out, "the dump")
	}
	if problems, err := h.Backup(t.Context(), operator, &archive); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	dir := t.TempDir()
	s, err := sqlite.Open(t.Context(), filepath.Join(dir, "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	folder, err := files.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	if err := h.With(s, folder).Restore(t.Context(), operator, &archive); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{h.dir, dir} {
		if err := filepath.WalkDir(at, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if bytes.Contains(data, []byte(word)) {
				out = append(out, path)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// reads is all that somebody finds of evidence: what it says, its history, its custody
// log and what was said on it.
func (h house) reads(t *testing.T, who heed.Viewer, id heed.ID) string {
	t.Helper()
	f := find.New(h.store)
	f.OpenWith(h.Vault.Open)
	follow, err := f.Follow(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	at := heed.Subject{Kind: heed.SubjectEvidence, ID: id}
	past, _ := follow.Past(at) // of what is not seen there is none
	one, _ := find.One[heed.Evidence](follow, id)
	data, err := json.Marshal([]any{find.All[heed.Evidence](follow), one, past, follow.Custody(id), follow.Threads(at)})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What is restricted stands in clear nowhere, from its first version on; who may read
// it reads all of it, and without the key nobody does.
func TestRestricted_StandsNowhere(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.enrol(t, ngo, worker, helper, guest, allied, mfa)
		a := h.prove(t, worker, app.Exhibit{Change: app.Change{Visibility: heed.VisibleNamed, Named: []string{"guest"}, Note: "Note " + planted, Body: perilous(heed.SensitivityRestricted)}, Name: planted + ".txt", Data: []byte("file " + planted)})
		b := h.prove(t, worker, app.Exhibit{Change: app.Change{Visibility: heed.VisibleNamed, Body: perilous(heed.SensitivityRestricted)}, Address: "https://example.org/" + planted, Pasted: "page " + planted + "; Excerpt " + planted})
		if _, _, err := h.OpenOriginal(t.Context(), worker, a.ID, "Reason "+planted); err != nil {
			t.Fatal(err)
		}
		if err := h.HandOut(t.Context(), worker, a.ID, "Receiver "+planted, "Reason "+planted); err != nil {
			t.Fatal(err)
		}
		c := h.write(t, worker, app.Change{Body: heed.Remark{On: a.Subject, At: 1, Field: "title", Text: "Remark " + planted}})
		h.write(t, worker, app.Change{ID: c.ID, Base: 1, Body: heed.Remark{On: a.Subject, At: 1, Field: "title", Text: "Remark " + planted, Resolved: true}})
		again := perilous(heed.SensitivityRestricted)
		again.Title, again.File = "Second "+planted, fileOf(t, a)
		h.write(t, worker, app.Change{ID: a.ID, Base: 1, Note: "Again " + planted, Body: again})
		if at := h.leaks(t, planted); len(at) > 0 {
			t.Errorf("it stands in %v", at)
		}
		if n := strings.Count(h.reads(t, worker.Viewer(), a.ID), planted); n < 20 {
			t.Errorf("its author reads it %d times: %s", n, h.reads(t, worker.Viewer(), a.ID))
		}
		if text := h.reads(t, worker.Viewer(), b.ID); !strings.Contains(text, "page "+planted) {
			t.Error("its author does not read the page")
		}
		if data, _, err := h.ShownCopy(t.Context(), guest.Viewer(), a.ID); err != nil || string(data) != "file "+planted {
			t.Errorf("who is named gets %q, %v", data, err)
		}
		for who, viewer := range map[string]heed.Viewer{"public": {}, "colleague": helper.Viewer(), "institution": ngo.Viewer(), "coordinator": allied.Viewer(), "state": mfa.Viewer(), "operator": operator.Viewer()} {
			if text := h.reads(t, viewer, a.ID); strings.Contains(text, planted) || strings.Contains(text, "sealed") {
				t.Errorf("%s reads %s", who, text)
			}
		}
		if got := h.problems(t, h.Doctor); len(got) > 0 {
			t.Errorf("doctor: %v", got)
		}
		h.withoutKey(t, a, again)
		h.strikes(t, a)
	})
}

// withoutKey tries what is sealed where its key is not.
func (h house) withoutKey(t *testing.T, a heed.Version, next heed.Evidence) {
	t.Helper()
	vault := h.Vault
	defer func() { h.Vault = vault }()
	h.Vault = seal.OpenVault(filepath.Join(t.TempDir(), "another"))
	if text := h.reads(t, worker.Viewer(), a.ID); strings.Contains(text, planted) || !strings.Contains(text, string(a.ID)) {
		t.Errorf("without the key its author reads %s", text)
	}
	_, _, err := h.ShownCopy(t.Context(), worker.Viewer(), a.ID)
	refuses(t, "the copy without the key", err, heed.CodeConflict, "error.evidence_key")
	_, err = h.Write(t.Context(), worker, app.Change{ID: a.ID, Base: 2, Body: next})
	refuses(t, "written over without the key", err, heed.CodeConflict, "error.evidence_key")
	next.File = nil
	_, err = h.Prove(t.Context(), worker, app.Exhibit{Change: app.Change{Visibility: heed.VisibleNamed, Body: next}, Address: "https://example.org/", Pasted: "page; Excerpt " + planted})
	refuses(t, "a second key", err, heed.CodeConflict, "error.evidence_key")
	if got := h.problems(t, h.Doctor); len(got) != 1 || got[0] != "problem.evidence_key" {
		t.Errorf("doctor without the key: %v", got)
	}
	r, err := h.Redact(t.Context(), operator, app.Redaction{Forms: []string{planted}, Reason: "It endangers somebody.", DryRun: true})
	if err != nil || r.Locked < 8 || r.Times != 0 {
		t.Errorf("a redaction without the key: %+v, %v", r, err)
	}
	h.entries(t) // which needs no key
}

// strikes strikes out what was planted, and erases what is left of a version.
func (h house) strikes(t *testing.T, a heed.Version) {
	t.Helper()
	r, err := h.Redact(t.Context(), operator, app.Redaction{Forms: []string{planted}, Reason: "It endangers somebody."})
	if err != nil || r.Locked != 0 || r.Versions[heed.SubjectEvidence] != 3 || r.Versions[heed.SubjectCustody] != 2 || r.Versions[heed.SubjectComment] != 2 || r.Files != 1 {
		t.Errorf("a redaction: %+v, %v", r, err)
	}
	if text := h.reads(t, worker.Viewer(), a.ID); strings.Contains(text, planted) || !strings.Contains(text, "Second ") {
		t.Errorf("after a redaction its author reads %s", text)
	}
	if h.Files.Has(fileOf(t, a).SealedShown) || h.Files.Has(fileOf(t, a).Sealed) {
		t.Error("a copy is there that was to be destroyed")
	}
	h.entries(t)
	if err := h.Erase(t.Context(), operator, a.Entry, "It endangers somebody."); err != nil {
		t.Errorf("what was left of it is erased: %v", err)
	}
	refuses(t, "erased twice", h.Erase(t.Context(), operator, a.Entry, "It endangers somebody."), heed.CodeNotFound, "error.entry_not_found")
}

// Raising a level seals what was kept before, in the store and in the log; lowering it
// opens what is written from then on.
func TestRestricted_Raised(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.enrol(t, ngo, worker, helper, guest, allied, mfa)
		a := h.prove(t, worker, app.Exhibit{Change: app.Change{Note: "Note " + planted, Body: perilous(heed.SensitivityOpen)}, Name: planted + ".txt", Data: []byte("file " + planted)})
		h.publish(t, a, allied)
		if _, _, err := h.OpenOriginal(t.Context(), worker, a.ID, "Reason "+planted); err != nil {
			t.Fatal(err)
		}
		h.write(t, helper, app.Change{Body: heed.Remark{On: a.Subject, At: 1, Text: "Remark " + planted}})
		if at := h.leaks(t, planted); len(at) == 0 {
			t.Fatal("nothing is there to be sealed")
		}
		shown := fileOf(t, a).Shown
		raised := perilous(heed.SensitivityRestricted)
		raised.File = fileOf(t, a)
		v := h.write(t, worker, app.Change{ID: a.ID, Base: 4, Named: []string{"guest"}, Body: raised})
		if at := h.leaks(t, planted); len(at) > 0 {
			t.Errorf("it stands in %v", at)
		}
		if h.Files.Has(shown) {
			t.Error("the copy lies open still")
		}
		if r, err := h.Verify(t.Context(), operator); err != nil || len(r.Problems) > 0 || len(r.Redactions) != 1 || r.Redactions[0].Struck != 8 {
			t.Errorf("%+v, %v", r, err)
		}
		if n := strings.Count(h.reads(t, worker.Viewer(), a.ID), planted); n < 30 {
			t.Errorf("its author reads it %d times", n)
		}
		for who, viewer := range map[string]heed.Viewer{"public": {}, "colleague": helper.Viewer(), "coordinator": allied.Viewer()} {
			if text := h.reads(t, viewer, a.ID); strings.Contains(text, planted) {
				t.Errorf("%s reads %s", who, text)
			}
		}
		lowered := raised
		lowered.Level, lowered.Title = heed.SensitivityOpen, "Harmless"
		lowered.Excerpt, lowered.Reliability, lowered.Place, lowered.Publisher = "", "", "", ""
		low := h.write(t, worker, app.Change{ID: a.ID, Base: v.Number, Visibility: heed.VisibleInstitution, Body: lowered})
		if f := fileOf(t, low); f.SealedShown != "" || f.Shown != shown || !h.Files.Has(shown) {
			t.Errorf("lowered, its copy is %+v", f)
		}
		if data, _, err := h.ShownCopy(t.Context(), helper.Viewer(), a.ID); err != nil || string(data) != "file "+planted {
			t.Errorf("lowered, a colleague gets %q, %v", data, err)
		}
		if err := h.Erase(t.Context(), operator, a.Entry, "It endangers somebody."); err != nil {
			t.Errorf("a version that was sealed is erased: %v", err)
		}
	})
}
