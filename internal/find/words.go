// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed/internal/find/index"
	"github.com/heed-upr/heed/internal/lang"
)

// wanted is what words ask for. A word, or several that have to stand one behind
// another, is asked for in every form that it has in the languages it may be of.
type wanted struct {
	all      [][][]string // each in one of its forms, a form being one or more terms
	none     [][][]string
	prefixes [][]string // each in one of its spellings
}

// parseWords reads a search: all words, "phrases" as they stand, beginnings with
// * behind them, and none of those with - before them.
func parseWords(text string) wanted {
	var w wanted
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if quote, rest, ok := quoted(text); ok {
			w.all = add(w.all, quote)
			text = rest
			continue
		}
		word, rest, _ := strings.Cut(text, " ")
		text = rest
		switch {
		case strings.HasPrefix(word, "-") && len(word) > 1:
			w.none = add(w.none, word)
		case strings.HasSuffix(word, "*") && len(word) > 1:
			if spellings := lang.Beginnings(word); len(spellings) > 0 {
				w.prefixes = append(w.prefixes, spellings)
			}
		default:
			w.all = add(w.all, word) // "non-governmental" is two words beside each other
		}
	}
	return w
}

// add adds words, if there are any, in all their forms.
func add(to [][][]string, words string) [][][]string {
	if forms := lang.Forms(words); len(forms) > 0 {
		return append(to, forms)
	}
	return to
}

// quoted takes a phrase in quotation marks off the beginning. One that is not
// closed goes to the end.
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

// empty reports whether nothing is asked.
func (w wanted) empty() bool { return len(w.all) == 0 && len(w.none) == 0 && len(w.prefixes) == 0 }

// Wordless reports whether something was typed that holds no word to look for.
func Wordless(typed string) bool { return strings.TrimSpace(typed) != "" && parseWords(typed).empty() }

// within leaves the rows whose texts have what is wanted.
func (w wanted) within(rows *index.Set, s *index.Segment) *index.Set {
	for _, forms := range w.all {
		rows = having(rows, s, forms)
	}
	for _, spellings := range w.prefixes {
		either := &index.Set{}
		for _, p := range spellings {
			either.Or(s.Prefix(p))
		}
		rows.And(either)
	}
	for _, forms := range w.none {
		rows.AndNot(having(rows, s, forms))
	}
	return rows
}

// having gives the rows that have one of the forms.
func having(rows *index.Set, s *index.Segment, forms [][]string) *index.Set {
	out := &index.Set{}
	for _, form := range forms {
		if len(form) == 1 {
			out.Or(s.Term(form[0]))
		} else {
			out.Or(s.Phrase(rows, form))
		}
	}
	out.And(rows)
	return out
}

// holds reports whether a term is one of those that are wanted, or its word
// begins as one of them has to.
func (w wanted) holds(t lang.Token) bool {
	for _, forms := range w.all {
		for _, form := range forms {
			if slices.Contains(form, t.Term) {
				return true
			}
		}
	}
	return slices.ContainsFunc(w.prefixes, func(spellings []string) bool {
		return slices.ContainsFunc(spellings, func(p string) bool { return strings.HasPrefix(t.Word, p) })
	})
}

// Marked gives the places in a text, in bytes, of what was looked for.
func Marked(words, text string) [][2]int {
	w := parseWords(words)
	if w.empty() {
		return nil
	}
	var out [][2]int
	for _, t := range lang.Analyse(text) {
		switch last := len(out) - 1; {
		case !w.holds(t):
		case last >= 0 && t.From < out[last][1]: // Chinese tokens overlap
			out[last][1] = t.To
		default:
			out = append(out, [2]int{t.From, t.To})
		}
	}
	return out
}
