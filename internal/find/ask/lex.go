// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heed-upr/heed/internal/lang"
)

// What a query may be: bytes of it as it is typed, bytes and number of its
// words and values, depth of its brackets, notes on it.
const (
	maxTyped  = 8000
	maxBytes  = 1000
	maxLeaves = 100
	maxDepth  = 16
	maxNotes  = 10
)

// kind is that of a token.
type kind int

const (
	end kind = iota
	leaf
	opening
	closing
	opAnd
	opOr
	opNot
	minus
)

var operators = map[string]kind{"AND": opAnd, "OR": opOr, "NOT": opNot}

// token is a word of the query language.
type token struct {
	kind kind
	node Node // of a leaf
	// field says that an opening bracket holds values of a field.
	field bool
}

// lexer makes tokens of a text. The brackets it gives are balanced.
type lexer struct {
	text   string
	at     int
	fields Fields
	tokens []token
	notes  []Note
	// open are the brackets that are open, each with its field; ignored, how
	// many more there are beyond what is allowed.
	open    []*Known
	ignored int
	// leaves and bytes are what the leaves so far take.
	leaves, bytes int
	full          bool
}

// sameSigns are signs that other keyboards have for those of the language.
var sameSigns = strings.NewReplacer("（", "(", "）", ")", "：", ":", "，", ",", "、", ",", "،", ",", "；", ";", "؛", ";", "＂", `"`, "－", "-", "＊", "*")

// quotes gives the signs that close what another opens.
var quotes = map[rune]string{'"': `"`, '“': `”"`, '”': `”"`, '„': `“”"`, '«': "»", '»': "«", '「': "」", '『': "』", '《': "》"}

// isQuote reports whether a sign opens or closes a phrase.
func isQuote(r rune) bool { return quotes[r] != "" || r == '」' || r == '』' || r == '》' }

func lex(text string, fields Fields) lexer {
	l := lexer{fields: fields}
	if len(text) > maxTyped {
		text = text[:maxTyped]
		l.note(noteTooLong)
	}
	l.text = sameSigns.Replace(strings.ToValidUTF8(text, " "))
	for l.at < len(l.text) && !l.full {
		l.token()
	}
	if len(l.open) > 0 || l.ignored > 0 {
		l.note(noteBracketMissing)
	}
	for range l.open {
		l.emit(closing)
	}
	return l
}

func (l *lexer) note(key string, args ...string) { l.notes = addNote(l.notes, key, args...) }

func addNote(notes []Note, key string, args ...string) []Note {
	n := Note{key, args}
	same := func(had Note) bool { return had.Key == key && slices.Equal(had.Args, args) }
	if len(notes) >= maxNotes || slices.ContainsFunc(notes, same) {
		return notes
	}
	return append(notes, n)
}

func (l *lexer) emit(k kind) { l.tokens = append(l.tokens, token{kind: k}) }

// leaf adds a leaf, if there is one.
func (l *lexer) leaf(n Node) {
	if n != nil {
		l.tokens = append(l.tokens, token{kind: leaf, node: n})
	}
}

// fits counts what a leaf takes, and says whether there is room for it.
func (l *lexer) fits(text string) bool {
	if l.full || l.leaves == maxLeaves || l.bytes+len(text) > maxBytes {
		l.full = true
		l.note(noteTooLong)
		return false
	}
	l.leaves++
	l.bytes += len(text)
	return true
}

// peek gives the character at the place, and its size.
func (l *lexer) peek() (rune, int) { return utf8.DecodeRuneInString(l.text[l.at:]) }

// token reads one token, or passes over a character that means nothing.
func (l *lexer) token() {
	r, size := l.peek()
	switch {
	case r == '(':
		l.at++
		l.opening(l.field())
	case r == ')':
		l.at++
		l.closing()
	case quotes[r] != "":
		l.quotation()
	case r == '-' && l.begins():
		l.at++
		l.minus()
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		l.word()
	case strings.ContainsRune("<>.=", r) && l.field() != nil && l.field().Ranged:
		l.leaf(l.name(l.field()))
	default:
		l.at += size
	}
}

// quotation reads a phrase or, in the brackets of a field, a value.
func (l *lexer) quotation() {
	text := l.quoted()
	if text == "" {
		l.note(noteEmptyPhrase)
		return
	}
	if f := l.field(); f != nil {
		l.leaf(l.value(f, text, true))
		return
	}
	l.leaf(l.phrase(text))
}

// field gives the field in whose brackets the place is.
func (l *lexer) field() *Known {
	if len(l.open) == 0 {
		return nil
	}
	return l.open[len(l.open)-1]
}

