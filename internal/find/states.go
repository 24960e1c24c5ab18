// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Reach is how much of a review is here.
type Reach string

// The reaches. A review of which something is here is ReachRead or ReachDraft, whatever
// calendars say of it.
const (
	ReachRead    Reach = "read"     // a record that counts
	ReachDraft   Reach = "draft"    // a record of what has not been issued, which does not count
	ReachNotRead Reach = "not_read" // it took place, and nothing of it is here
	ReachPlanned Reach = "planned"  // it is to come
	ReachNone    Reach = "none"     // the State had no review of its own in the cycle
)

// Reaches lists them in the order in which they are shown.
func Reaches() []Reach { return []Reach{ReachRead, ReachDraft, ReachNotRead, ReachPlanned, ReachNone} }

// NotMembers is the group of States that are no members of the UN: observers
// and invented ones.
const NotMembers refdata.RegionalGroup = "not_members"

// Grid is every State with its reviews: all members of the UN, and the others
// that have a record here.
type Grid struct {
	// Members counts the reviews of members. No other review is in it.
	Members Tally `json:"members"`
	// Cycles is the number of the latest cycle of which there is a review.
	Cycles int `json:"cycles"`
	// Groups are the regional groups of the UN in its alphabetical order, then
	// NotMembers if it has any.
	Groups []GridGroup `json:"groups"`
}

// GridGroup is a group of States by their codes.
type GridGroup struct {
	Group  refdata.RegionalGroup `json:"group"`
	Tally  Tally                 `json:"count"`
	States []GridState           `json:"states"`
}

// GridState is a State with its reviews by cycle.
type GridState struct {
	State   heed.StateCode `json:"state"`
	Reviews []GridReview   `json:"reviews"`
}

// GridReview is one review.
type GridReview struct {
	Cycle int   `json:"cycle"`
	Reach Reach `json:"reach"`
	// Session is the Working Group's, 0 where it is not known.
	Session int `json:"session,omitempty"`
	// Stage is that of the report that is here; Recommendations counts those in
	// it.
	Stage           heed.DocumentStage `json:"report_stage,omitempty"`
	Recommendations int                `json:"recommendations,omitempty"`
}

// Tally counts reviews by how much of them is here.
type Tally struct {
	// Reviews are all that took place, are to come or have a record: the sum of
	// what follows but for ReachNone.
	Reviews int `json:"reviews"`
	Read    int `json:"read"`
	Draft   int `json:"draft"`
	NotRead int `json:"not_read"`
	Planned int `json:"planned"`
	None    int `json:"none"`
	// Recommendations counts those of the reviews that are ReachRead.
	Recommendations int `json:"recommendations"`
}

// Of gives the number of reviews of a reach.
func (t Tally) Of(r Reach) int { return *t.count(r) }

func (t *Tally) count(r Reach) *int {
	switch r {
	case ReachRead:
		return &t.Read
	case ReachDraft:
		return &t.Draft
	case ReachPlanned:
		return &t.Planned
	case ReachNone:
		return &t.None
	}
	return &t.NotRead
}

func (t *Tally) add(r GridReview) {
	*t.count(r.Reach)++
	if r.Reach != ReachNone {
		t.Reviews++
	}
	if r.Reach == ReachRead {
		t.Recommendations += r.Recommendations
	}
}

func (t *Tally) join(o Tally) {
	for _, r := range Reaches() {
		*t.count(r) += o.Of(r)
	}
	t.Reviews += o.Reviews
	t.Recommendations += o.Recommendations
}

// States gives every State with what is here of its reviews.
func (f *Finder) States(ctx context.Context, viewer heed.Viewer) (Grid, error) {
	var out Grid
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		out = grid(l.reviews)
		return nil
	})
	return out, err
}

// grid lays what is here over what is known.
func grid(here []Summary) Grid {
	reviews := map[heed.ReviewID]GridReview{}
	for _, f := range refdata.Reviews() {
		reviews[f.ReviewID] = GridReview{Cycle: f.Cycle, Reach: reach(f.Standing), Session: f.Session.Value}
	}
	for _, s := range here {
		r := GridReview{Cycle: s.Cycle, Reach: ReachDraft, Session: cmp.Or(s.Session, reviews[s.ReviewID].Session), Stage: s.Stage, Recommendations: s.Total}
		if s.Stage.Counts() {
			r.Reach = ReachRead
		}
		reviews[s.ReviewID] = r
	}
	states := map[heed.StateCode][]GridReview{}
	var g Grid
	for id, r := range reviews {
		states[id.State] = append(states[id.State], r)
		g.Cycles = max(g.Cycles, r.Cycle)
	}
	for _, name := range append(refdata.Groups(), NotMembers) {
		group := gridGroup(name, states)
		if name != NotMembers {
			g.Members.join(group.Tally)
		} else if len(group.States) == 0 {
			break
		}
		g.Groups = append(g.Groups, group)
	}
	return g
}

func reach(s refdata.Standing) Reach {
	switch s {
	case refdata.Planned:
		return ReachPlanned
	case refdata.NoReview:
		return ReachNone
	}
	return ReachNotRead
}

// gridGroup takes the States of a group.
func gridGroup(name refdata.RegionalGroup, states map[heed.StateCode][]GridReview) GridGroup {
	out := GridGroup{Group: name, States: []GridState{}}
	for code, reviews := range states {
		if gridGroupOf(code) != name {
			continue
		}
		slices.SortFunc(reviews, func(a, b GridReview) int { return a.Cycle - b.Cycle })
		for _, r := range reviews {
			out.Tally.add(r)
		}
		out.States = append(out.States, GridState{code, reviews})
	}
	slices.SortFunc(out.States, func(a, b GridState) int { return cmp.Compare(a.State, b.State) })
	return out
}

func gridGroupOf(code heed.StateCode) refdata.RegionalGroup {
	if s, ok := refdata.Lookup(code); ok && s.Status == refdata.Member {
		return s.Group
	}
	return NotMembers
}
