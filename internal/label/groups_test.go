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
		"Protect girls, and again girls, who flee as refugees":        {"Women & girls: girls", "Children: girls", "Refugees & asylum seekers: refugees"},
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
