// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package decision reads the decision by which the Human Rights Council adopts
// the outcome of a review, as a document of its own (A/HRC/DEC/…) and within
// the reports of the Council's earlier sessions, which print their decisions.
package decision

import (
	"regexp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

var (
	// "28/111. Outcome of the universal periodic review: Slovenia"
	titleForm = regexp.MustCompile(`(?i)(?:\b(\d{1,2}/\d{1,3})\.?\s+)?outcome of the universal periodic review\s*[:–—-]\s*`)
	// "Having conducted the review of Slovenia on 4 November 2014"
	reviewedForm = regexp.MustCompile(`(?i)having conducted the (?:universal periodic )?review (?:of|on) (.{3,90}?) on (\d{1,2} [A-Z][a-z]+ \d{4})`)
	// "Decides to adopt the outcome", "Adopts the outcome"
	adoptsForm  = regexp.MustCompile(`(?i)\b(?:decides to adopt|adopts) the (?:report|outcome)\b`)
	meetingForm = regexp.MustCompile(`\b(\d{1,3}(?:st|nd|rd|th)) (?:\([a-z ]+\) )?meeting,?\s+(\d{1,2} [A-Z][a-z]+ \d{4})`)
	withoutVote = regexp.MustCompile(`(?i)\badopted,? without a vote\b`)
	withVote    = regexp.MustCompile(`(?i)\badopted,? by a recorded vote\b`)
	numberForm  = regexp.MustCompile(`^A/HRC/DEC/(\d{1,2}/\d{1,3})$`)
	symbolForm  = regexp.MustCompile(`A/HRC/\d{1,2}/\d{1,3}(?:/(?:Add|Corr|Rev)\.\d+)*`)
)

// Read reads a decision of its own. document is what the cover says. What
// adopts no outcome of a review has no Adoption.
func Read(d *doc.Document, document heed.Document) heed.Facts {
	facts := heed.Facts{Document: document}
	state, adoption, ok := Of(d.Paragraphs)
	if !ok {
		return facts
	}
	facts.Document.Review.State = state
	adoption.Symbol = document.Symbol
	if m := numberForm.FindStringSubmatch(document.Symbol); m != nil {
		adoption.Decision = m[1]
	}
	facts.Adoption = &adoption
	return facts
}

// Of reads the text of one decision: which State's outcome it adopts, and how.
// It reports false where the text adopts no outcome of a review.
func Of(paragraphs []doc.Paragraph) (heed.StateCode, heed.Adoption, bool) {
	text := joined(paragraphs)
	var a heed.Adoption
	var state heed.StateCode
	if m := titleForm.FindStringSubmatchIndex(text); m != nil {
		state, _, _ = refdata.StateAt(text[m[1]:])
		if m[2] >= 0 {
			a.Decision = text[m[2]:m[3]]
		}
	}
	if m := reviewedForm.FindStringSubmatch(text); m != nil {
		a.Reviewed, _ = words.FirstDate(m[2])
		if state == "" {
			state, _ = refdata.StateByName(m[1])
		}
	}
	adopts := adoptsForm.FindStringIndex(text)
	if adopts == nil || state == "" {
		return "", heed.Adoption{}, false
	}
	a.Documents = Documents(text[adopts[1]:])
	if m := meetingForm.FindStringSubmatch(text[adopts[1]:]); m != nil {
		a.Meeting = words.Ordinal(m[1])
		a.Date, _ = words.FirstDate(m[2])
	}
	a.Vote = VoteOf(text)
	a.Places = places(paragraphs)
	return state, a, true
}

// Title reads the title of a decision on an outcome: its number, "" where the
// title does not carry it, and the State. It reports false for any other text.
func Title(text string) (number string, state heed.StateCode, ok bool) {
	m := titleForm.FindStringSubmatchIndex(text)
	if m == nil || m[0] > 0 {
		return "", "", false
	}
	if m[2] >= 0 {
		number = text[m[2]:m[3]]
	}
	state, _, _ = refdata.StateAt(undated(text[m[1]:]))
	return number, state, true
}

var dateForm = regexp.MustCompile(`\s*\b\d{1,2} [A-Z][a-z]+ \d{4}\b`)

// undated takes the day out of a row of a list of decisions, where it can come
// to stand within a State's name that runs over two lines.
func undated(s string) string { return dateForm.ReplaceAllString(s, "") }

// VoteOf is how a text says that a decision was taken.
func VoteOf(text string) heed.Vote {
	switch {
	case withoutVote.MatchString(text):
		return heed.WithoutVote
	case withVote.MatchString(text):
		return heed.RecordedVote
	}
	return ""
}

// Documents gives the symbols of the Council's documents in a text, each once,
// in its order. Those of the Working Group, on which a review is based, have
// another form and are not among them.
func Documents(text string) []string {
	var out []string
	for _, s := range symbolForm.FindAllString(text, -1) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// joined is the text of a decision, its notes last: newer decisions name the
// documents there.
func joined(paragraphs []doc.Paragraph) string {
	var body, notes []string
	for _, p := range paragraphs {
		switch p.Zone {
		case doc.Body:
			body = append(body, strings.TrimSpace(p.Label+" "+p.Text))
		case doc.Footnote:
			notes = append(notes, p.Text)
		}
	}
	return strings.Join(append(body, notes...), " ")
}

// places are where the paragraph that adopts stands.
func places(paragraphs []doc.Paragraph) []heed.Place {
	for _, p := range paragraphs {
		if adoptsForm.MatchString(p.Text) {
			return p.AllPlaces()
		}
	}
	return nil
}
