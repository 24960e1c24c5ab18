// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package wgreport

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/doc"
	"github.com/heed-upr/heed/internal/extract/grammar"
	"github.com/heed-upr/heed/internal/extract/position"
	"github.com/heed-upr/heed/internal/extract/recommendation"
	"github.com/heed-upr/heed/internal/extract/words"
	"github.com/heed-upr/heed/internal/refdata"
)

// pairForm is the number of an item under its lead-in: "124.1".
var pairForm = regexp.MustCompile(`^(\d{1,3})\.(\d{1,3})\.?$`)

// item is a recommendation on its way: the paragraphs that make it up.
type item struct {
	ref, paragraph string
	leadIn         int // index in Facts.LeadIns, -1 before any
	parts          []doc.Paragraph
	quoted         *quoted // where the lead-in names it by its place in the dialogue
	comment        string  // the State's reply that stands beneath it
}

// section reads section II paragraph by paragraph.
type section struct {
	facts    *heed.Facts
	grammar  *grammar.Grammar
	language recommendation.Language
	dialogue dialogue
	printed  printed
	items    []item
	open     bool                 // the last item may go on
	last     int                  // number of the report's last paragraph
	verbs    recommendation.Verbs // with which the items begin
	later    later                // what the report adds on single items
	refers   bool                 // the last lead-in names recommendations by paragraph
	comments bool                 // what follows are the State's comments, numbered as items are
}

// readSection reads the paragraphs from the heading of section II on.
func readSection(body []doc.Paragraph, s section) {
	s.language, s.later = recommendation.In(s.grammar.Language), later{}
	for i, p := range body {
		if i == 0 {
			continue // the heading
		}
		if s.grammar.Matches(grammar.Closing, p.Text) {
			s.facts.Closing = &heed.Closing{Paragraph: number(p), Text: p.Text, Places: p.AllPlaces()}
			continue
		}
		if s.grammar.Matches(grammar.Annex, p.Text) {
			break
		}
		if s.grammar.Matches(grammar.Pledges, p.Text) && s.heading(p) {
			s.facts.Pledges = pledges(body[i+1:], s.grammar)
			break
		}
		if s.facts.Closing == nil { // only the pledges may follow it
			s.paragraph(p)
		}
	}
	s.finish()
}

// finish makes recommendations of the items.
func (s *section) finish() {
	var texts []string
	for _, it := range s.items {
		if len(it.parts) > 0 {
			texts = append(texts, it.parts[0].Text)
		}
	}
	s.verbs = recommendation.VerbsOf(texts)
	for _, it := range s.items {
		s.facts.Recommendations = append(s.facts.Recommendations, s.recommendation(it))
	}
}

// readItems reads the items of an excerpt, which has no lead-ins: no position
// is stated on any of them.
func readItems(body []doc.Paragraph, facts *heed.Facts) {
	s := section{facts: facts, grammar: grammar.Of("en"), language: recommendation.In("en"), dialogue: dialogue{}, later: later{}}
	for _, p := range body {
		if m := pairForm.FindStringSubmatch(p.Label); m != nil {
			s.add(m[1]+"."+m[2], m[1]+"."+m[2], -1, p)
			continue
		}
		s.unnumbered(p)
	}
	s.finish()
}

// paragraph decides what one paragraph of the section is: an item of the
// current lead-in, a new lead-in, or more of what came before.
func (s *section) paragraph(p doc.Paragraph) {
	if s.pairItem(p) {
		return
	}
	if s.refers && s.references(p.Text) != nil && s.isComment(p) {
		return
	}
	if n := number(p); n != "" {
		if s.comments && words.Number(n) != s.last+1 {
			return
		}
		if s.isPlainItem(words.Number(n), p) {
			s.add(s.current()+"/"+n, n, len(s.facts.LeadIns)-1, p)
			return
		}
		s.leadIn(n, p)
		return
	}
	s.unnumbered(p)
}

