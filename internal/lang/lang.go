// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package lang makes terms of texts: what a search compares instead of words,
// so that "women" finds "woman", "تعذيب" finds "والتعذيب" and "Türkiye" finds
// "Turkiye". Every engine and every index takes its terms from here and so
// finds the same.
//
// It knows English, French, Spanish, Russian, Arabic, Chinese and Kazakh; words
// of other languages become terms unchanged but for case and accents. A text is
// made into terms by Analyse and asked for by Query, which need not know the
// language of the texts. Words, Terms and Stem are for what is known to be
// English.
package lang

// Term is a word of a text as a search compares it.
type Term struct {
	Text string
	// From and To are where the word stands, in bytes.
	From, To int
}

// Terms gives the terms of a text in its order, as if all of it were English.
func Terms(text string) []Term {
	terms := make([]Term, 0, len(text)/6)
	each(text, func(from, to int, _ bool) {
		f := look(text[from:to], Unknown)
		switch {
		case f.word == "":
		case f.script == latin:
			terms = append(terms, Term{f.term, from, to})
		default:
			terms = append(terms, Term{f.word, from, to})
		}
	})
	return terms
}

// Words gives the words of a text as Terms splits and folds them, without
// taking their endings off: what a search for a beginning compares.
func Words(text string) []Term {
	terms := make([]Term, 0, len(text)/6)
	each(text, func(from, to int, _ bool) {
		if f := look(text[from:to], Unknown); f.word != "" {
			terms = append(terms, Term{f.word, from, to})
		}
	})
	if len(terms) == 0 {
		return nil
	}
	return terms
}

// Stem gives the term of a folded word: an English word without its ending.
func Stem(word string) string {
	if len(word) < 3 || !ascii(word) {
		return word
	}
	return look(word, English).term
}

// Token is a word of a text in the two forms in which it can be asked for.
type Token struct {
	// Term is what a search for the word compares.
	Term string
	// Word is the word folded, with its endings: what a search for a beginning
	// compares.
	Word string
	// From and To are where the word stands, in bytes.
	From, To int
}

// Analyse makes a text into tokens, in its order. Each word is taken as one of
// the language that the text has in the word's script, so that names in a text
// of another script become what they would become elsewhere.
//
// A run of Chinese characters becomes every two that stand beside each other,
// and its last alone: whatever it is searched for is then a token, the
// beginning of one, or several in a row.
func Analyse(text string) []Token {
	tokens := make([]Token, 0, len(text)/6)
	var votes survey
	each(text, func(from, to int, chinese bool) {
		if chinese {
			tokens = bigrams(tokens, text, from, to)
			return
		}
		f := look(text[from:to], Unknown)
		votes.add(f)
		if f.word != "" {
			tokens = append(tokens, Token{Term: f.term, Word: f.word, From: from, To: to})
		}
	})
	if inLatin, inCyrillic := votes.latin(), votes.cyrillic(); others(inLatin) || others(inCyrillic) {
		retake(tokens, text, inLatin, inCyrillic)
	}
	return tokens
}

// others reports whether a language is not the one that look takes words for
// where none is named.
func others(l Language) bool { return l == French || l == Spanish || l == Kazakh }

// retake gives the tokens the terms of other languages than were supposed.
func retake(tokens []Token, text string, inLatin, inCyrillic Language) {
	for i := range tokens {
		t := &tokens[i]
		raw := text[t.From:t.To]
		as := Unknown
		switch scriptOf(raw) {
		case latin:
			as = inLatin
		case cyrillic:
			as = inCyrillic
		}
		if !others(as) {
			continue
		}
		if f := look(raw, as); f.word != "" {
			t.Term, t.Word = f.term, f.word
		}
	}
}

// bigrams adds the tokens of a run of Chinese characters.
func bigrams(tokens []Token, text string, from, to int) []Token {
	before := -1
	for i := range text[from:to] {
		if before >= 0 {
			_, size := firstRune(text[from+i:])
			end := from + i + size
			two := text[from+before : end]
			tokens = append(tokens, Token{two, two, from + before, end})
		}
		before = i
	}
	last := text[from+before : to]
	return append(tokens, Token{last, last, from + before, to})
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}
