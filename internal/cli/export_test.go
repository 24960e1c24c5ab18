// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"context"
	"time"

	"github.com/heed-upr/heed/internal/seal"
)

// Hurry makes fetching wait for nothing, and passphrases cost next to nothing.
func Hurry() {
	fetchClock.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	sealCost, backupCost = seal.Cost{Rounds: 1, MemoryKiB: 64}, 4
}
