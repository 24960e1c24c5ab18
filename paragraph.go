// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

// Section is a heading of a document and what stands under it, the sections
// below it included.
type Section struct {
	// Label is as printed, without the full stop: "I", "A", "1", "a)"; "" where
	// the heading has none.
	Label string `json:"label,omitempty"`
	// Level is 1 for the highest, "I", and one more for each step down.
	Level int    `json:"level"`
	Title string `json:"title"`
	// First and Last are the numbers of its first and last paragraph, "" where
	// no numbered paragraph stands under it.
	First  string  `json:"first,omitempty"`
	Last   string  `json:"last,omitempty"`
	Notes  []Note  `json:"notes,omitempty"`
	Places []Place `json:"places,omitempty"`
}

// Paragraph is a numbered paragraph of a document before a review.
type Paragraph struct {
	Number string `json:"number"` // "12"
	// Section is the innermost section, counted from 1 in the order of the
	// document; 0 is none.
	Section int `json:"section,omitempty"`
	// Text has neither the number nor the marks of notes. Its items, "(a)" or
	// "•", stand on lines of their own, with their labels.
	Text  string `json:"text"`
	Notes []Note `json:"notes,omitempty"`
	// Submissions are the abbreviations of the submissions that a stakeholder
	// summary cites here, as its list has them.
	Submissions []string `json:"submissions,omitempty"`
	Places      []Place  `json:"places,omitempty"`
}

// Note is a footnote or endnote.
type Note struct {
	Mark string `json:"mark"` // "12"
	Text string `json:"text"`
	// Places are where the note itself stands.
	Places []Place `json:"places,omitempty"`
}

// ReferenceSpot is in what part of a document a reference stands.
type ReferenceSpot string

// The spots.
const (
	InHeading ReferenceSpot = "heading"
	InText    ReferenceSpot = "text"
	InNote    ReferenceSpot = "note"
)

// Reference is a mention of recommendations of an earlier review in a document
// before a review.
type Reference struct {
	// Section is the innermost section, as in Paragraph. Paragraph is "" where
	// a heading, or a note of one, refers to them.
	Section   int           `json:"section,omitempty"`
	Paragraph string        `json:"paragraph,omitempty"`
	Spot      ReferenceSpot `json:"spot"`
	// Note is the mark of the note in which it stands.
	Note string `json:"note,omitempty"`
	// AsStated is as printed: "Recommendations 1, 5, 7–9".
	AsStated string `json:"as_stated"`
	// Numbers are as printed, with ranges filled: "139.12", or "7" where the
	// document counts the recommendations from 1.
	Numbers []string `json:"numbers"`
	// Serial says that Numbers count from 1 and are not those of the report.
	Serial bool `json:"serial,omitempty"`
	// Symbol is that of the report, where it is named.
	Symbol string `json:"symbol,omitempty"`
	// Review is the earlier review, where the symbol tells it or there is only
	// one; otherwise it is not Known.
	Review ReviewID `json:"review,omitzero"`
	Places []Place  `json:"places,omitempty"`
}

// SubmissionKind is from whom a submission is, as the list of a stakeholder
// summary groups them.
type SubmissionKind string

// The kinds of submissions.
const (
	IndividualSubmission SubmissionKind = "individual"
	JointSubmission      SubmissionKind = "joint"
	NHRISubmission       SubmissionKind = "nhri"
	RegionalSubmission   SubmissionKind = "regional_organization"
)

// Submission is an entry in the list of stakeholders of a summary.
type Submission struct {
	// Abbreviation is as listed: "JS1", "AI".
	Abbreviation string         `json:"abbreviation"`
	Kind         SubmissionKind `json:"submission_kind,omitempty"`
	// Name is as printed, without the place. Of a joint submission it names all
	// Members.
	Name    string   `json:"name"`
	Members []string `json:"members,omitempty"`
	// City and Country are as printed; State is the country where it is known.
	City    string    `json:"city,omitempty"`
	Country string    `json:"country,omitempty"`
	State   StateCode `json:"state,omitempty"`
	// Under is the abbreviation of the submission to which it is attached.
	Under  string  `json:"under,omitempty"`
	Places []Place `json:"places,omitempty"`
}
