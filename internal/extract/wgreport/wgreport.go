// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package wgreport reads the report of the Working Group on the Universal
// Periodic Review: its introduction, the delegations that spoke, and section
// II with the recommendations and the position stated on each group of them.
//
// It reads reports in the languages of internal/extract/grammar, and the styles
// in which items are numbered under the paragraph that leads them in:
// "124.1" under 124, or plainly 1., 2., 3. under 95. What only English reports
// have been seen to do is read in English alone: to name recommendations by
// where the dialogue reports them, or with their States within the sentence.
package wgreport

import (
	"regexp"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grammar"
	"github.com/heed-upr/heed/internal/extract/recommendation"
)

var dottedLeader = regexp.MustCompile(`\.{4,}`)

// Read reads a report in any of the languages of grammar. document is what the
// cover says.
func Read(d *doc.Document, document heed.Document) heed.Facts {
	g := grammar.Of(document.Language)
	body, printed := bodyOf(d, g)
	facts := heed.Facts{Document: document}
	at := conclusions(body, g)
	if at == len(body) && IsExcerpt(d) {
		facts.Review = &heed.Review{Symbol: document.Symbol}
		readItems(body, &facts)
		check(&facts)
		return facts
	}
	before := body[:at]
	review := introduction(before, g)
	review.Symbol = document.Symbol
	if len(review.BasisDocuments) == 0 {
		review.BasisDocuments = notedBasis(d)
	}
	facts.Review = &review
	facts.Delegations = delegations(before, review.State, g)
	readSection(body[at:], section{grammar: g, dialogue: dialogueOf(before), printed: printed, facts: &facts})
	check(&facts)
	return facts
}

// bodyOf gives the paragraphs of the body without those of the contents, with
// their numbers as English reports print them, and how those that were changed
// are printed.
func bodyOf(d *doc.Document, g *grammar.Grammar) ([]doc.Paragraph, printed) {
	var out []doc.Paragraph
	labels := printed{}
	for _, p := range d.Paragraphs {
		if p.Zone == doc.Body && !dottedLeader.MatchString(p.Text) {
			out = append(out, labels.numbered(p, g))
		}
	}
	return out, labels
}

// conclusions finds where section II begins: the last heading of that name, or
// the end. The contents, where they have no dotted leaders, come earlier.
func conclusions(body []doc.Paragraph, g *grammar.Grammar) int {
	at := len(body)
	for i, p := range body {
		if g.Matches(grammar.Conclusions, p.Text) && strings.Trim(p.Label, "IV.") == "" {
			at = i
		}
	}
	return at
}

// excerptShare is which share of the paragraphs of an excerpt are numbered
// recommendations with their States, at least.
const excerptShare = 0.8

// IsExcerpt reports whether a document is the recommendations of a report
// without the rest of it: no cover, no headings, nearly nothing but items.
func IsExcerpt(d *doc.Document) bool {
	items, others := 0, 0
	body, _ := bodyOf(d, grammar.Of(heed.English))
	for _, p := range body {
		if pairForm.MatchString(p.Label) && recommendation.HasStates(p.Text) {
			items++
		} else if strings.TrimSpace(p.Text) != "" {
			others++
		}
	}
	return items > 2 && float64(items) >= excerptShare*float64(items+others)
}

// number is a paragraph's own number: "124." is "124", anything else "".
func number(p doc.Paragraph) string {
	label, ok := strings.CutSuffix(p.Label, ".")
	if !ok || label == "" || strings.Trim(label, "0123456789") != "" {
		return ""
	}
	return label
}
