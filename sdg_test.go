// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed_test

import (
	"fmt"
	"testing"

	"github.com/heed-upr/heed"
)

// The 2030 Agenda says of itself that it has 17 goals and 169 targets.
func TestValidTarget(t *testing.T) {
	goals, targets := 0, 0
	for goal := range 30 {
		if heed.ValidTarget(fmt.Sprint(goal)) {
			goals++
		}
		for n := range 40 {
			if heed.ValidTarget(fmt.Sprintf("%d.%d", goal, n)) {
				targets++
			}
		}
		for letter := 'a'; letter <= 'z'; letter++ {
			if heed.ValidTarget(fmt.Sprintf("%d.%c", goal, letter)) {
				targets++
			}
		}
	}
	if goals != 17 || targets != 169 {
		t.Errorf("%d goals and %d targets", goals, targets)
	}
	for _, good := range []string{"16", "16.3", "16.10", "16.b", "3.d", "17.19", "1.b"} {
		if !heed.ValidTarget(good) {
			t.Errorf("%q is refused", good)
		}
	}
	for _, bad := range []string{"", "99.9", "18", "0", "16.13", "16.c", "17.a", "16.", "16.03", "016", "16.3.1", "16.A", "sixteen", "16 .3"} {
		if heed.ValidTarget(bad) {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestMeasure_CitesWhatCanBeLookedUp(t *testing.T) {
	m := heed.Measure{Title: "A law", Kind: heed.MeasureLaw, Lead: "justice"}
	for name, c := range map[string]struct {
		by   heed.Citation
		want string
	}{
		"symbol and paragraph": {heed.Citation{Symbol: "CAT/C/XVA/CO/2", Paragraph: "14"}, ""},
		"no paragraph":         {heed.Citation{Symbol: "CAT/C/XVA/CO/2", Paragraph: " "}, "error.citation_paragraph"},
		"no symbol":            {heed.Citation{Paragraph: "14"}, "error.citation_symbol"},
		"a name":               {heed.Citation{Symbol: "Committee against Torture", Paragraph: "14"}, "error.citation_symbol"},
	} {
		praised, blamed := m, m
		praised.RecognisedBy, blamed.CriticisedBy = []heed.Citation{c.by}, []heed.Citation{c.by}
		for field, m := range map[string]heed.Measure{"recognised_by": praised, "criticised_by": blamed} {
			if err := m.Check(); heed.ErrorKey(err) != c.want || err != nil && heed.ErrorArg(err, "Field") != field {
				t.Errorf("%s by %s: %v, want %q", field, name, err, c.want)
			}
		}
	}
	m.SDGs = []string{"16.3", "99.9"}
	if got := heed.ErrorKey(m.Check()); got != "error.sdg" {
		t.Errorf("a target that is none: %q", got)
	}
}
