// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// omission is where a quotation leaves something out, or says in brackets what its
// writer has put in its place.
var omission = regexp.MustCompile(`…|\.{3,}|\. \. \.|\[[^\]]*\]`)

// Quotes reports whether words stand in a text, as Stands does, where what is left out
// between them ("…", "[…]") is marked: the parts stand there in their order.
func Quotes(text, words string) bool {
	all := spelt(text)
	from := 0
	for _, part := range omission.Split(words, -1) {
		at := all.find(spelt(part).letters, from)
		if at < 0 {
			return false
		}
		from = at
	}
	return true
}

// Stands reports whether words stand in a text one after the other. Blanks, case,
// quotation marks, hyphens and the other marks between them do not matter, nor
// whether a word is divided at the end of a line.
func Stands(text, words string) bool { return spelt(text).find(spelt(words).letters, 0) >= 0 }

// spelling is a text without all that is not a letter or a digit.
type spelling struct {
	letters string
	// bounds are the places between letters at which a word begins or ends, in their
	// order.
	bounds []int
}

func spelt(text string) spelling {
	var b strings.Builder
	out := spelling{bounds: []int{0}}
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\u00ad' && r != '\u200b'
	})
	for _, word := range words {
		b.WriteString(Fold(word))
		out.bounds = append(out.bounds, b.Len())
	}
	out.letters = b.String()
	return out
}

// find gives where letters end that begin and end with a word, from a place on; -1
// where they do not stand there.
func (s spelling) find(letters string, from int) int {
	for from <= len(s.letters) {
		i := strings.Index(s.letters[from:], letters)
		if i < 0 {
			return -1
		}
		begin := from + i
		if s.bound(begin) && s.bound(begin+len(letters)) {
			return begin + len(letters)
		}
		from = begin + 1
	}
	return -1
}

func (s spelling) bound(at int) bool {
	_, found := slices.BinarySearch(s.bounds, at)
	return found
}
