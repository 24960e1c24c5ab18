// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/heed-upr/heed/internal/lang"
)

// samples are texts of our own in each language.
var samples = map[lang.Language]string{
	lang.English: "The keepers of the northern lighthouses asked that the harbour be repaired before winter.",
	lang.French:  "Les gardiens des phares du nord demandent que le port soit réparé avant l’hiver.",
	lang.Spanish: "Los guardianes de los faros del norte piden que el puerto se repare antes del invierno.", //nolint:misspell // Spanish
	lang.Russian: "Хранители северных маяков просят, чтобы гавань починили до зимы.",
	lang.Arabic:  "يطلب حراس المنارات الشمالية إصلاح الميناء قبل الشتاء.",
	lang.Chinese: "北方灯塔的看守人要求在冬天之前修复港口。",
	lang.Kazakh:  "Солтүстік шамшырақтардың күзетшілері қысқа дейін айлақты жөндеуді сұрайды.",
}

func TestDetect(t *testing.T) {
	for want, text := range samples {
		if got := lang.Detect(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]lang.Language{
		"":                                   lang.Unknown,
		"2015":                               lang.Unknown,
		"OP-CAT":                             lang.Unknown,
		"Ratify the OP-CAT (El Salvador)":    lang.English,
		"Ratify OP-CAT (El Salvador)":        lang.Unknown,
		"Repair piers (Côte d’Ivoire)":       lang.Unknown,
		"Reparar el muelle (Francia)":        lang.Spanish,
		"El muelle":                          lang.Spanish,
		"Réparer les quais":                  lang.French,
		"Réparer la jetée à temps (Espagne)": lang.French,
		"¿Reparar muelles?":                  lang.Spanish,
		"Починить пирс (France)":             lang.Russian,
		"Закон о рыболовстве «Әділ айлақ»": lang.Kazakh, // few letters: a third of them Kazakh enough
		"灯塔 (UNLB)":              lang.Chinese,
		"إصلاح الميناء (Pier 4)": lang.Arabic,
		"Айлақ":                  lang.Kazakh,
		"Маяк":                   lang.Russian,
		strings.Repeat("— «12» ", 400) + "the of": lang.Unknown, // beyond what is looked at
	} {
		if got := lang.Detect(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// has reports whether a text of a language has a query by the contract.
func has(l lang.Language, text, query string) bool {
	var terms []string
	for _, token := range lang.Analyse(l, text) {
		terms = append(terms, token.Term)
	}
	for _, sequence := range lang.QueryTerms(query) {
		for i := 0; i+len(sequence) <= len(terms); i++ {
			if slices.Equal(terms[i:i+len(sequence)], sequence) {
				return true
			}
		}
	}
	return false
}

// What one form finds, the other finds, in a text of the language.
func TestQueryTerms_FindFormsOfTheSameWord(t *testing.T) {
	for l, groups := range map[lang.Language][]string{
		lang.English: {
			"woman women women’s Woman WOMEN", "child children children’s", "person people", "man men", "ratify ratified ratifying ratifies", "fishery fisheries",
			"torture tortured torturing", "Türkiye Turkiye TÜRKİYE", "Ivoire d’Ivoire d'Ivoire", "Łódź Lodz", "Straße Strasse", "naïve naive", "Ağrı Agri",
		},
		lang.French: {
			"ratifier ratifie ratifié ratifiée ratifiées ratifies", "égalité égalités egalite l’égalité L'égalité", "droit droits", "femme femmes", "travail travaux",
			"national nationale nationales nationaux", "torture tortures torturé torturée", "liberté libertés liberte", "loi lois", "pêche pêches peche", "phare phares", //nolint:misspell // French
			"protéger protégé protégée protege", "détention détentions detention", "œuvre oeuvre œuvres", "juge juges", "détenu détenus détenue detenues",
		},
		lang.Spanish: {
			"mujer mujeres", "ratificación ratificaciones ratificacion", "derecho derechos", "niño niños niña ninas", "país países pais", "ley leyes", "luz luces", "juez jueces",
			"pescador pescadores", "tortura torturas torturado", "detención detenciones detencion", "cárcel cárceles carceles", "proteger protegido", "vez veces",
		},
		lang.Russian: {
			"пытка пытки пыток пытками", "женщина женщин женщинам женщины", "ребёнок ребенок ребенка дети детей детям", "человек люди людей людям человека", "земля земли земель",
			"тюрьма тюрьмы тюрем", "письмо письма писем", "беженец беженцы беженцев", "оценка оценки оценок", "маяк маяки маяков", "рыбак рыбаков рыбаки", "статья статьи статей",
			"рынок рынки рынков", "отец отцы отцов", "девочка девочек девочки", "подросток подростки подростков", "суд суды судов", "поправка поправок",
		},
		lang.Arabic: {
			"تعذيب التعذيب والتعذيب بالتعذيب للتعذيب", "المرأة للمرأة والمرأة", "حقوق الحقوق وحقوق بحقوق لحقوق", "العنف والعنف عنف", "حماية الحماية لحماية",
			"منارة المنارة منارات المنارات", "الصيادين الصيادون صيادين", "وزير الوزير", "إصلاح اصلاح الإصلاح", "مِينَاء ميناء الميناء", "ﻣﻴﻨﺎء ميناء",
		},
		lang.Chinese: {"酷刑", "灯塔", "看守人"},
		lang.Kazakh: {
			"азаптау азаптауды азаптаудан азаптаудың азаптауға азаптаулар", "әйел әйелдер әйелдердің әйелдерге айел", "құқық құқықтар құқықтары құқығы құқықтарының кукык құқығын",
			"бала балалар балаларды баланың баласы", "заң заңдар заңды заңның заңында", "адам адамдар адамның адамдардың", "айлақ айлақты айлақтар", "институт институты институттар институттың", "Африка Африкада", "маяк маяктар маяктың",
			"мемлекет мемлекеттер мемлекеттің мемлекеттік", "қала қалалар қаланың қалада", "балықшы балықшылар балықшылардың",
		},
	} {
		for _, group := range groups {
			forms := strings.Fields(group)
			for _, text := range forms {
				for _, query := range forms {
					if !has(l, text, query) {
						t.Errorf("%s: %q does not find %q: %q, %+v", l, query, text, lang.QueryTerms(query), lang.Analyse(l, text))
					}
				}
			}
		}
	}
}

// Words that are not the same are not brought together.
func TestQueryTerms_KeepWordsApart(t *testing.T) {
	for l, pairs := range map[lang.Language][][2]string{
		lang.English: {{"right", "righteous"}, {"pier", "piety"}, {"us", "use"}},
		lang.French:  {{"phare", "pharmacie"}, {"loi", "loin"}},
		lang.Spanish: {{"faro", "farola"}, {"ley", "leyenda"}},
		lang.Russian: {{"пытка", "попытка"}, {"суд", "судно"}, {"мир", "мираж"}},
		lang.Arabic:  {{"تعذيب", "تعليم"}, {"ميناء", "منارة"}},
		lang.Chinese: {{"灯塔", "灯光"}, {"人权", "权利"}},
		lang.Kazakh:  {{"айлақ", "ай"}, {"балық", "бала"}, {"азаптау", "азайту"}},
	} {
		for _, p := range pairs {
			if has(l, p[0], p[1]) {
				t.Errorf("%s: %q finds %q: %q, %+v", l, p[1], p[0], lang.QueryTerms(p[1]), lang.Analyse(l, p[0]))
			}
		}
	}
}

func TestAnalyse_TakesChineseByPairs(t *testing.T) {
	text := "在UNLB修复3座灯塔，塔"
	var got []string
	for _, token := range lang.Analyse(lang.Unknown, text) {
		got = append(got, token.Term)
		if token.Term != lang.Fold(text[token.From:token.To]) {
			t.Errorf("%+v stands at %q", token, text[token.From:token.To])
		}
	}
	if want := []string{"在", "unlb", "修复", "3", "座灯", "灯塔", "塔"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if !has(lang.Chinese, "禁止一切酷刑", "一切酷刑") || has(lang.Chinese, "禁止酷刑，一切", "一切酷刑") {
		t.Error("a word of four characters is not taken as what it is")
	}
	if !lang.SingleHan("塔") || lang.SingleHan("灯塔") || lang.SingleHan("a") || lang.SingleHan("") {
		t.Error("one character is not told from two")
	}
}

func TestFold(t *testing.T) {
	for word, want := range map[string]string{
		"Türkiye": "turkiye", "İstanbul": "istanbul", "ı": "i", "Łódź": "lodz", "STRASSE": "strasse", "Straße": "strasse", "Øre": "ore", "Œuvre": "oeuvre", "ﬁsh": "fish",
		"Ёлка": "елка", "Йод": "йод", "йй": "йй", "Қазақстан": "казакстан", "Үкімет": "укимет", "إصلاح": "اصلاح", "مَرْكَز": "مركز", "كـتاب": "كتاب", "١٢٣": "123", "women’s": "womens",
		"co\u00adop": "coop", "": "", "’": "", "\u0301": "",
	} {
		if got := lang.Fold(word); got != want {
			t.Errorf("%q is folded to %q, want %q", word, got, want)
		}
	}
}

func TestPrefixes(t *testing.T) {
	for word, want := range map[string][]string{"Non-gov": {"non", "gov"}, "азаптау": {"азаптау"}, "Құқ": {"кук"}, "d’Iv": {"iv"}, "—": nil} {
		if got := lang.Prefixes(word); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

// The contract: whatever words stand in a text, they find it, whichever
// language the text is taken for.
func FuzzQueryTerms(f *testing.F) {
	for _, text := range samples {
		f.Add(text, 0, 20)
	}
	f.Fuzz(func(t *testing.T, text string, from, length int) {
		if !utf8.ValidString(text) {
			return
		}
		for _, l := range append(lang.Languages(), lang.Unknown) {
			tokens := lang.Analyse(l, text)
			for i, token := range tokens {
				if token.From < 0 || token.To <= token.From || token.To > len(text) || token.Term == "" || token.Word == "" {
					t.Fatalf("%q: %+v", text, token)
				}
				if i > 0 && token.From <= tokens[i-1].From {
					t.Fatalf("%q: %+v after %+v", text, token, tokens[i-1])
				}
				if word := text[token.From:token.To]; !lang.SingleHan(word) && !has(l, text, word) {
					t.Fatalf("%s: %q is in %q and does not find it: %q, %+v", l, word, text, lang.QueryTerms(word), tokens)
				}
			}
		}
	})
}
