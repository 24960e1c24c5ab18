// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
)

// addCoded lays UPR Info's rows beside the recommendations: each row finds the
// clause of its State that is most like it. UPR Info codes from the same
// documents by hand, so what does not fit is a finding.
func addCoded(record *heed.Record, facts []heed.Facts) {
	table, ok := codedOf(facts)
	if !ok {
		return
	}
	var rows []heed.CodedRow
	for _, row := range table.Rows {
		if !row.Pledge {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return
	}
	record.Recommendations = slices.Clone(record.Recommendations)
	quotes := make([]Quote, len(rows))
	for i, row := range rows {
		quotes[i] = Quote{Text: row.Text, States: []heed.StateCode{row.RecommendingState}, Strict: true}
	}
	coded := Quoted(record.Recommendations, quotes)
	for i, row := range rows {
		if coded[i] < 0 {
			record.Findings = append(record.Findings, heed.Finding{
				Code: heed.FindingCodedExtra, Args: []string{"State", string(row.RecommendingState), "Text", row.Text, "Row", strconv.Itoa(row.Row)},
			})
			continue
		}
		r := &record.Recommendations[coded[i]]
		r.Coded = append(slices.Clone(r.Coded), row)
	}
	for _, r := range record.Recommendations {
		record.Findings = append(record.Findings, codedFindings(r)...)
	}
	record.Totals = append(slices.Clone(record.Totals), totalOfRows(rows))
}

// codedOf gives the one table to go by: the one with most rows on this review,
// and of equal ones that with the lower digest.
func codedOf(facts []heed.Facts) (heed.Facts, bool) {
	var tables []heed.Facts
	for _, f := range facts {
		if f.Document.Kind == heed.KindCoded && slices.ContainsFunc(f.Rows, func(r heed.CodedRow) bool { return !r.Pledge }) {
			tables = append(tables, f)
		}
	}
	if len(tables) == 0 {
		return heed.Facts{}, false
	}
	return slices.MinFunc(tables, func(a, b heed.Facts) int {
		return cmp.Or(cmp.Compare(len(b.Rows), len(a.Rows)), cmp.Compare(a.Document.Digest, b.Document.Digest))
	}), true
}

// codedFindings says what of a recommendation UPR Info does not have, or has
// otherwise.
func codedFindings(r heed.Recommendation) []heed.Finding {
	var out []heed.Finding
	for _, s := range r.RecommendingStates {
		if !slices.ContainsFunc(r.Coded, func(c heed.CodedRow) bool { return c.RecommendingState == s }) {
			out = append(out, heed.Finding{Code: heed.FindingCodedMissing, Ref: r.Ref, Args: []string{"State", string(s)}, Places: r.Places})
		}
	}
	final := r.Position == heed.Supported || r.Position == heed.Noted
	for _, c := range r.Coded {
		if final && c.Response != r.Position && (c.Response == heed.Supported || c.Response == heed.Noted) {
			out = append(out, heed.Finding{Code: heed.FindingCodedPosition, Ref: r.Ref, Args: []string{"Response", c.AsStated, "State", string(c.RecommendingState)}, Places: r.Places})
		}
	}
	return out
}

func totalOfRows(rows []heed.CodedRow) heed.Total {
	t := heed.Total{Source: heed.KindCoded, Unit: heed.UnitPair, Derived: true, Received: len(rows)}
	for _, r := range rows {
		count(&t, r.Response)
	}
	return t
}
