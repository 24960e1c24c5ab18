// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"slices"
	"sync"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/lineage"
	"github.com/heed-upr/heed/internal/refdata"
)

// Recommends is what a State recommends to others, what they answer, and what it
// says and does itself in the same matters: facts side by side, and no score.
type Recommends struct {
	State heed.StateCode `json:"state"`
	// Answer has all its recommendations, the newest review first.
	Answer Answer `json:"answer"`
	// Reviews is in how many reviews it recommended, Read how many reviews of other
	// States are here and count.
	Reviews int `json:"reviews"`
	Read    int `json:"reviews_read"`
	// Acts are the positions split by kind of act, without which they mean little.
	Acts   []Crossed `json:"by_act"`
	Themes []Crossed `json:"by_theme"`
	Issues []Crossed `json:"by_issue"`
	Asked  []Crossed `json:"by_state"`
	// Treaties are those that it asks others to join.
	Treaties []TreatyAsk `json:"treaties"`
	// Noted are recommendations to itself that it noted or supported in part, and
	// that ask what it asks of others.
	Noted []Counterpart `json:"noted_itself"`
}

// TreatyAsk is a treaty that a State asks others to become party to. A program
// told so from the words.
type TreatyAsk struct {
	Treaty refdata.TreatyKey `json:"treaty"`
	// Recommendations is how many ask so, Reviews in how many reviews; Positions
	// are those on them.
	Recommendations int                    `json:"recommendations"`
	Reviews         int                    `json:"reviews"`
	Positions       []Count[heed.Position] `json:"positions"`
	// Open are the reviews here of other States that were not party on the day, as
	// far as sources tell; OpenAsked is in how many of those it asked so.
	Open      int `json:"open_reviews"`
	OpenAsked int `json:"open_reviews_asked"`
	// Own is what it did itself about the treaty; empty where no source says.
	Own []refdata.TreatyAct `json:"own_acts"`
}

// Counterpart is a recommendation that a State noted, with those of its own
// making that ask the same of others, or more.
type Counterpart struct {
	Own  Hit   `json:"own"`
	Made []Hit `json:"made"`
}

// The least scores at which a State is shown to ask of others what it noted itself,
// or more. They are higher than that of a link, since more is read into it; for
// more, only acts that decide will do, such as lists of treaties.
const (
	leastSame = 0.6
	leastMore = 0.8
)

// asksAsMuch tells whether the later of two linked recommendations asks as much as
// the earlier.
func asksAsMuch(m lineage.Match) bool {
	switch m.Kind {
	case lineage.Repeated, lineage.RepeatedBySame:
		return m.Score >= leastSame
	case lineage.Strengthened:
		return m.Score >= leastMore
	}
	return false
}

// recommending remembers what was worked out of a library, by State.
type recommending struct {
	mu   sync.Mutex
	of   *library
	all  map[heed.StateCode]Recommends
	open map[refdata.TreatyKey][]heed.ReviewID
}

// Recommends gives what a State recommends to others. A State that recommended
// nothing here has empty lists.
func (f *Finder) Recommends(ctx context.Context, viewer heed.Viewer, code heed.StateCode) (Recommends, error) {
	var out Recommends
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		out = f.recommends(l, code)
		return nil
	})
	return out, err
}

// recommends works it out once for each library.
func (f *Finder) recommends(l *library, code heed.StateCode) Recommends {
	m := &f.recommending
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.of != l {
		m.of, m.all, m.open = l, map[heed.StateCode]Recommends{}, l.open()
	}
	if r, ok := m.all[code]; ok {
		return r
	}
	a, r := l.answered(Query{Scope: Filter{ByFrom: {string(code)}}})
	out := Recommends{
		State: code, Answer: a, Reviews: len(r.reviews()), Acts: l.crossed(r, ByAct), Themes: l.crossed(r, ByTheme),
		Issues: l.crossed(r, ByIssue), Asked: l.crossed(r, ByState), Noted: l.counterparts(code, a.Rows),
	}
	for _, v := range l.reviews {
		if v.State != code && v.Stage.Counts() {
			out.Read++
		}
	}
	out.Treaties = l.treatyAsks(code, a.Rows, m.open)
	m.all[code] = out
	return out
}

// open gives for each treaty the reviews here that count of States that were not
// party to it on the day of the review.
func (l *library) open() map[refdata.TreatyKey][]heed.ReviewID {
	out := map[refdata.TreatyKey][]heed.ReviewID{}
	for _, v := range l.reviews {
		if !v.Stage.Counts() || v.Date == "" {
			continue
		}
		for _, t := range refdata.Treaties() {
			if bound, known := refdata.BoundOn(v.State, t.Key, v.Date); known && !bound {
				out[t.Key] = append(out[t.Key], v.ReviewID)
			}
		}
	}
	return out
}

