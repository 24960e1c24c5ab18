// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package review

import (
	"github.com/heed-upr/heed/internal/lineage"
)

// LineageSum says how many recommendations are new, and how many different
// things are asked.
func (d Data) LineageSum() string {
	n := 0
	for _, c := range d.Lineage.Kinds {
		if c.Value == lineage.New {
			n = c.Count
		}
	}
	total := d.Whole.Total
	return d.T("review.lineage_sum", "Count", n, "Of", d.Number(total), "Acts", d.Number(d.Lineage.Acts(total)))
}

// EarlierReviews names the reviews that it was held against.
func (d Data) EarlierReviews() string {
	var names []string
	for _, id := range d.Lineage.Earlier {
		names = append(names, d.T("review.cycle", "Cycle", id.Cycle))
	}
	return d.List(names)
}
