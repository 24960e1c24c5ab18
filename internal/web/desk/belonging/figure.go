// Copyright the Heed authors
// SPDX-License-Identifier: Apache-2.0

package belonging

import (
	"strconv"

	"github.com/heed-upr/heed"
	"github.com/heed-upr/heed/internal/app"
	"github.com/heed-upr/heed/internal/find"
	"github.com/heed-upr/heed/internal/web/desk"
	"github.com/heed-upr/heed/internal/web/page"
)

var figures = kind[heed.Figure]{
	fresh: "figure.new", lede: "figure.lede", edit: "figure.edit", save: "figure.save",
	begin: func(dossier heed.ID) heed.Figure { return heed.Figure{Dossier: dossier} },
	of:    func(f heed.Figure) heed.ID { return f.Dossier },
	title: func(b page.Base, f heed.Figure) string {
		return b.Counted(f) + ": " + b.T("figure_kind."+string(f.Kind))
	},
	form: figureForm,
}

// NewFigure serves the page of a new figure.
func NewFigure(f *find.Finder, a *app.App) desk.Handler { return figures.beginning(f, a) }

// Figure serves the page of a figure.
func Figure(f *find.Finder, a *app.App) desk.Handler { return figures.one(f, a) }

// part is a part of a figure as a row of the form has it.
type part struct {
	Value string
	Of    desk.Spoken
}

func figureForm(d *Data, r *desk.Request, m heed.Figure) func() (app.Change, error) {
	form, base, visibility, note := d.Edit, d.version.Number, d.version.Visibility, ""
	form.Version(&base)
	choice(form, r, &m.Kind, "kind", heed.FigureKinds, "figure_kind.").Must()
	form.Whole(&m.Value, "value", d.There).Must()
	choice(form, r, &m.Bound, "bound", heed.FigureBounds, "figure_bound.").Help("figure.bound_help")
	choice(form, r, &m.Unit, "unit", heed.FigureUnits, "figure_unit.").Must().Help("figure.unit_help")
	choice(form, r, &m.Basis, "basis", heed.FigureBases, "figure_basis.").Must().Help("figure.basis_help")
	form.Texts(&m.Scope, "scope", "text", "figure.scope_help")
	var parts []part
	for _, p := range m.Parts {
		parts = append(parts, part{strconv.Itoa(p.Value), r.Spoken(p.Of)})
	}
	desk.Rows(form, &parts, "parts", append([]desk.Column[part]{desk.Col("value", "whole", func(p *part) *string { return &p.Value })},
		desk.SpokenCols(r, "of", func(p *part) *desk.Spoken { return &p.Of })...)...).Help("figure.parts_help")
	form.Around(&m.AsOf, "as_of")
	form.Around(&m.Published, "published")
	form.Texts(&m.When, "when", "text", "figure.when_help")
	choice(form, r, &m.Voice, "voice", heed.Voices, "voice.").Must().Help("figure.voice_help")
	form.Text(&m.Speaker, "speaker").Must()
	form.Source(&m.Source)
	choice(form, r, &m.Track, "track", heed.Tracks, "figure_track.").Help("figure.track_help")
	choice(form, r, &m.Stage, "stage", heed.CaseStages, "figure_stage.").Help("figure.stage_help")
	d.revises(r, &m)
	form.Area(&m.Note, "note").Help("figure.note_help").Short = true
	form.Text(&note, "reason").Called(r.T("figure.reason"))
	choice(form, r, &visibility, "visibility", heed.WorkVisibilities, "visibility.")
	return func() (app.Change, error) {
		m.Parts = nil
		for _, p := range parts {
			n, ok := heed.Count(p.Value)
			if !ok {
				return app.Change{}, &heed.Error{Code: heed.CodeInvalid, Op: "belonging.figureForm", Key: "error.field_whole", Args: []string{"Field", "parts", "Given", p.Value}}
			}
			m.Parts = append(m.Parts, heed.Part{Value: n, Of: r.Texts(p.Of)})
		}
		return d.saved(base, visibility, note, m), nil
	}
}

// revises offers the figures in whose place this one can have come.
func (d *Data) revises(r *desk.Request, m *heed.Figure) {
	var ids []heed.ID
	for _, c := range d.in.Figures {
		if c.ID != d.version.ID && c.Withdrawn == "" && r.Viewer.SameVoice(c.Side()) {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) > 0 {
		desk.Choice(d.Edit, &m.Revises, "revises", ids, d.called).Help("figure.revises_help")
	}
}
