// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"unicode/utf8"

	"github.com/heed-upr/heed"
)

// openingWords is how many words from the beginning of a text are looked at
// for a name; the longest official names have under ten.
const openingWords = 14

// openingBytes is how much of a text that may be.
const openingBytes = 200

// StateAt gives the State whose name a text begins with, with or without
// "the": the longest name that fits, as printed, and where it ends in bytes.
// The code is "" where the text begins with no name.
func StateAt(text string) (code heed.StateCode, name string, end int) { return English().At(text) }

// At gives the State whose name in the language of the names a text begins
// with, with or without an article, like StateAt.
func (n *Names) At(text string) (code heed.StateCode, name string, end int) {
	words := split(text[:beginning(text)])
	words = words[:min(len(words), openingWords)]
	first := 0
	if len(words) > 0 && n.index.silent[words[0].key] {
		first = 1
	}
	if first >= len(words) || !words[first].upper && !words[first].caseless {
		return "", "", 0
	}
	n.index.begin(words, first, func(to int, c heed.StateCode, commas int) {
		if e := words[to-1].to; commas == 0 && e > end {
			code, name, end = c, text[words[first].from:e], e
		}
	})
	return code, name, end
}

// beginning is how much of a text is looked at, in whole letters.
func beginning(text string) int {
	to := min(len(text), openingBytes)
	for to < len(text) && to > 0 && !utf8.RuneStart(text[to]) {
		to--
	}
	return to
}
