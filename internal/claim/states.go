// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// named is a State where a sentence names it.
type named struct {
	code     heed.StateCode
	from, to int
	// bent says that the name stands in a case other than that of who does something.
	bent bool
}

// statesIn finds the States that a sentence names, in order, but for those that are
// named for comparison only. "The country" names the one that the text is about.
func (f finder) statesIn(sentence, low string) []named {
	var out []named
	first, places := firstWord(sentence), 0
	names, g := refdata.NamesIn(f.language), f.grammar
	for i := 0; i < len(sentence); {
		r, size := utf8.DecodeRuneInString(sentence[i:])
		last, _ := utf8.DecodeLastRuneInString(sentence[:i])
		if unicode.IsUpper(r) && !isWord(last) {
			places++
			if n := f.nameAt(names, sentence, i, places <= mostBent); n.code != "" && !(i == 0 && slices.Contains(g.words, first)) {
				if !g.setsAside(sentence[:i]) {
					out = append(out, n)
				}
				i = n.to
				continue
			}
		}
		i += size
	}
	if f.about == "" {
		return out
	}
	for _, w := range g.itself {
		for at := 0; ; {
			i := strings.Index(low[at:], w)
			if i < 0 {
				break
			}
			at += i + len(w)
			if alone(low, at-len(w), at) && !slices.Contains(g.only, lastWord(low[:at-len(w)])) {
				out = append(out, named{code: f.about, from: at - len(w), to: at})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b named) int { return cmp.Compare(a.from, b.from) })
	return out
}

// lastWord is the word that a text ends with.
func lastWord(low string) string {
	low = strings.TrimRightFunc(low, unicode.IsSpace)
	return low[strings.LastIndexFunc(low, func(r rune) bool { return !isWord(r) })+1:]
}

// firstWord is the word that a sentence begins with, in small letters.
func firstWord(sentence string) string {
	end := strings.IndexFunc(sentence, func(r rune) bool { return !isWord(r) })
	if end < 0 {
		end = len(sentence)
	}
	return lower(sentence[:end])
}

// nameAt gives the State whose name begins at a place, bent or only as lists have it.
func (f finder) nameAt(names *refdata.Names, sentence string, at int, bent bool) named {
	if code, _, end := names.At(sentence[at:]); code != "" && alone(sentence, at, at+end) {
		return named{code: code, from: at, to: at + end}
	}
	if f.grammar.bare == nil || !bent {
		return named{}
	}
	words, ends := opening(sentence[at:])
	for n := len(words); n > 0; n-- {
		if code := f.bareCode(names, words[:n]); code != "" {
			return named{code: code, from: at, to: at + ends[n-1], bent: true}
		}
	}
	return named{}
}

// bareCode gives the State that words in some case name. A text says the same over
// and over, so what was once looked up is remembered.
func (f finder) bareCode(names *refdata.Names, words []string) heed.StateCode {
	key := strings.Join(words, " ")
	code, known := f.bent[key]
	if !known {
		code = bareName(names, f.grammar, words, "")
		f.bent[key] = code
	}
	return code
}

// mostWords is how many words of a name in another case are looked at: with more, a
// State is named in full, which texts do in documents only. mostBent is at how many
// places of a sentence: each word may be in some ten cases.
const (
	mostWords = 3
	mostBent  = 40
)

// opening gives the words that a text begins with, and where each ends.
func opening(text string) (words []string, ends []int) {
	for at := 0; len(words) < mostWords; {
		w := strings.IndexFunc(text[at:], func(r rune) bool { return !isWord(r) && r != '-' })
		if w < 0 {
			w = len(text) - at
		}
		if w == 0 {
			return words, ends
		}
		words, ends = append(words, text[at:at+w]), append(ends, at+w)
		if at += w; !strings.HasPrefix(text[at:], " ") {
			return words, ends
		}
		at++
	}
	return words, ends
}

// bareName tries the words of a name in each case that they may be in.
func bareName(names *refdata.Names, g grammar, words []string, before string) heed.StateCode {
	if len(words) == 0 {
		code, _ := names.ByName(strings.TrimSpace(before))
		return code
	}
	for _, w := range g.bare(words[0]) {
		if code := bareName(names, g, words[1:], before+" "+w); code != "" {
			return code
		}
	}
	return ""
}

// setsAside reports whether words end in some after which a State is only compared.
func (g grammar) setsAside(before string) bool {
	before = lower(strings.TrimRightFunc(before, unicode.IsSpace))
	return slices.ContainsFunc(g.aside, func(w string) bool {
		rest, ok := strings.CutSuffix(before, w)
		last, _ := utf8.DecodeLastRuneInString(rest)
		return ok && !isWord(last)
	})
}

// subjects gives the States of which a status is claimed: one by which something was
// done, or in which, else those named nearest before it, joined by "and" or commas, else the one
// that the text is about. The words about an institution may hold its State.
func (g grammar) subjects(sentence string, all []named, h hit, about heed.StateCode) []heed.StateCode {
	for _, n := range all {
		if n.from < h.to || !n.bent && g.bare != nil {
			continue
		}
		between := strings.TrimSpace(sentence[h.to:n.from])
		if slices.Contains(g.by, between) || h.subject != subjectTreaty && slices.Contains(g.at, between) {
			return []heed.StateCode{n.code}
		}
	}
	before := h.from
	if h.subject != subjectTreaty {
		before = h.to
	}
	all = slices.DeleteFunc(slices.Clone(all), func(n named) bool { return n.to > before })
	if doing := slices.DeleteFunc(slices.Clone(all), func(n named) bool { return n.bent }); len(doing) > 0 {
		all = doing
	}
	if len(all) == 0 {
		if about == "" {
			return nil
		}
		return []heed.StateCode{about}
	}
	last := len(all) - 1
	out := []heed.StateCode{all[last].code}
	for ; last > 0; last-- {
		joint := strings.Trim(sentence[all[last-1].to:all[last].from], " ,")
		if joint != "" && !slices.Contains(g.joints, joint) {
			break
		}
		out = append([]heed.StateCode{all[last-1].code}, out...)
	}
	return out
}
