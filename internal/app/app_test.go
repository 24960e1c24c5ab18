// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/files"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/read/webfeed"
	"github.com/heed-upr/heed/internal/reconcile"
	"github.com/heed-upr/heed/internal/seal"
	"github.com/heed-upr/heed/internal/store"
	"github.com/heed-upr/heed/internal/store/sqlite"
)

var (
	operator = heed.Actor{Pseudonym: "operator", Role: heed.Operator}
	review   = heed.ReviewID{State: "XVA", Cycle: 2}
	noon     = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
)

// house is an App on a real store and real files; only the reading is simple:
// a document is its text, and what cannot be read says so.
type house struct {
	*app.App
	dir   string
	store store.Store
	// driver and address are those of the database, for who goes around Heed.
	driver, address string
}

type simpleReader struct{}

func (simpleReader) Read(_ context.Context, data []byte) (*doc.Document, error) {
	if strings.HasPrefix(string(data), "scan") {
		return nil, heed.Unreadable("test", heed.OutcomeScanned, nil)
	}
	return &doc.Document{Version: doc.WireVersion, Format: "pdf", Paragraphs: []doc.Paragraph{{Text: string(data)}}}, nil
}

func (simpleReader) Page(context.Context, []byte, int, int) ([]byte, error) {
	return []byte("png"), nil
}

// Clean leaves out what follows the word "secret".
func (simpleReader) Clean(_ context.Context, data []byte) ([]byte, error) {
	if strings.HasPrefix(string(data), "scan") {
		return nil, heed.Unreadable("test", heed.OutcomeFormatNotRead, nil)
	}
	shown, _, _ := strings.Cut(string(data), "secret")
	return []byte(shown), nil
}

func (simpleReader) Text(_ context.Context, data []byte, contentType string) (title, text string, err error) {
	return contentType, string(data), nil
}

func (simpleReader) Feed(_ context.Context, data []byte, contentType string) (heed.FeedContent, error) {
	return webfeed.Read(data, contentType)
}

func facts(d *doc.Document, hint heed.ReviewID) []heed.Facts {
	f := heed.Facts{Document: heed.Document{Format: d.Format, Kind: heed.KindReport, Stage: heed.DocIssued, Language: "en", Review: hint, Outcome: heed.OutcomeRead}}
	f.Review = &heed.Review{ReviewID: hint}
	f.Recommendations = []heed.Recommendation{{State: hint.State, Cycle: hint.Cycle, Ref: "49.1", Text: d.Paragraphs[0].Text, Position: heed.Noted, RecommendingStates: []heed.StateCode{"XNO"}}}
	return []heed.Facts{f}
}

func newHouse(t *testing.T, reader string) house {
	t.Helper()
	dir := t.TempDir()
	return houseAt(t, dir, reader)
}

func houseAt(t *testing.T, dir, reader string) house {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(dir, "heed.db"))
	if err != nil {
		t.Fatal(err)
	}
	return houseOver(t, dir, reader, s)
}

// houseOver is one on a store, which it closes in the end.
func houseOver(t *testing.T, dir, reader string, s store.Store) house {
	t.Helper()
	t.Cleanup(func() { _ = s.Close() })
	f, err := files.Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(app.Config{
		Store: s, Files: f, Reader: simpleReader{}, Extract: facts, Reconcile: reconcile.Review, ReaderVersion: reader,
		KnownState: func(c heed.StateCode) bool { return strings.HasPrefix(string(c), "X") }, Now: func() time.Time { return noon }, MaxSize: 100,
		Vault: seal.OpenVault(filepath.Join(dir, "key")),
	})
	return house{a, dir, s, "sqlite", filepath.Join(dir, "heed.db")}
}

func input(name, content string) app.Input {
	return app.Input{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }}
}

