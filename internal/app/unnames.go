// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/refdata"
)

// theUN are the words for the UN itself, as lang.Fold leaves them. What begins so and
// goes on with a State, a place or an office is a part of it; UN Watch is not.
var (
	theUN  = `(?:un|united nations|оон|организаци[а-я] объединенных наци[а-я]|буу)`
	partUN = regexp.MustCompile(`^(?:the )?` + theUN + `(?: (?:в|по|нын))? ?(?:` + stateMark + `|in |for |at |office|mission|(?:country )?team|resident|spokes|experts?|secretariat|human rights|special |independent |working group|` +
		`.*(?:кенсеси|коры|сарапшы[а-я]*|агенттиги|багдарламасы|окили|окилдиги)$)|` +
		`^(?:независим[а-я]+ |специальн[а-я]+ |постоянн[а-я]+ )?(?:эксперт[ы]?|управление|(?:спец)?докладчик[и]?|представител[ья]|представительство|координатор|миссия|агентство|офис|отделение|программа|сотрудник[и]?) ` + theUN + `(?: |$)`)
	afterUN = regexp.MustCompile(`(?:^| )` + theUN + ` $`)
	// before are the words after which a committee's name is its own still; another
	// town's Committee against Torture is not the UN's.
	before = regexp.MustCompile(`(?:^|(?: |^)(?:the|of|by|from|to|un|nations|оон|наций|буу|председател[ья]|член[ыа]?|эксперт[ыа]?|доклад[а-я]*|от|представител[ья]|решени[ея]|замечани[яй]) )$`)
)

// unName is what a body of the UN is called, to be found within a name.
type unName struct {
	refdata.UNName
	words []string // its terms
}

// speakerLanguages are those by whose endings names are read, always in this order;
// English is read by its letters.
var speakerLanguages = []lang.Language{lang.Russian, lang.Kazakh}

// unNamed are the names of the UN by language and their first term.
var unNamed = sync.OnceValue(func() map[lang.Language]map[string][]unName {
	out := map[lang.Language]map[string][]unName{}
	for _, l := range speakerLanguages {
		out[l] = map[string][]unName{}
		for _, n := range unNames() {
			if words := termsOf(lang.Analyse(l, n.Name)); len(words) > 0 {
				out[l][words[0]] = append(out[l][words[0]], unName{n, words})
			}
		}
	}
	return out
})

// unNames are the names of the UN, those that begin with it also by its abbreviation.
var unNames = sync.OnceValue(func() []refdata.UNName {
	all := refdata.UNNames()
	for _, n := range refdata.UNNames() {
		if rest, ok := strings.CutPrefix(n.Name, "United Nations "); ok {
			n.Name = "UN " + rest
			all = append(all, n)
		}
	}
	return all
})

// fundsOfUN takes out of the words of a name those names of the UN that would be of
// people otherwise, as those of its funds.
var fundsOfUN = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for _, n := range unNames() {
		for _, l := range speakerLanguages {
			if is := marked(l, n.Name); ofPeople.MatchString(is) {
				pairs = append(pairs, is, "un")
			}
		}
	}
	return strings.NewReplacer(pairs...)
})

// byPeople reports whether a name is of what people found.
func byPeople(name string) bool {
	return slices.ContainsFunc(speakerLanguages, func(l lang.Language) bool { return ofPeople.MatchString(fundsOfUN().Replace(marked(l, name))) })
}

// withinUN lists the voices of a name in which that of a body of the UN, or of a mandate,
// stands as a whole; none where people found each other about it.
func withinUN(name string) []heed.Voice {
	if byPeople(name) {
		return nil
	}
	for _, l := range speakerLanguages {
		if partUN.MatchString(marked(l, name)) {
			return []heed.Voice{heed.VoiceUN, heed.VoiceExpert} // its experts too
		}
	}
	n, ok := findUN(name, spot.tells)
	switch {
	case !ok:
		return nil
	case n.Mandate:
		return []heed.Voice{heed.VoiceUN, heed.VoiceExpert}
	}
	return []heed.Voice{heed.VoiceUN}
}

