// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"strconv"

	"github.com/heed-upr/heed"
)

// BoundOn reports whether a State was party to a treaty on a day ("2014-10-30"),
// by its acts. It is not known where no source says, where an act has no date, where
// the State denounced the treaty, or where the sources end before that day and show
// it not bound.
func BoundOn(state heed.StateCode, treaty TreatyKey, day heed.Date) (bound, known bool) {
	for _, a := range loadTreaties().acts[state] {
		if a.Treaty != treaty {
			continue
		}
		switch {
		case a.Act == Denunciation:
			return false, false
		case a.Act.Binds() && a.Date == "" && a.Year == 0:
			return false, false
		case a.Act.Binds():
			return a.before(day)
		}
		// Signed, or no act: not bound, as far as the source speaks.
		known = known || string(day) <= a.AsOf
	}
	return false, known
}

// before reports whether an act came before a day; not known within the year where
// only that is told.
func (a TreatyAct) before(day heed.Date) (before, known bool) {
	if a.Date != "" {
		return a.Date <= day, true
	}
	year, err := strconv.Atoi(string(day)[:min(len(day), len("2006"))])
	return a.Year < year, err == nil && a.Year != year
}
