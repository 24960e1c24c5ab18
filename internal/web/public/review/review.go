// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package review is the page of one State's review in one cycle: sentences
// that can be quoted with their sources, totals, who recommended, the list.
package review

import (
	"embed"
	"net/url"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed review.tmpl review.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "review", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	find.Review
	Brief []Sentence
	// Compared leads to this review beside the State's review before it, or the next
	// one that is here.
	Compared page.Link
	// Fetch is the command that brings in a missing answer of the State, or "".
	Fetch string
	// Sum is the reconciliation of the numbers, in words; nil for a draft.
	Sum *Sum
	// Timeline is nil where fewer than two days are known.
	Timeline *Timeline
	// Refused is what was noted or supported in part: the first of it.
	Refused Refused
	Regions []page.CrossRow
	Answer  []AnswerRow
	Bar     page.Bar
	States  []page.CrossRow
	// Themes and Acts are told by rule.
	Themes []page.CrossRow
	Acts   []page.CrossRow
	Groups []Group
	Filter Filter
	Pager  page.Pager
	// Kept is the address that holds the whole choice.
	Kept string
	// Asked are the questions sent in advance, by State.
	Asked []Asked
	// Attempts tell of sessions at which the review was due and not held.
	Attempts []string
	// Sourced are the totals by source, one row each.
	Sourced []SourceRow
	// ClosingCite is where the report says whose the recommendations are.
	ClosingCite page.Cite

	today heed.Date
}

// Sentence can be quoted: it is whole, and says where it is from.
type Sentence struct {
	Text string
	// Counted says that Heed counted it in the source.
	Counted bool
	Cite    page.Cite
	// Source names a source that is no document here.
	Source string
}

// AnswerRow is a line of the table behind the bar. Claims are what the State
// adds of itself, kept apart from its position.
type AnswerRow struct {
	page.Mark
	Count  int
	Href   string
	Claims []Claim
}

// Claim is how many of a position carry a qualifier.
type Claim struct {
	Qualifier heed.Qualifier
	Count     int
	Href      string
}

// Group is a lead-in paragraph with the recommendations that match under it.
type Group struct {
	heed.LeadIn
	Cite page.Cite
	Rows []find.Hit
}

// SourceRow is one source of totals; Total is nil where it gives none, and
// Missing says why.
type SourceRow struct {
	Kind    heed.DocumentKind
	Symbol  string
	Href    string
	Total   *heed.Total
	Missing string
}

// Filter is the form above the list.
type Filter struct {
	page.Filters
	Active bool
	Clear  string
}

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		id, err := heed.ParseReviewID(strings.TrimPrefix(r.Path, "/"))
		if err != nil { // an address that cannot be, not a wrong request
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "review.Handler", Key: "error.address", Err: err}
		}
		if to, ok := r.Tidied(); ok {
			return to, nil
		}
		q, err := find.ParseQuery(find.In(id), r.URL.Query())
		if err != nil {
			return page.Result{}, err
		}
		answer, err := f.Review(r.Context(), r.Viewer, id, r.FirstPage(q))
		if err != nil {
			return page.Result{}, err
		}
		next, err := f.After(r.Context(), r.Viewer, id, r.Today)
		if err != nil {
			return page.Result{}, err
		}
		data := build(r, answer, next)
		return page.Result{View: View.Name, Data: data, Twin: answer, Table: data.Base.Table(string(id.State)+"-"+strconv.Itoa(id.Cycle), answer.Answer)}, nil
	}
}

// build turns the answer into what the template prints.
func build(r *page.Request, a find.Review, next refdata.Day) Data {
	d := Data{Base: r.Base(""), Review: a, today: r.Today}
	state := d.State(a.Review.State)
	d.Title = r.Words.T("review.title", "State", state, "Cycle", a.Review.Cycle)
	d.Crumbs = []page.Link{{Href: d.URL("/" + string(a.Review.State)), Text: state}, {Href: d.ReviewURL(a.Review.ReviewID), Text: r.Words.T("review.cycle", "Cycle", a.Review.Cycle)}}
	d.Specimen = page.Invented(a.Review.State)
	d.Compared = d.compared()
	d.Brief = d.brief(r, next)
	d.Fetch = d.fetch()
	d.Sum = d.sum()
	d.Timeline = d.timeline()
	d.Refused = d.refused()
	d.Bar = d.Base.Bar(a.Whole.Positions())
	d.Answer = d.answer()
	d.cross()
	d.Groups = d.groups()
	d.Filter = d.filter()
	d.Pager = d.Base.Pager(a.Answer, func(q find.Query) string { return d.address(q.Turned()) })
	d.Kept = d.Absolute("/" + a.Review.ReviewID.String())
	if q := a.Answer.Query.Values().Encode(); q != "" {
		d.Kept += "?" + q
	}
	d.Sourced = d.sourced(r)
	d.Asked = d.asked()
	d.Attempts = d.Base.Attempts(a.Review.ReviewID)
	if a.Closing != nil {
		d.ClosingCite = d.CiteParagraph(a.Report, a.Closing.Paragraph, a.Closing.Places)
	}
	return d
}

// compared leads to the comparison with the State's nearest other review.
func (d Data) compared() page.Link {
	if len(d.Others) == 0 {
		return page.Link{}
	}
	id := d.Review.Review.ReviewID
	other := d.Others[0]
	for _, o := range d.Others { // the first cycle first
		if o.Cycle < id.Cycle {
			other = o
		}
	}
	a, b := other, id
	if other.Cycle > id.Cycle {
		a, b = id, other
	}
	query := url.Values{"a": {a.String()}, "b": {b.String()}}.Encode()
	return page.Link{Href: d.URL("/compare?" + query), Text: d.T("review.compare", "Cycle", other.Cycle)}
}
