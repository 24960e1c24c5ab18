// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import "time"

// Viewer is who reads. The zero value is the public and sees what is public.
type Viewer struct {
	Role Role
}

// Actor is who writes. The zero value may do nothing.
type Actor struct {
	// Pseudonym stands for the person in the log and beside corrections. Who
	// it is, is kept outside of the log so that it can be destroyed.
	Pseudonym string
	Role      Role
}

// Role is what somebody is to this installation.
type Role string

// The roles. Operator is whoever can run the command on the machine that holds
// the store; the roles of voices come with accounts.
const (
	Public   Role = ""
	Operator Role = "operator"
)

// EntryKind is what a log entry records.
type EntryKind string

// The kinds of log entries.
const (
	EntryImport     EntryKind = "import"
	EntryIndex      EntryKind = "index" // an export of OHCHR's index came in
	EntryCorrection EntryKind = "correction"
	EntryDecision   EntryKind = "decision" // of a label
	EntryErasure    EntryKind = "erasure"
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
