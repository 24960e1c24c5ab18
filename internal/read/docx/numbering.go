// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package docx

import (
	"strconv"
	"strings"
)

// levels is how many levels a list of Word has.
const levels = 9

// level says how one level of a list counts and prints (ECMA-376, 17.9.6).
type level struct {
	start  int
	format string // decimal, lowerLetter, upperRoman, bullet, …
	text   string // "%1.%2."
	// restart is the level above which this one begins anew, from 1; 0 never.
	restart int
}

// list is a numbering that paragraphs name, with where each level stands.
// Lists made from the same definition count on together.
// levelSet is the levels of a list, outermost first.
type levelSet [levels]level

type list struct {
	levels levelSet
	count  *[levels]int
	begun  *[levels]bool
}

type numbering struct {
	lists map[string]*list
}

// definition is an abstract numbering with its counters.
type definition struct {
	levels levelSet
	count  [levels]int
	begun  [levels]bool
}

func (a *archive) numbering() (*numbering, error) {
	n := &numbering{lists: map[string]*list{}}
	definitions := map[string]*definition{}
	err := a.each("word/numbering.xml", "", func(e *node) error {
		switch e.name {
		case "abstractNum":
			d := &definition{}
			for _, l := range e.children {
				d.levels.set(l)
			}
			definitions[e.attr("abstractNumId")] = d
		case "num":
			d := definitions[e.child("abstractNumId").attr("val")]
			if d == nil {
				return nil
			}
			n.lists[e.attr("numId")] = d.list(e)
		}
		return nil
	})
	return n, err
}

// set reads one w:lvl of a definition.
func (ls *levelSet) set(l *node) {
	i, err := strconv.Atoi(l.attr("ilvl"))
	if l.name != "lvl" || err != nil || i < 0 || i >= levels {
		return
	}
	lv := level{start: 1, format: "decimal", restart: i}
	if v, err := strconv.Atoi(l.child("start").attr("val")); err == nil {
		lv.start = v
	}
	if f := l.child("numFmt").attr("val"); f != "" {
		lv.format = f
	}
	lv.text = l.child("lvlText").attr("val")
	if v, err := strconv.Atoi(l.child("lvlRestart").attr("val")); err == nil {
		lv.restart = v
	}
	ls[i] = lv
}

// list makes the numbering that paragraphs name. One that changes how its
// definition counts has counters of its own.
func (d *definition) list(num *node) *list {
	l := &list{levels: d.levels, count: &d.count, begun: &d.begun}
	for _, o := range num.children {
		i, err := strconv.Atoi(o.attr("ilvl"))
		if o.name != "lvlOverride" || err != nil || i < 0 || i >= levels {
			continue
		}
		for _, c := range o.children {
			l.levels.set(c)
		}
		if start, err := strconv.Atoi(o.child("startOverride").attr("val")); err == nil {
			if l.count == &d.count {
				l.count, l.begun = new([levels]int), new([levels]bool)
			}
			l.levels[i].start = start
		}
	}
	return l
}

// label counts a paragraph in a list and gives what Word prints before it.
func (n *numbering) label(numID string, at int) string {
	l := n.lists[numID]
	if l == nil || at < 0 || at >= levels {
		return ""
	}
	if l.begun[at] {
		l.count[at]++
	} else {
		l.count[at], l.begun[at] = l.levels[at].start, true
	}
	for below := at + 1; below < levels; below++ {
		if r := l.levels[below].restart; r > 0 && at < r {
			l.begun[below] = false
		}
	}
	text := l.levels[at].text
	if l.levels[at].format == "bullet" {
		return "•"
	}
	for i := range at + 1 {
		if !l.begun[i] {
			l.count[i], l.begun[i] = l.levels[i].start, true
		}
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), number(l.count[i], l.levels[i].format))
	}
	return strings.TrimSpace(text)
}

// number writes a number as a level prints it. Formats that no document of the
// UN's uses are written in digits.
func number(n int, format string) string {
	switch format {
	case "lowerLetter":
		return letters(n, 'a')
	case "upperLetter":
		return letters(n, 'A')
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "none":
		return ""
	case "decimalZero":
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
