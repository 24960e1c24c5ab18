// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package refdata holds the reference tables of the field: the States that
// take part in the Universal Periodic Review with their names and groups, the
// names that documents use for them, the sessions of the Working Group, the
// reviews with their sessions and symbols, and the invented States of specimen
// documents. Each table is a CSV file that names its sources.
//
// It holds facts and looks them up. It does not read documents, and a rule
// about one State belongs into a table here, never into code elsewhere.
package refdata

import (
	"cmp"
	"slices"

	"github.com/heed-upr/heed"
)

// RegionalGroup is one of the UN's electoral groups. They are not the regions
// of M49.
type RegionalGroup string

// The groups, spelt as the tables and the addresses of pages spell them.
// NoGroup is that of the observer States.
const (
	African     RegionalGroup = "African"
	AsiaPacific RegionalGroup = "Asia-Pacific"
	EEG         RegionalGroup = "EEG"
	GRULAC      RegionalGroup = "GRULAC"
	WEOG        RegionalGroup = "WEOG"
	NoGroup     RegionalGroup = "none"
)

// Groups lists the five groups in the UN's alphabetical order.
func Groups() []RegionalGroup { return []RegionalGroup{African, AsiaPacific, EEG, GRULAC, WEOG} }

// Status is a State's standing in the UN.
type Status string

// The standings. Invented is that of the States of specimen documents.
const (
	Member   Status = "member"
	Observer Status = "observer"
	Invented Status = "invented"
)

// Form is how a name is to be used.
type Form int

// The forms. They differ by language as far as the language has them.
const (
	// Short is the name in lists and headings: "Venezuela (Bolivarian Republic of)".
	Short Form = iota
	// Formal is the name in full, in English with the article that it has
	// within a sentence: "the Bolivarian Republic of Venezuela".
	Formal
	// InText is the name within a sentence: "the Bolivarian Republic of
	// Venezuela", "the Niger", "Kazakhstan".
	InText
)

// State is one State and what it is called.
type State struct {
	Code heed.StateCode
	// M49 is the numeric code of the UN Statistics Division, three digits; ""
	// for invented States.
	M49    string
	Group  RegionalGroup
	Status Status

	names map[nameKey]string
}

type nameKey struct {
	lang string
	form Form
}

// Name gives the State's name in a language (one of the UN's or "kk") and a
// form. A language that lacks a form gives its short name; an unknown language,
// English.
func (s State) Name(lang string, form Form) string {
	for _, key := range []nameKey{{lang, form}, {lang, Short}} {
		if n := s.names[key]; n != "" {
			return n
		}
	}
	switch lang {
	case "fr", "es", "ar", "zh":
		names := loadElsewhere().names[s.Code]
		if n := cmp.Or(names[nameKey{lang, form}], names[nameKey{lang, Short}]); n != "" {
			return n
		}
	}
	return cmp.Or(s.names[nameKey{"en", form}], s.names[nameKey{"en", Short}])
}

// All lists the members and observers by code, without invented States.
func All() []State { return slices.Clone(load().real) }

// Specimens lists the invented States by code.
func Specimens() []State { return slices.Clone(load().specimens) }

// Lookup gives the State of a code, real or invented.
func Lookup(code heed.StateCode) (State, bool) {
	s, ok := load().byCode[code]
	return s, ok
}

// Known reports whether a code is that of a State, real or invented.
func Known(code heed.StateCode) bool {
	_, ok := load().byCode[code]
	return ok
}

// Specimen reports whether a code is that of an invented State.
func Specimen(code heed.StateCode) bool { return load().byCode[code].Status == Invented }

// Group gives the group of a State; NoGroup for observers and unknown codes.
func Group(code heed.StateCode) RegionalGroup {
	if s, ok := load().byCode[code]; ok {
		return s.Group
	}
	return NoGroup
}

// Name gives the name of a State, or the code itself where it is unknown, so
// that a reader never faces a blank.
func Name(code heed.StateCode, lang string, form Form) string {
	s, ok := load().byCode[code]
	if !ok {
		return string(code)
	}
	return s.Name(lang, form)
}
