// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package form

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
)

// The names of columns of a workbook of measures; Version is that of the measure.
const (
	Measure    = "heed.measure" // its ID
	Stage      = "heed.stage"   // a word of any language
	StageDate  = "heed.stage_date"
	Update     = "heed.update" // what was done
	UpdateDate = "heed.update_date"
	Milestone  = "heed.milestone" // its place in that version, from 1
	Done       = "heed.done"
)

// Measures is a workbook of measures that came back.
type Measures struct {
	Institution heed.ID
	// Rows are of a measure each, Milestones of a milestone each.
	Rows, Milestones []Row
	Letter           heed.Letter
}

// ReadMeasures reads a workbook of measures. It is CodeInvalid if it is none of
// Heed's, does not say whose it is, or has lost the names by which it is known.
func ReadMeasures(d *doc.Document) (Measures, error) {
	var out Measures
	found := false
	for _, t := range tables(d) {
		switch {
		case !t.named(Measure) || !t.named(Version):
		case t.named(Milestone):
			out.Milestones = append(out.Milestones, t.answers(Measure)...)
		default:
			found = true
			out.Rows = append(out.Rows, t.answers(Measure)...)
		}
		t.letter(&out.Institution, &out.Letter)
	}
	if review, is := answersTo(d); is && !found {
		return Measures{}, &heed.Error{Code: heed.CodeInvalid, Op: "form.ReadMeasures", Key: "error.form_positions", Args: []string{"Review", review.String()}}
	}
	if !found || !out.Institution.Valid() {
		return Measures{}, unknown("form.ReadMeasures")
	}
	return out, nil
}

// answersTo reports whether a workbook is one of answers to recommendations, and
// gives the review that these are of.
func answersTo(d *doc.Document) (heed.ReviewID, bool) {
	for _, t := range tables(d) {
		if !t.ofAnswers() {
			continue
		}
		for _, row := range t.answers(ID) {
			if id, err := heed.ParseRecID(row.Values[ID]); err == nil {
				return id.Review, true
			}
		}
	}
	return heed.ReviewID{}, false
}

// StageOf finds the stage that a word names, in any language that Heed speaks;
// false where it names none.
func StageOf(word string) (heed.MeasureStage, bool) {
	return meant(word, "measure_stage.", heed.MeasureStages)
}
