// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

func TestStateByName(t *testing.T) {
	for name, want := range map[string]heed.StateCode{
		"Kazakhstan": "KAZ", "KAZAKHSTAN": "KAZ", "Kazakh-\nstan": "KAZ", "Kazakhstan12": "KAZ", "Kazakhstan 12": "KAZ", "Kazakhstan*": "KAZ",
		"United Kingdom": "GBR", "UK": "GBR", "U.K.": "GBR", "the United Kingdom of Great Britain and Northern Ireland": "GBR",
		"USA": "USA", "U.S.A.": "USA", "US": "USA", "United States": "USA", "United States of America": "USA",
		"Holy See": "VAT", "Palestine": "PSE", "State of Palestine": "PSE",
		"Swaziland": "SWZ", "Eswatini": "SWZ", "the former Yugoslav Republic of Macedonia": "MKD", "TFYRM": "MKD", "North Macedonia": "MKD",
		"Czech Republic": "CZE", "Czechia": "CZE", "Cape Verde": "CPV", "Cabo Verde": "CPV", "Libyan Arab Jamahiriya": "LBY", "Libya": "LBY",
		"Venezuela (Bolivarian Republic of)": "VEN", "Bolivarian Republic of Venezuela": "VEN", "Venezuela": "VEN",
		"Iran (Islamic Republic of)": "IRN", "Islamic Republic of Iran": "IRN", "Iran": "IRN",
		"Viet Nam": "VNM", "Vietnam": "VNM", "Republic of Korea": "KOR", "South Korea": "KOR", "Korea, Republic of": "KOR",
		"DPRK": "PRK", "Democratic People's Republic of Korea": "PRK", "Democratic People’s Republic of Korea": "PRK",
		"Côte d'Ivoire": "CIV", "Côte d’Ivoire": "CIV", "Cote d`Ivoire": "CIV", "Cote d' Ivoire": "CIV",
		"Lao PDR": "LAO", "Lao People's Democratic Republic": "LAO", "Syria": "SYR", "Russia": "RUS", "Moldova": "MDA", "Tanzania": "TZA",
		"Micronesia": "FSM", "Timor Leste": "TLS", "Timor-Leste": "TLS", "Timor‑Leste": "TLS", "Brunei": "BRN",
		"Turkey": "TUR", "Türkiye": "TUR", "Burma": "MMR", "Congo": "COG", "Democratic Republic of the Congo": "COD",
		"Democratic Republic of Congo": "COD", "DRC": "COD", "Niger": "NER", "Nigeria": "NGA", "Dominica": "DMA", "Dominican Republic": "DOM",
		"Guinea": "GIN", "Guinea Bissau": "GNB", "Equatorial Guinea": "GNQ", "Papua New Guinea": "PNG", "The Gambia": "GMB", "Gambia (the)": "GMB",
		"Trinidad & Tobago": "TTO", "St. Lucia": "LCA", "São Tomé and Príncipe": "STP", "Россия Федерация": "", "Казахстан": "KAZ", "Қазақстан": "KAZ",
		"Veldania": "XVA", "Saint Orin and the Isles": "XSO", "Cote d’Alba": "XCD", "Kelmoor (Federation of)": "XKE",
		"Korea": "", "Taiwan": "", "Kosovo": "", "European Union": "", "us": "", "car": "", "": "", "the": "", "12": "", "Samoa and Tonga": "",
	} {
		got, ok := refdata.StateByName(name)
		if got != want || ok != (want != "") {
			t.Errorf("StateByName(%q) = %q, %v, want %q", name, got, ok, want)
		}
	}
}

func TestStateByName_KnowsEveryNameOfItsTables(t *testing.T) {
	for _, s := range append(refdata.All(), refdata.Specimens()...) {
		for _, lang := range []string{"en", "ru", "kk"} {
			for _, form := range []refdata.Form{refdata.Short, refdata.Formal, refdata.InText} {
				name := s.Name(lang, form)
				if got, ok := refdata.StateByName(name); !ok || got != s.Code {
					t.Errorf("StateByName(%q) = %q, want %s", name, got, s.Code)
				}
			}
		}
	}
}

