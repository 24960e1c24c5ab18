// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package planimport is the page by which a plan comes in that somebody keeps as
// a spreadsheet: a look at what each row would do, with what each column is taken
// for, and the word to take it in.
package planimport

import (
	"embed"
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/extract/grid"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/desk/plan"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed planimport.tmpl planimport.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "planimport", Files: files, Data: Data{}}

// shown is how many rows a page shows.
const shown = 50

// Data is what the template prints.
type Data struct {
	page.Base
	// Send is the form of a file; Map that of what its columns hold, Take the word
	// to take it in, and More leads to further rows. The last three are nil before
	// a file was sent.
	Send, Map, Take, More *desk.Form
	Name                  string
	Report                *app.PlanReport
	// Counts are how many rows are in each state.
	Counts  []Count
	Notices []string
	// Rows are those that a person has to look at, From and To the numbers of the
	// first and the last of them that is here, of All.
	Rows          []Row
	From, To, All int
	// Open says that what the columns hold has to be looked at.
	Open bool
	// Example is the address of an export.
	Example string
}

// Count is how many rows are in a state.
type Count struct {
	State string
	Count int
}

// Row is a row in words.
type Row struct {
	Place, State, Title, Href string
	Conflict, New             bool
	Problems                  []string
	Note                      string
	Differs                   []page.Differs
	Fields                    []page.Told
}

// Handler serves the page.
func Handler(f *find.Finder, a *app.App) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		if err := policy.Allow(r.Actor(), policy.Plan); err != nil {
			return page.Result{}, err
		}
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		p := &importing{Request: r, find: f, app: a, all: all}
		p.data.Send = r.Form("send", "plan_import.look")
		var data []byte
		p.data.Send.File(&data, "plan_file").Must().Help("plan_import.file_help")
		more, take := r.Takes("map") || r.Takes("more"), r.Takes("take")
		switch {
		case p.data.Send.Sent():
			err = p.send(data)
		case more || take:
			err = p.again(take)
		}
		if err != nil && !p.data.Send.Shows(err) {
			return page.Result{}, err
		}
		p.data.Base = r.Base(r.T("plan_import.title"), page.Link{Href: r.Prefix + "/desk/plan", Text: r.T("desk.plan")})
		p.data.Example = p.data.URL("/desk/plan") + ".xlsx"
		if err := p.fill(); err != nil {
			return page.Result{}, err
		}
		return r.Page(View, p.data), nil
	}
}

// importing is a plan on its way in.
type importing struct {
	*desk.Request
	find   *find.Finder
	app    *app.App
	all    find.Plan
	wishes wishes
	data   Data
}

// send takes in a file, and looks at it.
func (p *importing) send(data []byte) error {
	file, err := p.app.HoldPlan(p.Context(), p.Actor(), p.data.Send.Fields[0].Value, data)
	if err != nil {
		return err
	}
	p.wishes.file = file
	return p.look("", false)
}

// again looks at a file that is held, or takes it in.
func (p *importing) again(take bool) error {
	p.wishes = wishesOf(p.PostForm)
	return p.look(heed.Digest(p.PostForm.Get("seen")), take)
}

// look runs the import, dry unless it is to be taken in.
func (p *importing) look(seen heed.Digest, take bool) error {
	held, err := p.app.Held(p.Context(), p.Actor(), p.wishes.file)
	if err != nil {
		return err
	}
	o := p.wishes.options()
	o.Lang, o.DryRun, o.Seen = p.Words.Code, !take, seen
	if take {
		o.Take = p.PostForm["take"]
	}
	o.Note = func(row app.PlanRow) string {
		return p.T("plan_import.note", "Name", nameOf(held.Name), "Place", row.Place())
	}
	report, err := p.app.ImportPlan(p.Context(), p.Actor(), held.Data, o)
	p.data.Name = held.Name
	if err == nil || len(report.Columns) > 0 {
		p.data.Report = &report
	}
	if err != nil {
		return p.misread(err)
	}
	if report.Written {
		return p.app.LetGo(p.Context(), p.Actor())
	}
	p.forms(report, take)
	return nil
}

// misread shows what is wrong beside what the columns hold, where that is what is
// to be changed.
func (p *importing) misread(err error) error {
	if p.data.Report == nil {
		return err
	}
	p.data.Open = true
	p.data.Map = p.mapForm(*p.data.Report)
	if !p.data.Map.Shows(err) {
		return err
	}
	return nil
}

