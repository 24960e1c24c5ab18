// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/reconcile"
)

func report(digest heed.Digest, stage heed.DocumentStage, text string) heed.Facts {
	return heed.Facts{
		Document:        heed.Document{Digest: digest, Kind: heed.KindReport, Stage: stage, Language: "en"},
		Review:          &heed.Review{ReviewID: heed.ReviewID{State: "XVA", Cycle: 2}},
		Recommendations: []heed.Recommendation{{Ref: "104.1", Text: text}},
	}
}

func TestReview_IssuedGoesBeforeDraft(t *testing.T) {
	record, ok := reconcile.Review([]heed.Facts{report("a", heed.DocDraft, "old words"), report("b", heed.DocIssued, "new words")})
	if !ok || record.Report != "b" || record.Recommendations[0].Text != "new words" {
		t.Fatalf("record of %q: %+v", record.Report, record.Recommendations)
	}
	if len(record.Findings) != 0 {
		t.Errorf("findings %+v: a draft differs from what was issued, as it should", record.Findings)
	}
	record, _ = reconcile.Review([]heed.Facts{report("a", heed.DocIssued, "old words"), report("b", heed.DocIssued, "new words")})
	if len(record.Findings) != 1 || record.Findings[0].Code != heed.FindingTwoReports {
		t.Errorf("findings %+v, want that there are two reports", record.Findings)
	}
}

// A draft gives recommendations, and no total.
func TestReview_DraftsGiveNoTotals(t *testing.T) {
	for stage, want := range map[heed.DocumentStage]int{heed.DocDraft: 0, heed.DocAdvanceUnedited: 0, heed.DocIssued: 1, heed.DocReissued: 1} {
		r := report("a", stage, "words")
		r.Totals = []heed.Total{{Source: heed.KindReport, Received: 1}}
		if record, _ := reconcile.Review([]heed.Facts{r}); len(record.Totals) != want || len(record.Recommendations) != 1 {
			t.Errorf("%s: %d totals, want %d", stage, len(record.Totals), want)
		}
	}
}

// Questions of several documents stand once each, by State; who asked and is
// not named by the report is a finding.
func TestReview_QuestionsJoin(t *testing.T) {
	r := report("a", heed.DocIssued, "words")
	r.Review.AdvanceQuestionStates = []heed.StateCode{"CHL"}
	asked := func(digest heed.Digest, all ...heed.Question) heed.Facts {
		return heed.Facts{Document: heed.Document{Digest: digest, Kind: heed.KindQuestions}, Questions: all}
	}
	why, when := heed.Question{State: "PER", Text: "Why?"}, heed.Question{State: "CHL", Text: "When?"}
	record, _ := reconcile.Review([]heed.Facts{asked("c", why), r, asked("b", why, when)})
	why.Document, when.Document = "b", "b"
	if d := cmp.Diff([]heed.Question{when, why}, record.Questions); d != "" {
		t.Error(d)
	}
	if len(record.Findings) != 1 || record.Findings[0].Code != heed.FindingQuestionsDiffer || record.Findings[0].Args[1] != "PER" {
		t.Errorf("findings %v, want that Peru is not named", record.Findings)
	}
}

// A corrigendum is told of at the recommendation that it corrects, whose words
// stay.
func TestReview_CorrigendumChangesNothing(t *testing.T) {
	c := heed.Facts{
		Document:   heed.Document{Digest: "b", Kind: heed.KindReport, Stage: heed.DocCorrigendum, Symbol: "X/Corr.1"},
		Amendments: []heed.Amendment{{Paragraph: "104.1", Text: "For old read new"}, {Paragraph: "7", Text: "Delete"}},
	}
	record, _ := reconcile.Review([]heed.Facts{report("a", heed.DocIssued, "old words"), c})
	if record.Recommendations[0].Text != "old words" || len(record.Findings) != 2 {
		t.Fatalf("%q with findings %v", record.Recommendations[0].Text, record.Findings)
	}
	if record.Findings[0].Ref != "104.1" || record.Findings[1].Ref != "" {
		t.Errorf("findings %v, want the first at 104.1", record.Findings)
	}
}

func TestReview_TwoDocumentsUnderOneSymbol(t *testing.T) {
	addendum := func(digest heed.Digest, format string) heed.Facts {
		return heed.Facts{Document: heed.Document{Digest: digest, Kind: heed.KindAddendum, Symbol: "X/Add.1", Format: format}}
	}
	for want, facts := range map[int][]heed.Facts{
		0: {report("a", heed.DocIssued, "x"), addendum("b", "pdf"), addendum("c", "docx")},
		1: {report("a", heed.DocIssued, "x"), addendum("b", "pdf"), addendum("c", "pdf"), addendum("d", "pdf")},
	} {
		record, _ := reconcile.Review(facts)
		if len(record.Findings) != want || want > 0 && record.Findings[0].Code != heed.FindingTwoDocuments {
			t.Errorf("findings %+v, want %d", record.Findings, want)
		}
	}
}

