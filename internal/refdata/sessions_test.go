// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

func TestCouncilBy(t *testing.T) {
	for _, c := range []struct {
		state      heed.StateCode
		cycle      int
		held, want heed.Date
	}{
		{"FRA", 1, "2008-05-14", "2008-10-31"},
		{"FRA", 1, "", "2008-10-31"},           // by its session
		{"FRA", 3, "", "2019-04-30"},           // only the year of its session is known
		{"XVA", 2, "2014-10-30", "2015-04-30"}, // invented
		{"XVA", 2, "2014-01-30", "2014-07-31"},
		{"XVA", 2, "", ""},
	} {
		if got := refdata.CouncilBy(heed.ReviewID{State: c.state, Cycle: c.cycle}, c.held); got != c.want {
			t.Errorf("%s/%d on %q: %q, want %q", c.state, c.cycle, c.held, got, c.want)
		}
	}
}
