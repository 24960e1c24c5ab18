// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask

import "slices"

// Query is a query as it was understood.
type Query struct {
	// Root asks for everything if nothing was asked.
	Root  Node
	Notes []Note
}

// String gives the canonical form, which gives the same tree when it is read.
func (q Query) String() string { return q.Root.String() }

// Parse reads a query. Whatever the text is, the query can be asked.
func Parse(text string, fields Fields) Query {
	l := lex(text, fields)
	p := parser{tokens: l.tokens, notes: l.notes}
	root := p.or(false)
	if root == nil {
		root = And{}
	}
	if onlyNot(root) {
		p.note(noteOnlyNot)
	}
	return Query{root, p.notes}
}

// onlyNot reports whether nothing but what is not wanted is named.
func onlyNot(n Node) bool {
	if and, ok := n.(And); ok {
		return len(and) > 0 && !slices.ContainsFunc(and, func(n Node) bool { return !onlyNot(n) })
	}
	_, ok := n.(Not)
	return ok
}

// parser joins the leaves that lex has made by what stands between them. The
// brackets are balanced.
type parser struct {
	tokens []token
	notes  []Note
}

func (p *parser) note(key string, args ...string) { p.notes = addNote(p.notes, key, args...) }

// next gives the kind of the next token.
func (p *parser) next() kind {
	if len(p.tokens) == 0 {
		return end
	}
	return p.tokens[0].kind
}

func (p *parser) skip() { p.tokens = p.tokens[1:] }

// or reads alternatives up to a closing bracket or the end; nil if there are
// none. Within a field, values beside each other are alternatives.
func (p *parser) or(field bool) Node {
	var parts []Node
	dangling := false
	for {
		part := p.and(field)
		if part != nil {
			parts = append(parts, part)
		}
		dangling = dangling || part == nil
		if p.next() == opOr {
			p.skip()
			if dangling = dangling || p.next() == end || p.next() == closing; dangling {
				p.note(noteDangling, "Operator", "OR")
			}
			dangling = false
			continue
		}
		if p.next() == end || p.next() == closing {
			break
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return either(parts)
}

// and reads what is wanted together.
func (p *parser) and(field bool) Node {
	var parts []Node
	joined := true // may the next one follow?
	for {
		switch p.next() {
		case end, closing, opOr:
			if len(parts) == 0 {
				return nil
			}
			return all(parts)
		case opAnd:
			p.skip()
			if next := p.next(); len(parts) == 0 || next == end || next == closing || next == opAnd || next == opOr {
				p.note(noteDangling, "Operator", "AND")
			}
			joined = true
			continue
		case minus, opNot:
			joined = true
		}
		if field && !joined && len(parts) > 0 {
			return all(parts)
		}
		if n := p.unary(); n != nil {
			parts = append(parts, n)
			joined = false
		}
	}
}

// unary reads one thing and what turns it round.
func (p *parser) unary() Node {
	turned := false
	for p.next() == minus || p.next() == opNot {
		op := p.next()
		p.skip()
		turned = !turned
		switch p.next() {
		case end, closing, opAnd, opOr:
			if op == minus {
				p.note(noteLoneMinus)
			} else {
				p.note(noteDangling, "Operator", "NOT")
			}
			return nil
		}
	}
	n := p.primary()
	if n != nil && turned {
		return opposite(n)
	}
	return n
}

// primary reads a leaf or what is in brackets.
func (p *parser) primary() Node {
	t := p.tokens[0]
	p.skip()
	if t.kind == leaf {
		return t.node
	}
	n := p.or(t.field)
	p.skip() // the closing bracket
	if n == nil {
		p.note(noteEmptyBrackets)
	}
	return n
}
