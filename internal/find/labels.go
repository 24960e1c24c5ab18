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
)

// Label is one label of a recommendation: proposed by a program, decided by a
// person, or both.
type Label struct {
	Kind  heed.LabelKind `json:"kind"`
	Label string         `json:"label"`
	// Applies says that it holds: proposed and not rejected, or decided so.
	Applies bool `json:"applies"`
	// Proposal is what the model makes of it; nil where it does not propose it.
	Proposal *Proposal `json:"proposal,omitempty"`
	// Decision is the latest; nil where nobody has decided.
	Decision *heed.LabelDecision `json:"decision,omitempty"`
	// Stale says that it was decided on other words than the text has now.
	Stale bool `json:"stale,omitempty"`
}

// Proposal is why a program proposes a label.
type Proposal struct {
	// Probability that UPR Info's coders would give it.
	Probability float64    `json:"probability"`
	Sure        label.Sure `json:"sure"`
	// Words are the places in the text of what carried it, in bytes.
	Words [][2]int `json:"words"`
	// Rule is the line of a table that speaks for it as well.
	Rule string `json:"rule,omitempty"`
}

// decided holds the latest decision on each label of one recommendation.
type decided map[heed.LabelKind]map[string]heed.LabelDecision

func decidedOf(all []heed.LabelDecision) map[string]decided {
	out := map[string]decided{}
	for _, d := range all {
		if out[d.Ref] == nil {
			out[d.Ref] = decided{}
		}
		if out[d.Ref][d.Kind] == nil {
			out[d.Ref][d.Kind] = map[string]heed.LabelDecision{}
		}
		if d.Kind == heed.LabelAct && d.Verdict != heed.Rejected { // there is only one
			clear(out[d.Ref][d.Kind])
		}
		out[d.Ref][d.Kind][d.Label] = d
	}
	return out
}

// apply gives the labels that hold, of those that are proposed: what is
// rejected falls, what people found comes behind them.
func (d decided) apply(act heed.ActionCategory, issues []string) (heed.ActionCategory, []string) {
	for name, decision := range d[heed.LabelAct] {
		n, _ := strconv.Atoi(name)
		switch {
		case decision.Verdict != heed.Rejected:
			act = heed.ActionCategory(n)
		case act == heed.ActionCategory(n):
			act = heed.ActUnknown
		}
	}
	out := slices.DeleteFunc(slices.Clone(issues), func(i string) bool {
		return d[heed.LabelIssue][i].Verdict == heed.Rejected
	})
	var found []string
	for i, decision := range d[heed.LabelIssue] {
		if decision.Verdict != heed.Rejected && !slices.Contains(out, i) {
			found = append(found, i)
		}
	}
	slices.Sort(found)
	return act, append(out, found...)
}

// labelsOf gives all labels of a text, with why they are proposed and what was
// decided: first the kind of act, then the issues, the most probable first.
func labelsOf(text, language string, d decided) []Label {
	var p label.Proposals
	if language == heed.English { // which the model knows
		p = label.Shipped().Propose(text)
	}
	var out []Label
	if p.Act.Act != heed.ActUnknown {
		out = append(out, Label{Kind: heed.LabelAct, Label: strconv.Itoa(int(p.Act.Act)), Proposal: proposal(p.Act.Reason)})
	}
	for _, i := range p.Issues {
		out = append(out, Label{Kind: heed.LabelIssue, Label: i.Issue, Proposal: proposal(i.Reason)})
	}
	for _, kind := range []heed.LabelKind{heed.LabelAct, heed.LabelIssue} {
		for name := range d[kind] {
			if !slices.ContainsFunc(out, func(l Label) bool { return l.Kind == kind && l.Label == name }) {
				out = append(out, Label{Kind: kind, Label: name})
			}
		}
	}
	act, issues := d.apply(p.Act.Act, names(p.Issues))
	words := heed.DigestOf([]byte(text))
	for i := range out {
		l := &out[i]
		l.Applies = l.Kind == heed.LabelAct && l.Label == strconv.Itoa(int(act)) || l.Kind == heed.LabelIssue && slices.Contains(issues, l.Label)
		if decision, ok := d[l.Kind][l.Label]; ok {
			l.Decision, l.Stale = &decision, decision.Words != words
		}
	}
	slices.SortStableFunc(out, func(a, b Label) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), -cmp.Compare(a.probability(), b.probability()), cmp.Compare(a.Label, b.Label))
	})
	return out
}

func (l Label) probability() float64 {
	if l.Proposal == nil {
		return 0
	}
	return l.Proposal.Probability
}

func names(all []label.IssueProposal) []string {
	out := make([]string, len(all))
	for i, p := range all {
		out[i] = p.Issue
	}
	return out
}

func proposal(r label.Reason) *Proposal {
	p := &Proposal{Probability: r.Probability, Sure: r.Sure, Rule: r.Rule, Words: [][2]int{}}
	for _, s := range r.Spans {
		p.Words = append(p.Words, [2]int{s.From, s.To})
	}
	return p
}

// Queued is a label that waits for a person.
type Queued struct {
	ID   heed.RecID
	Text string
	Label
}

// Queue lists proposals that nobody has decided, the least sure first, and
// before them what was decided on words that have changed since; of one review,
// or of all if id is its zero value.
func (f *Finder) Queue(ctx context.Context, viewer heed.Viewer, id heed.ReviewID, most int) ([]Queued, error) {
	var out []Queued
	err := f.view(ctx, viewer, func(s snapshot) error {
		l, err := f.library(ctx, s)
		if err != nil {
			return err
		}
		for review, shelf := range l.shelves {
			if id.Known() && review != id {
				continue
			}
			for _, h := range shelf.hits {
				for _, waiting := range labelsOf(h.Text, h.TextLanguage(), shelf.decided[h.Ref]) {
					if waiting.Stale || waiting.Decision == nil {
						out = append(out, Queued{h.ID(), h.Text, waiting})
					}
				}
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Queued) int {
		return cmp.Or(-compareBool(a.Stale, b.Stale), cmp.Compare(a.probability(), b.probability()), cmp.Compare(a.ID.String(), b.ID.String()), cmp.Compare(a.Label.Label, b.Label.Label))
	})
	return out[:min(most, len(out))], err
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
