// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters are those that no decomposition leads to the letters which people
// write for them, or which the languages themselves mix up.
var letters = map[rune]string{
	// Latin: Turkish without its dot, ligatures, strokes.
	'ı': "i", 'œ': "oe", 'æ': "ae", 'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th",
	// Kazakh, as it is typed where its letters are not at hand. Russian has
	// none of them.
	'ә': "а", 'ө': "о", 'ү': "у", 'ұ': "у", 'қ': "к", 'ғ': "г", 'ң': "н", 'һ': "х", 'і': "и",
	// Arabic: the end of feminine words, ya without dots, alif with wasla, the
	// line that makes words longer, which is no letter. Alif with hamza and
	// madda are taken apart as accents are.
	'ة': "ه", 'ى': "ي", 'ٱ': "ا", 'ـ': "",
}

// Fold takes case and accents off, and the apostrophes within a word, and
// writes letters as they are written where a keyboard lacks them. Folding again
// changes nothing.
func Fold(word string) string {
	if folded(word) {
		return word
	}
	var b strings.Builder
	for _, r := range norm.NFKC.String(word) {
		if r == 'й' || r == 'Й' { // a letter, not an accent
			b.WriteRune('й')
			continue
		}
		for _, part := range norm.NFKD.String(string(r)) {
			foldRune(&b, part)
		}
	}
	return b.String()
}

func foldRune(b *strings.Builder, r rune) {
	r = unicode.ToLower(r)
	if as, ok := letters[r]; ok {
		b.WriteString(as)
		return
	}
	switch {
	case r >= '٠' && r <= '٩':
		b.WriteRune('0' + r - '٠')
	case r >= '۰' && r <= '۹':
		b.WriteRune('0' + r - '۰')
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		b.WriteRune(r)
	}
}

// folded reports whether a word is of small letters and digits of ASCII, which
// are as Fold leaves them.
func folded(word string) bool {
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || plain[c] != inside || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}
