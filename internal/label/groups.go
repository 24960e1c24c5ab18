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

// GroupMatch is a group of persons with the words that carried it.
type GroupMatch struct {
	Group    string
	From, To int // bytes of the text
}

// Groups gives the groups of persons that an English text names, in the order of
// AllGroups, each once with the first words that carried it. They are told by
// rule (groups.csv); OHCHR's own lists also count who is meant and not named.
func Groups(text string) []GroupMatch {
	w := words(text)
	hits, _ := rules().groups.hits(w)
	first := make([]*hit, len(groups))
	for i := range hits {
		if n := hits[i].pattern.themes[0]; first[n] == nil {
			first[n] = &hits[i]
		}
	}
	var out []GroupMatch
	for n, h := range first {
		if h != nil {
			out = append(out, GroupMatch{groups[n], w[h.from].from, w[h.to-1].to})
		}
	}
	return out
}
