// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/testkit"
)

func TestTable_IsAsMadeFromTheLists(t *testing.T) {
	corpus, began := testkit.Corpus(t), time.Now()
	want, err := build(corpus)
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	t.Logf("%d lines on 193 States and 18 treaties from the lists in %v", bytes.Count(want, []byte("\n")), took.Round(time.Millisecond))
	if took > 5*time.Second { // a second, on a machine that has nothing else to do
		t.Errorf("it took %v", took)
	}
	got, err := os.ReadFile(filepath.Join("..", "treaty_acts.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("treaty_acts.csv is not what the lists give; run go run ./internal/refdata/treatytable")
	}
}

// The table is held against the list by a way of its own: each line of the list
// says party, signed or nothing, and so must the State's acts.
func TestTable_SaysWhatTheListSays(t *testing.T) {
	file, err := os.Open(filepath.Join(testkit.Corpus(t), "reference", "ratification", "ratification_18_instruments_2022-08.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	// later: what a newer source says otherwise.
	later := map[string]string{
		"AND ICESCR": "signed 2025", "SSD ICESCR": "acceded 2024", "KNA ICESCR": "acceded 2024", "KAZ OP-CRC-IC": "signed 2023",
		"TUV ICESCR": "the list has it as a party since 1976, OHCHR's table does not",
	}
	lines, same := 0, 0
	err = eachOf(file.Name(), file, func(m map[string]string) error {
		lines++
		code, ok := refdata.StateByName(m["state"])
		if !ok {
			return nil
		}
		key, status, year := refdata.TreatyKey(strings.ReplaceAll(m["instrument"], "_", "-")), "no action", ""
		for _, a := range refdata.TreatyActs(code) {
			switch {
			case a.Treaty != key:
			case a.Act.Binds():
				status, year = "state party", yearOf(a)
			case a.Act == refdata.Signature && status == "no action":
				status = "signatory state"
			}
		}
		if status == m["status"] && year == m["year"] {
			same++
		} else if what := string(code) + " " + string(key); later[what] == "" {
			t.Errorf("%s: %s %s, the list says %s %s", what, status, year, m["status"], m["year"])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d lines say the same", same, lines)
	if same < lines-1-len(later) { // one line is of no State
		t.Errorf("only %d of %d lines say the same", same, lines)
	}
}

func yearOf(a refdata.TreatyAct) string {
	if a.Year == 0 {
		return ""
	}
	return strconv.Itoa(a.Year)
}

func TestTable_RefusesWhatDoesNotFit(t *testing.T) {
	for name, row := range map[string]map[string]string{
		"no State":       {"state": "Ruritania", "instrument": "CAT", "status": "state party", "year": "1998"},
		"unknown status": {"state": "Kazakhstan", "instrument": "CAT", "status": "observer"},
		"another year":   {"state": "Kazakhstan", "instrument": "CAT", "status": "state party", "year": "1999"},
	} {
		t.Run(name, func(t *testing.T) {
			l := table{}
			if err := l.takeKnown(map[string]string{"state": "KAZ", "treaty": "CAT", "act": "accession", "date": "1998-08-26"}); err != nil {
				t.Fatal(err)
			}
			if err := l.takeStatus(row); err == nil {
				t.Error("it was taken")
			}
		})
	}
	l := table{}
	if err := l.takeKnown(map[string]string{"state": "KAZ", "treaty": "CTBT", "act": "accession"}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.write(); err == nil {
		t.Error("a treaty that is none of the table's was written")
	}
}

// What is known more exactly stays, and silence of a list takes nothing away.
func TestTable_KeepsWhatIsMoreExact(t *testing.T) {
	l := table{}
	known := []map[string]string{
		{"state": "KAZ", "treaty": "CAT", "act": "accession", "date": "1998-08-26"},
		{"state": "KAZ", "treaty": "OP-CRC-IC", "act": "signature", "date": "2023"},
	}
	for _, k := range known {
		if err := l.takeKnown(k); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range []map[string]string{
		{"state": "Kazakhstan", "instrument": "CAT", "status": "state party", "year": "1998"},
		{"state": "Kazakhstan", "instrument": "OP_CRC_IC", "status": "no action"},
		{"state": "Montserrat", "instrument": "OP_CRC_IC", "status": "no action"},
	} {
		if err := l.takeStatus(row); err != nil {
			t.Error(err)
		}
	}
	if len(l) != 2 || len(l[pair{"KAZ", "CAT"}]) != 1 || len(l[pair{"KAZ", "OP-CRC-IC"}]) != 1 {
		t.Errorf("%v", l)
	}
}
