// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// grammar is how a language says what claims are made of besides their wordings:
// dates, articles, and which State it is that did something. Texts are in small
// letters, as lower makes them.
type grammar struct {
	// articles finds numbers of articles, all of a row in its first group.
	articles *regexp.Regexp
	// dates find days, months and years, the exactest first, in groups of these names.
	dates []*regexp.Regexp
	// months are what the names of months begin with.
	months []string
	// by is what stands between what was done and the State that did it.
	by []string
	// aside are words after which a State is named for comparison only.
	aside []string
	// itself are words for the State that a text is about.
	itself []string
	// words are names of States that are words of the language too, where a sentence
	// begins with them.
	words []string
	// joints join States of which the same is said.
	joints []string
	// bare gives what a name may be in a list of names, from a word in any case.
	bare func(word string) []string
	// verbLast says that "recommends" and "should" stand behind what they are about.
	verbLast bool
}

const (
	aDay   = `(?P<day>[0-9]{1,2})`
	aYear  = `(?P<year>(?:19|20)[0-9]{2})`
	digits = aDay + `\.(?P<month>[0-9]{1,2})\.` + aYear
)

func month(names string) string { return `(?P<month>(?:` + names + `)\p{L}*)` }

func expressions(all ...string) []*regexp.Regexp {
	var out []*regexp.Regexp
	for _, e := range all {
		out = append(out, regexp.MustCompile(e))
	}
	return out
}

// numbersOf is a row of numbers, with what may stand between two of them.
func numbersOf(between string) string {
	return `([0-9]+(?:(?:\s*,\s*|` + between + `)[0-9]+)*)`
}

const (
	englishMonths = `january|february|march|april|may|june|july|august|september|october|november|december`
	russianMonths = `январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр`
	kazakhMonths  = `қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан`
)

var grammars = map[string]grammar{
	"en": {
		articles: regexp.MustCompile(`\bart(?:icles?|s?\.)\s+` + numbersOf(`\s+and\s+|\s+or\s+|\s+to\s+`)),
		dates:    expressions(aDay+`(?:st|nd|rd|th)?\s+`+month(englishMonths)+`\s+`+aYear, month(englishMonths)+`\s+`+aDay+`,\s+`+aYear, month(englishMonths)+`\s+`+aYear, aYear),
		months:   strings.Split(englishMonths, "|"),
		by:       []string{"by", "by the"},
		aside:    []string{"unlike", "unlike the", "in contrast to", "in contrast to the", "contrary to", "compared with", "compared to"},
		itself:   []string{"the country", "the government"},
		joints:   []string{"and", "and the", "the"},
	},
	"ru": {
		articles: regexp.MustCompile(`(?:стать\p{L}*|ст\.)\s+` + numbersOf(`\s+и\s+|\s+или\s+`)),
		dates:    expressions(aDay+`\s+`+month(russianMonths)+`\s+`+aYear, digits, month(russianMonths)+`\s+`+aYear, aYear),
		months:   []string{"январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"},
		by:       []string{""},
		aside:    []string{"в отличие от", "по сравнению с", "подобно", "вопреки"},
		words:    []string{"того"},
		itself:   []string{"страна", "страной", "правительство"},
		joints:   []string{"и"},
		bare:     bareRussian,
	},
	"kk": {
		articles: regexp.MustCompile(numbersOf(`(?:-\p{L}+)?\s+(?:және|немесе)\s+`) + `(?:-\p{L}+)?\s*-?\s*бап`),
		dates:    expressions(aYear+`\s+жыл\p{L}*\s+`+aDay+`\s+`+month(kazakhMonths), digits, aYear+`\s+жыл\p{L}*\s+`+month(kazakhMonths), aYear),
		months:   strings.Split(kazakhMonths, "|"),
		itself:   []string{"ел", "мемлекет", "үкімет"},
		joints:   []string{"және", "мен", "пен", "бен"},
		bare:     bareKazakh,
		verbLast: true,
	},
}

var number = regexp.MustCompile(`[0-9]+`)

