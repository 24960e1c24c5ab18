// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/testkit"
)

func TestAll_CountsMembersObserversAndGroups(t *testing.T) {
	status, groups := map[refdata.Status]int{}, map[refdata.RegionalGroup]int{}
	for _, s := range refdata.All() {
		status[s.Status]++
		groups[s.Group]++
	}
	if status[refdata.Member] != 193 || status[refdata.Observer] != 2 || len(status) != 2 {
		t.Errorf("members and observers: %v, want 193 and 2", status)
	}
	want := map[refdata.RegionalGroup]int{
		refdata.African: 54, refdata.AsiaPacific: 54, refdata.EEG: 23, refdata.GRULAC: 33,
		refdata.WEOG:    29, // 28 and the United States, which counts there in elections
		refdata.NoGroup: 2,
	}
	for g, n := range want {
		if groups[g] != n {
			t.Errorf("group %s has %d States, want %d", g, groups[g], n)
		}
	}
	if len(groups) != len(want) {
		t.Errorf("groups: %v", groups)
	}
}

func TestAll_EveryStateIsComplete(t *testing.T) {
	m49 := regexp.MustCompile(`^\d{3}$`)
	seen := map[string]heed.StateCode{}
	for _, s := range refdata.All() {
		if !s.Code.Valid() || !m49.MatchString(s.M49) {
			t.Errorf("%s: code or M49 %q is malformed", s.Code, s.M49)
		}
		if s.Code[0] == 'X' {
			t.Errorf("%s: real States have no codes that ISO leaves to users", s.Code)
		}
		if was := seen[s.M49]; was != "" {
			t.Errorf("%s and %s share M49 %s", was, s.Code, s.M49)
		}
		seen[s.M49] = s.Code
	}
	names := map[string]heed.StateCode{}
	for _, s := range append(refdata.All(), refdata.Specimens()...) {
		for _, lang := range []string{"en", "ru", "kk"} {
			for _, form := range []refdata.Form{refdata.Short, refdata.Formal, refdata.InText} {
				if s.Name(lang, form) == "" {
					t.Errorf("%s has no name in %s, form %d", s.Code, lang, form)
				}
			}
			short := lang + s.Name(lang, refdata.Short)
			if was := names[short]; was != "" {
				t.Errorf("%s and %s are both called %s", was, s.Code, short)
			}
			names[short] = s.Code
		}
		if s.Name("ru", refdata.Short) == s.Name("en", refdata.Short) || s.Name("kk", refdata.Short) == s.Name("en", refdata.Short) {
			t.Errorf("%s has an English name in another language", s.Code)
		}
	}
}

func TestSpecimens_AreNoRealStates(t *testing.T) {
	for _, s := range refdata.Specimens() {
		if s.Code[0] != 'X' || !s.Code.Valid() {
			t.Errorf("%s is not one of XAA to XZZ", s.Code)
		}
		if !refdata.Specimen(s.Code) || !refdata.Known(s.Code) {
			t.Errorf("%s is not known as a specimen", s.Code)
		}
	}
	if refdata.Specimen("KAZ") || refdata.Specimen("") || refdata.Known("XXX") {
		t.Error("a real, empty or unknown code passes for a specimen")
	}
	if got := refdata.Name("XVA", "en", refdata.Formal); got != "the Republic of Veldania" {
		t.Errorf("XVA is called %q", got)
	}
}

func TestName_Forms(t *testing.T) {
	for _, c := range []struct {
		code heed.StateCode
		lang string
		form refdata.Form
		want string
	}{
		{"GBR", "en", refdata.Short, "United Kingdom of Great Britain and Northern Ireland"},
		{"GBR", "en", refdata.InText, "the United Kingdom of Great Britain and Northern Ireland"},
		{"TUR", "en", refdata.Short, "Türkiye"},
		{"VEN", "en", refdata.Short, "Venezuela (Bolivarian Republic of)"},
		{"VEN", "en", refdata.InText, "the Bolivarian Republic of Venezuela"},
		{"BHS", "en", refdata.Short, "Bahamas"},
		{"BHS", "en", refdata.InText, "the Bahamas"},
		{"KAZ", "en", refdata.InText, "Kazakhstan"},
		{"KAZ", "ru", refdata.Formal, "Республика Казахстан"},
		{"KAZ", "kk", refdata.Formal, "Қазақстан"},
		{"VAT", "ru", refdata.Short, "Святой Престол"},
		{"KAZ", "fr", refdata.Short, "Kazakhstan"},
		{"ZZZ", "en", refdata.Short, "ZZZ"},
	} {
		if got := refdata.Name(c.code, c.lang, c.form); got != c.want {
			t.Errorf("Name(%s, %s, %d) = %q, want %q", c.code, c.lang, c.form, got, c.want)
		}
	}
}

func TestCycleOfSession(t *testing.T) {
	for n, want := range map[int]int{-1: 0, 0: 0, 1: 1, 12: 1, 13: 2, 20: 2, 26: 2, 27: 3, 40: 3, 41: 4, 54: 4, 55: 0, 1000: 0} {
		if got := refdata.CycleOfSession(n); got != want {
			t.Errorf("CycleOfSession(%d) = %d, want %d", n, got, want)
		}
	}
}

func TestSessionOf_DaysFitTheYearAndFollowEachOther(t *testing.T) {
	var before time.Time
	for n := 1; n <= 54; n++ {
		s, ok := refdata.SessionOf(n)
		if !ok || s.Number != n || s.Cycle == 0 {
			t.Fatalf("session %d: %+v, %v", n, s, ok)
		}
		if s.Start == "" {
			continue
		}
		start, err1 := time.Parse(time.DateOnly, string(s.Start))
		end, err2 := time.Parse(time.DateOnly, string(s.End))
		if err1 != nil || err2 != nil || !start.After(before) || !end.After(start) || start.Year() != s.Year {
			t.Errorf("session %d: %+v does not fit", n, s)
		}
		before = end
	}
	if _, ok := refdata.SessionOf(55); ok {
		t.Error("session 55 has no dates yet")
	}
}

func TestCorpus_EveryCodeIsKnown(t *testing.T) {
	dir := testkit.Corpus(t)
	for file, columns := range map[string][]string{"reviews.csv": {"state"}, "upr-info-rows.csv": {"state", "recommending_state"}} {
		f, err := os.Open(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(f).ReadAll()
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for i, head := range lines[0] {
			for _, column := range columns {
				if head != column {
					continue
				}
				for _, line := range lines[1:] {
					if code := heed.StateCode(line[i]); code.Valid() && !refdata.Known(code) {
						t.Errorf("%s: %s %q is not known", file, column, code)
					}
				}
			}
		}
	}
}
