// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package specimen

import (
	"fmt"
	"strconv"
	"strings"
)

// known says what a reader should find; pages come from the layout.
func (r review) known(pages map[string]int) Review {
	k := Review{
		State: underReview, Name: stateNames[underReview], Cycle: r.cycle, Session: r.session, Symbol: r.symbol,
		ReviewDate: r.reviewDate, Meeting: r.meeting, Adopted: r.adoptedDate, Troika: r.troika,
		HeadOfDelegation: r.headName, HeadOffice: r.headOffice, Delegations: r.delegations(), Asked: r.asked(),
		Positions: map[string]int{}, Qualifiers: map[string]int{}, Final: map[string]int{},
	}
	for _, x := range r.numbered() {
		rec := x.known()
		rec.Page, rec.LastPage = pages[rec.Ref], pages[rec.Ref+lastPage]
		rec.Follows = follows(x.after)
		k.Positions[rec.Position]++
		if rec.Qualifier != "" {
			k.Qualifiers[rec.Qualifier]++
		}
		k.Final[rec.Final]++
		k.Recommendations = append(k.Recommendations, rec)
	}
	return k
}

func (x numbered) known() Recommendation {
	rec := Recommendation{
		Ref: x.ref(), LeadIn: strconv.Itoa(x.para), Position: x.group.position, Qualifier: x.group.qualifier, Theme: x.theme,
	}
	rec.Final, rec.FinalQualifier = x.final()
	if x.answer != nil {
		rec.Part = x.answer.part
	}
	if len(x.clauses) == 0 {
		rec.Text = spell(x.text)
		rec.Clauses = []Clause{{rec.Text, codes(x.by)}}
	}
	for _, c := range x.clauses {
		rec.Clauses = append(rec.Clauses, Clause{spell(c.text), codes(c.by)})
	}
	for _, c := range rec.Clauses {
		rec.States = append(rec.States, c.States...)
	}
	if len(x.clauses) > 0 {
		printed := x.printed()
		rec.Text = printed[:strings.LastIndex(printed, " "+brackets(x.clauses[len(x.clauses)-1].by))]
	}
	if x.listText != "" {
		rec.ListText = spell(x.listText)
	}
	return rec
}

// follows names the second cycle's recommendation with the id.
func follows(id string) string {
	if id == "" {
		return ""
	}
	for _, x := range secondCycle().numbered() {
		if x.id == id {
			return fmt.Sprintf("%s/2/%s", underReview, x.ref())
		}
	}
	panic("specimen: no recommendation " + id + " in the second cycle")
}
