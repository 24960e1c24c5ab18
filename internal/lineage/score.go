// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"math"
	"slices"
)

// What two texts must have in common. Found on the half of the gold that is for
// tuning, see docs/explanation/lineage.md.
const (
	// LinkScore is the least score of a link between cycles, SameScore that of
	// two recommendations of one review that ask the same.
	LinkScore = 0.55
	SameScore = 0.60
	// leastCover is how much of either text the other must hold.
	leastCover = 0.35
	// leastShared is the least weight in common: a few common words are no
	// matter that two texts share.
	leastShared = 2.0
	// otherGroup takes from the score where one names persons that the other
	// does not.
	otherGroup = 0.85
	// otherDeed takes from it for each deed that only one of both names.
	otherDeed = 0.93
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
func compare(a, b *profile, shared float64) verdict {
	for _, rule := range []func(a, b *profile) (verdict, bool){ratifying, reserving, penalty, institution, inviting, opposite} {
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
func asksSame(a, b *profile, shared float64) (float64, bool) {
	v := compare(a, b, shared)
	same := v.kind == Repeated
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
func overlap(a, b *profile, shared float64) verdict {
	if shared < leastShared || a.total == 0 || b.total == 0 {
		return verdict{}
	}
	ca, cb := shared/a.total, shared/b.total
	if min(ca, cb) < leastCover {
		return verdict{}
	}
	factor := groups(a, b) * deeds(a, b)
	v := verdict{Repeated, math.Sqrt(ca*cb) * factor}
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
	ga, gb := a.ofKind(kindGroup), b.ofKind(kindGroup)
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

// deeds is by how much acts that only one names take from the score.
func deeds(a, b *profile) float64 {
	da, db := a.ofKind(kindDeed), b.ofKind(kindDeed)
	f := 1.0
	for _, d := range da {
		if !slices.Contains(db, d) {
			f *= otherDeed
		}
	}
	for _, d := range db {
		if !slices.Contains(da, d) {
			f *= otherDeed
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

// lists judges two lists of instruments.
func lists(a, b *profile, ia, ib []string) verdict {
	kind := byFirmness(a, b)
	switch {
	case slices.Equal(ia, ib):
		return verdict{kind, 1}
	case holds(ib, ia) && len(ib) <= listRatio*len(ia):
		if kind != Weakened {
			kind = Strengthened
		}
		return verdict{kind, partScore}
	case holds(ia, ib) && len(ia) <= listRatio*len(ib):
		if kind != Strengthened {
			kind = Weakened
		}
		return verdict{kind, partScore}
	}
	return verdict{}
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
	if !ra || !rb || len(ia) == 0 || len(ib) == 0 {
		return verdict{}, ra != rb
	}
	return lists(a, b, ia, ib), true
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
	return p.any("deed:abolish", "deed:repeal") && !p.any("deed:moratorium")
}

// institution judges where both speak of the national institution: to establish
// it is not to strengthen it.
func institution(a, b *profile) (verdict, bool) {
	if !a.any("theme:nhri") || !b.any("theme:nhri") {
		return verdict{}, false
	}
	ea, eb := a.any("deed:establish"), b.any("deed:establish")
	switch {
	case groups(a, b) != 1:
		return verdict{}, true
	case ea && eb:
		return verdict{byFirmness(a, b), 1}, true
	case ea:
		return verdict{Superseded, partScore}, true
	case eb:
		return verdict{}, true
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

// opposite: what is to be made a crime is not what is to be none.
func opposite(a, b *profile) (verdict, bool) {
	da, db := a.any("deed:decriminalize"), b.any("deed:decriminalize")
	pa, pb := a.any("deed:prohibit"), b.any("deed:prohibit")
	return verdict{}, da && !db && pb || db && !da && pa
}
