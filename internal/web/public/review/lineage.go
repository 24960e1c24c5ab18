// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package review

import (
	"github.com/heed-upr/heed/internal/lineage"
)

// LineageSum says how many recommendations are new.
func (d Data) LineageSum() string {
	n := 0
	for _, c := range d.Lineage.Kinds {
		if c.Value == lineage.New {
			n = c.Count
		}
	}
	return d.T("review.lineage_sum", "Count", n, "Of", d.Number(d.Whole.Total))
}

// ClusterSum says how many things are asked by how many recommendations.
func (d Data) ClusterSum() string {
	l := d.Lineage
	return d.T("clusters.sum", "Count", d.Whole.Total, "Asks", d.Number(l.Acts(d.Whole.Total)), "Groups", d.Number(l.Groups), "Together", d.Number(l.Grouped))
}

// EarlierReviews names the reviews that it was held against.
func (d Data) EarlierReviews() string {
	var names []string
	for _, id := range d.Lineage.Earlier {
		names = append(names, d.T("review.cycle", "Cycle", id.Cycle))
	}
	return d.List(names)
}