// treatyAsks counts the treaties that a State's recommendations ask to join, the
// most asked first.
func (l *library) treatyAsks(code heed.StateCode, made []Hit, open map[refdata.TreatyKey][]heed.ReviewID) []TreatyAsk {
	hits := map[refdata.TreatyKey][]Hit{}
	for _, h := range made {
		for _, key := range l.joined(code, h) {
			hits[key] = append(hits[key], h)
		}
	}
	acts := refdata.TreatyActs(code)
	out := []TreatyAsk{}
	for _, t := range refdata.Treaties() {
		if len(hits[t.Key]) == 0 {
			continue
		}
		ask := TreatyAsk{Treaty: t.Key, Recommendations: len(hits[t.Key]), Positions: positionsOf(hits[t.Key])}
		in := map[heed.ReviewID]bool{}
		for _, h := range hits[t.Key] {
			in[h.Review] = true
		}
		ask.Reviews = len(in)
		for _, id := range open[t.Key] {
			if id.State == code {
				continue
			}
			ask.Open++
			if in[id] {
				ask.OpenAsked++
			}
		}
		for _, a := range acts {
			if a.Treaty == t.Key {
				ask.Own = append(ask.Own, a)
			}
		}
		out = append(out, ask)
	}
	slices.SortStableFunc(out, func(a, b TreatyAsk) int { return b.Recommendations - a.Recommendations })
	return out
}

// joined gives the treaties that a State asks to join in a recommendation, each
// once.
func (l *library) joined(code heed.StateCode, h Hit) []refdata.TreatyKey {
	var out []refdata.TreatyKey
	take := func(names []label.Named) {
		for _, n := range names {
			joins := slices.ContainsFunc(n.Steps, func(s label.Step) bool {
				return s == label.StepSign || s == label.StepRatify || s == label.StepAccede || s == label.StepJoin
			})
			if key := refdata.TreatyKey(n.Key); joins && !slices.Contains(out, key) {
				out = append(out, key)
			}
		}
	}
	if l.shelves[h.Review].clauses[h.Ref] == nil {
		take(h.Instruments)
		return out
	}
	for _, item := range l.saidBy(code, h) {
		take(label.Instruments(item.Text))
	}
	return out
}

// counterparts holds what a State noted of its own reviews against what it asks of
// others.
func (l *library) counterparts(code heed.StateCode, made []Hit) []Counterpart {
	var own []Hit
	for _, v := range l.reviews { // the newest first
		if v.State == code && v.Stage.Counts() {
			for _, h := range l.shelves[v.ReviewID].hits {
				if h.Language == "" && (h.Position == heed.Noted || h.Position == heed.Partial) {
					own = append(own, h)
				}
			}
		}
	}
	byID, items := map[heed.RecID]Hit{}, []lineage.Item{}
	for _, h := range made {
		byID[h.ID()] = h
		if h.Language == "" { // lineage compares English with English
			items = append(items, l.saidBy(code, h)...)
		}
	}
	same := map[heed.RecID][]Hit{}
	for _, link := range lineage.Between(items, itemsOf(shelf{hits: own})) {
		for _, m := range link.Earlier {
			h := byID[link.ID]
			again := slices.ContainsFunc(same[m.ID], func(o Hit) bool { return o.ID() == h.ID() })
			if !again && asksAsMuch(m) {
				same[m.ID] = append(same[m.ID], h)
			}
		}
	}
	out := []Counterpart{}
	for _, h := range own {
		if len(same[h.ID()]) > 0 {
			out = append(out, Counterpart{h, same[h.ID()]})
		}
	}
	return out
}

// saidBy gives what one State asks in a recommendation: the clauses that are its
// own, or the whole where there is one clause only.
func (l *library) saidBy(code heed.StateCode, h Hit) []lineage.Item {
	clauses := l.shelves[h.Review].clauses[h.Ref]
	if clauses == nil {
		return []lineage.Item{{ID: h.ID(), Text: h.Text, States: h.RecommendingStates, Act: h.Act}}
	}
	var out []lineage.Item
	for _, c := range clauses {
		if slices.Contains(c.RecommendingStates, code) {
			out = append(out, lineage.Item{ID: h.ID(), Text: c.Text, States: c.RecommendingStates, Act: label.Act(c.Text)})
		}
	}
	return out
}

func positionsOf(hits []Hit) []Count[heed.Position] {
	n := map[heed.Position]int{}
	for _, h := range hits {
		n[h.Position]++
	}
	var out []Count[heed.Position]
	for _, p := range heed.Positions {
		if n[p] > 0 {
			out = append(out, Count[heed.Position]{p, n[p]})
		}
	}
	return out
}
