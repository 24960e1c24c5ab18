// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package positions is the page on which a State's answer to a review is put
// together: who was asked, who proposes what, what is settled; and many of them
// at once.
package positions

import (
	"cmp"
	"embed"
	"slices"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed positions.tmpl positions.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "positions", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Cycle     int
	Responses find.Responses
	Filters   page.Filters
	// Choices are the filters that only this page has.
	Choices []Pick
	Rows    []Row
	// Batch is what can be done to many at once; nil for who may not.
	Batch *desk.Form
	// Which offers all that fit, those that are ticked, or none.
	Which                       []desk.Option
	Assign, Workbooks, Addendum string // addresses
	Others                      []page.Link
}

// Pick is a filter of which one value is chosen.
type Pick struct {
	Name, Label, All string
	Options          []desk.Option
}

// Row is one recommendation of the list.
type Row struct {
	Ref, Href, Text, By string
	Ticked              bool
	Standing            string
	// Asked are the institutions that were asked, the lead first; Said what they
	// propose.
	Asked   []string
	Said    []Said
	Settled *page.Mark
	// Outdated says that somebody proposed something after it was settled.
	Outdated bool
}

// Said is what an institution proposes.
type Said struct {
	Institution string
	Mark        page.Mark
}

// At is the address of the answer to a review, or of one recommendation of it.
func At(cycle int, ref string) string {
	at := "/desk/positions/" + strconv.Itoa(cycle)
	if ref != "" {
		at += "/" + ref
	}
	return at
}

// ReviewOf is the review that an address of the desk is about: one of the State
// of who is signed in, who works on its answer.
func ReviewOf(r *desk.Request) (heed.ReviewID, error) {
	cycle, err := strconv.Atoi(r.PathValue("cycle"))
	if err := mayFollow(r); err != nil {
		return heed.ReviewID{}, err
	}
	id := heed.ReviewID{State: r.Account.State, Cycle: cycle}
	if err != nil || !id.Known() {
		return id, &heed.Error{Code: heed.CodeNotFound, Op: "positions.ReviewOf", Key: "error.address"}
	}
	return id, nil
}

// mayFollow is CodeForbidden for who is not of the State's voice, or reads nothing that
// is for coordination: from what they may see, it would look as if nobody had been asked
// and nothing settled.
func mayFollow(r *desk.Request) error {
	key := "error.answer_of_state"
	switch {
	case r.Account.Voice != heed.VoiceState:
	case !policy.Coordinates(r.Viewer):
		key = "error.answer_not_for_readers"
	default:
		return nil
	}
	return &heed.Error{Code: heed.CodeForbidden, Op: "positions.mayFollow", Key: key, Args: []string{"State", string(r.Account.State), "Cycle", r.PathValue("cycle")}}
}

// Newest leads to the State's newest review that is here.
func Newest(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if err := mayFollow(r); err != nil {
			return page.Result{}, err
		}
		home, err := f.Home(r.Context(), r.Viewer)
		if err != nil {
			return page.Result{}, err
		}
		newest := 0
		for _, review := range home.Reviews {
			if review.State == r.Account.State {
				newest = max(newest, review.Cycle)
			}
		}
		if newest == 0 {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "positions.Newest", Key: "error.no_review_here", Args: []string{"State", r.Base("").State(r.Account.State)}}
		}
		return r.Go(At(newest, ""), ""), nil
	}
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		id, err := ReviewOf(r)
		if err != nil {
			return page.Result{}, err
		}
		q, err := query(r, id)
		if err != nil {
			return page.Result{}, err
		}
		responses, err := f.Responses(r.Context(), r.Viewer, id, q)
		if err != nil {
			return page.Result{}, err
		}
		d := Data{Cycle: id.Cycle, Responses: responses}
		if policy.Allow(r.Actor(), policy.Assign) == nil {
			b := newBatch(r, responses)
			if b.form.Sent() {
				n, err := b.do(r, a)
				if err == nil {
					return r.Go(r.Path+"?"+r.URL.RawQuery, "positions.done", desk.Counts{"Count": n}), nil
				}
				if !b.form.Shows(err) {
					return page.Result{}, err
				}
			}
			d.Batch, d.Which = b.form, b.which(r, len(responses.Rows))
		}
		d.Base = r.Base(r.T("positions.title", "State", r.Base("").State(id.State), "Cycle", id.Cycle))
		d.fill(q, r.PostForm["ref"])
		result := r.Page(View, d)
		table := d.table()
		result.Table = &table
		return result, nil
	}
}

