// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"slices"
	"time"
)

// Viewer is who reads. The zero value is the public and sees what is public.
type Viewer struct {
	// Pseudonym stands for the person in the log and beside what they wrote.
	// Who it is, is kept apart from both so that it can be destroyed.
	Pseudonym string
	Role      Role
	Side
}

// Actor is who writes. The zero value may do nothing.
type Actor Viewer

// Viewer gives the same person as one who reads.
func (a Actor) Viewer() Viewer { return Viewer(a) }

// Role is what somebody is to this installation, or within a voice.
type Role string

// The technical roles: they run the installation, belong to no voice, and see
// and write none of what voices write.
const (
	Public Role = ""
	// Operator is whoever can run the command on the machine that holds the
	// store.
	Operator Role = "operator"
	// Administrator keeps institutions and accounts.
	Administrator Role = "administrator"
)

// The roles within a voice.
const (
	// Coordinator leads a voice: of a State, its national mechanism for
	// implementation, reporting and follow-up (NMIRF).
	Coordinator Role = "coordinator"
	// FocalPoint answers for an institution.
	FocalPoint Role = "focal_point"
	// LegalReviewer looks at positions and measures as a lawyer.
	LegalReviewer Role = "legal_reviewer"
	Reviewer      Role = "reviewer"
	Contributor   Role = "contributor"
	Translator    Role = "translator"
	Reader        Role = "reader"
	// Auditor reads what the members of their institution read, with its history and
	// the log of it, and writes nothing.
	Auditor Role = "auditor"
)

// ContentRoles lists the roles within a voice in the order in which they are
// shown.
var ContentRoles = []Role{Coordinator, FocalPoint, LegalReviewer, Reviewer, Contributor, Translator, Reader, Auditor}

// WithinVoice reports whether a role is one within a voice.
func (r Role) WithinVoice() bool { return slices.Contains(ContentRoles, r) }

// EntryKind is what a log entry records.
type EntryKind string

// The kinds of log entries.
const (
	EntryImport      EntryKind = "import"
	EntryIndex       EntryKind = "index" // an export of OHCHR's index came in
	EntryTable       EntryKind = "table" // a table of recommendations came in, or its source was taken out
	EntryCorrection  EntryKind = "correction"
	EntryDecision    EntryKind = "decision"    // of a label
	EntryTranslation EntryKind = "translation" // of a recommendation
	EntryErasure     EntryKind = "erasure"
	EntryRedaction   EntryKind = "redaction" // words were struck out wherever they stood
	EntryVersion     EntryKind = "version"   // of something of the follow-up
	EntryBundle      EntryKind = "bundle"    // what a voice has published was written into a file for others
	EntryAccount     EntryKind = "account"   // who may do what became another
)

// Entry is one entry of the log. Its content can be erased; its position,
// kind, time, role and commitment stay.
type Entry struct {
	// Position counts from 0.
	Position int64
	Kind     EntryKind
	At       time.Time // UTC
	Role     Role
	// Commitment is SHA-256(version, nonce, content), the leaf's data.
	Commitment [32]byte
	// Nonce and Content are nil once erased.
	Nonce   []byte
	Content []byte // canonical JSON
	// Tombstone says that the content was erased, and why; nil otherwise.
	Tombstone *Tombstone
}

// Tombstone is what remains of an erased content.
type Tombstone struct {
	At     time.Time `json:"at"`
	Role   Role      `json:"role"`
	Reason string    `json:"reason"`
}
