// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"maps"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// softReach is how many terms after its start a text may say "consider".
const softReach = 7

// profile is what a text, or a sentence of one, asks for.
type profile struct {
	item int // of which item of its review
	// part tells that it is one of several acts of its text; parts are its own
	// acts, where they are wanted and it has several.
	part   bool
	parts  []*profile
	tokens []string  // sorted
	weight []float64 // of each token
	total  float64
	// main tells of each token whether it stands in what is asked, not only in
	// examples, means and purposes.
	main map[string]bool
	// considered tells that it is only to be thought about.
	considered bool
}

// any tells whether a text names one of some tokens.
func (p *profile) any(tokens ...string) bool {
	for _, t := range tokens {
		if _, ok := p.main[t]; ok {
			return true
		}
	}
	return false
}

// ofKind gives the keys of a kind of concept that the text names, sorted.
func (p *profile) ofKind(kind string) []string {
	var out []string
	for _, t := range p.tokens {
		if k, key, ok := strings.Cut(t, ":"); ok && k == kind {
			out = append(out, key)
		}
	}
	return out
}

// mainOf gives those that stand in what is asked.
func (p *profile) mainOf(kind string) []string {
	return slices.DeleteFunc(p.ofKind(kind), func(key string) bool { return !p.main[kind+":"+key] })
}

// read makes the profile of a text.
func (r *reader) read(text string) *profile {
	p := &profile{main: map[string]bool{}}
	table, terms := loadConcepts(), r.terms(text)
	for i := 0; i < len(terms); {
		c := table.at(terms, i)
		if c == nil {
			if t := terms[i]; !empty[t.text] {
				p.name(t.text, t.detail)
			}
			i++
			continue
		}
		p.take(c.concept, i, terms[i].detail)
		i += len(c.terms)
	}
	p.tokens = slices.Sorted(maps.Keys(p.main))
	p.weigh(loadRarity())
	return p
}

// weigh gives each token its share.
func (p *profile) weigh(rare rarity) {
	p.weight = make([]float64, len(p.tokens))
	for n, t := range p.tokens {
		p.weight[n] = kindWeight(t) * rare.of(t)
		if !p.main[t] {
			p.weight[n] *= weightDetail
		}
		p.total += p.weight[n]
	}
}

func (p *profile) name(token string, detail bool) { p.main[token] = p.main[token] || !detail }

// take adds a concept that stands at the n-th term.
func (p *profile) take(c concept, n int, detail bool) {
	if c.kind != kindSoft {
		p.name(c.token(), detail)
		for _, token := range c.implied {
			p.name(token, detail)
		}
		return
	}
	if n < softReach && !detail {
		p.considered = true
	}
}

// The share of a token by what it is. Who is to be protected and from what says
// more than by which means, and that more than the other words.
const (
	weightInstrument = 2.5
	weightTheme      = 1.76
	weightGroup      = 1.9
	weightDeed       = 0.88
	weightWord       = 0.5
	// weightDetail is the share of what stands only in examples, means and
	// purposes.
	weightDetail = 0.6
)

func kindWeight(token string) float64 {
	kind, _, _ := strings.Cut(token, ":")
	switch kind {
	case kindInstrument:
		return weightInstrument
	case kindTheme:
		return weightTheme
	case kindGroup:
		return weightGroup
	case kindDeed:
		return weightDeed
	}
	return weightWord
}

// wholes gives one profile for each item.
func (r *reader) wholes(items []Item) []*profile {
	out := make([]*profile, len(items))
	for n, item := range items {
		out[n] = r.read(item.Text)
		out[n].item = n
		// The caller's category is of the whole item.
		out[n].considered = out[n].considered || item.Act == heed.ActConsidering
	}
	return out
}

// pieces gives a profile for each sentence of the items that have several, and
// for each act of the sentences that ask for several.
func (r *reader) pieces(items []Item) []*profile {
	var out []*profile
	for n, item := range items {
		sentences := split(item.Text)
		for _, s := range sentences {
			if len(sentences) > 1 {
				p := r.read(s)
				p.item = n
				out = append(out, p)
			}
			for _, act := range acts(s) {
				p := r.read(act)
				p.item, p.part = n, true
				out = append(out, p)
			}
		}
	}
	return out
}
