// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package ask reads what people type into the search box: words, "phrases",
// beginnings*, AND, OR, NOT and brackets, and fields such as state:Kenya. It
// reads everything: what is not well-formed is read as what was most likely
// meant, and a note says how.
//
// It knows the language only; which fields there are, and what their values
// mean, its caller says.
package ask

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Node is what is asked for: one of And, Or, Not, Words, Prefix and Field.
type Node interface{ write(*strings.Builder) }

// The nodes.
type (
	// And asks for what all of them fit; nothing asks for everything.
	And []Node
	// Or asks for what one of them fits.
	Or []Node
	// Not asks for what Node does not fit.
	Not struct{ Node Node }
	// Words asks for words one behind another.
	Words string
	// Prefix asks for words that begin so.
	Prefix string
	// Field asks for rows that have one of the values in a column.
	Field struct {
		Name   string // as the caller knows it
		Values []string
		Given  string // the value as it was typed
	}
)

// Note says how something was understood that is not well-formed. Its key is
// that of a message, Args are the names and values of its places.
type Note struct {
	Key  string   `json:"key"`
	Args []string `json:"args,omitempty"`
}

// The keys of the notes.
const (
	NoteBracketOpen  = "ask.bracket_open"  // a bracket that is not closed
	NoteBracketClose = "ask.bracket_close" // one that was never opened
	NoteQuote        = "ask.quote"         // a quotation that is not closed
	NoteOperator     = "ask.operator"      // AND, OR or NOT with nothing on one side
	NoteField        = "ask.field"         // a name that is no field
	NoteValue        = "ask.value"         // a value that the field does not have
	NoteNoValue      = "ask.no_value"      // a field with nothing behind it
	NoteDeep         = "ask.deep"          // more than can be asked at once
)

// Notes lists the keys of all notes.
func Notes() []string {
	return []string{NoteBracketOpen, NoteBracketClose, NoteQuote, NoteOperator, NoteField, NoteValue, NoteNoValue, NoteDeep}
}

// Fields says what fields there are: by its name in small letters, what a value
// means. False says that the field has no such value.
type Fields map[string]func(value string) (Field, bool)

// Query is what was typed, as it was understood.
type Query struct {
	Node  Node
	Notes []Note
}

// Empty reports whether nothing is asked, so that everything fits.
func (q Query) Empty() bool {
	all, ok := q.Node.(And)
	return ok && len(all) == 0
}

// String writes the query as it was understood; read again, it is the same.
func (q Query) String() string {
	var b strings.Builder
	q.Node.write(&b)
	return b.String()
}

// What can be asked at once: more than anybody types by hand.
const (
	maxDepth = 20
	maxNodes = 200
)

// Parse reads what was typed.
func Parse(typed string, fields Fields) Query {
	p := &parser{tokens: split(typed), fields: fields}
	var all And
	for !p.done() {
		if p.take(isClose) {
			p.note(NoteBracketClose)
			continue
		}
		all = append(all, p.or(0))
	}
	return Query{simple(all), p.notes}
}

// kind is what a token is.
type kind int

const (
	isWord  kind = iota
	isQuote      // a phrase in quotation marks
	isOpen
	isClose
	isAnd
	isOr
	isNot
	isEnd
)

// token is a piece of what was typed.
type token struct {
	kind kind
	text string
	// field is the name before a colon.
	field string
	// unclosed says that a quotation goes to the end for want of a mark.
	unclosed bool
}

// marks are the quotation marks, each with the one that closes it.
var marks = map[rune]rune{'"': '"', '“': '”', '«': '»', '„': '“', '「': '」'}

// split cuts what was typed into tokens.
func split(typed string) []token {
	var out []token
	for rest := []rune(typed); ; {
		for len(rest) > 0 && space(rest[0]) {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return out
		}
		var t token
		t, rest = next(rest)
		out = append(out, t)
	}
}

// next takes one token off the beginning.
func next(in []rune) (token, []rune) {
	switch {
	case in[0] == '(':
		return token{kind: isOpen}, in[1:]
	case in[0] == ')':
		return token{kind: isClose}, in[1:]
	case in[0] == '-' && len(in) > 1 && !space(in[1]) && in[1] != ')' && in[1] != '-':
		return token{kind: isNot}, in[1:]
	case marks[in[0]] != 0:
		return quoted(in)
	}
	i := 0
	for i < len(in) && inWord(in[i]) {
		if in[i] == ':' && i > 0 && i+1 < len(in) && !space(in[i+1]) && in[i+1] != ')' && letters(in[:i]) {
			return field(string(in[:i]), in[i+1:])
		}
		i++
	}
	return wordOrOperator(string(in[:i])), in[i:]
}

