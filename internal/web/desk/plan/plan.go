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
	asClusters view = "clusters"
)

var views = []view{asTable, asBoard, asTimeline, asClusters}

// Data is what the template prints.
type Data struct {
	page.Base
	Looks []page.Edition // the views, by name and address
	View  view
	Rows  []Row
	Total int // of all measures, fitting or not
	Board []Column
	// Clusters are the rows by cluster; a measure can be in several.
	Clusters []Column
	Years    []Year
	// New, Import and Updates are addresses, "" for who may not.
	New, Import, Updates string
	Picks                []Pick
	Words                string
	// Supported is how many supported recommendations no measure serves; Noted how
	// many noted ones.
	Supported, Noted int
	Review           string
	Unplanned        string
	// Whose says whose measures are counted and where the State's are; its Text is ""
	// at the State's own desk.
	Whose desk.Whose
}

// Pick is a filter of which one value is chosen.
type Pick struct {
	Name, Label, All string
	Options          []desk.Option
}

// Row is a measure in words.
type Row struct {
	Number, Title, Href, Kind, Lead, Stage, Due, Last string
	Serves                                            int
	// Late says that something of it is overdue: Overdue the measure itself, Missed its
	// milestones, in words with their day.
	Late, Overdue bool
	Missed        []string
	IsLate        string // the word for it
	// Context says that the measure was there before all that it serves.
	Context bool

	// Left and Width place it along time, in per cent; Width is "" without dates.
	Left, Width string

	id    heed.ID
	stage heed.MeasureStage
	// clusters are the titles of those that it is in.
	clusters []string
}

// Column is a stage of the board.
type Column struct {
	Stage string
	Rows  []Row
	// Href and Note are of a cluster only.
	Href, Note string
}

// Year is a mark on the line of time.
type Year struct{ Name, Left string }

// ClusterAt is the address of a cluster.
func ClusterAt(id heed.ID) string { return "/desk/plan/clusters/" + string(id) }

// At is the address of a measure.
func At(id heed.ID) string { return "/desk/plan/" + string(id) }

// UpdateAt is the address of an update.
func UpdateAt(id heed.ID) string { return "/desk/plan/updates/" + string(id) }

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
			d.New, d.Import, d.Updates = d.URL("/desk/plan/new"), d.URL("/desk/plan/import"), d.URL("/desk/plan/updates")
		}
		result := r.Page(View, d)
		return result, d.take(r, all, &result)
	}
}

// fill puts the measures that fit into words.
func (d *Data) fill(r *desk.Request, all find.Plan, institution, stage, late string) {
	ids, name := all.Names(d.Lang())
	for _, m := range all.Measures {
		row := d.row(r, m, name)
		fits := (institution == "" || m.Body.Lead == heed.ID(institution) || slices.Contains(m.Body.Partners, heed.ID(institution))) &&
			(stage == "" || string(row.stage) == stage) && (late == "" || row.Late) &&
			strings.Contains(strings.ToLower(row.Number+" "+row.Title+" "+m.Body.Description), strings.ToLower(d.Words))
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
		d.Supported, d.Noted, d.Review = len(all.Unplanned), len(all.NotedUnplanned), all.Review.String()
		d.Unplanned, d.Whose = d.URL("/desk/plan/unplanned"), r.Whose()
	}
	d.board()
	d.byCluster(all, name, institution+stage+late+d.Words == "")
	d.timeline(all)
}

