// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"slices"
	"testing"
)

// The names of UN bodies come from both tables, each once with a mark that is known;
// what is no body of the UN is not among them.
func TestUNNames(t *testing.T) {
	all := map[string]UNName{}
	for _, n := range UNNames() {
		if _, twice := all[n.Name]; twice || n.Name == "" || !slices.Contains([]UNMark{"", UNGeneral, UNTreaty, UNWord, UNKind}, n.Mark) {
			t.Errorf("%+v: twice, nameless or of an unknown mark", n)
		}
		all[n.Name] = n
	}
	for _, want := range []UNName{
		{Name: "United Nations"}, {Name: "Комитет против пыток"}, {Name: "OHCHR"}, {Name: "Халықаралық еңбек ұйымы"}, {Name: "UNAMA"},
		{Name: "Human Rights Council", Mark: UNGeneral}, {Name: "Human Rights Committee", Mark: UNGeneral}, {Name: "CEDAW", Mark: UNTreaty}, {Name: "WHO", Mark: UNWord},
		{Name: "Special Rapporteur on torture", Mandate: true}, {Name: "Fact-Finding Mission", Mandate: true, Mark: UNKind},
	} {
		if all[want.Name] != want {
			t.Errorf("%+v, want %+v", all[want.Name], want)
		}
	}
	for _, name := range []string{"International Criminal Court", "Global Alliance of National Human Rights Institutions", "National human rights institution"} {
		if _, ok := all[name]; ok {
			t.Errorf("%q is none of the UN's", name)
		}
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
