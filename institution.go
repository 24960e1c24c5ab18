// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"slices"
)

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

// kindsOf are the kinds that an institution of a voice can be of: who speaks for a
// State is not who speaks of it. Any voice has whoever leads it, and others.
var kindsOf = map[Voice][]InstitutionKind{
	VoiceState:        {InstitutionCoordinating, InstitutionMinistry, InstitutionAgency, InstitutionCourt, InstitutionParliament, InstitutionOther},
	VoiceNHRI:         {InstitutionNHRI, InstitutionCoordinating, InstitutionOther},
	VoiceCivilSociety: {InstitutionCSO, InstitutionCoordinating, InstitutionOther},
	VoiceUN:           {InstitutionUN, InstitutionCoordinating, InstitutionOther},
	// Experts are also those whom the UN has mandated.
	VoiceExpert: {InstitutionUN, InstitutionCoordinating, InstitutionOther},
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
	// VouchedShown says that everybody may read Vouched. Otherwise it is for who is
	// signed in: it may name somebody.
	VouchedShown bool `json:"vouched_shown,omitempty"`
	// Contact is an address for letters that reminders may go to.
	Contact string `json:"contact,omitempty"`
}

// Name gives the institution's name in a language, or in the one that it has:
// English before others, then by code.
func (i Institution) Name(language string) string {
	name, _ := Texts(i.Names).In(language)
	return name
}

// ForAll gives what everybody may read of it: not whom to ask, and how it is
// vouched for only where that is for everybody.
func (i Institution) ForAll() Institution {
	i.Contact = ""
	if !i.VouchedShown {
		i.Vouched = ""
	}
	return i
}

// Accredited gives the status that an NHRI had by GANHRI on a day; it is false where
// none is recorded.
func (i Institution) Accredited(on Date) (Accreditation, bool) {
	for _, a := range i.GANHRI {
		if a.Since <= on && (a.Until == "" || on < a.Until) {
			return a, true
		}
	}
	return Accreditation{}, false
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
		errs = append(errs, checkOneOf(kind, "ganhri", a.Status, []string{"", "A", "B"}), checkDays(kind, "ganhri", a.Since, a.Until), checkText(kind, "ganhri", a.Source, MaxText, false))
	}
	errs = append(errs, checkText(kind, "vouched", i.Vouched, MaxText, false))
	return cmp.Or(errs...)
}

// ofState are the voices that speak of or for one State; others may be international.
var ofState = []Voice{VoiceState, VoiceNHRI}

// CheckEntered is CodeInvalid for what nobody may enter, beside what cannot be kept:
// a kind that the voice does not have, an authority or an NHRI of no State, a CSO that
// nobody vouches for, an NHRI with two statuses at one time. It is asked where an
// institution is written, and not of those that came here before there was the rule,
// or from another installation.
func (i Institution) CheckEntered(side Side) error {
	const kind = SubjectInstitution
	voice := side.Voice
	if kinds, ok := kindsOf[voice]; ok && !slices.Contains(kinds, i.Kind) {
		return unfit(kind, "kind", "error.kind_of_voice", "Kind", string(i.Kind), "Voice", string(voice), "Kinds", blanks(kinds))
	}
	if side.State == "" && slices.Contains(ofState, voice) {
		return unfit(kind, "state", "error.state_of_voice", "Voice", string(voice))
	}
	if i.Kind == InstitutionCSO {
		if err := checkText(kind, "vouched", i.Vouched, MaxText, true); err != nil {
			return err
		}
	}
	if i.Kind != InstitutionNHRI && len(i.GANHRI) > 0 {
		return unfit(kind, "ganhri", "error.ganhri_of_nhri")
	}
	for n, a := range i.GANHRI {
		for _, b := range i.GANHRI[:n] {
			if a.meets(b) {
				return unfit(kind, "ganhri", "error.ganhri_two", "First", string(max(a.Since, b.Since)))
			}
		}
	}
	return nil
}

// meets reports whether there is a day on which both stand. One that has no first
// day stands since ever, one without a last still stands.
func (a Accreditation) meets(b Accreditation) bool {
	return (a.Until == "" || b.Since < a.Until) && (b.Until == "" || a.Since < b.Until)
}
