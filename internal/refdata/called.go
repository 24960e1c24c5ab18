// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"fmt"
	"slices"
	"sync"

	"github.com/heed-upr/heed"
)

// elsewhere is what States are called in other languages than English. It is
// apart from the tables that English documents are read by, because a French
// name must not change what an English list says; and it is made at first use,
// because it is large and most commands do without.
type elsewhere struct {
	index  *nameIndex
	names  map[heed.StateCode]map[nameKey]string
	called map[heed.StateCode][]string
	// in holds the names of one language, and nothing of others.
	in map[string]*Names
}

var loadElsewhere = sync.OnceValue(func() *elsewhere {
	e := &elsewhere{
		index: newNameIndex(), names: map[heed.StateCode]map[nameKey]string{}, called: map[heed.StateCode][]string{}, in: map[string]*Names{},
	}
	rows, err := readCSV("state_names.csv")
	for i := 0; err == nil && i < len(rows); i++ {
		err = e.add(rows[i])
	}
	if err == nil {
		err = e.split(rows)
	}
	if err != nil {
		panic(err) // part of the program, and tested
	}
	return e
})

// add enters a name of state_names.csv.
func (e *elsewhere) add(r row) error {
	code, name := heed.StateCode(r["iso3"]), r["name"]
	if !Known(code) {
		return fmt.Errorf("%q: no State has the code %s", name, code)
	}
	form := Short
	switch r["kind"] {
	case "formal":
		form = Formal
		fallthrough
	case "short":
		if e.names[code] == nil {
			e.names[code] = map[nameKey]string{}
		}
		e.names[code][nameKey{r["lang"], form}] = name
	case "form", "former":
	default:
		return fmt.Errorf("%q: unknown kind %q", name, r["kind"])
	}
	if had, known := StateByName(name); known && had != code {
		return fmt.Errorf("%q would be %s and %s", name, had, code)
	}
	e.called[code] = append(e.called[code], name)
	return e.index.add(name, code)
}

// find gives the State of a name.
func (x *nameIndex) find(name string) (heed.StateCode, bool) {
	words := x.meaning(split(name))
	if len(words) == 0 || len(words) > 2*x.longest {
		return "", false
	}
	key := joined(words)
	if e, ok := x.byKey[key]; ok {
		return e.code, true
	}
	if allCapitals(words) {
		code, ok := x.short[key]
		return code, ok
	}
	return "", false
}

// articles are those that French and Spanish put before names of States.
var articles = []string{"le", "la", "les", "l", "el", "los", "las"}

// StateByAnyName gives the State that a name stands for in any of the languages
// of the United Nations or in Kazakh, with or without its article, like
// StateByName for the names that English documents use.
func StateByAnyName(name string) (heed.StateCode, bool) {
	if code, ok := StateByName(name); ok {
		return code, true
	}
	index := loadElsewhere().index
	if code, ok := index.find(name); ok {
		return code, true
	}
	if words := split(name); len(words) > 1 && slices.Contains(articles, words[0].key) {
		return index.find(name[words[1].from:])
	}
	return "", false
}

// Called lists what a State is called: its official names, former names and
// other forms in all languages, the English ones first and without the article;
// neither abbreviations nor slips.
func Called(code heed.StateCode) []string {
	return slices.Concat(load().called[code], loadElsewhere().called[code])
}
