// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"slices"
	"testing"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

func TestStateByAnyName(t *testing.T) {
	for name, want := range map[string]heed.StateCode{
		"Turkey": "TUR", "Türkiye": "TUR", "turkiye": "TUR", "Turquie": "TUR", "la Turquie": "TUR", "Turquía": "TUR", "Турция": "TUR", "土耳其": "TUR", "تركيا": "TUR", "Түркия": "TUR",
		"Swaziland": "SWZ", "Eswatini": "SWZ", "l'Eswatini": "SWZ", "Swazilandia": "SWZ", "Свазиленд": "SWZ", "斯威士兰": "SWZ", "Burma": "MMR", "Бирма": "MMR",
		"République de Corée": "KOR", "la República de Corea": "KOR", "大韩民国": "KOR", "韩国": "KOR", "Corée du Nord": "PRK", "جمهورية كوريا": "KOR",
		"République tchèque": "CZE", "Czechia": "CZE", "Côte d’Ivoire": "CIV", "les Pays-Bas": "NLD", "Países Bajos": "NLD", "les Bahamas": "BHS", "UK": "GBR", "США": "USA",
		"中国": "CHN", "科特迪瓦": "CIV", "الكرسي الرسولي": "VAT", "Saint-Siège": "VAT", "ex-République yougoslave de Macédoine": "MKD", "Ресей": "RUS",
		"Corée": "", "la": "", "l": "", "": "", "Atlantis": "", "us": "", "Guinée équatoriale": "GNQ", "Guinée": "GIN", "Guinea Ecuatorial": "GNQ", "Dominica": "DMA", "República Dominicana": "DOM",
	} {
		got, ok := refdata.StateByAnyName(name)
		if got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v, want %q", name, got, ok, want)
		}
	}
}

// Every State has a name in each language, and whatever it is called finds it.
func TestCalled_FindsTheState(t *testing.T) {
	for _, s := range refdata.All() {
		names := refdata.Called(s.Code)
		if len(names) < 9 {
			t.Errorf("%s is called %q only", s.Code, names)
		}
		for _, name := range names {
			if got, ok := refdata.StateByAnyName(name); !ok || got != s.Code {
				t.Errorf("%q is %q, want %s", name, got, s.Code)
			}
		}
		for _, lang := range []string{"fr", "es", "ar", "zh"} {
			if name := s.Name(lang, refdata.Formal); !slices.Contains(names, name) {
				t.Errorf("%s has no name in %s", s.Code, lang)
			}
		}
	}
	if names := refdata.Called("TUR"); names[0] != "Türkiye" || !slices.Contains(names, "Turkey") || slices.Contains(refdata.Called("GBR"), "UK") {
		t.Errorf("TUR is called %q", names)
	}
}

// Names in other languages serve search; reading an English list stays as it is.
func TestScanStates_KnowsNoForeignNames(t *testing.T) {
	if codes, unknown := refdata.ScanStates("Maurice, Chine and Inde"); len(codes) != 0 || len(unknown) == 0 {
		t.Errorf("%v, %q", codes, unknown)
	}
}
