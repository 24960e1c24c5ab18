// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/lang"
)

// Standing is where the State's answer to a recommendation stands while it is
// being prepared.
type Standing string

// The standings, in the order of the work.
const (
	Unassigned  Standing = "unassigned"  // nobody was asked, whoever proposes something
	Waiting     Standing = "waiting"     // not all who were asked have proposed
	Agreed      Standing = "agreed"      // all who were asked have, and all propose the same
	Conflicting Standing = "conflicting" // two propose different things
	Settled     Standing = "settled"     // the coordinator has decided
)

// Standings lists all standings.
var Standings = []Standing{Unassigned, Waiting, Agreed, Conflicting, Settled}

// ResponseQuery asks for answers in the making: by what they answer, where they
// stand, and who was asked or has proposed something.
type ResponseQuery struct {
	Query
	Standing    Standing // "" for any
	Institution heed.ID  // "" for any
}

// Response is one recommendation with what is known of the State's answer to
// it, as far as the viewer may see.
type Response struct {
	Row
	Themes []label.Theme `json:"themes"`
	// Assignment and Settlement are nil where there are none.
	Assignment *Held[heed.Assignment] `json:"assignment"`
	Proposals  []Held[heed.Proposal]  `json:"proposals"`
	Settlement *Held[heed.Settlement] `json:"settlement"`
	Standing   Standing               `json:"standing"`
	// Outdated says that somebody proposed something after it was settled, or was
	// asked to consider it anew.
	Outdated bool `json:"outdated,omitempty"`
}

// Responses is how far the answer to one review has come.
type Responses struct {
	Review heed.Review `json:"review"`
	// Rows are the recommendations that fit, in the order of the report.
	Rows []Response `json:"responses"`
	// Counts is how many fit but for where they stand.
	Counts []Count[Standing] `json:"counts"`
	// Institutions are those of the State under review.
	Institutions []Held[heed.Institution] `json:"institutions"`
	// Answer holds the facets of what the query's words and filters leave.
	Answer Answer `json:"-"`
}

// Institution gives one of the institutions by its ID.
func (r Responses) Institution(id heed.ID) (Held[heed.Institution], bool) {
	i := slices.IndexFunc(r.Institutions, func(i Held[heed.Institution]) bool { return i.ID == id })
	if i < 0 {
		return Held[heed.Institution]{}, false
	}
	return r.Institutions[i], true
}

// Responses gives the answer to a review in the making.
func (f *Finder) Responses(ctx context.Context, viewer heed.Viewer, id heed.ReviewID, q ResponseQuery) (Responses, error) {
	q.Scope, q.Page = In(id), 0
	var out Responses
	err := f.view(ctx, viewer, func(s snapshot) error {
		r, err := f.review(ctx, s, id)
		if err != nil {
			return err
		}
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		all, err := f.following.catchUp(ctx, s)
		if err != nil {
			return err
		}
		follow := Follow{viewer, all, newBoxes(f.open)}
		out.Review, out.Answer = r.record.Review, l.answer(q.Query)
		for _, i := range All[heed.Institution](follow) {
			if i.Voice == heed.VoiceState && i.State == id.State {
				out.Institutions = append(out.Institutions, i)
			}
		}
		counts := map[Standing]int{}
		for _, hit := range out.Answer.Rows {
			row := follow.response(r.rows[r.at[hit.Ref]])
			row.Themes = hit.Themes
			if q.Institution != "" && !row.asks(q.Institution) {
				continue
			}
			counts[row.Standing]++
			if q.Standing == "" || q.Standing == row.Standing {
				out.Rows = append(out.Rows, row)
			}
		}
		for _, standing := range Standings {
			out.Counts = append(out.Counts, Count[Standing]{standing, counts[standing]})
		}
		return nil
	})
	return out, err
}

// asks reports whether an institution was asked, or has proposed something.
func (r Response) asks(institution heed.ID) bool {
	return r.Assignment != nil && slices.Contains(r.Assignment.Body.Institutions(), institution) ||
		slices.ContainsFunc(r.Proposals, func(p Held[heed.Proposal]) bool { return p.Institution == institution })
}

// Counting are the proposals that answer what was asked last: where the State's answer
// is considered anew, none from before that.
func (r Response) Counting() []Held[heed.Proposal] {
	if r.Assignment == nil {
		return r.Proposals
	}
	return slices.DeleteFunc(slices.Clone(r.Proposals), func(p Held[heed.Proposal]) bool { return p.At.Before(r.Assignment.Body.Anew) })
}

// Quotes reports whether a part that is to be supported is in the recommendation's own
// words, in any language of the report that is here; otherwise they are those of
// whoever names the part.
func (r Response) Quotes(part string) bool {
	return lang.Quotes(r.Text, part) || slices.ContainsFunc(r.Texts, func(t heed.OfficialText) bool { return lang.Quotes(t.Text, part) })
}

// decided reports whether what was asked last is settled.
func (r Response) decided() bool {
	return r.Settlement != nil && (r.Assignment == nil || !r.Settlement.At.Before(r.Assignment.Body.Anew))
}

func (f Follow) response(row Row) Response {
	id := row.ID()
	r := Response{Row: row, Proposals: About[heed.Proposal](f, id)}
	if a, err := One[heed.Assignment](f, heed.AssignmentID(id)); err == nil {
		r.Assignment = &a
	}
	if s, err := One[heed.Settlement](f, heed.AssignmentID(id)); err == nil {
		r.Settlement = &s
		r.Outdated = !r.decided() || slices.ContainsFunc(r.Proposals, func(p Held[heed.Proposal]) bool { return p.Entry > s.Entry })
	}
	r.Standing = r.standing()
	return r
}

func (r Response) standing() Standing {
	proposals := r.Counting()
	switch {
	case r.decided():
		return Settled
	case r.Conflicts():
		return Conflicting
	case r.Assignment == nil:
		return Unassigned // whoever proposes something all the same: nobody was asked, so nobody agrees
	default:
		for _, institution := range r.Assignment.Body.Institutions() {
			if !slices.ContainsFunc(proposals, func(p Held[heed.Proposal]) bool { return p.Institution == institution }) {
				return Waiting
			}
		}
	}
	return Agreed
}

// Conflicts reports whether institutions propose different positions, or
// different parts to support.
func (r Response) Conflicts() bool {
	proposals := r.Counting()
	return slices.ContainsFunc(proposals, func(p Held[heed.Proposal]) bool {
		first := proposals[0].Body
		return p.Body.Position != first.Position || p.Body.Part != first.Part
	})
}
