// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/heed-upr/heed"
)

// Planned is a measure with what has been said on it, the newest first.
type Planned struct {
	Held[heed.Measure]
	Updates []Held[heed.Update] `json:"updates"`
	// Context are the recommendations to which it is linked and which were made
	// after all that is known of it: to them it is context, and no progress.
	Context []heed.RecID `json:"context,omitempty"`
}

// Unplanned is a recommendation that no measure serves.
type Unplanned struct {
	ID       heed.RecID    `json:"id"`
	Position heed.Position `json:"position"`
	Text     string        `json:"text"`
	// Assignment says who was asked to act on it; nil for nobody.
	Assignment *Held[heed.Assignment] `json:"assignment"`
}

// Reports are the updates by those who have published the measure. Another
// installation may tell of it too, and reports for nobody here.
func (p Planned) Reports() []Held[heed.Update] {
	var out []Held[heed.Update]
	for _, u := range p.Updates {
		if u.Origin.Signer() == p.Origin.Signer() {
			out = append(out, u)
		}
	}
	return out
}

// Plan is what a voice plans and does about recommendations, as far as the
// viewer may see.
type Plan struct {
	// Measures stand in the order of their due dates, those without one last.
	Measures []Planned `json:"measures"`
	// Updates are those on recommendations themselves, and on no measure, the newest
	// first.
	Updates  []Held[heed.Update]  `json:"updates"`
	Clusters []Held[heed.Cluster] `json:"clusters"`
	// Schedules ask for reports on measures, in the order in which they began.
	Schedules []Held[heed.Schedule] `json:"schedules"`
	// Institutions are those of the voice, by ID.
	Institutions map[heed.ID]Held[heed.Institution] `json:"institutions"`
	// Unplanned are the supported recommendations of the State's latest review
	// that no measure serves, in part or whole; NotedUnplanned are the noted ones,
	// which are never mixed with them, and Pending is how many have no answer.
	Unplanned      []Unplanned   `json:"unplanned"`
	NotedUnplanned []Unplanned   `json:"noted_unplanned"`
	Pending        int           `json:"pending_unplanned"`
	Review         heed.ReviewID `json:"review"`
}

// Measure gives one measure of the plan, CodeNotFound where there is none that
// the viewer may see.
func (p Plan) Measure(id heed.ID) (Planned, error) {
	i := slices.IndexFunc(p.Measures, func(m Planned) bool { return m.ID == id })
	if i < 0 {
		return Planned{}, &heed.Error{Code: heed.CodeNotFound, Op: "find.Measure", Key: "error.version_not_found", Args: []string{"Subject", "measure/" + string(id)}}
	}
	return p.Measures[i], nil
}

// In lists the measures that belong to a cluster: those that are planned with it,
// and those that are about something that it holds.
func (p Plan) In(c heed.Cluster) []Planned {
	var out []Planned
	for _, m := range p.Measures {
		if slices.Contains(c.Measures, m.ID) || slices.ContainsFunc(m.Body.Links, func(l heed.Link) bool {
			return l.Annotation != "" && slices.Contains(c.Annotations, l.Annotation) || l.Annotation == "" && slices.Contains(c.Recommendations, l.Recommendation)
		}) {
			out = append(out, m)
		}
	}
	return out
}

// Cluster gives one cluster of the plan, CodeNotFound where there is none that
// the viewer may see.
func (p Plan) Cluster(id heed.ID) (Held[heed.Cluster], error) {
	i := slices.IndexFunc(p.Clusters, func(c Held[heed.Cluster]) bool { return c.ID == id })
	if i < 0 {
		return Held[heed.Cluster]{}, &heed.Error{Code: heed.CodeNotFound, Op: "find.Cluster", Key: "error.version_not_found", Args: []string{"Subject", "cluster/" + string(id)}}
	}
	return p.Clusters[i], nil
}

// Names lists the institutions of the voice, and gives what each is called in a
// language.
func (p Plan) Names(language string) ([]heed.ID, func(heed.ID) string) {
	ids := slices.Collect(maps.Keys(p.Institutions))
	slices.SortFunc(ids, func(a, b heed.ID) int { return cmp.Compare(p.Institutions[a].Entry, p.Institutions[b].Entry) })
	return ids, func(id heed.ID) string {
		if i, ok := p.Institutions[id]; ok {
			return i.Body.Name(language)
		}
		return string(id)
	}
}

// Plan gives the plan of a voice of a State, held against one of its reviews.
// The zero review is the State's latest that is here.
func (f *Finder) Plan(ctx context.Context, viewer heed.Viewer, voice heed.Voice, id heed.ReviewID) (Plan, error) {
	var out Plan
	err := f.view(ctx, viewer, func(s snapshot) error {
		var err error
		out, _, err = f.planIn(ctx, s, viewer, voice, id)
		return err
	})
	return out, err
}

// planIn is Plan in a snapshot, with what it was made of.
func (f *Finder) planIn(ctx context.Context, s snapshot, viewer heed.Viewer, voice heed.Voice, id heed.ReviewID) (Plan, Follow, error) {
	all, err := f.following.catchUp(ctx, s)
	if err != nil {
		return Plan{}, Follow{}, err
	}
	follow := Follow{viewer, all, newBoxes(f.open)}
	out := follow.plan(heed.Side{Voice: voice, State: id.State})
	if err := f.addContext(ctx, s, out.Measures); err != nil {
		return out, follow, err
	}
	if id.Cycle == 0 {
		if id, err = f.latest(ctx, s, id.State); err != nil || !id.Known() {
			return out, follow, err
		}
	}
	r, err := f.review(ctx, s, id)
	if err != nil {
		return out, follow, err
	}
	out.Review = id
	out.addUnplanned(follow, r.rows)
	return out, follow, nil
}

