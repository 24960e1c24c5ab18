// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package strike_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/strike"
)

func words(t testing.TB, forms ...string) *strike.Words {
	t.Helper()
	w, err := strike.New(forms...)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWords_Text(t *testing.T) {
	const m = strike.Mark
	for _, c := range []struct{ forms, in, want string }{
		{"Arda Velin", "Arda Velin was held.", m + " was held."},
		{"Arda Velin", "ARDA VELIN; arda velin’s mother", m + "; " + m + "’s mother"},
		{"Arda Velin", "Arda\u00a0Velin, Arda\nVelin, Arda-Velin, Arda  Velin", m + ", " + m + ", " + m + ", " + m},
		{"Arda Velin", "Arda Ve-\nlin and Arda Ve\u00adlin", m + " and " + m},
		{"Arda Velin", "Arda Velinov, Sarda Velin, Arda", "Arda Velinov, Sarda Velin, Arda"},
		{"Ali|Ali Khan", "Ali Khanov met Ali Khan and Alibek", m + " Khanov met " + m + " and Alibek"},
		{"Zoé", "Zoe\u0301 and ZOÉ, not Zoe", m + " and " + m + ", not Zoe"},
		{"O'Dara", "O’Dara, O'Dara", m + ", " + m},
		{"Айгүл Қасымова|Айгүл Қасымованың", "АЙГҮЛ ҚАСЫМОВА; Айгүл Қасымованың ісі", m + "; " + m + " ісі"},
		{"李小明", "（李小明）", "（" + m + "）"},
		{"Ana Lu", "Ana Lu2, 2Ana Lu", "Ana Lu2, 2Ana Lu"},
	} {
		got, n := words(t, strings.Split(c.forms, "|")...).Text(c.in)
		if got != c.want || n != strings.Count(c.want, m) {
			t.Errorf("%s in %q: %q, %d", c.forms, c.in, got, n)
		}
	}
}

func TestNew_Refused(t *testing.T) {
	for _, forms := range [][]string{nil, {""}, {"  "}, {"Li"}, {"Arda", "A."}, {"123"}} {
		if _, err := strike.New(forms...); heed.ErrorCode(err) != heed.CodeInvalid {
			t.Errorf("%q: %v", forms, err)
		}
	}
}

func TestValue(t *testing.T) {
	type note struct {
		Velin string          `json:"velin"`
		Texts []string        `json:"texts"`
		Big   int64           `json:"big"`
		Body  json.RawMessage `json:"body"`
	}
	in := note{Velin: "of Velin", Texts: []string{"<Velin>", "other"}, Big: 9007199254740993, Body: json.RawMessage(`{"text":"Velin \u0026 co","velin":1}`)}
	got, n, err := strike.Value(words(t, "Velin"), in)
	if err != nil || n != 3 {
		t.Fatal(n, err)
	}
	if d := cmp.Diff([]string{"<" + strike.Mark + ">", "other"}, got.Texts); d != "" || got.Big != in.Big || got.Velin != "of "+strike.Mark {
		t.Error(d, got)
	}
	var body struct {
		Text  string
		Velin int
	}
	if err := json.Unmarshal(got.Body, &body); err != nil || body.Text != strike.Mark+" & co" || body.Velin != 1 {
		t.Error(body, err)
	}
	if same, n, err := strike.Value(words(t, "Arda"), in); n != 0 || err != nil || cmp.Diff(in, same) != "" {
		t.Error("without the word something changed:", same, n, err)
	}
}

// FuzzWords: whatever the text, what is struck out is gone, and what is around it
// stays.
func FuzzWords(f *testing.F) {
	f.Add("Arda Velin", "with Arda Velin.")
	f.Add("Zoé", "Zoe\u0301")
	f.Add("ab(c", "\xff ab(c \xff")
	f.Add("a-b-c", "a b c")
	f.Add("Arda\vVelin", "Arda\u0085Velin")
	f.Add("Velin", "Ve\u200blin")
	f.Fuzz(func(t *testing.T, form, text string) {
		w, err := strike.New(form)
		if err != nil || !utf8.ValidString(text) {
			return
		}
		out, n := w.Text(text)
		if n == 0 && out != text {
			t.Errorf("nothing found and changed: %q", out)
		}
		if _, again := w.Text(out); again != 0 {
			t.Errorf("%q is still in %q", form, out)
		}
		if alone := norm.NFC.String(form); utf8.ValidString(form) {
			if _, n := w.Text("“" + strings.TrimSpace(alone) + "”"); n == 0 {
				t.Errorf("%q is not found in itself", form)
			}
		}
	})
}
