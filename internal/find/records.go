// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"context"
	"slices"

	"github.com/heed-upr/heed"
)

// Exported is a record as it is shown, with corrections laid over, and the
// name of the original that its recommendations were read from.
type Exported struct {
	heed.Record
	File string
	// Before are the documents before the review, which no record joins.
	Before []heed.Facts
}

// Records calls each for every review that is asked for, or for all of them by
// State and cycle. One that is not there is CodeNotFound.
func (f *Finder) Records(ctx context.Context, viewer heed.Viewer, ids []heed.ReviewID, each func(Exported) error) error {
	return f.view(ctx, viewer, func(s snapshot) error {
		if len(ids) == 0 {
			reviews, err := s.Reviews(ctx)
			if err != nil {
				return err
			}
			for _, r := range reviews {
				ids = append(ids, r.ReviewID)
			}
		}
		for _, id := range ids {
			r, err := f.review(ctx, s, id)
			if err != nil {
				return err
			}
			out := Exported{Record: r.record}
			out.Recommendations, out.Findings = nil, r.findings
			for _, row := range r.rows {
				out.Recommendations = append(out.Recommendations, row.Recommendation)
			}
			original, err := s.Document(ctx, r.record.Report)
			if err != nil {
				return err
			}
			out.File = original.Name
			facts, err := s.ReviewFacts(ctx, id)
			if err != nil {
				return err
			}
			out.Before = slices.DeleteFunc(facts, func(f heed.Facts) bool { return len(f.Paragraphs) == 0 })
			if err := each(out); err != nil {
				return err
			}
		}
		return nil
	})
}
