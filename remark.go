// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import "cmp"

// Remark is a comment: what somebody says on a thing to those of their voice who work on
// the same: a question, a doubt, a change that they ask for. It goes no way to
// the public, and whoever may not read the version that it is on reads nothing
// of it.
type Remark struct {
	On Subject `json:"on"`
	// At is the number of the version that it is about.
	At int `json:"at"`
	// Field is the part that is meant, as the body of the thing names it; "" is
	// all of it.
	Field string `json:"field,omitempty"`
	Text  string `json:"text"`
	// To is the comment that it answers, "" for one that begins.
	To ID `json:"to,omitempty"`
	// Resolved says that nothing is left to be done about it; only on one that
	// begins.
	Resolved bool `json:"resolved,omitempty"`
}

// Headline is what a comment says.
func (c Remark) Headline() string { return c.Text }

// Of implements Matter.
func (Remark) Of() SubjectKind { return SubjectComment }

// Concerns implements Matter: a comment is on a thing, and no part of what is
// said about a recommendation.
func (Remark) Concerns() []RecID { return nil }

// Widest implements Confined: a comment is never public.
func (Remark) Widest() Visibility { return VisibleCoordination }

// Check implements Matter.
func (c Remark) Check() error {
	const kind = SubjectComment
	errs := []error{checkText(kind, "text", c.Text, MaxText, true), checkText(kind, "field", c.Field, MaxTitle, false)}
	if !c.On.ID.Valid() || c.On.Kind == SubjectComment || c.At < 1 {
		errs = append(errs, unfit(kind, "on", "error.field_missing"))
	}
	if c.To != "" && (!c.To.Valid() || c.Resolved) {
		errs = append(errs, unfit(kind, "to", "error.field_value", "Given", string(c.To)))
	}
	return cmp.Or(errs...)
}
