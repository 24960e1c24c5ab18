// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find_test

import (
	"slices"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
)

// grid asks for all States of a store that holds reports of the given stages.
func grid(t *testing.T, here map[heed.ReviewID]heed.DocumentStage) find.Grid {
	t.Helper()
	s := &shelf{}
	for id, stage := range here {
		s.records = append(s.records, heed.Record{
			Review:          heed.Review{ReviewID: id, Stage: stage},
			Recommendations: []heed.Recommendation{{State: id.State, Cycle: id.Cycle, Ref: "1"}, {State: id.State, Cycle: id.Cycle, Ref: "2"}},
		})
	}
	g, err := find.New(s).States(t.Context(), heed.Viewer{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// reviewOf gives a review and its State's group, or false.
func reviewOf(g find.Grid, id heed.ReviewID) (find.GridReview, refdata.RegionalGroup, bool) {
	for _, group := range g.Groups {
		for _, s := range group.States {
			for _, r := range s.Reviews {
				if s.State == id.State && r.Cycle == id.Cycle {
					return r, group.Group, true
				}
			}
		}
	}
	return find.GridReview{}, "", false
}

// What is here is read only if it counts, and lies over what calendars say;
// States that are no members are shown apart and not counted among them.
func TestStates_TellsWhatIsHere(t *testing.T) {
	read, draft, observer, invented := heed.ReviewID{State: "KAZ", Cycle: 2}, heed.ReviewID{State: "SVN", Cycle: 4}, heed.ReviewID{State: "VAT", Cycle: 3}, heed.ReviewID{State: "XVA", Cycle: 2}
	g := grid(t, map[heed.ReviewID]heed.DocumentStage{read: heed.DocIssued, draft: heed.DocAdvanceUnedited, observer: heed.DocIssued, invented: heed.DocReissued})
	for id, want := range map[heed.ReviewID]struct {
		reach find.Reach
		group refdata.RegionalGroup
		count int
	}{
		read:                     {find.ReachRead, refdata.AsiaPacific, 2},
		draft:                    {find.ReachDraft, refdata.EEG, 2},
		observer:                 {find.ReachRead, find.NotMembers, 2},
		invented:                 {find.ReachRead, find.NotMembers, 2},
		{State: "KAZ", Cycle: 1}: {find.ReachNotRead, refdata.AsiaPacific, 0},
		{State: "SSD", Cycle: 1}: {find.ReachNone, refdata.African, 0},
		{State: "SSD", Cycle: 4}: {find.ReachPlanned, refdata.African, 0},
	} {
		r, group, ok := reviewOf(g, id)
		if !ok || r.Reach != want.reach || group != want.group || r.Recommendations != want.count {
			t.Errorf("%s: %+v in %q, want %+v", id, r, group, want)
		}
	}
	if m := g.Members; m.Read != 1 || m.Draft != 1 || m.Recommendations != 2 || m.None != 1 {
		t.Errorf("of the members %+v", m)
	}
	if last := g.Groups[len(g.Groups)-1]; last.Group != find.NotMembers || last.Tally != (find.Tally{Reviews: 2, Read: 2, Recommendations: 4}) {
		t.Errorf("of the others %+v", last)
	}
}

// Every member stands in its group with every cycle, each review is counted
// once, and the parts are the whole.
func TestStates_HoldsEveryMemberOnce(t *testing.T) {
	g := grid(t, nil)
	var states []heed.StateCode
	var sum find.Tally
	for _, group := range g.Groups {
		var counted find.Tally
		for _, s := range group.States {
			states = append(states, s.State)
			if len(s.Reviews) != g.Cycles || refdata.Group(s.State) != group.Group {
				t.Errorf("%s: %d cycles, in %s", s.State, len(s.Reviews), group.Group)
			}
			for _, r := range s.Reviews {
				if r.Reach != find.ReachNone {
					counted.Reviews++
				}
			}
		}
		if counted.Reviews != group.Tally.Reviews {
			t.Errorf("%s: says %d reviews and shows %d", group.Group, group.Tally.Reviews, counted.Reviews)
		}
		sum.Reviews += group.Tally.Reviews
		sum.Planned += group.Tally.Planned
	}
	if len(g.Groups) != len(refdata.Groups()) {
		t.Errorf("%d groups: one without States is shown", len(g.Groups))
	}
	slices.Sort(states)
	var members []heed.StateCode
	for _, s := range refdata.All() {
		if s.Status == refdata.Member {
			members = append(members, s.Code)
		}
	}
	if !slices.Equal(states, members) {
		t.Errorf("%d States, and there are %d members", len(states), len(members))
	}
	m := g.Members
	if m.Reviews != sum.Reviews || m.Planned != sum.Planned || m.Reviews != m.Read+m.Draft+m.NotRead+m.Planned || m.Reviews+m.None != len(refdata.Reviews()) {
		t.Errorf("the numbers do not add up: %+v", m)
	}
}
