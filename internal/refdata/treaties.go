// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/heed-upr/heed"
)

// TreatyKey is the short name of a treaty: "CAT", "ICCPR-OP2".
type TreatyKey string

// Treaty is a human rights treaty of the UN.
type Treaty struct {
	Key TreatyKey
	// Title is the English title in full.
	Title string
	// OptIn are the articles whose procedures bind only a State that declares
	// so; OptOut those that a State may keep out of by a declaration.
	OptIn, OptOut []string

	names map[string]string // by language
}

// Name gives the treaty's name in a language ("en", "ru", "kk"); English in
// others.
func (t Treaty) Name(lang string) string {
	if n := t.names[lang]; n != "" {
		return n
	}
	return t.names["en"]
}

// Act is what a State did about a treaty.
type Act string

// The acts. Who accedes or succeeds has not signed and is bound all the same:
// "not a signatory" says nothing about being a party.
const (
	Signature    Act = "signature"
	Ratification Act = "ratification"
	Accession    Act = "accession"
	Succession   Act = "succession"
	// Party is being bound where the source does not say by which act.
	Party Act = "party"
	// Declaration accepts a procedure, OptOut keeps out of one; the article is
	// told.
	Declaration Act = "declaration"
	OptOut      Act = "opt_out"
	Reservation Act = "reservation"
	// Withdrawal takes back a reservation, a declaration or an opt-out.
	Withdrawal   Act = "withdrawal"
	Denunciation Act = "denunciation"
	// NeverSigned and NoAct are no acts but what a source says of there being
	// none: no signature, or nothing at all, up to the day of TreatyAct.AsOf.
	NeverSigned Act = "never_signed"
	NoAct       Act = "none"
)

// Acts lists the acts in the order in which they come about.
func Acts() []Act {
	return []Act{
		Signature, Ratification, Accession, Succession, Party, Declaration, OptOut, Reservation, Withdrawal, Denunciation,
		NeverSigned, NoAct,
	}
}

// Key is the key of the act's name in the catalogues.
func (a Act) Key() string { return "treaty.act." + string(a) }

// Binds reports whether by this act a State became a party.
func (a Act) Binds() bool {
	return a == Ratification || a == Accession || a == Succession || a == Party
}

// Dated reports whether it is something that was done on a day; that there was no act
// was not.
func (a Act) Dated() bool { return a != NeverSigned && a != NoAct }

// TreatyAct is one act of a State about a treaty, as a source tells it.
type TreatyAct struct {
	State  heed.StateCode
	Treaty TreatyKey
	Act    Act
	// Date is "" where the source gives no day; Year is 0 where it gives no
	// year either.
	Date heed.Date
	Year int
	// Article is the article of a declaration or an opt-out, or "".
	Article string
	Source  Source
	// AsOf is the day or month up to which the source speaks: "2025-10-10",
	// "2022-08". What came later is not in it.
	AsOf string
}

// When is the day of the act, or its year, or "" where no source tells.
func (a TreatyAct) When() string {
	if a.Date == "" && a.Year > 0 {
		return strconv.Itoa(a.Year)
	}
	return string(a.Date)
}

// treatyTables is what the tables of treaties hold. They are read apart from
// the others: few pages need them, and they are long.
type treatyTables struct {
	treaties []Treaty
	byKey    map[TreatyKey]Treaty
	sources  map[string]TreatyAct         // with Source and AsOf
	titles   map[string]map[string]string // of sources, in other languages, by that in English
	acts     map[heed.StateCode][]TreatyAct
}

var loadTreaties = sync.OnceValue(func() *treatyTables {
	t, err := readTreaties()
	if err != nil {
		panic(err) // as for the other tables
	}
	return t
})

