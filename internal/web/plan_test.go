// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
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
		"indicators.indicator.0": {"Complaints investigated"}, "indicators.indicator_kind.0": {"process"}, "indicators.unit.0": {"complaints"}, "indicators.baseline.0": {"12"}, "indicators.baseline_date.0": {"2025"},
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

func TestPlan_RefusesWhatCannotBe(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, reader := p.Member(t, "dana", heed.Reader, ministries[0])
	for name, change := range map[string]func(url.Values){
		"no title":                func(v url.Values) { v.Del("title") },
		"a day that is none":      func(v url.Values) { v.Set("milestones.due.0", "soon") },
		"a value that is none":    func(v url.Values) { v.Set("values.value.0", "many") },
		"of no indicator":         func(v url.Values) { v.Set("values.indicator.0", "Another") },
		"a stage that is none":    func(v url.Values) { v.Set("stages.stage.0", "dreamt") },
		"due before it starts":    func(v url.Values) { v.Set("due", "2020-01-01") },
		"about nothing":           func(v url.Values) { v.Set("serves", "XVA/3/99.9") },
		"public without review":   func(v url.Values) { v.Set("visibility", "public") },
		"for an unknown ministry": func(v url.Values) { v.Set("lead", "nobody") },
	} {
		form := written(ministries[0])
		change(form)
		if a := coordinator.Send("/en/desk/plan/new", form); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "Complaints investigated") {
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
