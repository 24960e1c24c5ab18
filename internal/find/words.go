// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed/internal/find/ask"
	"github.com/heed-upr/heed/internal/find/index"
	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/refdata"
)

// sought is what is looked for, ready to be put to segments; nil is nothing, and
// everything fits.
type sought interface {
	// fit gives those of the rows that fit. They are not changed.
	fit(rows *index.Set, s *index.Segment) *index.Set
}

type (
	// all fits what each of them fits, either what one fits.
	all    []sought
	either []sought
	// none fits what the other does not.
	none struct{ sought }
	// words fits texts that have them in one of their forms, a form being one or
	// more terms, one behind another.
	words [][]string
	// begins fits texts with words that begin in one of these ways.
	begins []string
	// valued fits rows that have one of the values in a column; loosely, that have
	// a value with one of them in it.
	valued struct {
		column  Dimension
		values  []string
		loosely bool
	}
)

// soughtOf makes ready what was asked; words without a letter ask for nothing.
func soughtOf(n ask.Node) sought {
	switch n := n.(type) {
	case ask.And:
		if parts := soughtOfEach(n); len(parts) > 0 {
			return all(parts)
		}
	case ask.Or:
		if parts := soughtOfEach(n); len(parts) > 0 {
			return either(parts)
		}
	case ask.Not:
		if of := soughtOf(n.Node); of != nil {
			return none{of}
		}
	case ask.Words:
		return soughtOfWords(string(n))
	case ask.Prefix:
		if spellings := lang.Prefixes(string(n)); len(spellings) > 0 {
			return begins(spellings)
		}
	case ask.Field:
		d := Dimension(n.Name)
		return valued{d, n.Values, slices.Contains(loose, d)}
	}
	return nil
}

// soughtOfWords makes words ready. The name of a State is looked for by all names
// that the State has or had; a single Chinese sign as the beginning of a word.
func soughtOfWords(typed string) sought {
	if lang.SingleHan(typed) {
		return begins(lang.Prefixes(typed))
	}
	forms := lang.QueryTerms(typed)
	if code, ok := refdata.StateByAnyName(typed); ok {
		for _, name := range refdata.Called(code) {
			for _, form := range lang.QueryTerms(name) {
				if !slices.ContainsFunc(forms, func(had []string) bool { return slices.Equal(had, form) }) {
					forms = append(forms, form)
				}
			}
		}
	}
	if len(forms) == 0 {
		return nil
	}
	return words(forms)
}

func soughtOfEach(nodes []ask.Node) []sought {
	var out []sought
	for _, n := range nodes {
		if of := soughtOf(n); of != nil {
			out = append(out, of)
		}
	}
	return out
}

func (a all) fit(rows *index.Set, s *index.Segment) *index.Set {
	for _, of := range a {
		rows = of.fit(rows, s)
	}
	return rows
}

func (e either) fit(rows *index.Set, s *index.Segment) *index.Set {
	out := &index.Set{}
	for _, of := range e {
		out.Or(of.fit(rows, s))
	}
	return out
}

func (n none) fit(rows *index.Set, s *index.Segment) *index.Set {
	out := rows.Clone()
	out.AndNot(n.sought.fit(rows, s))
	return out
}

func (w words) fit(rows *index.Set, s *index.Segment) *index.Set {
	out := &index.Set{}
	for _, form := range w {
		if len(form) == 1 {
			out.Or(s.Term(form[0]))
		} else {
			out.Or(s.Phrase(rows, form))
		}
	}
	out.And(rows)
	return out
}

func (b begins) fit(rows *index.Set, s *index.Segment) *index.Set {
	out := &index.Set{}
	for _, beginning := range b {
		out.Or(s.Prefix(beginning))
	}
	out.And(rows)
	return out
}

func (v valued) fit(rows *index.Set, s *index.Segment) *index.Set {
	var out *index.Set
	if v.loosely {
		out = s.Matching(string(v.column), func(value string) bool {
			return slices.ContainsFunc(v.values, func(part string) bool { return strings.Contains(strings.ToLower(value), part) })
		})
	} else {
		out = s.Any(string(v.column), v.values)
	}
	out.And(rows)
	return out
}

// texts gives the words and beginnings that a text can have because of which it
// fits: not those that it must not have.
func texts(of sought) (terms, beginnings []string) {
	switch of := of.(type) {
	case all:
		return textsOfEach(of)
	case either:
		return textsOfEach(of)
	case words:
		return slices.Concat(of...), nil
	case begins:
		return nil, of
	}
	return nil, nil
}

func textsOfEach(parts []sought) (terms, beginnings []string) {
	for _, of := range parts {
		t, b := texts(of)
		terms, beginnings = append(terms, t...), append(beginnings, b...)
	}
	return terms, beginnings
}

// Wordless reports whether something was typed that asks for nothing.
func Wordless(typed string) bool {
	return strings.TrimSpace(typed) != "" && soughtOf(ask.Parse(typed, anyField).Node) == nil
}

// Marked gives the places in a text, in bytes, of what was looked for.
func Marked(typed, text string) [][2]int {
	terms, beginnings := texts(soughtOf(ask.Parse(typed, anyField).Node))
	if len(terms)+len(beginnings) == 0 {
		return nil
	}
	var out [][2]int
	for _, t := range lang.Analyse(lang.Unknown, text) {
		hit := slices.Contains(terms, t.Term) || slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(t.Word, b) })
		switch last := len(out) - 1; {
		case !hit:
		case last >= 0 && t.From < out[last][1]: // Chinese tokens overlap
			out[last][1] = t.To
		default:
			out = append(out, [2]int{t.From, t.To})
		}
	}
	return out
}
