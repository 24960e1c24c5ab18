// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

const (
	reviewMany  = "/en/desk/many/reviewed"
	publishMany = "/en/desk/many/published"
)

// TestMany: several updates are found right and published from the first page of
// the desk: what becomes public is shown first, and it is done to all or none.
func TestMany(t *testing.T) { onBoth(t, tryMany) }

func tryMany(t *testing.T, p *portal.Portal) {
	coordinator, ministries := seated(t, p)
	account, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	writer := account.Actor()
	measure, err := p.App.Write(t.Context(), writer, app.Change{Visibility: heed.VisibleCoordination, Body: heed.Measure{Title: "A law", Kind: heed.MeasureLaw, Lead: ministries[0]}})
	if err != nil {
		t.Fatal(err)
	}
	publish(t, "/en/desk/plan/"+string(measure[0].ID), ministry, coordinator)
	var things []string
	for i := range 12 {
		all, err := p.App.Write(t.Context(), writer, app.Change{Submit: true, Body: heed.Update{Measure: measure[0].ID, Date: "2026-10-01", Text: fmt.Sprintf("Update number %02d <b>bold</b>", i)}})
		if err != nil {
			t.Fatal(err)
		}
		things = append(things, all[0].Subject.String()+"/1")
	}
	desk := good(t, coordinator.Get("/en/desk"), http.StatusOK).Body
	tells(t, "the desk", desk, `action="`+reviewMany+`"`, `value="`+things[0]+`"`, "All 12 that wait")
	lacks(t, "the ministry's desk", good(t, ministry.Get("/en/desk"), http.StatusOK).Body, reviewMany)

	// Three are chosen: the page shows what they say, and does nothing yet.
	asked := good(t, coordinator.Send(reviewMany, url.Values{"form": {"choose"}, "thing": things[:3]}), http.StatusOK).Body
	tells(t, "the page that asks", asked, "Update number 02 &lt;b&gt;bold&lt;/b&gt;", "Institution ministry1", "It is done to all of them or to none")
	lacks(t, "the page that asks", asked, "Update number 03", "<b>bold</b>")
	steps := func() map[heed.Step]int {
		t.Helper()
		out := map[heed.Step]int{}
		follow, err := p.Find.Follow(t.Context(), writer.Viewer())
		if err != nil {
			t.Fatal(err)
		}
		for _, thing := range things {
			id := strings.Split(thing, "/")[1]
			past, err := follow.Newest(heed.Subject{Kind: heed.SubjectUpdate, ID: heed.ID(id)})
			if err != nil {
				t.Fatal(err)
			}
			out[past.Step]++
		}
		return out
	}
	if got := steps(); got[heed.StepSubmitted] != 12 {
		t.Errorf("asking has done something: %v", got)
	}
	// One of them changes meanwhile: nothing is done, and the page says which.
	good(t, ministry.Send("/en/desk/plan/updates/"+strings.Split(things[2], "/")[1], url.Values{"form": {"edit"}, "version": {"1"}, "date": {"2026-10-01"}, "text": {"Changed"}}), http.StatusSeeOther)
	refused := good(t, coordinator.Send(reviewMany, url.Values{"form": {"confirm"}, "thing": things[:3]}), http.StatusUnprocessableEntity).Body
	tells(t, "the page that was refused", refused, "Nothing was done: 1 of these", "you saw version 1, and it is version 2 by now", "Changed", things[0])
	if got := steps(); got[heed.StepReviewed] != 0 {
		t.Errorf("some of them were done: %v", got)
	}
	good(t, coordinator.Send(reviewMany, url.Values{"form": {"confirm"}, "thing": things[:2]}), http.StatusSeeOther)
	tells(t, "the desk", good(t, coordinator.Get("/en/desk"), http.StatusOK).Body, "Found right: 2.", publishMany)
	if got := steps(); got[heed.StepReviewed] != 2 {
		t.Errorf("%v", got)
	}
	// All that wait, without naming one.
	every := good(t, coordinator.Send(reviewMany, url.Values{"form": {"choose"}, "every": {"1"}}), http.StatusOK).Body
	rest := hidden(every, "thing")
	if len(rest) != 9 {
		t.Errorf("%d wait, want 9", len(rest))
	}
	good(t, coordinator.Send(reviewMany, url.Values{"form": {"confirm"}, "thing": rest}), http.StatusSeeOther)
	good(t, p.Visitor(t).Get("/en/history/update/"+strings.Split(things[0], "/")[1]), http.StatusNotFound)
	ready := hidden(good(t, coordinator.Send(publishMany, url.Values{"form": {"choose"}, "every": {"1"}}), http.StatusOK).Body, "thing")
	good(t, coordinator.Send(publishMany, url.Values{"form": {"confirm"}, "thing": ready}), http.StatusSeeOther)
	if got := steps(); got[heed.StepPublished] != 11 || len(ready) != 11 {
		t.Errorf("%d were ready: %v", len(ready), got)
	}
	good(t, p.Visitor(t).Get("/en/history/update/"+strings.Split(things[0], "/")[1]), http.StatusOK)
	if r, err := p.App.Verify(t.Context(), portal.Operator); err != nil || len(r.Problems) > 0 {
		t.Errorf("%+v, %v", r.Problems, err)
	}
}

// hidden gives the values of hidden fields of a page.
func hidden(body, name string) []string {
	var out []string
	for _, m := range hiddenField.FindAllStringSubmatch(body, -1) {
		if m[1] == name {
			out = append(out, m[2])
		}
	}
	return out
}

// Nobody does to many what they may not do to one, nor learns what is there.
func TestMany_IsForWhoMay(t *testing.T) {
	p, coordinator, ministries := answering(t)
	account, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "bota", heed.FocalPoint, "ngo")
	all, err := p.App.Write(t.Context(), account.Actor(), app.Change{Submit: true, Body: heed.Measure{Title: "A law on zebras", Kind: heed.MeasureLaw, Lead: ministries[0]}})
	if err != nil {
		t.Fatal(err)
	}
	thing := all[0].Subject.String() + "/1"
	for name, v := range map[string]*portal.Visitor{"its author": ministry, "another voice": ngo} {
		for _, path := range []string{reviewMany, publishMany} {
			for _, form := range []string{"choose", "confirm"} {
				a := v.Send(path, url.Values{"form": {form}, "thing": {thing}})
				if a.Status == http.StatusSeeOther || v == ngo && strings.Contains(a.Body, "zebras") {
					t.Errorf("%s, %s %s: %d", name, form, path, a.Status)
				}
			}
		}
	}
	for name, form := range map[string]url.Values{"nothing": {"form": {"choose"}}, "nothing to confirm": {"form": {"confirm"}}, "nonsense": {"form": {"confirm"}, "thing": {"x", "measure/../1", "measure/none/1"}}, "not reviewed yet": {"form": {"confirm"}, "thing": {thing}}} {
		if a := coordinator.Send(publishMany, form); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	good(t, coordinator.Get("/en/desk/many/withdrawn"), http.StatusNotFound)
	if a := good(t, coordinator.Get(reviewMany), http.StatusSeeOther); a.Header.Get("Location") != "/en/desk?kind=review" {
		t.Errorf("the page alone leads to %s", a.Header.Get("Location"))
	}
}
