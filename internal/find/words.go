// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed/internal/find/index"
	"github.com/heed-upr/heed/internal/lang"
)

// wanted is what the words of a query ask of a text.
type wanted struct {
	terms    []string
	prefixes []string
	phrases  [][]string
	without  []string
}

// parseWords reads the words of a query. There is no wrong query: what is not
// understood as a sign is a word, and what holds no word asks for nothing.
func parseWords(text string) wanted {
	var w wanted
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if quote, rest, ok := quoted(text); ok {
			if phrase := terms(quote); len(phrase) > 1 {
				w.phrases = append(w.phrases, phrase)
			}
			w.terms = append(w.terms, terms(quote)...)
			text = rest
			continue
		}
		word, rest, _ := strings.Cut(text, " ")
		text = rest
		switch {
		case strings.HasPrefix(word, "-") && len(word) > 1:
			w.without = append(w.without, terms(word)...)
		case strings.HasSuffix(word, "*") && len(word) > 1:
			for _, t := range lang.Words(word) {
				w.prefixes = append(w.prefixes, t.Text)
			}
		default:
			// "non-governmental" is two words beside each other.
			parts := terms(word)
			if len(parts) > 1 {
				w.phrases = append(w.phrases, parts)
			}
			w.terms = append(w.terms, parts...)
		}
	}
	return w
}

// quoted takes a phrase in quotation marks off the front; one that is not
// closed ends with the text.
func quoted(text string) (phrase, rest string, ok bool) {
	for _, marks := range []string{`""`, "“”", "«»"} {
		open, end := marks[:len(marks)/2], marks[len(marks)/2:]
		if after, found := strings.CutPrefix(text, open); found {
			phrase, rest, _ = strings.Cut(after, end)
			return phrase, rest, true
		}
	}
	return "", "", false
}

func terms(text string) []string {
	var out []string
	for _, t := range lang.Terms(text) {
		out = append(out, t.Text)
	}
	return out
}

// empty reports whether nothing is asked.
func (w wanted) empty() bool {
	return len(w.terms) == 0 && len(w.prefixes) == 0 && len(w.without) == 0
}

// Wordless reports whether something was typed that holds no word to look for.
func Wordless(typed string) bool { return strings.TrimSpace(typed) != "" && parseWords(typed).empty() }

// within leaves the rows whose texts have what is wanted.
func (w wanted) within(rows *index.Set, s *index.Segment) *index.Set {
	for _, t := range w.terms {
		rows.And(s.Term(t))
	}
	for _, p := range w.prefixes {
		rows.And(s.Prefix(p))
	}
	for _, t := range w.without {
		rows.AndNot(s.Term(t))
	}
	for _, p := range w.phrases {
		rows = s.Phrase(rows, p)
	}
	return rows
}

// Marked gives where the words of a query stand in a text, in bytes, so that
// they can be shown.
func Marked(words, text string) [][2]int {
	w := parseWords(words)
	var out [][2]int
	stems, plain := lang.Terms(text), lang.Words(text)
	for i, t := range stems {
		hit := slices.Contains(w.terms, t.Text) || slices.ContainsFunc(w.prefixes, func(p string) bool { return strings.HasPrefix(plain[i].Text, p) })
		if hit {
			out = append(out, [2]int{t.From, t.To})
		}
	}
	return out
}