func TestReview_NothingWithoutReport(t *testing.T) {
	if _, ok := reconcile.Review([]heed.Facts{{Document: heed.Document{Kind: heed.KindAddendum}}}); ok {
		t.Error("a record was made of an addendum alone")
	}
}

// An addendum's answers join the history of each recommendation, whether it
// counts as the report does or through all of it.
func TestReview_AnswersJoinTheHistory(t *testing.T) {
	r := report("a", heed.DocIssued, "x")
	r.Recommendations = nil
	for _, ref := range []string{"104.1", "104.2", "105.1", "105.2"} {
		r.Recommendations = append(r.Recommendations, heed.Recommendation{
			Ref: ref, LeadIn: ref[:3], Position: heed.Pending, Positions: []heed.PositionStatement{{Stage: heed.StageReport, Value: heed.Pending}},
		})
	}
	addendum := func(numbers ...string) heed.Facts {
		return heed.Facts{
			Document: heed.Document{Digest: "b", Kind: heed.KindAddendum, Stage: heed.DocIssued, Symbol: "X/Add.1"},
			Answers:  []heed.Answer{{Numbers: numbers, Value: heed.Supported, AsStated: "accepts"}},
			Comments: []heed.Comment{{Numbers: numbers[:1], Text: "Done."}},
		}
	}
	for _, numbers := range [][]string{{"104.1", "105.2"}, {"1", "4"}} {
		record, _ := reconcile.Review([]heed.Facts{addendum(numbers...), r})
		first, last := record.Recommendations[0], record.Recommendations[3]
		if first.Position != heed.Supported || last.Position != heed.Supported || len(first.Positions) != 2 || first.Positions[1].Comment != "Done." || last.Positions[1].Comment != "" {
			t.Errorf("%v: %+v %+v", numbers, first, last)
		}
		if len(record.Findings) != 2 || record.Findings[0].Code != heed.FindingNotAnswered {
			t.Errorf("%v: findings %+v, want two that are not answered", numbers, record.Findings)
		}
	}
	if r.Recommendations[0].Position != heed.Pending || len(r.Recommendations[0].Positions) != 1 {
		t.Error("the facts themselves have changed")
	}
	if record, _ := reconcile.Review([]heed.Facts{addendum("104.9", "2"), r}); len(record.Findings) == 0 || record.Findings[0].Code != heed.FindingNumberUnknown {
		t.Errorf("findings %+v, want a number that the report does not have", record.Findings)
	}
}

func TestReview_AnyOrderGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := []heed.Facts{
			report("a", heed.DocIssued, "x"), report("b", heed.DocIssued, "x"), report("c", heed.DocReissued, "y"),
			report("d", heed.DocDraft, "z"), {Document: heed.Document{Digest: "e", Kind: heed.KindAddendum}},
		}
		want, _ := reconcile.Review(facts)
		got, _ := reconcile.Review(rapid.Permutation(facts).Draw(t, "order"))
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}

// UPR Info's rows stand beside what was read; what does not fit is a finding.
func TestReview_CodedRowsStandBeside(t *testing.T) {
	r := report("a", heed.DocIssued, "")
	r.Recommendations = []heed.Recommendation{
		{Ref: "104.1", Position: heed.Noted, RecommendingStates: []heed.StateCode{"XNO", "XCA"}, Clauses: []heed.Clause{{Text: "Abolish the death penalty in law", RecommendingStates: []heed.StateCode{"XNO", "XCA"}}}},
		{Ref: "104.2", Position: heed.Supported, RecommendingStates: []heed.StateCode{"XNO"}, Clauses: []heed.Clause{{Text: "Publish the national plan", RecommendingStates: []heed.StateCode{"XNO"}}}},
	}
	rows := heed.Facts{Document: heed.Document{Digest: "b", Kind: heed.KindCoded}, Rows: []heed.CodedRow{
		{Row: 2, RecommendingState: "XNO", Text: "Publish its national plan.", Response: heed.Supported, AsStated: "Accepted", ActionCategory: 5},
		{Row: 3, RecommendingState: "XNO", Text: "Abolish the death penalty.", Response: heed.Supported, AsStated: "Accepted", ActionCategory: 5},
		{Row: 4, RecommendingState: "XNO", Text: "Something else entirely", Response: heed.Noted, AsStated: "Noted"},
		{Row: 5, RecommendingState: "XVA", Text: "It will publish the plan", Pledge: true, AsStated: "Voluntary Pledge"},
	}}
	record, _ := reconcile.Review([]heed.Facts{rows, r})
	for i, want := range []int{3, 2} {
		if c := record.Recommendations[i].Coded; len(c) != 1 || c[0].Row != want {
			t.Errorf("%s has %+v, want row %d", record.Recommendations[i].Ref, c, want)
		}
	}
	var got []string
	for _, f := range record.Findings {
		got = append(got, string(f.Code)+" "+f.Ref)
	}
	if d := cmp.Diff([]string{"coded_extra ", "coded_missing 104.1", "coded_position_differs 104.1"}, got); d != "" {
		t.Error(d)
	}
	total := record.Totals[len(record.Totals)-1]
	if total.Unit != heed.UnitPair || total.Received != 3 || total.Supported != 2 || record.Recommendations[0].Position != heed.Noted {
		t.Errorf("%+v", total)
	}
}

