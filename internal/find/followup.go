// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"slices"

	"github.com/heed-upr/heed"
)

// Said is a measure on a recommendation as those who follow it up tell it: it is
// what one institution of one voice says, and nothing that Heed has found out.
// Who wrote it is left out, even by pseudonym.
type Said struct {
	ID          heed.ID          `json:"id"`
	Voice       heed.Voice       `json:"voice"`
	Institution heed.Institution `json:"institution"`
	Bearing     heed.Bearing     `json:"bearing"`
	Title       string           `json:"title"`
	Kind        heed.MeasureKind `json:"kind"`
	// Origin is the installation that has published it, nil for this one.
	Origin      *heed.Origin `json:"origin,omitempty"`
	Description string       `json:"description,omitempty"`
	// Expected is what is to be otherwise afterwards; Partners have a part in it.
	Expected string             `json:"expected,omitempty"`
	Partners []heed.Institution `json:"partners,omitempty"`
	Start    heed.Date          `json:"start,omitempty"`
	Due      heed.Date          `json:"due,omitempty"`
	// SDGs are targets; Plans are names of national plans that it is part of.
	SDGs  []string `json:"sdgs,omitempty"`
	Plans []string `json:"plans,omitempty"`
	// Stages are those that were reached, the latest first.
	Stages []heed.StageOn `json:"stages,omitempty"`
	// Milestones and Indicators are as the institution keeps them.
	Milestones   []heed.Milestone `json:"milestones,omitempty"`
	Indicators   []heed.Indicator `json:"indicators,omitempty"`
	RecognisedBy []heed.Citation  `json:"recognised_by,omitempty"`
	CriticisedBy []heed.Citation  `json:"criticised_by,omitempty"`
	// Context says that all that is known of it was there before the recommendation
	// was made, so that it is no progress on it.
	Context bool `json:"context,omitempty"`
	// Updates are what was said on it, the latest first.
	Updates []Told `json:"updates,omitempty"`
	// Replies are what others say to it.
	Replies []Replied `json:"replies,omitempty"`
	// Public says that there is a version of it that everybody sees, whichever this is.
	Public bool `json:"-"`
	// AsOf is when this version was written.
	AsOf heed.Date `json:"as_of"`
	// Withdrawn is why it was withdrawn, "" where it was not. Of what was withdrawn
	// nothing else is told but its title; its history has the rest.
	Withdrawn string `json:"withdrawn,omitempty"`
}

// Told is an update without who wrote it.
type Told struct {
	ID   heed.ID   `json:"id"`
	Date heed.Date `json:"date"`
	// Text is empty for what was withdrawn; Withdrawn says why it was.
	Text      string `json:"text,omitempty"`
	Withdrawn string `json:"withdrawn,omitempty"`
	// Context says that its day is before the recommendation was made, so that it is no
	// progress on it.
	Context bool `json:"context,omitempty"`
	// Replies are what others say to it.
	Replies []Replied `json:"replies,omitempty"`
	// By is who says it where that is another institution than the measure's: one that
	// has a part in it, or one of another installation.
	By *Speaker `json:"by,omitempty"`
}

// ToldOn is an update on a recommendation itself, and on no measure, without who
// wrote it: what one institution says was done.
type ToldOn struct {
	Told
	By   Speaker   `json:"by"`
	Step heed.Step `json:"step"`
	// Own says that it is of the viewer's own voice.
	Own bool `json:"-"`
}

// toldOn lists what is said to have been done on a recommendation, which was made on a
// day, voice by voice and the latest first, but for what stands with a measure that is
// told of already.
func (f Follow) toldOn(id heed.RecID, said []Said, made heed.Date) []ToldOn {
	var out []ToldOn
	for _, s := range f.all.about[id] {
		v, u, ok := toldOf[heed.Update](f, s)
		if !ok || !slices.Contains(u.Concerns(), id) || slices.ContainsFunc(said, func(m Said) bool {
			return slices.ContainsFunc(m.Updates, func(t Told) bool { return t.ID == v.ID })
		}) {
			continue
		}
		out = append(out, ToldOn{f.tellUpdate(v, u, made), f.speaker(v.Version), v.Step, f.viewer.SameVoice(v.Side)})
	}
	slices.SortStableFunc(out, func(a, b ToldOn) int {
		return cmp.Or(cmp.Compare(slices.Index(heed.Voices, a.By.Voice), slices.Index(heed.Voices, b.By.Voice)), -cmp.Compare(a.Date, b.Date))
	})
	return out
}

