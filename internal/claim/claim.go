// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package claim finds in a text what it claims of a State that a record can answer:
// above all how the State stands to a treaty, and little else. Hold sets such a claim
// beside the record and proposes a verdict, which people confirm or change.
//
// How claims are worded is data, language by language (rules.csv); what is so is in the
// tables of internal/refdata with its sources. No rule here names a State. Which
// treaties a sentence names is told by who asks (internal/label does), since packages
// of this level do not know each other.
package claim

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/refdata"
)

// Status is what is claimed of a subject.
type Status string

// What is claimed of a treaty.
const (
	Signatory   Status = "signatory"
	Signed      Status = "signed"
	Ratified    Status = "ratified"
	Acceded     Status = "acceded"
	Succeeded   Status = "succeeded"
	Joined      Status = "joined"
	Party       Status = "party"
	Left        Status = "left"
	Accepts     Status = "accepts" // a procedure
	Reservation Status = "reservation"
	Unreserved  Status = "unreserved" // took a reservation back
)

// What is claimed of other subjects.
const (
	Abolished Status = "abolished"
	Created   Status = "created"
	Operating Status = "operating"
	Access    Status = "access" // who may turn to it
	Members   Status = "members"
	Deadline  Status = "deadline"
)

// calledSo is the status of rules that say how a subject is called: who may turn to it
// is claimed where it is named.
const calledSo Status = "named"

// Statuses lists all that may be claimed.
var Statuses = []Status{
	Signatory, Signed, Ratified, Acceded, Succeeded, Joined, Party, Left, Accepts, Reservation, Unreserved,
	Abolished, Created, Operating, Access, Members, Deadline,
}

// Subjects besides treaties and institutions.
const (
	Council    = "HRC"
	NextReview = "next_review"
)

// deathPenalty is the subject of rules about the death penalty; what they find is held
// against the protocol on it, which binds to abolish it.
const (
	deathPenalty   = "death_penalty"
	onDeathPenalty = "ICCPR-OP2"
)

// Assertion is one thing that is claimed.
type Assertion struct {
	Status Status `json:"status"`
	Not    bool   `json:"not,omitempty"`
	// When is the day, month or year that is claimed, "" for none.
	When string `json:"when,omitempty"`
	// Number is that of members; Articles are those of a procedure.
	Number   int      `json:"number,omitempty"`
	Articles []string `json:"articles,omitempty"`
}

// Claim is what a sentence claims of a State about one subject.
type Claim struct {
	// Quote is the sentence; From and To are its bytes in the text.
	Quote string         `json:"quote"`
	From  int            `json:"from"`
	To    int            `json:"to"`
	State heed.StateCode `json:"state"`
	// Subject is the key of a treaty or of an institution, or one of the others.
	Subject string      `json:"subject"`
	Asserts []Assertion `json:"asserts"`
}

// Mention is a place where a text names a treaty.
type Mention struct {
	Treaty refdata.TreatyKey
	// Only is what alone is claimed by it, "" for all: where the treaty's body is
	// named, that is its competence.
	Only     Status
	From, To int
}

// Naming gives the treaties that a sentence names, in its order.
type Naming func(sentence string) []Mention

// Find gives what a text in a language claims. Where a sentence names no State, it is
// taken to speak of the one that the text is about. Languages of which there are no
// rules give nothing; Reads tells. Sentences of over 4,000 bytes claim nothing.
func Find(text, language string, about heed.StateCode, naming Naming) []Claim {
	f := finder{language, loadRules()[language], grammarOf(language), about, naming, map[string]heed.StateCode{}}
	if len(f.rules) == 0 {
		return nil
	}
	var out []Claim
	for _, s := range sentences(text) {
		for _, c := range f.inSentence(text[s[0]:s[1]]) {
			c.From, c.To = s[0], s[1]
			out = append(out, c)
		}
	}
	return out
}

// finder finds claims in the sentences of one text.
type finder struct {
	language string
	rules    []rule
	grammar  grammar
	about    heed.StateCode
	naming   Naming
	bent     map[string]heed.StateCode
}

// Reads reports whether there are rules for a language.
func Reads(language string) bool { return len(loadRules()[language]) > 0 }

// hit is a place where a rule's words stand.
type hit struct {
	*rule
	from, to int
}

