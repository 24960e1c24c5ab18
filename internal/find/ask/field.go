// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// field takes a field of the table with its values off the text.
func (l *lexer) field() (Node, bool) {
	at := strings.IndexFunc(l.text, func(r rune) bool { return !ofName(r) })
	if at <= 0 || l.text[at] != ':' {
		return nil, false
	}
	name := strings.ToLower(l.text[:at])
	values, ok := l.fields[name]
	if !ok {
		return nil, false
	}
	written := l.text[:at]
	l.text = l.text[at+1:]
	given := l.given()
	if len(given) == 0 {
		l.notes.add(keyNoValue, "Name", name)
		return l.word(written), true
	}
	return l.valued(name, values, given), true
}

// ofName reports whether the name of a field can hold a character.
func ofName(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '-'
}

// given takes the values behind a colon off the text: one, several with commas
// between them, or alternatives in brackets. A space behind the colon is passed
// over where a value follows.
func (l *lexer) given() []string {
	if after := strings.TrimLeftFunc(l.text, unicode.IsSpace); after != l.text {
		ahead := lexer{text: after}
		if _, is := operators[ahead.chunk("")]; is || after == "" || after[0] == ')' {
			return nil
		}
		l.text = after
	}
	if strings.HasPrefix(l.text, "(") {
		return l.alternatives()
	}
	var out []string
	for {
		if value := strings.TrimSpace(l.value()); value != "" {
			out = append(out, value)
		}
		rest, more := strings.CutPrefix(l.text, ",")
		if !more {
			return out
		}
		l.text = rest
	}
}

// value takes one value off the text.
func (l *lexer) value() string {
	if l.atQuote() {
		return l.quoted()
	}
	return l.chunk(",")
}

func (l *lexer) atQuote() bool {
	for _, r := range l.text {
		return strings.ContainsRune(quotes, r)
	}
	return false
}

// alternatives takes a list of values in brackets off the text. Words beside
// each other are one value, with brackets of its own if it has them: names of
// States do.
func (l *lexer) alternatives() []string {
	l.text = l.text[1:]
	var out, parts []string
	flush := func() {
		if value := strings.TrimSpace(strings.Join(parts, "")); value != "" {
			out = append(out, value)
		}
		parts = nil
	}
	for depth := 0; l.text != ""; {
		switch c := l.text[0]; {
		case l.atQuote():
			parts = append(parts, l.quoted())
		case c == ')' && depth == 0:
			l.text = l.text[1:]
			flush()
			return out
		case c == '(' || c == ')':
			depth += map[byte]int{'(': 1, ')': -1}[c]
			parts, l.text = append(parts, string(c)), l.text[1:]
		case c == ',':
			l.text = l.text[1:]
			flush()
		case startsWithSpace(l.text):
			parts, l.text = append(parts, " "), strings.TrimLeftFunc(l.text, unicode.IsSpace)
		default:
			chunk := l.chunk(",")
			if _, is := operators[chunk]; !is {
				parts = append(parts, chunk)
				continue
			}
			if chunk != "OR" {
				l.notes.add(keyDangling, "Operator", chunk)
			}
			flush()
		}
	}
	l.notes.add(keyBracketOpen)
	flush()
	return out
}

// valued gives what a field with values asks; where none of them is known, for
// them as words.
func (l *lexer) valued(name string, values Values, given []string) Node {
	f := Field{Name: name}
	var unknown []string
	for _, value := range given {
		known, ok := each(values, value)
		if !ok {
			unknown = append(unknown, value)
		}
		for _, v := range known {
			if !slices.Contains(f.Values, v) {
				f.Values = append(f.Values, v)
			}
		}
	}
	if len(f.Values) > 0 {
		for _, value := range unknown {
			l.notes.add(keyValuePassed, "Name", name, "Value", value)
		}
		return l.leaf(f)
	}
	var words []Node
	for _, value := range unknown {
		l.notes.add(keyValue, "Name", name, "Value", value)
		words = append(words, l.asWords(value))
	}
	return orOf(words)
}

// each gives what a value stands for, or, where it means nothing, its words.
func each(values Values, value string) (known []string, ok bool) {
	if known, ok = values(value); ok && len(known) > 0 {
		return known, true
	}
	words := strings.Fields(value)
	if len(words) < 2 {
		return nil, false
	}
	known = nil
	for _, w := range words {
		of, ok := values(w)
		if !ok || len(of) == 0 {
			return nil, false
		}
		known = append(known, of...)
	}
	return known, true
}

// asWords gives what a value asks that is none.
func (l *lexer) asWords(value string) Node {
	if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(quotes+brackets, r) }) {
		return l.phrase(value)
	}
	return l.word(value)
}

// Numbers gives the values of a field of whole numbers from least to most: one,
// or a range such as 2015..2020, 2015.., ..2020, >=2015, >2015, <=2020, <2020.
// What is beyond least and most is left out.
func Numbers(least, most int) Values {
	return func(value string) ([]string, bool) {
		from, to, ok := interval(strings.ReplaceAll(value, " ", ""), least, most)
		if !ok {
			return nil, false
		}
		var out []string
		for n := max(from, least); n <= min(to, most); n++ {
			out = append(out, strconv.Itoa(n))
		}
		return out, len(out) > 0
	}
}

// interval reads a range; its two ends may stand the wrong way round.
func interval(value string, least, most int) (from, to int, ok bool) {
	for _, sign := range []string{">=", "<=", ">", "<", "≥", "≤"} {
		rest, found := strings.CutPrefix(value, sign)
		if !found {
			continue
		}
		n, err := strconv.Atoi(rest)
		switch sign {
		case ">=", "≥":
			return n, most, err == nil
		case ">":
			return n + 1, most, err == nil
		case "<":
			return least, n - 1, err == nil
		}
		return least, n, err == nil
	}
	first, last, found := strings.Cut(strings.NewReplacer("…", "..", "–", "..").Replace(value), "..")
	if !found {
		n, err := strconv.Atoi(first)
		return n, n, err == nil
	}
	from, to, ok = least, most, first != "" || last != ""
	if first != "" {
		n, err := strconv.Atoi(first)
		from, ok = n, ok && err == nil
	}
	if last != "" {
		n, err := strconv.Atoi(last)
		to, ok = n, ok && err == nil
	}
	if first != "" && last != "" && from > to {
		from, to = to, from
	}
	return from, to, ok
}
