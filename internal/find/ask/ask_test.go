// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package ask_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/heed-upr/heed/internal/find/ask"
)

// fields are two: colours that there are, and any year.
var fields = ask.Fields{
	"colour": func(v string) (ask.Field, bool) {
		v = strings.ToLower(v)
		return ask.Field{Name: "colour", Values: []string{v}}, slices.Contains([]string{"red", "green", "light blue"}, v)
	},
	"year": func(v string) (ask.Field, bool) { return ask.Field{Name: "year", Values: []string{v}}, v != "" },
}

func TestParse(t *testing.T) {
	type and = ask.And
	w := func(s string) ask.Words { return ask.Words(s) }
	colour := func(given string, values ...string) ask.Field {
		return ask.Field{Name: "colour", Values: values, Given: given}
	}
	for typed, want := range map[string]struct {
		node  ask.Node
		notes string
	}{
		"":                            {and{}, ""},
		"   ":                         {and{}, ""},
		"lamp":                        {w("lamp"), ""},
		"lamp oil":                    {and{w("lamp"), w("oil")}, ""},
		"lamp AND oil":                {and{w("lamp"), w("oil")}, ""},
		`"lamp oil"`:                  {w("lamp oil"), ""},
		"“lamp oil” keeper":           {and{w("lamp oil"), w("keeper")}, ""},
		"«лампа масло»":               {w("лампа масло"), ""},
		"「灯塔」":                        {w("灯塔"), ""},
		"lamp*":                       {ask.Prefix("lamp"), ""},
		"lamp OR oil":                 {ask.Or{w("lamp"), w("oil")}, ""},
		"lamp oil OR wick":            {ask.Or{and{w("lamp"), w("oil")}, w("wick")}, ""},
		"lamp (oil OR wick)":          {and{w("lamp"), ask.Or{w("oil"), w("wick")}}, ""},
		"-lamp":                       {ask.Not{w("lamp")}, ""},
		"NOT lamp":                    {ask.Not{w("lamp")}, ""},
		"oil NOT (lamp OR wick)":      {and{w("oil"), ask.Not{ask.Or{w("lamp"), w("wick")}}}, ""},
		`oil -"lamp oil"`:             {and{w("oil"), ask.Not{w("lamp oil")}}, ""},
		"non-governmental":            {w("non-governmental"), ""},
		"colour:red":                  {colour("red", "red"), ""},
		"Colour:RED":                  {colour("RED", "red"), ""},
		"colour:red,green":            {colour("red,green", "red", "green"), ""},
		`colour:"light blue" lamp`:    {and{colour("light blue", "light blue"), w("lamp")}, ""},
		"-colour:red":                 {ask.Not{colour("red", "red")}, ""},
		"(colour:red OR year:2020)":   {ask.Or{colour("red", "red"), ask.Field{Name: "year", Values: []string{"2020"}, Given: "2020"}}, ""},
		"colour: red lamp":            {and{colour("red", "red"), w("lamp")}, ""},
		`Colour: "light blue"`:        {colour("light blue", "light blue"), ""},
		"lamp colour:":                {w("lamp"), "ask.no_value"},
		"lamp: oil":                   {and{w("lamp:"), w("oil")}, ""},
		"and or not":                  {and{w("and"), w("or"), w("not")}, ""},
		"12:30":                       {w("12:30"), ""},
		"A/HRC/28/10":                 {w("A/HRC/28/10"), ""},
		"lamp:":                       {w("lamp:"), ""},
		"(lamp":                       {w("lamp"), ask.NoteBracketOpen},
		"lamp)":                       {w("lamp"), ask.NoteBracketClose},
		"((lamp) oil":                 {and{w("lamp"), w("oil")}, ask.NoteBracketOpen},
		"()":                          {and{}, ""},
		`"lamp oil`:                   {w("lamp oil"), ask.NoteQuote},
		"lamp AND":                    {w("lamp"), ask.NoteOperator},
		"OR lamp":                     {w("lamp"), ask.NoteOperator},
		"OR":                          {and{}, ask.NoteOperator},
		"NOT":                         {and{}, ask.NoteOperator},
		"lamp NOT":                    {w("lamp"), ask.NoteOperator},
		"-":                           {w("-"), ""},
		"lamp - oil":                  {and{w("lamp"), w("-"), w("oil")}, ""},
		"taste:sweet":                 {and{w("taste"), w("sweet")}, ask.NoteField},
		"colour:purple lamp":          {and{w("purple"), w("lamp")}, ask.NoteValue},
		"colour:red,purple":           {colour("red", "red"), ask.NoteValue},
		strings.Repeat("(", 50) + "a": {and{}, ask.NoteDeep},
	} {
		q := ask.Parse(typed, fields)
		if d := cmp.Diff(want.node, q.Node); d != "" {
			t.Errorf("%q: %s", typed, d)
		}
		var notes []string
		for _, n := range q.Notes {
			notes = append(notes, n.Key)
		}
		if want.notes != "" && !slices.Contains(notes, want.notes) || want.notes == "" && len(notes) > 0 {
			t.Errorf("%q: notes %v, want %q", typed, notes, want.notes)
		}
	}
}

// What a query is understood as is understood the same when it is typed.
func TestQuery_StringIsUnderstoodTheSame(t *testing.T) {
	piece := rapid.SampledFrom([]string{"lamp", "oil*", `"a b"`, "“x y”", "AND", "OR", "NOT", "-", "(", ")", "colour:red", `colour:"light blue"`, "colour:red,green", "year:1", "taste:x", `"`, "«", "*", ":", "a:b", "人"})
	rapid.Check(t, func(t *rapid.T) {
		typed := strings.Join(rapid.SliceOfN(piece, 0, 20).Draw(t, "pieces"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
		q := ask.Parse(typed, fields)
		again := ask.Parse(q.String(), fields)
		if d := cmp.Diff(q.Node, again.Node); d != "" {
			t.Fatalf("%q is understood as %q, and that as %q:\n%s", typed, q, again, d)
		}
		if len(again.Notes) > 0 {
			t.Fatalf("%q is understood as %q, which is not well-formed: %v", typed, q, again.Notes)
		}
	})
}

// Anything can be asked.
func FuzzParse(f *testing.F) {
	f.Add(`state:"x" (a OR -b) NOT c* “d e” )( AND`)
	f.Add(strings.Repeat("(a OR ", 300))
	f.Fuzz(func(t *testing.T, typed string) {
		q := ask.Parse(typed, fields)
		if q.Node == nil {
			t.Error("nothing")
		}
		_ = q.String()
	})
}
