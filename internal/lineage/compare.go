// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

// How much must agree. Set on the half of the gold set that is for tuning and by
// reading links drawn by chance; docs/explanation/lineage.md has the figures.
const (
	// leastSame is how much of each of two texts the other must hold for them to
	// ask the same.
	leastSame = 0.56
	// leastLine is leastSame for one line of a ministry's list to do for both:
	// there nobody is shown the words that differ.
	leastLine = 0.62
	// Where one holds whole of the other, that must hold leastWhole of it, or the
	// one asks more.
	whole      = 0.9
	leastWhole = 0.70
	// leastWords is leastSame for texts that share plain words only.
	leastWords = 0.8
	// leastSameMeans is leastSame where one text names a means (a law, a plan)
	// and the other none.
	leastSameMeans = 0.80
	// leastContained is how much of a text another must hold for it to ask all
	// of it.
	leastContained = 0.65
	// The same where no treaty is named by both: a subject alone is touched on by
	// many, so more is asked for.
	leastHeld    = 0.65
	leastTouched = 0.22
	leastSubject = 6.0
	leastMuch    = 0.30 // of a text that holds whole of the other: less evidence will do
	// heldAside is how many times the weight that a thing has in one text it may
	// count in the other: what one asks for in full is hardly held by another
	// that gives it as an example.
	heldAside = 2.5
	// leastRest is how much of the longer text must be in the one that it
	// contains: less, and it is about something else and only touches it.
	leastRest = 0.15
	// leastNext is how much of each must agree for one to be the next step.
	leastNext = 0.5
	// leastCandidate is how much of one of two texts must agree for them to be
	// compared at all.
	leastCandidate = 0.35
	// leastEvidence is the weight that must agree: one treaty, or a subject and
	// something beside. Two texts of fillers agree in all and say nothing.
	leastEvidence = 3.3
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
	// evidence is the weight of what both name, named the part of it that the
	// tables know.
	evidence, named float64
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

// sets counts what of one kind each text names in full, and what both do.
type sets struct{ a, b, both int }

func (s *sets) count(a, b bool) {
	s.a += one(a)
	s.b += one(b)
	s.both += one(a && b)
}

// differ says whether both name some and none is the same.
func (s sets) differ() bool { return s.a > 0 && s.b > 0 && s.both == 0 }

// oneSided says whether only one of both names either.
func (s sets) oneSided() bool { return (s.a == 0) != (s.b == 0) }

// extent is as that of measure, by what is named.
func (s sets) extent() (extent int, ok bool) {
	switch {
	case s.both == s.a && s.both == s.b:
		return 0, true
	case s.both == s.a:
		return 1, true
	case s.both == s.b:
		return -1, true
	}
	return 0, false
}

// facts are what of the named things decides beside the sums.
type facts struct {
	// themes are subjects and bodies, roles what is asked to be done with
	// treaties.
	persons, themes, means, roles, numbers sets

	object, body bool // something both name that can be set up and then used
}

// overlap sums up what two readings share. It is the innermost loop of a
// comparison and so written out.
func overlap(a, b *reading) (m measure) {
	var weighedA, weighedB float64
	for i, j := 0, 0; i < len(a.features) && j < len(b.features); {
		x, y := &a.features[i], &b.features[j]
		if x.id != y.id {
			if x.id < y.id {
				i++
			} else {
				j++
			}
			continue
		}
		i++
		j++
		m.a += min(x.weight, heldAside*y.weight)
		m.b += min(y.weight, heldAside*x.weight)
		both := min(x.weight, y.weight)
		m.evidence += both
		if x.kind != kindWord && x.kind != kindNumber {
			m.named += both
		}
		if x.weighed {
			weighedA += both
		}
		if y.weighed {
			weighedB += both
		}
	}
	if m.evidence > 0 {
		m.weighedA, m.weighedB = weighedA/m.evidence, weighedB/m.evidence
	}
	if a.total > 0 {
		m.a /= a.total
	}
	if b.total > 0 {
		m.b /= b.total
	}
	return m
}

// gather takes note of what decides beside the sums.
func gather(a, b *reading) (f facts) {
	each(a, b, f.count)
	return f
}

// inFull is what a feature weighs at least where it is no reason or example.
// What one text names in full the other may name as an example.
const inFull = 1.5

// count takes note of a feature that one or both have; nil is the one that has
// it not.
func (f *facts) count(x, y *feature) {
	either := x
	if x == nil {
		either = y
	}
	full := either.weight >= inFull || y != nil && y.weight >= inFull
	inA, inB := full && x != nil, full && y != nil
	switch either.kind {
	case kindPerson:
		f.persons.count(inA, inB)
	case kindTheme, kindBody:
		f.themes.count(inA, inB)
	case kindRole:
		f.roles.count(inA, inB)
	case kindNumber:
		f.numbers.count(x != nil, y != nil)
	case kindMeans:
		f.means.count(inA, inB)
	}
	f.body = f.body || either.kind == kindBody && inA && inB
	f.object = f.object || (either.kind == kindBody || either.kind == kindMeans) && inA && inB
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compare says how b stands to a.
func compare(a, b *reading) (relation, measure) {
	m := overlap(a, b)
	step := len(a.stances) > 0 && len(b.stances) > 0 && nextTreaty(a, b)
	if !step && (m.evidence < leastEvidence || max(m.a, m.b) < leastNext) {
		return apart, m
	}
	f := gather(a, b)
	switch {
	case step && f.roles.both == 0:
		if m.firmness() > 0 {
			return more, m
		}
		return next, m
	case m.evidence < leastEvidence || f.persons.differ() || f.roles.differ():
		return apart, m
	}
	if kind, decided := nextStep(a, b, m, f); decided {
		return kind, m
	}
	return m.relation(f), m
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
func (m measure) relation(f facts) relation {
	if m.named == 0 && min(m.a, m.b) < leastWords || f.persons.oneSided() && f.roles.both == 0 {
		return apart
	}
	extent, ok := m.extentBy(f)
	if extent != 0 && f.roles.both == 0 && min(m.a, m.b) < leastSame {
		ok = ok && m.holds(extent, f.body)
	}
	sum := extent + m.firmness()
	switch {
	case !ok || extent*m.firmness() < 0:
		return apart
	case sum > 0:
		return more
	case sum < 0:
		return less
	}
	return same
}

// extentBy is extent, corrected by what is named: the persons, subjects, means
// and treaties of one text must be among those of the other. ok is false where
// they are not, or where they and the sums say the opposite.
func (m measure) extentBy(f facts) (extent int, ok bool) {
	extent, ok = m.extent()
	named := []sets{f.persons, f.themes, f.roles}
	if min(m.a, m.b) < leastSameMeans {
		named = append(named, f.means)
	} else if _, contained := f.means.extent(); !contained {
		return extent, false
	}
	if f.roles.both > 0 {
		named = append(named, f.numbers) // articles of what both name
	}
	for _, s := range named {
		n, contained := s.extent()
		if !contained || n*extent < 0 {
			return extent, false
		}
		if n != 0 {
			extent = n
		}
	}
	return extent, ok
}

// holds says whether one text holds enough of the other, where no treaty is the
// proof of it: a subject alone is touched on by meither.
func (m measure) holds(extent int, body bool) bool {
	held, rest := m.a, m.b
	if extent < 0 {
		held, rest = rest, held
	}
	if held >= whole && rest >= leastMuch {
		return true
	}
	return held >= leastHeld && rest >= leastTouched && (body || m.evidence >= leastSubject)
}

// extent is 0 where both texts hold each other, 1 where the second holds the
// first and more, -1 for the reverse; ok is false where neither holds the other.
func (m measure) extent() (extent int, ok bool) {
	low, high := min(m.a, m.b), max(m.a, m.b)
	switch {
	case low >= leastSame && (high < whole || low >= leastWhole):
		return 0, true
	case high < leastContained || low < leastRest:
		return 0, false
	case m.a > m.b:
		return 1, true
	}
	return -1, true
}

// firmness is 1 where the second asks for what the first asks only to be
// considered, -1 for the reverse.
func (m measure) firmness() int {
	return one(m.weighedA >= mostlyWeighed) - one(m.weighedB >= mostlyWeighed)
}
