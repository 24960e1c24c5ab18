// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"slices"
)

// NameScope is where a name may be shown.
type NameScope string

// The scopes.
const (
	NameOnPage NameScope = "page" // the public page of the dossier
	NameInData NameScope = "data" // what programs read of that page, and others keep
)

// NameScopes lists all scopes.
var NameScopes = []NameScope{NameOnPage, NameInData}

// ConsentBy is who has consented to a name being shown.
type ConsentBy string

// The values. Of who is under 18 it is a guardian.
const (
	ConsentPerson   ConsentBy = "person"
	ConsentGuardian ConsentBy = "guardian"
)

// ConsentsBy lists all values.
var ConsentsBy = []ConsentBy{ConsentPerson, ConsentGuardian}

// Consent is what somebody has consented to, as it was recorded. It is for a time,
// and can be withdrawn at any time.
type Consent struct {
	By ConsentBy `json:"given_by"`
	// Scopes are where the name may be shown.
	Scopes []NameScope `json:"shown_in"`
	// How says how it was given and where that is recorded, without the name; of a
	// guardian also whose.
	How string `json:"told_how"`
	// Given is the day on which it was given, Until the last on which it holds, and
	// Withdrawn the one on which it was withdrawn, "" where it was not.
	Given     Date `json:"given_on"`
	Until     Date `json:"holds_until"`
	Withdrawn Date `json:"withdrawn_on,omitempty"`
}

func (c Consent) check() error {
	const kind = SubjectName
	errs := []error{
		checkOneOf(kind, "given_by", c.By, ConsentsBy), checkText(kind, "told_how", c.How, MaxText, true), needDay(kind, "given_on", c.Given),
		needDay(kind, "holds_until", c.Until), checkDays(kind, "holds_until", c.Given, c.Until), checkDays(kind, "withdrawn_on", c.Given, c.Withdrawn),
	}
	if len(c.Scopes) == 0 {
		errs = append(errs, unfit(kind, "shown_in", "error.field_missing"))
	}
	for i, s := range c.Scopes {
		errs = append(errs, checkOneOf(kind, "shown_in", s, NameScopes))
		if slices.Contains(c.Scopes[:i], s) {
			errs = append(errs, unfit(kind, "shown_in", "error.field_twice", "Given", string(s)))
		}
	}
	return cmp.Or(errs...)
}

// JudgmentStage is how far a judgment has come.
type JudgmentStage string

// The stages. A judgment that was quashed names nobody any more.
const (
	JudgmentFirst   JudgmentStage = "first_instance"
	JudgmentAppeal  JudgmentStage = "appeal"
	JudgmentFinal   JudgmentStage = "final"
	JudgmentQuashed JudgmentStage = "quashed"
)

// JudgmentStages lists all stages in the order in which they mostly come.
var JudgmentStages = []JudgmentStage{JudgmentFirst, JudgmentAppeal, JudgmentFinal, JudgmentQuashed}

// JudgmentOutcome is how a judgment has ended for who was accused.
type JudgmentOutcome string

// The outcomes. Only a conviction names anybody: whoever was acquitted, or against whom
// the case was ended, is not shown as somebody who was accused.
const (
	JudgmentConvicted JudgmentOutcome = "convicted"
	JudgmentAcquitted JudgmentOutcome = "acquitted"
	JudgmentEnded     JudgmentOutcome = "ended"
)

// JudgmentOutcomes lists all outcomes.
var JudgmentOutcomes = []JudgmentOutcome{JudgmentConvicted, JudgmentAcquitted, JudgmentEnded}

// Judgment is a public one in which somebody who was accused is named.
type Judgment struct {
	Court  string        `json:"court"`
	Date   Date          `json:"judgment_date"`
	Number string        `json:"case_number"` // or symbol
	Stage  JudgmentStage `json:"judgment_stage"`
	// Outcome is "" only where it was written before it was asked for.
	Outcome JudgmentOutcome `json:"judgment_outcome"`
	// Source is where everybody can read it.
	Source Source `json:"source"`
}

func (j Judgment) check() error {
	const kind = SubjectName
	return cmp.Or(checkText(kind, "court", j.Court, MaxTitle, true), needDay(kind, "judgment_date", j.Date), checkText(kind, "case_number", j.Number, MaxTitle, true),
		checkOneOf(kind, "judgment_stage", j.Stage, JudgmentStages), checkOneOf(kind, "judgment_outcome", j.Outcome, JudgmentOutcomes), j.Source.check(kind, "source"))
}

