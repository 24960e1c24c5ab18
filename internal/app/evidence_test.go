// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/seal"
	"github.com/heed-upr/heed/internal/store/sqlite"
)

var (
	worker = member("worker", heed.VoiceCivilSociety, heed.Contributor, "ngo")
	helper = member("helper", heed.VoiceCivilSociety, heed.Contributor, "ngo")
	guest  = member("guest", heed.VoiceCivilSociety, heed.Reader, "ngo")
	allied = member("allied", heed.VoiceCivilSociety, heed.Coordinator, "alliance")
	proof  = heed.Evidence{Title: "Statement", Bearing: heed.EvidenceContradicts, Level: heed.SensitivityInternal, Recommendations: []heed.RecID{{Review: review, Ref: "49.1"}}}
)

// proving is a house with a review and people of civil society.
func proving(t *testing.T) house {
	t.Helper()
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	h.enrol(t, ngo, worker, guest, allied, mfa)
	return h
}

func (h house) prove(t *testing.T, actor heed.Actor, e app.Exhibit) heed.Version {
	t.Helper()
	v, err := h.Prove(t.Context(), actor, e)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func file(c app.Change, data string) app.Exhibit {
	if c.Body == nil {
		c.Body = proof
	}
	return app.Exhibit{Change: c, Name: `C:\anna\statement.txt`, Data: []byte(data)}
}

// log gives the custody log as somebody sees it.
func (h house) log(t *testing.T, who heed.Actor, id heed.ID) []heed.CustodyEvent {
	t.Helper()
	follow, err := find.New(h.store).Follow(t.Context(), who.Viewer())
	if err != nil {
		t.Fatal(err)
	}
	var out []heed.CustodyEvent
	for _, line := range follow.Custody(id) {
		out = append(out, line.Body.Event)
	}
	return out
}

func (h house) problems(t *testing.T, from func(context.Context, heed.Actor) ([]app.Problem, error)) []string {
	t.Helper()
	all, err := from(t.Context(), operator)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range all {
		if p.Key != "problem.orphan" || p.Args[0] != "" {
			out = append(out, p.Key)
		}
	}
	slices.Sort(out)
	return out
}

func (h house) verified(ctx context.Context, actor heed.Actor) ([]app.Problem, error) {
	r, err := h.Verify(ctx, actor)
	return r.Problems, err
}

// The original is kept sealed and the copy cleaned; each goes to those who may
// have it, and what happened stands in the custody log.
func TestProve_TwoCopies(t *testing.T) {
	h := proving(t)
	v := h.prove(t, worker, file(app.Change{}, "what was seen, secret: by Anna"))
	data, f, err := h.ShownCopy(t.Context(), ngo.Viewer(), v.ID)
	if err != nil || string(data) != "what was seen, " || f.Name != "statement.txt" || f.Type != "txt" {
		t.Errorf("%q, %+v, %v", data, f, err)
	}
	err = filepath.WalkDir(h.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		on, err := os.ReadFile(path)
		if bytes.Contains(on, []byte("by Anna")) {
			t.Errorf("%s holds the original as it came", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	for name, c := range map[string]struct {
		who    heed.Actor
		reason string
		want   heed.Code
	}{
		"author":                 {worker, "For the committee", ""},
		"author without reason":  {worker, " ", heed.CodeInvalid},
		"who answers for it":     {ngo, "She has left", ""},
		"another of the same":    {helper, "Curious", heed.CodeForbidden},
		"a reader":               {guest, "Curious", heed.CodeForbidden},
		"who coordinates others": {allied, "Curious", heed.CodeNotFound},
		"another voice":          {mfa, "Curious", heed.CodeNotFound},
		"operator":               {operator, "Curious", heed.CodeNotFound},
		"nobody":                 {heed.Actor{}, "Curious", heed.CodeNotFound},
	} {
		data, _, err := h.OpenOriginal(t.Context(), c.who, v.ID, c.reason)
		if heed.ErrorCode(err) != c.want || (c.want == "") != (string(data) == "what was seen, secret: by Anna") {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	if err := h.HandOut(t.Context(), worker, v.ID, "The committee", "It asked"); err != nil {
		t.Error(err)
	}
	want := []heed.CustodyEvent{heed.CustodyReceived, heed.CustodyCleaned, heed.CustodyOpened, heed.CustodyOpened, heed.CustodyHandedOut}
	if got := h.log(t, ngo, v.ID); !slices.Equal(got, want) {
		t.Errorf("custody: %v", got)
	}
	for name, who := range map[string]heed.Actor{"another voice": mfa, "the public": {}, "operator": operator} {
		if got := h.log(t, who, v.ID); got != nil {
			t.Errorf("%s reads custody: %v", name, got)
		}
		if _, _, err := h.ShownCopy(t.Context(), who.Viewer(), v.ID); heed.ErrorCode(err) != heed.CodeNotFound {
			t.Errorf("%s has the copy: %v", name, err)
		}
	}
	h.entries(t)
	if got := h.problems(t, h.Doctor); len(got) > 0 {
		t.Errorf("doctor: %v", got)
	}
}

// The level decides how far evidence goes, and what is raised to the highest is
// closed with all its past.
func TestProve_Levels(t *testing.T) {
	h := proving(t)
	v := h.prove(t, worker, file(app.Change{Visibility: heed.VisibleCoordination}, "seen"))
	move := func(base int, to heed.Step) error {
		return h.Move(t.Context(), allied, app.Move{Subject: v.Subject, Base: base, To: to})
	}
	if err := errors.Join(move(1, heed.StepSubmitted), move(2, heed.StepReviewed)); err != nil {
		t.Fatal(err)
	}
	if err := move(3, heed.StepPublished); heed.ErrorCode(err) != heed.CodeInvalid || !strings.Contains(err.Error(), "too_wide.coordination") {
		t.Errorf("what is internal is published: %v", err)
	}
	raised := proof
	raised.Level, raised.File = heed.SensitivityRestricted, fileOf(t, v)
	if _, err := h.Write(t.Context(), worker, app.Change{ID: v.ID, Base: 3, Visibility: heed.VisibleInstitution, Body: raised}); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("restricted, and for the institution: %v", err)
	}
	v = h.write(t, worker, app.Change{ID: v.ID, Base: 3, Visibility: heed.VisibleDraft, Named: []string{"guest"}, Body: raised})
	if v.Visibility != heed.VisibleNamed {
		t.Errorf("restricted, and seen by %s", v.Visibility)
	}
	for name, c := range map[string]struct {
		who  heed.Actor
		sees bool
	}{"author": {worker, true}, "named": {guest, true}, "institution": {ngo, false}, "coordinator": {allied, false}, "public": {heed.Actor{}, false}} {
		if _, _, err := h.ShownCopy(t.Context(), c.who.Viewer(), v.ID); (err == nil) != c.sees {
			t.Errorf("%s: %v", name, err)
		}
		if got := h.log(t, c.who, v.ID); (len(got) > 0) != c.sees {
			t.Errorf("%s reads custody: %v", name, got)
		}
		if _, _, err := h.OpenOriginal(t.Context(), c.who, v.ID, "Why not"); (err == nil) != (name == "author") {
			t.Errorf("%s opens the original: %v", name, err)
		}
	}
	if err := h.Move(t.Context(), worker, app.Move{Subject: v.Subject, Base: 4, To: heed.StepSubmitted}); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("what is restricted is handed over: %v", err)
	}
	lowered := raised
	lowered.Level = heed.SensitivityOpen
	v = h.write(t, worker, app.Change{ID: v.ID, Base: 4, Visibility: heed.VisibleCoordination, Submit: true, Body: lowered})
	for _, to := range []heed.Step{heed.StepReviewed, heed.StepPublished} {
		if err := move(v.Number, to); err != nil {
			t.Fatal(err)
		}
		v.Number++
	}
	if data, _, err := h.ShownCopy(t.Context(), heed.Viewer{}, v.ID); err != nil || string(data) != "seen" {
		t.Errorf("published: %q, %v", data, err)
	}
	if got := h.log(t, worker, v.ID); !slices.Equal(got[2:4], []heed.CustodyEvent{heed.CustodyOpened, heed.CustodyLevel}) && !slices.Equal(got[2:3], []heed.CustodyEvent{heed.CustodyLevel}) {
		t.Errorf("custody: %v", got)
	}
	h.entries(t)
}

func fileOf(t *testing.T, v heed.Version) *heed.SealedFile {
	t.Helper()
	m, err := v.Matter()
	if err != nil {
		t.Fatal(err)
	}
	e, ok := m.(heed.Evidence)
	if !ok {
		t.Fatalf("%T", m)
	}
	return e.File
}

// Nobody comes to a file by naming its digest, nor past the custody log.
func TestProve_IsTheOnlyWay(t *testing.T) {
	h := proving(t)
	secret := h.prove(t, worker, file(app.Change{Visibility: heed.VisibleDraft}, "what only she knows"))
	stolen := proof
	stolen.File = fileOf(t, secret)
	if _, err := h.Write(t.Context(), ngo, app.Change{Body: stolen}); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("a digest that was named: %v", err)
	}
	if _, err := h.Write(t.Context(), worker, app.Change{ID: secret.ID, Body: heed.Custody{Event: heed.CustodyReceived}}); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("custody from outside: %v", err)
	}
	for name, c := range map[string]struct {
		who  heed.Actor
		what app.Exhibit
		want heed.Code
	}{
		"who only reads":          {guest, file(app.Change{}, "x"), heed.CodeForbidden},
		"the operator":            {operator, file(app.Change{}, "x"), heed.CodeForbidden},
		"too large":               {worker, file(app.Change{}, strings.Repeat("x", 101)), heed.CodeInvalid},
		"of no known type":        {worker, file(app.Change{}, "scan"), heed.CodeUnreadable},
		"nothing":                 {worker, app.Exhibit{Change: app.Change{Body: proof}}, heed.CodeInvalid},
		"a link without Internet": {worker, app.Exhibit{Change: app.Change{Body: proof}, Address: "https://court.example/"}, heed.CodeInvalid},
		"no link":                 {worker, app.Exhibit{Change: app.Change{Body: proof}, Address: "file:///etc/passwd", Pasted: "x"}, heed.CodeInvalid},
		"about nothing":           {worker, file(app.Change{Body: heed.Evidence{Title: "x", Bearing: heed.EvidenceContext, Level: heed.SensitivityOpen}}, "x"), heed.CodeInvalid},
		"what is not there":       {worker, file(app.Change{ID: "none", Base: 2}, "unknown thing"), heed.CodeNotFound},
	} {
		if _, err := h.Prove(t.Context(), c.who, c.what); heed.ErrorCode(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := h.problems(t, h.Doctor); len(got) > 0 {
		t.Errorf("what was refused has left something: %v", got)
	}
}

type page struct{ text, title string }

func (p *page) Get(_ context.Context, address string) (final, contentType string, data []byte, err error) {
	return address, cmp.Or(p.title, "The ruling"), []byte(p.text), nil
}

// What nobody sees in the title of a page, or in the name of a file, nobody can mend.
func TestProve_Unseen(t *testing.T) {
	h := proving(t)
	h.Links = &page{text: "So it was ru\u2060led", title: "The ru\u200bling"}
	linked := h.prove(t, worker, app.Exhibit{Change: app.Change{Body: proof}, Address: "https://court.example/1"})
	named := file(app.Change{}, "words")
	named.Name = "\u202astatement.txt\u202c"
	filed := h.prove(t, worker, named)
	for _, v := range []heed.Version{linked, filed} {
		says, err := v.Matter()
		if e, ok := says.(heed.Evidence); err != nil || !ok || e.Capture != nil && (e.Capture.Title != "The ruling" || e.Capture.Text != "So it was ruled") || e.File != nil && e.File.Name != "statement.txt" {
			t.Errorf("%+v, %v", says, err)
		}
	}
}

// A page is kept as it was; what stands there later is another version.
func TestProve_Links(t *testing.T) {
	h := proving(t)
	there := &page{text: "Ruled so"}
	h.Links = there
	link := app.Exhibit{Change: app.Change{Body: proof}, Address: "https://court.example/1"}
	v := h.prove(t, worker, link)
	there.text = "Ruled otherwise"
	link.ID, link.Base = v.ID, v.Number
	h.prove(t, worker, link)
	link.Base, link.Pasted = 2, "As I read it"
	h.prove(t, worker, link)
	follow, err := find.New(h.store).Follow(t.Context(), worker.Viewer())
	if err != nil {
		t.Fatal(err)
	}
	history, err := find.History[heed.Evidence](follow, v.ID)
	if err != nil || len(history) != 3 {
		t.Fatalf("%d, %v", len(history), err)
	}
	for i, want := range []string{"Ruled so", "Ruled otherwise", "As I read it"} {
		c := history[i].Body.Capture
		if c.Text != want || c.Pasted != (i == 2) || !c.At.Equal(noon) || c.Pasted == (c.Digest == heed.DigestOf([]byte(want))) {
			t.Errorf("version %d: %+v", i+1, c)
		}
	}
	if got := h.log(t, worker, v.ID); len(got) != 3 {
		t.Errorf("custody: %v", got)
	}
	h.entries(t)
}

// verify finds a changed byte in either copy, and doctor what is missing.
func TestVerify_Evidence(t *testing.T) {
	h := proving(t)
	f := fileOf(t, h.prove(t, worker, file(app.Change{}, "seen, secret")))
	for problem, d := range map[string]heed.Digest{"problem.evidence_original": f.Sealed, "problem.evidence_copy": f.Shown} {
		path := filepath.Join(h.dir, "files", string(d[:2]), string(d[2:]))
		was, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		now := bytes.Clone(was)
		now[len(now)/2] ^= 1
		if err := os.WriteFile(path, now, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := h.problems(t, h.verified); !slices.Equal(got, []string{problem}) {
			t.Errorf("a changed byte: %v", got)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if got := h.problems(t, h.Doctor); !slices.Equal(got, []string{problem}) {
			t.Errorf("missing: %v", got)
		}
		if err := os.WriteFile(path, was, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(filepath.Join(h.dir, "key"), filepath.Join(h.dir, "lost")); err != nil {
		t.Fatal(err)
	}
	fresh := houseAt(t, h.dir, "1")
	if got := fresh.problems(t, fresh.Doctor); !slices.Equal(got, []string{"problem.evidence_key"}) {
		t.Errorf("without the key: %v", got)
	}
	if _, err := fresh.Prove(t.Context(), worker, file(app.Change{}, "more")); heed.ErrorCode(err) != heed.CodeConflict {
		t.Errorf("a second key is made, by which the first originals do not open: %v", err)
	}
}

// Erasing the last version that has a file destroys both copies, and those alone.
func TestErase_Evidence(t *testing.T) {
	h := proving(t)
	first := h.prove(t, worker, file(app.Change{}, "seen, secret"))
	again := proof
	again.Title, again.File = "Another title", fileOf(t, first)
	second := h.write(t, worker, app.Change{ID: first.ID, Base: 1, Body: again})
	other := h.prove(t, ngo, file(app.Change{}, "seen, secret as well")) // the same copy for others
	erase := func(entry int64) {
		t.Helper()
		if err := h.Erase(t.Context(), operator, entry, "names somebody"); err != nil {
			t.Fatal(err)
		}
	}
	f := fileOf(t, first)
	erase(first.Entry)
	if !h.Files.Has(f.Sealed) {
		t.Error("another version still has it")
	}
	erase(second.Entry)
	if h.Files.Has(f.Sealed) || !h.Files.Has(f.Shown) {
		t.Error("the original is there, or the copy that other evidence has is not")
	}
	erase(other.Entry)
	if h.Files.Has(f.Shown) || h.Files.Has(fileOf(t, other).Sealed) {
		t.Error("a copy is there that nothing names")
	}
	h.entries(t)
}

// A backup holds both copies, and opens the original where the key is.
func TestBackup_Evidence(t *testing.T) {
	h := proving(t)
	v := h.prove(t, worker, file(app.Change{}, "seen, secret"))
	var archive bytes.Buffer
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
	to := h.With(s, folder)
	if err := to.Restore(t.Context(), operator, &archive); err != nil {
		t.Fatal(err)
	}
	if r, err := to.Verify(t.Context(), operator); err != nil || len(r.Problems) > 0 || r.Evidence != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if data, _, err := to.OpenOriginal(t.Context(), worker, v.ID, "After the move"); err != nil || string(data) != "seen, secret" {
		t.Errorf("%q, %v", data, err)
	}
	to.Vault = seal.OpenVault(filepath.Join(dir, "none"))
	if _, _, err := to.OpenOriginal(t.Context(), worker, v.ID, "Without the key"); heed.ErrorCode(err) != heed.CodeConflict {
		t.Errorf("the backup alone opens it: %v", err)
	}
}

// Who may open an original reaches no further than who sees it.
func TestUnseal_NeedsToSee(t *testing.T) {
	about := policy.About{Side: worker.Side, Author: "worker", Visibility: heed.VisibleNamed}
	if policy.AllowOn(allied, policy.Unseal, about) == nil && policy.MaySee(allied.Viewer(), about) {
		t.Error("a coordinator who is not named")
	}
}

// The custody log is for those who see the newest evidence, by whatever way they
// ask for it.
func TestCustody_NoOtherWay(t *testing.T) {
	h := proving(t)
	v := h.prove(t, worker, file(app.Change{Visibility: heed.VisibleCoordination}, "what was seen"))
	past := func(who heed.Actor) int {
		t.Helper()
		follow, err := find.New(h.store).Follow(t.Context(), who.Viewer())
		if err != nil {
			t.Fatal(err)
		}
		all, err := follow.Past(heed.Subject{Kind: heed.SubjectCustody, ID: v.ID})
		if err != nil && heed.ErrorCode(err) != heed.CodeNotFound {
			t.Fatal(err)
		}
		return len(all)
	}
	if past(allied) != 2 || past(guest) != 0 || past(mfa) != 0 {
		t.Errorf("the coordinator reads %d lines, a reader %d, another voice %d", past(allied), past(guest), past(mfa))
	}
	held := heldOf(t, v)
	h.prove(t, worker, app.Exhibit{Change: app.Change{ID: v.ID, Base: 1, Visibility: heed.VisibleNamed, Named: []string{}, Body: held}})
	if n := past(allied); n != 0 {
		t.Errorf("of what is for named people only, the coordinator still reads %d lines", n)
	}
	if n := past(worker); n != 2 {
		t.Errorf("who added it reads %d lines", n)
	}
}

// heldOf is what a version of evidence says.
func heldOf(t *testing.T, v heed.Version) heed.Evidence {
	t.Helper()
	m, err := v.Matter()
	e, ok := m.(heed.Evidence)
	if err != nil || !ok {
		t.Fatalf("%T, %v", m, err)
	}
	return e
}
