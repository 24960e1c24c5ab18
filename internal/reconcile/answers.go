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
		a := answers{record: record, numbers: numbersOf(record.Recommendations, f), source: f, stage: stageOf(f), answered: map[int]heed.Answer{}}
		a.add()
		settled := a.settle()
		counted := a.count()
		record.Totals = append(slices.Clone(record.Totals), f.Totals...)
		if a.stage == heed.StageAddendum || len(f.Answers) > 0 && !settled && counted.Pending+counted.Unknown == 0 {
			// A count that rests on the numbers beside it, or on other documents
			// alone, would seem to confirm them.
			record.Totals = append(record.Totals, counted)
		}
		record.Findings = append(record.Findings, a.findings()...)
		record.Findings = append(record.Findings, a.totals(counted)...)
	}
}

// stageOf is the stage at which a document states positions.
func stageOf(f heed.Facts) heed.Stage {
	if f.Document.Kind == heed.KindSession {
		return heed.StagePlenary
	}
	return heed.StageAddendum
}

// answers of a document may be positions by number, and of the Council's report
// also its totals alone: they are what the rest is held against.
func hasAnswers(f heed.Facts) bool {
	switch f.Document.Kind {
	case heed.KindAddendum:
		return len(f.Answers) > 0
	case heed.KindSession:
		return len(f.Answers) > 0 || len(f.Totals) > 0
	default:
		return false
	}
}

// answering gives the documents that answer, in the order of the stages and
// then the earlier first. Of several originals of one document the one to rely
// on speaks; drafts never do.
func answering(facts []heed.Facts) []heed.Facts {
	best := map[string]heed.Facts{}
	for _, f := range facts {
		if !hasAnswers(f) || f.Document.Stage == heed.DocDraft {
			continue
		}
		name := cmp.Or(f.Document.Symbol, string(f.Document.Digest))
		had, ok := best[name]
		if !ok || byStanding(f, had) < 0 {
			best[name] = f
		}
	}
	var out []heed.Facts
	for _, f := range best {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b heed.Facts) int {
		return cmp.Or(
			cmp.Compare(slices.Index(heed.Stages, stageOf(a)), slices.Index(heed.Stages, stageOf(b))),
			cmp.Compare(a.Document.Date, b.Document.Date), cmp.Compare(a.Document.Symbol, b.Document.Symbol), cmp.Compare(a.Document.Digest, b.Document.Digest),
		)
	})
	return out
}

// answers is one document's answers on their way into the record.
type answers struct {
	record   *heed.Record
	numbers  numbers
	source   heed.Facts
	stage    heed.Stage
	answered map[int]heed.Answer // by index of the recommendation
	unknown  []string
	twice    []int
}

func (a *answers) add() {
	comments, claims := map[int]string{}, map[int]heed.Qualifier{}
	for _, c := range a.source.Comments {
		for _, n := range c.Numbers {
			for _, i := range a.numbers.find(n) {
				comments[i] = strings.TrimSpace(comments[i] + " " + c.Text)
				claims[i] = cmp.Or(claims[i], c.Qualifier)
			}
		}
	}
	for _, answer := range a.source.Answers {
		for _, n := range answer.Numbers {
			meant := a.numbers.find(n)
			if len(meant) == 0 {
				a.unknown = append(a.unknown, n)
			}
			for _, i := range meant {
				a.answer(i, answer, comments[i], claims[i])
			}
		}
	}
}

// answer lays one answer over a recommendation. The first of a document stands;
// another one that differs is a finding.
func (a *answers) answer(i int, answer heed.Answer, comment string, claim heed.Qualifier) {
	if had, ok := a.answered[i]; ok {
		if had.Value != answer.Value {
			a.twice = append(a.twice, i)
		}
		return
	}
	a.answered[i] = answer
	qualifier := answer.Qualifier
	if answer.Value == heed.Supported {
		qualifier = cmp.Or(qualifier, claim)
	}
	a.state(i, heed.PositionStatement{Value: answer.Value, Qualifier: qualifier, AsStated: answer.AsStated, Paragraph: answer.Paragraph, Comment: comment})
}

// state adds a statement of the document to the history of a recommendation.
func (a *answers) state(i int, s heed.PositionStatement) {
	r := &a.record.Recommendations[i]
	s.Stage, s.Symbol = a.stage, a.source.Document.Symbol
	r.Position = s.Value
	r.Positions = append(r.Positions, s)
}

