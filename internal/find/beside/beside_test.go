// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package beside_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/find/beside"
)

// lines makes paragraphs of "label<tab>text".
func lines(all ...string) []doc.Paragraph {
	var out []doc.Paragraph
	for _, l := range all {
		label, text, found := strings.Cut(l, "\t")
		if !found {
			label, text = "", l
		}
		out = append(out, doc.Paragraph{Label: label, Text: text})
	}
	return out
}

// shown prints rows as "left|right".
func shown(rows []beside.Row) []string {
	text := func(all []doc.Paragraph) string {
		var out []string
		for _, p := range all {
			out = append(out, strings.TrimSpace(p.Label+" "+p.Text))
		}
		return strings.Join(out, "+")
	}
	var out []string
	for _, r := range rows {
		out = append(out, r.Number+": "+text(r.Left)+"|"+text(r.Right))
	}
	return out
}

func TestAlign(t *testing.T) {
	left := lines("I.\tIntroduction", "1.\tThe delegation came.", "It stayed.", "2.\tIt spoke:", "(a)\tof law;", "(b)\tof courts.", "3.1\tDo", "Annex")
	right := lines("أولاً- مقدمة", "1- جاء الوفد.", "وبقي.", "٢-\tتكلم:", "(أ)\tعن القانون؛", "(ب)\tعن المحاكم.", "3-1 افعل", "المرفق")
	want := []string{
		": I. Introduction|أولاً- مقدمة", "1: 1. The delegation came.|1- جاء الوفد.", ": It stayed.|وبقي.", "2: 2. It spoke:|٢- تكلم:",
		": (a) of law;|(أ) عن القانون؛", ": (b) of courts.|(ب) عن المحاكم.", "3.1: 3.1 Do|3-1 افعل", ": Annex|المرفق",
	}
	if d := cmp.Diff(want, shown(beside.Align(left, right))); d != "" {
		t.Error(d)
	}
}

// What one language lacks stands alone, and throws nothing else out.
func TestAlign_Gaps(t *testing.T) {
	left := lines("1.\tOne", "2.\tTwo", "3.\tThree", "4.\tFour")
	right := lines("1.\tUn", "3.\tTrois", "A note that nobody else has at all", "4.\tQuatre")
	want := []string{"1: 1. One|1. Un", ": 2. Two|", "3: 3. Three|3. Trois", ": |A note that nobody else has at all", "4: 4. Four|4. Quatre"}
	if d := cmp.Diff(want, shown(beside.Align(left, right))); d != "" {
		t.Error(d)
	}
}

// Nothing is lost, doubled or put out of order, whatever the documents are.
func TestAlign_KeepsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.SampledFrom([]string{"1.\ta", "2.\tb", "7.\tc", "1-1\td", "I.\te", "(a)\tf", "words of some length", "x"})
		left, right := lines(rapid.SliceOfN(line, 0, 12).Draw(t, "left")...), lines(rapid.SliceOfN(line, 0, 12).Draw(t, "right")...)
		var a, b []doc.Paragraph
		for _, r := range beside.Align(left, right) {
			a, b = append(a, r.Left...), append(b, r.Right...)
		}
		if d := cmp.Diff(left, a) + cmp.Diff(right, b); d != "" {
			t.Fatal(d)
		}
	})
}
