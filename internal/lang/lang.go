// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package lang makes terms of texts: what a search compares instead of words,
// so that "women" finds "woman", "женщинам" finds "женщин" and "Türkiye" finds
// "Turkiye". Every engine and every index takes its terms from here and so finds
// the same.
//
// A text is analysed in its own language, which its script and its smallest
// words tell. A word that is looked for has no language: Forms gives every term
// that a text could have for it.
package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is a word of a text as a search compares it.
type Token struct {
	// Term is the word without its ending, Word the folded word that it was made
	// of: what a search for a beginning compares.
	Term, Word string
	// From and To are where it stands, in bytes.
	From, To int
}

// Analyse gives the tokens of a text in its order, in the language that it is
// in. Chinese has a token for every two signs that stand together, which
// overlap.
func Analyse(text string) []Token {
	language := Detect(text)
	out := make([]Token, 0, len(text)/6)
	each(text, func(word string, from, to int) {
		if han(word) {
			out = pairs(out, word, from)
			return
		}
		if folded := fold(word, language); folded != "" {
			out = append(out, Token{stem(folded, language), folded, from, to})
		}
	})
	return out
}

// Terms gives the terms of a text.
func Terms(text string) []string {
	tokens := Analyse(text)
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.Term
	}
	return out
}

// Forms gives, for words that are looked for one behind another, every sequence
// of terms that a text could have for them, by the languages that are written so;
// the likeliest first, each once.
func Forms(words string) [][]string {
	var out [][]string
	for _, language := range languagesOf(words) {
		var terms []string
		each(words, func(word string, from, _ int) {
			if han(word) {
				for _, t := range pairs(nil, word, from) {
					terms = append(terms, t.Term)
				}
			} else if folded := fold(word, language); folded != "" {
				terms = append(terms, stem(folded, language))
			}
		})
		if len(terms) > 0 && !contains(out, terms) {
			out = append(out, terms)
		}
	}
	return out
}

// Beginnings gives what the words that begin so begin with in an index.
func Beginnings(word string) []string {
	var out []string
	for _, language := range languagesOf(word) {
		each(word, func(word string, _, _ int) {
			if folded := fold(word, language); folded != "" && (len(out) == 0 || out[len(out)-1] != folded) {
				out = append(out, folded)
			}
		})
	}
	return out
}

func contains(all [][]string, terms []string) bool {
	for _, a := range all {
		if strings.Join(a, "\x00") == strings.Join(terms, "\x00") {
			return true
		}
	}
	return false
}

// each calls f with every word as it stands.
func each(text string, f func(word string, from, to int)) {
	from, signs := -1, false // whether the word is of Chinese signs
	flush := func(to int) {
		if from >= 0 {
			f(text[from:to], from, to)
			from = -1
		}
	}
	for i, r := range text {
		inside := r < utf8.RuneSelf && ascii[r] || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r))
		// An apostrophe is part of a word between letters: "women's".
		if !inside && from >= 0 && (r == '\'' || r == '’') {
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			inside = unicode.IsLetter(next)
		}
		sign := r >= 0x2e80 && unicode.Is(unicode.Han, r)
		if from >= 0 && sign != signs {
			flush(i)
		}
		switch {
		case inside && from < 0:
			from, signs = i, sign
		case !inside:
			flush(i)
		}
	}
	flush(len(text))
}

// ascii says of the ASCII characters which are letters or digits.
var ascii = func() (is [utf8.RuneSelf]bool) {
	for r := range is {
		is[r] = unicode.IsLetter(rune(r)) || unicode.IsDigit(rune(r))
	}
	return is
}()

// han reports whether a word is of Chinese signs.
func han(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return r >= 0x2e80 && unicode.Is(unicode.Han, r)
}

// pairs adds a token for every two signs that stand together; a sign that stands
// alone is one itself.
func pairs(out []Token, word string, from int) []Token {
	_, size := utf8.DecodeRuneInString(word)
	if size == len(word) {
		return append(out, Token{word, word, from, from + size})
	}
	for at := 0; at+size < len(word); {
		_, next := utf8.DecodeRuneInString(word[at+size:])
		pair := word[at : at+size+next]
		out = append(out, Token{pair, pair, from + at, from + at + size + next})
		at, size = at+size, next
	}
	return out
}
