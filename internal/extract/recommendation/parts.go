// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package recommendation

import (
	"regexp"
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
	}
	out = merge(v.threads(out, parts))
	if tail != "" {
		for i := range out {
			out[i].Text = TrimEnd(out[i].Text + " " + strings.TrimLeft(tail, ",; "))
		}
	}
	return out
}

// threads gives a State that is named several times within one sentence what
// it asks in all: "Take measures (A, B), in law (A), for the press (B) and for
// assemblies (A)" asks A for measures in law for assemblies.
func (v Verbs) threads(all []heed.Clause, parts []part) []heed.Clause {
	var out []heed.Clause
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && !parts[to].apart {
			to++
		}
		out = append(out, v.thread(all[from:to], parts[from:to])...)
		from = to
	}
	return out
}

// thread does so for the parts of one sentence.
func (v Verbs) thread(all []heed.Clause, parts []part) []heed.Clause {
	var out []heed.Clause
	for i, c := range all {
		var alone []heed.StateCode
		for _, s := range c.RecommendingStates {
			own := partsOf(all, s)
			switch {
			case len(own) == 1:
				alone = append(alone, s)
			case own[0] == i:
				out = append(out, heed.Clause{Text: v.join(all, parts, own), RecommendingStates: []heed.StateCode{s}})
			}
		}
		if len(alone) > 0 {
			out = append(out, heed.Clause{Text: c.Text, RecommendingStates: alone})
		}
	}
	return out
}

// partsOf lists the parts that name a State.
func partsOf(all []heed.Clause, s heed.StateCode) []int {
	var out []int
	for i, c := range all {
		if slices.Contains(c.RecommendingStates, s) {
			out = append(out, i)
		}
	}
	return out
}

// join puts the parts of one State together, with what the first of them lacks
// before it and the last behind it.
func (v Verbs) join(all []heed.Clause, parts []part, own []int) string {
	text := parts[own[0]].text
	if !v.lonely(parts[own[0]]) {
		text = all[own[0]].Text
	}
	for _, i := range own[1:] {
		text += parts[i].joint + parts[i].text
	}
	if last := own[len(own)-1]; v.lonely(parts[last]) {
		text = strings.TrimSpace(text + " " + v.object(parts[last+1:]))
	}
	return text
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
	text  string
	own   bool   // it is a sentence of its own, and no addition to the one before
	apart bool   // and stands apart from it: by a semicolon, or as a new sentence
	joint string // what joins it to the one before: " ", ", " or " and "
}

// additions are words with which a part goes on with the one before it.
var additions = strings.Fields(`a against all among an and as at both by during for from in including its of on or other others particularly
especially such that the their this those through throughout under which while with within without where who whose`)

// part looks how a part begins: with a verb of the report, or, after a
// semicolon or with a capital, with anything but a word that goes on.
func (v Verbs) part(s string) part {
	joint := s[:len(s)-len(strings.TrimLeft(s, " ;,.:/"))]
	text := TrimEnd(trimStart(s))
	apart := strings.ContainsAny(joint, ";.") && joiner(s) != " and "
	w := firstWord(text)
	first := strings.TrimSpace(text)
	begins := apart || first != "" && first[0] >= 'A' && first[0] <= 'Z' && strings.ToUpper(first) != first
	own := v[w] || begins && !slices.Contains(additions, w) && !strings.HasSuffix(w, "ing") && !isTreaty(text)
	return part{text: text, own: own, apart: apart && own, joint: joiner(s)}
}

// joiner is how a part goes on from the one before it.
func joiner(s string) string {
	rest := strings.TrimLeft(s, " ;,.:/")
	switch {
	case strings.HasPrefix(rest, "and "):
		return " and "
	case strings.HasPrefix(rest, "or "):
		return " or "
	case strings.HasPrefix(strings.TrimLeft(s, " "), ","), strings.HasPrefix(strings.TrimLeft(s, " "), ";"):
		return ", "
	}
	return " "
}

