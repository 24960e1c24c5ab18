// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"unicode"
	"unicode/utf8"
)

// word is one word of a text in small letters. Hyphens and apostrophes part
// words, since texts write the same term with and without.
type word struct {
	text     string
	from, to int // bytes of the text
	// starts: the word stands at the start of a clause, after a comma, a
	// slash, a bracket or the end of a sentence.
	starts bool
	// sentence counts the sentences, and what semicolons part; no rule reaches
	// over their ends.
	sentence int
}

// words parts a text. Letters other than ASCII keep their case: the rules are
// for English, and bytes must keep their places.
func words(text string) []word {
	low := lower(text)
	out := make([]word, 0, len(text)/6+4)
	start, starts, sentence := -1, true, 0
	for i := 0; i <= len(low); {
		r, size := rune(-1), 1
		if i < len(low) {
			r, size = rune(low[i]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(low[i:])
			}
		}
		inWord := 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r >= utf8.RuneSelf && unicode.IsLetter(r)
		if inWord && start < 0 {
			start = i
		}
		if !inWord {
			if start >= 0 {
				out = append(out, word{text: low[start:i], from: start, to: i, starts: starts, sentence: sentence})
				start, starts = -1, false
			}
			switch r {
			case ',', '/', '(', ':', '—', '–':
				starts = true
			case '.', ';', '?', '!':
				starts = true
				sentence++
			}
		}
		i += size
	}
	return out
}

// lower puts the ASCII letters of a text into small ones.
func lower(text string) string {
	for i := range len(text) {
		if 'A' <= text[i] && text[i] <= 'Z' {
			b := []byte(text)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return text
}
