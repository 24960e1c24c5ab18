// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

func TestTreaties_AreCompleteInThreeLanguages(t *testing.T) {
	treaties := refdata.Treaties()
	if len(treaties) != 18 {
		t.Errorf("%d treaties, want 18", len(treaties))
	}
	seen := map[string]bool{}
	for _, treaty := range treaties {
		for _, lang := range []string{"en", "ru", "kk"} {
			name := treaty.Name(lang)
			if name == "" || seen[lang+name] || lang != "en" && name == treaty.Name("en") {
				t.Errorf("%s: name %q in %s", treaty.Key, name, lang)
			}
			seen[lang+name] = true
		}
		if treaty.Name("tlh") != treaty.Name("en") {
			t.Errorf("%s has no name in a language that Heed does not speak", treaty.Key)
		}
		if got, ok := refdata.TreatyByKey(treaty.Key); !ok || got.Title != treaty.Title {
			t.Errorf("%s is not found by its key", treaty.Key)
		}
	}
}

// told gives a State's acts about a treaty in one line each.
func told(state heed.StateCode, treaty refdata.TreatyKey) (out []string) {
	for _, a := range refdata.TreatyActs(state) {
		if a.Treaty != treaty {
			continue
		}
		date := string(a.Date)
		if date == "" && a.Year != 0 {
			date = fmt.Sprint(a.Year)
		}
		out = append(out, fmt.Sprintf("%s %s %s %s %s", a.Act, date, a.Article, a.Source.Key, a.AsOf))
	}
	return out
}

func TestTreatyActs_OfKazakhstan(t *testing.T) {
	for treaty, want := range map[refdata.TreatyKey][]string{
		"CAT": {
			"never_signed   kaz-cat-note 1998-08-26",
			"accession 1998-08-26  kaz-cat-note 1998-08-26",
			"declaration 2008 21 CAT/C/KAZ/CO/2 2008-12-12",
			"declaration 2008 22 CAT/C/KAZ/CO/2 2008-12-12",
		},
		"ICESCR": {
			"signature 2003-12-02  ohchr-icescr 2025-10-10",
			"ratification 2006-01-24  ohchr-icescr 2025-10-10",
		},
		// It signed, and so ratified and did not accede.
		"ICCPR-OP2": {
			"signature 2020-09-23  wcadp-2022 2022-04-01",
			"ratification 2022-03-24  wcadp-2022 2022-04-01",
		},
		"OP-CRC-IC": {"signature 2023  CAT/C/KAZ/CO/4 2023-06-08"},
		"CRPD":      {"ratification 2015  CAT/C/KAZ/CO/4 2023-06-08"},
		"ICMW":      {"none   status-18 2022-08"},
		"OP-CRPD":   {"signature   status-18 2022-08"},
		// The list says party and not by which act; nothing is said of a signature.
		"OPCAT": {"party 2008  status-18 2022-08"},
	} {
		if d := cmp.Diff(want, told("KAZ", treaty)); d != "" {
			t.Errorf("%s: %s", treaty, d)
		}
	}
}

// Every member has something told of every treaty; what is not told is known
// here by name, and is not "no act".
func TestTreatyActs_CoverEveryMemberAndTreaty(t *testing.T) {
	unknown := []string{"GAB OP-CRC-IC"}
	for _, s := range refdata.All() {
		acts := refdata.TreatyActs(s.Code)
		if s.Status == refdata.Observer {
			if slices.ContainsFunc(acts, func(a refdata.TreatyAct) bool { return a.Treaty != "ICESCR" }) {
				t.Errorf("%s: the lists hold observers for one treaty only: %v", s.Code, acts)
			}
			continue
		}
		for _, treaty := range refdata.Treaties() {
			what := string(s.Code) + " " + string(treaty.Key)
			is := slices.ContainsFunc(acts, func(a refdata.TreatyAct) bool { return a.Treaty == treaty.Key })
			if is == slices.Contains(unknown, what) {
				t.Errorf("%s: told of: %v", what, is)
			}
		}
	}
}

// The acts of a State about a treaty fit together, and every one has a source.
func TestTreatyActs_FitTogether(t *testing.T) {
	n := 0
	for _, s := range refdata.All() {
		acts := map[refdata.TreatyKey][]refdata.Act{}
		for _, a := range refdata.TreatyActs(s.Code) {
			n++
			if a.State != s.Code || a.Source.Title == "" || a.AsOf == "" || a.Date != "" && a.Year == 0 {
				t.Errorf("%+v", a)
			}
			if year := fmt.Sprint(a.Year); a.Year != 0 && (a.Year < 1965 || year > a.AsOf[:4]) {
				t.Errorf("%s, %s: %s in %d, as of %s", a.State, a.Treaty, a.Act, a.Year, a.AsOf)
			}
			acts[a.Treaty] = append(acts[a.Treaty], a.Act)
		}
		for treaty, did := range acts {
			bound := 0
			for _, a := range did {
				if a.Binds() {
					bound++
				}
			}
			signed, never := slices.Contains(did, refdata.Signature), slices.Contains(did, refdata.NeverSigned)
			if bound > 1 || signed && never || len(did) > 1 && slices.Contains(did, refdata.NoAct) ||
				slices.Contains(did, refdata.Ratification) && never || slices.Contains(did, refdata.Declaration) && bound == 0 {
				t.Errorf("%s, %s: %v", s.Code, treaty, did)
			}
		}
	}
	if n < 3400 {
		t.Errorf("only %d acts", n)
	}
}

func TestTreatyActs_UnknownState(t *testing.T) {
	if got := refdata.TreatyActs("XZZ"); got != nil {
		t.Errorf("%v", got)
	}
}