// complete makes each part a sentence that stands by itself.
func (v Verbs) complete(parts []part) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		switch {
		case i == 0 || p.own:
			out[i] = p.text
		case withoutHaste(p.text) == "" && v.lonely(parts[i-1]):
			out[i] = strings.TrimSpace(parts[i-1].text + " " + p.text + " " + v.object(parts[i+1:]))
		case v.lonely(parts[i-1]):
			out[i] = parts[i-1].text + " " + p.text
		case treatyAct(out[i-1]) != "" && isTreaty(p.text):
			out[i] = treatyAct(out[i-1]) + " " + p.text
		default:
			out[i] = out[i-1] + p.joint + p.text
		}
		if v.lonely(p) {
			out[i] = strings.TrimSpace(p.text + " " + v.object(parts[i+1:]))
		}
	}
	return out
}

// treaties: "Ratify the Covenant (A), the Convention (B) and CAT (C)" asks B to
// ratify the Convention alone.
var (
	treatyActForm = regexp.MustCompile(`(?i)^(?:.{0,60}?\b)?(?:(?:ratify|ratifying|ratification of|sign|signing|accede to|acceding to|accession to|adhere to|adhering to|become a party to)(?:\s+and\s+|\s*/\s*|\s+or\s+)?)+\b`)
	treatyForm    = regexp.MustCompile(`^(?:the )?(?:(?:[A-Z][A-Za-z]*-?)?[A-Z]{2,}\b|(?:(?:First|Second|International|Optional|Additional|Rome|Hague|Geneva|ILO|UNESCO|\d{4})\s+)*(?:Protocols?|Covenant|Convention|Statute)\b)`)
)

// treatyAct is the beginning of a request that asks to join a treaty, up to the
// treaty itself; "" for any other request.
func treatyAct(s string) string {
	m := strings.TrimSpace(treatyActForm.FindString(s))
	if m == "" || !isTreaty(strings.TrimSpace(s[len(m):])) {
		return ""
	}
	return m
}

// isTreaty reports whether a text begins with the name of a treaty.
func isTreaty(s string) bool { return treatyForm.MatchString(s) }

// lonely reports whether a part is a verb still without what it is about.
func (v Verbs) lonely(p part) bool {
	if treatyActForm.FindString(p.text) == p.text && p.text != "" {
		return true
	}
	text := withoutHaste(p.text)
	words := strings.Fields(text)
	if v.bareVerb(words) || len(words) == 1 && capitalForm.MatchString(text) && !isTreaty(text) {
		return true // "Adopt (A) / Endorse (B) the outcome"
	}
	if len(words) == 0 || len(words) > 4 || !v[firstWord(text)] {
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
var unfinished = strings.Fields("efforts measures steps to signing ratifying acceding possible possibility")

// bareVerb reports whether words are a verb with nothing but "to" and adverbs
// before it: "to definitively abolish".
func (v Verbs) bareVerb(words []string) bool {
	k := len(words) - 1
	return k > 0 && v[strings.ToLower(words[k])] && firstWord(strings.Join(words[:k], " ")) == ""
}

// capitalForm is a word with a capital that is no abbreviation.
var capitalForm = regexp.MustCompile(`^[A-Z][a-z]+$`)

// hasteForm is what may stand between a verb and what it is about.
var hasteForm = regexp.MustCompile(`(?i)\s*\b(?:as soon as possible|as early as possible|at the earliest(?: possible)?(?: time| date)?|at an early date|promptly|swiftly|without delay|soon)$`)

// withoutHaste takes "as soon as possible" off the end.
func withoutHaste(s string) string { return hasteForm.ReplaceAllString(s, "") }

// object is what the first complete part among those that follow is about.
func (v Verbs) object(parts []part) string {
	for _, p := range parts {
		if v.lonely(p) || withoutHaste(p.text) == "" {
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
