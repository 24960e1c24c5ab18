// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"context"
	"encoding/json"
	"time"

	"github.com/heed-upr/heed"
)

func (t *tx) Notices(ctx context.Context, states ...heed.NoticeState) ([]heed.Notice, error) {
	var out []heed.Notice
	for _, state := range states {
		some, err := list[heed.Notice](ctx, t, "store.Notices", `SELECT body FROM letters WHERE state = $1 ORDER BY next, id`, string(state))
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

func (t *tx) Reminded(ctx context.Context, account heed.ID) ([]heed.Reminder, error) {
	return list[heed.Reminder](ctx, t, "store.Reminded", `SELECT body FROM reminders WHERE account = $1 ORDER BY thing`, string(account))
}

func (t *tx) AddNotice(ctx context.Context, n heed.Notice) error {
	const op = "store.AddNotice"
	for _, r := range n.Reminders {
		body, err := json.Marshal(r)
		if err != nil {
			return wrap(op, err)
		}
		done, err := t.ExecContext(ctx, `INSERT INTO reminders (account, thing, body) VALUES ($1, $2, $3) ON CONFLICT (account, thing) DO NOTHING`, string(n.Account), r.Key(), string(body))
		if err != nil {
			return wrap(op, err)
		}
		if rows, err := done.RowsAffected(); err != nil || rows == 0 {
			return &heed.Error{Code: heed.CodeConflict, Op: op, Key: "error.reminded", Err: err}
		}
	}
	return t.PutNotice(ctx, n)
}

func (t *tx) PutNotice(ctx context.Context, n heed.Notice) error {
	const op = "store.PutNotice"
	body, err := json.Marshal(n)
	if err != nil {
		return wrap(op, err)
	}
	return t.exec(ctx, op, `INSERT INTO letters (id, account, state, next, body) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, next = excluded.next, body = excluded.body`,
		string(n.ID), string(n.Account), string(n.State), n.Next.UnixMilli(), string(body))
}

func (t *tx) DropNotices(ctx context.Context, before time.Time) error {
	return t.exec(ctx, "store.DropNotices", `DELETE FROM letters WHERE state <> $1 AND next < $2`, string(heed.NoticeWaiting), before.UnixMilli())
}
