// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

// How much must agree. Set on the half of the gold set that is for tuning; see
// docs/explanation/lineage.md.
const (
	// leastSame is how much of each of two texts the other must hold for them to
	// ask the same.
	leastSame = 0.74
	// leastContained is how much of a text another must hold for it to ask all
	// of it.
	leastContained = 0.80
	// leastRest is how much of the longer text must be in the one that it
	// contains: less, and it is about something else and only touches it.
	leastRest = 0.30
	// leastNext is how much of each must agree for one to be the next step.
	leastNext = 0.5
	// leastEvidence is the weight that must agree: one treaty, or a subject and
	// something beside. Two texts of fillers agree in all and say nothing.
	leastEvidence = 4.0
	// mostlyWeighed is which share of what both name is only to be considered
	// for the request to be one to consider.
	mostlyWeighed = 0.5
)

// relation is how one text stands to another.
type relation uint8

const (
	apart relation = iota
	same
	more // the second asks more than the first
	less
	next // the second asks the step after
)

// measure is how much two texts agree.
type measure struct {
	// a and b are which share of each the other holds.
	a, b float64
	// evidence is the weight of what both name.
	evidence float64
	// weighedA and weighedB are which share of it is only to be considered.
	weighedA, weighedB float64
}

// score is the harmonic mean of both shares.
func (m measure) score() float64 {
	if m.a+m.b == 0 {
		return 0
	}
	return 2 * m.a * m.b / (m.a + m.b)
}

// each calls f with every feature of either reading; nil for the one that does
// not have it.
func each(a, b *reading, f func(a, b *feature)) {
	i, j := 0, 0
	for i < len(a.features) || j < len(b.features) {
		switch {
		case j == len(b.features) || i < len(a.features) && a.features[i].id < b.features[j].id:
			f(&a.features[i], nil)
			i++
		case i == len(a.features) || a.features[i].id > b.features[j].id:
			f(nil, &b.features[j])
			j++
		default:
			f(&a.features[i], &b.features[j])
			i++
			j++
		}
	}
}

// facts are what of the named things decides beside the sums.
type facts struct {
	personsA, personsB, persons int // each in full; both
	joinedA, joinedB, joined    int // roles of treaties
	treaties, object, body      bool
	roleA, roleB                bool // of a treaty both name, one asks for what the other does not
}

// gather sums up what two readings share.
func gather(a, b *reading) (measure, facts) {
	var m measure
	var f facts
	var weighedA, weighedB float64
	each(a, b, func(x, y *feature) {
		f.count(x, y)
		if x == nil || y == nil {
			return
		}
		m.a += x.weight
		m.b += y.weight
		both := min(x.weight, y.weight)
		m.evidence += both
		if x.weighed {
			weighedA += both
		}
		if y.weighed {
			weighedB += both
		}
	})
	if m.evidence > 0 {
		m.weighedA, m.weighedB = weighedA/m.evidence, weighedB/m.evidence
	}
	if a.total > 0 {
		m.a /= a.total
	}
	if b.total > 0 {
		m.b /= b.total
	}
	return m, f
}

// count takes note of persons, treaties and objects.
func (f *facts) count(x, y *feature) {
	inA, inB := x != nil && x.weight >= 1.5, y != nil && y.weight >= 1.5
	k := kindWord
	if x != nil {
		k = x.kind
	} else {
		k = y.kind
	}
	both := inA && inB
	switch k {
	case kindPerson:
		f.personsA += one(inA)
		f.personsB += one(inB)
		f.persons += one(both)
	case kindRole:
		f.joinedA += one(inA)
		f.joinedB += one(inB)
		f.joined += one(both)
	case kindBody:
		f.body = f.body || both
		f.object = f.object || both
	case kindMeans:
		f.object = f.object || both
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compare says how b stands to a.
func compare(a, b *reading) (relation, measure) {
	m, f := gather(a, b)
	switch {
	case f.joined == 0 && nextTreaty(a, b):
		return next, m
	case m.evidence < leastEvidence || f.differ():
		return apart, m
	}
	if kind, decided := nextStep(a, b, m, f); decided {
		return kind, m
	}
	return m.relation(), m
}

// differ says whether the texts name wholly different persons, or ask wholly
// different things of treaties.
func (f facts) differ() bool {
	return f.personsA > 0 && f.personsB > 0 && f.persons == 0 || f.joinedA > 0 && f.joinedB > 0 && f.joined == 0
}

// nextTreaty says whether b asks the next step about a treaty that a is about:
// to ratify what was to be signed, to carry out what was to be ratified.
func nextTreaty(a, b *reading) bool {
	for key, s := range a.stances {
		t := b.stances[key]
		if s == stanceSign && t == stanceJoin || s&stanceJoin != 0 && t == stanceApply {
			return true
		}
	}
	return false
}

// nextStep tells creating from applying.
func nextStep(a, b *reading, m measure, f facts) (relation, bool) {
	creates := func(r *reading) bool { return r.step&stepCreate != 0 }
	applies := func(r *reading) bool {
		return r.step&stepApply != 0 || f.body && r.step&stepBuild != 0
	}
	switch {
	case !f.object || creates(a) == creates(b) || applies(a) == applies(b):
		return apart, false
	case creates(a) && applies(b) && min(m.a, m.b) >= leastNext:
		return next, true
	}
	return apart, true
}

// relation puts together how much is held by the other and how firmly it is
// asked for. Where one asks more and the other more firmly, they are apart.
func (m measure) relation() relation {
	extent, ok := 0, true
	switch {
	case min(m.a, m.b) >= leastSame:
	case m.a >= leastContained && m.b >= leastRest:
		extent = 1
	case m.b >= leastContained && m.a >= leastRest:
		extent = -1
	default:
		ok = false
	}
	firmness := one(m.weighedA >= mostlyWeighed) - one(m.weighedB >= mostlyWeighed)
	switch {
	case !ok || extent*firmness < 0:
		return apart
	case extent+firmness > 0:
		return more
	case extent+firmness < 0:
		return less
	}
	return same
}
