// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"slices"
	"sync"
)

// UNMark is how far a name tells that somebody who has it is the UN's.
type UNMark string

// Marks of names of the UN; a name without one is the UN's wherever it stands.
const (
	// UNGeneral are names that bodies of States and of others have too.
	UNGeneral UNMark = "general"
	// UNTreaty are abbreviations that stand for a treaty, or for the UN as a whole, too.
	UNTreaty UNMark = "treaty"
	// UNWord are abbreviations that are also words.
	UNWord UNMark = "word"
	// UNKind are kinds of mandates that others give as well.
	UNKind UNMark = "kind"
)

// UNName is what a body or a mandate of the UN is called in English, Russian or Kazakh.
type UNName struct {
	Name string
	// Mandate is whether it is the UN's and independent experts hold it.
	Mandate bool
	Mark    UNMark
}

var loadUNNames = sync.OnceValue(func() []UNName {
	rows, err := readCSV("un_bodies.csv")
	if err != nil {
		panic(err) // as for the other tables
	}
	var out []UNName
	seen := map[string]bool{"": true}
	add := func(n UNName) {
		if !seen[n.Name] {
			seen[n.Name] = true
			out = append(out, n)
		}
	}
	for _, r := range rows {
		add(UNName{Name: r["name"], Mandate: r["kind"] == "mandate", Mark: UNMark(r["mark"])})
	}
	ofUN := []InstrumentKey{"OHCHR", "UNHCR", "ILO"} // other organizations of the table are none of the UN
	for _, i := range loadInstruments().all {
		if i.Kind != BodyProcedure && i.Kind != BodyCommittee && i.Kind != BodyMechanisms && !slices.Contains(ofUN, i.Key) {
			continue
		}
		for _, l := range []string{"en", "ru", "kk"} {
			add(UNName{Name: i.names[l], Mandate: i.Kind == BodyProcedure})
		}
	}
	return out
})

// UNNames lists what bodies and mandates of the UN are called, each name once.
func UNNames() []UNName { return slices.Clone(loadUNNames()) }

var loadAdjectives = sync.OnceValue(func() map[string][]string {
	rows, err := readCSV("state_adjectives.csv")
	if err != nil {
		panic(err) // as for the other tables
	}
	out := map[string][]string{}
	for _, r := range rows {
		out[r["language"]] = append(out[r["language"]], r["adjective"])
	}
	return out
})

// OddAdjectives lists the adjectives of States, small, that no ending makes of a
// State's name: in English ("en") whole, in Russian ("ru") without their endings.
func OddAdjectives(language string) []string { return loadAdjectives()[language] }
