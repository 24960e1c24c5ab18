// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
)

// listOf gives OHCHR's list among the facts: the one with pages of several
// originals of it, or none.
func listOf(facts []heed.Facts) (heed.Facts, bool) {
	var best heed.Facts
	found := false
	for _, f := range facts {
		if f.Document.Kind != heed.KindMatrix || len(f.Entries) == 0 {
			continue
		}
		if !found || byStanding(f, best) < 0 {
			best, found = f, true
		}
	}
	return best, found
}

// addList compares the record with OHCHR's list. The list says nothing of its
// own: it repeats report and addendum, and now and then corrects a slip of
// theirs without a word. So it changes nothing and everything that differs is
// a finding.
func addList(record *heed.Record, facts []heed.Facts) {
	list, ok := listOf(facts)
	if !ok {
		return
	}
	find := numbersOf(record.Recommendations, heed.Facts{})
	listed := map[int]bool{}
	for _, e := range list.Entries {
		meant := find.find(e.Number)
		if len(meant) == 0 {
			record.Findings = append(record.Findings, heed.Finding{Code: heed.FindingListExtra, Args: []string{"Number", e.Number}})
			continue
		}
		i := meant[0]
		listed[i] = true
		r := record.Recommendations[i]
		if letters(r.Text) != letters(e.Text) {
			record.Findings = append(record.Findings, heed.Finding{Code: heed.FindingListText, Ref: r.Ref, Args: []string{"Listed", e.Text}, Places: r.Places})
		}
		if r.Position != e.Position && e.Position != heed.UnknownPosition {
			record.Findings = append(record.Findings, heed.Finding{Code: heed.FindingListPosition, Ref: r.Ref, Args: []string{"Listed", string(e.Position)}, Places: r.Places})
		}
	}
	for i, r := range record.Recommendations {
		if !listed[i] {
			record.Findings = append(record.Findings, heed.Finding{Code: heed.FindingListMissing, Ref: r.Ref, Places: r.Places})
		}
	}
	record.Totals = append(record.Totals, totalOf(list))
}

// letters is a text without what typography alone changes.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func totalOf(list heed.Facts) heed.Total {
	t := heed.Total{Source: heed.KindMatrix, Unit: heed.UnitRecommendation, Derived: true, Received: len(list.Entries)}
	for _, e := range list.Entries {
		count(&t, e.Position)
	}
	return t
}

// count adds one recommendation to a total.
func count(t *heed.Total, p heed.Position) {
	switch p {
	case heed.Supported:
		t.Supported++
	case heed.Partial:
		t.InPart++
	case heed.Noted:
		t.Noted++
	case heed.Pending:
		t.Pending++
	case heed.UnknownPosition:
		t.Unknown++
	}
}

// ofList makes a record of OHCHR's list alone, while the report is not here.
func ofList(facts []heed.Facts) (heed.Record, bool) {
	list, ok := listOf(facts)
	if !ok {
		return heed.Record{}, false
	}
	record := heed.Record{
		Review: heed.Review{ReviewID: list.Document.Review, Session: list.Document.Session, Stage: list.Document.Stage},
		Report: list.Document.Digest, Totals: []heed.Total{totalOf(list)}, Findings: []heed.Finding{},
	}
	for _, f := range facts {
		record.Documents = append(record.Documents, f.Document.Digest)
	}
	for _, e := range list.Entries {
		lead, _, _ := strings.Cut(e.Number, ".")
		record.Recommendations = append(record.Recommendations, heed.Recommendation{
			Symbol: reportOf(e.Symbol), State: list.Document.Review.State, Cycle: list.Document.Review.Cycle, Session: list.Document.Session,
			Ref: e.Number, Paragraph: e.Number, LeadIn: lead, Text: e.Text, RecommendingStates: e.RecommendingStates, Clauses: e.Clauses,
			Position: e.Position, Places: []heed.Place{},
			Positions: []heed.PositionStatement{{Stage: heed.StageLater, Value: e.Position, Symbol: e.Symbol, Paragraph: e.Paragraph}},
		})
		if record.Review.Symbol == "" {
			record.Review.Symbol = reportOf(e.Symbol)
		}
	}
	return record, true
}

// reportOf is the symbol of the report that an addendum's symbol belongs to.
func reportOf(symbol string) string {
	report, _, _ := strings.Cut(symbol, "/Add.")
	return report
}
