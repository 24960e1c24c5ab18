// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token is.
type kind int

const (
	leaf kind = iota
	opens
	closes
	both    // AND
	either  // OR
	without // NOT and -
)

// operators are words only in capitals.
var operators = map[string]kind{"AND": both, "OR": either, "NOT": without}

// token is one sign or one thing that is asked for; its leaf is nil where
// nothing was found in it that can be asked.
type token struct {
	kind kind
	leaf Node
}

// lexer cuts a text into tokens.
type lexer struct {
	text   string // what is left
	fields Fields
	leaves int
	full   bool // no more leaves: the rest is passed over
	notes  notes
}

// validText is a text in UTF-8, whatever came.
func validText(text string) string { return strings.ToValidUTF8(text, " ") }

// closers are what ends a phrase, by what begins it. Keyboards and word
// processors mix them.
var closers = map[rune]string{'"': "\"”", '“': "”\"", '„': "“”\"", '«': "»"}

const (
	quotes   = "\"“”„«»"
	brackets = "()"
)

func (l *lexer) run() []token {
	var out []token
	for !l.full {
		l.text = strings.TrimLeftFunc(l.text, unicode.IsSpace)
		if l.text == "" {
			break
		}
		if t, ok := l.token(); ok {
			out = append(out, t.apart()...)
		}
	}
	return out
}

// apart writes a leaf that has become several as what it is written as, so that
// brackets are counted alike.
func (t token) apart() []token {
	var all []Node
	between := both
	switch n := t.leaf.(type) {
	case And:
		all = n
	case Or:
		all, between = n, either
	default:
		return []token{t}
	}
	out := []token{{kind: opens}}
	for i, n := range all {
		if i > 0 {
			out = append(out, token{kind: between})
		}
		out = append(out, token{leaf: n})
	}
	return append(out, token{kind: closes})
}

// token takes one token off the text, which begins with no space.
func (l *lexer) token() (t token, ok bool) {
	first, size := utf8.DecodeRuneInString(l.text)
	rest := l.text[size:]
	switch {
	case first == '(':
		l.text = rest
		return token{kind: opens}, true
	case first == ')':
		l.text = rest
		return token{kind: closes}, true
	case first == '-':
		l.text = rest
		if rest == "" || startsWithSpace(rest) || rest[0] == ')' {
			l.notes.add(keyMinus)
			return token{}, false
		}
		return token{kind: without}, true
	case strings.ContainsRune(quotes, first):
		return token{leaf: l.phrase(l.quoted())}, true
	}
	if n, is := l.field(); is {
		return token{leaf: n}, true
	}
	chunk := l.chunk("")
	if k, is := operators[chunk]; is {
		return token{kind: k}, true
	}
	return token{leaf: l.words(chunk)}, true
}

// quoted takes what stands between quotation marks off the text; a mark that
// only closes is nothing between two.
func (l *lexer) quoted() string {
	first, size := utf8.DecodeRuneInString(l.text)
	l.text = l.text[size:]
	ends, ok := closers[first]
	if !ok {
		return ""
	}
	at := strings.IndexAny(l.text, ends)
	if at < 0 {
		l.notes.add(keyQuoteOpen)
		inner := l.text
		l.text = ""
		return inner
	}
	inner := l.text[:at]
	_, size = utf8.DecodeRuneInString(l.text[at:])
	l.text = l.text[at+size:]
	return inner
}

// chunk takes what is written together off the text.
func (l *lexer) chunk(also string) string {
	at := strings.IndexFunc(l.text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(quotes+brackets+also, r)
	})
	if at < 0 {
		at = len(l.text)
	}
	chunk := l.text[:at]
	l.text = l.text[at:]
	return chunk
}

// leaf counts something that is asked for.
func (l *lexer) leaf(n Node) Node {
	if l.leaves == mostLeaves {
		l.full = true
		l.notes.add(keyMany, "Count", strconv.Itoa(mostLeaves))
		return nil
	}
	l.leaves++
	return n
}

// phrase gives what a text between quotation marks asks.
func (l *lexer) phrase(text string) Node {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(quotes, r) {
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if !hasWord(text) {
		l.notes.add(keyPhraseEmpty)
		return nil
	}
	return l.leaf(Phrase{text})
}

// words gives what a chunk asks that is no operator and no known field.
func (l *lexer) words(chunk string) Node {
	if name, value, ok := strings.Cut(chunk, ":"); ok && !l.full && looksLikeField(name, value, l.text) {
		l.notes.add(keyField, "Name", name)
		return andOf([]Node{l.word(name), l.words(value)})
	}
	return l.word(chunk)
}

// looksLikeField keeps addresses, times and words before a colon from being
// taken for fields that are not known.
func looksLikeField(name, value, behind string) bool {
	if name == "" || strings.HasPrefix(value, "/") {
		return false
	}
	for _, r := range name {
		if !unicode.IsLetter(r) && r != '_' && r != '-' {
			return false
		}
	}
	return value != "" || behind != "" && strings.ContainsAny(behind[:1], `"(`)
}

// word gives what a chunk asks: a word, a beginning, or nothing.
func (l *lexer) word(chunk string) Node {
	text := strings.TrimRightFunc(trimLeft(chunk, "*"), func(r rune) bool { return !ofWord(r) && r != '*' })
	bare := strings.TrimLeft(text, "*")
	if bare != text {
		bare = trimLeft(bare, "")
		l.noteStar(bare)
	}
	before, behind, star := strings.Cut(bare, "*")
	before = strings.TrimRightFunc(before, func(r rune) bool { return !ofWord(r) })
	switch {
	case before == "":
		return nil
	case star && strings.Trim(behind, "*") != "":
		l.notes.add(keyStarInside, "Word", bare, "Beginning", before)
		fallthrough
	case star:
		// A colon would make a field of it where it is written anew.
		return l.leaf(Prefix{strings.ReplaceAll(before, ":", "-")})
	case strings.Contains(before, ":") || operators[before] != leaf:
		return l.leaf(Phrase{before})
	}
	return l.leaf(Word{before})
}

func (l *lexer) noteStar(bare string) {
	if hasWord(bare) {
		l.notes.add(keyStarFront, "Word", strings.TrimRight(bare, "*"))
		return
	}
	l.notes.add(keyStar)
}

// trimLeft takes off what no word begins with.
func trimLeft(text, but string) string {
	return strings.TrimLeftFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(but, r)
	})
}

// ofWord reports whether a word can end with a character.
func ofWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func hasWord(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func startsWithSpace(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsSpace(r)
}
