// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package lang tells in which language a text is and makes terms of it: what a
// search compares instead of words, so that "women" finds "woman", "азаптау"
// finds "азаптауды" and "Turkiye" finds "Türkiye". Every engine and every index
// takes its terms from here and so finds the same.
//
// The contract between an index and a query has two sides. An index keeps the
// tokens of each text, in their order, as Analyse gives them for the language
// of the text. A query does not know the languages of the texts, and one word
// rarely tells its own; QueryTerms therefore gives all the terms that the word
// would have in a text of any language, each a sequence that stands in the
// text one behind another. A text has the word if it has one of the sequences.
// Likewise a search for a beginning compares Prefixes with the words of the
// tokens, which are folded and have their endings still.
//
// Folding comes before everything else and is the same in all languages: case,
// accents and variants of letters never tell words apart. The rules for endings
// work on folded words, so that a word that was typed without its accents has
// the same term as one with them.
package lang

// Language is one of the languages in which Heed reads, by its code.
type Language string

// The languages: those of the United Nations, and Kazakh.
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

// Languages lists the languages whose words have terms of their own.
func Languages() []Language {
	return []Language{English, French, Spanish, Russian, Arabic, Chinese, Kazakh}
}
