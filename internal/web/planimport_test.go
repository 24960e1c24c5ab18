// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
	"github.com/heed-upr/heed/internal/testkit/specimen"
)

const planAt = "/en/desk/plan/import"

// theirPlan is a plan as a ministry keeps it: a title over merged cells, odd heads,
// a heading between the rows, a real date, and one row that cannot be.
func theirPlan(t *testing.T) *excelize.File {
	t.Helper()
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "План"))
	must(f.MergeCell("План", "A1", "F1"))
	for i, row := range [][]any{
		{"План действий по исполнению рекомендаций"},
		{"№ п/п", "Наименование мероприятия", "Ответственные исполнители (согласовано)", "Срок исполнения", "Номера рекомендаций", "Примечание для нас"},
		{1, 2, 3, 4, 5, 6},
		{"Раздел I"},
		{"1.1", "Закон о предупреждении пыток", "Institution ministry1, Institution ministry2", time.Date(2027, 6, 30, 0, 0, 0, 0, time.UTC), "51.5, 51.6", "важно"},
		{"1.2", "Обучить следователей", "Institution ministry2", "IV квартал 2026 года", "51.6", ""},
		{"1.3", "Спросить всех", "Кто-нибудь", "скоро", "99.9", ""},
	} {
		must(f.SetSheetRow("План", fmt.Sprintf("A%d", i+1), &row))
	}
	return f
}

func bytesOf(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var (
	inputs   = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)
	selected = regexp.MustCompile(`(?s)<select id="[^"]*" name="([^"]+)".*?</select>`)
	chosen   = regexp.MustCompile(`<option value="([^"]+)" selected>`)
)

// formOf gives what a browser would send of a form of a page.
func formOf(t *testing.T, body, name string) url.Values {
	t.Helper()
	for _, form := range strings.Split(body, "<form ")[1:] {
		form, _, _ = strings.Cut(form, "</form>")
		if !strings.Contains(form, `name="form" value="`+name+`"`) {
			continue
		}
		out := url.Values{}
		for _, m := range inputs.FindAllStringSubmatch(form, -1) {
			out.Add(html.UnescapeString(m[1]), html.UnescapeString(m[2]))
		}
		for _, m := range selected.FindAllStringSubmatch(form, -1) {
			value := ""
			if c := chosen.FindStringSubmatch(m[0]); c != nil {
				value = html.UnescapeString(c[1])
			}
			out.Set(m[1], value)
		}
		return out
	}
	t.Fatalf("no form %q on the page: %s", name, body)
	return nil
}

// sendPlan sends a spreadsheet to be looked at.
func sendPlan(t *testing.T, v *portal.Visitor, data []byte) string {
	t.Helper()
	return good(t, v.SendFile(planAt, url.Values{"form": {"send"}}, "plan_file", "план.xlsx", data), http.StatusOK).Body
}

