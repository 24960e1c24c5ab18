// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Sealable is a matter that is kept sealed where it could endanger somebody.
type Sealable interface {
	Matter
	// Shell is what stands beside the box: only that by which the rules on who may
	// read it are kept, and by which its files are found.
	Shell() Matter
}

// boxed is what is in the box of a version.
type boxed struct {
	Note string          `json:"note,omitempty"`
	Body json.RawMessage `json:"body"`
}

// BoxSize is how many bytes what is sealed is filled up to, or a multiple: how long
// a box is tells little of what is in it.
const BoxSize = 512

// Filled is JSON, filled up with blanks before it is sealed.
func Filled(data []byte) []byte {
	return append(data, bytes.Repeat([]byte{' '}, BoxSize-len(data)%BoxSize)...)
}

// Seal puts what a version says, and its note, into a box. What is in one stays so.
func (v Version) Seal(seal func([]byte) ([]byte, error)) (Version, error) {
	if len(v.Sealed) > 0 {
		return v, nil
	}
	says, err := v.Matter()
	if err != nil {
		return v, err
	}
	s, ok := says.(Sealable)
	if !ok {
		return v, fmt.Errorf("heed.Seal(%s): nothing of this kind is sealed", v.Subject)
	}
	data, err := json.Marshal(boxed{v.Note, v.Body})
	if err != nil {
		return v, err
	}
	if v.Sealed, err = seal(Filled(data)); err != nil {
		return v, err
	}
	v.Note = ""
	v.Body, err = json.Marshal(s.Shell())
	return v, err
}

// Open gives a version with what is in its box, if it has one.
func (v Version) Open(open func([]byte) ([]byte, error)) (Version, error) {
	if len(v.Sealed) == 0 {
		return v, nil
	}
	data, err := open(v.Sealed)
	if err != nil {
		return v, err
	}
	var in boxed
	if err := json.Unmarshal(data, &in); err != nil {
		return v, fmt.Errorf("heed.Open(%s, version %d): %w", v.Subject, v.Number, err)
	}
	v.Note, v.Body, v.Sealed = in.Note, in.Body, nil
	return v, nil
}

// Shell implements Sealable.
func (e Evidence) Shell() Matter {
	out := Evidence{Bearing: e.Bearing, Level: e.Level, Measure: e.Measure, Update: e.Update, Recommendations: e.Recommendations}
	if f := e.File; f != nil {
		// The digests of what is in the boxes would tell whoever has such a file that it
		// is this one.
		out.File = &SealedFile{Sealed: f.Sealed, SealedShown: f.SealedShown, Destroyed: f.Destroyed}
		if f.SealedShown == "" { // it is missing, or was destroyed
			out.File.Shown = f.Shown
		}
	}
	return out
}

// Shell implements Sealable.
func (c Custody) Shell() Matter {
	return Custody{Event: c.Event, Number: c.Number, From: c.From, To: c.To}
}

// Shell implements Sealable.
func (c Remark) Shell() Matter { return Remark{On: c.On, At: c.At, To: c.To, Resolved: c.Resolved} }
