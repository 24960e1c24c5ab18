// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package table

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/heed-upr/heed/internal/extract/grid"
)

//go:embed heads.csv
var headsCSV string

//go:embed words.csv
var wordsCSV string

// named is a field that a head stands for. The lower the rank, the surer.
type named struct {
	field Field
	rank  int
}

// known is what heads and words mean, by grid.Plain.
type known struct {
	heads map[string]named
	// byLang are the heads of a language in their order, as written.
	byLang grid.Heads[Field]
	words  map[Field]map[string]string
}

var loadKnown = sync.OnceValue(func() known {
	k := known{map[string]named{}, grid.Heads[Field]{}, map[Field]map[string]string{}}
	for i, r := range grid.Rows(headsCSV) {
		field, lang, head := Field(r[0]), r[1], r[2]
		if _, had := k.heads[grid.Plain(head)]; !had {
			k.heads[grid.Plain(head)] = named{field, i}
		}
		k.byLang.Add(lang, field, head)
	}
	for _, r := range grid.Rows(wordsCSV) {
		field := Field(r[0])
		if k.words[field] == nil {
			k.words[field] = map[string]string{}
		}
		k.words[field][grid.Plain(r[2])] = r[1]
	}
	return k
})

// Head gives the head of a field in a language, in English where that has none.
func Head(f Field, lang string) string {
	return loadKnown().byLang.In(lang, f)
}

// meaning gives the value that a word stands for in a field, in any language.
func meaning(f Field, word string) (string, bool) {
	v, ok := loadKnown().words[f][grid.Plain(word)]
	return v, ok
}

// head is the row of heads of a sheet.
type head struct {
	row    int
	names  map[int]string // by column
	fields map[int]Field
}

// head finds the row of heads: of the first rows the one that names most
// fields, a text among them. nil says that there is none.
func (s sheet) head(m Mapping) *head {
	var best *head
	for _, l := range s.First() {
		h := s.headOf(l, m)
		if h.has(Text) && (len(h.fields) > 1 || len(m.Columns[Text]) > 0) && (best == nil || len(h.fields) > len(best.fields)) {
			best = h
		}
	}
	return best
}

func (h *head) has(f Field) bool {
	for _, g := range h.fields {
		if f == g {
			return true
		}
	}
	return false
}

// headOf takes a row for the row of heads. What a mapping says goes first; of
// several columns for one field the surest is taken, and of those the first.
func (s sheet) headOf(l grid.Row, m Mapping) *head {
	h := &head{row: l.Number, names: map[int]string{}, fields: map[int]Field{}}
	ranks := map[Field]int{}
	for _, c := range l.Columns() {
		h.names[c] = strings.Join(strings.Fields(l.Cells[c]), " ")
		if slices.Contains(s.HiddenColumns, c) && !m.Hidden {
			continue
		}
		if f, ok := m.field(h.names[c]); ok {
			h.fields[c] = f
		}
	}
	for _, c := range l.Columns() {
		n, ok := loadKnown().heads[grid.Plain(h.names[c])]
		_, said := m.Columns[n.field]
		if !ok || said || h.fields[c] != "" || slices.Contains(s.HiddenColumns, c) && !m.Hidden {
			continue
		}
		if rank, had := ranks[n.field]; had && rank <= n.rank {
			continue
		}
		for other, f := range h.fields {
			if f == n.field {
				delete(h.fields, other)
			}
		}
		h.fields[c], ranks[n.field] = n.field, n.rank
	}
	return h
}

// field gives the field that a mapping has a head for.
func (m Mapping) field(name string) (Field, bool) {
	for _, f := range Fields {
		for _, given := range m.Columns[f] {
			if given != "" && grid.Plain(given) == grid.Plain(name) {
				return f, true
			}
		}
	}
	return "", false
}
