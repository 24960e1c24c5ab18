// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/lineage"
)

// Crossed is how many recommendations have a value, and how many of those each
// position.
type Crossed struct {
	Value     string                 `json:"value"`
	Count     int                    `json:"count"`
	Positions []Count[heed.Position] `json:"positions"`
}

// crossed counts the values of a dimension among what was found, each by
// position, in the order of the dimension's facet.
func (l *library) crossed(r result, by Dimension) []Crossed {
	counts := r.crossed(by, ByPosition)
	order := r.counts(by)
	slices.SortStableFunc(order, func(a, b Count[string]) int { return l.order(by, a, b) })
	out := make([]Crossed, len(order))
	for i, c := range order {
		var p Period
		p.count(counts[c.Value])
		out[i] = Crossed{c.Value, c.Count, p.Positions}
	}
	return out
}

// Themes is what was asked by theme and by issue, over all that is read.
type Themes struct {
	// Of counts recommendations, Reviews the reviews that they are from.
	Of      int `json:"recommendations"`
	Reviews int `json:"reviews"`
	// Themes are told by rule, Issues proposed by a model or decided. A
	// recommendation can be under several, or none.
	Themes []Crossed `json:"themes_by_rule"`
	Issues []Crossed `json:"issues_proposed"`
}

// Themes counts what was asked by theme and by issue.
func (f *Finder) Themes(ctx context.Context, viewer heed.Viewer) (Themes, error) {
	var out Themes
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		a, r := l.answered(Query{Page: 1})
		out = Themes{Of: a.Total, Reviews: len(r.reviews()), Themes: l.crossed(r, ByTheme), Issues: l.crossed(r, ByIssue)}
		return nil
	})
	return out, err
}

// Theme is what was asked on one theme or issue.
type Theme struct {
	// By is ByTheme or ByIssue, Value the theme or issue.
	By    Dimension `json:"by"`
	Value string    `json:"value"`
	// Answer has the recommendations, the newest first, and their counts.
	Answer Answer `json:"answer"`
	// Acts are the positions split by kind of act, without which they mean little.
	Acts []Crossed `json:"by_act"`
	// Reviews are those with such a recommendation; Read are all that are here and
	// count, Held all that took place as far as known.
	Reviews int `json:"reviews"`
	Read    int `json:"reviews_read"`
	Held    int `json:"reviews_held"`
	// Again is what was asked before; nil where no review here follows another.
	Again *Again `json:"again,omitempty"`
	// Elsewhere is what OHCHR's index has of the other mechanisms on OHCHR's themes
	// that come nearest; nil where there is none, or no index. It is counted apart.
	Elsewhere *Elsewhere `json:"other_mechanisms,omitempty"`
}

// Again says how much of what was asked had been asked of the same State before,
// by the rules of lineage.
type Again struct {
	// Of are the recommendations of reviews that follow an earlier one that is
	// here; Before are those of them of which something like was asked there.
	Of     int `json:"recommendations"`
	Before int `json:"asked_before"`
	// Supported are those that the State had supported then.
	Supported int                   `json:"supported_before"`
	Kinds     []Count[lineage.Kind] `json:"kinds"`
}

// Elsewhere is what mechanisms other than the UPR have said.
type Elsewhere struct {
	Labels     []string        `json:"ohchr_themes"`
	Total      int             `json:"annotations"`
	Mechanisms []Count[string] `json:"mechanisms"`
	Query      Query           `json:"query"`
}

// Theme gives what was asked on a theme or an issue.
func (f *Finder) Theme(ctx context.Context, viewer heed.Viewer, by Dimension, value string, page int) (Theme, error) {
	out := Theme{By: by, Value: value}
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		a, r := l.answered(Query{Scope: Filter{by: {value}}, Page: page})
		if err := Beyond(page, a.Pages); err != nil {
			return err
		}
		out.Answer, out.Acts = a, l.crossed(r, ByAct)
		out.Reviews = len(r.reviews())
		for _, p := range a.Trend {
			out.Read, out.Held = out.Read+p.Read, out.Held+p.Held
		}
		out.Again = f.again(l, r)
		if by == ByTheme {
			out.Elsewhere, err = f.elsewhere(ctx, s, label.Counterparts(label.Theme(value)))
		}
		return err
	})
	return out, err
}

