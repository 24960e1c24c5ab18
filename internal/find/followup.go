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
	Description string           `json:"description,omitempty"`
	Due         heed.Date        `json:"due,omitempty"`
	// Stages are those that were reached, the latest first.
	Stages       []heed.StageOn  `json:"stages,omitempty"`
	RecognisedBy []heed.Citation `json:"recognised_by,omitempty"`
	CriticisedBy []heed.Citation `json:"criticised_by,omitempty"`
	// Updates are what was said on it, the latest first.
	Updates []Told `json:"updates,omitempty"`
	// AsOf is when this version was written.
	AsOf heed.Date `json:"as_of"`
}

// Told is an update without who wrote it.
type Told struct {
	Date heed.Date `json:"date"`
	Text string    `json:"text"`
}

// saidOn lists what is said to be done about a recommendation, as far as the
// viewer may see, voice by voice.
func (f Follow) saidOn(id heed.RecID) []Said {
	var out []Said
	for _, m := range About[heed.Measure](f, id) {
		s := Said{
			ID: m.ID, Voice: m.Voice, Title: m.Body.Title, Kind: m.Body.Kind, Description: m.Body.Description, Due: m.Body.Due, Stages: slices.Clone(m.Body.Stages),
			RecognisedBy: m.Body.RecognisedBy, CriticisedBy: m.Body.CriticisedBy, AsOf: heed.Date(m.At.UTC().Format("2006-01-02")),
		}
		slices.SortStableFunc(s.Stages, func(a, b heed.StageOn) int { return -cmp.Compare(a.Date, b.Date) })
		for _, l := range m.Body.Links {
			if l.Recommendation == id {
				s.Bearing = l.Bearing
			}
		}
		if i, err := One[heed.Institution](f, m.Body.Lead); err == nil {
			s.Institution = i.Body
			s.Institution.Contact, s.Institution.Vouched = "", ""
		}
		for _, u := range All[heed.Update](f) {
			if u.Body.Measure == m.ID {
				s.Updates = append(s.Updates, Told{u.Body.Date, u.Body.Text})
			}
		}
		slices.SortStableFunc(s.Updates, func(a, b Told) int { return -cmp.Compare(a.Date, b.Date) })
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Said) int {
		return cmp.Compare(slices.Index(heed.Voices, a.Voice), slices.Index(heed.Voices, b.Voice))
	})
	return out
}
