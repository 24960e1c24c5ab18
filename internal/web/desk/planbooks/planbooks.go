// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package planbooks is the page by which institutions that do not sign in say
// what was done all the same: a workbook of its measures for each goes out as a
// file and comes back as one, and what it says is shown row by row.
package planbooks

import (
	"cmp"
	"embed"
	"slices"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/i18n"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/positions"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed planbooks.tmpl planbooks.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "planbooks", Files: files, Data: Data{}}

// here is the page's address.
const here = "/desk/plan/workbooks"

// Data is what the template prints.
type Data struct {
	page.Base
	Institutions []Institution
	Form         *desk.Form
	// Elsewhere is the page that takes a workbook of the other kind.
	Elsewhere page.Link
	// Taken is what became of the workbook that was sent; nil before.
	Taken *app.TakenReports
	// Sender is whose it was, and Letter the words for how it was approved.
	Sender, Letter string
	// Choose is the form of the conflicts; nil where there is none.
	Choose    *desk.Form
	Conflicts []Conflict
	Groups    []Group
}

// Institution is one that has measures.
type Institution struct {
	Name           string
	Leads, HasPart int
	// Last is when it last said something, "" for never.
	Last  string
	Files []page.Link // one in each language
}

// Group is what became of some rows alike.
type Group struct {
	Outcome app.Outcome
	Count   int
	Rows    []Row
	// More is how many are not shown.
	More int
}

// Row is one thing that a workbook says.
type Row struct {
	Where, Title, Href, Kind, Words string
	// Before is what it replaces; Problem is why it was refused.
	Before, Problem string
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if err := policy.Allow(r.Actor(), policy.Report); err != nil {
			return page.Result{}, err
		}
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		d := Data{}
		if r.Takes(choosing) {
			done, err := d.choose(r, a)
			if err != nil {
				return page.Result{}, err
			}
			if done != nil {
				return *done, nil
			}
		}
		if err := d.send(r, a); err != nil {
			return page.Result{}, err
		}
		d.Base = r.Base(r.T("planbooks.title"), page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")})
		d.list(r, all)
		d.tell(r, all)
		return r.Page(View, d), nil
	}
}

// send declares the form by which a workbook comes back, and takes it.
func (d *Data) send(r *desk.Request, a *app.App) error {
	var book app.Book
	dry := false
	d.Form = r.Form("back", "planbooks.send")
	file := d.Form.File(&book.Data, "workbook").Must()
	d.Form.Check(&dry, "look_first").Help("planbooks.look_help")
	if !d.Form.Sent() {
		return nil
	}
	book.Name = file.Value
	taken, err := a.TakeReports(r.Context(), r.Actor(), book, dry)
	if err == nil {
		d.Taken = &taken
		d.offer(r, taken)
		return nil
	}
	if d.Form.Shows(err) {
		d.elsewhere(r, err)
		return nil
	}
	return err
}

// list tells which institutions have measures, of those for which who asks may
// speak.
func (d *Data) list(r *desk.Request, all find.Plan) {
	ids, name := all.Names(d.Lang())
	for _, id := range ids {
		if policy.AllowOn(r.Actor(), policy.Report, policy.About{Side: all.Institutions[id].Side, Author: r.Actor().Pseudonym}) != nil {
			continue
		}
		row, last := Institution{Name: name(id)}, heed.Date("")
		for _, m := range of(all, id) {
			if m.Body.Lead == id {
				row.Leads++
			} else {
				row.HasPart++
			}
			for _, u := range m.Updates {
				if u.Institution == id {
					last = max(last, u.Body.Date)
				}
			}
		}
		if row.Leads+row.HasPart == 0 {
			continue
		}
		if last != "" {
			row.Last = d.Date(last)
		}
		for _, code := range i18n.Codes() {
			row.Files = append(row.Files, page.Link{Href: "/" + code + fileAt(id), Text: i18n.For(code).Language.Name})
		}
		d.Institutions = append(d.Institutions, row)
	}
}

// fileAt is the address of the workbook of an institution, without a language.
func fileAt(id heed.ID) string { return "/desk/plan/workbook/" + string(id) + ".xlsx" }

