// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"strings"
	"testing"

	"github.com/heed-upr/heed"
)

// A number is kept digit by digit, with a point, however people write it; what could be
// two numbers, or none, is none.
func TestDecimal(t *testing.T) {
	for text, want := range map[string]string{
		"12": "12", "12.5": "12.5", "12,5": "12.5", "12.5 %": "12.5", " 12,50% ": "12.50", "-0,1": "-0.1", "−3": "-3", "0": "0",
		"1 234 567,8": "1234567.8", "1\u00a0000": "1000", "0.1000000000000000055511151231": "0.1000000000000000055511151231",
	} {
		if got, ok := heed.Decimal(text); !ok || got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "%", "twelve", "1e5", "NaN", "Inf", "0x1p-2", "1,234,567", "1.234,5", "12,", ".5", "1 23", "12.5 persons", "１２"} {
		if got, ok := heed.Decimal(text); ok || got != text {
			t.Errorf("%q is taken for the number %q", text, got)
		}
	}
	for value, fits := range map[string]bool{"12.5": true, "12,5": false, "NaN": false} {
		i := heed.Indicator{Name: "n", Kind: heed.IndicatorOutcome, Unit: "%", Target: heed.Value{Date: "2027", Value: value}}
		m := heed.Measure{Title: "t", Kind: heed.MeasureLaw, Lead: "justice", Indicators: []heed.Indicator{i}, Links: []heed.Link{{Bearing: heed.Serves, Recommendation: heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.1"}}}}
		if err := m.Check(); (err == nil) != fits {
			t.Errorf("%s is kept: %v", value, err)
		}
	}
}

// What is linked twice alike is kept once, and what is said of it twice otherwise refused;
// what is unfit in a row names the row, and two values of one day that were counted alike
// name their indicator and the day.
func TestMeasure_Repeats(t *testing.T) {
	rec := heed.RecID{Review: heed.ReviewID{State: "XVA", Cycle: 3}, Ref: "51.1"}
	serves := heed.Link{Bearing: heed.Serves, Recommendation: rec}
	noted, against := serves, serves
	noted.Note, against.Bearing = "in part", heed.Contradicts
	indicator := func(values ...heed.Value) []heed.Indicator {
		return []heed.Indicator{{Name: "Visits", Kind: heed.IndicatorProcess, Unit: "visits", Values: values}}
	}
	value := heed.Value{Date: "2026-01-01", Value: "1"}
	other, broken := value, value
	other.Value, broken.Break = "2", "Prisons counted as well"
	for name, c := range map[string]struct {
		change func(*heed.Measure)
		key    string
		args   map[string]string
	}{
		"alike":        {func(m *heed.Measure) { m.Links = []heed.Link{serves, serves} }, "", nil},
		"two notes":    {func(m *heed.Measure) { m.Links = []heed.Link{serves, noted} }, "error.link_notes", map[string]string{"Given": "XVA/3/51.1"}},
		"both ways":    {func(m *heed.Measure) { m.Links = []heed.Link{serves, against} }, "error.link_both", map[string]string{"Given": "XVA/3/51.1"}},
		"two values":   {func(m *heed.Measure) { m.Indicators = indicator(value, other) }, "error.value_twice", map[string]string{"Name": "Visits", "Given": "2026-01-01", "Row": "1"}},
		"counted anew": {func(m *heed.Measure) { m.Indicators = indicator(value, broken) }, "", nil},
		"a stage's day": {func(m *heed.Measure) {
			m.Stages = []heed.StageOn{{Stage: heed.StageDrafted, Date: "2026-01-01"}, {Stage: heed.StageAdopted}}
		}, "error.field_missing", map[string]string{"Field": "stages", "Row": "2"}},
		"a milestone":      {func(m *heed.Measure) { m.Milestones = []heed.Milestone{{Due: "2026-01-01"}} }, "error.field_missing", map[string]string{"Field": "milestones", "Row": "1"}},
		"nothing is wrong": {func(*heed.Measure) {}, "", nil},
	} {
		m := heed.Measure{Title: "t", Kind: heed.MeasureLaw, Lead: "justice", Links: []heed.Link{serves}}
		c.change(&m)
		err := m.Check()
		if heed.ErrorKey(err) != c.key {
			t.Errorf("%s: %v", name, err)
		}
		for arg, want := range c.args {
			if got := heed.ErrorArg(err, arg); got != want {
				t.Errorf("%s: %s is %q, want %q", name, arg, got, want)
			}
		}
	}
	m, ok := heed.Measure{Lead: "justice", Partners: []heed.ID{"interior", "justice", "interior"}, Links: []heed.Link{serves, noted, serves}}.Once().(heed.Measure)
	if !ok || len(m.Links) != 2 || m.Links[1] != noted || len(m.Partners) != 1 || m.Partners[0] != "interior" {
		t.Errorf("once: %+v", m)
	}
	c, ok := heed.Cluster{Recommendations: []heed.RecID{rec, rec}, Annotations: []string{"a", "a"}, Measures: []heed.ID{"m", "n", "m"}}.Once().(heed.Cluster)
	if !ok || len(c.Recommendations) != 1 || len(c.Annotations) != 1 || len(c.Measures) != 2 {
		t.Errorf("once: %+v", c)
	}
	long := heed.Update{Measure: "m", Date: "2026-01-01", Text: strings.Repeat("a", heed.MaxUpdate+1)}
	if key := heed.ErrorKey(long.Check()); key != "error.field_long" {
		t.Errorf("a long update: %q", key)
	}
}
