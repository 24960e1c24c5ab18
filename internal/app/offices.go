// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/refdata"
)

// A name is reduced to its words, small and without marks, with stateMark for each
// name of a State in any case and ofStateMark for its adjective, and held against the
// ways in which an office of a State is called. Words are as lang.Fold leaves them.
const (
	stateMark   = "§"
	ofStateMark = "±"
)

// Offices by language: of persons, which a name may follow; of bodies; those that have
// a field in their name, in front of it (of) or behind; and what may stand before one.
// President and the like have no field, so that who presides over a union of writers
// holds no office.
var offices = []struct{ persons, bodies, fielded, of, ranks, between string }{
	{
		persons: `president|prime minister|prosecutor general|general prosecutor|attorney general|prosecutor|ambassador|head of state`,
		bodies:  `government|govt|gov|parliament|supreme court|constitutional court|(?:prosecutor general|general prosecutor|attorney general|prosecutor|president|prime minister) office|cabinet(?: of ministers)?|council of ministers|embassy|permanent mission|state department|department of (?:state|justice)`,
		fielded: `ministry|minister`, of: `(?:foreign|interior|internal|home|finance|justice|defen[cs]e|health|education|labou?r|economy|environment|emergency|culture|information|energy|social)(?: affairs)? `,
		ranks: `the|federal|national|royal|deputy|first|vice|acting|spokesperson|spokesman|spokeswoman|press service|speaker|office|administration|of|for`, between: ` (?:of )?(?:the )?`,
	},
	{
		persons: `президент[ау]?|премьер министр[ау]?|(?:генеральн[а-я]+ |ген)?прокурор[ау]?|посол|глава государства`,
		bodies:  `правительств[оау]|парламент[ау]?|верховн[а-я]+ суд[ау]?|конституционн[а-я]+ суд[ау]?|(?:генеральн[а-я]+ |ген)?прокуратур[аы]|кабинет[а]? министров|совет[а]? министров|посольств[оа]|мид|мвд|минюст|минфин|минздрав|минтруд`,
		fielded: `министерств[оа]|министр[а]?`,
		ranks:   `федеральн[а-я]+|заместител[ья]|первый|вице|исполняющий|обязанности|и|о|пресс|служба|секретарь|официальный|представитель|спикер|аппарат|администраци[яи]|канцелярия`, between: ` `,
	},
	{
		persons: `президент[а-я]*|премьер министр[а-я]*|бас прокурор[а-я]*|елшиси`,
		bodies:  `укимет[а-я]*|парламент[а-я]*|жогаргы сот[а-я]*|конституциялык сот[а-я]*|бас прокуратура[а-я]*|елшилиги|министрлер кабинети`,
		fielded: `министрлиги[а-я]*|министри`,
	},
}

// officeForms are whole names of offices of a State.
var officeForms = sync.OnceValue(func() []*regexp.Regexp {
	const called = `(?: \pL+){0,3}$` // the name of who holds it
	var out []*regexp.Regexp
	for _, o := range offices {
		if o.ranks == "" { // Kazakh: the State, the field, the office
			of := `^` + stateMark + `(?: (?:республикасы|корольдиги|федерациясы|мемлекети)(?:нын|нин)?)? `
			out = append(out, regexp.MustCompile(of+`(?:`+o.bodies+`|(?:\pL+ ){0,6}(?:министрлиги[а-я]*))$`),
				regexp.MustCompile(of+`(?:`+o.persons+`|(?:\pL+ ){0,6}министри)`+called))
			continue
		}
		ranks, field := `^(?:(?:`+o.ranks+`) )*`, `(?: \pL+){0,8}?`
		fielded := `(?:` + o.of + `)?(?:` + o.fielded + `)`
		person := `(?:` + o.persons + `|` + fielded + field + `)`
		out = append(out, regexp.MustCompile(ranks+`(?:`+o.bodies+`|`+fielded+field+`)`+o.between+stateMark+`$`),
			regexp.MustCompile(ranks+person+o.between+stateMark+called),
			regexp.MustCompile(ranks+`[`+stateMark+ofStateMark+`] (?:(?:`+o.ranks+`) )*(?:`+o.bodies+`)$`),
			regexp.MustCompile(ranks+`[`+stateMark+ofStateMark+`] (?:(?:`+o.ranks+`) )*`+person+called))
	}
	return out
})

