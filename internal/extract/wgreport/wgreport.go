// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package wgreport reads the report of the Working Group on the Universal
// Periodic Review: its introduction, the delegations that spoke, and section
// II with the recommendations and the position stated on each group of them.
//
// It reads the styles in which items are numbered under the paragraph that
// leads them in: "124.1" under 124, or plainly 1., 2., 3. under 95.
package wgreport

import (
	"regexp"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/recommendation"
)

var (
	conclusionsHeading = regexp.MustCompile(`(?i)^(?:I{1,3}V?\.?\s*)?conclusions? and/?\s?or recommendations?\W*$`)
	dialogueHeading    = regexp.MustCompile(`(?i)^(?:B\.?\s*)?interactive dialogue`)
	dottedLeader       = regexp.MustCompile(`\.{4,}`)
)

// Read reads a report. document is what the cover says.
func Read(d *doc.Document, document heed.Document) heed.Facts {
	body := bodyOf(d)
	facts := heed.Facts{Document: document}
	at := conclusions(body)
	if at == len(body) && IsExcerpt(d) {
		facts.Review = &heed.Review{Symbol: document.Symbol}
		readItems(body, &facts)
		check(&facts)
		return facts
	}
	before := body[:at]
	review := introduction(before)
	review.Symbol = document.Symbol
	if len(review.BasisDocuments) == 0 {
		review.BasisDocuments = notedBasis(d)
	}
	facts.Review = &review
	facts.Delegations = delegations(before, review.State)
	readSection(body[at:], dialogueOf(before), &facts)
	check(&facts)
	return facts
}

// bodyOf gives the paragraphs of the body without those of the contents.
func bodyOf(d *doc.Document) []doc.Paragraph {
	var out []doc.Paragraph
	for _, p := range d.Paragraphs {
		if p.Zone == doc.Body && !dottedLeader.MatchString(p.Text) {
			out = append(out, p)
		}
	}
	return out
}

// conclusions finds where section II begins: the last heading of that name, or
// the end. The contents, where they have no dotted leaders, come earlier.
func conclusions(body []doc.Paragraph) int {
	at := len(body)
	for i, p := range body {
		if conclusionsHeading.MatchString(p.Text) && strings.Trim(p.Label, "IV.") == "" {
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
	for _, p := range bodyOf(d) {
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
