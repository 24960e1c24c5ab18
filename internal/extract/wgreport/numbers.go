// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"regexp"
	"strings"

	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grammar"
	"github.com/heed-upr/heed/internal/extract/words"
)

// figures are those of ASCII, of Arabic, and of full width.
const figures = `[0-9\x{0660}-\x{0669}\x{06f0}-\x{06f9}\x{ff10}-\x{ff19}]{1,3}`

var (
	// numberForm is a number as Arabic and Chinese documents print it: "1-",
	// "124-1", "١٢٤-١", "1．", also with no blank behind it.
	numberForm = regexp.MustCompile(`^\s*(` + figures + `)(?:\s?[-–.．]\s?(` + figures + `))?\s?([-–.．、]?)(?:\s+|$|(?:[^\s0-9.,%]))`)
	// labelForm is such a number that was found to stand apart.
	labelForm = regexp.MustCompile(`^(` + figures + `)(?:[-–.．](` + figures + `))?([-–.．、]?)$`)
	// pairInList is the number of an item within an Arabic sentence.
	pairInList = regexp.MustCompile(`(\d{1,3})-(\d{1,3})`)
)

// printed is how labels that were changed stand in the document, by label and
// text of their paragraphs.
type printed map[string]string

// numbered gives a paragraph its number as English reports print it, "124." or
// "124.1", so that one set of rules reads all languages.
func (l printed) numbered(p doc.Paragraph, g *grammar.Grammar) doc.Paragraph {
	was := p.Label
	switch {
	case g.English():
		return p
	case p.Label != "":
		m := labelForm.FindStringSubmatch(p.Label)
		if m == nil {
			return p
		}
		p.Label = number2(m[1], m[2], m[3])
	case g.Matches(grammar.Unspaced, p.Text):
		m := numberForm.FindStringSubmatchIndex(p.Text)
		if m == nil || m[4] < 0 && m[6] == m[7] { // a number alone is no label
			return p
		}
		second := ""
		if m[4] >= 0 {
			second = p.Text[m[4]:m[5]]
		}
		was = strings.TrimSpace(p.Text[:m[7]])
		p.Label = number2(p.Text[m[2]:m[3]], second, p.Text[m[6]:m[7]])
		p = without(p, m[7])
	default:
		return p
	}
	l[p.Label+"\t"+p.Text] = was
	return p
}

// of gives a paragraph that is more of another its label as it is printed.
func (l printed) of(p doc.Paragraph) doc.Paragraph {
	if label, ok := l[p.Label+"\t"+p.Text]; ok {
		p.Label = label
	}
	return p
}

// number2 is the label of one number or two.
func number2(first, second, mark string) string {
	switch {
	case second != "":
		return words.Figures(first + "." + second)
	case mark != "":
		return words.Figures(first) + "."
	}
	return words.Figures(first)
}

// without takes the first bytes off a paragraph's text, and the blanks behind
// them.
func without(p doc.Paragraph, n int) doc.Paragraph {
	rest := strings.TrimLeft(p.Text[n:], " \t\u00a0")
	n = len(p.Text) - len(rest)
	spans := make([]doc.Span, 0, len(p.Spans))
	for _, s := range p.Spans {
		if s.To > n {
			s.From, s.To = max(s.From-n, 0), s.To-n
			spans = append(spans, s)
		}
	}
	p.Text, p.Spans = rest, spans
	return p
}
