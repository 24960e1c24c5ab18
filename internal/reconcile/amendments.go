// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import "github.com/heed-upr/heed"

// addAmendments says of each recommendation that a corrigendum changes, what the
// corrigendum says. The report's words stay: a person lays the correction over
// them, as over a misreading.
func addAmendments(record *heed.Record, facts []heed.Facts) {
	find := numbersOf(record.Recommendations, heed.Facts{})
	for _, f := range facts {
		for _, a := range f.Amendments {
			finding := heed.Finding{Code: heed.FindingCorrigendum, Args: []string{"Symbol", f.Document.Symbol, "Paragraph", a.Paragraph, "Text", a.Text}}
			if meant := find.find(a.Paragraph); len(meant) > 0 {
				finding.Ref = record.Recommendations[meant[0]].Ref
				finding.Places = record.Recommendations[meant[0]].Places
			}
			record.Findings = append(record.Findings, finding)
		}
	}
}
