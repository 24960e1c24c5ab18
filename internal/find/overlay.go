// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// CorrectionStatus says what a correction does to the present reading.
type CorrectionStatus string

// What a correction can do.
const (
	// Applied: the reading is as the correction found it; it is laid over it.
	Applied CorrectionStatus = "applied"
	// Overtaken: a later correction of the same field is laid over instead.
	Overtaken CorrectionStatus = "overtaken"
	// Unmatched: the reading has changed since; the correction is shown and
	// not applied, and somebody has to look at it again.
	Unmatched CorrectionStatus = "unmatched"
	// Confirmed: a later reading says what the correction said.
	Confirmed CorrectionStatus = "confirmed"
)

// ShownCorrection is a correction with what it does to the present reading.
type ShownCorrection struct {
	heed.Correction
	Status CorrectionStatus `json:"status"`
}

// Row is one recommendation as it is shown: the reading with the corrections
// laid over it, and those beside it.
type Row struct {
	heed.Recommendation
	// Qualifier is that of the latest position.
	Qualifier   heed.Qualifier    `json:"qualifier,omitempty"`
	Corrections []ShownCorrection `json:"corrections,omitempty"`
}

// Overlay lays corrections, in the order of the log, over a reading. For each
// field the last one that still meets the reading counts.
func Overlay(rec heed.Recommendation, corrections []heed.Correction) Row {
	row := Row{Recommendation: rec}
	applied := map[heed.CorrectionField]int{}
	for _, c := range corrections {
		shown := ShownCorrection{c, status(rec, c)}
		if shown.Status == Applied {
			if i, ok := applied[c.Field]; ok {
				row.Corrections[i].Status = Overtaken
			}
			applied[c.Field] = len(row.Corrections)
		}
		row.Corrections = append(row.Corrections, shown)
	}
	for _, c := range row.Corrections {
		if c.Status == Applied {
			row.Recommendation = apply(row.Recommendation, c.Correction)
		}
	}
	row.Qualifier = latestQualifier(row.Recommendation)
	return row
}

// status compares a correction with the reading it is about.
func status(rec heed.Recommendation, c heed.Correction) CorrectionStatus {
	switch rec.Field(c.Field) {
	case c.AsRead:
		return Applied
	case c.Should:
		return Confirmed
	}
	return Unmatched
}

// reported is the position that the report states.
func reported(rec heed.Recommendation) heed.Position {
	for _, p := range rec.Positions {
		if p.Stage == heed.StageReport {
			return p.Value
		}
	}
	return rec.Position
}

// apply gives a changed copy; the reading itself stays as it is.
func apply(rec heed.Recommendation, c heed.Correction) heed.Recommendation {
	rec.Clauses = slices.Clone(rec.Clauses)
	sole := len(rec.Clauses) == 1
	switch c.Field {
	case heed.FieldText:
		rec.Text = c.Should
		if sole {
			rec.Clauses[0].Text = c.Should
		}
	case heed.FieldStates:
		rec.RecommendingStates = nil
		for _, code := range strings.Fields(c.Should) {
			rec.RecommendingStates = append(rec.RecommendingStates, heed.StateCode(code))
		}
		if sole {
			rec.Clauses[0].RecommendingStates = rec.RecommendingStates
		}
	case heed.FieldPosition:
		rec = applyPosition(rec, heed.Position(c.Should))
	}
	return rec
}

// applyPosition puts another position in place of the report's. Its qualifier
// went with the position as read, so it goes too.
func applyPosition(rec heed.Recommendation, should heed.Position) heed.Recommendation {
	was := reported(rec)
	rec.Positions = slices.Clone(rec.Positions)
	for i, p := range rec.Positions {
		if p.Stage != heed.StageReport {
			continue
		}
		if p.Value != should {
			rec.Positions[i].Qualifier = ""
		}
		rec.Positions[i].Value = should
		if i == len(rec.Positions)-1 {
			rec.Position = should
		}
	}
	if len(rec.Positions) == 0 {
		rec.Position = should
	}
	for i := range rec.Clauses {
		if rec.Clauses[i].Position == was {
			rec.Clauses[i].Position = should
		}
	}
	return rec
}

func latestQualifier(rec heed.Recommendation) heed.Qualifier {
	if n := len(rec.Positions); n > 0 {
		return rec.Positions[n-1].Qualifier
	}
	return ""
}

// findingsOf says what a row's corrections give to look at.
func findingsOf(row Row) []heed.Finding {
	var out []heed.Finding
	for _, c := range row.Corrections {
		code := heed.FindingCode("")
		switch c.Status {
		case Unmatched:
			code = heed.FindingCorrectionGone
		case Confirmed:
			code = heed.FindingCorrectionSame
		default:
			continue
		}
		out = append(out, heed.Finding{Code: code, Ref: row.Ref, Args: []string{"Field", string(c.Field)}, Places: row.Places})
	}
	return out
}
