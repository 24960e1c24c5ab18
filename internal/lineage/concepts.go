// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/heed-upr/heed/internal/lang"
)

//go:embed concepts.csv
var conceptsFile []byte

// What a row of concepts.csv is.
const (
	kindInstrument = "instrument"
	kindGroup      = "group"
	kindTheme      = "theme"
	kindDeed       = "deed"
	kindSoft       = "soft"
)

// concept is one thing that words may stand for; implied are
// those that it names along with it ("vaw+group:women" in the table).
type concept struct {
	kind, key string
	implied   []string
}

// token is how a concept stands among the terms of a text.
func (c concept) token() string { return c.kind + ":" + c.key }

// phrase is a way to write a concept, as terms.
type phrase struct {
	terms []string
	concept
}

// concepts holds the phrases by their first term, the longest first.
type concepts map[string][]phrase

var loadConcepts = sync.OnceValue(func() concepts {
	c, err := readConcepts(conceptsFile)
	if err != nil {
		panic(err) // a table in the program itself, read by every test
	}
	return c
})

func readConcepts(data []byte) (concepts, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment = '#'
	r.FieldsPerRecord = 3
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("lineage: concepts.csv: %w", err)
	}
	c := concepts{}
	for _, row := range rows[1:] {
		keys := strings.Split(row[1], "+")
		if err := c.add(concept{row[0], keys[0], keys[1:]}, row[2]); err != nil {
			return nil, err
		}
	}
	for _, among := range c {
		slices.SortStableFunc(among, func(a, b phrase) int { return len(b.terms) - len(a.terms) })
	}
	return c, nil
}

func (c concepts) add(what concept, phrases string) error {
	if !slices.Contains([]string{kindInstrument, kindGroup, kindTheme, kindDeed, kindSoft}, what.kind) {
		return fmt.Errorf("lineage: concepts.csv: unknown kind %q", what.kind)
	}
	for text := range strings.SplitSeq(phrases, "|") {
		var terms []string
		for _, w := range lang.Analyse(lang.English, text) {
			if t := stem(w.Word); !skipped[t] {
				terms = append(terms, t)
			}
		}
		if len(terms) == 0 {
			return fmt.Errorf("lineage: concepts.csv: %s: an empty phrase", what.key)
		}
		c[terms[0]] = append(c[terms[0]], phrase{terms, what})
	}
	return nil
}

// at gives the longest phrase that stands at terms[i], or nil.
func (c concepts) at(terms []term, i int) *phrase {
	if i >= len(terms) {
		return nil
	}
	among := c[terms[i].text]
	for n := range among {
		if p := &among[n]; p.stands(terms[i:]) {
			return p
		}
	}
	return nil
}

// stands tells whether the phrase begins the terms.
func (p *phrase) stands(terms []term) bool {
	if len(p.terms) > len(terms) {
		return false
	}
	for n, t := range p.terms {
		if terms[n].text != t {
			return false
		}
	}
	return true
}

// apart are words that lang.Stem takes as one with others that mean something
// else here: "minorities" and "minors", "nationality" and "nations".
var apart = map[string]string{
	"minority": "minority", "minorities": "minority",
	"nationality": "nationality", "nationalities": "nationality",
	"accession": "accession", "development": "development", "planning": "planning",
	"possibility": "possibility", "accountability": "accountability", "enforcement": "enforcement",
	"execution": "execution", "executions": "execution",
}

// stem gives the term of a folded word.
func stem(word string) string {
	if s, ok := apart[word]; ok {
		return s
	}
	return lang.Stem(word)
}
