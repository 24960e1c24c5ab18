// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package position reads from the words of a State which position it takes on
// recommendations, and what it claims of those it supports. Reports, addenda
// and other documents use the same words, which internal/extract/grammar holds
// for each language.
package position

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/extract/grammar"
)

// Stated reads position and qualifier from the English words of a lead-in.
// Words that no rule knows give UnknownPosition: a gap that shows.
func Stated(text string) (heed.Position, heed.Qualifier) { return StatedIn(grammar.Of("en"), text) }

// StatedIn does so in the language of a grammar. The rules are tried in order: a
// refusal goes before support, since "did not enjoy the support" holds both; an
// examination to come goes before both, unless it is over ("have been examined …
// and enjoy the support").
func StatedIn(g *grammar.Grammar, text string) (heed.Position, heed.Qualifier) {
	for _, f := range g.Forms(grammar.Position) {
		if !f.Matches(text) {
			continue
		}
		value, qualifier, _ := strings.Cut(f.Value, " ")
		if heed.Position(value) == heed.Supported {
			return heed.Supported, ClaimIn(g, text)
		}
		return heed.Position(value), heed.Qualifier(qualifier)
	}
	return heed.UnknownPosition, ""
}

// Claim is what a State says, in English, of recommendations that it supports.
func Claim(text string) heed.Qualifier { return ClaimIn(grammar.Of("en"), text) }

// ClaimIn is what it says in the language of a grammar.
func ClaimIn(g *grammar.Grammar, text string) heed.Qualifier {
	var said []heed.Qualifier
	for _, f := range g.Forms(grammar.Claim) {
		if f.Matches(text) {
			said = append(said, heed.Qualifier(f.Value))
		}
	}
	done, doing := slices.Contains(said, heed.AlreadyImplemented), slices.Contains(said, heed.InProcess)
	switch {
	case done && doing:
		return heed.ImplementedOrInProcess
	case done:
		return heed.AlreadyImplemented
	case doing:
		return heed.InProcess
	case slices.Contains(said, heed.InPrinciple):
		return heed.InPrinciple
	}
	return ""
}
