// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/claim"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/refdata"
)

// FoundClaim is what a sentence of a source claims, as a program holds it against the
// record.
type FoundClaim struct {
	claim.Claim
	heed.Held
}

// ClaimsIn finds what a text about a State claims and holds it against the record. It
// is false where there are no rules for the text's language.
func ClaimsIn(text string, about heed.StateCode, known claim.Context) ([]FoundClaim, bool) {
	language := string(lang.Detect(text))
	if !claim.Reads(language) {
		return nil, false
	}
	out := []FoundClaim{}
	for _, c := range claim.Find(text, language, about, naming(language)) {
		out = append(out, FoundClaim{c, claim.Hold(c, known)})
	}
	return out, true
}

// ClaimShown sets the record beside a sentence about a treaty that a person has found,
// in whatever language.
func ClaimShown(quote string, about heed.StateCode, treaty refdata.TreatyKey, known claim.Context) FoundClaim {
	c := claim.Claim{Quote: quote, State: about, Subject: string(treaty)}
	return FoundClaim{c, claim.Show(c, known)}
}

// naming gives how sentences in a language name treaties.
func naming(language string) claim.Naming {
	if n := claim.NamingIn(language); n != nil {
		return n
	}
	return treatiesNamed
}

// treatiesNamed gives the treaties that an English sentence names, also those whose acts
// are not on record.
func treatiesNamed(sentence string) []claim.Mention {
	var out []claim.Mention
	for _, n := range label.Instruments(sentence) {
		if i, _ := refdata.InstrumentByKey(n.Key); i.Kind == refdata.InstrumentTreaty {
			out = append(out, claim.Mention{Treaty: refdata.TreatyKey(n.Key), From: n.Name.From, To: n.Name.To})
		}
	}
	return out
}

// ClaimContext gives what the records here know of a State's latest review up to the
// day of a source.
func (f *Finder) ClaimContext(ctx context.Context, viewer heed.Viewer, state heed.StateCode, day heed.Date) (claim.Context, error) {
	out := claim.Context{Date: day}
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		latest := heed.Date("")
		for _, r := range l.reviews {
			if r.State == state && r.Stage.Counts() && r.Date > latest && (day == "" || r.Date <= day) {
				latest, out.Delegations, out.Symbol = r.Date, r.Delegations, r.Symbol
			}
		}
		return nil
	})
	return out, err
}

// OnClaims lists the recommendations to a State that name what claims are about, the
// newest review first: what a source of them is likely to be about.
func (f *Finder) OnClaims(ctx context.Context, viewer heed.Viewer, state heed.StateCode, claims []FoundClaim) ([]Hit, error) {
	var out []Hit
	about := func(h Hit) bool {
		return slices.ContainsFunc(h.Instruments, func(n label.Named) bool {
			return slices.ContainsFunc(claims, func(c FoundClaim) bool { return c.State == state && c.Subject == string(n.Key) })
		})
	}
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		reviews := slices.Clone(l.reviews)
		slices.SortStableFunc(reviews, func(a, b Summary) int { return b.Cycle - a.Cycle })
		for _, r := range reviews {
			if r.State != state || !r.Stage.Counts() {
				continue
			}
			for _, h := range l.shelves[r.ReviewID].hits {
				if about(h) {
					out = append(out, h)
				}
			}
		}
		return nil
	})
	return out, err
}

// SaidClaim is a claim as one voice has set it beside the record. Which person did is
// left out, even by pseudonym.
type SaidClaim struct {
	ID heed.ID `json:"id"`
	Speaker
	heed.Claim
	// Title and Publisher are those of the source.
	Title     string `json:"title"`
	Publisher string `json:"publisher,omitempty"`
	// On is when it came to where it is.
	On   heed.Date `json:"on"`
	Step heed.Step `json:"step"`
	// Replies are what others say to it.
	Replies []Replied `json:"replies,omitempty"`
}

// Claims lists the claims about a State that were confirmed, as far as a viewer may
// see, those of the newest source first.
func (f Follow) Claims(state heed.StateCode) []SaidClaim {
	return f.claims(func(c heed.Claim) bool { return c.State == state && c.Confirmed() })
}

// ClaimsOf lists the claims that were taken up of one source.
func (f Follow) ClaimsOf(source heed.ID) []SaidClaim {
	return f.claims(func(c heed.Claim) bool { return c.Source == source })
}

func (f Follow) claims(which func(heed.Claim) bool) []SaidClaim {
	out := []SaidClaim{}
	for _, c := range All[heed.Claim](f) {
		if !which(c.Body) {
			continue
		}
		said := SaidClaim{ID: c.ID, Speaker: f.speaker(c.Version), Claim: c.Body, On: dayOf(c.At), Step: c.Step, Replies: f.RepliesTo(c.Subject)}
		if source, err := One[heed.Evidence](f, c.Body.Source); err == nil {
			said.Title, said.Publisher = source.Body.Title, source.Body.Publisher
		}
		out = append(out, said)
	}
	slices.SortStableFunc(out, func(a, b SaidClaim) int { return cmp.Compare(b.Date, a.Date) })
	return out
}

// ClaimSource is a source with what it claims, and what it is about.
type ClaimSource struct {
	Proof
	Recommendations []heed.RecID `json:"recommendations,omitempty"`
}

// SourceOf gives a source with its claims, CodeNotFound where there is none that the
// viewer may see.
func (f Follow) SourceOf(id heed.ID) (ClaimSource, error) {
	e, err := One[heed.Evidence](f, id)
	if err != nil {
		return ClaimSource{}, err
	}
	return ClaimSource{f.proof(e, ""), e.Body.Recommendations}, nil
}
