// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import "cmp"

// InstitutionKind is what sort of institution one is.
type InstitutionKind string

// The kinds.
const (
	InstitutionCoordinating InstitutionKind = "coordinating" // an NMIRF, or whoever leads a voice
	InstitutionMinistry     InstitutionKind = "ministry"
	InstitutionAgency       InstitutionKind = "agency"
	InstitutionCourt        InstitutionKind = "court"
	InstitutionParliament   InstitutionKind = "parliament"
	InstitutionNHRI         InstitutionKind = "nhri"
	InstitutionCSO          InstitutionKind = "cso" // a civil society organisation
	InstitutionUN           InstitutionKind = "un"
	InstitutionOther        InstitutionKind = "other"
)

// InstitutionKinds lists all kinds in the order in which they are shown.
var InstitutionKinds = []InstitutionKind{
	InstitutionCoordinating, InstitutionMinistry, InstitutionAgency, InstitutionCourt, InstitutionParliament, InstitutionNHRI, InstitutionCSO, InstitutionUN, InstitutionOther,
}

// Accreditation is the status of an NHRI by the Global Alliance of National
// Human Rights Institutions (GANHRI), which looks whether it complies with the
// Paris Principles: "A" fully, "B" in part, "" without status.
type Accreditation struct {
	Status string `json:"status"`
	Since  Date   `json:"since,omitempty"`
	Until  Date   `json:"until,omitempty"`
	Source string `json:"source,omitempty"`
}

// Institution is a body whose members work in Heed. Side.Institution of its
// versions is its own ID.
type Institution struct {
	// Names by language ("en", "ru", "kk" …), at least one.
	Names map[string]string `json:"names"`
	// Short is an abbreviation, as it is used in tables.
	Short string          `json:"short,omitempty"`
	Kind  InstitutionKind `json:"kind"`
	// GANHRI holds the statuses of an NHRI, by date.
	GANHRI []Accreditation `json:"ganhri,omitempty"`
	// Vouched says how it is known that a CSO is who it says it is.
	Vouched string `json:"vouched,omitempty"`
	// Contact is an address for letters that reminders may go to.
	Contact string `json:"contact,omitempty"`
}

// Name gives the institution's name in a language, or in the one that it has:
// English before others, then by code.
func (i Institution) Name(language string) string {
	name, _ := Texts(i.Names).In(language)
	return name
}

// Of implements Matter.
func (Institution) Of() SubjectKind { return SubjectInstitution }

// Concerns implements Matter: an institution is about no recommendation.
func (Institution) Concerns() []RecID { return nil }

// Check implements Matter.
func (i Institution) Check() error {
	const kind = SubjectInstitution
	errs := []error{checkText(kind, "names", i.Name(""), MaxTitle, true), checkText(kind, "short", i.Short, 40, false), checkOneOf(kind, "kind", i.Kind, InstitutionKinds)}
	for _, name := range i.Names {
		errs = append(errs, checkText(kind, "names", name, MaxTitle, false))
	}
	for _, a := range i.GANHRI {
		errs = append(errs, checkOneOf(kind, "status", a.Status, []string{"", "A", "B"}), checkDays(kind, "status", a.Since, a.Until))
	}
	return cmp.Or(errs...)
}
