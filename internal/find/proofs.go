// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"slices"
	"time"

	"github.com/heed-upr/heed"
)

// Proof is evidence on a recommendation as one voice adds it. Who added it is left
// out, even by pseudonym, and so is the name that a file came with.
type Proof struct {
	ID          heed.ID              `json:"id"`
	Voice       heed.Voice           `json:"voice"`
	Institution *heed.Institution    `json:"institution,omitempty"` // nil where it is not shown
	Bearing     heed.EvidenceBearing `json:"bearing"`
	Title       string               `json:"title"`
	Excerpt     string               `json:"excerpt,omitempty"`
	Place       string               `json:"place,omitempty"`
	Date        heed.Date            `json:"date,omitempty"`
	Publisher   string               `json:"publisher,omitempty"`
	Reliability string               `json:"reliability,omitempty"`
	// Context says that its day is before the recommendation was made: whatever it shows
	// was there then, and is no progress on it.
	Context bool `json:"context,omitempty"`
	// Measure is the title of what it is about, where that is a measure.
	Measure string     `json:"measure,omitempty"`
	Link    *ProofLink `json:"link,omitempty"`
	File    *ProofFile `json:"file,omitempty"`
	// Origin is the installation that has published it, nil for this one.
	Origin *heed.Origin `json:"origin,omitempty"`
	// AsOf is when this version was written.
	AsOf heed.Date `json:"as_of"`
	// Replies are what others say to it.
	Replies []Replied `json:"replies,omitempty"`
	// Claims are what it claims beside the record, as its voice has confirmed it;
	// ClaimsWithdrawn are those that are public no more.
	Claims          []SaidClaim      `json:"claims,omitempty"`
	ClaimsWithdrawn []WithdrawnThing `json:"claims_withdrawn,omitempty"`
}

// ProofLink is a page, and what it was when it was looked at. Its text is its
// owner's, and is not given again.
type ProofLink struct {
	Address    string      `json:"address"`
	Title      string      `json:"title,omitempty"`
	At         time.Time   `json:"at"`
	TextDigest heed.Digest `json:"text_sha256"`
	Digest     heed.Digest `json:"sha256,omitempty"`
	Pasted     bool        `json:"pasted,omitempty"`
}

// ProofFile is the cleaned copy of a file.
type ProofFile struct {
	Type   string      `json:"type"`
	Size   int64       `json:"size"`
	Digest heed.Digest `json:"sha256"`
	// Original is the digest of the original, which stays sealed.
	Original heed.Digest `json:"original_sha256"`
	// Destroyed says that a redaction has destroyed it.
	Destroyed bool `json:"destroyed,omitempty"`
}

// proofsOn lists the evidence on a recommendation, which was made on a day, and on what
// is done about it, as far as the viewer may see, voice by voice and the latest first.
func (f Follow) proofsOn(id heed.RecID, made heed.Date) []Proof {
	on := f.bearing(id)
	var out []Proof
	for _, e := range All[heed.Evidence](f) {
		if title, ok := on(e.Body); ok {
			p := f.proof(e, title)
			p.Context = e.Body.Date.Precedes(made)
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Proof) int {
		return cmp.Or(cmp.Compare(slices.Index(heed.Voices, a.Voice), slices.Index(heed.Voices, b.Voice)), -cmp.Compare(a.Date, b.Date))
	})
	return out
}

// bearing tells of evidence whether it is on a recommendation, or on a measure about
// it, whose title it then gives.
func (f Follow) bearing(id heed.RecID) func(heed.Evidence) (measure string, on bool) {
	measures := map[heed.ID]string{}
	for _, m := range About[heed.Measure](f, id) {
		measures[m.ID] = m.Body.Title
	}
	return func(e heed.Evidence) (string, bool) {
		measure := e.Measure
		if u, err := One[heed.Update](f, e.Update); e.Update != "" && err == nil {
			measure = cmp.Or(measure, u.Body.Measure)
		}
		title, on := measures[measure]
		return title, on || slices.Contains(e.Recommendations, id)
	}
}

// withdrawnOn lists the evidence on a recommendation that was public and was
// withdrawn, the latest first. It may have been because it endangers somebody, so that
// not even its title is told.
func (f Follow) withdrawnOn(id heed.RecID) []WithdrawnThing {
	on := f.bearing(id)
	return withdrawn(f, func(_ heldVersion, e heed.Evidence) (string, bool) {
		_, there := on(e)
		return "", there
	})
}

// withdrawn lists things of a kind that everybody could see and that were withdrawn,
// the latest first: whose, when and why. Which of them, and whether a title may be
// told, says which.
func withdrawn[T heed.Matter](f Follow, which func(heldVersion, T) (title string, ok bool)) []WithdrawnThing {
	var kind T
	var out []WithdrawnThing
	for _, s := range f.all.kinds[kind.Of()] {
		v, _ := f.last(s)
		says, ok := v.matter.(T)
		if !ok || v.Step != heed.StepWithdrawn || v.Visibility != heed.VisiblePublic || v.Removed {
			continue
		}
		if title, ok := which(v, says); ok {
			out = append(out, WithdrawnThing{v.ID, f.speaker(v.Version), title, dayOf(v.At), v.Note})
		}
	}
	slices.SortStableFunc(out, func(a, b WithdrawnThing) int { return -cmp.Compare(a.On, b.On) })
	return out
}

func (f Follow) proof(e Held[heed.Evidence], measure string) Proof {
	p := Proof{
		ID: e.ID, Voice: e.Voice, Bearing: e.Body.Bearing, Title: e.Body.Title, Excerpt: e.Body.Excerpt, Place: e.Body.Place, Date: e.Body.Date,
		Publisher: e.Body.Publisher, Reliability: e.Body.Reliability, Measure: measure, Origin: e.Origin, AsOf: heed.Date(e.At.UTC().Format(time.DateOnly)),
		Replies: f.RepliesTo(e.Subject), Claims: slices.DeleteFunc(f.ClaimsOf(e.ID), func(c SaidClaim) bool { return !c.Confirmed() }),
		ClaimsWithdrawn: withdrawn(f, func(_ heldVersion, c heed.Claim) (string, bool) { return "", c.Source == e.ID }),
	}
	if i, err := One[heed.Institution](f, e.Institution); err == nil {
		by := i.Body.ForAll()
		p.Institution = &by
	}
	if c := e.Body.Capture; c != nil {
		p.Link = &ProofLink{c.Address, c.Title, c.At, c.TextDigest, c.Digest, c.Pasted}
	}
	if s := e.Body.File; s != nil {
		p.File = &ProofFile{s.Type, s.ShownSize, s.Shown, s.Original, s.Destroyed}
	}
	return p
}
