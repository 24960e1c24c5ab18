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
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/addendum"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/read/docx"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// answering is a portal with a coordinator and twelve ministries of the invented
// State.
func answering(t *testing.T) (p *portal.Portal, coordinator *portal.Visitor, ministries []heed.ID) {
	t.Helper()
	p = portal.Start(t)
	coordinator, ministries = seated(t, p)
	return p, coordinator, ministries
}

// seated gives a portal a coordinating body with its coordinator, and twelve
// ministries.
func seated(t *testing.T, p *portal.Portal) (coordinator *portal.Visitor, ministries []heed.ID) {
	t.Helper()
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "XVA")
	for i := range 12 {
		id := heed.ID(fmt.Sprintf("ministry%d", i+1))
		p.Institution(t, id, heed.InstitutionMinistry, heed.VoiceState, "XVA")
		ministries = append(ministries, id)
	}
	_, coordinator = p.Member(t, "saule", heed.Coordinator, "mfa")
	return coordinator, ministries
}

func good(t *testing.T, a portal.Answer, status int) portal.Answer {
	t.Helper()
	if a.Status != status {
		t.Fatalf("%d, want %d: %s", a.Status, status, a.Body)
	}
	return a
}

// TestPositions_TwelveWorkbooks: a review is assigned to twelve ministries by
// one form, twelve workbooks go out and come back, two of them meet newer
// proposals, the conflicts are settled, and the addendum holds every answer.
func TestPositions_TwelveWorkbooks(t *testing.T) {
	p, coordinator, ministries := answering(t)
	const at = "/en/desk/positions/3"
	if a := good(t, coordinator.Get("/en/desk/positions"), http.StatusSeeOther); a.Header.Get("Location") != at {
		t.Errorf("the newest review: %s", a.Header.Get("Location"))
	}
	assign := url.Values{"form": {"assign"}, "theme-rest": {string(ministries[0])}, "due": {"2027-01-15"}}
	for i, theme := range label.AllThemes() {
		assign.Set("theme-"+string(theme), string(ministries[i%len(ministries)]))
	}
	good(t, coordinator.Send(at+"/assign", assign), http.StatusSeeOther)
	focal, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[1])
	book, rows := workbookOf(t, coordinator, at, ministries[1])
	// Two of her recommendations are answered by the focal point at the desk,
	// after the workbook went out.
	for _, ref := range rows[:2] {
		good(t, ministry.Send(at+"/"+ref, url.Values{"form": {"propose"}, "version": {"0"}, "response": {"noted"}, "comment": {"At the desk"}}), http.StatusSeeOther)
	}
	taken := good(t, coordinator.SendFile(at+"/workbooks", url.Values{"form": {"answers"}, "institution": {string(ministries[1])}}, "workbook", "back.xlsx", book), http.StatusOK)
	if n := strings.Count(taken.Body, `class="meet"`); n != 2 {
		t.Fatalf("%d conflicts, want 2: %s", n, taken.Body)
	}
	for _, id := range ministries {
		if id == ministries[1] {
			continue
		}
		book, _ := workbookOf(t, coordinator, at, id)
		a := good(t, coordinator.SendFile(at+"/workbooks", url.Values{"form": {"answers"}, "institution": {string(id)}}, "workbook", "back.xlsx", book), http.StatusOK)
		if strings.Contains(a.Body, `class="meet"`) {
			t.Errorf("%s meets something newer", id)
		}
	}
	if want := fmt.Sprintf(`<td class="n">%d</td><td class="n">%d</td>`, len(rows), len(rows)); !strings.Contains(taken.Body, want) {
		t.Error("what was taken just now is not counted as answered")
	}
	settleConflicts(t, coordinator, at+"/workbooks", taken.Body)
	wrong := sendBook(coordinator, book)
	if want := `<a href="` + at + `/workbooks">`; wrong.Status != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body, want) {
		t.Errorf("answers, sent where measures are taken: %d, not %s", wrong.Status, want)
	}
	measures := good(t, coordinator.Get("/en/desk/plan/workbook/"+string(ministries[1])+".xlsx"), http.StatusOK).Body
	wrong = coordinator.SendFile(at+"/workbooks", url.Values{"form": {"answers"}, "institution": {string(ministries[1])}}, "workbook", "back.xlsx", []byte(measures))
	if want := `<a href="` + booksAt + `">`; wrong.Status != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body, want) {
		t.Errorf("measures, sent where answers are taken: %d, not %s", wrong.Status, want)
	}
	review := heed.ReviewID{State: "XVA", Cycle: 3}
	viewer := focal.Actor().Viewer()
	viewer.Role = heed.Coordinator
	responses := func() find.Responses {
		t.Helper()
		r, err := p.Find.Responses(t.Context(), viewer, review, find.ResponseQuery{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, c := range responses().Counts {
		if (c.Value == find.Unassigned || c.Value == find.Waiting) && c.Count > 0 {
			t.Errorf("%d are %s", c.Count, c.Value)
		}
	}
	good(t, coordinator.Send(at, url.Values{"form": {"batch"}, "deed": {"agreed"}, "which": {"all"}}), http.StatusSeeOther)
	for _, row := range responses().Rows {
		if row.Standing == find.Conflicting {
			good(t, coordinator.Send(at+"/"+row.Ref, url.Values{"form": {"settle"}, "version": {"0"}, "response": {"partial"}, "part": {"the first part"}, "comment": {"Settled"}}), http.StatusSeeOther)
		}
	}
	checkAddendum(t, good(t, coordinator.Get(at+"/addendum.docx"), http.StatusOK).Body, responses())
	if r, err := p.App.Verify(t.Context(), portal.Operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("%+v, %v", r.Problems, err)
	}
}

// A file that is damaged is said to be, with what to do; nothing is said to be kept, and
// nothing is.
func TestPositions_DamagedWorkbook(t *testing.T) {
	p, coordinator, ministries := answering(t)
	const at = "/en/desk/positions/3"
	good(t, coordinator.Send(at+"/assign", url.Values{"form": {"assign"}, "theme-rest": {string(ministries[0])}}), http.StatusSeeOther)
	book, _ := workbookOf(t, coordinator, at, ministries[0])
	before, err := p.App.Verify(t.Context(), portal.Operator)
	if err != nil {
		t.Fatal(err)
	}
	noise := bytes.Repeat([]byte{0x93, 0x07, 0xfe, 0x00}, 800)
	for name, data := range map[string][]byte{"half": book[:len(book)/2], "a beginning": book[:30], "noise": noise, "noise within": slices.Concat(book[:400], noise, book[400:])} {
		a := good(t, coordinator.SendFile(at+"/workbooks", url.Values{"form": {"answers"}, "institution": {string(ministries[0])}}, "workbook", "back.xlsx", data), http.StatusUnprocessableEntity)
		if !strings.Contains(a.Body, "damaged") || !strings.Contains(a.Body, "again") || strings.Contains(a.Body, "Kept") {
			t.Errorf("%s: %s", name, a.Body)
		}
	}
	if after, err := p.App.Verify(t.Context(), portal.Operator); err != nil || after.Log.Size != before.Log.Size {
		t.Errorf("%d entries, there were %d: %v", after.Log.Size, before.Log.Size, err)
	}
}

// settleConflicts sends the form of two conflicts: one goes to the file, the other
// stays as it is at the desk. Nothing is done until something is chosen of both.
func settleConflicts(t *testing.T, coordinator *portal.Visitor, at, page string) {
	t.Helper()
	form := url.Values{"form": {"choose"}}
	for _, field := range carriedField.FindAllStringSubmatch(page, -1) {
		form.Set(field[1], html.UnescapeString(field[2]))
	}
	if form.Get("count") != "2" || form.Get("row-1") == "" {
		t.Fatalf("the form of the conflicts: %v", form)
	}
	form.Set("choice-0", "take")
	if a := good(t, coordinator.Send(at, form), http.StatusUnprocessableEntity); strings.Count(a.Body, `class="meet"`) != 2 || !strings.Contains(a.Body, `value="take" selected`) {
		t.Error("what is not chosen yet is lost, or what was chosen")
	}
	form.Set("choice-1", "leave")
	a := good(t, coordinator.Send(at, form), http.StatusSeeOther)
	if to := a.Header.Get("Location"); to != at {
		t.Errorf("it leads away to %s", to)
	}
	// The page that says it is read in another language than the form was.
	if body := good(t, coordinator.Get(strings.Replace(at, "/en/", "/ru/", 1)), http.StatusOK).Body; !strings.Contains(body, i18n.For("ru").T("planbooks.chosen", "Count", 1, "Left", 1)) {
		t.Error("what became of both is not said")
	}
	if a := coordinator.Send(at, form); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("the same once more, over what is newer now: %d", a.Status)
	}
	for name, wrong := range map[string]string{"count": "601", "row-0": "{", "from": "[]"} {
		bad := url.Values{}
		for field := range form {
			bad.Set(field, form.Get(field))
		}
		bad.Set(name, wrong)
		if a := coordinator.Send(at, bad); a.Status != http.StatusBadRequest {
			t.Errorf("%s %q: %d", name, wrong, a.Status)
		}
	}
}

// carriedField finds the hidden fields of a form.
var carriedField = regexp.MustCompile(`<input type="hidden" name="(from|count|row-[0-9]+)" value="([^"]*)"`)

// workbookOf downloads the workbook of an institution, fills every row in, and
// gives it with the numbers of its recommendations.
func workbookOf(t *testing.T, v *portal.Visitor, at string, id heed.ID) (data []byte, refs []string) {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(good(t, v.Get(strings.Replace(at, "/en/", "/kk/", 1)+"/workbook/"+string(id)+".xlsx"), http.StatusOK).Body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Heed")
	if err != nil || len(rows) < 3 {
		t.Fatalf("%s: %d rows, %v", id, len(rows), err)
	}
	for i, row := range rows[2:] {
		rec, err := heed.ParseRecID(row[0])
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, rec.Ref)
		if err := f.SetCellValue("Heed", fmt.Sprintf("F%d", i+3), "supported"); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), refs
}

// addendumOf reads the positions in an addendum as Heed reads one, by paragraph.
func addendumOf(t *testing.T, body string) map[string]heed.Position {
	t.Helper()
	d, err := docx.Read([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]heed.Position{}
	for _, a := range addendum.Read(d, heed.Document{Kind: heed.KindAddendum, Language: "en"}).Answers {
		for _, n := range a.Numbers {
			got[n] = a.Value
		}
	}
	return got
}

// checkAddendum holds an addendum against what was settled.
func checkAddendum(t *testing.T, body string, want find.Responses) {
	t.Helper()
	got := addendumOf(t, body)
	for _, row := range want.Rows {
		if row.Settlement == nil || got[row.Paragraph] != row.Settlement.Body.Position {
			t.Errorf("%s: %+v settled, %q in the addendum", row.Ref, row.Settlement, got[row.Paragraph])
		}
	}
}

// TestPositions_PartInWhoseWords: a part that is supported stands in quotation marks
// where the recommendation says so, and else as the institution's own words.
func TestPositions_PartInWhoseWords(t *testing.T) {
	p, coordinator, _ := answering(t)
	all, err := p.Find.Responses(t.Context(), heed.Viewer{}, heed.ReviewID{State: "XVA", Cycle: 3}, find.ResponseQuery{})
	if err != nil {
		t.Fatal(err)
	}
	row := all.Rows[0]
	at := "/en/desk/positions/3/" + row.Ref
	words := strings.Fields(row.Text)
	for n, c := range []struct {
		part string
		own  bool
	}{{strings.ToLower(words[0]) + " … " + words[len(words)-1], false}, {"all but what costs money", true}} {
		good(t, coordinator.Send(at, url.Values{"form": {"settle"}, "version": {strconv.Itoa(n)}, "response": {"partial"}, "part": {c.part}}), http.StatusSeeOther)
		body := good(t, coordinator.Get(at), http.StatusOK).Body
		if strings.Contains(body, "the institution’s own") != c.own || strings.Contains(body, "<q>"+c.part) == c.own {
			t.Errorf("%q: the page says that the words are its own: %v", c.part, !c.own)
		}
	}
}

// Who is of another voice, or of another State, sees none of it.
func TestPositions_AreOfTheStateAlone(t *testing.T) {
	p, coordinator, ministries := answering(t)
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "bota", heed.FocalPoint, "ngo")
	_, clerk := p.Member(t, "dana", heed.Contributor, ministries[0])
	const at = "/en/desk/positions/3"
	good(t, coordinator.Send(at, url.Values{"form": {"batch"}, "deed": {"assign"}, "which": {"ticked"}, "ref": {"51.5"}, "lead": {string(ministries[0])}}), http.StatusSeeOther)
	good(t, clerk.Send(at+"/51.5", url.Values{"form": {"propose"}, "version": {"0"}, "response": {"noted"}, "internal": {"Between us ministries"}}), http.StatusSeeOther)
	for _, address := range []string{at, at + "/51.5", at + ".csv"} {
		if a := ngo.Get(address); strings.Contains(a.Body, "Between us") || strings.Contains(a.Body, string(ministries[0])) && !strings.Contains(a.Body, "<option") {
			t.Errorf("%s shows an organisation what ministries write", address)
		}
		if a := p.Visitor(t).Get(address); a.Status != http.StatusSeeOther {
			t.Errorf("%s: who is not signed in gets %d", address, a.Status)
		}
	}
	if a := coordinator.Get(at + "/51.5"); !strings.Contains(a.Body, "Between us") {
		t.Error("the coordinator does not see what was handed over")
	}
	for name, v := range map[string]*portal.Visitor{"an organisation": ngo, "a contributor": clerk} {
		if a := v.Send(at+"/assign", url.Values{"form": {"assign"}, "theme-rest": {string(ministries[0])}}); a.Status != http.StatusForbidden {
			t.Errorf("%s assigns: %d", name, a.Status)
		}
		if a := v.Get(at + "/workbook/" + string(ministries[0]) + ".xlsx"); a.Status != http.StatusForbidden {
			t.Errorf("%s downloads a workbook: %d", name, a.Status)
		}
	}
	if a := coordinator.Send(at, url.Values{"form": {"batch"}, "deed": {"assign"}, "which": {"none"}, "lead": {string(ministries[0])}}); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("nothing chosen: %d", a.Status)
	}
	if a := coordinator.Get(at + "?standing=perhaps"); a.Status != http.StatusBadRequest {
		t.Errorf("a filter that means nothing: %d", a.Status)
	}
	if got := good(t, coordinator.Get(at+"?standing=agreed&institution="+string(ministries[0])), http.StatusOK).Body; strings.Count(got, `class="ref"`) != 1 {
		t.Errorf("filtered: %d", strings.Count(got, `class="ref"`))
	}
}
