// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/reconcile"
)

func item(ref, text string, states ...heed.StateCode) heed.Recommendation {
	return heed.Recommendation{Ref: ref, Paragraph: ref, Text: text, RecommendingStates: states, Clauses: []heed.Clause{{Text: text, RecommendingStates: states}}}
}

func TestQuoted(t *testing.T) {
	all := []heed.Recommendation{
		item("1.1", "Light the lamps of the harbour at dusk", "FRA"),
		item("1.2", "Light the lamps of the harbour at dusk", "PRT"),
		item("1.3", "Pay the keepers of lighthouses what they are owed", "FRA", "MEX"),
		item("1.4", "Teach children to swim"),
	}
	all[2].Texts = []heed.OfficialText{{Language: "ru", Text: "Платить смотрителям маяков то, что им причитается"}}
	for name, step := range map[string]struct {
		quotes []reconcile.Quote
		want   []int
	}{
		"the State tells": {[]reconcile.Quote{
			{Text: "Light the lamps of the harbour at dusk", States: []heed.StateCode{"PRT"}},
			{Text: "Light the lamps of the harbour at dusk", States: []heed.StateCode{"FRA"}},
		}, []int{1, 0}},
		"the number tells": {[]reconcile.Quote{{Text: "Light lamps in the harbour", Number: "1.2"}}, []int{1}},
		"each once":        {[]reconcile.Quote{{Text: "Light the lamps of the harbour at dusk"}, {Text: "Light the lamps of the harbour at dusk"}}, []int{0, 1}},
		"number and States around it": {[]reconcile.Quote{
			{Text: "66.3. Pay the keepers of the lighthouses what they are owed (France) (Mexico);"},
			{Text: "Teach children to swim (Bolivia (Plurinational State of));"},
		}, []int{2, 3}},
		"another State's, by its words": {[]reconcile.Quote{{Text: "Teach children to swim", States: []heed.StateCode{"KAZ"}}}, []int{3}},
		"another State's, strictly":     {[]reconcile.Quote{{Text: "Teach children to swim", States: []heed.StateCode{"KAZ"}, Strict: true}}, []int{-1}},
		"one for each State": {[]reconcile.Quote{
			{Text: "Pay keepers of lighthouses what they are owed", States: []heed.StateCode{"FRA"}},
			{Text: "Pay keepers of lighthouses what they are owed", States: []heed.StateCode{"MEX"}},
		}, []int{2, 2}},
		"in another language of the report": {[]reconcile.Quote{{Text: "Платить смотрителям маяков то, что причитается (Франция)"}}, []int{2}},
		"something else":                    {[]reconcile.Quote{{Text: "Pay the fishermen"}, {Text: ""}, {Text: "(France)", Number: "1.1"}}, []int{-1, -1, -1}},
	} {
		if d := cmp.Diff(step.want, reconcile.Quoted(all, step.quotes)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}
