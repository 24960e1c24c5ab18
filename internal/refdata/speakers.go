// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"slices"
	"sync"
)

// unBodies holds what bodies of the UN are called, by whether it is an independent
// mandate.
type unBodies struct{ bodies, mandates []string }

var loadUNBodies = sync.OnceValue(func() *unBodies {
	t := &unBodies{}
	rows, err := readCSV("un_bodies.csv")
	if err != nil {
		panic(err) // as for the other tables
	}
	for _, r := range rows {
		t.bodies = append(t.bodies, r["name"])
	}
	ofUN := []InstrumentKey{"OHCHR", "UNHCR", "ILO"} // other organizations of the table are none of the UN
	for _, i := range loadInstruments().all {
		names := []string{i.names["en"], i.names["ru"], i.names["kk"]}
		switch {
		case i.Kind == BodyProcedure:
			t.mandates = append(t.mandates, names...)
		case i.Kind == BodyCommittee, i.Kind == BodyMechanisms, slices.Contains(ofUN, i.Key):
			t.bodies = append(t.bodies, names...)
		}
	}
	return t
})

// UNBodies lists what bodies of the UN are called in English, Russian and Kazakh, but
// for the mandates of special procedures.
func UNBodies() []string { return slices.Clone(loadUNBodies().bodies) }

// UNMandates lists what the mandates of special procedures are called there: they are
// the UN's, and independent experts hold them.
func UNMandates() []string { return slices.Clone(loadUNBodies().mandates) }

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
