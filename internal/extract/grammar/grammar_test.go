// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package grammar

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
)

// Every table reads, and has what no report can be read without.
func TestTables(t *testing.T) {
	for _, language := range heed.Languages {
		g, err := read(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, rule := range []Rule{
			ReportTitle, Title, Conclusions, Dialogue, Annex, Pledges, Closing, LeadIn, CommentsBelow, Listed, AnswerLater, Position, Claim,
			Session, Review, Head, Adopted, Adopts, Troika, Asked, Spoke, Honorific, Office,
		} {
			if len(g.Forms(rule)) == 0 {
				t.Errorf("%s has no %s", language, rule)
			}
		}
		if language != "en" && len(g.numbers) < 10 {
			t.Errorf("%s has %d words of numbers", language, len(g.numbers))
		}
	}
}

func TestOrdinal(t *testing.T) {
	for language, cases := range map[string]map[string]int{
		"en": {"twentieth": 20, "forty-eighth": 48, "34": 34, "no": 0},
		"fr": {"vingtième": 20, "trente-quatrième": 34, "vingt et unième": 21, "quarante-huitième": 48, "9": 9, "présente": 0},
		"es": {"20": 20, "vigésimo": 20, "trigésimo cuarto": 34, "novena": 9, "siguiente": 0},
		"ru": {"двадцатую": 20, "тридцать четвертую": 34, "третьем": 3, "сорок восьмую": 48, "очередную": 0},
		"ar": {"العشرين": 20, "الرابعة والثلاثين": 34, "الثانية عشرة": 12, "٢٠": 20, "العادية": 0},
		"zh": {"二十": 20, "三十四": 34, "十二": 12, "九": 9, "２０": 20, "本": 0},
	} {
		for text, want := range cases {
			if got := Of(language).Ordinal(text); got != want {
				t.Errorf("%s: %q is %d, want %d", language, text, got, want)
			}
		}
	}
}

// A form matches a text however it is typed.
func TestWiden(t *testing.T) {
	for _, c := range []struct {
		language, text string
		rule           Rule
		want           bool
	}{
		{"fr", "Rapport du Groupe de travail sur l’Examen périodique universel", ReportTitle, true},
		{"fr", "Rapport\u00a0du Groupe de travail sur l'Examen périodique universel", ReportTitle, true},
		{"ar", "تقرير الفريق العامل المعني بالإستعراض الدوري الشامل", ReportTitle, true},
		{"ar", "تقريرُ الفريق العامِل المعنيّ بالاستعراض الدوري الشامل", ReportTitle, true},
		{"zh", "普遍定期审议 工作组报告", ReportTitle, true},
		{"zh", "人权理事会报告", ReportTitle, false},
	} {
		if got := Of(c.language).Matches(c.rule, c.text); got != c.want {
			t.Errorf("%s: %q: %v", c.language, c.text, got)
		}
	}
	found, ok := Of("zh").Find(Spoke, "７５个代表团作了发言")
	if d := cmp.Diff(map[string]string{"number": "７５"}, found.Group); !ok || d != "" {
		t.Errorf("spoke: %s", d)
	}
}
