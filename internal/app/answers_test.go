// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/read/sheet"
)

// bookReader reads workbooks as Heed does, and all else as simpleReader.
type bookReader struct{ simpleReader }

func (bookReader) Read(ctx context.Context, data []byte) (*doc.Document, error) {
	if bytes.HasPrefix(data, []byte("PK")) {
		return sheet.ReadWorkbook(data)
	}
	return simpleReader{}.Read(ctx, data)
}

// workbook makes the workbook of an institution for some recommendations.
func workbook(t *testing.T, language string, rows ...export.WorkbookRow) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := (export.Workbook{Institution: "Ministry", State: "Veldania", Rows: rows}).XLSX(&out, i18n.For(language)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func filled(t *testing.T, f *excelize.File, sheet string, cells map[string]string) []byte {
	t.Helper()
	for cell, value := range cells {
		if err := f.SetCellValue(sheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A workbook goes out in Kazakh, is filled in and sorted, and comes back: what
// it says becomes proposals; what meets a newer proposal is given back row by
// row; the same file again changes nothing.
func TestTakeAnswers(t *testing.T) {
	h := newHouse(t, "1")
	h.Reader = bookReader{}
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	id := heed.RecID{Review: review, Ref: "49.1"}
	row := export.WorkbookRow{ID: id, Paragraph: "49.1", Text: "=Adopt a law", By: "Noravia"}
	kazakh := i18n.For("kk")
	f := workbook(t, "kk", row)
	_ = filled(t, f, export.SheetLetter, map[string]string{"C4": "12-7/45", "C5": "2026-11-20", "C6": "A. Deputy"})
	data := filled(t, f, export.SheetAnswers, map[string]string{"F3": kazakh.T("position.partial"), "G3": "a law", "H3": "Two lines\nof comment"})

	if _, err := h.TakeAnswers(t.Context(), ngo, justice.Side, app.Book{Name: "back.xlsx", Data: data}); heed.ErrorCode(err) != heed.CodeForbidden {
		t.Errorf("an organisation answers for a ministry: %v", err)
	}
	if _, err := h.TakeAnswers(t.Context(), mfa, justice.Side, app.Book{Data: []byte("PK")}); err == nil {
		t.Error("rubbish is taken")
	}
	got, err := h.TakeAnswers(t.Context(), mfa, justice.Side, app.Book{Name: "back.xlsx", Data: data})
	if err != nil || got.Written != 1 || len(got.Conflicts)+len(got.Problems) > 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	finder := find.New(h.store)
	responses, err := finder.Responses(t.Context(), mfa.Viewer(), review, find.ResponseQuery{})
	if err != nil || len(responses.Rows[0].Proposals) != 1 {
		t.Fatalf("%+v, %v", responses, err)
	}
	p := responses.Rows[0].Proposals[0]
	want := heed.Proposal{Response: heed.Response{Recommendation: id, Position: heed.Partial, Part: "a law", Comment: "Two lines\nof comment"},
		Letter: heed.Letter{Number: "12-7/45", Date: "2026-11-20", Signatory: "A. Deputy"}}
	if !strings.HasPrefix(p.Note, "back.xlsx · SHA-256 ") || !strings.Contains(p.Note, "12-7/45") {
		t.Errorf("the history does not say which file it came from: %q", p.Note)
	}
	if p.Body != want || p.Institution != "justice" || p.Step != heed.StepSubmitted {
		t.Errorf("%+v", p)
	}
	if again, err := h.TakeAnswers(t.Context(), mfa, justice.Side, app.Book{Name: "back.xlsx", Data: data}); err != nil || again.Same != 1 || again.Written > 0 {
		t.Errorf("the same file again: %+v, %v", again, err)
	}
	// The ministry's own focal point changes it meanwhile; then another file, made
	// from the first version, comes back.
	changed := want
	changed.Position, changed.Part = heed.Noted, ""
	h.write(t, justice, app.Change{ID: p.ID, Base: 1, Submit: true, Body: changed})
	row.Version = 1
	late := filled(t, workbook(t, "ru", row), export.SheetAnswers, map[string]string{"F3": "supported"})
	got, err = h.TakeAnswers(t.Context(), mfa, justice.Side, app.Book{Name: "late.xlsx", Data: late})
	if err != nil || len(got.Conflicts) != 1 || got.Written > 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	if c := got.Conflicts[0]; c.Theirs.Position != heed.Supported || c.Ours.Position != heed.Noted || c.Version != 2 || c.Line != 3 {
		t.Errorf("%+v", c)
	}
	h.entries(t)
}

func TestTakeAnswers_SaysWhatIsWrongRowByRow(t *testing.T) {
	h := newHouse(t, "1")
	h.Reader = bookReader{}
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	id := heed.RecID{Review: review, Ref: "49.1"}
	var rows []export.WorkbookRow
	for range 5 {
		rows = append(rows, export.WorkbookRow{ID: id})
	}
	rows[3].ID.Ref = "49.9"
	data := filled(t, workbook(t, "en", rows...), export.SheetAnswers, map[string]string{"F3": "perhaps", "F4": "Supported in part", "A5": "x", "F6": "Noted"})
	got, err := h.TakeAnswers(t.Context(), mfa, justice.Side, app.Book{Name: "back.xlsx", Data: data})
	if err != nil || got.Empty != 1 || got.Written != 0 || len(got.Problems) != 4 {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, p := range got.Problems {
		if p.Line != 3+i || p.Problem == nil {
			t.Errorf("%+v", p)
		}
	}
	if h.entries(t) != 1 {
		t.Error("something was written all the same")
	}
}

// A letter whose date is none, or a workbook of measures, is refused with what to do.
func TestTakeAnswers_RefusesTheWhole(t *testing.T) {
	h := newHouse(t, "1")
	h.Reader = bookReader{}
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	row := export.WorkbookRow{ID: heed.RecID{Review: review, Ref: "49.1"}}
	undated := filled(t, workbook(t, "en", row), export.SheetLetter, map[string]string{"C5": "after the holidays"})
	var measures bytes.Buffer
	if err := (export.MeasureBook{ID: "justice", Rows: []export.MeasureRow{{ID: "law"}}}).XLSX(&measures, i18n.For("en")); err != nil {
		t.Fatal(err)
	}
	for key, data := range map[string][]byte{"error.letter_date": undated, "error.form_measures": measures.Bytes()} {
		if _, err := h.TakeAnswers(t.Context(), mfa, justice.Side, app.Book{Name: "back.xlsx", Data: data}); heed.ErrorKey(err) != key || heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%v, want %s", err, key)
		}
	}
	if _, err := h.TakeReports(t.Context(), mfa, app.Book{Name: "back.xlsx", Data: undated}, true); heed.ErrorKey(err) != "error.form_positions" || heed.ErrorArg(err, "Review") != review.String() {
		t.Errorf("answers, sent where measures are taken: %v", err)
	}
}

// The same answers, approved by another letter, are no conflict, from whichever version
// the workbook was made: only the letter is new. Without a letter they are the same.
func TestTakeAnswers_AnotherLetter(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.Reader = bookReader{}
		h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
		row := export.WorkbookRow{ID: heed.RecID{Review: review, Ref: "49.1"}}
		for _, c := range []struct {
			day           string
			written, same int
		}{{"2026-11-20", 1, 0}, {"2026-11-21", 1, 0}, {"2026-11-21", 0, 1}, {"", 0, 1}} {
			f := workbook(t, "en", row)
			_ = filled(t, f, export.SheetLetter, map[string]string{"C5": c.day})
			data := filled(t, f, export.SheetAnswers, map[string]string{"F3": "supported", "H3": "A comment"})
			got, err := h.TakeAnswers(t.Context(), mfa, justice.Side, app.Book{Name: "back.xlsx", Data: data})
			if err != nil || got.Written != c.written || got.Same != c.same || len(got.Conflicts)+len(got.Problems) > 0 {
				t.Errorf("a letter of %q: %+v, %v", c.day, got, err)
			}
		}
		r, err := find.New(h.store).Responses(t.Context(), mfa.Viewer(), review, find.ResponseQuery{})
		if p := r.Rows[0].Proposals; err != nil || len(p) != 1 || p[0].Number != 2 || p[0].Body.Letter.Date != "2026-11-21" {
			t.Errorf("%+v, %v", p, err)
		}
	})
}

// What was approved tomorrow is not approved, by whichever door it comes; and nobody is
// asked to answer yesterday, though who was asked stays asked.
func TestAsking_DaysThatCanBe(t *testing.T) {
	h := newHouse(t, "1")
	h.Reader = bookReader{}
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	id := heed.RecID{Review: review, Ref: "49.1"}
	f := workbook(t, "en", export.WorkbookRow{ID: id})
	_ = filled(t, f, export.SheetLetter, map[string]string{"C5": "10.02.2027"})
	book := app.Book{Name: "back.xlsx", Data: filled(t, f, export.SheetAnswers, map[string]string{"F3": "supported"})}
	if _, err := h.TakeAnswers(t.Context(), mfa, justice.Side, book); heed.ErrorKey(err) != "error.field_future" || heed.ErrorArg(err, "Field") != "letter" {
		t.Errorf("a letter of next year: %v", err)
	}
	late := heed.Letter{Date: "2027-02-10"}
	proposal := heed.Proposal{Response: heed.Response{Recommendation: id, Position: heed.Supported}, Letter: late}
	update := heed.Update{Recommendations: []heed.RecID{id}, Date: "2026-11-01", Text: "Done", Letter: late}
	for _, c := range []app.Change{{ID: heed.ProposalID(id, "justice"), Body: proposal}, {Body: update}} {
		if _, err := h.Write(t.Context(), justice, c); heed.ErrorKey(err) != "error.field_future" {
			t.Errorf("%s: %v", c.Body.Of(), err)
		}
	}
	asks := func(base int, due heed.Date, note string) error {
		_, err := h.Write(t.Context(), mfa, app.Change{ID: heed.AssignmentID(id), Base: base, Visibility: heed.VisibleCoordination, Body: heed.Assignment{Recommendation: id, Lead: "justice", Due: due, Note: note}})
		return err
	}
	if err := asks(0, "2026-11-01", ""); heed.ErrorKey(err) != "error.field_past" || heed.ErrorCode(err) != heed.CodeInvalid {
		t.Errorf("asked to answer three weeks ago: %v", err)
	}
	if err := asks(0, "2026-11-30", ""); err != nil {
		t.Fatal(err)
	}
	h.Now = func() time.Time { return noon.AddDate(0, 1, 0) }
	if err := asks(1, "2026-11-30", "who is asked now is told why"); err != nil {
		t.Errorf("a day that has passed since: %v", err)
	}
	if err := asks(2, "2026-11-29", ""); heed.ErrorKey(err) != "error.field_past" {
		t.Errorf("another day that has passed: %v", err)
	}
}

// Many institutions, one review: where everybody stands is counted.
func TestResponses_Standings(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	id := heed.RecID{Review: review, Ref: "49.1"}
	finder := find.New(h.store)
	standing := func(want find.Standing) {
		t.Helper()
		r, err := finder.Responses(t.Context(), mfa.Viewer(), review, find.ResponseQuery{})
		if err != nil || r.Rows[0].Standing != want {
			t.Errorf("%s, %v; want %s", r.Rows[0].Standing, err, want)
		}
	}
	propose := func(actor heed.Actor, p heed.Position) {
		t.Helper()
		h.write(t, actor, app.Change{ID: heed.ProposalID(id, actor.Institution), Submit: true, Body: heed.Proposal{Response: heed.Response{Recommendation: id, Position: p}}})
	}
	standing(find.Unassigned)
	propose(justice, heed.Supported)
	standing(find.Unassigned) // nobody was asked, so nobody agrees
	h.write(t, mfa, app.Change{ID: heed.AssignmentID(id), Visibility: heed.VisibleCoordination, Body: heed.Assignment{Recommendation: id, Lead: "justice", Partners: []heed.ID{"health"}}})
	standing(find.Waiting)
	propose(health, heed.Noted)
	standing(find.Conflicting)
	h.write(t, mfa, app.Change{ID: heed.AssignmentID(id), Body: heed.Settlement{Response: heed.Response{Recommendation: id, Position: heed.Supported}}})
	standing(find.Settled)
	r, err := finder.Responses(t.Context(), ngo.Viewer(), review, find.ResponseQuery{})
	if err != nil || r.Rows[0].Standing != find.Unassigned || len(r.Rows[0].Proposals) > 0 {
		t.Errorf("another voice sees %+v, %v", r.Rows[0], err)
	}
}

// Asked anew within a day, nothing from before counts, and a workbook that comes back
// as it was says that the institution stays with it; the same once more is the same. A
// review that no document yields any more asks for nothing, and hides nothing else.
func TestTakeAnswers_Anew(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		h.Reader = bookReader{}
		h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
		later := heed.ReviewID{State: "XVA", Cycle: review.Cycle + 1}
		h.take(t, app.ImportOptions{Review: later}, input("b.txt", "Adopt another law"))
		now := noon
		h.Now = func() time.Time { return now }
		id := heed.RecID{Review: review, Ref: "49.1"}
		assign := func(base int, anew time.Time) {
			t.Helper()
			now = now.Add(time.Minute)
			h.write(t, mfa, app.Change{ID: heed.AssignmentID(id), Base: base, Visibility: heed.VisibleCoordination, Body: heed.Assignment{Recommendation: id, Lead: "justice", Anew: anew}})
		}
		settle := func(base int) {
			t.Helper()
			now = now.Add(time.Minute)
			h.write(t, mfa, app.Change{ID: heed.AssignmentID(id), Base: base, Visibility: heed.VisibleCoordination, Body: heed.Settlement{Response: heed.Response{Recommendation: id, Position: heed.Supported}}})
		}
		stands := func(what string, want find.Standing, tasks int) {
			t.Helper()
			r, err := find.New(h.store).Responses(t.Context(), mfa.Viewer(), review, find.ResponseQuery{})
			if err != nil || r.Rows[0].Standing != want {
				t.Errorf("%s: %s, %v; want %s", what, r.Rows[0].Standing, err, want)
			}
			q, err := find.New(h.store).Tasks(t.Context(), justice.Viewer(), now)
			if got := len(q.Of(find.TaskPropose)); err != nil || got != tasks {
				t.Errorf("%s: asked for %d, want %d: %v", what, got, tasks, err)
			}
		}
		back := filled(t, workbook(t, "en", export.WorkbookRow{ID: id}), export.SheetAnswers, map[string]string{"F3": "supported"})
		sends := func(what string, written, same int) {
			t.Helper()
			now = now.Add(time.Minute)
			got, err := h.TakeAnswers(t.Context(), mfa, justice.Side, app.Book{Name: "back.xlsx", Data: back})
			if err != nil || got.Written != written || got.Same != same || len(got.Conflicts) > 0 {
				t.Errorf("%s: %+v, %v", what, got, err)
			}
		}
		assign(0, time.Time{})
		sends("at first", 1, 0)
		settle(0)
		stands("settled", find.Settled, 0)
		for i := range 2 {
			anew := now.Add(time.Minute)
			assign(1+2*i, anew)
			stands("asked anew", find.Waiting, 1)
			assign(2+2*i, anew)
			stands("who acts is said once more", find.Waiting, 1)
			sends("stays with it", 1, 0)
			stands("answered", find.Agreed, 0)
			sends("the same file again", 0, 1)
			settle(1 + i)
			stands("settled anew", find.Settled, 0)
		}
		assign(5, now.Add(time.Minute))
		stands("once more", find.Waiting, 1)
		h.ReaderVersion = "2" // which finds that the document belongs elsewhere
		h.take(t, app.ImportOptions{Review: later}, input("a.txt", "Adopt a law"))
		if q, err := find.New(h.store).Tasks(t.Context(), justice.Viewer(), now); err != nil || len(q.Of(find.TaskPropose)) > 0 {
			t.Errorf("a review that is no more: %+v, %v", q.Tasks, err)
		}
	})
}
