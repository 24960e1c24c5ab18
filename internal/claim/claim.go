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
	// Denied: the source says that this is not so ("it is false that").
	Denied bool `json:"denied,omitempty"`
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
	// Subject is the key of a treaty (of internal/refdata's treaties, or of another
	// treaty of its instruments, whose acts are not on record) or of an institution, or
	// one of the others.
	Subject string      `json:"subject"`
	Asserts []Assertion `json:"asserts"`
}

// Mention is a place where a text names a treaty, also one whose acts are not on
// record.
type Mention struct {
	Treaty refdata.TreatyKey
	// Only is what alone is claimed by it, "" for all: where the treaty's body is
	// named, that is its competence.
	Only Status
	// Next: the words mean other things too, and the treaty only where they stand right
	// behind a status ("ratified").
	Next     bool
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

// hit is a place where a rule's words stand. start and end are the part of the sentence
// that tells of it: up to where that of the next one begins.
type hit struct {
	*rule
	words      string
	from, to   int
	start, end int
	// supposed: it is not claimed, and still parts the sentence.
	supposed bool
}

// inSentence gives what one sentence claims, subject by subject.
func (f finder) inSentence(sentence string) []Claim {
	if isQuestion(sentence) {
		return nil
	}
	low := lower(sentence)
	w := f.words(low)
	if !slices.ContainsFunc(w.hits, func(h hit) bool { return !h.supposed }) {
		return nil
	}
	var treaties []Mention
	if slices.ContainsFunc(w.hits, func(h hit) bool { return h.subject == subjectTreaty }) {
		treaties = f.naming(sentence)
	}
	states := f.statesIn(sentence, low)
	f.grammar.part(low, w.hits, treaties)
	d := dating{f.grammar, low, treaties, states, w.reports, f.grammar.datesIn(low)}
	var out []Claim
	add := func(subject string, h hit, of Mention) {
		a := d.asserts(h, of)
		a.Denied = f.grammar.denied(low, w, h)
		if h.dated && (a.When == "" || len(w.none)+len(w.plans) > 0) {
			return
		}
		for _, state := range f.grammar.subjects(sentence, w.speaking(states, h), h, f.about) {
			out = join(out, Claim{Quote: sentence, State: state, Subject: subject, Asserts: []Assertion{a}}, h.subject == subjectTreaty)
		}
	}
	for _, h := range w.hits {
		switch {
		case h.supposed:
		case h.subject == deathPenalty:
			add(onDeathPenalty, h, Mention{})
		case h.subject == subjectTreaty:
			for _, m := range f.grammar.about(low, h, w, treaties) {
				add(string(m.Treaty), h, m)
			}
		default:
			add(h.subject, h, Mention{})
		}
	}
	return out
}

// join adds what is claimed to the claims of a sentence. "Signed, and has not ratified"
// is one claim; of an institution each is.
func join(all []Claim, c Claim, treaty bool) []Claim {
	a := c.Asserts[0]
	i := slices.IndexFunc(all, func(o Claim) bool {
		return o.State == c.State && o.Subject == c.Subject && (treaty || o.Asserts[0].Status == a.Status)
	})
	switch {
	case i < 0:
		return append(all, c)
	case !slices.ContainsFunc(all[i].Asserts, func(o Assertion) bool { return o.Status == a.Status && o.Not == a.Not }):
		all[i].Asserts = append(all[i].Asserts, a)
	}
	return all
}

// mostShared is how many words may stand between two statuses of the same treaty that
// is named behind both: with more, the first has an object of its own.
const mostShared = 4

// about gives the treaties that a status is about: those named in its part of the
// sentence, behind it or, where verbs stand last, before it; else those named before
// ("signed the Convention and ratified it"), else those behind ("signed and has since
// ratified the Convention").
func (g grammar) about(low string, h hit, w words, named []Mention) []Mention {
	last, next := around(h, w.hits)
	in := func(from, to int) []Mention {
		return slices.DeleteFunc(slices.Clone(named), func(m Mention) bool {
			return m.From < from || m.From >= to || m.Only != "" && m.Only != h.status || m.Next && !g.governs(low, h, m)
		})
	}
	before := func(from int) []Mention { return g.row(low, in(from, h.from)) }
	behind := func(to int) []Mention {
		return slices.DeleteFunc(in(h.from, to), func(m Mention) bool {
			return m.From > h.to && g.contrast.MatchString(low[h.to:m.From]) || !g.verbLast && slices.ContainsFunc(w.none, func(n []int) bool { return h.to <= n[0] && n[1] <= m.From })
		})
	}
	order := [][]Mention{behind(min(h.end, next)), before(h.start), behind(next), before(0)}
	if g.verbLast {
		order = [][]Mention{in(last, h.from), behind(next), in(0, h.from)}
	}
	if next < 1<<30 && len(wordsOf(low[h.to:next])) <= mostShared { // "signed and has since ratified the Convention"
		order = append(order, in(h.from, 1<<30))
	}
	for _, out := range order {
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// around is where the status of a treaty before another one ends, and that behind it
// begins.
func around(h hit, hits []hit) (last, next int) {
	next = 1 << 30
	for _, o := range hits {
		switch {
		case o.subject != subjectTreaty:
		case o.from >= h.to:
			next = min(next, o.from)
		case o.to <= h.from:
			last = max(last, o.to)
		}
	}
	return last, next
}

// row gives the last of some treaties with those that stand in a row with it.
func (g grammar) row(low string, named []Mention) []Mention {
	for i := len(named) - 1; i > 0; i-- {
		if named[i-1].To >= named[i].From {
			continue
		}
		between := wordsOf(low[named[i-1].To:named[i].From])
		if slices.ContainsFunc(between, func(w string) bool { return !slices.Contains(g.joints, w) && !slices.Contains(g.or, w) }) {
			return named[i:]
		}
	}
	return named
}

// governs tells whether a status stands right before the name of a treaty.
func (g grammar) governs(low string, h hit, m Mention) bool {
	return m.From >= h.to && slices.Contains(g.before, strings.TrimSpace(low[h.to:m.From]))
}

var figure = regexp.MustCompile(`[0-9][0-9,]*`)

// asserts gives what a hit claims of a treaty, if of one, with the numbers that stand by
// it.
func (d dating) asserts(h hit, of Mention) Assertion {
	a := Assertion{Status: h.status, Not: h.not}
	switch h.status {
	case Members:
		a.Number, _ = strconv.Atoi(strings.ReplaceAll(figure.FindString(d.low[h.from:h.to]), ",", ""))
	case Accepts:
		a.Articles = d.articlesIn(d.low)
		if !h.not {
			a.When = d.of(h, of)
		}
	case Deadline, Signatory, Access, Reservation, Unreserved, Signed, Ratified, Acceded, Succeeded, Joined, Party, Left, Abolished, Created, Operating:
		if !h.not {
			a.When = d.of(h, of)
		}
	}
	return a
}
