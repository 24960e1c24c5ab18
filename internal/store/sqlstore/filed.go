// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/store"
)

// Whole runs f on one snapshot.
func (s *Store) Whole(ctx context.Context, f func(store.Snapshot) error) error {
	t, err := s.engine.Read.BeginTx(ctx, s.engine.Snapshot)
	if err != nil {
		return unreachable("store.Whole", err)
	}
	defer rollback(t)
	return f(&tx{Tx: t, engine: s.engine})
}

// filed says what the columns of a table repeat of the body beside them, by which
// rows are found.
type filed struct {
	table, body string
	columns     []string
	key         int // how many columns, from the first, name a row
	says        func(body []byte) ([]string, error)
}

// under makes says of what a body of one type has.
func under[T any](says func(T) []string) func([]byte) ([]string, error) {
	return func(body []byte) ([]string, error) {
		var of T
		err := json.Unmarshal(body, &of)
		return says(of), err
	}
}

// laid gives the columns of what people lay over a review.
func laid(entry int64, review heed.ReviewID, ref string) []string {
	return []string{number(entry), string(review.State), strconv.Itoa(review.Cycle), ref}
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

var laidColumns = []string{"entry", "state", "cycle", "ref"}

// filings are the tables that repeat something. What has no row here repeats
// nothing, or is kept for a time only (letters, sessions).
var filings = []filed{
	{"documents", "body", []string{"digest"}, 1, under(func(d heed.Document) []string { return []string{string(d.Digest)} })},
	{"readings", "facts", []string{"digest", "state", "cycle"}, 3, under(func(f heed.Facts) []string {
		return []string{string(f.Document.Digest), string(f.Document.Review.State), strconv.Itoa(f.Document.Review.Cycle)}
	})},
	{"reviews", "body", []string{"state", "cycle"}, 2, under(func(r heed.Record) []string {
		return []string{string(r.Review.State), strconv.Itoa(r.Review.Cycle)}
	})},
	{"recommendations", "body", []string{"state", "cycle", "ref", "position"}, 3, under(func(r heed.Recommendation) []string {
		return []string{string(r.State), strconv.Itoa(r.Cycle), r.Ref, string(r.Position)}
	})},
	{"corrections", "body", laidColumns, 1, under(func(c heed.Correction) []string { return laid(c.Entry, c.Review, c.Ref) })},
	{"label_decisions", "body", laidColumns, 1, under(func(d heed.LabelDecision) []string { return laid(d.Entry, d.Review, d.Ref) })},
	{"translations", "body", laidColumns, 1, under(func(x heed.Translation) []string { return laid(x.Entry, x.Review, x.Ref) })},
	{"annotation_imports", "body", []string{"entry"}, 1, under(func(i find.AnnotationImport) []string { return []string{number(i.Entry)} })},
	{"versions", "body", []string{"entry", "kind", "id", "number"}, 1, under(func(v heed.Version) []string {
		return []string{number(v.Entry), string(v.Kind), string(v.ID), strconv.Itoa(v.Number)}
	})},
	{"accounts", "body", []string{"pseudonym", "id", "email"}, 1, under(func(a heed.Account) []string { return []string{a.Pseudonym, string(a.ID), a.Email} })},
	{"invitations", "body", []string{"token", "expires"}, 1, under(func(i heed.Invitation) []string { return []string{i.Token, number(i.Expires.UnixMilli())} })},
}

func (t *tx) Misfiled(ctx context.Context) ([]store.Misfiled, error) {
	var out []store.Misfiled
	for _, f := range filings {
		some, err := t.misfiled(ctx, f)
		if err != nil {
			return nil, fmt.Errorf("store.Misfiled(%s): %w", f.table, err)
		}
		out = append(out, some...)
	}
	revised, err := t.misrevised(ctx)
	if err != nil {
		return nil, wrap("store.Misfiled", err)
	}
	lost, err := t.lostNumbers(ctx)
	return append(append(out, revised...), lost...), wrap("store.Misfiled", err)
}

func (t *tx) misfiled(ctx context.Context, f filed) ([]store.Misfiled, error) {
	var out []store.Misfiled
	has := make([]string, len(f.columns))
	var body []byte
	into := make([]any, 0, len(has)+1)
	for i := range has {
		into = append(into, &has[i])
	}
	into = append(into, &body)
	err := t.each(ctx, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		says, err := f.says(body)
		if err != nil {
			return err
		}
		for i, column := range f.columns {
			if has[i] != says[i] {
				out = append(out, store.Misfiled{Table: f.table, Row: strings.Join(says[:f.key], "/"), Column: column})
			}
		}
		return nil
	}, `SELECT `+strings.Join(f.columns, ", ")+`, `+f.body+` FROM `+f.table)
	return out, err
}

// misrevised finds records whose revision is not that of their content. Those of
// before there were revisions have none.
func (t *tx) misrevised(ctx context.Context) ([]store.Misfiled, error) {
	type review struct{ state, cycle, body, revision string }
	var all []review
	if err := t.each(ctx, func(rows *sql.Rows) error {
		var r review
		err := rows.Scan(&r.state, &r.cycle, &r.body, &r.revision)
		all = append(all, r)
		return err
	}, `SELECT state, cycle, body, revision FROM reviews WHERE revision <> '' ORDER BY state, cycle`); err != nil {
		return nil, err
	}
	var out []store.Misfiled
	for _, r := range all {
		sum := heed.NewDigester()
		_, _ = sum.Write([]byte(r.body)) // a hash takes everything
		cycle, err := strconv.Atoi(r.cycle)
		if err != nil {
			return nil, err
		}
		if err := t.each(ctx, func(rows *sql.Rows) error {
			var body sql.RawBytes
			err := rows.Scan(&body)
			_, _ = sum.Write(body)
			return err
		}, `SELECT body FROM recommendations WHERE state = $1 AND cycle = $2 ORDER BY seq`, r.state, cycle); err != nil {
			return nil, err
		}
		if string(sum.Digest()) != r.revision {
			out = append(out, store.Misfiled{Table: "reviews", Row: r.state + "/" + r.cycle, Column: "revision"})
		}
	}
	return out, nil
}

// lostNumbers holds the numbers of annotations against each other: each that was
// given is that of an annotation or of one that is gone.
func (t *tx) lostNumbers(ctx context.Context) ([]store.Misfiled, error) {
	var first int64
	err := t.QueryRowContext(ctx, `SELECT n FROM (
		SELECT n, ROW_NUMBER() OVER (ORDER BY n) AS place FROM (SELECT seq AS n FROM annotations UNION ALL SELECT seq FROM annotations_gone) m
		) p WHERE n <> place ORDER BY place LIMIT 1`).Scan(&first)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return []store.Misfiled{{Table: "annotations", Row: number(first), Column: "seq"}}, err
}
