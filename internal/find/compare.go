// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lineage"
	"github.com/heed-upr/heed/internal/refdata"
)

// Side names one side of a comparison: a review, or with cycle 0 all reviews of a
// State that are here and count.
type Side struct {
	State heed.StateCode `json:"state"`
	Cycle int            `json:"cycle,omitempty"`
}

// Review gives the review that a side is, if it is one.
func (s Side) Review() (heed.ReviewID, bool) {
	return heed.ReviewID(s), s.Cycle > 0
}

// String writes a side as an address holds it: "KAZ/2", or "KAZ" for all cycles.
func (s Side) String() string {
	if id, ok := s.Review(); ok {
		return id.String()
	}
	return string(s.State)
}

// scope is what a query on the side keeps to.
func (s Side) scope() Filter {
	if id, ok := s.Review(); ok {
		return In(id)
	}
	return Filter{ByState: {string(s.State)}}
}

// Comparison is two sides beside each other.
type Comparison struct {
	Sides [2]Beside `json:"sides"`
	// Makers are the States that recommended to either, those of both first.
	Makers []Maker `json:"recommending_states"`
	// Both is what both were asked; nil unless both sides are reviews that are here
	// in English, whose words can be compared.
	Both *Both `json:"both,omitempty"`
}

// Beside is one side with what is counted of it, all of one plan.
type Beside struct {
	Side
	// Reviews are those that are counted; none where nothing is read. Held is how
	// many there were, as far as known.
	Reviews []Summary `json:"reviews"`
	Held    int       `json:"reviews_held"`
	Answer  Answer    `json:"answer"`
	Acts    []Crossed `json:"by_act"`
	Themes  []Crossed `json:"by_theme"`
}

// Maker is a recommending State with how often it asked each side.
type Maker struct {
	State  heed.StateCode `json:"state"`
	Counts [2]int         `json:"recommendations"`
}

// Both is what two reviews ask alike, told by the rules of lineage. Of two cycles
// of one State the second side is the later one's; of two States it is the second
// one's, and kinds say nothing.
type Both struct {
	// Later and Earlier are the sides, 0 or 1.
	Later   int `json:"later_side"`
	Earlier int `json:"earlier_side"`
	// Kinds counts the later side's recommendations by how they stand to the other's.
	Kinds []Count[lineage.Kind] `json:"kinds"`
	// Pairs are those of the later side that ask for what the other was asked too,
	// each with the closest, in the order of the kinds.
	Pairs []Pair `json:"pairs"`
}

// Pair is a recommendation with the one of the other side that is closest.
type Pair struct {
	Kind    lineage.Kind `json:"kind"`
	Later   Hit          `json:"later"`
	Earlier Hit          `json:"earlier"`
}

// Compare puts two sides beside each other. What is not here has no reviews.
func (f *Finder) Compare(ctx context.Context, viewer heed.Viewer, a, b Side) (Comparison, error) {
	var out Comparison
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		out.Sides = [2]Beside{l.beside(a), l.beside(b)}
		out.Makers = makers(out.Sides)
		out.Both = f.both(l, out.Sides)
		return nil
	})
	return out, err
}

// beside counts one side.
func (l *library) beside(side Side) Beside {
	out := Beside{Side: side, Reviews: []Summary{}}
	id, one := side.Review()
	for _, r := range l.reviews {
		if r.State == side.State && (one && r.Cycle == id.Cycle || !one && r.Stage.Counts()) {
			out.Reviews = append(out.Reviews, r)
		}
	}
	slices.SortFunc(out.Reviews, func(a, b Summary) int { return a.Cycle - b.Cycle })
	for _, f := range refdata.ReviewsOf(side.State) {
		if f.Standing == refdata.Held && (!one || f.Cycle == id.Cycle) {
			out.Held++
		}
	}
	out.Held = max(out.Held, len(out.Reviews))
	a, r := l.answered(Query{Scope: side.scope(), Page: 1})
	a.Rows = []Hit{}
	out.Answer, out.Acts, out.Themes = a, l.crossed(r, ByAct), l.crossed(r, ByTheme)
	return out
}

