// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// firmness is how firmly something is asked; only its order matters.
type firmness int

const (
	asThought firmness = iota // consider, examine
	asEffort                  // continue, work towards, share
	asAct                     // do it
)

// softReach is how many terms after its start a text may say "consider".
const softReach = 7

// profile is what a text, or a sentence of one, asks for.
type profile struct {
	item   int      // of which item of its review
	tokens []string // sorted
	weight []float64
	total  float64
	// main tells of each token whether it stands in what is asked, not only in
	// examples, means and purposes.
	main map[string]bool
	firm firmness
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

// read makes the profile of a text, without weights.
func (r *reader) read(text string) *profile {
	p := &profile{main: map[string]bool{}, firm: asAct}
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
	return p
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
	switch {
	case n >= softReach || detail:
	case c.key == "consider":
		p.firm = asThought
	default:
		p.firm = min(p.firm, asEffort)
	}
}

// judge lays the caller's category over what the words say, where the words are
// those of the whole item.
func (p *profile) judge(act heed.ActionCategory) {
	switch act {
	case heed.ActMinimal, heed.ActContinuing:
		p.firm = min(p.firm, asEffort)
	case heed.ActConsidering:
		p.firm = asThought
	}
}

// The share of a token by what it is. Who is to be protected and from what says
// more than the other words, and those more than by which means.
const (
	weightInstrument = 2.0
	weightTheme      = 1.4
	weightGroup      = 1.2
	weightDeed       = 0.7
	weightWord       = 0.5
	// weightDetail is the share of what stands only in examples, means and
	// purposes.
	weightDetail = 0.5
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

// rarity is how much a token says by how few items have it.
type rarity map[string]float64

func newRarity(sets ...[]*profile) rarity {
	count, n := map[string]int{}, 0
	for _, set := range sets {
		n += len(set)
		for _, p := range set {
			for _, t := range p.tokens {
				count[t]++
			}
		}
	}
	out := rarity{}
	for t, df := range count {
		out[t] = kindWeight(t) * math.Log(2+float64(n)/float64(df))
	}
	return out
}

// weigh gives each token its share.
func (r rarity) weigh(set []*profile) {
	for _, p := range set {
		p.weight, p.total = make([]float64, len(p.tokens)), 0
		for n, t := range p.tokens {
			p.weight[n] = r[t]
			if !p.main[t] {
				p.weight[n] *= weightDetail
			}
			p.total += p.weight[n]
		}
	}
}

// wholes gives one profile for each item.
func (r *reader) wholes(items []Item) []*profile {
	var out []*profile
	for n, item := range items {
		p := r.read(item.Text)
		p.item = n
		p.judge(item.Act)
		out = append(out, p)
	}
	return out
}

// sentences gives a profile for each sentence of the items that have several.
func (r *reader) sentences(items []Item) []*profile {
	var out []*profile
	for n, item := range items {
		parts := split(item.Text)
		if len(parts) < 2 {
			continue
		}
		for _, s := range parts {
			p := r.read(s)
			p.item = n
			out = append(out, p)
		}
	}
	return out
}
