// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"unicode"
	"unicode/utf8"
)

// kind is what a character is to a word.
type kind uint8

const (
	outside kind = iota
	inside
	within // part of a word that has begun: soft hyphens and joiners
	quote  // part of a word between letters: "women's"
	han    // a run of its own
)

// plain holds the kinds of the characters of ASCII, which most texts are.
var plain = func() (t [utf8.RuneSelf]kind) {
	for c := range t {
		if unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)) {
			t[c] = inside
		}
	}
	t['\''] = quote
	return t
}()

// kindAt gives the kind and the size of the character that begins at a byte.
func kindAt(text string, i int) (kind, int) {
	if c := text[i]; c < utf8.RuneSelf {
		return plain[c], 1
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	return kindOf(r), size
}

// kindOf is for what is not of ASCII.
func kindOf(r rune) kind {
	switch {
	case r == '’':
		return quote
	case unicode.IsLetter(r):
		if r >= 0x2E80 && unicode.Is(unicode.Han, r) {
			return han
		}
		return inside
	case unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
		return inside
	case r == '\u00ad' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\ufeff':
		return within
	}
	return outside
}

// each calls f with where every word stands, and whether it is a run of Chinese
// characters, which has words without spaces.
func each(text string, f func(from, to int, chinese bool)) {
	from, chinese := -1, false
	for i := 0; i < len(text); {
		k, size := kindAt(text, i)
		if k == inside && from >= 0 && !chinese {
			i += size // most characters are such
			continue
		}
		if k == quote {
			k = outside
			if next, _ := firstRune(text[i+size:]); from >= 0 && !chinese && unicode.IsLetter(next) {
				k = within
			}
		}
		if from >= 0 && (k == outside || k != within && chinese != (k == han)) {
			f(from, i, chinese)
			from = -1
		}
		if from < 0 && (k == inside || k == han) {
			from, chinese = i, k == han
		}
		i += size
	}
	if from >= 0 {
		f(from, len(text), chinese)
	}
}

func firstRune(text string) (rune, int) {
	if text == "" {
		return utf8.RuneError, 0
	}
	if text[0] < utf8.RuneSelf {
		return rune(text[0]), 1
	}
	return utf8.DecodeRuneInString(text)
}
