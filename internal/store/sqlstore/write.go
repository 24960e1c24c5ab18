// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"context"
	"encoding/json"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

func (t *tx) exec(ctx context.Context, op, query string, args ...any) error {
	_, err := t.ExecContext(ctx, query, args...)
	return wrap(op, err)
}

func (t *tx) PutReading(ctx context.Context, r find.Reading) error {
	const op = "store.PutReading"
	d := r.Document()
	body, err := json.Marshal(d)
	if err != nil {
		return wrap(op, err)
	}
	layout, err := pack(r.Layout)
	if err != nil {
		return wrap(op, err)
	}
	if err := t.exec(ctx, op, `INSERT INTO documents (digest, arrival, body, layout)
		VALUES ($1, (SELECT COALESCE(MAX(arrival), 0) + 1 FROM documents), $2, $3)
		ON CONFLICT (digest) DO UPDATE SET body = excluded.body, layout = excluded.layout`,
		string(d.Digest), string(body), layout); err != nil {
		return err
	}
	if err := t.exec(ctx, op, `DELETE FROM readings WHERE digest = $1`, string(d.Digest)); err != nil {
		return err
	}
	for i, f := range r.Facts {
		facts, err := json.Marshal(f)
		if err != nil {
			return wrap(op, err)
		}
		id := f.Document.Review
		if err := t.exec(ctx, op, `INSERT INTO readings (digest, seq, state, cycle, facts) VALUES ($1, $2, $3, $4, $5)`,
			string(d.Digest), i, string(id.State), id.Cycle, string(facts)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) PutRecord(ctx context.Context, r heed.Record) error {
	const op = "store.PutRecord"
	recommendations := r.Recommendations
	r.Recommendations = nil // they have rows of their own
	body, err := json.Marshal(r)
	if err != nil {
		return wrap(op, err)
	}
	revision := heed.NewDigester()
	_, _ = revision.Write(body) // a hash takes everything
	state, cycle := string(r.Review.State), r.Review.Cycle
	if err := t.exec(ctx, op, `DELETE FROM recommendations WHERE state = $1 AND cycle = $2`, state, cycle); err != nil {
		return err
	}
	for i, rec := range recommendations {
		body, err := json.Marshal(rec)
		if err != nil {
			return wrap(op, err)
		}
		_, _ = revision.Write(body)
		if err := t.exec(ctx, op, `INSERT INTO recommendations (state, cycle, seq, ref, position, body) VALUES ($1, $2, $3, $4, $5, $6)`,
			state, cycle, i, rec.Ref, string(rec.Position), string(body)); err != nil {
			return err
		}
	}
	return t.exec(ctx, op, `INSERT INTO reviews (state, cycle, body, revision) VALUES ($1, $2, $3, $4)
		ON CONFLICT (state, cycle) DO UPDATE SET body = excluded.body, revision = excluded.revision`,
		state, cycle, string(body), string(revision.Digest()))
}

func (t *tx) DropRecord(ctx context.Context, id heed.ReviewID) error {
	const op = "store.DropRecord"
	if err := t.exec(ctx, op, `DELETE FROM recommendations WHERE state = $1 AND cycle = $2`, string(id.State), id.Cycle); err != nil {
		return err
	}
	return t.exec(ctx, op, `DELETE FROM reviews WHERE state = $1 AND cycle = $2`, string(id.State), id.Cycle)
}

func (t *tx) PutDecision(ctx context.Context, d heed.LabelDecision) error {
	body, err := json.Marshal(d)
	if err != nil {
		return wrap("store.PutDecision", err)
	}
	return t.exec(ctx, "store.PutDecision", `INSERT INTO label_decisions (entry, state, cycle, ref, body) VALUES ($1, $2, $3, $4, $5)`,
		d.Entry, string(d.Review.State), d.Review.Cycle, d.Ref, string(body))
}

func (t *tx) PutTranslation(ctx context.Context, x heed.Translation) error {
	body, err := json.Marshal(x)
	if err != nil {
		return wrap("store.PutTranslation", err)
	}
	return t.exec(ctx, "store.PutTranslation", `INSERT INTO translations (entry, state, cycle, ref, body) VALUES ($1, $2, $3, $4, $5)`,
		x.Entry, string(x.Review.State), x.Review.Cycle, x.Ref, string(body))
}

func (t *tx) PutCorrection(ctx context.Context, c heed.Correction) error {
	body, err := json.Marshal(c)
	if err != nil {
		return wrap("store.PutCorrection", err)
	}
	return t.exec(ctx, "store.PutCorrection", `INSERT INTO corrections (entry, state, cycle, ref, body) VALUES ($1, $2, $3, $4, $5)`,
		c.Entry, string(c.Review.State), c.Review.Cycle, c.Ref, string(body))
}