// ofPeople are words of names of what people found, who name a State or the UN because
// they watch it, like it or study it.
var ofPeople = regexp.MustCompile(`(?:^| )(?:watch|monitor|observers?|associations?|unions?|clubs?|friends|networks?|coalitions?|alliance|unesco chair|students?|model|ngos?|foundation|fund|society|victims|former|ex|shadow|lawyers|journalists|museum|library|hotel|church|gospel|national committees?|committees? for|collaborating cent(?:re|er)s?|platforms?|partners?|` +
	stateMark + ` .*(?:commission|committee|party|federation|council|bank|university|institute|company|cross|team|telecom|airlines|airways|television|tv|broadcasting|motors|holding|group|corporation|forum|campaign|movement|league|chamber)|` +
	`ассоциаци[а-я]+|союз[а-я]*|клуб[а-я]*|друзь[а-я]+|сет[ьи]|коалици[а-я]+|альянс|фонд[а-я]*|обществ[а-я]+|нпо|кафедр[а-я]+|бывш[а-я]+|экс|жертв[а-я]*|юрист[а-я]+|журналист[а-я]+|музе[а-я]+|национальн[а-я]+ комитет[а-я]*|комитет[а-я]* (?:содействия|поддержки|друзей)|сотрудничающ[а-я]+ центр[а-я]*|платформ[а-я]+|партнер[а-я]*|телеком|` +
	`кауымдасты[а-я]+|ода[а-я]+|клубы|достары|желиси|коалициясы|коры|бурынгы|уеу|улттык комитет[а-я]*|ынтымактасу орталы[а-я]+|ынтымактастык орталы[а-я]+|платформа[а-я]*|сериктес[а-я]*)(?: |$)`)

// holdsOffice reports whether a name is that of an office of a State, with the State's
// name or its adjective in it: alone, or as one of the parts that commas set off.
func holdsOffice(name string) bool {
	plain := inBrackets.ReplaceAllString(name, "")
	parts := append(strings.FieldsFunc(plain, func(r rune) bool { return strings.ContainsRune(",;:–—", r) }), plain, name)
	return slices.ContainsFunc(slices.Compact(parts), func(part string) bool { // the whole once, where it is one part
		looks := make([]string, len(speakerLanguages))
		for i, l := range speakerLanguages {
			if looks[i] = marked(l, part); ofPeople.MatchString(looks[i]) {
				return false
			}
		}
		return slices.ContainsFunc(officeForms(), func(f *regexp.Regexp) bool { return slices.ContainsFunc(looks, f.MatchString) })
	})
}

// marked gives the words of a name with marks in the place of States.
func marked(language lang.Language, name string) string {
	states := calledStates()
	name = oneScript(name)
	all := lang.Analyse(language, name)
	var out []string
	for i := 0; i < len(all); {
		n := min(states.longest[language][all[i].Term], len(all)-i)
		if raw := name[all[i].From:all[i].To]; abbreviates(raw) {
			out, i = append(out, stateMark), i+1
			continue
		}
		for ; n > 0 && !states.names[language][terms(all[i:i+n])]; n-- { // the longest
		}
		adjective := min(3, len(all)-i) // South African
		for ; adjective > 0 && !states.adjectives[words(all[i:i+adjective])]; adjective-- {
		}
		switch {
		case n > 0:
			out, i = append(out, stateMark), i+n
			continue
		case adjective > 0:
			out, i = append(out, ofStateMark), i+adjective
			continue
		case russianOf(states.stems, all[i].Word):
			out = append(out, ofStateMark)
		default:
			out = append(out, all[i].Word)
		}
		i++
	}
	return strings.Join(out, " ")
}

