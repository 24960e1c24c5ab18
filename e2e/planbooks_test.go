// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestDesk_Planbooks: a workbook of measures goes out, meets what was written
// meanwhile when it comes back, and its page holds what all pages hold.
func TestDesk_Planbooks(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	_, visitor := p.Member(t, "saule", heed.Coordinator, "mfa")
	book := bookWithConflicts(t, p, visitor)
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "dana", heed.Coordinator, "mfa"))
	for i, language := range languages {
		for _, width := range []int{1280, 320}[i%2:] {
			t.Run(fmt.Sprintf("%s/%d", language, width), func(t *testing.T) {
				page := in.Open(t, p.URL+"/"+language+"/desk/plan/workbooks", width)
				if err := page.MustElement(`input[type="file"]`).SetFiles([]string{book}); err != nil {
					t.Fatal(err)
				}
				follow(t, page, `.form[enctype] .do button`)
				check(t, page, p, address{"planbooks-back", "/desk/plan/workbooks", http.StatusOK})
				if n := page.MustEval(`() => document.querySelectorAll(".clash").length`).Int(); n != 2 {
					t.Errorf("%d conflicts, want 2", n)
				}
				page.Keep(fmt.Sprintf("desk-planbooks-back-%s-%d", language, width))
				follow(t, page, `.form-wide .do button`)
				check(t, page, p, address{"planbooks-nothing-chosen", "/desk/plan/workbooks", http.StatusUnprocessableEntity})
			})
		}
	}
}

// bookWithConflicts makes a workbook of two measures that says something new,
// something wrong, and two things that were written otherwise meanwhile.
func bookWithConflicts(t *testing.T, p *portal.Portal, v *portal.Visitor) string {
	t.Helper()
	side := heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "justice"}
	writer := heed.Actor{Pseudonym: "w", Role: heed.FocalPoint, Side: side}
	law := heed.Measure{Title: "Law on the prevention of torture", Kind: heed.MeasureLaw, Lead: "justice", Due: "2026-12-31", Milestones: []heed.Milestone{{Title: "Before Parliament", Due: "2026-03-01"}}}
	school := heed.Measure{Title: "Training of judges in the Istanbul Protocol", Kind: heed.MeasureTraining, Lead: "justice", Start: "2026-01-15"}
	write := func(c app.Change) {
		t.Helper()
		if _, err := p.App.Write(t.Context(), writer, c); err != nil {
			t.Fatal(err)
		}
	}
	write(app.Change{ID: "law", Visibility: heed.VisibleCoordination, Body: law})
	write(app.Change{ID: "school", Visibility: heed.VisibleCoordination, Body: school})
	f, err := excelize.OpenReader(strings.NewReader(v.Get("/kk/desk/plan/workbook/justice.xlsx").Body))
	if err != nil {
		t.Fatal(err)
	}
	law.Stages = []heed.StageOn{{Stage: heed.StageInForce, Date: "2026-09-01"}}
	write(app.Change{ID: "law", Base: 1, Visibility: heed.VisibleCoordination, Body: law})
	write(app.Change{Visibility: heed.VisibleCoordination, Body: heed.Update{Measure: "school", Date: "2026-10-01", Text: "Forty judges have been trained."}})
	row := map[string]string{"law": "3", "school": "4"}
	if first, _ := f.GetCellValue("Heed", "A3"); first == "school" {
		row = map[string]string{"law": "4", "school": "3"}
	}
	for cell, value := range map[string]string{
		"G" + row["law"]: "The draft has been before Parliament twice.", "H" + row["law"]: "15.10.2026", "I" + row["law"]: "adopted", "J" + row["law"]: "01.08.2026",
		"G" + row["school"]: "Forty-two judges from nine regions have been trained.\nA manual was printed in both languages.", "H" + row["school"]: "01.10.2026", "I" + row["school"]: "perhaps", "J" + row["school"]: "01.08.2026",
	} {
		if err := f.SetCellValue("Heed", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	for cell, value := range map[string]string{"C4": "12-7/45", "C5": "20.10.2026", "C6": "A. Deputy"} {
		if err := f.SetCellValue("Heed letter", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "back.xlsx")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write(out); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
