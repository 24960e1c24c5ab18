// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package method_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/web/public/method"
)

// The page and the documentation tell the same figures.
func TestFigures_AreThoseOfTheDocumentation(t *testing.T) {
	f, err := method.Read()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../../../docs/explanation/accuracy.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	want := []string{fmt.Sprintf("Measured on %s with readers %s.", f.Measured, f.Reader)}
	for _, m := range f.Figures {
		value := fmt.Sprintf("%.4f", m.Value)
		if m.Measure == "duplicates" {
			value = m.String()
		}
		want = append(want, "| "+m.Measure+" | "+value+" |")
	}
	for _, line := range want {
		if !strings.Contains(text, line) {
			t.Errorf("docs/explanation/accuracy.md lacks %q: run .ci/accuracy --write", line)
		}
	}
	for _, r := range f.Remaining {
		if r.Kind == "not_judged" {
			t.Errorf("%d differences of %s are not judged: see .ci/judgements.csv", r.Count, r.Measure)
		}
	}
}

// The page and the documentation tell the same figures of lineage.
func TestLineage_IsThatOfTheDocumentation(t *testing.T) {
	data, err := os.ReadFile("../../../../docs/explanation/lineage.md")
	if err != nil {
		t.Fatal(err)
	}
	l := method.MeasuredLineage
	of := func(n, all int) string { return fmt.Sprintf("%.3f", float64(n)/float64(all)) }
	for _, line := range []string{
		fmt.Sprintf("Measured on %s", l.Measured),
		fmt.Sprintf("The gold holds %d pairs", l.Pairs),
		"**" + of(l.Links.Right, l.Links.Made) + " at " + of(l.Links.Right, l.Links.There) + "**",
		"**" + of(l.Same.Right, l.Same.Made) + " at " + of(l.Same.Right, l.Same.There) + "**",
		fmt.Sprintf("**%d of %d links", l.Use.Right, l.Use.Made),
	} {
		if !strings.Contains(string(data), line) {
			t.Errorf("docs/explanation/lineage.md lacks %q", line)
		}
	}
}
