// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package recommendation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/recommendation"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       recommendation.Parsed
	}{
		{"one State", "Publish the plan (Nordhall);", recommendation.Parsed{
			Text: "Publish the plan", States: codes("XNO"), Clauses: []heed.Clause{{Text: "Publish the plan", RecommendingStates: codes("XNO")}},
		}},
		{"a bracket that names none stays", "Ratify the Convention (CED) (France) (Portugal, Slovakia).", recommendation.Parsed{
			Text: "Ratify the Convention (CED)", States: codes("FRA", "PRT", "SVK"),
			Clauses: []heed.Clause{{Text: "Ratify the Convention (CED)", RecommendingStates: codes("FRA", "PRT", "SVK")}},
		}},
		{"nested brackets", "Go on (Venezuela (Bolivarian Republic of));", recommendation.Parsed{
			Text: "Go on", States: codes("VEN"), Clauses: []heed.Clause{{Text: "Go on", RecommendingStates: codes("VEN")}},
		}},
		{"two clauses", "Complete the reform (Ukraine); Increase the means (Slovakia);", recommendation.Parsed{
			Text: "Complete the reform (Ukraine); Increase the means", States: codes("UKR", "SVK"),
			Clauses: []heed.Clause{{Text: "Complete the reform", RecommendingStates: codes("UKR")}, {Text: "Increase the means", RecommendingStates: codes("SVK")}},
		}},
		{"a verb alone, and an addition", "Sign (France) and ratify (Spain) the Convention (Italy), including its protocol (Chile);", recommendation.Parsed{
			Text: "Sign (France) and ratify (Spain) the Convention (Italy), including its protocol", States: codes("FRA", "ESP", "ITA", "CHL"),
			Clauses: []heed.Clause{
				{Text: "Sign the Convention", RecommendingStates: codes("FRA")}, {Text: "ratify the Convention", RecommendingStates: codes("ESP", "ITA")},
				{Text: "ratify the Convention, including its protocol", RecommendingStates: codes("CHL")},
			},
		}},
		{"a State named twice in a sentence gets its own thread", "Take measures (France, Spain), including in law (France), for the press (Spain) and for assemblies (France);", recommendation.Parsed{
			Text: "Take measures (France, Spain), including in law (France), for the press (Spain) and for assemblies", States: codes("FRA", "ESP"),
			Clauses: []heed.Clause{
				{Text: "Take measures, including in law and for assemblies", RecommendingStates: codes("FRA")},
				{Text: "Take measures, for the press", RecommendingStates: codes("ESP")},
			},
		}},
		{"treaties, each of its own States", "Ratify the Covenant (France), CEDAW (Spain) and its Optional Protocol (Italy);", recommendation.Parsed{
			Text: "Ratify the Covenant (France), CEDAW (Spain) and its Optional Protocol", States: codes("FRA", "ESP", "ITA"),
			Clauses: []heed.Clause{
				{Text: "Ratify the Covenant", RecommendingStates: codes("FRA")}, {Text: "Ratify CEDAW", RecommendingStates: codes("ESP")},
				{Text: "Ratify CEDAW and its Optional Protocol", RecommendingStates: codes("ITA")},
			},
		}},
		{"haste before the treaty", "Sign at the earliest possible time (France)/ratify the Covenant (Spain);", recommendation.Parsed{
			Text: "Sign at the earliest possible time (France)/ratify the Covenant", States: codes("FRA", "ESP"),
			Clauses: []heed.Clause{
				{Text: "Sign at the earliest possible time the Covenant", RecommendingStates: codes("FRA")}, {Text: "ratify the Covenant", RecommendingStates: codes("ESP")},
			},
		}},
		{"a bracket never opened", "Visit the prisons France)", recommendation.Parsed{
			Text: "Visit the prisons", States: codes("FRA"), Clauses: []heed.Clause{{Text: "Visit the prisons", RecommendingStates: codes("FRA")}},
		}},
		{"a bracket never closed", "Visit the prisons (Ireland", recommendation.Parsed{
			Text: "Visit the prisons", States: codes("IRL"), Clauses: []heed.Clause{{Text: "Visit the prisons", RecommendingStates: codes("IRL")}},
		}},
		{"no State", "Think about it.", recommendation.Parsed{
			Text: "Think about it", States: codes(), Clauses: []heed.Clause{{Text: "Think about it", RecommendingStates: codes()}},
		}},
	} {
		got := recommendation.Parse(c.text, recommendation.VerbsOf(nil))
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func codes(s ...heed.StateCode) []heed.StateCode { return append([]heed.StateCode{}, s...) }
