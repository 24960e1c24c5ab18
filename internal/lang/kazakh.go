// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// kazakhEndings are those of number, person and case, folded, the longest
// first. Kazakh strings them one behind another, so they are taken off as long
// as there is one; what then looks cut too short is so in all forms of the word.
var kazakhEndings = func() []string {
	endings := strings.Fields(`
		лар лер дар дер тар тер
		нын нин дын дин тын тин
		дан ден тан тен нан нен
		мен бен пен
		сын син сы си
		ымыз имиз мыз миз ыныз иниз
		ны ни ды ди ты ти
		га ге ка ке на не
		да де та те
		ым им ын ин
		лык лик дык дик тык тик
		ы и`)
	slices.SortStableFunc(endings, func(a, b string) int { return len(b) - len(a) })
	return endings
}()

// remains says how many letters an ending must leave: two if it is long, three
// if it is short or may begin with the last letter of the word (заң-ын), four if
// it makes another word (мемлекет-тік, but балық).
func remains(ending string) int {
	switch {
	case strings.HasSuffix(ending, "к"):
		return 4
	case utf8.RuneCountInString(ending) > 2 && !strings.HasPrefix(ending, "н"):
		return 2
	}
	return 3
}

// follows reports whether an ending may stand behind what is before it: one with
// т or к only behind a voiceless sound, so that институт-ы is not cut as if it
// were институ-ты.
func follows(ending, before string) bool {
	if !strings.HasPrefix(ending, "т") && !strings.HasPrefix(ending, "к") {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune("кптсшщфхцчгбвд", last)
}

// stemKazakh takes the endings off a folded word.
func stemKazakh(word string) string {
	for again := true; again; {
		again = false
		for _, e := range kazakhEndings {
			if rest, ok := strings.CutSuffix(word, e); ok && utf8.RuneCountInString(rest) >= remains(e) && follows(e, rest) {
				word, again = rest, true
				break
			}
		}
	}
	// Before a vowel the last sound of some words becomes voiced: құқық, құқығы.
	for voiced, voiceless := range map[string]string{"г": "к", "б": "п"} {
		if rest, ok := strings.CutSuffix(word, voiced); ok {
			return rest + voiceless
		}
	}
	return word
}
