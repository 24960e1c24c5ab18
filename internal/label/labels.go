// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"encoding/json"
	"slices"

	"github.com/heed-upr/heed"
)

// Labels are all labels of a text, as lines of JSON have them. A program gave
// them, but for what a person decided. Lists are there even where they are empty;
// the action category is null where the text does not tell it.
type Labels struct {
	// Action and Issues are UPR Info's, proposed by a model.
	Action *heed.ActionCategory `json:"action_category"`
	Issues []string             `json:"issues"`
	// Themes and Groups have OHCHR's names and are told by rule.
	Themes []string `json:"themes"`
	Groups []string `json:"groups"`
	// SDGs are the numbers of goals and of their targets, a goal before its targets.
	SDGs        []string `json:"sdgs"`
	Instruments []Named  `json:"instruments"`
}

// All gives all labels of an English text.
func (m *Model) All(text string) Labels {
	act, issues := m.Labels(text)
	return ByRule(text).Decided(act, issues)
}

// ByRule gives the labels that are told by rule.
func ByRule(text string) Labels {
	l := Labels{Issues: []string{}, Themes: []string{}, Groups: []string{}, SDGs: []string{}, Instruments: Instruments(text)}
	for _, g := range Groups(text) {
		l.Groups = append(l.Groups, g.Name)
	}
	for _, u := range UHRIThemes(text) {
		l.Themes = append(l.Themes, u.Name)
	}
	l.SDGs = append(l.SDGs, Goals(sdgs(text, l.Instruments))...)
	if l.Instruments == nil {
		l.Instruments = []Named{}
	}
	return l
}

// Decided gives the labels with this category and these issues.
func (l Labels) Decided(act heed.ActionCategory, issues []string) Labels {
	l.Action, l.Issues = nil, append([]string{}, issues...)
	if act != heed.ActUnknown {
		l.Action = &act
	}
	return l
}

// Goals gives the codes of targets, each behind its goal.
func Goals(targets []Target) []string {
	var out []string
	for _, t := range targets {
		for _, code := range []string{t.Goal(), t.Code} {
			if !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	slices.SortFunc(out, CompareTargets)
	return out
}

// MarshalJSON writes a span as [from, to].
func (s Span) MarshalJSON() ([]byte, error) { return json.Marshal([2]int{s.From, s.To}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Span) UnmarshalJSON(data []byte) error {
	var both [2]int
	if err := json.Unmarshal(data, &both); err != nil {
		return err
	}
	s.From, s.To = both[0], both[1]
	return nil
}
