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
	LinkScore = 0.45
	SameScore = 0.66
	// closeScore is that of two from which one further act takes nothing.
	closeScore = 0.8
	// leastCover is how much of either text the other must hold.
	leastCover = 0.4
	// A text of which another holds wholeCover and which holds only halfCover of
	// it asks less.
	wholeCover = 0.8
	halfCover  = 0.65
	// leastShared is the least weight in common: a few common words are no
	// matter that two texts share.
	leastShared = 3.2
	// otherGroup takes from the score where one names persons that the other
	// does not.
	otherGroup = 0.84
	// otherTheme takes from it where each names a theme that the other does not.
	otherTheme = 0.8
	// otherDeed takes from it where both name deeds and none in common.
	otherDeed = 0.78
	// onlyLaw takes from it where only one asks for a law.
	onlyLaw = 0.7
	// leastAct is how much of each act of a text another must name for the two to
	// ask the same.
	leastAct = 0.15
	// actShare is the share of the score of a text that is one of several acts of
	// another.
	actShare = 0.55
	// leastLine is how much of either text the other must hold for both to be one
	// line of a list.
	leastLine = 0.5
	// partScore is the score of lists of which one holds the other.
	partScore = 0.8
)

// verdict is what comparing two texts gave. An empty kind is no link.
type verdict struct {
	kind  Kind
	score float64
	// extent is whether the later text asks for more or less of the matter; it
	// says something where both ask as firmly.
	extent Kind
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
	if v.kind != Repeated || v.score < SameScore || !matters(a, b) || !matters(b, a) || !a.does(b) || !b.does(a) {
		return 0, false
	}
	if v.extent != "" || min(b.covers(a), a.covers(b)) < leastLine || v.score < 1 && otherAct(a, b, v.score) {
		return 0, false
	}
	return v.score, true
}

// otherAct tells whether two texts on one matter ask for acts of which one does
// not do for the other: a law or a plan is no effort, to share what was learnt is
// another matter, and so are campaigns and trials unless all else is as good as
// the same.
func otherAct(a, b *profile, score float64) bool {
	for _, deed := range []string{"deed:law", "deed:plan", "deed:share"} {
		if a.main[deed] != b.main[deed] {
			return true
		}
	}
	for _, deed := range []string{"deed:aware", "deed:train", "deed:investigate", "deed:prosecute"} {
		if score < closeScore && (a.main[deed] && !b.any(deed) || b.main[deed] && !a.any(deed)) {
			return true
		}
	}
	ia, ib := a.mainOf(kindInstrument), b.mainOf(kindInstrument)
	return len(ia) > 0 && len(ib) > 0 && !slices.Equal(ia, ib)
}

// covers gives how much of what another text asks, its examples, means and
// purposes aside, this one names.
func (p *profile) covers(other *profile) float64 {
	held, all := 0.0, 0.0
	for n, t := range other.tokens {
		if other.main[t] {
			all += other.weight[n]
			if p.any(t) {
				held += other.weight[n]
			}
		}
	}
	if all == 0 {
		return 1
	}
	return held / all
}

// does tells whether a text asks, at least in part, for each act of another.
func (p *profile) does(other *profile) bool {
	for _, act := range other.parts {
		if p.covers(act) < leastAct {
			return false
		}
	}
	return true
}

// matters tells whether a text names each theme that another asks for.
func matters(a, b *profile) bool {
	return holds(a.ofKind(kindTheme), b.mainOf(kindTheme))
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
	factor := groups(a, b) * deeds(a, b) * themes(a, b) * laws(a, b)
	v := verdict{kind: Repeated, score: 2 * ca * cb / (ca + cb) * factor}
	switch {
	case factor == 0:
		return verdict{}
	case a.any("deed:law", "deed:plan", "deed:establish") && !a.any("deed:implement") && b.any("deed:implement") && !b.any("deed:law"):
		v.kind = Superseded
	default:
		v.kind = byFirmness(a, b)
		v.extent = byExtent(ca, cb)
	}
	return v
}

// byExtent tells the same from more and less by how much of each text the other
// holds.
func byExtent(ca, cb float64) Kind {
	switch {
	case ca >= wholeCover && cb <= halfCover:
		return Strengthened
	case cb >= wholeCover && ca <= halfCover:
		return Weakened
	}
	return ""
}

// byFirmness tells the same from more and less by how firmly it is asked.
func byFirmness(a, b *profile) Kind {
	switch {
	case a.considered && !b.considered:
		return Strengthened
	case b.considered && !a.considered:
		return Weakened
	}
	return Repeated
}

// themes is by how much it takes from the score that each names a theme that
// the other does not.
func themes(a, b *profile) float64 {
	if !matters(a, b) && !matters(b, a) {
		return otherTheme
	}
	return 1
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

// laws is by how much it takes from the score that only one asks for a law: a
// law is no effort.
func laws(a, b *profile) float64 {
	if legislates(a) != legislates(b) {
		return onlyLaw
	}
	return 1
}

// legislates tells whether a text asks for a law, by that word or by what one
// does.
func legislates(p *profile) bool {
	return p.main["deed:law"] || p.main["deed:prohibit"] || p.main["deed:decriminalize"] || p.main["deed:repeal"] || p.main["deed:amend"]
}

// deeds is by how much it takes from the score that both name what is to be
// done, and nothing in common.
func deeds(a, b *profile) float64 {
	da, db := a.ofKind(kindDeed), b.ofKind(kindDeed)
	for _, d := range da {
		if slices.Contains(db, d) {
			return 1
		}
	}
	if len(da) == 0 || len(db) == 0 {
		return 1
	}
	return otherDeed
}
