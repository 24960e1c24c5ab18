// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package addendum reads the addendum to a report of the Working Group: the
// State's views on the recommendations. It has no fixed form. States answer in
// lists of numbers under a position, and explain single recommendations or
// groups of them by number.
//
// It gives the numbers as the document prints them; which recommendations they
// are is for reconcile, which has the report.
package addendum

import (
	"regexp"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/position"
	"github.com/heed-upr/heed/internal/extract/words"
)

var (
	// A list within a sentence: "accepts the recommendations 1–5, 14–16 …",
	// "takes note of recommendations 140.1, 140.2", "the following
	// recommendations: 140.7, …".
	listInText = regexp.MustCompile(`(?i)\brecommendations?\b[^.;:]{0,80}?[:\s(]\s*(` + words.NumberList + `)`)
	// What a paragraph is about, at its beginning: "Rec. 18", "Recs. 6–13",
	// "140.11-14", "Recommendation 140.46:".
	aboutForm = regexp.MustCompile(`^(?:(?i:recs?\.?|recommendations?(?: nos?\.?)?|nos?\.)\s*|(?:\d{1,3}\.\d))`)
	about     = regexp.MustCompile(`^(?i:recs?\.?|recommendations?(?: nos?\.?)?|nos?\.)?\s*(` + words.NumberList + `)\s*(?:[:.–-]|$|\s)\s*`)
	// Where the next explanation begins inside a paragraph.
	nextAbout = regexp.MustCompile(`(?:[.!?”"]\s+)(Recs?\.\s*\d)`)
	notesForm = regexp.MustCompile(`^(?:Notes|Annex|Endnotes)\b`)
)

// Read reads an addendum. document is what the cover says.
func Read(d *doc.Document, document heed.Document) heed.Facts {
	r := reader{facts: heed.Facts{Document: document}}
	for _, p := range d.Paragraphs {
		if p.Zone != doc.Body {
			continue
		}
		if notesForm.MatchString(p.Text) && len(r.facts.Answers) > 0 {
			break
		}
		for _, part := range split(p) {
			r.paragraph(part)
		}
	}
	for i, c := range r.facts.Comments {
		first, _, _ := strings.Cut(c.Text, ". ") // what it claims, it says first
		r.facts.Comments[i].Qualifier = position.Claim(first)
	}
	r.total()
	return r.facts
}

// reader reads paragraph by paragraph.
type reader struct {
	facts   heed.Facts
	heading string // the words of the last heading
	last    string // the number of the last numbered paragraph
	open    bool   // the last comment may go on
	stated  heed.Total
}

// split parts a paragraph where the explanation of another recommendation
// begins inside it. A number taken for the paragraph's own is put back.
func split(p doc.Paragraph) []doc.Paragraph {
	text := p.Text
	if strings.Count(strings.Trim(p.Label, "."), ".") == 1 && strings.Trim(p.Label, "0123456789.") == "" {
		text, p.Label = strings.TrimSuffix(p.Label, ".")+" "+text, ""
	}
	var out []doc.Paragraph
	for {
		m := nextAbout.FindStringSubmatchIndex(text)
		if m == nil {
			break
		}
		part := p
		part.Text = strings.TrimSpace(text[:m[2]])
		out = append(out, part)
		text, p.Label = text[m[2]:], ""
	}
	p.Text = text
	return append(out, p)
}

// paragraph decides what a paragraph is.
func (r *reader) paragraph(p doc.Paragraph) {
	r.totals(p)
	if heading(p) {
		r.heading, r.open = p.Text, false
		return
	}
	if numbers, text, ok := explained(p); ok {
		r.facts.Comments = append(r.facts.Comments, heed.Comment{Numbers: numbers, Text: text, Places: p.AllPlaces()})
		r.open = true
		return
	}
	if p.Label != "" {
		r.last, r.open = strings.TrimSuffix(p.Label, "."), false
	}
	if r.answer(p) {
		r.open = false
		return
	}
	if r.open && p.Label == "" && strings.TrimSpace(p.Text) != "" {
		last := &r.facts.Comments[len(r.facts.Comments)-1]
		last.Text = strings.TrimSpace(last.Text + " " + p.Text)
		last.Places = append(last.Places, p.AllPlaces()...)
	}
}

