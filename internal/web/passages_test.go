// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestPassages_AreNamedAsPeopleNameThem: the page of all mechanisms shows a
// reference, by which a measure and a cluster are linked to the passage; a symbol
// that fits several is answered with all of them. Everywhere the link says body and
// symbol, and leads to the passage alone.
func TestPassages_AreNamedAsPeopleNameThem(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	var answer find.AnnotationAnswer
	if err := json.Unmarshal([]byte(fetch(t, p.URL+"/mechanisms.json?page=all")), &answer); err != nil {
		t.Fatal(err)
	}
	symbols := map[string][]heed.Annotation{}
	for _, row := range answer.Rows {
		symbols[row.Symbol] = append(symbols[row.Symbol], row.Annotation)
	}
	var several []heed.Annotation
	for symbol, of := range symbols {
		if symbol != "" && len(of) > 1 {
			several = of
		}
	}
	if len(several) == 0 {
		t.Fatal("no document has two passages")
	}
	one := several[0]
	reference := find.Reference(one)
	if body := html.UnescapeString(fetch(t, p.URL+"/en/mechanisms?"+url.Values{"id": {one.ID}}.Encode())); !strings.Contains(body, reference) || strings.Contains(body, find.Reference(several[1])) {
		t.Errorf("the page of a passage does not show %q alone", reference)
	}
	good(t, p.Visitor(t).Get("/en/mechanisms?id=nothing"), http.StatusNotFound)
	form := written(ministries[0])
	form.Set("visibility", "coordination")
	form.Set("serves", "XVA/3/51.6\n"+one.Symbol)
	refused := ministry.Send("/en/desk/plan/new", form)
	for _, a := range several {
		if body := html.UnescapeString(refused.Body); refused.Status != http.StatusUnprocessableEntity || len(several) <= 8 && !strings.Contains(body, find.Reference(a)) {
			t.Errorf("%d, and %q is no candidate", refused.Status, find.Reference(a))
		}
	}
	form.Set("serves", "XVA/3/51.6\nCAT/C/XVA/CO/999, 12")
	good(t, ministry.Send("/en/desk/plan/new", form), http.StatusUnprocessableEntity)
	form.Set("serves", "XVA/3/51.6\n"+reference)
	at := good(t, ministry.Send("/en/desk/plan/new", form), http.StatusSeeOther).Header.Get("Location")
	publish(t, at, ministry, coordinator)
	cluster := url.Values{"form": {"edit"}, "version": {"0"}, "title": {"Prisons"}, "order": {"1"}, "owner": {string(ministries[0])}, "annotations": {reference}, "visibility": {"coordination"}}
	group := good(t, coordinator.Send("/en/desk/plan/clusters/new", cluster), http.StatusSeeOther).Header.Get("Location")
	link := "/en/mechanisms?" + url.Values{"id": {one.ID}}.Encode()
	id := at[strings.LastIndex(at, "/")+1:]
	for where, body := range map[string]string{
		"measure": good(t, coordinator.Get(at), http.StatusOK).Body, "cluster": good(t, coordinator.Get(group), http.StatusOK).Body,
		"history at the desk": good(t, coordinator.Get("/en/desk/history/measure/"+id), http.StatusOK).Body, "public history": fetch(t, p.URL+"/en/history/measure/"+id),
	} {
		if body = html.UnescapeString(body); !strings.Contains(body, link) || !strings.Contains(body, one.Symbol) || strings.Contains(strings.ReplaceAll(body, link, ""), one.ID) {
			t.Errorf("the %s shows the passage by its bare name, or without a link", where)
		}
	}
	form.Set("version", "4") // what the form shows can be sent again
	good(t, ministry.Send(at, form), http.StatusSeeOther)
	looked := html.UnescapeString(sendPlan(t, ministry, withoutLink(t, ministry, one.ID)))
	if !strings.Contains(looked, one.Symbol) || strings.Contains(looked, one.ID) {
		t.Error("the look at a plan that comes in shows the passage by its bare name")
	}
}

// withoutLink is the export of a plan in which a measure is linked to a passage alone.
func withoutLink(t *testing.T, v *portal.Visitor, passage string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(good(t, v.Get("/en/desk/plan.xlsx"), http.StatusOK).Body))
	if err != nil {
		t.Fatal(err)
	}
	sheet := f.GetSheetName(0)
	cells, err := f.SearchSheet(sheet, "XVA/3/51.6\n"+passage)
	if err != nil || len(cells) != 1 {
		t.Fatalf("%v, %v", cells, err)
	}
	set(t, f, sheet, map[string]string{cells[0]: passage})
	return bytesOf(t, f)
}
