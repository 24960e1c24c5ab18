// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package recommendation takes the printed text of one recommendation apart:
// the States at its end, and its clauses, each complete in itself. Reports and
// OHCHR's lists print it in the same way.
package recommendation

import (
	"strings"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Parsed is the text of an item taken apart.
type Parsed struct {
	// Text has neither number nor the States at the end.
	Text    string
	States  []heed.StateCode
	Clauses []heed.Clause
	// Unknown are names in the brackets at the end that are no known State.
	Unknown []string
	// Undivided says that States stand within the sentence, so that it may ask
	// different things of them, and that it was left whole.
	Undivided bool
}

// Language is how items are printed in one language.
type Language struct {
	states  *refdata.Names
	english bool
}

// In gives the language of that code.
func In(code string) Language { return Language{refdata.NamesIn(code), code == "en"} }

// bracket is a bracketed group text[from:to], brackets included, and the
// States in it.
type bracket struct {
	from, to int
	states   []heed.StateCode
	unknown  []string
}

// Parse takes the States at the end off an English item and parts its clauses.
func Parse(text string, v Verbs) Parsed { return In("en").Parse(text, v) }

// Parse takes the States at the end off an item and parts its clauses. The verbs
// are of use in English only; items in other languages are parted where a
// sentence ends.
func (l Language) Parse(text string, v Verbs) Parsed {
	text = strings.TrimSpace(text)
	groups := l.stateBrackets(text)
	if len(groups) == 0 {
		text = TrimEnd(text)
		return Parsed{Text: text, States: []heed.StateCode{}, Clauses: []heed.Clause{{Text: text, RecommendingStates: []heed.StateCode{}}}}
	}
	var out Parsed
	for _, g := range groups {
		out.Unknown = append(out.Unknown, g.unknown...)
	}
	first := trailing(text, groups)
	out.Text = text
	if first < len(groups) {
		out.Text = text[:groups[first].from]
	}
	out.Text = TrimEnd(out.Text)
	if l.english {
		out.Clauses = clauses(text, groups, first, v)
	} else {
		out.Clauses, out.Undivided = sentences(text, groups, first)
	}
	for _, c := range out.Clauses {
		out.States = union(out.States, c.RecommendingStates)
	}
	return out
}

// HasStates reports whether an English text names States in brackets, as items do.
func HasStates(text string) bool { return In("en").HasStates(text) }

// HasStates reports whether a text names States in brackets, as items do.
func (l Language) HasStates(text string) bool { return len(l.stateBrackets(text)) > 0 }

// Ended reports whether a text ends with the States in brackets that end an item.
func (l Language) Ended(text string) bool {
	groups := l.stateBrackets(text)
	return len(groups) > 0 && trailing(text, groups) < len(groups)
}

// trailing gives the index of the first of the groups that stand together at
// the end of the text; len(groups) if the text goes on after the last.
func trailing(text string, groups []bracket) int {
	end, first := len(text), len(groups)
	for i := len(groups) - 1; i >= 0; i-- {
		if !onlyPunctuation(text[groups[i].to:end]) {
			break
		}
		first, end = i, groups[i].from
	}
	return first
}

// stateBrackets finds the bracketed groups that name States and nothing else.
// A group at the end with one unknown name among known ones counts too.
func (l Language) stateBrackets(text string) []bracket {
	var out []bracket
	depth, from, last := 0, 0, 0
	for i, r := range text {
		end := i + utf8.RuneLen(r)
		switch r {
		case '(', '（':
			if depth == 0 {
				from = i
			}
			depth++
		case ')', '）':
			if depth == 0 {
				if g, ok := l.unopened(text, last, end); ok {
					out = append(out, g)
				}
			} else if depth--; depth == 0 {
				if g, ok := l.readBracket(text, from, end); ok {
					out = append(out, g)
				}
			}
			last = end
		}
	}
	if depth > 0 && len(text)-from < 400 { // a bracket that was never closed
		if g, ok := l.readBracket(text+")", from, len(text)+1); ok {
			g.to = len(text)
			out = append(out, g)
		}
	}
	return out
}

// unopened reads States before a bracket at the end that was never opened:
// "women's rights Nordhall)". They stand after text[after].
func (l Language) unopened(text string, after, to int) (bracket, bool) {
	if !onlyPunctuation(text[to:]) {
		return bracket{}, false
	}
	for from := max(after, to-100); from < to; from++ {
		if text[from] != ' ' {
			continue
		}
		if g, ok := l.readBracket(text[:to], from, to); ok && len(g.unknown) == 0 {
			return g, true
		}
	}
	return bracket{}, false
}

// readBracket reads the States in text[from:to], of which the first and the last
// letter are brackets.
func (l Language) readBracket(text string, from, to int) (bracket, bool) {
	_, open := utf8.DecodeRuneInString(text[from:])
	_, shut := utf8.DecodeLastRuneInString(text[:to])
	states, unknown := l.states.Scan(text[from+open : to-shut])
	ok := len(states) > 0 && (len(unknown) == 0 || len(states) >= 2*len(unknown))
	return bracket{from, to, states, unknown}, ok
}

// ends are the marks that end an item or a part of one, in all scripts.
const ends = " ;,.:/；，。：、؛،"

func onlyPunctuation(s string) bool {
	s = strings.Trim(s, ends+")）")
	return s == "" || s == "and"
}

// TrimEnd takes off the punctuation that ends an item, and blanks.
func TrimEnd(s string) string { return strings.TrimRight(s, ends) }

func union(a, b []heed.StateCode) []heed.StateCode {
	out := append([]heed.StateCode{}, a...)
next:
	for _, x := range b {
		for _, y := range out {
			if x == y {
				continue next
			}
		}
		out = append(out, x)
	}
	return out
}
