// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"archive/zip"
	"encoding/csv"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// written is the form of a measure as a browser sends it.
func written(lead heed.ID) url.Values {
	return url.Values{
		"form": {"edit"}, "version": {"0"}, "title": {"Law on the prevention of torture"}, "kind": {"law"}, "lead": {string(lead)}, "start": {"2026-01-15"}, "due": {"2027-06-30"},
		"serves": {"XVA/3/51.5\nXVA/3/51.6"}, "visibility": {"institution"},
		"stages.stage.0": {"announced"}, "stages.date.0": {"2026-02-01"}, "stages.source.0": {"Government Decree 7"},
		"milestones.milestone.0": {"Draft before Parliament"}, "milestones.due.0": {"2026-03-01"}, "milestones.done.0": {""},
		"indicators.indicator.0": {"Complaints investigated"}, "indicators.indicator_kind.0": {"process"}, "indicators.unit.0": {"complaints"}, "indicators.baseline.0": {"12,5 %"}, "indicators.baseline_date.0": {"2025"},
		"values.indicator.0": {"Complaints investigated"}, "values.date.0": {"2026-06-30"}, "values.value.0": {"31"}, "values.break.0": {"Prisons counted as well"},
		"sdgs": {"16.3"},
	}
}

// TestPlan: a ministry writes a measure with all that belongs to it, says what
// was done, and hands it over; the coordinator publishes it; what it serves is
// in the plan, and who is of another voice sees it once it is public.
func TestPlan(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "bota", heed.FocalPoint, "ngo")
	before := good(t, ministry.Get("/en/desk/plan/unplanned.csv"), http.StatusOK).Body
	at := good(t, ministry.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
	page := good(t, ministry.Get(at), http.StatusOK).Body
	for _, want := range []string{"Law on the prevention of torture", "Draft before Parliament", "Complaints investigated", "Prisons counted as well", "XVA/3/51.6", "announced"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if after := good(t, ministry.Get("/en/desk/plan/unplanned.csv"), http.StatusOK).Body; strings.Count(before, "\n")-strings.Count(after, "\n") != 1 { // 51.5 is noted, 51.6 supported in part
		t.Errorf("what it serves is still not in the plan:\n%s", after)
	}
	if !strings.Contains(page, "12.5") || !strings.Contains(good(t, ministry.Get(strings.Replace(at, "/en/", "/ru/", 1)), http.StatusOK).Body, "12,5") {
		t.Error("a number with a fraction is not shown as it was given")
	}
	// The milestone is late, and the measure is not.
	if table := good(t, ministry.Get("/en/desk/plan"), http.StatusOK).Body; !regexp.MustCompile(`30 June 2027<br><span class="note" dir="auto">Draft before Parliament, 1 March 2026</span> <strong class="late">`).MatchString(table) {
		t.Error("the plan does not say what of the measure is late")
	}
	good(t, ministry.Send(at, url.Values{"form": {"say"}, "date": {"2026-09-01"}, "text": {"The draft is before the committee."}}), http.StatusSeeOther)
	late := written(ministries[0])
	late.Set("version", "0")
	if a := ministry.Send(at, late); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "version 1") {
		t.Errorf("a form made from an older version: %d", a.Status)
	}
	good(t, coordinator.Get(at), http.StatusNotFound) // not handed over yet
	good(t, ministry.Send(at, url.Values{"form": {"move-submitted"}, "version": {"1"}}), http.StatusSeeOther)
	if a := ministry.Send(at, url.Values{"form": {"move-published"}, "version": {"2"}}); a.Status == http.StatusSeeOther {
		t.Error("a ministry publishes for the State")
	}
	good(t, coordinator.Send(at, url.Values{"form": {"move-returned"}, "version": {"2"}}), http.StatusUnprocessableEntity) // without a word
	good(t, coordinator.Send(at, url.Values{"form": {"move-reviewed"}, "version": {"2"}}), http.StatusSeeOther)
	good(t, ngo.Get(at), http.StatusNotFound)
	follow := func() int {
		f, err := p.Find.Follow(t.Context(), heed.Viewer{})
		if err != nil {
			t.Fatal(err)
		}
		return len(find.All[heed.Measure](f))
	}
	if body := good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body; strings.Contains(body, "prevention of torture") {
		t.Error("the recommendation’s page shows what is not published")
	}
	if follow() != 0 {
		t.Error("the public sees what is not published")
	}
	good(t, coordinator.Send(at, url.Values{"form": {"move-published"}, "version": {"3"}}), http.StatusSeeOther)
	if follow() != 1 {
		t.Error("published, and the public does not see it")
	}
	public := good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body
	for _, want := range []string{"Law on the prevention of torture", "Institution " + string(ministries[0]), "1 February 2026: announced"} {
		if !strings.Contains(public, want) {
			t.Errorf("published, and the recommendation’s page does not say %q", want)
		}
	}
	if strings.Contains(public, "before the committee") {
		t.Error("an update that was not published is on the public page")
	}
	if r, err := p.App.Verify(t.Context(), portal.Operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("%+v, %v", r.Problems, err)
	}
	for _, view := range []string{"table", "board", "timeline"} {
		if body := good(t, coordinator.Get("/en/desk/plan?view="+view), http.StatusOK).Body; !strings.Contains(body, "prevention of torture") || !strings.Contains(body, "late") {
			t.Errorf("%s does not show what is late", view)
		}
	}
	for _, ending := range []string{".xlsx", ".docx", ".csv"} {
		if a := good(t, coordinator.Get("/en/desk/plan"+ending), http.StatusOK); len(a.Body) == 0 {
			t.Errorf("%s is empty", ending)
		}
	}
	good(t, coordinator.Get("/en/desk/plan?view=cube"), http.StatusBadRequest)
}

