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

// subjectTreaty is the subject of rules about the treaty that a sentence names. The
// others are those of words by which a sentence claims nothing (subjectNone, and
// subjectPlan for what is told by a noun), that take back a denial or such words ("not
// only", subjectBoth), by which somebody is said to say something (subjectReport), and
// by which something is said not to be so (subjectDenial).
const (
	subjectTreaty = "treaty"
	subjectNone   = "-"
	subjectPlan   = "~"
	subjectBoth   = "+"
	subjectReport = ":"
	subjectDenial = "!"
)

// rule is a row of rules.csv.
type rule struct {
	subject string
	status  Status
	// not: it is denied; dated: it is claimed only with a date; named: only where the
	// subject is named besides; behind: the words stand behind what they are about; all:
	// they are about the whole sentence; others: who says it says it of others.
	not, dated, named, behind, all, others bool
	words                                  []form
}

// form is one wording of a rule, with the longest of its words, without which in a text
// there is no need to look, and an expression, made when it is needed first, since most
// texts need few.
type form struct {
	words      string
	need       string
	expression func() *regexp.Regexp
}

// places are where the words of a rule stand in a text in small letters, in order, each
// from and up to and by which of its forms: the longest where they overlap.
func (r *rule) places(low string) [][]int {
	var all, out [][]int
	for i, f := range r.words {
		if !strings.Contains(low, f.need) {
			continue
		}
		for at := 0; at < len(low); {
			m := f.expression().FindStringSubmatchIndex(low[at:])
			if m == nil {
				break
			}
			all = append(all, []int{at + m[2], at + m[3], i})
			at += m[3]
		}
	}
	slices.SortStableFunc(all, func(a, b []int) int { return (b[1] - b[0]) - (a[1] - a[0]) })
	for _, m := range all {
		if !slices.ContainsFunc(out, func(o []int) bool { return m[0] < o[1] && o[0] < m[1] }) {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b []int) int { return a[0] - b[0] })
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
		sense := row[3]
		made := rule{subject: row[1], status: Status(row[2]), not: sense == "denied", dated: sense == "dated", named: sense == "named", behind: sense == "behind", all: sense == "all", others: sense == "others"}
		if sense != "" && !made.not && !made.dated && !made.named && !made.behind && !made.all && !made.others {
			return nil, fmt.Errorf("claim: rules.csv: unknown sense %q", sense)
		}
		if !strings.Contains("-~+:!", made.subject) && made.status != calledSo && !slices.Contains(Statuses, made.status) {
			return nil, fmt.Errorf("claim: rules.csv: unknown status %q", made.status)
		}
		made.words = wording(row[4])
		out[row[0]] = append(out[row[0]], made)
	}
	return out, nil
}

// between is what may stand between two words: no letter, digit or end of a sentence.
const between = `[^\p{L}\p{N}]+`

// wording makes forms of words as rules.csv has them.
func wording(words string) []form {
	var out []form
	for w := range strings.SplitSeq(words, "|") {
		out = append(out, formOf(w))
	}
	return out
}

func formOf(words string) form {
	f := form{words: words}
	var e strings.Builder
	gap, first := false, true
	for _, w := range strings.Fields(words) {
		switch w {
		case "^":
			e.WriteString(`\A[^\p{L}\p{N}]*`)
			continue
		case "…":
			gap = true
			continue
		}
		if gap {
			e.WriteString(`(?:` + between + `[\p{L}\p{N}]+){0,5}?`)
		}
		if !first {
			e.WriteString(between)
		}
		gap, first = false, false
		e.WriteString(one(w))
		if stem := strings.Trim(w, "*#@"); len(stem) > len(f.need) {
			f.need = stem
		}
	}
	f.expression = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[^\p{L}\p{N}])(` + e.String() + `)(?:$|[^\p{L}\p{N}])`)
	})
	return f
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
