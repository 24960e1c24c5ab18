// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package position_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/position"
)

// The wordings are of the official form with an invented State.
func TestStated(t *testing.T) {
	for _, c := range []struct {
		text      string
		position  heed.Position
		qualifier heed.Qualifier
	}{
		{"The recommendations listed below have been examined by Veldania and enjoy the support of Veldania:", heed.Supported, ""},
		{"The following enjoy the support of Veldania, which considers that they have already been implemented:", heed.Supported, heed.AlreadyImplemented},
		{"They enjoy the support of Veldania, which considers that they are in the process of being implemented.", heed.Supported, heed.InProcess},
		{"They enjoy the support of Veldania, which considers them already implemented or in the process of implementation:", heed.Supported, heed.ImplementedOrInProcess},
		{"The following did not enjoy the support of Veldania and would thus be noted:", heed.Noted, ""},
		{"The recommendations below were rejected by Veldania:", heed.Noted, heed.Refused},
		{"The following will be examined by Veldania, which will provide responses in due time:", heed.Pending, ""},
		{"The recommendations below have been noted by Veldania:", heed.Noted, ""},
		{"Veldania partially supports the following:", heed.Partial, heed.InPart},
		{"The following were made during the dialogue:", heed.UnknownPosition, ""},
	} {
		value, qualifier := position.Stated(c.text)
		if value != c.position || qualifier != c.qualifier {
			t.Errorf("Stated(%q) = %s %q, want %s %q", c.text, value, qualifier, c.position, c.qualifier)
		}
	}
}
