// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label_test

import (
	"encoding/csv"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/testkit"
)

// issues are UPR Info's issues that a theme is measured against. They hold other
// things than the theme does where UPR Info's guide merges issues: who is named
// with several rights is coded as a group, without the rights.
var issues = map[label.Theme][]string{
	label.Torture:              {"Torture and other CID treatment"},
	label.LGBT:                 {"Sexual Orientation and Gender Identity"},
	label.Disability:           {"Disabilities"},
	label.Expression:           {"Freedom of opinion and expression", "Freedom of the press"},
	label.AssociationAssembly:  {"Freedom of association and peaceful assembly"},
	label.Defenders:            {"Human rights defenders"},
	label.DeathPenalty:         {"Death penalty"},
	label.Detention:            {"Detention"},
	label.Disappearances:       {"Enforced disappearances"},
	label.Justice:              {"Justice", "Impunity"},
	label.Children:             {"Rights of the Child"},
	label.Women:                {"Women's rights"},
	label.MigrantsRefugees:     {"Migrants", "Asylum-seekers - refugees"},
	label.MinoritiesIndigenous: {"Minorities", "Indigenous peoples"},
	label.Racism:               {"Racial discrimination"},
	label.Religion:             {"Freedom of religion and belief"},
	label.Trafficking:          {"Trafficking"},
	label.Health:               {"Right to health", "HIV - Aids"},
	label.Education:            {"Right to education"},
	label.Labour:               {"Labour"},
	label.PovertyDevelopment:   {"Poverty", "Development"},
	label.Treaties:             {"International instruments"},
	label.UNExperts:            {"Special procedures"},
	label.NationalInstitution:  {"NHRI"},
}

// floors are precision and recall on States that the rules were not made on.
// They only rise.
var floors = map[label.Theme][2]float64{
	label.Torture:              {0.90, 0.95},
	label.LGBT:                 {0.99, 0.96},
	label.Disability:           {0.90, 0.99},
	label.Expression:           {0.92, 0.92},
	label.AssociationAssembly:  {0.78, 0.83},
	label.Defenders:            {0.93, 0.98},
	label.DeathPenalty:         {0.98, 0.96},
	label.Detention:            {0.85, 0.95},
	label.Disappearances:       {0.91, 0.96},
	label.Justice:              {0.80, 0.75},
	label.Children:             {0.93, 0.91},
	label.Women:                {0.95, 0.98},
	label.MigrantsRefugees:     {0.90, 0.95},
	label.MinoritiesIndigenous: {0.91, 0.94},
	label.Racism:               {0.85, 0.83},
	label.Religion:             {0.89, 0.83},
	label.Trafficking:          {0.92, 0.96},
	label.Health:               {0.72, 0.96},
	label.Education:            {0.80, 0.90},
	label.Labour:               {0.80, 0.93},
	label.PovertyDevelopment:   {0.83, 0.84},
	label.Treaties:             {0.95, 0.95},
	label.UNExperts:            {0.98, 0.96},
	label.NationalInstitution:  {0.93, 0.93},
}

// coded is a row of UPR Info.
type coded struct {
	text   string
	act    heed.ActionCategory
	issues []string
	held   bool // of a State that the rules were not made on
}

func rows(t testing.TB) []coded {
	t.Helper()
	f, err := os.Open(filepath.Join(testkit.Corpus(t), "upr-info-rows.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int {
		n := slices.Index(lines[0], name)
		if n < 0 {
			t.Fatalf("no column %s", name)
		}
		return n
	}
	state, text, act, issue := column("state"), column("text"), column("action_category"), column("issues")
	var out []coded
	for _, l := range lines[1:] {
		hash := fnv.New32a()
		hash.Write([]byte(l[state]))
		n, _ := strconv.Atoi(l[act])
		out = append(out, coded{text: l[text], act: heed.ActionCategory(n), issues: strings.Split(l[issue], ","), held: hash.Sum32()%5 == 0})
	}
	return out
}

// Developed on four fifths of the States, measured on the fifth whose codes'
// FNV-1a hash is 0 modulo 5.
func TestCorpus_ActsOfHeldOutStates(t *testing.T) {
	var table [6][6]int
	var n, right, devN, devRight int
	for _, r := range rows(t) {
		got := label.Act(r.text)
		if !r.held {
			devN++
			if got == r.act {
				devRight++
			}
			continue
		}
		n++
		table[r.act][got]++
		if got == r.act {
			right++
		}
	}
	accuracy := float64(right) / float64(n)
	t.Logf("act: %.4f of %d held-out rows right; %.4f of the %d it was made on", accuracy, n, float64(devRight)/float64(devN), devN)
	t.Log("UPR Info's category, then how often 0 (not told), 1, 2, 3, 4, 5 was given:")
	for act := 1; act <= 5; act++ {
		t.Logf("%d: %v", act, table[act])
	}
	if accuracy < 0.905 {
		t.Errorf("accuracy %.4f is below its floor", accuracy)
	}
}

func TestCorpus_ThemesOfHeldOutStates(t *testing.T) {
	type count struct{ both, ours, theirs int }
	counts := map[label.Theme]*count{}
	for theme := range issues {
		counts[theme] = &count{}
	}
	given, n := map[label.Theme]int{}, 0
	for _, r := range rows(t) {
		if !r.held {
			continue
		}
		n++
		got := label.Themes(r.text)
		for _, theme := range got {
			given[theme]++
		}
		for theme, c := range counts {
			ours := slices.Contains(got, theme)
			theirs := slices.ContainsFunc(issues[theme], func(i string) bool { return slices.Contains(r.issues, i) })
			if ours {
				c.ours++
			}
			if theirs {
				c.theirs++
			}
			if ours && theirs {
				c.both++
			}
		}
	}
	for _, theme := range label.AllThemes() {
		c := counts[theme]
		if c == nil {
			t.Logf("%-24s no issue corresponds; given to %d of %d rows", theme, given[theme], n)
			continue
		}
		precision, recall := float64(c.both)/float64(c.ours), float64(c.both)/float64(c.theirs)
		t.Logf("%-24s precision %.3f  recall %.3f  rows %d", theme, precision, recall, c.theirs)
		if precision < floors[theme][0] || recall < floors[theme][1] || floors[theme][0] == 0 {
			t.Errorf("%s: precision %.3f, recall %.3f; the floors are %v", theme, precision, recall, floors[theme])
		}
	}
}

func BenchmarkExplain(b *testing.B) {
	all := rows(b)
	label.Explain("compile the tables")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		label.Explain(all[i%len(all)].text)
	}
}
