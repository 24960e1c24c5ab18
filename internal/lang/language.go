// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Language is a language that Heed can search in.
type Language string

// The languages of the United Nations, and Kazakh. Whatever else is written in
// their scripts is taken for one of them.
const (
	English Language = "en"
	French  Language = "fr"
	Spanish Language = "es"
	Russian Language = "ru"
	Kazakh  Language = "kk"
	Arabic  Language = "ar"
	Chinese Language = "zh"
)

// enough is how much of a text tells its language, in bytes.
const enough = 600

// Detect tells the language of a text by its script, and among those that share
// one by letters that only one has (Kazakh) or by the smallest words (English,
// French, Spanish). A text that tells nothing is English.
func Detect(text string) Language {
	if len(text) > enough {
		text = text[:enough] // a sign that is cut in two is no letter
	}
	switch script(text) {
	case unicode.Arabic:
		return Arabic
	case unicode.Han:
		return Chinese
	case unicode.Cyrillic:
		if strings.ContainsAny(text, kazakhLetters) {
			return Kazakh
		}
		return Russian
	}
	return ofLatin(text)
}

// kazakhLetters are the letters of Kazakh that Russian does not have.
const kazakhLetters = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"

// script tells the script of most letters.
func script(text string) *unicode.RangeTable {
	var latin, cyrillic, arabic, signs int
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			if 'a' <= r && r <= 'z' {
				latin++
			}
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.Is(unicode.Han, r):
			signs += 2 // a sign says more than a letter
		}
	}
	switch max(latin, cyrillic, arabic, signs) {
	case latin:
		return unicode.Latin
	case cyrillic:
		return unicode.Cyrillic
	case arabic:
		return unicode.Arabic
	}
	return unicode.Han
}

// small are words that are frequent in one of the languages and in no other.
var small = map[string]Language{}

func init() {
	for language, words := range map[Language]string{
		English: "the of and to for with that by its all on is are be from their which this as it",
		French:  "le les des et du une pour dans sur aux au est par avec ses leur qui que ne pas ce cette être",
		Spanish: "el los las del y una para en por con su sus al se que más como lo sobre e entre",
	} {
		for word := range strings.FieldsSeq(words) {
			if _, shared := small[word]; shared {
				small[word] = ""
				continue
			}
			small[word] = language
		}
	}
}

// ofLatin tells the language of a text in Latin letters.
func ofLatin(text string) Language {
	var counts [3]int
	for word := range strings.FieldsSeq(text) {
		switch small[strings.ToLower(strings.Trim(word, ",.;:()«»\"'"))] {
		case English:
			counts[0]++
		case French:
			counts[1]++
		case Spanish:
			counts[2]++
		}
	}
	switch {
	case counts[1] > counts[0] && counts[1] > counts[2]:
		return French
	case counts[2] > counts[0] && counts[2] > counts[1]:
		return Spanish
	}
	return English
}

// languagesOf lists the languages that words can be of, by their script.
func languagesOf(words string) []Language {
	switch script(words) {
	case unicode.Arabic:
		return []Language{Arabic}
	case unicode.Han:
		return []Language{Chinese}
	case unicode.Cyrillic:
		return []Language{Russian, Kazakh}
	}
	return []Language{English, French, Spanish}
}
