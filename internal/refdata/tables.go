// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/heed-upr/heed"
)

//go:embed *.csv
var files embed.FS

// tables is everything in memory. It is made at first use, because most
// commands need it and the quickest ones do not.
type tables struct {
	real, specimens []State
	byCode          map[heed.StateCode]State
	names           *nameIndex
	called          map[heed.StateCode][]string // names, without those of state_names.csv
	sessions        map[int]Session
	sources         map[string]Source
	announce        map[string]bool // the sources that were written before their session was over
	reviews         []ReviewFact    // by State and cycle
}

var load = sync.OnceValue(func() *tables {
	t, err := readTables()
	if err != nil {
		// The tables are part of the program and its tests read them: this
		// cannot happen to anybody who runs a tested build.
		panic(err)
	}
	return t
})

func readTables() (*tables, error) {
	t := &tables{byCode: map[heed.StateCode]State{}, names: newNameIndex(), called: map[heed.StateCode][]string{}, sessions: map[int]Session{}, sources: map[string]Source{}, announce: map[string]bool{}}
	for _, step := range []struct {
		file string
		row  func(row) error
	}{
		{"states.csv", t.addReal},
		{"specimen.csv", t.addSpecimen},
		{"aliases.csv", t.addAlias},
		{"sessions.csv", t.addSession},
		{"review_sources.csv", t.addReviewSource},
		{"reviews.csv", t.addReview},
		{"review_totals.csv", t.addFigure},
		{"attempts.csv", t.addAttempt},
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

// row is one line of a table by column.
type row map[string]string

func readCSV(name string) ([]row, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, fmt.Errorf("refdata: open %s: %w", name, err)
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(f)
	r.Comment = '#'
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("refdata: first line of %s: %w", name, err)
	}
	var rows []row
	for {
		line, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("refdata: %s: %w", name, err)
		}
		m := row{}
		for i, column := range head {
			m[column] = line[i]
		}
		rows = append(rows, m)
	}
}

func (t *tables) addReal(r row) error {
	s, err := t.add(r, Status(r["status"]))
	if err == nil {
		t.real = append(t.real, s)
	}
	return err
}

func (t *tables) addSpecimen(r row) error {
	s, err := t.add(r, Invented)
	if err == nil {
		t.specimens = append(t.specimens, s)
	}
	return err
}

func (t *tables) add(r row, status Status) (State, error) {
	s := State{
		Code: heed.StateCode(r["iso3"]), M49: r["m49"], Group: RegionalGroup(r["group"]), Status: status,
		names: map[nameKey]string{
			{"en", Short}:  r["short_en"],
			{"en", Formal}: r["formal_en"],
			{"en", InText}: inText(r),
			{"ru", Short}:  r["short_ru"],
			{"ru", Formal}: r["formal_ru"],
			{"kk", Short}:  r["short_kk"],
		},
	}
	if !s.Code.Valid() {
		return s, fmt.Errorf("%q is not a code of three letters", s.Code)
	}
	if _, twice := t.byCode[s.Code]; twice {
		return s, fmt.Errorf("%s stands there twice", s.Code)
	}
	for _, name := range s.names {
		if err := t.names.add(name, s.Code); err != nil {
			return s, err
		}
	}
	for _, lang := range []string{"fr", "es", "ar", "zh"} { // of invented States only
		if name := r["short_"+lang]; name != "" {
			s.names[nameKey{lang, Short}] = name
			t.called[s.Code] = append(t.called[s.Code], name)
		}
	}
	t.byCode[s.Code] = s
	for _, column := range []string{"short_en", "formal_en", "short_ru", "formal_ru", "short_kk"} {
		t.called[s.Code] = append(t.called[s.Code], strings.TrimPrefix(r[column], "the "))
	}
	return s, nil
}

// inText gives the English name as a sentence needs it. UN style turns names
// with brackets round: "Iran (Islamic Republic of)" is "the Islamic Republic
// of Iran" in a sentence.
func inText(r row) string {
	switch {
	case strings.Contains(r["short_en"], "("):
		return r["formal_en"]
	case r["article_en"] != "":
		return r["article_en"] + " " + r["short_en"]
	}
	return r["short_en"]
}

func (t *tables) addAlias(r row) error {
	code := heed.StateCode(r["iso3"])
	if _, ok := t.byCode[code]; !ok {
		return fmt.Errorf("%q: no State has the code %s", r["name"], code)
	}
	switch r["kind"] {
	case "former", "form":
		t.called[code] = append(t.called[code], r["name"])
		return t.names.add(r["name"], code)
	case "abbreviation", "slip":
		return t.names.add(r["name"], code)
	}
	return fmt.Errorf("%q: unknown kind %q", r["name"], r["kind"])
}

func (t *tables) addSession(r row) error {
	n, err := strconv.Atoi(r["session"])
	if err != nil {
		return fmt.Errorf("session %q: %w", r["session"], err)
	}
	s := Session{Number: n, Cycle: CycleOfSession(n), Start: heed.Date(r["start"]), End: heed.Date(r["end"])}
	if r["year"] != "" {
		if s.Year, err = strconv.Atoi(r["year"]); err != nil {
			return fmt.Errorf("year of session %d: %w", n, err)
		}
	}
	if r["council"] != "" {
		if s.Council, err = strconv.Atoi(r["council"]); err != nil {
			return fmt.Errorf("session of the Council for session %d: %w", n, err)
		}
	}
	t.sessions[n] = s
	return nil
}
