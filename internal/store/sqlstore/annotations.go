// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
)

// rowsAtOnce is how many rows a statement carries: many enough that its own
// cost does not count, and few enough for both engines.
const rowsAtOnce = 40

func (t *tx) PutAnnotations(ctx context.Context, all []find.WrittenAnnotation) error {
	const op = "store.PutAnnotations"
	var next int64
	if err := t.QueryRowContext(ctx, `SELECT 1 + (SELECT COALESCE(MAX(n), 0) FROM
		(SELECT MAX(seq) AS n FROM annotations UNION ALL SELECT MAX(seq) FROM annotations_gone) m)`).Scan(&next); err != nil {
		return wrap(op, err)
	}
	for some := range slices.Chunk(all, rowsAtOnce) {
		ids := make([]any, len(some))
		values := make([]any, 0, 4*len(some))
		for i, a := range some {
			ids[i] = a.ID
			values = append(values, next, a.ID, a.Revision[:], string(a.Body))
			next++
		}
		in := "(" + places(1, len(ids)) + ")"
		if err := t.exec(ctx, op, `INSERT INTO annotations_gone (seq) SELECT seq FROM annotations WHERE id IN `+in, ids...); err != nil {
			return err
		}
		if err := t.exec(ctx, op, `DELETE FROM annotations WHERE id IN `+in, ids...); err != nil {
			return err
		}
		rows := make([]string, len(some))
		for i := range rows {
			rows[i] = "(" + places(1+4*i, 4) + ")"
		}
		if err := t.exec(ctx, op, `INSERT INTO annotations (seq, id, revision, body) VALUES `+strings.Join(rows, ", "), values...); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) DropAnnotations(ctx context.Context, ids []string) error {
	const op = "store.DropAnnotations"
	for some := range slices.Chunk(ids, rowsAtOnce) {
		names := make([]any, len(some))
		for i, id := range some {
			names[i] = id
		}
		in := "(" + places(1, len(names)) + ")"
		if err := t.exec(ctx, op, `INSERT INTO annotations_gone (seq) SELECT seq FROM annotations WHERE id IN `+in, names...); err != nil {
			return err
		}
		if err := t.exec(ctx, op, `DELETE FROM annotations WHERE id IN `+in, names...); err != nil {
			return err
		}
		t.erased = true
	}
	return nil
}

// places gives n numbered places of a statement, from one on.
func places(from, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = "$" + strconv.Itoa(from+i)
	}
	return strings.Join(out, ", ")
}

func (t *tx) PutAnnotationImport(ctx context.Context, i find.AnnotationImport) error {
	body, err := json.Marshal(i)
	if err != nil {
		return wrap("store.PutAnnotationImport", err)
	}
	return t.exec(ctx, "store.PutAnnotationImport", `INSERT INTO annotation_imports (entry, body) VALUES ($1, $2)`, i.Entry, string(body))
}

func (t *tx) AnnotationImports(ctx context.Context) ([]find.AnnotationImport, error) {
	return list[find.AnnotationImport](ctx, t, "store.AnnotationImports", `SELECT body FROM annotation_imports ORDER BY entry`)
}

func (t *tx) AnnotationMark(ctx context.Context) (find.AnnotationMark, error) {
	var m find.AnnotationMark
	err := t.QueryRowContext(ctx, `SELECT COALESCE((SELECT MAX(n) FROM
		(SELECT MAX(seq) AS n FROM annotations UNION ALL SELECT MAX(seq) FROM annotations_gone) m), 0), (SELECT COUNT(*) FROM annotations_gone)`).Scan(&m.Last, &m.Gone)
	return m, wrap("store.AnnotationMark", err)
}

func (t *tx) AnnotationsNamed(ctx context.Context, ids []string) ([]heed.Annotation, error) {
	var out []heed.Annotation
	for some := range slices.Chunk(ids, rowsAtOnce) {
		names := make([]any, len(some))
		for i, id := range some {
			names[i] = id
		}
		if err := t.each(ctx, func(rows *sql.Rows) error {
			var seq int64
			a, err := scanAnnotation(rows, &seq)
			out = append(out, a)
			return err
		}, `SELECT seq, body FROM annotations WHERE id IN (`+places(1, len(names))+`)`, names...); err != nil {
			return nil, wrap("store.AnnotationsNamed", err)
		}
	}
	return out, nil
}

func (t *tx) AnnotationsGone(ctx context.Context) ([]int64, error) {
	var out []int64
	err := t.each(ctx, func(rows *sql.Rows) error {
		var seq int64
		err := rows.Scan(&seq)
		out = append(out, seq)
		return err
	}, `SELECT seq FROM annotations_gone ORDER BY seq`)
	return out, wrap("store.AnnotationsGone", err)
}

func (t *tx) Annotations(ctx context.Context, after, to int64, each func(seq int64, a heed.Annotation) error) error {
	return wrap("store.Annotations", t.each(ctx, func(rows *sql.Rows) error {
		var seq int64
		a, err := scanAnnotation(rows, &seq)
		if err != nil {
			return err
		}
		return each(seq, a)
	}, `SELECT seq, body FROM annotations WHERE seq > $1 AND seq <= $2 ORDER BY seq`, after, to))
}

// scanAnnotation reads number and body of an annotation.
func scanAnnotation(rows *sql.Rows, seq *int64) (heed.Annotation, error) {
	var a heed.Annotation
	var body sql.RawBytes // good until the next row
	if err := rows.Scan(seq, &body); err != nil {
		return a, err
	}
	return a, json.Unmarshal(body, &a)
}

func (t *tx) AnnotationsAt(ctx context.Context, seqs []int64) ([]heed.Annotation, error) {
	const op = "store.AnnotationsAt"
	found := make(map[int64]heed.Annotation, len(seqs))
	for some := range slices.Chunk(seqs, rowsAtOnce) {
		args := make([]any, len(some))
		for i, s := range some {
			args[i] = s
		}
		if err := t.each(ctx, func(rows *sql.Rows) error {
			var seq int64
			a, err := scanAnnotation(rows, &seq)
			found[seq] = a
			return err
		}, `SELECT seq, body FROM annotations WHERE seq IN (`+places(1, len(args))+`)`, args...); err != nil {
			return nil, wrap(op, err)
		}
	}
	out := make([]heed.Annotation, len(seqs))
	for i, s := range seqs {
		a, ok := found[s]
		if !ok {
			return nil, notFound(op, "error.annotation_not_found", sql.ErrNoRows, "Annotation", strconv.FormatInt(s, 10))
		}
		out[i] = a
	}
	return out, nil
}

func (t *tx) AnnotationRevisions(ctx context.Context, each func(id string, revision find.AnnotationRevision, body []byte) error) error {
	return wrap("store.AnnotationRevisions", t.each(ctx, func(rows *sql.Rows) error {
		var id string
		var revision, body sql.RawBytes
		if err := rows.Scan(&id, &revision, &body); err != nil {
			return err
		}
		var r find.AnnotationRevision
		copy(r[:], revision)
		return each(id, r, body)
	}, `SELECT id, revision, body FROM annotations ORDER BY id`))
}
