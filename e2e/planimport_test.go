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

// ministryPlan is a plan as a ministry keeps it, with a row that meets what is
// here, and one that cannot be taken.
func ministryPlan(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range [][]string{
		{"План действий Министерства"},
		{"№ п/п", "Наименование мероприятия", "Ответственные исполнители", "Срок исполнения", "Номера рекомендаций"},
		{"1.1", "Закон о предупреждении пыток", "Institution justice", "31.12.2027", "51.6"},
		{"1.2", "Обучить следователей и судей", "Institution justice", "IV квартал 2026 года", "51.5, 51.6"},
		{"1.3", "Спросить всех", "Министерство неведомых дел", "скоро", "99.9"},
	} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "план.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// sendPlanOf sends a spreadsheet from the page that is open.
func sendPlanOf(t *testing.T, page *browser.Page, path string) {
	t.Helper()
	field, err := page.Element("#f-send-plan_file")
	if err == nil {
		err = field.SetFiles([]string{path})
	}
	if err != nil {
		t.Fatal(err)
	}
	follow(t, page, `section[aria-labelledby="file"] button`)
}

// TestDesk_PlanImport: a plan from a spreadsheet is looked at in every language and
// width, and taken in with the row that goes before what is here.
func TestDesk_PlanImport(t *testing.T) {
	b := browser.Open(t)
	p := portal.Start(t)
	p.Institution(t, "justice", heed.InstitutionMinistry, heed.VoiceState, "XVA")
	in := b.Alone(t)
	join(t, in, p, p.Invite(t, "aida", heed.FocalPoint, "justice"))
	writer := heed.Actor{Pseudonym: "w", Role: heed.FocalPoint, Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "justice"}}
	if _, err := p.App.Write(t.Context(), writer, app.Change{ID: "law", Body: heed.Measure{Title: "Law on torture", Number: "1.1", Kind: heed.MeasureLaw, Lead: "justice", Due: "2026-12-31"}}); err != nil {
		t.Fatal(err)
	}
	path := ministryPlan(t)
	const at = "/desk/plan/import"
	for _, language := range languages {
		for _, width := range widthsOf(0, language) {
			t.Run(fmt.Sprintf("%s/%d", language, width), func(t *testing.T) {
				page := in.Open(t, p.URL+"/"+language+at, width)
				sendPlanOf(t, page, path)
				check(t, page, p, address{"plan-import-look", at, http.StatusOK})
				page.Keep(fmt.Sprintf("desk-plan-import-look-%s-%d", language, width))
			})
		}
	}
	page := in.Open(t, p.URL+"/en"+at, 1280)
	sendPlanOf(t, page, path)
	page.MustEval(`() => document.querySelector('section[aria-labelledby="take"] input[type="checkbox"]').click()`)
	follow(t, page, `section[aria-labelledby="take"] button`)
	check(t, page, p, address{"plan-import-taken", at, http.StatusOK})
	page.Keep("desk-plan-import-taken")
	if said := text(t, page, `document.querySelector("main").innerText`); !strings.Contains(said, "It is taken in") || !strings.Contains(said, "cannot be taken: 1") {
		t.Errorf("%s", said)
	}
	page = in.Open(t, p.URL+"/en/desk/plan/law", 1280)
	if said := text(t, page, `document.querySelector("main").innerText`); !strings.Contains(said, "Закон о предупреждении пыток") || !strings.Contains(said, "31 December 2027") {
		t.Errorf("%s", said)
	}
}
