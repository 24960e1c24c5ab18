// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"io"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// list reads one column of JSON bodies.
func list[T any](ctx context.Context, t *tx, op, query string, args ...any) ([]T, error) {
	var out []T
	err := t.each(ctx, func(rows *sql.Rows) error {
		var body string
		if err := rows.Scan(&body); err != nil {
			return err
		}
		var v T
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			return err
		}
		out = append(out, v)
		return nil
	}, query, args...)
	return out, wrap(op, err)
}

func (t *tx) Reviews(ctx context.Context) ([]heed.Review, error) {
	records, err := list[heed.Record](ctx, t, "store.Reviews", `SELECT body FROM reviews ORDER BY state, cycle`)
	out := make([]heed.Review, len(records))
	for i, r := range records {
		out[i] = r.Review
	}
	return out, err
}

func (t *tx) Read(ctx context.Context) ([]heed.ReviewID, error) {
	var out []heed.ReviewID
	err := t.each(ctx, func(rows *sql.Rows) error {
		var id heed.ReviewID
		if err := rows.Scan(&id.State, &id.Cycle); err != nil {
			return err
		}
		out = append(out, id)
		return nil
	}, `SELECT DISTINCT state, cycle FROM readings WHERE state <> '' AND cycle > 0 ORDER BY state, cycle`)
	return out, wrap("store.Read", err)
}

func (t *tx) Revisions(ctx context.Context) ([]find.Revision, error) {
	var out []find.Revision
	err := t.each(ctx, func(rows *sql.Rows) error {
		var r find.Revision
		if err := rows.Scan(&r.Review.State, &r.Review.Cycle, &r.Record, &r.Corrections, &r.Decisions, &r.Translations, &r.Last, &r.Struck); err != nil {
			return err
		}
		out = append(out, r)
		return nil
	}, `SELECT r.state, r.cycle, r.revision, COALESCE(SUM(a.corrections), 0), COALESCE(SUM(a.decisions), 0), COALESCE(SUM(a.translations), 0), COALESCE(MAX(a.entry), 0),
			(SELECT COALESCE(MAX(position), 0) FROM log_entries WHERE kind = $1)
		FROM reviews r LEFT JOIN (
			SELECT state, cycle, entry, 1 AS corrections, 0 AS decisions, 0 AS translations FROM corrections
			UNION ALL SELECT state, cycle, entry, 0, 1, 0 FROM label_decisions
			UNION ALL SELECT state, cycle, entry, 0, 0, 1 FROM translations
		) a ON a.state = r.state AND a.cycle = r.cycle
		GROUP BY r.state, r.cycle, r.revision ORDER BY r.state, r.cycle`, string(heed.EntryRedaction))
	return out, wrap("store.Revisions", err)
}

func (t *tx) Record(ctx context.Context, id heed.ReviewID) (heed.Record, error) {
	var r heed.Record
	var body string
	err := t.QueryRowContext(ctx, `SELECT body FROM reviews WHERE state = $1 AND cycle = $2`, string(id.State), id.Cycle).Scan(&body)
	if err != nil {
		return r, notFound("store.Record", "error.review_not_found", err, "Review", id.String())
	}
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		return r, wrap("store.Record", err)
	}
	r.Recommendations, err = list[heed.Recommendation](ctx, t, "store.Record",
		`SELECT body FROM recommendations WHERE state = $1 AND cycle = $2 ORDER BY seq`, string(id.State), id.Cycle)
	return r, err
}

func (t *tx) Documents(ctx context.Context) ([]heed.Document, error) {
	return list[heed.Document](ctx, t, "store.Documents", `SELECT body FROM documents ORDER BY arrival, digest`)
}

func (t *tx) Document(ctx context.Context, d heed.Digest) (heed.Document, error) {
	var body string
	var out heed.Document
	if err := t.QueryRowContext(ctx, `SELECT body FROM documents WHERE digest = $1`, string(d)).Scan(&body); err != nil {
		return out, notFound("store.Document", "error.document_not_found", err, "Document", string(d))
	}
	return out, wrap("store.Document", json.Unmarshal([]byte(body), &out))
}

func (t *tx) Facts(ctx context.Context, d heed.Digest) ([]heed.Facts, error) {
	return facts[heed.Facts](ctx, t, d)
}

func (t *tx) FactsAsWritten(ctx context.Context, d heed.Digest) ([]json.RawMessage, error) {
	return facts[json.RawMessage](ctx, t, d)
}

// facts reads what was read from a document, into one form or another.
func facts[T any](ctx context.Context, t *tx, d heed.Digest) ([]T, error) {
	out, err := list[T](ctx, t, "store.Facts", `SELECT facts FROM readings WHERE digest = $1 ORDER BY seq`, string(d))
	if err == nil && len(out) == 0 {
		err = notFound("store.Facts", "error.document_not_found", sql.ErrNoRows, "Document", string(d))
	}
	return out, err
}

func (t *tx) Layout(ctx context.Context, d heed.Digest) ([]byte, error) {
	var packed []byte
	if err := t.QueryRowContext(ctx, `SELECT layout FROM documents WHERE digest = $1`, string(d)).Scan(&packed); err != nil {
		return nil, notFound("store.Layout", "error.document_not_found", err, "Document", string(d))
	}
	layout, err := unpack(packed)
	return layout, wrap("store.Layout", err)
}

func (t *tx) ReviewFacts(ctx context.Context, id heed.ReviewID) ([]heed.Facts, error) {
	return list[heed.Facts](ctx, t, "store.ReviewFacts",
		`SELECT facts FROM readings WHERE state = $1 AND cycle = $2 ORDER BY digest, seq`,
		string(id.State), id.Cycle)
}

func (t *tx) Translations(ctx context.Context, id heed.ReviewID) ([]heed.Translation, error) {
	return list[heed.Translation](ctx, t, "store.Translations",
		`SELECT body FROM translations WHERE state = $1 AND cycle = $2 ORDER BY entry`, string(id.State), id.Cycle)
}

func (t *tx) Decisions(ctx context.Context, id heed.ReviewID) ([]heed.LabelDecision, error) {
	return list[heed.LabelDecision](ctx, t, "store.Decisions",
		`SELECT body FROM label_decisions WHERE state = $1 AND cycle = $2 ORDER BY entry`, string(id.State), id.Cycle)
}

func (t *tx) Corrections(ctx context.Context, id heed.ReviewID) ([]heed.Correction, error) {
	return list[heed.Correction](ctx, t, "store.Corrections",
		`SELECT body FROM corrections WHERE state = $1 AND cycle = $2 ORDER BY entry`, string(id.State), id.Cycle)
}

// pack compresses a layout; nil stays empty. The same bytes always give the
// same result, because no time and no name is put in.
func pack(data []byte) ([]byte, error) {
	if len(data) == 0 {
		return []byte{}, nil
	}
	var out bytes.Buffer
	// Importing hundreds of documents spends more on this than the disk gains.
	w, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

func unpack(data []byte) ([]byte, error) {
	if len(data) == 0 {
		return nil, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
