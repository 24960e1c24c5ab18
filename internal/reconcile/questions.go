// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"cmp"
	"slices"

	"github.com/heed-upr/heed"
)

// addQuestions joins the questions that States sent in advance, by State and as
// each document has them. The report names the States that it knows to have
// asked: one that it does not name is a finding, one whose questions are not at
// hand is none.
func addQuestions(record *heed.Record, facts []heed.Facts) {
	record.Questions = Questions(facts)
	named := record.Review.AdvanceQuestionStates
	if len(named) == 0 {
		return
	}
	var told []heed.StateCode
	for _, q := range record.Questions {
		if q.State == "" || slices.Contains(named, q.State) || slices.Contains(told, q.State) {
			continue
		}
		told = append(told, q.State)
		record.Findings = append(record.Findings, heed.Finding{Code: heed.FindingQuestionsDiffer, Args: []string{"State", string(q.State)}})
	}
}

// Questions gives the questions of all documents, each once, by State.
func Questions(facts []heed.Facts) []heed.Question {
	type key struct {
		state heed.StateCode
		text  string
	}
	var out []heed.Question
	seen := map[key]bool{}
	for _, f := range facts {
		for _, q := range f.Questions {
			if k := (key{q.State, q.Text}); !seen[k] {
				seen[k] = true
				q.Document = f.Document.Digest
				out = append(out, q)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b heed.Question) int { return cmp.Compare(a.State, b.State) })
	return out
}