// settle gives the recommendations that are still pending the position that the
// State's own numbers leave for them. In the first cycle a State would name in
// plenary those that it could not accept, and say how many it accepted: where
// its numbers account for every recommendation, and those still pending are
// exactly what one position lacks, no other reading is possible. It reports
// whether anything was settled so.
func (a *answers) settle() bool {
	if a.stage != heed.StagePlenary {
		return false
	}
	for _, stated := range a.source.Totals {
		value, ok := left(stated, a.count())
		if !ok {
			continue
		}
		for i, r := range a.record.Recommendations {
			if r.Position == heed.Pending {
				a.state(i, heed.PositionStatement{Value: value, AsStated: stated.AsStated, Paragraph: stated.Paragraph})
			}
		}
		return true
	}
	return false
}

// left is the one position that all pending recommendations must have for the
// counted numbers to become the stated ones.
func left(stated, counted heed.Total) (heed.Position, bool) {
	if counted.Pending == 0 || counted.Unknown > 0 || stated.Supported+stated.Noted+stated.InPart != counted.Received {
		return "", false
	}
	var value heed.Position
	lacking := 0
	for _, c := range []struct {
		value           heed.Position
		stated, counted int
	}{
		{heed.Supported, stated.Supported, counted.Supported}, {heed.Noted, stated.Noted, counted.Noted}, {heed.Partial, stated.InPart, counted.InPart},
	} {
		if c.stated != c.counted {
			lacking++
		}
		if c.stated-c.counted == counted.Pending {
			value = c.value
		}
	}
	return value, lacking == 1 && value != ""
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
	if a.stage == heed.StagePlenary {
		return out // what is still open is counted once, in totals
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
		Source: a.source.Document.Kind, Unit: heed.UnitRecommendation, Derived: true,
		Symbol: a.source.Document.Symbol, Received: len(a.record.Recommendations),
	}
	for _, r := range a.record.Recommendations {
		count(&t, r.Position)
	}
	return t
}

// totals compares what the document states of the totals with what its answers
// give together with the documents before it.
func (a *answers) totals(counted heed.Total) []heed.Finding {
	var out []heed.Finding
	symbol := a.source.Document.Symbol
	differ := func(stated, counted int) {
		if stated != counted {
			out = append(out, heed.Finding{Code: heed.FindingTotalsDiffer, Args: []string{
				"Symbol", symbol, "Stated", strconv.Itoa(stated), "Counted", strconv.Itoa(counted),
			}})
		}
	}
	for _, stated := range a.source.Totals {
		if stated.Received > 0 {
			differ(stated.Received, counted.Received)
		}
		open := counted.Pending + counted.Unknown
		if a.stage == heed.StagePlenary && open > 0 {
			out = append(out, heed.Finding{Code: heed.FindingAnswersMissing, Args: []string{"Symbol", symbol, "Pending", strconv.Itoa(open)}})
			continue
		}
		final := a.stage == heed.StagePlenary && stated.Closes() // then none is none
		if stated.Supported > 0 || final {
			differ(stated.Supported, counted.Supported)
		}
		if stated.Noted > 0 || final {
			differ(stated.Noted, counted.Noted)
		}
		if a.stage == heed.StagePlenary && (stated.InPart > 0 || final) {
			differ(stated.InPart, counted.InPart)
		}
	}
	return out
}

// numbers finds recommendations by the numbers that other documents give them.
type numbers struct {
	byRef  map[string]int
	bySole map[string]int // the number within its list, where only one list has it
	byLead map[string][]int
	serial int // how many there are, if the document counts through the lists; else 0
}

// numbersOf learns how a document counts. A bare number belongs to the one
// list that has it; a document whose numbers go beyond every list counts the
// report's recommendations from 1 through all of them.
func numbersOf(all []heed.Recommendation, f heed.Facts) numbers {
	n := numbers{byRef: map[string]int{}, bySole: map[string]int{}, byLead: map[string][]int{}}
	longest := 0
	for i, r := range all {
		n.byRef[r.Ref] = i
		item := r.Ref[strings.LastIndexAny(r.Ref, "./")+1:]
		if _, taken := n.bySole[item]; taken {
			n.bySole[item] = -1
		} else {
			n.bySole[item] = i
		}
		n.byLead[r.LeadIn] = append(n.byLead[r.LeadIn], i)
		longest = max(longest, len(n.byLead[r.LeadIn]))
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

// find gives the indexes of the recommendations that a number means: one, all
// of a list for "97/*", or none.
func (n numbers) find(number string) []int {
	if i, ok := n.byRef[number]; ok {
		return []int{i}
	}
	if lead, item, ok := strings.Cut(number, "/"); ok {
		if item == "*" {
			return n.byLead[lead]
		}
		if i, ok := n.byRef[lead+"."+item]; ok {
			return []int{i}
		}
		return nil
	}
	v, err := strconv.Atoi(number)
	if err != nil {
		return nil
	}
	if n.serial > 0 {
		if v < 1 || v > n.serial {
			return nil
		}
		return []int{v - 1}
	}
	if i, ok := n.bySole[number]; ok && i >= 0 {
		return []int{i}
	}
	return nil
}
