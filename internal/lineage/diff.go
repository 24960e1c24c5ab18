// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"github.com/heed-upr/heed/internal/lang"
)

// Span is a place in a text: bytes From up to, not with, To.
type Span struct{ From, To int }

// Kept is a run of words that both texts have.
type Kept struct{ Earlier, Later Span }

// Change is how the words of one text became those of another: all words of the
// earlier text are in Kept or Removed, all of the later one in Kept or Added,
// each list in the order of the texts. Case, accents and signs between words do
// not count.
type Change struct {
	Kept    []Kept
	Removed []Span // of the earlier text
	Added   []Span // of the later text
}

// diffLimit is how many words of each text are laid beside each other; a text
// that goes on is told as removed and added. The longest recommendations have
// some 300 words, and the table of a hostile text must stay small.
const diffLimit = 600

// Diff lays two texts beside each other, word by word.
func Diff(earlier, later string) Change {
	a, b := lang.Words(earlier), lang.Words(later)
	var c Change
	i, j := 0, 0
	for _, p := range alignment(a[:min(len(a), diffLimit)], b[:min(len(b), diffLimit)]) {
		c.remove(a[i:p[0]])
		c.add(b[j:p[1]])
		c.keep(a[p[0]], b[p[1]], p[0] == i && p[1] == j && len(c.Kept) > 0)
		i, j = p[0]+1, p[1]+1
	}
	c.remove(a[i:])
	c.add(b[j:])
	return c
}

// keep takes over a word; where it follows the last one in both texts, their
// runs become one.
func (c *Change) keep(a, b lang.Term, joins bool) {
	if joins {
		last := &c.Kept[len(c.Kept)-1]
		last.Earlier.To, last.Later.To = a.To, b.To
		return
	}
	c.Kept = append(c.Kept, Kept{Span{a.From, a.To}, Span{b.From, b.To}})
}

func (c *Change) remove(words []lang.Term) {
	if len(words) > 0 {
		c.Removed = append(c.Removed, Span{words[0].From, words[len(words)-1].To})
	}
}

func (c *Change) add(words []lang.Term) {
	if len(words) > 0 {
		c.Added = append(c.Added, Span{words[0].From, words[len(words)-1].To})
	}
}

// alignment gives the longest common run of words, as pairs of their places.
func alignment(a, b []lang.Term) [][2]int {
	// longest[i][j] is the length of the longest common subsequence of a[i:] and
	// b[j:], in one row after the other.
	width := len(b) + 1
	longest := make([]uint16, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].Text == b[j].Text {
				longest[i*width+j] = longest[(i+1)*width+j+1] + 1
			} else {
				longest[i*width+j] = max(longest[(i+1)*width+j], longest[i*width+j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].Text == b[j].Text:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case longest[(i+1)*width+j] >= longest[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return out
}