// addContext finds the recommendations that came after the measures that are
// linked to them.
func (f *Finder) addContext(ctx context.Context, s snapshot, measures []Planned) error {
	made, err := f.made(ctx, s)
	if err != nil {
		return err
	}
	for i, m := range measures {
		for _, id := range m.Body.Concerns() {
			if m.Body.Precedes(made[id.Review]) {
				measures[i].Context = append(measures[i].Context, id)
			}
		}
	}
	return nil
}

// made is when each review made its recommendations.
func (f *Finder) made(ctx context.Context, s snapshot) (map[heed.ReviewID]heed.Date, error) {
	l, err := f.library(ctx, s)
	if err != nil {
		return nil, err
	}
	out := map[heed.ReviewID]heed.Date{}
	for _, r := range l.reviews {
		out[r.ReviewID] = r.Day()
	}
	return out, nil
}

// Made is the day on which the recommendations of each review were made.
type Made map[heed.ReviewID]heed.Date

// After lists those of some recommendations that were made after a day: to them what is
// dated that day is context, and no progress.
func (m Made) After(day heed.Date, of []heed.RecID) []heed.RecID {
	var out []heed.RecID
	for _, id := range of {
		if day.Precedes(m[id.Review]) {
			out = append(out, id)
		}
	}
	return out
}

// Made gives when the recommendations of all reviews were made.
func (f *Finder) Made(ctx context.Context, viewer heed.Viewer) (Made, error) {
	var out Made
	err := f.view(ctx, viewer, func(s snapshot) (err error) {
		out, err = f.made(ctx, s)
		return err
	})
	return out, err
}

// latest is the State's newest review that has a record, the zero value if
// there is none.
func (f *Finder) latest(ctx context.Context, s snapshot, state heed.StateCode) (heed.ReviewID, error) {
	l, err := f.library(ctx, s)
	if err != nil {
		return heed.ReviewID{}, err
	}
	var out heed.ReviewID
	for _, r := range l.reviews {
		if r.State == state && r.Cycle > out.Cycle {
			out = r.ReviewID
		}
	}
	return out, nil
}

// plan collects what stands on one side.
func (f Follow) plan(side heed.Side) Plan {
	out := Plan{Institutions: map[heed.ID]Held[heed.Institution]{}}
	for _, i := range All[heed.Institution](f) {
		if i.SameVoice(side) {
			out.Institutions[i.ID] = i
		}
	}
	said := map[heed.ID][]Held[heed.Update]{}
	for _, u := range All[heed.Update](f) {
		if !u.SameVoice(side) {
			continue // who speaks of another voice's measure does not speak for it
		}
		said[u.Body.Measure] = append(said[u.Body.Measure], u)
	}
	for _, m := range All[heed.Measure](f) {
		if !m.SameVoice(side) {
			continue
		}
		out.Measures = append(out.Measures, Planned{Held: m, Updates: newestFirst(said[m.ID])})
	}
	out.Updates = newestFirst(said[""])
	slices.SortStableFunc(out.Measures, func(a, b Planned) int {
		return cmp.Or(compareBool(a.Body.Due == "", b.Body.Due == ""), cmp.Compare(a.Body.Due, b.Body.Due))
	})
	for _, c := range All[heed.Cluster](f) {
		if c.SameVoice(side) {
			out.Clusters = append(out.Clusters, c)
		}
	}
	for _, s := range All[heed.Schedule](f) {
		if s.SameVoice(side) {
			out.Schedules = append(out.Schedules, s)
		}
	}
	slices.SortStableFunc(out.Clusters, func(a, b Held[heed.Cluster]) int { return cmp.Compare(a.Body.Order, b.Body.Order) })
	return out
}

// newestFirst sorts updates by the day that they tell of.
func newestFirst(updates []Held[heed.Update]) []Held[heed.Update] {
	slices.SortStableFunc(updates, func(a, b Held[heed.Update]) int {
		return cmp.Or(-cmp.Compare(a.Body.Date, b.Body.Date), -cmp.Compare(a.Entry, b.Entry))
	})
	return updates
}

// addUnplanned finds what no measure of the plan serves, and none of the State's that
// the viewer may see: to other voices, what the State has published is planned.
func (p *Plan) addUnplanned(f Follow, rows []Row) {
	served := map[heed.RecID]bool{}
	of := heed.Side{Voice: heed.VoiceState, State: p.Review.State}
	measures := slices.Clone(p.Measures)
	for _, m := range All[heed.Measure](f) {
		if m.SameVoice(of) {
			measures = append(measures, Planned{Held: m})
		}
	}
	for _, m := range measures {
		for _, l := range m.Body.Links {
			if l.Bearing == heed.Serves {
				served[l.Recommendation] = true
			}
		}
	}
	for _, row := range rows {
		if served[row.ID()] {
			continue
		}
		u := Unplanned{ID: row.ID(), Position: row.Position, Text: row.Text}
		if a, err := One[heed.Assignment](f, heed.AssignmentID(row.ID())); err == nil {
			u.Assignment = &a
		}
		switch row.Position {
		case heed.Supported, heed.Partial:
			p.Unplanned = append(p.Unplanned, u)
		case heed.Noted:
			p.NotedUnplanned = append(p.NotedUnplanned, u)
		default:
			p.Pending++
		}
	}
}
