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

// Recorded is what is the same for a dossier and for what belongs to it: who
// wrote it down, when, and how far it has come.
type Recorded struct {
	ID heed.ID `json:"id"`
	// By is whose institution recorded it, which is not whose words they are.
	By      Speaker   `json:"recorded_by"`
	On      heed.Date `json:"on"`
	Step    heed.Step `json:"step"`
	Version int       `json:"version"`
	// Withdrawn says why it was withdrawn; what it said is then left out.
	Withdrawn string `json:"withdrawn,omitempty"`
	// Replies are what others answered; a list of dossiers leaves them out.
	Replies []Replied `json:"replies,omitempty"`

	side heed.Side
}

// Side is where whoever recorded it stands.
func (r Recorded) Side() heed.Side { return r.side }

func (f Follow) recorded(v heed.Version) Recorded {
	return Recorded{ID: v.ID, By: f.speaker(v), On: dayOf(v.At), Step: v.Step, Version: v.Number, side: v.Side}
}

// DossierEntry is a dossier in a list.
type DossierEntry struct {
	Recorded
	Dossier heed.Dossier `json:"dossier"`
	// Figures is how many of its figures the viewer sees.
	Figures int `json:"figures"`
}

// Dossiers lists the dossiers that the viewer sees, of the latest events first.
func (f Follow) Dossiers() []DossierEntry {
	figures := map[heed.ID]int{}
	for _, h := range All[heed.Figure](f) {
		figures[h.Body.Dossier]++
	}
	out := []DossierEntry{}
	for _, d := range All[heed.Dossier](f) {
		out = append(out, DossierEntry{f.recorded(d.Version), d.Body, figures[d.ID]})
	}
	slices.SortStableFunc(out, func(a, b DossierEntry) int { return -cmp.Compare(a.Dossier.From, b.Dossier.From) })
	return out
}

// Counted is a figure of a dossier.
type Counted struct {
	Recorded
	heed.Figure
	// RevisedBy is the figure that came in its place.
	RevisedBy heed.ID `json:"revised_by,omitempty"`
}

// Stands reports whether it was neither revised nor withdrawn.
func (c Counted) Stands() bool { return c.RevisedBy == "" && c.Withdrawn == "" }

// mayRevise reports whether a figure can come in the place of another one: only a
// voice's own, of the same installation, can.
func (c Counted) mayRevise(o Counted) bool {
	return c.side.SameVoice(o.side) && c.By.Origin.Signer() == o.By.Origin.Signer()
}

// Alongside are figures that may be laid side by side, the official ones apart
// from those of others; both from the earliest.
type Alongside struct {
	heed.Like
	// Scope is whom or what all of them count, in the languages that any of them has.
	Scope       heed.Texts `json:"scope"`
	Official    []heed.ID  `json:"official"`
	Independent []heed.ID  `json:"independent"`
	// Disagree are pairs of one day that are not the same.
	Disagree [][2]heed.ID `json:"disagree,omitempty"`
}

// Proceedings are the figures of one track: the flows that may be drawn of them,
// and why no other is.
type Proceedings struct {
	Track heed.Track  `json:"track"`
	Flows [][]heed.ID `json:"flows"`
	// Separate are those that stand apart, by stage, and Apart says why they are not
	// drawn as one flow.
	Separate []heed.ID     `json:"separate"`
	Apart    []heed.Ground `json:"apart,omitempty"`
}

// Called is what somebody has said about an event.
type Called struct {
	Recorded
	heed.Call
}

// Someone is a person in an event, by a reference.
type Someone struct {
	Recorded
	heed.Person
	// Named is the name, where it may be shown; find knows none, and who shows it
	// fills it in.
	Named *heed.Named `json:"named,omitempty"`
}

// Grade is a treaty body's grade as it gave it, quoted on a recommendation.
type Grade struct {
	Speaker string    `json:"speaker"`
	Grade   string    `json:"grade"`
	Scale   string    `json:"scale"`
	Symbol  string    `json:"symbol"`
	Place   string    `json:"place"`
	AsOf    heed.Date `json:"as_of"`
}

// Asked is a recommendation that bears on an event, with what became of it.
type Asked struct {
	GapRow
	States []heed.StateCode `json:"recommending_states"`
	// ByThemes and ByIssues are the labels by which it was found, Chosen says that
	// somebody named it.
	ByThemes []string `json:"by_themes,omitempty"`
	ByIssues []string `json:"by_issues,omitempty"`
	Chosen   bool     `json:"chosen,omitempty"`
	Grades   []Grade  `json:"grades,omitempty"`
}

