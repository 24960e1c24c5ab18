// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package workbooks is the page by which institutions that do not sign in
// answer all the same: a workbook for each goes out as a file, and comes back as
// one.
package workbooks

import (
	"bytes"
	"embed"
	"io"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/positions"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed workbooks.tmpl workbooks.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "workbooks", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	Institutions []Institution
	Form         *desk.Form
	// Elsewhere is the page that takes a workbook of the other kind.
	Elsewhere page.Link
	// Taken is what became of the workbook that was sent; nil before.
	Taken *app.TakenAnswers
	// Choose is the form of the conflicts; nil where there is none.
	Choose    *desk.Form
	Conflicts []Conflict
	// Problems are the rows that could not be taken.
	Problems []Row
}

// Institution is one that was asked.
type Institution struct {
	Name            string
	Asked, Answered int
	Files           []page.Link // one in each language
}

// Row is a row of a workbook that was not taken.
type Row struct {
	Line                 int
	Ref, Href, Problem   string
	Theirs, Ours         page.Mark
	TheirWords, OurWords string
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		id, err := positions.ReviewOf(r)
		if err != nil {
			return page.Result{}, err
		}
		if err := policy.Allow(r.Actor(), policy.Assign); err != nil {
			return page.Result{}, err
		}
		all, err := f.Responses(r.Context(), r.Viewer, id, find.ResponseQuery{})
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		if r.Takes(choosing) {
			done, err := d.choose(r, a, all)
			if err != nil {
				return page.Result{}, err
			}
			if done != nil {
				return *done, nil
			}
		}
		d.Form = r.Form("answers", "workbooks.send")
		var institution heed.ID
		var book app.Book
		desk.Choice(d.Form, &institution, "institution", ids(all), func(i heed.ID) string { return nameOf(r, all, i) }).Must()
		file := d.Form.File(&book.Data, "workbook").Must()
		if d.Form.Sent() {
			book.Name = file.Value
			at, _ := all.Institution(institution)
			taken, err := a.TakeAnswers(r.Context(), r.Actor(), at.Side, book)
			switch {
			case err == nil:
				d.Taken = &taken
				d.offer(r, id, at.ID, taken)
				// What was taken counts as answered.
				if all, err = f.Responses(r.Context(), r.Viewer, id, find.ResponseQuery{}); err != nil {
					return page.Result{}, err
				}
			case !d.Form.Shows(err):
				return page.Result{}, err
			case heed.ErrorKey(err) == "error.form_measures":
				d.Elsewhere = page.Link{Href: r.Prefix + "/desk/plan/workbooks", Text: r.T("planbooks.title")}
			}
		}
		d.Base = r.Base(r.T("workbooks.title"), page.Link{Href: r.Prefix + positions.At(id.Cycle, ""), Text: r.T("desk.positions")})
		d.fill(r, all, id)
		return r.Page(View, d), nil
	}
}

func ids(all find.Responses) []heed.ID {
	var out []heed.ID
	for _, i := range all.Institutions {
		out = append(out, i.ID)
	}
	return out
}

func nameOf(r *desk.Request, all find.Responses, id heed.ID) string {
	i, _ := all.Institution(id)
	return i.Body.Name(r.Words.Code)
}

// fill lists the institutions, and what was not taken.
func (d *Data) fill(r *desk.Request, all find.Responses, id heed.ReviewID) {
	for _, i := range all.Institutions {
		row := Institution{Name: i.Body.Name(d.Lang())}
		for _, response := range all.Rows {
			if response.Assignment == nil || !slices.Contains(response.Assignment.Body.Institutions(), i.ID) {
				continue
			}
			row.Asked++
			if slices.ContainsFunc(response.Counting(), func(p find.Held[heed.Proposal]) bool { return p.Institution == i.ID }) {
				row.Answered++
			}
		}
		if row.Asked == 0 {
			continue
		}
		for _, code := range i18n.Codes() {
			row.Files = append(row.Files, page.Link{Href: "/" + code + positions.At(id.Cycle, "") + "/workbook/" + string(i.ID) + ".xlsx", Text: i18n.For(code).Language.Name})
		}
		d.Institutions = append(d.Institutions, row)
	}
	if d.Taken == nil {
		return
	}
	for _, p := range d.Taken.Problems {
		row := rowOf(d.Base, p, id)
		row.Problem = r.Words.Error(p.Problem)
		d.Problems = append(d.Problems, row)
	}
}

