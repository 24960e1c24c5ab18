// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package label

import (
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"github.com/heed-upr/heed"
)

// Example is a recommendation that people have coded.
type Example struct {
	State   string // under review, ISO 3166-1 alpha-3
	Session string
	Text    string
	Act     heed.ActionCategory
	Issues  []string
}

// Options are what a training is told besides its examples.
type Options struct {
	// Date is written into the model, as given: the same examples and options
	// give the same bytes.
	Date string
	// Source is the SHA-256 of the examples' file, in hexadecimal.
	Source string
	// HoldOut are States whose examples are left out, to measure with.
	HoldOut []string
	// Plain leaves the rules out: words and pairs of words alone. It makes the
	// baseline that the model card compares with.
	Plain bool
}

// What was chosen by cross-validation over the States that the model card does
// not measure with.
const (
	folds       = 4
	leastTexts  = 3 // that a feature needs
	issueCost   = 0.5
	issueWeight = 1.5 // of a text that has the issue
	issueRule   = 1.5 // by what features that rules saw count more
	actCost     = 1.0
)

// leastExamples is how many texts an issue needs to be learnt, leastTraining how
// many a model.
const (
	leastExamples = 2 * folds
	leastTraining = 100
	mostIssues    = 250
)

// ErrTooFew says that there are too few examples to learn from.
var ErrTooFew = errors.New("too few examples")

// Train learns from examples how to label. The fit is that of linear support
// vector machines, one for each issue and each category; from which value on an
// issue is given, and how probable it is, comes from cross-validation by States:
// each State's texts are weighed by a model that has not seen that State.
func Train(examples []Example, o Options) (*Model, error) {
	used := chosen(examples, o.HoldOut)
	names := learnable(used)
	if len(used) < leastTraining || len(names) == 0 {
		return nil, fmt.Errorf("label: %d texts of States that are not held out, of at least %d, with %d issues of at least %d texts each: %w",
			len(used), leastTraining, len(names), leastExamples, ErrTooFew)
	}
	if len(names) > mostIssues {
		return nil, fmt.Errorf("label: %d issues, more than %d: is the column of issues the right one?", len(names), mostIssues)
	}
	m := &Model{card: Card{Format: formatVersion, Features: featureVersion, Date: o.Date, Source: o.Source, Examples: len(used), HeldOut: slices.Sorted(slices.Values(o.HoldOut)), Plain: o.Plain, Issues: names}}
	texts := make([]*parsed, len(used))
	inParallel(len(used), func(i int) { texts[i] = parse(used[i].Text) })
	m.learnIssues(used, texts)
	m.learnActs(used, texts)
	return m, nil
}

// chosen leaves out States to hold out, and what a State was told by several
// others in the same words in the same session: it counts once.
func chosen(examples []Example, holdOut []string) []Example {
	var out []Example
	seen := map[[3]string]bool{}
	for _, e := range examples {
		key := [3]string{e.State, e.Session, e.Text}
		if seen[key] || slices.Contains(holdOut, e.State) {
			continue
		}
		seen[key] = true
		out = append(out, e)
	}
	return out
}

// learnable lists the issues that have examples enough.
func learnable(examples []Example) []string {
	count := map[string]int{}
	for _, e := range examples {
		for _, i := range e.Issues {
			count[i]++
		}
	}
	return slices.DeleteFunc(sortedKeys(count), func(name string) bool { return count[name] < leastExamples })
}

// fold says to which part of the cross-validation a State belongs.
func (e Example) fold() int {
	h := fnv.New32a()
	_, _ = h.Write([]byte("fold" + e.State))
	return int(h.Sum32()>>3) % folds
}

func (m *Model) learnIssues(used []Example, texts []*parsed) {
	has := make([][]bool, len(m.card.Issues))
	for l, name := range m.card.Issues {
		has[l] = make([]bool, len(used))
		for i, e := range used {
			has[l][i] = slices.Contains(e.Issues, name)
		}
	}
	t := task{examples: used, has: has, cost: issueCost, positive: issueWeight}
	var scores [][]float64
	m.issues, scores = t.learn(texts, m.issueFeatures, issueRule)
	m.calibration = make([]sigmoid, len(has))
	m.thresholds = make([]float64, len(has))
	inParallel(len(has), func(l int) {
		m.calibration[l] = fitSigmoid(scores[l], has[l])
		m.thresholds[l] = m.calibration[l].at(bestThreshold(scores[l], has[l], nil))
	})
	m.card.Micro, m.card.Macro = crossF1(scores, has, used)
}

