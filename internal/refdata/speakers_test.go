// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"slices"
	"testing"
)

// The names of UN bodies come from both tables; what is no body of the UN is not
// among them.
func TestUNBodies(t *testing.T) {
	bodies, mandates := UNBodies(), UNMandates()
	for _, name := range []string{"United Nations", "Human Rights Council", "Human Rights Committee", "Комитет против пыток", "OHCHR", "Халықаралық еңбек ұйымы"} {
		if !slices.Contains(bodies, name) {
			t.Errorf("%q is missing", name)
		}
	}
	for _, name := range []string{"International Criminal Court", "Global Alliance of National Human Rights Institutions", "National human rights institution", "Special Rapporteur on torture", ""} {
		if slices.Contains(bodies, name) {
			t.Errorf("%q is none of the UN's", name)
		}
	}
	if !slices.Contains(mandates, "Special Rapporteur on torture") || slices.Contains(mandates, "Human Rights Committee") {
		t.Errorf("the mandates: %q", mandates)
	}
}

// Adjectives are small, and none is there twice.
func TestOddAdjectives(t *testing.T) {
	for language, want := range map[string]string{"en": "swiss", "ru": "француз"} {
		all := OddAdjectives(language)
		if !slices.Contains(all, want) || len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
			t.Errorf("%s: %q", language, all)
		}
	}
}