func TestScanStates(t *testing.T) {
	for _, c := range []struct {
		text    string
		codes   []heed.StateCode
		unknown []string
	}{
		{"Portugal, Slovakia", []heed.StateCode{"PRT", "SVK"}, nil},
		{"France and Mexico", []heed.StateCode{"FRA", "MEX"}, nil},
		{"Trinidad and Tobago, Bosnia and Herzegovina and Antigua and Barbuda", []heed.StateCode{"TTO", "BIH", "ATG"}, nil},
		{"Venezuela (Bolivarian Republic of)", []heed.StateCode{"VEN"}, nil},
		{"Bahrain/ Qatar", []heed.StateCode{"BHR", "QAT"}, nil},
		{"(France) (Lithuania)", []heed.StateCode{"FRA", "LTU"}, nil},
		{"Libya, Iran (Islamic Republic of)", []heed.StateCode{"LBY", "IRN"}, nil},
		{"Iran (Islamic Republic of), Islamic Republic of Mauritania", []heed.StateCode{"IRN", "MRT"}, nil},
		{"Bolivia (Plurinational State of), Korea, Republic of, and Peru", []heed.StateCode{"BOL", "KOR", "PER"}, nil},
		{"Congo, Democratic Republic of the Congo", []heed.StateCode{"COG", "COD"}, nil},
		{"Republic of Korea, Democratic People’s Republic of Korea", []heed.StateCode{"KOR", "PRK"}, nil},
		{"Republic of Korea and Republic of Moldova", []heed.StateCode{"KOR", "MDA"}, nil},
		{"Papua New Guinea, Guinea, Guinea-Bissau", []heed.StateCode{"PNG", "GIN", "GNB"}, nil},
		{"Sudan, South Africa, South Sudan", []heed.StateCode{"SDN", "ZAF", "SSD"}, nil},
		{"United Kingdom of Great Britain and Northern Ireland, Ireland", []heed.StateCode{"GBR", "IRL"}, nil},
		{"Ireland; United Kingdom", []heed.StateCode{"IRL", "GBR"}, nil},
		{"BosniaandHerzegovina", []heed.StateCode{"BIH"}, nil},
		{"Thailand17, Japan 3", []heed.StateCode{"THA", "JPN"}, nil},
		{"Spain, Spain", []heed.StateCode{"ESP"}, nil},
		{"Viet Nam, the Lao People's Democratic Republic and the Holy See", []heed.StateCode{"VNM", "LAO", "VAT"}, nil},
		{"Kelmoor (Federation of), Saint Orin and the Isles and Côte d’Alba", []heed.StateCode{"XKE", "XSO", "XCD"}, nil},
		{"Optional Protocol", nil, []string{"Optional Protocol"}},
		{"Norway, Atlantis, Chile", []heed.StateCode{"NOR", "CHL"}, []string{"Atlantis"}},
		{"Northern Ireland", nil, []string{"Northern Ireland"}},
		{"Korea", nil, []string{"Korea"}},
		{"2012", nil, []string{"2012"}},
		{"to go", nil, []string{"to go"}},
		{"CAT, CEDAW", nil, []string{"CAT", "CEDAW"}},
		{"recommended by Brazil", []heed.StateCode{"BRA"}, []string{"recommended by"}},
		{"", nil, nil},
		{" and ", nil, nil},
	} {
		codes, unknown := refdata.ScanStates(c.text)
		if d := cmp.Diff(c.codes, codes); d != "" {
			t.Errorf("ScanStates(%q): codes\n%s", c.text, d)
		}
		if d := cmp.Diff(c.unknown, unknown); d != "" {
			t.Errorf("ScanStates(%q): unknown\n%s", c.text, d)
		}
	}
}

func TestStateAt(t *testing.T) {
	for _, c := range []struct {
		text string
		code heed.StateCode
		name string
	}{
		{"Kazakhstan thanked the delegations.", "KAZ", "Kazakhstan"},
		{"The Bolivarian Republic of Venezuela noted progress.", "VEN", "Bolivarian Republic of Venezuela"},
		{"Bosnia and Herzegovina and Chad welcomed", "BIH", "Bosnia and Herzegovina"},
		{"Guinea-Bissau commended", "GNB", "Guinea-Bissau"},
		{"Congo, Democratic Republic of", "COG", "Congo"},
		{"It thanked Kazakhstan", "", ""},
		{"turkey", "", ""},
		{"The ", "", ""},
		{"", "", ""},
	} {
		code, name, end := refdata.StateAt(c.text)
		if code != c.code || name != c.name || !strings.HasSuffix(c.text[:end], name) {
			t.Errorf("StateAt(%q) = %q, %q, %d, want %q, %q", c.text, code, name, end, c.code, c.name)
		}
	}
}

// Any list of States in any usual form of list is read back whole.
func TestScanStates_ReadsBackEveryList(t *testing.T) {
	all := refdata.All()
	rapid.Check(t, func(t *rapid.T) {
		states := rapid.SliceOfNDistinct(rapid.SampledFrom(all), 1, 12, func(s refdata.State) heed.StateCode { return s.Code }).Draw(t, "states")
		form := rapid.SampledFrom([]refdata.Form{refdata.Short, refdata.Formal, refdata.InText}).Draw(t, "form")
		between := rapid.SampledFrom([]string{", ", " and ", "/ ", "; ", ") (", ", and "}).Draw(t, "between")
		var names []string
		var want []heed.StateCode
		for _, s := range states {
			names = append(names, s.Name("en", form))
			want = append(want, s.Code)
		}
		text := strings.Join(names, between)
		codes, unknown := refdata.ScanStates(text)
		if d := cmp.Diff(want, codes); d != "" || unknown != nil {
			t.Fatalf("%q\n%s\nunknown %q", text, d, unknown)
		}
	})
}

func FuzzScanStates(f *testing.F) {
	for _, s := range []string{"France and Mexico", "Bahrain/ Qatar", "Korea, Republic of", "\u00ad&U.S.A.12", "Côte d’Ivoire", "(((", "ÄÖ\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		codes, unknown := refdata.ScanStates(text)
		for _, c := range codes {
			if !refdata.Known(c) {
				t.Errorf("unknown code %q", c)
			}
		}
		for _, u := range unknown {
			if u == "" || !strings.Contains(text, u) {
				t.Errorf("%q is not in the text", u)
			}
		}
		if code, name, end := refdata.StateAt(text); code != "" && !strings.HasSuffix(text[:end], name) {
			t.Errorf("StateAt: %q does not end at %d", name, end)
		}
		if code, ok := refdata.StateByName(text); ok && utf8.ValidString(text) && !refdata.Known(code) {
			t.Errorf("StateByName gives %q", code)
		}
	})
}

func BenchmarkScanStates(b *testing.B) {
	text := strings.Repeat("Libya, Iran (Islamic Republic of), Bosnia and Herzegovina and ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		refdata.ScanStates(text)
	}
}
