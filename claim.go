// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import "cmp"

// ClaimVerdict is how a claim in a source stands to the record.
type ClaimVerdict string

// The verdicts. What is literally true and misleads is neither right nor wrong; what
// the record cannot know is not guessed.
const (
	ClaimAgrees   ClaimVerdict = "agrees"
	ClaimDiffers  ClaimVerdict = "differs"
	ClaimMisleads ClaimVerdict = "misleading"
	ClaimOpen     ClaimVerdict = "cannot_tell"
)

// ClaimVerdicts lists all verdicts in the order in which they are shown.
var ClaimVerdicts = []ClaimVerdict{ClaimAgrees, ClaimDiffers, ClaimMisleads, ClaimOpen}

// Beside is one thing that the record says beside a claim, with who says it and up to
// when that speaks. Key is one of the catalogues.
type Beside struct {
	Key string `json:"key"`
	// When is a day, a month or a year; Article is that of a declaration.
	When    string   `json:"when,omitempty"`
	Article string   `json:"article,omitempty"`
	Args    []string `json:"args,omitempty"`
	Source  string   `json:"source"`
	AsOf    string   `json:"as_of,omitempty"`
}

// Reason says why a verdict is proposed, or what would be needed for one. Key is one of
// the catalogues, Args are names and values.
type Reason struct {
	Key  string   `json:"key"`
	Args []string `json:"args,omitempty"`
}

// Held is a claim as a program holds it against the record: a proposal.
type Held struct {
	Verdict ClaimVerdict `json:"verdict"`
	Record  []Beside     `json:"record"`
	Why     []Reason     `json:"why"`
}

// Claim is what a source claims of a State, beside the record, with the verdict of
// whoever read both. The source is a piece of evidence: a link with its text, or a
// file.
type Claim struct {
	Source ID        `json:"source"`
	State  StateCode `json:"state"`
	// Subject is the key of a treaty, or what else it is about.
	Subject string `json:"subject"`
	// Quote is the sentence, and Date the day of the source, as of which it is held
	// against the record.
	Quote string `json:"quote"`
	Date  Date   `json:"date"`
	// Proposed is what a program made of it.
	Proposed Held `json:"proposed"`
	// Verdict is what a person says, "" until somebody has; Reason says why, where it
	// is another one than was proposed.
	Verdict ClaimVerdict `json:"verdict,omitempty"`
	Reason  string       `json:"reason,omitempty"`
}

// Of implements Matter.
func (Claim) Of() SubjectKind { return SubjectClaim }

// Headline is what it is called where it stands among others.
func (c Claim) Headline() string { return c.Quote }

// Concerns implements Matter. What a source is about is told by the source.
func (Claim) Concerns() []RecID { return nil }

// Names implements Naming.
func (c Claim) Names() []Subject { return named(SubjectEvidence, c.Source) }

// Confirmed reports whether a person has said how the claim stands to the record.
// Before, it is a program's proposal, and goes no way to the public.
func (c Claim) Confirmed() bool { return c.Verdict != "" }

// Found reports whether two claims are the same one as a source makes it, whatever
// is said of it.
func (c Claim) Found(o Claim) bool {
	return c.Source == o.Source && c.State == o.State && c.Subject == o.Subject && c.Quote == o.Quote
}

// Check implements Matter.
func (c Claim) Check() error {
	const kind = SubjectClaim
	errs := []error{
		checkText(kind, "quote", c.Quote, MaxText, true), checkText(kind, "subject", c.Subject, MaxTitle, true), needDay(kind, "date", c.Date),
		checkOneOf(kind, "proposed", c.Proposed.Verdict, ClaimVerdicts), checkText(kind, "reason", c.Reason, MaxText, c.Confirmed() && c.Verdict != c.Proposed.Verdict),
	}
	if c.Confirmed() {
		errs = append(errs, checkOneOf(kind, "verdict", c.Verdict, ClaimVerdicts))
	}
	if !c.Source.Valid() {
		errs = append(errs, unfit(kind, "source", "error.field_missing"))
	}
	if !c.State.Valid() {
		errs = append(errs, unfit(kind, "state", "error.field_value", "Given", string(c.State)))
	}
	return cmp.Or(errs...)
}
