// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package planimport

import (
	"net/url"
	"slices"
	"strings"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/extract/grid"
	"github.com/heed-upr/heed/internal/extract/plansheet"
	"github.com/heed-upr/heed/internal/web/desk"
)

// wishes are how a plan is to be read, as a form carries them along.
type wishes struct {
	file heed.Digest // that is held
	// columns are the fields of columns by their heads; nil as long as Heed has
	// only guessed.
	columns          map[string]plansheet.Field
	review, sheet    string
	kind             heed.MeasureKind
	visibility       heed.Visibility
	stageDate        heed.Date
	blank, hiddenToo bool
}

// keyOf names a column in a form.
func keyOf(head string) string {
	return string(heed.DigestOf([]byte(grid.Plain(head))))[:16]
}

// wishesOf reads what a form has carried along.
func wishesOf(form url.Values) wishes {
	w := wishes{
		file: heed.Digest(form.Get("file")), columns: map[string]plansheet.Field{}, review: form.Get("plan_review"), sheet: form.Get("sheet"), kind: heed.MeasureKind(form.Get("plan_kind")),
		visibility: heed.Visibility(form.Get("visibility")), stageDate: heed.Date(form.Get("stage_date")), blank: form.Get("blank") != "", hiddenToo: form.Get("hidden_too") != "",
	}
	for key := range form {
		if rest, ok := strings.CutPrefix(key, "head-"); ok {
			w.columns[form.Get(key)] = plansheet.Field(form.Get("column-" + rest))
		}
	}
	return w
}

// options are the same for the import. Fields that no column was chosen for are in
// none.
func (w wishes) options() app.PlanOptions {
	o := app.PlanOptions{Visibility: w.visibility, Blank: w.blank, Mapping: plansheet.Mapping{Sheet: w.sheet, Hidden: w.hiddenToo, Values: map[plansheet.Field]string{}}}
	if id, err := heed.ParseReviewID(w.review); err == nil {
		o.Review = id
	}
	if w.kind != "" {
		o.Mapping.Values[plansheet.Kind] = string(w.kind)
	}
	if w.stageDate != "" {
		o.Mapping.Values[plansheet.StageDate] = string(w.stageDate)
	}
	if len(w.columns) == 0 {
		return o
	}
	o.Mapping.Columns = map[plansheet.Field][]string{}
	for _, f := range plansheet.Fields {
		o.Mapping.Columns[f] = []string{""}
	}
	for head, f := range w.columns {
		if slices.Contains(plansheet.Fields, f) {
			o.Mapping.Columns[f] = append(o.Mapping.Columns[f], head)
		}
	}
	for _, heads := range o.Mapping.Columns {
		slices.Sort(heads)
	}
	return o
}

// hidden carries the wishes along in a form.
func (w wishes) hidden(form *desk.Form) {
	w.carry(form)
	review, sheet, kind, visibility, stage := w.review, w.sheet, string(w.kind), string(w.visibility), string(w.stageDate)
	blank, hidden := mark(w.blank), mark(w.hiddenToo)
	for _, field := range []struct {
		value *string
		name  string
	}{{&review, "plan_review"}, {&sheet, "sheet"}, {&kind, "plan_kind"}, {&visibility, "visibility"}, {&stage, "stage_date"}, {&blank, "blank"}, {&hidden, "hidden_too"}} {
		form.Hidden(field.value, field.name)
	}
	for _, head := range w.heads() {
		f := string(w.columns[head])
		form.Hidden(&f, "column-"+keyOf(head))
	}
}

// carry carries along what no field shows: the file, and the names of columns.
func (w wishes) carry(form *desk.Form) {
	file := string(w.file)
	form.Hidden(&file, "file")
	for _, head := range w.heads() {
		named := head
		form.Hidden(&named, "head-"+keyOf(head))
	}
}

func (w wishes) heads() []string {
	out := make([]string, 0, len(w.columns))
	for head := range w.columns {
		out = append(out, head)
	}
	slices.Sort(out)
	return out
}

func mark(b bool) string {
	if b {
		return "1"
	}
	return ""
}

// mapForm is the form of what the columns hold, and of how else the file is to be
// read.
func (p *importing) mapForm(report app.PlanReport) *desk.Form {
	form := p.Form("map", "plan_import.look_again")
	form.Minor = true
	guessed := map[string]plansheet.Field{}
	for _, c := range report.Columns {
		if !report.Own || !strings.HasPrefix(c.Head, "heed.") {
			guessed[c.Head] = c.Field
		}
	}
	if !report.Own {
		p.wishes.columns = guessed
	}
	p.wishes.carry(form)
	if !report.Own {
		for _, c := range report.Columns {
			f := c.Field
			field := desk.Choice(form, &f, "column-"+keyOf(c.Head), plansheet.Fields, func(f plansheet.Field) string { return p.T("plan_field." + string(f)) }).Called(c.Head)
			if len(c.Examples) > 0 {
				field.Hint = strings.Join(c.Examples, " | ")
			}
		}
	}
	if len(report.Sheets) > 1 {
		desk.Choice(form, &p.wishes.sheet, "sheet", report.Sheets, func(s string) string { return s }).Help("plan_import.sheet_help")
	}
	if len(report.Reviews) > 0 {
		ids := make([]string, len(report.Reviews))
		for i, id := range report.Reviews {
			ids[i] = id.String()
		}
		p.wishes.review = report.Review.String()
		desk.Choice(form, &p.wishes.review, "plan_review", ids, func(id string) string { return id }).Help("plan_import.review_help")
	}
	desk.Choice(form, &p.wishes.kind, "plan_kind", heed.MeasureKinds, func(k heed.MeasureKind) string { return p.T("measure_kind." + string(k)) }).Help("plan_import.kind_help")
	form.Date(&p.wishes.stageDate, "stage_date").Help("plan_import.stage_date_help")
	desk.Choice(form, &p.wishes.visibility, "visibility", heed.WorkVisibilities, func(v heed.Visibility) string { return p.T("visibility." + string(v)) }).Help("plan_import.visibility_help")
	form.Check(&p.wishes.blank, "blank").Help("plan_import.blank_help")
	form.Check(&p.wishes.hiddenToo, "hidden_too").Help("plan_import.hidden_help")
	return form
}
