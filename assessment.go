// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
)

// Progress is how far a recommendation has been carried out, as somebody says.
type Progress string

// The values. NoInformation says that nothing is known, which is not that
// nothing was done.
const (
	NoInformation Progress = "no_information"
	NotStarted    Progress = "not_started"
	Started       Progress = "started"
	PartlyDone    Progress = "partly"
	MostlyDone    Progress = "substantially"
	FullyDone     Progress = "fully"
	Regressed     Progress = "regressed"
	NotAssessable Progress = "not_assessable"
)

// Progresses lists all values in the order in which they are shown.
var Progresses = []Progress{NoInformation, NotStarted, Started, PartlyDone, MostlyDone, FullyDone, Regressed, NotAssessable}

// Tells reports whether a value says how far something has come: that nothing
// is known, or that it cannot be told, does not.
func (p Progress) Tells() bool { return p != "" && p != NoInformation && p != NotAssessable }

// Confidence is how sure somebody is of an assessment.
type Confidence string

// The values.
const (
	ConfidenceLow    Confidence = "low"
	ConfidenceMedium Confidence = "medium"
	ConfidenceHigh   Confidence = "high"
)

// Confidences lists all values from the lowest.
var Confidences = []Confidence{ConfidenceLow, ConfidenceMedium, ConfidenceHigh}

// Quotation is what somebody has said elsewhere, in their own words, with the
// place at which everybody can read it.
type Quotation struct {
	// Voice and Speaker are whose words they are.
	Voice   Voice  `json:"voice"`
	Speaker string `json:"speaker"`
	// Symbol names a UN document; Address is where anything else can be read. One
	// of both is there.
	Symbol  string `json:"symbol,omitempty"`
	Address string `json:"address,omitempty"`
	// Place is the page or paragraph.
	Place string `json:"place"`
	Words string `json:"words,omitempty"`
	// Grade is that of a treaty body exactly as it gave it, Scale the one that it
	// used, with its version. Heed never works a grade out, nor turns one into a
	// Progress.
	Grade string `json:"grade,omitempty"`
	Scale string `json:"scale,omitempty"`
}

// symbolForm is that of a symbol of any body of the UN: "CAT/C/KAZ/CO/4",
// "E/C.12/KAZ/CO/2", "S/RES/1325(2000)".
var symbolForm = regexp.MustCompile(`^[A-Z][A-Za-z.]*(/[A-Za-z0-9.()\[\]-]+)*/[A-Za-z.()\[\]-]*[0-9][A-Za-z0-9.()\[\]-]*(/[A-Za-z0-9.()\[\]-]+)*$`)

func (q Quotation) check() error {
	const kind = SubjectAssessment
	errs := []error{
		checkOneOf(kind, "voice", q.Voice, Voices), checkText(kind, "speaker", q.Speaker, MaxTitle, true), checkText(kind, "symbol", q.Symbol, MaxTitle, false),
		checkText(kind, "address", q.Address, MaxTitle*4, false), checkText(kind, "place", q.Place, MaxTitle, true), checkText(kind, "words", q.Words, MaxText, q.Grade == ""),
		checkText(kind, "grade", q.Grade, MaxTitle, q.Scale != ""), checkText(kind, "scale", q.Scale, MaxTitle, q.Grade != ""),
	}
	if q.Symbol == "" && q.Address == "" {
		errs = append(errs, unfit(kind, "symbol", "error.quotation_source"))
	}
	if q.Symbol != "" && !symbolForm.MatchString(q.Symbol) {
		errs = append(errs, unfit(kind, "symbol", "error.quotation_symbol", "Given", q.Symbol))
	}
	if q.Address != "" {
		if at, err := url.Parse(q.Address); err != nil || at.Scheme != "https" && at.Scheme != "http" || at.Host == "" {
			errs = append(errs, unfit(kind, "address", "error.field_address", "Given", q.Address))
		}
	}
	if q.Grade != "" && (q.Voice != VoiceUN || q.Symbol == "") {
		errs = append(errs, unfit(kind, "grade", "error.grade_source"))
	}
	return cmp.Or(errs...)
}

// Assessment is what one voice says about how far one recommendation has been
// carried out. It is either the institution's own on whose Side the version
// stands, or a quotation. It stands as it was said: what is to be put right
// later is another assessment, which says which one it corrects.
type Assessment struct {
	Recommendation RecID `json:"recommendation"`
	// Progress is the institution's own judgement. Beside a quotation it is how the
	// institution reads those words, "" where it leaves that to the reader.
	Progress Progress `json:"progress,omitempty"`
	Reasons  string   `json:"reasons,omitempty"`
	// Evidence are what it rests on.
	Evidence []ID `json:"evidence,omitempty"`
	// Method is by what it was assessed, with its version or year.
	Method        string     `json:"method,omitempty"`
	MethodVersion string     `json:"method_version,omitempty"`
	Confidence    Confidence `json:"confidence,omitempty"`
	// AsOf is the day of which it tells.
	AsOf      Date       `json:"as_of"`
	Quotation *Quotation `json:"quotation,omitempty"`
	// Corrects is the assessment of the same institution that this one puts right.
	Corrects ID `json:"corrects,omitempty"`
}