// What the State changed orally in the plenary comes after its addendum, and the
// official totals are held against the record's.
func TestReview_PlenaryComesLast(t *testing.T) {
	r := report("a", heed.DocIssued, "x")
	r.Recommendations = nil
	for _, ref := range []string{"104.1", "104.2"} {
		r.Recommendations = append(r.Recommendations, heed.Recommendation{
			Ref: ref, LeadIn: "104", Position: heed.Noted, Positions: []heed.PositionStatement{{Stage: heed.StageReport, Value: heed.Noted}},
		})
	}
	session := func(supported, noted int) heed.Facts {
		return heed.Facts{
			Document: heed.Document{Digest: "c", Kind: heed.KindSession, Stage: heed.DocIssued, Symbol: "X/2", Date: "2014-01-01"},
			Answers:  []heed.Answer{{Numbers: []string{"104.2"}, Value: heed.Supported, AsStated: "now accepted", Paragraph: "602"}},
			Totals:   []heed.Total{{Source: heed.KindSession, Unit: heed.UnitRecommendation, Received: 2, Supported: supported, Noted: noted, Symbol: "X/2"}},
		}
	}
	addendum := heed.Facts{
		Document: heed.Document{Digest: "b", Kind: heed.KindAddendum, Stage: heed.DocIssued, Symbol: "X/Add.1", Date: "2015-01-01"},
		Answers:  []heed.Answer{{Numbers: []string{"104.2"}, Value: heed.Noted, AsStated: "noted"}},
	}
	record, _ := reconcile.Review([]heed.Facts{session(1, 1), addendum, r})
	last := record.Recommendations[1]
	if last.Position != heed.Supported || len(last.Positions) != 3 || last.Positions[2].Stage != heed.StagePlenary || last.Positions[2].Paragraph != "602" {
		t.Errorf("%+v", last)
	}
	if slices.ContainsFunc(record.Findings, func(f heed.Finding) bool { return f.Code == heed.FindingTotalsDiffer }) {
		t.Errorf("totals that agree are a finding: %+v", record.Findings)
	}
	record, _ = reconcile.Review([]heed.Facts{session(2, 0), addendum, r})
	if !slices.ContainsFunc(record.Findings, func(f heed.Finding) bool { return f.Code == heed.FindingTotalsDiffer }) {
		t.Errorf("totals that differ are no finding: %+v", record.Findings)
	}
}

// Items of lists are named by a corrigendum as the report prints them; a bare
// number is a paragraph, never the item of that number.
func TestReview_CorrigendumNamesItems(t *testing.T) {
	r := report("a", heed.DocIssued, "words")
	r.Recommendations = []heed.Recommendation{{Ref: "60/c", Paragraph: "(c)"}, {Ref: "95/7", Paragraph: "7"}}
	c := heed.Facts{
		Document:   heed.Document{Digest: "b", Kind: heed.KindReport, Stage: heed.DocCorrigendum},
		Amendments: []heed.Amendment{{Paragraph: "60(c)", Text: "Delete"}, {Paragraph: "7", Text: "Delete"}},
	}
	record, _ := reconcile.Review([]heed.Facts{r, c})
	if len(record.Findings) != 2 || record.Findings[0].Ref != "60/c" || record.Findings[1].Ref != "" {
		t.Errorf("findings %+v", record.Findings)
	}
}

// Two reports differ also where only the States do.
func TestReview_ReportsOfDifferentStates(t *testing.T) {
	a, b := report("a", heed.DocIssued, "words"), report("b", heed.DocIssued, "words")
	b.Recommendations[0].RecommendingStates = []heed.StateCode{"XNO"}
	if record, _ := reconcile.Review([]heed.Facts{a, b}); len(record.Findings) != 1 || record.Findings[0].Code != heed.FindingTwoReports {
		t.Errorf("findings %+v", record.Findings)
	}
}
