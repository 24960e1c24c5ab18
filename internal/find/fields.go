// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find/ask"
	"github.com/heed-upr/heed/internal/label"
	"github.com/heed-upr/heed/internal/refdata"
)

// aliases are other names of fields that people type.
var aliases = map[string]Dimension{
	"action": ByAct, "country": ByState, "recommending": ByFrom, "by": ByFrom, "answer": ByPosition, "response": ByPosition,
	"topic": ByTheme, "treaty": ByInstrument, "convention": ByInstrument,
}

// goals are what goals are asked for by, of annotations as OHCHR names them and of
// recommendations by number.
var goals = []string{"goal", "sdg"}

// loose are the dimensions whose values others name: a part of the name will do.
var loose = []Dimension{ByBody, ByLabel, ByPersons, BySDG, BySource, ByTag}

// The fields of the two collections, and of both.
var (
	recordFields     = fieldsOf(Dimensions)
	annotationFields = fieldsOf(AnnotationDimensions)
	anyField         = fieldsOf(slices.Concat(Dimensions, AnnotationDimensions))
)

// fieldsOf gives the fields that dimensions are asked for by.
func fieldsOf(dimensions []Dimension) ask.Fields {
	out := ask.Fields{}
	for _, d := range dimensions {
		out[string(d)] = d.resolve
	}
	for name, d := range aliases {
		if slices.Contains(dimensions, d) {
			out[name] = d.resolve
		}
	}
	for _, d := range []Dimension{ByGoal, BySDG} {
		for _, name := range goals {
			if slices.Contains(dimensions, d) {
				out[name] = d.resolve
			}
		}
	}
	return out
}

// resolve says what a value means that was typed behind a dimension's name.
func (d Dimension) resolve(typed string) (ask.Field, bool) {
	values := d.meant(strings.TrimSpace(typed))
	return ask.Field{Name: string(d), Values: values}, len(values) > 0
}

func (d Dimension) meant(typed string) []string {
	switch d {
	case ByState, ByFrom:
		return stateNamed(typed)
	case ByIssue:
		return holding(label.Issues(), typed)
	case ByTheme:
		return holding(texted(label.AllThemes()), typed)
	case ByPosition:
		return alike(texted(heed.Positions), typed)
	case ByQualifier:
		return alike(texted(Qualifiers), typed)
	case ByGroup:
		return alike(texted(refdata.Groups()), typed)
	case ByMechanism:
		return alike(texted(heed.Mechanisms), typed)
	case ByKind:
		return alike(texted(heed.AnnotationKinds), typed)
	case ByCycle, BySession, ByAct:
		return numbers(typed, 0, 200)
	case ByYear:
		return numbers(typed, 1945, 2100)
	case ByInstrument:
		return instrumentNamed(typed)
	case ByTreatyAct:
		return alike(texted(label.AllSteps()), typed)
	case ByBasis:
		return alike(texted(Bases), typed)
	case ByGoal:
		return alike(label.AllTargets(), strings.TrimPrefix(strings.ToLower(typed), "sdg "))
	case ByBody, ByLabel, ByPersons, BySDG, BySource, ByTag:
		if typed != "" {
			return []string{strings.ToLower(typed)}
		}
	}
	return nil
}

// stateNamed gives the State of a code or of any of its names.
func stateNamed(typed string) []string {
	if code := heed.StateCode(strings.ToUpper(typed)); code.Valid() && refdata.Known(code) {
		return []string{string(code)}
	}
	if code, ok := refdata.StateByAnyName(typed); ok {
		return []string{string(code)}
	}
	return nil
}

// instrumentNamed gives the instrument or body of a key, or those that have the
// words in their name in one of the portal's languages.
func instrumentNamed(typed string) []string {
	var keys, holding []string
	for _, i := range refdata.Instruments() {
		keys = append(keys, string(i.Key))
		for _, lang := range []string{"en", "ru", "kk"} {
			if typed != "" && strings.Contains(bare(i.Name(lang)), bare(typed)) {
				holding = append(holding, string(i.Key))
				break
			}
		}
	}
	if one := alike(keys, typed); one != nil {
		return one
	}
	return holding
}

func texted[V ~string](all []V) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

// bare makes names comparable that are typed with blanks, lines or in capitals.
func bare(s string) string {
	return strings.NewReplacer("_", " ", "-", " ").Replace(strings.ToLower(s))
}

// alike gives the value that has the name.
func alike(values []string, typed string) []string {
	i := slices.IndexFunc(values, func(v string) bool { return bare(v) == bare(typed) })
	if i < 0 {
		return nil
	}
	return values[i : i+1]
}

// holding gives the value that has the name, or else those that have it in
// theirs.
func holding(values []string, typed string) []string {
	if one := alike(values, typed); one != nil || typed == "" {
		return one
	}
	var out []string
	for _, v := range values {
		if strings.Contains(bare(v), bare(typed)) {
			out = append(out, v)
		}
	}
	return out
}

// numbers gives the numbers of "3", "2..4", "2..", ">=2" and "<=4" between the least
// and the most that can be.
func numbers(typed string, least, most int) []string {
	from, to := typed, typed
	if before, after, ok := strings.Cut(typed, ".."); ok {
		from, to = cmp.Or(before, strconv.Itoa(least)), cmp.Or(after, strconv.Itoa(most))
	} else if after, ok := strings.CutPrefix(typed, ">="); ok {
		from, to = after, strconv.Itoa(most)
	} else if after, ok := strings.CutPrefix(typed, "<="); ok {
		from, to = strconv.Itoa(least), after
	}
	a, ok := wholeNumber(from)
	b, ok2 := wholeNumber(to)
	if !ok || !ok2 || b < least || a > most {
		return nil
	}
	var out []string
	for n := max(a, least); n <= min(b, most); n++ {
		out = append(out, strconv.Itoa(n))
	}
	return out
}
