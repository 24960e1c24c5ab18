// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"

	"github.com/heed-upr/heed"
)

// Ask is an act that decides: one that can be named in a few words, in any
// language.
type Ask struct {
	Deed Deed `json:"deed"`
	// Treaties are those to become party to, by their keys in internal/refdata
	// where they are there; of Join only.
	Treaties []string `json:"treaties,omitempty"`
	// Considered says that it is only to be considered.
	Considered bool `json:"considered,omitempty"`
}

// Deed is what an Ask asks for.
type Deed string

// The deeds.
const (
	Join       Deed = "join"        // to become party to treaties
	Moratorium Deed = "moratorium"  // on the death penalty
	Abolition  Deed = "abolition"   // of the death penalty
	Institute  Deed = "institution" // to establish a national human rights institution
	Invitation Deed = "invitation"  // a standing one, to special procedures
)

// Asks tells which act that decides a text asks for, and nothing else beside it;
// not ok where there is none, or more.
func Asks(text string, act heed.ActionCategory) (Ask, bool) {
	r := newReader()
	p := r.read(text)
	if len(acts(text)) > 0 || extras(p) > 1 {
		return Ask{}, false
	}
	a := Ask{Considered: p.considered || act == heed.ActConsidering}
	penalty := p.main["theme:death-penalty"]
	switch {
	case ratifies(p):
		a.Deed, a.Treaties = Join, p.mainOf(kindInstrument)
		return a, len(a.Treaties) > 0 && extras(p) == 0
	case p.any("deed:reservation"):
		return Ask{}, false
	case penalty && p.main["deed:moratorium"]:
		a.Deed = Moratorium
	case penalty && abolishes(p):
		a.Deed = Abolition
	case p.main["theme:nhri"] && p.main["deed:establish"] && !p.any("theme:npm", "theme:ombudsman") && len(p.ofKind(kindGroup)) == 0:
		a.Deed = Institute
	case p.main["deed:standing"]:
		a.Deed = Invitation
	default:
		return Ask{}, false
	}
	return a, true
}

// equal tells whether two ask the same.
func (a Ask) equal(b Ask) bool {
	return a.Deed == b.Deed && a.Considered == b.Considered && slices.Equal(a.Treaties, b.Treaties)
}
