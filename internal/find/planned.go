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
}

// Unplanned is a recommendation that no measure serves.
type Unplanned struct {
	ID       heed.RecID    `json:"id"`
	Position heed.Position `json:"position"`
	Text     string        `json:"text"`
	// Assignment says who was asked to act on it; nil for nobody.
	Assignment *Held[heed.Assignment] `json:"assignment"`
}

// Plan is what a voice plans and does about recommendations, as far as the
// viewer may see.
type Plan struct {
	// Measures stand in the order of their due dates, those without one last.
	Measures []Planned            `json:"measures"`
	Clusters []Held[heed.Cluster] `json:"clusters"`
	// Institutions are those of the voice, by ID.
	Institutions map[heed.ID]Held[heed.Institution] `json:"institutions"`
	// Unplanned are the supported recommendations of the State's latest review
	// that no measure serves, in part or whole; Noted is how many noted ones there
	// are besides, Pending how many without an answer.
	Unplanned []Unplanned   `json:"unplanned"`
	Noted     int           `json:"noted_unplanned"`
	Pending   int           `json:"pending_unplanned"`
	Review    heed.ReviewID `json:"review"`
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
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		follow := Follow{viewer, all}
		out = follow.plan(heed.Side{Voice: voice, State: id.State})
		if id.Cycle == 0 {
			if id, err = f.latest(ctx, s, id.State); err != nil || !id.Known() {
				return err
			}
		}
		r, err := f.review(ctx, s, id)
		if err != nil {
			return err
		}
		out.Review = id
		out.addUnplanned(follow, r.rows)
		return nil
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
		said[u.Body.Measure] = append(said[u.Body.Measure], u)
	}
	for _, m := range All[heed.Measure](f) {
		if !m.SameVoice(side) {
			continue
		}
		updates := said[m.ID]
		slices.SortStableFunc(updates, func(a, b Held[heed.Update]) int {
			return cmp.Or(-cmp.Compare(a.Body.Date, b.Body.Date), -cmp.Compare(a.Entry, b.Entry))
		})
		out.Measures = append(out.Measures, Planned{m, updates})
	}
	slices.SortStableFunc(out.Measures, func(a, b Planned) int {
		return cmp.Or(compareBool(a.Body.Due == "", b.Body.Due == ""), cmp.Compare(a.Body.Due, b.Body.Due))
	})
	for _, c := range All[heed.Cluster](f) {
		if c.SameVoice(side) {
			out.Clusters = append(out.Clusters, c)
		}
	}
	slices.SortStableFunc(out.Clusters, func(a, b Held[heed.Cluster]) int { return cmp.Compare(a.Body.Order, b.Body.Order) })
	return out
}

// addUnplanned finds what no measure of the plan serves.
func (p *Plan) addUnplanned(f Follow, rows []Row) {
	served := map[heed.RecID]bool{}
	for _, m := range p.Measures {
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
		switch row.Position {
		case heed.Supported, heed.Partial:
			u := Unplanned{ID: row.ID(), Position: row.Position, Text: row.Text}
			if a, err := One[heed.Assignment](f, heed.AssignmentID(row.ID())); err == nil {
				u.Assignment = &a
			}
			p.Unplanned = append(p.Unplanned, u)
		case heed.Noted:
			p.Noted++
		default:
			p.Pending++
		}
	}
}
