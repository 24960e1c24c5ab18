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
)

type recommendationLine struct {
	Kind string `json:"kind"`
	File string `json:"file"`
	heed.Recommendation
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

type totalLine struct {
	about
	State heed.StateCode `json:"state"`
	heed.Total
}

type findingLine struct {
	about
	heed.Finding
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

// Recommendations writes the lines of a record's recommendations; file is the
// base name of the report.
func (l *Lines) Recommendations(file string, r heed.Record) error {
	for _, rec := range r.Recommendations {
		if err := l.encoder.Encode(recommendationLine{"recommendation", file, rec}); err != nil {
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
	for _, x := range r.Totals {
		t := from("total")
		lines = append(lines, totalLine{t, r.Review.State, x})
	}
	for _, x := range r.Findings {
		lines = append(lines, findingLine{from("finding"), x})
	}
	for _, line := range lines {
		if err := l.encoder.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