func (l *lexer) opening(field *Known) {
	if len(l.open) >= maxDepth {
		l.ignored++
		l.note(noteTooDeep)
		return
	}
	l.open = append(l.open, field)
	l.tokens = append(l.tokens, token{kind: opening, field: field != nil})
}

func (l *lexer) closing() {
	switch {
	case l.ignored > 0:
		l.ignored--
	case len(l.open) == 0:
		l.note(noteBracketExtra)
	default:
		l.open = l.open[:len(l.open)-1]
		l.emit(closing)
	}
}

// begins reports whether something new begins at the place: a minus within a
// word is a hyphen.
func (l *lexer) begins() bool {
	r, _ := utf8.DecodeLastRuneInString(l.text[:l.at])
	return l.at == 0 || unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("(),;-", r)
}

// minus takes a minus, unless nothing stands right behind it.
func (l *lexer) minus() {
	r, _ := l.peek()
	if l.at == len(l.text) || ends(r) && r != '(' && quotes[r] == "" {
		l.note(noteLoneMinus)
		return
	}
	l.emit(minus)
}

// ends reports whether a character ends a word.
func ends(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || isQuote(r) || strings.ContainsRune("(),;", r)
}

// quoted reads a phrase in quotation marks, up to the closing mark or the end.
// One without a word is empty.
func (l *lexer) quoted() string {
	r, size := l.peek()
	l.at += size
	text := l.text[l.at:]
	if i := strings.IndexAny(text, quotes[r]); i >= 0 {
		_, size = utf8.DecodeRuneInString(text[i:])
		l.at += i + size
		text = text[:i]
	} else {
		l.at = len(l.text)
		l.note(noteQuoteMissing)
	}
	if text = clean(text); len(lang.Words(text)) == 0 {
		return ""
	}
	return text
}

// clean leaves single spaces between words, and no quotation marks.
func clean(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || isQuote(r)
	}), " ")
}

// bare reads what stands up to the end of a word.
func (l *lexer) bare() string {
	text := l.text[l.at:]
	if i := strings.IndexFunc(text, ends); i >= 0 {
		text = text[:i]
	}
	l.at += len(text)
	return text
}

// word reads a word, an operator or a field.
func (l *lexer) word() {
	start := l.at
	raw := l.bare()
	if op, ok := operators[raw]; ok {
		l.emit(op)
		return
	}
	if name, _, ok := strings.Cut(raw, ":"); ok && isName(name) {
		l.at = start + len(name) + 1
		if f := l.fields.find(name); f != nil {
			l.named(f)
			return
		}
		l.unknown(name)
		return
	}
	if f := l.field(); f != nil {
		l.at = start
		l.leaf(l.name(f))
		return
	}
	l.leaf(l.term(raw))
}

// isName reports whether a text may be the name of a field.
func isName(text string) bool {
	return text != "" && len(text) <= 40 && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '_' })
}

// unknown takes what looks like a field and is none as the words that it is
// made of.
func (l *lexer) unknown(name string) {
	rest := l.bare()
	r, _ := l.peek()
	if rest != "" || l.at < len(l.text) && (r == '(' || quotes[r] != "") {
		l.note(noteUnknownField, "Field", name)
	}
	l.leaf(l.plain(name + ":" + rest))
}

// plain takes a text as the words between its colons, as one leaf.
func (l *lexer) plain(text string) Node {
	var parts []Node
	for _, raw := range strings.FieldsFunc(text, func(r rune) bool { return r == ':' }) {
		if n := l.term(raw); n != nil {
			parts = append(parts, n)
		}
	}
	return l.group(parts, all)
}

// group makes one leaf of several; it needs brackets in print, and they count.
func (l *lexer) group(parts []Node, join func([]Node) Node) Node {
	if len(parts) == 0 {
		return nil
	}
	if len(parts) > 1 && len(l.open) >= maxDepth {
		l.note(noteTooDeep)
	}
	return join(parts)
}

// term makes a leaf of a word as it is typed: a beginning if an asterisk is
// behind it. A single Chinese character is a beginning too, because texts have
// it as part of words only.
func (l *lexer) term(raw string) Node {
	odd := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	word := strings.TrimLeftFunc(raw, odd)
	word = strings.TrimRightFunc(word, func(r rune) bool { return odd(r) && !unicode.IsMark(r) })
	if len(lang.Words(word)) == 0 || !l.fits(word) {
		return nil
	}
	if strings.HasSuffix(raw, "*") || lang.SingleHan(word) {
		return Prefix{word}
	}
	if _, ok := operators[word]; ok {
		word = strings.ToLower(word)
	}
	return Term{word}
}

// phrase makes a leaf of what stood in quotation marks.
func (l *lexer) phrase(text string) Node {
	if text == "" || !l.fits(text) {
		return nil
	}
	return Phrase{text}
}
