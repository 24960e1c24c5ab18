// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/words"
)

// later is what paragraphs after a list add on its items, by ref, and on the
// answer to a whole list, by the number of its lead-in.
type later map[string][]heed.PositionStatement

var (
	// "Veldania considers that recommendations Nos. 7, 8 and 11 above have
	// already been implemented", "recommendations 84.5 and 84.19 are …".
	listedForm = regexp.MustCompile(`(?i)\brecommendations?\s+(?:nos?\.?|numbers?|(?:contained |set out )?in paragraphs?)?\s*(\d{1,3}(?:\.\s?\d{1,3})?(?:\s*(?:,|;|–|-|and|to)\s*(?:and\s+)?\d{1,3}(?:\.\s?\d{1,3})?)*)`)
	numberForm = regexp.MustCompile(`(–|-|to)?\s*(\d{1,3}(?:\.\s?\d{1,3})?)`)
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
	if m == nil || claim(text) == "" || strings.HasSuffix(strings.TrimSpace(text), ":") || strings.Contains(text, "part of recommendation") {
		return false
	}
	for _, ref := range s.listed(m[1]) {
		s.later[ref] = append(s.later[ref], heed.PositionStatement{Stage: heed.StageReport, Qualifier: claim(text), AsStated: text, Paragraph: number})
	}
	return true
}

// listed gives the refs of a list of numbers, ranges filled: those of the last
// lead-in where they are plain.
func (s *section) listed(list string) []string {
	var out []string
	previous := 0
	for _, m := range numberForm.FindAllStringSubmatch(list, -1) {
		lead, n, pair := strings.Cut(strings.ReplaceAll(m[2], " ", ""), ".")
		if !pair {
			lead, n = "", lead
		}
		from := words.Number(n)
		if m[1] != "" && previous > 0 && previous < from {
			from = previous + 1
		}
		for i := from; i <= words.Number(n); i++ {
			out = append(out, s.refOf(lead, i))
		}
		previous = words.Number(n)
	}
	return out
}

// refOf is the ref of item n under a lead-in, the last one if it is "".
func (s *section) refOf(lead string, n int) string {
	if lead != "" {
		return lead + "." + strconv.Itoa(n)
	}
	return s.current() + "/" + strconv.Itoa(n)
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
