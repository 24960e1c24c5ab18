// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
)

// addAdoption joins what the documents tell of the adoption of the outcome. The
// decision is the act itself and goes before the report of the session, which
// fills in what the decision leaves out; where they differ is a finding.
func addAdoption(record *heed.Record, facts []heed.Facts) {
	var told []heed.Facts
	for _, f := range facts {
		if f.Adoption != nil && f.Document.Stage != heed.DocDraft {
			told = append(told, f)
		}
	}
	slices.SortStableFunc(told, func(a, b heed.Facts) int {
		return cmp.Or(cmp.Compare(hearsay(a), hearsay(b)), byStanding(a, b))
	})
	for _, f := range told {
		if record.Adoption == nil {
			first := *f.Adoption
			record.Adoption = &first
			continue
		}
		record.Findings = append(record.Findings, joinAdoption(record.Adoption, *f.Adoption)...)
	}
}

// hearsay is 0 for the decision itself.
func hearsay(f heed.Facts) int {
	if f.Document.Kind == heed.KindDecision {
		return 0
	}
	return 1
}

// joinAdoption fills in what is missing, and gives a finding for each thing that
// both tell and tell differently.
func joinAdoption(a *heed.Adoption, other heed.Adoption) []heed.Finding {
	var out []heed.Finding
	differ := func(had, has string) {
		if had != "" && has != "" && had != has {
			out = append(out, heed.Finding{Code: heed.FindingAdoptionDiffer, Args: []string{"Symbol", other.Symbol, "Stated", has, "Other", had}})
		}
	}
	differ(a.Decision, other.Decision)
	differ(string(a.Date), string(other.Date))
	if a.Meeting > 0 && other.Meeting > 0 {
		differ(strconv.Itoa(a.Meeting), strconv.Itoa(other.Meeting))
	}
	a.Decision, a.Date, a.Meeting = cmp.Or(a.Decision, other.Decision), cmp.Or(a.Date, other.Date), cmp.Or(a.Meeting, other.Meeting)
	a.Reviewed, a.Vote = cmp.Or(a.Reviewed, other.Reviewed), cmp.Or(a.Vote, other.Vote)
	for _, symbol := range other.Documents {
		if !slices.Contains(a.Documents, symbol) {
			a.Documents = append(slices.Clone(a.Documents), symbol)
		}
	}
	return out
}