// AskedIn are those of one review. What is not read here has none, which is not
// that nothing was asked.
type AskedIn struct {
	Review          heed.ReviewID `json:"review"`
	Read            bool          `json:"read"`
	Recommendations []Asked       `json:"recommendations"`
}

// Dossier is a dossier with all that belongs to it, as far as the viewer sees.
// Nothing in it is a sum.
type Dossier struct {
	Recorded
	Dossier heed.Dossier `json:"dossier"`
	// Figures stand in the order of kinds, each kind from the earliest; those
	// without a date come last.
	Figures   []Counted     `json:"figures"`
	Alongside []Alongside   `json:"side_by_side"`
	Tracks    []Proceedings `json:"tracks"`
	Calls     []Called      `json:"calls"`
	Persons   []Someone     `json:"persons"`
	// Asked are the recommendations of every cycle, the latest first.
	Asked []AskedIn `json:"asked"`
}

// Figure gives one figure of the dossier, false where the viewer sees none of
// that name.
func (d Dossier) Figure(id heed.ID) (Counted, bool) {
	i := slices.IndexFunc(d.Figures, func(c Counted) bool { return c.ID == id })
	if i < 0 {
		return Counted{}, false
	}
	return d.Figures[i], true
}

// Dossier gives a dossier, CodeNotFound where there is none that the viewer may
// see.
func (f *Finder) Dossier(ctx context.Context, viewer heed.Viewer, id heed.ID) (Dossier, error) {
	out := Dossier{Alongside: []Alongside{}, Tracks: []Proceedings{}, Asked: []AskedIn{}}
	err := f.view(ctx, viewer, func(s snapshot) error {
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		follow := Follow{viewer, all, newBoxes(f.open)}
		d, err := One[heed.Dossier](follow, id)
		if err != nil {
			return err
		}
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		out.Recorded, out.Dossier = follow.recorded(d.Version), d.Body
		out.Replies = follow.RepliesTo(d.Subject)
		out.Figures, out.Calls, out.Persons = follow.figures(id), follow.calls(id), follow.persons(id)
		out.lay()
		out.Asked = follow.asked(l, d.Body)
		return nil
	})
	return out, err
}

// belonging lists what belongs to a dossier, also what was withdrawn in public:
// that leaves a note.
func belonging[T heed.Matter](f Follow, of func(T) heed.ID, id heed.ID) []Held[T] {
	var kind T
	var out []Held[T]
	for _, s := range f.all.kinds[kind.Of()] {
		v, there := f.newest(s)
		body, ok := v.matter.(T)
		if !ok || of(body) != id || !there && (v.Removed || v.Visibility != heed.VisiblePublic) {
			continue
		}
		out = append(out, Held[T]{v.Version, body})
	}
	return out
}

// figures lists the figures of a dossier.
func (f Follow) figures(id heed.ID) []Counted {
	out := []Counted{}
	revises := map[heed.ID]heed.ID{} // by those that were withdrawn, too
	for _, h := range belonging(f, func(c heed.Figure) heed.ID { return c.Dossier }, id) {
		c := Counted{Recorded: f.recorded(h.Version), Figure: h.Body}
		revises[h.ID] = h.Body.Revises
		c.Replies = f.RepliesTo(h.Subject)
		if h.Step == heed.StepWithdrawn {
			c.Withdrawn = h.Note
			c.Figure = heed.Figure{Dossier: id, Kind: h.Body.Kind, Unit: h.Body.Unit, Basis: h.Body.Basis, Voice: h.Body.Voice, Speaker: h.Body.Speaker}
		}
		out = append(out, c)
	}
	revised(out, revises)
	for i := range out { // what the viewer does not see is not even named
		if !slices.ContainsFunc(out, func(c Counted) bool { return c.ID == out[i].Revises && out[i].mayRevise(c) }) {
			out[i].Revises = ""
		}
	}
	slices.SortStableFunc(out, func(a, b Counted) int {
		return cmp.Or(cmp.Compare(slices.Index(heed.FigureKinds, a.Kind), slices.Index(heed.FigureKinds, b.Kind)), heed.ByDate(a.Figure, b.Figure))
	})
	return out
}

// revised says of each figure which one came in its place. It is revised whether or
// not that one was revised in its turn; where that one was withdrawn, the next one in
// whose place none was withdrawn counts: the way leads back over what was withdrawn.
func revised(all []Counted, revises map[heed.ID]heed.ID) {
	for _, by := range all {
		if by.Withdrawn != "" {
			continue
		}
		passed := map[heed.ID]bool{by.ID: true}
		for id := revises[by.ID]; id != "" && !passed[id]; id = revises[id] {
			passed[id] = true
			i := slices.IndexFunc(all, func(c Counted) bool { return c.ID == id })
			if i < 0 || !by.mayRevise(all[i]) {
				break
			}
			if all[i].Withdrawn == "" {
				all[i].RevisedBy = by.ID
				break
			}
		}
	}
}

