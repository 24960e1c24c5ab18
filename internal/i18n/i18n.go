// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package i18n puts Heed's words into the reader's language: interface texts
// from catalogues with plural forms, dates in words, numbers, lists, the
// direction of writing, and errors.
//
// It translates what Heed itself says. Official texts are never translated
// here, and no other package holds a sentence for people.
package i18n

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/heed-upr/heed"
)

//go:embed catalogues/*.json
var files embed.FS

// Language is a language in which Heed speaks.
type Language struct {
	// Code is its BCP 47 tag and the first part of addresses: "kk".
	Code string
	// Name is its own name for itself: "Қазақша".
	Name string
	// Direction is "ltr" or "rtl".
	Direction string
}

// languages are those with a catalogue; the first is the one that is complete
// by definition and spoken where no other is asked for.
var languages = []Language{
	{"en", "English", "ltr"},
	{"ru", "Русский", "ltr"},
	{"kk", "Қазақша", "ltr"},
}

// Codes lists the codes of all languages.
func Codes() []string {
	out := make([]string, len(languages))
	for i, l := range languages {
		out[i] = l.Code
	}
	return out
}

// pseudo is a language for tests: English in Arabic letters, from right to
// left, so that a screen shows what was not translated and what does not turn.
var pseudo = Language{"ar-XB", "pseudo", "rtl"}

// Catalogues is a set of languages ready to speak.
type Catalogues struct {
	languages   []Language
	translators map[string]*Translator
	matcher     language.Matcher
}

// Options says which languages to load.
type Options struct {
	// Pseudo adds a made-up language that is written from right to left.
	Pseudo bool
}

// New loads the catalogues. It fails only if a catalogue is ill-formed.
func New(o Options) (*Catalogues, error) {
	bundle := goi18n.NewBundle(language.English)
	c := &Catalogues{translators: map[string]*Translator{}}
	tags := make([]language.Tag, 0, len(languages))
	for _, l := range languages {
		if _, err := bundle.LoadMessageFileFS(files, "catalogues/"+l.Code+".json"); err != nil {
			return nil, fmt.Errorf("i18n: %s: %w", l.Code, err)
		}
		tag := language.MustParse(l.Code)
		tags = append(tags, tag)
		c.add(l, goi18n.NewLocalizer(bundle, l.Code), message.NewPrinter(tag))
	}
	c.matcher = language.NewMatcher(tags)
	if o.Pseudo {
		c.add(pseudo, goi18n.NewLocalizer(bundle, "en"), message.NewPrinter(language.English))
	}
	return c, nil
}

func (c *Catalogues) add(l Language, loc *goi18n.Localizer, p *message.Printer) {
	c.languages = append(c.languages, l)
	t := &Translator{Language: l, localizer: loc, printer: p, mirrored: l.Code == pseudo.Code}
	t.parser = t.reading()
	c.translators[l.Code] = t
}

// Languages lists the languages in the order in which they are offered.
func (c *Catalogues) Languages() []Language { return c.languages }

// For gives the translator of a language, or that of English.
func (c *Catalogues) For(code string) *Translator {
	if t, ok := c.translators[code]; ok {
		return t
	}
	return c.translators[languages[0].Code]
}

// Has reports whether a language is spoken.
func (c *Catalogues) Has(code string) bool {
	_, ok := c.translators[code]
	return ok
}

// Match chooses the language for what a browser asks by Accept-Language.
func (c *Catalogues) Match(accept string) string {
	_, i := language.MatchStrings(c.matcher, accept)
	return languages[i].Code
}

// shared gives the catalogues as they are built in, loaded once.
var shared = sync.OnceValue(func() *Catalogues {
	c, err := New(Options{})
	if err != nil {
		panic(err) // the catalogues are part of the program, and tested
	}
	return c
})

// For gives the translator of a language from the catalogues that are built
// in, or that of English.
func For(code string) *Translator { return shared().For(code) }

// Translator speaks one language.
type Translator struct {
	Language
	localizer *goi18n.Localizer
	printer   *message.Printer
	mirrored  bool
	parser    messages
}

