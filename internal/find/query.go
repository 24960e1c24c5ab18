// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"github.com/heed-upr/heed"
)

// Query asks for recommendations of a review. Empty fields ask for all; "none"
// as a qualifier asks for those without one. The address of a page holds the
// whole query, so that links keep working.
type Query struct {
	Review heed.ReviewID `json:"review"`
	// Position is the latest one.
	Position  heed.Position  `json:"position,omitempty"`
	Qualifier heed.Qualifier `json:"qualifier,omitempty"`
	// State is a recommending State.
	State heed.StateCode `json:"recommending_state,omitempty"`
	// LeadIn is the number of the paragraph that introduces the group.
	LeadIn string `json:"lead_in,omitempty"`
}

// NoQualifier asks for recommendations whose position has no qualifier.
const NoQualifier heed.Qualifier = "none"

// The names of the filters in an address.
const (
	paramPosition  = "position"
	paramQualifier = "qualifier"
	paramState     = "state"
	paramLeadIn    = "under"
)

// ParseQuery reads the filters of an address. Empty values, as a form sends
// for what was left open, ask for all; a name or value that means nothing is
// CodeInvalid.
func ParseQuery(id heed.ReviewID, values url.Values) (Query, error) {
	q := Query{Review: id}
	for name, given := range values {
		value := given[len(given)-1]
		if value == "" {
			continue
		}
		ok := false
		switch name {
		case paramPosition:
			q.Position = heed.Position(value)
			ok = slices.Contains(heed.Positions, q.Position)
		case paramQualifier:
			q.Qualifier = heed.Qualifier(value)
			ok = slices.Contains(Qualifiers, q.Qualifier)
		case paramState:
			q.State = heed.StateCode(value)
			ok = q.State.Valid()
		case paramLeadIn:
			q.LeadIn = value
			ok = heed.ValidRef(value)
		}
		if !ok {
			return Query{}, &heed.Error{Code: heed.CodeInvalid, Op: "find.ParseQuery", Key: "error.filter", Args: []string{"Name", name, "Value", value}}
		}
	}
	return q, nil
}

// Qualifiers lists what a query can ask for, in the order in which it is shown.
var Qualifiers = []heed.Qualifier{
	NoQualifier, heed.AlreadyImplemented, heed.InProcess, heed.ImplementedOrInProcess, heed.InPrinciple, heed.InPart,
	heed.Refused, heed.NotedBySilence,
}

// Values gives the query as an address holds it, without the review.
func (q Query) Values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set(paramPosition, string(q.Position))
	set(paramQualifier, string(q.Qualifier))
	set(paramState, string(q.State))
	set(paramLeadIn, q.LeadIn)
	return v
}

// Empty reports whether the query asks for all of its review.
func (q Query) Empty() bool { return q == Query{Review: q.Review} }

// Count is how many recommendations have a value.
type Count[V comparable] struct {
	Value V   `json:"value"`
	Count int `json:"count"`
}

// Answer is what a query gives. Rows, total and counts come from the same
// walk over the same rows.
type Answer struct {
	Query Query `json:"query"`
	Rows  []Row `json:"recommendations"`
	// Total is the number of rows; OfTotal that of the whole review.
	Total   int `json:"total"`
	OfTotal int `json:"of_total"`
	// Each list counts what choosing its value would give: the other filters
	// hold, its own does not.
	Positions  []Count[heed.Position]  `json:"positions"`
	Qualifiers []Count[heed.Qualifier] `json:"qualifiers"`
	States     []Count[heed.StateCode] `json:"recommending_states"`
	LeadIns    []Count[string]         `json:"lead_ins"`
}

// Recommendations answers a query.
func (f *Finder) Recommendations(ctx context.Context, viewer heed.Viewer, q Query) (Answer, error) {
	var answer Answer
	err := f.view(ctx, viewer, func(s snapshot) error {
		r, err := f.review(ctx, s, q.Review)
		if err != nil {
			return err
		}
		answer = r.answer(q)
		return nil
	})
	return answer, err
}

// answer is the one plan: one walk over the rows gives list and counts.
func (r *review) answer(q Query) Answer {
	a := Answer{Query: q, Rows: []Row{}, OfTotal: len(r.rows)}
	positions, qualifiers := tally[heed.Position]{}, tally[heed.Qualifier]{}
	states, leadIns := tally[heed.StateCode]{}, tally[string]{}
	for _, row := range r.rows {
		fits := q.fits(row)
		if fits.but(none) {
			a.Rows = append(a.Rows, row)
		}
		if fits.but(byPosition) {
			positions[row.Position]++
		}
		if fits.but(byQualifier) {
			qualifiers[named(row.Qualifier)]++
		}
		if fits.but(byLeadIn) {
			leadIns[row.LeadIn]++
		}
		if fits.but(byState) {
			for _, s := range distinct(row.RecommendingStates) {
				states[s]++
			}
		}
	}
	a.Total = len(a.Rows)
	a.Positions = positions.inOrder(heed.Positions)
	a.Qualifiers = qualifiers.inOrder(Qualifiers)
	a.States = states.mostFirst()
	for _, l := range r.record.LeadIns {
		if n := leadIns[l.Paragraph]; n > 0 {
			a.LeadIns = append(a.LeadIns, Count[string]{l.Paragraph, n})
		}
	}
	return a
}

// The filters of a query, as bits; none is no filter.
const (
	byPosition = 1 << iota
	byQualifier
	byState
	byLeadIn
	none = 0
)

// fit holds the filters that a row fails.
type fit int

// but reports whether the row passes every filter other than one: each facet
// counts what the other filters leave, so that it shows where one could go.
func (f fit) but(filter fit) bool { return f&^filter == 0 }

// fits tries a row on every filter.
func (q Query) fits(row Row) fit {
	var f fit
	if q.Position != "" && q.Position != row.Position {
		f |= byPosition
	}
	if q.Qualifier != "" && q.Qualifier != named(row.Qualifier) {
		f |= byQualifier
	}
	if q.State != "" && !slices.Contains(row.RecommendingStates, q.State) {
		f |= byState
	}
	if q.LeadIn != "" && q.LeadIn != row.LeadIn {
		f |= byLeadIn
	}
	return f
}

// distinct gives each State once, in order.
func distinct(states []heed.StateCode) []heed.StateCode {
	var out []heed.StateCode
	for _, s := range states {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// named gives a missing qualifier the name by which a query asks for it.
func named(q heed.Qualifier) heed.Qualifier {
	if q == "" {
		return NoQualifier
	}
	return q
}

type tally[V comparable] map[V]int

// inOrder lists the counts in a given order, without zeros.
func (t tally[V]) inOrder(order []V) []Count[V] {
	out := []Count[V]{}
	for _, v := range order {
		if t[v] > 0 {
			out = append(out, Count[V]{v, t[v]})
		}
	}
	return out
}

// mostFirst lists the counts with the largest first, equals by code.
func (t tally[V]) mostFirst() []Count[V] {
	out := make([]Count[V], 0, len(t))
	for v, n := range t {
		out = append(out, Count[V]{v, n})
	}
	slices.SortFunc(out, func(a, b Count[V]) int {
		return cmp.Or(-cmp.Compare(a.Count, b.Count), compareCodes(a.Value, b.Value))
	})
	return out
}

func compareCodes[V comparable](a, b V) int {
	x, _ := any(a).(heed.StateCode)
	y, _ := any(b).(heed.StateCode)
	return cmp.Compare(x, y)
}
