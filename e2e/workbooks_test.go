// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/testkit/browser"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestDesk_Workbooks: a workbook of answers meets what was proposed meanwhile, and
// the form in which all its conflicts are settled holds what all pages hold.
func TestDesk_Workbooks(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	account, visitor := p.Member(t, "saule", heed.Coordinator, "mfa")
	book := answersWithConflicts(t, p, account.Actor(), visitor)
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "dana", heed.Coordinator, "mfa"))
	const at = "/desk/positions/3/workbooks"
	for i, language := range languages {
		for _, width := range []int{1280, 320}[i%2:] {
			t.Run(fmt.Sprintf("%s/%d", language, width), func(t *testing.T) {
				page := in.Open(t, p.URL+"/"+language+at, width)
				page.MustEval(`() => { document.querySelector("select[name=institution]").value = "justice" }`)
				if err := page.MustElement(`input[type="file"]`).SetFiles([]string{book}); err != nil {
					t.Fatal(err)
				}
				follow(t, page, `.form[enctype] .do button`)
				check(t, page, p, address{"workbooks-back", at, http.StatusOK})
				if n := page.MustEval(`() => document.querySelectorAll(".meet").length`).Int(); n != 2 {
					t.Errorf("%d conflicts, want 2", n)
				}
				page.Keep(fmt.Sprintf("desk-workbooks-back-%s-%d", language, width))
				follow(t, page, `.form-wide .do button`)
				check(t, page, p, address{"workbooks-nothing-chosen", at, http.StatusUnprocessableEntity})
			})
		}
	}
}

// answersWithConflicts makes a workbook of two recommendations on which the ministry
// has proposed otherwise since it went out.
func answersWithConflicts(t *testing.T, p *portal.Portal, coordinator heed.Actor, v *portal.Visitor) string {
	t.Helper()
	writer := heed.Actor{Pseudonym: "w", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "justice"}}
	var asked, said []app.Change
	for _, ref := range []string{"51.5", "51.6"} {
		rec := heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: ref}
		asked = append(asked, app.Change{ID: heed.AssignmentID(rec), Visibility: heed.VisibleCoordination, Body: heed.Assignment{Recommendation: rec, Lead: "justice"}})
		said = append(said, app.Change{ID: heed.ProposalID(rec, "justice"), Submit: true, Body: heed.Proposal{Response: heed.Response{Recommendation: rec, Position: heed.Noted, Comment: "At the desk, after the workbook went out."}}})
	}
	if _, err := p.App.Write(t.Context(), coordinator, asked...); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(strings.NewReader(v.Get("/en/desk/positions/3/workbook/justice.xlsx").Body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for _, cell := range []string{"F3", "F4"} {
		if err := f.SetCellStr("Heed", cell, "Supported"); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "back.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	if _, err := p.App.Write(t.Context(), writer, said...); err != nil {
		t.Fatal(err)
	}
	return path
}
