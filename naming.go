// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

// Naming is a matter that names other things of the follow-up: who is to do
// something, or what it belongs to.
type Naming interface {
	Names() []Subject
}

// named lists things of one kind, but for those that are not named at all.
func named(kind SubjectKind, ids ...ID) []Subject {
	var out []Subject
	for _, id := range ids {
		if id != "" {
			out = append(out, Subject{kind, id})
		}
	}
	return out
}

// Names implements Naming.
func (a Assignment) Names() []Subject { return named(SubjectInstitution, a.Institutions()...) }

// Names implements Naming.
func (m Measure) Names() []Subject {
	return named(SubjectInstitution, append([]ID{m.Lead}, m.Partners...)...)
}

// Names implements Naming.
func (c Cluster) Names() []Subject {
	return append(named(SubjectInstitution, c.Owner), named(SubjectMeasure, c.Measures...)...)
}

// Names implements Naming.
func (u Update) Names() []Subject { return named(SubjectMeasure, u.Measure) }

// Names implements Naming.
func (e Evidence) Names() []Subject {
	return append(named(SubjectMeasure, e.Measure), named(SubjectUpdate, e.Update)...)
}

// Names implements Naming.
func (s Schedule) Names() []Subject {
	return append(named(SubjectMeasure, s.Measure), named(SubjectInstitution, s.Institution)...)
}
