// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/heed-upr/heed"
)

// Obligation says that a treaty binds its parties on a matter.
type Obligation struct {
	// Theme and With are keys of the themes of internal/label that a recommendation
	// has, Without one that it has not; the latter two may be "".
	Theme, With, Without string
	Treaty               TreatyKey
	// Articles are those that speak of the matter.
	Articles []string
	// Reading is the symbol of the document in which the treaty's committee reads
	// the articles so, "" where their own words name the matter.
	Reading string
}

var loadObligations = sync.OnceValue(func() []Obligation {
	out, err := readObligations()
	if err != nil {
		panic(err) // as for the other tables
	}
	return out
})

func readObligations() ([]Obligation, error) {
	rows, err := readCSV("obligations.csv")
	if err != nil {
		return nil, err
	}
	var out []Obligation
	for _, r := range rows {
		o := Obligation{Theme: r["theme"], With: r["with"], Without: r["without"], Treaty: TreatyKey(r["treaty"]), Articles: strings.Fields(r["articles"]), Reading: r["reading"]}
		if _, ok := TreatyByKey(o.Treaty); !ok || o.Theme == "" || len(o.Articles) == 0 {
			return nil, fmt.Errorf("refdata: obligations.csv: %+v: unknown treaty, or incomplete", o)
		}
		out = append(out, o)
	}
	return out, nil
}

// Obligations gives on which matters which treaties bind, in the order of the table.
func Obligations() []Obligation { return slices.Clone(loadObligations()) }

// TreatyStanding gives how a State stands to a treaty, with the act that says so; the act
// is the zero value where it is not known. A treaty enters into force some weeks
// after the act, which is not told apart.
func TreatyStanding(state heed.StateCode, treaty TreatyKey) (heed.Standing, TreatyAct) {
	standing, by := heed.StandingUnknown, TreatyAct{}
	for _, a := range loadTreaties().acts[state] {
		if a.Treaty != treaty {
			continue
		}
		switch {
		case a.Act.Binds():
			if standing != heed.StandingParty || cmp.Compare(len(a.Date), len(by.Date)) > 0 {
				standing, by = heed.StandingParty, a
			}
		case a.Act == Denunciation && a.Year >= by.Year:
			return heed.StandingNone, a
		case a.Act == Signature && standing != heed.StandingParty:
			standing, by = heed.StandingSigned, a
		case a.Act == NoAct && standing == heed.StandingUnknown:
			standing, by = heed.StandingNone, a
		}
	}
	return standing, by
}
