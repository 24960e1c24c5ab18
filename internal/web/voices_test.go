// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
)

// TestVoices_WhatIsNotTheirs: other voices get neither the State's answer in the
// making, which would look empty to them, nor its file. What the State plans counts
// for them as soon as it is published, and only then is it listed as something to ask
// about, also for its own people.
func TestVoices_WhatIsNotTheirs(t *testing.T) {
	p, coordinator, ministries := answering(t)
	_, ministry := p.Member(t, "aida", heed.FocalPoint, ministries[0])
	p.Institution(t, "ngo", heed.InstitutionCSO, heed.VoiceCivilSociety, "XVA")
	_, ngo := p.Member(t, "friend", heed.FocalPoint, "ngo")
	for _, at := range []string{"", "/3", "/3.csv", "/3/51.6", "/3/addendum.docx", "/3/workbooks", "/3/workbook/" + string(ministries[0]) + ".xlsx", "/3/assign"} {
		body := good(t, ngo.Get("/en/desk/positions"+at), http.StatusForbidden).Body
		if !strings.Contains(body, "own institutions") {
			t.Errorf("%s: %s", at, body)
		}
		if at == "/3" && !strings.Contains(body, `href="/en/XVA/3"`) {
			t.Error("no way to the public page")
		}
	}
	good(t, coordinator.Get("/en/desk/positions/3"), http.StatusOK)

	const unplanned, assess, asks = "/en/desk/plan/unplanned.csv", "/en/desk/assess/XVA/3/51.6", "Measures that others have published"
	serves := func() bool {
		return !strings.Contains(good(t, ngo.Get(unplanned), http.StatusOK).Body, "XVA/3/51.6")
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
