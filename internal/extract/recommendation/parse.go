// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package recommendation takes the printed text of one recommendation apart:
// the States at its end, and its clauses, each complete in itself. Reports and
// OHCHR's lists print it in the same way.
package recommendation

import (
	"strings"

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
}

// bracket is a bracketed group text[from:to], brackets included, and the
// States in it.
type bracket struct {
	from, to int
	states   []heed.StateCode
	unknown  []string
}

// Parse takes the States at the end off an item and parts its clauses.
func Parse(text string, v Verbs) Parsed {
	text = strings.TrimSpace(text)
	groups := stateBrackets(text)
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
	out.Clauses = clauses(text, groups, first, v)
	for _, c := range out.Clauses {
		out.States = union(out.States, c.RecommendingStates)
	}
	return out
}

// HasStates reports whether a text names States in brackets, as items do.
func HasStates(text string) bool { return len(stateBrackets(text)) > 0 }

// Ended reports whether a text ends with the States in brackets that end an item.
func Ended(text string) bool {
	groups := stateBrackets(text)
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
func stateBrackets(text string) []bracket {
	var out []bracket
	depth, from := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '(':
			if depth == 0 {
				from = i
			}
			depth++
		case ')':
			if depth == 0 {
				if g, ok := unopened(text, strings.LastIndexByte(text[:i], ')')+1, i+1); ok {
					out = append(out, g)
				}
				continue
			}
			if depth--; depth == 0 {
				if g, ok := readBracket(text, from, i+1); ok {
					out = append(out, g)
				}
			}
		}
	}
	if depth > 0 && len(text)-from < 400 { // a bracket that was never closed
		if g, ok := readBracket(text+")", from, len(text)+1); ok {
			g.to = len(text)
			out = append(out, g)
		}
	}
	return out
}

// unopened reads States before a bracket at the end that was never opened:
// "women's rights Nordhall)". They stand after text[after].
func unopened(text string, after, to int) (bracket, bool) {
	if !onlyPunctuation(text[to:]) {
		return bracket{}, false
	}
	for from := max(after, to-100); from < to; from++ {
		if text[from] != ' ' {
			continue
		}
		if g, ok := readBracket(text[:to], from, to); ok && len(g.unknown) == 0 {
			return g, true
		}
	}
	return bracket{}, false
}

func readBracket(text string, from, to int) (bracket, bool) {
	states, unknown := refdata.ScanStates(text[from+1 : to-1])
	ok := len(states) > 0 && (len(unknown) == 0 || len(states) >= 2*len(unknown))
	return bracket{from, to, states, unknown}, ok
}

func onlyPunctuation(s string) bool {
	s = strings.Trim(s, " ;,.:/)")
	return s == "" || s == "and"
}

// TrimEnd takes off the punctuation that ends an item, and blanks.
func TrimEnd(s string) string { return strings.TrimRight(s, " ;,.:/") }

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
