// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

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
	// Reference is what this person is called, in the form that ValidReference has:
	// "Person 7".
	Reference string     `json:"reference"`
	Role      PersonRole `json:"role"`
	// Minor says that the person was under 18.
	Minor bool `json:"minor,omitempty"`
	// What says what happened, or was done, without a name.
	What   Texts  `json:"what"`
	Source Source `json:"source"`
}

// referenceWords are the words that a reference may have: what somebody was in the
// event, in the languages of the forms, small. No name is among them.
var referenceWords = []string{
	"person", "victim", "witness", "relative", "lawyer", "accused",
	"человек", "лицо", "пострадавший", "пострадавшая", "жертва", "свидетель", "свидетельница", "родственник", "родственница", "адвокат", "обвиняемый", "обвиняемая",
	"адам", "тұлға", "жәбірленуші", "куә", "туысы", "қорғаушы", "айыпталушы",
}

// A reference is a word and a number, as Kazakh has it the number first, or one
// letter and a number.
var (
	wordReference   = regexp.MustCompile(`^(\p{L}+) ([1-9][0-9]{0,3})$`)
	numberReference = regexp.MustCompile(`^([1-9][0-9]{0,3})-(\p{L}+)$`)
	letterReference = regexp.MustCompile(`^\p{L}-?([1-9][0-9]{0,3})$`)
)

// ValidReference reports whether a text can stand for a person and be no name:
// "Person 7", "Свидетель 3", "7-адам", "W-12".
func ValidReference(text string) bool { return referenceNumber(text) > 0 }

// referenceNumber is the number in a reference, 0 for what is none.
func referenceNumber(text string) int {
	word, number := "person", ""
	if m := letterReference.FindStringSubmatch(text); m != nil {
		number = m[1]
	} else if m := wordReference.FindStringSubmatch(text); m != nil {
		word, number = m[1], m[2]
	} else if m := numberReference.FindStringSubmatch(text); m != nil {
		number, word = m[1], m[2]
	}
	if !slices.Contains(referenceWords, strings.ToLower(word)) {
		return 0
	}
	n, _ := strconv.Atoi(number) // "" is 0
	return n
}

// NextReference is the first number behind those that some references have.
func NextReference(taken []string) int {
	last := 0
	for _, text := range taken {
		last = max(last, referenceNumber(text))
	}
	return last + 1
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
	if !ValidReference(p.Reference) {
		errs = append(errs, unfit(kind, "reference", "error.reference", "Given", p.Reference))
	}
	if !p.Dossier.Valid() {
		errs = append(errs, unfit(kind, "dossier", "error.field_missing"))
	}
	return cmp.Or(errs...)
}
