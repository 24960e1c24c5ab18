// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Code is the kind of an error, for programs. There are few of them, because
// a code is only worth having where somebody acts differently on it.
type Code string

// The codes of errors. Each maps once to an exit code (internal/cli) and once
// to an HTTP status (internal/web).
const (
	// CodeInvalid: the input is wrong and the caller can put it right.
	CodeInvalid Code = "invalid"
	// CodeNotFound: no such thing, or none that this viewer may see.
	CodeNotFound Code = "not_found"
	// CodeForbidden: the actor may not do this.
	CodeForbidden Code = "forbidden"
	// CodeConflict: somebody else changed it in between, or it exists already.
	CodeConflict Code = "conflict"
	// CodeLimit: larger, longer or more often than allowed.
	CodeLimit Code = "limit"
	// CodeUnreadable: a document could not be read; Outcome says why.
	CodeUnreadable Code = "unreadable"
	// CodeUnavailable: something outside of Heed does not answer; try again.
	CodeUnavailable Code = "unavailable"
	// CodeInternal: a fault of Heed itself. Details go to the log only.
	CodeInternal Code = "internal"
)

// Error is the one type of error that callers tell apart.
type Error struct {
	// Code is what kind of error it is.
	Code Code
	// Op names the call and its arguments: "app.Correct(KAZ/2/124.1)".
	Op string
	// Key names the message for people in the catalogues of internal/i18n:
	// "error.recommendation_not_found". Empty means the general message of
	// the code.
	Key string
	// Args fill the message's blanks: "Ref", "124.1", "Review", "KAZ/2".
	Args []string
	// Err is the cause, for the log; it is never shown to a reader.
	Err error
}

// Error gives the message for logs and developers: op, code, key, arguments
// and cause.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Op != "" {
		b.WriteString(e.Op + ": ")
	}
	b.WriteString(string(e.Code))
	if e.Key != "" {
		b.WriteString(" " + e.Key)
	}
	for i := 0; i+1 < len(e.Args); i += 2 {
		fmt.Fprintf(&b, " %s=%q", e.Args[i], e.Args[i+1])
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// ErrorCode gives the code of the first Error in err's chain, CodeInternal
// for any other error, and "" for nil.
func ErrorCode(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// ErrorKey gives the key of the message of an error, "" where it has none.
func ErrorKey(err error) string {
	var e *Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Key
}

// ErrorArg gives the value of a named argument of the first Error in err's
// chain, or "".
func ErrorArg(err error, name string) string {
	var e *Error
	if !errors.As(err, &e) {
		return ""
	}
	if i := slices.Index(e.Args, name); i >= 0 && i%2 == 0 && i+1 < len(e.Args) {
		return e.Args[i+1]
	}
	return ""
}

// Unreadable makes the error of a document that could not be read.
func Unreadable(op string, outcome Outcome, err error) *Error {
	return &Error{Code: CodeUnreadable, Op: op, Key: "outcome." + string(outcome), Args: []string{"Outcome", string(outcome)}, Err: err}
}
