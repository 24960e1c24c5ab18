// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package heed

import (
	"regexp"
	"slices"
	"time"
)

// TranslationKind is whose a translation is.
type TranslationKind string

// The kinds, from the one that a reader may rely on most.
const (
	TranslationUN      TranslationKind = "un"      // the United Nations' own, unofficial or outside of the report
	TranslationState   TranslationKind = "state"   // the State under review's
	TranslationOther   TranslationKind = "other"   // somebody else's
	TranslationMachine TranslationKind = "machine" // a program's
)

// TranslationKinds lists all kinds in their order.
var TranslationKinds = []TranslationKind{TranslationUN, TranslationState, TranslationOther, TranslationMachine}

// Translation is a text of a recommendation in a language in which the United
// Nations has not issued it here. It stands beside the official text, marked as
// what it is, and never in its place.
type Translation struct {
	Review ReviewID `json:"review"`
	Ref    string   `json:"ref"`
	// Language is its code, "kk".
	Language string          `json:"language"`
	Kind     TranslationKind `json:"kind"`
	Text     string          `json:"text"`
	// By is who made it, Source where it was taken from, as far as is known.
	By     string `json:"by"`
	Source string `json:"source,omitempty"`
	// Institution is the one that laid it beside the text in its own name, "" where
	// whoever runs the installation entered it.
	Institution ID `json:"institution,omitempty"`
	// Withdrawn says that nothing is shown in its place any more; Text is empty then, and
	// Note may say why, to those who may translate.
	Withdrawn bool   `json:"withdrawn,omitempty"`
	Note      string `json:"note,omitempty"`
	// Words is the digest of the text that it was laid beside: the reading may
	// become another, and then somebody has to look again.
	Words Digest `json:"words"`
	// Who is the pseudonym of the person who entered it; see Actor. Of an institution's,
	// readers are given neither that nor more of At than its day.
	Who string    `json:"who,omitempty"`
	At  time.Time `json:"at"` // UTC
	// Entry is the position of its entry in the log.
	Entry int64 `json:"entry"`
}

// TranslationPlace is what the last translation alone is shown of.
type TranslationPlace struct {
	Ref, Language string
	Kind          TranslationKind
	// Institution is whose it is where there can be several: nobody takes the place of
	// what another organisation has said.
	Institution ID
}

// Place is what it takes the place in of what was there before.
func (t Translation) Place() TranslationPlace {
	p := TranslationPlace{Ref: t.Ref, Language: t.Language, Kind: t.Kind}
	if t.Kind == TranslationOther {
		p.Institution = t.Institution
	}
	return p
}

// languageForm is a code of ISO 639, with a script or a country behind it:
// "kk", "sr-Latn", "pt-BR".
var languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$`)

// ValidLanguage reports whether a code has the form of a language's.
func ValidLanguage(code string) bool { return languageForm.MatchString(code) }

// Valid reports whether there is such a kind.
func (k TranslationKind) Valid() bool { return slices.Contains(TranslationKinds, k) }