// calls lists what was said about the event of a dossier, from the earliest.
func (f Follow) calls(id heed.ID) []Called {
	out := []Called{}
	for _, h := range belonging(f, func(c heed.Call) heed.ID { return c.Dossier }, id) {
		c := Called{f.recorded(h.Version), h.Body}
		c.Replies = f.RepliesTo(h.Subject)
		if h.Step == heed.StepWithdrawn {
			c.Withdrawn = h.Note
			c.Call = heed.Call{Dossier: id, Kind: h.Body.Kind, Voice: h.Body.Voice, Speaker: h.Body.Speaker}
		}
		c.Figures = slices.DeleteFunc(slices.Clone(c.Figures), func(id heed.ID) bool {
			_, err := One[heed.Figure](f, id)
			return err != nil
		})
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Called) int {
		return heed.ByDate(heed.Figure{AsOf: a.Date}, heed.Figure{AsOf: b.Date})
	})
	return out
}

// persons lists the people in the event of a dossier, in the order in which they
// were recorded.
func (f Follow) persons(id heed.ID) []Someone {
	out := []Someone{}
	for _, h := range belonging(f, func(p heed.Person) heed.ID { return p.Dossier }, id) {
		p := Someone{Recorded: f.recorded(h.Version), Person: h.Body}
		if h.Step == heed.StepWithdrawn {
			p.Withdrawn = h.Note
			p.Person = heed.Person{Dossier: id, Role: h.Body.Role}
		}
		out = append(out, p)
	}
	return out
}

// lay lays side by side what may be, and finds the flows of each track.
func (d *Dossier) lay() {
	standing := slices.DeleteFunc(slices.Clone(d.Figures), func(c Counted) bool { return c.Withdrawn != "" })
	for _, group := range Together(standing) {
		d.Alongside = append(d.Alongside, alongside(group))
	}
	slices.SortStableFunc(d.Alongside, func(a, b Alongside) int { return inOrder(a.Like, b.Like) })
	for _, track := range heed.Tracks {
		if p := proceedings(track, standing); len(p.Flows)+len(p.Separate) > 0 {
			d.Tracks = append(d.Tracks, p)
		}
	}
}

// Together parts figures into groups of those that may be laid side by side.
func Together(all []Counted) [][]Counted {
	figures := make([]heed.Figure, len(all))
	for i, c := range all {
		figures[i] = c.Figure
	}
	var out [][]Counted
	for _, at := range heed.Together(figures, heed.Figure.Comparable) {
		var group []Counted
		for _, i := range at {
			group = append(group, all[i])
		}
		out = append(out, group)
	}
	return out
}

// alongside lays a group side by side.
func alongside(group []Counted) Alongside {
	out := Alongside{Like: group[0].Like(), Scope: heed.Texts{}, Official: []heed.ID{}, Independent: []heed.ID{}}
	for i, c := range group {
		for code, text := range c.Scope {
			out.Scope[code] = cmp.Or(out.Scope[code], text)
		}
		if c.Official() {
			out.Official = append(out.Official, c.ID)
		} else {
			out.Independent = append(out.Independent, c.ID)
		}
		for _, o := range group[i+1:] {
			if c.Stands() && o.Stands() && c.Disagrees(o.Figure) {
				out.Disagree = append(out.Disagree, [2]heed.ID{c.ID, o.ID})
			}
		}
	}
	return out
}

// inOrder orders groups by what they count, whose acts it is about, how far it has
// come, and how it was counted.
func inOrder(a, b heed.Like) int {
	return cmp.Or(
		cmp.Compare(slices.Index(heed.FigureKinds, a.Kind), slices.Index(heed.FigureKinds, b.Kind)), cmp.Compare(slices.Index(heed.Tracks, a.Track), slices.Index(heed.Tracks, b.Track)),
		cmp.Compare(slices.Index(heed.CaseStages, a.Stage), slices.Index(heed.CaseStages, b.Stage)),
		cmp.Compare(slices.Index(heed.FigureBases, a.Basis), slices.Index(heed.FigureBases, b.Basis)), cmp.Compare(slices.Index(heed.FigureUnits, a.Unit), slices.Index(heed.FigureUnits, b.Unit)),
	)
}

