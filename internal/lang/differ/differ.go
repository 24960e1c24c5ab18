// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package differ says in which words two texts differ. Words are those of
// Unicode (UAX 29), so that it holds for every script: a word of Russian or
// Arabic is one, and so is a sign of Chinese.
package differ

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"github.com/sergi/go-diff/diffmatchpatch"
)

// Kind is what became of a stretch of text.
type Kind string

// The kinds.
const (
	Same     Kind = "same"
	Inserted Kind = "inserted"
	Deleted  Kind = "deleted"
)

// Part is a stretch of text of which the same became.
type Part struct {
	Kind Kind
	Text string
}

// patience is how long a comparison may look for the fewest changes. After it,
// what it gives is right all the same, and longer.
const patience = 200 * time.Millisecond

// Words gives one text as it became another: what is the same or deleted is the
// old one, what is the same or inserted the new one, each in its order.
func Words(old, new string) []Part {
	k := keys{of: map[string]rune{}}
	a, b := k.spell(old), k.spell(new)
	d := diffmatchpatch.New()
	d.DiffTimeout = patience
	var out []Part
	for _, p := range d.DiffMainRunes(a, b, false) {
		text := k.read(p.Text)
		switch p.Type {
		case diffmatchpatch.DiffInsert:
			out = add(out, Inserted, text)
		case diffmatchpatch.DiffDelete:
			out = add(out, Deleted, text)
		default:
			out = add(out, Same, text)
		}
	}
	return join(out)
}

// keys give every word a sign of its own, so that words are compared as if they
// were letters.
type keys struct {
	of    map[string]rune
	words []string
}

// first is the sign of the first word, in the planes of private use and beyond
// all surrogates; as many words as there are signs behind it can be told apart.
const first = 0xE000

// spell writes a text with one sign for each word. Where the signs run out, the
// rest of the text is one word.
func (k *keys) spell(text string) []rune {
	var out []rune
	for state := -1; text != ""; {
		word, rest, s := uniseg.FirstWordInString(text, state)
		if len(k.words) >= utf8.MaxRune-first-1 {
			word, rest = text, ""
		}
		sign, ok := k.of[word]
		if !ok {
			sign = first + rune(len(k.words))
			k.of[word], k.words = sign, append(k.words, word)
		}
		out = append(out, sign)
		text, state = rest, s
	}
	return out
}

// read gives the words of signs.
func (k *keys) read(signs string) string {
	var out strings.Builder
	for _, sign := range signs {
		out.WriteString(k.words[sign-first])
	}
	return out.String()
}

func add(out []Part, kind Kind, text string) []Part {
	if text == "" {
		return out
	}
	if n := len(out); n > 0 && out[n-1].Kind == kind {
		out[n-1].Text += text
		return out
	}
	return append(out, Part{kind, text})
}

// join makes one change of two with nothing but a blank between: a sentence that
// was written anew is read at once, and not word by word.
func join(parts []Part) []Part {
	var out []Part
	var deleted, inserted string
	flush := func() {
		out = add(add(out, Deleted, deleted), Inserted, inserted)
		deleted, inserted = "", ""
	}
	for i, p := range parts {
		switch {
		case p.Kind == Deleted:
			deleted += p.Text
		case p.Kind == Inserted:
			inserted += p.Text
		case deleted+inserted != "" && i+1 < len(parts) && strings.TrimSpace(p.Text) == "" && !strings.Contains(p.Text, "\n"):
			deleted, inserted = deleted+p.Text, inserted+p.Text
		default:
			flush()
			out = add(out, Same, p.Text)
		}
	}
	flush()
	return out
}
