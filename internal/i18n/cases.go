// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"text/template"
	"time"

	parse "github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// cases are the forms that a message can give to a day, month or year in words, as in
// "{{by .Date}} дейін". In languages whose sentences change the words of a day they are
// words of their own; in the others they are the same, and messages need name no case.
//
//   - at: of a state of things on that day ("5 қаңтардағы")
//   - by: up to that day ("5 қаңтарға")
//   - on: on that day ("5 қаңтарда")
//   - since: from that day on ("5 қаңтардан")
var cases = []form{
	{"at", "month_at.", "date.year_at"}, {"by", "month_by.", "date.year_by"}, {"on", "month_on.", "date.year_on"}, {"since", "month_since.", "date.year_since"},
}

// form is a case: its name in messages, the beginning of the keys of months, and the
// key of a year.
type form struct{ name, month, year string }

// messages reads the messages of a catalogue, each once.
type messages struct{ parse.TextParser }

// Cacheable implements parse.Parser: what the functions say depends on the language
// alone, and so does the message.
func (messages) Cacheable() bool { return true }

// Parse implements parse.Parser.
func (m messages) Parse(src, left, right string) (parse.ParsedTemplate, error) {
	return m.TextParser.Parse(src, left, right)
}

// reading is what reads the messages of a language.
func (t *Translator) reading() messages { return messages{parse.TextParser{Funcs: t.Cases()}} }

// Cases are the functions that messages of this language can use, by their names: cases
// of a day, and endings of a number.
func (t *Translator) Cases() template.FuncMap {
	out := template.FuncMap{}
	for _, c := range cases {
		out[c.name] = func(when any) string { return t.inCase(c, fmt.Sprint(when)) }
	}
	for name, e := range endings {
		out[name] = func(n any) string { return t.ended(e, n) }
	}
	return out
}

// inCase gives a day, month or year in words the form of a case; what ends with none of
// them stays as it is.
func (t *Translator) inCase(c form, when string) string {
	if _, err := time.Parse("2006", when); err == nil {
		return t.T(c.year, "Year", when)
	}
	for month := 1; month <= 12; month++ {
		n := strconv.Itoa(month)
		for _, name := range []string{t.T("month." + n), t.T("month_alone." + n)} {
			if before, ok := strings.CutSuffix(when, " "+name); ok {
				return before + " " + t.T(c.month+n)
			}
		}
	}
	return when
}