// inSentence gives what one sentence claims, subject by subject.
func (f finder) inSentence(sentence string) []Claim {
	low := lower(sentence)
	hits := f.hits(low)
	if len(hits) == 0 {
		return nil
	}
	var out []Claim
	states := f.statesIn(sentence, low)
	add := func(subject string, h hit) {
		for _, state := range f.grammar.subjects(sentence, states, h, f.about) {
			// "Signed, and has not ratified" is one claim; of an institution each is.
			i := slices.IndexFunc(out, func(c Claim) bool {
				return c.State == state && c.Subject == subject && (h.subject == subjectTreaty || c.Asserts[0].Status == h.status)
			})
			if i < 0 {
				i = len(out)
				out = append(out, Claim{Quote: sentence, State: state, Subject: subject})
			}
			a := f.grammar.asserts(low, h)
			if !slices.ContainsFunc(out[i].Asserts, func(o Assertion) bool { return o.Status == a.Status && o.Not == a.Not }) {
				out[i].Asserts = append(out[i].Asserts, a)
			}
		}
	}
	var treaties []Mention
	if slices.ContainsFunc(hits, func(h hit) bool { return h.subject == subjectTreaty }) {
		treaties = f.naming(sentence)
	}
	for _, h := range hits {
		switch {
		case h.subject == deathPenalty:
			add(onDeathPenalty, h)
			continue
		case h.subject != subjectTreaty:
			add(h.subject, h)
			continue
		}
		for _, m := range h.about(treaties, hits) {
			add(string(m.Treaty), h)
		}
	}
	return out
}

// about gives the treaties that a status is about: those named behind it before the
// next status, else those named before it.
func (h hit) about(named []Mention, hits []hit) []Mention {
	end := 1 << 30
	for _, o := range hits {
		if o.subject == subjectTreaty && o.from >= h.to {
			end = min(end, o.from)
		}
	}
	in := func(from, to int) []Mention {
		return slices.DeleteFunc(slices.Clone(named), func(m Mention) bool { return m.From < from || m.From >= to || m.Only != "" && m.Only != h.status })
	}
	if out := in(h.to-1, end); len(out) > 0 {
		return out
	}
	if out := in(0, h.from); len(out) > 0 {
		return out
	}
	return in(h.to-1, 1<<30) // "signed and has since ratified the Convention"
}

// hits finds the words of rules: the longest where they overlap, of as long ones that
// whose rule stands first, and none that only ask, plan or suppose.
func (f finder) hits(low string) []hit {
	var all []hit
	var none, both [][]int
	named := map[string]bool{}
	for i := range f.rules {
		r := &f.rules[i]
		for _, m := range r.places(low) {
			switch {
			case r.subject == subjectNone:
				none = append(none, m)
			case r.subject == subjectBoth:
				both = append(both, m)
			case r.status == calledSo:
				named[r.subject] = true
			default:
				all = append(all, hit{r, m[0], m[1]})
			}
		}
	}
	all = slices.DeleteFunc(all, func(h hit) bool {
		return h.not && slices.ContainsFunc(both, func(m []int) bool { return m[0] < h.to && h.from < m[1] })
	})
	slices.SortStableFunc(all, func(a, b hit) int { return cmp.Compare(b.to-b.from, a.to-a.from) })
	var out []hit
	for _, h := range all {
		if slices.ContainsFunc(out, func(o hit) bool { return h.from < o.to && o.from < h.to }) ||
			f.grammar.supposed(low, h, none) || h.status == Access && !named[h.subject] {
			continue
		}
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b hit) int { return cmp.Compare(a.from, b.from) })
	return out
}

// supposed tells whether words in a status's part of the sentence, before it, say that
// it is not claimed; or behind it, where verbs stand there. A deadline is claimed by
// such words.
func (g grammar) supposed(low string, h hit, none [][]int) bool {
	if h.status == Deadline {
		return false
	}
	from, to := max(strings.LastIndexAny(low[:h.from], ",;:"), 0), h.from
	if g.verbLast {
		to = len(low)
		if end := strings.IndexAny(low[h.to:], ",;:"); end >= 0 {
			to = h.to + end
		}
	}
	return slices.ContainsFunc(none, func(n []int) bool { return from <= n[0] && n[1] <= to })
}

var figure = regexp.MustCompile(`[0-9][0-9,]*`)

// asserts gives what a hit claims, with the numbers that stand by it.
func (g grammar) asserts(low string, h hit) Assertion {
	a := Assertion{Status: h.status, Not: h.not}
	switch h.status {
	case Members:
		a.Number, _ = strconv.Atoi(strings.ReplaceAll(figure.FindString(low[h.from:h.to]), ",", ""))
	case Deadline:
		a.When = g.near(low, h)
	case Accepts:
		a.Articles = g.articlesIn(low)
		a.When = g.near(low, h)
	case Signatory, Access, Reservation, Unreserved, Signed, Ratified, Acceded, Succeeded, Joined, Party, Left, Abolished, Created, Operating:
		if !h.not {
			a.When = g.near(low, h)
		}
	}
	return a
}
