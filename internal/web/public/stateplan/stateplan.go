// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

// Package stateplan is the page of what a State has published of its plan: what it
// does about what was recommended, who leads, until when and how far it has come; what
// is not in the plan; and the clusters that any voice has published on it.
package stateplan

import (
	"embed"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/export"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/refdata"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

//go:embed stateplan.tmpl stateplan.css
var files embed.FS

// View declares the page.
var View = page.View{Name: "stateplan", Files: files, Data: Data{}}

// Data is what the template prints.
type Data struct {
	page.Base
	// Answer is the plan as it was found, Fits those of its measures that are asked for.
	Answer find.StatePlan
	Fits   []find.PlanMeasure
	Name   string
	Sum    string // "" where nothing is published
	// Unplanned says what is not in the plan of the review that ReviewHref leads to: the
	// supported recommendations, and apart from them the noted ones; Pending how many have
	// no answer, "" for none.
	ReviewHref, ReviewName, Pending string
	Unplanned                       []Unplanned
	Picks                           []Pick
	Filtered                        bool
	// Rows are those on this page.
	Rows     []Row
	Pager    page.Pager
	Clusters []Cluster
}

// Unplanned are recommendations that no measure of the plan serves, of one position.
type Unplanned struct {
	Sum  string
	Recs []page.Link
}

// Pick is a filter of which one value is chosen.
type Pick struct {
	Name, Label, All string
	Options          []desk.Option
}

// Row is a measure in words.
type Row struct {
	find.PlanMeasure
	Lead, Stage, Due, Told, From string
	// Missed are the milestones that were not reached, as of their days.
	Missed              []string
	Serves, Contradicts []page.Link
	Passages            int
	History             string
}

// Cluster is a cluster in words.
type Cluster struct {
	find.PlanCluster
	Voice             page.VoiceMark
	Who, Owner        string
	From, History     string
	Recs, Others, All []page.Link
}

// pageRows is how many measures a page holds.
const pageRows = 50

// At is the address of the plan of a State.
func At(state heed.StateCode) string { return "/plan/" + string(state) }

// Handler serves the page.
func Handler(f *find.Finder) page.Handler {
	return func(r *page.Request) (page.Result, error) {
		state := heed.StateCode(strings.TrimPrefix(r.Path, "/plan/"))
		if !refdata.Known(state) {
			return page.Result{}, &heed.Error{Code: heed.CodeNotFound, Op: "stateplan.Handler", Key: "error.address"}
		}
		q, turn, err := query(r.URL.Query())
		if err != nil {
			return page.Result{}, err
		}
		answer, err := f.StatePlan(r.Context(), r.Viewer, state, r.Today)
		if err != nil {
			return page.Result{}, err
		}
		passages := map[string]heed.Annotation{}
		for _, c := range answer.Clusters {
			found, err := f.Passages(r.Context(), r.Viewer, c.Passages...)
			if err != nil {
				return page.Result{}, err
			}
			for id, a := range found {
				passages[id] = a
			}
		}
		d := build(r, answer, q)
		d.clusters(passages)
		if err := d.turn(r, r.FirstPage(turn)); err != nil {
			return page.Result{}, err
		}
		answer.Measures = d.Fits // twin and table give what the page does
		return page.Result{View: View.Name, Data: d, Twin: answer, Table: d.table()}, nil
	}
}

// asked is what an address asks for.
type asked struct {
	lead  heed.ID
	stage string // "none" for none
	late  bool
}

const noStage = "none"

// query reads the address.
func query(values url.Values) (asked, find.Query, error) {
	var q asked
	turn, err := page.Asked(nil, values, func(name, value string) bool {
		switch name {
		case "institution":
			q.lead = heed.ID(value)
			return q.lead.Valid()
		case "stage":
			q.stage = value
			return value == noStage || slices.Contains(heed.MeasureStages, heed.MeasureStage(value))
		case "late":
			q.late = value == "1"
			return q.late
		}
		return false
	})
	return q, turn, err
}

func (q asked) fits(m find.PlanMeasure) bool {
	return (q.lead == "" || m.LeadID == q.lead) && (!q.late || m.Late) && (q.stage == "" || string(m.Stage) == q.stage || q.stage == noStage && m.Stage == "")
}

// build puts the answer into words.
func build(r *page.Request, a find.StatePlan, q asked) Data {
	d := Data{Base: r.Base(""), Answer: a, Fits: []find.PlanMeasure{}, Filtered: q != (asked{})}
	d.Name = d.State(a.State)
	d.Title, d.Specimen = d.T("stateplan.title", "State", d.Name), page.Invented(a.State)
	d.Crumbs = []page.Link{{Href: d.URL("/" + string(a.State)), Text: d.Name}, {Href: d.URL(At(a.State)), Text: d.T("stateplan.name")}}
	late := 0
	for _, m := range a.Measures {
		if m.Late {
			late++
		}
		if q.fits(m) {
			d.Fits = append(d.Fits, m)
		}
	}
	if len(a.Measures) > 0 {
		d.Sum = d.T("stateplan.sum", "Count", len(a.Measures), "State", d.Name, "Late", d.Number(late))
		d.missing()
	}
	d.picks(q)
	return d
}

// missing says what is not in the plan. Where none is published, nothing is said to be
// missing from it.
func (d *Data) missing() {
	if !d.Answer.Review.Known() {
		return
	}
	supported, noted := d.Answer.Unplanned, d.Answer.NotedUnplanned
	d.ReviewHref, d.ReviewName = d.ReviewURL(d.Answer.Review), d.T("review.cycle", "Cycle", d.Answer.Review.Cycle)
	d.Unplanned = []Unplanned{{d.T("stateplan.supported", "Count", len(supported)), d.recs(supported, true)}, {d.T("stateplan.noted", "Count", len(noted)), d.recs(noted, true)}}
	if d.Answer.Pending > 0 {
		d.Pending = d.T("stateplan.pending", "Count", d.Answer.Pending)
	}
}

// recs are links to recommendations, by their numbers alone where all are of one review.
func (d *Data) recs(ids []heed.RecID, short bool) []page.Link {
	out := make([]page.Link, len(ids))
	for i, id := range ids {
		out[i] = page.Link{Href: d.RecURL(id.Review, id.Ref), Text: id.String()}
		if short {
			out[i].Text = id.Ref
		}
	}
	return out
}

// picks are the filters of the list: of what is there.
func (d *Data) picks(q asked) {
	lead, stage := Pick{Name: "institution", Label: d.T("field.lead")}, Pick{Name: "stage", Label: d.T("field.stage")}
	leads, stages := map[heed.ID]string{}, map[heed.MeasureStage]bool{}
	for _, m := range d.Answer.Measures {
		if leads[m.LeadID] == "" {
			leads[m.LeadID] = d.leads(m)
			lead.Options = append(lead.Options, desk.Option{Value: string(m.LeadID), Text: leads[m.LeadID], Selected: m.LeadID == q.lead})
		}
		stages[m.Stage] = true
	}
	slices.SortFunc(lead.Options, func(a, b desk.Option) int { return strings.Compare(a.Text, b.Text) })
	for _, s := range append([]heed.MeasureStage{""}, heed.MeasureStages...) {
		value := string(s)
		if s == "" {
			value = noStage
		}
		if stages[s] {
			stage.Options = append(stage.Options, desk.Option{Value: value, Text: d.T("measure_stage." + value), Selected: value == q.stage})
		}
	}
	late := Pick{Name: "late", Label: d.T("plan.late"), Options: []desk.Option{{Value: "1", Text: d.T("plan.only_late"), Selected: q.late}}}
	for _, p := range []Pick{lead, stage, late} {
		p.All = d.T("filter.all")
		d.Picks = append(d.Picks, p)
	}
}

// leads names who leads a measure, by the ID where that is not shown.
func (d *Data) leads(m find.PlanMeasure) string {
	if name := m.Lead.Name(d.Lang()); name != "" {
		return name
	}
	return string(m.LeadID)
}

func (d *Data) row(m find.PlanMeasure) Row {
	row := Row{PlanMeasure: m, Lead: d.leads(m), Stage: d.T("measure_stage.none"), From: d.Origin(m.Origin), Serves: d.recs(m.Serves, false), Contradicts: d.recs(m.Contradicts, false), Passages: len(m.Passages), History: d.HistoryURL(heed.SubjectMeasure, m.ID)}
	if m.Stage != "" {
		row.Stage = d.T("measure_stage."+string(m.Stage)) + ", " + d.Date(m.Since)
	}
	if m.Due != "" {
		row.Due = d.Date(m.Due)
	}
	if m.Told != "" {
		row.Told = d.Date(m.Told)
	}
	for _, s := range m.LateMilestones {
		row.Missed = append(row.Missed, s.Title+", "+d.Date(s.Due))
	}
	return row
}

// clusters puts the clusters into words.
func (d *Data) clusters(passages map[string]heed.Annotation) {
	for _, c := range d.Answer.Clusters {
		shown := Cluster{PlanCluster: c, Voice: d.VoiceMark(c.By.Voice), Who: c.By.Institution.Name(d.Lang()), From: d.Origin(c.By.Origin), History: d.HistoryURL(heed.SubjectCluster, c.ID), Recs: d.recs(c.Recommendations, false)}
		if c.Owner != nil {
			shown.Owner = c.Owner.Name(d.Lang())
		}
		for _, id := range c.Passages {
			shown.Others = append(shown.Others, d.Passage(id, passages))
		}
		for _, m := range c.Measures {
			shown.All = append(shown.All, page.Link{Href: d.HistoryURL(heed.SubjectMeasure, m.ID), Text: m.Title})
		}
		d.Clusters = append(d.Clusters, shown)
	}
}

// turn keeps to the page that is asked for.
func (d *Data) turn(r *page.Request, q find.Query) error {
	rows, _, pager, err := page.Turn(d.Base, q, d.Fits, pageRows, r.InList)
	if err != nil {
		return err
	}
	d.Pager = pager
	for _, m := range rows {
		d.Rows = append(d.Rows, d.row(m))
	}
	return nil
}

// table is the list for spreadsheets.
func (d Data) table() *export.Table {
	t := &export.Table{Name: "plan-" + string(d.Answer.State), Head: []string{
		"id", "number", "title", "kind", "lead_institution", "start", "due", "stage", "since", "late", "overdue", "late_milestones", "serves", "contradicts", "passages_of_other_mechanisms", "last_update", "as_of", "address",
	}}
	for _, m := range d.Fits {
		t.Rows = append(t.Rows, []string{
			string(m.ID), m.Number, m.Title, string(m.Kind), d.leads(m), string(m.Start), string(m.Due), string(m.Stage), string(m.Since), strconv.FormatBool(m.Late), strconv.FormatBool(m.Overdue), strconv.Itoa(len(m.LateMilestones)),
			joined(m.Serves), joined(m.Contradicts), strconv.Itoa(len(m.Passages)), string(m.Told), string(m.AsOf), d.Absolute("/history/" + string(heed.SubjectMeasure) + "/" + string(m.ID)),
		})
	}
	return t
}

func joined(ids []heed.RecID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = id.String()
	}
	return strings.Join(names, "; ")
}
