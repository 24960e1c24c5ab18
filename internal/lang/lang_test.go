// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package lang_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/heed-upr/heed/internal/lang"
)

func texts(terms []lang.Term) []string {
	var out []string
	for _, t := range terms {
		out = append(out, t.Text)
	}
	return out
}

// What one form finds, the other finds.
func TestTerms_MeetAcrossForms(t *testing.T) {
	for _, pair := range [][2]string{
		{"women’s", "Woman"}, {"children", "child"}, {"ratifying", "ratify"}, {"Türkiye", "TURKIYE"}, {"Côte", "cote"},
		{"People", "persons"}, {"rights", "right"}, {"Ратифицировать", "ратифицировать"},
	} {
		if a, b := texts(lang.Terms(pair[0])), texts(lang.Terms(pair[1])); !slices.Equal(a, b) {
			t.Errorf("%q gives %q, %q gives %q", pair[0], a, pair[1], b)
		}
	}
}

func TestWords_Split(t *testing.T) {
	for text, want := range map[string][]string{
		"non-governmental organizations": {"non", "governmental", "organizations"},
		"OP-CAT (article 22), of 1984":   {"op", "cat", "article", "22", "of", "1984"},
		"d’Ivoire’s 'law'":               {"ivoire", "law"},
		"":                               nil,
		"— … !":                          nil,
		"'":                              nil,
	} {
		if got := texts(lang.Words(text)); !slices.Equal(got, want) {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

// Terms are words of the text, in its order, each where it says it stands.
func FuzzTerms(f *testing.F) {
	f.Add("End torture of women’s organizations; Türkiye «права» 人权 ’s")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		end := 0
		words := lang.Words(text)
		for i, term := range lang.Terms(text) {
			if term.From < end || term.To <= term.From || term.To > len(text) || term.Text == "" {
				t.Fatalf("%q: term %+v after %d", text, term, end)
			}
			if words[i].From != term.From {
				t.Fatalf("%q: word %+v is not term %+v", text, words[i], term)
			}
			end = term.To
		}
	})
}
