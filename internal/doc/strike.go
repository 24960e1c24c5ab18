// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package doc

import "strings"

// Strike puts a mark in the place of what ranges finds in the text of a
// document, in bytes, in order and apart, and gives how often it did. Places
// stay where they are on the page.
func (d *Document) Strike(ranges func(text string) [][2]int, mark string) int {
	n := 0
	one := func(text *string) {
		at := ranges(*text)
		n += len(at)
		*text = cut(*text, at, mark)
	}
	for i := range d.Paragraphs {
		n += d.Paragraphs[i].strike(ranges, mark)
		one(&d.Paragraphs[i].Label)
		for j := range d.Paragraphs[i].Notes {
			one(&d.Paragraphs[i].Notes[j])
		}
	}
	for i := range d.Pages {
		n += d.Pages[i].strike(ranges, mark)
	}
	for i := range d.Sheets {
		one(&d.Sheets[i].Name)
		for j := range d.Sheets[i].Faults {
			one(&d.Sheets[i].Faults[j].Value)
		}
	}
	if n > 0 {
		d.wire = nil
	}
	return n
}

// cut puts a mark in the place of ranges.
func cut(text string, ranges [][2]int, mark string) string {
	if len(ranges) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, r := range ranges {
		b.WriteString(text[at:r[0]] + mark)
		at = r[1]
	}
	return b.String() + text[at:]
}

// strike strikes out of a paragraph, whose spans go on saying where what is
// left of it stands.
func (p *Paragraph) strike(ranges func(string) [][2]int, mark string) int {
	at := ranges(p.Text)
	if len(at) == 0 {
		return 0
	}
	for i := range p.Spans {
		p.Spans[i].From, p.Spans[i].To = moved(p.Spans[i].From, at, len(mark), false), moved(p.Spans[i].To, at, len(mark), true)
	}
	p.Text = cut(p.Text, at, mark)
	return len(at)
}

// moved says where an offset is once ranges have become marks of some length.
// One within a range goes to the mark's begin or, for an end, to its end.
func moved(offset int, ranges [][2]int, length int, end bool) int {
	shift := 0
	for _, r := range ranges {
		switch {
		case offset <= r[0]:
			return offset + shift
		case offset < r[1] && end:
			return r[0] + shift + length
		case offset < r[1]:
			return r[0] + shift
		}
		shift += length - (r[1] - r[0])
	}
	return offset + shift
}

// strike strikes out of the lines of a page, whose runs are what a font gives
// in one go: a word may be in several, with or without a blank between them.
func (p *Page) strike(ranges func(string) [][2]int, mark string) int {
	var runs []*string
	for i := range p.Lines {
		for j := range p.Lines[i].Runs {
			runs = append(runs, &p.Lines[i].Runs[j].Text)
		}
	}
	n := across(runs, " ", ranges, mark)
	return n + across(runs, "", ranges, mark)
}

// across strikes out of texts that follow each other: the mark stands in the
// first that holds a piece of what is struck out.
func across(texts []*string, between string, ranges func(string) [][2]int, mark string) int {
	var whole strings.Builder
	starts := make([]int, len(texts))
	for i, t := range texts {
		if i > 0 {
			whole.WriteString(between)
		}
		starts[i] = whole.Len()
		whole.WriteString(*t)
	}
	at := ranges(whole.String())
	if len(at) == 0 {
		return 0
	}
	first := 0
	for i, t := range texts {
		from, to := starts[i], starts[i]+len(*t)
		var b strings.Builder
		done := from
		for first < len(at) && at[first][1] <= from {
			first++
		}
		for k := first; k < len(at) && at[k][0] < to; k++ {
			if r := at[k]; r[0] >= from {
				b.WriteString((*t)[done-from:r[0]-from] + mark)
			}
			done = min(at[k][1], to)
		}
		*t = b.String() + (*t)[done-from:]
	}
	return len(at)
}
