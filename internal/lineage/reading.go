// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/refdata"
)

// What a feature of a text weighs in the comparison. The order is what matters:
// a treaty or a body named decides more than a person or a subject, these more
// than a means, and all of them more than a plain word, however rare.
const (
	treatyWeight  = 3.0 // and as much again for what is asked to be done with it
	roleWeight    = 3.0
	bodyWeight    = 4.5
	themeWeight   = 4.0
	personWeight  = 3.5
	meansWeight   = 2.5
	detailWeight  = 2.0
	numberWeight  = 1.2 // an article, a year
	impliedWeight = 2.0 // what asking for more asks for as well
	wordShare     = 0.6 // of how rare it is: a word may be chance
	mostWord      = 5.0 // rarer than this says no more
	fillerWeight  = 0.1 // not 0, so that a text of nothing else has a weight
	// An example or a reason tells little of what is asked.
	exampleShare = 0.18
	reasonShare  = 0.15
)

// kindWeight is what a name of the tables weighs.
var kindWeight = map[kind]float64{
	kindPerson: personWeight, kindTheme: themeWeight, kindBody: bodyWeight, kindMeans: meansWeight, kindDetail: detailWeight,
}

// step is how far along an act is on its way.
type step uint8

const (
	stepCreate step = 1 << iota // establish, adopt
	stepApply                   // implement, enforce
	stepBuild                   // strengthen: a step only where a body is its object
)

// stance is what a text asks to be done with a treaty.
type stance uint8

const (
	stanceSign stance = 1 << iota
	stanceJoin
	stanceApply // carry it out: what only a party is asked
)

// stances by role.
var stances = map[string]stance{"sign": stanceSign, "join": stanceJoin, "apply": stanceApply}

// feature is something that a text names.
type feature struct {
	id      int32
	kind    kind
	weight  float64
	weighed bool // only to be considered
}

// reading is a text as it is compared.
type reading struct {
	item     Item
	features []feature // by id, each once
	total    float64   // of their weights
	step     step
	stances  map[string]stance // by treaty
}

// vocabulary numbers what the texts of one call name, and keeps the terms of
// their words.
type vocabulary struct {
	tables *tables
	ids    map[string]int32
	keys   []string
	stems  map[string]string
}

func newVocabulary() *vocabulary {
	return &vocabulary{tables: load(), ids: map[string]int32{}, stems: map[string]string{}}
}

func (v *vocabulary) len() int { return len(v.keys) }

func (v *vocabulary) id(key string) int32 {
	n, ok := v.ids[key]
	if !ok {
		n = int32(len(v.keys))
		v.ids[key] = n
		v.keys = append(v.keys, key)
	}
	return n
}

func (v *vocabulary) stem(word string) string {
	s, ok := v.stems[word]
	if !ok {
		s = lang.Stem(word)
		v.stems[word] = s
	}
	return s
}

// readAll reads the items in the order of their IDs.
func (v *vocabulary) readAll(items []Item) []reading {
	items = sorted(items)
	out := make([]reading, len(items))
	for i, item := range items {
		out[i] = v.read(item)
	}
	return out
}

// word is a word of a text with the scope in which it stands.
type word struct {
	text    string
	sign    byte    // the strongest sign before it: . ; , or 0
	share   float64 // 1, or less in a reason or an example
	example bool
	weighed bool
}

// term is a word that is compared: all but the small ones.
type term struct {
	stem string
	sign byte
	word int // its place among the words
}

// reader is at work on one text.
type reader struct {
	v     *vocabulary
	words []word
	terms []term
	own   []string // words of the name of the State under review
	found map[int32]feature
	out   *reading
	// roles tells for every word what was last asked to be done with a treaty.
	roles []string
	last  string // the treaty named last, and where it ended
	ended int
}

// read makes of a text what is compared.
func (v *vocabulary) read(item Item) reading {
	out := reading{item: item, stances: map[string]stance{}}
	r := reader{v: v, words: split(item.Text), found: map[int32]feature{}, out: &out, ended: -1}
	for _, w := range lang.Words(refdata.Name(item.ID.Rec.Review.State, "en", refdata.Short)) {
		if len(w.Text) > 3 {
			r.own = append(r.own, w.Text)
		}
	}
	scopes(r.words, item.Act)
	r.findRoles()
	for i, w := range r.words {
		if !small[w.text] {
			r.terms = append(r.terms, term{stem: v.stem(w.text), sign: w.sign, word: i})
		}
	}
	for i := 0; i < len(r.terms); {
		i = r.next(i)
	}
	r.implied()
	r.lessen()
	r.steps()
	for _, f := range r.found {
		out.features = append(out.features, f)
	}
	slices.SortFunc(out.features, func(a, b feature) int { return int(a.id) - int(b.id) })
	for _, f := range out.features {
		out.total += f.weight
	}
	return out
}

