// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"strconv"
	"strings"
	"unicode"
)

// named reads the values of a field, behind its colon: brackets, or a list with
// commas.
func (l *lexer) named(f *Known) {
	l.spaces()
	if l.at < len(l.text) && l.text[l.at] == '(' {
		l.at++
		l.opening(f)
		return
	}
	var parts []Node
	for any := false; ; any = true {
		n, ok := l.listed(f)
		if n != nil {
			parts = append(parts, n)
		}
		if !ok && !any {
			l.note(noteEmptyField, "Field", f.Name)
		}
		if !ok || l.at == len(l.text) || l.text[l.at] != ',' {
			break
		}
		l.at++
		l.spaces()
	}
	l.leaf(l.group(parts, either))
}

func (l *lexer) spaces() {
	for l.at < len(l.text) {
		r, size := l.peek()
		if !unicode.IsSpace(r) && !unicode.IsControl(r) {
			return
		}
		l.at += size
	}
}

// listed reads one value of a list; there is none where something else begins.
func (l *lexer) listed(f *Known) (n Node, ok bool) {
	if l.at == len(l.text) {
		return nil, false
	}
	r, _ := l.peek()
	if quotes[r] != "" {
		text := l.quoted()
		return l.value(f, text, true), text != ""
	}
	if ends(r) || l.otherwise() {
		return nil, false
	}
	n = l.name(f)
	return n, n != nil
}

// otherwise reports whether what stands at the place is no value but an
// operator or another field.
func (l *lexer) otherwise() bool {
	at := l.at
	raw := l.bare()
	l.at = at
	if _, ok := operators[raw]; ok {
		return true
	}
	name, _, ok := strings.Cut(raw, ":")
	return ok && l.fields.find(name) != nil
}

// maxNameWords is of how many words a name without quotation marks may be.
const maxNameWords = 10

// name reads a value that is not in quotation marks: of names, as many words as
// mean something together.
func (l *lexer) name(f *Known) Node {
	start := l.at
	text := l.bare()
	if f.Names && !f.itself(text) {
		stop := l.at
		for range maxNameWords - 1 {
			if !l.another() {
				break
			}
			if longer := clean(l.text[start:l.at]); f.means(longer) {
				text, stop = longer, l.at
			}
		}
		l.at = stop
	}
	if !f.Ranged && !f.means(text) {
		text = strings.TrimRightFunc(text, unicode.IsPunct) // of the sentence around it
	}
	return l.value(f, text, false)
}

// another passes over a space and the plain word behind it, if there are such.
func (l *lexer) another() bool {
	at := l.at
	l.spaces()
	if r, _ := l.peek(); l.at > at && l.at < len(l.text) && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !l.otherwise() {
		l.bare()
		return true
	}
	l.at = at
	return false
}

// value makes a leaf of a value. One that means nothing is taken as words.
func (l *lexer) value(f *Known, text string, quoted bool) Node {
	if text == "" {
		return nil
	}
	if f.Ranged && !quoted {
		if r, ok := readRange(text); ok {
			return l.ranged(f, r)
		}
	}
	if values, ok := f.resolve(text); ok {
		out := Field{Name: f.Name}
		for _, v := range values {
			if !l.fits(v) {
				break
			}
			out = out.with(Field{Values: []string{v}})
		}
		if len(out.Values) == 0 {
			return nil
		}
		return out
	}
	l.note(noteUnknownValue, "Field", f.Name, "Value", text)
	if quoted {
		return l.phrase(text)
	}
	return l.plain(text)
}

// ranged makes a leaf of a range; one from high to low is turned round.
func (l *lexer) ranged(f *Known, r Range) Node {
	if r.To > 0 && r.From > r.To {
		r.From, r.To = r.To, r.From
		l.note(noteRangeTurned, "Field", f.Name, "Value", r.String())
	}
	if !l.fits(r.String()) {
		return nil
	}
	return Field{Name: f.Name, Ranges: []Range{r}}
}

// rangeSigns are what may stand between the ends of a range.
var rangeSigns = []string{"...", "..", "…", "–", "-"}

// readRange reads 2015..2020, 2015.., ..2020, 2015-2020, >=2015, >2015, <=2020
// and <2020.
func readRange(text string) (r Range, ok bool) {
	for _, sign := range []string{">=", "≥", "<=", "≤", ">", "<"} {
		if rest, found := strings.CutPrefix(text, sign); found {
			n, ok := number(rest)
			switch sign {
			case ">=", "≥":
				return Range{From: n}, ok
			case "<=", "≤":
				return Range{To: n}, ok
			case ">":
				return Range{From: n + 1}, ok
			}
			return Range{To: n - 1}, ok && n > 1
		}
	}
	for _, sign := range rangeSigns {
		from, to, found := strings.Cut(text, sign)
		if !found {
			continue
		}
		a, isFrom := number(from)
		b, isTo := number(to)
		open := !strings.ContainsAny(sign, "–-")
		return Range{a, b}, (isFrom || open && from == "") && (isTo || open && to == "") && (isFrom || isTo)
	}
	return Range{}, false
}

// number reads a whole number from 1; 0 where there is none.
func number(text string) (int, bool) {
	if len(text) > 6 {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || text[0] == '+' {
		return 0, false
	}
	return n, true
}
