// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/reconcile"
	"github.com/heed-upr/heed/internal/refdata"
)

// Passage is an annotation with the recommendation that it is of, where its
// report has been read here.
type Passage struct {
	heed.Annotation
	Recommendation *Linked `json:"recommendation,omitempty"`
}

// Linked names a recommendation that is here.
type Linked struct {
	Review heed.ReviewID `json:"review"`
	Ref    string        `json:"ref"`
}

// links say which passages of others are of which recommendations of one review.
// They are found by the words, and nobody has confirmed them.
type links struct {
	byRef map[string][]int64 // the numbers of annotations, in their order
	byID  map[string]string  // ref by the annotation's name
}

// keptLinks is how many reviews' links a Finder keeps at hand. Those of one take
// about fifty kilobytes.
const keptLinks = 400

// cycleOf gives the cycle of a passage of the UPR, 0 where it does not say.
func cycleOf(a heed.Annotation) int {
	if a.Cycle == 0 && a.Body == heed.BodyUPR {
		return refdata.CycleOfSession(a.Session)
	}
	return a.Cycle
}

// links gives the links of a review that is here, from the memo or anew.
func (f *Finder) links(ctx context.Context, s snapshot, id heed.ReviewID) (*links, error) {
	f.mu.Lock()
	l := f.memo.links[id]
	if f.memo.entries != s.entries {
		l = nil
	}
	f.mu.Unlock()
	if l != nil {
		return l, nil
	}
	l, err := f.link(ctx, s, id)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.memo.entries == s.entries { // the log has not grown meanwhile
		if len(f.memo.links) >= keptLinks {
			clear(f.memo.links)
		}
		f.memo.links[id] = l
	}
	return l, nil
}

// link finds the links of a review. Those who give passages are asked one by
// one, because each gives a recommendation once.
func (f *Finder) link(ctx context.Context, s snapshot, id heed.ReviewID) (*links, error) {
	out := &links{map[string][]int64{}, map[string]string{}}
	a, err := f.annotations(ctx, s)
	if err != nil {
		return nil, err
	}
	seqs := a.ofReview(id)
	if len(seqs) == 0 {
		return out, nil
	}
	passages, err := s.AnnotationsAt(ctx, seqs)
	if err != nil {
		return nil, err
	}
	r, err := f.review(ctx, s, id)
	if err != nil {
		return nil, err
	}
	all := make([]heed.Recommendation, len(r.rows))
	for i, row := range r.rows {
		all[i] = row.Recommendation
	}
	bySource := map[string][]int{}
	for i, p := range passages {
		bySource[p.Source] = append(bySource[p.Source], i)
	}
	for _, some := range bySource {
		quotes := make([]reconcile.Quote, len(some))
		for i, n := range some {
			quotes[i] = QuoteOf(passages[n])
		}
		for i, at := range reconcile.Quoted(all, quotes) {
			if at >= 0 {
				out.byID[passages[some[i]].ID] = all[at].Ref
			}
		}
	}
	for i, p := range passages {
		if ref, ok := out.byID[p.ID]; ok {
			out.byRef[ref] = append(out.byRef[ref], seqs[i])
		}
	}
	return out, nil
}

// QuoteOf gives what a passage says of the recommendation that it is of.
func QuoteOf(a heed.Annotation) reconcile.Quote {
	return reconcile.Quote{Text: a.Text, States: a.RecommendingStates, Number: cmp.Or(a.Number, reconcile.NumberBefore(a.Text))}
}

// ofReview gives the numbers of the annotations of a review of the UPR.
func (a *annotated) ofReview(id heed.ReviewID) []int64 {
	var seqs []int64
	for _, segment := range a.table.Segments {
		rows := segment.Any(string(ByState), []string{string(id.State)})
		rows.And(segment.Any(string(ByCycle), []string{strconv.Itoa(id.Cycle)}))
		rows.And(segment.Any(string(ByMechanism), []string{string(heed.MechanismUPR)}))
		if gone := a.gone[segment]; gone != nil {
			rows.AndNot(gone)
		}
		numbers := segment.Numbers(numberSeq)
		for _, row := range rows.ToArray() {
			seqs = append(seqs, numbers.At(row))
		}
	}
	slices.Sort(seqs)
	return seqs
}

// passagesOn gives the passages on a recommendation.
func (f *Finder) passagesOn(ctx context.Context, s snapshot, id heed.RecID) ([]heed.Annotation, error) {
	l, err := f.links(ctx, s, id.Review)
	if err != nil || len(l.byRef[id.Ref]) == 0 {
		return nil, err
	}
	return s.AnnotationsAt(ctx, l.byRef[id.Ref])
}

// passages looks up the recommendations that annotations are of.
func (f *Finder) passages(ctx context.Context, s snapshot, all []heed.Annotation) ([]Passage, error) {
	l, err := f.library(ctx, s)
	if err != nil {
		return nil, err
	}
	out := make([]Passage, len(all))
	for i, a := range all {
		out[i].Annotation = a
		if a.Body != heed.BodyUPR {
			continue
		}
		for _, state := range a.States {
			id := heed.ReviewID{State: state, Cycle: cycleOf(a)}
			if _, here := l.shelves[id]; !here {
				continue
			}
			links, err := f.links(ctx, s, id)
			if err != nil {
				return nil, err
			}
			if ref, ok := links.byID[a.ID]; ok {
				out[i].Recommendation = &Linked{id, ref}
				break
			}
		}
	}
	return out, nil
}