func rowOf(b page.Base, a app.AnswerRow, id heed.ReviewID) Row {
	return Row{
		Line: a.Line, Ref: a.Recommendation.Ref, Href: b.URL(positions.At(id.Cycle, a.Recommendation.Ref)),
		Theirs: b.Mark(a.Theirs.Position), Ours: b.Mark(a.Ours.Position), TheirWords: words(a.Theirs), OurWords: words(a.Ours),
	}
}

func words(p heed.Proposal) string {
	out := ""
	for _, s := range []string{p.Part, p.Comment, p.Internal} {
		if s != "" && out != "" {
			out += "\n"
		}
		out += s
	}
	return out
}

// File serves the workbook of one institution in the language of the address.
func File(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		id, err := positions.ReviewOf(r)
		if err != nil {
			return page.Result{}, err
		}
		if err := policy.Allow(r.Actor(), policy.Assign); err != nil {
			return page.Result{}, err
		}
		all, err := f.Responses(r.Context(), r.Viewer, id, find.ResponseQuery{Institution: heed.ID(r.PathValue("institution"))})
		if err != nil {
			return page.Result{}, err
		}
		i, ok := all.Institution(heed.ID(r.PathValue("institution")))
		if !ok {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "workbooks.File", Key: "error.address"}
		}
		book := workbook(r, all, i)
		return file(r, "heed-"+string(i.ID), page.XLSX, func(w io.Writer) error { return book.XLSX(w, r.Words) })
	}
}

// file is the answer of an address that gives one file.
func file(r *desk.Request, name string, form page.Form, write func(io.Writer) error) (page.Result, error) {
	if r.Request.Form != form {
		return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "workbooks.file", Key: "error.address"}
	}
	var body bytes.Buffer
	if err := write(&body); err != nil {
		return page.Result{}, err
	}
	kind := page.Spreadsheet
	if form == page.DOCX {
		kind = page.Word
	}
	return page.Result{Files: map[page.Form]page.File{form: {Name: name, ContentType: kind, Body: body.Bytes()}}}, nil
}

func workbook(r *desk.Request, all find.Responses, i find.Held[heed.Institution]) export.Workbook {
	base := r.Base("")
	book := export.Workbook{ID: i.ID, Institution: i.Body.Name(r.Words.Code), State: base.State(all.Review.State)}
	for _, response := range all.Rows {
		row := export.WorkbookRow{ID: response.ID(), Paragraph: response.Paragraph, Text: response.Text, By: base.States(response.RecommendingStates)}
		for _, p := range response.Proposals {
			if p.Institution == i.ID {
				row.Version, row.Proposal = p.Number, p.Body
			}
		}
		if response.Assignment != nil {
			row.Due = response.Assignment.Body.Due
		}
		book.Rows = append(book.Rows, row)
	}
	return book
}

// Addendum serves the addendum as far as it is settled.
func Addendum(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		id, err := positions.ReviewOf(r)
		if err != nil {
			return page.Result{}, err
		}
		all, err := f.Responses(r.Context(), r.Viewer, id, find.ResponseQuery{})
		if err != nil {
			return page.Result{}, err
		}
		a := export.Addendum{State: r.Base("").State(id.State), Symbol: all.Review.Symbol}
		for _, response := range all.Rows {
			row := export.AddendumRow{Paragraph: response.Paragraph, Position: heed.Pending}
			if s := response.Settlement; s != nil && response.Standing == find.Settled { // not while it is considered anew
				row.Position, row.Part, row.Comment = s.Body.Position, s.Body.Part, s.Body.Comment
				row.OwnWords = !response.Quotes(s.Body.Part)
			}
			a.Rows = append(a.Rows, row)
		}
		return file(r, "heed-addendum", page.DOCX, func(w io.Writer) error { return a.DOCX(w, r.Words) })
	}
}