// TestPlan_AllOfAMeasureIsRead: whoever may read a measure, though not change it,
// reads all of it at the desk; so does everybody once it is published.
func TestPlan_AllOfAMeasureIsRead(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	_, auditor := p.Member(t, "dana", heed.Auditor, ministries[0])
	_, reader := p.Member(t, "erik", heed.Reader, ministries[1])
	_, other := p.Member(t, "bota", heed.FocalPoint, ministries[2])
	form := written(ministries[0])
	form.Set("visibility", "coordination")
	form.Set("partners", string(ministries[2]))
	form.Set("expected", "Nobody is beaten.")
	form.Set("plans", "Justice 2030")
	form.Set("indicators.target.0", "40")
	form.Set("indicators.target_date.0", "2028")
	form.Set("milestones.milestone.1", "Law in force")
	form.Set("milestones.due.1", "2026-05-01")
	form.Set("milestones.done.1", "2026-04-30")
	at := good(t, ministry.Send("/en/desk/plan/new", form), http.StatusSeeOther).Header.Get("Location")
	publish(t, at, ministry, coordinator)
	all := []string{
		"Nobody is beaten.", "Justice 2030", "16.3", "15 January 2026", "Institution " + string(ministries[2]), "Draft before Parliament", "Law in force", "30 April 2026",
		"Complaints investigated", "12.5 to begin with (2025)", "31 (30 June 2026)", "Prisons counted as well", "aimed at: 40 by 2028", "Government Decree 7",
	}
	for who, body := range map[string]string{
		"auditor": good(t, auditor.Get(at), http.StatusOK).Body, "reader": good(t, reader.Get(at), http.StatusOK).Body, "other ministry": good(t, other.Get(at), http.StatusOK).Body,
		"public": good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body,
	} {
		if strings.Contains(body, `name="title"`) {
			t.Errorf("%s can change it", who)
		}
		for _, want := range all {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not read %q", who, want)
			}
		}
	}
}

// TestPlan_NotedApart: what was noted and is not in the plan has a list of its own,
// and none of it stands among what was supported.
func TestPlan_NotedApart(t *testing.T) {
	_, coordinator, _ := answering(t)
	for position, in := range map[string][]string{"": {"supported", "partial"}, "noted": {"noted"}} {
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(good(t, coordinator.Get("/en/desk/plan/unplanned.csv?position="+position), http.StatusOK).Body, "\ufeff"))).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%q: %d rows, %v", position, len(rows), err)
		}
		for _, row := range rows[1:] {
			if !slices.Contains(in, row[1]) {
				t.Errorf("%s, which is %s, is listed as %q", row[0], row[1], position)
			}
		}
		body := good(t, coordinator.Get("/en/desk/plan/unplanned?position="+position), http.StatusOK).Body
		if n := strings.Count(body, `<p class="stand">`); n != len(rows)-1 {
			t.Errorf("%q: %d on the page, %d in the file", position, n, len(rows)-1)
		}
	}
	good(t, coordinator.Get("/en/desk/plan/unplanned?position=both"), http.StatusBadRequest)
	if body := good(t, coordinator.Get("/en/desk/plan"), http.StatusOK).Body; strings.Contains(body, "So are") || !strings.Contains(body, "Apart from these") {
		t.Error("the plan says of noted recommendations what it says of supported ones")
	}
}

