// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/grammar"
	"github.com/heed-upr/heed/internal/extract/position"
	"github.com/heed-upr/heed/internal/extract/words"
)

// later is what paragraphs after a list add on its items, by ref, and on the
// answer to a whole list, by the number of its lead-in.
type later map[string][]heed.PositionStatement

// adds reads a paragraph that adds something on items before it; false where
// the paragraph does nothing of the kind.
func (s *section) adds(number, text string) bool {
	if len(s.facts.LeadIns) == 0 {
		return false
	}
	last := &s.facts.LeadIns[len(s.facts.LeadIns)-1]
	if s.grammar.Matches(grammar.AnswerLater, text) && last.Position == heed.UnknownPosition {
		last.Position = heed.Pending
		s.later[last.Paragraph] = []heed.PositionStatement{{Stage: heed.StageReport, Value: heed.Pending, AsStated: text, Paragraph: number}}
		return true
	}
	m, named := s.grammar.Find(grammar.Listed, text)
	claim := position.ClaimIn(s.grammar, text)
	if named && claim == "" && s.commentsOn(m.Group["list"], text) {
		return true
	}
	if !named || claim == "" || leadsIn(text) || strings.Contains(text, "part of recommendation") {
		return false
	}
	for _, ref := range s.listed(m.Group["list"]) {
		s.later[ref] = append(s.later[ref], heed.PositionStatement{Stage: heed.StageReport, Qualifier: claim, AsStated: text, Paragraph: number})
	}
	return true
}

// leadsIn reports whether a text ends as one that leads a list in.
func leadsIn(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：")
}

// commentsOn lays a paragraph beside the items that it speaks of: "With regard
// to the recommendations in paragraphs 109.2 and 109.10 above, Veldania …".
func (s *section) commentsOn(list, text string) bool {
	if !strings.HasPrefix(strings.ToLower(text), "with regard to") || leadsIn(text) {
		return false
	}
	found := false
	for _, ref := range s.listed(list) {
		for i := range s.items {
			if s.items[i].ref == ref {
				s.items[i].comment = strings.TrimSpace(s.items[i].comment + " " + text)
				found = true
			}
		}
	}
	return found
}

// listed gives the refs of a list of numbers: those of the last lead-in where
// they are plain.
func (s *section) listed(list string) []string {
	var out []string
	list = s.grammar.Replace(grammar.Range, list, "–")
	if !s.grammar.English() {
		list = pairInList.ReplaceAllString(words.Figures(list), "$1.$2")
	}
	for _, n := range words.Numbers(list) {
		if !strings.Contains(n, ".") {
			n = s.current() + "/" + n
		}
		out = append(out, n)
	}
	return out
}

// statements is the history of the position on an item within the report: what
// the lead-in says, then what was added. A State's claim leaves its position.
func (l later) statements(symbol, ref string, lead heed.LeadIn) []heed.PositionStatement {
	out := []heed.PositionStatement{{Stage: heed.StageReport, Value: lead.Position, Qualifier: lead.Qualifier, AsStated: lead.Text, Paragraph: lead.Paragraph}}
	if said := l[lead.Paragraph]; said != nil {
		out = slices.Clone(said)
	}
	for _, added := range l[ref] {
		added.Value = lead.Position
		out = append(out, added)
	}
	for i := range out {
		out[i].Symbol = symbol
	}
	return out
}