// Name is what somebody in an event is called. There is one for each person that
// is recorded, with the same ID, and it is for people who are named for it at every
// step. The public reads it only while NameBar has nothing against it.
type Name struct {
	Person ID `json:"person_id"`
	// Reference is that of the person, by which the name itself is spoken of.
	Reference string `json:"reference"`
	// Box is the name in one or several languages, sealed as originals of evidence
	// are, so that neither a store nor a log nor a backup holds it.
	Box []byte `json:"box,omitempty"`
	// Destroyed says that a redaction has destroyed it.
	Destroyed bool `json:"destroyed,omitempty"`
	// One of the two is there.
	Consent  *Consent  `json:"consent,omitempty"`
	Judgment *Judgment `json:"judgment,omitempty"`
}

// Headline is what a name is called: never the name.
func (n Name) Headline() string { return n.Reference }

// Of implements Matter.
func (Name) Of() SubjectKind { return SubjectName }

// Concerns implements Matter: a name stands with its person.
func (Name) Concerns() []RecID { return nil }

// Widest implements Confined.
func (Name) Widest() Visibility { return VisibleNamed }

// maxBox is how long a sealed name may be, in bytes.
const maxBox = 16 << 10

// Check implements Matter.
func (n Name) Check() error {
	const kind = SubjectName
	errs := []error{checkText(kind, "reference", n.Reference, MaxTitle, true)}
	switch {
	case !n.Person.Valid():
		errs = append(errs, unfit(kind, "person_id", "error.field_missing"))
	case n.Destroyed == (len(n.Box) > 0), len(n.Box) > maxBox:
		errs = append(errs, unfit(kind, "given_name", "error.field_missing"))
	case (n.Consent == nil) == (n.Judgment == nil):
		errs = append(errs, unfit(kind, "given_by", "error.name_basis"))
	case n.Consent != nil:
		errs = append(errs, n.Consent.check())
	default:
		errs = append(errs, n.Judgment.check())
	}
	return cmp.Or(errs...)
}

// NameBar is why a name is not shown.
type NameBar string

// The bars, those that no time changes first.
const (
	BarNone         NameBar = ""
	BarMinorAccused NameBar = "minor_accused" // who was under 18 and is accused is never named
	BarJudgment     NameBar = "judgment"      // who is accused is named by a public judgment alone
	BarConsent      NameBar = "consent"       // everybody else by consent alone
	BarGuardian     NameBar = "guardian"      // of who is under 18, by a guardian's
	BarDestroyed    NameBar = "destroyed"
	BarQuashed      NameBar = "quashed"
	BarOutcome      NameBar = "outcome" // the judgment does not convict, or does not say whether it does
	BarWithdrawn    NameBar = "withdrawn"
	BarEarly        NameBar = "early"
	BarExpired      NameBar = "expired"
	BarScope        NameBar = "scope"
)

// NameBars lists all bars.
var NameBars = []NameBar{BarMinorAccused, BarJudgment, BarConsent, BarGuardian, BarDestroyed, BarQuashed, BarOutcome, BarWithdrawn, BarEarly, BarExpired, BarScope}

// Unfit is what keeps a person from ever being named so, whatever the day. That a
// child who is accused is not named is article 40 (2) (b) (vii) of the Convention on
// the Rights of the Child, and rule 8 of the Beijing Rules.
func (n Name) Unfit(p Person) NameBar {
	accused := p.Role == PersonAccused
	switch {
	case accused && p.Minor:
		return BarMinorAccused
	case accused && n.Judgment == nil:
		return BarJudgment
	case !accused && n.Consent == nil:
		return BarConsent
	case p.Minor && n.Consent.By != ConsentGuardian:
		return BarGuardian
	}
	return BarNone
}

// Bar is why the name of a person is not shown somewhere on a day, BarNone where it
// may be.
func (n Name) Bar(p Person, scope NameScope, on Date) NameBar {
	if bar := n.Unfit(p); bar != BarNone {
		return bar
	}
	switch {
	case n.Destroyed:
		return BarDestroyed
	case n.Judgment != nil && n.Judgment.Stage == JudgmentQuashed:
		return BarQuashed
	case n.Judgment != nil && n.Judgment.Outcome != JudgmentConvicted:
		return BarOutcome
	case n.Judgment != nil && n.Judgment.Date > on:
		return BarEarly
	case n.Judgment != nil:
		return BarNone
	case n.Consent.Withdrawn != "":
		return BarWithdrawn
	case n.Consent.Given > on:
		return BarEarly
	case n.Consent.Until < on:
		return BarExpired
	case !slices.Contains(n.Consent.Scopes, scope):
		return BarScope
	}
	return BarNone
}

// Named is a name as it is shown, with what lets it be shown.
type Named struct {
	Name Texts `json:"name"`
	// Until is the last day of the consent, "" for a judgment; Guardian says that a
	// guardian has given it.
	Until    Date      `json:"consent_until,omitempty"`
	Guardian bool      `json:"consent_of_guardian,omitempty"`
	Judgment *Judgment `json:"judgment,omitempty"`
}
