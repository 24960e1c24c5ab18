// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Token is a word of a text as an index keeps it.
type Token struct {
	// Term is what a search for the word compares: the word without its ending;
	// in Chinese two characters beside each other.
	Term string
	// Word is what a search for a beginning compares: the word, folded.
	Word string
	// From and To are where it stands, in bytes. Chinese tokens overlap.
	From, To int
}

// Analyse gives the tokens of a text in its order. Language is that of the
// text; for Unknown, each text is looked at by Detect. A word in another script
// than that of the language is taken as English, Russian (or Kazakh, if its
// letters say so), Arabic or Chinese.
func Analyse(language Language, text string) []Token {
	return AppendTokens(make([]Token, 0, len(text)/6+1), language, text)
}

// AppendTokens appends the tokens of a text to others and gives all, so that
// whoever analyses many texts needs memory once.
func AppendTokens(to []Token, language Language, text string) []Token {
	if language == Unknown {
		language = Detect(text)
	}
	a, _ := analysers.Get().(*analyser)
	defer analysers.Put(a)
	each(text, func(raw string, from, end int) {
		if ascii(raw) || !hasHan(raw) {
			if w := a.word(language, raw); w.word != "" {
				to = append(to, Token{w.term, w.word, from, end})
			}
			return
		}
		to = a.mixed(to, language, raw, from)
	})
	return to
}

// analysers keeps analysers with what they have learnt.
var analysers = sync.Pool{New: func() any { return &analyser{known: map[Language]map[string]analysed{}} }}

// analyser remembers words, because texts repeat them: taking an ending off
// costs a hundred times what looking it up does.
type analyser struct {
	known map[Language]map[string]analysed
}

// analysed is a word as it is compared.
type analysed struct{ word, term string }

// Bounds of what an analyser remembers: words for each language, and bytes of
// a word.
const (
	maxKnown = 1 << 15
	maxWord  = 40
)

// word folds a word and takes its ending off.
func (a *analyser) word(language Language, raw string) analysed {
	language = spoken(language, raw)
	known := a.known[language]
	if w, ok := known[raw]; ok {
		return w
	}
	folded := Fold(raw)
	w := analysed{folded, stem(language, folded)}
	if len(raw) > maxWord {
		return w
	}
	if known == nil || len(known) >= maxKnown {
		known = map[string]analysed{}
		a.known[language] = known
	}
	// What is kept must not hold on to the text.
	if w.word = strings.Clone(w.word); w.term == w.word {
		w.term = w.word
	} else {
		w.term = strings.Clone(w.term)
	}
	known[strings.Clone(raw)] = w
	return w
}

// spoken gives the language by whose rules a word loses its ending, within a
// text of a language: that of the text where the script of the word fits.
func spoken(language Language, raw string) Language {
	r := rune(raw[0])
	if r >= utf8.RuneSelf {
		r, _ = utf8.DecodeRuneInString(raw)
	}
	switch {
	case r < 0x250 || unicode.Is(unicode.Latin, r):
		if language != French && language != Spanish {
			return English
		}
		return language
	case 0x400 <= r && r < 0x530:
		if language == Kazakh || strings.ContainsFunc(raw, isKazakh) {
			return Kazakh
		}
		return Russian
	case isArabic(r):
		return Arabic
	case isHan(r):
		return Chinese
	}
	return Unknown
}

// stem gives the term of a folded word.
func stem(language Language, word string) string {
	switch language {
	case English:
		return Stem(word)
	case French:
		return stemFrench(word)
	case Spanish:
		return stemSpanish(word)
	case Russian:
		return stemRussian(word)
	case Kazakh:
		return stemKazakh(word)
	case Arabic:
		return stemArabic(word)
	}
	return word
}

// mixed takes a word apart that has Chinese characters: their runs are written
// without spaces, so every two beside each other are a term, and one that is
// alone is one as well. Other letters between them are words.
func (a *analyser) mixed(to []Token, language Language, raw string, at int) []Token {
	for i := 0; i < len(raw); {
		end := i
		for end < len(raw) {
			r, size := utf8.DecodeRuneInString(raw[end:])
			if !isHan(r) {
				break
			}
			end += size
		}
		if end > i {
			to = a.pairs(to, raw[i:end], at+i)
			i = end
			continue
		}
		for end < len(raw) {
			r, size := utf8.DecodeRuneInString(raw[end:])
			if isHan(r) {
				break
			}
			end += size
		}
		if w := a.word(language, raw[i:end]); w.word != "" {
			to = append(to, Token{w.term, w.word, at + i, at + end})
		}
		i = end
	}
	return to
}

// pairs gives every two characters that stand beside each other.
func (a *analyser) pairs(to []Token, run string, at int) []Token {
	from := 0
	_, middle := utf8.DecodeRuneInString(run)
	for {
		_, size := utf8.DecodeRuneInString(run[middle:])
		if size == 0 && from > 0 {
			return to
		}
		w := a.word(Chinese, run[from:middle+size])
		to = append(to, Token{w.term, w.word, at + from, at + middle + size})
		if size == 0 {
			return to
		}
		from, middle = middle, middle+size
	}
}

func hasHan(s string) bool { return strings.ContainsFunc(s, isHan) }

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
