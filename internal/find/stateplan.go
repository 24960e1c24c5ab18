// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"slices"

	"github.com/heed-upr/heed"
)

// StatePlan is what a State has published of its plan, with the clusters that any
// voice has published on what was recommended to it. Who wrote any of it is left out,
// even by pseudonym.
type StatePlan struct {
	State heed.StateCode `json:"state"`
	// Measures are those that stand, in the order of their due dates, those without one
	// last. Withdrawn are those that were public once.
	Measures  []PlanMeasure    `json:"measures"`
	Withdrawn []WithdrawnThing `json:"withdrawn,omitempty"`
	Clusters  []PlanCluster    `json:"clusters"`
	// Review is the State's latest review that is here. Of its recommendations Unplanned
	// are the supported ones that no published measure of the State serves; NotedUnplanned
	// are the noted ones, which are never mixed with them, and Pending is how many have no
	// answer.
	Review         heed.ReviewID `json:"review,omitzero"`
	Unplanned      []heed.RecID  `json:"unplanned"`
	NotedUnplanned []heed.RecID  `json:"noted_unplanned"`
	Pending        int           `json:"pending_unplanned"`
}

// PlanMeasure is a measure as its plan tells it: all of what its institution says of
// it stands on the pages of the recommendations.
type PlanMeasure struct {
	ID     heed.ID           `json:"id"`
	Number string            `json:"number,omitempty"`
	Title  string            `json:"title"`
	Kind   heed.MeasureKind  `json:"kind"`
	LeadID heed.ID           `json:"lead_id"`
	Lead   heed.Institution  `json:"lead"`
	Start  heed.Date         `json:"start,omitempty"`
	Due    heed.Date         `json:"due,omitempty"`
	Stage  heed.MeasureStage `json:"stage,omitempty"` // the latest, with its day
	Since  heed.Date         `json:"since,omitempty"`
	// Late says that something of it is late: Overdue the measure itself, LateMilestones
	// its milestones.
	Late           bool             `json:"late,omitempty"`
	Overdue        bool             `json:"overdue,omitempty"`
	LateMilestones []heed.Milestone `json:"late_milestones,omitempty"`
	// Serves and Contradicts are recommendations, Passages those of other mechanisms that
	// it is about, by their names in OHCHR's index or a table.
	Serves      []heed.RecID `json:"serves,omitempty"`
	Contradicts []heed.RecID `json:"contradicts,omitempty"`
	Passages    []string     `json:"annotations,omitempty"`
	// Context says that all that is known of it was there before all that it is about was
	// recommended.
	Context bool `json:"context,omitempty"`
	// Told is the day of which the last update tells, AsOf when this version was written.
	Told   heed.Date    `json:"last_update,omitempty"`
	AsOf   heed.Date    `json:"as_of"`
	Origin *heed.Origin `json:"origin,omitempty"`
}

// PlanCluster is a cluster as the voice that keeps it has published it.
type PlanCluster struct {
	ID    heed.ID           `json:"id"`
	By    Speaker           `json:"by"`
	Title string            `json:"title"`
	Note  string            `json:"note,omitempty"`
	Owner *heed.Institution `json:"owner,omitempty"` // who answers for it, nil where that is not said
	// Recommendations and Passages are what it holds, Measures the published ones of the
	// same voice that belong to it.
	Recommendations []heed.RecID `json:"recommendations,omitempty"`
	Passages        []string     `json:"annotations,omitempty"`
	Measures        []InCluster  `json:"measures,omitempty"`
	AsOf            heed.Date    `json:"as_of"`
}

// InCluster is a measure of a cluster.
type InCluster struct {
	ID    heed.ID `json:"id"`
	Title string  `json:"title"`
}

// StatePlan gives the plan of a State on a day, as far as the viewer may see.
func (f *Finder) StatePlan(ctx context.Context, viewer heed.Viewer, state heed.StateCode, today heed.Date) (StatePlan, error) {
	out := StatePlan{State: state, Measures: []PlanMeasure{}, Clusters: []PlanCluster{}, Unplanned: []heed.RecID{}, NotedUnplanned: []heed.RecID{}}
	err := f.view(ctx, viewer, func(s snapshot) error {
		plan, follow, err := f.planIn(ctx, s, viewer, heed.VoiceState, heed.ReviewID{State: state})
		if err == nil {
			out.fill(plan, follow, today)
		}
		return err
	})
	return out, err
}

