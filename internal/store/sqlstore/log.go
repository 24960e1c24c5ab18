// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/audit"
)

func (t *tx) Append(ctx context.Context, e heed.Entry) (int64, error) {
	const op = "store.Append"
	if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM log_entries`).Scan(&e.Position); err != nil {
		return 0, wrap(op, err)
	}
	hashes, err := audit.Hashes(e, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) { return t.hashes(ctx, indexes) }))
	if err != nil {
		return 0, wrap(op, err)
	}
	if err := t.exec(ctx, op, `INSERT INTO log_entries (position, kind, at, role, commitment, tombstone) VALUES ($1, $2, $3, $4, $5, '')`,
		e.Position, string(e.Kind), e.At.UTC().Format(time.RFC3339Nano), string(e.Role), e.Commitment[:]); err != nil {
		return 0, err
	}
	if err := t.exec(ctx, op, `INSERT INTO log_contents (position, nonce, content) VALUES ($1, $2, $3)`, e.Position, e.Nonce, e.Content); err != nil {
		return 0, err
	}
	if e.Kind == heed.EntryErasure || e.Kind == heed.EntryRedaction {
		t.erased, t.struck = true, true
	}
	first := tlog.StoredHashCount(e.Position)
	for i, h := range hashes {
		if err := t.exec(ctx, op, `INSERT INTO log_hashes (idx, hash) VALUES ($1, $2)`, first+int64(i), h[:]); err != nil {
			return 0, err
		}
	}
	return e.Position, nil
}

func (t *tx) Erase(ctx context.Context, position int64, tomb heed.Tombstone) error {
	const op = "store.Erase"
	done, err := t.bury(ctx, op, position, tomb)
	if err != nil {
		return err
	}
	for _, table := range []string{"versions", "annotation_imports", "label_decisions", "translations", "corrections"} {
		r, err := t.ExecContext(ctx, `DELETE FROM `+table+` WHERE entry = $1`, position)
		if err != nil {
			return wrap(op, err)
		}
		n, err := r.RowsAffected()
		if err != nil {
			return wrap(op, err)
		}
		done = done || n > 0 // of what was struck before, what was left of it
	}
	if !done {
		return notFound(op, "error.entry_not_found", sql.ErrNoRows, "Entry", strconv.FormatInt(position, 10))
	}
	t.erased = true
	return nil
}

// bury destroys nonce and content of an entry and leaves a tombstone; false
// where there is no such entry, or a tombstone already.
func (t *tx) bury(ctx context.Context, op string, position int64, tomb heed.Tombstone) (bool, error) {
	tomb.At = tomb.At.UTC().Truncate(time.Microsecond)
	body, err := json.Marshal(tomb)
	if err != nil {
		return false, wrap(op, err)
	}
	r, err := t.ExecContext(ctx, `UPDATE log_entries SET tombstone = $1 WHERE position = $2 AND tombstone = ''`, string(body), position)
	if err != nil {
		return false, wrap(op, err)
	}
	n, err := r.RowsAffected()
	if err != nil || n == 0 {
		return false, wrap(op, err)
	}
	t.erased = true
	return true, t.exec(ctx, op, `DELETE FROM log_contents WHERE position = $1`, position)
}

func (t *tx) Strike(ctx context.Context, position int64, tomb heed.Tombstone, instead any) error {
	const op = "store.Strike"
	table := ""
	switch instead.(type) {
	case heed.Correction:
		table = "corrections"
	case heed.LabelDecision:
		table = "label_decisions"
	case heed.Translation:
		table = "translations"
	case heed.Version:
		table = "versions"
	default:
		return fmt.Errorf("%s: no table holds a %T", op, instead)
	}
	body, err := json.Marshal(instead)
	if err != nil {
		return wrap(op, err)
	}
	if _, err := t.bury(ctx, op, position, tomb); err != nil {
		return err
	}
	r, err := t.ExecContext(ctx, `UPDATE `+table+` SET body = $1 WHERE entry = $2`, string(body), position)
	if err != nil {
		return wrap(op, err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return notFound(op, "error.entry_not_found", sql.ErrNoRows, "Entry", strconv.FormatInt(position, 10))
	}
	t.erased = true
	return nil
}

func (t *tx) LogLength(ctx context.Context) (int64, error) {
	var n int64
	err := t.QueryRowContext(ctx, `SELECT coalesce(max(position) + 1, 0) FROM log_entries`).Scan(&n)
	return n, wrap("store.LogLength", err)
}

func (t *tx) SameRecord(ctx context.Context, from int64) (bool, error) {
	var n int64
	err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM log_entries WHERE position >= $1 AND kind <> $2 AND kind <> $3`,
		from, string(heed.EntryVersion), string(heed.EntryAccount)).Scan(&n)
	return n == 0, wrap("store.SameRecord", err)
}