// pairItem adds an item numbered under its lead-in, "124.1". Such a number at
// the beginning of a line may also be one of a list of numbers.
func (s *section) pairItem(p doc.Paragraph) bool {
	m := pairForm.FindStringSubmatch(p.Label)
	if m == nil {
		m, p = s.partedPair(p)
	}
	if m == nil {
		return false
	}
	if !s.hasLeadIn(m[1]) && !s.grammar.English() && s.hasLeadIn(m[2]) {
		m[1], m[2] = m[2], m[1] // Arabic text may hold the two as they look on the page
	}
	if !s.hasLeadIn(m[1]) {
		return s.misprinted(m, p)
	}
	ref := m[1] + "." + m[2]
	if s.has(ref) && startsSmall(p.Text) {
		return false
	}
	s.add(ref, ref, s.index(m[1]), p)
	return true
}

// partedForm is the second half of a number that was printed in two: "111. 29".
var partedForm = regexp.MustCompile(`^(\d{1,3})\.?\s+`)

// partedPair reads such a number under the current lead-in.
func (s *section) partedPair(p doc.Paragraph) ([]string, doc.Paragraph) {
	m := partedForm.FindStringSubmatch(p.Text)
	if m == nil || number(p) == "" || number(p) != s.current() || words.Number(m[1]) != s.next() {
		return nil, p
	}
	p.Text = p.Text[len(m[0]):]
	return []string{"", s.current(), m[1]}, p
}

// next is the number that the next item of the current list should have.
func (s *section) next() int {
	if k := len(s.items); k > 0 && s.items[k-1].leadIn == len(s.facts.LeadIns)-1 {
		return words.Number(s.items[k-1].paragraph[strings.LastIndexByte(s.items[k-1].paragraph, '.')+1:]) + 1
	}
	return 1
}

// misprinted adds an item whose first number is that of a paragraph to come,
// "112.3" between 111.2 and 111.4: it is where it stands, and keeps its print.
func (s *section) misprinted(m []string, p doc.Paragraph) bool {
	if s.current() == "" || words.Number(m[2]) != s.next() || words.Number(m[1]) != words.Number(s.current())+1 {
		return false
	}
	ref := s.current() + "." + m[2]
	s.facts.Findings = append(s.facts.Findings, heed.Finding{
		Code: heed.FindingMisprinted, Ref: ref, Args: []string{"Printed", m[1] + "." + m[2]}, Places: p.AllPlaces(),
	})
	s.add(ref, m[1]+"."+m[2], len(s.facts.LeadIns)-1, p)
	return true
}

// unnumbered reads a paragraph without a number: more of the last item, or the
// one item of a lead-in.
func (s *section) unnumbered(p doc.Paragraph) {
	if s.open && len(s.items) > 0 && !s.heading(p) {
		last := &s.items[len(s.items)-1]
		if s.repliesTo(*last, p) {
			last.comment = strings.TrimSpace(last.comment + " " + p.Text)
			return
		}
		last.parts = append(last.parts, s.printed.of(p))
		return
	}
	if n := len(s.facts.LeadIns); n > 0 && !s.has(s.current()) && !s.heading(p) && s.empty(n-1) && s.language.HasStates(p.Text) {
		s.add(s.current(), s.current(), n-1, p) // "the following recommendation", without a number of its own
		return
	}
	// Other unnumbered text after a lead-in belongs to it: "(continued)", a comment.
}

// repliesTo tells the State's reply beneath an item, "Veldania is not in a
// position to accept the recommendation above", from more of the item.
func (s *section) repliesTo(it item, p doc.Paragraph) bool {
	if len(it.parts) == 0 || p.Label != "" || s.language.HasStates(p.Text) || !s.language.Ended(it.parts[len(it.parts)-1].Text) {
		return false
	}
	code, _, _ := s.grammar.States().At(p.Text)
	return code == s.reviewed() && code != ""
}

