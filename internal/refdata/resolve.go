// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"fmt"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// naming is a name of a State as the tables have it.
type naming struct {
	code heed.StateCode
	kind string
	text string
}

// anyName finds a State by whatever it is called, as people write it: without
// regard to case, and in all languages of the tables. The reading of documents
// does not use it, for there "us" is no State.
type anyName struct {
	byKey map[string]heed.StateCode
	// two holds the names that two States share, which find neither.
	two map[string]bool
}

func (x *anyName) add(n naming) {
	key := joined(meaning(split(n.text)))
	if had, ok := x.byKey[key]; ok && had != n.code {
		x.two[key] = true
	}
	x.byKey[key] = n.code
}

func (x *anyName) get(words []word) (heed.StateCode, bool) {
	key := joined(words)
	code, ok := x.byKey[key]
	return code, ok && !x.two[key]
}

// addName enters a line of names.csv.
func (t *tables) addName(r row) error {
	code := heed.StateCode(r["iso3"])
	if _, ok := t.byCode[code]; !ok {
		return fmt.Errorf("%q: no State has the code %s", r["name"], code)
	}
	switch r["kind"] {
	case "short", "formal", "former", "form", "abbreviation":
		t.call(naming{code, r["kind"], r["name"]})
		return nil
	}
	return fmt.Errorf("%q: unknown kind %q", r["name"], r["kind"])
}

// call enters a name under which a State can be asked for.
func (t *tables) call(n naming) {
	t.called[n.code] = append(t.called[n.code], n)
	t.anyName.add(n)
}

// ResolveState gives the State that somebody asks for: by any official, former
// or usual name in English, French, Spanish, Russian, Arabic, Chinese or Kazakh,
// by abbreviation, or by code (ISO 3166-1 of three letters, M49 of three
// digits). Case, marks, punctuation and articles make no difference. For names
// that documents print there is StateByName, which is stricter.
func ResolveState(name string) (heed.StateCode, bool) {
	name = strings.TrimSpace(name)
	t := load()
	if code := heed.StateCode(strings.ToUpper(name)); Known(code) {
		return code, true
	}
	if code, ok := t.byM49[name]; ok {
		return code, true
	}
	if code, ok := StateByName(name); ok {
		return code, true
	}
	words := meaning(split(name))
	if last := len(words) - 1; last > 0 && slices.Contains(articles, words[last].key) && strings.Contains(words[last].gap, "(") {
		words = words[:last] // "Congo (le)"
	}
	for len(words) > 0 {
		if code, ok := t.anyName.get(words); ok {
			return code, true
		}
		if !slices.Contains(articles, words[0].key) {
			break
		}
		words = words[1:]
	}
	return "", false
}

// articles are those of French and Spanish. Of the names in the tables only El
// Salvador's begins with one, and is found before.
var articles = []string{"l", "le", "la", "les", "el", "los", "las"}

// NamesOf lists what a State is called, in all languages of the tables and also
// formerly, so that a search for one of its names finds texts with the others.
// Slips are left out, and abbreviations that are words in small letters. What
// differs in case, marks and punctuation only is there once. Of a code that is
// none, there are no names.
func NamesOf(code heed.StateCode) []string {
	var out []string
	seen := map[string]bool{}
	for _, n := range load().called[code] {
		if n.kind == "slip" || n.kind == "word" {
			continue
		}
		var keys []string
		for _, w := range split(n.text) {
			keys = append(keys, w.key)
		}
		text := strings.TrimPrefix(n.text, "the ")
		key := strings.TrimPrefix(strings.Join(keys, " "), "the ")
		if !seen[key] {
			seen[key] = true
			out = append(out, text)
		}
	}
	return out
}
