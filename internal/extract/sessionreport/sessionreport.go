// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package sessionreport reads the report of the Human Rights Council on one of
// its sessions (A/HRC/43/2): for each State whose outcome the Council adopted,
// the official totals, what the State said of single recommendations in
// plenary, and the adoption itself.
//
// One document speaks of several reviews. It has one section for each, with the
// views of the State under review, then those of others, and the State's
// concluding remarks; positions are taken only from what the State itself says
// there, totals from the President's sentence or else from the State's.
package sessionreport

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/decision"
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

var (
	// "The review of Kazakhstan was held on 30 October 2014", the first words
	// of every section.
	reviewForm = regexp.MustCompile(`(?i)^the (?:(?:first|second|third|fourth|universal periodic) )*review (?:of|on) (.{3,120}?) (?:was|were|had been|took|has been)\b(?: (?:held|conducted|carried out|place))? .{0,20}?\d{1,2} [A-Z][a-z]+`)
	// "At its 39th meeting, on 19 March 2015, the Human Rights Council
	// considered and adopted the outcome of the review of Kazakhstan"
	meetingForm = regexp.MustCompile(`(?i)\bat (?:its|the) (\d{1,3}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?) meeting,?(?: held)? on (\d{1,2} [A-Z][a-z]+ \d{4})`)
	adoptedForm = regexp.MustCompile(`(?i)\b(?:considered and )?adopted (?:the|its) (?:outcome|report) (?:of|on) the (?:universal periodic )?review (?:of|on) `)
	// "adopted, without a vote, decision 43/101 on the outcome of the review of
	// Italy"; under the name of the State also "adopted draft decision 14/104".
	decidedForm = regexp.MustCompile(`(?i)\badopted\b.{0,40}?\b(?:draft )?decision (\d{1,2}/\d{1,3})\b(?:,? on the outcome of the (?:universal periodic )?review (?:of|on) )?`)
	// "The outcome of the review of Kazakhstan comprises the report …"
	outcomeForm = regexp.MustCompile(`(?i)^the outcome of the (?:universal periodic )?review (?:of|on) .{3,120}? (?:comprises?|consists? of|(?:is|was) (?:constituted of|comprised of|composed of)|constituted)\b`)
	basisForm   = regexp.MustCompile(`A/HRC/WG\.6/(\d{1,2})/([A-Z]{3})/\d`)
	numberAlone = regexp.MustCompile(`^\d{1,2}/\d{1,3}\.?$`)
	sessionOf   = regexp.MustCompile(`^A/HRC/(\d{1,2})/`)
)

// The headings within a section say whose words follow. A national human rights
// institution of the State under review is another voice than the State.
var (
	ownVoice   = regexp.MustCompile(`(?i)^(?:views|replies|statements?|comments|concluding remarks?|remarks|closing remarks?)(?: (?:expressed|made|given|presented))? (?:by|of|from) the (?:state|country|delegation)\b`)
	otherVoice = regexp.MustCompile(`(?i)^(?:views expressed|general comments|comments made|statements? (?:made )?by|views of)\b`)
	chapter    = regexp.MustCompile(`^(?:[IVX]{1,5}|[A-Z])\.$`)
)

// Read gives what a session report says of each review, in its order. document
// is what the cover says; each of the facts has it, with its own review.
func Read(d *doc.Document, document heed.Document) []heed.Facts {
	r := reader{document: document, reviews: map[heed.StateCode]*review{}}
	for _, p := range rejoined(d.Paragraphs) {
		r.paragraph(p)
	}
	r.endDecision()
	var out []heed.Facts
	for _, state := range r.order {
		if f, ok := r.reviews[state].finish(); ok {
			out = append(out, f)
		}
	}
	return out
}

// rejoined gives the paragraphs of the text, with those put together again that
// a list of numbers has cut: at the head of a page, "115.155, 115.156 …" looks
// like the number of a paragraph.
func rejoined(all []doc.Paragraph) []doc.Paragraph {
	var out []doc.Paragraph
	for _, p := range all {
		if p.Zone != doc.Body {
			continue
		}
		if n := len(out); n > 0 && strings.Contains(strings.TrimSuffix(p.Label, "."), ".") && goesOn.MatchString(out[n-1].Text) {
			out[n-1] = joined(out[n-1], p)
			continue
		}
		out = append(out, p)
	}
	return out
}

