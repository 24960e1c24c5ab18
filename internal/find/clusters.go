// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lineage"
)

// Clusters are the recommendations of a review, those together that ask the
// same. A program says so, by rule.
type Clusters struct {
	Review heed.ReviewID `json:"review"`
	// Recommendations is how many there are; each is in one cluster.
	Recommendations int `json:"recommendations"`
	// Together is how many of them are with others.
	Together int `json:"together"`
	// Clusters are sorted by how many recommendations are in them, the most
	// first, and then as in the report.
	Clusters []Cluster `json:"clusters"`
}

// Several gives the clusters of more than one recommendation, Single the others.
func (c Clusters) Several() []Cluster { return c.Clusters[:c.single()] }

// Single gives the recommendations that ask what no other does.
func (c Clusters) Single() []Cluster { return c.Clusters[c.single():] }

func (c Clusters) single() int {
	for i, one := range c.Clusters {
		if len(one.Recommendations) == 1 {
			return i
		}
	}
	return len(c.Clusters)
}

// Cluster is what is asked once or several times.
type Cluster struct {
	// Ask names it, where it is an act that can be named; Line is the shortest of
	// the texts.
	Ask  *lineage.Ask `json:"ask,omitempty"`
	Line string       `json:"shortest_text"`
	// States recommend it, each once, in the order of their codes.
	States          []heed.StateCode       `json:"recommending_states"`
	Positions       []Count[heed.Position] `json:"positions"`
	Recommendations []Hit                  `json:"recommendations"`
}

// Clusters gives the recommendations of a review by what they ask.
func (f *Finder) Clusters(ctx context.Context, viewer heed.Viewer, id heed.ReviewID) (Clusters, error) {
	var out Clusters
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		if _, ok := l.shelves[id]; !ok {
			_, err := f.review(ctx, s, id) // says what is not there
			return err
		}
		out = f.trace(l, id).clusters
		return nil
	})
	return out, err
}

// clustered makes clusters of groups and of what is in none.
func clustered(id heed.ReviewID, hits []Hit, groups []lineage.Group) Clusters {
	out := Clusters{Review: id, Recommendations: len(hits), Clusters: []Cluster{}}
	of := map[string]lineage.Group{} // by the refs of its members
	for _, g := range groups {
		out.Together += len(g.Members)
		for _, m := range g.Members {
			of[m.Ref] = g
		}
	}
	at := map[string]int{} // the cluster of a group, by the ref that names it
	for _, h := range hits {
		g, ok := of[h.Ref]
		i, begun := at[g.ID.Ref]
		if !ok || !begun {
			i = len(out.Clusters)
			out.Clusters = append(out.Clusters, Cluster{Line: h.Text, Ask: g.Ask})
			if !ok {
				out.Clusters[i].Ask = asked(h)
			} else {
				at[g.ID.Ref] = i
			}
		}
		c := &out.Clusters[i]
		c.Recommendations = append(c.Recommendations, h)
		if h.Ref == g.Line.Ref {
			c.Line = h.Text
		}
	}
	for i := range out.Clusters {
		out.Clusters[i].sum()
	}
	slices.SortStableFunc(out.Clusters, func(a, b Cluster) int { return len(b.Recommendations) - len(a.Recommendations) })
	return out
}

// asked names the act that a recommendation asks for, if it can be named.
func asked(h Hit) *lineage.Ask {
	if a, ok := lineage.Asks(h.Text, h.Act); ok && h.Language == "" {
		return &a
	}
	return nil
}

// sum counts States and positions.
func (c *Cluster) sum() {
	for _, h := range c.Recommendations {
		c.States = append(c.States, h.RecommendingStates...)
	}
	slices.Sort(c.States)
	c.States = slices.Compact(c.States)
	c.Positions = positionsOf(c.Recommendations)
}
