// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package export writes what Heed holds in forms for other programs. Here:
// JSON lines, one line per recommendation, whose fields are fixed because
// others measure with them (docs/reference/line-format.md).
package export

import (
	"encoding/json"
	"io"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
)

type recommendationLine struct {
	Kind  string             `json:"kind"`
	File  string             `json:"file"`
	Stage heed.DocumentStage `json:"report_stage"`
	heed.Recommendation
	Told
}

// Told is what a program tells of a recommendation.
type Told struct {
	label.Labels
	RestsOn heed.Basis `json:"rests_on"`
}

type documentLine struct {
	Kind string `json:"kind"`
	File string `json:"file"`
	heed.Document
}

type reviewLine struct {
	Kind string `json:"kind"`
	File string `json:"file"`
	heed.Review
}

// about is what every other line says of where it comes from.
type about struct {
	Kind   string         `json:"kind"`
	File   string         `json:"file"`
	Report string         `json:"report"`
	Review heed.StateCode `json:"state_under_review"`
	Cycle  int            `json:"cycle"`
}

type delegationLine struct {
	about
	heed.Delegation
}

type leadInLine struct {
	about
	heed.LeadIn
}

type pledgeLine struct {
	about
	heed.Pledge
}

type questionLine struct {
	about
	heed.Question
}

type totalLine struct {
	about
	State heed.StateCode `json:"state"`
	heed.Total
}

type adoptionLine struct {
	about
	heed.Adoption
}

type findingLine struct {
	about
	heed.Finding
}

type sectionLine struct {
	about
	Symbol string `json:"symbol"`
	heed.Section
}

type paragraphLine struct {
	about
	Symbol string `json:"symbol"`
	heed.Paragraph
}

type referenceLine struct {
	about
	// The reference has the symbol of what it refers to; its own document is
	// named by file and by this.
	From string `json:"document"`
	heed.Reference
}

type submissionLine struct {
	about
	Symbol string `json:"symbol"`
	heed.Submission
}

type codedLine struct {
	about
	heed.CodedRow
}

// Lines writes JSON lines.
type Lines struct {
	encoder *json.Encoder
}

// NewLines makes a writer of lines.
func NewLines(w io.Writer) *Lines {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return &Lines{e}
}

// Document writes the line of a document.
func (l *Lines) Document(file string, d heed.Document) error {
	return l.encoder.Encode(documentLine{"document", file, d})
}

// Recommendations writes the lines of a record's recommendations with what is told
// of them, in their order; file is the base name of the report.
func (l *Lines) Recommendations(file string, r heed.Record, told []Told) error {
	for i, rec := range r.Recommendations {
		if err := l.encoder.Encode(recommendationLine{"recommendation", file, r.Review.Stage, rec, told[i]}); err != nil {
			return err
		}
	}
	return nil
}

// Facts writes every other line of a record.
func (l *Lines) Facts(file string, r heed.Record) error {
	if err := l.encoder.Encode(reviewLine{"review", file, r.Review}); err != nil {
		return err
	}
	from := func(kind string) about {
		return about{kind, file, r.Review.Symbol, r.Review.State, r.Review.Cycle}
	}
	var lines []any
	for _, x := range r.Delegations {
		lines = append(lines, delegationLine{from("delegation"), x})
	}
	for _, x := range r.LeadIns {
		lines = append(lines, leadInLine{from("lead_in"), x})
	}
	for _, x := range r.Pledges {
		lines = append(lines, pledgeLine{from("pledge"), x})
	}
	for _, x := range r.Questions {
		lines = append(lines, questionLine{from("question"), x})
	}
	lines = append(lines, counts(from, r.Totals, r.Adoption)...)
	for _, x := range r.Findings {
		lines = append(lines, findingLine{from("finding"), x})
	}
	return l.each(lines)
}

// Stated writes what a document states of a review of which there is no record
// yet: the questions asked in advance, its totals and the adoption of the
// outcome.
func (l *Lines) Stated(file string, f heed.Facts) error {
	from := of(file, f)
	var lines []any
	for _, x := range f.Questions {
		lines = append(lines, questionLine{from("question"), x})
	}
	return l.each(append(lines, counts(from, f.Totals, f.Adoption)...))
}

// of says of which review the lines of a single document are.
func of(file string, f heed.Facts) func(kind string) about {
	id := f.Document.Review
	return func(kind string) about { return about{kind, file, "", id.State, id.Cycle} }
}

// Own writes what a document says that no record takes up: the headings,
// paragraphs, references and submissions of a document before a review, with
// its findings, and the rows of UPR Info.
func (l *Lines) Own(file string, f heed.Facts) error {
	from, symbol := of(file, f), f.Document.Symbol
	var lines []any
	for _, x := range f.Rows {
		lines = append(lines, codedLine{from("upr_info_row"), x})
	}
	if len(f.Paragraphs) == 0 {
		return l.each(lines)
	}
	for _, x := range f.Sections {
		lines = append(lines, sectionLine{from("section"), symbol, x})
	}
	for _, x := range f.Paragraphs {
		lines = append(lines, paragraphLine{from("paragraph"), symbol, x})
	}
	for _, x := range f.References {
		lines = append(lines, referenceLine{from("reference"), symbol, x})
	}
	for _, x := range f.Submissions {
		lines = append(lines, submissionLine{from("submission"), symbol, x})
	}
	for _, x := range f.Findings {
		lines = append(lines, findingLine{from("finding"), x})
	}
	return l.each(lines)
}

// counts gives the lines of totals and of the adoption.
func counts(from func(kind string) about, totals []heed.Total, adoption *heed.Adoption) []any {
	var lines []any
	for _, x := range totals {
		t := from("total")
		lines = append(lines, totalLine{t, t.Review, x})
	}
	if adoption != nil {
		lines = append(lines, adoptionLine{from("adoption"), *adoption})
	}
	return lines
}

func (l *Lines) each(lines []any) error {
	for _, line := range lines {
		if err := l.encoder.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
