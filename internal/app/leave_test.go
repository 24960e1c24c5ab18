// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/heed-upr/heed"
)

// Who leaves spoils nothing for others, and what nobody wants any more is not
// drawn.
func TestPageCache_ReadersMayLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, let, drawn := newPageCache(1), make(chan struct{}), map[int]int{}
		ask := func(ctx context.Context, page int, want heed.Code) {
			go func() {
				_, err := c.get(ctx, pageKey{page: page}, func(ctx context.Context) ([]byte, error) {
					drawn[page]++ // one at once
					<-let
					return []byte("png"), ctx.Err()
				})
				if heed.ErrorCode(err) != want {
					t.Errorf("page %d: %v, want %q", page, err, want)
				}
			}()
			synctest.Wait()
		}
		hasty, leave := context.WithCancel(t.Context())
		ask(hasty, 1, "") // is being drawn; it gets the page, since it is drawn for others
		ask(t.Context(), 1, "")
		ask(hasty, 1, heed.CodeUnavailable)
		ask(hasty, 2, "") // waits
		ask(t.Context(), 2, "")
		ask(hasty, 3, heed.CodeUnavailable) // waits, and for nobody else
		leave()
		synctest.Wait()
		if n := len(c.drawing); n != 2 {
			t.Errorf("%d pages wait or are being drawn, want 2", n)
		}
		ask(t.Context(), 3, "") // somebody else comes
		close(let)
		synctest.Wait()
		if drawn[1] != 1 || drawn[2] != 1 || drawn[3] != 1 || c.counts().Drawn != 3 || len(c.drawing) != 0 {
			t.Errorf("drawn %v, counted %+v, %d left", drawn, c.counts(), len(c.drawing))
		}
	})
}