// goesOn is how a text ends that a list of numbers goes on with.
var goesOn = regexp.MustCompile(`(?:,|;|\band|\bto|\bparagraphs?|\brecommendations?|\d)\s*$`)

// joined puts two paragraphs together.
func joined(a, b doc.Paragraph) doc.Paragraph {
	from := len(a.Text) + len(b.Label) + 2
	a.Text += " " + b.Label + " " + b.Text
	a.Spans = slices.Clone(a.Spans)
	for _, s := range b.Spans {
		s.From, s.To = s.From+from, s.To+from
		a.Spans = append(a.Spans, s)
	}
	return a
}

// IsExcerpt reports whether a document that does not say what it is holds
// sections of a session report: a review, and that the Council adopted its
// outcome.
func IsExcerpt(d *doc.Document) bool {
	review := false
	for _, p := range d.Paragraphs {
		review = review || reviewForm.MatchString(p.Text)
		if review && strings.Contains(p.Text, "Council") && adoptedForm.MatchString(p.Text) {
			return true
		}
	}
	return false
}

// reader reads paragraph by paragraph.
type reader struct {
	document heed.Document
	reviews  map[heed.StateCode]*review
	order    []heed.StateCode
	// state is the State whose section is read, "" outside of sections; unnamed
	// is a section whose State the text spells in a way that no table has.
	state   heed.StateCode
	unnamed bool
	own     bool   // the State itself speaks
	last    string // the number of the last numbered paragraph
	// The last meeting that was named: "at the same meeting".
	meeting int
	date    heed.Date
	// deciding is the text of a decision that is being printed, and number its
	// number.
	deciding []doc.Paragraph
	number   string
	before   string // the text of the paragraph before
}

// maxDecision is how many paragraphs a decision on an outcome may have.
const maxDecision = 14

func (r *reader) paragraph(p doc.Paragraph) {
	text := strings.TrimSpace(p.Text)
	defer func() { r.before = text }()
	if r.printed(p, text) || r.heading(p, text) {
		return
	}
	if n := strings.TrimSuffix(p.Label, "."); n != "" && words.Number(n) > 0 {
		r.last = n
	}
	if m := reviewForm.FindStringSubmatch(text); m != nil {
		state, _, _ := refdata.StateAt(m[1])
		r.open(state)
	}
	if m := meetingForm.FindStringSubmatch(text); m != nil {
		r.meeting = words.Ordinal(m[1])
		r.date, _ = words.FirstDate(m[2])
	}
	r.adopted(p, text)
	if m := basisForm.FindStringSubmatch(text); m != nil {
		r.basis(words.Number(m[1]), heed.StateCode(m[2]))
	}
	if r.state == "" {
		return
	}
	if outcomeForm.MatchString(text) {
		a := r.review(r.state).adoption()
		a.Documents = decision.Documents(text)
	}
	r.said(p, text)
}

// open begins the section of a State.
func (r *reader) open(state heed.StateCode) {
	r.state, r.unnamed, r.own = state, state == "", false
}

// review gives the facts of a State's review, made when first needed.
func (r *reader) review(state heed.StateCode) *review {
	v := r.reviews[state]
	if v == nil {
		v = &review{facts: heed.Facts{Document: r.document}}
		v.facts.Document.Review = heed.ReviewID{State: state, Cycle: refdata.CycleOfCouncil(r.council())}
		r.reviews[state] = v
		r.order = append(r.order, state)
	}
	return v
}

// council is the session of the Council that the document reports on, or 0.
func (r *reader) council() int {
	if m := sessionOf.FindStringSubmatch(r.document.Symbol); m != nil {
		return words.Number(m[1])
	}
	return r.document.CouncilSession
}

// heading reads a heading: whose section begins, or whose words follow.
func (r *reader) heading(p doc.Paragraph, text string) bool {
	switch {
	case len(text) > 250 || strings.HasSuffix(text, "."):
		return false
	case chapter.MatchString(p.Label):
		r.open("")
		r.unnamed = false
		return true
	case ownVoice.MatchString(text):
		r.own = true
		return true
	case otherVoice.MatchString(text):
		r.own = false
		return true
	}
	if p.Label != "" || len(text) > 90 {
		return false
	}
	state, ok := refdata.StateByName(text)
	if ok {
		r.open(state)
	}
	return ok
}

