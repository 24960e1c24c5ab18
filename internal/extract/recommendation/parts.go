// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package recommendation

import (
	"slices"
	"strings"

	"github.com/heed-upr/heed"
)

// An item may ask several things, each of its own States: "Sign (A) and ratify
// (B) the Convention (C), including its protocol (D)". Every part is made
// complete here: a verb alone gets the object that follows, and what is no
// sentence of its own gets what comes before it.

// Verbs are the words with which the items of a report begin, in small letters.
type Verbs map[string]bool

// commonVerbs are those of nearly every report, for one with few items.
var commonVerbs = strings.Fields(`abolish accede accept accelerate adhere adopt allow amend bring carry combat complete conduct consider
continue cooperate create criminalize decriminalize design develop eliminate enact encourage enhance ensure establish extend facilitate
finalize give guarantee harmonize implement improve include incorporate increase integrate intensify introduce investigate maintain make
prevent prohibit promote protect provide punish pursue put raise ratify recognize reduce reform reinforce release remove repeal respect
respond review seek set share sign strengthen submit support take undertake withdraw work`)

// VerbsOf collects the verbs of a document from the texts of its items.
func VerbsOf(texts []string) Verbs {
	v := Verbs{}
	for _, w := range commonVerbs {
		v[w] = true
	}
	for _, text := range texts {
		if w := firstWord(text); len(w) > 2 {
			v[w] = true
		}
	}
	return v
}

// firstWord is the word that tells whether a part is a sentence of its own:
// the first after "to" and adverbs.
func firstWord(s string) string {
	for _, w := range strings.Fields(strings.ToLower(s)) {
		w = strings.Trim(w, ",;:.")
		if w == "to" || w == "that" || w == "also" || w == "further" || w == "and" || strings.HasSuffix(w, "ly") {
			continue
		}
		return w
	}
	return ""
}

// clauses parts an item at its groups of States. Groups that follow each other
// without text between them name the States of one clause; text after the last
// group belongs to every clause.
func clauses(text string, groups []bracket, first int, v Verbs) []heed.Clause {
	tail := ""
	if first == len(groups) {
		tail = TrimEnd(text[groups[len(groups)-1].to:])
	}
	var out []heed.Clause
	var parts []part
	from := 0
	for _, g := range groups {
		part := text[from:g.from]
		from = g.to
		if len(out) > 0 && onlyPunctuation(part) {
			last := &out[len(out)-1]
			last.RecommendingStates = union(last.RecommendingStates, g.states)
			continue
		}
		parts = append(parts, v.part(part))
		out = append(out, heed.Clause{RecommendingStates: g.states})
	}
	for i, whole := range v.complete(parts) {
		out[i].Text = whole
		if tail != "" {
			out[i].Text = TrimEnd(whole + " " + strings.TrimLeft(tail, ",; "))
		}
	}
	return merge(out)
}

// merge joins clauses that came out with the same words: "Sign (A) and ratify
// (B) the Convention (C)" asks B and C for the same.
func merge(clauses []heed.Clause) []heed.Clause {
	var out []heed.Clause
	for _, c := range clauses {
		if i := slices.IndexFunc(out, func(o heed.Clause) bool { return o.Text == c.Text }); i >= 0 {
			out[i].RecommendingStates = union(out[i].RecommendingStates, c.RecommendingStates)
			continue
		}
		out = append(out, c)
	}
	return out
}

// part is the text before a group of States.
type part struct {
	text string
	own  bool // it is a sentence of its own, and no addition to the one before
}

// additions are words with which a part goes on with the one before it.
var additions = strings.Fields(`a against all among an and as at both by during for from in including its of on or other others particularly
especially such that the their this those through throughout under which while with within without where who whose`)

// part looks how a part begins: with a verb of the report, or, after a
// semicolon or with a capital, with anything but a word that goes on.
func (v Verbs) part(s string) part {
	joint := s[:len(s)-len(strings.TrimLeft(s, " ;,.:/"))]
	text := TrimEnd(trimStart(s))
	w := firstWord(text)
	first := strings.TrimSpace(text)
	begins := strings.ContainsAny(joint, ";.") || first != "" && first[0] >= 'A' && first[0] <= 'Z' && strings.ToUpper(first) != first
	return part{text, v[w] || begins && !slices.Contains(additions, w) && !strings.HasSuffix(w, "ing")}
}

// complete makes each part a sentence that stands by itself.
func (v Verbs) complete(parts []part) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		switch {
		case i == 0 || p.own:
			out[i] = p.text
		case v.lonely(parts[i-1]):
			out[i] = parts[i-1].text + " " + p.text
		default:
			out[i] = out[i-1] + " " + p.text
		}
		if v.lonely(p) {
			out[i] = strings.TrimSpace(p.text + " " + v.object(parts[i+1:]))
		}
	}
	return out
}

// lonely reports whether a part is a verb still without what it is about.
func (v Verbs) lonely(p part) bool {
	words := strings.Fields(p.text)
	if len(words) == 0 || len(words) > 4 || !v[firstWord(p.text)] {
		return false
	}
	last := strings.ToLower(words[len(words)-1])
	if slices.Contains(unfinished, last) || len(words) == 1 || len(words) == 2 && strings.HasSuffix(words[0], "ly") {
		return true
	}
	joined := words[len(words)-2]
	return v[last] && (joined == "and" || joined == "or" || joined == "to")
}

// unfinished are words after which something must follow.
var unfinished = strings.Fields("efforts measures steps to signing ratifying acceding possible")

// object is what the first complete part among those that follow is about.
func (v Verbs) object(parts []part) string {
	for _, p := range parts {
		if v.lonely(p) {
			continue
		}
		if !v[firstWord(p.text)] || strings.HasPrefix(p.text, "to ") {
			return p.text
		}
		words := strings.Fields(p.text)
		for i, w := range words { // what follows the verb
			if v[strings.ToLower(w)] {
				return strings.TrimPrefix(strings.Join(words[i+1:], " "), "to ")
			}
		}
		return ""
	}
	return ""
}

// trimStart takes off what joins a part to the one before it.
func trimStart(s string) string {
	s = strings.TrimLeft(s, " ;,.:/")
	return strings.TrimPrefix(strings.TrimPrefix(s, "and "), "or ")
}
