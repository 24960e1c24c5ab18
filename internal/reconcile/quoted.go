// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/heed-upr/heed"
)

// How alike a quote and a clause must be at least, from 0 to 1, to be the same
// recommendation: others edit texts lightly. Where no State is named that both
// have, only the words speak, and more of them must be the same; and most where
// the recommendation has a quote already.
const (
	alike      = 0.5
	alikeAlone = 0.75
	alikeAgain = 0.9
)

// Quote is a recommendation as somebody else gives it: a row of UPR Info's, a
// passage of OHCHR's index, a line of a ministry's table.
type Quote struct {
	Text string
	// States are those that recommended it, nil where that is not said.
	States []heed.StateCode
	// Number is its number in the report, "" where that is not said.
	Number string
	// Strict says that it is of nobody else than the States named.
	Strict bool
}

// Quoted gives for each quote the index of the recommendation that it is of, or
// -1. The most alike go first. A recommendation that has a quote of the same
// States already gets a second only where nothing else is left for it.
func Quoted(all []heed.Recommendation, quotes []Quote) []int {
	candidates := candidatesOf(all, quotes)
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.likeness, a.likeness), cmp.Compare(a.quote, b.quote), cmp.Compare(a.recommendation, b.recommendation))
	})
	out := make([]int, len(quotes))
	for i := range out {
		out[i] = -1
	}
	type pair struct {
		recommendation int
		states         string
	}
	taken := map[pair]bool{}
	for _, again := range []bool{false, true} {
		for _, c := range candidates {
			p := pair{c.recommendation, joinStates(quotes[c.quote].States)}
			if out[c.quote] >= 0 || taken[p] && (!again || c.alone && c.likeness < alikeAgain) {
				continue
			}
			out[c.quote], taken[p] = c.recommendation, true
		}
	}
	return out
}

func joinStates(states []heed.StateCode) string {
	var b strings.Builder
	for _, s := range states {
		b.WriteString(string(s))
	}
	return b.String()
}

// candidate is a recommendation that a quote may be of.
type candidate struct {
	quote, recommendation int
	likeness              float64
	alone                 bool // no State is named that both have
}

// wording is what a quote may give of a recommendation: one of its clauses, or
// the whole of it.
type wording struct {
	recommendation int
	numbers        []string
	words          []string
}

// wordingsOf lists what quotes may give, and at which places of the list what a
// State recommended stands.
func wordingsOf(all []heed.Recommendation) (wordings []wording, byState map[heed.StateCode][]int) {
	byState = map[heed.StateCode][]int{}
	add := func(i int, text string, states []heed.StateCode) {
		for _, s := range states {
			byState[s] = append(byState[s], len(wordings))
		}
		wordings = append(wordings, wording{i, []string{all[i].Ref, all[i].Paragraph}, wordsOf(text)})
	}
	for i, r := range all {
		for _, c := range r.Clauses {
			add(i, c.Text, c.RecommendingStates)
		}
		if len(r.Clauses) != 1 { // others may have it as one
			add(i, r.Text, r.RecommendingStates)
		}
		for _, other := range r.Texts { // or in another language of the report
			add(i, other.Text, r.RecommendingStates)
		}
	}
	return wordings, byState
}

// candidatesOf finds, for every quote, the recommendations that are like it: of
// one that names States, those by one of them. Where there is none, and where it
// names none, all are looked at.
func candidatesOf(all []heed.Recommendation, quotes []Quote) []candidate {
	wordings, byState := wordingsOf(all)
	every := make([]int, len(wordings))
	for i := range every {
		every[i] = i
	}
	var out []candidate
	for i, q := range quotes {
		words := wordsOf(bare(q.Text))
		had := len(out)
		for _, s := range q.States {
			out = q.appendLike(out, candidate{quote: i}, words, wordings, byState[s])
		}
		if len(out) == had && !q.Strict {
			out = q.appendLike(out, candidate{quote: i, alone: true}, words, wordings, every)
		}
	}
	return out
}

// byNumber is what a number that agrees adds to the likeness.
const byNumber = 0.3

// appendLike appends those of the wordings at some places that are like a quote,
// each as a candidate of the form of c.
func (q Quote) appendLike(out []candidate, c candidate, words []string, wordings []wording, places []int) []candidate {
	for _, at := range places {
		w := wordings[at]
		least, more := alike, 0.0
		if c.alone {
			least = alikeAlone
		}
		if q.Number != "" && slices.Contains(w.numbers, q.Number) {
			least, more = least-byNumber, byNumber
		}
		if most := min(len(words), len(w.words)); 2*float64(most) < least*float64(len(words)+len(w.words)) {
			continue // they cannot be alike, so different are they in length
		}
		l := likeness(words, w.words)
		if l < least {
			continue
		}
		c.recommendation, c.likeness = w.recommendation, l+more
		out = append(out, c)
	}
	return out
}

// before is a number before a text.
var before = regexp.MustCompile(`^\s*[0-9]{1,4}(\.[0-9]{1,4})*\.?\s+`)

// bare takes off what others may leave around a recommendation: its number, and
// the States in brackets at its end.
func bare(text string) string {
	text = strings.TrimRight(before.ReplaceAllString(text, ""), " .;,\n\t")
	for strings.HasSuffix(text, ")") {
		open, depth := -1, 0
		for i := len(text) - 1; i >= 0 && open < 0; i-- {
			switch text[i] {
			case ')':
				depth++
			case '(':
				if depth--; depth == 0 {
					open = i
				}
			}
		}
		if open <= 0 {
			break
		}
		text = strings.TrimRight(text[:open], " .;,\n\t")
	}
	return text
}

// NumberBefore gives the number that stands before a text, "" where none does.
func NumberBefore(text string) string {
	return strings.TrimRight(strings.TrimSpace(before.FindString(text)), ".")
}

// wordsOf gives the different words of a text, in small letters and sorted.
func wordsOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return slices.Compact(words)
}

// likeness is the share of common words, from 0 to 1 (Dice).
func likeness(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := cmp.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
