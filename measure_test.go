// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
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
