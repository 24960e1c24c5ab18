// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"strconv"

	"github.com/heed-upr/heed"
)

func (t *tx) PutVersion(ctx context.Context, v heed.Version) error {
	const op = "store.PutVersion"
	last, err := t.lastVersion(ctx, v.Subject)
	if err != nil {
		return wrap(op, err)
	}
	if v.Number != last+1 {
		return &heed.Error{Code: heed.CodeConflict, Op: op, Key: "error.version_newer", Args: []string{"Given", strconv.Itoa(v.Number - 1), "Now", strconv.Itoa(last)}}
	}
	body, err := json.Marshal(v)
	if err != nil {
		return wrap(op, err)
	}
	return t.exec(ctx, op, `INSERT INTO versions (entry, kind, id, number, body) VALUES ($1, $2, $3, $4, $5)`,
		v.Entry, string(v.Kind), string(v.ID), v.Number, string(body))
}

func (t *tx) lastVersion(ctx context.Context, s heed.Subject) (int, error) {
	var last int
	err := t.QueryRowContext(ctx, `SELECT COALESCE(MAX(number), 0) FROM versions WHERE kind = $1 AND id = $2`, string(s.Kind), string(s.ID)).Scan(&last)
	return last, err
}

func (t *tx) Versions(ctx context.Context, from int64, f func(heed.Version) error) error {
	return wrap("store.Versions", t.each(ctx, func(rows *sql.Rows) error {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return err
		}
		var v heed.Version
		if err := json.Unmarshal(body, &v); err != nil {
			return err
		}
		return f(v)
	}, `SELECT body FROM versions WHERE entry >= $1 ORDER BY entry`, from))
}

func (t *tx) VersionsOf(ctx context.Context, kind heed.SubjectKind, f func(heed.Version) error) error {
	all, err := list[heed.Version](ctx, t, "store.VersionsOf", `SELECT body FROM versions WHERE kind = $1 ORDER BY entry`, string(kind))
	for _, v := range all {
		if err == nil {
			err = f(v)
		}
	}
	return err
}

func (t *tx) History(ctx context.Context, s heed.Subject) ([]heed.Version, error) {
	out, err := list[heed.Version](ctx, t, "store.History", `SELECT body FROM versions WHERE kind = $1 AND id = $2 ORDER BY number`, string(s.Kind), string(s.ID))
	if err == nil && len(out) == 0 {
		err = notFound("store.History", "error.version_not_found", sql.ErrNoRows, "Subject", s.String())
	}
	return out, err
}

func (t *tx) LastErasure(ctx context.Context) (int64, error) {
	var at int64
	err := t.QueryRowContext(ctx, `SELECT COALESCE(MAX(position), -1) FROM log_entries WHERE kind = $1 OR kind = $2`, string(heed.EntryErasure), string(heed.EntryRedaction)).Scan(&at)
	return at, wrap("store.LastErasure", err)
}
