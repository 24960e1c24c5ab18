// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/heed-upr/heed"
)

// anyNames are names of States in the languages that states.csv does not have,
// folded. They stand apart because the readers must not find them: "Maurice" in
// an English text is no State.
var anyNames = sync.OnceValue(func() map[string]heed.StateCode {
	rows, err := readCSV("names.csv")
	if err != nil {
		panic(err) // the tables are part of the program, and a test reads them
	}
	out := map[string]heed.StateCode{}
	for _, r := range rows {
		out[plain(r["name"])] = heed.StateCode(r["iso3"])
	}
	return out
})

// StateByAnyName gives the State that a name stands for in any language of the
// UN or in Kazakh: for what people type, and for lists of names.
func StateByAnyName(name string) (heed.StateCode, bool) {
	if code, ok := StateByName(name); ok {
		return code, true
	}
	code, ok := anyNames()[plain(name)]
	return code, ok
}

// plain folds a name: case, accents and what is no letter make no difference.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(name))
}
