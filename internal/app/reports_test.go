// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
)

// planned is a house with ministries and a measure that one of them leads and the
// other has a part in.
func planned(t *testing.T, h house) heed.Version {
	t.Helper()
	h.Reader = bookReader{}
	for _, id := range []heed.ID{"justice", "health"} {
		h.write(t, operator, app.Change{ID: id, Side: heed.Side{Voice: heed.VoiceState, State: "XVA"}, Body: heed.Institution{Names: map[string]string{"en": string(id)}, Kind: heed.InstitutionMinistry}})
	}
	m := measured
	m.Partners = []heed.ID{"health"}
	m.Stages = []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2020-01-10", Source: "a speech"}}
	m.Milestones = []heed.Milestone{{Title: "Draft", Due: "2020-06-01"}, {Title: "Vote", Due: "2020-09-01"}}
	return h.write(t, justice, app.Change{Visibility: heed.VisibleCoordination, Body: m})
}

// measureBook makes the workbook of an institution for one version of a measure
// that has two milestones, and fills in cells of its three sheets.
func measureBook(t *testing.T, language string, of heed.ID, v heed.Version, cells, milestones, letter map[string]string) app.Book {
	t.Helper()
	rows := []export.MilestoneRow{{Measure: v.ID, Version: v.Number, Place: 1, What: "Draft"}, {Measure: v.ID, Version: v.Number, Place: 2, What: "Vote"}}
	var out bytes.Buffer
	book := export.MeasureBook{ID: of, Institution: "Ministry", Rows: []export.MeasureRow{{ID: v.ID, Version: v.Number, Title: "=A law"}}, Milestones: rows}
	if err := book.XLSX(&out, i18n.For(language)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	_ = filled(t, f, export.SheetMilestones, milestones)
	_ = filled(t, f, export.SheetLetter, letter)
	return app.Book{Name: `\\server\dana\back.xlsx`, Data: filled(t, f, export.SheetAnswers, cells)}
}

// measureNow is the newest version of a measure that the coordinator sees.
func (h house) measureNow(t *testing.T, id heed.ID) find.Held[heed.Measure] {
	t.Helper()
	follow, err := find.New(h.store).Follow(t.Context(), mfa.Viewer())
	if err != nil {
		t.Fatal(err)
	}
	m, err := find.One[heed.Measure](follow, id)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (h house) updatesNow(t *testing.T) []find.Held[heed.Update] {
	t.Helper()
	follow, err := find.New(h.store).Follow(t.Context(), mfa.Viewer())
	if err != nil {
		t.Fatal(err)
	}
	return find.All[heed.Update](follow)
}

// reported takes a workbook as the coordinator, and gives how many things of each
// outcome it held.
func (h house) reported(t *testing.T, book app.Book, dry bool) (taken app.TakenReports, counts [4]int) {
	t.Helper()
	taken, err := h.TakeReports(t.Context(), mfa, book, dry)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range []app.Outcome{app.SaidNew, app.SaidSame, app.SaidConflict, app.SaidRefused} {
		counts[i] = len(taken.Of(o))
	}
	return taken, counts
}

var covered = map[string]string{"C4": "12-7/45", "C5": "20.03.2020", "C6": "A. Deputy"}

// A workbook of measures goes out in Kazakh, is filled in, and comes back: what
// was done becomes an update with its letter, the stage and the milestone the
// next version of the measure; the same file again changes nothing, also where
// somebody has corrected at the desk what it said.
func TestTakeReports(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		v := planned(t, h)
		kazakh := i18n.For("kk")
		book := measureBook(t, "kk", "justice", v,
			map[string]string{"G3": "Two lines\nof what was done", "I3": kazakh.T("measure_stage.adopted"), "J3": "1.3.2020"}, map[string]string{"G3": "2020-02-01"}, covered)
		before := h.entries(t)
		if looked, counts := h.reported(t, book, true); counts != [4]int{3, 0, 0, 0} || !looked.Dry || h.entries(t) != before {
			t.Errorf("only looked at: %v, %d entries, then %d", counts, before, h.entries(t))
		}
		taken, counts := h.reported(t, book, false)
		if counts != [4]int{3, 0, 0, 0} || taken.Empty != 1 || h.entries(t) != before+2 {
			t.Fatalf("%v, %d empty, %d entries: %+v", counts, taken.Empty, h.entries(t)-before, taken.Rows)
		}
		m, updates := h.measureNow(t, v.ID), h.updatesNow(t)
		wantStages := []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2020-01-10", Source: "a speech"}, {Stage: heed.StageAdopted, Date: "2020-03-01"}}
		if !slices.Equal(m.Body.Stages, wantStages) || m.Body.Milestones[0].Done != "2020-02-01" || m.Body.Milestones[1].Done != "" || m.Number != 2 {
			t.Errorf("version %d: %+v", m.Number, m.Body)
		}
		for _, want := range []string{"back.xlsx", "12-7/45", "2020-03-20", "A. Deputy", string(heed.DigestOf(book.Data))[:12]} {
			if !strings.Contains(m.Note, want) {
				t.Errorf("the history does not name %q: %q", want, m.Note)
			}
		}
		if strings.Contains(m.Note, "dana") {
			t.Errorf("the history holds a path: %q", m.Note)
		}
		letter := heed.Letter{Number: "12-7/45", Date: "2020-03-20", Signatory: "A. Deputy"}
		want := heed.Update{Measure: v.ID, Date: "2020-03-20", Text: "Two lines\nof what was done", Letter: letter}
		u := updates[0]
		if len(updates) != 1 || u.Body.Measure != want.Measure || u.Body.Date != want.Date || u.Body.Text != want.Text || u.Body.Letter != letter || u.Institution != "justice" || u.Step != heed.StepSubmitted || u.Note != m.Note {
			t.Errorf("%+v", updates)
		}
		if _, counts := h.reported(t, book, false); counts != [4]int{0, 3, 0, 0} || h.entries(t) != before+2 {
			t.Errorf("the same file again: %v", counts)
		}
		corrected := u.Body
		corrected.Text = "Corrected"
		h.write(t, mfa, app.Change{ID: u.ID, Base: 1, Body: corrected})
		undone := m.Body
		undone.Stages = undone.Stages[:1]
		h.write(t, justice, app.Change{ID: v.ID, Base: 2, Body: undone})
		if _, counts := h.reported(t, book, false); counts != [4]int{0, 3, 0, 0} {
			t.Errorf("the same file again, after it was corrected at the desk: %v", counts)
		}
	})
}

