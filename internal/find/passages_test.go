// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find

import (
	"slices"
	"strings"
	"testing"

	"github.com/heed-upr/heed"
)

// TestReference_FindsWhatItIsOf: what is shown of a passage finds that passage and
// no other, and a symbol with a paragraph does where it fits one alone.
func TestReference_FindsWhatItIsOf(t *testing.T) {
	of := []heed.Annotation{
		{ID: "a", Symbol: "CAT/C/XVA/CO/4", Text: "12. The State party should train judges."},
		{ID: "b", Symbol: "CAT/C/XVA/CO/4", Text: "12. The State party should train prosecutors."},
		{ID: "c", Symbol: "CAT/C/XVA/CO/4", Number: "13 (a)", Text: "Pay compensation."},
		{ID: "d", Symbol: "CAT/C/XVA/CO/4", Text: "The Committee welcomes it."},
	}
	for _, a := range of {
		ref, ok := parseReference(Reference(a))
		if id, err := ref.among(of, "serves", Reference(a)); !ok || id != a.ID {
			t.Errorf("%q finds %q, %v", Reference(a), id, err)
		}
	}
	for given, want := range map[string]string{
		"CAT/C/XVA/CO/4, 13(a)": "c", "cat/c/xva/co/4 13 (A).": "c", "CAT/C/XVA/CO/4, para. 13 (a)": "c", "CAT/C/XVA/CO/4 §13(a)": "c",
		"CAT/C/XVA/CO/4, 12": "", "CAT/C/XVA/CO/4": "", "CAT/C/XVA/CO/4, 14": "",
	} {
		ref, ok := parseReference(given)
		id, err := ref.among(of, "serves", given)
		if !ok || id != want || (want == "") != (heed.ErrorCode(err) == heed.CodeInvalid && err != nil) {
			t.Errorf("%q finds %q, %v", given, id, err)
		}
	}
	ref, _ := parseReference("CAT/C/XVA/CO/4, 12")
	_, err := ref.among(of, "serves", "CAT/C/XVA/CO/4, 12")
	if got := heed.ErrorArg(err, "Candidates"); !strings.Contains(got, Reference(of[0])) || !strings.Contains(got, "train prosecutors") || strings.Contains(got, "compensation") {
		t.Errorf("the candidates: %q", got)
	}
	for _, none := range []string{"", "torture", "12", "#12345678", "550e8400-e29b-41d4-a716-446655440000"} {
		if _, ok := parseReference(none); ok {
			t.Errorf("%q is taken for a reference", none)
		}
	}
	if a := (heed.Annotation{ID: "table:x:1", Text: "No document."}); Reference(a) != a.ID {
		t.Errorf("without a symbol it is called %q", Reference(a))
	}
}

// FuzzReference: whatever somebody types means no passage that is not of the
// document that it names.
func FuzzReference(f *testing.F) {
	for _, seed := range []string{"CAT/C/XVA/CO/4, 12", "CAT/C/XVA/CO/4 para. 12 (a) #0a1b2c3d", "/", "a/b,,,,;;# #", "п. 5 A/1"} {
		f.Add(seed)
	}
	of := []heed.Annotation{{ID: "a", Symbol: "A/1", Number: "5"}, {ID: "b", Symbol: "A/1", Number: "6"}}
	f.Fuzz(func(t *testing.T, given string) {
		ref, ok := parseReference(given)
		if !ok {
			return
		}
		if !strings.Contains(ref.symbol, "/") || strings.ContainsAny(ref.symbol, " ,;#") {
			t.Errorf("%q has the symbol %q", given, ref.symbol)
		}
		id, err := ref.among(of, "serves", given)
		if (err == nil) != slices.Contains([]string{"a", "b"}, id) {
			t.Errorf("%q finds %q, %v", given, id, err)
		}
	})
}
