// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
)

// addAnswers lays the State's later answers over the recommendations, document
// by document in the order of time: each joins the history of the position.
func addAnswers(record *heed.Record, facts []heed.Facts) {
	record.Recommendations = slices.Clone(record.Recommendations)
	for i := range record.Recommendations {
		record.Recommendations[i].Positions = slices.Clone(record.Recommendations[i].Positions)
	}
	for _, f := range answering(facts) {
		a := answers{record: record, numbers: numbersOf(record.Recommendations, f), source: f, answered: map[int]heed.Answer{}}
		a.add()
		counted := a.count()
		record.Totals = append(append(slices.Clone(record.Totals), f.Totals...), counted)
		record.Findings = append(record.Findings, a.findings()...)
		record.Findings = append(record.Findings, a.totals(counted)...)
	}
}

// answering gives the documents that answer, the earlier first. Of several
// originals of one document the one to rely on speaks; drafts never do.
func answering(facts []heed.Facts) []heed.Facts {
	best := map[string]heed.Facts{}
	for _, f := range facts {
		if f.Document.Kind != heed.KindAddendum || len(f.Answers) == 0 || f.Document.Stage == heed.DocDraft {
			continue
		}
		had, ok := best[f.Document.Symbol]
		if !ok || byStanding(f, had) < 0 {
			best[f.Document.Symbol] = f
		}
	}
	var out []heed.Facts
	for _, f := range best {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b heed.Facts) int {
		return cmp.Or(cmp.Compare(a.Document.Date, b.Document.Date), cmp.Compare(a.Document.Symbol, b.Document.Symbol), cmp.Compare(a.Document.Digest, b.Document.Digest))
	})
	return out
}

// answers is one document's answers on their way into the record.
type answers struct {
	record   *heed.Record
	numbers  numbers
	source   heed.Facts
	answered map[int]heed.Answer // by index of the recommendation
	unknown  []string
	twice    []int
}

func (a *answers) add() {
	comments, claims := map[int]string{}, map[int]heed.Qualifier{}
	for _, c := range a.source.Comments {
		for _, n := range c.Numbers {
			if i, ok := a.numbers.find(n); ok {
				comments[i] = strings.TrimSpace(comments[i] + " " + c.Text)
				claims[i] = cmp.Or(claims[i], c.Qualifier)
			}
		}
	}
	for _, answer := range a.source.Answers {
		for _, n := range answer.Numbers {
			i, ok := a.numbers.find(n)
			if !ok {
				a.unknown = append(a.unknown, n)
				continue
			}
			if had, ok := a.answered[i]; ok {
				if had.Value != answer.Value {
					a.twice = append(a.twice, i)
				}
				continue
			}
			a.answered[i] = answer
			r := &a.record.Recommendations[i]
			r.Position = answer.Value
			qualifier := answer.Qualifier
			if answer.Value == heed.Supported {
				qualifier = cmp.Or(qualifier, claims[i])
			}
			r.Positions = append(r.Positions, heed.PositionStatement{
				Stage: heed.StageAddendum, Value: answer.Value, Qualifier: qualifier, AsStated: answer.AsStated,
				Symbol: a.source.Document.Symbol, Paragraph: answer.Paragraph, Comment: comments[i],
			})
		}
	}
}

// findings says what of the document does not add up with the report and with
// itself.
func (a *answers) findings() []heed.Finding {
	var out []heed.Finding
	symbol := a.source.Document.Symbol
	for _, n := range a.unknown {
		out = append(out, heed.Finding{Code: heed.FindingNumberUnknown, Args: []string{"Number", n, "Symbol", symbol}})
	}
	for _, i := range a.twice {
		out = append(out, heed.Finding{Code: heed.FindingAnsweredTwice, Ref: a.record.Recommendations[i].Ref, Args: []string{"Symbol", symbol}})
	}
	for i, r := range a.record.Recommendations {
		if _, ok := a.answered[i]; !ok && r.Position == heed.Pending {
			out = append(out, heed.Finding{Code: heed.FindingNotAnswered, Ref: r.Ref, Args: []string{"Symbol", symbol}, Places: r.Places})
		}
	}
	return out
}

// count counts the recommendations by their position after this document.
func (a *answers) count() heed.Total {
	t := heed.Total{
		Source: heed.KindAddendum, Unit: heed.UnitRecommendation, Derived: true,
		Symbol: a.source.Document.Symbol, Received: len(a.record.Recommendations),
	}
	for _, r := range a.record.Recommendations {
		count(&t, r.Position)
	}
	return t
}

// totals compares what the State states of its totals with what its answers
// give together with the report.
func (a *answers) totals(counted heed.Total) []heed.Finding {
	var out []heed.Finding
	for _, stated := range a.source.Totals {
		for _, c := range []struct{ stated, counted int }{
			{stated.Received, counted.Received}, {stated.Supported, counted.Supported}, {stated.Noted, counted.Noted},
		} {
			if c.stated > 0 && c.stated != c.counted {
				out = append(out, heed.Finding{Code: heed.FindingTotalsDiffer, Args: []string{
					"Symbol", a.source.Document.Symbol, "Stated", strconv.Itoa(c.stated), "Counted", strconv.Itoa(c.counted),
				}})
			}
		}
	}
	return out
}

// numbers finds recommendations by the numbers that other documents give them.
type numbers struct {
	byRef  map[string]int
	bySole map[string]int // the number within its list, where only one list has it
	serial int            // how many there are, if the document counts through the lists; else 0
}

// numbersOf learns how a document counts. A bare number belongs to the one
// list that has it; a document whose numbers go beyond every list counts the
// report's recommendations from 1 through all of them.
func numbersOf(all []heed.Recommendation, f heed.Facts) numbers {
	n := numbers{byRef: map[string]int{}, bySole: map[string]int{}}
	longest, lists := 0, map[string]int{}
	for i, r := range all {
		n.byRef[r.Ref] = i
		item := r.Ref[strings.LastIndexAny(r.Ref, "./")+1:]
		if _, taken := n.bySole[item]; taken {
			n.bySole[item] = -1
		} else {
			n.bySole[item] = i
		}
		lists[r.LeadIn]++
		longest = max(longest, lists[r.LeadIn])
	}
	for _, a := range f.Answers {
		for _, number := range a.Numbers {
			if v, err := strconv.Atoi(number); err == nil && v > longest && v <= len(all) {
				n.serial = len(all)
			}
		}
	}
	return n
}

// find gives the index of the recommendation that a number means.
func (n numbers) find(number string) (int, bool) {
	if i, ok := n.byRef[number]; ok {
		return i, true
	}
	v, err := strconv.Atoi(number)
	if err != nil {
		return 0, false
	}
	if n.serial > 0 {
		return v - 1, v >= 1 && v <= n.serial
	}
	i, ok := n.bySole[number]
	return i, ok && i >= 0
}
