// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import "encoding/json"

// StateCode is the ISO 3166-1 alpha-3 code of a State that takes part in the
// UPR: the members of the UN and the two observers, Holy See and State of
// Palestine. Invented States of specimen documents have codes that ISO leaves
// to users (XAA to XZZ). "" means unknown and is null in JSON.
type StateCode string

// Valid reports whether c has the form of a code: three capital letters.
// Whether such a State exists is for internal/refdata to say.
func (c StateCode) Valid() bool {
	if len(c) != 3 {
		return false
	}
	for i := range len(c) {
		if c[i] < 'A' || c[i] > 'Z' {
			return false
		}
	}
	return true
}

// MarshalJSON writes the code, or null when it is unknown.
func (c StateCode) MarshalJSON() ([]byte, error) {
	if c == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(c))
}
