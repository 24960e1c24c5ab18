// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// Sure says in a word how sure a proposal is.
type Sure string

// How sure: of proposals that are called sure about 97 in 100 are as the coders
// coded, of likely ones 3 in 4, of the others about half. The figures are in
// docs/reference/model-card.md.
const (
	SureHigh   Sure = "sure"
	SureLikely Sure = "likely"
	SureLow    Sure = "doubtful"
)

func sureOf(probability float64) Sure {
	switch {
	case probability >= 0.9:
		return SureHigh
	case probability >= 0.7:
		return SureLikely
	}
	return SureLow
}

// Reason is what a proposal rests on.
type Reason struct {
	// Probability that UPR Info's coders would give the label: of proposals with
	// 0.8, 8 in 10 are as they coded.
	Probability float64
	Sure        Sure
	// Spans are the words that carried it, in the order of the text. Without them
	// it would not be proposed, or not with that probability.
	Spans []Span
	// Rule is the line of a table that speaks for it as well, "" where none does:
	// of issues.csv its words, of acts.csv the verb that decides.
	Rule string
}

// ActProposal is a kind of act that the model proposes.
type ActProposal struct {
	Act heed.ActionCategory // ActUnknown where the text has no words that the model knows
	Reason
}

// IssueProposal is an issue that the model proposes, by UPR Info's name.
type IssueProposal struct {
	Issue string
	Reason
}

// Proposals are what a model makes of a text. A program made them; people
// decide.
type Proposals struct {
	Act ActProposal
	// Issues begin with the most probable.
	Issues []IssueProposal
}

// leastKnown is how many words of a text a model has to know to say anything: a
// text in another language shares names with English ones, and no more.
const leastKnown = 2

// judged is what a model makes of a text, without its reasons.
type judged struct {
	act         int // place in actions; -1 where nothing is told
	acts        []float64
	issues      []int // places in the card's issues, the most probable first
	probability []float64
}

func (m *Model) issueFeatures(p *parsed) []feature {
	if m.card.Plain {
		return p.plainFeatures()
	}
	return p.issueFeatures()
}

func (m *Model) actFeatures(p *parsed) []feature {
	if m.card.Plain {
		return p.plainFeatures()
	}
	return p.actFeatures()
}

// judge weighs a text.
func (m *Model) judge(p *parsed) judged {
	j := judged{act: -1}
	features := m.issueFeatures(p)
	if m.known(features) < leastKnown {
		return j
	}
	j.probability = m.issues.scores(m.issues.vector(features))
	for l, s := range j.probability {
		j.probability[l] = m.calibration[l].at(s)
		if j.probability[l] > m.thresholds[l] {
			j.issues = append(j.issues, l)
		}
	}
	slices.SortStableFunc(j.issues, func(a, b int) int { return cmp.Compare(j.probability[b], j.probability[a]) })
	j.acts = m.mixing.at(m.acts.scores(m.acts.vector(m.actFeatures(p))))
	byExample(j.acts, !m.card.Plain && p.example(), m.example)
	j.act = best(j.acts)
	return j
}

// byExample lets the guide's rule stand against the weights where examples show
// it right more often than them: a general act with a specific example, "improve
// women's rights by amending the family code", is specific.
func byExample(acts []float64, ruled bool, share float64) {
	if ruled && share >= 0.5 && best(acts) == general {
		both := acts[general] + acts[general+1]
		acts[general], acts[general+1] = both*(1-share), both*share
	}
}

// example tells whether a rule makes a general verb specific by what follows
// it: an example, or an object ("put in place a law").
func (p *parsed) example() bool {
	return p.act == heed.ActSpecific && p.verb != nil && p.verb.act == heed.ActGeneral && len(p.why) > 1
}

// known counts the words of a text that the model knows.
func (m *Model) known(features []feature) int {
	n := 0
	for _, f := range features {
		if !f.rule && f.to == f.from+1 && m.issues.place(f.key) >= 0 {
			n++
		}
	}
	return n
}

// Labels gives a text's category and issues, the most probable first, without
// the reasons, which take longer to find.
func (m *Model) Labels(text string) (heed.ActionCategory, []string) {
	j := m.judge(parse(text))
	if j.act < 0 {
		return heed.ActUnknown, nil
	}
	names := make([]string, len(j.issues))
	for i, l := range j.issues {
		names[i] = m.card.Issues[l]
	}
	return actions[j.act], names
}