// ownAbbreviations are those that authorities put behind their own names, and nobody
// else behind a State's.
var ownAbbreviations = []string{"РФ", "РК", "ҚР", "КР"}

// abbreviates reports whether a word is an abbreviation of a State's name.
func abbreviates(word string) bool {
	if strings.ToUpper(word) != word {
		return false
	}
	_, ok := refdata.StateByAnyName(word)
	return ok || slices.Contains(ownAbbreviations, word)
}

func terms(tokens []lang.Token) string { return strings.Join(termsOf(tokens), " ") }

func termsOf(tokens []lang.Token) []string {
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.Term
	}
	return out
}

func words(tokens []lang.Token) string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.Word)
	}
	return strings.Join(out, " ")
}

// states are what States are called, as names are compared here.
type states struct {
	// names are sequences of words without their endings, by language, since each takes
	// off its own.
	names map[lang.Language]map[string]bool
	// longest counts the words of the longest that begins with one.
	longest    map[lang.Language]map[string]int
	adjectives map[string]bool
	stems      map[string]bool // of Russian adjectives
}

// calledStates makes them of what refdata has.
var calledStates = sync.OnceValue(func() states {
	out := states{names: map[lang.Language]map[string]bool{lang.Russian: {}, lang.Kazakh: {}}, longest: map[lang.Language]map[string]int{lang.Russian: {}, lang.Kazakh: {}}, adjectives: map[string]bool{}, stems: map[string]bool{}}
	for _, a := range refdata.OddAdjectives("en") {
		out.adjectives[a] = true
	}
	for _, s := range append(refdata.All(), refdata.Specimens()...) {
		names := refdata.Called(s.Code)
		for _, l := range []string{"ru", "kk"} {
			names = append(names, s.Name(l, refdata.Short), s.Name(l, refdata.Formal))
		}
		for _, name := range names {
			out.add(name)
		}
	}
	return out
})

func (s *states) add(name string) {
	for language, names := range s.names {
		all := lang.Analyse(language, name)
		if len(all) == 0 {
			continue
		}
		names[terms(all)] = true
		s.longest[language][all[0].Term] = max(s.longest[language][all[0].Term], len(all))
		whole := words(all)
		base := strings.TrimRight(whole, "aeiouаеийоуыьэюя")
		if len([]rune(base)) < 3 {
			continue
		}
		s.stems[base] = true
		if whole[0] < unicode.MaxASCII {
			for _, ending := range []string{"n", "an", "ian", "ean", "ese", "i", "ish"} {
				s.adjectives[base+ending] = true
			}
		}
	}
}

// russianOf reports whether a word is a Russian adjective of a State: its name without
// the ending, with one that makes adjectives.
func russianOf(stems map[string]bool, word string) bool {
	m := russianAdjective.FindStringSubmatch(word)
	if m == nil {
		return false
	}
	for _, joint := range []string{"", "й", "ий", "ан", "иан", "ьян"} {
		if base, ok := strings.CutSuffix(m[1], joint); ok && stems[strings.TrimRight(base, "аеийоуыьэюя")] {
			return true
		}
	}
	return slices.Contains(refdata.OddAdjectives("ru"), m[1])
}

var russianAdjective = regexp.MustCompile(`^([а-я]{3,}?)с?к(?:ий|ая|ое|ие|ого|ой|их)$`)

// oneScript gives a name with the letters of words that mix scripts as Latin ones.
func oneScript(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) && strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
			words[i] = strings.Map(func(r rune) rune {
				if latin := []rune(alike.Replace(string(unicode.ToLower(r)))); unicode.Is(unicode.Cyrillic, r) {
					return latin[0]
				}
				return r
			}, w)
		}
	}
	return strings.Join(words, " ")
}
