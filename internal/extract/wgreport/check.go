// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/grammar"
	"github.com/heed-upr/heed/internal/extract/words"
)

// check proves the reading: numbers without gaps, States and text in every
// item, positions understood, delegations as many as the report says. What
// does not add up becomes a finding; nothing is put right.
func check(f *heed.Facts) {
	checkNumbering(f)
	for _, r := range f.Recommendations {
		if len(r.RecommendingStates) == 0 {
			add(f, heed.FindingNoStates, r.Ref, r.Places)
		}
		if strings.TrimSpace(r.Text) == "" {
			add(f, heed.FindingEmptyText, r.Ref, r.Places)
		}
	}
	for _, l := range f.LeadIns {
		checkLeadIn(f, l)
	}
	if f.Review != nil && f.Review.Delegations > 0 && len(f.Delegations) > 0 && speakers(f) != f.Review.Delegations {
		add(f, heed.FindingFewDelegations, "", f.Review.Places,
			"Stated", strconv.Itoa(f.Review.Delegations), "Read", strconv.Itoa(speakers(f)))
	}
	if f.Closing == nil && len(f.LeadIns) > 0 { // an excerpt has none
		add(f, heed.FindingNoClosing, "", nil)
	}
	if f.Document.Stage != heed.DocDraft && f.Document.Stage != heed.DocAdvanceUnedited {
		f.Totals = append(f.Totals, total(f)) // what is not final yet never counts
	}
}

// checkLeadIn finds lead-ins of which the position or the items were not read. In
// English, a paragraph that speaks of recommendations may well lead none in.
func checkLeadIn(f *heed.Facts, l heed.LeadIn) {
	g := grammar.Of(f.Document.Language)
	switch {
	case l.Position == heed.UnknownPosition && l.Items > 0:
		add(f, heed.FindingLeadInUnknown, "", l.Places, "Paragraph", l.Paragraph)
	case l.Items == 0 && !g.English() && (leadsIn(l.Text) || g.Matches(grammar.Listed, l.Text)):
		add(f, heed.FindingLeadInEmpty, "", l.Places, "Paragraph", l.Paragraph)
	}
}

func add(f *heed.Facts, code heed.FindingCode, ref string, places []heed.Place, args ...string) {
	f.Findings = append(f.Findings, heed.Finding{Code: code, Ref: ref, Args: args, Places: places})
}

// speakers counts the delegations with a paragraph of their own.
func speakers(f *heed.Facts) int {
	seen := map[heed.StateCode]bool{}
	for _, d := range f.Delegations {
		seen[d.State] = true
	}
	return len(seen)
}

// checkNumbering finds items that are missing or stand twice under a lead-in.
func checkNumbering(f *heed.Facts) {
	seen, last := map[string]bool{}, map[string]int{}
	for _, r := range f.Recommendations {
		if seen[r.Ref] {
			add(f, heed.FindingDuplicate, r.Ref, r.Places, "Ref", r.Ref)
		}
		seen[r.Ref] = true
		if len(r.Ref) <= len(r.LeadIn) || !strings.HasPrefix(r.Ref, r.LeadIn) {
			continue // named by its place in the dialogue, or without a number of its own
		}
		n := words.Number(r.Paragraph[strings.LastIndexByte(r.Paragraph, '.')+1:])
		for missing := last[r.LeadIn] + 1; missing < n && missing <= last[r.LeadIn]+20; missing++ {
			ref := strings.TrimSuffix(r.Ref, strconv.Itoa(n)) + strconv.Itoa(missing)
			add(f, heed.FindingGap, ref, r.Places, "Missing", ref)
		}
		last[r.LeadIn] = max(last[r.LeadIn], n)
	}
}

// total counts the recommendations by the position that the report states.
func total(f *heed.Facts) heed.Total {
	t := heed.Total{Source: heed.KindReport, Unit: heed.UnitRecommendation, Derived: true, Symbol: f.Document.Symbol, Received: len(f.Recommendations)}
	for _, r := range f.Recommendations {
		switch r.Position {
		case heed.Supported:
			t.Supported++
		case heed.Noted:
			t.Noted++
		case heed.Partial:
			t.InPart++
		case heed.Pending:
			t.Pending++
		default:
			t.Unknown++
		}
	}
	return t
}
