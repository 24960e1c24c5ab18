// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"slices"

	"github.com/heed-upr/heed"
)

// Group are recommendations of one review that ask the same.
type Group struct {
	// ID is that of its most central member.
	ID heed.RecID
	// Members are at least two, in the order of their numbers.
	Members []heed.RecID
	// Line is the member with the shortest text: it says what all ask in the
	// fewest words.
	Line heed.RecID
	// Ask is what all of them ask, where it is an act that decides; else nil.
	Ask *Ask
}

// Groups gives the recommendations of one review that ask the same, in the order
// of the numbers that name them. One that asks what no other does is in no group.
//
// In a group each asks the same as every other: chains, in which the ends no
// longer ask the same, are not made.
func Groups(items []Item) []Group {
	items = sorted(items)
	g := newGraph(items)
	var out []Group
	for {
		center := g.center()
		if center < 0 {
			break
		}
		var members []Item
		for _, n := range g.take(center) {
			members = append(members, items[n])
		}
		out = append(out, group(items[center].ID, members))
	}
	slices.SortFunc(out, func(a, b Group) int { return compareIDs(a.ID, b.ID) })
	return out
}

// group makes a Group of its members.
func group(center heed.RecID, members []Item) Group {
	g, shortest := Group{ID: center}, members[0]
	for n, m := range members {
		g.Members = append(g.Members, m.ID)
		if len(m.Text) < len(shortest.Text) {
			shortest = m
		}
		ask, ok := Asks(m.Text, m.Act)
		switch {
		case n == 0 && ok:
			g.Ask = &ask
		case !ok || g.Ask != nil && !g.Ask.equal(ask):
			g.Ask = nil
		}
	}
	g.Line = shortest.ID
	return g
}

// graph holds which items ask the same, with the scores, while groups are taken
// out of it.
type graph struct {
	edges []map[int]float64
	taken []bool
}

func newGraph(items []Item) *graph {
	g := &graph{edges: make([]map[int]float64, len(items)), taken: make([]bool, len(items))}
	for n := range g.edges {
		g.edges[n] = map[int]float64{}
	}
	r := newReader()
	profiles := r.wholes(items)
	for n, p := range profiles {
		for _, act := range acts(items[n].Text) {
			p.parts = append(p.parts, r.read(act))
		}
	}
	x := newIndex(profiles)
	for _, b := range profiles {
		x.each(b, func(a *profile, w weights) {
			if a.item >= b.item {
				return
			}
			if score, ok := asksSame(a, b, w); ok {
				g.edges[a.item][b.item], g.edges[b.item][a.item] = score, score
			}
		})
	}
	return g
}

// center gives the item with the most in common with those that are left, the
// first of equals; -1 where no two ask the same.
func (g *graph) center() int {
	best, most := -1, 0.0
	for n := range g.edges {
		if g.taken[n] {
			continue
		}
		sum := 0.0
		for _, m := range g.left(n) {
			sum += g.edges[n][m]
		}
		if sum > most {
			best, most = n, sum
		}
	}
	return best
}

// left gives the neighbours of an item that are in no group yet, in order: sums
// of floats depend on it.
func (g *graph) left(n int) []int {
	var out []int
	for m := range g.edges[n] {
		if !g.taken[m] {
			out = append(out, m)
		}
	}
	slices.Sort(out)
	return out
}

// take makes a group of an item and its neighbours, the closest first, as long as
// each asks the same as all that are in it.
func (g *graph) take(center int) []int {
	near := g.left(center)
	slices.SortStableFunc(near, func(a, b int) int { return cmp.Compare(g.edges[center][b], g.edges[center][a]) })
	group := []int{center}
	for _, n := range near {
		if !slices.ContainsFunc(group, func(m int) bool { return g.edges[n][m] == 0 }) {
			group = append(group, n)
		}
	}
	for _, n := range group {
		g.taken[n] = true
	}
	slices.Sort(group)
	return group
}
