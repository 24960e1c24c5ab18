// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask

import "strconv"

// parser puts tokens together. Its tokens have brackets in pairs.
type parser struct {
	tokens []token
	at     int
	notes  notes
}

// balance leaves brackets in pairs, and not too many within each other: what
// closes nothing goes, what is never closed is closed at the end.
func (p *parser) balance(tokens []token) []token {
	var out []token
	open, tooDeep := 0, 0
	for _, t := range tokens {
		switch {
		case t.kind == opens && open == mostDepth:
			tooDeep++
			p.notes.add(keyDeep, "Count", strconv.Itoa(mostDepth))
		case t.kind == closes && tooDeep > 0:
			tooDeep--
		case t.kind == closes && open == 0:
			p.notes.add(keyBracketClose)
		case t.kind == opens:
			open++
			out = append(out, t)
		case t.kind == closes:
			open--
			out = append(out, t)
		default:
			out = append(out, t)
		}
	}
	if open+tooDeep > 0 {
		p.notes.add(keyBracketOpen)
	}
	for range open {
		out = append(out, token{kind: closes})
	}
	return out
}

// next gives the kind of the next token; at the end, that of a closing bracket.
func (p *parser) next() kind {
	if p.at == len(p.tokens) {
		return closes
	}
	return p.tokens[p.at].kind
}

// or reads alternatives up to what closes them. It gives nil where nothing is
// asked.
func (p *parser) or() Node {
	var alternatives []Node
	for {
		begun := p.at
		alternatives = append(alternatives, p.and())
		empty := p.at == begun
		if p.next() != either {
			if empty && len(alternatives) > 1 {
				p.notes.add(keyDangling, "Operator", "OR")
			}
			return orOf(alternatives)
		}
		if empty {
			p.notes.add(keyDangling, "Operator", "OR")
		}
		p.at++
	}
}

// and reads what stands beside each other.
func (p *parser) and() Node {
	var all []Node
	between := true // whether AND has something before it that it can bind
	for {
		switch p.next() {
		case closes, either:
			return andOf(all)
		case both:
			p.at++
			if between || p.next() == closes || p.next() == either {
				p.notes.add(keyDangling, "Operator", "AND")
			}
			between = true
		default:
			all = append(all, p.not())
			between = false
		}
	}
}

// not reads one thing with what negates it. Two negations are none.
func (p *parser) not() Node {
	negated := false
	for p.next() == without {
		negated = !negated
		p.at++
	}
	switch p.next() {
	case leaf:
		n := p.tokens[p.at].leaf
		p.at++
		return notOf(n, negated)
	case opens:
		p.at++
		begun := p.at
		n := p.or()
		if p.at == begun {
			p.notes.add(keyBracketEmpty)
		}
		p.at++ // what closes it is there
		return notOf(n, negated)
	}
	p.notes.add(keyDangling, "Operator", "NOT")
	return nil
}

// andOf, orOf and notOf give the simplest node that asks the same; nil asks
// nothing and leaves no trace.
func andOf(all []Node) Node {
	var out And
	for _, n := range all {
		switch n := n.(type) {
		case nil:
		case And:
			out = append(out, n...)
		default:
			out = append(out, n)
		}
	}
	return alone(out, out)
}

func orOf(all []Node) Node {
	var out Or
	for _, n := range all {
		switch n := n.(type) {
		case nil:
		case Or:
			out = append(out, n...)
		default:
			out = append(out, n)
		}
	}
	return alone(out, out)
}

func alone(of []Node, together Node) Node {
	switch len(of) {
	case 0:
		return nil
	case 1:
		return of[0]
	}
	return together
}

func notOf(n Node, negated bool) Node {
	if n == nil || !negated {
		return n
	}
	if not, ok := n.(Not); ok {
		return not.Of
	}
	return Not{n}
}
