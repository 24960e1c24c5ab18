// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile_test

import (
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
	if len(record.Findings) != 1 || record.Findings[0].Code != heed.FindingTwoReports {
		t.Errorf("findings %+v, want that there are two reports", record.Findings)
	}
}

func TestReview_NothingWithoutReport(t *testing.T) {
	if _, ok := reconcile.Review([]heed.Facts{{Document: heed.Document{Kind: heed.KindAddendum}}}); ok {
		t.Error("a record was made of an addendum alone")
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
