// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package lineage finds by rule which recommendations ask what an earlier review
// asked already, and which of one review ask the same. What decides is the act
// asked for and what it names (treaties, bodies, persons, subjects), not how
// near the words are. It is for English texts.
//
// It proposes and gives its reasons; it changes nothing. All functions are pure,
// and the order of what they are given does not matter.
package lineage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// ID names a clause of a recommendation; clauses count from 1.
type ID struct {
	Rec    heed.RecID
	Clause int
}

// compare orders clauses by review, number and place.
func (id ID) compare(other ID) int {
	return cmp.Or(
		strings.Compare(string(id.Rec.Review.State), string(other.Rec.Review.State)),
		cmp.Compare(id.Rec.Review.Cycle, other.Rec.Review.Cycle),
		strings.Compare(id.Rec.Ref, other.Rec.Ref),
		cmp.Compare(id.Clause, other.Clause))
}

// Item is what is compared: a clause, and what kind of act it asks for.
type Item struct {
	ID     ID
	Text   string
	States []heed.StateCode // that recommend it
	Act    heed.ActionCategory
}

// Relation is how a recommendation stands to those of earlier reviews.
type Relation string

// The relations. Their rules are in docs/explanation/lineage.md.
const (
	// New asks what no earlier review asked, as far as the rules can tell.
	New Relation = "new"
	// Repeated asks the same again; RepeatedBySame where one of the
	// States that ask it now asked it before.
	Repeated       Relation = "repeated"
	RepeatedBySame Relation = "repeated_by_same"
	// Strengthened asks more than before, Weakened less.
	Strengthened Relation = "strengthened"
	Weakened     Relation = "weakened"
	// Superseded takes what was asked for done and asks the next step.
	Superseded Relation = "superseded"
)

// Relations lists the relations, New first and then by how close they are.
func Relations() []Relation {
	return []Relation{New, RepeatedBySame, Repeated, Superseded, Strengthened, Weakened}
}

// Key is the key of the relation's name in the catalogues.
func (r Relation) Key() string { return "lineage." + string(r) }

// Link is one earlier recommendation that a later one goes back to.
type Link struct {
	Earlier  ID
	Relation Relation
	// Score is how much of both texts agrees, from 0 to 1, by the weights of
	// what they name. It orders links and is no probability.
	Score float64
	// Shared are the names of what both ask, as the rules call it, sorted: the
	// reason for the link.
	Shared []string
	// States recommended both.
	States []heed.StateCode
	// Words is how the earlier text became the later one.
	Words Change
}

// Line is what became of one recommendation of the later review.
type Line struct {
	Later ID
	// Relation is that of the first link, or New.
	Relation Relation
	// Links are sorted: the latest review first, then the closest.
	Links []Link
}

// Between says for every recommendation of a review how it stands to those of
// the earlier reviews of the State, in the order of their IDs. What kind of act
// each asks for is given by the caller. Of earlier, only what is of an earlier
// cycle of the same State counts.
func Between(later, earlier []Item) []Line {
	v := newVocabulary()
	now, before := v.readAll(later), v.readAll(earlier)
	index := newIndex(before, v.len())
	lines := make([]Line, 0, len(now))
	var found []int
	for i := range now {
		line := Line{Later: now[i].item.ID, Relation: New}
		found = index.candidates(&now[i], found[:0])
		for _, n := range found {
			if link, ok := v.link(&before[n], &now[i]); ok {
				line.Links = append(line.Links, link)
			}
		}
		slices.SortFunc(line.Links, compareLinks)
		if len(line.Links) > 0 {
			line.Relation = line.Links[0].Relation
		}
		lines = append(lines, line)
	}
	return lines
}

// compareLinks puts the latest review first, then same before more and less,
// then the closest.
func compareLinks(a, b Link) int {
	return cmp.Or(
		cmp.Compare(b.Earlier.Rec.Review.Cycle, a.Earlier.Rec.Review.Cycle),
		cmp.Compare(slices.Index(Relations(), a.Relation), slices.Index(Relations(), b.Relation)),
		cmp.Compare(b.Score, a.Score),
		a.Earlier.compare(b.Earlier))
}

// link says whether b goes back to a.
func (v *vocabulary) link(a, b *reading) (Link, bool) {
	from, to := a.item.ID.Rec.Review, b.item.ID.Rec.Review
	if from.State != to.State || from.Cycle >= to.Cycle {
		return Link{}, false
	}
	kind, m := compare(a, b)
	if kind == apart {
		return Link{}, false
	}
	l := Link{Earlier: a.item.ID, Score: m.score(), Shared: v.names(a, b), States: common(a.item.States, b.item.States), Words: Diff(a.item.Text, b.item.Text)}
	switch kind {
	case more:
		l.Relation = Strengthened
	case less:
		l.Relation = Weakened
	case next:
		l.Relation = Superseded
	default:
		l.Relation = Repeated
		if len(l.States) > 0 {
			l.Relation = RepeatedBySame
		}
	}
	return l, true
}

// common gives the States of both lists, sorted, each once.
func common(a, b []heed.StateCode) []heed.StateCode {
	var out []heed.StateCode
	for _, s := range a {
		if slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sorted puts items into the order of their IDs, and of their texts where
// hostile input gives two the same ID.
func sorted(items []Item) []Item {
	out := slices.Clone(items)
	slices.SortStableFunc(out, func(a, b Item) int {
		return cmp.Or(a.ID.compare(b.ID), strings.Compare(a.Text, b.Text), cmp.Compare(a.Act, b.Act), slices.Compare(a.States, b.States))
	})
	return out
}
