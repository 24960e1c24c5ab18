// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lang"
)

// skipped are words that say nothing and stand in titles now and then: they are
// taken off before phrases are looked for. As terms, without their endings.
var skipped = words(`the a an of to on for and or in its it their his this that these those all any as at by from with
	international united nations un be is are been has have which who into also other there such thereof per no
	recommend recommended recommends`)

// empty are words that decorate what is asked: who would do more of them would
// do nothing else.
var empty = words(`continue strengthen strengthening intensify further effort efforts measure measures step steps take taking make making
	necessary appropriate effective effectively ensure ensuring promote promoting promotion enhance improve
	improvement right rights human full fully form forms standard standards accordance line view including particularly
	particular especially through additional concrete adequate undertake possible soon government state country national
	accordingly order well provide redouble increase step up proper address respect guarantee both not only should would
	obligation obligations existing relevant prompt promptly regard respective under within between aim aimed aiming
	positive positively actively way expedite accelerate speed priority practice practical continuing give given
	effectiveness more better protect protection protecting convention protocol conformity comply compliance combat fight
	combating fighting against eliminate elimination eradicate prevent prevention preventing adopt implement implementation
	establish exercise enjoyment person people thing level strive commit member`)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, t := range lang.Terms(s) {
		out[t.Text] = true
	}
	return out
}

// firmness is how firmly something is asked; only its order matters.
type firmness int

const (
	asShare    firmness = iota // share, seek help
	asThought                  // consider, examine
	asEffort                   // continue, work towards
	asAct                      // do it
	notTold    firmness = -1
	softReach           = 7 // how many terms after its start a part may say "consider"
	maxBracket          = 200
)

// profile is what a text, or a sentence of one, asks for.
type profile struct {
	item   int // of which item of its review
	tokens []string
	weight []float64 // of each token, by how rare it is
	total  float64
	has    map[string]bool
	firm   firmness
}

func (p *profile) any(tokens ...string) bool {
	for _, t := range tokens {
		if p.has[t] {
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

// reader makes profiles. It remembers stems, which take longest to find, and
// knows how often each token occurs among all that is compared.
type reader struct {
	stems map[string]string
	df    map[string]int
	n     int
}

// newReader counts tokens over all items.
func newReader(sets ...[]Item) *reader {
	r := &reader{stems: map[string]string{}, df: map[string]int{}}
	for _, items := range sets {
		for _, item := range items {
			r.n++
			for _, t := range r.read(item.Text).tokens {
				r.df[t]++
			}
		}
	}
	return r
}

// terms gives the terms of a text, without words that say nothing and without
// what stands in brackets: States, abbreviations and asides.
func (r *reader) terms(text string) []string {
	var out []string
	for _, w := range lang.Words(unbracket(text)) {
		stem, ok := r.stems[w.Text]
		if !ok {
			stem = lang.Stem(w.Text)
			r.stems[w.Text] = stem
		}
		if !skipped[stem] {
			out = append(out, stem)
		}
	}
	return out
}

// unbracket takes out what stands in brackets, where they close soon.
func unbracket(text string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '(')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], ')')
		if end < 0 || end > maxBracket {
			break
		}
		b.WriteString(text[:open])
		b.WriteByte(' ')
		text = text[open+end+1:]
	}
	b.WriteString(text)
	return b.String()
}

// read makes the profile of a text, without weights.
func (r *reader) read(text string) *profile {
	p := &profile{has: map[string]bool{}, firm: asAct}
	table, terms := loadConcepts(), r.terms(text)
	for i := 0; i < len(terms); {
		c := table.at(terms, i)
		if c == nil {
			if !empty[terms[i]] {
				p.has[terms[i]] = true
			}
			i++
			continue
		}
		p.take(c.concept, i)
		i += len(c.terms)
	}
	p.tokens = slices.Sorted(maps.Keys(p.has))
	return p
}

// take adds a concept that stands at the n-th term.
func (p *profile) take(c concept, n int) {
	if c.kind != kindSoft {
		p.has[c.token()] = true
		if c.implied != "" {
			p.has[kindGroup+":"+c.implied] = true
		}
		return
	}
	if n >= softReach {
		return
	}
	switch c.key {
	case "consider":
		p.firm = min(p.firm, asThought)
	default:
		p.firm = min(p.firm, asEffort)
	}
}

// judge lays the caller's category over what the words say, where the words
// are those of the whole item.
func (p *profile) judge(act heed.ActionCategory) {
	switch act {
	case heed.ActMinimal:
		p.firm = min(p.firm, asEffort)
	case heed.ActContinuing:
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
	weightWord       = 0.7
)

// weigh gives each token its share.
func (r *reader) weigh(p *profile) *profile {
	p.weight = make([]float64, len(p.tokens))
	for n, t := range p.tokens {
		kind, _, _ := strings.Cut(t, ":")
		w := weightWord
		switch kind {
		case kindInstrument:
			w = weightInstrument
		case kindTheme:
			w = weightTheme
		case kindGroup:
			w = weightGroup
		case kindDeed:
			w = weightDeed
		}
		p.weight[n] = w * math.Log(2+float64(r.n)/float64(max(1, r.df[t])))
		p.total += p.weight[n]
	}
	return p
}

// wholes gives one profile for each item.
func (r *reader) wholes(items []Item) []*profile {
	var out []*profile
	for n, item := range items {
		p := r.weigh(r.read(item.Text))
		p.item = n
		p.judge(item.Act)
		out = append(out, p)
	}
	return out
}

// parts gives a profile for each sentence of each item, and where it has
// several one for the whole.
func (r *reader) parts(items []Item) []*profile {
	out := r.wholes(items)
	for n, item := range items {
		sentences := split(item.Text)
		if len(sentences) < 2 {
			continue
		}
		for _, s := range sentences {
			p := r.weigh(r.read(s))
			p.item = n
			out = append(out, p)
		}
	}
	return out
}

// split parts a text where another State's sentence begins: after a semicolon,
// or after a bracket and a stroke. A piece that names no deed belongs to the one
// before ("ratify A; B and C").
func split(text string) []string {
	var out []string
	from := 0
	for i := 0; i+1 < len(text); i++ {
		if text[i] == ';' || strings.HasPrefix(text[i:], ")/") {
			out = append(out, text[from:i+1])
			from = i + 1
		}
	}
	out = append(out, text[from:])
	var merged []string
	for _, s := range out {
		if len(merged) > 0 && continues(s) {
			merged[len(merged)-1] += s
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// continues tells whether a piece goes on with the one before: it names an
// instrument and no act on it, or hardly anything.
func continues(s string) bool {
	table := loadConcepts()
	var terms []string
	for _, t := range lang.Terms(unbracket(s)) {
		if !skipped[t.Text] {
			terms = append(terms, t.Text)
		}
	}
	for i := range terms {
		if c := table.at(terms, i); c != nil && c.kind == kindInstrument {
			return i == 0
		}
	}
	return len(terms) < 3
}