func wordOrOperator(text string) token {
	switch text {
	case "AND":
		return token{kind: isAnd}
	case "OR":
		return token{kind: isOr}
	case "NOT":
		return token{kind: isNot}
	}
	return token{kind: isWord, text: text}
}

// space reports whether a sign parts words: blanks, and the commas and stops of
// Chinese, which has no blanks.
func space(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("，。、；：", r) }

// inWord reports whether a sign can be part of a word.
func inWord(r rune) bool { return !space(r) && r != '(' && r != ')' && marks[r] == 0 }

// quoted takes a phrase off the beginning.
func quoted(in []rune) (token, []rune) {
	for i := 1; i < len(in); i++ {
		if in[i] == marks[in[0]] {
			return token{kind: isQuote, text: string(in[1:i])}, in[i+1:]
		}
	}
	return token{kind: isQuote, text: string(in[1:]), unclosed: true}, nil
}

// field takes a field's value off the beginning.
func field(name string, in []rune) (token, []rune) {
	if marks[in[0]] != 0 {
		t, rest := quoted(in)
		t.field = strings.ToLower(name)
		return t, rest
	}
	i := 0
	for i < len(in) && inWord(in[i]) {
		i++
	}
	return token{kind: isWord, text: string(in[:i]), field: strings.ToLower(name)}, in[i:]
}

func letters(in []rune) bool {
	for _, r := range in {
		if !unicode.IsLetter(r) && r != '_' {
			return false
		}
	}
	return true
}

// parser goes through the tokens.
type parser struct {
	tokens []token
	at     int
	nodes  int
	fields Fields
	notes  []Note
}

func (p *parser) done() bool { return p.at >= len(p.tokens) }

func (p *parser) peek() kind {
	if p.done() {
		return isEnd
	}
	return p.tokens[p.at].kind
}

// take takes the next token if it is of a kind.
func (p *parser) take(k kind) bool {
	if p.peek() != k {
		return false
	}
	p.at++
	return true
}

// note adds a note, once.
func (p *parser) note(key string, args ...string) {
	for _, n := range p.notes {
		if n.Key == key && strings.Join(n.Args, "\x00") == strings.Join(args, "\x00") {
			return
		}
	}
	p.notes = append(p.notes, Note{key, args})
}

