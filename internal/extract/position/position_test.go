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

// Wordings of every kind: a refusal must never pass for support.
func TestStated_Wordings(t *testing.T) {
	for want, wordings := range map[heed.Position][]string{
		heed.Supported: {
			"The recommendations listed below have been accepted by Veldania:",
			"Veldania agrees with the following recommendations:",
			"Veldania expresses its support for the following recommendations:",
			"The recommendations were examined by Veldania and enjoy its support, which considers that some are partially implemented:",
			"Veldania accepts in principle the following recommendations:",
		},
		heed.Noted: {
			"The following recommendations did not receive the support of Veldania:", "The recommendations below were not accepted by Veldania:",
			"Veldania is not in a position to accept the recommendations below:", "Veldania has decided not to accept the following:",
			"The following recommendations cannot be accepted by Veldania:", "Veldania did not agree with the following recommendations:",
			"Veldania deems the following recommendations unacceptable:", "The recommendations in this section are refused:",
			"Veldania is unable to support the following recommendations:", "The following recommendations have been noted by Veldania:",
			"The recommendations were considered by Veldania and did not find its support:",
		},
		heed.Pending: {
			"The following recommendations will be further considered by Veldania:", "The recommendations below are under consideration by Veldania:",
			"The following recommendations were deferred by Veldania:", "Veldania reserves its position on the following recommendations:",
			"The following recommendations will be examined by Veldania, which will respond in due course:",
		},
		heed.Partial: {
			"Veldania partially accepts the following recommendations:", "The following recommendations enjoy the partial support of Veldania:",
			"Veldania accepts in part the following recommendations:",
		},
		heed.UnknownPosition: {"Veldania welcomes the following recommendations:"},
	} {
		for _, s := range wordings {
			if got, _ := position.Stated(s); got != want {
				t.Errorf("%q: %s, want %s", s, got, want)
			}
		}
	}
}
