// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"regexp"
	"slices"
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
	// at is what stands between what is so and the State in which it is.
	at []string
	// aside are words after which a State is named for comparison only.
	aside []string
	// itself are words for the State that a text is about.
	itself []string
	// only are words behind which those speak of the State that is named before ("the
	// only country").
	only []string
	// words are names of States that are words of the language too, where a sentence
	// begins with them.
	words []string
	// joints join States of which the same is said.
	joints []string
	// bare gives what a name may be in a list of names, from a word in any case.
	bare func(word string) []string
	// verbLast says that verbs stand behind what they are about, "recommends" and
	// "should" too.
	verbLast bool
	// before is what may stand between what was done and the treaty right behind it.
	before []string
	// no denies the word that it stands by.
	no []string
	// or joins what is denied at once.
	or []string
	// that brings what somebody is said to have said.
	that string
	// marks part what is told of two acts; parts begin another clause.
	marks, parts *regexp.Regexp
	// contrast ends what a denial is about.
	contrast *regexp.Regexp
	// opens is what a date may stand behind that says when something was done, where it
	// stands in a clause of its own ("In 2015, …").
	opens *regexp.Regexp
	// bounds say that something was so before, after or until a date that follows, since
	// that it was from then on; boundsBehind and sinceBehind are those that follow a date.
	bounds, since, boundsBehind, sinceBehind *regexp.Regexp
	// yearIn is what stands before a year that says when something was done, yearOf what
	// behind it: a law or a plan has a year too.
	yearIn, yearOf *regexp.Regexp
	// yearBefore finds a year in a treaty's name before that, yearBehind what stands
	// between it and a year behind.
	yearBefore, yearBehind *regexp.Regexp
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
		articles:   regexp.MustCompile(`\bart(?:icles?|s?\.)\s+` + numbersOf(`\s+and\s+|\s+or\s+|\s+to\s+`)),
		dates:      expressions(aDay+`(?:st|nd|rd|th)?\s+`+month(englishMonths)+`\s+`+aYear, month(englishMonths)+`\s+`+aDay+`,\s+`+aYear, month(englishMonths)+`\s+`+aYear, aYear),
		months:     strings.Split(englishMonths, "|"),
		by:         []string{"by", "by the"},
		at:         []string{"in", "in the"},
		aside:      []string{"unlike", "unlike the", "in contrast to", "in contrast to the", "contrary to", "compared with", "compared to"},
		itself:     []string{"the country", "the government"},
		joints:     []string{"and", "and the", "the"},
		before:     []string{"", "the", "to", "to the", "from", "from the"},
		no:         []string{"not", "never", "nor", "neither", "t"},
		or:         []string{"or", "nor", "and"},
		that:       " that ",
		marks:      regexp.MustCompile(`[,;:—–]|\b(?:and|but|while|whereas)\b`),
		contrast:   regexp.MustCompile(`;|\b(?:but|although|however|except|exception|apart from|other than)\b`),
		parts:      regexp.MustCompile(`[;:]|,\s+(?:and|but|while|whereas|which|who|although|though|yet|after|when|so|where)\b|\b(?:and|but)\s+(?:in|on|since|by)\b`),
		opens:      regexp.MustCompile(`^\s*(?:and\s+|but\s+)?(?:(?:back|early|late|already|only|finally|then|later|first)\s+)*(?:as early as\s+)?(?:in|on|since|from)?\s*(?:the\s+)?(?:(?:early|late|mid)\s+)?$`),
		bounds:     regexp.MustCompile(`\b(?:by|before|until|till|after|prior to|ahead of|following)\s+(?:the\s+)?(?:end of\s+|start of\s+)?$`),
		since:      regexp.MustCompile(`\bsince\s+(?:[a-z]+\s+in\s+)?$`),
		yearIn:     regexp.MustCompile(`(?:\b(?:in|since|from|during|on|early|late|mid|year|spring|summer|autumn|winter)[\s-]+(?:the\s+year\s+)?|\()$`),
		yearBefore: regexp.MustCompile(`^the [0-9]{4}\s+$`), yearBehind: regexp.MustCompile(`^\s+(?:of\s|\()\s*$`),
	},
	"ru": {
		articles:   regexp.MustCompile(`(?:стать\p{L}*|ст\.)\s+` + numbersOf(`\s+и\s+|\s+или\s+`)),
		dates:      expressions(aDay+`\s+`+month(russianMonths)+`\s+`+aYear, digits, month(russianMonths)+`\s+`+aYear, aYear),
		months:     []string{"январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"},
		by:         []string{""},
		at:         []string{"в", "во"},
		aside:      []string{"в отличие от", "по сравнению с", "подобно", "вопреки"},
		words:      []string{"того"},
		itself:     []string{"страна", "страной", "правительство"},
		only:       []string{"единственная", "последняя", "первая"},
		joints:     []string{"и"},
		bare:       bareRussian,
		before:     []string{"", "к", "из"},
		no:         []string{"не", "ни"},
		or:         []string{"или", "и", "ни"},
		that:       " что ",
		marks:      regexp.MustCompile(`[,;:—–]|(?:^|[^\p{L}])(?:и|а|но|однако)(?:$|[^\p{L}])`),
		contrast:   regexp.MustCompile(`;|,\s+(?:но|однако|а|хотя)\s|\sкроме\s|за исключением|помимо`),
		parts:      regexp.MustCompile(`[;:]|,\s+(?:и|а|но|однако|котор\p{L}*|хотя|когда|после|поэтому|где|что)\s|\sи\s+(?:в|с)\s`),
		opens:      regexp.MustCompile(`^\s*(?:(?:и|а|но|еще|уже|только|лишь|затем|позднее|впервые)\s+)*(?:в|во|с|со|начиная с)?\s*(?:(?:начале|конце|середине)\s+)?$`),
		bounds:     regexp.MustCompile(`(?:^|\s)(?:к|до|после|накануне)\s+(?:(?:начала|конца|концу|началу)\s+)?$`),
		since:      regexp.MustCompile(`(?:^|\s)(?:с|со|начиная с)\s+$`),
		yearOf:     regexp.MustCompile(`^(?:\s+г(?:од|\.|г\.)|\))`),
		yearBehind: regexp.MustCompile(`^\s+(?:от\s+)?$`),
	},
	"kk": {
		articles:     regexp.MustCompile(numbersOf(`(?:-\p{L}+)?\s+(?:және|немесе)\s+`) + `(?:-\p{L}+)?\s*-?\s*ба[пб]`),
		dates:        expressions(aYear+`\s+жыл\p{L}*\s+`+aDay+`\s+`+month(kazakhMonths), digits, aYear+`\s+жыл\p{L}*\s+`+month(kazakhMonths), aYear),
		months:       strings.Split(kazakhMonths, "|"),
		itself:       []string{"ел", "мемлекет", "үкімет"},
		only:         []string{"жалғыз", "соңғы", "алғашқы"},
		joints:       []string{"және", "мен", "пен", "бен"},
		bare:         bareKazakh,
		verbLast:     true,
		no:           []string{"жоқ", "емес"},
		before:       []string{""},
		marks:        regexp.MustCompile(`[,;:—–]|(?:^|[^\p{L}])(?:және|ал|бірақ)(?:$|[^\p{L}])`),
		contrast:     regexp.MustCompile(`;|,\s+(?:бірақ|алайда|ал)\s`),
		parts:        regexp.MustCompile(`[;:,]`),
		opens:        regexp.MustCompile(`^\s*(?:(?:тек|алғаш|кейін|сонау)\s+)*$`),
		boundsBehind: regexp.MustCompile(`^\s*(?:жыл\p{L}*\s+)?(?:дейін|кейін|бұрын|қарай)`),
		sinceBehind:  regexp.MustCompile(`^\s*(?:жыл\p{L}*\s+)?(?:бері|бастап)`),
		yearBefore:   regexp.MustCompile(`[0-9]{4}\s+жылғы\s+$`),
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
