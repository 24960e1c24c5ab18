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
)

// irregular are plurals that no ending tells.
var irregular = map[string]string{"women": "woman", "men": "man", "children": "child", "people": "person"}

// Stem gives the term of a folded word: an English word without its ending.
func Stem(word string) string {
	if s, ok := irregular[word]; ok {
		word = s
	}
	if len(word) < 3 || !only(word) {
		return word
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

// irregularFrench are plurals that the rules miss.
var irregularFrench = map[string]string{"travaux": "travail", "yeux": "oeil"}

// stemFrench takes the ending off a French word. It was folded, so the accents
// that the rules look for are put back where the ending tells them; and as the
// rules leave the i of a verb in some of its forms, it is taken off in all.
func stemFrench(word string) string {
	if s, ok := irregularFrench[word]; ok {
		word = s
	}
	if len(word) < 3 || !only(word) {
		return word
	}
	// The rules leave the s behind a vowel, for words that have it always.
	if n := len(word); n > 3 && word[n-1] == 's' && strings.ContainsRune("iou", rune(word[n-2])) {
		word = word[:n-1]
	}
	for _, end := range [...][2]string{{"ites", "ités"}, {"ite", "ité"}, {"ees", "ées"}, {"ee", "ée"}} {
		if rest, ok := strings.CutSuffix(word, end[0]); ok {
			word = rest + end[1]
			break
		}
	}
	env := snowballstem.NewEnv(word)
	french.Stem(env)
	out := Fold(env.Current())
	if len(out) > 3 {
		out = strings.TrimSuffix(out, "i")
	}
	return out
}

// irregularSpanish are words whose forms the rules do not bring together,
// folded, without a final s.
var irregularSpanish = map[string]string{"mujer": "mujere"}

// stemSpanish takes the ending off a Spanish word; see stemFrench.
func stemSpanish(word string) string {
	if len(word) < 3 || !only(word) {
		return word
	}
	if s, ok := irregularSpanish[word]; ok {
		word = s
	}
	for _, end := range [...][2]string{{"cion", "ción"}, {"sion", "sión"}, {"ces", "z"}} {
		if rest, ok := strings.CutSuffix(word, end[0]); ok && len(rest) > 1 {
			word = rest + end[1]
			break
		}
	}
	env := snowballstem.NewEnv(word)
	spanish.Stem(env)
	return Fold(env.Current())
}

// fleeting are Russian terms that the rules leave apart from the rest of their
// word, because a vowel stands in some forms only or the plural is another
// word.
var fleeting = func() map[string]string {
	out := map[string]string{
		"ребенок": "дет", "ребенк": "дет", "детьм": "дет", "человек": "люд", "людьм": "люд",
		"земел": "земл", "тюр": "тюрьм", "пис": "письм", "дне": "ден", "дня": "ден", "дню": "ден", "мат": "матер", "врем": "времен",
		"отец": "отц", "церков": "церкв", "доч": "дочер", "судеб": "судьб", "денег": "деньг", "сел": "сел", "стекол": "стекл",
	}
	for _, base := range strings.Fields(`
		пытк попытк оценк поправк проверк поездк задержк поддержк сделк ошибк ссылк забастовк группировк подготовк
		постановк обстановк установк остановк перевозк поставк трактовк формулировк практик девочк девушк бабушк
		подростк рынк участк недостатк остатк рисунк поступк подарк списк порядк убытк посылк высылк разработк
		обработк переработк отработк задолженност лодк сетк кошк маячк гостинк границ`) {
		runes := []rune(base)
		if n := len(runes); n > 3 && runes[n-1] == 'к' {
			stem := string(runes[:n-1])
			for _, vowel := range []string{"о", "е"} {
				out[stem+vowel+"к"] = base
			}
		}
	}
	return out
}()

// stemRussian takes the ending off a Russian word and brings the forms together
// in which a vowel comes and goes: пытки and пыток, беженец and беженцы.
func stemRussian(word string) string {
	if utf8.RuneCountInString(word) < 3 {
		return word
	}
	env := snowballstem.NewEnv(word)
	russian.Stem(env)
	out := env.Current()
	if s, ok := fleeting[out]; ok {
		return s
	}
	if rest, ok := strings.CutSuffix(out, "ец"); ok && utf8.RuneCountInString(rest) >= 4 {
		return rest + "ц"
	}
	return out
}