func (m *Model) learnActs(used []Example, texts []*parsed) {
	has := make([][]bool, len(actions))
	want := make([]int, len(used))
	for l, act := range actions {
		has[l] = make([]bool, len(used))
		for i, e := range used {
			if has[l][i] = e.Act == act; has[l][i] {
				want[i] = l
			}
		}
	}
	t := task{examples: used, has: has, cost: actCost, positive: 1}
	var scores [][]float64
	m.acts, scores = t.learn(texts, m.actFeatures, 1)
	m.mixing = fitSoftmax(scores, want, nil)
	ruled := make([]bool, len(used))
	for i, p := range texts {
		ruled[i] = !m.card.Plain && p.example()
	}
	m.example = exampleShare(m.mixing, scores, want, ruled, nil)
	m.card.Act = crossAct(scores, want, ruled, used)
}

// exampleShare says how often a text that the weights take for general is coded
// as specific where the rule of the specific example says so.
func exampleShare(mixing softmax, scores [][]float64, want []int, ruled []bool, in func(int) bool) float64 {
	all, specific := 2.0, 1.0
	for i := range want {
		if (in == nil || in(i)) && ruled[i] && best(mixing.at(column(scores, i))) == general {
			all++
			if want[i] == general+1 {
				specific++
			}
		}
	}
	return specific / all
}

// task is what one half of the model learns.
type task struct {
	examples       []Example
	has            [][]bool // by label, then example
	cost, positive float64
}

// learn gives the weights, and the scores that each example gets from weights
// learnt on the other parts of the cross-validation.
func (t task) learn(texts []*parsed, features func(*parsed) []feature, rule float64) (*weighted, [][]float64) {
	seen := make([][]feature, len(texts))
	inParallel(len(texts), func(i int) { seen[i] = features(texts[i]) })
	v := newVocabulary(seen, leastTexts, rule)
	rows := make([]row, len(seen))
	inParallel(len(seen), func(i int) { rows[i], seen[i] = v.row(seen[i]), nil })
	scores := make([][]float64, len(t.has))
	for l := range scores {
		scores[l] = make([]float64, len(rows))
	}
	for f := range folds {
		w := t.fit(rows, len(v.keys)+1, func(e Example) bool { return e.fold() != f })
		inParallel(len(t.has), func(l int) {
			for i, e := range t.examples {
				if e.fold() == f {
					scores[l][i] = rows[i].dot(w[l])
				}
			}
		})
	}
	return compress(v.keys, v.value, t.fit(rows, len(v.keys)+1, func(Example) bool { return true })), scores
}

// fit gives the weights for every label by the examples that with chooses.
func (t task) fit(rows []row, features int, with func(Example) bool) [][]float32 {
	var some []row
	var at []int
	for i, e := range t.examples {
		if with(e) {
			some, at = append(some, rows[i]), append(at, i)
		}
	}
	out := make([][]float32, len(t.has))
	inParallel(len(t.has), func(l int) {
		has := make([]bool, len(at))
		for i, n := range at {
			has[i] = t.has[l][n]
		}
		out[l] = svm(some, has, features, t.cost, t.positive, rand.New(rand.NewPCG(1, uint64(l)))) //nolint:gosec // chance that repeats itself, no secret
	})
	return out
}

// inParallel calls f with 0 up to, not with, n, on all processors.
func inParallel(n int, f func(i int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}

// crossF1 gives the micro and macro F1 of the cross-validation; a part's
// thresholds come from the other parts.
func crossF1(scores [][]float64, has [][]bool, used []Example) (micro, macro float64) {
	var all [3]int
	for l := range scores {
		var own [3]int // right, given too much, missing
		for f := range folds {
			from := bestThreshold(scores[l], has[l], func(i int) bool { return used[i].fold() != f })
			for i, e := range used {
				if e.fold() == f {
					count(&own, scores[l][i] > from, has[l][i])
				}
			}
		}
		for k := range own {
			all[k] += own[k]
		}
		macro += f1(own) / float64(len(scores))
	}
	return f1(all), macro
}

func count(into *[3]int, given, has bool) {
	switch {
	case given && has:
		into[0]++
	case given:
		into[1]++
	case has:
		into[2]++
	}
}

func f1(n [3]int) float64 { return 2 * float64(n[0]) / float64(max(1, 2*n[0]+n[1]+n[2])) }

// crossAct gives the share of right categories in the cross-validation.
func crossAct(scores [][]float64, want []int, ruled []bool, used []Example) float64 {
	right := 0
	for f := range folds {
		others := func(i int) bool { return used[i].fold() != f }
		mixing := fitSoftmax(scores, want, others)
		example := exampleShare(mixing, scores, want, ruled, others)
		for i, e := range used {
			if e.fold() != f {
				continue
			}
			p := mixing.at(column(scores, i))
			if byExample(p, ruled[i], example); best(p) == want[i] {
				right++
			}
		}
	}
	return float64(right) / float64(len(used))
}

func column(scores [][]float64, i int) []float64 {
	out := make([]float64, len(scores))
	for l := range scores {
		out[l] = scores[l][i]
	}
	return out
}

// best gives the place of the greatest, the first of equal ones.
func best(p []float64) int {
	at := 0
	for l := range p {
		if cmp.Less(p[at], p[l]) {
			at = l
		}
	}
	return at
}