// makers joins the recommending States of both sides.
func makers(sides [2]Beside) []Maker {
	at := map[heed.StateCode]int{}
	out := []Maker{}
	for i, side := range sides {
		for _, c := range side.Answer.States() {
			if _, ok := at[c.Value]; !ok {
				at[c.Value] = len(out)
				out = append(out, Maker{State: c.Value})
			}
			out[at[c.Value]].Counts[i] = c.Count
		}
	}
	slices.SortStableFunc(out, func(a, b Maker) int {
		return cmp.Or(-cmp.Compare(min(a.Counts[0], a.Counts[1], 1), min(b.Counts[0], b.Counts[1], 1)), -cmp.Compare(a.Counts[0]+a.Counts[1], b.Counts[0]+b.Counts[1]), cmp.Compare(a.State, b.State))
	})
	return out
}

// both says what two reviews ask alike.
func (f *Finder) both(l *library, sides [2]Beside) *Both {
	for _, side := range sides {
		if _, one := side.Review(); !one || len(side.Reviews) == 0 {
			return nil
		}
	}
	if sides[0].Side == sides[1].Side || !l.shelves[heed.ReviewID(sides[0].Side)].english() || !l.shelves[heed.ReviewID(sides[1].Side)].english() {
		return nil
	}
	out := &Both{Later: 1, Earlier: 0, Pairs: []Pair{}}
	if sides[0].State == sides[1].State && sides[0].Cycle > sides[1].Cycle {
		out.Later, out.Earlier = 0, 1
	}
	kinds := map[lineage.Kind]int{}
	for _, link := range f.between(l, heed.ReviewID(sides[out.Later].Side), heed.ReviewID(sides[out.Earlier].Side)) {
		kinds[link.Kind]++
		if len(link.Earlier) == 0 {
			continue
		}
		hit, ok := l.hit(link.ID)
		before, okBefore := l.hit(link.Earlier[0].ID)
		if ok && okBefore {
			out.Pairs = append(out.Pairs, Pair{link.Kind, hit, before})
		}
	}
	order := lineage.Kinds()
	for _, k := range order {
		if kinds[k] > 0 {
			out.Kinds = append(out.Kinds, Count[lineage.Kind]{Value: k, Count: kinds[k]})
		}
	}
	slices.SortStableFunc(out.Pairs, func(a, b Pair) int { return slices.Index(order, a.Kind) - slices.Index(order, b.Kind) })
	return out
}

// between says how the recommendations of one review stand to those of another:
// from the lineage of the later one where it has been held against the other
// anyway.
func (f *Finder) between(l *library, later, earlier heed.ReviewID) []lineage.Link {
	if later.State != earlier.State || !l.shelves[earlier].summary.Stage.Counts() {
		return f.pairing.links(l.shelves[later], l.shelves[earlier])
	}
	t := f.trace(l, later)
	out := make([]lineage.Link, 0, len(t.links))
	for _, h := range l.shelves[later].hits {
		link, ok := t.links[h.Ref]
		if !ok {
			continue
		}
		link.Earlier = slices.DeleteFunc(slices.Clone(link.Earlier), func(m lineage.Match) bool { return m.ID.Review != earlier })
		link.Kind = lineage.New
		if len(link.Earlier) > 0 {
			link.Kind = link.Earlier[0].Kind
		}
		out = append(out, link)
	}
	return out
}

// pairing remembers how reviews of two States stand to each other, which takes
// some hundredths of a second to work out.
type pairing struct {
	mu  sync.Mutex
	all map[[2]Revision][]lineage.Link
}

// keptPairings is how many pairs of reviews are remembered. One takes about a
// hundred kilobytes.
const keptPairings = 64

func (p *pairing) links(later, earlier shelf) []lineage.Link {
	key := [2]Revision{later.revision, earlier.revision}
	p.mu.Lock()
	links, ok := p.all[key]
	p.mu.Unlock()
	if ok {
		return links
	}
	links = lineage.Between(itemsOf(later), itemsOf(earlier))
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all == nil || len(p.all) >= keptPairings {
		p.all = map[[2]Revision][]lineage.Link{}
	}
	p.all[key] = links
	return links
}
