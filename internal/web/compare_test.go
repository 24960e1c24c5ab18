// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/lineage"
	"github.com/heed-upr/heed/internal/testkit/portal"
)

// Each side of a comparison has the numbers of its own page, in all, by position,
// by kind of act and by State, and so has the table.
func TestCompare_HasTheNumbersOfBothReviews(t *testing.T) {
	p := portal.Start(t)
	var c find.Comparison
	decode(t, p.URL+"/compare.json?a=XVA/2&b=XVA/3", &c)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ask(t, http.MethodGet, p.URL+"/compare.csv?a=XVA/2&b=XVA/3").body, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, side := range c.Sides {
		id, _ := side.Review()
		var r struct{ Answer find.Answer }
		decode(t, p.URL+"/"+id.String()+".json", &r)
		whole, n := r.Answer, 0
		for j, p := range whole.Positions() {
			if side.Answer.Positions()[j] != p {
				t.Errorf("%s: %v beside %v", id, side.Answer.Positions()[j], p)
			}
		}
		for _, a := range side.Acts {
			n += a.Count
		}
		if side.Answer.Total != whole.Total || n != whole.Total || len(side.Reviews) != 1 {
			t.Errorf("%s: %d, %d by act, of %d", id, side.Answer.Total, n, whole.Total)
		}
		made := 0
		for _, m := range c.Makers {
			if m.Counts[i] > 0 {
				made++
			}
		}
		if made != len(whole.States()) {
			t.Errorf("%s: %d recommending States of %d", id, made, len(whole.States()))
		}
		found := false
		for _, row := range rows[1:] {
			found = found || row[0] == id.String() && row[1] == "all" && row[3] == strconv.Itoa(whole.Total)
		}
		if !found {
			t.Errorf("%s: the table does not have its total %d", id, whole.Total)
		}
	}
	both := c.Both
	if both == nil || both.Later != 1 || len(both.Pairs) == 0 {
		t.Fatalf("nothing of what was asked before: %+v", both)
	}
	var later struct{ Lineage find.Lineage }
	decode(t, p.URL+"/XVA/3.json", &later)
	sum, fresh := 0, 0
	for _, k := range both.Kinds {
		sum += k.Count
		if k.Value == lineage.New {
			fresh = k.Count
		}
	}
	if sum != c.Sides[1].Answer.Total || sum-fresh != len(both.Pairs) {
		t.Errorf("%d by kind, %d new, %d pairs, of %d", sum, fresh, len(both.Pairs), c.Sides[1].Answer.Total)
	}
	for i, k := range later.Lineage.Kinds { // the second cycle is its only earlier one
		if both.Kinds[i] != k {
			t.Errorf("%v here, %v on the review", both.Kinds[i], k)
		}
	}
	// Turned round, the later review stays the later one.
	var turned find.Comparison
	decode(t, p.URL+"/compare.json?a=XVA/3&b=XVA/2", &turned)
	if turned.Both.Later != 0 || len(turned.Both.Pairs) != len(both.Pairs) {
		t.Errorf("turned round: later is side %d with %d pairs", turned.Both.Later, len(turned.Both.Pairs))
	}
}

// What is not read is said to be not read; a form's State and cycle become one
// address.
func TestCompare_SaysWhatIsMissing(t *testing.T) {
	p := portal.Start(t)
	for path, says := range map[string]string{
		"?a=KAZ/3&b=XVA/2": "Nothing of this review is read here", "?a=KAZ&b=XVA": "No review of this State is read here",
		"?a=XVA/1&b=XVA/2": "No such review is known", "": "Two cycles of one State", "?a=XVA": "Two cycles of one State",
	} {
		body := ask(t, http.MethodGet, p.URL+"/en/compare"+path).body
		if !strings.Contains(body, says) || strings.Contains(body, `id="totals"`) {
			t.Errorf("%s does not say %q, or compares nonetheless", path, says)
		}
	}
	got := ask(t, http.MethodGet, p.URL+"/ru/compare?a=XVA&a.cycle=2&b=XVA&b.cycle=")
	if to := got.Header.Get("Location"); to != "/ru/compare?a=XVA%2F2&b=XVA" {
		t.Errorf("the form leads to %d %q", got.StatusCode, to)
	}
}
