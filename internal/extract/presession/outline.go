// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package presession

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heed-upr/heed/internal/extract/words"
)

var (
	headingLabelForm = regexp.MustCompile(`^(?:[IVX]{1,4}\.|[A-Z]\.|\d{1,2}\.|\([a-z]{1,4}\)|[a-z]\))$`)
	// A Roman number that was printed without its full stop.
	romanForm = regexp.MustCompile(`^([IVX]{1,4})\.?\s+(\p{Lu}.*)$`)
	romans    = []string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"}
)

// following is the label after a number: "13." after "12.".
func following(label string) string {
	return strconv.Itoa(words.Number(strings.TrimSuffix(label, "."))+1) + "."
}

// itemLabel reports whether a label can be that of an item in a paragraph.
func itemLabel(label string) bool {
	return !strings.Contains(strings.TrimSuffix(label, "."), ".")
}

// ended reports whether a text ends as a sentence or an item does.
func ended(s string) bool {
	s = strings.TrimRight(s, " \"”’»)]")
	return s == "" || strings.HasSuffix(s, "。") || strings.HasSuffix(s, "؟") || strings.ContainsAny(s[len(s)-1:], ".;:!?")
}

// jump is the most that the numbers of paragraphs may leave out.
const jump = 3

// numbered finds the blocks that begin the numbered paragraphs of the text: the
// longest run of rising numbers. Numbers of items and in tables begin anew and
// fall out of it.
func numbered(blocks []block) map[int]bool {
	type link struct {
		at, before int // indexes of blocks; -1 is none
		score      float64
	}
	best := map[int]link{} // by number
	links := map[int]link{}
	end, top := -1, 0.0
	margin := commonIndent(blocks)
	for i, b := range blocks {
		n := words.Number(strings.TrimSuffix(b.Label, "."))
		own := weight(b, margin)
		if own <= 0 {
			continue
		}
		l := link{i, -1, own / 2}
		if n == 1 {
			l.score = own
		}
		for back := 1; back <= jump+1; back++ {
			p, ok := best[n-back]
			if s := p.score + own - 0.4*float64(back-1); ok && s > l.score {
				l.score, l.before = s, p.at
			}
		}
		links[i] = l
		if old, ok := best[n]; !ok || l.score > old.score {
			best[n] = l
		}
		if l.score >= top {
			end, top = i, l.score
		}
	}
	out := map[int]bool{}
	for i := end; i >= 0; i = links[i].before {
		out[i] = true
	}
	return out
}

// weight is how much a block looks like the beginning of a numbered paragraph,
// about 1, or 0 where it is none. Items are shorter, stand further in, or begin
// and end within a sentence.
func weight(b block, margin float64) float64 {
	if !numberForm.MatchString(b.Label) || b.small || b.beside && len(b.Text) < 200 {
		return 0
	}
	if b.looksLikeHeading() && (b.Bold || b.italic) {
		return 0
	}
	w := 1 + 0.05*min(float64(len(b.Text))/400, 1)
	if math.Abs(b.Indent-margin) > 25 {
		w -= 0.4
	}
	if first, _ := utf8.DecodeRuneInString(b.Text); unicode.IsLower(first) || strings.HasSuffix(b.Text, ";") {
		w -= 0.3
	}
	return w
}

// commonIndent is where most numbered paragraphs begin.
func commonIndent(blocks []block) float64 {
	count := map[float64]int{}
	for _, b := range blocks {
		if numberForm.MatchString(b.Label) {
			count[math.Round(b.Indent/8)*8]++
		}
	}
	best, n := 0.0, 0
	for indent, c := range count {
		if c > n || c == n && indent < best {
			best, n = indent, c
		}
	}
	return best
}

// outline follows the levels of headings.
type outline struct {
	roman  int    // the last Roman number
	letter string // the last letter under it
	around int    // the level of the last heading that has a label or is large
}

// headingLabel parts the label of a heading from its title. The full stop after
// a Roman number may be missing.
func headingLabel(b block, o outline) (label, title string) {
	if b.Label != "" {
		return strings.TrimSuffix(b.Label, "."), b.Text
	}
	if m := romanForm.FindStringSubmatch(b.Text); m != nil && b.large && o.roman+1 < len(romans) && m[1] == romans[o.roman+1] {
		return m[1], m[2]
	}
	return "", b.Text
}

// level gives the level of a heading: I, A, 1, (a). One without a label is a
// step below the last that has one, or as high as its size says.
func (o *outline) level(label string, b block) int {
	switch {
	case o.isRoman(label):
		o.roman, o.letter = roman(label), ""
		o.around = 1
	case len(label) == 1 && label[0] >= 'A' && label[0] <= 'Z':
		o.letter = label
		o.around = 2
	case words.Number(label) > 0:
		o.around = 3
	case label != "":
		o.around = 4
	case b.large && b.Size >= 13.5:
		o.letter = ""
		o.around = 1
	case b.large:
		o.around = 2
	default:
		return o.around + 1
	}
	return o.around
}

// isRoman tells the Roman I, V and X from the letters.
func (o *outline) isRoman(label string) bool {
	if roman(label) == 0 {
		return false
	}
	nextLetter := o.letter != "" && len(label) == 1 && label[0] == o.letter[0]+1
	return !nextLetter
}

func roman(s string) int {
	for i, r := range romans {
		if i > 0 && r == s {
			return i
		}
	}
	return 0
}