// TestPlan_ExportsSayAll: who recognises and criticises a measure is in every
// export, and the document holds what is known of each measure.
func TestPlan_ExportsSayAll(t *testing.T) {
	p, _, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	form := written(ministries[0])
	form.Set("partners", string(ministries[2]))
	form.Set("expected", "Nobody is beaten.")
	form.Set("indicators.target.0", "40")
	form.Set("indicators.target_date.0", "2028")
	form.Set("recognised_by.symbol.0", "CAT/C/XVA/CO/2")
	form.Set("recognised_by.paragraph.0", "14")
	form.Set("criticised_by.symbol.0", "E/C.12/XVA/CO/1")
	form.Set("criticised_by.paragraph.0", "8")
	good(t, ministry.Send("/en/desk/plan/new", form), http.StatusSeeOther)
	cited := []string{"CAT/C/XVA/CO/2, 14", "E/C.12/XVA/CO/1, 8"}
	all := append([]string{"Nobody is beaten.", "2026-01-15", "Institution " + string(ministries[2]), "Draft before Parliament", "Complaints investigated", "12", "40", "2028"}, cited...)
	for file, want := range map[string][]string{"csv": cited, "docx": all, "xlsx": cited} {
		body := good(t, ministry.Get("/en/desk/plan."+file), http.StatusOK).Body
		if file != "csv" {
			body = unzipped(t, body)
		}
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s does not say %q", file, w)
			}
		}
	}
}

// unzipped is all that is in an archive.
func unzipped(t *testing.T, archive string) string {
	t.Helper()
	files, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range files.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&out, in); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func TestPlan_RefusesWhatCannotBe(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, reader := p.Member(t, "dana", heed.Reader, ministries[0])
	for name, change := range map[string]func(url.Values){
		"no title":                   func(v url.Values) { v.Del("title") },
		"a day that is none":         func(v url.Values) { v.Set("milestones.due.0", "soon") },
		"a value that is none":       func(v url.Values) { v.Set("values.value.0", "many") },
		"of no indicator":            func(v url.Values) { v.Set("values.indicator.0", "Another") },
		"a milestone without a name": func(v url.Values) { v.Set("milestones.milestone.0", "") },
		"a stage without a day":      func(v url.Values) { v.Set("stages.stage.3", "drafted") },
		"two values of a day": func(v url.Values) {
			v.Set("values.indicator.1", "Complaints investigated")
			v.Set("values.date.1", "2026-06-30")
			v.Set("values.value.1", "32")
			v.Set("values.break.1", "Prisons counted as well")
		},
		"a stage that is none":    func(v url.Values) { v.Set("stages.stage.0", "dreamt") },
		"due before it starts":    func(v url.Values) { v.Set("due", "2020-01-01") },
		"about nothing":           func(v url.Values) { v.Set("serves", "XVA/3/99.9") },
		"public without review":   func(v url.Values) { v.Set("visibility", "public") },
		"for an unknown ministry": func(v url.Values) { v.Set("lead", "nobody") },
	} {
		form := written(ministries[0])
		change(form)
		a := coordinator.Send("/en/desk/plan/new", form)
		if says := map[string]string{
			"of no indicator": "values over time, row 1”: there is no indicator “Another” above", "a stage without a day": "stages, row 2” is empty", "a milestone without a name": "milestones, row 1” is empty",
			"two values of a day": "“Complaints investigated” has two values of 2026-06-30",
		}[name]; !strings.Contains(a.Body, says) {
			t.Errorf("%s: it does not say %q", name, says)
		}
		if a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "Complaints investigated") {
			t.Errorf("%s: %d; what was typed is kept: %v", name, a.Status, strings.Contains(a.Body, "Complaints investigated"))
		}
	}
	if a := reader.Send("/en/desk/plan/new", written(ministries[0])); a.Status != http.StatusForbidden {
		t.Errorf("a reader writes: %d", a.Status)
	}
}

// TestPlan_FiveUpdatesAtOnce: what an institution says of five measures in one
// form stands on each of them; what it leaves empty says nothing.
func TestPlan_FiveUpdatesAtOnce(t *testing.T) {
	p, _, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	said := url.Values{"form": {"updates"}, "date": {"2026-11-20"}}
	var measures []string
	for range 6 {
		at := good(t, ministry.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
		measures = append(measures, at)
		said.Set("text-"+strings.TrimPrefix(at, "/en/desk/plan/"), "Done by "+at)
	}
	said.Del("text-" + strings.TrimPrefix(measures[5], "/en/desk/plan/"))
	good(t, ministry.Send("/en/desk/plan/updates", said), http.StatusSeeOther)
	for i, at := range measures {
		if has := strings.Contains(good(t, ministry.Get(at), http.StatusOK).Body, "Done by "+at); has != (i < 5) {
			t.Errorf("measure %d: %v", i, has)
		}
	}
	if a := ministry.Send("/en/desk/plan/updates", url.Values{"form": {"updates"}, "date": {"2026-11-20"}}); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("nothing said: %d", a.Status)
	}
}