// or reads what is parted by OR.
func (p *parser) or(depth int) Node {
	var out Or
	for several := false; ; several = true {
		if n := p.and(depth); n != nil {
			out = append(out, n)
		} else if several || p.peek() == isOr {
			p.note(NoteOperator, "Operator", "OR")
		}
		if !p.take(isOr) {
			break
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return simple(out)
}

// and reads what stands behind each other, with or without AND; nil is nothing.
func (p *parser) and(depth int) Node {
	var out And
	for {
		switch p.peek() {
		case isAnd:
			p.at++
			if len(out) == 0 || p.peek() == isEnd || p.peek() == isOr || p.peek() == isClose || p.peek() == isAnd {
				p.note(NoteOperator, "Operator", "AND")
			}
			continue
		case isOr, isEnd, isClose:
		default:
			if n := p.one(depth); n != nil {
				out = append(out, n)
			}
			continue
		}
		break
	}
	switch {
	case len(out) == 0:
		return nil
	case len(out) == 1:
		return out[0]
	}
	return out
}

// one reads a word, a phrase, a field, a bracket or the denial of one; nil is
// nothing.
func (p *parser) one(depth int) Node {
	t := p.tokens[p.at]
	p.at++
	if p.nodes++; p.nodes > maxNodes || depth > maxDepth {
		p.note(NoteDeep)
		return nil
	}
	switch t.kind {
	case isNot:
		if k := p.peek(); k == isEnd || k == isOr || k == isAnd || k == isClose {
			p.note(NoteOperator, "Operator", "NOT")
			return nil
		}
		if n := p.one(depth + 1); n != nil {
			return Not{n}
		}
		return nil
	case isOpen:
		return p.bracket(depth + 1)
	}
	if t.unclosed {
		p.note(NoteQuote)
	}
	if t.field != "" {
		return p.field(t)
	}
	if name := strings.ToLower(strings.TrimSuffix(t.text, ":")); t.kind == isWord && p.fields[name] != nil && strings.HasSuffix(t.text, ":") {
		return p.apart(name)
	}
	return text(t)
}

// apart reads the value of a field that stands apart from it: "state: Kenya".
func (p *parser) apart(name string) Node {
	if k := p.peek(); k != isWord && k != isQuote || p.tokens[p.at].field != "" {
		p.note(NoteNoValue, "Field", name)
		return nil
	}
	t := p.tokens[p.at]
	p.at++
	t.field = name
	return p.field(t)
}

// bracket reads up to the bracket that closes.
func (p *parser) bracket(depth int) Node {
	if p.take(isClose) {
		return nil
	}
	n := p.or(depth)
	if !p.take(isClose) {
		p.note(NoteBracketOpen)
	}
	if all, ok := n.(Or); ok && len(all) == 0 {
		return nil
	}
	return n
}

// field reads a field's values, which commas part, or a bracket of them.
func (p *parser) field(t token) Node {
	if t.text == "" && t.kind == isWord && p.take(isOpen) {
		return p.values(t.field)
	}
	resolve, ok := p.fields[t.field]
	if !ok {
		p.note(NoteField, "Field", t.field)
		return And{Words(t.field), text(token{kind: t.kind, text: t.text})}
	}
	values := []string{t.text}
	if t.kind == isWord {
		values = strings.Split(t.text, ",")
	}
	var out Field
	var good []string
	for _, v := range values {
		f, ok := resolve(v)
		if !ok {
			p.note(NoteValue, "Field", t.field, "Value", v)
			continue
		}
		out.Name, out.Values = f.Name, append(out.Values, f.Values...)
		good = append(good, v)
	}
	out.Given = strings.Join(good, ",")
	if len(out.Values) == 0 {
		return text(token{kind: t.kind, text: t.text}) // better than nothing
	}
	return out
}

// values reads the values of a field in a bracket; any of them fits.
func (p *parser) values(field string) Node {
	var out Or
	for !p.done() && !p.take(isClose) {
		t := p.tokens[p.at]
		p.at++
		if p.nodes++; (t.kind == isWord || t.kind == isQuote) && t.field == "" && p.nodes < maxNodes {
			t.field = field
			out = append(out, p.field(t))
		}
	}
	if len(out) == 0 {
		return nil
	}
	return simple(out)
}

// text makes a word or phrase, or a beginning, which is of letters and digits;
// what stands before those in "non-gov*" are words of their own.
func text(t token) Node {
	before, ok := strings.CutSuffix(t.text, "*")
	if !ok || t.kind != isWord {
		return Words(t.text)
	}
	at := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
	_, size := utf8.DecodeRuneInString(before[max(at, 0):])
	switch {
	case before == "" || at >= 0 && at+size == len(before):
		return Words(t.text)
	case at < 0:
		return Prefix(before)
	}
	return And{Words(before[:at+size]), Prefix(before[at+size:])}
}

// simple takes away what stands alone in a group.
func simple(n Node) Node {
	switch n := n.(type) {
	case And:
		var out And
		for _, m := range n {
			if inner, ok := m.(And); ok {
				out = append(out, inner...)
			} else if either, ok := m.(Or); !ok || len(either) > 0 {
				out = append(out, m)
			}
		}
		if len(out) == 1 {
			return out[0]
		}
		return append(And{}, out...)
	case Or:
		if len(n) == 1 {
			return n[0]
		}
	}
	return n
}

func (a And) write(b *strings.Builder) {
	for i, n := range a {
		if i > 0 {
			b.WriteByte(' ')
		}
		within(b, n)
	}
}

func (o Or) write(b *strings.Builder) {
	for i, n := range o {
		if i > 0 {
			b.WriteString(" OR ")
		}
		within(b, n)
	}
}

func (n Not) write(b *strings.Builder) {
	b.WriteString("NOT ")
	within(b, n.Node)
}

// within writes a node that stands in another.
func within(b *strings.Builder, n Node) {
	switch n.(type) {
	case And, Or:
		b.WriteByte('(')
		n.write(b)
		b.WriteByte(')')
	default:
		n.write(b)
	}
}

func (w Words) write(b *strings.Builder) { b.WriteString(quoting(string(w))) }

func (p Prefix) write(b *strings.Builder) { b.WriteString(string(p) + "*") }

func (f Field) write(b *strings.Builder) {
	given := f.Given
	if given == "" || strings.ContainsFunc(given, func(r rune) bool { return space(r) || r == '(' || r == ')' }) || marks[[]rune(given)[0]] != 0 {
		given = quoting(given)
	}
	b.WriteString(f.Name + ":" + given)
}

// quoting writes a word as it can be read again, in quotation marks if it needs
// them.
func quoting(s string) string {
	for _, q := range []string{`""`, "“”", "«»", "「」"} {
		openMark, closeMark := q[:len(q)/2], q[len(q)/2:]
		if !strings.Contains(s, closeMark) {
			return openMark + s + closeMark
		}
	}
	return `"` + strings.ReplaceAll(s, `"`, "") + `"`
}