// basis reads the symbol of a document on which the review was based: it names
// the Working Group's session, and the State by its code.
func (r *reader) basis(session int, state heed.StateCode) {
	if r.unnamed && refdata.Known(state) {
		r.open(state)
	}
	if r.state != state {
		return
	}
	document := &r.review(state).facts.Document
	if cycle := refdata.CycleOfSession(session); cycle > 0 && document.Session == 0 {
		document.Session, document.Review.Cycle = session, cycle
	}
}

// adopted reads the sentences that tell of the adoption of an outcome.
func (r *reader) adopted(p doc.Paragraph, text string) {
	number, m := "", adoptedForm.FindStringIndex(text)
	if d := decidedForm.FindStringSubmatchIndex(text); d != nil && strings.HasPrefix(text[d[2]:d[3]], strconv.Itoa(r.council())+"/") {
		number, m = text[d[2]:d[3]], d[:2]
	}
	if m == nil || !strings.Contains(text[:m[0]], "Council") {
		return
	}
	state, _, _ := refdata.StateAt(text[m[1]:])
	if state == "" {
		state = r.state
	}
	if state == "" {
		return
	}
	if r.state == "" && number == "" {
		r.open(state)
	}
	a := r.review(state).adoption()
	if number != "" {
		a.Decision, a.Vote = number, decision.VoteOf(text)
	}
	if a.Date == "" {
		a.Date, a.Meeting, a.Paragraph, a.Places = r.date, r.meeting, r.last, p.AllPlaces()
	}
}

// printed collects the decisions that earlier reports print in full; later
// ones only list them. It reports whether the paragraph is part of one.
func (r *reader) printed(p doc.Paragraph, text string) bool {
	if number, state, ok := decision.Title(text); ok && state != "" {
		r.endDecision()
		if number == "" && numberAlone.MatchString(r.before) {
			number = strings.TrimSuffix(r.before, ".")
		}
		r.number, r.deciding = number, []doc.Paragraph{p}
		return true
	}
	if len(r.deciding) == 0 {
		return false
	}
	begins := reviewForm.MatchString(text) || numberAlone.MatchString(text) || chapter.MatchString(p.Label)
	if begins || len(r.deciding) >= maxDecision {
		r.endDecision()
		return false
	}
	r.deciding = append(r.deciding, p)
	if strings.HasPrefix(text, "[") {
		r.endDecision()
	}
	return true
}

// endDecision reads the decision that was collected.
func (r *reader) endDecision() {
	collected := r.deciding
	r.deciding = nil
	if len(collected) == 0 {
		return
	}
	_, state, _ := decision.Title(collected[0].Text)
	v := r.review(state)
	a := v.adoption()
	if r.number != "" {
		a.Decision = r.number
	}
	if _, full, ok := decision.Of(collected); ok {
		full.Decision = a.Decision
		*a = full
	}
}

// review is what is known of one review.
type review struct {
	facts heed.Facts
	// official is the President's total, own the State's; nil until read.
	official, own *heed.Total
}

// adoption gives the adoption, made when first needed.
func (v *review) adoption() *heed.Adoption {
	if v.facts.Adoption == nil {
		v.facts.Adoption = &heed.Adoption{}
	}
	v.facts.Adoption.Symbol = v.facts.Document.Symbol
	return v.facts.Adoption
}

// finish gives the facts, and whether there are any: a list of decisions alone
// tells nothing of a review.
func (v *review) finish() (heed.Facts, bool) {
	f := v.facts
	total := v.official
	if total == nil {
		total = v.own
	}
	if total != nil {
		f.Totals = []heed.Total{*total}
	}
	if f.Adoption != nil {
		f.Adoption.Documents = slices.DeleteFunc(f.Adoption.Documents, func(s string) bool { return s == "" })
		f.Adoption.Symbol = f.Document.Symbol
	}
	return f, total != nil || len(f.Answers) > 0 || f.Adoption != nil && f.Adoption.Date != ""
}
