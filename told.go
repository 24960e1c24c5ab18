// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

// Told is a day, month or year of which something tells as of one that has come.
type Told struct{ Field, When string }

// Ahead reports whether it has not come yet on a day.
func (t Told) Ahead(today Date) bool { return t.When > string(today) }

// Tells is what tells of days that have come. Nobody reports what is still to be:
// that is what plans, milestones and due dates are for.
type Tells interface{ Told() []Told }

// Told implements Tells.
func (l Letter) Told() []Told { return []Told{{"letter", string(l.Date)}} }

// Told implements Tells.
func (p Proposal) Told() []Told { return p.Letter.Told() }

// Told implements Tells.
func (u Update) Told() []Told { return append([]Told{{"date", string(u.Date)}}, u.Letter.Told()...) }

// Told implements Tells.
func (e Evidence) Told() []Told { return []Told{{"date", string(e.Date)}} }

// Told implements Tells.
func (f Figure) Told() []Told {
	return []Told{{"as_of", string(f.AsOf)}, {"published", string(f.Published)}}
}

// Told implements Tells.
func (c Call) Told() []Told { return []Told{{"date", string(c.Date)}} }

// Told implements Tells.
func (d Dossier) Told() []Told { return []Told{{"from", string(d.From)}} }

// Told implements Tells.
func (m Measure) Told() []Told {
	var out []Told
	for _, s := range m.Stages {
		out = append(out, Told{"stages", string(s.Date)})
	}
	for _, s := range m.Milestones {
		out = append(out, Told{"milestones", string(s.Done)})
	}
	return out
}

// Told implements Tells.
func (i Institution) Told() []Told {
	var out []Told
	for _, a := range i.GANHRI {
		out = append(out, Told{"ganhri", string(a.Since)})
	}
	return out
}