// TestPlan_WhatWasThereBeforeIsContext: a measure of which all that is known is
// older than the recommendation is shown as context, at the desk and in public.
func TestPlan_WhatWasThereBeforeIsContext(t *testing.T) {
	p, coordinator, ministries := answering(t)
	form := written(ministries[0])
	form.Set("start", "2001-01-15")
	form.Set("stages.date.0", "2001-02-01")
	at := good(t, coordinator.Send("/en/desk/plan/new", form), http.StatusSeeOther).Header.Get("Location")
	for _, address := range []string{at, "/en/desk/plan"} {
		if body := good(t, coordinator.Get(address), http.StatusOK).Body; !strings.Contains(body, "before the review: context") && !strings.Contains(body, "was there before: context") {
			t.Errorf("%s does not say that it was there before", address)
		}
	}
	for i, step := range []string{"submitted", "reviewed", "published"} {
		who := coordinator
		if step == "reviewed" {
			_, who = p.Member(t, "dana", heed.Reviewer, "mfa")
		}
		good(t, who.Send(at, url.Values{"form": {"move-" + step}, "version": {strconv.Itoa(i + 1)}}), http.StatusSeeOther)
	}
	if body := good(t, p.Visitor(t).Get("/en/XVA/3/51.6"), http.StatusOK).Body; !strings.Contains(body, "no progress on it") {
		t.Error("the recommendation’s page takes it for progress")
	}
	form.Set("stages.date.0", "2026-02-01")
	at = good(t, coordinator.Send("/en/desk/plan/new", form), http.StatusSeeOther).Header.Get("Location")
	if body := good(t, coordinator.Get(at), http.StatusOK).Body; strings.Contains(body, "was there before: context") {
		t.Error("something was reached since, and it is taken for context")
	}
}

// TestPlan_NamedTwice: what is named twice counts once, in a measure and in a cluster.
func TestPlan_NamedTwice(t *testing.T) {
	_, coordinator, ministries := answering(t)
	form := written(ministries[0])
	form.Set("serves", "XVA/3/51.6\nXVA/3/51.5\nXVA/3/51.6")
	at := good(t, coordinator.Send("/en/desk/plan/new", form), http.StatusSeeOther).Header.Get("Location")
	tells(t, "the plan", good(t, coordinator.Get("/en/desk/plan"), http.StatusOK).Body, `<td class="n" data-label="Recommendations">2</td>`)
	if n := strings.Count(good(t, coordinator.Get(at), http.StatusOK).Body, `href="/en/XVA/3/51.6"`); n != 1 {
		t.Errorf("the measure names it %d times", n)
	}
	cluster := url.Values{"form": {"edit"}, "version": {"0"}, "title": {"Prisons"}, "order": {"1"}, "recommendations": {"XVA/3/51.6\nXVA/3/51.6"}, "visibility": {"coordination"}}
	at = good(t, coordinator.Send("/en/desk/plan/clusters/new", cluster), http.StatusSeeOther).Header.Get("Location")
	if n := strings.Count(good(t, coordinator.Get(at), http.StatusOK).Body, `href="/en/XVA/3/51.6"`); n != 1 {
		t.Errorf("the cluster names it %d times", n)
	}
}

// TestPlan_OfVoices: who runs the installation is told that a plan is not theirs, and a
// voice of which no review is here is told so, instead of that all is in the plan.
func TestPlan_OfVoices(t *testing.T) {
	p, _, _ := answering(t)
	_, keeper := p.Member(t, "keeper", heed.Administrator, "")
	for _, at := range []string{"/plan", "/plan.csv", "/plan/unplanned", "/plan/unplanned.csv", "/plan/clusters", "/plan/due", "/plan/updates", "/plan/new", "/evidence", "/feeds", "/dossiers"} {
		tells(t, at, good(t, keeper.Get("/en/desk"+at), http.StatusForbidden).Body, "who write in a voice")
	}
	p.Institution(t, "elsewhere", heed.InstitutionCoordinating, heed.VoiceState, "XNO")
	_, stranger := p.Member(t, "stranger", heed.Coordinator, "elsewhere")
	body := good(t, stranger.Get("/en/desk/plan/unplanned"), http.StatusOK).Body
	tells(t, "without a review", body, "No review of your State is here yet")
	lacks(t, "without a review", body, "is served by a measure", "supported recommendation")
}