func (s *section) has(ref string) bool {
	return slices.ContainsFunc(s.items, func(it item) bool { return it.ref == ref })
}

// empty reports whether no item stands under a lead-in yet.
func (s *section) empty(leadIn int) bool {
	return !slices.ContainsFunc(s.items, func(it item) bool { return it.leadIn == leadIn })
}

func startsSmall(s string) bool { return s != "" && s[0] >= 'a' && s[0] <= 'z' }

// headingLength is how long a heading between items may be, in bytes; in other
// languages than English in letters, of which some say more.
const headingLength = 90

// heading reports whether a paragraph is a heading between items: short, and
// ending like none of them.
func (s *section) heading(p doc.Paragraph) bool {
	length := len(p.Text)
	if !s.grammar.English() {
		length = utf8.RuneCountInString(p.Text)
	}
	return length < headingLength && !strings.ContainsAny(p.Text, ";.)；。）؛") && (p.Label == "" || strings.Trim(p.Label, "IVX.") == "")
}

// current is the paragraph number of the last lead-in, "" before any.
func (s *section) current() string {
	if n := len(s.facts.LeadIns); n > 0 {
		return s.facts.LeadIns[n-1].Paragraph
	}
	return ""
}

func (s *section) index(paragraph string) int {
	for i, l := range s.facts.LeadIns {
		if l.Paragraph == paragraph {
			return i
		}
	}
	return -1
}

func (s *section) hasLeadIn(paragraph string) bool { return s.index(paragraph) >= 0 }

// isPlainItem reports whether paragraph p, numbered n, continues a plain list
// under the current lead-in, rather than being the next paragraph of the
// report. A list may grow longer than the report's own numbers; where both
// would go on with n, the States at the end of an item decide.
func (s *section) isPlainItem(n int, p doc.Paragraph) bool {
	if s.current() == "" {
		return false
	}
	want := s.next()
	if n == s.last+1 {
		return n == want && s.language.HasStates(p.Text)
	}
	return n >= want && n <= want+2 || n == 1
}

// leadIn reads a paragraph of the report that is no item: one that leads items
// in, or one that adds something on those before it.
func (s *section) leadIn(n string, p doc.Paragraph) {
	value, qualifier := position.StatedIn(s.grammar, p.Text)
	s.open, s.last = false, words.Number(n)
	refs := s.references(p.Text)
	s.comments = len(refs) == 0 && s.grammar.Matches(grammar.CommentsBelow, p.Text)
	if s.adds(n, p.Text) || !s.grammar.Matches(grammar.LeadIn, p.Text) || s.comments {
		return // a paragraph of the section that leads no recommendations in
	}
	s.facts.LeadIns = append(s.facts.LeadIns, heed.LeadIn{Paragraph: n, Text: p.Text, Position: value, Qualifier: qualifier, Places: p.AllPlaces()})
	s.addReferences(refs)
}

// references are what a lead-in names by its place in the dialogue.
func (s *section) references(text string) []reference {
	if !s.grammar.English() {
		return nil // the dialogue is not read for it: a lead-in without items is a finding
	}
	return references(text)
}

// addReferences adds what a lead-in names by its place in the dialogue. What
// an earlier lead-in has named already keeps the position stated there.
func (s *section) addReferences(refs []reference) {
	s.refers = len(refs) > 0
	for _, r := range refs {
		if s.has(r.ref()) {
			continue
		}
		q, ok := s.dialogue.find(r, s.reviewed())
		if !ok {
			s.facts.Findings = append(s.facts.Findings, heed.Finding{Code: heed.FindingGap, Ref: r.ref(), Args: []string{"Missing", r.printed()}})
			continue
		}
		s.items = append(s.items, item{ref: r.ref(), paragraph: r.printed(), leadIn: len(s.facts.LeadIns) - 1, quoted: &q})
	}
}