// proceedings finds the flows of a track among figures that stand.
func proceedings(track heed.Track, all []Counted) Proceedings {
	out := Proceedings{Track: track, Flows: [][]heed.ID{}, Separate: []heed.ID{}}
	var of []Counted
	for _, c := range all {
		if c.Track == track && c.Stands() {
			of = append(of, c)
		}
	}
	figures := make([]heed.Figure, len(of))
	for i, c := range of {
		figures[i] = c.Figure
	}
	drawn := map[heed.ID]bool{}
	for _, flow := range heed.Flows(figures) {
		var ids []heed.ID
		for _, i := range flow.Figures {
			ids = append(ids, of[i].ID)
			drawn[of[i].ID] = true
		}
		out.Flows = append(out.Flows, ids)
	}
	rest := slices.DeleteFunc(of, func(c Counted) bool { return drawn[c.ID] })
	slices.SortStableFunc(rest, func(a, b Counted) int {
		return cmp.Compare(slices.Index(heed.CaseStages, a.Reached()), slices.Index(heed.CaseStages, b.Reached()))
	})
	var apart []heed.Figure
	for _, c := range rest {
		out.Separate = append(out.Separate, c.ID)
		apart = append(apart, c.Figure)
	}
	if len(apart) > 1 {
		out.Apart = heed.Apart(apart)
	}
	return out
}

// asked finds the recommendations to the State of a dossier by its labels, in
// every review of that State that is known, and those that somebody chose.
func (f Follow) asked(l *library, d heed.Dossier) []AskedIn {
	found := map[heed.RecID]*Asked{}
	var order []heed.RecID
	scope := Filter{ByState: {string(d.State)}}
	take := func(hits []Hit, by func(*Asked, Hit)) {
		for _, h := range hits {
			a := found[h.ID()]
			if a == nil {
				a = &Asked{GapRow: f.gapRow(h, ""), States: h.RecommendingStates, Grades: f.grades(h.ID())}
				found[h.ID()] = a
				order = append(order, h.ID())
			}
			by(a, h)
		}
	}
	if len(d.Themes) > 0 {
		take(l.answer(Query{Scope: scope, Filter: Filter{ByTheme: d.Themes}}).Rows, func(a *Asked, h Hit) {
			a.ByThemes = common(d.Themes, h.Themes)
		})
	}
	if len(d.Issues) > 0 {
		take(l.answer(Query{Scope: scope, Filter: Filter{ByIssue: d.Issues}}).Rows, func(a *Asked, h Hit) {
			a.ByIssues = common(d.Issues, h.Issues)
		})
	}
	for _, id := range d.Recommendations {
		if h, ok := l.hit(id); ok {
			take([]Hit{h}, func(a *Asked, _ Hit) { a.Chosen = true })
		}
	}
	out := l.reviewsOf(d.State)
	for i := range out {
		for _, id := range order {
			if id.Review == out[i].Review {
				out[i].Recommendations = append(out[i].Recommendations, *found[id])
			}
		}
		slices.SortStableFunc(out[i].Recommendations, func(a, b Asked) int { return l.inReport(a.ID, b.ID) })
	}
	return out
}

// common lists the labels of a dossier that a recommendation has.
func common[T ~string](of []string, has []T) []string {
	var out []string
	for _, v := range of {
		if slices.Contains(has, T(v)) {
			out = append(out, v)
		}
	}
	return out
}

// reviewsOf lists the reviews of a State that are known, read here or not, the
// latest first.
func (l *library) reviewsOf(state heed.StateCode) []AskedIn {
	read := map[heed.ReviewID]bool{}
	for _, r := range l.reviews {
		read[r.ReviewID] = r.State == state
	}
	for _, known := range refdata.ReviewsOf(state) {
		if _, ok := read[known.ReviewID]; !ok {
			read[known.ReviewID] = false
		}
	}
	out := []AskedIn{}
	for id, here := range read {
		if id.State == state {
			out = append(out, AskedIn{Review: id, Read: here, Recommendations: []Asked{}})
		}
	}
	slices.SortFunc(out, func(a, b AskedIn) int { return b.Review.Cycle - a.Review.Cycle })
	return out
}

// inReport orders recommendations of one review as its report has them.
func (l *library) inReport(a, b heed.RecID) int {
	at := func(id heed.RecID) int {
		return slices.IndexFunc(l.shelves[id.Review].hits, func(h Hit) bool { return h.Ref == id.Ref })
	}
	return at(a) - at(b)
}

// grades lists the grades of treaty bodies that are quoted on a recommendation,
// as they were given.
func (f Follow) grades(id heed.RecID) []Grade {
	var out []Grade
	for _, a := range f.assessmentsOf(id) {
		if q := a.Quotation; q != nil && q.Grade != "" && a.Stands() {
			out = append(out, Grade{q.Speaker, q.Grade, q.Scale, q.Symbol, q.Place, a.AsOf})
		}
	}
	return out
}
