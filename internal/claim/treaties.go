// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"sync"

	"github.com/heed-upr/heed/internal/refdata"
)

//go:embed treaties.csv
var treatiesFile []byte

// loadTreaties gives how treaties are named, by language; the treaty is the subject of
// a rule.
var loadTreaties = sync.OnceValue(func() map[string][]rule {
	out, err := readTreaties(treatiesFile)
	if err != nil {
		panic(err) // a table in the program itself, read by every test
	}
	return out
})

func readTreaties(data []byte) (map[string][]rule, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment, r.FieldsPerRecord = '#', 4
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("claim: treaties.csv: %w", err)
	}
	out := map[string][]rule{}
	for _, row := range rows[1:] {
		if i, ok := refdata.InstrumentByKey(refdata.InstrumentKey(row[1])); !ok || i.Kind != refdata.InstrumentTreaty {
			return nil, fmt.Errorf("claim: treaties.csv: unknown treaty %q", row[1])
		}
		made := rule{subject: row[1], behind: row[2] == meansNext}
		if row[2] == meansBody {
			made.status = Accepts
		}
		made.words = wording(row[3])
		out[row[0]] = append(out[row[0]], made)
	}
	return out, nil
}

// What words of treaties.csv mean besides the treaty: its body, of which only the
// competence is claimed; or other things too, so that they name the treaty only where
// they stand right behind a status.
const (
	meansBody = "body"
	meansNext = "next"
)

// NamingIn gives how sentences in a language name treaties by the table of this
// package; nil for a language that is not in it, such as English.
func NamingIn(language string) Naming {
	rules := loadTreaties()[language]
	if len(rules) == 0 {
		return nil
	}
	return func(sentence string) []Mention {
		low := lower(sentence)
		var all, out []Mention
		for i := range rules {
			for _, m := range rules[i].places(low) {
				all = append(all, Mention{refdata.TreatyKey(rules[i].subject), rules[i].status, rules[i].behind, m[0], m[1]})
			}
		}
		slices.SortStableFunc(all, func(a, b Mention) int { return cmp.Compare(b.To-b.From, a.To-a.From) })
		for _, m := range all { // a protocol's name holds that of its convention
			if !slices.ContainsFunc(out, func(o Mention) bool { return m.From < o.To && o.From < m.To }) {
				out = append(out, m)
			}
		}
		slices.SortFunc(out, func(a, b Mention) int { return cmp.Compare(a.From, b.From) })
		return out
	}
}