// T gives the message of a key, its blanks filled from pairs of name and
// value. A whole number named Count chooses the plural form. Numbers are set as the
// language sets them. A key that no catalogue has is given back itself, so
// that a gap is seen and nothing fails; tests hold that there is none.
func (t *Translator) T(key string, args ...any) string {
	config := goi18n.LocalizeConfig{MessageID: key, TemplateParser: t.parser}
	if len(args) > 0 {
		data := make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			name := fmt.Sprint(args[i])
			value := args[i+1]
			if text, ok := value.(string); ok && name == "Count" {
				if n, err := strconv.Atoi(text); err == nil {
					value = n // errors and problems hold their numbers as text
				}
			}
			if n, ok := value.(int); ok {
				if name == "Count" {
					config.PluralCount = n
				}
				value = t.Number(n)
			}
			data[name] = value
		}
		config.TemplateData = data
	}
	if t.mirrored {
		return t.mirror(config)
	}
	text, err := t.localizer.Localize(&config)
	if err != nil && text == "" {
		return key
	}
	return text
}

// Has reports whether there is a message of a key.
func (t *Translator) Has(key string) bool {
	_, err := t.localizer.Localize(&goi18n.LocalizeConfig{MessageID: key, PluralCount: 1, TemplateParser: t.parser})
	var missing *goi18n.MessageNotFoundErr
	return !errors.As(err, &missing)
}

// Number sets a whole number.
func (t *Translator) Number(n int) string { return t.printer.Sprint(number.Decimal(n)) }

// Decimal sets a number that is kept as text with a point, digit by digit as it is.
func (t *Translator) Decimal(text string) string {
	half := []rune(t.printer.Sprint(number.Decimal(0.5)))
	return strings.Replace(text, ".", string(half[1]), 1)
}

// Percent sets a share, rounded to whole per cent.
func (t *Translator) Percent(part, whole int) string {
	if whole == 0 {
		return ""
	}
	return t.printer.Sprint(number.Percent(float64(part)/float64(whole), number.MaxFractionDigits(0)))
}

// Date puts a day into words, or gives it back where it is not one.
func (t *Translator) Date(d heed.Date) string { return t.day("date.full", "month.", d) }

// DateOn is Date in the form that a sentence needs for "on that day".
func (t *Translator) DateOn(d heed.Date) string { return t.day("date.on", "month_on.", d) }

// Around puts a day into words, or the month or year where no day is known.
func (t *Translator) Around(a heed.Around) string {
	at, err := time.Parse("2006-01", string(a))
	if err != nil {
		return t.Date(heed.Date(a)) // a year stands as it is
	}
	return t.T("date.month", "Month", t.T("month_alone."+strconv.Itoa(int(at.Month()))), "Year", strconv.Itoa(at.Year()))
}

func (t *Translator) day(form, month string, d heed.Date) string {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	name := t.T(month + strconv.Itoa(int(at.Month())))
	return t.T(form, "Day", strconv.Itoa(at.Day()), "Month", name, "Year", strconv.Itoa(at.Year()))
}

// Span puts a stretch of days into words: one day, whole months by their names,
// or its first and last day.
func (t *Translator) Span(from, to heed.Date) string {
	first, err := time.Parse(time.DateOnly, string(from))
	last, err2 := time.Parse(time.DateOnly, string(to))
	if err != nil || err2 != nil || from == to {
		return t.Date(from)
	}
	if first.Day() != 1 || last.AddDate(0, 0, 1).Day() != 1 {
		return t.T("date.span", "From", t.Date(from), "To", t.Date(to))
	}
	if from[:7] == to[:7] {
		return t.month(first)
	}
	return t.T("date.span", "From", t.month(first), "To", t.month(last))
}

// month names a month with its year.
func (t *Translator) month(at time.Time) string {
	return t.T("date.month", "Month", t.T("month_alone."+strconv.Itoa(int(at.Month()))), "Year", strconv.Itoa(at.Year()))
}

// List joins items as a sentence does.
func (t *Translator) List(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	text := items[0]
	for _, item := range items[1 : len(items)-1] {
		text = t.T("list.middle", "Before", text, "Next", item)
	}
	return t.T("list.last", "Before", text, "Next", items[len(items)-1])
}

// Size puts a number of bytes into words.
func (t *Translator) Size(bytes int64) string {
	switch {
	case bytes >= 1e6:
		return t.T("size.mb", "Size", t.printer.Sprint(number.Decimal(float64(bytes)/1e6, number.MaxFractionDigits(1))))
	case bytes >= 1e3:
		return t.T("size.kb", "Size", t.Number(int(bytes/1e3)))
	}
	return t.T("size.bytes", "Count", int(bytes))
}

// Error says to a person what went wrong and what to do. Causes and call
// names are for the log and never part of it.
func (t *Translator) Error(err error) string { return t.ErrorOf(err, "") }

