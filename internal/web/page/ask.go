// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"github.com/heed-upr/heed/internal/lineage"
	"github.com/heed-upr/heed/internal/refdata"
)

// Ask puts an act into the reader's words; "" where it cannot be named in them.
func (b Base) Ask(a *lineage.Ask) string {
	if a == nil {
		return ""
	}
	var treaties []string
	for _, key := range a.Treaties {
		t, ok := refdata.InstrumentByKey(refdata.InstrumentKey(key))
		if !ok {
			return ""
		}
		treaties = append(treaties, t.Name(b.Lang()))
	}
	key := "ask." + string(a.Deed)
	if a.Considered {
		key = "ask.consider_" + string(a.Deed)
	}
	return b.T(key, "Treaties", b.List(treaties))
}
