// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
)

// alike is how alike a row's text and a clause must be at least, from 0 to 1,
// to be the same recommendation. UPR Info edits texts lightly.
const alike = 0.5

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
	coded := match(record.Recommendations, rows)
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

// candidate is a recommendation that a row may be of.
type candidate struct {
	row, recommendation int
	likeness            float64
}

// match gives for each row the index of its recommendation, or -1. The most
// alike go first, and a recommendation that has a row of a State already gets a
// second only where nothing else is left for it.
func match(all []heed.Recommendation, rows []heed.CodedRow) []int {
	candidates := candidatesOf(all, rows)
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.likeness, a.likeness), cmp.Compare(a.row, b.row), cmp.Compare(a.recommendation, b.recommendation))
	})
	out := make([]int, len(rows))
	for i := range out {
		out[i] = -1
	}
	type pair struct {
		recommendation int
		state          heed.StateCode
	}
	taken := map[pair]bool{}
	for _, again := range []bool{false, true} {
		for _, c := range candidates {
			p := pair{c.recommendation, rows[c.row].RecommendingState}
			if out[c.row] >= 0 || taken[p] && !again {
				continue
			}
			out[c.row], taken[p] = c.recommendation, true
		}
	}
	return out
}

// candidatesOf finds, for every row, the recommendations with a clause of the
// row's State that is like it.
func candidatesOf(all []heed.Recommendation, rows []heed.CodedRow) []candidate {
	type clause struct {
		recommendation int
		words          []string
	}
	byState := map[heed.StateCode][]clause{}
	for i, r := range all {
		for _, c := range r.Clauses {
			for _, s := range c.RecommendingStates {
				byState[s] = append(byState[s], clause{i, wordsOf(c.Text)})
			}
		}
	}
	var out []candidate
	for i, row := range rows {
		words := wordsOf(row.Text)
		for _, c := range byState[row.RecommendingState] {
			if l := likeness(words, c.words); l >= alike {
				out = append(out, candidate{i, c.recommendation, l})
			}
		}
	}
	return out
}

// wordsOf gives the different words of a text, in small letters and sorted.
func wordsOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return slices.Compact(words)
}

// likeness is the share of common words, from 0 to 1 (Dice).
func likeness(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := cmp.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
