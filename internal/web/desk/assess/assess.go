// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package assess is the page on which an institution works through a review: what
// it has said of each recommendation, and what it has not.
package assess

import (
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed assess.tmpl assess.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "assess", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	List    find.Worklist
	Filters page.Filters
	Picks   []Pick
	Rows    []Row
	// Gap is the address of the gap, with what the voice alone can see.
	Gap      string
	Requests []Request
}

// Pick is a filter of which one value is chosen.
type Pick struct {
	Name, Label, All string
	Options          []desk.Option
}

// Row is a recommendation in words.
type Row struct {
	find.WorkRow
	Href string
	Mark page.Mark
}

// Request is a request for correction that waits for an answer.
type Request struct {
	Head, Text, Href string
}

// At is the address of the page of one recommendation.
func At(id heed.RecID) string { return "/desk/assess/" + id.String() }

// OneAt is the address of one assessment.
func OneAt(id heed.ID) string { return "/desk/assessments/" + string(id) }

// AnswerAt is where something published is answered.
func AnswerAt(s heed.Subject) string { return "/desk/reply/" + s.String() }

// ReplyAt is the address of one reply.
func ReplyAt(id heed.ID) string { return "/desk/replies/" + string(id) }

// Handler serves the page.
func Handler(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		id, q, err := query(r)
		if err != nil {
			return page.Result{}, err
		}
		list, err := f.Worklist(r.Context(), r.Viewer, id, q)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Base: r.Base(r.T("assess.title")), List: list}
		d.fill(q)
		return r.Page(View, d), nil
	}
}

// query reads the address.
func query(r *desk.Request) (heed.ReviewID, find.SayingQuery, error) {
	values := r.URL.Query()
	var id heed.ReviewID
	q := find.SayingQuery{Saying: find.Saying(values.Get("saying"))}
	if given := values.Get("review"); given != "" {
		var err error
		if id, err = heed.ParseReviewID(given); err != nil {
			return id, q, filter("review", given)
		}
	}
	if q.Saying != "" && !slices.Contains(find.Sayings, q.Saying) {
		return id, q, filter("saying", string(q.Saying))
	}
	values.Del("review")
	values.Del("saying")
	var err error
	q.Query, err = find.ParseQuery(find.In(id), values)
	return id, q, err
}

func filter(name, value string) error {
	return &heed.Error{Code: heed.CodeInvalid, Op: "assess.query", Key: "error.filter", Args: []string{"Name", name, "Value", value}}
}

// fill puts what was found into words.
func (d *Data) fill(q find.SayingQuery) {
	id := d.List.Review.ReviewID
	d.Filters, d.Gap = d.Base.Filters(d.List.Answer), d.URL("/desk/gap/"+id.String())
	review := Pick{Name: "review", Label: d.T("assess.review")}
	for _, other := range d.List.Reviews {
		review.Options = append(review.Options, desk.Option{Value: other.String(), Text: d.State(other.State) + ", " + d.T("review.cycle", "Cycle", other.Cycle), Selected: other == id})
	}
	saying := Pick{Name: "saying", Label: d.T("assess.saying"), All: d.T("filter.all")}
	for _, c := range d.List.Counts {
		saying.Options = append(saying.Options, desk.Option{Value: string(c.Value), Text: d.T("saying."+string(c.Value)) + " (" + d.Number(c.Count) + ")", Selected: c.Value == q.Saying})
	}
	d.Picks = []Pick{review, saying}
	for _, row := range d.List.Rows {
		d.Rows = append(d.Rows, Row{row, d.URL(At(row.ID())), d.Mark(row.Position)})
	}
	for _, t := range d.List.Requests {
		said := d.Answered([]find.Replied{*t.Replied})[0]
		d.Requests = append(d.Requests, Request{said.Head(), t.Replied.Text, d.URL(AnswerAt(t.Subject))})
	}
}

// Said says what an entry says, and how far it has come.
func (d Data) Said(a find.Assessed) string {
	what := d.T("assess.a_quotation")
	if a.Own() {
		what = d.Progress(a.Progress)
	}
	return what + " · " + d.Step(a.Step)
}

// EntryURL is the address of one entry.
func (d Data) EntryURL(a find.Assessed) string { return d.URL(OneAt(a.ID)) }
