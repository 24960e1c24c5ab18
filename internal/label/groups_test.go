// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed/internal/label"
)

func TestGroups_NamesWhoIsNamed(t *testing.T) {
	for text, want := range map[string][]string{
		"Improve the lighthouses":                                     nil,
		"Train lighthouse keepers who are women or have disabilities": {"Women & girls: women", "Persons with disabilities: disabilities"},
		"Let Roma children go to school on every island":              {"Children: children", "Minorities/ racial, ethnic, linguistic, religious or descent-based groups: Roma", "Roma, Gypsies, Sinti & Travellers: Roma"},
		"Protect girls, and again girls, who flee as refugees":        {"Women & girls: girls", "Refugees & asylum seekers: refugees"},
		"Prevent ill-treatment of persons deprived of their liberty":  {"Persons deprived of their liberty & detainees: deprived of their liberty"},
		"Prosecute police officers who attack human rights defenders": {"Human rights defenders: defenders", "Law enforcement / police & prison officials: police"},
		"Рассмотреть вопрос о защите женщин":                          nil,
	} {
		var got []string
		for _, m := range label.Groups(text) {
			got = append(got, m.Name+": "+text[m.From:m.To])
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

// Words that stand within others may mean something else.
func TestUHRIThemes_LeavesOutWhatOnlyLooksAlike(t *testing.T) {
	const labour, culture, rights = "Labour rights and right to work", "Cultural rights", "Economic, social & cultural rights - general measures of implementation"
	for text, want := range map[string][]string{
		"Protect migrant workers who keep lighthouses": {"Migrants"},
		"Protect workers who keep lighthouses":         {labour},
		"Work with keepers of lighthouses":             nil,
		"Secure the right to work of keepers":          {labour},
		"End child labour on islands":                  {"Children: protection against exploitation"},
		"Respect economic, social and cultural rights": {rights},
		"Respect the culture of islanders":             {culture},
	} {
		var got []string
		for _, m := range label.UHRIThemes(text) {
			if m.Name == labour || m.Name == culture || m.Name == rights || slices.Contains(want, m.Name) {
				got = append(got, m.Name)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

func TestAllGroups_EachHasAName(t *testing.T) {
	all := label.AllGroups()
	if unique := slices.Compact(slices.Sorted(slices.Values(all))); len(unique) != len(all) || len(all) < 20 {
		t.Errorf("%v", all)
	}
}

func TestUHRIThemes(t *testing.T) {
	text := "Ratify the keepers' convention and train judges in the rights of migrants"
	var got []string
	for _, m := range label.UHRIThemes(text) {
		got = append(got, m.Name+": "+text[m.From:m.To])
	}
	want := []string{"Ratification of & accession to international instruments: Ratify", "Human rights education, trainings & awareness raising: train", "Administration of justice & fair trial: judges", "Migrants: migrants"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got := label.UHRIThemes("Поддерживать маяки"); got != nil {
		t.Error(got)
	}
}
