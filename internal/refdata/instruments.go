// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// InstrumentKey is the short name of an instrument or a body that recommendations
// name: "CAT", "ILO-169", "CAT-C" (the committee), "SR-TORTURE". Those of treaties
// whose acts are known are the TreatyKeys.
type InstrumentKey string

// InstrumentKind says what an instrument or body is.
type InstrumentKind string

// The kinds.
const (
	InstrumentTreaty InstrumentKind = "treaty"
	// InstrumentGeneral stands for treaties that are not named one by one.
	InstrumentGeneral    InstrumentKind = "general"
	InstrumentPrinciples InstrumentKind = "principles"
	BodyCommittee        InstrumentKind = "committee" // a treaty body
	BodyProcedure        InstrumentKind = "procedure" // a special procedure
	BodyMechanisms       InstrumentKind = "mechanisms"
	BodyInstitution      InstrumentKind = "institution" // of a State
	BodyOrganization     InstrumentKind = "organization"
)

// Keys that rules name.
const (
	TreatiesInGeneral   InstrumentKey = "TREATIES"
	ParisPrinciples     InstrumentKey = "PARIS"
	NationalInstitution InstrumentKey = "NHRI"
	SpecialProcedures   InstrumentKey = "SP"
)

// Instrument is an instrument or a body that recommendations name.
type Instrument struct {
	Key  InstrumentKey
	Kind InstrumentKind
	// Within is the wider one that is named along with it, or "".
	Within InstrumentKey
	// Words are how English texts write it; the form is told in instruments.csv.
	Words []string

	names map[string]string // by language
}

// Name gives its name in a language ("en", "ru", "kk"); English in others.
func (i Instrument) Name(lang string) string {
	if n := i.names[lang]; n != "" {
		return n
	}
	return i.names["en"]
}

type instrumentTable struct {
	all   []Instrument
	byKey map[InstrumentKey]int
}

var loadInstruments = sync.OnceValue(func() *instrumentTable {
	t, err := readInstruments()
	if err != nil {
		panic(err) // as for the other tables
	}
	return t
})

func readInstruments() (*instrumentTable, error) {
	rows, err := readCSV("instruments.csv")
	if err != nil {
		return nil, err
	}
	t := &instrumentTable{byKey: map[InstrumentKey]int{}}
	for _, r := range rows {
		if err := t.add(r); err != nil {
			return nil, fmt.Errorf("refdata: instruments.csv: %w", err)
		}
	}
	return t, nil
}

func (t *instrumentTable) add(r row) error {
	i := Instrument{
		Key: InstrumentKey(r["key"]), Kind: InstrumentKind(r["kind"]), Within: InstrumentKey(r["within"]), Words: strings.Split(r["words"], "|"),
		names: map[string]string{"en": r["en"], "ru": r["ru"], "kk": r["kk"]},
	}
	if treaty, ok := TreatyByKey(TreatyKey(i.Key)); ok {
		i.names = treaty.names
	}
	kinds := []InstrumentKind{InstrumentTreaty, InstrumentGeneral, InstrumentPrinciples, BodyCommittee, BodyProcedure, BodyMechanisms, BodyInstitution, BodyOrganization}
	if _, twice := t.byKey[i.Key]; twice || i.names["en"] == "" || !slices.Contains(kinds, i.Kind) || slices.Contains(i.Words, "") {
		return fmt.Errorf("%q: twice, incomplete or of no kind", i.Key)
	}
	if _, ok := t.byKey[i.Within]; i.Within != "" && !ok {
		return fmt.Errorf("%q: within %q, which does not come before it", i.Key, i.Within)
	}
	t.byKey[i.Key] = len(t.all)
	t.all = append(t.all, i)
	return nil
}

// Instruments lists the instruments and bodies in the order for showing.
func Instruments() []Instrument { return slices.Clone(loadInstruments().all) }

// InstrumentByKey gives the instrument or body of a key.
func InstrumentByKey(key InstrumentKey) (Instrument, bool) {
	t := loadInstruments()
	n, ok := t.byKey[key]
	if !ok {
		return Instrument{}, false
	}
	return t.all[n], true
}

// InstrumentRank gives the place of a key in the order for showing, or -1.
func InstrumentRank(key InstrumentKey) int {
	n, ok := loadInstruments().byKey[key]
	if !ok {
		return -1
	}
	return n
}