// split gives the words of a text with the signs before them.
func split(text string) []word {
	terms := lang.Words(text)
	out := make([]word, len(terms))
	end := 0
	for i, t := range terms {
		out[i] = word{text: t.Text, share: 1, sign: strongest(text[end:t.From])}
		end = t.To
	}
	return out
}

// strongest gives the sign that parts most. A full stop counts only before a
// blank, since "art. 9" and "No. 189" are common; both are followed by numbers.
func strongest(between string) byte {
	switch {
	case strings.ContainsRune(between, ';'):
		return ';'
	case strings.Contains(between, ". "):
		return '.'
	case strings.ContainsAny(between, ",:("):
		return ','
	}
	return 0
}

// scope is where a word stands.
type scope struct {
	share   float64
	example bool
	weighed bool
	opening bool // in a reason with which the text begins
	content bool // something was named before: else what looks like a reason is the object, "efforts with a view to"
}

// scopes marks what is only a reason or an example, and what is only to be
// considered. Another sentence or another act ends all of it.
func scopes(words []word, act heed.ActionCategory) {
	s := scope{share: 1, weighed: act == heed.ActConsidering}
	for i := range words {
		s.end(words, i)
		s.begin(words, i)
		words[i].share, words[i].example, words[i].weighed = s.share, s.example, s.weighed
	}
}

// end ends what ends before a word.
func (s *scope) end(words []word, i int) {
	w := &words[i]
	act := begins(words, i)
	if w.sign == ';' || w.sign == '.' || act || s.opening && w.sign == ',' {
		s.weighed = s.weighed && (s.opening || w.sign == ',' && !act)
		s.share, s.example, s.opening = 1, false, false
	}
	if w.text == "by" && !s.example && i+1 < len(words) && strings.HasSuffix(words[i+1].text, "ing") {
		s.share = 1 // the means, not the reason any more
	}
}

// begin begins what a word begins.
func (s *scope) begin(words []word, i int) {
	w := words[i].text
	s.weighed = s.weighed || weighing[w] || w == "consideration" && i > 0 && (strings.HasPrefix(words[i-1].text, "giv") || strings.HasPrefix(words[i-1].text, "favo"))
	s.content = s.content || !filler[w] && !small[w] && !weighing[w] && !applying[w]
	m := markerAt(words, i)
	if m == nil || !s.content && i > 0 {
		return
	}
	s.share, s.example, s.opening = reasonShare, m.example, i == 0
	if m.example {
		s.share = exampleShare
	}
}

// begins says whether another act begins: a verb after "and", "and to" or a
// comma.
func begins(words []word, i int) bool {
	if i == 0 || !opens[words[i].text] {
		return false
	}
	if words[i].sign == ',' {
		return true
	}
	before := words[i-1].text
	if before == "to" && i > 1 {
		if words[i-1].sign == ',' {
			return true
		}
		before = words[i-2].text
	}
	return before == "and"
}

// markerAt gives the marker that stands at a word.
func markerAt(words []word, i int) *marker {
	var best *marker
	for n := range markers[words[i].text] {
		m := &markers[words[i].text][n]
		if best != nil && len(m.words) <= len(best.words) || i+len(m.words) > len(words) {
			continue
		}
		fits := true
		for k, text := range m.words {
			fits = fits && words[i+k].text == text
		}
		if fits {
			best = m
		}
	}
	return best
}

// findRoles tells for every word which verb of treaties came last.
func (r *reader) findRoles() {
	joined := false
	for i, w := range r.words {
		joined = joined || isJoining(r.words, i) && w.text != "party"
	}
	role := "named"
	r.roles = make([]string, len(r.words))
	for i, w := range r.words {
		switch {
		case isJoining(r.words, i):
			role = "join"
		case signing[w.text] && !joined:
			role = "sign"
		case reserving[w.text]:
			role = "reservations"
		case declaring[w.text]:
			role = "declare"
		case carrying[w.text]:
			role = "apply"
		case w.sign == ';':
			role = "named"
		}
		r.roles[i] = role
	}
}

// isJoining says whether a word asks to become bound; "party" does so only after
// "become".
func isJoining(words []word, i int) bool {
	if !strings.HasPrefix(words[i].text, "part") {
		return joining[words[i].text]
	}
	if !joining[words[i].text] {
		return false
	}
	for k := max(0, i-2); k < i; k++ {
		if strings.HasPrefix(words[k].text, "becom") {
			return true
		}
	}
	return false
}

// add takes a feature in, or raises what it weighs.
func (r *reader) add(key string, k kind, weight float64, weighed bool) {
	id := r.v.id(key)
	f, ok := r.found[id]
	if !ok {
		r.found[id] = feature{id: id, kind: k, weight: weight, weighed: weighed}
		return
	}
	if weight > f.weight {
		f.weight, f.weighed = weight, weighed
	}
	r.found[id] = f
}

