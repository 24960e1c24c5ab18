// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is how many bytes a sentence may have: more are a list, or no text at all.
const longest = 4000

// abbreviations end in a full stop that ends no sentence.
var abbreviations = []string{
	"no", "nos", "art", "arts", "para", "paras", "mr", "ms", "mrs", "dr", "st", "vs", "u.s", "u.n", "u.k", "e.g", "i.e",
	"г", "гг", "ст", "им", "т.е", "т.д", "т.п", "ж", "жж",
}

// sentences parts a text; each is from and up to, in bytes, without space around it.
func sentences(text string) [][2]int {
	var out [][2]int
	from := 0
	end := func(to int) {
		s := text[from:to]
		a, b := from+len(s)-len(strings.TrimLeftFunc(s, unicode.IsSpace)), from+len(strings.TrimRightFunc(s, unicode.IsSpace))
		if a < b && b-a <= longest {
			out = append(out, [2]int{a, b})
		}
		from = to
	}
	for i, r := range text {
		switch r {
		case '\n':
			if strings.HasPrefix(text[i+1:], "\n") || i > 0 && text[i-1] == '\n' {
				end(i)
			}
		case '.', '!', '?':
			rest := strings.TrimLeft(text[i+1:], `"'’”»)`)
			next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, unicode.IsSpace))
			if first, _ := utf8.DecodeRuneInString(rest); rest != "" && (!unicode.IsSpace(first) || unicode.IsLower(next)) {
				continue
			}
			if r == '.' && abbreviated(text[from:i]) {
				continue
			}
			end(len(text) - len(rest))
		}
	}
	end(len(text))
	return out
}

// abbreviated reports whether a text ends in an abbreviation. Only so much of it is
// looked at as one may have.
func abbreviated(text string) bool {
	const most = 16 // bytes, with what parts it from the word before
	if len(text) > most {
		text = text[len(text)-most:]
	}
	at := strings.LastIndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '(' })
	word := text[at+1:]
	if at >= 0 {
		_, size := utf8.DecodeRuneInString(text[at:])
		word = text[at+size:]
	}
	return slices.Contains(abbreviations, lower(word))
}

// lower puts letters into small ones, and е for ё, where that leaves bytes in their
// places.
func lower(s string) string {
	b := []byte(s)
	for i, r := range s {
		l := unicode.ToLower(r)
		if l == 'ё' {
			l = 'е'
		}
		if size := utf8.RuneLen(l); l != r && size == utf8.RuneLen(r) {
			utf8.EncodeRune(b[i:i+size], l)
		}
	}
	return string(b)
}

// alone reports whether what stands in a text is no part of a longer word or number.
func alone(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	return !isWord(before) && !isWord(after)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordsOf gives the words and numbers of a text.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !isWord(r) })
}
