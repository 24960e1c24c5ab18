// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"slices"
	"strings"
	"sync"

	"github.com/heed-upr/heed"
)

// featureVersion says how features are made. A model holds only for the
// features that it was trained on: whatever changes them (code or tables) raises
// this, and the shipped model is made anew.
const featureVersion = 2

// keyBits is how many bits of a feature's hash are kept. A model has some
// hundred thousand features at most, so that few of them share a key, and the
// differences between sorted keys fit into a byte or two.
const keyBits = 23

// mostWords is how many words of a text are looked at. The longest that
// UPR Info coded has some 250.
const mostWords = 4000

// feature is something of a text that a model can weigh: the hash of what was
// seen, and the words (from up to, not with, to) that it was seen in.
type feature struct {
	key      uint32
	from, to int16
	rule     bool // seen by a rule of the tables
}

// gathered are the features of a text as they are found.
type gathered struct {
	list []feature
	rule bool
}

// add takes what was seen in words from up to, not with, to. The kind keeps
// apart what is written alike and means something else.
func (g *gathered) add(kind byte, from, to int, parts ...string) {
	h := (uint32(2166136261) ^ uint32(kind)) * 16777619
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h = (h ^ 0xff) * 16777619 // no byte of a text in UTF-8
	}
	g.list = append(g.list, feature{fold(h), int16(from), int16(to), g.rule})
}

// fold brings a hash to keyBits so that all of its bits count.
func fold(h uint32) uint32 {
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	h *= 0x297a2d39
	h ^= h >> 15
	return h & (1<<keyBits - 1)
}

// digit writes a small number as a part of a feature.
func digit(n int) string {
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	n = min(n, len(digits)-1)
	return digits[n : n+1]
}

// stem cuts the endings that matter least, so that "ratify", "ratifying" and
// "ratified" come to the same. It need not be right, only always the same.
func stem(w string) string {
	if len(w) < 5 {
		return strings.TrimSuffix(w, "s")
	}
	for _, end := range []string{"ations", "ation", "ingly", "ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e"} {
		if root, ok := strings.CutSuffix(w, end); ok && len(root) >= 4 {
			w = root
			break
		}
	}
	if len(w) > 9 {
		w = strings.ToValidUTF8(w[:9], "")
	}
	return w
}

// parsed is a text with what the tables see in it.
type parsed struct {
	text   string
	words  []word
	stems  []string
	act    heed.ActionCategory // by rule
	why    []Span              // what carried it
	verb   *phrase             // that decides; nil where none was found
	from   int                 // its words
	to     int
	issues []hit
	themes []Match
}

func parse(text string) *parsed {
	w := words(text)
	w = w[:min(len(w), mostWords)]
	r := rules()
	p := &parsed{text: text, words: w, stems: make([]string, len(w)), themes: r.themes.read(w)}
	for i := range w {
		p.stems[i] = stem(w[i].text)
	}
	p.act, p.why = r.acts.read(w)
	if p.verb, p.from, p.to = r.acts.opening(w); p.verb == nil {
		p.verb, p.from, p.to = r.acts.within(w)
	}
	p.issues, _ = r.issues.hits(w)
	return p
}

// plainFeatures are words and pairs of words, and nothing of the rules.
func (p *parsed) plainFeatures() []feature {
	g := gathered{list: make([]feature, 0, 2*len(p.words))}
	for i, w := range p.words {
		g.add('w', i, i+1, w.text)
		if i+1 < len(p.words) {
			g.add('2', i, i+2, p.stems[i], p.stems[i+1])
		}
	}
	return g.list
}

// issueFeatures are what the issues are told by: words and pairs; the issues
// that the words of issues.csv speak for, how often, how early, how many, and
// which together (the guide merges issues by what else is named); themes; act.
func (p *parsed) issueFeatures() []feature {
	g := gathered{list: p.plainFeatures(), rule: true}
	var first, count [64]int
	var end [64]int
	for _, h := range p.issues {
		n := h.pattern.themes[0]
		g.add('r', h.from, h.to, issues[n], h.pattern.line)
		if count[n] == 0 {
			first[n] = h.from
		}
		if h.from >= end[n] {
			count[n]++
			end[n] = h.to
		}
	}
	seen := 0
	for n, name := range issues {
		if count[n] == 0 {
			continue
		}
		seen++
		at := first[n]
		g.add('I', at, at+1, name)
		g.add('K', at, at+1, name, digit(min(at/4, 5)))
		if count[n] > 1 {
			g.add('J', at, at+1, name)
		}
		for m, other := range issues[:n] {
			if count[m] > 0 {
				g.add('P', at, at+1, name, other)
			}
		}
	}
	for _, m := range p.themes {
		at, _ := slices.BinarySearchFunc(p.words, m.From, func(w word, from int) int { return w.from - from })
		g.add('t', at, at+1, string(m.Theme))
	}
	g.add('N', 0, 1, digit(seen))
	g.add('L', 0, 1, digit(min((len(p.words)+7)/8, 8)))
	g.add('a', p.from, p.to, digit(int(p.act)))
	for _, s := range p.why {
		g.add('A', p.from, p.to, digit(int(p.act)), lower(p.text[s.From:s.To]))
	}
	return g.list
}

