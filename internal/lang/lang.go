// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package lang makes terms of texts: what a search compares instead of words,
// so that "women" finds "woman" and "Türkiye" finds "Turkiye". Every engine and
// every index takes its terms from here and so finds the same.
//
// It knows English so far; words of other languages become terms unchanged but
// for case and accents.
package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"golang.org/x/text/unicode/norm"
)

// Term is a word of a text as a search compares it.
type Term struct {
	Text string
	// From and To are where the word stands, in bytes.
	From, To int
}

// Terms gives the terms of a text in its order.
func Terms(text string) []Term {
	terms := make([]Term, 0, len(text)/6)
	each(text, func(word string, from, to int) {
		terms = append(terms, Term{Stem(word), from, to})
	})
	return terms
}

// Words gives the words of a text as Terms splits and folds them, without
// taking their endings off: what a search for a beginning compares.
func Words(text string) []Term {
	var terms []Term
	each(text, func(word string, from, to int) { terms = append(terms, Term{word, from, to}) })
	return terms
}

// each calls f with every word, folded.
func each(text string, f func(word string, from, to int)) {
	from := -1
	flush := func(to int) {
		if from < 0 {
			return
		}
		word := text[from:to]
		for _, end := range []string{"'s", "’s"} {
			word = strings.TrimSuffix(word, end)
		}
		if word = Fold(word); word != "" {
			f(word, from, to)
		}
		from = -1
	}
	for i, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		// An apostrophe is part of a word between letters: "women's".
		if !inside && from >= 0 && (r == '\'' || r == '’') {
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			inside = unicode.IsLetter(next)
		}
		switch {
		case inside && from < 0:
			from = i
		case !inside:
			flush(i)
		}
	}
	flush(len(text))
}

// Fold takes case and accents off, and the apostrophes within a word.
func Fold(word string) string {
	plain := true
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c == '\'' {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
			return -1
		case r == 'ı': // Turkish, without its dot
			return 'i'
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(word))
}

// irregular are plurals that no ending tells.
var irregular = map[string]string{"women": "woman", "men": "man", "children": "child", "people": "person"}

// Stem gives the term of a folded word: an English word without its ending.
func Stem(word string) string {
	if s, ok := irregular[word]; ok {
		word = s
	}
	if len(word) < 3 || !ascii(word) {
		return word
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}
