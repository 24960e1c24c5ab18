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
	// general are names that bodies of States and of others have too.
	general = eachLooking("Human Rights Council", "Совет по правам человека", "Адам құқықтары жөніндегі кеңес", "General Assembly", "Генеральная Ассамблея", "Бас Ассамблея", "Security Council", "Совет Безопасности", "Қауіпсіздік Кеңесі",
		"Economic and Social Council", "Экономический и Социальный Совет", "Экономикалық және әлеуметтік кеңес", "Secretary-General", "Генеральный секретарь", "Бас хатшы", "High Commissioner for Human Rights", "Верховный комиссар по правам человека",
		"Адам құқықтары жөніндегі жоғарғы комиссар", "Human Rights Committee", "Комитет по правам человека", "Адам құқықтары комитеті", "Международный суд", "Халықаралық сот")
	// ofTreaties are abbreviations that stand for a treaty, or a word, as well.
	ofTreaties = []string{"CAT", "CCPR", "CEDAW", "CERD", "CESCR", "CRC", "CRPD", "SPT", "КЛДЖ", "КЛРД", "UN", "ООН", "БҰҰ"}
)

// unName is what a body of the UN is called, to be found within a name.
type unName struct {
	words   string // their terms
	mandate bool
	general bool
	short   string // an abbreviation, which has to stand so; "" for names in words
}

// unWithin are the names by language.
var unWithin = sync.OnceValue(func() map[lang.Language][]unName {
	out := map[lang.Language][]unName{}
	for _, l := range []lang.Language{lang.Russian, lang.Kazakh} {
		for _, name := range append(refdata.UNBodies(), refdata.UNMandates()...) {
			n := unName{words: terms(lang.Analyse(l, name)), mandate: slices.Contains(unNames().mandates, looking(name)), general: slices.Contains(general, looking(name))}
			if strings.ToUpper(name) == name {
				n.short = name
			}
			if slices.Contains(ofTreaties, name) || n.words == "" {
				continue
			}
			out[l] = append(out[l], n)
		}
	}
	return out
})

// withinUN lists the voices of a name in which that of a body of the UN, or of a mandate,
// stands as a whole; none where people found each other about it.
func withinUN(name string) []heed.Voice {
	for l, names := range unWithin() {
		looks := marked(l, name)
		if ofPeople.MatchString(looks) {
			return nil
		}
		if partUN.MatchString(looks) {
			return []heed.Voice{heed.VoiceUN, heed.VoiceExpert} // its experts too
		}
		all := lang.Analyse(l, oneScript(name))
		for i := range all {
			for _, n := range names {
				switch {
				case !n.stands(name, all, i):
				case n.mandate:
					return []heed.Voice{heed.VoiceUN, heed.VoiceExpert}
				default:
					return []heed.Voice{heed.VoiceUN}
				}
			}
		}
	}
	return nil
}

// ofUN are words by which a body or mandate of the UN can be known that no list has.
var ofUN = regexp.MustCompile(`(?:^| )(?:` + theUN + `|cat|ccpr|ced|cedaw|cerd|cescr|cmw|crc|crpd|spt|клдж|клрд|special rapporteurs?|independent experts?|special procedures|working group|expert mechanism|commission of inquiry|resident coordinator|` +
	`(?:спец|специальн[а-я]+ )докладчик[а-я]*|независим[а-я]+ эксперт[а-я]*|специальн[а-я]+ процедур[а-я]*|рабоч[а-я]+ групп[а-я]*|арнаулы баяндамашы[а-я]*|тауелсиз сарапшы[а-я]*|жумыс тобы)(?: |$)`)

// mentionsUN reports whether a name tells of which body of the UN somebody is.
func mentionsUN(name string) bool { return ofUN.MatchString(marked(lang.Russian, name)) }

// stands reports whether it stands from a word of a name on.
func (n unName) stands(name string, all []lang.Token, i int) bool {
	count := strings.Count(n.words, " ") + 1
	if i+count > len(all) || terms(all[i:i+count]) != n.words {
		return false
	}
	if n.short != "" {
		return utf8.RuneCountInString(n.short) > 3 && count == 1 || strings.Contains(name, n.short)
	}
	var ahead strings.Builder
	for _, t := range all[:i] {
		ahead.WriteString(t.Word + " ")
	}
	if n.general {
		return afterUN.MatchString(ahead.String()) || i+count < len(all) && slices.Contains([]string{"оон", "буу"}, all[i+count].Word)
	}
	return count == 1 || before.MatchString(ahead.String())
}
