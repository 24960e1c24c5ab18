// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import "strconv"

// ActionCategory is UPR Info's scale of what a recommendation asks the State
// to do, from 1 to 5 (upr-info.org, "Database - Action Category"); 0 where
// nothing tells.
type ActionCategory int

// The categories, by how much they ask.
const (
	ActUnknown ActionCategory = 0
	// ActMinimal asks to share, or to seek the help of others.
	ActMinimal ActionCategory = 1
	// ActContinuing asks to go on.
	ActContinuing ActionCategory = 2
	// ActConsidering asks to think about a change.
	ActConsidering ActionCategory = 3
	// ActGeneral asks to strengthen, ensure, take measures.
	ActGeneral ActionCategory = 4
	// ActSpecific asks for an act of which one can say that it was done: to
	// ratify, adopt, abolish, establish, investigate.
	ActSpecific ActionCategory = 5
)

// ActionCategories lists them from the most that can be asked to the least, and
// last what is not told.
func ActionCategories() []ActionCategory {
	return []ActionCategory{ActSpecific, ActGeneral, ActConsidering, ActContinuing, ActMinimal, ActUnknown}
}

// Key is the key of its name in the catalogues.
func (a ActionCategory) Key() string { return "act." + strconv.Itoa(int(a)) }
