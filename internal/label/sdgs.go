// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/heed-upr/heed/internal/refdata"
)

// Target is a target of the Sustainable Development Goals that what is asked
// serves, or a goal where no target of it says what is asked.
type Target struct {
	// Code is "16.3" or "16".
	Code string `json:"code"`
	// Theme and Group are OHCHR's names, Named an instrument or a body: what of
	// the text led to it, each "" where it did not.
	Theme string                `json:"theme,omitempty"`
	Group string                `json:"group,omitempty"`
	Named refdata.InstrumentKey `json:"instrument,omitempty"`
	// Words are those that carried them, bytes of the text.
	Words []Span `json:"words"`
}

// Goal gives the number of the goal.
func (t Target) Goal() string { return GoalOf(t.Code) }

// GoalOf gives the goal of a target's code.
func GoalOf(code string) string {
	goal, _, _ := strings.Cut(code, ".")
	return goal
}

// mostTargets is how many targets a text has at most: what serves everything
// serves nothing that one could follow.
const mostTargets = 3

// targetRule is a line of sdgs.csv.
type targetRule struct {
	targets        []string
	themes, groups []string
	named          []refdata.InstrumentKey
	words          bool // one of its words must be there
}

// conditions is how many things a rule asks for.
func (r *targetRule) conditions() int {
	n := 0
	for _, has := range []bool{len(r.themes) > 0, len(r.groups) > 0, len(r.named) > 0, r.words} {
		if has {
			n++
		}
	}
	return n
}

// targetRules is sdgs.csv.
type targetRules struct {
	rules []targetRule
	words map[string][]targetWords // by the beginning of their first word
	codes []string                 // of all targets and goals, in their order
}

// targetWords are words of the rule at a place.
type targetWords struct {
	words []token
	rule  int
}

