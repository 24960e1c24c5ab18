// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold takes off a word what never tells words apart: case, accents,
// apostrophes, invisible characters and variants of letters.
func Fold(word string) string {
	if plain(word) {
		return word
	}
	if !utf8.ValidString(word) {
		word = strings.ToValidUTF8(word, "")
	}
	var b strings.Builder
	b.Grow(len(word))
	last := rune(0)
	for _, r := range norm.NFKD.String(word) {
		switch {
		case r == breve && last == 'и':
			// й is a letter of its own; Russian endings need it.
			rest := strings.TrimSuffix(b.String(), "и")
			b.Reset()
			b.WriteString(rest + "й")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			last = foldLetter(&b, unicode.ToLower(r))
			continue
		}
		last = 0
	}
	return b.String()
}

// breve is what makes и to й.
const breve = '\u0306'

// plain reports whether a word is as folding would leave it.
func plain(word string) bool {
	for i := range len(word) {
		if c := word[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// foldLetter writes a small letter as it is compared, and gives it.
func foldLetter(b *strings.Builder, r rune) rune {
	switch {
	case r < utf8.RuneSelf:
	case 0x660 <= r && r <= 0x669: // Arabic digits
		r = '0' + r - 0x660
	case 0x6f0 <= r && r <= 0x6f9:
		r = '0' + r - 0x6f0
	default:
		if s, ok := variants[r]; ok {
			b.WriteString(s)
			return 0
		}
	}
	b.WriteRune(r)
	return r
}

// variants are letters that are compared as others, where Unicode does not
// decompose them.
var variants = map[rune]string{
	// Latin
	'ß': "ss", 'ı': "i", 'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe", 'ħ': "h", 'ŧ': "t", 'ə': "e", 'ŋ': "n",
	// apostrophes that are letters: those of transliterations
	'ʼ': "", 'ʻ': "", 'ʹ': "", 'ʿ': "", 'ʾ': "",
	// Kazakh, which is often typed on a Russian keyboard
	'ә': "а", 'ө': "о", 'ү': "у", 'ұ': "у", 'қ': "к", 'ғ': "г", 'ң': "н", 'һ': "х", 'і': "и",
	// Arabic and Persian
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ة': "ه", 'ک': "ك", 'ـ': "",
}

// only reports whether all letters of a folded word are from a to z.
func only(word string) bool {
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return word != ""
}
