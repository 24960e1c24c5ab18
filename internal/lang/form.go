// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// form is what becomes of a word as it is written, in one language.
type form struct {
	raw string
	as  Language

	word    string // folded; "" where nothing is left
	term    string
	script  script
	letters uint8 // bytes of it
	kazakh  uint8 // bytes of letters that Russian lacks
	votes   uint8
}

// longest is how long a word may be to have endings, in bytes, and to be kept.
// Longer ones are no words of a language.
const longest = 96

// look gives the form of a word in a language of its script; in the first where
// the language is none of them.
func look(raw string, as Language) *form {
	if len(raw) > longest {
		return newForm(raw, as)
	}
	at := maphash.String(seed, raw)
	if as != Unknown {
		at += uint64(as[0])<<8 | uint64(as[1])
	}
	ways := &kept[at%uint64(len(kept))]
	for i := range ways {
		if f := ways[i].Load(); f != nil && f.raw == raw && f.as == as {
			return f
		}
	}
	f := newForm(strings.Clone(raw), as) // not to hold on to the whole text
	ways[1].Store(ways[0].Load())
	ways[0].Store(f)
	return f
}

// kept are the forms of the words that came last, so that a word is not taken
// apart each time: texts repeat theirs. Two forms have the same place; whoever
// comes third takes that of the first. A form never changes, so that any number
// may read and write here.
var (
	kept [1 << 15][2]atomic.Pointer[form]
	seed = maphash.MakeSeed()
)

func newForm(raw string, as Language) *form {
	f := &form{raw: raw, as: as, script: scriptOf(raw), letters: uint8(min(len(raw), longest))}
	language := languagesOf[f.script][0]
	for _, l := range languagesOf[f.script] {
		if l == as {
			language = l
		}
	}
	if language == French {
		raw = withoutElision(raw)
	}
	for _, end := range []string{"'s", "’s"} {
		raw = strings.TrimSuffix(raw, end)
	}
	f.word = Fold(raw)
	f.term = termIn(language, raw, f.word)
	switch f.script {
	case latin:
		f.votes = votesOf(raw, f.word)
	case cyrillic:
		f.kazakh = uint8(min(countKazakh(raw), longest))
	}
	return f
}