func readTreaties() (*treatyTables, error) {
	t := &treatyTables{byKey: map[TreatyKey]Treaty{}, sources: map[string]TreatyAct{}, titles: map[string]map[string]string{}, acts: map[heed.StateCode][]TreatyAct{}}
	for _, step := range []struct {
		file string
		row  func(row) error
	}{
		{"treaties.csv", t.addTreaty},
		{"treaty_sources.csv", t.addSource},
		{"treaty_acts.csv", t.addAct},
		{"specimen_treaty_acts.csv", t.addAct},
	} {
		rows, err := readCSV(step.file)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if err := step.row(r); err != nil {
				return nil, fmt.Errorf("refdata: %s: %w", step.file, err)
			}
		}
	}
	return t, nil
}

func (t *treatyTables) addTreaty(r row) error {
	treaty := Treaty{
		Key: TreatyKey(r["key"]), Title: r["title_en"], OptIn: strings.Fields(r["opt_in"]), OptOut: strings.Fields(r["opt_out"]),
		names: map[string]string{"en": r["short_en"], "ru": r["short_ru"], "kk": r["short_kk"]},
	}
	if _, twice := t.byKey[treaty.Key]; twice || treaty.Key == "" || treaty.Title == "" {
		return fmt.Errorf("treaty %q: twice, or incomplete", treaty.Key)
	}
	t.byKey[treaty.Key] = treaty
	t.treaties = append(t.treaties, treaty)
	return nil
}

func (t *treatyTables) addSource(r row) error {
	if r["key"] == "" || r["title"] == "" || r["as_of"] == "" {
		return fmt.Errorf("source %q: incomplete", r["key"])
	}
	t.sources[r["key"]] = TreatyAct{Source: Source{r["key"], r["title"]}, AsOf: r["as_of"]}
	t.titles[r["title"]] = map[string]string{"ru": r["title_ru"], "kk": r["title_kk"]}
	return nil
}

func (t *treatyTables) addAct(r row) error {
	a, ok := t.sources[r["source"]]
	if !ok {
		return fmt.Errorf("%q is no source", r["source"])
	}
	a.State, a.Treaty, a.Act, a.Article = heed.StateCode(r["state"]), TreatyKey(r["treaty"]), Act(r["act"]), r["article"]
	treaty, ok := t.byKey[a.Treaty]
	if !ok || !Known(a.State) || !slices.Contains(Acts(), a.Act) {
		return fmt.Errorf("%s, %s, %s: unknown State, treaty or act", a.State, a.Treaty, a.Act)
	}
	if a.Act == Declaration && !slices.Contains(treaty.OptIn, a.Article) || a.Act == OptOut && !slices.Contains(treaty.OptOut, a.Article) {
		return fmt.Errorf("%s, %s: no %s under article %q", a.State, a.Treaty, a.Act, a.Article)
	}
	if err := a.setDate(r["date"]); err != nil {
		return fmt.Errorf("%s, %s: %w", a.State, a.Treaty, err)
	}
	t.acts[a.State] = append(t.acts[a.State], a)
	return nil
}

// setDate takes a day, a year, or "".
func (a *TreatyAct) setDate(s string) error {
	if s == "" {
		return nil
	}
	year, _, day := strings.Cut(s, "-")
	n, err := strconv.Atoi(year)
	if err != nil || len(year) != 4 {
		return fmt.Errorf("%q is no date", s)
	}
	a.Year = n
	if !day {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return fmt.Errorf("%q is no date: %w", s, err)
	}
	a.Date = heed.Date(s)
	return nil
}

// SourceTitle is the title of a source of treaty acts in a language: that of another's
// work is what it is, and one that is Heed's own words is translated.
func SourceTitle(title, language string) string {
	return cmp.Or(loadTreaties().titles[title][language], title)
}

// Treaties lists the treaties in the order for showing.
func Treaties() []Treaty { return slices.Clone(loadTreaties().treaties) }

// TreatyByKey gives the treaty of a key.
func TreatyByKey(key TreatyKey) (Treaty, bool) {
	t, ok := loadTreaties().byKey[key]
	return t, ok
}

// TreatyActs gives what sources tell of a State's acts about treaties, in the
// order of Treaties and then by date, those without a date first. A treaty
// without an entry is one of which nothing is known, which is not NoAct.
func TreatyActs(state heed.StateCode) []TreatyAct {
	return slices.Clone(loadTreaties().acts[state])
}