// What was written in Heed since the workbook went out is not overwritten: both
// are given back, and a person chooses. What else of the measure was changed is
// in nobody's way.
func TestTakeReports_Conflicts(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		v := planned(t, h)
		changed := h.measureNow(t, v.ID).Body
		changed.Title = "A better law"
		h.write(t, justice, app.Change{ID: v.ID, Base: 1, Body: changed})
		book := func(stage, done, text string) app.Book {
			return measureBook(t, "ru", "justice", v, map[string]string{"G3": text, "H3": "02.03.2020", "I3": stage, "J3": "01.03.2020"}, map[string]string{"G3": done}, covered)
		}
		if _, counts := h.reported(t, book("adopted", "", ""), false); counts[0] != 1 || counts[3] != 1 {
			t.Errorf("a title was changed meanwhile: %v", counts)
		}
		changed = h.measureNow(t, v.ID).Body
		changed.Stages = append(slices.Clone(changed.Stages), heed.StageOn{Stage: heed.StageInForce, Date: "2020-03-15"})
		changed.Milestones = slices.Clone(changed.Milestones)
		changed.Milestones[0].Done = "2020-02-09"
		h.write(t, justice, app.Change{ID: v.ID, Base: 3, Body: changed})
		h.write(t, justice, app.Change{Visibility: heed.VisibleCoordination, Body: heed.Update{Measure: v.ID, Date: "2020-03-02", Text: "At the desk"}})
		before := h.entries(t)
		taken, counts := h.reported(t, book("operating", "01.02.2020", "In the file"), false)
		if counts != [4]int{0, 0, 3, 0} || h.entries(t) != before {
			t.Fatalf("%v: %+v", counts, taken.Rows)
		}
		conflicts := taken.Of(app.SaidConflict)
		if c := conflicts[0]; c.Update.Text != "In the file" || c.Ours.Update.Text != "At the desk" || c.Version != 1 {
			t.Errorf("%+v", c)
		}
		if c := conflicts[1]; c.Stage.Stage != heed.StageOperating || c.Ours.Stage.Stage != heed.StageInForce || c.Version != 4 {
			t.Errorf("%+v", c)
		}
		if c := conflicts[2]; c.Milestone.Done != "2020-02-01" || c.Ours.Milestone.Done != "2020-02-09" {
			t.Errorf("%+v", c)
		}
		var all []app.Chosen
		for _, c := range conflicts {
			all = append(all, app.Chosen{Saying: c.Saying, Of: c.Of, Version: c.Version})
		}
		h.write(t, mfa, app.Change{ID: conflicts[0].Of, Base: 1, Body: heed.Update{Measure: v.ID, Date: "2020-03-02", Text: "Again at the desk"}})
		if err := h.TakeChosen(t.Context(), mfa, taken, all...); !app.IsNewer(err) {
			t.Errorf("chosen against an older version: %v", err)
		}
		if m := h.measureNow(t, v.ID); m.Number != 4 {
			t.Error("half of what was chosen was written")
		}
		all[0].Version = 2
		if err := h.TakeChosen(t.Context(), ngo, taken, all...); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("an organisation chooses: %v", err)
		}
		if err := h.TakeChosen(t.Context(), mfa, taken, all...); err != nil {
			t.Fatal(err)
		}
		m, updates := h.measureNow(t, v.ID), h.updatesNow(t)
		if m.Number != 5 || m.Body.Stage() != heed.StageInForce || len(m.Body.Stages) != 4 || m.Body.Milestones[0].Done != "2020-02-01" || m.Body.Title != "A better law" {
			t.Errorf("%+v", m)
		}
		if len(updates) != 1 || updates[0].Number != 3 || updates[0].Body.Text != "In the file" || updates[0].Body.Letter.Number != "12-7/45" {
			t.Errorf("%+v", updates)
		}
		beside := all[0]
		beside.Of, beside.Version = "", 0
		if err := h.TakeChosen(t.Context(), mfa, taken, beside); err != nil || len(h.updatesNow(t)) != 2 {
			t.Errorf("both kept: %v, %d updates", err, len(h.updatesNow(t)))
		}
		h.entries(t)
	})
}

