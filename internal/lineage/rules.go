// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import "slices"

// The acts that decide: where one of them is named, nothing else counts.

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
			return verdict{kind: Superseded, score: partScore}, true
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
	if a.part && !holds(ia, ib) || b.part && !holds(ib, ia) {
		return verdict{} // each asks something that the other does not
	}
	kind, xa, xb := byFirmness(a, b), extras(a), extras(b)
	switch {
	case slices.Equal(ia, ib) && xa == xb:
		return verdict{kind: kind, score: 1}
	case holds(ib, ia) && xb >= xa && matters(b, a):
		if kind != Weakened {
			kind = Strengthened
		}
		return verdict{kind: kind, score: partScore}
	case holds(ia, ib) && xa >= xb && matters(a, b):
		if kind != Strengthened {
			kind = Weakened
		}
		return verdict{kind: kind, score: partScore}
	}
	return verdict{}
}

// extras counts what is asked beside an act on instruments: one for each kind.
func extras(p *profile) int {
	n := 0
	for _, d := range []string{"deed:align", "deed:implement", "deed:standing", "deed:establish", "deed:reservation", "deed:abolish"} {
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
		return verdict{kind: kind, score: partScore}, true
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
		return verdict{kind: byFirmness(a, b), score: 1}, true
	case aa && ab:
		return verdict{kind: byFirmness(a, b), score: 1}, true
	case ma && ab:
		return verdict{kind: Strengthened, score: partScore}, true
	case aa && mb:
		return verdict{kind: Weakened, score: partScore}, true
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
	case (ea || eb) && a.any("theme:ombudsman") != b.any("theme:ombudsman"):
		return verdict{}, true // an ombudsman need not be one
	case ea && eb:
		return verdict{kind: byFirmness(a, b), score: 1}, true
	case ea:
		return verdict{kind: Superseded, score: partScore}, true
	case eb:
		return verdict{}, true
	case a.main["theme:paris-principles"] && b.main["theme:paris-principles"]:
		return verdict{kind: byFirmness(a, b), score: 1}, true
	}
	return verdict{}, false
}

// inviting judges where either speaks of a standing invitation.
func inviting(a, b *profile) (verdict, bool) {
	sa, sb := a.any("deed:standing"), b.any("deed:standing")
	switch {
	case sa && sb:
		return verdict{kind: byFirmness(a, b), score: 1}, true
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
		return verdict{kind: byFirmness(a, b), score: 1}, true
	}
	return verdict{}, frees(a) || frees(b)
}

// frees tells whether a text asks that something be no crime.
func frees(p *profile) bool { return p.any("deed:decriminalize", "deed:repeal", "deed:amend") }
