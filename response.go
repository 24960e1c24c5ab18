// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"time"
)

// Assignment says who has to act on a recommendation. There is one for each,
// of the State's voice; its ID is AssignmentID.
type Assignment struct {
	Recommendation RecID `json:"recommendation"`
	// Lead answers for it; Partners have a part in it.
	Lead     ID   `json:"lead"`
	Partners []ID `json:"partners,omitempty"`
	// Due is when the institutions' answers are asked for.
	Due Date `json:"due,omitempty"`
	// Anew is when they were asked to consider the State's answer once more, after it
	// was given: what was proposed and settled before does not answer that. It is the
	// zero value where nobody was.
	Anew time.Time `json:"anew,omitzero"` // UTC
	Note string    `json:"note,omitempty"`
}

// AssignmentID names the assignment of a recommendation; its settlement has the
// same.
func AssignmentID(id RecID) ID {
	out := []byte(id.String())
	for i, c := range out {
		if c == '/' {
			out[i] = '-'
		}
	}
	return ID(out)
}

// Of implements Matter.
func (Assignment) Of() SubjectKind { return SubjectAssignment }

// Concerns implements Matter.
func (a Assignment) Concerns() []RecID { return []RecID{a.Recommendation} }

// Check implements Matter.
func (a Assignment) Check() error {
	const kind = SubjectAssignment
	errs := []error{checkText(kind, "note", a.Note, MaxText, false), checkDays(kind, "due", a.Due)}
	seen := map[ID]bool{}
	for _, i := range append([]ID{a.Lead}, a.Partners...) {
		if !i.Valid() {
			errs = append(errs, unfit(kind, "lead", "error.field_missing"))
		}
		if seen[i] {
			errs = append(errs, unfit(kind, "partners", "error.field_twice", "Given", string(i)))
		}
		seen[i] = true
	}
	return cmp.Or(errs...)
}

// Institutions lists lead and partners.
func (a Assignment) Institutions() []ID { return append([]ID{a.Lead}, a.Partners...) }

// Response is which position is to be taken on a recommendation.
type Response struct {
	Recommendation RecID `json:"recommendation"`
	// Position is Supported, Noted or Partial.
	Position Position `json:"position"`
	// Part is the part that is supported, in the words of the recommendation;
	// only where Position is Partial.
	Part string `json:"part,omitempty"`
	// Comment explains it, for the addendum.
	Comment string `json:"comment,omitempty"`
}

func (r Response) check(kind SubjectKind) error {
	part := error(nil)
	if r.Position == Partial || r.Part != "" {
		part = checkText(kind, "part", r.Part, MaxText, true)
	}
	if r.Position != Partial && r.Part != "" {
		part = unfit(kind, "part", "error.part_without")
	}
	return cmp.Or(checkOneOf(kind, "response", r.Position, []Position{Supported, Noted, Partial}), part, checkText(kind, "comment", r.Comment, MaxText, false))
}

// Letter is what an institution's answer was approved by.
type Letter struct {
	Number    string `json:"number,omitempty"`
	Date      Date   `json:"date,omitempty"`
	Signatory string `json:"signatory,omitempty"`
}

// Check is CodeInvalid for a letter that cannot be kept with a thing of a kind.
func (l Letter) Check(kind SubjectKind) error {
	return cmp.Or(checkText(kind, "letter", l.Number, MaxTitle, false), checkText(kind, "letter", l.Signatory, MaxTitle, false), l.checkDate(kind))
}

func (l Letter) checkDate(kind SubjectKind) error {
	if l.Date == "" || l.Date.Valid() {
		return nil
	}
	return unfit(kind, "letter", "error.letter_date", "Given", string(l.Date))
}

// Proposal is the position that an institution would have the State take. There
// is one for each recommendation and institution; its ID is ProposalID.
type Proposal struct {
	Response
	// Internal is for those who coordinate, and in no addendum.
	Internal string `json:"internal,omitempty"`
	Letter   Letter `json:"letter,omitzero"`
}

// SaysWhat reports whether it says what another proposal says, whatever letter
// approved either.
func (p Proposal) SaysWhat(o Proposal) bool {
	p.Letter, o.Letter = Letter{}, Letter{}
	return p == o
}

// ProposalID names the proposal of an institution on a recommendation.
func ProposalID(id RecID, institution ID) ID { return AssignmentID(id) + "." + institution }

// Of implements Matter.
func (Proposal) Of() SubjectKind { return SubjectProposal }

// Concerns implements Matter.
func (p Proposal) Concerns() []RecID { return []RecID{p.Recommendation} }

// Check implements Matter.
func (p Proposal) Check() error {
	const kind = SubjectProposal
	return cmp.Or(p.check(kind), checkText(kind, "internal", p.Internal, MaxText, false), p.Letter.Check(kind))
}

// Settlement is the position that the State takes, as its coordinator settles
// it: what goes into the addendum. It is no official position until the
// addendum is one. Its ID is AssignmentID.
type Settlement struct{ Response }

// Of implements Matter.
func (Settlement) Of() SubjectKind { return SubjectSettlement }

// Concerns implements Matter.
func (s Settlement) Concerns() []RecID { return []RecID{s.Recommendation} }

// Check implements Matter.
func (s Settlement) Check() error { return s.check(SubjectSettlement) }
