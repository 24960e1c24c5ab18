// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package ask reads what people write into the search box:
//
//	torture "places of detention" ratif* -(death OR execution) state:Kazakhstan year:2015..2020
//
// Words beside each other have to be there all; AND may stand between them, OR
// binds less. NOT and - leave out. Quotation marks, also “ ” and « », hold a
// phrase, a star stands for the rest of a word, brackets group, and a name with
// a colon asks for a value in place of a word: state:KAZ, state:KAZ,UZB,
// persons:"migrant workers", state:(Viet Nam OR China).
//
// There is no wrong query. Whatever is written is understood as something that
// can be asked, and notes say how, where it is not well-formed. This package
// knows neither an index nor the names of fields: their table is given to it.
package ask

import "slices"

// Node is a part of a query: And, Or, Not, Word, Prefix, Phrase or Field.
type Node interface {
	// String writes the node as Parse reads it.
	String() string

	node()
}

// The nodes that hold others.
type (
	// And asks for what all of its nodes find; without any, for everything.
	And []Node
	// Or asks for what any of its nodes, two at the least, finds.
	Or []Node
	// Not asks for what its node does not find.
	Not struct{ Of Node }
)

// The nodes that ask for something themselves. Their texts are as they were
// written; what is compared of them is for lang.Query to say.
type (
	// Word asks for a word. A text such as "non-governmental" is one that holds
	// several, which have to stand beside each other.
	Word struct{ Text string }
	// Prefix asks for a word that begins so; of a text that holds several
	// words, the last.
	Prefix struct{ Text string }
	// Phrase asks for words beside each other.
	Phrase struct{ Text string }
	// Field asks for any of some values of a field, as its table has given them.
	Field struct {
		Name   string
		Values []string
	}
)

func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
func (Word) node()   {}
func (Prefix) node() {}
func (Phrase) node() {}
func (Field) node()  {}

// Values gives the values of a field that a value in a query stands for, such
// as the code of a State for any of its names, and every year for a range. A
// value that means nothing is not ok. Each value that is given has to stand for
// itself alone, so that a query that was written anew means the same.
type Values func(value string) (values []string, ok bool)

// Fields is the table of fields by name: small letters, digits, - and _.
type Fields map[string]Values

// Query is what was understood.
type Query struct {
	Root Node
	// Notes say how the text was understood where it is not well-formed, each
	// once, in the order of the text as far as there is one.
	Notes []Note
}

// String writes the query as Parse reads it: in one way, however it was
// written. Parsed again, it gives the same Root and needs no notes.
func (q Query) String() string { return q.Root.String() }

// Empty reports whether nothing is asked.
func (q Query) Empty() bool {
	and, ok := q.Root.(And)
	return ok && len(and) == 0
}

// Note is a remark about how a text was understood: the key of a message and
// its blanks, pairs of name and value.
type Note struct {
	Key  string
	Args []string
}

// The keys of notes.
const (
	keyBracketOpen  = "ask.bracket_open"      // closed at the end
	keyBracketClose = "ask.bracket_close"     // passed over
	keyBracketEmpty = "ask.bracket_empty"     // passed over
	keyQuoteOpen    = "ask.quote_open"        // closed at the end
	keyPhraseEmpty  = "ask.phrase_empty"      // passed over
	keyField        = "ask.field_unknown"     // Name: taken as words
	keyValue        = "ask.value_unknown"     // Name, Value: taken as words
	keyValuePassed  = "ask.value_passed_over" // Name, Value: others of the list are known
	keyNoValue      = "ask.value_missing"     // Name: taken as a word
	keyDangling     = "ask.operator_dangling" // Operator: passed over
	keyMinus        = "ask.minus_alone"       // passed over
	keyStar         = "ask.star_alone"        // passed over
	keyStarFront    = "ask.star_front"        // Word: taken without the star
	keyStarInside   = "ask.star_inside"       // Word, Beginning: taken as a beginning
	keyDeep         = "ask.too_deep"          // Count: brackets within are passed over
	keyMany         = "ask.too_many"          // Count: the rest is passed over
)

// NoteKeys lists the keys of all notes that there can be.
func NoteKeys() []string {
	return []string{
		keyBracketOpen, keyBracketClose, keyBracketEmpty, keyQuoteOpen, keyPhraseEmpty, keyField, keyValue, keyValuePassed, keyNoValue,
		keyDangling, keyMinus, keyStar, keyStarFront, keyStarInside, keyDeep, keyMany,
	}
}

// What a query can be at the most. Nobody writes as much; a machine may.
const (
	mostDepth  = 16  // brackets within brackets
	mostLeaves = 100 // words, phrases and fields
	mostNotes  = 12
)

// Parse reads a query. It never fails.
func Parse(text string, fields Fields) Query {
	l := &lexer{text: validText(text), fields: fields}
	tokens := l.run()
	p := &parser{notes: l.notes}
	p.tokens = p.balance(tokens)
	root := p.or()
	if root == nil {
		root = And(nil)
	}
	return Query{Root: root, Notes: p.notes.all}
}

// notes collects remarks.
type notes struct{ all []Note }

func (n *notes) add(key string, args ...string) {
	same := func(o Note) bool { return o.Key == key && slices.Equal(o.Args, args) }
	if len(n.all) < mostNotes && !slices.ContainsFunc(n.all, same) {
		n.all = append(n.all, Note{key, args})
	}
}
