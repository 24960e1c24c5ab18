// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

func TestResolveState(t *testing.T) {
	for name, want := range map[string]heed.StateCode{
		"KAZ": "KAZ", "kaz": "KAZ", "398": "KAZ", " Kazakhstan ": "KAZ", "Казахстан": "KAZ", "Қазақстан": "KAZ", "哈萨克斯坦": "KAZ", "كازاخستان": "KAZ", "Kazajstán": "KAZ", "kazakhstan (le)": "KAZ",
		"Turkey": "TUR", "Türkiye": "TUR", "Turquie": "TUR", "la Turquie": "TUR", "TURQUIA": "TUR", "Турция": "TUR", "تركيا": "TUR", "土耳其": "TUR", "Түркия": "TUR",
		"Swaziland": "SWZ", "Eswatini": "SWZ", "Свазиленд": "SWZ", "l’Eswatini": "SWZ", "斯威士兰": "SWZ", "سوازيلند": "SWZ",
		"us": "USA", "usa": "USA", "сша": "USA", "États-Unis": "USA", "les Etats-Unis d'Amérique": "USA", "АҚШ": "USA", "美国": "USA",
		"uk": "GBR", "Великобритания": "GBR", "Royaume-Uni": "GBR", "英国": "GBR", "Ұлыбритания": "GBR",
		"Iran": "IRN", "République islamique d’Iran": "IRN", "伊朗": "IRN", "El Salvador": "SLV", "Salvador": "", "Congo": "COG", "le Congo": "COG", "RDC": "COD", "刚果": "COG",
		"Guinée": "GIN", "Guinée équatoriale": "GNQ", "Нигер": "NER", "Нигерия": "NGA", "Níger": "NER", "Dominique": "DMA", "République dominicaine": "DOM",
		"Beyaz": "", "": "", "la": "", "001": "", "Korea": "", "Corée": "", "ZZZ": "", "Veldania": "XVA", "xva": "XVA",
	} {
		if got, ok := refdata.ResolveState(name); got != want || ok != (want != "") {
			t.Errorf("ResolveState(%q) = %q, %v, want %q", name, got, ok, want)
		}
	}
}

// Every name leads to its State, each State has one in every script, and no
// name is two States'.
func TestNamesOf_LeadBackToTheState(t *testing.T) {
	for _, s := range append(refdata.All(), refdata.Specimens()...) {
		names := refdata.NamesOf(s.Code)
		for _, name := range names {
			if got, ok := refdata.ResolveState(name); !ok || got != s.Code {
				t.Errorf("ResolveState(%q) = %q, want %s", name, got, s.Code)
			}
		}
		if s.Status == refdata.Invented {
			continue
		}
		for _, script := range []*unicode.RangeTable{unicode.Arabic, unicode.Han, unicode.Cyrillic, unicode.Latin} {
			if !slices.ContainsFunc(names, func(n string) bool {
				return strings.ContainsFunc(n, func(r rune) bool { return unicode.Is(script, r) })
			}) {
				t.Errorf("%s lacks a name in a script: %q", s.Code, names)
			}
		}
	}
}

func TestNamesOf(t *testing.T) {
	for code, want := range map[heed.StateCode][]string{
		"TUR": {"Türkiye", "Turkey", "Republic of Türkiye", "Turquie", "Турция", "Түркия", "土耳其"},
		"SWZ": {"Eswatini", "Swaziland", "Kingdom of Eswatini", "Свазиленд", "Swazilandia"},
		"VNM": {"Viet Nam", "Vietnam", "Вьетнам"}, "GBR": {"United Kingdom", "UK", "Великобритания"}, "USA": {"USA", "États-Unis", "США"},
	} {
		got := refdata.NamesOf(code)
		for _, n := range want {
			if !slices.Contains(got, n) {
				t.Errorf("%s is not called %q: %q", code, n, got)
			}
		}
		for _, n := range []string{"US", "Untied States", "the United States of America"} {
			if slices.Contains(got, n) {
				t.Errorf("%s is called %q", code, n)
			}
		}
	}
	if got := refdata.NamesOf("ZZZ"); len(got) != 0 {
		t.Errorf("no State is called %q", got)
	}
}
