// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package recommendation

import (
	"strings"

	"github.com/heed-upr/heed"
)

// sentences parts an item at its groups of States where a sentence ends behind
// them: each sentence is a clause of the States that it names. What a sentence
// with States inside asks of each of them is not told without its grammar: it is
// left whole, and said to be. Text after the last group belongs to every clause.
func sentences(text string, groups []bracket, first int) (clauses []heed.Clause, undivided bool) {
	tail := ""
	if first == len(groups) {
		tail = TrimEnd(text[groups[len(groups)-1].to:])
	}
	from, open := 0, false
	for _, g := range groups {
		part := text[from:g.from]
		from = g.to
		switch {
		case open && onlyPunctuation(part): // "(A) (B)"
			last := &clauses[len(clauses)-1]
			last.RecommendingStates = union(last.RecommendingStates, g.states)
			continue
		case open && !endsSentence(part):
			last := &clauses[len(clauses)-1]
			last.Text = TrimEnd(last.Text + part)
			last.RecommendingStates = union(last.RecommendingStates, g.states)
			undivided = true
			continue
		}
		clauses = append(clauses, heed.Clause{Text: TrimEnd(strings.TrimLeft(part, ends)), RecommendingStates: g.states})
		open = true
	}
	if tail != "" {
		undivided = undivided || len(clauses) > 1
		for i := range clauses {
			clauses[i].Text = TrimEnd(clauses[i].Text + tail)
		}
	}
	return clauses, undivided
}

// endsSentence reports whether the text behind a group begins by ending the
// sentence that the group belongs to.
func endsSentence(part string) bool {
	return strings.ContainsAny(part[:len(part)-len(strings.TrimLeft(part, ends))], ";.；。؛")
}
