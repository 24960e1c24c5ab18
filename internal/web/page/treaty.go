// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// TreatyAct puts an act about a treaty into words: what, when ("" where no source
// says), and by which source as of when.
func (b Base) TreatyAct(a refdata.TreatyAct) (what, when, source string) {
	what, source = b.T(a.Act.Key()), b.T("state.source", "Source", a.Source.Title, "AsOf", b.Date(heed.Date(a.AsOf)))
	if a.Article != "" {
		what += " (" + b.T("state.article", "Article", a.Article) + ")"
	}
	switch {
	case a.Date != "":
		when = b.Date(a.Date)
	case a.Year > 0:
		when = strconv.Itoa(a.Year)
	}
	return what, when, source
}
