// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

//go:embed acts.csv themes.csv issues.csv groups.csv uhri.csv steps.csv sdgs.csv
var files embed.FS

// ruleSet is the tables, compiled.
type ruleSet struct {
	acts   *actRules
	themes *themeRules
	issues *themeRules
	groups *themeRules
	uhri   *themeRules

	instruments *instrumentRules
	steps       *stepRules
	targets     *targetRules
}

// rules compiles the tables at first use.
var rules = sync.OnceValue(func() ruleSet {
	r, err := compile()
	if err != nil {
		// The tables are part of the program and its tests compile them: this
		// cannot happen to anybody who runs a tested build.
		panic(err)
	}
	return r
})

func compile() (ruleSet, error) {
	r := ruleSet{acts: newActRules(), themes: newThemeRules(), issues: newThemeRules(), groups: newThemeRules(), uhri: newThemeRules(), steps: &stepRules{nameRules{}}, targets: &targetRules{words: map[string][]targetWords{}}}
	if err := eachLine("acts.csv", 4, r.acts.add); err != nil {
		return r, err
	}
	if err := eachLine("themes.csv", 3, r.themes.add); err != nil {
		return r, err
	}
	if err := eachLine("steps.csv", 3, r.steps.add); err != nil {
		return r, err
	}
	if err := eachLine("sdgs.csv", 5, r.targets.add); err != nil {
		return r, err
	}
	var err error
	if r.instruments, err = newInstrumentRules(); err != nil {
		return r, fmt.Errorf("label: instruments.csv: %w", err)
	}
	if err := eachLine("issues.csv", 2, r.issues.ofList(issues)); err != nil {
		return r, err
	}
	if err := eachLine("groups.csv", 2, r.groups.ofList(groups)); err != nil {
		return r, err
	}
	return r, eachLine("uhri.csv", 3, r.uhri.ofList(uhriThemes))
}

// ofList takes lines of a table that has names of a list, words that they are told
// by, and, where it has a third column, "not" for words that do not stand for them.
func (r *themeRules) ofList(list []string) func(line []string) error {
	return func(line []string) error {
		n := slices.Index(list, line[0])
		if n < 0 {
			return fmt.Errorf("%q: %q is not in its list", line[1], line[0])
		}
		p := pattern{themes: []int{n}, line: line[1]}
		if len(line) > 2 && line[2] != "" {
			if p.not = line[2] == "not"; !p.not {
				return fmt.Errorf("%q: unknown kind %q", line[1], line[2])
			}
		}
		return r.spell(p, line[1])
	}
}

// eachLine calls f with every line of a table after its head.
func eachLine(name string, columns int, f func(line []string) error) error {
	file, err := files.Open(name)
	if err != nil {
		return fmt.Errorf("label: open %s: %w", name, err)
	}
	defer func() { _ = file.Close() }()
	r := csv.NewReader(file)
	r.Comment, r.FieldsPerRecord = '#', columns
	for n := 0; ; n++ {
		line, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && n > 0 {
			err = f(line)
		}
		if err != nil {
			return fmt.Errorf("label: %s, rule %d: %w", name, n, err)
		}
	}
}

// token is one word of a rule.
type token struct {
	text   string
	stem   bool // any ending may follow
	within int  // how many words may stand before it
}

func (t token) is(w string) bool {
	return w == t.text || t.stem && strings.HasPrefix(w, t.text)
}

// tokens parts the words of a rule. "…" between two words stands for up to gap
// others.
func tokens(s string, gap int) ([]token, error) {
	var out []token
	within := 0
	for _, f := range strings.Fields(s) {
		if f == "…" {
			within = gap
			continue
		}
		t := token{text: strings.TrimSuffix(f, "*"), stem: strings.HasSuffix(f, "*"), within: within}
		if w := words(t.text); len(w) != 1 || w[0].text != t.text {
			return nil, fmt.Errorf("%q is no word as texts are parted into them", f)
		}
		out, within = append(out, t), 0
	}
	if len(out) == 0 || within > 0 || out[0].within > 0 {
		return nil, fmt.Errorf("%q begins or ends with a gap, or is empty", s)
	}
	return out, nil
}

// match tells whether a rule's words stand at w[i], and where they end. Of a
// word that may stand at several places, the first counts.
func match(rule []token, w []word, i int) (end int, ok bool) {
	at := i
	for n, t := range rule {
		found := false
		for last := at + t.within; at <= last && at < len(w) && w[at].sentence == w[i].sentence; at++ {
			if t.is(w[at].text) {
				found = true
				break
			}
		}
		if !found || n == 0 && at != i {
			return 0, false
		}
		at++
	}
	return at, true
}

// british gives the other spelling of a rule that writes -ize, or "".
func british(s string) string {
	fields, changed := strings.Fields(s), false
	for i, f := range fields {
		for _, end := range []string{"ize", "izing", "ized", "izes", "ization", "iz"} {
			bare, stem := strings.CutSuffix(f, "*")
			if root, ok := strings.CutSuffix(bare, end); ok && len(root) > 3 && (stem || end != "iz") {
				fields[i], changed = root+"is"+strings.TrimPrefix(end, "iz")+f[len(bare):], true
				break
			}
		}
	}
	if !changed {
		return ""
	}
	return strings.Join(fields, " ")
}
