// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Kazakhstan acceded to CAT on 26 August 1998 and ratified OPCAT in
// 2008; it has not joined ICMW. Nothing is known of an invented State, nor of days
// after the sources end.
func TestBoundOn(t *testing.T) {
	for _, c := range []struct {
		state        heed.StateCode
		treaty       refdata.TreatyKey
		day          heed.Date
		bound, known bool
	}{
		{"KAZ", "CAT", "2010-02-12", true, true},
		{"KAZ", "CAT", "1998-08-25", false, true},
		{"KAZ", "OPCAT", "2007-10-21", false, true},
		{"KAZ", "OPCAT", "2014-10-30", true, true},
		{"KAZ", "ICMW", "2014-10-30", false, true},
		{"KAZ", "ICMW", "2099-01-01", false, false},
		{"XBL", "CAT", "2014-10-30", false, false},
	} {
		if bound, known := refdata.BoundOn(c.state, c.treaty, c.day); bound != c.bound || known != c.known {
			t.Errorf("%s, %s, %s: %v, %v", c.state, c.treaty, c.day, bound, known)
		}
	}
}
