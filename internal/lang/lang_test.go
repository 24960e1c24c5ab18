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

// finds reports whether what is typed finds a text, as an index does: one of its
// forms stands in the text's terms, one behind another.
func finds(typed, text string) bool {
	terms := "\x00" + strings.Join(lang.Terms(text), "\x00") + "\x00"
	return slices.ContainsFunc(lang.Forms(typed), func(form []string) bool {
		return strings.Contains(terms, "\x00"+strings.Join(form, "\x00")+"\x00")
	})
}

// What one form of a word finds, every form finds; the texts are ours.
func TestForms_FindOtherForms(t *testing.T) {
	texts := map[string]string{
		"en": "The women’s keepers of the lighthouses are ratifying a charter in Türkiye and Côte d’Ivoire for children and persons",
		"fr": "Les gardiens des phares ont droit à l’éducation et les femmes détenues sont protégées contre la torture dans les prisons",
		"es": "Los vigilantes de los faros tienen derecho a la educación y las mujeres detenidas están protegidas contra la tortura",
		"ru": "Смотрители маяков имеют право на образование, а женщины защищены от пыток и жестокого обращения с детьми",
		"kk": "Маяк күзетшілерінің білім алуға құқығы бар, әйелдер азаптаудан қорғалған, балалардың құқықтары сақталады",
		"ar": "لحراس المنارات الحق في التعليم والنساء محميات من التعذيب والعنف",
		"zh": "灯塔看守人有受教育的权利，妇女受到保护，免遭酷刑",
	}
	for language, words := range map[string][]string{
		"en": {"woman", "WOMEN", "lighthouse", "ratify", "ratified", "Turkiye", "cote", "child", "people", "keeper", "lighthouses are"},
		"fr": {"gardien", "phare", "éducation", "education", "l'éducation", "femme", "détenue", "protégée", "prison", "droit à l'éducation"},
		"es": {"vigilante", "vigilantes", "faro", "educación", "educacion", "mujer", "detenida", "protegido", "derecho a la educación"},
		"ru": {"смотритель", "маяк", "право", "образования", "женщинам", "ЖЕНЩИНА", "пытки", "пыток", "обращение", "дети", "жестокое обращение"},
		"kk": {"күзетші", "кузетши", "әйел", "әйелдердің", "азаптау", "азаптауды", "балалар", "бала", "құқық", "кукык", "білім"},
		"ar": {"تعذيب", "التعذيب", "والتعذيب", "عنف", "العنف", "نساء", "النساء", "تعليم", "منارات"},
		"zh": {"酷刑", "妇女", "教育", "灯塔看守", "保护"},
	} {
		for _, w := range words {
			if !finds(w, texts[language]) {
				t.Errorf("%s: %s does not find it: %q in %q", language, w, lang.Forms(w), lang.Terms(texts[language]))
			}
		}
	}
	for typed, language := range map[string]string{"worm": "en", "lighthouse keepers": "en", "phares des gardiens": "fr", "кит": "ru", "刑酷": "zh", "امرأة": "ar", "кітап": "kk"} {
		if finds(typed, texts[language]) {
			t.Errorf("%s finds the text in %s", typed, language)
		}
	}
}

func TestDetect(t *testing.T) {
	for text, want := range map[string]lang.Language{
		"":                               lang.English,
		"Ratify OP-CAT (France)":         lang.English,
		"Light the lamps of the harbour": lang.English,
		"Ratifier la Convention des phares et garantir le droit des gardiens": lang.French,
		"Ratificar el Convenio de los faros y proteger a las farolas":         lang.Spanish,
		"Зажечь маяки в портах":                                               lang.Russian,
		"Порттардағы маяктарды жағу":                                          lang.Kazakh,
		"أضيئوا المنارات":                                                     lang.Arabic,
		"点亮港口的灯塔":                                                             lang.Chinese,
		"A/HRC/28/10，关于灯塔和看守人权利的建议以及其他问题的说明":                                  lang.Chinese,
	} {
		if got := lang.Detect(text); got != want {
			t.Errorf("%q is %s, not %s", text, got, want)
		}
	}
}

func TestAnalyse_Splits(t *testing.T) {
	for text, want := range map[string][]string{
		"non-governmental organizations": {"non", "governmental", "organizations"},
		"OP-CAT (article 22), of 1984":   {"op", "cat", "article", "22", "of", "1984"},
		"d’Ivoire’s 'law'":               {"divoire", "law"},
		"":                               nil,
		"— … !":                          nil,
		"'":                              nil,
		"人权 and 刑":                       {"人权", "and", "刑"},
		"点亮灯塔":                           {"点亮", "亮灯", "灯塔"},
	} {
		var got []string
		for _, tok := range lang.Analyse(text) {
			got = append(got, tok.Word)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestBeginnings(t *testing.T) {
	for typed, want := range map[string][]string{"Ratif*": {"ratif"}, "азап*": {"азап"}, "Құқ*": {"құқ", "кук"}, "*": nil} {
		if got := lang.Beginnings(typed); !slices.Equal(got, want) {
			t.Errorf("%s: %q", typed, got)
		}
	}
}

// Tokens are words of the text, in its order, each where it says it stands, and
// every word that stands alone finds its text.
func FuzzAnalyse(f *testing.F) {
	f.Add("End torture of women’s organizations; Türkiye «права» 人权 ’s l'été والتعذيب әйелдер")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		begun := -1
		for _, token := range lang.Analyse(text) {
			if token.From <= begun || token.To <= token.From || token.To > len(text) || token.Term == "" || token.Word == "" {
				t.Fatalf("%q: token %+v after %d", text, token, begun)
			}
			begun = token.From
		}
		lang.Forms(text)
		lang.Beginnings(text)
	})
}

func BenchmarkAnalyse(b *testing.B) {
	text := strings.Repeat("Ensure that the keepers of all lighthouses, women and men, are protected from the storms of winter. ", 6)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		lang.Analyse(text)
	}
}