// of lists the measures of an institution that go into its workbook: those that
// it leads, then those that it has a part in. What is a draft, or for named
// people, is not handed out.
func of(all find.Plan, id heed.ID) []find.Planned {
	out := slices.DeleteFunc(slices.Clone(all.Measures), func(m find.Planned) bool {
		hidden := m.Visibility == heed.VisibleDraft || m.Visibility == heed.VisibleNamed
		return hidden || m.Body.Lead != id && !slices.Contains(m.Body.Partners, id)
	})
	slices.SortStableFunc(out, func(a, b find.Planned) int {
		rank := func(m find.Planned) int { return slices.Index([]bool{true, false}, m.Body.Lead == id) }
		return cmp.Compare(rank(a), rank(b))
	})
	return out
}

// outcomes are those of which lists are shown, conflicts apart.
var outcomes = []app.Outcome{app.SaidRefused, app.SaidNew, app.SaidSame}

// most is how many rows of one outcome are shown.
const most = 300

// elsewhere leads whoever has sent a workbook of answers to the page that takes it, if
// it opens for them.
func (d *Data) elsewhere(r *desk.Request, err error) {
	id, unknown := heed.ParseReviewID(heed.ErrorArg(err, "Review"))
	if heed.ErrorKey(err) != "error.form_positions" || unknown != nil || id.State != r.Account.State || policy.Allow(r.Actor(), policy.Assign) != nil {
		return
	}
	d.Elsewhere = page.Link{Href: r.Prefix + positions.At(id.Cycle, "") + "/workbooks", Text: r.T("workbooks.title")}
}

// tell puts what became of a workbook into words.
func (d *Data) tell(r *desk.Request, all find.Plan) {
	if d.Taken == nil {
		return
	}
	_, name := all.Names(d.Lang())
	d.Sender = name(d.Taken.Institution)
	l := d.Taken.Letter
	for _, part := range []string{l.Number, dated(d.Base, l.Date), l.Signatory} {
		if part != "" && d.Letter != "" {
			d.Letter += ", "
		}
		d.Letter += part
	}
	for _, o := range outcomes {
		rows := d.Taken.Of(o)
		if len(rows) == 0 {
			continue
		}
		g := Group{Outcome: o, Count: len(rows), More: max(0, len(rows)-most)}
		for _, row := range rows[:min(len(rows), most)] {
			g.Rows = append(g.Rows, rowOf(r, row))
		}
		d.Groups = append(d.Groups, g)
	}
}

// rowOf puts one thing that a workbook says into words.
func rowOf(r *desk.Request, row app.Reported) Row {
	b, where := r.Request.Base(""), "planbooks.row"
	if row.Milestones {
		where = "planbooks.row_milestones"
	}
	out := Row{Where: b.T(where, "Line", row.Line), Title: row.Title, Kind: kindOf(b, row.Saying), Words: words(b, row.Saying), Before: words(b, row.Ours)}
	if row.Title != "" {
		out.Href = b.URL("/desk/plan/" + string(row.Measure))
	}
	if row.Problem != nil {
		out.Problem = r.Words.Error(row.Problem)
	}
	return out
}

// kindOf says what sort of thing is said, "" where that could not be told.
func kindOf(b page.Base, s app.Saying) string {
	switch {
	case s.Update != nil:
		return b.T("planbooks.update")
	case s.Stage != nil:
		return b.T("planbooks.stage")
	case s.Milestone != nil:
		return b.T("planbooks.milestone")
	}
	return ""
}

// words puts into words what is said, "" where nothing is.
func words(b page.Base, s app.Saying) string {
	switch {
	case s.Update != nil:
		return join(dated(b, s.Update.Date), s.Update.Text)
	case s.Stage != nil && s.Stage.Stage != "":
		return join(b.T("measure_stage."+string(s.Stage.Stage)), dated(b, s.Stage.Date))
	case s.Milestone != nil && s.Milestone.Done == "":
		return join(s.Milestone.Title, b.T("planbooks.not_done"))
	case s.Milestone != nil:
		return join(s.Milestone.Title, dated(b, s.Milestone.Done))
	}
	return ""
}

func join(a, b string) string {
	if a != "" && b != "" {
		return a + ": " + b
	}
	return a + b
}

// dated puts a day into words; what is no day stays as it was typed.
func dated(b page.Base, day heed.Date) string {
	if !day.Valid() {
		return string(day)
	}
	return b.Date(day)
}
