// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package plansheet

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/grid"
	"github.com/heed-upr/heed/internal/i18n"
)

//go:embed heads.csv
var headsCSV string

//go:embed words.csv
var wordsCSV string

// known is what heads and words mean, by grid.Plain.
type known struct {
	heads map[string]Field
	// parts are the heads from the longest, to be found within others.
	parts []string
	// first are the heads of Heed's own exports, by language.
	first grid.Heads[Field]
	words map[string][]word // by the name of a list
}

// word is a word with the value that it stands for.
type word struct{ text, value string }

var loadKnown = sync.OnceValue(func() known {
	k := known{heads: map[string]Field{}, first: grid.Heads[Field]{}, words: map[string][]word{}}
	for _, r := range grid.Rows(headsCSV) {
		f, lang, head := Field(r[0]), r[1], r[2]
		if plain := grid.Plain(head); k.heads[plain] == "" {
			k.heads[plain] = f
			k.parts = append(k.parts, plain)
		}
		k.first.Add(lang, f, head)
	}
	slices.SortStableFunc(k.parts, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	for _, r := range grid.Rows(wordsCSV) {
		k.words[r[0]] = append(k.words[r[0]], word{grid.Plain(r[2]), r[1]})
	}
	k.offer("kind", "measure_kind.", texts(heed.MeasureKinds))
	k.offer("stage", "measure_stage.", texts(heed.MeasureStages))
	k.offer("indicator", "indicator.", texts(heed.IndicatorKinds))
	return k
})

// offer adds the words that pages have for values, and the values themselves.
func (k *known) offer(list, key string, values []string) {
	var all []word
	for _, v := range values {
		all = append(all, word{grid.Plain(v), v})
		for _, lang := range i18n.Codes() {
			all = append(all, word{grid.Plain(i18n.For(lang).T(key + v)), v})
		}
	}
	k.words[list] = append(all, k.words[list]...)
}

func texts[T ~string](of []T) []string {
	out := make([]string, len(of))
	for i, v := range of {
		out[i] = string(v)
	}
	return out
}

// Head gives the head of a field in a language, in English where that has none.
func Head(f Field, lang string) string {
	return loadKnown().first.In(lang, f)
}

// meaning gives the value that a word of a list stands for, in any language.
func meaning(list, text string) (string, bool) {
	plain := grid.Plain(text)
	for _, w := range loadKnown().words[list] {
		if w.text == plain {
			return w.value, true
		}
	}
	return "", false
}

// within gives the value of the longest word of a list that stands in a text.
func within(list, text string) (string, bool) {
	plain, best := " "+grid.Plain(text)+" ", word{}
	for _, w := range loadKnown().words[list] {
		if len(w.text) > len(best.text) && strings.Contains(plain, " "+w.text+" ") {
			best = w
		}
	}
	return best.value, best.text != ""
}

// head is the row of heads of a sheet.
type head struct {
	row    int
	names  map[int]string // by column
	fields map[int]Field
	heads  map[Field]string
	own    bool
	score  int
}

// columns lists the columns that have a head, in their order.
func (h *head) columns() []int {
	var out []int
	for c := range h.names {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// headOf finds the row of heads: of the first rows the one that is surest to name
// fields, the title among them. nil says that there is none.
func headOf(s grid.Sheet, m Mapping) *head {
	var best *head
	for _, l := range s.First() {
		h := newHead(s, l, m)
		if h.heads[Title] == "" && !h.own || len(h.fields) < 2 && len(m.Columns[Title]) == 0 {
			continue
		}
		if best == nil || h.score > best.score {
			best = h
		}
	}
	return best
}

// newHead takes a row for the row of heads. Names that Heed gave go first, then
// what a mapping says, then heads that are known, then those that hold one.
func newHead(s grid.Sheet, l grid.Row, m Mapping) *head {
	h := &head{row: l.Number, names: map[int]string{}, fields: map[int]Field{}, heads: map[Field]string{}}
	var open []int
	for _, c := range l.Columns() {
		name := strings.Join(strings.Fields(grid.Tidy(l.Cells[c])), " ")
		if name == "" || h.isOwn(c, name) {
			continue
		}
		if slices.Contains(s.HiddenColumns, c) && !m.Hidden {
			continue
		}
		h.names[c] = name
		open = append(open, c)
	}
	for _, sure := range []struct {
		find  func(string) Field
		worth int
	}{{m.field, 6}, {exactly, 4}, {holding, 1}} {
		for _, c := range open {
			f := sure.find(h.names[c])
			if f == "" || h.fields[c] != "" {
				continue
			}
			if _, said := m.Columns[f]; sure.worth < 6 && (said || h.heads[f] != "") {
				continue
			}
			h.take(c, f, sure.worth)
		}
	}
	return h
}

// isOwn takes a column by the name that Heed gave it.
func (h *head) isOwn(c int, name string) bool {
	rest, ok := strings.CutPrefix(name, "heed.")
	f := Field(rest)
	if !ok || f != ID && f != Version && !slices.Contains(Fields, f) {
		return false
	}
	h.own = true
	h.names[c] = name
	h.take(c, f, 6)
	return true
}

func (h *head) take(c int, f Field, worth int) {
	h.fields[c] = f
	h.score += worth
	if h.heads[f] == "" {
		h.heads[f] = h.names[c]
	}
}

// field gives the field that a mapping has a head for.
func (m Mapping) field(name string) Field {
	for _, f := range Fields {
		for _, given := range m.Columns[f] {
			if given != "" && grid.Plain(given) == grid.Plain(name) {
				return f
			}
		}
	}
	return ""
}

func exactly(name string) Field { return loadKnown().heads[grid.Plain(name)] }

// longestHead is how many characters a head may have; what is longer is a text.
const longestHead = 90

// holding gives the field of the longest head that stands within another.
func holding(name string) Field {
	if utf8.RuneCountInString(name) > longestHead {
		return ""
	}
	plain := " " + grid.Plain(name) + " "
	k := loadKnown()
	for _, part := range k.parts {
		if strings.Contains(plain, " "+part+" ") {
			return k.heads[part]
		}
	}
	return ""
}

// isHead reports whether a cell is the head of its column again, in words: below
// the names that Heed gives stand heads for people.
func isHead(h *head, c int, value string) bool {
	return grid.Plain(value) == grid.Plain(h.names[c]) || h.own && h.fields[c] != "" && exactly(value) == h.fields[c]
}