// Of implements Matter.
func (Assessment) Of() SubjectKind { return SubjectAssessment }

// Concerns implements Matter.
func (a Assessment) Concerns() []RecID { return []RecID{a.Recommendation} }

// Own reports whether it is what the institution itself says, and no quotation.
func (a Assessment) Own() bool { return a.Quotation == nil }

// Check implements Matter.
func (a Assessment) Check() error {
	const kind = SubjectAssessment
	judges := a.Own() || a.Progress != ""
	errs := []error{
		checkText(kind, "reasons", a.Reasons, MaxText, judges), needDay(kind, "as_of", a.AsOf), checkText(kind, "method", a.Method, MaxTitle, a.MethodVersion != ""),
		checkText(kind, "method_version", a.MethodVersion, MaxTitle, false), checkIDs(kind, "evidence", a.Evidence),
	}
	if judges {
		errs = append(errs, checkOneOf(kind, "progress", a.Progress, Progresses), checkOneOf(kind, "confidence", a.Confidence, Confidences))
	}
	if a.Corrects != "" && !a.Corrects.Valid() {
		errs = append(errs, unfit(kind, "corrects", "error.field_value", "Given", string(a.Corrects)))
	}
	if a.Quotation != nil {
		errs = append(errs, a.Quotation.check())
		if a.Quotation.Grade != "" && a.Progress != "" {
			errs = append(errs, unfit(kind, "progress", "error.grade_progress"))
		}
	}
	return cmp.Or(errs...)
}

// checkIDs is unfit for what names nothing, or names it twice.
func checkIDs(kind SubjectKind, field string, ids []ID) error {
	for i, id := range ids {
		if !id.Valid() {
			return unfit(kind, field, "error.field_value", "Given", string(id))
		}
		if slices.Contains(ids[:i], id) {
			return unfit(kind, field, "error.field_twice", "Given", string(id))
		}
	}
	return nil
}

// Handling is what became of a request for correction.
type Handling string

// The values.
const (
	HandledCorrected Handling = "corrected"
	HandledKept      Handling = "kept"
	HandledWithdrawn Handling = "withdrawn"
)

// Handlings lists all values.
var Handlings = []Handling{HandledCorrected, HandledKept, HandledWithdrawn}

// Reply is what somebody says to what somebody else has published: the reply of
// the State under review to an assessment or to what is told of an event, a request
// for correction, or what became of one. It stands as it was said.
type Reply struct {
	// To is what it answers.
	To Subject `json:"to"`
	// Asks says that it asks for a correction.
	Asks bool `json:"asks,omitempty"`
	// Handled says what became of the request that it answers.
	Handled Handling `json:"handled,omitempty"`
	Text    string   `json:"text"`
}

// Of implements Matter.
func (Reply) Of() SubjectKind { return SubjectReply }

// Concerns implements Matter: a reply stands with what it answers.
func (Reply) Concerns() []RecID { return nil }

// Headline is what a reply says.
func (r Reply) Headline() string { return r.Text }

// Answerable are the kinds of things that can be answered. A person in an event is
// none: whoever finds something wrong there tells its recorder, and not everybody.
var Answerable = []SubjectKind{SubjectAssessment, SubjectMeasure, SubjectUpdate, SubjectEvidence, SubjectClaim, SubjectReply, SubjectDossier, SubjectFigure, SubjectCall}

// TakesReply reports whether the State replies to things of a kind. Of others a
// correction can be asked for.
func (k SubjectKind) TakesReply() bool {
	return slices.Contains([]SubjectKind{SubjectAssessment, SubjectClaim, SubjectDossier, SubjectFigure, SubjectCall}, k)
}

// Check implements Matter.
func (r Reply) Check() error {
	const kind = SubjectReply
	errs := []error{checkOneOf(kind, "to", r.To.Kind, Answerable), checkText(kind, "text", r.Text, MaxText, true)}
	if !r.To.ID.Valid() {
		errs = append(errs, unfit(kind, "to", "error.field_value", "Given", string(r.To.ID)))
	}
	if r.To.Kind == SubjectReply {
		errs = append(errs, checkOneOf(kind, "handled", r.Handled, Handlings))
	}
	if r.Handled != "" && (r.To.Kind != SubjectReply || r.Asks) {
		errs = append(errs, unfit(kind, "handled", "error.handled_without"))
	}
	return cmp.Or(errs...)
}
