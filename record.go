// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import "time"

// Record is one review as all its documents together tell it: the result of
// internal/reconcile, a pure function of the stored facts.
type Record struct {
	Review          Review           `json:"review"`
	Report          Digest           `json:"report"`    // the report that the recommendations were read from
	Documents       []Digest         `json:"documents"` // all documents that were joined, sorted
	LeadIns         []LeadIn         `json:"lead_ins"`
	Recommendations []Recommendation `json:"recommendations"` // in the order of the report
	Delegations     []Delegation     `json:"delegations"`
	Pledges         []Pledge         `json:"pledges"`
	// Questions are what other States asked in advance, by State.
	Questions []Question `json:"questions,omitempty"`
	Totals    []Total    `json:"totals"`
	// Adoption is nil until a document tells of it.
	Adoption *Adoption `json:"adoption,omitempty"`
	Closing  *Closing  `json:"closing,omitempty"`
	Findings []Finding `json:"findings"`
}

// FindingCode says what kind of thing does not add up.
type FindingCode string

// The findings.
const (
	FindingGap             FindingCode = "numbering_gap"          // Args: Missing
	FindingDuplicate       FindingCode = "number_twice"           // Args: Ref
	FindingMisprinted      FindingCode = "number_misprinted"      // the number printed is another's; Args: Printed
	FindingNoStates        FindingCode = "no_states"              // a recommendation without its State
	FindingUnknownState    FindingCode = "unknown_state"          // Args: Name
	FindingLeadInUnknown   FindingCode = "position_unclear"       // Args: Paragraph
	FindingLeadInEmpty     FindingCode = "lead_in_empty"          // a lead-in under which nothing was found; Args: Paragraph
	FindingUndivided       FindingCode = "clauses_undivided"      // States stand within the sentence of an item
	FindingEmptyText       FindingCode = "empty_text"             //
	FindingCorrectionGone  FindingCode = "correction_unmatched"   // a correction whose reading changed; Args: Field
	FindingCorrectionSame  FindingCode = "correction_confirmed"   // a later reading agrees with a correction; Args: Field
	FindingTwoReports      FindingCode = "two_reports"            // several originals claim to be the report; Args: Used, Other
	FindingLanguageRefs    FindingCode = "language_numbers"       // a report in another language numbers other recommendations; Args: Language, Shared, Here, There
	FindingLanguageMissing FindingCode = "language_missing"       // the report in another language does not have it; Args: Language
	FindingLanguageExtra   FindingCode = "language_extra"         // it has one more; Args: Language, Number
	FindingLanguageAnswer  FindingCode = "language_position"      // it states another position; Args: Language, Answer
	FindingLanguageStates  FindingCode = "language_states"        // it names other States; Args: Language, States
	FindingTwoDocuments    FindingCode = "two_documents"          // two different documents under one symbol; Args: Symbol
	FindingFewDelegations  FindingCode = "delegations_differ"     // Args: Stated, Read
	FindingNumberUnknown   FindingCode = "number_unknown"         // a number that the report does not have; Args: Number, Symbol
	FindingAnsweredTwice   FindingCode = "answered_twice"         // two different answers in one document; Args: Symbol
	FindingNotAnswered     FindingCode = "not_answered"           // still pending after the answering document; Args: Symbol
	FindingTotalsDiffer    FindingCode = "totals_differ"          // Args: Symbol, Stated, Counted
	FindingAnswersMissing  FindingCode = "answers_missing"        // the Council's report counts positions that no document here gives; Args: Symbol, Pending
	FindingAdoptionDiffer  FindingCode = "adoption_differs"       // two documents tell the adoption differently; Args: Symbol, Stated, Other
	FindingListText        FindingCode = "list_text_differs"      // OHCHR's list has other words; the report's stay. Args: Listed
	FindingListPosition    FindingCode = "list_position_differs"  // OHCHR's list has another position; Args: Listed
	FindingListMissing     FindingCode = "list_missing"           // the list does not have it
	FindingListExtra       FindingCode = "list_extra"             // the list has a number that the report does not; Args: Number
	FindingCodedExtra      FindingCode = "coded_extra"            // a row of UPR Info that is like no recommendation; Args: State, Text, Row
	FindingCodedMissing    FindingCode = "coded_missing"          // UPR Info has no row of this State; Args: State
	FindingCodedPosition   FindingCode = "coded_position_differs" // UPR Info has another response; Args: Response, State
	FindingQuestionsDiffer FindingCode = "questions_differ"       // asked in advance by a State that the report does not name; Args: State
	FindingCorrigendum     FindingCode = "corrigendum"            // the UN has corrected it; Args: Symbol, Paragraph, Text
	FindingNoClosing       FindingCode = "no_closing_sentence"    //
)

// Finding is something that does not add up, shown and never smoothed over.
type Finding struct {
	Code FindingCode `json:"code"`
	// Ref is the recommendation that it is about, or "".
	Ref string `json:"ref,omitempty"`
	// Args fill the message "finding.<code>" of the catalogues: name, value, …
	Args   []string `json:"args,omitempty"`
	Places []Place  `json:"places,omitempty"`
}

// Correction is what a person says a reading should have been. It is laid over
// the reading and shown beside it; it never changes what was read.
type Correction struct {
	Review ReviewID        `json:"review"`
	Ref    string          `json:"ref"`
	Field  CorrectionField `json:"field"`
	AsRead string          `json:"as_read"`
	Should string          `json:"should_be"`
	Reason string          `json:"reason"`
	// Who is the pseudonym of the person; see Actor.
	Who string    `json:"who"`
	At  time.Time `json:"at"` // UTC
	// Reader is the version of the reader whose reading is corrected.
	Reader string `json:"reader"`
	// Entry is the position of its entry in the log.
	Entry int64 `json:"entry"`
}

// CorrectionField is what of a recommendation can be corrected.
type CorrectionField string

// The fields that can be corrected. States are codes joined by a blank,
// "MEX FRA"; the position is the one that the report states.
const (
	FieldText     CorrectionField = "text"
	FieldStates   CorrectionField = "states"
	FieldPosition CorrectionField = "position"
)
