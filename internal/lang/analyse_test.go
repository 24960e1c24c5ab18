// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed/internal/lang"
	"github.com/heed-upr/heed/internal/testkit"
)

// sentences are in each language about the same.
var sentences = map[lang.Language]string{
	lang.English: "Take all measures to end torture of women and children in places of detention, and ratify the Convention.",
	lang.French:  "Prendre toutes les mesures pour mettre fin à la torture des femmes et des enfants, et ratifier la Convention sur l’égalité.",
	lang.Spanish: "Adoptar todas las medidas para poner fin a la tortura de las mujeres y los niños, y ratificar la Convención.",
	lang.Russian: "Принять все меры, чтобы положить конец применению пыток к женщинам и детям, и ратифицировать Конвенцию.",
	lang.Arabic:  "اتخاذ جميع التدابير لوضع حد للعنف والتعذيب ضد المرأة والأطفال",
	lang.Chinese: "采取一切措施，杜绝对妇女和儿童的酷刑，并批准《公约》。",
	lang.Kazakh:  "Әйелдер мен балаларды азаптауды тоқтату үшін барлық шараларды қабылдау және Конвенцияны ратификациялау.",
}

func TestDetect(t *testing.T) {
	for want, text := range sentences {
		if got := lang.Detect(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]lang.Language{
		"": "", "12 % — 7": "", "Türkiye": "", "Ελλάδα": "", "ประเทศไทย": "",
		"Ratifier la Convention contre la torture": "fr",
		"Ratificar la Convención":                  "es",
		"Ratify the OP-CAT":                        "en",
		"азаптау":                                  "ru", // no letter tells
		"Правительство Республики Казахстан (Қазақстан) приняло закон о пытках": "ru",
		"São Tomé and Príncipe should ratify the Convention":                    "en",
		"The Special Rapporteur (Special Rapporteur) 人权":                        "en",
	} {
		if got := lang.Detect(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// Lines of the Sustainable Development Goals, in seven languages, are told by
// themselves; an English line without function words may be unknown, which is
// taken as English.
func TestDetect_RealLines(t *testing.T) {
	folder := filepath.Join(testkit.Corpus(t), "reference", "sdg")
	for name, least := range map[string]float64{"en": 0.99, "fr": 0.99, "es": 0.97, "ru": 1, "ar": 1, "zh-Hans": 1, "kk": 0.98} {
		right, all := 0, 0
		files, err := filepath.Glob(filepath.Join(folder, name, "*.yml"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", name, len(files), err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.SplitSeq(string(data), "\n") {
				_, line, _ = strings.Cut(line, ":")
				if len(line) < 30 {
					continue
				}
				all++
				if got := lang.Detect(line); string(got) == name[:2] || name == "en" && got == lang.Unknown {
					right++
				}
			}
		}
		if all < 300 || float64(right) < least*float64(all) {
			t.Errorf("%s: %d of %d lines are told", name, right, all)
		}
	}
}

// finds reports whether a search for words finds them beside each other.
func finds(query, text string) bool {
	sought, tokens := lang.Query(query), lang.Analyse(text)
	fits := func(s lang.Sought, t lang.Token) bool {
		if s.Beginning != "" {
			return strings.HasPrefix(t.Word, s.Beginning)
		}
		return slices.Contains(s.Terms, t.Term)
	}
	for i := 0; len(sought) > 0 && i+len(sought) <= len(tokens); i++ {
		all := true
		for j, s := range sought {
			all = all && fits(s, tokens[i+j])
		}
		if all {
			return true
		}
	}
	return false
}

func TestQuery_FindsOtherForms(t *testing.T) {
	in := sentences
	for _, c := range []struct {
		query, text string
	}{
		{"woman", in["en"]}, {"child", in["en"]}, {"Measure", in["en"]}, {"tortured", in["en"]}, {"ratifying", in["en"]},
		{"femme", in["fr"]}, {"enfant", in["fr"]}, {"egalite", in["fr"]}, {"l'égalité", in["fr"]}, {"ÉGALITÉ", in["fr"]}, {"ratifié", in["fr"]},
		{"mujer", in["es"]}, {"nino", in["es"]}, {"niña", in["es"]}, {"proteccion", "la protección de los"}, {"ratificado", in["es"]},
		{"пытки", in["ru"]}, {"пытка", in["ru"]}, {"женщина", in["ru"]}, {"женщин", in["ru"]}, {"конвенция", in["ru"]}, {"конца", in["ru"]},
		{"تعذيب", in["ar"]}, {"التعذيب", in["ar"]}, {"والتعذيب", in["ar"]}, {"عنف", in["ar"]}, {"العنف", in["ar"]}, {"للمرأة", in["ar"]}, {"والمرأة", in["ar"]}, {"الاطفال", in["ar"]},
		{"酷刑", in["zh"]}, {"妇女和儿童", in["zh"]}, {"公约", in["zh"]}, {"约", in["zh"]}, {"刑", in["zh"]}, {"酷", in["zh"]},
		{"азаптау", in["kk"]}, {"әйел", in["kk"]}, {"айел", in["kk"]}, {"бала", in["kk"]}, {"шара", in["kk"]}, {"балаларға", in["kk"]}, {"тоқтату", in["kk"]},
		{"құқық", "Адам құқықтары жөніндегі кеңес"}, {"кеңесі", "Адам құқықтары жөніндегі кеңес"}, {"құқығы", "адам құқықтарының сақталуы үшін"},
		{"Қазақстан", "Қазақстанның ұсынымдары"}, {"Казахстан", "Казахстану следует"}, {"мемлекеттер", "мемлекетке қатысты ұлттық"},
		{"азаптау", "азаптау"}, {"азаптау", "азаптауды тоқтату керек"},
		{"Turkiye", "Türkiye should"}, {"TÜRKİYE", "Turkiye should"}, {"cote d'ivoire", "in Côte d’Ivoire and"}, {"Côte d'Ivoire", "la situation en Côte d’Ivoire et dans le pays"},
		{"оценка", "проведение оценок"}, {"семья", "права семей"}, {"тюрьма", "условия в тюрьмах"}, {"тюрем", "условия в тюрьмах"}, {"поправка", "ряд поправок"},
		{"орган", "органам власти"}, {"органами", "орган"}, {"Иран", "Ирану"}, {"égal", "l’égalité de tous"}, {"EGALITE", "l'égalité de tous les"}, {"égalité", "LES FEMMES ET L'EGALITE DE TOUS"},
		{"detenus", "les détenus dans le"}, {"proteccion", "las protecciones de los"}, {"protecciones", "la protección de los"}, {"PROTECCIÓN", "la proteccion de los"}, {"policía", "las policias de los"},
		{"кеңес", "Адам құқықтары жөніндегі кеңесі"}, {"баласы", "балаларға көмек"}, {"CEDAW", sentences["ru"] + " CEDAW"}, {"人权", "UN人权理事会"}, {"第12条", "根据第12条规定"}, {"22", "المادة ٢٢"},
		{"coup d'œil", "un coup d’oeil"}, {"oeuvre", "mise en œuvre de la loi"}, {"institution", "les institutions des droits de l’homme"},
		{"organisation", "the organi\u00adsation of"}, {"ﺍﻟﺘﻌﺬﻳﺐ", in["ar"]},
	} {
		if !finds(c.query, c.text) {
			t.Errorf("%q %+v does not find %q %+v", c.query, lang.Query(c.query), c.text, lang.Analyse(c.text))
		}
	}
}

func TestQuery_DoesNotFindWhatIsElse(t *testing.T) {
	for _, c := range [][2]string{
		{"use", "between us and them"}, {"امرأة", "المرأة"}, {"поток", "применение пыток"}, {"人权", "人民权利"}, {"妇女儿童", sentences["zh"]},
		{"وقف", "القف"}, {"", "text"}, {"—", "text"}, {"ана", "анық"},
	} {
		if finds(c[0], c[1]) {
			t.Errorf("%q %+v finds %q", c[0], lang.Query(c[0]), c[1])
		}
	}
}

func TestAnalyse_Chinese(t *testing.T) {
	got := lang.Analyse("UN人权会 第12条")
	want := []lang.Token{
		{Term: "un", Word: "un", From: 0, To: 2}, {Term: "人权", Word: "人权", From: 2, To: 8}, {Term: "权会", Word: "权会", From: 5, To: 11}, {Term: "会", Word: "会", From: 8, To: 11},
		{Term: "第", Word: "第", From: 12, To: 15}, {Term: "12", Word: "12", From: 15, To: 17}, {Term: "条", Word: "条", From: 17, To: 20},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestQueryTerms(t *testing.T) {
	for word, want := range map[string][]string{
		"women": {"woman", "fr:women", "es:wom"}, "2015": {"2015"}, "مادة": {"ماد"}, "酷刑": {"酷刑"}, "пыток": {"пытк", "kk:пыток"}, "": nil, "d’Ivoire": {"divoir", "fr:ivoir", "es:div"},
	} {
		if d := cmp.Diff(want, lang.QueryTerms(word)); d != "" {
			t.Errorf("%q: %s", word, d)
		}
	}
}

func TestQueryBeginnings(t *testing.T) {
	for word, want := range map[string][]string{
		"Өмір*": {"омир"}, "l’égal": {"legal", "egal"}, "Women": {"women"}, "تعذ": {"تعذ"}, "*": nil,
	} {
		if d := cmp.Diff(want, lang.QueryBeginnings(word)); d != "" {
			t.Errorf("%q: %s", word, d)
		}
	}
}

// Text that English alone is made for becomes what it was.
func TestAnalyse_EnglishIsAsTermsSay(t *testing.T) {
	text := sentences[lang.English] + " Women's non-governmental organizations of Türkiye; OP-CAT (1984)."
	terms, words := lang.Terms(text), lang.Words(text)
	for i, tok := range lang.Analyse(text) {
		if tok.Term != terms[i].Text || tok.Word != words[i].Text || tok.From != terms[i].From || tok.To != terms[i].To {
			t.Errorf("%+v, want %+v of %+v", tok, terms[i], words[i])
		}
	}
}

// Whoever asks at the same time gets the same.
func TestAnalyse_AtTheSameTime(t *testing.T) {
	want := map[lang.Language][]lang.Token{}
	for l, text := range sentences {
		want[l] = lang.Analyse(text)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				for l, text := range sentences {
					if !slices.Equal(lang.Analyse(text), want[l]) {
						t.Errorf("%q became something else", text)
						return
					}
				}
			}
		})
	}
	wg.Wait()
}

// A word is found by itself, in whatever language; tokens stand in order; what
// is folded stays.
func FuzzAnalyse(f *testing.F) {
	for _, text := range sentences {
		f.Add(text)
	}
	f.Add("d’Ivoire’s ﬁ ﷺ İ ẞ ʼn й́ ½ x\u200d")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		from := 0
		for _, tok := range lang.Analyse(text) {
			if tok.From < from || tok.To <= tok.From || tok.To > len(text) || tok.Term == "" || tok.Word == "" {
				t.Fatalf("%q: token %+v after %d", text, tok, from)
			}
			from = tok.From
			if again := lang.Fold(tok.Word); again != tok.Word {
				t.Fatalf("%q folds to %q", tok.Word, again)
			}
			if raw := text[tok.From:tok.To]; !finds(raw, text) {
				t.Fatalf("%q %+v is not found in %q %+v", raw, lang.Query(raw), text, lang.Analyse(text))
			}
		}
	})
}