func (h house) take(t *testing.T, o app.ImportOptions, inputs ...app.Input) app.ImportReport {
	t.Helper()
	if !o.Review.Known() {
		o.Review = review
	}
	r, err := h.Import(t.Context(), operator, inputs, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (h house) entries(t *testing.T) int64 {
	t.Helper()
	r, err := h.Verify(t.Context(), operator)
	if err != nil || len(r.Problems) > 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	return r.Log.Size
}

func TestImport_SameBytesChangeNothing(t *testing.T) {
	h := newHouse(t, "1")
	first := h.take(t, app.ImportOptions{}, input("/some/path/a.pdf", "Go on"))
	again := h.take(t, app.ImportOptions{}, input("b.pdf", "Go on"))
	if first.Documents[0].Status != app.StatusNew || again.Documents[0].Status != app.StatusUnchanged {
		t.Errorf("first %s, again %s", first.Documents[0].Status, again.Documents[0].Status)
	}
	if first.Documents[0].Document.Name != "a.pdf" {
		t.Errorf("a path was kept: %q", first.Documents[0].Document.Name)
	}
	if n := h.entries(t); n != 1 {
		t.Errorf("%d log entries, want 1", n)
	}
	newer := houseAt(t, h.dir, "2")
	if r := newer.take(t, app.ImportOptions{}, input("a.pdf", "Go on")); r.Documents[0].Status != app.StatusUpdated {
		t.Errorf("by a newer reader: %s", r.Documents[0].Status)
	}
}

func TestImport_AtOnce(t *testing.T) {
	h := newHouse(t, "1")
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() { h.take(t, app.ImportOptions{}, input("a.pdf", "Go on")) })
	}
	wait.Wait()
	if n := h.entries(t); n != 1 {
		t.Errorf("%d log entries, want 1", n)
	}
}

