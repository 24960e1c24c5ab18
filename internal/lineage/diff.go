// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import "github.com/heed-upr/heed/internal/lang"

// Span is a place in a text: bytes From up to, not with, To.
type Span struct{ From, To int }

// Diff is what two texts share, word by word in their order, and what they do
// not. Case and punctuation are no difference.
type Diff struct {
	// Kept are runs of words in both: Kept[i].Earlier and Kept[i].Later have the
	// same words.
	Kept []Kept
	// Removed are of the earlier text, Added of the later.
	Removed, Added []Span
}

// Kept is one run of words in both texts.
type Kept struct{ Earlier, Later Span }

// maxDiffCells bounds the table of a comparison. Longer texts than any known
// recommendation are compared at their beginnings and ends only.
const maxDiffCells = 1 << 21

// Compare tells two texts apart word by word.
func Compare(earlier, later string) Diff {
	a, b := lang.Analyse(lang.English, earlier), lang.Analyse(lang.English, later)
	front := 0
	for front < min(len(a), len(b)) && a[front].Word == b[front].Word {
		front++
	}
	back := 0
	for back < min(len(a), len(b))-front && a[len(a)-1-back].Word == b[len(b)-1-back].Word {
		back++
	}
	var d Diff
	d.keep(a[:front], b[:front])
	d.middle(a[front:len(a)-back], b[front:len(b)-back])
	d.keep(a[len(a)-back:], b[len(b)-back:])
	return d
}

// middle tells apart what lies between the common ends, by the longest common
// row of words.
func (d *Diff) middle(a, b []lang.Token) {
	if (len(a)+1)*(len(b)+1) > maxDiffCells {
		d.Removed, d.Added = addSpan(d.Removed, a), addSpan(d.Added, b)
		return
	}
	table, width := lengths(a, b), len(b)+1
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		from, to := i, j
		for i < len(a) && j < len(b) && a[i].Word == b[j].Word {
			i, j = i+1, j+1
		}
		d.keep(a[from:i], b[to:j])
		from, to = i, j
		for (i < len(a) || j < len(b)) && (i == len(a) || j == len(b) || a[i].Word != b[j].Word) {
			if j == len(b) || i < len(a) && table[(i+1)*width+j] >= table[i*width+j+1] {
				i++
			} else {
				j++
			}
		}
		d.Removed, d.Added = addSpan(d.Removed, a[from:i]), addSpan(d.Added, b[to:j])
	}
}

// lengths gives for each i and j how long the longest common row of a[i:] and
// b[j:] is.
func lengths(a, b []lang.Token) []int32 {
	width := len(b) + 1
	table := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].Word == b[j].Word {
				table[i*width+j] = table[(i+1)*width+j+1] + 1
			} else {
				table[i*width+j] = max(table[(i+1)*width+j], table[i*width+j+1])
			}
		}
	}
	return table
}

func (d *Diff) keep(a, b []lang.Token) {
	if len(a) > 0 {
		d.Kept = append(d.Kept, Kept{span(a), span(b)})
	}
}

func addSpan(spans []Span, words []lang.Token) []Span {
	if len(words) == 0 {
		return spans
	}
	return append(spans, span(words))
}

func span(words []lang.Token) Span { return Span{words[0].From, words[len(words)-1].To} }
