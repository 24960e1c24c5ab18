// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"slices"
	"sync"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lineage"
)

// Lineage is how the recommendations of a review stand to those of the State's
// earlier reviews that are here. A program says so, by rule.
type Lineage struct {
	// Earlier are the reviews that it was held against, the first one first; where
	// there is none, nothing can be said.
	Earlier []heed.ReviewID `json:"earlier_reviews"`
	// Kinds counts the recommendations by kind, as lineage.Kinds orders them.
	Kinds []Count[lineage.Kind] `json:"kinds"`
	// Groups is how many groups ask the same within the review, and Grouped how
	// many recommendations are in one.
	Groups  int `json:"groups"`
	Grouped int `json:"grouped"`
}

// Acts is how many different things are asked: groups, and what is in none.
func (l Lineage) Acts(total int) int { return total - l.Grouped + l.Groups }

// Ancestry is how one recommendation stands to earlier ones.
type Ancestry struct {
	Kind lineage.Kind `json:"kind"`
	// Earlier are the earlier recommendations that it is linked to, the closest
	// first.
	Earlier []Forebear `json:"earlier,omitempty"`
	// Alike are those of the same review that ask the same.
	Alike []Hit `json:"alike,omitempty"`
}

// Forebear is an earlier recommendation with what differs from it.
type Forebear struct {
	Hit
	Kind lineage.Kind `json:"kind"`
	// Both are the States that made both.
	Both []heed.StateCode `json:"states_of_both,omitempty"`
	// Removed are the places in its text, in bytes, that the later one lacks.
	Removed [][2]int `json:"removed,omitempty"`
}

// traced is the lineage of a review, worked out from certain revisions.
type traced struct {
	of    []Revision
	whole Lineage
	links map[string]lineage.Link // by ref
	alike map[string][]string
	// clusters are the recommendations by what they ask.
	clusters Clusters
}

// tracing remembers lineages, which take some hundredths of a second each.
type tracing struct {
	mu  sync.Mutex
	all map[heed.ReviewID]*traced
}

// trace gives the lineage of a review: that of before, if it and the earlier
// ones are still the same.
func (f *Finder) trace(l *library, id heed.ReviewID) *traced {
	later, ok := l.shelves[id]
	if !ok {
		return &traced{}
	}
	of := []Revision{later.revision}
	var earlier []shelf
	for other, s := range l.shelves {
		if other.State == id.State && other.Cycle < id.Cycle && s.summary.Stage.Counts() && s.english() {
			earlier = append(earlier, s)
		}
	}
	slices.SortFunc(earlier, func(a, b shelf) int { return a.summary.Cycle - b.summary.Cycle })
	for _, s := range earlier {
		of = append(of, s.revision)
	}
	f.tracing.mu.Lock()
	defer f.tracing.mu.Unlock()
	if t := f.tracing.all[id]; t != nil && slices.Equal(t.of, of) {
		return t
	}
	t := newTraced(later, earlier)
	t.of = of
	if f.tracing.all == nil {
		f.tracing.all = map[heed.ReviewID]*traced{}
	}
	f.tracing.all[id] = t
	return t
}

func newTraced(later shelf, earlier []shelf) *traced {
	t := &traced{links: map[string]lineage.Link{}, alike: map[string][]string{}}
	t.whole.Earlier = []heed.ReviewID{}
	items := itemsOf(later)
	var before []lineage.Item
	for _, s := range earlier {
		t.whole.Earlier = append(t.whole.Earlier, s.summary.ReviewID)
		before = append(before, itemsOf(s)...)
	}
	kinds := map[lineage.Kind]int{}
	if len(earlier) > 0 {
		for _, link := range lineage.Between(items, before) {
			t.links[link.ID.Ref] = link
			kinds[link.Kind]++
		}
	}
	for _, k := range lineage.Kinds() {
		if kinds[k] > 0 {
			t.whole.Kinds = append(t.whole.Kinds, Count[lineage.Kind]{k, kinds[k]})
		}
	}
	groups := lineage.Groups(items)
	t.clusters = clustered(later.summary.ReviewID, later.hits, groups)
	for _, g := range groups {
		t.whole.Groups++
		t.whole.Grouped += len(g.Members)
		for _, m := range g.Members {
			for _, other := range g.Members {
				if other != m {
					t.alike[m.Ref] = append(t.alike[m.Ref], other.Ref)
				}
			}
		}
	}
	return t
}

// itemsOf are the recommendations of a review whose words are compared: English
// ones with English ones.
func itemsOf(s shelf) []lineage.Item {
	if !s.english() {
		return nil
	}
	out := make([]lineage.Item, len(s.hits))
	for i, h := range s.hits {
		out[i] = lineage.Item{ID: h.ID(), Text: h.Text, States: h.RecommendingStates, Act: h.Act}
	}
	return out
}

// english reports whether the record of a review is in English.
func (s shelf) english() bool { return len(s.hits) == 0 || s.hits[0].Language == "" }

// ancestry says how one recommendation stands to others.
func (t *traced) ancestry(l *library, id heed.RecID) Ancestry {
	link := t.links[id.Ref]
	out := Ancestry{Kind: link.Kind}
	for _, m := range link.Earlier {
		hit, ok := l.hit(m.ID)
		if !ok {
			continue
		}
		one := Forebear{Hit: hit, Kind: m.Kind, Both: m.States}
		for _, span := range m.Diff.Removed {
			one.Removed = append(one.Removed, [2]int{span.From, span.To})
		}
		out.Earlier = append(out.Earlier, one)
	}
	for _, ref := range t.alike[id.Ref] {
		if hit, ok := l.hit(heed.RecID{Review: id.Review, Ref: ref}); ok {
			out.Alike = append(out.Alike, hit)
		}
	}
	return out
}

// hit finds a recommendation by its name.
func (l *library) hit(id heed.RecID) (Hit, bool) {
	hits := l.shelves[id.Review].hits
	i := slices.IndexFunc(hits, func(h Hit) bool { return h.Ref == id.Ref })
	if i < 0 {
		return Hit{}, false
	}
	return hits[i], true
}
