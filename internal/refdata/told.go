// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package refdata

import (
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/heed-upr/heed"
)

// StateFact is something that a source tells of a State: since when a court is there.
type StateFact struct {
	State   heed.StateCode
	Subject string
	// What happened on Date, which is a day, a month or a year: FactAdopted or
	// FactOperating.
	What, Date   string
	Source, AsOf string
}

// What facts tell.
const (
	FactAdopted   = "adopted"   // the law
	FactOperating = "operating" // it began its work
)

// Body is a body with the number of its members.
type Body struct {
	Key          string
	Members      int
	Source, AsOf string
}

type toldTables struct {
	facts  []StateFact
	bodies []Body
}

var loadTold = sync.OnceValue(func() toldTables {
	t, err := readTold()
	if err != nil {
		panic(err) // as for the other tables
	}
	return t
})

func readTold() (toldTables, error) {
	var t toldTables
	facts, err := readCSV("state_facts.csv")
	if err != nil {
		return t, err
	}
	for _, r := range facts {
		f := StateFact{heed.StateCode(r["state"]), r["subject"], r["what"], r["date"], r["source"], r["as_of"]}
		if !Known(f.State) || f.Subject == "" || f.Source == "" || f.AsOf == "" || !slices.Contains([]string{FactAdopted, FactOperating}, f.What) {
			return t, fmt.Errorf("refdata: state_facts.csv: %+v: unknown or incomplete", f)
		}
		t.facts = append(t.facts, f)
	}
	bodies, err := readCSV("bodies.csv")
	if err != nil {
		return t, err
	}
	for _, r := range bodies {
		n, err := strconv.Atoi(r["members"])
		if err != nil || r["body"] == "" || r["source"] == "" {
			return t, fmt.Errorf("refdata: bodies.csv: %v: incomplete: %w", r, err)
		}
		t.bodies = append(t.bodies, Body{r["body"], n, r["source"], r["as_of"]})
	}
	return t, nil
}

// StateFacts gives what sources tell of a State about a subject, in the order of the
// table.
func StateFacts(state heed.StateCode, subject string) []StateFact {
	return slices.DeleteFunc(slices.Clone(loadTold().facts), func(f StateFact) bool { return f.State != state || f.Subject != subject })
}

// BodyByKey gives a body.
func BodyByKey(key string) (Body, bool) {
	all := loadTold().bodies
	i := slices.IndexFunc(all, func(b Body) bool { return b.Key == key })
	if i < 0 {
		return Body{}, false
	}
	return all[i], true
}
