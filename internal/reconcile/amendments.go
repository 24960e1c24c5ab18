// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"strings"

	"github.com/heed-upr/heed"
)

// lettered writes an item as references do: "60(c)" is "60/c".
var lettered = strings.NewReplacer("(", "/", ")", "")

// addAmendments says of each recommendation that a corrigendum changes, what the
// corrigendum says. The report's words stay: a person lays the correction over
// them, as over a misreading.
func addAmendments(record *heed.Record, facts []heed.Facts) {
	at := map[string]int{}
	for i, r := range record.Recommendations {
		at[r.Ref] = i
	}
	for _, f := range facts {
		for _, a := range f.Amendments {
			finding := heed.Finding{Code: heed.FindingCorrigendum, Args: []string{"Symbol", f.Document.Symbol, "Paragraph", a.Paragraph, "Text", a.Text}}
			// A bare number is a paragraph of the report, never a recommendation.
			if i, ok := at[lettered.Replace(a.Paragraph)]; ok {
				finding.Ref = record.Recommendations[i].Ref
				finding.Places = record.Recommendations[i].Places
			}
			record.Findings = append(record.Findings, finding)
		}
	}
}
