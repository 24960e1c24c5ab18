// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find_test

import (
	"slices"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// Only who counts for itself agrees or differs, each in its own unit.
func TestReview_Agreement(t *testing.T) {
	record := heed.Record{
		Review: heed.Review{ReviewID: id, Stage: heed.DocIssued},
		Recommendations: []heed.Recommendation{
			{Ref: "50.1", Position: heed.Supported, RecommendingStates: []heed.StateCode{"CHL", "FRA"}},
			{Ref: "50.2", Position: heed.Supported, RecommendingStates: []heed.StateCode{"KEN"}},
			{Ref: "50.3", Position: heed.Noted, RecommendingStates: []heed.StateCode{"KEN"}},
		},
		Totals: []heed.Total{
			{Source: heed.KindReport, Unit: heed.UnitRecommendation, Derived: true, Received: 3, Pending: 3},
			{Source: heed.KindAddendum, Unit: heed.UnitRecommendation, Received: 3, Supported: 2, Noted: 1},
			{Source: heed.KindAddendum, Unit: heed.UnitRecommendation, Derived: true, Received: 3, Supported: 3},
			{Source: heed.KindSession, Unit: heed.UnitRecommendation, Supported: 2, Noted: 1},
			{Source: heed.KindMatrix, Unit: heed.UnitRecommendation, Derived: true, Received: 3, Supported: 1, Noted: 2},
			{Source: heed.KindCoded, Unit: heed.UnitPair, Derived: true, Received: 4, Supported: 3, Noted: 1},
		},
	}
	ask := func() *find.Agreement {
		r, err := find.New(&shelf{records: []heed.Record{record}}).Review(t.Context(), heed.Viewer{}, id, find.Query{})
		if err != nil {
			t.Fatal(err)
		}
		return r.Agreement
	}
	kinds := func(all []find.Compared) (out []heed.DocumentKind) {
		for _, c := range all {
			out = append(out, c.Source)
		}
		return out
	}
	a := ask()
	if a.Counted.Received != 3 || a.Counted.Supported != 2 || a.Counted.Noted != 1 {
		t.Errorf("counted %+v", a.Counted)
	}
	if got := kinds(a.Agree); !slices.Equal(got, []heed.DocumentKind{heed.KindAddendum, heed.KindSession, heed.KindCoded}) {
		t.Errorf("%v agree", got)
	}
	if got := kinds(a.Differ); !slices.Equal(got, []heed.DocumentKind{heed.KindMatrix}) {
		t.Errorf("%v differ", got)
	}
	record.Review.Stage = heed.DocDraft
	if a := ask(); a != nil {
		t.Errorf("a draft gives totals: %+v", a)
	}
}