// A stage that a measure came to once gets another day, and says which it had.
func TestTakeReports_CorrectsADay(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	v := planned(t, h)
	taken, counts := h.reported(t, measureBook(t, "en", "justice", v, map[string]string{"I3": "Announced", "J3": "2020-01-12"}, nil, nil), false)
	if counts[0] != 1 || taken.Rows[0].Ours.Stage.Date != "2020-01-10" {
		t.Errorf("%+v", taken.Rows)
	}
	if s := h.measureNow(t, v.ID).Body.Stages; len(s) != 1 || s[0].Date != "2020-01-12" {
		t.Errorf("%+v", s)
	}
}

// Whatever is wrong in a file is told row by row, and nothing of it is written.
func TestTakeReports_SaysWhatIsWrong(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		v := planned(t, h)
		other := h.write(t, health, app.Change{Visibility: heed.VisibleCoordination, Body: heed.Measure{Title: "Theirs", Kind: heed.MeasureLaw, Lead: "health"}})
		hidden := h.write(t, clerk, app.Change{Visibility: heed.VisibleDraft, Body: heed.Measure{Title: "A draft", Kind: heed.MeasureLaw, Lead: "justice"}})
		gone := h.write(t, justice, app.Change{Visibility: heed.VisibleCoordination, Body: measured})
		if err := h.Move(t.Context(), justice, app.Move{Subject: gone.Subject, Base: 1, To: heed.StepWithdrawn, Note: "no"}); err != nil {
			t.Fatal(err)
		}
		worked := h.write(t, justice, app.Change{Visibility: heed.VisibleCoordination, Body: measured})
		h.write(t, justice, app.Change{ID: worked.ID, Base: 1, Visibility: heed.VisibleInstitution, Body: measured})
		long := strings.Repeat("x", 30_000)
		before := h.entries(t)
		for name, c := range map[string]struct {
			cells, milestones map[string]string
			key               string
		}{
			"no such stage":           {map[string]string{"I3": "perhaps", "J3": "2020-01-01"}, nil, "error.field_value"},
			"a stage without a day":   {map[string]string{"I3": "adopted"}, nil, "error.field_missing"},
			"a day without a stage":   {map[string]string{"J3": "2020-01-01"}, nil, "error.field_missing"},
			"a day that is two":       {map[string]string{"I3": "adopted", "J3": "11/12/2020"}, nil, "error.field_date"},
			"a day to come":           {map[string]string{"I3": "adopted", "J3": "2062-01-01"}, nil, "error.field_future"},
			"no text":                 {map[string]string{"H3": "2020-01-01"}, nil, "error.field_missing"},
			"no day at all":           {map[string]string{"G3": "Done"}, nil, "error.field_missing"},
			"too long":                {map[string]string{"G3": long, "H3": "2020-01-01"}, nil, "error.field_long"},
			"no measure":              {map[string]string{"A3": "none", "G3": "Done"}, nil, "error.book_measure"},
			"no name of a measure":    {map[string]string{"A3": "'; DROP TABLE versions; --", "G3": "Done"}, nil, "error.book_measure"},
			"somebody's draft":        {map[string]string{"A3": string(hidden.ID), "G3": "Done"}, nil, "error.book_measure"},
			"another's measure":       {map[string]string{"A3": string(other.ID), "G3": "Done"}, nil, "error.book_other"},
			"withdrawn":               {map[string]string{"A3": string(gone.ID), "G3": "Done"}, nil, "error.book_gone"},
			"worked on":               {map[string]string{"A3": string(worked.ID), "G3": "Done"}, nil, "error.book_unseen"},
			"a version to come":       {map[string]string{"B3": "7", "G3": "Done"}, nil, "error.book_version"},
			"no version":              {map[string]string{"B3": "-1", "G3": "Done"}, nil, "error.book_version"},
			"no milestone":            {nil, map[string]string{"C3": "3", "G3": "2020-01-01"}, "error.book_milestone"},
			"a milestone, no day":     {nil, map[string]string{"G3": "soon"}, "error.field_date"},
			"twice the same":          {nil, map[string]string{"C4": "1", "G3": "2020-01-01", "G4": "2020-01-02"}, "error.book_twice"},
			"a milestone of no State": {nil, map[string]string{"A3": "none", "G3": "2020-01-01"}, "error.book_measure"},
		} {
			taken, counts := h.reported(t, measureBook(t, "en", "justice", v, c.cells, c.milestones, nil), true)
			if counts[3] != 1 || counts[2] != 0 {
				t.Errorf("%s: %v", name, counts)
				continue
			}
			var e *heed.Error
			if e = asError(taken.Of(app.SaidRefused)[0].Problem); e == nil || e.Key != c.key {
				t.Errorf("%s: %v, want %s", name, taken.Of(app.SaidRefused)[0].Problem, c.key)
			}
			for _, language := range i18n.Codes() {
				if text := i18n.For(language).Error(e); strings.Contains(text, "error.") || strings.Contains(text, "<no value>") {
					t.Errorf("%s: %s", language, text)
				}
			}
		}
		if h.entries(t) != before {
			t.Error("something was written all the same")
		}
	})
}