// says fails for a page that does not say something.
func says(t *testing.T, body string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// TestPlanImport is the life of a plan that is kept as a spreadsheet, on both
// engines.
func TestPlanImport(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { tryPlanImport(t, portal.Empty(t)) })
	t.Run("postgres", func(t *testing.T) {
		s, err := postgres.Open(t.Context(), testkit.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		tryPlanImport(t, portal.Over(t, s))
	})
}

func tryPlanImport(t *testing.T, p *portal.Portal) {
	t.Helper()
	for _, d := range specimen.Documents() {
		p.Import(t, d.Name, d.Data)
	}
	coordinator, ministries := seated(t, p)
	plan := func() find.Plan {
		t.Helper()
		viewer := heed.Viewer{Pseudonym: "x", Role: heed.Coordinator, Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "mfa"}}
		all, err := p.Find.Plan(t.Context(), viewer, heed.VoiceState, heed.ReviewID{State: "XVA"})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	theirs := bytesOf(t, theirPlan(t))

	// A look writes nothing, and says of each row what it would do.
	body := sendPlan(t, coordinator, theirs)
	says(t, body, "new: <strong>2</strong>", "cannot be taken: <strong>1</strong>", "Кто-нибудь", "скоро", "no recommendation 99.9", "План:5", "for headings and passed over: 1", string(heed.DigestOf(theirs)))
	if n := len(plan().Measures); n != 0 {
		t.Fatalf("%d measures after a look", n)
	}
	// What a column holds can be changed.
	body = remapped(t, coordinator, body)
	says(t, body, "new: <strong>2</strong>", "важно")
	// Taken in, it says what was left.
	body = good(t, coordinator.Send(planAt, formOf(t, body, "take")), http.StatusOK).Body
	says(t, body, "It is taken in", "new: <strong>2</strong>", "cannot be taken: <strong>1</strong>")
	all := plan()
	if len(all.Measures) != 2 {
		t.Fatalf("%+v", all.Measures)
	}
	second, first := all.Measures[0], all.Measures[1]
	if first.Body.Number != "1.1" || first.Body.Due != "2027-06-30" || first.Body.Lead != ministries[0] || len(first.Body.Partners) != 1 || first.Body.Expected != "важно" || first.Institution != ministries[0] ||
		len(first.Body.Links) != 2 || second.Body.Due != "2026-12-31" || first.Visibility != heed.VisibleCoordination {
		t.Errorf("%+v\n%+v", first, second)
	}
	says(t, good(t, coordinator.Get("/en/desk/history/measure/"+string(first.ID)), http.StatusOK).Body, "From “план.xlsx”, row План:5.", "From row 5 of the file with SHA-256 "+string(heed.DigestOf(theirs)))

	// The same sheet again changes nothing, and there is nothing to take in.
	if body = remapped(t, coordinator, sendPlan(t, coordinator, theirs)); strings.Contains(body, `value="take"`) {
		t.Error("the same sheet again would change something")
	}
	says(t, body, "unchanged: <strong>2</strong>")

	// An edited sheet changes the right measure.
	edited := theirPlan(t)
	set(t, edited, "План", map[string]string{"B6": "Обучить всех следователей", "D6": "31.03.2027"})
	body = remapped(t, coordinator, sendPlan(t, coordinator, bytesOf(t, edited)))
	says(t, body, "changed: <strong>1</strong>", "unchanged: <strong>1</strong>", "<ins>")
	good(t, coordinator.Send(planAt, formOf(t, body, "take")), http.StatusOK)
	if m, err := plan().Measure(second.ID); err != nil || m.Body.Title != "Обучить всех следователей" || m.Body.Due != "2027-03-31" || m.Number != 2 {
		t.Errorf("%+v %v", m, err)
	}

	ownPlan(t, p, coordinator, plan, first, second)
	if r, err := p.App.Verify(t.Context(), portal.Operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("%+v, %v", r.Problems, err)
	}
}

// remapped says what one column holds and who can read new measures, and looks
// again.
func remapped(t *testing.T, v *portal.Visitor, body string) string {
	t.Helper()
	form := formOf(t, body, "map")
	form.Set("visibility", "coordination")
	for key, values := range form {
		if strings.HasPrefix(key, "head-") && values[0] == "Примечание для нас" {
			form.Set("column-"+strings.TrimPrefix(key, "head-"), "expected")
		}
	}
	return good(t, v.Send(planAt, form), http.StatusOK).Body
}

func set(t *testing.T, f *excelize.File, sheet string, cells map[string]string) {
	t.Helper()
	for cell, value := range cells {
		if err := f.SetCellValue(sheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
}

// ownPlan takes an export out and back: what is changed there changes, what was
// changed at the desk meanwhile is not overwritten unseen, and a row that is added
// becomes a measure.
func ownPlan(t *testing.T, p *portal.Portal, coordinator *portal.Visitor, plan func() find.Plan, first, second find.Planned) {
	t.Helper()
	out := good(t, coordinator.Get("/ru/desk/plan.xlsx"), http.StatusOK).Body
	if body := sendPlan(t, coordinator, []byte(out)); strings.Contains(body, `value="take"`) || !strings.Contains(body, "unchanged: <strong>2</strong>") {
		t.Errorf("an export changes something: %s", body)
	}
	if body := good(t, coordinator.SendFile(planAt, url.Values{"form": {"send"}}, "plan_file", "p.csv", []byte(good(t, coordinator.Get("/kk/desk/plan.csv"), http.StatusOK).Body)), http.StatusOK).Body; !strings.Contains(body, "unchanged: <strong>2</strong>") {
		t.Errorf("an export as CSV changes something: %s", body)
	}
	f, err := excelize.OpenReader(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := f.GetColVisible("Heed", "A")
	if id, err2 := f.GetCellValue("Heed", "A4"); err != nil || err2 != nil || hidden || id != string(first.ID) {
		t.Fatalf("the name of a measure: %q, hidden: %v, %v %v", id, !hidden, err, err2)
	}
	set(t, f, "Heed", map[string]string{"D3": "В файле", "D4": "Закон о предупреждении пыток и унижений", "D5": "Новая строка", "F5": "ministry3", "E5": "бюджет"})
	if err := f.RemoveCol("Heed", "S"); err != nil { // a column that nobody wants changes nothing
		t.Fatal(err)
	}
	// Meanwhile somebody changes the second one at the desk.
	m, err := plan().Measure(second.ID)
	if err != nil {
		t.Fatal(err)
	}
	changed := m.Body
	changed.Title = "За столом"
	lead := heed.Actor{Pseudonym: "other", Role: heed.Coordinator, Side: heed.Side{Voice: heed.VoiceState, State: "XVA", Institution: "mfa"}}
	if _, err := p.App.Write(t.Context(), lead, app.Change{ID: second.ID, Base: m.Number, Body: changed}); err != nil {
		t.Fatal(err)
	}
	body := sendPlan(t, coordinator, bytesOf(t, f))
	says(t, body, "changed on both sides: <strong>1</strong>", "changed: <strong>1</strong>", "new: <strong>1</strong>", "В файле", "За столом")
	take := formOf(t, body, "take")
	// What was looked at is what is taken in: another change in between stops it.
	changed.Title = "Снова за столом"
	if _, err := p.App.Write(t.Context(), lead, app.Change{ID: second.ID, Base: m.Number + 1, Body: changed}); err != nil {
		t.Fatal(err)
	}
	body = good(t, coordinator.Send(planAt, take), http.StatusOK).Body
	says(t, body, "nothing was written", "Снова за столом")
	if n := len(plan().Measures); n != 2 {
		t.Fatalf("%d measures", n)
	}
	take = formOf(t, body, "take")
	body = good(t, coordinator.Send(planAt, take), http.StatusOK).Body
	says(t, body, "It is taken in")
	title := func(id heed.ID) string {
		t.Helper()
		m, err := plan().Measure(id)
		if err != nil {
			t.Fatal(err)
		}
		return m.Body.Title
	}
	if a, b := title(first.ID), title(second.ID); a != "Закон о предупреждении пыток и унижений" || b != "Снова за столом" {
		t.Errorf("%q, %q", a, b)
	}
	// The conflict is settled by the word that the file goes first.
	body = sendPlan(t, coordinator, bytesOf(t, f))
	says(t, body, "changed on both sides: <strong>1</strong>", "unchanged: <strong>2</strong>")
	take = formOf(t, body, "take")
	take.Set("take", "Heed:3")
	good(t, coordinator.Send(planAt, take), http.StatusOK)
	if b := title(second.ID); b != "В файле" {
		t.Errorf("%q", b)
	}
	// Once more: there and back, and nothing else.
	if body := sendPlan(t, coordinator, []byte(good(t, coordinator.Get("/en/desk/plan.xlsx"), http.StatusOK).Body)); !strings.Contains(body, "unchanged: <strong>3</strong>") {
		t.Errorf("an export changes something: %s", body)
	}
}

// Who may not write measures cannot import any; whoever writes for an institution
// changes that one's alone; a file that is none is refused in words.
func TestPlanImport_Refuses(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, reader := p.Member(t, "dana", heed.Reader, ministries[0])
	_, focal := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, other := p.Member(t, "bota", heed.FocalPoint, ministries[1])
	good(t, reader.Get(planAt), http.StatusForbidden)
	good(t, reader.SendFile(planAt, url.Values{"form": {"send"}}, "plan_file", "x.xlsx", bytesOf(t, theirPlan(t))), http.StatusForbidden)
	for name, data := range map[string][]byte{"broken": []byte("PK\x03\x04 and no workbook"), "prose": []byte("This is no table."), "nothing": nil} {
		if a := focal.SendFile(planAt, url.Values{"form": {"send"}}, "plan_file", "x.xlsx", data); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", name, a.Status, a.Body)
		}
	}
	odd := excelize.NewFile()
	set(t, odd, "Sheet1", map[string]string{"A1": "Что", "B1": "Кто", "A2": "Закон", "B2": "ministry1"})
	a := focal.SendFile(planAt, url.Values{"form": {"send"}}, "plan_file", "x.xlsx", bytesOf(t, odd))
	if a.Status != http.StatusUnprocessableEntity {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	says(t, a.Body, "No column is known as that of the measures", "Закон")
	form := formOf(t, a.Body, "map")
	for key, values := range form {
		if strings.HasPrefix(key, "head-") {
			form.Set("column-"+strings.TrimPrefix(key, "head-"), map[string]string{"Что": "title", "Кто": "lead"}[values[0]])
		}
	}
	body := good(t, focal.Send(planAt, form), http.StatusOK).Body
	says(t, body, "new: <strong>1</strong>")
	take := formOf(t, body, "take")
	// What somebody holds, nobody else takes in.
	if a := coordinator.Send(planAt, take); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "no longer held") {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	good(t, focal.Send(planAt, take), http.StatusOK)
	if a := focal.Send(planAt, take); a.Status != http.StatusUnprocessableEntity { // it is let go
		t.Errorf("%d", a.Status)
	}
	// Another ministry’s row with the same title begins its own measure; it cannot
	// reach the first one, which it does not see.
	says(t, sendPlan(t, other, bytesOf(t, planOf(t, [][]string{{"Measure", "Lead"}, {"Закон", "ministry2"}}))), "new: <strong>1</strong>")
	// Nor does it say that the first one leads what it plans.
	says(t, sendPlan(t, other, bytesOf(t, planOf(t, [][]string{{"Measure", "Lead"}, {"Закон", "ministry1"}}))), "cannot be taken: <strong>1</strong>", "You plan for your own institution")
	out := good(t, focal.Get("/en/desk/plan.xlsx"), http.StatusOK).Body
	says(t, sendPlan(t, other, []byte(strings.Clone(out))), "cannot be taken: <strong>1</strong>", "no measure")
}

// planOf makes a workbook of rows.
func planOf(t *testing.T, rows [][]string) *excelize.File {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	return f
}
