// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package doc

import (
	"strings"
	"unicode"
)

// hyphenMark is how PDFium gives a hyphen at the end of a line. Whether it
// belongs to the word is decided here.
const hyphenMark = '\u0002'

// vocabulary counts the words of a document, in lower case, as they stand
// inside lines: what is split at a line's end does not count.
func vocabulary(pages []Page) map[string]int {
	words := map[string]int{}
	for _, p := range pages {
		for _, l := range p.Lines {
			text := strings.ToLower(Clean(l.Text()))
			for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != hyphenMark }) {
				if strings.ContainsRune(w, hyphenMark) {
					continue
				}
				words[w]++
				for _, part := range strings.Split(w, "-") {
					if part != w {
						words[part]++
					}
				}
			}
		}
	}
	return words
}

// appendLine adds a line's text to what is there, with a blank between, or
// with the hyphen at the end of the last line resolved. It gives where the
// line's text begins.
func appendLine(b *strings.Builder, text string, words map[string]int) int {
	have := b.String()
	if have == "" {
		b.WriteString(text)
		return 0
	}
	trimmed, marked := strings.CutSuffix(have, string(hyphenMark))
	switch {
	case marked:
		b.Reset()
		b.WriteString(trimmed)
		if keepHyphen(lastWord(trimmed), firstWord(text), words) {
			b.WriteByte('-')
		}
	case strings.HasSuffix(have, "/"), strings.HasSuffix(have, "-") && !strings.HasSuffix(have, " -"):
		// A slash or a real hyphen at the end of a line joins as it is.
	default:
		b.WriteByte(' ')
	}
	from := b.Len()
	b.WriteString(text)
	return from
}

// keepHyphen decides whether a hyphen at a line's end is part of the word. It
// is, if the document writes the compound so elsewhere, or if both halves are
// words of the document and the joined form is not; a hyphen before a capital
// or a figure always is.
func keepHyphen(left, right string, words map[string]int) bool {
	if right == "" || left == "" {
		return true
	}
	if r := []rune(right)[0]; unicode.IsUpper(r) || unicode.IsDigit(r) {
		return true
	}
	l, r := strings.ToLower(left), strings.ToLower(right)
	switch {
	case words[l+"-"+r] > 0:
		return true
	case words[l+r] > 0:
		return false
	}
	parts := strings.Split(l, "-")
	return words[parts[len(parts)-1]] > 0 && words[strings.Split(r, "-")[0]] > 0 || prefixes[l]
}

// prefixes are English beginnings that official documents join by a hyphen and
// that are no words of their own.
var prefixes = map[string]bool{"non": true, "anti": true, "co": true, "pre": true, "post": true, "semi": true, "socio": true, "ex": true, "vice": true, "self": true, "inter": true, "multi": true}

func lastWord(s string) string {
	parts := strings.FieldsFunc(s, notWord)
	if len(parts) == 0 || !strings.HasSuffix(s, parts[len(parts)-1]) {
		return ""
	}
	return parts[len(parts)-1]
}

func firstWord(s string) string {
	if i := strings.IndexFunc(s, notWord); i >= 0 {
		return s[:i]
	}
	return s
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }

// resolveLastHyphen turns marks that are left, at the end of a paragraph or
// inside a line, into plain hyphens.
func resolveLastHyphen(s string) string {
	return strings.ReplaceAll(s, string(hyphenMark), "-")
}
