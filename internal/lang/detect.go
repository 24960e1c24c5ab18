// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"unicode"
	"unicode/utf8"
)

// enough is how much of a text tells its language, in bytes.
const enough = 1024

// Detect tells the language of a text: by its script, Kazakh from Russian by
// the letters that Russian lacks, and English, French and Spanish by their
// small words. A text that does not tell (a name, a number) is Unknown.
func Detect(text string) Language {
	var d detector
	for i := 0; i < len(text) && i < enough; {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
			if r < 0xc0 || 0x2000 <= r && r < 0x2070 { // spaces and punctuation
				d.end(text, i)
			}
			d.wide(r)
		} else if !latin(r) {
			d.end(text, i)
		} else if d.latin++; !d.inside {
			d.from, d.inside = i, true
		}
		i += size
	}
	d.end(text, min(len(text), enough))
	return d.language()
}

// detector counts what speaks for a language.
type detector struct {
	latin, cyrillic, kazakh, arabic, han int
	en, fr, es                           int
	// from is where the word of Latin letters begins that is being read.
	from   int
	inside bool
	// spoilt says that the word has letters beyond a to z; begun, that a word
	// has been read.
	spoilt, begun bool
}

func latin(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }

// wide counts a character beyond ASCII.
func (d *detector) wide(r rune) {
	switch {
	case r == '¿' || r == '¡':
		d.es += 2
	case r < 0xc0:
	case r < 0x250:
		d.latin++
		d.spoilt = true
		d.accent(r)
	case 0x400 <= r && r < 0x530:
		d.cyrillic++
		if isKazakh(r) {
			d.kazakh++
		}
	case isArabic(r):
		d.arabic++
	case isHan(r):
		d.han++
	}
}

// accent counts letters that few of the languages have. A single one may be
// that of a name.
func (d *detector) accent(r rune) {
	switch r {
	case 'ñ', 'Ñ':
		d.es += 2
	case 'ó', 'í', 'ú', 'á':
		d.es++
	case 'ê', 'è', 'à', 'ç', 'ù', 'û', 'œ', 'À', 'Ê', 'Ç':
		d.fr++
	case 'é', 'É':
		d.fr++
		d.es++
	}
}

// end takes the word that ends before i. A word with a capital counts only
// where it begins the text: "El Salvador" is no Spanish.
func (d *detector) end(text string, i int) {
	if d.inside && !d.spoilt && i-d.from <= 5 {
		word := text[d.from:i]
		first := !d.begun && 'A' <= word[0] && word[0] <= 'Z'
		if first {
			word = string(word[0]|0x20) + word[1:]
		}
		d.small(word)
	}
	d.begun = d.begun || d.inside
	d.inside, d.spoilt = false, false
}

// small counts a small word. Those of two languages count half.
func (d *detector) small(word string) {
	switch word {
	case "the", "of", "and", "to", "in", "for", "that", "with", "by", "is", "be", "its", "are", "all", "from", "this", "their", "which", "was", "were", "have", "has", "not", "or", "it":
		d.en += 2
	case "les", "des", "du", "et", "dans", "pour", "qui", "au", "aux", "sur", "une", "est", "par", "avec", "cette", "leur", "leurs", "ces", "sont", "ou", "ses", "elle", "il":
		d.fr += 2
	case "el", "los", "las", "del", "y", "por", "para", "con", "una", "su", "sus", "lo", "al", "como", "este", "esta", "sobre", "entre", "fue", "son", "sin":
		d.es += 2
	case "de", "la", "que", "en", "un", "se", "le":
		d.fr++
		d.es++
	}
}

// language says for what most speaks. A Chinese character says as much as
// three letters. In Kazakh every sixth letter is one that Russian lacks; a
// Russian text may have a few in names.
func (d *detector) language() Language {
	most := max(d.latin, d.cyrillic, d.arabic, 3*d.han)
	switch most {
	case 0:
		return Unknown
	case 3 * d.han:
		return Chinese
	case d.arabic:
		return Arabic
	case d.cyrillic:
		if d.kazakh*25 >= d.cyrillic {
			return Kazakh
		}
		return Russian
	}
	switch best := max(d.en, d.fr, d.es); {
	case best < 2:
		return Unknown
	case d.en == best:
		return English
	case d.fr == d.es:
		return Unknown
	case d.fr == best:
		return French
	}
	return Spanish
}

// isKazakh reports whether a letter is one that Kazakh has and Russian lacks.
func isKazakh(r rune) bool {
	switch r {
	case 'ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і', 'Ә', 'Ғ', 'Қ', 'Ң', 'Ө', 'Ұ', 'Ү', 'Һ', 'І':
		return true
	}
	return false
}

func isArabic(r rune) bool {
	return 0x600 <= r && r < 0x780 || r >= 0xfb00 && unicode.Is(unicode.Arabic, r)
}

func isHan(r rune) bool {
	return 0x4e00 <= r && r < 0xa000 || r >= 0x2e80 && unicode.Is(unicode.Han, r)
}
