// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

var languages = []string{"en", "fr", "es", "ru", "ar", "zh"}

// Every State's official name in every language, alone, and in a list as the
// documents of that language print lists.
func TestNamesIn_EveryName(t *testing.T) {
	lists := map[string]string{
		"en": "A, B and C", "fr": "A, B et C", "es": "A, B y C", "ru": "A, B и C", "ar": "A، B وC", "zh": "A、B和C",
	}
	for _, lang := range languages {
		names := refdata.NamesIn(lang)
		all := slices.Concat(refdata.All(), refdata.Specimens())
		for i, s := range all {
			for _, form := range []refdata.Form{refdata.Short, refdata.Formal} {
				name := s.Name(lang, form)
				if code, ok := names.ByName(name); !ok || code != s.Code {
					t.Errorf("%s: %q is %q, want %s", lang, name, code, s.Code)
				}
				next, third := all[(i+1)%len(all)], all[(i+2)%len(all)]
				list := strings.NewReplacer("A", name, "B", next.Name(lang, form), "C", third.Name(lang, form)).Replace(lists[lang])
				codes, unknown := names.Scan(list)
				if !slices.Equal(codes, []heed.StateCode{s.Code, next.Code, third.Code}) || len(unknown) > 0 {
					t.Errorf("%s: %q is %v and unknown %q", lang, list, codes, unknown)
				}
			}
		}
	}
}

func TestNamesIn_Lists(t *testing.T) {
	for _, c := range []struct{ lang, text, want, unknown string }{
		{"fr", "Venezuela (République bolivarienne du)", "VEN", ""},
		{"fr", "la France et l’Algérie", "FRA DZA", ""},
		{"fr", "Congo, République démocratique du Congo", "COG COD", ""},
		{"fr", "Convention contre la torture", "", "Convention contre la torture"},
		{"fr", "Irlande du Nord", "", "Irlande du Nord"},
		{"es", "España, Venezuela (República Bolivariana de) e Italia", "ESP VEN ITA", ""},
		{"es", "los Países Bajos, el Perú", "NLD PER", ""},
		{"ru", "Венесуэла (Боливарианская Республика), Франция", "VEN FRA", ""},
		{"ru", "Соединенное Королевство Великобритании и Северной Ирландии и Ирландия", "GBR IRL", ""},
		{"ar", "فرنسا، وإيران (جمهورية - الإسلامية)، والمغرب", "FRA IRN MAR", ""},
		{"ar", "فنزويلا (جمهورية - البوليفارية)", "VEN", ""},
		{"ar", "اتفاقية مناهضة التعذيب", "", "اتفاقية مناهضة التعذيب"},
		{"zh", "波斯尼亚和黑塞哥维那和法国", "BIH FRA", ""},
		{"zh", "委内瑞拉（玻利瓦尔共和国）、刚果（金）", "VEN COD", ""},
		{"zh", "法国政府", "", "法国政府"},
		{"zh", "大不列颠及北爱尔兰联合王国、爱尔兰", "GBR IRL", ""},
	} {
		codes, unknown := refdata.NamesIn(c.lang).Scan(c.text)
		var got []string
		for _, code := range codes {
			got = append(got, string(code))
		}
		if strings.Join(got, " ") != c.want || strings.Join(unknown, "|") != c.unknown {
			t.Errorf("%s: %q is %v and unknown %q, want %s and %q", c.lang, c.text, got, unknown, c.want, c.unknown)
		}
	}
}

func TestNamesIn_At(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"fr", "L’Algérie a salué", "DZA"},
		{"fr", "Au cours du dialogue", ""},
		{"es", "El Brasil encomió", "BRA"},
		{"ru", "Алжир приветствовал", "DZA"},
		{"ar", "الجزائر رحبت", "DZA"},
		{"zh", "阿尔及利亚欢迎", "DZA"},
		{"zh", strings.Repeat("一", 100), ""},
	} {
		if got, _, _ := refdata.NamesIn(c.lang).At(c.text); string(got) != c.want {
			t.Errorf("%s: %q begins with %q, want %s", c.lang, c.text, got, c.want)
		}
	}
}
