// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"strings"
	"unicode/utf8"
)

// The endings of Kazakh nouns, folded, the longest first: plural, possessive
// and case stand behind each other and each has a form for the sound before it.
// No published stemmer of a permissive licence was found; this one takes off
// what is certain enough and leaves what makes new words.
var kazakhEnds = strings.Fields("ымыз имиз ыныз иниз " +
	"лар лер дар дер тар тер " +
	"нын нин дын дин тын тин дан ден тан тен нан нен мен бен пен мыз миз ныз низ " +
	"га ге ка ке на не ны ни ды ди ты ти да де та те сы си ым им ын ин " +
	"ы и")

// kazakhRest is how many letters must be left.
const kazakhRest = 3

// voiceless are the letters behind which an ending begins with к, п or т.
const voiceless = "пткхсшщчцф"

// stemKazakh takes endings off as long as there are any.
func stemKazakh(word string) string {
	for {
		rest := withoutEnding(word)
		if rest == word {
			return voiced(word)
		}
		word = rest
	}
}

func withoutEnding(word string) string {
	for _, end := range kazakhEnds {
		rest, ok := strings.CutSuffix(word, end)
		if !ok || utf8.RuneCountInString(rest) < kazakhRest {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(rest)
		first, _ := utf8.DecodeRuneInString(end)
		if fits(last, first) && !strings.HasSuffix(word, "стан") { // "Қазақстан" is in no case
			return rest
		}
	}
	return word
}

// fits reports whether an ending can follow a letter.
func fits(last, first rune) bool {
	switch {
	case strings.ContainsRune("кпт", first):
		return strings.ContainsRune(voiceless, last)
	case strings.ContainsRune("дгб", first):
		return !strings.ContainsRune(voiceless, last)
	case strings.ContainsRune("ыи", first):
		return !strings.ContainsRune("аеоыиэюя", last)
	}
	return true
}

// voiced makes the last letter what it is where nothing follows: "құқық" is
// "құқығы" with its ending.
func voiced(word string) string {
	for soft, hard := range map[string]string{"г": "к", "б": "п"} {
		if rest, ok := strings.CutSuffix(word, soft); ok {
			return rest + hard
		}
	}
	return word
}

// kazakhToo gives other stems that forms of a word may have got: where the
// possessive is "сы", the с may be of the word ("кеңес", "кеңесі") or of the
// ending ("бала", "баласы"). A text gets one of them, a search asks for both.
func kazakhToo(word, stem string) string {
	if strings.HasPrefix(word, stem+"с") {
		return stem + "с"
	}
	if rest, ok := strings.CutSuffix(stem, "с"); ok && utf8.RuneCountInString(rest) >= kazakhRest {
		if last, _ := utf8.DecodeLastRuneInString(rest); strings.ContainsRune("аеоыиуэюя", last) {
			return stemKazakh(rest)
		}
	}
	return ""
}
