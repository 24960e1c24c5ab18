// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"golang.org/x/text/unicode/norm"
)

// fold takes case and accents off a word, and what grows on to it from its
// neighbours: the English 's, the French l' and d'.
func fold(word string, language Language) string {
	if plain(word) {
		return word
	}
	for _, end := range []string{"'s", "’s"} {
		word = strings.TrimSuffix(word, end)
	}
	if language == French {
		word = unelided(word)
	}
	switch language {
	case Russian, Kazakh:
		return foldCyrillic(word, language)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == 'ـ': // the last stretches Arabic words
			return -1
		case r == 'ı': // Turkish, without its dot
			return 'i'
		case r == 'ł' || r == 'Ł':
			return 'l'
		case r == 'ى': // two ways to write one Arabic ending
			return 'ي'
		case r == 'ة':
			return 'ه'
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(strings.ReplaceAll(word, "ß", "ss")))
}

// plain reports whether folding would change nothing, as in most of English.
func plain(word string) bool {
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c == '\'' {
			return false
		}
	}
	return true
}

// unelided takes an article or conjunction off a French word: "l'éducation".
func unelided(word string) string {
	for _, mark := range []string{"'", "’"} {
		if before, after, ok := strings.Cut(word, mark); ok && len(before) <= 3 && after != "" {
			return after
		}
	}
	return word
}

// kazakhFolded are the letters of Kazakh by those that people type in their place
// who have a Russian keyboard.
var kazakhFolded = map[rune]rune{'ә': 'а', 'ө': 'о', 'ү': 'у', 'ұ': 'у', 'қ': 'к', 'ғ': 'г', 'ң': 'н', 'һ': 'х', 'і': 'и'}

// foldCyrillic leaves й, which is no и with an accent.
func foldCyrillic(word string, language Language) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		if r == 'ё' {
			return 'е'
		}
		if to, ok := kazakhFolded[r]; ok && language == Kazakh {
			return to
		}
		if r == 0x301 || r == '\'' || r == '’' { // stress
			return -1
		}
		return r
	}, norm.NFC.String(word))
}

// irregular are forms that no ending tells.
var irregular = map[Language]map[string]string{
	English: {"women": "woman", "men": "man", "children": "child", "people": "person"},
	// Vowels that come and go.
	Russian: {"пыток": "пытки", "детей": "дети", "детям": "дети", "детьми": "дети", "детях": "дети", "людей": "люди", "людям": "люди", "людьми": "люди", "людях": "люди", "прав": "право", "лет": "лета", "судей": "судьи", "семей": "семьи"},
}

// kept are stems that have been found, so that frequent words are stemmed once.
// It is as many as fit: a new one takes the place of another.
var kept [1 << 15]atomic.Pointer[keptStem]

type keptStem struct {
	word, stem string
	language   Language
}

var seed = maphash.MakeSeed()

// Stem takes the ending off a folded word of a language.
func Stem(word string, language Language) string { return stem(word, language) }

// stem takes the ending off a folded word.
func stem(word string, language Language) string {
	at := &kept[maphash.String(seed, word)%uint64(len(kept))]
	if k := at.Load(); k != nil && k.word == word && k.language == language {
		return k.stem
	}
	k := &keptStem{strings.Clone(word), stemmed(word, language), language}
	at.Store(k)
	return k.stem
}

func stemmed(word string, language Language) string {
	if s, ok := irregular[language][word]; ok {
		word = s
	}
	if utf8.RuneCountInString(word) < 3 {
		return word
	}
	switch language {
	case English:
		return snowball(word, english.Stem)
	case French:
		return snowball(word, french.Stem)
	case Spanish:
		return snowball(word, spanish.Stem)
	case Russian:
		return snowball(word, russian.Stem)
	case Kazakh:
		return kazakhStem(word)
	case Arabic:
		return arabicStem(word)
	}
	return word
}

// snowball runs a stemmer, which cuts endings only of what it knows the letters
// of.
func snowball(word string, f func(*snowballstem.Env) bool) string {
	if strings.ContainsAny(word, "0123456789") {
		return word
	}
	env := snowballstem.NewEnv(word)
	f(env)
	return env.Current()
}

// arabicStem is the light stemmer known as light10 (Larkey, Ballesteros and
// Connell, 2007): articles and conjunctions before a word and endings behind it
// fall as long as enough is left.
func arabicStem(word string) string {
	letters := utf8.RuneCountInString
	if rest, ok := strings.CutPrefix(word, "و"); ok && letters(rest) >= 3 {
		word = rest
	}
	for _, p := range []string{"ال", "بال", "كال", "فال", "لل"} {
		if rest, ok := strings.CutPrefix(word, p); ok && letters(rest) >= 2 {
			word = rest
			break
		}
	}
	for _, s := range []string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"} {
		if rest, ok := strings.CutSuffix(word, s); ok && letters(rest) >= 2 {
			word = rest
		}
	}
	return word
}

// kazakhEndings are the endings of Kazakh nouns and verbs, folded, in the order
// in which they stand on a word from its end: persons and cases, possession, the
// plural.
var kazakhEndings = [][]string{
	{"мен", "бен", "пен", "дан", "ден", "тан", "тен", "нан", "нен", "нын", "нин", "дын", "дин", "тын", "тин", "га", "ге", "ка", "ке", "на", "не", "ды", "ди", "ты", "ти", "ны", "ни", "да", "де", "та", "те", "н"},
	{"лары", "лери", "дары", "дери", "тары", "тери", "сы", "си"},
	{"лар", "лер", "дар", "дер", "тар", "тер"},
}

// kazakhStem takes one ending of each kind off, as long as three letters are
// left.
func kazakhStem(word string) string {
	for _, kind := range kazakhEndings {
		for _, s := range kind {
			if rest, ok := strings.CutSuffix(word, s); ok && utf8.RuneCountInString(rest) >= 3 {
				word = rest
				break
			}
		}
	}
	return word
}
