// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import "time"

// LabelKind is a list of labels of which a program proposes some and a person
// decides.
type LabelKind string

// The kinds.
const (
	LabelIssue LabelKind = "issue" // one of UPR Info's issues, by its name
	LabelAct   LabelKind = "act"   // an ActionCategory, "1" to "5"; a recommendation has one
)

// Verdict is what a person decides of a label.
type Verdict string

// The verdicts. Confirmed and Added both say that it applies; the second that no
// program had proposed it.
const (
	Confirmed Verdict = "confirmed"
	Rejected  Verdict = "rejected"
	Added     Verdict = "added"
)

// LabelDecision is what a person decided of one label of one recommendation. It
// stands beside what programs propose, whatever they propose later; a later
// decision on the same label takes its place.
type LabelDecision struct {
	Review  ReviewID  `json:"review"`
	Ref     string    `json:"ref"`
	Kind    LabelKind `json:"kind"`
	Label   string    `json:"label"`
	Verdict Verdict   `json:"verdict"`
	// Words is the digest of the text that was decided on: the reading may become
	// another, and then somebody has to look again.
	Words  Digest `json:"words"`
	Reason string `json:"reason,omitempty"`
	// Who is the pseudonym of the person; see Actor.
	Who string    `json:"who"`
	At  time.Time `json:"at"` // UTC
	// Model names what had proposed, or had not.
	Model string `json:"model"`
	// Entry is the position of its entry in the log.
	Entry int64 `json:"entry"`
}
