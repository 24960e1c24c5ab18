// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find_test

import (
	"slices"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/lineage"
)

// rec is a recommendation with what matters here.
func rec(of heed.ReviewID, ref, text string, position heed.Position, by ...heed.StateCode) heed.Recommendation {
	return heed.Recommendation{
		State: of.State, Cycle: of.Cycle, Ref: ref, LeadIn: "50", Text: text, RecommendingStates: by, Position: position,
		Clauses: []heed.Clause{{Text: text, RecommendingStates: by}},
	}
}

func issued(id heed.ReviewID, day heed.Date, recs ...heed.Recommendation) heed.Record {
	return heed.Record{Review: heed.Review{ReviewID: id, Stage: heed.DocIssued, Date: day}, LeadIns: []heed.LeadIn{{Paragraph: "50"}}, Recommendations: recs}
}

// A cluster has each recommendation once, those of several first, its States once,
// and one line: the act where it can be named, else the shortest text.
func TestClusters_HoldEachRecommendationOnce(t *testing.T) {
	s := &shelf{records: []heed.Record{issued(id, "2014-10-30",
		rec(id, "50.1", "Rebuild the old harbour wall with the help of the fishing villages", heed.Supported, "CHL"),
		rec(id, "50.2", "Accede to the Convention against Torture", heed.Noted, "FRA", "KEN"),
		rec(id, "50.3", "Ratify CAT", heed.Supported, "FRA"),
		rec(id, "50.4", "Accelerate the process of ratification of CAT", heed.Noted, "VAT"),
	)}}
	c, err := find.New(s).Clusters(t.Context(), heed.Viewer{}, id)
	if err != nil {
		t.Fatal(err)
	}
	if c.Recommendations != 4 || c.Together != 3 || len(c.Several()) != 1 || len(c.Single()) != 1 {
		t.Fatalf("%+v", c)
	}
	first := c.Clusters[0]
	if first.Ask == nil || first.Ask.Deed != lineage.Join || !slices.Equal(first.Ask.Treaties, []string{"CAT"}) || first.Line != "Ratify CAT" {
		t.Errorf("the line: %+v, %q", first.Ask, first.Line)
	}
	if !slices.Equal(first.States, []heed.StateCode{"FRA", "KEN", "VAT"}) || len(first.Positions) != 2 || first.Positions[1] != (find.Count[heed.Position]{Value: heed.Noted, Count: 2}) {
		t.Errorf("%v, %v", first.States, first.Positions)
	}
	if _, err := find.New(s).Clusters(t.Context(), heed.Viewer{}, heed.ReviewID{State: "XVA", Cycle: 9}); heed.ErrorCode(err) != heed.CodeNotFound {
		t.Errorf("of a review that is not here: %v", err)
	}
}

// What a State asks of others stands beside what it noted itself; of an item of
// several clauses only its own counts; and the States that a request fits are those
// not bound on the day.
func TestRecommends_SetsBesideWhatItNoted(t *testing.T) {
	kaz, fra, own := heed.ReviewID{State: "KAZ", Cycle: 2}, heed.ReviewID{State: "FRA", Cycle: 2}, heed.ReviewID{State: "CHL", Cycle: 2}
	joint := rec(fra, "50.1", "Ratify ICMW (Chile); Ratify CAT (Kenya)", heed.Noted, "CHL", "KEN")
	joint.Clauses = []heed.Clause{{Text: "Ratify ICMW", RecommendingStates: []heed.StateCode{"CHL"}}, {Text: "Ratify CAT", RecommendingStates: []heed.StateCode{"KEN"}}}
	s := &shelf{records: []heed.Record{
		issued(kaz, "2014-10-30", rec(kaz, "50.1", "Abolish the death penalty", heed.Supported, "CHL"), rec(kaz, "50.2", "Ratify ICMW", heed.Noted, "CHL")),
		issued(fra, "2013-01-21", joint),
		issued(own, "2014-01-28", rec(own, "50.1", "Abolish capital punishment", heed.Noted, "FRA"), rec(own, "50.2", "Ratify CAT", heed.Noted, "FRA"), rec(own, "50.3", "Abolish the death penalty", heed.Supported, "KAZ")),
	}}
	r, err := find.New(s).Recommends(t.Context(), heed.Viewer{}, "CHL")
	if err != nil {
		t.Fatal(err)
	}
	if r.Answer.Total != 3 || r.Reviews != 2 || r.Read != 2 {
		t.Errorf("%d recommendations in %d of %d reviews", r.Answer.Total, r.Reviews, r.Read)
	}
	if len(r.Noted) != 1 || r.Noted[0].Own.Ref != "50.1" || len(r.Noted[0].Made) != 1 || r.Noted[0].Made[0].Review != kaz {
		t.Errorf("noted itself: %+v", r.Noted)
	}
	if len(r.Treaties) != 1 {
		t.Fatalf("treaties: %+v", r.Treaties)
	}
	// Neither Kazakhstan nor France was bound by ICMW.
	if a := r.Treaties[0]; a.Treaty != "ICMW" || a.Recommendations != 2 || a.Reviews != 2 || a.Open != 2 || a.OpenAsked != 2 || len(a.Own) == 0 {
		t.Errorf("%+v", a)
	}
}
