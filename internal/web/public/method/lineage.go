// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package method

import (
	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Lineage is how well it is told what was asked before and what asks the same, as
// docs/explanation/lineage.md has it.
type Lineage struct {
	Measured heed.Date `json:"date"`
	// Pairs were labelled by hand.
	Pairs int `json:"pairs"`
	// Links are those between reviews, Same the pairs within one, of the half that
	// was held out; Use those drawn from use.
	Links Found `json:"links"`
	Same  Found `json:"same"`
	Use   Found `json:"use"`
}

// Found is how many of those that the program made are right, and of how many that
// there are; There is 0 where that is not known.
type Found struct {
	Right int `json:"right"`
	Made  int `json:"made"`
	There int `json:"there,omitempty"`
}

// MeasuredLineage is what was measured last.
var MeasuredLineage = Lineage{
	Measured: "2026-11-29", Pairs: 1064,
	Links: Found{150, 156, 171}, Same: Found{34, 37, 53}, Use: Found{56, 60, 0},
}

// LineageMeasured puts the figures of lineage into words.
func (d Data) LineageMeasured() string {
	l := MeasuredLineage
	return d.T("method.lineage_measured", "Date", d.Date(l.Measured), "Pairs", d.Number(l.Pairs), "LinksRight", l.Links.Right, "LinksMade", l.Links.Made, "LinksThere", l.Links.There,
		"SameRight", l.Same.Right, "SameMade", l.Same.Made, "SameThere", l.Same.There, "UseRight", l.Use.Right, "UseRead", l.Use.Made)
}

// RuleMeasured says for how many States the rule of the next session was right.
func (d Data) RuleMeasured() string {
	right, of := refdata.RuleHolds(ruleCycle)
	return d.T("method.calendar_rule", "Right", right, "Of", of)
}

// ruleCycle is the cycle against whose sessions the rule is held.
const ruleCycle = 4
