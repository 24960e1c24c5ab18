// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package beside lays two languages of one document beside each other, paragraph
// by paragraph: numbered paragraphs by their numbers, and what stands between
// them by order, kind and length. It knows no words of any language.
package beside

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/words"
)

// Row is what says the same in both languages: mostly one paragraph of each, at
// times two of one, or none where the other has nothing.
type Row struct {
	Left, Right []doc.Paragraph
	// Number is the paragraph's number in both, "124.1"; "" where they are laid
	// beside each other by where they stand.
	Number string
}

// Align lays the text of two documents beside each other: the body first, then
// the footnotes. Running heads are left out.
func Align(left, right []doc.Paragraph) []Row {
	return append(align(of(left, doc.Body), of(right, doc.Body)), align(of(left, doc.Footnote), of(right, doc.Footnote))...)
}

func of(all []doc.Paragraph, zone doc.Zone) []doc.Paragraph {
	var out []doc.Paragraph
	for _, p := range all {
		if p.Zone == zone && strings.TrimSpace(p.Text) != "" {
			out = append(out, p)
		}
	}
	return out
}

// align finds the numbered paragraphs that both have, in order, and fills what
// is between.
func align(left, right []doc.Paragraph) []Row {
	var out []Row
	a, b := 0, 0
	for i, anchor := range anchors(numbers(left), numbers(right)) {
		if i == 0 {
			out = front(left[:anchor.left], right[:anchor.right])
		} else {
			out = append(out, between(left[a:anchor.left], right[b:anchor.right])...)
		}
		out = append(out, Row{left[anchor.left : anchor.left+1], right[anchor.right : anchor.right+1], anchor.number})
		a, b = anchor.left+1, anchor.right+1
	}
	return append(out, between(left[a:], right[b:])...)
}

// front lays what stands before the first number side by side: cover and
// contents. Where one format or edition cuts them into more pieces than the
// other, only the heading of the first paragraph is told apart, and the rest is
// laid side by side whole.
func front(left, right []doc.Paragraph) []Row {
	n, m := len(left), len(right)
	if n == m || n == 0 || m == 0 {
		return between(left, right)
	}
	if kindOf(left[n-1]) != kindOf(right[m-1]) {
		return []Row{{Left: left, Right: right}}
	}
	whole := Row{Left: left[:n-1], Right: right[:m-1]}
	return []Row{whole, {Left: left[n-1:], Right: right[m-1:]}}
}

// numbered is a paragraph with a number, by where it stands.
type numbered struct {
	at     int
	number string
}

// figures are those of ASCII, of Arabic, and of full width.
const figures = `[0-9\x{0660}-\x{0669}\x{06f0}-\x{06f9}\x{ff10}-\x{ff19}]{1,3}`

// numberForm is a number as the languages print it: "5.", "124.1", "124-1", "٥-".
var numberForm = regexp.MustCompile(`^(` + figures + `)(?:[-–.．](` + figures + `))?[-–.．、]?$`)

// numbers finds the numbered paragraphs.
func numbers(all []doc.Paragraph) []numbered {
	var out []numbered
	for i, p := range all {
		label := p.Label
		if label == "" { // not every format parts it from the text
			label, _, _ = strings.Cut(strings.ReplaceAll(p.Text, "\t", " "), " ")
		}
		m := numberForm.FindStringSubmatch(label)
		if m == nil || p.Label == "" && label == m[1] { // a figure within a sentence
			continue
		}
		number := words.Figures(m[1])
		if m[2] != "" {
			number += "." + words.Figures(m[2])
		}
		out = append(out, numbered{i, number})
	}
	return out
}

// anchor is a numbered paragraph that both documents have.
type anchor struct {
	left, right int
	number      string
}

// mostCompared bounds the work on documents that no UN document is like.
const mostCompared = 1 << 24

// anchors is the longest run of numbers that both have in the same order.
func anchors(left, right []numbered) []anchor {
	n, m := len(left), len(right)
	if n*m > mostCompared {
		return nil
	}
	longest := make([][]uint16, n+1)
	for i := range longest {
		longest[i] = make([]uint16, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if left[i].number == right[j].number {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	var out []anchor
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case left[i].number == right[j].number:
			out = append(out, anchor{left[i].at, right[j].at, left[i].number})
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// Costs of laying what is not numbered side by side. One to one costs how much
// the two differ; anything else is worse than a fair match and better than a
// bad one.
const (
	costAlone = 2.5 // a paragraph with nothing beside it
	costJoint = 1.5 // two beside one
	costKind  = 3   // a heading beside a sentence, an item beside none
)

// between lays what stands between two numbered paragraphs side by side, by the
// cheapest way through both. Long stretches, which have no number to hold on to,
// are laid side by side whole.
func between(left, right []doc.Paragraph) []Row {
	n, m := len(left), len(right)
	if n*m > mostCompared/16 {
		return []Row{{Left: left, Right: right}}
	}
	scale := length(left) / max(length(right), 1) // how long this language is
	type step struct{ left, right int }
	cost := make([][]float64, n+1)
	best := make([][]step, n+1)
	for i := range cost {
		cost[i], best[i] = make([]float64, m+1), make([]step, m+1)
	}
	for i := n; i >= 0; i-- {
		for j := m; j >= 0; j-- {
			if i == n && j == m {
				continue
			}
			cost[i][j] = math.Inf(1)
			for _, s := range []step{{1, 1}, {1, 0}, {0, 1}, {2, 1}, {1, 2}} {
				if i+s.left > n || j+s.right > m {
					continue
				}
				c := cost[i+s.left][j+s.right] + price(left[i:i+s.left], right[j:j+s.right], scale)
				if c < cost[i][j] {
					cost[i][j], best[i][j] = c, s
				}
			}
		}
	}
	var out []Row
	for i, j := 0, 0; i < n || j < m; {
		s := best[i][j]
		out = append(out, Row{Left: left[i : i+s.left], Right: right[j : j+s.right]})
		i, j = i+s.left, j+s.right
	}
	return out
}

// price is how little likely it is that these say the same.
func price(left, right []doc.Paragraph, scale float64) float64 {
	if len(left) == 0 || len(right) == 0 {
		return costAlone * float64(len(left)+len(right))
	}
	c := math.Abs(math.Log((length(left) + 10) / (length(right)*scale + 10)))
	if kindOf(left[0]) != kindOf(right[0]) {
		c += costKind
	}
	if len(left) != len(right) {
		c += costJoint
	}
	return c
}

// kindOf is what marks a paragraph in every language: its label, or that it is
// set as a heading.
func kindOf(p doc.Paragraph) string {
	label := strings.Trim(p.Label, "().-–")
	switch {
	case strings.Trim(label, "IVX") == "" && label != "":
		return "chapter"
	case label != "":
		return "item"
	case p.Bold:
		return "heading"
	}
	return ""
}

func length(all []doc.Paragraph) float64 {
	n := 0
	for _, p := range all {
		n += utf8.RuneCountInString(p.Text)
	}
	return float64(n)
}
