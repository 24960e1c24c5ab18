// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"fmt"
	"sync"

	"github.com/heed-upr/heed"
)

// Names are what documents in one language call States.
type Names struct{ index *nameIndex }

// ByName gives the State that a name stands for, like StateByName.
func (n *Names) ByName(name string) (heed.StateCode, bool) { return n.index.find(name) }

// English gives the names that English documents use.
var English = sync.OnceValue(func() *Names { return &Names{load().names} })

// NamesIn gives the names that documents in a language of the United Nations
// use; those of English for any other.
func NamesIn(language string) *Names {
	if language == "en" {
		return English()
	}
	if n, ok := loadElsewhere().in[language]; ok {
		return n
	}
	return English()
}

// small are the words of a language that tell no names apart: its articles, and
// what joins names. Fully inflected forms are not there: official lists have
// names as they stand in a heading.
var small = []struct {
	language       string
	silent, joints []string
	clitic         string
}{
	{"fr", []string{"le", "la", "les", "l", "de", "du", "des", "d"}, []string{"et", "ainsi", "que"}, ""},
	{"es", []string{"el", "la", "los", "las", "de", "del"}, []string{"y", "e"}, ""},
	{"ru", nil, []string{"и", "а", "также"}, ""},
	{"kk", nil, []string{"және", "мен", "пен", "бен"}, ""},
	{"ar", nil, []string{"و"}, "و"},
	{"zh", nil, []string{"和", "及", "以", "与"}, ""},
}

// split makes the names of each language: its rows, and the invented States.
func (e *elsewhere) split(rows []row) error {
	for _, s := range small {
		x := newNameIndex()
		x.silent, x.joints, x.clitic = keys(s.silent), keys(s.joints), s.clitic
		e.in[s.language] = &Names{x}
		for _, state := range load().byCode {
			for key, name := range state.names {
				if key.lang == s.language {
					if err := x.add(name, state.Code); err != nil {
						return fmt.Errorf("in %s: %w", s.language, err)
					}
				}
			}
		}
		for _, r := range rows {
			if r["lang"] != s.language {
				continue
			}
			if err := x.add(r["name"], heed.StateCode(r["iso3"])); err != nil {
				return fmt.Errorf("in %s: %w", s.language, err)
			}
		}
	}
	return nil
}

func keys(words []string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		out[fold(w)] = true
	}
	return out
}
