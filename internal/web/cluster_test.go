// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

var begin = regexp.MustCompile(`href="([^"]*/desk/plan/clusters/new\?[^"]*)"`)

// TestClusters: a cluster holds recommendations, other mechanisms and a measure, orders the plan, goes to the public by the usual way,
// and is nobody else's to change.
func TestClusters(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	form := written(ministries[0])
	form.Set("visibility", "coordination")
	form.Set("recognised_by.symbol.0", "CAT/C/XVA/CO/2")
	form.Set("recognised_by.paragraph.0", "14")
	form.Set("criticised_by.symbol.0", "E/C.12/XVA/CO/1")
	if a := ministry.Send("/en/desk/plan/new", form); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, `id="f-edit-criticised_by-error"`) {
		t.Errorf("a document without its paragraph: %d", a.Status)
	}
	form.Set("criticised_by.paragraph.0", "8")
	at := good(t, ministry.Send("/en/desk/plan/new", form), http.StatusSeeOther).Header.Get("Location")
	if page := good(t, ministry.Get(at), http.StatusOK).Body; !strings.Contains(page, "CAT/C/XVA/CO/2, 14") || !strings.Contains(page, "E/C.12/XVA/CO/1") {
		t.Error("the page does not say who recognises and who criticises the measure")
	}
	unnamed := written(ministries[0])
	unnamed.Set("recognised_by.paragraph.0", "14")
	if a := ministry.Send("/en/desk/plan/new", unnamed); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a paragraph of nothing: %d", a.Status)
	}
	refs := []string{"XVA/3/51.5", "XVA/3/51.6"}
	passage := aPassage(t, p)
	id := at[strings.LastIndex(at, "/")+1:]
	cluster := url.Values{
		"form": {"edit"}, "version": {"0"}, "title": {"Prisons"}, "order": {"2"}, "owner": {string(ministries[0])}, "recommendations": {strings.Join(refs, "\n")},
		"annotations": {passage}, "measures": {id}, "visibility": {"coordination"},
	}
	first := good(t, coordinator.Send("/en/desk/plan/clusters/new", cluster), http.StatusSeeOther).Header.Get("Location")
	cluster.Set("title", "Courts")
	cluster.Set("order", "1")
	cluster.Del("recommendations")
	cluster.Del("measures")
	good(t, coordinator.Send("/en/desk/plan/clusters/new", cluster), http.StatusSeeOther)
	table := good(t, coordinator.Get("/en/desk/plan/clusters.csv"), http.StatusOK).Body
	if courts, prisons := strings.Index(table, "Courts"), strings.Index(table, "Prisons"); courts < 0 || prisons < courts || !strings.Contains(table, strings.Join(refs, "; ")) || !strings.Contains(table, passage) {
		t.Errorf("the list, by order:\n%s", table)
	}
	if page := good(t, coordinator.Get(first), http.StatusOK).Body; !strings.Contains(page, "Law on the prevention of torture") || !strings.Contains(page, passage) {
		t.Error("the page of the cluster does not say what it holds")
	}
	if plan := good(t, ministry.Get("/en/desk/plan?view=clusters"), http.StatusOK).Body; !strings.Contains(plan, "Prisons") || !strings.Contains(plan, "Courts</a>") || !strings.Contains(plan, "No measure is in it yet.") || strings.Contains(plan, "In no cluster") {
		t.Error("the plan does not stand by cluster")
	}
	if plan := good(t, ministry.Get("/en/desk/plan?view=clusters&q=torture"), http.StatusOK).Body; strings.Contains(plan, "Courts</a>") {
		t.Error("a cluster that has none of the measures that were asked for is shown")
	}
	if table := good(t, ministry.Get("/en/desk/plan.csv"), http.StatusOK).Body; !strings.Contains(table, ",Prisons,") {
		t.Errorf("the export of the plan does not say its cluster:\n%s", table)
	}
	change := url.Values{"form": {"edit"}, "version": {"1"}, "title": {"Mine"}, "order": {"1"}, "visibility": {"coordination"}}
	if a := ministry.Send(first, change); a.Status == http.StatusSeeOther {
		t.Error("a ministry changes the coordinator's cluster")
	}
	change.Set("recommendations", "XVA/3/99.9")
	if a := coordinator.Send(first, change); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a recommendation that there is not: %d", a.Status)
	}
	change.Set("recommendations", "all of them")
	if a := coordinator.Send(first, change); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "all of them") {
		t.Errorf("what is no recommendation: %d", a.Status)
	}
	good(t, coordinator.Send(first, url.Values{"form": {"move-withdrawn"}, "version": {"1"}, "note": {"Joined to another"}}), http.StatusSeeOther)
	good(t, coordinator.Get(first), http.StatusNotFound)
}

