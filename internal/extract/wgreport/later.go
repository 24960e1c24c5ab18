// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"regexp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/position"
	"github.com/heed-upr/heed/internal/extract/words"
)

// later is what paragraphs after a list add on its items, by ref, and on the
// answer to a whole list, by the number of its lead-in.
type later map[string][]heed.PositionStatement

var (
	// "Veldania considers that recommendations Nos. 7, 8 and 11 above have
	// already been implemented", "recommendations 84.5 and 84.19 are …".
	listedForm = regexp.MustCompile(`(?i)\brecommendations?\s+(?:nos?\.?|numbers?|(?:contained |set out )?in paragraphs?)?\s*(` + words.NumberList + `)`)
	// "The response of Veldania to these recommendations will be included in
	// the outcome report", after a list that states no position.
	answerForm = regexp.MustCompile(`(?i)^the responses? of .{2,90}? to (?:these|the above|the) recommendations? (?:above )?will`)
)

// adds reads a paragraph that adds something on items before it; false where
// the paragraph does nothing of the kind.
func (s *section) adds(number, text string) bool {
	if len(s.facts.LeadIns) == 0 {
		return false
	}
	last := &s.facts.LeadIns[len(s.facts.LeadIns)-1]
	if answerForm.MatchString(text) && last.Position == heed.UnknownPosition {
		last.Position = heed.Pending
		s.later[last.Paragraph] = []heed.PositionStatement{{Stage: heed.StageReport, Value: heed.Pending, AsStated: text, Paragraph: number}}
		return true
	}
	m := listedForm.FindStringSubmatch(text)
	if m != nil && position.Claim(text) == "" && s.commentsOn(m[1], text) {
		return true
	}
	if m == nil || position.Claim(text) == "" || strings.HasSuffix(strings.TrimSpace(text), ":") || strings.Contains(text, "part of recommendation") {
		return false
	}
	for _, ref := range s.listed(m[1]) {
		s.later[ref] = append(s.later[ref], heed.PositionStatement{Stage: heed.StageReport, Qualifier: position.Claim(text), AsStated: text, Paragraph: number})
	}
	return true
}

// commentsOn lays a paragraph beside the items that it speaks of: "With regard
// to the recommendations in paragraphs 109.2 and 109.10 above, Veldania …".
func (s *section) commentsOn(list, text string) bool {
	if !strings.HasPrefix(strings.ToLower(text), "with regard to") || strings.HasSuffix(strings.TrimSpace(text), ":") {
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
