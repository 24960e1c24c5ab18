// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package label says, from the English text of a recommendation, what kind of
// act it asks for and what it is about. By rule it gives the act, coarse themes
// of Heed's own and the groups of persons named: tables (*.csv) that a stranger
// can read and mend. By a model, trained on what UPR Info's people coded and
// joined with those rules, it proposes UPR Info's issues and action category.
//
// All of them are made by a program and must be shown so: the themes are not
// OHCHR's, and the proposals are not UPR Info's coding. It decides nothing about
// positions and knows no State, no document and no review.
package label

import (
	"slices"

	"github.com/heed-upr/heed"
)

// Theme is the key of a coarse theme. A recommendation has any number of them.
type Theme string

// The themes. What belongs to each is in themes.csv.
const (
	Torture              Theme = "torture"
	ViolenceAgainstWomen Theme = "violence_against_women"
	LGBT                 Theme = "lgbt"
	Disability           Theme = "disability"
	Expression           Theme = "expression"
	AssociationAssembly  Theme = "association_assembly"
	Defenders            Theme = "defenders"
	DeathPenalty         Theme = "death_penalty"
	Detention            Theme = "detention"
	Disappearances       Theme = "disappearances"
	Justice              Theme = "justice"
	Children             Theme = "children"
	Women                Theme = "women"
	MigrantsRefugees     Theme = "migrants_refugees"
	MinoritiesIndigenous Theme = "minorities_indigenous"
	Racism               Theme = "racism"
	Religion             Theme = "religion"
	Trafficking          Theme = "trafficking"
	Health               Theme = "health"
	Education            Theme = "education"
	Labour               Theme = "labour"
	PovertyDevelopment   Theme = "poverty_development"
	Treaties             Theme = "treaties"
	UNExperts            Theme = "un_experts"
	NationalInstitution  Theme = "national_institution"
)

// themes is the order for showing: what is asked about most in talks with the
// press first, then groups of persons, then the rest.
var themes = []Theme{
	Torture, ViolenceAgainstWomen, LGBT, Disability, Expression, AssociationAssembly,
	Defenders, DeathPenalty, Detention, Disappearances, Justice,
	Children, Women, MigrantsRefugees, MinoritiesIndigenous, Racism, Religion, Trafficking,
	Health, Education, Labour, PovertyDevelopment,
	Treaties, UNExperts, NationalInstitution,
}

// Key is the key of the theme's name in the catalogues.
func (t Theme) Key() string { return "theme." + string(t) }

// AllThemes lists the themes in the order for showing.
func AllThemes() []Theme { return slices.Clone(themes) }

// Span is a place in a text: bytes From up to, not with, To.
type Span struct{ From, To int }

// Match is a theme with the words that carried it.
type Match struct {
	Theme    Theme
	From, To int // bytes of the text
}

// Why is what the rules make of a text, with the words that carried it.
type Why struct {
	Act heed.ActionCategory
	// Words are those that carried the act: the verb, then the object or the
	// example that changed what it says. None where the act is unknown.
	Words []Span
	// Themes are in the order of AllThemes, each once, with the first words
	// that carried it.
	Themes []Match
}

// Act says what kind of act an English text asks for.
func Act(text string) heed.ActionCategory {
	act, _ := rules().acts.read(words(text))
	return act
}

// Themes gives the themes of an English text in the order of AllThemes; nil
// where no rule applies.
func Themes(text string) []Theme {
	var out []Theme
	for _, m := range rules().themes.read(words(text)) {
		out = append(out, m.Theme)
	}
	return out
}

// Explain gives both, each with the words that carried it.
func Explain(text string) Why {
	w, r := words(text), rules()
	act, carried := r.acts.read(w)
	return Why{Act: act, Words: carried, Themes: r.themes.read(w)}
}