// tellUpdate is one update as it is told of a recommendation that was made on a day; of
// what was withdrawn only why.
func (f Follow) tellUpdate(v heldVersion, u heed.Update, made heed.Date) Told {
	if v.Step == heed.StepWithdrawn {
		return Told{ID: v.ID, Date: u.Date, Withdrawn: v.Note, Replies: f.RepliesTo(v.Subject)}
	}
	return Told{ID: v.ID, Date: u.Date, Text: u.Text, Context: u.Date.Precedes(made), Replies: f.RepliesTo(v.Subject)}
}

// saidOn lists what is said to be done about a recommendation, which was made on
// a day, as far as the viewer may see, voice by voice; what was public and is
// withdrawn leaves why.
func (f Follow) saidOn(id heed.RecID, made heed.Date) []Said {
	var out []Said
	for _, s := range f.all.about[id] {
		v, m, ok := toldOf[heed.Measure](f, s)
		if ok && slices.Contains(m.Concerns(), id) {
			out = append(out, f.saidBy(v.Version, m, id, made))
		}
	}
	slices.SortStableFunc(out, func(a, b Said) int {
		return cmp.Compare(slices.Index(heed.Voices, a.Voice), slices.Index(heed.Voices, b.Voice))
	})
	return out
}

// toldOf gives the newest version of a thing, also where that is the public note
// of what was withdrawn.
func toldOf[T heed.Matter](f Follow, s heed.Subject) (heldVersion, T, bool) {
	v, there := f.newest(s)
	body, ok := v.matter.(T)
	return v, body, ok && (there || v.Step == heed.StepWithdrawn && v.Visibility == heed.VisiblePublic)
}

// saidBy is one measure as it is told.
func (f Follow) saidBy(v heed.Version, m heed.Measure, id heed.RecID, made heed.Date) Said {
	s := Said{ID: v.ID, Voice: v.Voice, Title: m.Title, Kind: m.Kind, Origin: v.Origin, AsOf: heed.Date(v.At.UTC().Format("2006-01-02"))}
	_, s.Public = Follow{all: f.all}.newest(v.Subject)
	for _, l := range m.Links {
		if l.Recommendation == id {
			s.Bearing = l.Bearing
		}
	}
	if i, err := One[heed.Institution](f, m.Lead); err == nil {
		s.Institution = i.Body.ForAll()
	}
	if v.Step == heed.StepWithdrawn {
		s.Withdrawn, s.Replies = v.Note, f.RepliesTo(v.Subject)
		return s
	}
	s.Description, s.Due, s.Stages, s.RecognisedBy, s.CriticisedBy = m.Description, m.Due, slices.Clone(m.Stages), m.RecognisedBy, m.CriticisedBy
	s.Milestones, s.Indicators = m.Milestones, m.Indicators
	s.Expected, s.Start, s.SDGs, s.Plans = m.Expected, m.Start, m.SDGs, m.Plans
	for _, id := range m.Partners {
		if i, err := One[heed.Institution](f, id); err == nil {
			s.Partners = append(s.Partners, i.Body.ForAll())
		}
	}
	s.Context = m.Precedes(made)
	slices.SortStableFunc(s.Stages, func(a, b heed.StageOn) int { return -cmp.Compare(a.Date, b.Date) })
	for _, subject := range f.all.kinds[heed.SubjectUpdate] {
		u, body, ok := toldOf[heed.Update](f, subject)
		// Whoever speaks of another voice's measure does not speak for it.
		if !ok || body.Measure != v.ID || !u.SameVoice(v.Side) {
			continue
		}
		told := f.tellUpdate(u, body, made)
		if u.Institution != v.Institution && u.Institution != m.Lead || u.Origin.Signer() != v.Origin.Signer() {
			by := f.speaker(u.Version)
			told.By = &by
		}
		s.Updates = append(s.Updates, told)
	}
	slices.SortStableFunc(s.Updates, func(a, b Told) int { return -cmp.Compare(a.Date, b.Date) })
	s.Replies = f.RepliesTo(v.Subject)
	return s
}
