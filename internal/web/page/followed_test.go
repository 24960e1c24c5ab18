// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/web/page"
)

// Of a review that another has followed, no answer is still to come.
func TestFollowed(t *testing.T) {
	for id, want := range map[heed.ReviewID]bool{{State: "FRA", Cycle: 1}: true, {State: "KAZ", Cycle: 3}: true, {State: "KAZ", Cycle: 4}: false, {State: "XVA", Cycle: 2}: false} {
		if page.Followed(id) != want {
			t.Errorf("%s: %v", id, !want)
		}
	}
}
