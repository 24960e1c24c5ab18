// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/heed-upr/heed"
)

// nameIndex finds a State by a name that has been reduced to what tells names
// apart: its letters, in order, without case, marks, article and whatever
// stands between the words.
type nameIndex struct {
	byKey map[string]entry
	// short holds the abbreviations: names wholly in capitals, which mean a
	// State in capitals only ("US", not "us").
	short map[string]heed.StateCode
	// longest is the largest number of words of any name.
	longest int
	// silent are the words, as keys, that belong to no name: articles. joints
	// are those that stand between names: "and".
	silent, joints map[string]bool
	// clitic is what is written in one word with the name after it, "" where
	// nothing is: Arabic writes "and" so.
	clitic string
}

type entry struct {
	code heed.StateCode
	// breaks is how many gaps between words the name has as it is spelt. A
	// text may have fewer (words run together) but not more, so that "to go"
	// is not Togo.
	breaks int
}

// newNameIndex makes an index without names, with the articles and the "and" of
// English.
func newNameIndex() *nameIndex {
	return &nameIndex{
		byKey: map[string]entry{}, short: map[string]heed.StateCode{},
		silent: map[string]bool{"the": true}, joints: map[string]bool{"and": true},
	}
}

// add enters a name; a name that already belongs to another State is refused.
func (x *nameIndex) add(name string, code heed.StateCode) error {
	words := x.meaning(split(name))
	if len(words) == 0 {
		return fmt.Errorf("%s: the name %q has no letters", code, name)
	}
	x.longest = max(x.longest, len(words))
	key := joined(words)
	if len(words) == 1 && words[0].capitals {
		if had, ok := x.short[key]; ok && had != code {
			return fmt.Errorf("%q would be %s and %s", name, had, code)
		}
		x.short[key] = code
		return nil
	}
	had, ok := x.byKey[key]
	if ok && had.code != code {
		return fmt.Errorf("%q would be %s and %s", name, had.code, code)
	}
	x.byKey[key] = entry{code, max(had.breaks, len(words)-1)}
	return nil
}

// StateByName gives the State that a name stands for. Case, marks,
// apostrophes, hyphens, brackets, the article and footnote numbers behind the
// name make no difference. A name that is none, or that could be two States'
// ("Korea"), is not found.
func StateByName(name string) (heed.StateCode, bool) { return English().ByName(name) }

// word is a run of letters in a text.
type word struct {
	from, to int    // bytes of the text
	key      string // folded
	capitals bool   // all letters are capital, and there are at least two or it stands alone
	upper    bool   // begins with a capital
	caseless bool   // its script has no capitals: any word may be a name
	number   bool   // digits instead of letters
	gap      string // what stands before it
}

// split cuts a text into its words and numbers.
func split(text string) []word {
	var words []word
	from, end := -1, 0
	digits := false
	flush := func(to int) {
		if from < 0 {
			return
		}
		words = append(words, newWord(text, from, to, text[end:from], digits))
		from, end = -1, to
	}
	for i, r := range text {
		switch {
		case unicode.Is(unicode.Han, r): // written without blanks: each is a word
			flush(i)
			words = append(words, newWord(text, i, i+utf8.RuneLen(r), text[end:i], false))
			end = i + utf8.RuneLen(r)
		case unicode.IsLetter(r) || unicode.IsMark(r):
			if digits {
				flush(i)
			}
			if from < 0 {
				from, digits = i, false
			}
		case unicode.IsDigit(r):
			if !digits {
				flush(i)
			}
			if from < 0 {
				from, digits = i, true
			}
		case r == '\u00ad': // soft hyphen: the word goes on
		case r == '&':
			flush(i)
			words = append(words, word{from: i, to: i + 1, key: "and", gap: text[end:i]})
			end = i + 1
		default:
			flush(i)
		}
	}
	flush(len(text))
	return words
}

func newWord(text string, from, to int, gap string, digits bool) word {
	raw := text[from:to]
	w := word{from: from, to: to, key: fold(raw), number: digits, gap: gap}
	w.capitals = !digits && strings.ToUpper(raw) == raw && strings.ToLower(raw) != raw
	for _, r := range raw {
		w.upper = unicode.IsUpper(r)
		w.caseless = unicode.Is(unicode.Han, r) || unicode.Is(unicode.Arabic, r)
		break
	}
	return w
}

// fold reduces letters to what tells names apart.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r == 'ـ': // draws an Arabic word out
		case r == 'ة':
			b.WriteRune('ه')
		case r == 'ى':
			b.WriteRune('ي')
		case unicode.IsLetter(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// meaning drops articles, and numbers, which are footnote marks.
func (x *nameIndex) meaning(words []word) []word {
	var kept []word
	for _, w := range words {
		if !w.number && !x.silent[w.key] && w.key != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

func joined(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.key)
	}
	return b.String()
}

func allCapitals(words []word) bool {
	for _, w := range words {
		if !w.capitals {
			return false
		}
	}
	return true
}
