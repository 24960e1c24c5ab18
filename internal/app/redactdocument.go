// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"errors"
	"math"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/strike"
)

// documents strikes the words out of what was read from documents, and joins
// their reviews anew.
func (r *redacting) documents(ctx context.Context, s find.Source) error {
	all, err := s.Documents(ctx)
	if err != nil {
		return err
	}
	touched := map[heed.ReviewID]bool{}
	for _, d := range all {
		reading, n, err := r.reading(ctx, s, d)
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		r.out.Times += n
		r.out.Documents = append(r.out.Documents, reading.Document())
		if r.tx == nil {
			continue
		}
		if err := r.tx.PutReading(ctx, reading); err != nil {
			return err
		}
		digest, err := digestOf(reading.Facts)
		if err != nil {
			return err
		}
		r.said.Documents = append(r.said.Documents, redocument{d.Digest, digest, heed.DigestOf(reading.Layout)})
		for _, f := range reading.Facts {
			touched[f.Document.Review] = f.Document.Review.Known()
		}
	}
	for id, known := range touched {
		if !known {
			continue
		}
		if _, err := r.join(ctx, r.tx, id); err != nil {
			return err
		}
	}
	return nil
}

// reading gives what is left of the reading of a document, and how often the
// words stood in it.
func (r *redacting) reading(ctx context.Context, s find.Source, d heed.Document) (find.Reading, int, error) {
	facts, err := s.Facts(ctx, d.Digest)
	if err != nil {
		return find.Reading{}, 0, err
	}
	times := 0
	for i := range facts {
		var n int
		if facts[i], n, err = strike.Value(r.words, facts[i]); err != nil {
			return find.Reading{}, 0, err
		}
		times += n
	}
	out := find.Reading{Facts: facts}
	if out.Layout, err = s.Layout(ctx, d.Digest); err != nil {
		return out, 0, err
	}
	if len(out.Layout) > 0 {
		layout, err := doc.Decode(out.Layout)
		if err != nil {
			return out, 0, err
		}
		if n := layout.Strike(r.words.Ranges, strike.Mark); n > 0 {
			times += n
			if out.Layout, err = doc.Encode(layout); err != nil {
				return out, 0, err
			}
		}
	}
	for i := range facts {
		facts[i].Document.Redacted = facts[i].Document.Redacted || times > 0
	}
	return out, times, nil
}

// annotations strikes the words out of the passages of other mechanisms.
func (r *redacting) annotations(ctx context.Context, s find.Source) error {
	var left []find.WrittenAnnotation
	var gone []string
	if err := s.Annotations(ctx, 0, math.MaxInt64, func(_ int64, a heed.Annotation) error {
		b, n, err := strike.Value(r.words, a)
		if err != nil || n == 0 {
			return err
		}
		r.out.Times += n
		r.out.Annotations++
		if b.ID != a.ID {
			gone = append(gone, a.ID)
		}
		w, err := find.WriteAnnotation(b)
		left = append(left, w)
		return err
	}); err != nil {
		return err
	}
	if r.tx == nil || len(left) == 0 {
		return nil
	}
	if err := errors.Join(r.tx.DropAnnotations(ctx, gone), r.tx.PutAnnotations(ctx, left)); err != nil {
		return err
	}
	var err error
	r.said.Annotations, _, err = annotationDigest(ctx, r.tx)
	return err
}
