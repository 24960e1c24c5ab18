// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"fmt"
	"slices"
	"strings"
)

// themeGap is how many words "…" stands for in themes.csv.
const themeGap = 4

// pattern is one rule of themes.csv.
type pattern struct {
	words  []token
	themes []int  // places in themes, or in issues
	not    bool   // the words do not stand for these themes
	line   string // as the table has it
}

// keyLen is the length of the beginning under which patterns are kept; a stem
// is at least so long.
const keyLen = 3

// themeRules is themes.csv: patterns by the beginning of their first word.
type themeRules struct {
	byStart map[string][]pattern
}

func newThemeRules() *themeRules { return &themeRules{byStart: map[string][]pattern{}} }

// add takes a line: themes, words, and "not" where the words do not stand for
// the themes.
func (r *themeRules) add(line []string) error {
	p := pattern{not: line[2] == "not"}
	if line[2] != "" && !p.not {
		return fmt.Errorf("%q: unknown kind %q", line[1], line[2])
	}
	for _, key := range strings.Fields(line[0]) {
		n := slices.Index(themes, Theme(key))
		if n < 0 {
			return fmt.Errorf("%q: unknown theme %q", line[1], key)
		}
		p.themes = append(p.themes, n)
	}
	return r.spell(p, line[1])
}

// spell keeps a pattern under the beginning of its words, in both spellings.
func (r *themeRules) spell(p pattern, in string) error {
	spellings := []string{in}
	if b := british(in); b != "" {
		spellings = append(spellings, b)
	}
	for _, s := range spellings {
		rule, err := tokens(s, themeGap)
		if err != nil {
			return err
		}
		if rule[0].stem && len(rule[0].text) < keyLen {
			return fmt.Errorf("%q: a stem has at least %d letters", s, keyLen)
		}
		p.words = rule
		key := start(rule[0].text)
		r.byStart[key] = append(r.byStart[key], p)
	}
	return nil
}

func start(w string) string { return w[:min(len(w), keyLen)] }

// hit is a pattern found: words from up to, not with, to.
type hit struct {
	pattern  *pattern
	from, to int
}

// hits finds all patterns, and those that say what words do not stand for.
func (r *themeRules) hits(w []word) (hits, nots []hit) {
	for i := range w {
		among := r.byStart[start(w[i].text)]
		for n := range among {
			end, ok := match(among[n].words, w, i)
			switch {
			case !ok:
			case among[n].not:
				nots = append(nots, hit{&among[n], i, end})
			default:
				hits = append(hits, hit{&among[n], i, end})
			}
		}
	}
	return hits, nots
}

// read gives each theme once, with the first words that carried it.
func (r *themeRules) read(w []word) []Match {
	hits, nots := r.hits(w)
	first := make([]*hit, len(themes))
	for n := range hits {
		h := &hits[n]
		for _, theme := range h.pattern.themes {
			if first[theme] == nil && !denied(nots, theme, h) {
				first[theme] = h
			}
		}
	}
	var out []Match
	for theme, h := range first {
		if h != nil {
			out = append(out, Match{Theme: themes[theme], From: w[h.from].from, To: w[h.to-1].to})
		}
	}
	return out
}

// denied tells whether the words of a hit lie within words that do not stand
// for the theme.
func denied(nots []hit, theme int, h *hit) bool {
	for _, n := range nots {
		if n.from <= h.from && h.to <= n.to && slices.Contains(n.pattern.themes, theme) {
			return true
		}
	}
	return false
}
