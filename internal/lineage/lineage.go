// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package lineage says by rule how the recommendations of a review stand to
// those of earlier reviews of the same State, and which recommendations of one
// review ask the same. It compares what is asked, not how it is written: the act,
// the instrument, the persons, and then the words, by how rare they are.
//
// It is a pure function of what it is given: the order of the items changes
// nothing, and whether two are linked depends on these two alone. What it says is made by a program and must be shown as such; Diff
// gives the words that differ. How well it does, and how that was measured, is in
// docs/explanation/lineage.md.
package lineage

import (
	"cmp"
	"slices"

	"github.com/heed-upr/heed"
)

// Item is a recommendation as lineage needs it.
type Item struct {
	ID heed.RecID
	// Text has neither the number nor the States at its end.
	Text string
	// States recommended it.
	States []heed.StateCode
	// Act is what kind of act it asks for, as the caller labelled it; unknown
	// acts are told by the words alone.
	Act heed.ActionCategory
}

// Kind is how a recommendation stands to an earlier one.
type Kind string

// The kinds. A recommendation of which nothing like was asked before is new.
const (
	New Kind = "new"
	// RepeatedBySame: a State that asked the same before asks again.
	RepeatedBySame Kind = "repeated_by_same_state"
	Repeated       Kind = "repeated"
	// Strengthened asks for more of the same matter, Weakened for less.
	Strengthened Kind = "strengthened"
	Weakened     Kind = "weakened"
	// Superseded takes what was asked before as done or overtaken, and asks for
	// the step after it.
	Superseded Kind = "superseded"
)

// Kinds lists the kinds, first those that say most about a recommendation: where
// the same was asked before, that something weaker was asked too says little.
func Kinds() []Kind {
	return []Kind{RepeatedBySame, Repeated, Strengthened, Superseded, Weakened, New}
}

// Link is how one recommendation of the later review stands to all earlier ones.
type Link struct {
	ID heed.RecID
	// Kind is that of the first of Earlier; New where there is none.
	Kind Kind
	// Earlier are in the order of Kinds, then the highest score first.
	Earlier []Match
}

// Match is one earlier recommendation that a later one is linked to.
type Match struct {
	ID   heed.RecID
	Kind Kind
	// Score is from LinkScore to 1.
	Score float64
	// States recommended both, in the order of their codes.
	States []heed.StateCode
	Diff   Diff
}

// Between says for each recommendation of the later review how it stands to
// those of earlier ones, in the order of their numbers. Items of several earlier
// reviews may come together.
func Between(later, earlier []Item) []Link {
	later, earlier = sorted(later), sorted(earlier)
	r := newReader()
	a, b := append(r.wholes(earlier), r.pieces(earlier)...), append(r.wholes(later), r.pieces(later)...)
	found := newIndex(a).matches(b)
	links := make([]Link, len(later))
	for n, item := range later {
		links[n] = link(item, earlier, found[n])
	}
	return links
}

// link makes the Link of one item from the verdicts on earlier ones.
func link(item Item, earlier []Item, found map[int]verdict) Link {
	l := Link{ID: item.ID, Kind: New}
	for n, v := range found {
		e := earlier[n]
		m := Match{ID: e.ID, Kind: v.kind, Score: v.score, States: common(e.States, item.States), Diff: Compare(e.Text, item.Text)}
		if m.Kind == Repeated && len(m.States) > 0 {
			m.Kind = RepeatedBySame
		}
		l.Earlier = append(l.Earlier, m)
	}
	slices.SortFunc(l.Earlier, func(x, y Match) int {
		return cmp.Or(
			slices.Index(Kinds(), x.Kind)-slices.Index(Kinds(), y.Kind),
			cmp.Compare(y.Score, x.Score),
			compareIDs(x.ID, y.ID),
		)
	})
	if len(l.Earlier) > 0 {
		l.Kind = l.Earlier[0].Kind
	}
	return l
}

// common gives the States in both, sorted, each once.
func common(a, b []heed.StateCode) []heed.StateCode {
	var out []heed.StateCode
	for _, s := range a {
		if slices.Contains(b, s) && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

// sorted gives the items in the one order in which they are worked on, so that
// the order in which they came cannot show.
func sorted(items []Item) []Item {
	out := slices.Clone(items)
	slices.SortStableFunc(out, func(a, b Item) int {
		return cmp.Or(compareIDs(a.ID, b.ID), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Act, b.Act), slices.Compare(a.States, b.States))
	})
	return out
}

// compareIDs orders by review and then by number as people count: 9 before 10.
func compareIDs(a, b heed.RecID) int {
	return cmp.Or(
		cmp.Compare(a.Review.State, b.Review.State),
		cmp.Compare(a.Review.Cycle, b.Review.Cycle),
		compareRefs(a.Ref, b.Ref),
	)
}

// compareRefs compares runs of digits by their value and the rest by bytes.
func compareRefs(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		nx, ny := digits(x), digits(y)
		if nx > 0 && ny > 0 {
			// More digits are a higher number: numbers have no leading zeros.
			if c := cmp.Or(nx-ny, cmp.Compare(x[:nx], y[:ny])); c != 0 {
				return c
			}
			x, y = x[nx:], y[ny:]
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(len(x)-len(y), cmp.Compare(a, b))
}

// digits counts the digits that a text begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}