// reviews gives the reviews of what was found, by State and cycle, with how many
// are of each.
func (r result) reviews() map[[2]string]int {
	out := map[[2]string]int{}
	for state, counts := range r.crossed(ByState, ByCycle) {
		for cycle, n := range counts {
			out[[2]string{state, cycle}] = n
		}
	}
	return out
}

// again holds what was found against the State's earlier reviews.
func (f *Finder) again(l *library, r result) *Again {
	out, kinds := &Again{}, map[lineage.Kind]int{}
	for pair := range r.reviews() {
		cycle, _ := strconv.Atoi(pair[1])
		id := heed.ReviewID{State: heed.StateCode(pair[0]), Cycle: cycle}
		if !l.follows(id) {
			continue
		}
		t := f.trace(l, id)
		for _, row := range r.rowsOf(id) {
			h := l.hits[row]
			link, ok := t.links[h.Ref]
			if !ok {
				continue
			}
			out.Of++
			kinds[link.Kind]++
			if link.Kind == lineage.New {
				continue
			}
			out.Before++
			if slices.ContainsFunc(link.Earlier, func(m lineage.Match) bool {
				earlier, ok := l.hit(m.ID)
				return ok && earlier.Position == heed.Supported
			}) {
				out.Supported++
			}
		}
	}
	if out.Of == 0 {
		return nil
	}
	for _, k := range lineage.Kinds() {
		if kinds[k] > 0 {
			out.Kinds = append(out.Kinds, Count[lineage.Kind]{Value: k, Count: kinds[k]})
		}
	}
	return out
}

// follows reports whether an earlier review of the State is here that counts, and
// the words of both can be compared.
func (l *library) follows(id heed.ReviewID) bool {
	if !l.shelves[id].english() {
		return false
	}
	for cycle := 1; cycle < id.Cycle; cycle++ {
		if s, ok := l.shelves[heed.ReviewID{State: id.State, Cycle: cycle}]; ok && s.summary.Stage.Counts() && s.english() {
			return true
		}
	}
	return false
}

// rowsOf gives the rows of one review among what was found.
func (r result) rowsOf(id heed.ReviewID) []int {
	var out []int
	for _, of := range r.parts {
		rows := of.segment.Any(string(ByState), []string{string(id.State)})
		rows.And(of.segment.Any(string(ByCycle), []string{strconv.Itoa(id.Cycle)}))
		rows.And(of.rows)
		for _, row := range rows.ToArray() {
			out = append(out, of.first+int(row))
		}
	}
	return out
}

// elsewhere counts what the index has under OHCHR's themes of mechanisms other
// than the UPR.
func (f *Finder) elsewhere(ctx context.Context, s snapshot, labels []string) (*Elsewhere, error) {
	if len(labels) == 0 {
		return nil, nil //nolint:nilnil // nothing to say is no error
	}
	a, err := f.annotations(ctx, s)
	if err != nil || a.table.Len() == 0 {
		return nil, err
	}
	q := Query{Page: 1}.With(ByLabel, labels...).Leaving(ByMechanism, string(heed.MechanismUPR))
	answer, _ := a.answer(q)
	out := &Elsewhere{Labels: labels, Total: answer.Total, Query: q}
	for _, c := range answer.Counts(ByMechanism) {
		if c.Value != string(heed.MechanismUPR) {
			out.Mechanisms = append(out.Mechanisms, c)
		}
	}
	slices.SortFunc(out.Mechanisms, func(a, b Count[string]) int { return -cmp.Compare(a.Count, b.Count) })
	return out, nil
}
