// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package review

import (
	"net/url"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
)

// brief gives the sentences that the page opens with. A fact that the
// documents do not give has no sentence.
func (d Data) brief(r *page.Request, after refdata.Day) []Sentence {
	v := d.Review.Review
	words, state := r.Words, d.State(v.State)
	introduction := d.CiteParagraph(d.Report, "", v.Places)
	var out []Sentence
	add := func(text string, counted bool, cite page.Cite) {
		out = append(out, Sentence{Text: text, Counted: counted, Cite: cite})
	}
	if v.Date != "" {
		add(words.T("brief.held", "State", state, "Date", words.DateOn(v.Date), "Session", v.Session), false, introduction)
	}
	if v.HeadOfDelegation != "" {
		add(words.T("brief.head", "Name", v.HeadOfDelegation, "Office", v.HeadOfDelegationOffice), false, introduction)
	}
	if v.Delegations > 0 {
		add(words.T("brief.spoke", "Count", v.Delegations), false, d.CiteParagraph(d.Report, "", d.dialogue()))
	}
	whole := d.Whole
	list := d.listCite()
	add(words.T("brief.recommended", "Count", whole.Total, "States", words.T("brief.by_states", "Count", len(whole.States()))), true, list)
	for _, c := range whole.Positions() {
		text := words.T("brief."+string(c.Value), "Count", c.Count, "State", state)
		if c.Value == heed.Supported {
			if claims := d.claims(r); claims != "" {
				text += " " + claims
			}
		}
		if c.Value == heed.Pending {
			text = d.pending(c.Count)
		}
		add(text, true, d.positionCite(c.Value))
	}
	if a := d.Adoption; a != nil && a.Date != "" {
		add(words.T("brief.adopted", "Date", words.DateOn(a.Date), "Decision", a.Decision, "Vote", d.vote(a.Vote)), false, d.adoptionCite())
	}
	if n := len(d.Pledges); n > 0 {
		add(words.T("brief.promised", "Count", n, "State", state), true, d.CiteParagraph(d.Report, d.Pledges[0].Paragraph, d.Pledges[0].Places))
	}
	if next, source := d.After(after); next != "" {
		out = append(out, Sentence{Text: next, Source: source})
	}
	return out
}

// pending tells of the recommendations without an answer: that it is to come, as
// long as the Council's session has not been held; afterwards, that what is here
// does not hold it.
func (d Data) pending(n int) string {
	state := d.State(d.Review.Review.State)
	switch {
	case !d.answerDue():
		return d.T("brief.pending", "Count", n, "State", state)
	case d.answerHere():
		return d.T("brief.open_here", "Count", n, "State", state)
	}
	symbol := d.addendum()
	text := symbol.Value
	if symbol.Known() && symbol.Derived() {
		text = d.T("brief.by_pattern", "Symbol", text)
	}
	return d.T("brief.open", "Count", n, "State", state, "Symbol", text)
}

// answerDue reports whether the State should have answered: the Council has
// adopted the outcome, or the session at which it does so is over.
func (d Data) answerDue() bool {
	by := refdata.CouncilBy(d.Review.Review.ReviewID, d.Review.Review.Date)
	return d.Adoption != nil || by != "" && d.today > by
}

// answerHere reports whether there is a document here that gives answers.
func (d Data) answerHere() bool {
	return d.Adoption != nil || slices.ContainsFunc(d.Documents, func(a heed.Document) bool {
		return a.Kind == heed.KindAddendum || a.Kind == heed.KindSession
	})
}

// addendum is the symbol of the document with the State's answer, as far as it
// is known or follows the pattern of all.
func (d Data) addendum() refdata.Fact[string] {
	fact, _ := refdata.Review(d.Review.Review.ReviewID)
	if !fact.Report.Known() && d.Report.Kind == heed.KindReport && d.Report.Stage.Counts() {
		fact.Report.Value = d.Report.Symbol
	}
	for _, p := range fact.Papers() {
		if p.Kind == heed.KindAddendum {
			return p.Symbol
		}
	}
	return refdata.Fact[string]{}
}