// aPassage is the name of some passage of another mechanism that is here.
func aPassage(t *testing.T, p *portal.Portal) string {
	t.Helper()
	var answer find.AnnotationAnswer
	if err := json.Unmarshal([]byte(fetch(t, p.URL+"/mechanisms.json")), &answer); err != nil || len(answer.Rows) == 0 {
		t.Fatalf("no passages, %v", err)
	}
	return answer.Rows[0].ID
}

// While a new version is written, the coordinator takes back what is public, and
// whoever wrote the new version drops it.
func TestWay_OverWhatIsPublished(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	form := written(ministries[0])
	form.Set("visibility", "coordination")
	at := good(t, ministry.Send("/en/desk/plan/new", form), http.StatusSeeOther).Header.Get("Location")
	send := func(by *portal.Visitor, name, version string) portal.Answer {
		return by.Send(at, url.Values{"form": {"move-" + name}, "version": {version}, "note": {"It names a witness."}})
	}
	good(t, send(ministry, "submitted", "1"), http.StatusSeeOther)
	good(t, send(coordinator, "reviewed", "2"), http.StatusSeeOther)
	good(t, send(coordinator, "published", "3"), http.StatusSeeOther)
	history := "/en/history/measure/" + at[strings.LastIndex(at, "/")+1:]
	form.Set("version", "4")
	form.Set("title", "Another title")
	good(t, ministry.Send(at, form), http.StatusSeeOther)
	if page := good(t, ministry.Get(at), http.StatusOK).Body; !strings.Contains(page, "move-dropped") || strings.Contains(page, "move-taken_back") {
		t.Error("a ministry is not asked whether to drop its draft, or may take back what is public")
	}
	if page := good(t, coordinator.Get(at), http.StatusOK).Body; !strings.Contains(page, "move-taken_back") || !strings.Contains(page, "stays public until then") {
		t.Error("the coordinator is not told what is public, or cannot take it back")
	}
	if a := send(ministry, "taken_back", "4"); a.Status == http.StatusSeeOther {
		t.Error("a ministry takes back what is public")
	}
	good(t, send(coordinator, "taken_back", "4"), http.StatusSeeOther)
	if page := fetch(t, p.URL+history); !strings.Contains(page, "It names a witness.") || strings.Contains(page, "Another title") {
		t.Error("the public is not told why, or reads the draft")
	}
	if page := good(t, ministry.Get(at), http.StatusOK).Body; !strings.Contains(page, "Another title") {
		t.Error("what was being written is gone")
	}
}

// TestClusters_BeginWithGroups: of a real report, Heed proposes recommendations
// that ask the same; who takes one up finds them in the form, and is not asked
// again.
func TestClusters_BeginWithGroups(t *testing.T) {
	corpus := testkit.Corpus(t)
	p := portal.Empty(t)
	p.ImportFile(t, filepath.Join(corpus, "wg-reports", "kazakhstan2014.pdf"))
	p.Institution(t, "mfa", heed.InstitutionCoordinating, heed.VoiceState, "KAZ")
	_, coordinator := p.Member(t, "saule", heed.Coordinator, "mfa")
	groups := begin.FindAllStringSubmatch(good(t, coordinator.Get("/en/desk/plan/clusters"), http.StatusOK).Body, -1)
	if len(groups) < 5 {
		t.Fatalf("only %d groups are proposed", len(groups))
	}
	address, err := url.Parse(html.UnescapeString(groups[0][1]))
	if err != nil {
		t.Fatal(err)
	}
	refs, title := address.Query()["for"], address.Query().Get("title")
	page := good(t, coordinator.Get(address.String()), http.StatusOK).Body
	if len(refs) < 2 || title == "" || !strings.Contains(page, strings.Join(refs, "\n")) {
		t.Errorf("%q does not begin with %v", title, refs)
	}
	good(t, coordinator.Send("/en/desk/plan/clusters/new", url.Values{
		"form": {"edit"}, "version": {"0"}, "title": {title}, "order": {"1"}, "recommendations": {strings.Join(refs, "\n")}, "visibility": {"institution"},
	}), http.StatusSeeOther)
	if again := begin.FindAllString(good(t, coordinator.Get("/en/desk/plan/clusters"), http.StatusOK).Body, -1); len(again) != len(groups)-1 {
		t.Errorf("%d groups are proposed still, of %d", len(again), len(groups))
	}
}