// heading reports whether a paragraph is a heading: bold, short, no sentence.
func heading(p doc.Paragraph) bool {
	return p.Bold && len(p.Text) < 200 && !strings.HasSuffix(p.Text, ".") && !strings.HasSuffix(p.Text, ":") && !listInText.MatchString(p.Text)
}

// explained reads the numbers that a paragraph begins with, and what it says
// of them, which may come in the paragraphs after it.
func explained(p doc.Paragraph) (numbers []string, text string, ok bool) {
	if p.Label != "" || !aboutForm.MatchString(p.Text) {
		return nil, "", false
	}
	m := about.FindStringSubmatchIndex(p.Text)
	if m == nil {
		return nil, "", false
	}
	text = strings.TrimSpace(p.Text[m[1]:])
	if text != "" && text[0] >= 'a' && text[0] <= 'z' { // "Recommendation 18 is accepted" is an answer
		return nil, "", false
	}
	return words.Numbers(p.Text[m[2]:m[3]]), text, true
}

// answer reads a paragraph that states a position on numbered recommendations.
// The position is in its own words, or else in those of the heading above it.
func (r *reader) answer(p doc.Paragraph) bool {
	m := listInText.FindStringSubmatchIndex(p.Text)
	if m == nil {
		return false
	}
	numbers := words.Numbers(p.Text[m[2]:m[3]])
	if len(numbers) == 1 && !strings.Contains(numbers[0], ".") && strings.Contains(strings.ToLower(p.Text[m[0]:m[2]]), "recommendations") {
		return false // "recommendations, of which 217 are supported": how many, not which
	}
	said := strings.TrimSpace(p.Text[:m[2]] + "…" + p.Text[m[3]:])
	value, qualifier := position.Stated(said)
	under, claimed := position.Stated(r.heading)
	if value == heed.UnknownPosition {
		value, qualifier = under, claimed
	}
	if value == heed.UnknownPosition || len(numbers) == 0 {
		return false
	}
	if qualifier == "" && under == value {
		qualifier = claimed
	}
	r.facts.Answers = append(r.facts.Answers, heed.Answer{
		Numbers: numbers, Value: value, Qualifier: qualifier, AsStated: said, Paragraph: r.last, Places: p.AllPlaces(),
	})
	return true
}

var totalForms = []struct {
	form *regexp.Regexp
	into func(*heed.Total) *int
}{
	{regexp.MustCompile(`(?i)\b(?:received|contains?|total of|all)(?: a total of)?(?: the)? (\d{1,3}) recommendations`), func(t *heed.Total) *int { return &t.Received }},
	{regexp.MustCompile(`(?i)\b(?:accepts?|accepted|supports?|supported) (\d{1,3})\b(?: recommendations)?|(\d{1,3})(?: recommendations)? (?:are|were|have been|is) (?:supported|accepted)`), func(t *heed.Total) *int { return &t.Supported }},
	{regexp.MustCompile(`(?i)\b(?:notes|noted|takes? note of|took note of) (\d{1,3})\b(?: recommendations)?|(?:supported|accepted),? and (\d{1,3})(?: recommendations)? (?:are |were |is )?noted|(\d{1,3}) recommendations (?:are|were|have been|is) noted`), func(t *heed.Total) *int { return &t.Noted }},
}

// totals reads the numbers that the State itself gives.
func (r *reader) totals(p doc.Paragraph) {
	for _, f := range totalForms {
		m := f.form.FindStringSubmatch(p.Text)
		into := f.into(&r.stated)
		if m == nil || *into > 0 {
			continue
		}
		*into = words.Number(strings.Join(m[1:], ""))
		if r.stated.Paragraph == "" {
			r.stated.Paragraph = strings.TrimSuffix(p.Label, ".")
		}
	}
}

// total adds what the State states of its totals.
func (r *reader) total() {
	if r.stated.Received == 0 && r.stated.Supported == 0 {
		return
	}
	t := r.stated
	t.Source, t.Unit, t.Symbol = heed.KindAddendum, heed.UnitRecommendation, r.facts.Document.Symbol
	r.facts.Totals = append(r.facts.Totals, t)
}
