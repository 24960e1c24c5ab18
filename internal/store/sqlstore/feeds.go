// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package sqlstore

import (
	"context"
	"encoding/json"

	"github.com/heed-upr/heed"
)

func (t *tx) FeedLooks(ctx context.Context) ([]heed.FeedLook, error) {
	return list[heed.FeedLook](ctx, t, "store.FeedLooks", `SELECT body FROM feed_looks ORDER BY feed`)
}

func (t *tx) PutFeedLook(ctx context.Context, l heed.FeedLook) error {
	const op = "store.PutFeedLook"
	body, err := json.Marshal(l)
	if err != nil {
		return wrap(op, err)
	}
	return t.exec(ctx, op, `INSERT INTO feed_looks (feed, body) VALUES ($1, $2) ON CONFLICT (feed) DO UPDATE SET body = excluded.body`, string(l.Feed), string(body))
}
