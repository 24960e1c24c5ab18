// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package matrix reads OHCHR's list of the recommendations of a review: a table
// by theme, with the position, where it is stated, themes, persons and goals.
// Its three layouts differ in their columns, which their heads name.
package matrix

import (
	"regexp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/recommendation"
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

var (
	// "UPR of Veldania (2nd Cycle – 20th session)", "UPR of Veldania - Second Cycle".
	titleForm   = regexp.MustCompile(`(?i)UPR of (.+?)\s*[(–-]\s*(\w+) cycle(?:\s*[–-]\s*(\d{1,2})(?:st|nd|rd|th) session)?`)
	sectionForm = regexp.MustCompile(`(?i)^(?:theme|right or area)\s*:\s*(.+)$`)
	sourceForm  = regexp.MustCompile(`(?i)^source of position\s*:\s*(A/HRC/[\w./]*\w)?(?:.*\bpara\.?\s*(\S+?))?[.\s]*$`)
	numberForm  = regexp.MustCompile(`^(\d{1,3}\.\d{1,3})\.?$`)
)

// The columns, by the words of their heads.
const (
	columnRecommendation = "recommendation"
	columnStates         = "states"
	columnPosition       = "position"
	columnThemes         = "themes"
	columnGoals          = "goals"
)

// column tells a column by its head.
func column(head string) string {
	head = strings.ToLower(head)
	switch {
	case strings.HasPrefix(head, "recommendation"):
		return columnRecommendation
	case strings.HasPrefix(head, "recommending"):
		return columnStates
	case strings.HasPrefix(head, "position"):
		return columnPosition
	case strings.Contains(head, "theme") || strings.Contains(head, "rights"):
		return columnThemes
	case strings.Contains(head, "sdg"):
		return columnGoals
	}
	return ""
}

// Read reads a list. document is what the cover says.
func Read(d *doc.Document, document heed.Document) heed.Facts {
	document.Symbol = "" // a list has none; those on it are of other documents
	r := reader{facts: heed.Facts{Document: document}, columns: map[int]string{}}
	for _, p := range d.Paragraphs {
		if m := titleForm.FindStringSubmatch(p.Text); m != nil && !r.facts.Document.Review.Known() {
			r.facts.Document.Review = heed.ReviewID{Cycle: ordinal(m[2])}
			r.facts.Document.Review.State, _ = refdata.StateByName(m[1])
			r.facts.Document.Session = words.Number(m[3])
		}
	}
	for _, row := range rows(d) {
		r.row(row)
	}
	r.finish()
	return r.facts
}

// ordinal reads "2nd" or "Second".
func ordinal(s string) int {
	if n := words.Number(strings.TrimRight(s, "stndrh")); n > 0 {
		return n
	}
	return words.Ordinal(strings.ToLower(s))
}

// rows gives the paragraphs of the tables row by row.
func rows(d *doc.Document) [][]doc.Paragraph {
	var out [][]doc.Paragraph
	at := doc.Cell{}
	for _, p := range d.Paragraphs {
		if p.Cell == nil {
			continue
		}
		if p.Cell.Table != at.Table || p.Cell.Row != at.Row {
			out = append(out, nil)
		}
		at = *p.Cell
		out[len(out)-1] = append(out[len(out)-1], p)
	}
	return out
}

type reader struct {
	facts   heed.Facts
	columns map[int]string
	section string
}

// row reads a row: heads, a section, or a recommendation.
func (r *reader) row(row []doc.Paragraph) {
	if column(row[0].Text) == columnRecommendation && row[0].Label == "" && row[0].Bold {
		clear(r.columns)
		for _, p := range row {
			if c := column(p.Text); c != "" && !slices.Contains(values(r.columns), c) {
				r.columns[p.Cell.Column] = c
			}
		}
		return
	}
	if m := sectionForm.FindStringSubmatch(row[0].Text); m != nil {
		r.section = m[1]
		return
	}
	e := heed.ListEntry{Section: r.section}
	for _, p := range row {
		r.cell(&e, p)
	}
	if e.Number == "" {
		return
	}
	r.facts.Entries = append(r.facts.Entries, e)
}

// finish takes the texts apart, once all of them are there to learn from.
func (r *reader) finish() {
	var texts []string
	for _, e := range r.facts.Entries {
		texts = append(texts, e.Text)
	}
	verbs := recommendation.VerbsOf(texts)
	for i := range r.facts.Entries {
		e := &r.facts.Entries[i]
		p := recommendation.Parse(e.Text, verbs)
		e.Text, e.RecommendingStates, e.Clauses = p.Text, p.States, p.Clauses
		for j := range e.Clauses {
			e.Clauses[j].Position = e.Position
		}
	}
}

func values(m map[int]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// cell adds one paragraph of a row to an entry.
func (r *reader) cell(e *heed.ListEntry, p doc.Paragraph) {
	text := strings.TrimSpace(p.Text)
	switch r.columns[p.Cell.Column] {
	case columnRecommendation:
		if m := numberForm.FindStringSubmatch(p.Label); m != nil && e.Number == "" {
			e.Number, e.Text = m[1], text
			return
		}
		if m := sourceForm.FindStringSubmatch(text); m != nil {
			e.Symbol, e.Paragraph = m[1], m[2]
			return
		}
		if e.Number != "" && e.Symbol == "" && text != "" {
			e.Text += " " + text
		}
	case columnPosition:
		if v := stated(text); v != "" {
			e.Position = v
		}
	case columnThemes:
		if text != "" && !p.Bold {
			e.Themes = append(e.Themes, text)
		}
	case columnGoals:
		if text != "" {
			e.Goals = append(e.Goals, text)
		}
	}
}

// stated reads the list's own words for a position.
func stated(s string) heed.Position {
	s = strings.ToLower(s)
	supported, noted := strings.Contains(s, "support"), strings.Contains(s, "noted")
	switch {
	case s == "":
		return ""
	case supported && noted, strings.Contains(s, "part"):
		return heed.Partial
	case supported:
		return heed.Supported
	case noted:
		return heed.Noted
	case strings.Contains(s, "pending"):
		return heed.Pending
	}
	return heed.UnknownPosition
}
