// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package plan is the page of everything that a voice plans and does: as a
// table, by stage, and along time; with what is late, and what is not in the
// plan.
package plan

import (
	"bytes"
	"embed"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/policy"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed plan.tmpl plan.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "plan", Files: files, Data: Data{}}

// view is a way to look at the plan.
type view string

// The views.
const (
	asTable    view = "table"
	asBoard    view = "board"
	asTimeline view = "timeline"
)

var views = []view{asTable, asBoard, asTimeline}

// Data is what the template prints.
type Data struct {
	page.Base
	Looks []page.Edition // the views, by name and address
	View  view
	Rows  []Row
	Total int // of all measures, fitting or not
	Board []Column
	Years []Year
	// New and Updates are addresses, "" for who may not.
	New, Updates string
	Picks        []Pick
	Words        string
	// Supported is how many supported recommendations no measure serves; Noted how
	// many noted ones.
	Supported, Noted int
	Review           string
	Unplanned        string
}

// Pick is a filter of which one value is chosen.
type Pick struct {
	Name, Label, All string
	Options          []desk.Option
}

// Row is a measure in words.
type Row struct {
	Title, Href, Kind, Lead, Stage, Due, Last string
	Serves                                    int
	Late                                      bool

	// Left and Width place it along time, in per cent; Width is "" without dates.
	Left, Width string

	id    heed.ID
	stage heed.MeasureStage
}

// Column is a stage of the board.
type Column struct {
	Stage string
	Rows  []Row
}

// Year is a mark on the line of time.
type Year struct{ Name, Left string }

// At is the address of a measure.
func At(id heed.ID) string { return "/desk/plan/" + string(id) }

// Handler serves the page.
func Handler(f *find.Finder) desk.Handler {
	return func(r *desk.Request) (page.Result, error) {
		all, err := f.Plan(r.Context(), r.Viewer, r.Account.Voice, heed.ReviewID{State: r.Account.State})
		if err != nil {
			return page.Result{}, err
		}
		q := r.URL.Query()
		d := Data{Base: r.Base(r.T("plan.title")), View: view(q.Get("view")), Total: len(all.Measures), Words: q.Get("q")}
		if d.View == "" {
			d.View = asTable
		}
		if !slices.Contains(views, d.View) {
			return page.Result{}, &heed.Error{Code: heed.CodeInvalid, Op: "plan.Handler", Key: "error.filter", Args: []string{"Name", "view", "Value", string(d.View)}}
		}
		d.fill(r, all, q.Get("institution"), q.Get("stage"), q.Get("late"))
		if policy.Allow(r.Actor(), policy.Plan) == nil {
			d.New, d.Updates = d.URL("/desk/plan/new"), d.URL("/desk/plan/updates")
		}
		result := r.Page(View, d)
		table := d.table()
		result.Table = &table
		if r.Request.Form == page.DOCX {
			var body bytes.Buffer
			if err := table.DOCX(&body, r.Words, d.Title, nil, 5, 2, 3, 2, 2, 1); err != nil {
				return page.Result{}, err
			}
			result.Files = map[page.Form]page.File{page.DOCX: {Name: table.Name, ContentType: page.Word, Body: body.Bytes()}}
		}
		return result, nil
	}
}

// fill puts the measures that fit into words.
func (d *Data) fill(r *desk.Request, all find.Plan, institution, stage, late string) {
	ids, name := all.Names(d.Lang())
	for _, m := range all.Measures {
		row := d.row(r, m, name)
		fits := (institution == "" || m.Body.Lead == heed.ID(institution) || slices.Contains(m.Body.Partners, heed.ID(institution))) &&
			(stage == "" || string(row.stage) == stage) && (late == "" || row.Late) &&
			strings.Contains(strings.ToLower(row.Title+" "+m.Body.Description), strings.ToLower(d.Words))
		if fits {
			d.Rows = append(d.Rows, row)
		}
	}
	for _, v := range views {
		q := r.URL.Query()
		q.Set("view", string(v))
		d.Looks = append(d.Looks, page.Edition{Code: string(v), Name: d.T("plan.view." + string(v)), Href: d.URL("/desk/plan") + "?" + q.Encode(), Current: v == d.View})
	}
	stages := make([]desk.Option, 0, len(heed.MeasureStages))
	for _, s := range heed.MeasureStages {
		stages = append(stages, desk.Option{Value: string(s), Text: d.T("measure_stage." + string(s)), Selected: string(s) == stage})
	}
	leads := make([]desk.Option, 0, len(ids))
	for _, id := range ids {
		leads = append(leads, desk.Option{Value: string(id), Text: name(id), Selected: string(id) == institution})
	}
	d.Picks = []Pick{
		{"institution", d.T("field.institution"), d.T("filter.all"), leads}, {"stage", d.T("field.stage"), d.T("filter.all"), stages},
		{"late", d.T("plan.late"), d.T("filter.all"), []desk.Option{{Value: "1", Text: d.T("plan.only_late"), Selected: late != ""}}},
	}
	if all.Review.Known() {
		d.Supported, d.Noted, d.Review = len(all.Unplanned), all.Noted, all.Review.String()
		d.Unplanned = d.URL("/desk/plan/unplanned")
	}
	d.board()
	d.timeline(all)
}

func (d *Data) row(r *desk.Request, m find.Planned, name func(heed.ID) string) Row {
	row := Row{
		Title: m.Body.Title, Href: d.URL(At(m.ID)), Kind: d.T("measure_kind." + string(m.Body.Kind)), Lead: name(m.Body.Lead), stage: m.Body.Stage(), id: m.ID,
		Late: len(m.Body.Late(r.Today)) > 0 || m.Body.Due != "" && m.Body.Due < r.Today && !done(m.Body),
	}
	row.Stage = d.T("measure_stage.none")
	if row.stage != "" {
		row.Stage = d.T("measure_stage." + string(row.stage))
	}
	if m.Body.Due != "" {
		row.Due = d.Date(m.Body.Due)
	}
	for _, l := range m.Body.Links {
		if l.Bearing == heed.Serves {
			row.Serves++
		}
	}
	if len(m.Updates) > 0 {
		row.Last = d.Date(m.Updates[0].Body.Date)
	}
	return row
}

// done reports whether a measure has come to where it was to come: it is in
// force or works.
func done(m heed.Measure) bool {
	switch m.Stage() {
	case heed.StageInForce, heed.StageOperating, heed.StageAmended:
		return true
	}
	return false
}

// board sorts the measures by stage; those without one come first.
func (d *Data) board() {
	for _, s := range append([]heed.MeasureStage{""}, heed.MeasureStages...) {
		c := Column{Stage: d.T("measure_stage.none")}
		if s != "" {
			c.Stage = d.T("measure_stage." + string(s))
		}
		for _, row := range d.Rows {
			if row.stage == s {
				c.Rows = append(c.Rows, row)
			}
		}
		if len(c.Rows) > 0 {
			d.Board = append(d.Board, c)
		}
	}
}

// timeline places the measures along time, from the year of the first start to
// the end of that of the last due date.
func (d *Data) timeline(all find.Plan) {
	first, last := 9999, 0
	for _, m := range all.Measures {
		for _, day := range []heed.Date{m.Body.Start, m.Body.Due} {
			if y := year(day); y > 0 {
				first, last = min(first, y), max(last, y+1)
			}
		}
	}
	if last == 0 {
		return
	}
	of := func(day heed.Date) float64 {
		months, _ := strconv.Atoi(string(day[5:7]))
		return 100 * (float64(year(day)-first) + float64(months-1)/12) / float64(last-first)
	}
	for y := first; y < last; y++ {
		d.Years = append(d.Years, Year{strconv.Itoa(y), percent(100 * float64(y-first) / float64(last-first))})
	}
	for i := range d.Rows {
		m, err := all.Measure(d.Rows[i].id)
		if err != nil || m.Body.Due == "" && m.Body.Start == "" {
			continue
		}
		from, to := m.Body.Start, m.Body.Due
		if from == "" {
			from = to
		}
		if to == "" {
			to = from
		}
		d.Rows[i].Left, d.Rows[i].Width = percent(of(from)), percent(max(1, of(to)-of(from)))
	}
}

func year(d heed.Date) int {
	if !d.Valid() {
		return 0
	}
	y, _ := strconv.Atoi(string(d[:4]))
	return y
}

func percent(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }

// table is the plan for spreadsheets and documents.
func (d *Data) table() export.Table {
	t := export.Table{Name: "heed-plan", Head: []string{
		d.T("field.measure"), d.T("field.kind"), d.T("field.lead"), d.T("field.stage"), d.T("field.due"), d.T("plan.serves"), d.T("plan.last"), "id",
	}}
	for _, row := range d.Rows {
		t.Rows = append(t.Rows, []string{row.Title, row.Kind, row.Lead, row.Stage, row.Due, strconv.Itoa(row.Serves), row.Last, string(row.id)})
	}
	return t
}
