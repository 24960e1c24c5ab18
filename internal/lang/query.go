// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// QueryTerms gives all that the words of a query can be in an index: each is a
// sequence of terms that stand one behind another in a text of one language
// ("non-governmental" is two, a Chinese word one less than it has characters).
// A text fits if it has one of the sequences. A single Chinese character is
// found by Prefixes. What has no letter gives none.
func QueryTerms(words string) [][]string {
	var out [][]string
	var tokens []Token
	for _, l := range Languages() {
		tokens = AppendTokens(tokens[:0], l, words)
		if len(tokens) == 0 {
			continue
		}
		sequence := make([]string, len(tokens))
		for i, t := range tokens {
			sequence[i] = t.Term
		}
		out = addSequence(out, sequence)
		if l == Arabic {
			for _, first := range joinedForms(tokens[0]) {
				out = addSequence(out, append([]string{first}, sequence[1:]...))
			}
		}
	}
	return out
}

func addSequence(to [][]string, sequence []string) [][]string {
	for _, had := range to {
		if slices.Equal(had, sequence) {
			return to
		}
	}
	return append(to, sequence)
}

// Prefixes gives how words of texts begin that begin as a word does: what is to
// be compared with Token.Word, one behind another where there are several
// ("non-gov"), the last as a beginning and those before it whole.
func Prefixes(beginning string) []string {
	var out []string
	for _, t := range Analyse(English, beginning) {
		out = append(out, t.Word)
	}
	return out
}

// SingleHan reports whether a word is one Chinese character, which is no term
// of a text but where it stands alone.
func SingleHan(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && isHan(r)
}

// joints are the words of one letter that Arabic joins to the next: and, in,
// to, as, so.
var joints = []string{"و", "ب", "ل", "ك", "ف"}

// joinedForms gives the terms that an Arabic word has where a word of one
// letter is joined to it (بحقوق, لحماية), which no rule can tell from a letter
// of the word itself; and the other way round.
func joinedForms(t Token) []string {
	if r, _ := utf8.DecodeRuneInString(t.Word); !isArabic(r) {
		return nil
	}
	bases := []string{t.Term}
	for _, joint := range joints[:3] {
		if rest, ok := strings.CutPrefix(t.Term, joint); ok && utf8.RuneCountInString(rest) >= 3 {
			bases = append(bases, rest)
		}
	}
	out := bases
	for _, base := range bases {
		for _, joint := range joints {
			out = append(out, joint+base)
		}
	}
	return out
}