func (d *Data) row(r *desk.Request, m find.Planned, name func(heed.ID) string) Row {
	row := Row{
		Number: m.Body.Number, Title: m.Body.Title, Href: d.URL(At(m.ID)), Kind: d.T("measure_kind." + string(m.Body.Kind)), Lead: name(m.Body.Lead), stage: m.Body.Stage(), id: m.ID,
		Overdue: m.Body.Overdue(r.Today), IsLate: d.T("plan.is_late"),
	}
	for _, s := range m.Body.Late(r.Today) {
		row.Missed = append(row.Missed, s.Title+", "+d.Date(s.Due))
	}
	row.Late = row.Overdue || len(row.Missed) > 0
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
	row.Context = len(m.Context) > 0 && len(m.Context) == len(m.Body.Concerns())
	if len(m.Updates) > 0 {
		row.Last = d.Date(m.Updates[0].Body.Date)
	}
	return row
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

// byCluster sorts the measures by cluster; those that are in none come last. Where all
// measures are shown, so is a cluster that has none.
func (d *Data) byCluster(all find.Plan, name func(heed.ID) string, whole bool) {
	for _, c := range all.Clusters {
		column := Column{Stage: c.Body.Title, Href: d.URL(ClusterAt(c.ID))}
		if c.Body.Owner != "" {
			column.Note = name(c.Body.Owner)
		}
		in := all.In(c.Body)
		for i := range d.Rows {
			if slices.ContainsFunc(in, func(m find.Planned) bool { return m.ID == d.Rows[i].id }) {
				d.Rows[i].clusters = append(d.Rows[i].clusters, c.Body.Title)
				column.Rows = append(column.Rows, d.Rows[i])
			}
		}
		if whole || len(column.Rows) > 0 {
			d.Clusters = append(d.Clusters, column)
		}
	}
	none := Column{Stage: d.T("plan.no_cluster")}
	for _, row := range d.Rows {
		if len(row.clusters) == 0 {
			none.Rows = append(none.Rows, row)
		}
	}
	if len(none.Rows) > 0 {
		d.Clusters = append(d.Clusters, none)
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

// take makes the form of the plan that was asked for.
func (d *Data) take(r *desk.Request, all find.Plan, result *page.Result) error {
	const name = "heed-plan"
	var body bytes.Buffer
	switch r.Request.Form {
	case page.CSV:
		table := d.export(all).Table(name, r.Words)
		result.Table = &table
	case page.XLSX:
		if err := d.export(all).XLSX(&body, r.Words); err != nil {
			return err
		}
		result.Files = map[page.Form]page.File{page.XLSX: {Name: name, ContentType: page.Spreadsheet, Body: body.Bytes()}}
	case page.DOCX:
		if err := d.export(all).DOCX(&body, r.Words, d.Title, d.table(), 1, 5, 2, 3, 2, 2, 1, 0, 3); err != nil {
			return err
		}
		result.Files = map[page.Form]page.File{page.DOCX: {Name: name, ContentType: page.Word, Body: body.Bytes()}}
	}
	return nil
}

// export is the plan as a spreadsheet that comes back.
func (d *Data) export(all find.Plan) export.Plan {
	_, name := all.Names(d.Lang())
	out := export.Plan{Name: name, More: []string{d.T("plan.last"), d.T("plan.cluster"), d.T("field.recognised_by"), d.T("field.criticised_by")}}
	for _, row := range d.Rows {
		if m, err := all.Measure(row.id); err == nil { // it is one of them
			out.Rows = append(out.Rows, export.PlanRow{ID: m.ID, Version: m.Number, Measure: m.Body, More: []string{row.Last, strings.Join(row.clusters, "; "), cited(m.Body.RecognisedBy), cited(m.Body.CriticisedBy)}})
		}
	}
	return out
}

// cited names where UN bodies say something, each on a line: symbol, paragraph,
// note.
func cited(all []heed.Citation) string {
	lines := make([]string, len(all))
	for i, c := range all {
		lines[i] = c.Symbol
		for _, more := range []string{c.Paragraph, c.Note} {
			if more != "" {
				lines[i] += ", " + more
			}
		}
	}
	return strings.Join(lines, "\n")
}

// table is the plan for documents, measure by measure at a glance.
func (d *Data) table() export.Table {
	t := export.Table{Head: []string{
		d.T("field.number"), d.T("field.measure"), d.T("field.kind"), d.T("field.lead"), d.T("field.stage"), d.T("field.due"), d.T("plan.serves"), d.T("plan.last"), d.T("plan.cluster"),
	}}
	for _, row := range d.Rows {
		t.Rows = append(t.Rows, []string{row.Number, row.Title, row.Kind, row.Lead, row.Stage, row.Due, strconv.Itoa(row.Serves), row.Last, strings.Join(row.clusters, "; ")})
	}
	return t
}