// ErrorOf is Error where the field that is wrong has a label of its own, such as in a
// form; "" where it is called as everywhere.
func (t *Translator) ErrorOf(err error, label string) string {
	var e *heed.Error
	if !errors.As(err, &e) {
		return t.T("error.code.internal")
	}
	if e.Code == heed.CodeUnreadable {
		outcome := heed.ErrorArg(err, "Outcome")
		if key := "outcome." + outcome; t.Has(key) {
			return t.T(key) + " " + t.T("outcome_advice."+outcome)
		}
	}
	if e.Key == "" || !t.Has(e.Key) {
		return t.T("error.code." + string(e.Code))
	}
	args := pairs(e.Args)
	for i := 0; i+1 < len(args); i += 2 {
		// What is a word of the program's own is said in the reader's.
		name, key := e.Args[i], e.Args[i+1]
		switch {
		case name == "Field":
			label = cmp.Or(label, t.T(oneOf[name]+key))
			if args[i+1] = label; heed.ErrorArg(err, "Row") != "" {
				args[i+1] = t.T("error.in_row", "Field", label, "Row", heed.ErrorArg(err, "Row"))
			}
		case oneOf[name] != "":
			args[i+1] = t.T(oneOf[name] + key)
		case severalOf[name] != "":
			args[i+1] = t.List(t.each(severalOf[name], strings.Fields(key)))
		}
	}
	return t.T(e.Key, args...)
}

// oneOf and severalOf are the beginnings of the keys by which an argument of an error
// is put into words: one value, or several with blanks between them.
var (
	oneOf = map[string]string{
		"Field": "field.", "Action": "may_action.", "Step": "step.", "Next": "step.", "Voice": "voice.", "Kind": "institution_kind.", "Role": "role.",
		"Call": "call_kind.", "Figure": "figure_kind.",
	}
	severalOf = map[string]string{"Roles": "role.", "Kinds": "institution_kind.", "Voices": "voice.", "Units": "figure_unit.", "Stages": "figure_stage."}
)

// each puts keys into words.
func (t *Translator) each(prefix string, keys []string) []string {
	out := make([]string, len(keys))
	for i, key := range keys {
		out[i] = t.T(prefix + key)
	}
	return out
}

// Finding says what does not add up.
func (t *Translator) Finding(f heed.Finding) string {
	args := append([]any{"Ref", f.Ref}, pairs(f.Args)...)
	for i := 0; i+1 < len(args); i += 2 {
		switch args[i] {
		case "Field":
			args[i+1] = t.T(fmt.Sprint("field.", args[i+1]))
		case "Answer":
			args[i+1] = t.T(fmt.Sprint("position.", args[i+1]))
		case "Language":
			args[i+1] = t.LanguageName(fmt.Sprint(args[i+1]))
		}
	}
	return t.T("finding."+string(f.Code), args...)
}

// named are the languages that have a name in the catalogues.
var named = []string{"en", "fr", "es", "ru", "ar", "zh", "kk"}

// LanguageName gives the name of a language; the code where it has none.
func (t *Translator) LanguageName(code string) string {
	if !slices.Contains(named, code) {
		return code
	}
	return t.T("language." + code)
}

// pairs turns the arguments of errors and findings into those of T.
func pairs(args []string) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a
	}
	return out
}

// arabic stands for the Latin letters in the pseudo language.
var arabic = strings.NewReplacer(pseudoLetters()...)

func pseudoLetters() []string {
	const from, to = "abcdefghijklmnopqrstuvwxyz", "ابجدهفغحيژكلمنوپقرستؤڤشخىز"
	letters := []rune(to)
	var out []string
	for i, r := range from {
		letter := string(letters[i])
		out = append(out, string(r), letter, strings.ToUpper(string(r)), letter)
	}
	return out
}

// mirror writes a message in Arabic letters and leaves what is filled in as it
// is, apart from the rest for the order of writing, as a translation has it.
func (t *Translator) mirror(config goi18n.LocalizeConfig) string {
	const mark, isolate, end = '\uE000', "\u2068", "\u2069"
	data, _ := config.TemplateData.(map[string]any)
	marks := map[string]any{}
	var back []string
	for name, value := range data {
		m := string(mark + rune(len(marks)))
		marks[name] = m
		back = append(back, m, isolate+fmt.Sprint(value)+end)
	}
	config.TemplateData = marks
	text, err := t.localizer.Localize(&config)
	if err != nil && text == "" {
		return config.MessageID
	}
	return strings.NewReplacer(back...).Replace(arabic.Replace(text))
}