// fill takes what a plan holds, and what else there is of the State.
func (out *StatePlan) fill(plan Plan, follow Follow, today heed.Date) {
	state := out.State
	for _, m := range plan.Measures {
		out.Measures = append(out.Measures, follow.planMeasure(m, today))
	}
	out.Withdrawn = follow.withdrawnOf(state)
	for _, c := range All[heed.Cluster](follow) {
		if on(state, c) {
			out.Clusters = append(out.Clusters, follow.planCluster(c))
		}
	}
	slices.SortStableFunc(out.Clusters, func(a, b PlanCluster) int {
		return slices.Index(heed.Voices, a.By.Voice) - slices.Index(heed.Voices, b.By.Voice)
	})
	out.Review, out.Pending = plan.Review, plan.Pending
	for _, u := range plan.Unplanned {
		out.Unplanned = append(out.Unplanned, u.ID)
	}
	for _, u := range plan.NotedUnplanned {
		out.NotedUnplanned = append(out.NotedUnplanned, u.ID)
	}
}

// HasPlan reports whether a viewer sees anything of a State's plan, or clusters on what
// was recommended to it.
func (f Follow) HasPlan(state heed.StateCode) bool {
	return slices.ContainsFunc(All[heed.Measure](f), func(m Held[heed.Measure]) bool { return m.SameVoice(planSide(state)) }) ||
		slices.ContainsFunc(All[heed.Cluster](f), func(c Held[heed.Cluster]) bool { return on(state, c) })
}

// planSide is where the plan of a State stands.
func planSide(state heed.StateCode) heed.Side {
	return heed.Side{Voice: heed.VoiceState, State: state}
}

// on reports whether a cluster is about a State: one of its own voices keeps it, or it
// holds a recommendation to it.
func on(state heed.StateCode, c Held[heed.Cluster]) bool {
	return c.State == state || slices.ContainsFunc(c.Body.Recommendations, func(id heed.RecID) bool { return id.Review.State == state })
}

func (f Follow) planMeasure(m Planned, today heed.Date) PlanMeasure {
	out := PlanMeasure{
		ID: m.ID, Number: m.Body.Number, Title: m.Body.Title, Kind: m.Body.Kind, LeadID: m.Body.Lead, Start: m.Body.Start, Due: m.Body.Due, Stage: m.Body.Stage(),
		Overdue: m.Body.Overdue(today), LateMilestones: m.Body.Late(today), Context: len(m.Context) > 0 && len(m.Context) == len(m.Body.Concerns()), AsOf: dayOf(m.At), Origin: m.Origin,
		Passages: heed.Passages(m.Body),
	}
	out.Late = out.Overdue || len(out.LateMilestones) > 0
	if i, err := One[heed.Institution](f, m.Body.Lead); err == nil {
		out.Lead = i.Body.ForAll()
	}
	for _, s := range m.Body.Stages {
		if s.Stage == out.Stage {
			out.Since = max(out.Since, s.Date)
		}
	}
	for _, l := range m.Body.Links {
		switch {
		case l.Recommendation == heed.RecID{}:
		case l.Bearing == heed.Contradicts:
			out.Contradicts = append(out.Contradicts, l.Recommendation)
		default:
			out.Serves = append(out.Serves, l.Recommendation)
		}
	}
	if reports := m.Reports(); len(reports) > 0 {
		out.Told = reports[0].Body.Date
	}
	return out
}

func (f Follow) planCluster(c Held[heed.Cluster]) PlanCluster {
	out := PlanCluster{ID: c.ID, By: f.speaker(c.Version), Title: c.Body.Title, Note: c.Body.Note, Recommendations: c.Body.Recommendations, Passages: c.Body.Annotations, AsOf: dayOf(c.At)}
	if i, err := One[heed.Institution](f, c.Body.Owner); c.Body.Owner != "" && err == nil {
		owner := i.Body.ForAll()
		out.Owner = &owner
	}
	for _, m := range f.plan(c.Side).In(c.Body) {
		out.Measures = append(out.Measures, InCluster{m.ID, m.Body.Title})
	}
	return out
}

// WithdrawnThing is what was public and was withdrawn: what it was called, whose it
// was, when and why; nothing else that it said.
type WithdrawnThing struct {
	ID    heed.ID   `json:"id"`
	By    Speaker   `json:"by"`
	Title string    `json:"title,omitempty"`
	On    heed.Date `json:"on"`
	Why   string    `json:"withdrawn"`
}

// withdrawnOf lists the measures that a State has withdrawn, the latest first. Their
// titles are told, as on the pages of recommendations.
func (f Follow) withdrawnOf(state heed.StateCode) []WithdrawnThing {
	return withdrawn(f, func(v heldVersion, m heed.Measure) (string, bool) { return m.Title, v.SameVoice(planSide(state)) })
}
