// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// Costs of reading a text one way or another; the cheapest reading is taken.
// A word that no name explains is far worse than one name more, and a name
// that runs over a comma ("Korea, Republic of") is a little worse than two
// names side by side ("Congo, Democratic Republic of the Congo").
const (
	costUnknown = 100
	costName    = 10
	costComma   = 3
)

// ScanStates reads a list of States as documents print it: "France and
// Mexico", "Bahrain/ Qatar", "Libya, Iran (Islamic Republic of)". It gives
// each State once, in the order of the text, and the stretches of the text
// that no name explains; only "and", articles and footnote numbers are passed
// over in silence. A known name that is part of a longer unknown one
// ("Northern Ireland") is not taken for the State.
func ScanStates(text string) (codes []heed.StateCode, unknown []string) { return English().Scan(text) }

// Scan reads a list of States in the language of the names, like ScanStates.
func (n *Names) Scan(text string) (codes []heed.StateCode, unknown []string) {
	words := split(text)
	parts := n.index.cheapest(words)
	n.index.stains(words, parts)
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		if p.code != "" {
			if !slices.Contains(codes, p.code) {
				codes = append(codes, p.code)
			}
			continue
		}
		if p.quiet {
			continue
		}
		last := i
		for last+1 < len(parts) && parts[last+1].code == "" && !divides(words[parts[last+1].from].gap) {
			last++
		}
		for last > i && parts[last].quiet {
			last--
		}
		unknown = append(unknown, text[words[p.from].from:words[parts[last].to-1].to])
		i = last
	}
	return codes, unknown
}

// part is a stretch of words: a name, or one word that is none.
type part struct {
	from, to int // words
	code     heed.StateCode
	quiet    bool // no name, and none is missed
}

// cheapest finds the reading with the least cost, from the end backwards.
func (x *nameIndex) cheapest(words []word) []part {
	n := len(words)
	cost := make([]int, n+1)
	best := make([]part, n+1)
	for i := n - 1; i >= 0; i-- {
		best[i] = part{from: i, to: i + 1, quiet: x.quiet(words, i)}
		cost[i] = cost[i+1]
		if !best[i].quiet {
			cost[i] += costUnknown
		}
		x.begin(words, i, func(to int, code heed.StateCode, commas int) {
			if c := cost[to] + costName + commas*costComma; c < cost[i] || c == cost[i] && to > best[i].to {
				cost[i], best[i] = c, part{from: i, to: to, code: code}
			}
		})
	}
	var parts []part
	for i := 0; i < n; i = best[i].to {
		parts = append(parts, best[i])
	}
	return parts
}

// quiet says that a word alone needs no explanation.
func (x *nameIndex) quiet(words []word, i int) bool {
	w := words[i]
	if w.number {
		return i > 0 && w.to-w.from <= 3 && !divides(w.gap)
	}
	return x.joints[w.key] || x.silent[w.key] || w.key == ""
}

// begin calls found for every name that begins at a word, also behind what is
// written in one word with it.
func (x *nameIndex) begin(words []word, i int, found func(to int, code heed.StateCode, commas int)) {
	if x.silent[words[i].key] {
		return
	}
	x.names(words, i, words[i].key, found)
	if rest, ok := strings.CutPrefix(words[i].key, x.clitic); ok && x.clitic != "" && rest != "" {
		x.names(words, i, rest, found)
	}
}

// names calls found for every name that begins at a word, of which first is the
// key.
func (x *nameIndex) names(words []word, i int, first string, found func(to int, code heed.StateCode, commas int)) {
	var key strings.Builder
	breaks, commas, capitals := 0, 0, true
	words = words[:min(len(words), i+2*x.longest)]
	for j := i; j < len(words) && !words[j].number; j++ {
		w := words[j]
		if j > i {
			if strings.ContainsAny(w.gap, ";/；؛、") {
				return
			}
			commas += strings.Count(w.gap, ",") + strings.Count(w.gap, "،") + strings.Count(w.gap, "，")
			first = w.key
		}
		if x.silent[w.key] || w.key == "" {
			continue
		}
		if j > i && wide(w.gap) {
			breaks++
		}
		key.WriteString(first)
		capitals = capitals && w.capitals
		if e, ok := x.byKey[key.String()]; ok && breaks <= e.breaks {
			found(j+1, e.code, commas)
		}
		if code, ok := x.short[key.String()]; ok && capitals && breaks == 0 {
			found(j+1, code, commas)
		}
	}
}

// wide says that a gap separates words, rather than the two halves of one at
// the end of a line or the parts of "d'Ivoire".
func wide(gap string) bool {
	return strings.ContainsAny(gap, " \t\r\n\u00a0") && !strings.ContainsAny(gap, "-‐‑'’‘`´")
}

// divides says that a gap ends one name and begins another.
func divides(gap string) bool { return strings.ContainsAny(gap, ",;/()[]:.،؛、，；：。（）") }

// stains makes unknown what stands beside an unknown word with a capital and
// nothing between them, or only an article: it is part of a longer name. A known
// name on its own side of a comma or a bracket is safe.
func (x *nameIndex) stains(words []word, parts []part) {
	for i := range parts {
		if parts[i].code == "" {
			continue
		}
		if x.stained(words, parts, i, -1) || x.stained(words, parts, i, 1) {
			parts[i].code = ""
		}
	}
}

// stained looks to one side of a name for such a word.
func (x *nameIndex) stained(words []word, parts []part, i, step int) bool {
	for ; ; i += step {
		gap := i // that between a part and the one before it
		if step > 0 {
			gap = i + 1
		}
		next := i + step
		if next < 0 || next >= len(parts) || divides(words[parts[gap].from].gap) {
			return false
		}
		p := parts[next]
		first := words[p.from]
		if !x.silent[first.key] || first.key == "the" {
			return p.code == "" && !p.quiet && (first.upper || first.caseless)
		}
	}
}
