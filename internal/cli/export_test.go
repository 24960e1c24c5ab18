// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"context"
	"log/slog"
	"time"
)

// Hurry makes fetching wait for nothing.
func Hurry() {
	fetchClock.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
}

// ListensAt listens at an address for a moment, and gives what would be told of
// it.
func ListensAt(ctx context.Context, address string) (string, error) {
	l, err := listen(ctx, "--listen", address, slog.New(slog.DiscardHandler))
	if err != nil {
		return "", err
	}
	return l.address, l.listener.Close()
}