func asError(err error) *heed.Error {
	var e *heed.Error
	errors.As(err, &e)
	return e
}

// A partner says what it did, and not how far the measure has come.
func TestTakeReports_OfAPartner(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	v := planned(t, h)
	taken, counts := h.reported(t, measureBook(t, "en", "health", v, map[string]string{"G3": "Trained", "H3": "2020-01-01", "I3": "adopted", "J3": "2020-01-01"}, map[string]string{"G3": "2020-01-01"}, nil), false)
	if counts != [4]int{1, 0, 0, 2} {
		t.Fatalf("%v: %+v", counts, taken.Rows)
	}
	if u := h.updatesNow(t); len(u) != 1 || u[0].Institution != "health" || h.measureNow(t, v.ID).Number != 1 {
		t.Errorf("%+v", u)
	}
}

// What somebody works on at the desk is not handed over by a workbook.
func TestTakeReports_LeavesDraftsDrafts(t *testing.T) {
	h := newHouse(t, "1")
	h.take(t, app.ImportOptions{}, input("a.txt", "Adopt a law"))
	v := planned(t, h)
	h.reported(t, measureBook(t, "en", "justice", v, map[string]string{"I3": "adopted", "J3": "2020-01-20"}, nil, nil), false)
	if m := h.measureNow(t, v.ID); m.Step != heed.StepDraft || m.Number != 2 {
		t.Errorf("a draft is %s", m.Step)
	}
	if err := h.Move(t.Context(), justice, app.Move{Subject: v.Subject, Base: 2, To: heed.StepSubmitted}); err != nil {
		t.Fatal(err)
	}
	v.Number = 3
	h.reported(t, measureBook(t, "en", "justice", v, map[string]string{"I3": "in force", "J3": "2020-02-20"}, nil, nil), false)
	if m := h.measureNow(t, v.ID); m.Step != heed.StepSubmitted || m.Number != 4 {
		t.Errorf("what was handed over is %s", m.Step)
	}
}

