// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"testing"

	"github.com/heed-upr/heed"
)

// What tells of a day tells of one that has come, to the day, month or year.
func TestTold_Ahead(t *testing.T) {
	const today = heed.Date("2026-11-30")
	for when, want := range map[string]bool{"": false, "2026": false, "2026-11": false, "2026-11-30": false, "2026-12-01": true, "2026-12": true, "2027": true} {
		if got := (heed.Told{When: when}).Ahead(today); got != want {
			t.Errorf("%q: %v", when, got)
		}
	}
	for _, says := range []heed.Tells{
		heed.Update{Date: "2099-01-01"}, heed.Evidence{Date: "2099-01-01"}, heed.Figure{AsOf: "2099"}, heed.Figure{Published: "2099-01"}, heed.Call{Date: "2099"},
		heed.Dossier{From: "2099-01-01"}, heed.Measure{Stages: []heed.StageOn{{Date: "2099-01-01"}}}, heed.Measure{Milestones: []heed.Milestone{{Due: "2099-01-01", Done: "2099-01-01"}}},
		heed.Institution{GANHRI: []heed.Accreditation{{Since: "2099-01-01"}}},
	} {
		ahead := false
		for _, d := range says.Told() {
			ahead = ahead || d.Ahead(today)
		}
		if !ahead {
			t.Errorf("%+v tells of nothing to come", says)
		}
	}
	if planned := (heed.Measure{Milestones: []heed.Milestone{{Due: "2099-01-01"}}}); planned.Told()[0].Ahead(today) {
		t.Error("a plan may not look ahead")
	}
}
