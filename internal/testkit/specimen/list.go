// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"fmt"
	"strings"
)

// subject is a theme as the lists of the second and of the third cycle name
// it, with the groups of persons and goals that go with it. The words are
// those of the official vocabulary; which recommendation gets which is
// invented.
type subject struct {
	second, third string
	persons       string
	goals         []string
}

var subjects = map[string]subject{
	"treaties":       {"A12 Acceptance of international norms", "Ratification of & accession to international instruments", "general", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"cooperation":    {"A24 Cooperation with special procedures", "Cooperation & follow up with special procedures", "general", []string{"17 - PARTNERSHIPS FOR THE GOALS"}},
	"mechanisms":     {"A28 Cooperation with other international mechanisms and institutions", "National mechanisms for reporting and follow-up (NMRF)", "general", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS", "17 - PARTNERSHIPS FOR THE GOALS"}},
	"nhri":           {"A45 National Human Rights Institution (NHRI)", "National Human Rights Institutions (NHRI)", "general", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"discrimination": {"B31 Equality & non-discrimination", "Equality & non-discrimination", "general", []string{"10 - REDUCED INEQUALITIES"}},
	"development":    {"B41 Right to development", "Right to development", "general", []string{"1 - NO POVERTY", "9 - INDUSTRY, INNOVATION AND INFRASTRUCTURE"}},
	"environment":    {"B71 Human rights and the environment", "Human rights & environmental issues", "general", []string{"6 - CLEAN WATER AND SANITATION", "13 - CLIMATE ACTION"}},
	"business":       {"B73 Human rights and private actors", "Business & human rights", "general", []string{"8 - DECENT WORK AND ECONOMIC GROWTH", "12 - RESPONSIBLE CONSUMPTION AND PRODUCTION"}},
	"corruption":     {"B8 Corruption", "Good governance & corruption", "general", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"death":          {"D23 Death penalty", "Death penalty", "persons deprived of their liberty", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"torture":        {"D25 Prohibition of torture and cruel, inhuman or degrading treatment", "Prohibition of torture & ill-treatment", "persons deprived of their liberty", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"prisons":        {"D26 Conditions of detention", "Conditions of detention", "persons deprived of their liberty", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"trafficking":    {"D27 Prohibition of slavery, trafficking", "Trafficking in persons", "women", []string{"8 - DECENT WORK AND ECONOMIC GROWTH"}},
	"religion":       {"D42 Freedom of thought, conscience and religion", "Freedom of thought, conscience & religion", "general", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"expression":     {"D43 Freedom of opinion and expression", "Freedom of opinion and expression & access to information", "media", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"assembly":       {"D44 Right to peaceful assembly", "Right to peaceful assembly", "general", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"justice":        {"D51 Administration of justice & fair trial", "Administration of justice & fair trial", "persons deprived of their liberty", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"poverty":        {"E21 Right to an adequate standard of living - general", "Right to social security", "general", []string{"1 - NO POVERTY"}},
	"water":          {"E26 Human rights & drinking water and sanitation", "Human rights & drinking water & sanitation", "general", []string{"6 - CLEAN WATER AND SANITATION"}},
	"work":           {"E31 Right to work", "Right to just & favourable conditions of work", "general", []string{"8 - DECENT WORK AND ECONOMIC GROWTH"}},
	"health":         {"E41 Right to health - General", "Right to health", "general", []string{"3 - GOOD HEALTH AND WELL-BEING"}},
	"education":      {"E51 Right to education - General", "Right to education", "children", []string{"4 - QUALITY EDUCATION"}},
	"women":          {"F12 Discrimination against women", "Discrimination against women", "women", []string{"5 - GENDER EQUALITY"}},
	"violence":       {"F13 Violence against women", "Violence against women", "women", []string{"5 - GENDER EQUALITY"}},
	"children":       {"F31 Children: definition; general principles; protection", "Children: family environment & alternative care", "children", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
	"disability":     {"F4 Persons with disabilities", "Persons with disabilities: accessibility & inclusion", "persons with disabilities", []string{"10 - REDUCED INEQUALITIES"}},
	"minorities":     {"G1 Members of minorities", "Minorities", "minorities/ racial, ethnic, linguistic, religious or descent-based groups", []string{"10 - REDUCED INEQUALITIES"}},
	"migrants":       {"G4 Migrants", "Migrants, refugees & asylum seekers", "migrants", []string{"8 - DECENT WORK AND ECONOMIC GROWTH", "10 - REDUCED INEQUALITIES"}},
	"defenders":      {"H1 Human rights defenders", "Human rights defenders", "human rights defenders", []string{"16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"}},
}

// themeOrder is the order of the lists' sections.
var themeOrder = []string{
	"treaties", "cooperation", "mechanisms", "nhri", "discrimination", "development", "environment", "business", "corruption",
	"death", "torture", "prisons", "trafficking", "religion", "expression", "assembly", "justice", "poverty", "water", "work",
	"health", "education", "women", "violence", "children", "disability", "minorities", "migrants", "defenders",
}

// list is the thematic list of a review's recommendations.
type list struct {
	title   []string
	columns [4]string
	rows    []row
}

// row is a section's heading or a recommendation. A cell's lines are kept.
type row struct {
	heading string
	cells   [4][]string
}

// list sets the recommendations under their themes with their final
// positions. It agrees with the report and the addendum, except that it
// corrects a slip without saying so.
func (r review) list() list {
	l := list{
		title: []string{
			"UPR of " + stateNames[underReview] + " (" + map[int]string{2: "2nd", 3: "3rd"}[r.cycle] + " Cycle \u2013 " + ordinal(r.session) + " session)",
			"Thematic list of recommendations",
		},
		columns: [4]string{"Recommendation", "Position", "Full list of themes", "Assessment/comments on level of implementation"},
	}
	if r.cycle > 2 {
		l.columns = [4]string{"Recommendation and recommending State", "Position of the State under review", "Human rights themes and groups of persons", "Relevant SDGs"}
	}
	items := r.numbered()
	for _, theme := range themeOrder {
		first := true
		for _, x := range items {
			if x.theme != theme {
				continue
			}
			if first {
				l.rows = append(l.rows, row{heading: "Theme: " + r.themeName(theme)})
				first = false
			}
			l.rows = append(l.rows, r.listRow(x))
		}
	}
	return l
}

func (r review) themeName(theme string) string {
	if r.cycle == 2 {
		return subjects[theme].second
	}
	return subjects[theme].third
}

func (r review) listRow(x numbered) row {
	it := x.item
	if it.listText != "" {
		it.text = it.listText
	}
	symbol, paragraph := r.stated(x)
	position, _ := x.final()
	s := subjects[x.theme]
	var out row
	out.cells[0] = []string{x.ref() + " " + it.printed() + ";", fmt.Sprintf("Source of position: %s - Para. %d", symbol, paragraph)}
	out.cells[1] = []string{map[string]string{supported: "Supported", noted: "Noted", partial: "Partially supported"}[position]}
	if r.cycle == 2 {
		out.cells[2] = []string{s.second, "Affected persons:", "- " + s.persons}
		return out
	}
	out.cells[2] = []string{"- " + s.third, "Groups of Persons:", "- " + strings.ToUpper(s.persons[:1]) + s.persons[1:]}
	for _, g := range s.goals {
		out.cells[3] = append(out.cells[3], "- "+g)
	}
	return out
}
