// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// TestVoices_WhatIsNotTheirs: other voices, and a ministry's readers, get neither the
// State's answer in the making, which would look empty to them, nor its file. What the
// State plans counts for others as soon as it is published, and only then is it listed
// as something to ask about, also for its own people.
func TestVoices_WhatIsNotTheirs(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "friend", heed.FocalPoint, "ngo")
	_, reader := p.Member(t, "dana", heed.Reader, ministries[0])
	good(t, coordinator.Send("/en/desk/positions/3", url.Values{"form": {"batch"}, "deed": {"assign"}, "which": {"all"}, "lead": {string(ministries[0])}}), http.StatusSeeOther)
	good(t, ministry.Send("/en/desk/positions/3/51.6", url.Values{"form": {"propose"}, "version": {"0"}, "response": {"supported"}}), http.StatusSeeOther)
	for _, at := range []string{"", "/3", "/3.csv", "/3.xlsx", "/3/51.6", "/3/addendum.docx", "/3/workbooks", "/3/workbook/" + string(ministries[0]) + ".xlsx", "/3/assign"} {
		for why, v := range map[string]*portal.Visitor{"own institutions": ngo, "not for readers": reader} {
			body := good(t, v.Get("/en/desk/positions"+at), http.StatusForbidden).Body
			tells(t, at, body, why)
			lacks(t, at, body, "Nobody asked", `href="/en/desk/positions"`)
			if at == "/3" {
				tells(t, "the way to the public page", body, `href="/en/XVA/3"`)
			}
		}
	}
	good(t, coordinator.Get("/en/desk/positions/3"), http.StatusOK)

	const unplanned, assess, asks = "/en/desk/plan/unplanned.csv", "/en/desk/assess/XVA/3/51.6", "Measures that others have published"
	serves := func() bool {
		return !strings.Contains(good(t, ngo.Get(unplanned), http.StatusOK).Body, "XVA/3/51.6")
	}
	for _, at := range []string{"/en/desk/plan", "/en/desk/plan/unplanned"} {
		tells(t, at, good(t, ngo.Get(at), http.StatusOK).Body, "those that the State has published", `href="/en/plan/XVA"`)
		lacks(t, at, good(t, ministry.Get(at), http.StatusOK).Body, "those that the State has published")
	}
	measure := good(t, ministry.Send("/en/desk/plan/new", written(ministries[0])), http.StatusSeeOther).Header.Get("Location")
	if serves() || strings.Contains(good(t, ministry.Get(assess), http.StatusOK).Body, asks) {
		t.Error("a draft counts, or is listed as published")
	}
	publish(t, measure, ministry, coordinator)
	if !serves() {
		t.Error("what the State has published is not in any plan")
	}
	if body := good(t, ngo.Get(assess), http.StatusOK).Body; !strings.Contains(body, asks) {
		t.Error("a published measure is not there to ask about")
	}
}
