// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"slices"

	"github.com/heed-upr/heed"
)

// Saying is how far an institution has come with saying something of a
// recommendation.
type Saying string

// The values.
const (
	Unsaid    Saying = "unsaid"    // it has written nothing
	BeingSaid Saying = "in_work"   // something of it is on its way
	PublicSay Saying = "published" // what it says last is public
)

// Sayings lists all values.
var Sayings = []Saying{Unsaid, BeingSaid, PublicSay}

// SayingQuery asks for recommendations of a review by what they are, and by how
// far the viewer's institution has come.
type SayingQuery struct {
	Query
	Saying Saying // "" for any
}

// Worklist is a review as an institution works through it.
type Worklist struct {
	Review heed.Review `json:"review"`
	// Reviews are those that the viewer can speak of, the newest of each State
	// first.
	Reviews []heed.ReviewID `json:"reviews"`
	Rows    []WorkRow       `json:"rows"`
	// Counts is how many fit but for how far they have come.
	Counts []Count[Saying] `json:"counts"`
	Answer Answer          `json:"-"`
	// Requests are those for correction of what the viewer answers for, of which
	// nobody has said yet what became of them.
	Requests []Target `json:"requests"`
}

// WorkRow is a recommendation with what the viewer's own institution says of it.
type WorkRow struct {
	Hit
	// Own are its entries, the newest first; Others is how many there are besides of
	// its own voice, and Public how many of other voices.
	Own    []Assessed `json:"own"`
	Others int        `json:"others"`
	Public int        `json:"public"`
	Saying Saying     `json:"saying"`
}

// Worklist gives the recommendations of a review with what the viewer's
// institution says of each. The zero review is the newest of the viewer's State
// or, for who is of none, the newest of all.
func (f *Finder) Worklist(ctx context.Context, viewer heed.Viewer, id heed.ReviewID, q SayingQuery) (Worklist, error) {
	var out Worklist
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		for _, r := range l.reviews {
			if viewer.State == "" || r.State == viewer.State {
				out.Reviews = append(out.Reviews, r.ReviewID)
			}
		}
		slices.SortStableFunc(out.Reviews, func(a, b heed.ReviewID) int { return b.Cycle - a.Cycle })
		if !id.Known() && len(out.Reviews) > 0 {
			id = out.Reviews[0]
		}
		r, err := f.review(ctx, s, id)
		if err != nil {
			return err
		}
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		follow := Follow{viewer, all, newBoxes(f.open)}
		q.Scope, q.Page = In(id), 0
		out.Review, out.Answer, out.Requests = r.record.Review, l.answer(q.Query), follow.requests()
		counts := map[Saying]int{}
		for _, hit := range out.Answer.Rows {
			row := follow.workRow(hit)
			counts[row.Saying]++
			if q.Saying == "" || q.Saying == row.Saying {
				out.Rows = append(out.Rows, row)
			}
		}
		for _, v := range Sayings {
			out.Counts = append(out.Counts, Count[Saying]{v, counts[v]})
		}
		return nil
	})
	return out, err
}

func (f Follow) workRow(hit Hit) WorkRow {
	row := WorkRow{Hit: hit, Saying: Unsaid}
	for _, a := range f.assessmentsOf(hit.ID()) {
		switch {
		case a.Voice == f.viewer.Voice && a.Speaker.ID == f.viewer.Institution:
			row.Own = append(row.Own, a)
		case a.Voice == f.viewer.Voice && a.Step != heed.StepPublished:
			row.Others++
		case a.Step == heed.StepPublished:
			row.Public++
		}
	}
	for _, a := range row.Own {
		switch {
		case a.Stands():
			if row.Saying == Unsaid {
				row.Saying = PublicSay
			}
		case a.Step != heed.StepPublished && a.Step != heed.StepWithdrawn:
			row.Saying = BeingSaid
		}
	}
	return row
}

