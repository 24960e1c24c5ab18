// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// parsedItem is the text of an item taken apart.
type parsedItem struct {
	text    string
	states  []heed.StateCode
	clauses []heed.Clause
	unknown []string // names in the brackets at the end that are no known State
}

// bracket is a bracketed group text[from:to], brackets included, and the
// States in it.
type bracket struct {
	from, to int
	states   []heed.StateCode
	unknown  []string
}

// parseItem takes the States at the end off an item and parts its clauses.
func parseItem(text string, v verbs) parsedItem {
	text = strings.TrimSpace(text)
	groups := stateBrackets(text)
	if len(groups) == 0 {
		text = trimEnd(text)
		return parsedItem{text: text, states: []heed.StateCode{}, clauses: []heed.Clause{{Text: text, RecommendingStates: []heed.StateCode{}}}}
	}
	var out parsedItem
	for _, g := range groups {
		out.unknown = append(out.unknown, g.unknown...)
	}
	first := trailing(text, groups)
	out.text = text
	if first < len(groups) {
		out.text = text[:groups[first].from]
	}
	out.text = trimEnd(out.text)
	out.clauses = clauses(text, groups, first, v)
	for _, c := range out.clauses {
		out.states = union(out.states, c.RecommendingStates)
	}
	return out
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

func readBracket(text string, from, to int) (bracket, bool) {
	states, unknown := refdata.ScanStates(text[from+1 : to-1])
	ok := len(states) > 0 && (len(unknown) == 0 || len(states) >= 2*len(unknown))
	return bracket{from, to, states, unknown}, ok
}

func onlyPunctuation(s string) bool {
	s = strings.Trim(s, " ;,.:/")
	return s == "" || s == "and"
}

// trimEnd takes off the punctuation that ends an item, and blanks.
func trimEnd(s string) string { return strings.TrimRight(s, " ;,.:/") }

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