// articlesIn gives the articles that a sentence names, each once.
func (g grammar) articlesIn(low string) []string {
	var out []string
	for _, m := range g.articles.FindAllStringSubmatch(low, -1) {
		for _, n := range number.FindAllString(m[1], -1) {
			if !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// near gives the date that stands nearest to a status in the sentence: a day, a month
// or a year, "" for none.
func (g grammar) near(low string, h hit) string {
	best, far := "", 1<<30
	for _, e := range g.dates {
		for _, m := range e.FindAllStringSubmatchIndex(low, -1) {
			if !alone(low, m[0], m[1]) {
				continue
			}
			d := 0
			switch {
			case m[1] <= h.from:
				d = h.from - m[1]
			case m[0] >= h.to:
				d = m[0] - h.to
			}
			if d < far {
				best, far = g.date(e, low, m), d
			}
		}
	}
	return best
}

// date is what a match tells.
func (g grammar) date(e *regexp.Regexp, low string, m []int) string {
	group := func(name string) string {
		i := e.SubexpIndex(name)
		if i < 0 {
			return ""
		}
		return low[m[2*i]:m[2*i+1]]
	}
	out := group("year")
	for _, part := range []string{g.month(group("month")), group("day")} {
		if part == "" {
			break
		}
		out += "-" + strings.Repeat("0", max(0, 2-len(part))) + part
	}
	return out
}

// month is the number of a month, by its name or as it stands.
func (g grammar) month(name string) string {
	i := slices.IndexFunc(g.months, func(m string) bool { return strings.HasPrefix(name, m) })
	if i < 0 {
		return name
	}
	return strconv.Itoa(i + 1)
}

// endings of one case are exchanged for that of the name in a list.
type ending struct{ from, to string }

// russianEndings are those of the cases of names of States, of nouns and adjectives.
var russianEndings = []ending{
	{"ом", ""}, {"ем", ""}, {"а", ""}, {"у", ""}, {"е", ""},
	{"ы", "а"}, {"и", "а"}, {"е", "а"}, {"у", "а"}, {"ой", "а"},
	{"и", "я"}, {"е", "я"}, {"ю", "я"}, {"ей", "я"},
	{"и", "ь"}, {"ью", "ь"}, {"я", "ь"}, {"ю", "ь"}, {"ем", "ь"},
	{"я", "й"}, {"ю", "й"}, {"е", "й"}, {"ем", "й"},
	{"а", "о"}, {"у", "о"}, {"ом", "о"}, {"е", "о"},
	{"ов", "ы"}, {"ам", "ы"}, {"ами", "ы"}, {"ах", "ы"},
	{"ого", "ый"}, {"ому", "ый"}, {"ым", "ый"}, {"ом", "ый"},
	{"ого", "ий"}, {"ому", "ий"}, {"им", "ий"}, {"ом", "ий"},
	{"ой", "ая"}, {"ую", "ая"},
	{"ых", "ые"}, {"ым", "ые"}, {"ыми", "ые"}, {"их", "ие"}, {"им", "ие"}, {"ими", "ие"},
}

func bareRussian(word string) []string {
	out := []string{word}
	for _, e := range russianEndings {
		if stem, ok := strings.CutSuffix(word, e.from); ok {
			out = append(out, stem+e.to)
		}
	}
	return out
}

// kazakhEndings are those of cases, the longest first.
var kazakhEndings = strings.Fields("ның нің дың дің тың тің дан ден тан тен нан нен мен бен пен ға ге қа ке да де та те ды ді ты ті ны ні")

func bareKazakh(word string) []string {
	for _, e := range kazakhEndings {
		if stem, ok := strings.CutSuffix(word, e); ok {
			return []string{word, stem}
		}
	}
	return []string{word}
}

// nothing is the grammar of a language without one, in which nothing is found.
var nothing = grammar{articles: regexp.MustCompile(`^\b$`)}

// grammarOf gives the grammar of a language.
func grammarOf(language string) grammar {
	if g, ok := grammars[language]; ok {
		return g
	}
	return nothing
}
