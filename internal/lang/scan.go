// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// each calls f with every word of a text as it is written, without the article
// or preposition that French joins to it and without an English possessive;
// from and to are where it stands, in bytes.
func each(text string, f func(raw string, from, to int)) {
	from := -1
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case letter(r):
			if from < 0 {
				from = i
			}
		case from < 0 || invisible(r):
		case apostrophe(r) && letterAt(text, i+size):
			if elided(text[from:i]) {
				from = -1
			}
		default:
			f(withoutPossessive(text[from:i]), from, i)
			from = -1
		}
		i += size
	}
	if from >= 0 {
		f(withoutPossessive(text[from:]), from, len(text))
	}
}

// letter reports whether a character makes words; digits and accents do.
func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// letterAt reports whether a letter stands at a place of a text.
func letterAt(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsLetter(r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

// invisible reports whether a character may stand within a word unseen: a soft
// hyphen, a joiner, a mark of direction.
func invisible(r rune) bool { return r >= 0xad && unicode.Is(unicode.Cf, r) }

// elided reports whether letters before an apostrophe are a French word of
// their own: "l’égalité", "qu’elle", "Côte d’Ivoire". They are so in texts of
// any language, because names are.
func elided(before string) bool {
	switch len(before) {
	case 1:
		return strings.Contains("cdjlmnstCDJLMNST", before)
	case 2:
		return strings.EqualFold(before, "qu")
	}
	return false
}

func withoutPossessive(raw string) string {
	if len(raw) > 2 && (raw[len(raw)-1] == 's' || raw[len(raw)-1] == 'S') {
		body := raw[:len(raw)-1]
		for _, mark := range [...]string{"'", "’"} {
			if w, ok := strings.CutSuffix(body, mark); ok && w != "" {
				return w
			}
		}
	}
	return raw
}
