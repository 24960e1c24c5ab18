// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package reconcile joins what the documents of one review say to one record.
// It is a pure function of the facts: any order of arrival gives the same
// record, byte for byte. What does not agree becomes a finding.
//
// It reads no documents and knows no store.
package reconcile

import (
	"cmp"
	"slices"

	"github.com/heed-upr/heed"
)

// Version is the version of the rules; it rises when the same facts can give
// another record.
const Version = 4

// Review joins the facts of one review. It reports false where none of the
// documents is a report or a list that could be read: then there is no record
// yet.
func Review(facts []heed.Facts) (heed.Record, bool) {
	sorted := slices.Clone(facts)
	slices.SortFunc(sorted, func(a, b heed.Facts) int { return cmp.Compare(a.Document.Digest, b.Document.Digest) })
	reports := readable(sorted)
	if len(reports) == 0 {
		return ofList(sorted)
	}
	best := slices.MinFunc(reports, byStanding)
	record := heed.Record{
		Review: *best.Review, Report: best.Document.Digest, LeadIns: best.LeadIns, Recommendations: best.Recommendations,
		Delegations: best.Delegations, Pledges: best.Pledges, Totals: best.Totals, Closing: best.Closing,
		Findings: slices.Clone(best.Findings),
	}
	record.Review.Stage = best.Document.Stage
	for _, f := range sorted {
		record.Documents = append(record.Documents, f.Document.Digest)
	}
	for _, other := range reports {
		if other.Document.Digest == best.Document.Digest || other.Document.Stage != best.Document.Stage || other.Document.Language != best.Document.Language {
			continue // a draft differs from what was issued, as it should; languages are compared below
		}
		if !sameRecommendations(best, other) {
			record.Findings = append(record.Findings, heed.Finding{
				Code: heed.FindingTwoReports,
				Args: []string{"Used", string(best.Document.Digest), "Other", string(other.Document.Digest)},
			})
		}
	}
	if !best.Document.Stage.Counts() {
		record.Totals = nil
	}
	addTexts(&record, best, reports)
	record.Findings = append(record.Findings, twins(sorted)...)
	for _, f := range sorted {
		// Those of a report are there; those of the documents before the review
		// are about paragraphs of theirs.
		if f.Document.Kind == heed.KindQuestions || f.Document.Kind == heed.KindCoded {
			record.Findings = append(record.Findings, f.Findings...)
		}
	}
	addAnswers(&record, sorted)
	addAdoption(&record, sorted)
	addQuestions(&record, sorted)
	addAmendments(&record, sorted)
	addList(&record, sorted)
	addCoded(&record, sorted)
	return record, true
}

// twins finds different documents under one symbol, in one language, format and
// stage: one of them is not what it says. Reports have a finding of their own.
func twins(facts []heed.Facts) []heed.Finding {
	type edition struct {
		symbol, language, format string
		stage                    heed.DocumentStage
	}
	seen := map[edition]int{}
	var out []heed.Finding
	for _, f := range facts {
		d := f.Document
		if d.Symbol == "" || d.Kind == heed.KindReport {
			continue
		}
		e := edition{d.Symbol, d.Language, d.Format, d.Stage}
		if seen[e]++; seen[e] == 2 {
			out = append(out, heed.Finding{Code: heed.FindingTwoDocuments, Args: []string{"Symbol", d.Symbol}})
		}
	}
	return out
}

// readable gives the facts that are a report with recommendations.
func readable(facts []heed.Facts) []heed.Facts {
	var out []heed.Facts
	for _, f := range facts {
		if f.Document.Kind == heed.KindReport && f.Review != nil && len(f.Recommendations) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// standing orders the stages of a document: what is final goes first.
var standing = map[heed.DocumentStage]int{
	heed.DocReissued: 0, heed.DocIssued: 1, heed.DocAdvanceUnedited: 2, heed.DocDraft: 3, heed.DocCorrigendum: 4,
}

// byStanding puts the report to rely on first: the final one, the first language
// of heed.Languages, one with pages, the newest, and at last the lower digest, so that the choice
// never depends on the order of arrival.
func byStanding(a, b heed.Facts) int {
	return cmp.Or(
		cmp.Compare(standing[a.Document.Stage], standing[b.Document.Stage]),
		cmp.Compare(foreign(a), foreign(b)),
		cmp.Compare(unpaged(a), unpaged(b)),
		-cmp.Compare(a.Document.Date, b.Document.Date),
		cmp.Compare(a.Document.Digest, b.Document.Digest),
	)
}

// unpaged is 0 for formats with pages: only they can show where something
// stands.
func unpaged(f heed.Facts) int {
	if f.Document.Pages > 0 {
		return 0
	}
	return 1
}

// foreign is 0 for English, in which recommendations are recorded, and more for
// each language that comes later; most for one that is not official.
func foreign(f heed.Facts) int {
	if i := slices.Index(heed.Languages, f.Document.Language); i >= 0 {
		return i
	}
	return len(heed.Languages)
}

func sameRecommendations(a, b heed.Facts) bool {
	return slices.EqualFunc(a.Recommendations, b.Recommendations, func(x, y heed.Recommendation) bool {
		return x.Ref == y.Ref && x.Text == y.Text && x.Position == y.Position && slices.Equal(x.RecommendingStates, y.RecommendingStates)
	})
}
