// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import "slices"

// counterparts are OHCHR’s themes, by the names of its index, that a theme of
// Heed's covers. They are for leading from one to the other, and no translation:
// OHCHR's people read the whole passage, Heed's rules its words. Of some themes
// OHCHR has groups of persons in place of a theme.
var counterparts = map[Theme][]string{
	Torture:              {"Prohibition of torture & ill-treatment (including cruel, inhuman or degrading treatment)", "Persons deprived of liberty: definition of torture & ill-treatment"},
	ViolenceAgainstWomen: {"Violence against women", "Sexual & gender-based violence"},
	Disability: {
		"Persons with disabilities: definition, general principles", "Persons with disabilities: independence, inclusion", "Persons with disabilities: accessibility, mobility",
		"Persons with disabilities: protection against exploitation, violence & abuse", "Persons with disabilities: protecting the integrity of the person",
		"Persons with disabilities: protection and safety in situations of risk",
	},
	Expression:           {"Freedom of opinion and expression & access to information"},
	AssociationAssembly:  {"Right to peaceful assembly", "Freedom of association"},
	DeathPenalty:         {"Death penalty"},
	Detention:            {"Conditions of detention", "Arbitrary arrest & detention"},
	Disappearances:       {"Enforced disappearances"},
	Justice:              {"Administration of justice & fair trial", "Rule of law & impunity"},
	Children:             {"Children: definition; general principles; protection", "Children: protection against exploitation", "Children: family environment & alternative care", "Children: juvenile justice"},
	Women:                {"Discrimination against women", "Advancement of women", "Participation of women in political & public life"},
	MigrantsRefugees:     {"Migrants", "Refugees & asylum seekers"},
	MinoritiesIndigenous: {"Members of minorities", "Indigenous peoples"},
	Racism:               {"Racial discrimination"},
	Religion:             {"Freedom of thought, conscience & religion"},
	Trafficking:          {"Human trafficking & contemporary forms of slavery"},
	Health:               {"Right to health", "Sexual & reproductive health and rights"},
	Education:            {"Right to education"},
	Labour:               {"Labour rights and right to work", "Trade union rights"},
	PovertyDevelopment:   {"Human rights & poverty", "Right to development", "Right to an adequate standard of living"},
	Treaties:             {"Ratification of & accession to international instruments", "Reservations"},
	UNExperts:            {"Cooperation & Follow up with Special Procedures"},
	NationalInstitution:  {"National Human Rights Institution (NHRI)"},
}

// Counterparts gives OHCHR's themes that a theme covers, by their names in its
// index; none where OHCHR has no such theme.
func Counterparts(t Theme) []string { return slices.Clone(counterparts[t]) }
