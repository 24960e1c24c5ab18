// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import "github.com/heed-upr/heed"

// openingWords is how many words from the beginning of a text are looked at
// for a name; the longest official names have under ten.
const openingWords = 14

// StateAt gives the State whose name a text begins with, with or without
// "the": the longest name that fits, as printed, and where it ends in bytes.
// The code is "" where the text begins with no name.
func StateAt(text string) (code heed.StateCode, name string, end int) {
	words := split(text[:min(len(text), 200)])
	words = words[:min(len(words), openingWords)]
	first := 0
	if len(words) > 0 && words[0].key == "the" {
		first = 1
	}
	if first >= len(words) || !words[first].upper {
		return "", "", 0
	}
	names(words, first, func(to int, c heed.StateCode, commas int) {
		if e := words[to-1].to; commas == 0 && e > end {
			code, name, end = c, text[words[first].from:e], e
		}
	})
	return code, name, end
}
