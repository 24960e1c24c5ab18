// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Language is the BCP 47 tag of a language that is known here.
type Language string

// The languages. Unknown is what no script and no word tells.
const (
	Unknown Language = ""
	English Language = "en"
	French  Language = "fr"
	Spanish Language = "es"
	Russian Language = "ru"
	Arabic  Language = "ar"
	Chinese Language = "zh"
	Kazakh  Language = "kk"
)

// script is what a word is written in.
type script uint8

const (
	otherScript script = iota
	latin
	cyrillic
	arabicScript
	hanScript
)

// languagesOf lists the languages of a script; the first is the one for which
// words are taken where nothing tells.
var languagesOf = map[script][]Language{
	otherScript:  {Unknown},
	latin:        {English, French, Spanish},
	cyrillic:     {Russian, Kazakh},
	arabicScript: {Arabic},
	hanScript:    {Chinese},
}

// scriptOf gives the script of a word by its first letter.
func scriptOf(word string) script {
	for _, r := range word {
		switch {
		case r < utf8.RuneSelf:
			if plain[r] == inside && r > '9' {
				return latin
			}
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r):
			return latin
		case unicode.Is(unicode.Cyrillic, r):
			return cyrillic
		case unicode.Is(unicode.Arabic, r):
			return arabicScript
		case unicode.Is(unicode.Han, r):
			return hanScript
		default:
			return otherScript
		}
	}
	return otherScript
}

// Detect gives the language in which most of a text is written: by its script,
// within Cyrillic by letters, within Latin by the words that every text has.
func Detect(text string) Language {
	var votes survey
	each(text, func(from, to int, chinese bool) {
		if chinese {
			votes.letters[hanScript] += to - from
			return
		}
		votes.add(look(text[from:to], Unknown))
	})
	return votes.language()
}

// survey is what the words of a text say about its languages.
type survey struct {
	letters [hanScript + 1]int // in bytes, by script
	kazakh  int                // letters, in bytes, that Russian lacks
	en      int
	fr      int
	es      int
}

func (s *survey) add(f *form) {
	s.letters[f.script] += int(f.letters)
	s.kazakh += int(f.kazakh)
	if f.votes != 0 {
		s.en += int(f.votes & votesEnglish)
		s.fr += int(f.votes & votesFrench / votesFrench)
		s.es += int(f.votes & votesSpanish / votesSpanish)
	}
}

func (s *survey) language() Language {
	most := otherScript
	for sc, n := range s.letters {
		if n > s.letters[most] {
			most = script(sc)
		}
	}
	switch most {
	case latin:
		return s.latin()
	case cyrillic:
		return s.cyrillic()
	case arabicScript:
		return Arabic
	case hanScript:
		return Chinese
	}
	return Unknown
}

// latin gives the language of what is in Latin letters. English, in which names
// of other languages stand, needs no more votes than these; Spanish needs more
// than French, because an ending tells it more often.
func (s *survey) latin() Language {
	switch {
	case s.en == 0 && s.fr == 0 && s.es == 0:
		return Unknown
	case s.en >= s.fr && s.en >= s.es:
		return English
	case s.es > s.fr:
		return Spanish
	}
	return French
}

// kazakhShare is which part of the letters of a Kazakh text Russian lacks, at
// the least; it is about an eighth. A Russian text has some in names.
const kazakhShare = 1.0 / 30

func (s *survey) cyrillic() Language {
	switch n := s.letters[cyrillic]; {
	case n == 0:
		return Unknown
	case float64(s.kazakh) > kazakhShare*float64(n):
		return Kazakh
	}
	return Russian
}

// kazakhLetters are the letters that Russian lacks.
const kazakhLetters = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"

func countKazakh(word string) int {
	n := 0
	for _, r := range word {
		if strings.ContainsRune(kazakhLetters, r) {
			n += utf8.RuneLen(r)
		}
	}
	return n
}

// The votes that a word can have.
const (
	votesEnglish uint8 = 1 << iota
	votesFrench
	votesSpanish
)

// functionWords are words that every text of a language has, and some that
// texts of the field have; a word of two languages speaks for both.
var functionWords = func() map[string]uint8 {
	out := map[string]uint8{}
	for vote, list := range map[uint8]string{
		votesEnglish: "the of and to in for that with by on is are be its has have which this from should their was were not all as it at or an a against rights",
		votesFrench: "le la les des de du et un une dans pour que qui sur par est au aux avec ses leur leurs ce cette sont en ne pas ou son sa il elle a se " +
			"afin ainsi contre droits homme toutes tous entre plus ont été",
		votesSpanish: "el la los las de del y en un una que por para con su sus se es al lo como más no o son ha a contra derechos humanos todas todos entre",
	} {
		for _, w := range strings.Fields(list) {
			out[Fold(w)] |= vote
		}
	}
	return out
}()

// votesOf gives the votes of a word, as it is written and folded. A letter that
// only one of the languages has speaks for it.
func votesOf(raw, word string) uint8 {
	raw = norm.NFC.String(raw)
	switch {
	case strings.ContainsAny(raw, "ñóíúáÑÓÍÚÁ"):
		return functionWords[word] | votesSpanish
	case strings.ContainsAny(raw, "èêçàùûîœÈÊÇÀÙÛÎŒ"):
		return functionWords[word] | votesFrench
	}
	return functionWords[word]
}
