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

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store/postgres"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

const booksAt = "/en/desk/plan/workbooks"

// onEngines runs a test on an empty portal over each engine.
func onEngines(t *testing.T, test func(*testing.T, *portal.Portal)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, portal.Empty(t)) })
	t.Run("postgres", func(t *testing.T) {
		s, err := postgres.Open(t.Context(), testkit.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		test(t, portal.Over(t, s))
	})
}

// measureIn has somebody write a measure of a ministry, readable to who
// coordinates.
func measureIn(t *testing.T, p *portal.Portal, by heed.Actor, lead heed.ID, title string) heed.ID {
	t.Helper()
	side := by.Side
	side.Institution = lead
	all, err := p.App.Write(t.Context(), by, app.Change{Side: side, Visibility: heed.VisibleCoordination, Submit: true, Body: heed.Measure{
		Title: title, Kind: heed.MeasureLaw, Lead: lead, Due: "2027-01-01", Stages: []heed.StageOn{{Stage: heed.StageAnnounced, Date: "2026-01-01"}},
		Milestones: []heed.Milestone{{Title: "A draft", Due: "2026-06-01"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return all[0].ID
}

// bookBack downloads the workbook of an institution in a language and fills in
// cells of its first sheet.
func bookBack(t *testing.T, v *portal.Visitor, language string, id heed.ID, cells map[string]string) []byte {
	t.Helper()
	a := good(t, v.Get("/"+language+"/desk/plan/workbook/"+string(id)+".xlsx"), http.StatusOK)
	f, err := excelize.OpenReader(strings.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	for cell, value := range cells {
		sheet := "Heed"
		if name, rest, ok := strings.Cut(cell, "!"); ok {
			sheet, cell = name, rest
		}
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

func sendBook(v *portal.Visitor, data []byte, more ...string) portal.Answer {
	form := url.Values{"form": {"back"}}
	for _, name := range more {
		form.Set(name, "1")
	}
	return v.SendFile(booksAt, form, "workbook", "back from them.xlsx", data)
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([a-z0-9-]+)" value="([^"]*)">`)

// choices gives what the form of a page's conflicts holds.
func choices(body string) url.Values {
	_, body, _ = strings.Cut(body, `class="form-wide"`)
	body, _, _ = strings.Cut(body, "</form>")
	out := url.Values{}
	for _, m := range hiddenField.FindAllStringSubmatch(body, -1) {
		out.Set(m[1], html.UnescapeString(m[2]))
	}
	return out
}

// TestPlanbooks_TwelveOutTwelveBack: twelve workbooks of measures go out and come
// back; two meet what was written at the desk meanwhile; a person settles both,
// one each way, and all twelve a second time change nothing.
func TestPlanbooks_TwelveOutTwelveBack(t *testing.T) {
	onEngines(t, func(t *testing.T, p *portal.Portal) {
		coordinator, ministries := seated(t, p)
		saule, err := p.App.AccountByEmail(t.Context(), "saule@example.org")
		if err != nil {
			t.Fatal(err)
		}
		languages := []string{"kk", "ru", "en"}
		books := map[heed.ID][]byte{}
		measures := map[heed.ID]heed.ID{}
		for i, id := range ministries {
			measures[id] = measureIn(t, p, saule.Actor(), id, fmt.Sprintf("Measure of ministry %d", i+1))
			books[id] = bookBack(t, coordinator, languages[i%3], id, map[string]string{
				"G3": fmt.Sprintf("Ministry %d did so", i+1), "H3": "15.10.2026", "I3": "adopted", "J3": "2026-10-01",
				"Heed milestones!G3": "30.9.2026", "Heed letter!C4": fmt.Sprintf("12-%d", i+1), "Heed letter!C5": "20.10.2026", "Heed letter!C6": "A. Deputy",
			})
		}
		// Two ministries write at the desk after their workbooks went out.
		_, first := p.Member(t, "aida", heed.FocalPoint, ministries[0])
		second, _ := p.Member(t, "dana", heed.FocalPoint, ministries[1])
		good(t, first.Send("/en/desk/plan/"+string(measures[ministries[0]]), url.Values{"form": {"say"}, "date": {"2026-10-15"}, "text": {"At the desk"}}), http.StatusSeeOther)
		m := plannedNow(t, p, saule.Actor(), measures[ministries[1]])
		m.Body.Stages = append(m.Body.Stages, heed.StageOn{Stage: heed.StageInForce, Date: "2026-10-20"})
		if _, err := p.App.Write(t.Context(), second.Actor(), app.Change{ID: m.ID, Base: 1, Submit: true, Body: m.Body}); err != nil {
			t.Fatal(err)
		}
		var met []url.Values
		for _, id := range ministries {
			a := good(t, sendBook(coordinator, books[id]), http.StatusOK)
			if strings.Contains(a.Body, `id="g-refused"`) {
				t.Errorf("%s: something was refused: %s", id, a.Body)
			}
			if n := strings.Count(a.Body, `class="clash"`); n > 0 {
				if n != 1 {
					t.Errorf("%s: %d conflicts", id, n)
				}
				met = append(met, choices(a.Body))
			}
		}
		if len(met) != 2 {
			t.Fatalf("%d workbooks meet something newer, want 2", len(met))
		}
		if a := coordinator.Send(booksAt, met[0]); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "At the desk") {
			t.Errorf("nothing is chosen: %d", a.Status)
		}
		met[0].Set("choice-0", "leave")
		met[1].Set("choice-0", "take")
		for _, form := range met {
			good(t, coordinator.Send(booksAt, form), http.StatusSeeOther)
		}
		if a := coordinator.Send(booksAt, met[1]); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("the same choice again: %d", a.Status)
		}
		for i, id := range ministries {
			m := plannedNow(t, p, saule.Actor(), measures[id])
			if len(m.Updates) != 1 || len(m.Body.Milestones) != 1 || m.Body.Milestones[0].Done != "2026-09-30" || !strings.Contains(m.Note, "back from them.xlsx") {
				t.Errorf("%s: %+v", id, m)
			}
			want := heed.StageAdopted
			if i == 1 {
				want = heed.StageInForce // a later day; the file's stands beside it
			}
			if m.Body.Stage() != want || !strings.Contains(fmt.Sprint(m.Body.Stages), "adopted") {
				t.Errorf("%s: %+v", id, m.Body.Stages)
			}
			if u := m.Updates[0]; i == 0 && u.Body.Text != "At the desk" || i > 0 && (u.Body.Letter.Signatory != "A. Deputy" || u.Institution != id) {
				t.Errorf("%s: %+v", id, u)
			}
		}
		before, err := p.App.Verify(t.Context(), portal.Operator)
		if err != nil || len(before.Problems) > 0 {
			t.Fatalf("%+v, %v", before, err)
		}
		for _, id := range ministries {
			good(t, sendBook(coordinator, books[id]), http.StatusOK)
		}
		if after, err := p.App.Verify(t.Context(), portal.Operator); err != nil || after.Log.Size != before.Log.Size {
			t.Errorf("the same files again: %d entries, then %d, %v", before.Log.Size, after.Log.Size, err)
		}
		if body := good(t, coordinator.Get("/en/desk/history/measure/"+string(measures[ministries[2]])), http.StatusOK).Body; !strings.Contains(body, "back from them.xlsx") || !strings.Contains(body, "12-3") {
			t.Error("the history does not name the file and its letter")
		}
	})
}

// plannedNow is a measure as somebody sees it.
func plannedNow(t *testing.T, p *portal.Portal, by heed.Actor, id heed.ID) find.Planned {
	t.Helper()
	all, err := p.Find.Plan(t.Context(), by.Viewer(), by.Voice, heed.ReviewID{State: by.State})
	if err != nil {
		t.Fatal(err)
	}
	m, err := all.Measure(id)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The page says what it did not take and why, shows without taking, and is for
// nobody who may not speak for the institution.
func TestPlanbooks_Page(t *testing.T) {
	p := portal.Empty(t)
	coordinator, ministries := seated(t, p)
	saule, err := p.App.AccountByEmail(t.Context(), "saule@example.org")
	if err != nil {
		t.Fatal(err)
	}
	id := measureIn(t, p, saule.Actor(), ministries[0], "A measure <b>of</b> theirs")
	_, other := p.Member(t, "aida", heed.FocalPoint, ministries[1])
	_, reader := p.Member(t, "rita", heed.Reader, ministries[0])
	_, own := p.Member(t, "olga", heed.Contributor, ministries[0])
	book := bookBack(t, own, "ru", ministries[0], map[string]string{"G3": "<script>alert(1)</script>", "H3": "2026-10-15", "I3": "perhaps", "J3": "2026-10-01"})
	if f, err := excelize.OpenReader(bytes.NewReader(book)); err != nil {
		t.Fatal(err)
	} else if title, _ := f.GetCellValue("Heed", "C3"); title != "A measure <b>of</b> theirs" {
		t.Errorf("the workbook says %q", title)
	}
	for name, v := range map[string]*portal.Visitor{"another ministry": other, "a reader": reader} {
		if a := v.Get("/en/desk/plan/workbook/" + string(ministries[0]) + ".xlsx"); a.Status != http.StatusForbidden {
			t.Errorf("%s downloads it: %d", name, a.Status)
		}
		if a := sendBook(v, book); a.Status != http.StatusForbidden && a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s sends it: %d", name, a.Status)
		}
	}
	for _, path := range []string{"/en/desk/plan/workbook/none.xlsx", "/en/desk/plan/workbook/" + string(ministries[0])} {
		if a := coordinator.Get(path); a.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
	looked := good(t, sendBook(coordinator, book, "look_first"), http.StatusOK).Body
	for _, want := range []string{"Only looked at", "&lt;script&gt;alert(1)&lt;/script&gt;", "“stage” cannot be “perhaps”", "row 3", "Institution ministry1"} {
		if !strings.Contains(looked, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if m := plannedNow(t, p, saule.Actor(), id); len(m.Updates) != 0 {
		t.Error("looked at, and taken")
	}
	good(t, sendBook(coordinator, book), http.StatusOK)
	if m := plannedNow(t, p, saule.Actor(), id); len(m.Updates) != 1 || m.Number != 1 {
		t.Errorf("%+v", m)
	}
	if a := coordinator.Send(booksAt, url.Values{"form": {"back"}}); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("no file: %d", a.Status)
	}
	for name, form := range map[string]url.Values{
		"no count": {"form": {"choose"}}, "a count of many": {"form": {"choose"}, "count": {"999999999"}},
		"no source": {"form": {"choose"}, "count": {"1"}, "row-0": {"{}"}, "choice-0": {"take"}}, "no row": {"form": {"choose"}, "count": {"1"}, "from": {"{}"}, "row-0": {"x"}},
	} {
		if a := coordinator.Send(booksAt, form); a.Status != http.StatusBadRequest {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
}