func (t *tx) Entries(ctx context.Context, from int64, limit int) ([]heed.Entry, error) {
	var out []heed.Entry
	err := t.each(ctx, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		out = append(out, e)
		return err
	}, `SELECT e.position, e.kind, e.at, e.role, e.commitment, e.tombstone, c.nonce, c.content
		FROM log_entries e LEFT JOIN log_contents c ON c.position = e.position
		WHERE e.position >= $1 ORDER BY e.position LIMIT $2`, from, limit)
	return out, wrap("store.Entries", err)
}

func (t *tx) EntriesBut(ctx context.Context, but heed.EntryKind, before int64, limit int) ([]heed.Entry, error) {
	var out []heed.Entry
	err := t.each(ctx, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		out = append(out, e)
		return err
	}, `SELECT e.position, e.kind, e.at, e.role, e.commitment, e.tombstone, c.nonce, c.content
		FROM log_entries e LEFT JOIN log_contents c ON c.position = e.position
		WHERE e.kind <> $1 AND e.position < $2 ORDER BY e.position DESC LIMIT $3`, string(but), before, limit)
	return out, wrap("store.EntriesBut", err)
}

func scanEntry(rows *sql.Rows) (heed.Entry, error) {
	var e heed.Entry
	var at, tombstone string
	var commitment []byte
	if err := rows.Scan(&e.Position, &e.Kind, &at, &e.Role, &commitment, &tombstone, &e.Nonce, &e.Content); err != nil {
		return e, err
	}
	if len(commitment) != len(e.Commitment) {
		return e, fmt.Errorf("entry %d has a commitment of %d bytes", e.Position, len(commitment))
	}
	e.Commitment = [32]byte(commitment)
	var err error
	if e.At, err = time.Parse(time.RFC3339Nano, at); err != nil {
		return e, err
	}
	if tombstone != "" {
		e.Tombstone = &heed.Tombstone{}
		err = json.Unmarshal([]byte(tombstone), e.Tombstone)
	}
	return e, err
}

func (t *tx) LogHashes(ctx context.Context, indexes []int64) ([][32]byte, error) {
	var out [][32]byte
	if indexes == nil {
		err := t.each(ctx, func(rows *sql.Rows) error {
			var h []byte
			if err := rows.Scan(&h); err != nil {
				return err
			}
			if len(h) != 32 {
				return fmt.Errorf("a hash of %d bytes", len(h))
			}
			out = append(out, [32]byte(h))
			return nil
		}, `SELECT hash FROM log_hashes ORDER BY idx`)
		return out, wrap("store.LogHashes", err)
	}
	hashes, err := t.hashes(ctx, indexes)
	for _, h := range hashes {
		out = append(out, h)
	}
	return out, wrap("store.LogHashes", err)
}

func (t *tx) hashes(ctx context.Context, indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		var h []byte
		if err := t.QueryRowContext(ctx, `SELECT hash FROM log_hashes WHERE idx = $1`, x).Scan(&h); err != nil {
			return nil, err
		}
		if len(h) != len(out[i]) {
			return nil, fmt.Errorf("hash %d has %d bytes", x, len(h))
		}
		out[i] = tlog.Hash(h)
	}
	return out, nil
}
