// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"
	"testing"

	"github.com/heed-upr/heed/internal/refdata"
)

// The treaties of refdata are known by the same keys, by title and key.
func TestConcepts_KnowTheTreatiesOfRefdata(t *testing.T) {
	r := newReader()
	for _, treaty := range refdata.Treaties() {
		for _, name := range []string{treaty.Title, string(treaty.Key)} {
			if got := r.read("Ratify the " + name).ofKind(kindInstrument); !slices.Equal(got, []string{string(treaty.Key)}) {
				t.Errorf("%q is read as %v, want %s", name, got, treaty.Key)
			}
		}
	}
}

// A phrase that stands for two things would be read as whichever comes first.
func TestConcepts_NoPhraseStandsForTwoThings(t *testing.T) {
	for _, among := range loadConcepts() {
		for i, p := range among {
			for _, q := range among[i+1:] {
				if slices.Equal(p.terms, q.terms) && p.token() != q.token() {
					t.Errorf("%v stands for %s and %s", p.terms, p.token(), q.token())
				}
			}
		}
	}
}

// What is joined is named in the reader's language by the instruments of refdata,
// so the keys are theirs; these have none there, or stand for no one of them.
func TestConcepts_KeysAreThoseOfRefdata(t *testing.T) {
	own := []string{"OP", "UNDRIP", "LIMITATIONS"}
	for _, among := range loadConcepts() {
		for _, p := range among {
			if _, ok := refdata.InstrumentByKey(refdata.InstrumentKey(p.key)); p.kind == kindInstrument && !ok && !slices.Contains(own, p.key) {
				t.Errorf("refdata knows no %s", p.key)
			}
		}
	}
}
