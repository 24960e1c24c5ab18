// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"
)

// What two texts must have in common. Found on the half of the gold that is for
// tuning, see docs/explanation/lineage.md.
const (
	// LinkScore is the least score of a link between cycles, SameScore that of
	// two recommendations of one review that ask the same.
	LinkScore = 0.55
	SameScore = 0.65
	// leastCover is how much of either text the other must hold.
	leastCover = 0.30
	// leastShared is the least weight in common: a few common words are no
	// matter that two texts share.
	leastShared = 2.0
	// otherGroup takes from the score where one names persons that the other
	// does not.
	otherGroup = 0.80
	// otherDeed takes from it where both name deeds and none in common.
	otherDeed = 0.8
	// onlyLaw takes from it where only one asks for a law, or to set something up.
	onlyLaw = 0.85
	// listRatio is how much longer one list of instruments may be than one that
	// it holds.
	listRatio = 2
	// partScore is the score of lists of which one holds the other.
	partScore = 0.8
)

// verdict is what comparing two texts gave. An empty kind is no link.
type verdict struct {
	kind  Kind
	score float64
}

// compare judges an earlier and a later text, of which the weight of the common
// tokens is known.
func compare(a, b *profile, shared weights) verdict {
	for _, rule := range []func(a, b *profile) (verdict, bool){ratifying, reserving, penalty, institution, inviting, sameSex} {
		if v, decided := rule(a, b); decided {
			return v
		}
	}
	return overlap(a, b, shared)
}

// better tells which verdict on two items counts where their sentences gave
// several.
func (v verdict) better(than verdict) bool {
	if v.score != than.score {
		return v.score > than.score
	}
	return slices.Index(Kinds(), v.kind) < slices.Index(Kinds(), than.kind)
}

// asksSame judges two texts of one review, whole against whole.
func asksSame(a, b *profile, shared weights) (float64, bool) {
	v := compare(a, b, shared)
	same := v.kind == Repeated
	if v.score < 1 && a.main["deed:law"] != b.main["deed:law"] {
		return 0, false // a law is no effort
	}
	if soft := min(a.firm, b.firm); !same && v.kind != Superseded && v.score >= SameScore && soft == asEffort && !decides(a) && !decides(b) {
		same = true // efforts are efforts, continued or strengthened
	}
	return v.score, same && v.score >= SameScore
}

// decides tells whether a text asks for an act of which one can say that it was
// done; to work towards it is not to do it.
func decides(p *profile) bool {
	return p.any("deed:ratify", "deed:abolish", "deed:moratorium", "deed:standing", "deed:reservation")
}

// overlap judges by what both name: how much of each the other holds.
func overlap(a, b *profile, shared weights) verdict {
	if min(shared.a, shared.b) < leastShared {
		return verdict{}
	}
	ca, cb := shared.a/a.total, shared.b/b.total
	if min(ca, cb) < leastCover {
		return verdict{}
	}
	factor := groups(a, b) * deeds(a, b)
	v := verdict{Repeated, 2 * ca * cb / (ca + cb) * factor}
	switch {
	case factor == 0:
		return verdict{}
	case a.any("deed:law", "deed:plan", "deed:establish") && !a.any("deed:implement") && b.any("deed:implement") && !b.any("deed:law"):
		v.kind = Superseded
	default:
		v.kind = byFirmness(a, b)
	}
	return v
}

// byFirmness tells the same from more and less by how firmly it is asked.
func byFirmness(a, b *profile) Kind {
	switch {
	case b.firm > a.firm:
		return Strengthened
	case b.firm < a.firm:
		return Weakened
	}
	return Repeated
}

// groups is by how much the persons named take from the score; nothing is left
// where both name persons and none in common.
func groups(a, b *profile) float64 {
	ga, gb := a.mainOf(kindGroup), b.mainOf(kindGroup)
	n := 0
	for _, g := range ga {
		if slices.Contains(gb, g) {
			n++
		}
	}
	switch {
	case len(ga) > 0 && len(gb) > 0 && n == 0:
		return 0
	case n == len(ga) && n == len(gb):
		return 1
	}
	return otherGroup
}

// deeds is by how much it takes from the score that both name what is to be
// done, and nothing in common.
func deeds(a, b *profile) float64 {
	da, db := a.ofKind(kindDeed), b.ofKind(kindDeed)
	for _, d := range da {
		if slices.Contains(db, d) {
			return law(a, b)
		}
	}
	if len(da) == 0 || len(db) == 0 {
		return law(a, b)
	}
	return otherDeed * law(a, b)
}

// law is by how much it takes from the score that only one asks for a law, or
// for something to be set up.
func law(a, b *profile) float64 {
	f := 1.0
	for _, d := range []string{"deed:law", "deed:establish"} {
		if a.main[d] != b.main[d] {
			f *= onlyLaw
		}
	}
	return f
}

// ratifying judges where either asks to become party to something: then the
// instruments decide, and nothing else.
func ratifying(a, b *profile) (verdict, bool) {
	ra, rb := ratifies(a), ratifies(b)
	if !ra && !rb {
		return verdict{}, false
	}
	ia, ib := a.ofKind(kindInstrument), b.ofKind(kindInstrument)
	if ra && !rb {
		// To apply what was to be ratified is the step after it.
		if b.any("deed:implement", "deed:align") && holds(ib, ia) && holds(ia, ib) && len(ia) > 0 {
			return verdict{Superseded, partScore}, true
		}
		return verdict{}, true
	}
	if rb && !ra || len(ia) == 0 || len(ib) == 0 {
		return verdict{}, true
	}
	return lists(a, b, ia, ib), true
}

