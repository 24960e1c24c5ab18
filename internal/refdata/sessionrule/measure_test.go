// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/testkit"
)

// The rule holds for nearly all States, and the documentation says exactly for
// how many.
func TestMeasure(t *testing.T) {
	m, err := measure(testkit.Corpus(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + m.String())
	agree, all := m.of(known)
	if len(m) != 193 || all < 100 || float64(agree) < 0.95*float64(all) {
		t.Errorf("%d of %d agree, of %d States", agree, all, len(m))
	}
	derivedToo, allDerived := m.of(derived)
	if right, of := refdata.RuleHolds(cycle); right != agree+derivedToo || of != all+allDerived {
		t.Errorf("the program says %d of %d, measured %d of %d", right, of, agree+derivedToo, all+allDerived)
	}
	page, err := os.ReadFile(filepath.Join(testkit.Root(), "docs", "explanation", "calendar.md"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := into(string(page), m.String())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(page)); d != "" {
		t.Errorf("the page has other figures; run go run ./internal/refdata/sessionrule:\n%s", d)
	}
}

// A State that the rule gives another session is told, and one in two lists
// counts by the later.
func TestDiffer(t *testing.T) {
	m := measured{{"KAZ", known, 48, []int{48}}, {"USA", derived, 50, []int{50, 53}}, {"ISR", known, 43, []int{42, 43}}, {"CZE", none, 14, []int{42}}}
	if agree, all := m.of(known); agree != 2 || all != 2 {
		t.Errorf("%d of %d", agree, all)
	}
	if d := m.differ(); len(d) != 2 || d[0].state != "ISR" || !d[0].agrees() || d[1].state != "USA" || d[1].agrees() {
		t.Errorf("%+v", d)
	}
	if _, err := into("a page", "figures"); err == nil {
		t.Error("figures without a place")
	}
}
