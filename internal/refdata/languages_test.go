// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// A State is found by any of its names; a name that is none is not.
func TestStateByAnyName(t *testing.T) {
	for name, want := range map[string]heed.StateCode{
		"Türkiye": "TUR", "Turkey": "TUR", "Allemagne": "DEU", "alemania": "DEU", "Турция": "TUR", "تركيا": "TUR", "土耳其": "TUR", "Түркия": "TUR",
		"Swaziland": "SWZ", "Maurice": "MUS", "Kazakhstan": "KAZ", "كازاخستان": "KAZ", "Atlantide": "", "": "",
	} {
		if got, _ := refdata.StateByAnyName(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	if code, ok := refdata.StateByName("Maurice"); ok {
		t.Errorf("a reader takes Maurice for %s", code)
	}
}