// ratifies tells whether a text asks to become party to an instrument.
func ratifies(p *profile) bool { return p.any("deed:ratify") && !p.any("deed:reservation") }

// lists judges two lists of instruments, and what is asked beside them.
func lists(a, b *profile, ia, ib []string) verdict {
	la, lb := len(ia)+extras(a), len(ib)+extras(b)
	kind := byFirmness(a, b)
	switch {
	case slices.Equal(ia, ib) && la == lb:
		return verdict{kind, 1}
	case holds(ib, ia) && lb >= la && len(ib) <= listRatio*len(ia):
		if kind != Weakened {
			kind = Strengthened
		}
		return verdict{kind, partScore}
	case holds(ia, ib) && la >= lb && len(ia) <= listRatio*len(ib):
		if kind != Strengthened {
			kind = Weakened
		}
		return verdict{kind, partScore}
	}
	return verdict{}
}

// extras counts what is asked beside an act on instruments: one for each kind.
func extras(p *profile) int {
	n := 0
	for _, d := range []string{"deed:align", "deed:implement", "deed:standing", "deed:establish", "deed:reservation"} {
		if p.main[d] && (d != "deed:reservation" || p.main["deed:ratify"]) {
			n++
		}
	}
	return n
}

// holds tells whether all of small are in large.
func holds(large, small []string) bool {
	for _, s := range small {
		if !slices.Contains(large, s) {
			return false
		}
	}
	return true
}

// reserving judges where either speaks of reservations to a treaty.
func reserving(a, b *profile) (verdict, bool) {
	ra, rb := a.any("deed:reservation"), b.any("deed:reservation")
	if !ra && !rb {
		return verdict{}, false
	}
	ia, ib := a.ofKind(kindInstrument), b.ofKind(kindInstrument)
	if !ra || !rb {
		return verdict{}, true
	}
	kind, ok := articles(a, b)
	switch {
	case !ok || len(ia) == 0 && len(ib) == 0:
		return verdict{}, !ok
	case kind != Repeated && (len(ia) == 0 || len(ib) == 0 || slices.Equal(ia, ib)):
		return verdict{kind, partScore}, true
	}
	return lists(a, b, ia, ib), true
}

// articles compares the articles that two texts name: none are all of them.
// Not ok are different ones.
func articles(a, b *profile) (kind Kind, ok bool) {
	na, nb := numbers(a), numbers(b)
	switch {
	case slices.Equal(na, nb):
		return Repeated, true
	case len(na) == 0 || len(nb) > 0 && holds(na, nb):
		return Weakened, true
	case len(nb) == 0 || holds(nb, na):
		return Strengthened, true
	}
	return New, false
}

// numbers gives the numbers that a text names.
func numbers(p *profile) []string {
	var out []string
	for _, t := range p.tokens {
		if n := digits(t); n > 0 && n == len(t) {
			out = append(out, t)
		}
	}
	return out
}

// penalty judges where both speak of the death penalty: a moratorium is not
// abolition.
func penalty(a, b *profile) (verdict, bool) {
	if !a.any("theme:death-penalty") || !b.any("theme:death-penalty") {
		return verdict{}, false
	}
	ma, mb := a.any("deed:moratorium"), b.any("deed:moratorium")
	aa, ab := abolishes(a), abolishes(b)
	switch {
	case ma && mb:
		return verdict{byFirmness(a, b), 1}, true
	case aa && ab:
		return verdict{byFirmness(a, b), 1}, true
	case ma && ab:
		return verdict{Strengthened, partScore}, true
	case aa && mb:
		return verdict{Weakened, partScore}, true
	}
	return verdict{}, false
}

// abolishes: "a moratorium with a view to abolition" asks for the moratorium.
func abolishes(p *profile) bool {
	return (p.main["deed:abolish"] || p.main["deed:repeal"]) && !p.any("deed:moratorium")
}

// institution judges where both speak of the national institution: to establish
// it is not to strengthen it.
func institution(a, b *profile) (verdict, bool) {
	if !a.any("theme:nhri") || !b.any("theme:nhri") {
		return verdict{}, false
	}
	ea, eb := a.any("deed:establish"), b.any("deed:establish")
	switch {
	case groups(a, b) != 1 || a.any("theme:npm") != b.any("theme:npm"):
		return verdict{}, true
	case ea && eb:
		return verdict{byFirmness(a, b), 1}, true
	case ea:
		return verdict{Superseded, partScore}, true
	case eb:
		return verdict{}, true
	case a.main["theme:paris-principles"] && b.main["theme:paris-principles"]:
		return verdict{byFirmness(a, b), 1}, true
	}
	return verdict{}, false
}

// inviting judges where either speaks of a standing invitation.
func inviting(a, b *profile) (verdict, bool) {
	sa, sb := a.any("deed:standing"), b.any("deed:standing")
	switch {
	case sa && sb:
		return verdict{byFirmness(a, b), 1}, true
	case sa || sb:
		return verdict{}, true
	}
	return verdict{}, false
}

// sameSex judges where both speak of acts between adults of the same sex: that
// they be no crime is one demand in many words, and its opposite is made too.
func sameSex(a, b *profile) (verdict, bool) {
	if !a.any("theme:same-sex") || !b.any("theme:same-sex") {
		return verdict{}, false
	}
	if frees(a) && frees(b) {
		return verdict{byFirmness(a, b), 1}, true
	}
	return verdict{}, frees(a) || frees(b)
}

// frees tells whether a text asks that something be no crime.
func frees(p *profile) bool { return p.any("deed:decriminalize", "deed:repeal", "deed:amend") }
