// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package strike takes words out of texts for good: a name that endangers
// somebody. It knows texts and JSON, and nothing of what they are about.
package strike

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/heed-upr/heed"
)

// Mark stands where words were struck out, however long they were.
const Mark = "█████"

// Least is how many letters words must have to be struck out: fewer stand in
// too much that means something else. Most is how many characters they may have.
const (
	Least = 3
	Most  = 200
)

// Words are the words that are to go, each in all its spellings: in capitals or
// not, composed or not, over several lines, with another apostrophe, divided at
// the end of a line.
type Words struct{ patterns []*regexp.Regexp }

// New takes the forms of what is to be struck out: a language that declines
// names has several. CodeInvalid for one of fewer letters than Least or more characters than
// Most, or none.
func New(forms ...string) (*Words, error) {
	out := &Words{}
	for _, form := range forms {
		if strings.TrimSpace(form) == "" {
			continue
		}
		letters := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, form)
		if utf8.RuneCountInString(letters) < Least || utf8.RuneCountInString(form) > Most {
			return nil, &heed.Error{Code: heed.CodeInvalid, Op: "strike.New", Key: "error.strike_short", Args: []string{"Given", form}}
		}
		p, err := regexp.Compile(pattern(form))
		if err != nil {
			return nil, &heed.Error{Code: heed.CodeInvalid, Op: "strike.New", Key: "error.strike_short", Args: []string{"Given", form}, Err: err}
		}
		out.patterns = append(out.patterns, p)
	}
	if len(out.patterns) == 0 {
		return nil, &heed.Error{Code: heed.CodeInvalid, Op: "strike.New", Key: "error.strike_nothing"}
	}
	return out, nil
}

// Between the letters of a word may be where a line divides it, or what nobody
// sees; between two words is any blank, or a hyphen. A blank is what unicode.IsSpace
// calls so, which is more than \s.
const (
	unseen  = `\x{AD}\x{200B}-\x{200D}\x{2060}\x{FEFF}`
	blanks  = `\s\v\x{85}\p{Z}`
	divided = `(?:[` + unseen + `]|[-\x{2010}][` + blanks + `]+)?`
	blank   = `[` + blanks + unseen + `\x{2010}-]*`
)

// hyphens join the parts of a name.
const hyphens = "-‐‑"

// pattern is the expression for all spellings of some words. It begins and ends
// with what is seen: one that could begin with any blank would be tried anew at
// each of a long row of them.
func pattern(form string) string {
	form = strings.TrimFunc(norm.NFC.String(form), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(hyphens, r) })
	var words []string
	for word := range strings.FieldsSeq(form) {
		var letters []string
		for _, r := range word {
			letters = append(letters, spellings(r))
		}
		words = append(words, strings.Join(letters, divided))
	}
	return `(?i)` + strings.Join(words, blank)
}

// spellings is the expression for one letter.
func spellings(r rune) string {
	switch {
	case strings.ContainsRune("'’ʼ‘`´", r):
		return "['’ʼ‘`´]"
	case strings.ContainsRune(hyphens, r):
		return blank
	}
	composed, apart := string(r), norm.NFD.String(string(r))
	if composed == apart {
		return regexp.QuoteMeta(composed)
	}
	return "(?:" + regexp.QuoteMeta(composed) + "|" + regexp.QuoteMeta(apart) + ")"
}

// Ranges are where a text holds what is to go, in bytes, in order and apart.
func (w *Words) Ranges(text string) [][2]int {
	var all [][2]int
	for _, p := range w.patterns {
		for at := 0; at < len(text); {
			m := p.FindStringIndex(text[at:])
			if m == nil {
				break
			}
			from, to := at+m[0], at+m[1]
			if alone(text, from, to) {
				all = append(all, [2]int{from, to})
				at = to
				continue
			}
			_, size := utf8.DecodeRuneInString(text[from:])
			at = from + size
		}
	}
	slices.SortFunc(all, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	var out [][2]int
	for _, r := range all { // one form may stand within another, or overlap it
		if n := len(out); n > 0 && r[0] < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], r[1])
			continue
		}
		out = append(out, r)
	}
	return out
}

// alone reports whether what stands in a text is no part of a longer word.
func alone(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	return !ofWord(before) && !ofWord(after)
}

func ofWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// Text gives a text without the words, and how often they stood in it.
func (w *Words) Text(text string) (string, int) {
	ranges := w.Ranges(text)
	if len(ranges) == 0 {
		return text, 0
	}
	var b strings.Builder
	at := 0
	for _, r := range ranges {
		b.WriteString(text[at:r[0]] + Mark)
		at = r[1]
	}
	b.WriteString(text[at:])
	return b.String(), len(ranges)
}

// Value gives a value as JSON would have it, and reads it back, without the
// words in any of its texts, and how often they stood there. Names of fields
// stay as they are.
func Value[T any](w *Words, v T) (T, int, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return v, 0, err
	}
	in := json.NewDecoder(bytes.NewReader(body))
	in.UseNumber()
	var tree any
	if err := in.Decode(&tree); err != nil {
		return v, 0, err
	}
	tree, n := w.walk(tree)
	if n == 0 {
		return v, 0, nil
	}
	if body, err = json.Marshal(tree); err != nil {
		return v, 0, err
	}
	var out T
	return out, n, json.Unmarshal(body, &out)
}

// walk strikes the words out of all texts of a tree, in place where it can.
func (w *Words) walk(tree any) (any, int) {
	n := 0
	switch v := tree.(type) {
	case string:
		return w.Text(v)
	case []any:
		for i := range v {
			var more int
			v[i], more = w.walk(v[i])
			n += more
		}
	case map[string]any:
		for key := range v {
			var more int
			v[key], more = w.walk(v[key])
			n += more
		}
	}
	return tree, n
}
