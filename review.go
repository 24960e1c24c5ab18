// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ReviewID names a review: a State in a cycle, "KAZ/2".
type ReviewID struct {
	State StateCode `json:"state"`
	Cycle int       `json:"cycle"` // from 1
}

// String gives "KAZ/2".
func (id ReviewID) String() string { return string(id.State) + "/" + strconv.Itoa(id.Cycle) }

// Known reports whether both State and cycle are known.
func (id ReviewID) Known() bool { return id.State.Valid() && id.Cycle > 0 }

// ParseReviewID reads "KAZ/2"; anything else is CodeInvalid.
func ParseReviewID(s string) (ReviewID, error) {
	state, cycle, ok := strings.Cut(s, "/")
	n, err := strconv.Atoi(cycle)
	id := ReviewID{StateCode(state), n}
	if !ok || err != nil || !id.Known() || id.String() != s {
		return ReviewID{}, &Error{Code: CodeInvalid, Op: fmt.Sprintf("heed.ParseReviewID(%q)", s), Key: "error.review_id", Args: []string{"Given", s}}
	}
	return id, nil
}

// Date is a day as "2014-10-30", or "" where it is not known.
type Date string

// Valid reports whether it is a day of the calendar.
func (d Date) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Precedes reports whether a day was before a recommendation was made. What was done
// then is context to it, and no progress on it. A day that is not known precedes nothing.
func (d Date) Precedes(made Date) bool { return d != "" && made != "" && d < made }

// Review is one State's review in one cycle, as its documents tell it.
type Review struct {
	ReviewID
	// Session is the Working Group's session, from 1.
	Session int `json:"session,omitempty"`
	// Symbol is the symbol of the Working Group's report.
	Symbol string `json:"symbol"`
	// Stage is how official the document is that the recommendations were read
	// from.
	Stage DocumentStage `json:"report_stage"`
	// Date is the day of the interactive dialogue.
	Date Date `json:"review_date"`
	// Meeting is the number of the meeting of the dialogue within the session.
	Meeting int `json:"meeting,omitempty"`
	// Adopted is the day the Working Group adopted its report.
	Adopted Date `json:"adopted"`
	// Troika are the three rapporteur States, in the order of the report.
	Troika []StateCode `json:"troika"`
	// Delegations is how many delegations the report says made statements.
	Delegations int `json:"delegations,omitempty"`
	// HeadOfDelegation is the person's name as printed, without the office.
	HeadOfDelegation string `json:"head_of_delegation"`
	// HeadOfDelegationOffice is the office as printed, without the name.
	HeadOfDelegationOffice string `json:"head_of_delegation_office"`
	// AdvanceQuestionStates sent questions in advance (cover paragraphs).
	AdvanceQuestionStates []StateCode `json:"advance_question_states"`
	// BasisDocuments are the symbols of the documents the review was based on.
	BasisDocuments []string `json:"basis_documents"`
	// Places are where the introduction that says all this stands.
	Places []Place `json:"places,omitempty"`
}

// Day is the day on which a review made its recommendations: that on which the
// Working Group adopted the report, or that of the dialogue.
func (r Review) Day() Date { return cmp.Or(r.Adopted, r.Date) }

// Delegation is one delegation that made a statement, with the paragraph that
// reports it.
type Delegation struct {
	State     StateCode `json:"state"`
	Paragraph string    `json:"paragraph"`
	// AsStated is the name as printed where State is unknown.
	AsStated string  `json:"as_stated,omitempty"`
	Places   []Place `json:"places,omitempty"`
}

// Question is what one State asked another before its review (Human Rights
// Council resolution 5/1, annex, paragraph 21).
type Question struct {
	// State is who asks, "" where the name is not known.
	State StateCode `json:"state"`
	// Topic is the heading under which it stands, or "".
	Topic string `json:"topic,omitempty"`
	Text  string `json:"text"`
	// Document is what it was read from; a record has those of several.
	Document Digest  `json:"document,omitempty"`
	Places   []Place `json:"places,omitempty"`
}

// Total is a count of recommendations by position that one source gives, or
// that Heed counted in one source.
type Total struct {
	// Source is the kind of document that gives it.
	Source DocumentKind `json:"source"`
	// Unit is what is counted: always said, never assumed.
	Unit Unit `json:"unit"`
	// Derived says that Heed counted the items; otherwise the source prints
	// the number.
	Derived   bool   `json:"derived"`
	Received  int    `json:"received"`
	Supported int    `json:"supported"`
	Noted     int    `json:"noted"`
	InPart    int    `json:"in_part"`
	Pending   int    `json:"pending"`
	Unknown   int    `json:"unknown"`
	Symbol    string `json:"symbol"`
	Paragraph string `json:"paragraph,omitempty"`
	// AsStated is the source's own sentence where it prints the numbers.
	AsStated string `json:"as_stated,omitempty"`
}

// Closes reports whether every recommendation that was received has one of the
// positions that are counted: supported, noted and clarified in part add up to
// those received, as in the President's closing sentence.
func (t Total) Closes() bool {
	return t.Received > 0 && t.Supported+t.Noted+t.InPart == t.Received
}

// Vote says how a decision was taken.
type Vote string

// The ways to decide. Outcomes are adopted without a vote; a vote would be news.
const (
	WithoutVote  Vote = "without_vote"
	RecordedVote Vote = "recorded_vote"
)

// Adoption is the Human Rights Council's act that ends a review: it adopts the
// outcome (Council resolution 5/1, annex, paragraphs 25 and 26, and PRST/8/1).
type Adoption struct {
	// Decision is the number of the Council's decision, "43/109".
	Decision string `json:"decision"`
	// Date is the day and Meeting the number of the meeting within the session.
	Date    Date `json:"date"`
	Meeting int  `json:"meeting"`
	// Reviewed is the day of the review as the decision has it.
	Reviewed Date `json:"reviewed,omitempty"`
	// Documents are the symbols of the documents that the outcome consists of.
	Documents []string `json:"documents"`
	// Vote is "" where the source does not say.
	Vote Vote `json:"vote,omitempty"`
	// Symbol and Paragraph say where this was read.
	Symbol    string  `json:"symbol"`
	Paragraph string  `json:"paragraph,omitempty"`
	Places    []Place `json:"places,omitempty"`
}

// Unit is what a total counts.
type Unit string

// The units of totals. A recommendation is an item of the report; a pair is a
// recommendation with one of its recommending States.
const (
	UnitRecommendation Unit = "recommendation"
	UnitPair           Unit = "recommendation_state_pair"
	UnitClause         Unit = "clause"
)
