// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package table

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
)

// name gives every row its key. A row with an id has that; one of the UPR with a
// number is known by State, cycle and number, and by its States as well where
// several rows have the same; any other by what it says. A row that has the key
// of another and says something else cannot be taken.
func (r *reader) name() {
	count := map[string]int{}
	for i := range r.table.Rows {
		x := &r.table.Rows[i]
		x.Key = x.key()
		count[x.Key]++
	}
	first := map[string]Row{}
	var kept []Row
	for _, x := range r.table.Rows {
		if x.named() && count[x.Key] > 1 && x.ID == "" {
			x.Key += "/" + strings.Join(codes(x.RecommendingStates), "+")
		}
		had, again := first[x.Key]
		if !again {
			first[x.Key] = x
			kept = append(kept, x)
			continue
		}
		p := Problem{Sheet: x.Sheet, Row: x.Row, Left: true, Key: "table_problem.same_key", Args: []string{"Other", strconv.Itoa(had.Row)}}
		if reflect.DeepEqual(x.Annotation, had.Annotation) {
			p.Left, p.Key = false, "table_problem.twice"
		}
		r.say(p)
	}
	for i := range kept {
		kept[i].ID = "" // it is in the key
	}
	r.table.Rows = kept
}

// named reports whether State, cycle and number name a row.
func (x Row) named() bool { return x.Body == heed.BodyUPR && x.Number != "" }

// key gives the key of a row, not looking at others.
func (x Row) key() string {
	switch {
	case x.ID != "":
		return "id " + x.ID
	case x.named():
		return string(x.States[0]) + "/" + strconv.Itoa(x.Cycle) + "/" + x.Number
	}
	sum := sha256.Sum256([]byte(strings.Join(append(codes(x.States), x.Others...), " ") + "\n" + x.Body + "\n" + x.Symbol + "\n" + x.Number + "\n" +
		strconv.Itoa(x.Cycle) + "\n" + strings.Join(codes(x.RecommendingStates), " ") + "\n" + x.Text))
	return hex.EncodeToString(sum[:12])
}

func codes(states []heed.StateCode) []string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = string(s)
	}
	return out
}