// fetch is the command that brings in the document with the State's answer, or
// "" where that is not what is missing. An invented State's is nowhere.
func (d Data) fetch() string {
	open := slices.ContainsFunc(d.Whole.Positions(), func(c find.Count[heed.Position]) bool { return c.Value == heed.Pending })
	symbol := d.addendum().Value
	if !open || symbol == "" || page.Invented(d.Review.Review.State) || !d.answerDue() || d.answerHere() {
		return ""
	}
	return "heed import " + symbol
}

// claims tells what the State says of those it supports, as its claim.
func (d Data) claims(r *page.Request) string {
	var parts []string
	for _, c := range d.qualifiers(heed.Supported) {
		if c.Qualifier != find.NoQualifier {
			parts = append(parts, r.Words.T("brief_claim."+string(c.Qualifier), "Count", c.Count))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return r.Words.T("brief.claims", "Claims", r.Words.List(parts))
}

// dialogue is where the first delegation's statement is reported: the
// paragraph before it gives their number.
func (d Data) dialogue() []heed.Place {
	if len(d.Delegations) > 0 {
		return d.Delegations[0].Places
	}
	return nil
}

// vote says how the outcome was adopted, or "".
func (d Data) vote(v heed.Vote) string {
	if v == "" {
		return ""
	}
	return d.T("vote." + string(v))
}

// adoptionCite cites the document that tells of the adoption.
func (d Data) adoptionCite() page.Cite {
	for _, document := range d.Documents {
		if document.Symbol == d.Adoption.Symbol {
			return d.CiteParagraph(document, d.Adoption.Paragraph, d.Adoption.Places)
		}
	}
	return page.Cite{Symbol: d.Adoption.Symbol}
}

// listCite cites all recommendations: the lead-in paragraphs from first to last.
func (d Data) listCite() page.Cite {
	if len(d.LeadIns) == 0 {
		return page.Cite{Symbol: d.Report.Symbol, Href: d.DocumentURL(d.Report.Digest, 0, "")}
	}
	first, last := d.LeadIns[0], d.LeadIns[len(d.LeadIns)-1]
	c := d.CiteParagraph(d.Report, first.Paragraph, first.Places)
	if first.Paragraph != last.Paragraph {
		c.Where = d.T("cite.paragraphs", "From", first.Paragraph, "To", last.Paragraph)
	}
	return c
}

// positionCite cites what states a position: lead-in paragraphs of the report,
// or the later documents that answer.
func (d Data) positionCite(p heed.Position) page.Cite {
	var later []string
	for _, row := range d.Review.Rows {
		if n := len(row.Positions); row.Position == p && n > 0 {
			if s := row.Positions[n-1].Symbol; s != d.Report.Symbol && !slices.Contains(later, s) {
				later = append(later, s)
			}
		}
	}
	if len(later) > 0 {
		return page.Cite{Symbol: strings.Join(later, ", "), Href: d.URL("/" + later[len(later)-1])}
	}
	var found []heed.LeadIn
	for _, l := range d.LeadIns {
		if l.Position == p {
			found = append(found, l)
		}
	}
	switch len(found) {
	case 0:
		return d.listCite()
	case 1:
		return d.CiteParagraph(d.Report, found[0].Paragraph, found[0].Places)
	}
	c := d.CiteParagraph(d.Report, found[0].Paragraph, found[0].Places)
	c.Where = d.T("cite.paragraphs", "From", found[0].Paragraph, "To", found[len(found)-1].Paragraph)
	return c
}

// qualifiers counts the qualifiers of one position over the whole review.
func (d Data) qualifiers(p heed.Position) []Claim {
	count := map[heed.Qualifier]int{}
	for _, row := range d.Review.Rows {
		if row.Position == p {
			count[row.Qualifier]++
		}
	}
	var out []Claim
	for _, q := range find.Qualifiers {
		if n := count[q]; n > 0 && q != find.NoQualifier {
			out = append(out, Claim{q, n, d.list(find.Query{}.With(find.ByPosition, string(p)).With(find.ByQualifier, string(q)))})
		}
	}
	return out
}

// list is the address of the list under a query.
func (d Data) list(q find.Query) string { return d.address(q.Values()) }

func (d Data) address(v url.Values) string {
	u := d.ReviewURL(d.Review.Review.ReviewID)
	if len(v) > 0 {
		u += "?" + v.Encode()
	}
	return u + "#list"
}