// Files that are none of Heed's, or were made to do harm, are refused whole and
// change nothing.
func TestTakeReports_HostileFiles(t *testing.T) {
	bothEngines(t, func(t *testing.T, h house) {
		v := planned(t, h)
		good := measureBook(t, "en", "justice", v, map[string]string{"G3": "Done", "H3": "2020-01-01"}, nil, nil)
		for name, by := range map[string]heed.Actor{"an organisation": ngo, "nobody": {}, "another ministry": health, "the operator": operator} {
			if _, err := h.TakeReports(t.Context(), by, good, false); err == nil {
				t.Errorf("%s speaks for a ministry", name)
			}
		}
		before := h.entries(t)
		rows := make([]export.MeasureRow, 5001)
		for i := range rows {
			rows[i] = export.MeasureRow{ID: v.ID, Version: 1}
		}
		var many bytes.Buffer
		if err := (export.MeasureBook{ID: "justice", Rows: rows}).XLSX(&many, i18n.For("en")); err != nil {
			t.Fatal(err)
		}
		for name, data := range map[string][]byte{
			"a text": []byte("Done"), "half a workbook": good.Data[:len(good.Data)/2], "5001 rows": many.Bytes(),
			"answers":             filled(t, workbook(t, "en", export.WorkbookRow{}), export.SheetAnswers, map[string]string{"F3": "noted"}),
			"no institution":      edited(t, good, export.SheetLetter, "C3", ""),
			"one that is not":     edited(t, good, export.SheetLetter, "C3", "nobody"),
			"one of an attacker":  edited(t, good, export.SheetLetter, "C3", "../../etc"),
			"no names":            edited(t, good, export.SheetAnswers, "A1", "id"),
			"a letter of a novel": edited(t, good, export.SheetLetter, "C4", strings.Repeat("1", 301)),
			"a letter of no day":  edited(t, good, export.SheetLetter, "C5", "yesterday"),
		} {
			if _, err := h.TakeReports(t.Context(), mfa, app.Book{Name: "x.xlsx", Data: data}, false); heed.ErrorCode(err) != heed.CodeInvalid && heed.ErrorCode(err) != heed.CodeUnreadable {
				t.Errorf("%s: %v", name, err)
			}
		}
		if h.entries(t) != before {
			t.Error("something was written")
		}
		// A cell may hold what no store keeps, a formula that comes to nothing, a name of
		// a file with everything in it.
		nul := edited(t, good, export.SheetAnswers, "G3", "Done _x0000_ so")
		taken, counts := h.reported(t, app.Book{Name: "../a\nb\x00\u202e" + strings.Repeat("ж", 500) + ".xlsx", Data: nul}, false)
		if counts[0] != 1 || len([]rune(taken.Note)) > 300 || strings.ContainsAny(taken.Note, "\n\x00\u202e") {
			t.Errorf("%v, %q", counts, taken.Note)
		}
		f, err := excelize.OpenReader(bytes.NewReader(good.Data))
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellValue(export.SheetAnswers, "I3", nil); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellFormula(export.SheetAnswers, "I3", "=WEBSERVICE(\"http://evil.example/\")"); err != nil {
			t.Fatal(err)
		}
		if looked, counts := h.reported(t, app.Book{Name: "f.xlsx", Data: filled(t, f, export.SheetAnswers, nil)}, false); counts != [4]int{0, 0, 0, 1} {
			t.Errorf("a formula: %v: %+v", counts, looked.Rows)
		}
	})
}

// edited is a workbook with another value in one cell.
func edited(t *testing.T, book app.Book, sheet, cell, value string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book.Data))
	if err != nil {
		t.Fatal(err)
	}
	return filled(t, f, sheet, map[string]string{cell: value})
}
