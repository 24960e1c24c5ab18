// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import "strings"

// Sought is one word of a search, as an index that was built with Analyse is
// asked for it.
type Sought struct {
	// Terms are the terms that texts can have for the word; any of them fits.
	Terms []string
	// Beginning, where it is not "", is asked for in place of Terms: any word
	// that begins so fits. A single Chinese character needs it.
	Beginning string
}

// Query gives what to ask for a word or phrase: its words, which have to stand
// beside each other in this order. It is empty where the text holds no word.
func Query(text string) []Sought {
	var out []Sought
	each(text, func(from, to int, chinese bool) {
		if !chinese {
			if terms := termsOf(text[from:to]); len(terms) > 0 {
				out = append(out, Sought{Terms: terms})
			}
			return
		}
		run := bigrams(nil, text, from, to)
		if to == len(strings.TrimRight(text, trailing)) {
			if len(run) == 1 {
				out = append(out, Sought{Beginning: run[0].Word})
				return
			}
			run = run[:len(run)-1] // the text may go on
		}
		for _, t := range run {
			out = append(out, Sought{Terms: []string{t.Term}})
		}
	})
	return out
}

// trailing is what may stand behind the last word of a query.
const trailing = " \t\r\n.,;:!?…\"'”’»。，、；：！？）)"

// QueryTerms gives every term that a text in any language of its script can
// have for a word: what an index built with Analyse is asked for, any of them.
// What consists of several words, as Chinese does, is asked for by Query.
func QueryTerms(word string) []string {
	var out []string
	for _, s := range Query(word) {
		out = append(out, s.Terms...)
		if s.Beginning != "" {
			out = append(out, s.Beginning)
		}
	}
	return distinct(out)
}

// QueryBeginnings gives what words begin with, folded as Token.Word is, where a
// search asks for what begins with a word; any of them fits.
func QueryBeginnings(word string) []string {
	var out []string
	each(word, func(from, to int, _ bool) {
		raw := word[from:to]
		out = append(out, look(raw, Unknown).word)
		if scriptOf(raw) == latin {
			out = append(out, look(raw, French).word)
		}
	})
	return distinct(out)
}

// termsOf gives the terms of one word in the languages of its script.
func termsOf(raw string) []string {
	var out []string
	for _, l := range languagesOf[scriptOf(raw)] {
		for _, as := range spellings(l, raw) {
			out = append(out, look(as, l).term)
		}
		if l == Kazakh {
			f := look(raw, l)
			if too := kazakhToo(f.word, strings.TrimPrefix(f.term, "kk:")); too != "" {
				out = append(out, "kk:"+too)
			}
		}
	}
	return distinct(out)
}

// spellings gives a word as it can be meant in a language: as it is written,
// without its accents, which headings in capitals lack, and with those that
// endings have, which whoever searches may have left out.
func spellings(l Language, raw string) []string {
	if l != French && l != Spanish {
		return []string{raw}
	}
	if l == French {
		raw = withoutElision(raw)
	}
	word := Fold(raw)
	out := []string{raw, word}
	for _, e := range accented[l] {
		if rest, ok := strings.CutSuffix(word, e.plain); ok && rest != "" {
			out = append(out, rest+e.accented)
		}
	}
	return out
}

// accented are endings with accents, by which the stemmers of the languages
// know them.
var accented = map[Language][]struct{ plain, accented string }{
	French:  {{"e", "é"}, {"es", "és"}, {"ee", "ée"}, {"ees", "ées"}},
	Spanish: {{"ion", "ión"}, {"ia", "ía"}, {"ias", "ías"}},
}

// distinct leaves each text once, and none that is empty, in their order.
func distinct(all []string) []string {
	var out []string
	for _, s := range all {
		seen := s == ""
		for _, o := range out {
			seen = seen || o == s
		}
		if !seen {
			out = append(out, s)
		}
	}
	return out
}
