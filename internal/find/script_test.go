// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package find_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/heed-upr/heed/internal/find/ask"
	"github.com/heed-upr/heed/internal/lang"
)

// scriptText is a text of the search scripts.
type scriptText struct {
	id     string
	fields map[string]string
	tokens []lang.Token
}

// scriptLines gives the lines of a script without comments.
func scriptLines(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "search", name))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(strings.Split(string(data), "\n"), func(l string) bool { return l == "" || strings.HasPrefix(l, "#") })
}

func scriptTexts(t *testing.T) []scriptText {
	t.Helper()
	var out []scriptText
	for _, line := range scriptLines(t, "texts.txt") {
		parts := strings.SplitN(line, " | ", 4)
		text := scriptText{id: parts[0], fields: map[string]string{}}
		for _, f := range strings.Fields(parts[2]) {
			name, value, _ := strings.Cut(f, "=")
			text.fields[name] = value
		}
		text.tokens = lang.Analyse(lang.Language(strings.Trim(parts[1], "-")), parts[3])
		out = append(out, text)
	}
	return out
}

var scriptFields = ask.NewFields(
	ask.Known{Name: "state", Resolve: ask.State, Names: true},
	ask.Known{Name: "position", Resolve: ask.OneOf("noted", "supported")},
	ask.Known{Name: "year", Ranged: true, Resolve: func(v string) ([]string, bool) {
		_, err := strconv.Atoi(v)
		return []string{v}, err == nil
	}},
)

// fits asks one text, as an index that knows nothing better would.
func (x scriptText) fits(n ask.Node) bool {
	switch n := n.(type) {
	case ask.And:
		return !slices.ContainsFunc(n, func(n ask.Node) bool { return !x.fits(n) })
	case ask.Or:
		return slices.ContainsFunc(n, x.fits)
	case ask.Not:
		return !x.fits(n.Of)
	case ask.Term:
		return x.has(n.Word)
	case ask.Phrase:
		return x.has(n.Text)
	case ask.Prefix:
		return x.begins(lang.Prefixes(n.Beginning))
	case ask.Field:
		number, _ := strconv.Atoi(x.fields[n.Name])
		return slices.Contains(n.Values, x.fields[n.Name]) || slices.ContainsFunc(n.Ranges, func(r ask.Range) bool { return r.Has(number) })
	}
	return false
}

func (x scriptText) has(words string) bool {
	for _, sequence := range lang.QueryTerms(words) {
		for i := range x.tokens {
			if i+len(sequence) <= len(x.tokens) && slices.EqualFunc(x.tokens[i:i+len(sequence)], sequence, func(t lang.Token, term string) bool { return t.Term == term }) {
				return true
			}
		}
	}
	return false
}

func (x scriptText) begins(words []string) bool {
	last := len(words) - 1
	for i := range x.tokens {
		fits := i+last < len(x.tokens) && last >= 0
		for j := 0; fits && j <= last; j++ {
			word := x.tokens[i+j].Word
			fits = word == words[j] || j == last && strings.HasPrefix(word, words[j])
		}
		if fits {
			return true
		}
	}
	return false
}

// The scripts say what a search finds in seven languages; any index has to.
func TestSearchScripts(t *testing.T) {
	texts, queries := scriptTexts(t), scriptLines(t, "queries.txt")
	if len(queries) < 200 {
		t.Errorf("there are %d queries only", len(queries))
	}
	for _, line := range queries {
		query, sign, ids := scriptQuery(line)
		root := ask.Expand(ask.Parse(query, scriptFields).Root, ask.StateNames)
		var found []string
		for _, x := range texts {
			if x.fits(root) {
				found = append(found, x.id)
			}
		}
		for _, x := range texts {
			wanted, is := slices.Contains(ids[sign], x.id), slices.Contains(found, x.id)
			if sign == "=" && wanted != is || sign == "+" && wanted && !is || slices.Contains(ids["-"], x.id) && is {
				t.Errorf("%q finds %q, want %s %q, not %q (%s)", query, found, sign, ids[sign], ids["-"], x.id)
				break
			}
		}
	}
}

// scriptQuery takes a line apart: the query, whether it is to find exactly or
// at least what follows, and what by sign.
func scriptQuery(line string) (query, sign string, ids map[string][]string) {
	words := strings.Fields(line)
	ids = map[string][]string{}
	known := func(w string) bool {
		return len(w) == 3 && slices.ContainsFunc(lang.Languages(), func(l lang.Language) bool { return strings.HasPrefix(w, string(l)) && w[2] >= '1' && w[2] <= '9' })
	}
	sign = "="
	var got []string
	for i := len(words) - 1; i > 0; i-- {
		if known(words[i]) {
			got = append(got, words[i])
			continue
		}
		if len(got) == 0 || len(words[i]) != 1 || !strings.Contains("=+-", words[i]) {
			break
		}
		ids[words[i]], got = got, nil
		if words[i] != "-" {
			sign = words[i]
		} else if _, exact := ids["="]; !exact {
			sign = "+"
		}
		words = words[:i]
	}
	return strings.Join(words, " "), sign, ids
}
