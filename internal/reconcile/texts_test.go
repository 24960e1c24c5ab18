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

// in is the report in a language with some recommendations.
func in(digest heed.Digest, language string, recommendations ...heed.Recommendation) heed.Facts {
	f := report(digest, heed.DocIssued, "")
	f.Document.Language, f.Recommendations = language, recommendations
	return f
}

func one(ref, text string, position heed.Position, states ...heed.StateCode) heed.Recommendation {
	return heed.Recommendation{Ref: ref, Text: text, Position: position, RecommendingStates: states}
}

func TestReview_LanguagesJoin(t *testing.T) {
	english := in("c", "en", one("1.1", "Go", heed.Supported, "XNO", "XAR"), one("1.2", "Stop", heed.Noted, "XNO"), one("1.3", "Wait", heed.Noted, "XNO"))
	french := in("a", "fr", one("1.1", "Aller", heed.Supported, "XAR", "XNO"), one("1.2", "Arrêter", heed.Pending, "XBL"), one("1.4", "Voir", heed.Noted, "XNO"))
	chinese := in("b", "zh", one("7.1", "去", heed.Supported, "XNO"))
	draft := in("d", "ru", one("1.1", "Идти", heed.Supported, "XNO"))
	draft.Document.Stage = heed.DocDraft
	record, _ := reconcile.Review([]heed.Facts{chinese, french, draft, english})
	if record.Report != "c" || len(record.Recommendations) != 3 {
		t.Fatalf("the record is of %s with %d recommendations, want the English three", record.Report, len(record.Recommendations))
	}
	want := []heed.OfficialText{{Language: "fr", Text: "Aller", Document: "a"}}
	if d := cmp.Diff(want, record.Recommendations[0].Texts); d != "" {
		t.Error(d)
	}
	var got []string
	for _, f := range record.Findings {
		got = append(got, string(f.Code)+" "+f.Ref+" "+f.Args[1])
	}
	if d := cmp.Diff([]string{"language_position 1.2 fr", "language_states 1.2 fr", "language_missing 1.3 fr", "language_extra  fr", "language_numbers  zh"}, got); d != "" {
		t.Error(d)
	}
	if english.Recommendations[0].Texts != nil {
		t.Error("the facts themselves have changed")
	}
	if record, _ = reconcile.Review([]heed.Facts{chinese, french}); record.Report != "a" {
		t.Errorf("without English the record is of %s, want the French report", record.Report)
	}
}

// Any order of languages gives the same record, byte for byte.
func TestReview_AnyOrderOfLanguagesGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		position := rapid.SampledFrom([]heed.Position{heed.Supported, heed.Noted, heed.UnknownPosition})
		var facts []heed.Facts
		for i, language := range append(heed.Languages, "fr") {
			var all []heed.Recommendation
			for _, ref := range rapid.SliceOfN(rapid.SampledFrom([]string{"1.1", "1.2", "1.3", "2.1"}), 1, 5).Draw(t, "refs") {
				all = append(all, one(ref, language+ref, position.Draw(t, "position"), "XNO"))
			}
			facts = append(facts, in(heed.Digest(rune('a'+i)), language, all...))
		}
		want, _ := reconcile.Review(facts)
		got, _ := reconcile.Review(rapid.Permutation(facts).Draw(t, "order"))
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}