func (t *targetRules) add(line []string) error {
	r := targetRule{targets: strings.Fields(line[0]), themes: split(line[1]), groups: split(line[2])}
	for _, code := range r.targets {
		if n, _ := number(code); n < 1 || n > 17 {
			return fmt.Errorf("%q is no target", code)
		}
		for _, c := range []string{GoalOf(code), code} {
			if !slices.Contains(t.codes, c) {
				t.codes = append(t.codes, c)
			}
		}
	}
	for _, of := range []struct{ given, known []string }{{r.themes, uhriThemes}, {r.groups, groups}} {
		for _, g := range of.given {
			if !slices.Contains(of.known, g) {
				return fmt.Errorf("%v: %q is not in its list", r.targets, g)
			}
		}
	}
	for _, k := range split(line[3]) {
		if _, ok := refdata.InstrumentByKey(refdata.InstrumentKey(k)); !ok {
			return fmt.Errorf("%v: no instrument %q", r.targets, k)
		}
		r.named = append(r.named, refdata.InstrumentKey(k))
	}
	for _, form := range split(line[4]) {
		for _, spelling := range []string{form, british(form)} {
			if spelling == "" {
				continue
			}
			rule, err := tokens(spelling, themeGap)
			if err != nil {
				return err
			}
			key := start(rule[0].text)
			t.words[key] = append(t.words[key], targetWords{rule, len(t.rules)})
			r.words = true
		}
	}
	if len(r.targets) == 0 || r.conditions() == 0 {
		return fmt.Errorf("a line without target or condition")
	}
	t.rules = append(t.rules, r)
	slices.SortFunc(t.codes, CompareTargets)
	return nil
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// number gives the goal and the rest of a code.
func number(code string) (goal int, rest string) {
	head, rest, _ := strings.Cut(code, ".")
	for _, r := range head {
		goal = goal*10 + int(r-'0')
	}
	return goal, rest
}

// CompareTargets orders codes as the goals are: 2.1 before 10.2, 16.9 before 16.10,
// 16.10 before 16.a, a goal before its targets.
func CompareTargets(a, b string) int {
	ga, ra := number(a)
	gb, rb := number(b)
	letter := func(s string) bool { return s != "" && s[0] > '9' }
	switch {
	case ga != gb:
		return cmp.Compare(ga, gb)
	case letter(ra) != letter(rb):
		return compareBool(letter(ra), letter(rb))
	}
	return cmp.Or(cmp.Compare(len(ra), len(rb)), cmp.Compare(ra, rb))
}

// AllTargets lists the codes of goals and targets that can be told, a goal before
// its targets.
func AllTargets() []string { return slices.Clone(rules().targets.codes) }

// SDGs gives the targets that what an English text asks serves, at most three, the
// most specific first. They are told by rule from OHCHR's themes, groups of persons
// and instruments as they are told by rule; they are not OHCHR's labels.
func SDGs(text string) []Target { return sdgs(text, Instruments(text)) }

// bareOf blanks what is named: words of a treaty's title are no theme.
func bareOf(text string, named []Named) string {
	if len(named) == 0 {
		return text
	}
	b := []byte(text)
	for _, n := range named {
		for i := n.Name.From; i < n.Name.To; i++ {
			b[i] = ' '
		}
	}
	return string(b)
}

// served is a rule that holds, with what made it hold.
type served struct {
	rule *targetRule
	Target
}

func sdgs(text string, named []Named) []Target {
	w, r := words(bareOf(text, named)), rules()
	found := evidence{r.uhri.named(w, uhriThemes), r.groups.named(w, groups), named, r.targets.found(w)}
	var holding []served
	for i := range r.targets.rules {
		rule := &r.targets.rules[i]
		if len(rule.themes) == 0 {
			if s, ok := rule.holds(i, nil, found); ok {
				holding = append(holding, s)
			}
			continue
		}
		for n := range found.themes {
			if !slices.Contains(rule.themes, found.themes[n].Name) {
				continue
			}
			if s, ok := rule.holds(i, &found.themes[n], found); ok {
				holding = append(holding, s)
			}
		}
	}
	return narrowed(holding)
}

// evidence is what a text has that rules may ask for.
type evidence struct {
	themes, groups []NameMatch
	named          []Named
	words          map[int]Span // by rule
}

// found gives of each rule the first of its words that stand in the text.
func (t *targetRules) found(w []word) map[int]Span {
	out := map[int]Span{}
	for i := range w {
		for _, f := range t.words[start(w[i].text)] {
			if _, had := out[f.rule]; had {
				continue
			}
			if end, ok := match(f.words, w, i); ok {
				out[f.rule] = Span{w[i].from, w[end-1].to}
			}
		}
	}
	return out
}

// holds tells whether all that a rule, the one at a place, names is there.
func (r *targetRule) holds(place int, theme *NameMatch, found evidence) (served, bool) {
	s := served{rule: r}
	if theme != nil {
		s.Theme, s.Words = theme.Name, append(s.Words, Span{theme.From, theme.To})
	}
	if len(r.groups) > 0 {
		n := slices.IndexFunc(found.groups, func(g NameMatch) bool { return slices.Contains(r.groups, g.Name) })
		if n < 0 {
			return s, false
		}
		s.Group = found.groups[n].Name
		s.Words = append(s.Words, Span{found.groups[n].From, found.groups[n].To})
	}
	if len(r.named) > 0 {
		n := slices.IndexFunc(found.named, func(k Named) bool { return slices.Contains(r.named, k.Key) })
		if n < 0 {
			return s, false
		}
		s.Named = found.named[n].Key
		s.Words = append(s.Words, found.named[n].Name)
	}
	if span, ok := found.words[place]; ok {
		s.Words = append(s.Words, span)
	} else if r.words {
		return s, false
	}
	return s, true
}

// narrowed takes of the rules of one theme those with the most conditions, puts the
// most specific first, each target once, and no goal beside a target of it.
func narrowed(holding []served) []Target {
	most := map[string]int{}
	for _, s := range holding {
		most[s.Theme] = max(most[s.Theme], s.rule.conditions())
	}
	holding = slices.DeleteFunc(holding, func(s served) bool { return s.Theme != "" && s.rule.conditions() < most[s.Theme] })
	slices.SortStableFunc(holding, func(a, b served) int { return -cmp.Compare(a.rule.conditions(), b.rule.conditions()) })
	var out []Target
	for _, s := range holding {
		for _, code := range s.rule.targets {
			if len(out) == mostTargets {
				return out
			}
			if !slices.ContainsFunc(out, func(t Target) bool { return t.Code == code || t.Goal() == code }) {
				t := s.Target
				t.Code, t.Words = code, inOrder(t.Words)
				out = append(out, t)
			}
		}
	}
	return out
}

// inOrder gives spans in the order of the text, each once.
func inOrder(spans []Span) []Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return slices.Compact(spans)
}

// ThemesAsked gives the themes of an English text that are told by words outside
// the names of the instruments and bodies that it names.
func ThemesAsked(text string, named []Named) []Theme { return Themes(bareOf(text, named)) }
