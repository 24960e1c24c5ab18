// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
)

// Digest is the SHA-256 of bytes, as 64 lower-case hexadecimal digits. It
// names an original document.
type Digest string

// DigestOf computes the digest of data.
func DigestOf(data []byte) Digest {
	sum := sha256.Sum256(data)
	return Digest(hex.EncodeToString(sum[:]))
}

// Valid reports whether d has the form of a digest.
func (d Digest) Valid() bool {
	if len(d) != 2*sha256.Size {
		return false
	}
	for i := range len(d) {
		if (d[i] < '0' || d[i] > '9') && (d[i] < 'a' || d[i] > 'f') {
			return false
		}
	}
	return true
}

// English is the language in which recommendations are recorded where the report
// is here in it.
const English = "en"

// Languages are the official languages of the United Nations, in the order in
// which one stands for another: the report in the first that is here gives the
// record of a review.
var Languages = []string{English, "fr", "es", "ru", "ar", "zh"}

// DocumentKind is what a document is in the UPR.
type DocumentKind string

// The kinds of documents.
const (
	KindReport       DocumentKind = "wg_report"
	KindAddendum     DocumentKind = "addendum"
	KindMatrix       DocumentKind = "ohchr_list"
	KindSession      DocumentKind = "session_report"
	KindDecision     DocumentKind = "decision"
	KindQuestions    DocumentKind = "advance_questions"
	KindNational     DocumentKind = "national_report"
	KindCompilation  DocumentKind = "compilation"
	KindStakeholders DocumentKind = "stakeholder_summary"
	KindCoded        DocumentKind = "upr_info_rows" // rows coded by UPR Info
	KindUnknown      DocumentKind = "unknown"
)

// DocumentStage is how official a document is. Only issued, reissued and
// corrected documents count in totals and citations.
type DocumentStage string

// The stages of a document.
const (
	DocDraft           DocumentStage = "draft"
	DocAdvanceUnedited DocumentStage = "advance_unedited"
	DocIssued          DocumentStage = "issued"
	DocReissued        DocumentStage = "reissued"
	DocCorrigendum     DocumentStage = "corrigendum"
)

// Counts reports whether a document of this stage counts in totals and can be
// cited: drafts and advance versions do not.
func (s DocumentStage) Counts() bool {
	return s == DocIssued || s == DocReissued || s == DocCorrigendum
}

// Outcome is what became of a document: read, or why not. It is stored with
// the document and shown, with advice, wherever the document is named.
type Outcome string

// The outcomes.
const (
	OutcomeRead          Outcome = "read"
	OutcomeKindNotRead   Outcome = "kind_not_read"     // understood as a document, its kind has no reader yet
	OutcomeFormatNotRead Outcome = "format_not_read"   // a format that Heed does not read (yet)
	OutcomeUnknownLayout Outcome = "unknown_layout"    // the kind is known, its layout is not
	OutcomeLanguage      Outcome = "language_not_read" // a UN document in a language that is not read yet
	OutcomeVisualOrder   Outcome = "visual_order"      // a PDF that gives its letters as they stand on the page: Arabic
	OutcomeNotUN         Outcome = "not_un_document"   // nothing on it says that it is a UPR document
	OutcomeScanned       Outcome = "scanned"           // pages are pictures without a text layer
	OutcomeEncrypted     Outcome = "encrypted"         // needs a password
	OutcomeBroken        Outcome = "broken"            // the bytes are not a whole file of their format
	OutcomeEmpty         Outcome = "empty"             // no bytes, or no text
	OutcomeWebPage       Outcome = "web_page"          // a page that leads to the document, saved in its place
	OutcomeColumns       Outcome = "wrong_columns"     // a table without the columns of UPR Info's database
	OutcomeTooLarge      Outcome = "too_large"         // over the limit of bytes
	OutcomeTooMuch       Outcome = "too_much"          // more pages, rows or parts than any document of the UPR has
	OutcomeTimeout       Outcome = "timeout"           // reading took longer, or more memory, than allowed
	OutcomeReviewUnknown Outcome = "review_unknown"    // read, but it does not say which review it belongs to
)

