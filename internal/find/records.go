// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"context"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
)

// Exported is all that is held of one review.
type Exported struct {
	// Record is as it is shown, with corrections laid over; nil while neither
	// report nor list is here.
	Record *heed.Record
	// Labels are those of the record's recommendations, in their order, with what
	// people decided laid over.
	Labels []label.Labels
	// RestsOn is what each of them rests on, in the same order.
	RestsOn []heed.Basis
	// Facts are what each document says by itself, by digest.
	Facts []heed.Facts
}

// Documents calls each for every document, by symbol, name and digest.
func (f *Finder) Documents(ctx context.Context, viewer heed.Viewer, each func(heed.Document) error) error {
	return f.view(ctx, viewer, func(s snapshot) error {
		all, err := s.Documents(ctx)
		if err != nil {
			return err
		}
		slices.SortFunc(all, func(a, b heed.Document) int {
			return cmp.Or(cmp.Compare(a.Symbol, b.Symbol), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Digest, b.Digest))
		})
		for _, d := range all {
			if err := each(d); err != nil {
				return err
			}
		}
		return nil
	})
}

// Records calls each for every review that is asked for, or for all of them by
// State and cycle. One of which nothing has been read is CodeNotFound.
func (f *Finder) Records(ctx context.Context, viewer heed.Viewer, ids []heed.ReviewID, each func(Exported) error) error {
	return f.view(ctx, viewer, func(s snapshot) error {
		if len(ids) == 0 {
			var err error
			if ids, err = s.Read(ctx); err != nil {
				return err
			}
		}
		for _, id := range ids {
			out, err := f.exported(ctx, s, id)
			if err != nil {
				return err
			}
			if err := each(out); err != nil {
				return err
			}
		}
		return nil
	})
}

// Facts gives what the documents on a review say, each by itself; nothing where
// none has been read.
func (f *Finder) Facts(ctx context.Context, viewer heed.Viewer, id heed.ReviewID) ([]heed.Facts, error) {
	var out []heed.Facts
	err := f.view(ctx, viewer, func(s snapshot) error {
		var err error
		out, err = s.ReviewFacts(ctx, id)
		return err
	})
	return out, err
}

func (f *Finder) exported(ctx context.Context, s snapshot, id heed.ReviewID) (Exported, error) {
	var out Exported
	var err error
	if out.Facts, err = s.ReviewFacts(ctx, id); err != nil {
		return out, err
	}
	r, err := f.review(ctx, s, id)
	if heed.ErrorCode(err) == heed.CodeNotFound && len(out.Facts) > 0 {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	decisions, err := s.Decisions(ctx, id)
	if err != nil {
		return out, err
	}
	decided := decidedOf(decisions)
	record := r.record
	record.Recommendations, record.Findings = nil, r.findings
	for _, row := range r.rows {
		record.Recommendations = append(record.Recommendations, row.Recommendation)
		english := row.EnglishText()
		out.RestsOn = append(out.RestsOn, RestsOn(id.State, english, row.Position))
		act, issues := decided[row.Ref].apply(proposed(english))
		out.Labels = append(out.Labels, label.ByRule(english).Decided(act, issues))
	}
	out.Record = &record
	return out, nil
}
