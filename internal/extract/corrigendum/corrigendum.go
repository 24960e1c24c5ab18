// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package corrigendum reads the corrections that the UN issues to a document
// (…/Corr.1): the paragraph, and the instruction under it. It tells what is to
// be changed and changes nothing itself: the document's words stay as they were
// issued, with the correction beside them.
package corrigendum

import (
	"regexp"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// "Paragraph 95.12", "Paragraph 12, line 3", "Page 14, paragraph 115.3",
// "Paragraphs 5 and 6", "Annex".
var headForm = regexp.MustCompile(`(?i)^(?:page \d{1,3},?\s*)?paragraphs?\s+(\d{1,3}(?:\.\d{1,3})?(?:\s*\([a-z]{1,3}\))?)`)

// Read reads a corrigendum. document is what the cover says.
func Read(d *doc.Document, document heed.Document) heed.Facts {
	facts := heed.Facts{Document: document}
	for _, p := range d.Paragraphs {
		text := strings.TrimSpace(p.Text)
		if p.Zone != doc.Body || text == "" {
			continue
		}
		if m := headForm.FindStringSubmatchIndex(text); m != nil {
			rest := strings.TrimLeft(text[m[1]:], " .:,")
			number := strings.ReplaceAll(text[m[2]:m[3]], " ", "")
			facts.Amendments = append(facts.Amendments, heed.Amendment{Paragraph: number, Text: rest, Places: p.AllPlaces()})
			continue
		}
		if n := len(facts.Amendments); n > 0 {
			last := &facts.Amendments[n-1]
			last.Text = strings.TrimSpace(last.Text + "\n" + strings.TrimSpace(p.Label+" "+text))
			last.Places = append(last.Places, p.AllPlaces()...)
		}
	}
	return facts
}