// forms makes the forms below a look.
func (p *importing) forms(report app.PlanReport, refused bool) {
	p.data.Map = p.mapForm(report)
	p.data.Open = report.Count(app.PlanRefused) > 0 || !report.Own
	if report.Count(app.PlanNew)+report.Count(app.PlanChanged)+report.Count(app.PlanConflict) == 0 {
		return
	}
	p.data.Take = p.Form("take", "plan_import.take")
	p.wishes.hidden(p.data.Take)
	seen := string(report.Seen)
	p.data.Take.Hidden(&seen, "seen")
	p.data.Take.Fields[len(p.data.Take.Fields)-1].Value = string(report.Seen) // and no longer what was sent
	var conflicts []string
	words := map[string]string{}
	for _, row := range report.Rows {
		if row.State == app.PlanConflict {
			conflicts = append(conflicts, row.Place())
			words[row.Place()] = row.Place() + " · " + row.Before.Title
		}
	}
	if len(conflicts) > 0 {
		var none []string
		desk.Many(p.data.Take, &none, "take", conflicts, func(place string) string { return words[place] }).Help("plan_import.take_help")
	}
	if refused {
		p.data.Take.Problem = p.T("plan_import.other_now")
	}
}

// fill puts the report into words.
func (p *importing) fill() error {
	if p.data.Report == nil || len(p.data.Report.Rows) == 0 {
		p.notices()
		return nil
	}
	for _, s := range app.PlanStates {
		if n := p.data.Report.Count(s); n > 0 {
			p.data.Counts = append(p.data.Counts, Count{p.data.T("plan_state." + string(s)), n})
		}
	}
	p.notices()
	var rows []app.PlanRow
	for _, s := range app.PlanStates[:len(app.PlanStates)-1] {
		for _, row := range p.data.Report.Rows {
			if row.State == s {
				rows = append(rows, row)
			}
		}
	}
	from, _ := strconv.Atoi(p.PostForm.Get("from")) // what is no number is the first row
	from = max(0, min(from, len(rows)-1))
	if p.PostForm.Get("form") != "more" {
		from = 0
	}
	to := min(from+shown, len(rows))
	name, err := p.names(rows[min(from, to):to])
	if err != nil {
		return err
	}
	for _, row := range rows[min(from, to):to] {
		p.data.Rows = append(p.data.Rows, p.row(row, name))
	}
	p.data.From, p.data.To, p.data.All = from+1, to, len(rows)
	if to < len(rows) && !p.data.Report.Written {
		p.data.More = p.Form("more", "plan_import.more")
		p.data.More.Minor = true
		p.wishes.hidden(p.data.More)
		next := strconv.Itoa(to)
		p.data.More.Hidden(&next, "from")
		p.data.More.Fields[len(p.data.More.Fields)-1].Value = strconv.Itoa(to)
	}
	return nil
}

// names gives what institutions are called, and passages of other mechanisms that rows
// name.
func (p *importing) names(rows []app.PlanRow) (func(heed.ID) string, error) {
	var says []heed.Matter
	for _, row := range rows {
		says = append(says, row.Before, row.After)
	}
	passages, err := p.find.PassagesOf(p.Context(), p.Viewer, says...)
	_, name := p.all.Names(p.data.Lang())
	return p.data.NamesWith(passages, name), err
}

func (p *importing) notices() {
	if p.data.Report == nil {
		return
	}
	for _, n := range p.data.Report.Notices {
		args := make([]any, 0, len(n.Args)+2)
		for _, a := range append([]string{"Sheet", n.Sheet}, n.Args...) {
			args = append(args, a)
		}
		p.data.Notices = append(p.data.Notices, p.data.T(n.Key, args...))
	}
}

// row puts one row into words.
func (p *importing) row(row app.PlanRow, name func(heed.ID) string) Row {
	out := Row{Place: row.Place(), State: p.data.T("plan_state." + string(row.State)), Title: row.After.Title, Conflict: row.State == app.PlanConflict, New: row.State == app.PlanNew}
	if row.ID != "" {
		out.Href, out.Title = p.data.URL(plan.At(row.ID)), row.Before.Title
	}
	for _, problem := range row.Problems {
		text := p.Words.Error(problem.Err)
		if problem.Head != "" {
			text = p.T("plan_import.in_column", "Column", problem.Head, "Problem", text)
		}
		out.Problems = append(out.Problems, text)
	}
	switch {
	case row.State == app.PlanRefused:
	case out.New:
		out.Fields = p.data.Fields(row.After, name)
	default:
		out.Differs = p.data.Differences(row.Before, row.After, name)
	}
	if out.Conflict {
		out.Note = p.T("plan_import.conflict", "Version", row.Version)
		if row.Taken {
			out.Note = p.T("plan_import.taken")
		}
	}
	return out
}

// nameOf gives the name of a file as a note may hold it.
func nameOf(file string) string {
	const most = 100
	if runes := []rune(grid.Tidy(file)); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return grid.Tidy(file)
}