// findUN gives the first name of the UN within a name at a spot that will do.
func findUN(name string, will func(spot) bool) (unName, bool) {
	name = oneScript(name)
	for _, l := range speakerLanguages {
		all := lang.Analyse(l, name)
		terms := termsOf(all)
		for i := range all {
			for _, n := range unNamed()[l][terms[i]] {
				to := i + len(n.words)
				if to <= len(all) && slices.Equal(terms[i:to], n.words) && will(spot{n, name, all, i, to}) {
					return n, true
				}
			}
		}
	}
	return unName{}, false
}

// ofUN are words by which a body or mandate of the UN can be known that no list has.
var ofUN = regexp.MustCompile(`(?:^| )(?:` + theUN + `|cat|ccpr|ced|cedaw|cerd|cescr|cmw|crc|crpd|spt|клдж|клрд|special rapporteurs?|independent experts?|special procedures|working group|expert mechanism|commission of inquiry|resident coordinator|` +
	`(?:спец|специальн[а-я]+ )докладчик[а-я]*|независим[а-я]+ эксперт[а-я]*|специальн[а-я]+ процедур[а-я]*|рабоч[а-я]+ групп[а-я]*|арнаулы баяндамашы[а-я]*|тауелсиз сарапшы[а-я]*|жумыс тобы)(?: |$)`)

// mentionsUN reports whether a name tells of which body of the UN somebody is: it has
// the UN or one of its mandates in it, or one of its parts begins with the name of a
// body. Names that others have too will do, unless a State follows.
func mentionsUN(name string) bool {
	if ofUN.MatchString(marked(lang.Russian, name)) {
		return true
	}
	_, ok := findUN(name, func(s spot) bool { return s.asWritten() && s.leads() && !s.ofState() })
	return ok && !byPeople(name)
}

// spot is where a name of the UN stands within another name.
type spot struct {
	unName
	in       string
	all      []lang.Token // of the whole
	from, to int
}

// tells reports whether the name makes it the UN's there.
func (s spot) tells() bool {
	if !s.asWritten() {
		return false
	}
	switch s.Mark {
	case refdata.UNTreaty:
		return false
	case refdata.UNWord:
		return s.leads()
	case refdata.UNGeneral, refdata.UNKind:
		return afterUN.MatchString(s.ahead()) || s.to < len(s.all) && slices.Contains([]string{"оон", "буу"}, s.all[s.to].Word)
	}
	return len(s.words) == 1 || s.leads()
}

// asWritten reports whether an abbreviation stands in capitals, where it could be
// something else in small letters.
func (s spot) asWritten() bool {
	short := strings.ToUpper(s.Name) == s.Name
	sure := utf8.RuneCountInString(s.Name) > 3 && len(s.words) == 1 && s.Mark == ""
	return !short || sure || strings.Contains(s.in, s.Name)
}

// leads reports whether it begins the name or a part of it, or stands behind a word
// after which it is still the UN's.
func (s spot) leads() bool {
	if s.from > 0 && strings.ContainsAny(s.in[s.all[s.from-1].To:s.all[s.from].From], ",;:–—(") {
		return true
	}
	return before.MatchString(s.ahead())
}

// ahead gives the words in front of it.
func (s spot) ahead() string {
	if s.from == 0 {
		return ""
	}
	return words(s.all[:s.from]) + " "
}

// ofState reports whether a State has a body of that name, going by what follows.
func (s spot) ofState() bool {
	return s.Mark == refdata.UNGeneral && slices.ContainsFunc(speakerLanguages, func(l lang.Language) bool {
		return followedByState.MatchString(marked(l, s.in[s.all[s.to-1].To:]))
	})
}

var followedByState = regexp.MustCompile(`^(?:of )?(?:the )?` + stateMark)