func TestImport_KeepsWhatCannotBeRead(t *testing.T) {
	h := newHouse(t, "1")
	r := h.take(t, app.ImportOptions{}, input("scan.pdf", "scan"), input("large.pdf", strings.Repeat("x", 101)), input("good.pdf", "Go on"))
	want := []heed.Outcome{heed.OutcomeScanned, heed.OutcomeTooLarge, heed.OutcomeRead}
	for i, d := range r.Documents {
		if d.Document.Outcome != want[i] {
			t.Errorf("%s: %s, want %s", d.Document.Name, d.Document.Outcome, want[i])
		}
	}
	h.entries(t)
	if err := h.store.View(t.Context(), func(s find.Source) error {
		documents, err := s.Documents(t.Context())
		if len(documents) != 3 {
			t.Errorf("%d documents stored, want 3", len(documents))
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

func TestImport_DryRunWritesNothing(t *testing.T) {
	h := newHouse(t, "1")
	r := h.take(t, app.ImportOptions{DryRun: true}, input("a.pdf", "Go on"))
	if r.Documents[0].Recommendations != 1 || h.entries(t) != 0 {
		t.Errorf("%+v", r)
	}
	// It foresees what the import does.
	did := h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
	if len(r.Reviews) != 1 || !reflect.DeepEqual(r.Reviews, did.Reviews) {
		t.Errorf("foreseen %+v, became %+v", r.Reviews, did.Reviews)
	}
}

func TestImport_NobodyMayNot(t *testing.T) {
	h := newHouse(t, "1")
	if _, err := h.Import(t.Context(), heed.Actor{}, []app.Input{input("a.pdf", "Go on")}, app.ImportOptions{Review: review}); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Error(err)
	}
}

func TestCorrect(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
	good := heed.Correction{Review: review, Ref: "49.1", Field: heed.FieldText, Should: "Go on with it", Reason: "a line was lost"}
	for name, c := range map[string]struct {
		change func(*heed.Correction)
		want   heed.Code
	}{
		"no such recommendation": {func(c *heed.Correction) { c.Ref = "49.9" }, heed.CodeNotFound},
		"no such review":         {func(c *heed.Correction) { c.Review.Cycle = 9 }, heed.CodeNotFound},
		"no reason":              {func(c *heed.Correction) { c.Reason = " " }, heed.CodeInvalid},
		"no change":              {func(c *heed.Correction) { c.Should = "Go on" }, heed.CodeInvalid},
		"no such field":          {func(c *heed.Correction) { c.Field = "ref" }, heed.CodeInvalid},
		"no such State":          {func(c *heed.Correction) { c.Field, c.Should = heed.FieldStates, "XNO QQQ" }, heed.CodeInvalid},
		"no such position":       {func(c *heed.Correction) { c.Field, c.Should = heed.FieldPosition, "maybe" }, heed.CodeInvalid},
	} {
		bad := good
		c.change(&bad)
		if _, err := h.Correct(t.Context(), operator, bad); heed.ErrorCode(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	position, err := h.Correct(t.Context(), operator, good)
	if err != nil || position != 1 {
		t.Fatalf("position %d, %v", position, err)
	}
	if err := h.Erase(t.Context(), operator, position, "it named a person"); err != nil {
		t.Fatal(err)
	}
	if n := h.entries(t); n != 3 {
		t.Errorf("%d entries, want import, correction, erasure", n)
	}
	for _, name := range []string{"heed.db", "heed.db-wal"} {
		if content, err := os.ReadFile(filepath.Join(h.dir, name)); err != nil || bytes.Contains(content, []byte("a line was lost")) {
			t.Errorf("the erased reason is still in %s (%v)", name, err)
		}
	}
}

func TestBackup_RoundTrip(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"), input("scan.pdf", "scan"))
	var first, second bytes.Buffer
	if missing, err := h.Backup(t.Context(), operator, &first); err != nil || len(missing) > 0 {
		t.Fatal(missing, err)
	}
	if strings.Contains(first.String(), h.dir) {
		t.Error("a path is in the backup")
	}
	other := newHouse(t, "1")
	for _, cut := range []int{10, first.Len() / 2, first.Len() - 30, first.Len() - 1} {
		if err := other.Restore(t.Context(), operator, bytes.NewReader(first.Bytes()[:cut])); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("cut at %d: %v", cut, err)
		}
	}
	if err := other.Restore(t.Context(), operator, bytes.NewReader(first.Bytes())); err != nil {
		t.Fatal(err)
	}
	if other.entries(t) != h.entries(t) {
		t.Error("the logs differ")
	}
	if _, err := other.Backup(t.Context(), operator, &second); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("a backup of what was restored differs (%v)", err)
	}
	if err := other.Restore(t.Context(), operator, bytes.NewReader(first.Bytes())); heed.ErrorCode(err) != heed.CodeConflict {
		t.Errorf("into a store that is not empty: %v", err)
	}
}

// What the records name is in a backup wherever it is: also where the folder, or
// one in it, is a link to another disk, into which nothing walks that lists it.
func TestBackup_FollowsLinks(t *testing.T) {
	d := heed.DigestOf([]byte("Go on"))
	for name, linked := range map[string]string{"the folder": "files", "a folder in it": filepath.Join("files", string(d[:2]))} {
		h := newHouse(t, "1")
		h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
		from, to := filepath.Join(h.dir, linked), filepath.Join(h.dir, "elsewhere")
		if err := errors.Join(os.Rename(from, to), os.Symlink(to, from)); err != nil {
			t.Fatal(err)
		}
		var backup bytes.Buffer
		if missing, err := houseAt(t, h.dir, "1").Backup(t.Context(), operator, &backup); err != nil || len(missing) > 0 {
			t.Fatal(missing, err)
		}
		other := newHouse(t, "1")
		if err := other.Restore(t.Context(), operator, &backup); err != nil || !other.Files.Has(d) {
			t.Errorf("%s is a link: the original is not in the backup (%v)", name, err)
		}
	}
}

func TestVerifyAndDoctor_FindDamage(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
	d := heed.DigestOf([]byte("Go on"))
	path := filepath.Join(h.dir, "files", string(d[:2]), string(d[2:]))
	if err := os.WriteFile(path, []byte("changed"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := h.Verify(t.Context(), operator)
	if err != nil || len(r.Problems) != 1 || r.Problems[0].Key != "problem.original" {
		t.Errorf("a changed original: %+v, %v", r, err)
	}
	if err := errors.Join(os.Remove(path), os.MkdirAll(filepath.Join(h.dir, "files", "ab"), 0o700),
		os.WriteFile(filepath.Join(h.dir, "files", "ab", strings.Repeat("0", 62)), nil, 0o600), os.Chmod(filepath.Join(h.dir, "files"), 0o755)); err != nil {
		t.Fatal(err)
	}
	problems, err := houseAt(t, h.dir, "2").Doctor(t.Context(), operator)
	found := map[string]bool{}
	for _, p := range problems {
		found[p.Key] = true
	}
	for _, key := range []string{"problem.original", "problem.orphan", "problem.folder_open", "problem.old_reading"} {
		if !found[key] {
			t.Errorf("%s not found in %+v, %v", key, problems, err)
		}
	}
}

func TestPageImage(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
	for range 2 {
		if img, err := h.PageImage(t.Context(), heed.Viewer{}, heed.DigestOf([]byte("Go on")), 1, 800); err != nil || string(img) != "png" {
			t.Errorf("%q, %v", img, err)
		}
	}
	if _, err := h.PageImage(t.Context(), heed.Viewer{}, heed.DigestOf([]byte("none")), 1, 800); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Error(err)
	}
}

func TestCorrect_CanBeUndone(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
	for _, text := range []string{"Go on with it", "Go on"} {
		if _, err := h.Correct(t.Context(), operator, heed.Correction{Review: review, Ref: "49.1", Field: heed.FieldText, Should: text, Reason: "the page says so"}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	h.entries(t)
}

func TestImport_AgainRepairs(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
	d := heed.DigestOf([]byte("Go on"))
	path := filepath.Join(h.dir, "files", string(d[:2]), string(d[2:]))
	for name, harm := range map[string]func() error{
		"lost":    func() error { return os.Remove(path) },
		"changed": func() error { return os.WriteFile(path, []byte("changed"), 0o600) },
	} {
		if err := harm(); err != nil {
			t.Fatal(err)
		}
		var backup bytes.Buffer
		if missing, err := h.Backup(t.Context(), operator, &backup); err != nil || len(missing) != 1 {
			t.Errorf("%s: a backup says %v, %v", name, missing, err)
		}
		h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
		h.entries(t) // everything verifies again
	}
}

// TestVerify_FindsWhatTheLogDoesNotSay changes the store past the use cases.
func TestVerify_FindsWhatTheLogDoesNotSay(t *testing.T) {
	correction := heed.Correction{Review: review, Ref: "49.1", Field: heed.FieldText, Should: "Go on with it", Reason: "a line was lost"}
	for want, harm := range map[string]func(ctx context.Context, tx store.Tx) error{
		"problem.correction": func(ctx context.Context, tx store.Tx) error {
			forged := correction
			forged.Entry = 99
			return tx.PutCorrection(ctx, forged)
		},
		"problem.tombstone": func(ctx context.Context, tx store.Tx) error {
			return tx.Erase(ctx, 1, heed.Tombstone{At: noon, Role: heed.Operator, Reason: "nobody asked"})
		},
		"problem.reading": func(ctx context.Context, tx store.Tx) error {
			had, err := tx.Facts(ctx, heed.DigestOf([]byte("Go on")))
			if err != nil {
				return err
			}
			had[0].Recommendations[0].Text = "Stop"
			return tx.PutReading(ctx, find.Reading{Facts: had})
		},
	} {
		t.Run(want, func(t *testing.T) {
			h := newHouse(t, "1")
			h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
			if _, err := h.Correct(t.Context(), operator, correction); err != nil {
				t.Fatal(err)
			}
			h.entries(t)
			if err := h.store.Update(t.Context(), func(tx store.Tx) error { return harm(t.Context(), tx) }); err != nil {
				t.Fatal(err)
			}
			r, err := h.Verify(t.Context(), operator)
			if err != nil || !slices.ContainsFunc(r.Problems, func(p app.Problem) bool { return p.Key == want }) {
				t.Errorf("%+v, %v", r.Problems, err)
			}
		})
	}
}

func TestErase_KeepsWhy(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
	if err := h.Erase(t.Context(), operator, 0, "it named a person"); err != nil {
		t.Fatal(err)
	}
	if err := h.Erase(t.Context(), operator, 1, "to hide it"); heed.ErrorCode(err) != heed.CodeInvalid {
		t.Error(err)
	}
	h.entries(t)
}

func TestImport_KeepsTheReviewThatAPersonNamed(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.pdf", "Go on"))
	newer := houseAt(t, h.dir, "2")
	report := func(o app.ImportOptions) app.Imported {
		t.Helper()
		r, err := newer.Import(t.Context(), operator, []app.Input{input("a.pdf", "Go on")}, o)
		if err != nil {
			t.Fatal(err)
		}
		return r.Documents[0]
	}
	if d := report(app.ImportOptions{}); d.Status != app.StatusUpdated || d.Document.Review != review || d.Document.Named != review {
		t.Errorf("by a newer reader: %+v", d)
	}
	other := heed.ReviewID{State: "XVA", Cycle: 3}
	if d := report(app.ImportOptions{Review: other}); d.Status != app.StatusUpdated || d.Document.Review != other {
		t.Errorf("named anew: %+v", d)
	}
	if d := report(app.ImportOptions{Review: other}); d.Status != app.StatusUnchanged {
		t.Errorf("named the same again: %+v", d)
	}
	if err := h.store.View(t.Context(), func(s find.Source) error {
		reviews, err := s.Reviews(t.Context())
		if len(reviews) != 1 || reviews[0].ReviewID != other {
			t.Errorf("the reviews are %+v", reviews)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	newer.entries(t)
}

func TestImport_TheSameBytesUnderTwoNames(t *testing.T) {
	for _, names := range [][]string{{"a.pdf", "b.pdf"}, {"b.pdf", "a.pdf"}} {
		h := newHouse(t, "1")
		h.take(t, app.ImportOptions{}, input(names[0], "Go on"))
		h.take(t, app.ImportOptions{}, input(names[1], "Go on"))
		together := newHouse(t, "1")
		together.take(t, app.ImportOptions{}, input(names[0], "Go on"), input(names[1], "Go on"))
		for _, s := range []store.Store{h.store, together.store} {
			if err := s.View(t.Context(), func(s find.Source) error {
				d, err := s.Document(t.Context(), heed.DigestOf([]byte("Go on")))
				if d.Name != "a.pdf" {
					t.Errorf("after %v it is called %s", names, d.Name)
				}
				return err
			}); err != nil {
				t.Error(err)
			}
		}
		h.entries(t)
		together.entries(t)
	}
}

func TestImport_DryRunKnowsWhatIsThere(t *testing.T) {
	h := newHouse(t, "1")
	first, second := input("a.pdf", "Go on"), input("b.pdf", "Go on")
	second.Open = input("", "Stop").Open
	h.take(t, app.ImportOptions{}, first)
	foreseen := h.take(t, app.ImportOptions{DryRun: true}, first, second)
	became := h.take(t, app.ImportOptions{}, first, second)
	if !reflect.DeepEqual(foreseen.Reviews, became.Reviews) {
		t.Errorf("foreseen %+v, became %+v", foreseen.Reviews, became.Reviews)
	}
}

// TestImport_KeepsWhatIsDoneWhenItIsInterrupted interrupts an import near its
// end.
func TestImport_KeepsWhatIsDoneWhenItIsInterrupted(t *testing.T) {
	h := newHouse(t, "1")
	var inputs []app.Input
	for i := range 200 {
		inputs = append(inputs, input(fmt.Sprint(i, ".pdf"), fmt.Sprint("Go on ", i)))
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err := h.Import(ctx, operator, inputs, app.ImportOptions{Review: review, Progress: func(done, total int) {
		if done > total-10 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if n := h.entries(t); n < 2 { // all that is there is whole
		t.Errorf("%d entries", n)
	}
	if r := h.take(t, app.ImportOptions{}, inputs...); len(r.Documents) != 200 || r.Reviews[0].Recommendations[heed.Noted] == 0 {
		t.Errorf("the import after it: %+v", r.Reviews)
	}
}
