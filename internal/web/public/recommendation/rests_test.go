// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package recommendation

import "testing"

// Only what is known to be later is said to be.
func TestAfter(t *testing.T) {
	for _, c := range []struct {
		since, reviewed string
		want            bool
	}{
		{"2016", "2014-10-30", true}, {"2014", "2014-10-30", false}, {"2013", "2014-10-30", false},
		{"2014-10-31", "2014-10-30", true}, {"2014-10-30", "2014-10-30", false}, {"1998-08-26", "2010-02-12", false},
		{"", "2014-10-30", false}, {"2016", "", false},
	} {
		if got := after(c.since, c.reviewed); got != c.want {
			t.Errorf("%q after %q: %v", c.since, c.reviewed, got)
		}
	}
}
