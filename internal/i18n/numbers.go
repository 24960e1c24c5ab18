// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package i18n

import (
	"fmt"
	"strings"
	"unicode"
)

// ending is a form that a message can give to a number in digits, as in
// "{{.Of}} ұсынымның {{ofthem .Count}}". In Kazakh the number takes an ending by the
// sounds of its last word; in the other languages it stays what it is.
//
//   - ofthem: so many of them ("7-сі"); genitive "7-сінің", accusative "7-сін"
//   - than: to be held against that number ("7-ден")
type ending func(word kazakhWord) string

var endings = map[string]ending{
	"ofthem":            func(w kazakhWord) string { return w.possessive },
	"ofthem_genitive":   func(w kazakhWord) string { return w.possessive + w.either("ның", "нің") },
	"ofthem_accusative": func(w kazakhWord) string { return w.possessive + "н" },
	"than":              func(w kazakhWord) string { return w.ablative },
}

// kazakhWord is what the last word of a number takes: the possessive ending of the third
// person and that of the ablative.
type kazakhWord struct{ possessive, ablative string }

// either chooses the ending that goes with the vowels of the word.
func (w kazakhWord) either(back, front string) string {
	if strings.ContainsRune(w.ablative, 'а') {
		return back
	}
	return front
}

// The words of Kazakh numbers: units, tens, and by how many naughts a round number ends.
var (
	kazakhUnits = [10]kazakhWord{
		{"і", "ден"},  // нөл
		{"і", "ден"},  // бір
		{"сі", "ден"}, // екі
		{"і", "тен"},  // үш
		{"і", "тен"},  // төрт
		{"і", "тен"},  // бес
		{"сы", "дан"}, // алты
		{"сі", "ден"}, // жеті
		{"і", "ден"},  // сегіз
		{"ы", "дан"},  // тоғыз
	}
	kazakhTens = [10]kazakhWord{
		1: {"ы", "нан"},  // он
		2: {"сы", "дан"}, // жиырма
		3: {"ы", "дан"},  // отыз
		4: {"ы", "тан"},  // қырық
		5: {"і", "ден"},  // елу
		6: {"ы", "тан"},  // алпыс
		7: {"і", "тен"},  // жетпіс
		8: {"і", "нен"},  // сексен
		9: {"ы", "нан"},  // тоқсан
	}
	kazakhHundred  = kazakhWord{"і", "ден"} // жүз
	kazakhThousand = kazakhWord{"ы", "нан"} // мың; миллион is alike
	kazakhMilliard = kazakhWord{"ы", "тан"} // миллиард
)

// lastWord gives what the last word of a number in digits takes; false where the text
// ends with no digit.
func lastWord(text string) (kazakhWord, bool) {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) { // thousands stand apart
			return -1
		}
		return r
	}, text)
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return kazakhWord{}, false
	}
	significant := strings.TrimRight(digits, "0")
	if significant == "" {
		return kazakhUnits[0], true
	}
	last := significant[len(significant)-1] - '0'
	switch naughts := len(digits) - len(significant); {
	case naughts == 0:
		return kazakhUnits[last], true
	case naughts == 1:
		return kazakhTens[last], true
	case naughts == 2:
		return kazakhHundred, true
	case naughts < 9:
		return kazakhThousand, true
	default:
		return kazakhMilliard, true
	}
}

// ended gives a number in digits an ending where the language has them.
func (t *Translator) ended(e ending, n any) string {
	text := fmt.Sprint(n)
	if t.Code != "kk" {
		return text
	}
	word, ok := lastWord(text)
	if !ok {
		return text
	}
	return text + "-" + e(word)
}
