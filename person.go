// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import "cmp"

// PersonRole is what somebody was in an event.
type PersonRole string

// The roles.
const (
	PersonVictim   PersonRole = "victim"
	PersonWitness  PersonRole = "witness"
	PersonRelative PersonRole = "relative"
	PersonLawyer   PersonRole = "lawyer"
	PersonAccused  PersonRole = "accused"
)

// PersonRoles lists all roles.
var PersonRoles = []PersonRole{PersonVictim, PersonWitness, PersonRelative, PersonLawyer, PersonAccused}

// Person is somebody in the event of a dossier, by a reference and never by name.
type Person struct {
	Dossier ID `json:"dossier"`
	// Reference is what this person is called: "Person 7". Its recorder chooses it.
	Reference string     `json:"reference"`
	Role      PersonRole `json:"role"`
	// Minor says that the person was under 18.
	Minor bool `json:"minor,omitempty"`
	// What says what happened, or was done, without a name.
	What   Texts  `json:"what"`
	Source Source `json:"source"`
}

// Headline is what a person is called.
func (p Person) Headline() string { return p.Reference }

// Of implements Matter.
func (Person) Of() SubjectKind { return SubjectPerson }

// Concerns implements Matter: a person stands with the dossier.
func (Person) Concerns() []RecID { return nil }

// Check implements Matter.
func (p Person) Check() error {
	const kind = SubjectPerson
	errs := []error{
		checkText(kind, "reference", p.Reference, 40, true), checkOneOf(kind, "role", p.Role, PersonRoles), p.What.check(kind, "what", MaxText, true), p.Source.check(kind, "source"),
	}
	if !p.Dossier.Valid() {
		errs = append(errs, unfit(kind, "dossier", "error.field_missing"))
	}
	return cmp.Or(errs...)
}