// reviewed is the State under review, as far as the report has said it.
func (s *section) reviewed() heed.StateCode {
	if s.facts.Review == nil {
		return s.facts.Document.Review.State
	}
	return s.facts.Review.State
}

// isComment tells the State's comments on recommendations that it has named by
// paragraph from the list of such recommendations itself.
func (s *section) isComment(p doc.Paragraph) bool {
	return number(p) == "" || words.Number(number(p)) != words.Number(s.current())+1
}

func (s *section) add(ref, paragraph string, leadIn int, p doc.Paragraph) {
	s.items = append(s.items, item{ref: ref, paragraph: paragraph, leadIn: leadIn, parts: []doc.Paragraph{p}})
	s.open = true
}

// recommendation makes the recommendation of an item.
func (s *section) recommendation(it item) heed.Recommendation {
	parsed, places := it.read(s.language, s.verbs)
	r := heed.Recommendation{
		Symbol: s.facts.Document.Symbol, Ref: it.ref, Paragraph: it.paragraph, Places: places,
		Text: parsed.Text, RecommendingStates: parsed.States, Clauses: parsed.Clauses, Position: heed.UnknownPosition,
	}
	if it.leadIn >= 0 {
		l := &s.facts.LeadIns[it.leadIn]
		l.Items++
		r.LeadIn, r.Position = l.Paragraph, l.Position
		r.Positions = s.later.statements(r.Symbol, it.ref, *l)
		r.Positions[len(r.Positions)-1].Comment = it.comment
	} else {
		r.LeadIn, _, _ = strings.Cut(it.ref, ".")
		r.Positions = []heed.PositionStatement{}
	}
	for i := range r.Clauses {
		r.Clauses[i].Position = r.Position
	}
	if parsed.Undivided {
		s.facts.Findings = append(s.facts.Findings, heed.Finding{Code: heed.FindingUndivided, Ref: it.ref, Places: places})
	}
	for _, name := range parsed.Unknown {
		s.facts.Findings = append(s.facts.Findings, heed.Finding{Code: heed.FindingUnknownState, Ref: it.ref, Args: []string{"Name", name}, Places: places})
	}
	return r
}

// read takes an item apart, and says where it stands.
func (it item) read(l recommendation.Language, v recommendation.Verbs) (recommendation.Parsed, []heed.Place) {
	if q := it.quoted; q != nil {
		return q.read(), q.places
	}
	var text []string
	var places []heed.Place
	for _, p := range it.parts {
		part := p.Text
		if p.Label != "" && len(text) > 0 {
			part = p.Label + " " + part
		}
		text = append(text, part)
		places = addPlaces(places, p.AllPlaces())
	}
	parsed := l.Parse(strings.Join(text, " "), v)
	if len(parsed.States) == 0 {
		parsed = attributed(parsed)
	}
	return parsed, places
}

// attributedForm: "With regard to the recommendation of Nordhall reflected in
// paragraph 35 above, Veldania can …".
var attributedForm = regexp.MustCompile(`(?i)^with regard to the recommendations? (?:made )?(?:of|by|from) `)

// attributed gives an item without brackets the State that its first words name.
func attributed(p recommendation.Parsed) recommendation.Parsed {
	m := attributedForm.FindString(p.Text)
	code, _, _ := refdata.StateAt(p.Text[len(m):])
	if m == "" || code == "" {
		return p
	}
	p.States = []heed.StateCode{code}
	p.Clauses = []heed.Clause{{Text: p.Text, RecommendingStates: p.States}}
	return p
}

// addPlaces joins places page by page.
func addPlaces(have, more []heed.Place) []heed.Place {
	for _, m := range more {
		if n := len(have); n > 0 && have[n-1].Page == m.Page {
			have[n-1].Box = have[n-1].Box.Union(m.Box)
			continue
		}
		have = append(have, m)
	}
	return have
}
