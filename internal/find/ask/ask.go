// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package ask reads what is typed into the search box: words, "phrases",
// beginnings (ratif*), AND, OR, NOT, a minus before what is not wanted, brackets,
// and fields (state:Turkey, position:noted,supported, year:2015..2020,
// from:(MEX OR PER)).
//
// There is no wrong query: every text gives a tree that can be asked, and notes
// that say how it was understood where it was not well-formed. The tree has a
// canonical form, which gives the same tree when it is read again.
//
// The package knows no index and no fields; whoever asks says which fields there
// are and what their values mean. A Term or Phrase is to be looked for by
// lang.QueryTerms, a Prefix by lang.Prefixes.
//
// Words beside each other are all wanted; AND binds closer than OR. Within the
// brackets of a field, values beside each other are alternatives, as they are
// with commas between them: what is one thing can hardly be another too.
package ask

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Node is a part of a query: And, Or, Not, Term, Prefix, Phrase or Field.
type Node interface {
	// String gives the canonical form.
	String() string
	// binds says how close the parts hold together in print.
	binds() int
}

// And asks for what all its parts ask for; without parts, for everything.
type And []Node

// Or asks for what any of its parts asks for.
type Or []Node

// Not asks for everything but what another node asks for.
type Not struct{ Of Node }

// Term asks for texts that have a word. Some words are several to an index
// ("non-governmental", Chinese); they are to stand one behind another.
type Term struct{ Word string }

// Prefix asks for texts that have a word with a beginning.
type Prefix struct{ Beginning string }

// Phrase asks for texts in which words stand one behind another.
type Phrase struct{ Text string }

// Field asks for what has one of these values, or one in one of the ranges.
type Field struct {
	Name   string
	Values []string
	Ranges []Range
}

// Range is from a number to another, both included; 0 is an open end.
type Range struct{ From, To int }

// String prints the range as it is typed: 2015..2020, 2015.., ..2020.
func (r Range) String() string {
	out := ".."
	if r.From > 0 {
		out = strconv.Itoa(r.From) + out
	}
	if r.To > 0 {
		out += strconv.Itoa(r.To)
	}
	return out
}

// Has reports whether a number is in the range.
func (r Range) Has(n int) bool { return n >= r.From && (r.To == 0 || n <= r.To) }

// Everything reports whether a query asks for everything, as an empty one does.
func Everything(n Node) bool {
	and, ok := n.(And)
	return ok && len(and) == 0
}

// How close nodes hold together.
const (
	loose  = iota // Or
	beside        // And
	close         // what needs no brackets
)

func (And) binds() int    { return beside }
func (Or) binds() int     { return loose }
func (Not) binds() int    { return close }
func (Term) binds() int   { return close }
func (Prefix) binds() int { return close }
func (Phrase) binds() int { return close }
func (Field) binds() int  { return close }

// String prints the parts beside each other.
func (a And) String() string { return join(a, " ", beside) }

// String prints the parts with OR between them.
func (o Or) String() string { return join(o, " OR ", beside) }

// String prints a minus before what is not wanted.
func (n Not) String() string { return "-" + within(n.Of, close) }

// String prints the word.
func (t Term) String() string { return t.Word }

// String prints the beginning with an asterisk.
func (p Prefix) String() string { return p.Beginning + "*" }

// String prints the phrase in quotation marks.
func (p Phrase) String() string { return `"` + p.Text + `"` }

// String prints the name and, behind a colon, the values.
func (f Field) String() string {
	values := make([]string, 0, len(f.Values)+len(f.Ranges))
	for _, v := range f.Values {
		values = append(values, printed(v))
	}
	for _, r := range f.Ranges {
		values = append(values, r.String())
	}
	return f.Name + ":" + strings.Join(values, ",")
}

// printed gives a value as it can be read again: in quotation marks unless it
// is one plain word or number.
func printed(value string) string {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/_-.", r)
	}
	_, operator := operators[value]
	if value == "" || operator || strings.ContainsFunc(value, odd) || strings.Trim(value, "/_-.") != value || strings.Contains(value, "..") {
		return `"` + value + `"`
	}
	return value
}

func join(nodes []Node, between string, least int) string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		out[i] = within(n, least)
	}
	return strings.Join(out, between)
}

// within prints a node, in brackets where it would fall apart without.
func within(n Node, least int) string {
	if n.binds() < least {
		return "(" + n.String() + ")"
	}
	return n.String()
}

// all joins nodes by And: nested ones become one, and one alone stays itself.
func all(nodes []Node) Node {
	out := And{}
	for _, n := range nodes {
		if and, ok := n.(And); ok {
			out = append(out, and...)
		} else {
			out = append(out, n)
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

// either joins nodes by Or: nested ones become one, fields of the same name one
// with all values, and one alone stays itself.
func either(nodes []Node) Node {
	var out Or
	for _, n := range nodes {
		parts := []Node{n}
		if or, ok := n.(Or); ok {
			parts = or
		}
		for _, part := range parts {
			out = out.with(part)
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

// with adds a part, to a field of the same name if there is one.
func (o Or) with(part Node) Or {
	if f, ok := part.(Field); ok {
		for i, n := range o {
			if had, ok := n.(Field); ok && had.Name == f.Name {
				o[i] = had.with(f)
				return o
			}
		}
	}
	return append(o, part)
}

// with adds the values of another field, each once.
func (f Field) with(other Field) Field {
	out := Field{f.Name, slices.Clone(f.Values), slices.Clone(f.Ranges)}
	for _, v := range other.Values {
		if !slices.Contains(out.Values, v) {
			out.Values = append(out.Values, v)
		}
	}
	for _, r := range other.Ranges {
		if !slices.Contains(out.Ranges, r) {
			out.Ranges = append(out.Ranges, r)
		}
	}
	return out
}

// opposite is what a node does not ask for.
func opposite(n Node) Node {
	if not, ok := n.(Not); ok {
		return not.Of
	}
	return Not{n}
}
