// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import "slices"

// groups are OHCHR's names of groups of persons, in the order for showing.
var groups = []string{
	"Women & girls",
	"Children",
	"Youth & juveniles",
	"Persons with disabilities",
	"Minorities/ racial, ethnic, linguistic, religious or descent-based groups",
	"Roma, Gypsies, Sinti & Travellers",
	"Migrants",
	"Refugees & asylum seekers",
	"Stateless persons",
	"Indigenous peoples",
	"Internally displaced persons",
	"Lesbian, gay, bisexual and transgender and intersex persons (LGBTI)",
	"Persons deprived of their liberty & detainees",
	"Older persons",
	"Persons living in poverty",
	"Media",
	"Human rights defenders",
	"Judges, lawyers and prosecutors",
	"Law enforcement / police & prison officials",
	"Medical staff / health professionals",
	"Educational staff & students",
	"Civil society",
	"Vulnerable persons/groups",
	"Disappeared persons",
	"Persons living in rural areas",
	"Persons living with HIV/AIDS",
	"Persons affected by armed conflict",
}

// AllGroups lists the groups of persons in the order for showing.
func AllGroups() []string { return slices.Clone(groups) }

// NameMatch is a name of one of OHCHR's lists with the words that carried it.
type NameMatch struct {
	Name     string
	From, To int // bytes of the text
}

// Groups gives the groups of persons that an English text names, in the order of
// AllGroups, each once with the first words that carried it. They are told by
// rule (groups.csv); OHCHR's own lists also count who is meant and not named.
func Groups(text string) []NameMatch { return rules().groups.named(words(text), groups) }

// UHRIThemes gives OHCHR's themes of an English text, each once with the first
// words that carried it. They are told by rule (uhri.csv), not by OHCHR.
func UHRIThemes(text string) []NameMatch { return rules().uhri.named(words(text), uhriThemes) }

// named gives the names of a list that a text's words stand for, in its order.
func (r *themeRules) named(w []word, list []string) []NameMatch {
	hits, nots := r.hits(w)
	first := make([]*hit, len(list))
	for i := range hits {
		if n := hits[i].pattern.themes[0]; first[n] == nil && !denied(nots, n, &hits[i]) {
			first[n] = &hits[i]
		}
	}
	var out []NameMatch
	for n, h := range first {
		if h != nil {
			out = append(out, NameMatch{list[n], w[h.from].from, w[h.to-1].to})
		}
	}
	return out
}

// uhriThemes are the names of OHCHR's themes that uhri.csv can tell.
var uhriThemes = []string{
	"Ratification of & accession to international instruments",
	"Reservations",
	"Cooperation & Follow up with Treaty Bodies",
	"Cooperation & Follow up with Special Procedures",
	"Cooperation & follow up with the Universal Periodic Review (UPR)",
	"Cooperation with human rights mechanisms & requests for technical assistance",
	"Inter-State cooperation and assistance",
	"Constitutional & legislative framework",
	"National Human Rights Institution (NHRI)",
	"National Human Rights Action Plans (or specific areas) / implementation plans",
	"Good governance & corruption",
	"Human rights education, trainings & awareness raising",
	"Cooperation & consultation with civil society",
	"Data collection & research",
	"Budget & resources (for human rights implementation)",
	"Equality & non-discrimination",
	"Racial discrimination",
	"Right to development",
	"Access to justice & remedy",
	"Rule of law & impunity",
	"Support to victims & witnesses",
	"Business & Human Rights",
	"Human rights & the environment",
	"Human rights & climate change",
	"Human rights & counter-terrorism",
	"Civil & political rights - general measures of implementation",
	"Right to life",
	"Death penalty",
	"Prohibition of torture & ill-treatment (including cruel, inhuman or degrading treatment)",
	"Conditions of detention",
	"Human trafficking & contemporary forms of slavery",
	"Violence against women",
	"Sexual & gender-based violence",
	"Liberty & security of the person",
	"Enforced disappearances",
	"Arbitrary arrest & detention",
	"Freedom of movement",
	"Freedom of thought, conscience & religion",
	"Freedom of opinion and expression & access to information",
	"Right to peaceful assembly",
	"Freedom of association",
	"Private life & privacy",
	"Administration of justice & fair trial",
	"Rights related to name, identity & nationality",
	"Right to participate in public affairs & right to vote",
	"Rights related to marriage & family",
	"Economic, social & cultural rights - general measures of implementation",
	"Right to an adequate standard of living",
	"Right to food",
	"Right to adequate housing",
	"Right to social security",
	"Human rights & poverty",
	"Safe drinking water & sanitation",
	"Labour rights and right to work",
	"Trade union rights",
	"Right to health",
	"Sexual & reproductive health and rights",
	"Right to education",
	"Cultural rights",
	"Discrimination against women",
	"Advancement of women",
	"Participation of women in political & public life",
	"Children: definition; general principles; protection",
	"Children: family environment & alternative care",
	"Children: protection against exploitation",
	"Children: juvenile justice",
	"Persons with disabilities: definition, general principles",
	"Persons with disabilities: independence, inclusion",
	"Members of minorities",
	"Migrants",
	"Refugees & asylum seekers",
	"Indigenous peoples",
	"2030 Agenda & other voluntary commitments",
	"International criminal & humanitarian law (including crimes against humanity, war crimes, genocide)",
}
