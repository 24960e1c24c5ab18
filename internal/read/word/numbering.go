// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package word

import (
	"strconv"
	"strings"
)

// Levels is how many levels a list of Word has.
const Levels = 9

// The formats of numbers that Word's two file formats name alike here. Any
// other is written in digits.
const (
	Decimal     = "decimal"
	DecimalZero = "decimalZero"
	LowerLetter = "lowerLetter"
	UpperLetter = "upperLetter"
	LowerRoman  = "lowerRoman"
	UpperRoman  = "upperRoman"
	Bullet      = "bullet"
	None        = "none"
)

// Level says how one level of a list counts and prints (ECMA-376, 17.9.6).
type Level struct {
	Start  int
	Format string // Decimal, LowerLetter, …
	Text   string // "%1.%2."
	// Restart is the level above which this one begins anew, from 1; 0 never.
	Restart int
}

// LevelSet is the levels of a list, outermost first.
type LevelSet [Levels]Level

// Counter is where each level of a list stands.
type Counter struct {
	count [Levels]int
	begun [Levels]bool
}

// Definition is an abstract numbering with its counter.
type Definition struct {
	Levels  LevelSet
	counter Counter
}

// List is a numbering that paragraphs name, with where each level stands.
// Lists made from the same definition count on together.
type List struct {
	Levels  LevelSet
	counter *Counter
	own     bool
}

// NewList makes a list of a definition, which counts with the other lists of
// that definition.
func (d *Definition) NewList() *List { return &List{Levels: d.Levels, counter: &d.counter} }

// StartAt makes the list begin a level with a number of its own. It then no
// longer counts with the other lists of its definition.
func (l *List) StartAt(at, start int) {
	if !l.own {
		l.counter, l.own = &Counter{}, true
	}
	l.Levels[at].Start = start
}

// Label counts a paragraph at a level, from 0, and gives what Word prints
// before it. A nil list and a level that there is not give "".
func (l *List) Label(at int) string {
	if l == nil || at < 0 || at >= Levels {
		return ""
	}
	c := l.counter
	if c.begun[at] {
		c.count[at]++
	} else {
		c.count[at], c.begun[at] = l.Levels[at].Start, true
	}
	for below := at + 1; below < Levels; below++ {
		if r := l.Levels[below].Restart; r > 0 && at < r {
			c.begun[below] = false
		}
	}
	text := l.Levels[at].Text
	if l.Levels[at].Format == Bullet {
		return "•"
	}
	for i := range at + 1 {
		if !c.begun[i] {
			c.count[i], c.begun[i] = l.Levels[i].Start, true
		}
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), number(c.count[i], l.Levels[i].Format))
	}
	return strings.TrimSpace(text)
}

// number writes a number as a level prints it. Formats that no document of the
// UN's uses are written in digits.
func number(n int, format string) string {
	switch format {
	case LowerLetter:
		return letters(n, 'a')
	case UpperLetter:
		return letters(n, 'A')
	case LowerRoman:
		return strings.ToLower(roman(n))
	case UpperRoman:
		return roman(n)
	case None:
		return ""
	case DecimalZero:
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

// letters counts a … z, aa, bb, … as Word does.
func letters(n int, from rune) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(from+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{
		{1000, "M"},
		{900, "CM"},
		{500, "D"},
		{400, "CD"},
		{100, "C"},
		{90, "XC"},
		{50, "L"},
		{40, "XL"},
		{10, "X"},
		{9, "IX"},
		{5, "V"},
		{4, "IV"},
		{1, "I"},
	} {
		for n >= r.value {
			b.WriteString(r.sign)
			n -= r.value
		}
	}
	return b.String()
}
