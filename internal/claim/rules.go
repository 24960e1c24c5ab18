// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed rules.csv
var rulesFile []byte

// subjectTreaty is the subject of rules about the treaty that a sentence names,
// subjectNone that of words by which a sentence claims nothing, and subjectBoth that
// of words that deny nothing ("not only").
const (
	subjectTreaty = "treaty"
	subjectNone   = "-"
	subjectBoth   = "+"
)

// rule is a row of rules.csv.
type rule struct {
	subject string
	status  Status
	not     bool
	words   *regexp.Regexp
}

// places are where the words of a rule stand in a text in small letters.
func (r *rule) places(low string) [][]int {
	var out [][]int
	for at := 0; at < len(low); {
		m := r.words.FindStringSubmatchIndex(low[at:])
		if m == nil {
			break
		}
		out = append(out, []int{at + m[2], at + m[3]})
		at += m[3]
	}
	return out
}

// loadRules gives the rules by language.
var loadRules = sync.OnceValue(func() map[string][]rule {
	out, err := readRules(rulesFile)
	if err != nil {
		panic(err) // a table in the program itself, read by every test
	}
	return out
})

func readRules(data []byte) (map[string][]rule, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment, r.FieldsPerRecord = '#', 5
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("claim: rules.csv: %w", err)
	}
	out := map[string][]rule{}
	for _, row := range rows[1:] {
		made := rule{subject: row[1], status: Status(row[2]), not: row[3] == "yes"}
		if made.subject != subjectNone && made.subject != subjectBoth && made.status != calledSo && !slices.Contains(Statuses, made.status) {
			return nil, fmt.Errorf("claim: rules.csv: unknown status %q", made.status)
		}
		if made.words, err = wording(row[4]); err != nil {
			return nil, fmt.Errorf("claim: rules.csv: %s: %w", row[4], err)
		}
		out[row[0]] = append(out[row[0]], made)
	}
	return out, nil
}

// between is what may stand between two words: no letter, digit or end of a sentence.
const between = `[^\p{L}\p{N}]+`

// wording makes an expression of words as rules.csv has them.
func wording(words string) (*regexp.Regexp, error) {
	var forms []string
	for form := range strings.SplitSeq(words, "|") {
		var out strings.Builder
		gap := false
		for i, w := range strings.Fields(form) {
			if w == "…" {
				gap = true
				continue
			}
			if gap {
				out.WriteString(`(?:` + between + `[\p{L}\p{N}]+){0,5}?`)
			}
			if i > 0 {
				out.WriteString(between)
			}
			gap = false
			out.WriteString(one(w))
		}
		forms = append(forms, out.String())
	}
	return regexp.Compile(`(?:^|[^\p{L}\p{N}])(` + strings.Join(forms, "|") + `)(?:$|[^\p{L}\p{N}])`)
}

// one makes an expression of one word.
func one(w string) string {
	switch {
	case w == "#":
		return `(?:[0-9][0-9,]*)`
	case w == "@":
		return `(?:20[0-9][0-9])`
	case strings.HasSuffix(w, "*"):
		return regexp.QuoteMeta(strings.TrimSuffix(w, "*")) + `[\p{L}\p{N}]*`
	}
	return regexp.QuoteMeta(w)
}