// next reads what begins at a term and gives where the next begins.
func (r *reader) next(i int) int {
	if end := r.protocol(i); end > i {
		return end
	}
	if end := r.labour(i); end > i {
		return end
	}
	n, end := r.v.tables.longest(r.terms, i)
	w := r.words[r.terms[i].word]
	switch {
	case n == nil || end == i+1 && n.kind != kindTreaty && isVerb(w.text):
		r.plain(r.terms[i].stem, w)
		return i + 1
	case n.kind == kindTreaty:
		return r.treaty(n.keys[0], w, i, end)
	case n.kind == kindNoise:
		return end
	}
	for _, key := range n.keys {
		r.add(key, n.kind, kindWeight[n.kind]*w.share, w.weighed)
	}
	return end
}

// plain takes in a word that names nothing the tables know.
func (r *reader) plain(stem string, w word) {
	switch {
	case w.text[0] >= '0' && w.text[0] <= '9':
		r.add("number "+w.text, kindNumber, numberWeight*w.share, w.weighed)
	case len(w.text) == 1 || hollowTerms[stem] || isAdverb(w.text):
		r.add("~"+stem, kindWord, fillerWeight, w.weighed)
	case r.isOwn(w.text):
	default:
		weight, ok := r.v.tables.weight[stem]
		if !ok {
			weight = mostWord
		}
		r.add(stem, kindWord, max(fillerWeight, weight*wordShare*w.share), w.weighed)
	}
}

// isAdverb goes by the ending; the few others that have it are named.
func isAdverb(text string) bool {
	return len(text) > 4 && strings.HasSuffix(text, "ly") && text != "family" && text != "supply" && text != "assembly" && text != "elderly"
}

// isOwn says whether a word is the State's own name, or its people's.
func (r *reader) isOwn(text string) bool {
	for _, own := range r.own {
		if strings.HasPrefix(text, own) || len(own) > 5 && strings.HasPrefix(text, own[:5]) {
			return true
		}
	}
	return false
}

// implied adds what asking for more asks for as well: who is to abolish the
// death penalty is to stop executions, and violence against women is for the
// most part violence at home.
func (r *reader) implied() {
	if f, ok := r.found[r.v.id("genderviolence")]; ok && f.weight >= themeWeight {
		r.add("domesticviolence", kindTheme, impliedWeight, f.weighed)
	}
	penalty, ok := r.found[r.v.id("deathpenalty")]
	if !ok || penalty.weight < themeWeight {
		return
	}
	for _, w := range r.words {
		if w.share == 1 && abolishing[w.text] {
			r.add("abolition", kindMeans, meansWeight, w.weighed)
			r.add("moratorium", kindMeans, impliedWeight, w.weighed)
			delete(r.found, r.v.id("repeal")) // the same, by another verb
			delete(r.found, r.v.id("law"))
			return
		}
	}
}

// lessen takes off what the outstanding treaties weigh beside treaties that are
// named: "the core treaties, in particular".
func (r *reader) lessen() {
	named := 0
	for _, f := range r.found {
		named += one(f.kind == kindTreaty)
	}
	if named < 2 {
		return
	}
	for _, key := range []string{outstanding, "join " + outstanding, "sign " + outstanding} {
		if f, ok := r.found[r.v.id(key)]; ok {
			f.weight /= float64(min(named, 3))
			r.found[f.id] = f
		}
	}
}

// steps finds whether the text asks for what is not there yet, or takes it for
// there.
func (r *reader) steps() {
	for i, w := range r.words {
		if w.share < 1 {
			continue
		}
		switch {
		case creating[w.text] && !r.isHollow(i):
			r.out.step |= stepCreate
		case w.text == "strengthen" || w.text == "strengthening" || w.text == "reinforce":
			r.out.step |= stepBuild
		case applying[w.text] && !r.isHollow(i):
			r.out.step |= stepApply
		}
	}
}

// isHollow says whether the object of a verb is only measures or steps.
func (r *reader) isHollow(i int) bool {
	for k := i + 1; k < len(r.words) && k < i+5; k++ {
		switch t := r.words[k].text; {
		case hollow[t] && (strings.HasPrefix(t, "m") || strings.HasPrefix(t, "s") || strings.HasPrefix(t, "polic") || t == "actions" || t == "action" || strings.HasPrefix(t, "effort")):
			return true
		case !hollow[t] && !small[t]:
			return false
		}
	}
	return false
}

// names gives what both texts name, sorted.
func (v *vocabulary) names(a, b *reading) []string {
	var out []string
	each(a, b, func(f, g *feature) {
		if f != nil && g != nil && f.kind != kindRole && min(f.weight, g.weight) >= 1 {
			out = append(out, v.keys[f.id])
		}
	})
	slices.Sort(out)
	return out
}
