// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"golang.org/x/text/unicode/norm"
)

// termIn gives the term of a word in a language: of the word as it is written,
// without what Fold takes off where the stemmer of the language expects it.
//
// The terms of French, Spanish and Kazakh begin with the language: "use" must
// not find the English "us" because a Frenchman would take the e off. The other
// languages are alone in their script, or what a word is taken for where
// nothing tells.
func termIn(l Language, raw, folded string) string {
	if len(folded) < 3 || len(folded) > longest {
		return folded
	}
	switch l {
	case English:
		return stemEnglish(folded)
	case French:
		return "fr:" + Fold(snowball(lower(raw), french.Stem))
	case Spanish:
		return "es:" + stemSpanish(raw)
	case Russian:
		return stemRussian(folded)
	case Arabic:
		return stemArabic(folded)
	case Kazakh:
		return "kk:" + stemKazakh(folded)
	}
	return folded
}

// lower is a word with its accents, as the stemmers of French and Spanish take
// it.
func lower(raw string) string { return strings.ToLower(norm.NFC.String(raw)) }

// stemSpanish stems twice, so that "mujeres" loses what "mujer" loses.
func stemSpanish(raw string) string {
	return Fold(snowball(snowball(lower(raw), spanish.Stem), spanish.Stem))
}

func snowball(word string, stem func(*snowballstem.Env) bool) string {
	env := snowballstem.NewEnv(word)
	stem(env)
	if env.Current() == "" {
		return word
	}
	return env.Current()
}

// irregular are plurals that no ending tells.
var irregular = map[string]string{"women": "woman", "men": "man", "children": "child", "people": "person"}

func stemEnglish(word string) string {
	if s, ok := irregular[word]; ok {
		word = s
	}
	if !ascii(word) {
		return word
	}
	return snowball(word, english.Stem)
}

// elided are the French words that lose their vowel before another.
var elided = []string{"l", "d", "qu", "s", "n", "j", "c", "m", "t", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"}

// withoutElision leaves "égalité" of "l'égalité".
func withoutElision(raw string) string {
	at := strings.IndexAny(raw, "'’")
	if at < 0 {
		return raw
	}
	_, size := utf8.DecodeRuneInString(raw[at:])
	for _, e := range elided {
		if strings.EqualFold(raw[:at], e) && len(raw) > at+size {
			return raw[at+size:]
		}
	}
	return raw
}

// fleeting are Russian stems whose last vowel comes and goes: "пыток" is of
// "пытки". No rule tells them from "поток". Each is written as it is without
// the vowel; the vowel is o, or e behind a sibilant.
var fleeting = func() map[string]string {
	out := map[string]string{ // those of another form
		"ребенок": "ребенк", "отец": "отц", "конец": "конц", "ден": "дн", "мат": "матер", "доч": "дочер",
		"сестер": "сестр", "судеб": "судьб", "свадеб": "свадьб", "тюр": "тюрьм", "тюрем": "тюрьм", "писем": "письм", "церков": "церкв",
		"земел": "земл", "семе": "сем",
	}
	for _, stem := range strings.Fields("пытк попытк оценк поездк проверк поправк ссылк девочк задержк поддержк установк постановк " +
		"подготовк перевозк блокировк формулировк забастовк группировк сделк прививк покупк взятк справк ставк поставк рамк " +
		"подростк участк рынк порядк недостатк остатк заявк ошибк отставк коляск палатк трактовк обработк разработк доработк " +
		"выработк заготовк отметк заметк пометк повестк перестановк обстановк сноск настройк застройк постройк перестройк стройк " +
		"стоянк гражданк беженк мусульманк убежищк потомк предк списк подарк кружк рисунк полк отпуск") {
		cut := len(stem) - len("к")
		before, _ := utf8.DecodeLastRuneInString(stem[:cut])
		switch before {
		case 'ж', 'ч', 'ш', 'ц':
			out[stem[:cut]+"ек"] = stem
		case 'й':
			out[stem[:cut-len("й")]+"ек"] = stem
		default:
			out[stem[:cut]+"ок"] = stem
		}
	}
	return out
}()

func stemRussian(word string) string {
	stem := snowball(word, russian.Stem)
	switch strings.TrimPrefix(word, stem) {
	case "н", "на", "ны", "но": // "орган" and "Казахстан" are no participles
		if strings.HasSuffix(stem, "а") {
			stem += "н"
		}
	}
	if s, ok := fleeting[stem]; ok {
		return s
	}
	return stem
}

// Arabic words are stemmed as "light10" does: L. S. Larkey, L. Ballesteros and
// M. E. Connell, "Light Stemming for Arabic Information Retrieval", in Arabic
// Computational Morphology (Springer, 2007). The article with what is written
// together with it comes off the front, once, then each ending of the list that
// leaves two letters; Fold has done what comes before. "ولل" is added.
var (
	arabicFronts = []string{"وال", "بال", "كال", "فال", "ولل", "ال", "لل", "و"}
	arabicEnds   = []string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"} // ة is ه by now
)

const (
	arabicRest   = 2 // letters that must be left
	arabicAndOne = 3 // after a single و, which is the first letter of many words
)

func stemArabic(word string) string {
	for _, front := range arabicFronts {
		rest, ok := strings.CutPrefix(word, front)
		least := arabicRest
		if front == "و" {
			least = arabicAndOne
		}
		if ok && utf8.RuneCountInString(rest) >= least {
			word = rest
			break
		}
	}
	for _, end := range arabicEnds {
		if rest, ok := strings.CutSuffix(word, end); ok && utf8.RuneCountInString(rest) >= arabicRest {
			word = rest
		}
	}
	return word
}