// Target is something that others can answer.
type Target struct {
	heed.Subject
	// Side is where it stands; of a request for correction, Of is where that stands
	// which it is about.
	Side, Of heed.Side
	// State is the one that it tells of, and Recommendation what it is about first.
	State          heed.StateCode
	Recommendation heed.RecID
	// Dossier is the one that it is, or belongs to; "" for anything else.
	Dossier heed.ID
	Speaker Speaker
	// Title is what it is called, "" for what has no title, and Assessed what it is
	// where that is an assessment. Both are those of what a reply answers.
	Title    string
	Assessed *Assessed
	Replied  *Replied
	Replies  []Replied

	ofHere bool // what a request is about was published here
}

// Answers reports whether somebody may say what became of the request that this
// is: whoever published what it is about, and for a State also its coordinator.
func (t Target) Answers(viewer heed.Viewer) bool {
	return t.Replied != nil && t.Replied.Asks && t.ofHere && (viewer.SameInstitution(t.Of) || viewer.Role == heed.Coordinator && viewer.Voice == heed.VoiceState && viewer.SameVoice(t.Of))
}

// Target gives something that is published; CodeNotFound where there is no such
// thing.
func (f Follow) Target(s heed.Subject) (Target, error) {
	public := Follow{all: f.all}
	v, ok := public.newest(s)
	if !ok || !slices.Contains(heed.Answerable, s.Kind) {
		return Target{}, &heed.Error{Code: heed.CodeNotFound, Op: "find.Target", Key: "error.not_published", Args: []string{"Subject", s.String()}}
	}
	out := Target{Subject: s, Side: v.Side, State: v.State, Speaker: f.speaker(v.Version), Replies: f.RepliesTo(s)}
	if recs := v.matter.Concerns(); len(recs) > 0 && s.Kind != heed.SubjectDossier {
		out.Recommendation, out.State = recs[0], recs[0].Review.State
	}
	switch m := v.matter.(type) {
	case heed.Assessment:
		for _, a := range public.assessmentsOf(m.Recommendation) {
			if a.ID == s.ID {
				out.Assessed = &a
			}
		}
	case heed.Measure:
		out.Title = m.Title
	case heed.Update:
		out.Title = m.Text
	case heed.Evidence:
		out.Title = m.Title
	case heed.Claim:
		out.Title, out.State = m.Quote, m.State
	case heed.Dossier:
		out.Title, out.Dossier, out.State = m.Headline(), s.ID, m.State
	case heed.Figure:
		out.Title = m.Headline() + " · " + m.Speaker
		public.belongs(&out, m.Dossier)
	case heed.Call:
		out.Title = m.Headline()
		public.belongs(&out, m.Dossier)
	case heed.Reply:
		public.answers(&out, m.To)
	}
	return out, nil
}

// answers says of a reply what it is about.
func (f Follow) answers(t *Target, to heed.Subject) {
	of, err := f.Target(to)
	if err == nil {
		t.ofHere = of.Speaker.Origin == nil
		t.Of, t.State, t.Recommendation, t.Dossier, t.Title, t.Assessed = of.Side, of.State, of.Recommendation, of.Dossier, of.Title, of.Assessed
	} else if all := f.all.things[to]; len(all) > 0 {
		t.Of, t.ofHere = all[0].Side, all[0].Origin == nil // what it is about was withdrawn since
	}
	for _, r := range f.RepliesTo(to) {
		if r.ID == t.ID {
			t.Replied = &r
		}
	}
}

// belongs says to which dossier something belongs.
func (f Follow) belongs(t *Target, id heed.ID) {
	t.Dossier = id
	if d, err := One[heed.Dossier](f, id); err == nil {
		t.State = d.Body.State
	}
}

// requests are those that the viewer has to answer.
func (f Follow) requests() []Target {
	var out []Target
	for _, s := range f.all.kinds[heed.SubjectReply] {
		t, err := f.Target(s)
		if err == nil && t.Answers(f.viewer) && t.Replied.Handled() == "" {
			out = append(out, t)
		}
	}
	return out
}