// Document is an original and what it says of itself.
type Document struct {
	Digest Digest `json:"digest"`
	// Name is the file's base name as it was given; never a path.
	Name string `json:"name"`
	// Size is in bytes.
	Size int64 `json:"size"`
	// Format is decided by content: "pdf", "docx", "doc", "csv", "txt", "unknown".
	Format string       `json:"format"`
	Kind   DocumentKind `json:"document_kind"`
	// Symbol is read from the page: "A/HRC/28/10".
	Symbol string `json:"symbol"`
	// Language is the language of the text, "en".
	Language string        `json:"language"`
	Stage    DocumentStage `json:"stage"`
	// Date is the day of distribution on the cover.
	Date Date `json:"date"`
	// JobNumber is the UN's number in the foot of the cover, "GE.14-23954".
	JobNumber string `json:"job_number"`
	// CouncilSession is the Council's session on the cover, from 1.
	CouncilSession int `json:"council_session,omitempty"`
	// Review is the review it belongs to, as far as known; Session is the
	// Working Group's.
	Review  ReviewID `json:"review"`
	Session int      `json:"session"`
	// Named is the review that a person named for it. It holds only where the
	// document does not name another itself.
	Named ReviewID `json:"named,omitzero"`
	// Pages is the number of physical pages, 0 for formats without pages.
	Pages   int     `json:"pages"`
	Outcome Outcome `json:"outcome"`
	// Reader is the version of the reader that read it.
	Reader string `json:"reader"`
	// Redacted says that words were struck out of what was read, and that the
	// original was destroyed for that: there are no pictures of its pages either.
	Redacted bool `json:"redacted,omitempty"`
}

// Facts is everything that one document says, read by one version of the
// reader. Facts are immutable; a better reader makes new ones.
type Facts struct {
	Document        Document         `json:"document"`
	Review          *Review          `json:"review,omitempty"`
	LeadIns         []LeadIn         `json:"lead_ins,omitempty"`
	Recommendations []Recommendation `json:"recommendations,omitempty"`
	Delegations     []Delegation     `json:"delegations,omitempty"`
	Pledges         []Pledge         `json:"pledges,omitempty"`
	Totals          []Total          `json:"totals,omitempty"`
	// Answers are the State's positions on recommendations of another document,
	// by number; Comments are what it says on single ones.
	Answers  []Answer  `json:"answers,omitempty"`
	Comments []Comment `json:"comments,omitempty"`
	// Adoption is what the document says of the adoption of the outcome.
	Adoption *Adoption `json:"adoption,omitempty"`
	// Entries are the rows of a list of recommendations.
	Entries []ListEntry `json:"entries,omitempty"`
	// Amendments are the corrections of a corrigendum to another document.
	Amendments []Amendment `json:"amendments,omitempty"`
	// Questions are what other States asked in advance.
	Questions []Question `json:"questions,omitempty"`
	// Sections, Paragraphs, References and Submissions are of the documents
	// before a review.
	Sections    []Section    `json:"sections,omitempty"`
	Paragraphs  []Paragraph  `json:"paragraphs,omitempty"`
	References  []Reference  `json:"references,omitempty"`
	Submissions []Submission `json:"submissions,omitempty"`
	// Rows are rows of UPR Info's database.
	Rows []CodedRow `json:"rows,omitempty"`
	// Closing is the report's sentence that the recommendations are not the
	// Working Group's, as printed, with its paragraph.
	Closing   *Closing  `json:"closing,omitempty"`
	Footnotes []string  `json:"footnotes,omitempty"`
	Findings  []Finding `json:"findings,omitempty"`
}

// Amendment is one correction of a corrigendum.
type Amendment struct {
	// Paragraph is the number of the paragraph that is corrected.
	Paragraph string `json:"paragraph"`
	// Text is the instruction, as printed.
	Text   string  `json:"text"`
	Places []Place `json:"places,omitempty"`
}

// Closing is the non-endorsement paragraph of a report.
type Closing struct {
	Paragraph string  `json:"paragraph"`
	Text      string  `json:"text"`
	Places    []Place `json:"places"`
}

// Digester computes the digest of what is written to it.
type Digester struct{ hash.Hash }

// NewDigester makes a Digester.
func NewDigester() Digester { return Digester{sha256.New()} }

// Digest gives the digest of everything written so far.
func (d Digester) Digest() Digest { return Digest(hex.EncodeToString(d.Sum(nil))) }
