// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package grammar

import (
	"regexp"
	"strings"
	"unicode"
)

// What a letter or mark of a form stands for. A text may be typed in several
// ways that look the same: with any of the blanks, apostrophes and brackets,
// with or without the vowels of Arabic, with the figures of either script.
const (
	blank      = `(?:[\s\x{00a0}\x{202f}\x{2009}]+)`
	apostrophe = `['’ʼ‘]`
	vowels     = `[\x{064b}-\x{0655}\x{0670}\x{0640}]*`
	figure     = `[0-9\x{0660}-\x{0669}\x{06f0}-\x{06f9}\x{ff10}-\x{ff19}]`
	before     = `(?:^|[^\pL\pM\pN])`
	after      = `(?:$|[^\pL\pM\pN])`
)

// alike are letters of Arabic that are typed for each other.
var alike = map[rune]string{
	'ا': "[اأإآٱ]", 'أ': "[اأإآٱ]", 'إ': "[اأإآٱ]", 'آ': "[اأإآٱ]",
	'ي': "[يىئ]", 'ى': "[يى]", 'ه': "[هة]", 'ة': "[هة]",
}

// between is a stretch from the end of one word to the beginning of another: they
// may also stand side by side, with one blank that is end and beginning.
var between = regexp.MustCompile(`\\>(\[\^[^\]]*\](?:\{\d+,\d+\}|\*))\\<`)

// widen makes a form match a text however it is typed. "\<" and "\>" are the
// beginning and the end of a word in any script; what stands between square
// brackets is left as it is.
func widen(form string) string {
	var b strings.Builder
	inside := false
	runes := []rune(between.ReplaceAllString(form, `\>(?:$1[^\pL\pM\pN])?`))
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case r == '\\' && i+1 < len(runes):
			i++
			b.WriteString(escaped(runes[i], inside))
		case inside:
			inside = r != ']'
			b.WriteRune(r)
		case r == '[':
			inside = true
			b.WriteRune(r)
		default:
			b.WriteString(typed(r))
		}
	}
	return b.String()
}

// escaped widens what stands behind a backslash.
func escaped(r rune, inside bool) string {
	switch {
	case inside:
	case r == '<':
		return before
	case r == '>':
		return after
	case r == 'd':
		return figure
	case r == '(':
		return `[(（]`
	case r == ')':
		return `[)）]`
	}
	return `\` + string(r)
}

// typed widens a letter, a blank or an apostrophe.
func typed(r rune) string {
	switch {
	case r == ' ':
		return blank
	case r == '\'':
		return apostrophe
	case alike[r] != "":
		return "(?:" + alike[r] + vowels + ")"
	case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
		return "(?:" + string(r) + vowels + ")"
	case unicode.Is(unicode.Han, r):
		return "(?:" + string(r) + `\s*)`
	}
	return string(r)
}