// query reads the filters of the address.
func query(r *desk.Request, id heed.ReviewID) (find.ResponseQuery, error) {
	values := r.URL.Query()
	q := find.ResponseQuery{Standing: find.Standing(values.Get("standing")), Institution: heed.ID(values.Get("institution"))}
	values.Del("standing")
	values.Del("institution")
	if q.Standing != "" && !slices.Contains(find.Standings, q.Standing) {
		return q, &heed.Error{Code: heed.CodeInvalid, Op: "positions.query", Key: "error.filter", Args: []string{"Name", "standing", "Value", string(q.Standing)}}
	}
	var err error
	q.Query, err = find.ParseQuery(find.In(id), values)
	return q, err
}

// fill puts what was found into words.
func (d *Data) fill(q find.ResponseQuery, ticked []string) {
	d.Filters = d.Base.Filters(d.Responses.Answer)
	standing := Pick{Name: "standing", Label: d.T("positions.standing"), All: d.T("filter.all")}
	for _, c := range d.Responses.Counts {
		standing.Options = append(standing.Options, desk.Option{Value: string(c.Value), Text: d.T("standing."+string(c.Value)) + " (" + d.Number(c.Count) + ")", Selected: c.Value == q.Standing})
	}
	institution := Pick{Name: "institution", Label: d.T("field.institution"), All: d.T("filter.all")}
	for _, i := range d.Responses.Institutions {
		institution.Options = append(institution.Options, desk.Option{Value: string(i.ID), Text: i.Body.Name(d.Lang()), Selected: i.ID == q.Institution})
	}
	d.Choices = []Pick{standing, institution}
	d.Assign, d.Workbooks, d.Addendum = d.URL(At(d.Cycle, "")+"/assign"), d.URL(At(d.Cycle, "")+"/workbooks"), d.URL(At(d.Cycle, "")+"/addendum.docx")
	for _, response := range d.Responses.Rows {
		d.Rows = append(d.Rows, d.row(response, slices.Contains(ticked, response.Ref)))
	}
}

func (d *Data) row(response find.Response, ticked bool) Row {
	row := Row{
		Ref: response.Ref, Href: d.URL(At(d.Cycle, response.Ref)), Text: response.Text, By: d.States(response.RecommendingStates), Ticked: ticked,
		Standing: d.T("standing." + string(response.Standing)), Outdated: response.Outdated,
	}
	if response.Assignment != nil {
		for _, id := range response.Assignment.Body.Institutions() {
			row.Asked = append(row.Asked, d.Called(id))
		}
	}
	for _, p := range response.Proposals {
		row.Said = append(row.Said, Said{d.Called(p.Institution), d.Mark(p.Body.Position)})
	}
	if s := response.Settlement; s != nil {
		mark := d.Mark(s.Body.Position)
		row.Settled = &mark
	}
	return row
}

// Called names an institution by its abbreviation or, without one, its name.
func (d *Data) Called(id heed.ID) string {
	if i, ok := d.Responses.Institution(id); ok {
		return cmp.Or(i.Body.Short, i.Body.Name(d.Lang()))
	}
	return string(id)
}

// table is the list for spreadsheets.
func (d *Data) table() export.Table {
	t := export.Table{Name: "heed-positions", Head: []string{"recommendation", "text", "recommending_states", "standing", "institutions", "proposals", "settled"}}
	for i, row := range d.Rows {
		var said []string
		for _, s := range row.Said {
			said = append(said, s.Institution+": "+string(s.Mark.Position))
		}
		settled := ""
		if row.Settled != nil {
			settled = string(row.Settled.Position)
		}
		t.Rows = append(t.Rows, []string{row.Ref, row.Text, row.By, string(d.Responses.Rows[i].Standing), join(row.Asked), join(said), settled})
	}
	return t
}