// Propose gives what the model makes of an English text, with the reasons.
func (m *Model) Propose(text string) Proposals {
	p := parse(text)
	j := m.judge(p)
	if j.act < 0 {
		return Proposals{}
	}
	var out Proposals
	probability := j.acts[j.act]
	out.Act = ActProposal{actions[j.act], Reason{Probability: probability, Sure: sureOf(probability), Spans: m.carriedAct(p, j), Rule: p.actRule(actions[j.act])}}
	for _, l := range j.issues {
		name, probability := m.card.Issues[l], j.probability[l]
		out.Issues = append(out.Issues, IssueProposal{name, Reason{Probability: probability, Sure: sureOf(probability), Spans: m.carriedIssue(p, l), Rule: p.issueRule(name)}})
	}
	return out
}

// actRule gives the words of the verb that decides by rule, where the rule
// comes to the same act.
func (p *parsed) actRule(act heed.ActionCategory) string {
	if p.verb == nil || p.act != act {
		return ""
	}
	words := make([]string, len(p.verb.words))
	for i, t := range p.verb.words {
		words[i] = t.text
	}
	return strings.Join(words, " ")
}

// issueRule gives the first line of issues.csv that speaks for an issue.
func (p *parsed) issueRule(name string) string {
	for _, h := range p.issues {
		if issues[h.pattern.themes[0]] == name {
			return h.pattern.line
		}
	}
	return ""
}

// carriedIssue finds the words without which issue l would not be proposed.
func (m *Model) carriedIssue(p *parsed, l int) []Span {
	return carried(p, func(p *parsed) []float64 {
		features := m.issueFeatures(p)
		return m.issues.byWord(p, features, func(at int32) float64 { return m.issues.of(at, l) })
	}, func(p *parsed) bool {
		j := m.judge(p)
		return j.act < 0 || !slices.Contains(j.issues, l)
	})
}

// carriedAct finds the words without which the act would be another, or less
// probable than not.
func (m *Model) carriedAct(p *parsed, before judged) []Span {
	return carried(p, func(p *parsed) []float64 {
		return m.acts.byWord(p, m.actFeatures(p), func(at int32) float64 {
			sum := 0.0
			for l := range actions {
				w := m.mixing[before.act]
				sum += (w[l] - m.mixing[m.rival(before)][l]) * m.acts.of(at, l)
			}
			return sum
		})
	}, func(p *parsed) bool {
		j := m.judge(p)
		return j.act != before.act || j.acts[j.act] < actHolds
	})
}

// actHolds is the probability under which an act is told by too little.
const actHolds = 0.5

// rival is the act that comes second.
func (m *Model) rival(j judged) int {
	rest := slices.Clone(j.acts)
	rest[j.act] = -1
	return best(rest)
}

// byWord shares out what the features of a text weigh among its words.
func (m *weighted) byWord(p *parsed, features []feature, weight func(place int32) float64) []float64 {
	out := make([]float64, len(p.words))
	for _, f := range features {
		at := m.place(f.key)
		if at < 0 {
			continue
		}
		x := weight(at) * float64(m.value[at]) / float64(max(1, f.to-f.from))
		for i := max(0, int(f.from)); i < min(int(f.to), len(out)); i++ {
			out[i] += x
		}
	}
	return out
}

// singly is how many words are blanked one by one. Then they go by 2, 4, 8 …,
// so that a long text that says one thing over and over takes no long time.
const singly = 16

// carried finds words without which a proposal falls: it blanks the word that
// speaks for it most until it does, each time weighing what is left.
func carried(p *parsed, weigh func(*parsed) []float64, falls func(*parsed) bool) []Span {
	original, text := p.text, []byte(p.text)
	var spans []Span
	for round, many := 1, 1; len(p.words) > 0; round++ {
		if round > singly {
			many *= 2
		}
		for _, at := range heaviest(weigh(p), many) {
			w := p.words[at]
			for i := w.from; i < w.to; i++ {
				text[i] = ' '
			}
			spans = append(spans, Span{w.from, w.to})
		}
		if p = parse(string(text)); falls(p) {
			break
		}
	}
	return joined(original, spans)
}

// heaviest gives the places of the greatest weights, at most so many.
func heaviest(weights []float64, many int) []int {
	if many == 1 {
		return []int{best(weights)}
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weights[b], weights[a]) })
	return order[:min(many, len(order))]
}

// joined puts spans in the order of the text, and those that only blanks part
// into one.
func joined(text string, spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && strings.Trim(text[out[n-1].To:s.From], " ") == "" {
			out[n-1].To = s.To
			continue
		}
		out = append(out, s)
	}
	return out
}
