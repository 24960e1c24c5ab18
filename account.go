// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import "time"

// Account is a person who may sign in. It stands outside of the log, which
// knows the pseudonym only, so that who somebody is can be destroyed.
type Account struct {
	ID ID `json:"id"`
	// Pseudonym is what log and versions know the person by. It is drawn by
	// chance.
	Pseudonym string `json:"pseudonym"`
	Name      string `json:"name"`
	// Email is what the person signs in by, in lower case.
	Email string `json:"email"`
	Role  Role   `json:"role"`
	Side
	// Language is what the person reads and is written to in.
	Language string  `json:"language,omitempty"`
	Letters  Letters `json:"letters,omitzero"`
	// CalendarKey signs the address by which a calendar program reads the person's
	// days without signing in; nil where there is none.
	CalendarKey []byte    `json:"calendar_key,omitempty"`
	Created     time.Time `json:"created"` // UTC
	Suspended   bool      `json:"suspended,omitempty"`
}

// Actor gives the person as one who writes. Who is suspended may do nothing.
func (a Account) Actor() Actor {
	if a.Suspended {
		return Actor{}
	}
	return Actor{Pseudonym: a.Pseudonym, Role: a.Role, Side: a.Side}
}

// SecretKind is a way in which somebody proves who they are.
type SecretKind string

// The kinds.
const (
	SecretPassword SecretKind = "password" // an argon2id hash
	SecretTOTP     SecretKind = "totp"     // what codes are computed from
	SecretRecovery SecretKind = "recovery" // hashes of codes that each open once
	SecretPasskey  SecretKind = "passkey"  // a public key
	SecretOIDC     SecretKind = "oidc"     // issuer and subject
)

// Secret is one way in which one person proves who they are. Body is the
// business of internal/auth alone.
type Secret struct {
	Account ID         `json:"account"`
	Kind    SecretKind `json:"kind"`
	// Name tells those of one kind apart: a passkey's number, an issuer with
	// the subject.
	Name string    `json:"name"`
	Body []byte    `json:"body"`
	At   time.Time `json:"at"` // UTC; when it was made
}

// Session is somebody signed in. Token is the hash of what the browser holds.
type Session struct {
	Token   string    `json:"token"`
	Account ID        `json:"account"` // "" until somebody has signed in
	Body    []byte    `json:"body"`
	Expires time.Time `json:"expires"` // UTC
}

// Invitation lets one person make an account. Token is the hash of what the
// letter holds.
type Invitation struct {
	Token string `json:"token"`
	// Account is what it becomes; its ID and pseudonym are drawn when it does.
	Account Account   `json:"account"`
	By      string    `json:"by"`      // pseudonym of who invites
	Expires time.Time `json:"expires"` // UTC
}
