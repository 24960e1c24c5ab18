// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Names of the sources of whole lists, as treaty_sources.csv has them.
const (
	fromStatus = "status-18"
	fromOHCHR  = "ohchr-icescr"
)

// icescr is the treaty of which there is a newer list with days.
const (
	icescr   = "ICESCR"
	icescrOP = "ICESCR-OP"
)

// notStates are names in the lists that are no member or observer State.
var notStates = []string{"Montserrat", "Cook Islands", "European Union", "Niue"}

// pair is a State and a treaty.
type pair struct {
	state  heed.StateCode
	treaty string
}

// line is a line of treaty_acts.csv. The date is a day, a year, or "".
type line struct {
	act                   refdata.Act
	date, article, source string
}

// table is what is known so far.
type table map[pair][]line

// build gives treaty_acts.csv. What is known of single acts is taken first, then
// the lists, the newer one first: each adds what is not known yet.
func build(corpus string) ([]byte, error) {
	t := table{}
	lists := filepath.Join(corpus, "reference", "ratification")
	if err := eachOf("known.csv", bytes.NewReader(known), t.takeKnown); err != nil {
		return nil, err
	}
	for _, step := range []struct {
		path string
		take func(map[string]string) error
	}{
		{filepath.Join(lists, "ohchr_icescr_status_2025-10-10.csv"), t.takeOHCHR},
		{filepath.Join(lists, "ratification_18_instruments_2022-08.csv"), t.takeStatus},
	} {
		if err := each(step.path, step.take); err != nil {
			return nil, err
		}
	}
	return t.write()
}

//go:embed known.csv
var known []byte

// each calls take with every line of a CSV file.
func each(path string, take func(map[string]string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	return eachOf(path, file, take)
}

// eachOf calls take with every line of a CSV table, by column.
func eachOf(name string, in io.Reader, take func(map[string]string) error) error {
	r := csv.NewReader(in)
	r.Comment, r.FieldsPerRecord = '#', -1
	rows, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, column := range rows[0] {
			if i < len(row) {
				m[column] = row[i]
			}
		}
		if err := take(m); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// takeKnown takes a line of known.csv.
func (t table) takeKnown(m map[string]string) error {
	p := pair{heed.StateCode(m["state"]), m["treaty"]}
	t[p] = append(t[p], line{refdata.Act(m["act"]), m["date"], m["article"], m["source"]})
	return nil
}

// takeOHCHR takes a line of OHCHR's table of the Covenant on Economic, Social
// and Cultural Rights. Its column holds ratification, accession and succession
// alike: only a State that had signed ratifies. Where it gives no signature, the
// State may still have signed under another name, so nothing is said of that.
// The days on which procedures were accepted are acts of the Optional Protocol.
func (t table) takeOHCHR(m map[string]string) error {
	if strings.Contains(m["state"], ": ") {
		return nil // notes below the table
	}
	code, skip, err := who(m["state"])
	if err != nil || skip {
		return err
	}
	signed, bound := m["signature"], m["ratification_or_accession"]
	lines := []line{}
	if signed != "" {
		lines = append(lines, line{act: refdata.Signature, date: signed, source: fromOHCHR})
	}
	switch {
	case bound != "" && signed != "":
		lines = append(lines, line{act: refdata.Ratification, date: bound, source: fromOHCHR})
	case bound != "":
		lines = append(lines, line{act: refdata.Party, date: bound, source: fromOHCHR})
	case signed == "":
		lines = append(lines, line{act: refdata.NoAct, source: fromOHCHR})
	}
	t[pair{code, icescr}] = lines
	op := pair{code, icescrOP}
	if day := m["individual_communications_accepted"]; day != "" {
		t[op] = append(t[op], line{act: refdata.Party, date: day, source: fromOHCHR})
	}
	if day := m["inquiry_procedure_accepted"]; day != "" {
		t[op] = append(t[op], line{act: refdata.Declaration, date: day, article: "11", source: fromOHCHR})
	}
	return nil
}

// takeStatus takes a line of the list of 18 treaties. It knows one thing of each
// State and treaty, and adds it where nothing more exact is known.
func (t table) takeStatus(m map[string]string) error {
	code, skip, err := who(m["state"])
	if err != nil || skip {
		return err
	}
	p := pair{code, strings.ReplaceAll(m["instrument"], "_", "-")}
	if p.treaty == icescr {
		return nil // the newer table has every State
	}
	switch m["status"] {
	case "state party":
		return t.addParty(p, m["year"])
	case "signatory state":
		if !t.has(p, refdata.Signature) {
			t[p] = append(t[p], line{act: refdata.Signature, source: fromStatus})
		}
	case "no action":
		if len(t[p]) == 0 {
			t[p] = append(t[p], line{act: refdata.NoAct, source: fromStatus})
		}
	default:
		return fmt.Errorf("%v: unknown status %q", p, m["status"])
	}
	return nil
}

// addParty adds that a State is a party since a year, unless the act by which it
// became one is known; then the year must be the same.
func (t table) addParty(p pair, year string) error {
	for _, l := range t[p] {
		if !l.act.Binds() {
			continue
		}
		if !strings.HasPrefix(l.date, year) {
			return fmt.Errorf("%v: party since %s according to the list, %s on %s according to %s", p, year, l.act, l.date, l.source)
		}
		return nil
	}
	t[p] = append(t[p], line{act: refdata.Party, date: year, source: fromStatus})
	return nil
}

func (t table) has(p pair, act refdata.Act) bool {
	return slices.ContainsFunc(t[p], func(l line) bool { return l.act == act })
}

// who gives the State of a name; skip is true for those of notStates.
func who(name string) (code heed.StateCode, skip bool, err error) {
	if slices.Contains(notStates, name) {
		return "", true, nil
	}
	code, ok := refdata.StateByName(name)
	if !ok {
		return "", false, fmt.Errorf("%q is no State's name", name)
	}
	return code, false, nil
}

const head = `# Made by "go run ./internal/refdata/treatytable"; do not edit it here. What
# States did about 18 human rights treaties, each act with its source, a line of
# treaty_sources.csv. date: a day, a year, or empty where the source gives none.
# party: the source says that the State is a party, and not by which act. none:
# the source says that there was no act. never_signed: the source says so. A State
# without any line for a treaty: not known.
`

// write gives the table by State and treaty.
func (t table) write() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(head)
	w := csv.NewWriter(&out)
	if err := w.Write([]string{"state", "treaty", "act", "date", "article", "source"}); err != nil {
		return nil, err
	}
	order := map[string]int{}
	for i, treaty := range refdata.Treaties() {
		order[string(treaty.Key)] = i
	}
	pairs := make([]pair, 0, len(t))
	for p := range t {
		if _, ok := order[p.treaty]; !ok {
			return nil, fmt.Errorf("%s is no treaty of treaties.csv", p.treaty)
		}
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(order[a.treaty], order[b.treaty]))
	})
	for _, p := range pairs {
		slices.SortStableFunc(t[p], func(a, b line) int { return cmp.Compare(a.date, b.date) })
		for _, l := range t[p] {
			if err := w.Write([]string{string(p.state), p.treaty, string(l.act), l.date, l.article, l.source}); err != nil {
				return nil, err
			}
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}