// actFeatures are what the kind of act is told by: the words, those that open
// the text by their places, and what the rules say: verb, act, and the verbs
// that follow with what leads to them.
func (p *parsed) actFeatures() []feature {
	g := gathered{list: make([]feature, 0, 8*len(p.words))}
	for i, w := range p.words {
		g.add('w', i, i+1, w.text)
		if i+1 < len(p.words) {
			g.add('2', i, i+2, w.text, p.words[i+1].text)
		}
	}
	g.rule = true
	p.openingFeatures(&g)
	act := digit(int(p.act))
	g.add('c', p.from, max(p.to, 1), act)
	if p.verb != nil {
		g.add('C', p.from, p.to, act, digit(int(p.verb.act)))
		p.verbFeatures(&g)
	}
	p.laterFeatures(&g)
	return g.list
}

// What openingFeatures pair: each of the first words with those after it.
const (
	pairFirst = 4
	pairReach = 8
)

// openingFeatures are the first words, by their places, from the beginning, and
// in pairs that others may part: "adopt … law".
func (p *parsed) openingFeatures(g *gathered) {
	for i, w := range p.words[:min(len(p.words), 12)] {
		if i < 6 {
			g.add('p', i, i+1, digit(i), w.text)
		}
		g.add('q', i, i+1, w.text)
		if i+1 < len(p.words) && i < 8 {
			g.add('Q', i, i+2, w.text, p.words[i+1].text)
		}
	}
	for i, w := range p.words[:min(len(p.words), pairFirst)] {
		for j := i + 1; j < min(len(p.words), i+1+pairReach); j++ {
			g.add('s', i, i+1, w.text, p.words[j].text)
		}
	}
	for n := 1; n <= min(len(p.words), 5); n++ {
		var opening [5]string
		for i := range n {
			opening[i] = p.words[i].text
		}
		g.add('O', 0, n, opening[:n]...)
	}
}

// verbFeatures are the verb that decides by rule, and the words after it.
func (p *parsed) verbFeatures(g *gathered) {
	verb, act := lower(p.text[p.words[p.from].from:p.words[p.to-1].to]), digit(int(p.verb.act))
	g.add('v', p.from, p.to, verb)
	g.add('V', p.from, p.to, verb, digit(int(p.act)))
	g.add('F', p.from, p.to, digit(min(p.from, 6)), act)
	for i := p.to; i < min(len(p.words), p.to+6); i++ {
		g.add('x', i, i+1, verb, p.stems[i])
		g.add('X', i, i+1, digit(i-p.to), p.stems[i])
		g.add('y', i, i+1, act, p.stems[i])
		if i+1 < len(p.words) {
			g.add('Y', i, i+2, act, p.stems[i], p.stems[i+1])
		}
	}
}

// leads are words after which an example, or another act, may follow: "by
// ratifying", "including through the adoption of".
var leads = map[string]bool{
	"by": true, "through": true, "including": true, "include": true, "as": true, "particular": true, "particularly": true,
	"especially": true, "notably": true, "alia": true, "via": true, "with": true, "means": true, "regard": true, "and": true, "to": true,
}

// leadReach is how many words before another act its lead may stand.
const leadReach = 4

// laterFeatures are the acts after the one that decides.
func (p *parsed) laterFeatures(g *gathered) {
	r, act := rules().acts, digit(int(p.act))
	for i := max(p.to, 1); i < len(p.words); i++ {
		w, before := p.words[i], p.words[i-1].text
		q, end := r.at(placeOpening, p.words, i)
		if q == nil {
			q, end = r.at(placeExample, p.words, i)
		}
		if q != nil && (leads[before] || w.starts) {
			g.add('l', i, end, before, digit(int(q.act)), act)
			g.add('M', i, end, before, lower(p.text[w.from:p.words[end-1].to]), act)
		}
		lead := p.lead(i)
		if lead >= 0 {
			g.add('m', i, i+1, act, p.words[lead].text, p.stems[i])
			g.add('n', i, i+1, p.words[lead].text, digit(i-lead), p.stems[i])
		}
		if a := stemActs()[p.stems[i]]; a != heed.ActUnknown {
			p.nounFeatures(g, i, lead, digit(int(a)))
		}
	}
}

// nounFeatures are an act that a word speaks of in another form than that in
// which it opens a text: "by ratifying", "the ratification of".
func (p *parsed) nounFeatures(g *gathered, i, lead int, asked string) {
	act, before, form := digit(int(p.act)), "", "-"
	for _, end := range []string{"ing", "ion", "ment"} {
		if strings.HasSuffix(p.words[i].text, end) {
			form = end
		}
	}
	if lead >= 0 {
		before = p.words[lead].text
		g.add('i', i, i+1, act, form, asked)
	}
	g.add('k', i, i+1, act, before, form, asked)
	g.add('h', i, i+1, act, before, form, p.stems[i])
}

// lead finds the word that leads to word i, or gives -1.
func (p *parsed) lead(i int) int {
	for j := i - 1; j >= max(p.to, i-leadReach); j-- {
		if leads[p.words[j].text] {
			return j
		}
	}
	return -1
}

// stemActs are the verbs of acts.csv by their stems.
var stemActs = sync.OnceValue(func() map[string]heed.ActionCategory {
	out := map[string]heed.ActionCategory{}
	opening := rules().acts.places[placeOpening]
	for _, first := range sortedKeys(opening) {
		for _, p := range opening[first] {
			if len(p.words) == 1 {
				out[stem(first)] = p.act
			}
		}
	}
	return out
})

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
