// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// words is what the rules find in a sentence.
type words struct {
	// hits are what is claimed, in order.
	hits []hit
	// none are where it only asks, plans or supposes, plans where it does about what is
	// told by a noun ("ratification"), both what takes back such words and denials.
	none, plans, both [][]int
	// reports are where somebody is said to have said it, praises where of others, denies and deniesBehind where
	// that is said not to be so: of what follows, and of what went before.
	reports, praises, denies, deniesBehind [][]int
}

// words finds the words of rules: of what is claimed the longest where they overlap, of
// as long ones that whose rule stands first, and none that only ask, plan or suppose.
func (f finder) words(low string) words {
	var w words
	low = f.denials(low, &w)
	named := map[string]bool{}
	for i := range f.rules {
		r := &f.rules[i]
		places := r.places(low)
		switch {
		case len(places) == 0 || r.subject == subjectDenial: // denials were looked for before
		case r.all:
			return words{}
		case r.status == calledSo:
			named[r.subject] = true
		default:
			w.take(f.grammar, low, r, places)
		}
	}
	across := func(from, to int) bool {
		return slices.ContainsFunc(w.both, func(m []int) bool { return m[0] < to && from < m[1] })
	}
	w.none = slices.DeleteFunc(w.none, func(n []int) bool { return across(n[0], n[1]) })
	all := slices.DeleteFunc(w.hits, func(h hit) bool {
		return h.not && across(h.from, h.to) || !h.not && f.grammar.negated(low, h) || h.named && !named[h.subject]
	})
	slices.SortStableFunc(all, func(a, b hit) int { return cmp.Compare(b.to-b.from, a.to-a.from) })
	w.hits = nil
	for _, h := range all {
		if !slices.ContainsFunc(w.hits, func(o hit) bool { return f.grammar.within(low, h, o) }) {
			h.supposed = f.grammar.supposed(low, h, w.none)
			w.hits = append(w.hits, h)
		}
	}
	slices.SortStableFunc(w.hits, func(a, b hit) int { return cmp.Compare(a.from, b.from) })
	return w
}

// take puts where the words of a rule stand to those of its kind.
func (w *words) take(g grammar, low string, r *rule, places [][]int) {
	switch r.subject {
	case subjectNone:
		w.none = append(w.none, places...)
	case subjectPlan:
		w.plans = append(w.plans, places...)
	case subjectBoth:
		w.both = append(w.both, places...)
	case subjectReport:
		for _, m := range places {
			w.reports = append(w.reports, g.report(low, m))
		}
		if r.others {
			w.praises = append(w.praises, places...)
		}
	default:
		for _, m := range places {
			w.hits = append(w.hits, hit{rule: r, words: r.words[m[2]].words, from: m[0], to: m[1]})
		}
	}
}

// denials finds what says that something is not so, and gives the text without it:
// "not true" is no denial of its own.
func (f finder) denials(low string, w *words) string {
	for i := range f.rules {
		if r := &f.rules[i]; r.subject == subjectDenial {
			for _, m := range r.places(low) {
				if r.behind {
					w.deniesBehind = append(w.deniesBehind, m)
				} else {
					w.denies = append(w.denies, m)
				}
			}
		}
	}
	return hide(hide(low, w.denies), w.deniesBehind)
}

// negated tells whether a word of denial stands right by what is claimed, or within it
// where its own words do not have it, so that it is not claimed, whatever no rule reads.
func (g grammar) negated(low string, h hit) bool {
	by := lastWord(low[:h.from])
	if g.verbLast {
		by = firstWord(strings.TrimLeftFunc(low[h.to:], unicode.IsSpace))
	}
	own := strings.Fields(h.words)
	return slices.Contains(g.no, by) || slices.ContainsFunc(wordsOf(low[h.from:h.to]), func(w string) bool {
		return slices.Contains(g.no, w) && !slices.Contains(own, w)
	})
}

// within tells whether a hit has no place beside a longer one. In "not signed or
// ratified" both are denied.
func (g grammar) within(low string, h, o hit) bool {
	if h.from >= o.to || o.from >= h.to {
		return false
	}
	row := h.not && o.not && h.subject == o.subject && h.status != o.status && h.to < o.to
	return !row || !slices.ContainsFunc(strings.Fields(low[h.to:o.to]), func(w string) bool { return slices.Contains(g.or, w) })
}

// supposed tells whether words in a status's part of the sentence, before it, say that
// it is not claimed; or behind it, where verbs stand there; or such words that hold it
// ("the signed petition"), or stand in it and are none of its own. A deadline is claimed by such words.
func (g grammar) supposed(low string, h hit, none [][]int) bool {
	if h.status == Deadline {
		return false
	}
	from, to := max(strings.LastIndexAny(low[:h.from], ",;:"), 0), h.from
	if g.verbLast {
		to = len(low)
		if end := strings.IndexAny(low[h.to:], ",;:"); end >= 0 {
			to = h.to + end
		}
	}
	return slices.ContainsFunc(none, func(n []int) bool {
		inside := h.from <= n[0] && n[1] <= h.to && strings.Contains(h.words, low[n[0]:n[1]])
		return !inside && (from <= n[0] && n[1] <= to || n[0] < h.to && h.from < n[1])
	})
}

// report is the part of a sentence that says who said something, from its verb on: up
// to the word that brings what was said, else to the comma, where one of them follows.
func (g grammar) report(low string, m []int) []int {
	rest := low[m[1]:]
	if i := strings.Index(rest, g.that); g.that != "" && i >= 0 {
		return []int{m[0], m[1] + i + len(g.that)}
	}
	if i := strings.IndexByte(rest, ','); i >= 0 {
		return []int{m[0], m[1] + i + 1}
	}
	return m
}

// speaking leaves out States that are said to speak of what others did: who welcomed a
// ratification has not ratified; nor has who said anything of an act told by a noun.
func (w words) speaking(states []named, h hit) []named {
	spans := w.praises
	if h.dated {
		spans = w.reports
	}
	return slices.DeleteFunc(slices.Clone(states), func(n named) bool {
		return slices.ContainsFunc(spans, func(r []int) bool { return n.to <= r[0] && r[0] < h.from })
	})
}

// denied tells whether a sentence says of what is claimed that it is not so, twice
// being none: before it or behind it, in what "but" does not part.
func (g grammar) denied(low string, w words, h hit) bool {
	out := false
	for _, d := range w.denies {
		out = out != (d[1] <= h.from && !g.contrast.MatchString(low[d[1]:h.from]))
	}
	for _, d := range w.deniesBehind {
		out = out != (d[0] >= h.to && !g.contrast.MatchString(low[h.to:d[0]]))
	}
	return out
}

// isQuestion reports whether a sentence asks.
func isQuestion(sentence string) bool {
	s := strings.TrimRightFunc(sentence, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"'’”»)`, r) })
	return strings.HasSuffix(s, "?") || strings.HasSuffix(s, "?!")
}
