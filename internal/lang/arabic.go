// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"strings"
	"unicode/utf8"
)

// The endings and beginnings that Arabic joins to nouns, folded, in the order
// of the light stemmer that Larkey, Ballesteros and Connell measured (light10).
var (
	arabicPrefixes = []string{"وبال", "وال", "بال", "كال", "فال", "ولل", "ال", "لل"}
	arabicSuffixes = []string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"}
)

// stemArabic takes the article, what is joined before it, and endings off. Two
// letters must remain, and three where only "and" is taken.
func stemArabic(word string) string {
	stripped := false
	for _, p := range arabicPrefixes {
		if rest, ok := strings.CutPrefix(word, p); ok && utf8.RuneCountInString(rest) >= 2 {
			word, stripped = rest, true
			break
		}
	}
	if rest, ok := strings.CutPrefix(word, "و"); ok && !stripped && utf8.RuneCountInString(rest) >= 3 {
		word = rest
	}
	for _, s := range arabicSuffixes {
		if rest, ok := strings.CutSuffix(word, s); ok && utf8.RuneCountInString(rest) >= 2 {
			word = rest
		}
	}
	return word
}
