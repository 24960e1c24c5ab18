// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
)

// Where a rule of acts.csv is read.
const (
	placeOpening = "opening"
	placeExample = "example"
	placeWithin  = "within"
	placeSkip    = "skip"
)

// objectReach is how many words after its verb an object may stand.
const objectReach = 6

// phrase is a verb or what stands for one.
type phrase struct {
	words   []token
	act     heed.ActionCategory
	objects []object
}

// object is what a verb acts on where that changes the kind of act.
type object struct {
	words []token
	act   heed.ActionCategory
}

// actRules is acts.csv: for each place the phrases by their first word.
type actRules struct {
	places map[string]map[string][]*phrase
}

func newActRules() *actRules {
	r := &actRules{places: map[string]map[string][]*phrase{}}
	for _, place := range []string{placeOpening, placeExample, placeWithin, placeSkip} {
		r.places[place] = map[string][]*phrase{}
	}
	return r
}

// add takes a line: words, object, act, place.
func (r *actRules) add(line []string) error {
	spellings := []string{line[0]}
	if b := british(line[0]); b != "" {
		spellings = append(spellings, b)
	}
	for _, s := range spellings {
		if err := r.addSpelling(s, line[1], line[2], line[3]); err != nil {
			return err
		}
	}
	return nil
}

func (r *actRules) addSpelling(words, of, act, place string) error {
	byFirst, ok := r.places[place]
	if !ok {
		return fmt.Errorf("unknown place %q", place)
	}
	n, err := strconv.Atoi("0" + act)
	if err != nil || n > int(heed.ActSpecific) || (n == 0) != (place == placeSkip) {
		return fmt.Errorf("%q: category %q", words, act)
	}
	rule, err := tokens(words, 0)
	if err != nil {
		return err
	}
	p := find(byFirst[rule[0].text], rule)
	switch {
	case of != "":
		if p == nil {
			return fmt.Errorf("%q has an object and no line of its own before", words)
		}
		o, err := tokens(of, 0)
		if err != nil {
			return err
		}
		p.objects = append(p.objects, object{words: o, act: heed.ActionCategory(n)})
	case p != nil:
		return fmt.Errorf("%q stands there twice", words)
	default:
		byFirst[rule[0].text] = append(byFirst[rule[0].text], &phrase{words: rule, act: heed.ActionCategory(n)})
	}
	return nil
}

func find(among []*phrase, rule []token) *phrase {
	for _, p := range among {
		same := len(p.words) == len(rule)
		for i := 0; same && i < len(rule); i++ {
			same = p.words[i] == rule[i]
		}
		if same {
			return p
		}
	}
	return nil
}

// at gives the longest phrase of a place that stands at w[i], and its end.
func (r *actRules) at(place string, w []word, i int) (best *phrase, end int) {
	if i >= len(w) {
		return nil, i
	}
	for _, p := range r.places[place][w[i].text] {
		if e, ok := match(p.words, w, i); ok && e > end {
			best, end = p, e
		}
	}
	return best, end
}

// read finds the verb and says what it asks for. The guide's rules: the first
// verb and the overall act count; where the text opens with two verbs, the
// second; a general act with a specific example is specific, and so is, by what
// coders made of it, one that continues.
func (r *actRules) read(w []word) (heed.ActionCategory, []Span) {
	p, from, to := r.opening(w)
	if p == nil {
		p, from, to = r.within(w)
	}
	if p == nil {
		return heed.ActUnknown, nil
	}
	act, carried := p.act, []Span{{w[from].from, w[to-1].to}}
	if o, s := p.object(w, to); o != nil {
		act, carried = o.act, append(carried, s)
	}
	if act == heed.ActGeneral || act == heed.ActContinuing {
		if s, ok := r.example(w, to); ok {
			act, carried = heed.ActSpecific, append(carried, s)
		}
	}
	return act, carried
}

// opening finds the verb that the sentence opens with. Before it may stand words
// that say nothing ("fully"), and clauses ("In line with …, ratify").
func (r *actRules) opening(w []word) (p *phrase, from, to int) {
	i := r.skip(w, 0)
	if p, to = r.at(placeOpening, w, i); p != nil {
		return r.second(p, w, i, to)
	}
	for i = 1; i < len(w); i++ {
		if !w[i].starts && !leadsToVerb[w[i-1].text] {
			continue
		}
		j := r.skip(w, i)
		if p, to = r.at(placeOpening, w, j); p != nil {
			return r.second(p, w, j, to)
		}
	}
	return nil, 0, 0
}

// leadsToVerb are words after which the verb follows where it does not open the
// sentence: "The Government should ratify", "that it adopt".
var leadsToVerb = map[string]bool{
	"to": true, "that": true, "recommended": true, "recommends": true, "should": true, "must": true, "shall": true, "government": true, "governments": true, "authorities": true, "state": true, "it": true,
}

// skip steps over words that say nothing of the act: those of the table, and
// adverbs, also joined ("promptly and thoroughly").
func (r *actRules) skip(w []word, i int) int {
	for {
		if p, end := r.at(placeSkip, w, i); p != nil {
			i = end
		} else if r.adverb(w, i) {
			i++
		} else {
			return i
		}
		if i < len(w) && w[i].text == "and" && r.adverb(w, i+1) {
			i++
		}
	}
}

// adverb tells whether w[i] is one, by its ending; "apply" is none.
func (r *actRules) adverb(w []word, i int) bool {
	if i >= len(w) || len(w[i].text) < 5 || !strings.HasSuffix(w[i].text, "ly") {
		return false
	}
	_, verb := r.places[placeOpening][w[i].text]
	return !verb
}

// second gives the second verb where the text opens with two: "continue and
// strengthen", "sign/ratify". A specific act stays one though a general one
// follows: "invite and facilitate".
func (r *actRules) second(p *phrase, w []word, from, to int) (*phrase, int, int) {
	i := to
	if i < len(w) && (w[i].text == "and" || w[i].text == "or") {
		i++
	} else if i >= len(w) || !w[i].starts {
		return p, from, to
	}
	j := r.skip(w, i)
	if q, end := r.at(placeOpening, w, j); q != nil && w[j].sentence == w[from].sentence && (p.act != heed.ActSpecific || q.act == heed.ActSpecific) {
		return q, j, end
	}
	return p, from, to
}

// within finds what stands for a verb where there is none: "the adoption of".
func (r *actRules) within(w []word) (p *phrase, from, to int) {
	for i := range w {
		if p, to = r.at(placeWithin, w, i); p != nil {
			return p, i, to
		}
	}
	return nil, 0, 0
}

// object finds the first word after the verb that changes the kind of act.
func (p *phrase) object(w []word, to int) (*object, Span) {
	for i := to; i < len(w) && i < to+objectReach && w[i].sentence == w[to-1].sentence; i++ {
		for n := range p.objects {
			o := &p.objects[n]
			if end, ok := match(o.words, w, i); ok {
				return o, Span{w[i].from, w[end-1].to}
			}
		}
	}
	return nil, Span{}
}

// example finds a specific act that a general one gives as its means.
func (r *actRules) example(w []word, to int) (Span, bool) {
	for i := to; i < len(w) && w[i].sentence == w[to-1].sentence; i++ {
		if w[i].text != "by" && w[i].text != "including" {
			continue
		}
		j := r.skip(w, i+1)
		if p, end := r.at(placeExample, w, j); p != nil {
			return Span{w[i].from, w[end-1].to}, true
		}
	}
	return Span{}, false
}
